"""One receipt after the other in a form, by keys and by mouse; the same edits as in the table."""

from datetime import date

import pytest
from driver.hands import click, press, say
from driver.screens import settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.visits.receipt_form import ReceiptForm
from calculator.session.session import Session
from calculator.widgets.theme import Theme

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(window: MainWindow, qtbot: QtBot) -> ReceiptForm:
    """The form, opened by its keys."""
    window.visits.table.setFocus()
    QTest.keyClick(window.visits.table, KEY.Key_J, CTRL)
    made = window.visits.form
    assert made is not None
    return made


def last(session: Session) -> tuple[object, ...]:
    visit = session.case.visits[-1]
    return str(visit.date), visit.institution, visit.prescriber, visit.total, visit.out_of_catalogue


def test_receipts_are_noted_by_keys_alone(form: ReceiptForm, session: Session) -> None:
    before = len(session.case.visits)
    press(*"3-8", KEY.Key_Return, "3", KEY.Key_Return, *"1480", KEY.Key_Return)
    press(KEY.Key_Return, *"80", KEY.Key_Return)
    press(KEY.Key_Return, with_=CTRL)
    assert last(session) == ("2023-03-08", "level3", None, 1480_00, 80_00)
    assert "已存：2023年3月8日，三级，1,480.00 元" in form.said.text()
    assert session.undo_name() == "添加就诊"
    # The next one, at the usual level.
    press(*"3-9", KEY.Key_Return, KEY.Key_Return, *"90")
    press(KEY.Key_Return, with_=CTRL)
    assert last(session) == ("2023-03-09", "level2", None, 90_00, 0)
    assert len(session.case.visits) == before + 2
    session.undo()
    assert len(session.case.visits) == before + 1


def test_a_receipt_is_noted_by_the_mouse(window: MainWindow, form: ReceiptForm, session: Session) -> None:
    receipt = form.receipt
    receipt.fields["date"].edit.selectAll()
    say("2023-05-06")
    click(receipt.level.button("pharmacy"))
    click(receipt.prescriber.button("level1"))
    click(receipt.payer.button(""))
    receipt.fields["total"].edit.setFocus()
    say("３５")
    click(form.last)
    visit = session.case.visits[-1]
    assert last(session) == ("2023-05-06", "pharmacy", "level1", 35_00, 0)
    assert visit.pay_from_account == ()
    assert window.visits.form is None


def test_today_and_yesterday(session: Session, qtbot: QtBot) -> None:
    form = ReceiptForm(session, Theme(), lambda: date(2023, 6, 1))
    qtbot.addWidget(form)
    form.show()
    click(form.receipt.yesterday)
    assert form.receipt.fields["date"].edit.text() == "2023-05-31"
    click(form.receipt.today)
    assert form.receipt.fields["date"].edit.text() == "2023-06-01"


def test_a_name_without_a_level_asks_for_it(form: ReceiptForm, session: Session) -> None:
    form.receipt.level.set_current(None)
    press(KEY.Key_Return)
    say("日照市人民医院")
    press(KEY.Key_Return)
    press("2", KEY.Key_Return, *"50")
    press(KEY.Key_Return, with_=CTRL)
    visit = session.case.visits[-1]
    assert (visit.institution_name, visit.institution, visit.total) == ("日照市人民医院", "level2", 50_00)


def test_what_cannot_be_read_is_marked_and_nothing_is_kept_yet(form: ReceiptForm, session: Session) -> None:
    before = session.case
    press(*"3-8", KEY.Key_Return, KEY.Key_Return, *"12o0")
    press(KEY.Key_Return, with_=CTRL)
    assert session.case is before
    assert form.receipt.fields["total"].faulty
    assert "还没有存" in form.said.text()
    form.receipt.fields["total"].edit.selectAll()
    press(*"20", KEY.Key_Return, KEY.Key_Return, *"40")
    press(KEY.Key_Return, with_=CTRL)
    assert session.case is before
    assert "20.00 小于各部分之和 40.00" in form.said.text()


@pytest.mark.parametrize(("typed", "unread"), [("12o0", {"total": "12o0"}), ("120", {})])
def test_what_was_typed_is_kept_when_the_form_is_closed(
    window: MainWindow, form: ReceiptForm, session: Session, typed: str, unread: dict[str, str]
) -> None:
    before = len(session.case.visits)
    press(*"3-8", KEY.Key_Return, KEY.Key_Return, *typed)
    press(KEY.Key_Escape)
    assert window.visits.form is None
    assert len(session.case.visits) == before + 1
    assert session.case.visits[-1].unread == unread


def test_an_empty_form_leaves_nothing(window: MainWindow, form: ReceiptForm, session: Session) -> None:
    before = session.case
    press(*"3-8", KEY.Key_Escape)
    assert window.visits.form is None
    assert session.case is before


@pytest.mark.parametrize(("size", "figures"), [((1366, 768), False), ((1024, 600), False), ((1080, 1920), True)])
def test_a_low_window_gives_its_room_to_the_form(
    qtbot: QtBot, window: MainWindow, size: tuple[int, int], figures: bool
) -> None:
    window.resize(*size)
    window.visits.note_receipt()
    form = window.visits.form
    assert form is not None
    qtbot.waitUntil(lambda: window.cards.row.isVisible() == figures)
    settle()
    assert window.middle.verticalScrollBar().maximum() == 0  # the fields scroll, and nothing around them
    for button in (form.again, form.last, form.leave):
        assert window.middle.viewport().rect().contains(button.mapTo(window.middle.viewport(), button.rect().center()))
    form.close_form()
    qtbot.waitUntil(window.cards.row.isVisible)
