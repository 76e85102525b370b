"""A table's headings and on which side its columns stand, the same for every table."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from calculator.ground.plain_text import not_a_page

AnyIndex = QModelIndex | QPersistentModelIndex

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NEVER_SAID = frozenset(
    (
        Qt.ItemDataRole.CheckStateRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.BackgroundRole,
        Qt.ItemDataRole.SizeHintRole,
    )
)
"""What Qt asks of every cell that it paints, and no table says anything of: most of what it asks."""


class TableModel(QAbstractTableModel):
    """A table whose columns have headings that may be broken into lines; a subclass gives rows, columns and cells.

    What a subclass gives as tips is shown as text, as names may stand in it.
    """

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if "data" in cls.__dict__:
            cls.data = with_plain_tips(cls.data)  # type: ignore[method-assign]

    def heading(self, section: int) -> str:
        """A column's heading as it is shown, with its line breaks."""
        raise NotImplementedError

    def spoken_heading(self, section: int) -> str:
        """A column's heading in one line, as a tip and for screen readers."""
        return self.heading(section).replace("\n", " ")

    def is_figure(self, section: int) -> bool:
        """Whether a column's cells are figures, which stand to the right."""
        raise NotImplementedError

    def alignment(self, section: int) -> Qt.AlignmentFlag:
        """Where the heading and the cells of a column stand."""
        return _RIGHT if self.is_figure(section) else _LEFT

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading(section)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return not_a_page(self.spoken_heading(section))
        return self.alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None


def with_plain_tips(data: Callable[..., Any]) -> Callable[..., Any]:
    """A model's `data` whose tips are text, whatever stands in them."""

    @wraps(data)
    def given(model: object, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role in _NEVER_SAID:
            return None
        found = data(model, index, role)
        return not_a_page(found) if role == Qt.ItemDataRole.ToolTipRole and isinstance(found, str) else found

    return given
