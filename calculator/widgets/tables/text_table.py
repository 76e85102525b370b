"""Texts in rows and columns, all of them shown: the tables of the comparison page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QSize, Qt

from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.tables.table_model import AnyIndex, TableModel
from calculator.widgets.theme import Theme

_MOST_ROWS = 60
_SHOWN = Qt.ItemDataRole.DisplayRole
_SAID = frozenset(
    (
        _SHOWN,
        Qt.ItemDataRole.TextAlignmentRole,
        Qt.ItemDataRole.ForegroundRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
)


@dataclass(frozen=True)
class TextRow:
    """A row: its cells, of which the first names it, what each says when pointed at, and the meaning of its colour."""

    cells: tuple[str, ...]
    tips: tuple[str, ...]
    meaning: str = ""


class TextsModel(TableModel):
    """Rows of texts; figures stand to the right."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._headings: tuple[str, ...] = ()
        self._rows: tuple[TextRow, ...] = ()

    def show_rows(self, headings: Sequence[str], rows: Sequence[TextRow]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._headings, self._rows = tuple(headings), tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._headings)

    def heading(self, section: int) -> str:
        return self._headings[section]

    def is_figure(self, section: int) -> bool:
        return section > 0

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Asked for many roles of every cell whenever columns are measured: what is not said here costs nothing.
        if role not in _SAID or not index.isValid():
            return None
        row, place = self._rows[index.row()], index.column()
        if role == _SHOWN:
            return row.cells[place]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(place)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour(row.meaning) if row.meaning and place else None
        return row.tips[place] if role == Qt.ItemDataRole.ToolTipRole else self._aloud(row, place)

    def _aloud(self, row: TextRow, place: int) -> str:
        """A cell by its row and column."""
        if not place:
            return row.cells[0]
        return f"{row.cells[0]} {self._headings[place]} {row.tips[place] or row.cells[place]}"


class TextsTable(PlainTable):
    """A table as high as all of its rows, on a page that scrolls."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name, most_rows=_MOST_ROWS, wide_column=-1)
        self.texts = TextsModel(theme)
        self.setModel(self.texts)

    def show_rows(self, headings: Sequence[str], rows: Sequence[TextRow]) -> None:
        """Show other rows, each column as wide as its texts."""
        self.texts.show_rows(headings, rows)
        self.fit()

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())
