"""The help's list of every clause of the documents: what becomes of each, by document, and a field that searches it."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from calculator.ground.language import N_
from calculator.policy.library import Library
from calculator.policy_pages.coverage_text import STATUS_WORDS, CoverageLine, coverage_lines
from calculator.widgets.announce import announce
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, as_text
from calculator.words.wording import Wording

INTRODUCTION = (
    N_(
        "Computed: a rule stands on the clause, and the explanation of a result names it. Shown: the clause is told "
        "of on the policy page or in a warning, and no sum uses it. Out of scope: no one's benefit depends on it."
    ),
)


class CoveragePage(QWidget):
    """The search field above the list; `changed` says that the list is another one."""

    changed = Signal()

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._wording = wording
        self._lines: list[CoverageLine] | None = None
        tr = wording.text
        self.search = QLineEdit()
        self.search.setMinimumWidth(theme.px(240))
        self.search.setAccessibleName(tr(N_("Find clauses")))
        self.search.setToolTip(tr(N_("Words of a document, clause, subject or status; every word counts")))
        label = QLabel(tr(N_("&Find:")))
        as_text(label)
        label.setBuddy(self.search)
        self.count = QLabel()
        as_text(self.count)
        row = FlowLayout(self)
        for widget in (label, self.search, self.count):
            row.addWidget(widget)
        self.search.textChanged.connect(self._searched)

    def found(self) -> list[CoverageLine]:
        """The clauses in which every word of the search field occurs."""
        if self._lines is None:  # the tables are read when somebody first looks at them
            # Only the texts that come with the program have such a table.
            self._lines = coverage_lines(Library.embedded(), self._wording)
        words = self.search.text().casefold().split()
        return [line for line in self._lines if all(word in self._said(line) for word in words)]

    def html(self) -> Iterator[str]:
        """The list, a table for each document."""
        tr, found = self._wording.text, self.found()
        self.count.setText(self._counted(found))
        yield from (f"<p>{escape(tr(text))}</p>" for text in INTRODUCTION)
        if not found:
            none = tr(N_("No clause has all these words."))
            yield f"<p>{escape(none)}</p>"
        for (region, document), lines in groupby(found, key=lambda line: (line.region, line.document)):
            title = tr(N_("{place}: {text}")).format(place=region, text=document)
            yield f"<h2>{escape(title)}</h2><table>"
            yield from (self._row(line) for line in lines)
            yield "</table>"

    def _row(self, line: CoverageLine) -> str:
        status = self._wording.text(STATUS_WORDS[line.status])
        return (
            f"<tr><td><b>{escape(line.clause)}</b></td><td>{escape(status)}</td>"
            f"<td>{escape(line.about)}<br><span class='cited'>{escape(line.where)}</span></td></tr>"
        )

    def _said(self, line: CoverageLine) -> str:
        return " ".join((*line, self._wording.text(STATUS_WORDS[line.status]))).casefold()

    def _counted(self, found: list[CoverageLine]) -> str:
        numbers = {status: sum(line.status == status for line in found) for status in STATUS_WORDS}
        said = N_("{total} clauses: {computed} computed, {shown} shown, {out} out of scope")
        return self._wording.text(said).format(total=len(found), **numbers)

    def _searched(self) -> None:
        self.changed.emit()
        announce(self.count, self.count.text())
