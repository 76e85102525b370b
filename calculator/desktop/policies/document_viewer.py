"""Looking at an attached original: its text in a window of our own, at the clause; a PDF also in the system's viewer.

Qt's own PDF module is none of the essentials that this program comes with, and a second PDF viewer would be a large
part to keep safe; every system has one. Only a file on this computer is handed over, by its path. It cannot be told to
open at a clause, so that the text of a PDF is read by a process of its own and shown here, with the page.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from PySide6.QtGui import QShowEvent, QTextCursor
from PySide6.QtWidgets import QDialog, QLabel, QTextBrowser, QTextEdit, QVBoxLayout, QWidget

from calculator.desktop.policies.text_search_bar import SearchBar
from calculator.ground.language import N_
from calculator.widgets.buttons import push_button
from calculator.widgets.flow import FlowLayout
from calculator.widgets.scrolled import fit
from calculator.widgets.theme import Theme, set_role
from calculator.words.wording import Wording

_PARTS = re.compile(r"第[〇零一二三四五六七八九十百]+条|（[一二三四五六七八九十]+）|[一二三四五六七八九十]+|\d+")


def place_of(text: str, clause: str) -> int | None:
    """Where a clause such as `第十一条`, `二（二）` or `方案二（一）1` begins in a text; None where it is not found.

    A clause below another is looked for after it. Words before the numbers, such as `解读`, name a part of the
    document, and are passed over.
    """
    place = None
    for part in _PARTS.findall(clause.partition("、")[0]):
        found = _heading(text, part, place or 0)
        if found is None:
            return place
        place = found
    return place


_TENS = "一二三四五六七八九十"
_HEADING = re.compile(rf"^[ \t\u3000]*(?:第[〇零百{_TENS}]+条|（[{_TENS}]+）|[{_TENS}]+、|\d+\s*[.．、])", re.MULTILINE)


def end_of(text: str, place: int) -> int:
    """Where the clause ends that begins at a place: before the next line that begins another, or with the text."""
    line_end = text.find("\n", place)
    following = None if line_end < 0 else _HEADING.search(text, line_end)
    return len(text) if following is None else following.start()


def _heading(text: str, part: str, start: int) -> int | None:
    sign = re.escape(part)
    if part.isdecimal():
        sign = rf"{sign}\s*[.．、]"
    elif not part.startswith(("第", "（")):
        sign = rf"{sign}、"
    found = re.compile(rf"^[ \t\u3000]*{sign}", re.MULTILINE).search(text, start)
    return None if found is None else found.start()


@dataclass(frozen=True)
class PdfPages:
    """The text of a PDF page by page, and the way to the PDF itself."""

    pages: Sequence[str]
    show: Callable[[], None]

    @property
    def text(self) -> str:
        """All pages, one below the other."""
        return "\n".join(self.pages)

    def page_of(self, place: int) -> int:
        """The page, from 1, on which a place of the text lies."""
        begins = [0, *accumulate(len(page) + 1 for page in self.pages)]
        return bisect_right(begins, place)


class TextViewer(QDialog):
    """An attached text, to read and search; opened at a clause where it is found, which then stands at the top, marked.

    Looking for words takes the mark away. The text of a PDF says on which page the clause stands, and leads to it.
    """

    def __init__(
        self,
        title: str,
        original: str | PdfPages,
        clause: str,
        wording: Wording,
        theme: Theme,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._wording, tr = wording, wording.text
        text = original if isinstance(original, str) else original.text
        place = place_of(text, clause) if clause else None
        self.setWindowTitle(title)
        self.heading = QLabel(title)
        self.heading.setWordWrap(True)
        set_role(self.heading, "heading")
        self.text = QTextBrowser()
        self.text.setOpenLinks(False)
        self.text.setPlainText(text)
        self.text.setAccessibleName(title)
        self.text.setToolTip(tr(N_("Text to select and copy")))
        self.search = SearchBar(self.text, wording, theme)
        self.leave = push_button(wording, N_("&Close"), N_("Close the text (Esc)"))
        self.leave.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        edge = theme.px(12)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        foot = QWidget()
        foot_line = FlowLayout(foot)
        foot_line.addWidget(self.leave)
        for part in (self.heading, self.search, self.text, foot):
            column.addWidget(part, 1 if part is self.text else 0)
        if isinstance(original, PdfPages) and place is not None:
            self._lead_to_pdf(original, place, column, foot_line)
        fit(self, theme, 760, 600)
        self._at: QTextCursor | None = None
        if place is not None:
            self._mark(place, end_of(text, place), theme)
        self.text.setFocus()

    def _lead_to_pdf(self, pdf: PdfPages, place: int, column: QVBoxLayout, foot: FlowLayout) -> None:
        tr = self._wording.text
        said = tr(
            N_("Words of page {page} of {pages} of the attached PDF; tables and seals only the PDF itself shows.")
        )
        said = said.format(page=pdf.page_of(place), pages=len(pdf.pages))
        self.about = QLabel(said)
        self.about.setWordWrap(True)
        set_role(self.about, "small")
        column.insertWidget(1, self.about)
        self.pdf = push_button(self._wording, N_("&Open the PDF"), N_("Show it in the system's PDF viewer"))
        self.pdf.clicked.connect(pdf.show)
        foot.addWidget(self.pdf)

    def _mark(self, place: int, end: int, theme: Theme) -> None:
        self._at = QTextCursor(self.text.document())
        self._at.setPosition(place)
        self.text.setTextCursor(self._at)
        marked = QTextEdit.ExtraSelection()
        marked.cursor = QTextCursor(self._at)
        marked.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        marked.format.setBackground(theme.colour("selection"))
        self.text.setExtraSelections([marked])

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        """The clause at the top of the view, now that lines are as wide as they will be."""
        super().showEvent(event)
        if self._at is not None:
            layout = self.layout()
            assert layout is not None
            layout.activate()
            bar = self.text.verticalScrollBar()
            bar.setValue(bar.value() + self.text.cursorRect(self._at).top())
