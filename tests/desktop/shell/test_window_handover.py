"""A window takes the place of another: what a person typed, chose and looked at is there again."""

from typing import Any

import pytest
from driver.application import CTRL, Make, activate, answer, example, household
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from calculator.desktop.comparison.next_visit_card import WhatIfCard
from calculator.desktop.shell.application import Application
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.visits.uses_card import UsesCard
from calculator.desktop.visits.visit_form import VisitForm

ALT = Qt.KeyboardModifier.AltModifier
AMOUNT = "Yuan with at most two decimals are expected, such as 1,200.50"
CHANGES: list[dict[str, Any]] = [{"language": "en"}, {"percent": 150}, {"scheme": "dark"}, {"grouped": False}]


@pytest.fixture
def application(qtbot: QtBot, make: Make) -> Application:
    made = example(make, "zh")
    activate(qtbot, household(made)[0])
    household(made)[0].complete()
    return made


def change(qtbot: QtBot, application: Application, **settings: Any) -> ShellWindow:
    application.apply(application.settings._replace(**settings))
    window, _session = household(application)
    activate(qtbot, window)
    return window


def type_cell(qtbot: QtBot, table: QTableView, row: int, column: int, typed: str) -> None:
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, typed)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.state() != table.State.EditingState)


def enter(qtbot: QtBot, edit: QLineEdit, typed: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, typed)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def page(window: ShellWindow, kind: type[QWidget]) -> Any:
    found = window.findChild(kind)
    assert found is not None
    return found


@pytest.mark.parametrize("settings", CHANGES)
def test_what_could_not_be_read_stays(qtbot: QtBot, application: Application, settings: dict[str, Any]) -> None:
    window, session = household(application)
    type_cell(qtbot, window.visits.table, 1, 2, "12o0")
    qtbot.keyClick(window, Qt.Key.Key_3, ALT)
    uses = page(window, UsesCard)
    qtbot.mouseClick(uses.add, Qt.MouseButton.LeftButton)
    type_cell(qtbot, uses.table, 0, 3, "7x")
    field = window.person.base.edit
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "many")
    now = change(qtbot, application, **settings)
    assert now is not window
    assert now.visits.model.index(1, 2).data() == "12o0"
    assert '"12o0"' in now.visits.faults.text()
    assert page(now, UsesCard).model.index(0, 3).data() == "7x"
    assert '"7x"' in page(now, UsesCard).faults.text()
    assert now.person.base.edit.text() == "many"
    assert now.person.base.faulty
    assert household(application)[1].case is session.case


@pytest.mark.parametrize("settings", CHANGES)
def test_what_was_typed_for_others_stays_with_them(
    qtbot: QtBot, application: Application, settings: dict[str, Any]
) -> None:
    window, session = household(application)
    first, second = [visit.id for visit in session.year_statement.visits][:2]
    qtbot.keyClick(window, Qt.Key.Key_6, ALT)
    session.select_visit(first)
    enter(qtbot, page(window, VisitForm).parts["out_of_catalogue"].edit, "7x")
    enter(qtbot, page(window, VisitForm).total.edit, "1")
    session.select_visit(second)
    enter(qtbot, window.person.base.edit, "6x")
    enter(qtbot, window.person.opening.edit, "1x")
    enter(qtbot, window.person.region.edit, "lhasa")
    session.select_person("spouse")
    before = session.case
    now = change(qtbot, application, **settings)
    _window, session = household(application)
    words = session.wording
    assert (session.case, session.person_id) == (before, "spouse")
    person, form = now.person, page(now, VisitForm)
    assert [part.faulty for part in (person.base, person.opening, person.region)] == [False] * 3
    session.select_person("me")
    assert (person.base.edit.text(), person.opening.edit.text()) == ("6x", "1x")
    assert (person.base.faulty, person.opening.faulty) == (True, True)
    assert (person.region.edit.text(), person.region.faulty) == ("lhasa", True)
    session.select_visit(first)
    assert (form.parts["out_of_catalogue"].edit.text(), form.parts["out_of_catalogue"].faulty) == ("7x", True)
    assert form.parts["out_of_catalogue"].note.text() == words.text(AMOUNT)
    # Beside a part that cannot be read the total is not too small: the value before counts for nothing.
    assert (form.total.edit.text(), form.total.faulty) == ("1.00", False)
    assert session.visit(first).unread == {"out_of_catalogue": "7x"}


@pytest.mark.parametrize("settings", CHANGES)
def test_figures_of_a_city_that_are_not_complete_stay(
    qtbot: QtBot, application: Application, settings: dict[str, Any]
) -> None:
    window, session = household(application)
    session.edit_person("", region="gansu")
    enter(qtbot, window.person.city.edits["cap"], "2400")
    session.select_person("spouse")
    session.edit_person("", region="gansu")
    enter(qtbot, window.person.city.edits["cap"], "18x0")
    city = change(qtbot, application, **settings).person.city
    assert (city.edits["cap"].text(), city.edits["cap"].property("role")) == ("18x0", "faulty")
    assert "18x0" not in city.note.text()
    assert city.note.text()
    household(application)[1].select_person("me")
    assert (city.edits["cap"].text(), city.edits["cap"].property("role")) == ("2400", "")


