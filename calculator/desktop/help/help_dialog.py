"""The help as a dialog with pages: offline, in both languages, with text that can be selected and copied."""

from collections.abc import Iterator, Sequence
from datetime import date
from html import escape

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QDialog, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from calculator.desktop.help.about_page import about_html, named_standing
from calculator.desktop.help.coverage_page import CoveragePage
from calculator.desktop.help.help_texts import (
    GAPS_HEADING,
    HOW,
    KEYS,
    LIMITS,
    WRITTEN,
    WRITTEN_HEADING,
    Part,
)
from calculator.desktop.help.help_titles import TITLES, PageName
from calculator.files.guides import GUIDES, guide_folder, guide_text
from calculator.ground.language import N_
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.printing.guide_sheet import fit_pictures
from calculator.widgets.buttons import push_button
from calculator.widgets.choice import Choice
from calculator.widgets.flow import FlowLayout
from calculator.widgets.scrolled import fit
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording


class HelpDialog(QDialog):
    """Pages to choose from above, the chosen one below."""

    def __init__(
        self, library: Library, wording: Wording, theme: Theme, page: str = "how", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._library, self._wording, self._theme = library, wording, theme
        tr = wording.text
        self._page: PageName = "how"
        self.setWindowTitle(tr(N_("Help")))
        self.pages = Choice(tr(N_("Page")), [(name, tr(title)) for name, title in TITLES.items()])
        self.coverage = CoveragePage(wording, theme)
        self.coverage.changed.connect(lambda: self._show("coverage"))
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setTabChangesFocus(True)
        self.text.setToolTip(tr(N_("Text to select and copy")))
        self.text.setSearchPaths([guide_folder()])
        self.print_button = push_button(wording, N_("&Print…"), N_("Look at the pages of this guide and print them"))
        self.print_button.clicked.connect(self.ask_print)
        self.close_button = QPushButton(tr(N_("&Close")))
        self.close_button.setToolTip(tr(N_("Close the help (Esc)")))
        self.close_button.clicked.connect(self.accept)
        foot = QWidget()
        row = FlowLayout(foot)
        row.addWidget(self.print_button)
        row.addWidget(self.close_button)
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
        """Turn to a page by its name in `TITLES`; another name gives the first."""
        name: PageName = next((name for name in TITLES if name == page), "how")
        self._page = name
        self.pages.set_current(name)
        self.text.setAccessibleName(self._wording.text(TITLES[name]))
        self.coverage.setVisible(name == "coverage")
        self.print_button.setVisible(name in GUIDES)
        self._show(name)

    def ask_print(self) -> None:
        """Show the guide as it will be printed."""
        from calculator.desktop.help.guide_options import GuideOptions
        from calculator.desktop.paper.print_dialog import PaperDialog

        options = GuideOptions(self._page, self.wording, self._theme)
        PaperDialog(self, self._theme, date.today(), options, self).open()  # noqa: DTZ011 — the person's own day

    @property
    def wording(self) -> Wording:
        """The language that it speaks."""
        return self._wording

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Pictures stay as wide as the page is."""
        super().resizeEvent(event)
        self._fit_pictures()

    def _fit_pictures(self) -> None:
        document = self.text.document()
        fit_pictures(document, self.text.viewport().width() - 2 * document.documentMargin(), 1)

    def _show(self, name: PageName) -> None:
        if name in GUIDES:
            self.text.setMarkdown(guide_text(name, self._wording.language))
            self._fit_pictures()
        else:
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
        elif name == "about":
            yield from about_html(self._library, self._wording)

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
            yield f"<p><b>{escape(named_standing(pack, self._wording))}</b></p><ul>"
            for said, cited in gaps(pack, self._wording):
                yield f"<li>{escape(said)} <span class='cited'>{escape(cited)}</span></li>"
            yield "</ul>"


def gaps(pack: Pack, wording: Wording) -> list[tuple[str, str]]:
    """What a region's text leaves open, in words, each with its clause; the same is said once."""
    found: dict[str, str] = {}
    for rules in pack.rule_tables().values():
        for rule in rules:
            unknown = getattr(rule, "unknown", None)
            if unknown is not None:
                found.setdefault(wording.of(unknown), rule.clause)
    return list(found.items())
