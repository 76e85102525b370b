"""The row above the table of visits: what can be done to them, which are listed, and with which columns."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from calculator.desktop.visits.column_menu import ColumnMenu
from calculator.desktop.visits.filter_line import FilterLine
from calculator.ground.language import N_
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording


class VisitsHead(QWidget):
    """Buttons, the choice of everyone and of columns, and the line that filters; `shown` gives the shown columns."""

    columns_chosen = Signal(list)

    def __init__(self, wording: Wording, theme: Theme, shown: Callable[[], Collection[str]]) -> None:
        super().__init__()
        self._wording = wording
        tr = wording.text
        self.add = self._button(N_("＋ Add visit"), N_("Add a visit (Ctrl+N)"))
        self.note = self._button(N_("Note a receipt"), N_("Enter one receipt after the other in a form (Ctrl+J)"))
        self.double = self._button(N_("Duplicate"), N_("Duplicate the selected visits (Ctrl+D)"))
        self.remove = self._button(N_("Delete"), N_("Delete the selected visits (Del)"))
        self.everyone = QCheckBox(tr(N_("Everyone")))
        self.everyone.setToolTip(tr(N_("List the visits of all people")))
        self.columns = self._button(N_("Columns ▾"), N_("Choose the columns"))
        menu = ColumnMenu(wording, shown, self)
        menu.chosen.connect(self.columns_chosen)
        self.columns.setMenu(menu)
        self.filter = FilterLine(wording, theme)
        flow = FlowLayout(self, spacing=theme.px(6))
        for part in (self.add, self.note, self.double, self.remove, self.columns, self.everyone):
            part.setAccessibleName(part.text())
            flow.addWidget(part)
        flow.addWidget(self.filter)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(self._wording.text(text))
        button.setToolTip(self._wording.text(tip))
        return button
