"""The period dialog, and undo from within a field."""

from driver.hands import click, type_in
from driver.screens import show
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calculator.desktop.person.period_dialog import PeriodDialog
from calculator.desktop.shell.household_window import MainWindow
from calculator.ground.months import format_month
from calculator.session.session import Session
from calculator.widgets.theme import Theme


def ask_for(dialog: PeriodDialog, first: str, last: str) -> None:
    type_in(dialog.first, first)
    type_in(dialog.last, last)
    click(dialog.ok)


def test_the_period_is_changed_and_what_lies_outside_is_named(qtbot: QtBot, session: Session) -> None:
    dialog = show(qtbot, PeriodDialog(session, Theme()))
    before = session.case
    ask_for(dialog, "2023-04", "2023-12")
    assert session.case is before
    assert "不在期间 2023-04 至 2023-12 之内" in dialog.fault.text()
    ask_for(dialog, "2023-12", "2023-01")
    assert "早于起始月份" in dialog.fault.text()
    ask_for(dialog, "2023-13", "2023-12")
    assert "请填月份" in dialog.first.note.text()
    assert not dialog.fault.isVisible()  # once is enough
    assert QApplication.focusWidget() is dialog.first.edit
    ask_for(dialog, "2022-7", "2024-12")
    assert (format_month(session.case.from_), format_month(session.case.through)) == ("2022-07", "2024-12")
    assert session.years() == [2022, 2023, 2024]
    assert session.undo_name() == "修改计算期间"
    assert not dialog.isVisible()


def test_typing_replaces_the_first_month_as_people_write_it(qtbot: QtBot, session: Session) -> None:
    dialog = PeriodDialog(session, Theme())
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    focus = QApplication.focusWidget()
    assert focus is dialog.first.edit
    qtbot.keyClicks(focus, "2022")
    dialog.first.edit.insert("年7月")  # no keyboard has these keys; they come from an input method
    qtbot.keyClick(focus, Qt.Key.Key_Return)
    assert format_month(session.case.from_) == "2022-07"


def test_undo_reaches_the_window_from_a_field(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    edit = window.person.opening.edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "900")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert session.person.account.opening_balance == 900_00
    qtbot.keyClick(edit, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.person.account.opening_balance == 500_00
    assert edit.text() == "500.00"
