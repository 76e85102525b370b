"""Which letters of a paper look like others, so that a PDF's text is what was written.

Qt tells a PDF's reader what each glyph stands for by the lowest code that has this glyph in the font. For 日 that is
the radical ⽇, which looks the same and is found by no search, and for a space it is a tabulator.
"""

from collections.abc import Iterable

from PySide6.QtGui import QFontDatabase, QGuiApplication, QRawFont, QTextLayout

from calculator.ground.faults import Fault, FaultsError
from calculator.printing.paper import Paper, type_of

_LIKENESSES = ((0x09, 0x0E), (0xA0, 0x100), (0x2010, 0x2016), (0x2E80, 0x2FE0), (0x3000, 0x3040))
"""Ranges of codes that fonts give glyphs of other letters."""


_CHINESE = "医保门诊共济"
_ALIASES = {"Monospace", "Sans Serif", "Serif"}
"""What fontconfig names though no font is installed."""


def require_chinese_font() -> None:
    """Whether there is a font for what every page says, without which boxes would stand there. Raises FaultsError."""
    if _ALIASES.issuperset(QFontDatabase.families()):  # where there is no font at all, a layout takes Qt with it
        raise FaultsError([Fault("", "no_chinese_font")])
    found = {letter for _raw, own in _by_font(list(_CHINESE), bold=False) for letter in own}
    if not found.issuperset(_CHINESE):
        raise FaultsError([Fault("", "no_chinese_font")])


def letters_by_likeness(paper: Paper) -> dict[int, int]:
    """Code by code: what stands in the paper, for each code that has the same glyph in one of its fonts."""
    letters = sorted(
        {letter for sheet in paper.sheets for letter in sheet.document.toPlainText()} | set(paper.foot_letters())
    )
    found: dict[int, int] = {}
    for bold in (False, True):
        for raw, own in _by_font([letter for letter in letters if letter.isprintable()], bold=bold):
            by_glyph = {glyph: ord(letter) for letter, glyph in own.items()}
            for code in _codes():
                glyph = raw.glyphIndexesForString(chr(code))[0]
                if glyph and glyph in by_glyph and by_glyph[glyph] != code and chr(code) not in own:
                    found[code] = by_glyph[glyph]
    return found


def _codes() -> Iterable[int]:
    return (code for first, end in _LIKENESSES for code in range(first, end))


def _by_font(letters: list[str], *, bold: bool) -> list[tuple[QRawFont, dict[str, int]]]:
    """The fonts that these letters are taken from, each with its letters and their glyphs."""
    assert QGuiApplication.instance() is not None
    layout = QTextLayout("".join(letters), type_of(9, bold=bold))
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    fonts: dict[str, tuple[QRawFont, dict[str, int]]] = {}
    for run in layout.glyphRuns():
        raw = run.rawFont()
        name = f"{raw.familyName()} {raw.styleName()}"
        own = fonts.setdefault(name, (raw, {}))[1]
        for letter in letters:
            glyphs = raw.glyphIndexesForString(letter)
            if glyphs and glyphs[0]:
                own.setdefault(letter, glyphs[0])
    return list(fonts.values())
