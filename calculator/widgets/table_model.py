"""A table's headings and on which side its columns stand, the same for every table."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

AnyIndex = QModelIndex | QPersistentModelIndex


class TableModel(QAbstractTableModel):
    """A table whose columns have headings that may be broken into lines; a subclass gives rows, columns and cells."""

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
        side = Qt.AlignmentFlag.AlignRight if self.is_figure(section) else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical or not 0 <= section < self.columnCount():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.heading(section)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken_heading(section)
        return self.alignment(section) if role == Qt.ItemDataRole.TextAlignmentRole else None
