"""The first start: three doors, and the form behind the first."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calculator.benefit.case_text import faults_in
from calculator.benefit.wording import Wording
from calculator.desktop.new_household import NewHouseholdDialog, NewHouseholdForm, new_case
from calculator.desktop.welcome import WelcomePage
from calculator.policy.library import Library
from calculator.policy.names import STATUSES
from calculator.widgets.theme import Theme, dress


@pytest.fixture
def page(qtbot: QtBot, library: Library) -> WelcomePage:
    made = WelcomePage(library, Wording("zh"), Theme())
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
    return made


def press(qtbot: QtBot, *keys: Qt.Key) -> None:
    for key in keys:
        qtbot.keyClick(QApplication.focusWidget(), key)


def test_the_doors_open_by_mouse(qtbot: QtBot, page: WelcomePage) -> None:
    with qtbot.waitSignal(page.example_wanted):
        qtbot.mouseClick(page.example, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.open_wanted):
        qtbot.mouseClick(page.open, Qt.MouseButton.LeftButton)


def test_the_doors_open_by_keys(qtbot: QtBot, page: WelcomePage) -> None:
    assert page.enter.hasFocus()
    with qtbot.waitSignal(page.example_wanted):
        press(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.open_wanted):
        press(qtbot, Qt.Key.Key_Tab, Qt.Key.Key_Space)


def test_region_and_status_are_chosen_by_keys(qtbot: QtBot, page: WelcomePage, library: Library) -> None:
    down, tab = Qt.Key.Key_Down, Qt.Key.Key_Tab
    press(qtbot, Qt.Key.Key_Space)
    assert page.form.region.hasFocus()
    press(qtbot, down, down, down, down)
    assert page.form.region.currentData() == library.ids()[3]
    with qtbot.waitSignal(page.enter_wanted) as wanted:
        press(qtbot, tab, Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Right, tab, Qt.Key.Key_Space)
    assert wanted.args == [library.ids()[3], "retired"]


def test_nothing_is_guessed(qtbot: QtBot, page: WelcomePage, library: Library) -> None:
    qtbot.mouseClick(page.enter, Qt.MouseButton.LeftButton)
    form = page.form
    assert (form.region.currentIndex(), form.status.current()) == (-1, None)
    with qtbot.assertNotEmitted(page.enter_wanted):
        qtbot.mouseClick(form.start, Qt.MouseButton.LeftButton)
    assert form.fault.isVisible()
    assert form.fault.text() == "还需要选择：参保地、参保状态"
    assert form.region.hasFocus()
    form.region.setCurrentIndex(0)
    assert form.fault.text() == "还需要选择：参保状态"
    with qtbot.assertNotEmitted(page.enter_wanted):
        qtbot.mouseClick(form.start, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.status.button("employed"), Qt.MouseButton.LeftButton)
    assert not form.fault.isVisible()
    with qtbot.waitSignal(page.enter_wanted):
        qtbot.mouseClick(form.start, Qt.MouseButton.LeftButton)
    assert library.pack(library.ids()[0]).sources[0].number in form.note.text()


def test_one_can_go_back_to_the_doors(qtbot: QtBot, page: WelcomePage) -> None:
    qtbot.mouseClick(page.enter, Qt.MouseButton.LeftButton)
    assert not page.example.isVisible()
    qtbot.mouseClick(page.form.back, Qt.MouseButton.LeftButton)
    assert page.example.isVisible()
    assert page.enter.hasFocus()


def test_language_settings_and_help_are_at_hand(qtbot: QtBot, page: WelcomePage) -> None:
    assert page.language.text() == "English"
    with qtbot.waitSignal(page.language_wanted) as wanted:
        qtbot.mouseClick(page.language, Qt.MouseButton.LeftButton)
    assert wanted.args == ["en"]
    with qtbot.waitSignal(page.settings_wanted):
        qtbot.keyClick(page, Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    with qtbot.waitSignal(page.help_wanted) as wanted:
        qtbot.keyClick(page, Qt.Key.Key_F1)
    assert wanted.args == ["how"]


@pytest.mark.parametrize("status", STATUSES)
def test_a_new_household_has_no_fault(library: Library, status: str) -> None:
    for region in library.ids():
        case = new_case(region, status, "本人", 2024)
        assert list(faults_in(case, library)) == []
        assert (case.from_, case.through) == (2024 * 12, 2024 * 12 + 11)
        assert (case.people[0].name, case.people[0].status, case.visits) == ("本人", status, ())


def test_the_form_as_a_dialog(qtbot: QtBot, library: Library) -> None:
    dialog = NewHouseholdDialog(library, Wording("zh"), Theme())
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.form.region.setCurrentIndex(1)
    qtbot.mouseClick(dialog.form.status.button("flexible"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignals([dialog.chosen, dialog.accepted]):
        qtbot.mouseClick(dialog.form.start, Qt.MouseButton.LeftButton)
    assert not dialog.isVisible()


def test_enter_starts_from_the_status(qtbot: QtBot, qapp: QApplication, library: Library) -> None:
    theme = Theme()
    dress(qapp, theme)
    form = NewHouseholdForm(library, Wording("zh"), theme)
    qtbot.addWidget(form)
    form.show()
    form.region.setCurrentIndex(0)
    qtbot.keyClick(form.status.button("employed"), Qt.Key.Key_Space)
    with qtbot.waitSignal(form.chosen) as started:
        qtbot.keyClick(form.status.button("employed"), Qt.Key.Key_Return)
    assert started.args == [form.region.currentData(), "employed"]
