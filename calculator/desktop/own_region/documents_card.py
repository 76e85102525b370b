"""The documents of a region of one's own, on which every rule below them stands."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calculator.desktop.own_region.pack_cells import Cells
from calculator.desktop.own_region.pack_rows import DocumentRow, say, titled
from calculator.ground.language import N_
from calculator.policy.pack import Source
from calculator.widgets.buttons import push_button
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

MOST_DOCUMENTS = 5
"""So many can be added at once."""
_LONGEST_NUMBER = 24


class DocumentsCard(QWidget):
    """A row for each document, `there` of which the region has already; `changed` when one comes or goes."""

    changed = Signal()

    def __init__(self, cells: Cells, wording: Wording, theme: Theme, there: int) -> None:
        super().__init__()
        self._cells, self._wording, self._theme, self._there = cells, wording, theme, there
        tr = wording.text
        card, note = titled(theme, tr(N_("Its own documents")))
        say(note, tr(N_("Every figure below stands on a document and a clause; these are the documents.")))
        self.rows: list[DocumentRow] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(theme.px(8))
        card.box.addLayout(self._box)
        self.more = push_button(wording, N_("＋ Add document"), N_("Add a further document"))
        self.fewer = push_button(wording, N_("Remove last document"), N_("Remove the last of the documents"))
        holder = QWidget()
        flow = FlowLayout(holder, spacing=theme.px(8))
        for button in (self.more, self.fewer):
            button.setAutoDefault(False)
            flow.addWidget(button)
        self.more.clicked.connect(self.add)
        self.fewer.clicked.connect(self.remove)
        card.box.addWidget(holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        for _place in range(there or 1):
            self._add()
        self._allow()

    def add(self) -> None:
        """Ask for one document more."""
        self._add()
        self._allow()
        self.changed.emit()
        self.rows[-1].number.edit.setFocus()

    def _add(self) -> None:
        row = DocumentRow(self._cells, self._wording, self._theme, len(self.rows))
        self.rows.append(row)
        self._box.addWidget(row)

    def remove(self) -> None:
        """Let the last document go; what stood on it asks for another."""
        if self.fewer.isEnabled():
            row = self.rows.pop()
            self._cells.drop(cell.key for cell in row.cells)
            self._box.removeWidget(row)
            row.deleteLater()
            self._allow()
            self.changed.emit()

    def _allow(self) -> None:
        self.more.setEnabled(len(self.rows) < self._there + MOST_DOCUMENTS)
        self.fewer.setEnabled(len(self.rows) > max(self._there, 1))

    def options(self, others: Sequence[Source]) -> list[tuple[str, str]]:
        """What a rule can stand on: the documents here, and those of the framework or template."""
        found = []
        for row in self.rows:
            number = short(row.number.value().strip())
            text = self._wording.text(N_("Document {number}")).format(number=row.place + 1)
            found.append((f"document.{row.place}", f"{row.place + 1} · {number}" if number else text))
        return found + [(source.id, short(source.number)) for source in others]


def short(number: str) -> str:
    """A document's number, of a very long one the beginning: a list is not to be wider than the form."""
    return number if len(number) <= _LONGEST_NUMBER else f"{number[:_LONGEST_NUMBER]}…"
