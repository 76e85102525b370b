"""The help as a dialog with pages: offline, in both languages, with text that can be selected and copied."""

import platform
from collections.abc import Iterator, Sequence
from html import escape

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from calculator import __version__
from calculator.desktop.help.coverage_page import CoveragePage
from calculator.desktop.help.help_texts import (
    ABOUT,
    DOCUMENTS_HEADING,
    GAPS_HEADING,
    HOW,
    KEYS,
    LIMITS,
    PARTS_HEADING,
    WRITTEN,
    WRITTEN_HEADING,
    Part,
)
from calculator.desktop.help.help_titles import TITLES, PageName
from calculator.ground.language import N_
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.widgets.choice import Choice
from calculator.widgets.flow import FlowLayout
from calculator.widgets.scrolled import fit
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

_PARTS = (
    "pydantic (MIT) · platformdirs (MIT) · python-calamine (MIT) · XlsxWriter (BSD-2-Clause) · tomli-w (MIT) · "
    "PyNaCl (Apache-2.0) · psutil (BSD-3-Clause) · pypdf (BSD-3-Clause) · olefile (BSD-2-Clause) · wcwidth (MIT)"
)
"""What the program uses besides Qt and Python, by the names in its own list of dependencies."""


class HelpDialog(QDialog):
    """Pages to choose from above, the chosen one below."""

    def __init__(
        self, library: Library, wording: Wording, theme: Theme, page: str = "how", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._wording, self._theme = library, wording, theme
        tr = wording.text
        self.setWindowTitle(tr(N_("Help")))
        self.pages = Choice(tr(N_("Page")), [(name, tr(title)) for name, title in TITLES.items()])
        self.coverage = CoveragePage(wording, theme)
        self.coverage.changed.connect(lambda: self._show("coverage"))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.setToolTip(tr(N_("Text to select and copy")))
        self.close_button = QPushButton(tr(N_("&Close")))
        self.close_button.setToolTip(tr(N_("Close the help (Esc)")))
        self.close_button.clicked.connect(self.accept)
        foot = QWidget()
        FlowLayout(foot).addWidget(self.close_button)
        column = QVBoxLayout(self)
        edge = theme.px(16)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        column.addWidget(self.pages)
        column.addWidget(self.coverage)
        column.addWidget(self.text, 1)
        column.addWidget(foot)
        self.pages.chosen.connect(self.show_page)
        fit(self, theme, 720, 560)
        self.show_page(page)
        self.text.setFocus()

    def show_page(self, page: str) -> None:
        """Turn to a page: `how`, `limits`, `keys`, `coverage` or `about`; another name gives the first."""
        name: PageName = next((name for name in TITLES if name == page), "how")
        self.pages.set_current(name)
        self.text.setAccessibleName(self._wording.text(TITLES[name]))
        self.coverage.setVisible(name == "coverage")
        self._show(name)

    def _show(self, name: PageName) -> None:
        self.text.setHtml(self._styled("".join(self._html(name))))

    def _styled(self, body: str) -> str:
        theme, colours = self._theme, self._theme.colours
        style = (
            f"h2 {{ font-size: {theme.px(16)}px; color: {colours.pooled}; margin-bottom: {theme.px(4)}px; }}"
            f"p, li {{ color: {colours.text}; margin-bottom: {theme.px(6)}px; }}"
            f"td {{ color: {colours.text}; padding: {theme.px(4)}px {theme.px(12)}px {theme.px(4)}px 0; }}"
            f".cited {{ color: {colours.deductible}; }}"
        )
        return f"<html><head><style>{style}</style></head><body>{body}</body></html>"

    def _html(self, name: PageName) -> Iterator[str]:
        if name == "how":
            yield from self._parts(HOW)
        elif name == "limits":
            yield from self._parts(LIMITS)
            yield from self._gaps()
        elif name == "coverage":
            yield from self.coverage.html()
        elif name == "keys":
            yield self._table(KEYS)
            yield self._heading(WRITTEN_HEADING)
            yield self._table(WRITTEN)
        else:
            yield from self._about()

    def _heading(self, text: str) -> str:
        return f"<h2>{escape(self._wording.text(text))}</h2>"

    def _parts(self, parts: Sequence[Part]) -> Iterator[str]:
        for part in parts:
            yield self._heading(part.heading)
            kind = "li" if part.numbered else "p"
            texts = "".join(f"<{kind}>{escape(self._wording.text(text))}</{kind}>" for text in part.paragraphs)
            yield f"<ol>{texts}</ol>" if part.numbered else texts

    def _table(self, rows: Sequence[tuple[str, str]]) -> str:
        tr = self._wording.text
        cells = (f"<tr><td><b>{escape(key)}</b></td><td>{escape(tr(said))}</td></tr>" for key, said in rows)
        return f"<table>{''.join(cells)}</table>"

    def _gaps(self) -> Iterator[str]:
        """What the packs say they do not know, with the clause."""
        yield self._heading(GAPS_HEADING)
        for pack in self._library:
            yield f"<p><b>{escape(self._named(pack))}</b></p><ul>"
            for said, cited in gaps(pack, self._wording):
                yield f"<li>{escape(said)} <span class='cited'>{escape(cited)}</span></li>"
            yield "</ul>"

    def _about(self) -> Iterator[str]:
        tr = self._wording.text
        name, licence = tr(N_("Gongjisuan")), tr(N_("Gongjisuan is free software under the Apache License 2.0."))
        yield f"<h2>{escape(name)} {__version__}</h2>"
        yield "".join(f"<p>{escape(tr(text))}</p>" for text in ABOUT)
        yield self._heading(DOCUMENTS_HEADING) + "<ul>"
        for pack in self._library:
            for source in pack.sources:
                # A text without a number is cited by its title, which then need not stand twice.
                number = "" if source.number.startswith("《") else source.number
                said = tr(N_("{place}: {text}")).format(
                    place=self._named(pack), text=f"{self._wording.of(source.title)} {number}".strip()
                )
                yield f"<li>{escape(said)}</li>"
        yield "</ul>" + self._heading(PARTS_HEADING)
        yield f"<p>{escape(licence)}</p>"
        yield f"<p>Qt {qVersion()} · PySide6 {pyside_version} (LGPL-3.0) · Python {platform.python_version()} (PSF) · "
        yield f"{_PARTS}</p>"

    def _named(self, pack: Pack) -> str:
        words = self._wording
        return words.text(N_("{name} ({standing})")).format(
            name=words.of(pack.name), standing=words.word(pack.standing)
        )


def gaps(pack: Pack, wording: Wording) -> list[tuple[str, str]]:
    """What a region's text leaves open, in words, each with its clause; the same is said once."""
    found: dict[str, str] = {}
    for rules in pack.rule_tables().values():
        for rule in rules:
            unknown = getattr(rule, "unknown", None)
            if unknown is not None:
                found.setdefault(wording.of(unknown), rule.clause)
    return list(found.items())
