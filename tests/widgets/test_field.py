"""Fields behave as people expect: a click marks what stands there, results follow, red goes once it can be read."""

from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from calculator.case.case_json import read_case
from calculator.desktop.person.person_panel import PersonPanel
from calculator.desktop.visits.visit_form import VisitForm
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.field import Field
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

Shown = TypeVar("Shown", bound=QWidget)
CASE = """{
    "format": "gongjisuan-case/1", "from": "2023-01", "through": "2023-12",
    "people": [{"id": "me", "region": "gansu", "status": "employed", "account": {"opening_balance": "500"}}],
    "visits": [{"id": "may", "date": "2023-05-01", "institution": "level2", "total": "1000", "out_of_catalogue": "80"}]
}"""


@pytest.fixture
def household(library: Library, qtbot: QtBot) -> Session:
    del qtbot
    made = Session(read_case(CASE.encode(), library), library, Wording("zh", grouped=True))
    made.select_visit("may")
    return made


@pytest.fixture
def panel(household: Session, qtbot: QtBot) -> PersonPanel:
    return shown(PersonPanel(household, Theme()), qtbot)


@pytest.fixture
def form(household: Session, qtbot: QtBot) -> VisitForm:
    return shown(VisitForm(household, Theme()), qtbot)


def shown(widget: Shown, qtbot: QtBot) -> Shown:
    qtbot.addWidget(widget)
    widget.resize(400, 1200)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def click(edit: QLineEdit, at: int = 6) -> None:
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(at, edit.height() // 2))


# ---- a click or Tab marks what stands there


def test_typing_after_a_click_into_an_amount_replaces_it(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    panel.region.box.setFocus()
    click(panel.opening.edit)
    assert panel.opening.edit.selectedText() == "500.00"
    qtbot.keyClicks(panel.opening.edit, "1630")
    qtbot.keyClick(panel.opening.edit, Qt.Key.Key_Return)
    assert household.person.account.opening_balance == 1630_00


def test_a_second_click_puts_the_cursor_where_it_points(panel: PersonPanel, qtbot: QtBot) -> None:
    click(panel.opening.edit)
    qtbot.wait(QApplication.doubleClickInterval() + 50)
    click(panel.opening.edit)
    assert panel.opening.edit.selectedText() == ""
    qtbot.keyClicks(panel.opening.edit, "2")
    assert panel.opening.edit.text() == "2500.00"


def test_tab_marks_an_amount(form: VisitForm, qtbot: QtBot) -> None:
    click(form.total.edit)
    qtbot.keyClick(form.total.edit, Qt.Key.Key_Tab)
    assert form.parts["out_of_catalogue"].edit.selectedText() == "80.00"


def test_a_click_marks_a_figure_of_the_city(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    edit = panel.city.edits["cap"]
    edit.setText("2500.00")
    click(edit)
    assert edit.selectedText() == "2500.00"
    del household, qtbot


# ---- results follow while typing


def test_what_an_amount_comes_to_follows_without_enter(form: VisitForm, household: Session, qtbot: QtBot) -> None:
    click(form.total.edit)
    qtbot.keyClicks(form.total.edit, "2000")
    assert household.visit("may").total == 1000_00
    qtbot.waitUntil(lambda: household.visit("may").total == 2000_00)
    assert form.total.edit.text() == "2000"  # as it is typed, so that typing goes on
    qtbot.keyClicks(form.total.edit, "5")
    qtbot.waitUntil(lambda: household.visit("may").total == 20005_00)
    assert form.total.edit.text() == "20005"
    qtbot.keyClick(form.total.edit, Qt.Key.Key_Return)
    assert form.total.edit.text() == "20,005.00"
    household.undo()
    assert household.visit("may").total == 1000_00  # one entry is one step of the way back
    assert household.undo_name() is None


def test_what_is_typed_back_leaves_nothing_to_undo(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    click(panel.opening.edit)
    qtbot.keyClicks(panel.opening.edit, "7")
    qtbot.waitUntil(lambda: household.person.account.opening_balance == 7_00)
    qtbot.keyClick(panel.opening.edit, Qt.Key.Key_Backspace)
    qtbot.keyClicks(panel.opening.edit, "500")
    qtbot.keyClick(panel.opening.edit, Qt.Key.Key_Return)
    assert household.person.account.opening_balance == 500_00
    assert household.undo_name() is None


def test_two_entries_are_two_steps(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    for amount in ("700", "900"):
        panel.opening.edit.selectAll()
        qtbot.keyClicks(panel.opening.edit, amount)
        qtbot.keyClick(panel.opening.edit, Qt.Key.Key_Return)
    household.undo()
    assert household.person.account.opening_balance == 700_00


def test_nothing_is_said_of_what_is_still_being_typed(form: VisitForm, household: Session, qtbot: QtBot) -> None:
    click(form.total.edit)
    qtbot.keyClicks(form.total.edit, "2")  # less than its parts: the first figure of 2000
    qtbot.wait(700)
    assert (form.total.faulty, form.total.note.text(), household.visit("may").total) == (False, "", 1000_00)
    qtbot.keyClicks(form.total.edit, "x")
    qtbot.wait(700)
    assert not form.total.faulty
    qtbot.keyClick(form.total.edit, Qt.Key.Key_Return)
    assert form.total.faulty
    qtbot.keyClick(form.total.edit, Qt.Key.Key_Backspace)
    qtbot.keyClick(form.total.edit, Qt.Key.Key_Return)
    assert form.total.faulty  # it can be read, and is less than its parts


def test_a_city_follows_once_all_its_figures_stand(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    figures = {"deductible": "300", "rate": "60"}
    for name, edit in panel.city.edits.items():
        edit.setText(figures.get(name.partition(".")[0], "") if "retired" not in name else "")
    panel.city.edits["retired_uplift"].setText("5")
    click(panel.city.edits["cap"])
    qtbot.keyClicks(panel.city.edits["cap"], "2500")
    qtbot.waitUntil(lambda: household.person.city is not None)
    city = household.person.city
    assert city is not None
    assert (city.cap, city.deductible.level1) == (2500_00, 300_00)


# ---- red


@pytest.mark.parametrize("kind", ["panel", "city"])
def test_red_goes_as_soon_as_the_value_can_be_read(panel: PersonPanel, qtbot: QtBot, kind: str) -> None:
    edit = panel.opening.edit if kind == "panel" else panel.city.edits["cap"]
    click(edit)
    qtbot.keyClicks(edit, "300x")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.property("role") == "faulty"
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    assert edit.property("role") == ""


# ---- what people write


@pytest.mark.parametrize("text", ["3200元/月", "3200 元／月", "3200块", "每月3200", "¥3,200", "3200 yuan a month"])
def test_an_amount_a_month_is_understood_as_it_is_said(
    panel: PersonPanel, household: Session, qtbot: QtBot, text: str
) -> None:
    panel.base.edit.setFocus()
    panel.base.edit.insert(text)
    qtbot.keyClick(panel.base.edit, Qt.Key.Key_Return)
    assert household.person.contribution_base == 3200_00
    assert panel.base.edit.text() == "3,200.00"


@pytest.mark.parametrize("text", ["55岁", "55 周岁", "５５岁", "55 years old", "55"])
def test_an_age_is_understood_as_it_is_said(panel: PersonPanel, household: Session, qtbot: QtBot, text: str) -> None:
    panel.birth.edit.setFocus()
    panel.birth.edit.insert(text)
    qtbot.keyClick(panel.birth.edit, Qt.Key.Key_Return)
    assert (household.person.age, panel.birth.edit.text()) == (55, "55")


@pytest.mark.parametrize("text", ["约3200", "3200元/年", "3200-3500", "155岁", "五十五岁"])
def test_what_is_not_understood_stays_and_is_said(panel: PersonPanel, qtbot: QtBot, text: str) -> None:
    field = panel.birth if "岁" in text else panel.base
    field.edit.setFocus()
    field.edit.insert(text)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert (field.faulty, field.edit.text()) == (True, text)
    assert "请填" in field.note.text()


def test_a_field_that_does_not_follow_tells_at_the_end(qtbot: QtBot) -> None:
    told: list[object] = []
    page = QWidget()
    field = Field("x", read=int, show_value=str, expected="a number")
    field.committed.connect(told.append)
    QVBoxLayout(page).addWidget(field)
    shown(page, qtbot)
    field.set_value(1)
    click(field.edit)
    qtbot.keyClicks(field.edit, "12")
    qtbot.wait(700)
    assert told == []
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert told == [12]
