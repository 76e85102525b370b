"""The first rows of a sheet, and above each column the choice of what it holds."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent

from calculator.files.spreadsheets.import_report import heading_of, letters_of, shown
from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.sheets.cells import Cell, is_empty
from calculator.sheets.others.column_guess import Layout
from calculator.sheets.others.heading_names import SHEET_MEANINGS
from calculator.widgets.combo import Combo
from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.tables.table_model import with_plain_tips
from calculator.widgets.theme import Theme, font
from calculator.words.wording import Wording

AnyIndex = QModelIndex | QPersistentModelIndex
_SHOWN_ROWS = 5
_STEPS = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End}
_NOT_READ = N_("not read")


class PreviewModel(QAbstractTableModel):
    """A row for the choices, then rows of the sheet from its headings on; the first column numbers them."""

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._wording, self._bold = wording, font(theme, bold=True)
        self._rows: list[list[Cell]] = []
        self._first = 0
        self._heading: int | None = None
        self._head: list[list[Cell]] = []
        self._named = Layout(None, ())
        self._width = 0

    def show(self, head: list[list[Cell]], layout: Layout) -> None:
        """Show a sheet's first rows."""
        self.beginResetModel()
        self._heading, self._first = layout.heading, layout.first
        self._head, self._named = head, layout
        self._rows = head[self._first : self._first + _SHOWN_ROWS]
        self._width = max(
            (place + 1 for row in self._rows for place, cell in enumerate(row) if not is_empty(cell)), default=0
        )
        self.endResetModel()

    def rowCount(self, _parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return len(self._rows) + 1 if self._rows else 0

    def columnCount(self, _parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return self._width + 1 if self._rows else 0

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return letters_of(section - 1) if section else self._wording.text(N_("row"))
        return None

    @with_plain_tips
    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, place = index.row() - 1, index.column() - 1
        if role == Qt.ItemDataRole.FontRole:
            is_heading = row >= 0 and self._heading is not None and self._first + row <= self._heading
            return self._bold if is_heading else None
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        if place < 0:
            return self._wording.text(N_("holds")) if row < 0 else str(self._first + row + 1)
        if row < 0 or place >= len(self._rows[row]):
            return ""
        return shown(self._rows[row][place])

    def heading(self, place: int) -> str:
        """What stands above a column in the sheet."""
        return shown(self._named.heading_of(self._head, place))


class _Choice(Combo):
    """What one column holds; brings itself into view, and leaves the wheel to what scrolls.

    Keys open the list instead of stepping through it, as each step would take its meaning from another column.
    """

    came = Signal()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        self.came.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in _STEPS or event.text().strip():
            self.showPopup()
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()


class Preview(PlainTable):
    """The table; `chosen` carries the place of a column and the key of what it holds, empty for nothing."""

    chosen = Signal(int, str)

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__(theme, wording.text(N_("First rows of the sheet")), most_rows=_SHOWN_ROWS + 1, wide_column=-1)
        self._wording, self._theme = wording, theme
        self.model_shown = PreviewModel(wording, theme)
        self.choices: list[Combo] = []
        self.layout_shown = Layout(None, ())
        self._head: list[list[Cell]] = []
        self.setModel(self.model_shown)
        self.setSelectionMode(self.SelectionMode.NoSelection)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # its choices are where keys are of use

    def show_sheet(self, head: list[list[Cell]], layout: Layout) -> None:
        """Show the first rows of a sheet with a choice for each column; those that stand there already stay."""
        if head != self._head or (layout.heading, layout.rows) != (self.layout_shown.heading, self.layout_shown.rows):
            self._head = head
            self.model_shown.show(head, layout)
            self.choices = [self._choice(place) for place in range(self.model_shown.columnCount() - 1)]
            for place, choice in enumerate(self.choices, start=1):
                self.setIndexWidget(self.model_shown.index(0, place), choice)
            self.fit()
        self.show_layout(layout)

    def show_layout(self, layout: Layout) -> None:
        """Let the choices follow what the columns mean."""
        self.layout_shown = layout
        for place, choice in enumerate(self.choices):
            key = layout.columns[place] if place < len(layout.columns) else None
            choice.setCurrentIndex(max(0, choice.findData(key or "")))

    def _choice(self, place: int) -> Combo:
        tr, choice = self._wording.text, _Choice(self._theme)
        choice.addItem(tr(_NOT_READ), "")
        for meaning in SHEET_MEANINGS:
            choice.addItem(heading_of(meaning.key, self._wording), meaning.key)
        said = tr(N_("What column {letters} {heading} holds")).format(
            letters=letters_of(place), heading=self.model_shown.heading(place)
        )
        choice.setAccessibleName(said)
        choice.setToolTip(not_a_page(said))
        choice.activated.connect(lambda _index: self.chosen.emit(place, str(choice.currentData())))
        choice.came.connect(lambda: self.scrollTo(self.model_shown.index(0, place + 1)))
        return choice
