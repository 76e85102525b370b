"""That the oldest edits can no longer be undone is said once, where it is seen."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.household_window import MainWindow
from calculator.session.edit_history import EditHistory
from calculator.session.session import Session

_SAID = "最早的修改不能再撤销了"


def add_visit(qtbot: QtBot, window: MainWindow) -> None:
    """A fresh row with an amount, by keys."""
    table = window.visits.table
    table.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    total = next(n for n, shown in enumerate(window.visits.model.columns) if shown.key == "total")
    table.setCurrentIndex(window.visits.model.index(table.currentIndex().row(), total))
    qtbot.keyClicks(table, "7")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.state() != table.State.EditingState)


def test_it_is_said_once_when_the_oldest_edits_go(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    visits, usual = len(session.case.visits), window.foot.text()
    session.history = EditHistory(most_bytes=1_500)  # two steps
    for _visit in range(2):
        add_visit(qtbot, window)
    assert window.foot.text() == usual
    for _visit in range(2):
        add_visit(qtbot, window)
    assert window.foot.text().count(_SAID) == 1
    assert window.foot.isVisible()
    for _more in range(6):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert not window.undo.isEnabled()
    assert len(session.case.visits) == visits + 2  # the first two stay for good
    assert window.foot.text().count(_SAID) == 1
