"""Single cells as hands meet them: clicks, lists, input methods, results that follow, what is still to come."""

from datetime import date

import pytest
from driver.hands import press, say
from driver.visit_rows import go_to, place, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.visits.uses_card import UsesCard
from calculator.desktop.visits.visits_card import VisitsCard
from calculator.session.session import Session
from calculator.widgets.choice_editor import ChoiceEdit
from calculator.widgets.tables.entry_table import EntryTable
from calculator.widgets.theme import Theme

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def click(table: EntryTable, row: int, column: int) -> None:
    spot = table.visualRect(table.model().index(row, column)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


def focus() -> object:
    return QApplication.focusWidget()


# ---- keys go where the mouse was


@pytest.mark.parametrize("clicks", [1, 2, 3])
def test_what_is_typed_after_a_click_goes_into_the_clicked_cell(
    window: MainWindow, session: Session, clicks: int
) -> None:
    table, total = window.visits.table, place(window, "total")
    first, third = window.visits.model.row_id(0), window.visits.model.row_id(2)
    assert first is not None
    assert third is not None
    before = session.visit(first)
    for _click in range(clicks):
        click(table, 2, total)
    press(*"77", KEY.Key_Return)
    assert session.visit(third).total == 77_00
    assert session.visit(first) == before


def test_letters_search_for_no_row(window: MainWindow, session: Session) -> None:
    table = window.visits.table
    go_to(window, 0, "cash")  # computed: nothing can be typed there
    before = session.case
    press(*"07-2")
    assert table.currentIndex().row() == 0
    assert session.case is before


def test_a_click_into_a_cell_that_is_current_marks_all_of_it(window: MainWindow) -> None:
    total = place(window, "total")
    click(window.visits.table, 2, total)
    assert not isinstance(focus(), QLineEdit)
    click(window.visits.table, 2, total)
    edit = focus()
    assert isinstance(edit, QLineEdit)
    assert edit.selectedText() == edit.text() != ""


# ---- results follow


def test_results_follow_while_an_amount_is_typed_and_escape_gives_it_up(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    before = session.case
    go_to(window, 0, "total")
    press(*"1200")
    qtbot.waitUntil(lambda: session.visit("1").total == 1200_00)
    press(*"0")
    edit = focus()
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "12000"
    qtbot.waitUntil(lambda: session.visit("1").total == 12000_00)
    press(KEY.Key_Escape)
    assert session.case == before
    assert session.undo_name() is None
    told: list[str] = []
    session.edited.connect(told.append)
    press(*"1300")
    qtbot.waitUntil(lambda: session.visit("1").total == 1300_00)
    # Half an amount is for no disk: after a crash it would be taken for the whole one.
    assert told == []
    press(KEY.Key_Return)
    assert told == ["修改总费用"]
    session.undo()
    told.clear()
    go_to(window, 0, "total")
    press(*"1300.00")
    qtbot.waitUntil(lambda: session.visit("1").total == 1300_00)
    press(KEY.Key_Return)
    assert told == ["修改总费用"]
    assert session.undo_name() == "修改总费用"
    session.undo()
    assert session.case == before


def test_red_goes_as_soon_as_the_text_can_be_read(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    go_to(window, 0, "total")
    press(*"12o", KEY.Key_Return)
    assert '"12o"' in window.visits.faults.text()
    go_to(window, 0, "total")
    press(*"12")
    qtbot.waitUntil(lambda: session.visit("1").total == 12_00 or "12.00 小于" in window.visits.faults.text())
    assert '"12o"' not in window.visits.faults.text()


def test_what_is_typed_stays_when_something_else_is_shown_anew(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    go_to(window, 1, "date")
    press(*"4-")
    session.edit_person("age", birth_date=None, age=50)
    press(*"19", KEY.Key_Return)
    visit = window.visits.model.row_id(1)
    assert visit is not None
    assert str(session.visit(visit).date) == "2023-04-19"


# ---- input methods


@pytest.mark.parametrize(("text", "fen"), [("１", 1_00), ("１２００。５", 1200_50), ("３２００元", 3200_00)])
def test_an_input_method_that_composes_nothing_begins_editing_with_all_of_it(
    window: MainWindow, session: Session, text: str, fen: int
) -> None:
    session.edit_visit("", "1", out_of_catalogue=0)
    go_to(window, 0, "total")
    say(text)
    press(KEY.Key_Return)
    assert session.visit("1").total == fen
    press(KEY.Key_Escape)
    QTest.keyClick(window, KEY.Key_3, Qt.KeyboardModifier.AltModifier)
    uses = window.findChild(UsesCard)
    assert isinstance(uses, UsesCard)
    uses.table.setFocus()
    uses.table.setCurrentIndex(uses.model.index(0, 3))
    say(text)
    press(KEY.Key_Return)
    assert session.case.account_uses[0].amount == fen


def test_a_lone_full_stop_begins_editing(window: MainWindow) -> None:
    go_to(window, 0, "total")
    say("。")
    edit = focus()
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "。"


# ---- institutions


def institution(session: Session, visit_id: str = "1") -> tuple[str, str | None, str]:
    visit = session.visit(visit_id)
    return visit.institution, visit.prescriber, visit.institution_name


def test_a_click_opens_the_list_of_institutions(window: MainWindow, session: Session) -> None:
    click(window.visits.table, 0, place(window, "institution"))
    edit = focus()
    assert isinstance(edit, ChoiceEdit)
    assert edit.list.isVisible()
    assert edit.list.count() == 6
    item = edit.list.item(2)
    spot = edit.list.visualItemRect(item).center()
    QTest.mouseClick(edit.list.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)
    assert institution(session) == ("level3", None, "")
    assert not edit.list.isVisible()
    assert window.visits.table.hasFocus()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("1", ("level1", None, "")),
        ("6", ("pharmacy", "level3", "")),
        ("三", ("level3", None, "")),
        ("sj", ("level3", None, "")),
        ("三甲", ("level3", None, "")),
        ("二级甲等", ("level2", None, "")),
        ("社区卫生服务中心", ("level1", None, "")),
        ("乡镇卫生院", ("level1", None, "")),
        ("东港区石臼社区卫生服务中心", ("level1", None, "东港区石臼社区卫生服务中心")),
    ],
)
def test_institutions_are_understood(
    window: MainWindow, session: Session, typed: str, expected: tuple[str, str | None, str]
) -> None:
    go_to(window, 0, "institution")
    say(typed)
    press(KEY.Key_Return)
    assert institution(session) == expected
    assert not session.visit("1").unread


@pytest.mark.parametrize("typed", ["药店", "大药房", "漱玉平民大药房"])
def test_a_pharmacy_waits_for_the_level_of_the_prescriber(window: MainWindow, session: Session, typed: str) -> None:
    go_to(window, 0, "institution")
    say(typed)
    press(KEY.Key_Return)
    assert session.visit("1").unread == {"prescriber": ""}
    edit = focus()
    assert isinstance(edit, ChoiceEdit)  # it is asked for
    press("5", KEY.Key_Return)
    name = "漱玉平民大药房" if typed.startswith("漱") else ""
    assert institution(session) == ("pharmacy", "level2", name)
    assert not session.visit("1").unread


def test_a_name_without_a_level_asks_for_it_and_is_offered_again(window: MainWindow, session: Session) -> None:
    go_to(window, 0, "institution")
    say("日照市人民医院")
    press(KEY.Key_Return)
    assert session.visit("1").unread == {"institution": ""}
    assert shown(window, 0, "institution") == "日照市人民医院 · 几级？"
    assert isinstance(focus(), ChoiceEdit)
    press("3", KEY.Key_Return)
    assert institution(session) == ("level3", None, "日照市人民医院")
    # From now on it is in the list, found by the first letters of its name, and has its level.
    go_to(window, 1, "institution")
    press(*"rzs")
    edit = focus()
    assert isinstance(edit, ChoiceEdit)
    assert [edit.list.item(row).text() for row in range(edit.list.count())] == ["日照市人民医院"]
    press(KEY.Key_Return)
    assert institution(session, "3") == ("level3", None, "日照市人民医院")


def test_letters_that_mean_nothing_are_kept_and_said(window: MainWindow, session: Session) -> None:
    go_to(window, 0, "institution")
    press(*"zz", KEY.Key_Return)
    assert session.visit("1").unread == {"institution": "zz"}
    assert '"zz" 不是医疗机构' in window.visits.faults.text()
    assert shown(window, 0, "institution") == "zz"


# ---- fresh rows


def card_of(session: Session, qtbot: QtBot, today: date) -> VisitsCard:
    card = VisitsCard(session, Theme(), today=lambda: today)
    card.resize(1000, 500)
    qtbot.addWidget(card)
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    return card


def test_a_fresh_row_begins_today_and_guesses_no_level(qtbot: QtBot, session: Session) -> None:
    session.edit_person("", usual_level=None)
    card = card_of(session, qtbot, date(2023, 6, 15))
    press(KEY.Key_N, with_=CTRL) if card.table.hasFocus() else QTest.keyClick(card.add, KEY.Key_Space)
    row = card.table.currentIndex().row()
    texts = [card.model.index(row, column).data() for column in range(3)]
    assert texts == ["06-15", "几级？", ""]
    press(KEY.Key_Return, KEY.Key_Return, *"80", KEY.Key_Return)
    visit = session.case.visits[-1]
    assert (str(visit.date), visit.total, visit.unread) == ("2023-06-15", 80_00, {"institution": ""})
    refused = session.settlement(visit.id).refused
    assert refused is not None
    assert refused.code == "entry_unread"


def test_what_is_still_to_come_is_marked(qtbot: QtBot, session: Session) -> None:
    card = card_of(session, qtbot, date(2023, 7, 21))
    dates = [card.model.index(row, 0).data() for row in range(5)]
    assert dates == ["03-05", "04-18", "06-02", "07-21", "09-09 尚未发生"]
