"""Which columns the table of visits shows."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from calculator.ground.language import N_
from calculator.words.visit_columns import COLUMNS
from calculator.words.wording import Wording

_ALWAYS = ("date", "institution", "total")


class ColumnMenu(QMenu):
    """All columns; `chosen` carries the keys of those that are to be shown once one is checked or not.

    `whole` asks for those too that stand back, as they do not fit.
    """

    chosen = Signal(list)

    def __init__(self, wording: Wording, shown: Callable[[], Collection[str]], parent: QWidget) -> None:
        super().__init__(parent)
        self._wording, self._shown = wording, shown
        self.whole = QAction(wording.text(N_("Also those that do not fit")), parent)
        self.whole.setShortcut("Ctrl+Shift+L")
        self.whole.setCheckable(True)
        self.aboutToShow.connect(self._fill)

    def _fill(self) -> None:
        self.clear()
        shown = self._shown()
        for column in COLUMNS:
            action = self.addAction(self._wording.text(column.heading).replace("\n", " "))
            action.setCheckable(True)
            action.setChecked(column.key in shown)
            action.setData(column.key)
            action.setEnabled(column.key not in _ALWAYS)
            action.toggled.connect(self._choose)
        self.addSeparator()
        self.addAction(self.whole)

    def _choose(self) -> None:
        self.chosen.emit([action.data() for action in self.actions() if action.isChecked() and action.data()])
