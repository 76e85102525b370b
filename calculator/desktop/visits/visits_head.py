"""The row above the table of visits: what can be done to them, which are listed, and with which columns."""

from collections.abc import Callable, Collection

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QPushButton, QWidget

from calculator.desktop.visits.column_menu import ColumnMenu
from calculator.desktop.visits.filter_line import FilterLine
from calculator.desktop.visits.visits_table import VisitsTable
from calculator.ground.language import N_
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

_CHOOSE = N_("Choose the columns")


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
        self.columns = self._button(N_("Columns ▾"), _CHOOSE)
        menu = ColumnMenu(wording, shown, self)
        menu.chosen.connect(self.columns_chosen)
        self.columns.setMenu(menu)
        self.whole = menu.whole
        self.addAction(self.whole)
        self.filter = FilterLine(wording, theme)
        flow = FlowLayout(self, spacing=theme.px(6))
        for part in (self.add, self.note, self.double, self.remove, self.columns, self.everyone):
            part.setAccessibleName(part.text())
            flow.addWidget(part)
        flow.addWidget(self.filter)

    def serve(self, table: VisitsTable) -> None:
        """Say how many columns of a table stand back, as they do not fit; and bring them by a key."""
        table.stood_back.connect(self._say_back)
        self.whole.toggled.connect(lambda on: table.show_whole(whole=on))

    def _say_back(self, count: int) -> None:
        tr = self._wording.text
        text = tr(N_("Columns ▾ ({count} more)")).format(count=count) if count else tr(N_("Columns ▾"))
        more = tr(N_("{count} columns do not fit beside the others; Ctrl+Shift+L shows them, and hides them again"))
        self.columns.setText(text)
        self.columns.setAccessibleName(text)
        self.columns.setToolTip(more.format(count=count) if count else tr(_CHOOSE))

    def _button(self, text: str, tip: str) -> QPushButton:
        button = QPushButton(self._wording.text(text))
        button.setToolTip(self._wording.text(tip))
        return button
