"""Cells that keep a telling colour; loaded when such a cell is first selected."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from calculator.widgets.tables.entry_table import EntryDelegate
from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.tables.table_model import AnyIndex
from calculator.widgets.theme import Theme


class TellingDelegate(EntryDelegate):
    """Cells whose colour says that something is not paid, or cannot be read, keep it while they are selected.

    The other colours of a selected row give way to the colour of text: not all of them can be read on its ground.
    """

    def __init__(self, theme: Theme, table: PlainTable) -> None:
        super().__init__(table)
        self._refused = theme.colour("refused")

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        self.keep_red(option, index)

    def keep_red(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Let a cell keep the colour that tells, though it is selected."""
        selected = option.state & QStyle.StateFlag.State_Selected
        if selected and index.data(Qt.ItemDataRole.ForegroundRole) == self._refused:
            option.palette.setColor(QPalette.ColorRole.HighlightedText, self._refused)
