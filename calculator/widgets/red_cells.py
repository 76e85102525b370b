"""Cells that keep a telling colour; loaded when such a cell is first selected."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from calculator.widgets.theme import Theme

AnyIndex = QModelIndex | QPersistentModelIndex


class TellingDelegate(QStyledItemDelegate):
    """Cells whose colour says that something is not paid, or cannot be read, keep it while they are selected.

    The other colours of a selected row give way to the colour of text: not all of them can be read on its ground.
    """

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._refused = theme.colour("refused")

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        selected = option.state & QStyle.StateFlag.State_Selected
        if selected and index.data(Qt.ItemDataRole.ForegroundRole) == self._refused:
            option.palette.setColor(QPalette.ColorRole.HighlightedText, self._refused)
