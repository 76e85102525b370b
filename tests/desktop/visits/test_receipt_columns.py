"""What stands on a receipt besides the bill, in columns of the table; the order within a day; bills paid back."""

import pytest
from driver.hands import press, say
from driver.visit_rows import go_to, place
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.household_window import MainWindow
from calculator.ground.typed_values import typed_time
from calculator.session.session import Session
from calculator.words.visit_columns import EVERYDAY

KEY = Qt.Key
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
PAPER = ("time", "institution_name", "note", "receipt", "refunded")


@pytest.fixture
def wide(window: MainWindow) -> MainWindow:
    """The window with the columns of the paper."""
    window.visits.model.show_columns([*EVERYDAY, *PAPER])
    return window


def ids(window: MainWindow) -> list[str | None]:
    return [window.visits.model.row_id(row) for row in range(window.visits.model.rowCount() - 1)]


@pytest.mark.parametrize(
    ("text", "time"),
    [("9:30", "09:30"), ("９：３０", "09:30"), ("0930", "09:30"), ("下午3点", "15:00"), ("上午9点05分", "09:05")],
)
def test_times_of_day_are_read_however_they_are_written(text: str, time: str) -> None:
    assert typed_time(text) == time


@pytest.mark.parametrize("text", ["25:00", "9:75", "nine", "930", "下午"])
def test_what_is_no_time_of_day_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match="not a time"):
        typed_time(text)


def test_what_stands_on_the_paper_is_typed_into_its_columns(wide: MainWindow, session: Session) -> None:
    go_to(wide, 0, "time")
    say("下午2:15")
    press(KEY.Key_Return, KEY.Key_Return)
    say("日照市人民医院")
    press(KEY.Key_Return)
    say("心内科")
    press(KEY.Key_Return)
    press(*"0012345", KEY.Key_Return)
    visit = session.visit("1")
    assert (visit.time, visit.institution_name, visit.note, visit.receipt) == (
        "14:15",
        "日照市人民医院",
        "心内科",
        "0012345",
    )
    go_to(wide, 0, "time")
    press(*"27:00", KEY.Key_Return)
    assert session.visit("1").unread == {"time": "27:00"}
    assert '"27:00" 不是时间' in wide.visits.faults.text()


def test_visits_of_a_day_are_ordered_by_time_and_by_hand(qtbot: QtBot, wide: MainWindow, session: Session) -> None:
    visits = [visit.model_copy(update={"date": session.visit("1").date}) for visit in session.case.visits]
    session.edit("one day", session.case.model_copy(update={"visits": tuple(visits)}))
    first, second, third = ids(wide)[:3]
    go_to(wide, 0, "cash")
    QTest.keyClick(wide.visits.table, KEY.Key_Down, CTRL_SHIFT)
    assert ids(wide)[:3] == [second, first, third]
    assert wide.visits.model.row_id(wide.visits.table.currentIndex().row()) == first
    assert session.undo_name() == "在当天内移动就诊"
    QTest.keyClick(wide.visits.table, KEY.Key_Up, CTRL_SHIFT)
    assert ids(wide)[:3] == [first, second, third]
    go_to(wide, 2, "time")
    press(*"8:00", KEY.Key_Return, KEY.Key_Up)
    qtbot.waitUntil(lambda: ids(wide)[:3] == [third, first, second])


def test_a_bill_that_was_paid_back_is_kept_in_no_sum(wide: MainWindow, session: Session) -> None:
    before = session.year_statement.totals.total
    go_to(wide, 0, "total")
    QTest.keyClick(wide.visits.table, KEY.Key_B, CTRL_SHIFT)
    assert session.visit("1").refunded
    assert session.year_statement.totals.total == before - session.visit("1").total
    model = wide.visits.model
    assert model.index(0, place(wide, "pooled")).data() == "已退费"
    assert model.index(model.rowCount() - 1, place(wide, "institution")).data() == "1 条未计入"
    QTest.keyClick(wide.visits.table, KEY.Key_B, CTRL_SHIFT)
    assert session.year_statement.totals.total == before
    go_to(wide, 0, "refunded")
    press("1", KEY.Key_Return)
    assert session.visit("1").refunded


def test_a_date_outside_the_period_offers_to_lengthen_it(window: MainWindow, session: Session) -> None:
    notes = window.visits.notes
    for typed, span in (("2021-5-6", "2021-01–2023-12"), ("2027-5-6", "2021-01–2027-12")):
        go_to(window, 0, "date")
        press(*typed, KEY.Key_Return)
        assert session.visit("1").unread == {"date": typed}
        assert span in notes.lengthen.text()
        QTest.mouseClick(notes.lengthen, Qt.MouseButton.LeftButton)
        assert not session.visit("1").unread
        assert notes.lengthen.isHidden()
        session.show_visit("1")
    assert str(session.visit("1").date) == "2027-05-06"
