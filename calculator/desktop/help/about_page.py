"""The page about the program: its version, the packs with versions and signers, its parts and licences."""

import platform
from collections.abc import Iterator
from html import escape

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import qVersion

from calculator import __version__
from calculator.desktop.help.help_texts import ABOUT, DOCUMENTS_HEADING, PARTS_HEADING, RULES_HEADING
from calculator.files.guides import build_of, licences_file, parts_of_others
from calculator.ground.language import N_
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.whatif.pack_effect_words import pack_said
from calculator.words.wording import Wording


def about_html(library: Library, wording: Wording) -> Iterator[str]:
    """The page's inside."""
    tr = wording.text
    yield f"<h2>{escape(tr(N_('Gongjisuan')))} {__version__}</h2>"
    build = build_of()
    said = tr(N_("Build {build}")).format(build=build) if build else tr(N_("Run from its sources; no build"))
    yield f"<p>{escape(said)}</p>"
    yield "".join(f"<p>{escape(tr(text))}</p>" for text in ABOUT)
    yield f"<h2>{escape(tr(RULES_HEADING))}</h2><ul>"
    yield from (f"<li>{escape(text)}</li>" for text in _rules(library, wording))
    yield f"</ul><h2>{escape(tr(DOCUMENTS_HEADING))}</h2><ul>"
    for pack in library:
        for source in pack.sources:
            # A text without a number is cited by its title, which then need not stand twice.
            number = "" if source.number.startswith("《") else source.number
            said = tr(N_("{place}: {text}")).format(
                place=named_standing(pack, wording), text=f"{wording.of(source.title)} {number}".strip()
            )
            yield f"<li>{escape(said)}</li>"
    yield f"</ul><h2>{escape(tr(PARTS_HEADING))}</h2>"
    yield f"<p>{escape(tr(N_('Gongjisuan is free software under the Apache License 2.0.')))}</p>"
    yield f"<p>Qt {qVersion()} · PySide6 {pyside_version} · Python {platform.python_version()}</p><ul>"
    yield from (f"<li>{escape(name)}: {escape(licence)}</li>" for name, licence in parts_of_others())
    yield "</ul>"
    if licences_file().is_file():
        where = tr(N_("The texts of all licences are in {file}.")).format(file=licences_file())
        yield f"<p>{escape(where)}</p>"


def _rules(library: Library, wording: Wording) -> Iterator[str]:
    """Every pack that can be used, with its version and with whose word it has."""
    for pack in library:
        for found in library.versions(pack.id):
            yield pack_said(found, wording)


def named_standing(pack: Pack, wording: Wording) -> str:
    """A region with the standing of its text."""
    return wording.text(N_("{name} ({standing})")).format(
        name=wording.of(pack.name), standing=wording.word(pack.standing)
    )
