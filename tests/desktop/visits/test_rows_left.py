"""Rows that are left before they are whole: what is empty goes, and of what is missing it is said what it is."""

from datetime import date

import pytest
from driver.hands import CTRL, KEY, go_to, press, say
from driver.screens import settle
from PySide6.QtWidgets import QApplication, QLineEdit, QScrollArea
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.visits.uses_card import UsesCard
from calculator.desktop.visits.uses_model import COLUMNS
from calculator.session.session import Session
from calculator.widgets.theme import Theme


@pytest.fixture
def uses(session: Session, qtbot: QtBot) -> UsesCard:
    card = UsesCard(session, Theme(), today=lambda: date(2023, 11, 30))
    card.resize(900, 500)
    qtbot.addWidget(card)
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    return card


@pytest.mark.parametrize("day", ["4-1", "2024-02-03"])
def test_a_visit_of_which_only_the_day_was_entered_goes_when_it_is_left(
    qtbot: QtBot, window: MainWindow, session: Session, day: str
) -> None:
    visits, undone = session.case.visits, session.undo_name()
    window.visits.table.setFocus()
    press(KEY.Key_N, with_=CTRL)
    press(*day, KEY.Key_Return)
    assert len(session.case.visits) == len(visits) + 1
    go_to(window.visits.table, 0, 0)
    qtbot.waitUntil(lambda: session.case.visits == visits)
    assert "还没有填" not in window.visits.faults.text()
    if day == "4-1":
        assert session.undo_name() == undone  # nothing is left of it to take back


def test_a_visit_that_names_a_hospital_is_kept_and_said(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    before = len(session.case.visits)
    window.visits.table.setFocus()
    press(KEY.Key_N, with_=CTRL)
    press(*"4-1", KEY.Key_Return)
    say("市中心医院")
    press(KEY.Key_Return)
    go_to(window.visits.table, 0, 0)
    qtbot.waitUntil(lambda: "还没有填金额" in window.visits.faults.text())
    kept = session.case.visits[-1]
    assert (len(session.case.visits), kept.institution_name) == (before + 1, "市中心医院")
    refused = session.settlement(kept.id).refused
    assert refused is not None
    said = session.wording.say(refused.message)
    assert "总费用还没有填写" in said
    assert "无法识别" not in said


def test_what_was_typed_wrong_is_quoted_as_such(session: Session) -> None:
    changed = session.visit("1").model_copy(update={"unread": {"total": "12o0", "date": ""}})
    session.edit("", session.case.model_copy(update={"visits": (changed, *session.case.visits[1:])}))
    refused = session.settlement("1").refused
    assert refused is not None
    assert session.wording.say(refused.message) == "还没有计入：总费用“12o0”没有被采用；日期还没有填写"


def test_a_use_of_which_only_the_day_was_entered_goes_when_it_is_left(uses: UsesCard, session: Session) -> None:
    before = session.case
    uses.add.click()
    press(*"4-1", KEY.Key_Return)
    assert session.case != before
    uses.table.leave_row()
    assert session.case == before


def test_uses_to_come_are_marked_and_those_that_do_not_count_are_counted(
    qtbot: QtBot, uses: UsesCard, session: Session
) -> None:
    place = {column.key: at for at, column in enumerate(COLUMNS)}
    uses.add.click()
    press(*"12-1", KEY.Key_Return, KEY.Key_Return, KEY.Key_Return, *"1o0", KEY.Key_Return)
    uses.table.leave_row()
    row = uses.model.rowCount() - 1
    assert uses.model.index(row, place["date"]).data() == "12-01（尚未发生）"
    assert "尚未发生" not in str(uses.model.index(0, place["date"]).data())
    qtbot.waitUntil(uses.uncounted.isVisible)
    assert uses.uncounted.text() == "1 条未计入"
    go_to(uses.table, row, place["amount"])
    press(*"100", KEY.Key_Return)
    qtbot.waitUntil(lambda: not uses.uncounted.isVisible())
    assert session.case.account_uses[-1].amount == 100_00


def test_a_long_text_that_cannot_be_read_takes_no_more_room_than_others(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    window.resize(1366, 768)
    long = "9-1431480803-526004011-21120.501-94456-30212o02-17398008166"
    go_to(window.visits.table, 0, 0)
    press(*long, KEY.Key_Return)
    go_to(window.visits.table, 1, 0)
    qtbot.waitUntil(window.visits.faults.isVisible)
    settle()
    assert session.visit("1").unread == {"date": long}
    assert window.visits.model.index(0, 0).data() == "9-1431480803-526…"
    go_to(window.visits.table, 0, 0)
    press(KEY.Key_F2)
    edit = QApplication.focusWidget()
    assert isinstance(edit, QLineEdit)
    assert edit.text() == long  # to be mended, it stands there whole
    press(KEY.Key_Escape)
    settle()
    for area in (window.middle, *window.answers.findChildren(QScrollArea)):
        inside = area.widget()
        assert inside is not None
        assert inside.minimumSizeHint().width() <= area.viewport().width()