def test_what_was_refused_is_said_in_the_other_language(qtbot: QtBot, application: Application) -> None:
    window, _session = household(application)
    type_cell(qtbot, window.visits.table, 0, 2, "20")
    assert "小于各部分之和" in window.visits.faults.text()
    now = change(qtbot, application, language="en")
    assert now.visits.model.index(0, 2).data() == "20"
    assert "小于" not in now.visits.faults.text()
    assert "40.00" in now.visits.faults.text()


def test_another_household_takes_nothing_over(qtbot: QtBot, application: Application) -> None:
    window, _session = household(application)
    type_cell(qtbot, window.visits.table, 1, 2, "12o0")
    application.households.open_example()
    answer(qtbot, "离开")
    assert household(application)[0].visits.model.index(1, 2).data() != "12o0"


@pytest.mark.parametrize("settings", CHANGES)
def test_typing_goes_on_in_the_same_cell(qtbot: QtBot, application: Application, settings: dict[str, Any]) -> None:
    window, session = household(application)
    type_cell(qtbot, window.visits.table, 2, 2, "700")
    qtbot.keyClick(window.visits.table, Qt.Key.Key_F2)
    before = window.visits.table.currentIndex()
    now = change(qtbot, application, **settings)
    table = now.visits.table
    assert QApplication.focusWidget() is table
    assert (table.currentIndex().row(), table.currentIndex().column()) == (before.row(), before.column())
    assert household(application)[1].visit_id == session.visit_id


def test_the_focus_stays_on_a_control(qtbot: QtBot, application: Application) -> None:
    window, _session = household(application)
    window.person.opening.edit.setFocus()
    now = change(qtbot, application, language="en")
    assert QApplication.focusWidget() is now.person.opening.edit
    now.year.setFocus()
    now = change(qtbot, application, scheme="dark")
    assert QApplication.focusWidget() is now.year
    qtbot.keyClick(now, Qt.Key.Key_1, ALT)
    now.visits.columns.setFocus()
    now = change(qtbot, application, percent=125)
    assert QApplication.focusWidget() is now.visits.columns


def test_tabs_order_and_fold_stay(qtbot: QtBot, application: Application) -> None:
    window, session = household(application)
    head = window.visits.table.horizontalHeader()
    where = head.viewport().rect().center()
    where.setX(head.sectionViewportPosition(2) + head.sectionSize(2) // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=where)
    order = window.visits.model.order
    assert order is not None
    rows = [window.visits.model.row_id(row) for row in range(5)]
    qtbot.mouseClick(window.person.fold, Qt.MouseButton.LeftButton)
    session.explain("cash")
    qtbot.keyClick(window, Qt.Key.Key_3, ALT)
    qtbot.keyClick(window, Qt.Key.Key_7, ALT)
    now = change(qtbot, application, percent=125)
    assert now.visits.model.order == order
    assert [now.visits.model.row_id(row) for row in range(5)] == rows
    heading = now.visits.model.headerData(2, Qt.Orientation.Horizontal)
    assert str(heading).endswith("▲")
    assert (now.lists.currentIndex(), now.answers.currentIndex()) == (2, 2)
    assert now.answers.made(2) is not None
    assert now.person.retirement.isVisibleTo(now.person)
    assert household(application)[1].subject == "cash"
    assert QApplication.focusWidget() is now.answers.tabBar()


def test_rows_are_as_high_as_their_size_of_text_asks(qtbot: QtBot, application: Application) -> None:
    window, _session = household(application)
    height = window.visits.table.rowHeight(0)
    assert change(qtbot, application, percent=200).visits.table.rowHeight(0) == 2 * height
    assert change(qtbot, application, percent=100).visits.table.rowHeight(0) == height


def test_the_amounts_of_a_what_if_stay(qtbot: QtBot, application: Application) -> None:
    window, _session = household(application)
    qtbot.keyClick(window, Qt.Key.Key_7, ALT)
    card = page(window, WhatIfCard)
    for field, typed in ((card.total, "1,234.5"), (card.out, "none"), (card.day, "2023-04-05")):
        field.edit.setFocus()
        field.edit.selectAll()
        qtbot.keyClicks(field.edit, typed)
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    verdict = card.verdict.text()
    now = page(change(qtbot, application, grouped=False), WhatIfCard)
    assert (now.total.edit.text(), now.out.edit.text(), now.day.edit.text()) == ("1234.50", "none", "2023-04-05")
    assert now.out.faulty
    assert now.verdict.text() == verdict.replace(",", "")


def test_what_is_in_front_of_a_small_window_stays(qtbot: QtBot, application: Application) -> None:
    window, _session = household(application)
    window.resize(900, 700)
    qtbot.waitUntil(lambda: window.parts.front is window.middle)
    qtbot.keyClick(window, Qt.Key.Key_8, ALT)
    assert window.parts.front is window.left
    focus = QApplication.focusWidget()
    now = change(qtbot, application, language="en")
    assert now.parts.front is now.left
    assert focus is not None
    assert now.left.isAncestorOf(QApplication.focusWidget() or now)


def test_the_focus_stays_where_a_window_is_made_smaller(qtbot: QtBot, application: Application) -> None:
    window, _session = household(application)
    window.resize(1280, 700)
    qtbot.waitUntil(lambda: window.parts.front is None)
    field = window.person.opening.edit
    field.setFocus()
    window.resize(900, 700)
    qtbot.waitUntil(lambda: window.parts.front is window.left)
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    assert window.focusWidget() is window.visits.table
