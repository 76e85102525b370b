"""The first start: four doors, and the form behind the first."""

from pathlib import Path

import pytest
from driver.application import activate
from driver.hands import enter, press, say
from driver.screens import dressed, show
from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calculator.case.case_checks import faults_in
from calculator.case.new_case import new_case
from calculator.desktop.document.new_household import (
    NewHouseholdDialog,
    NewHouseholdForm,
    years_to_begin_with,
)
from calculator.desktop.shell.application import Application
from calculator.desktop.shell.next_visit_page import NextVisitPage
from calculator.desktop.shell.welcome import WelcomePage
from calculator.files.settings import Store
from calculator.policy.library import Library
from calculator.policy.names import STATUSES
from calculator.widgets.region_list import described
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of lists that open, offscreen


@pytest.fixture
def page(qtbot: QtBot, library: Library) -> WelcomePage:
    return show(qtbot, WelcomePage(library, Wording("zh"), Theme()))


def pick(form: NewHouseholdForm | NextVisitPage, typed: str) -> None:
    """Type a region and end with Enter."""
    enter(form.region, typed)
    QApplication.processEvents()


def test_the_doors_open_by_mouse(qtbot: QtBot, page: WelcomePage) -> None:
    with qtbot.waitSignal(page.example_wanted):
        qtbot.mouseClick(page.example, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(page.open_wanted):
        qtbot.mouseClick(page.open, Qt.MouseButton.LeftButton)


def test_the_doors_open_by_keys(qtbot: QtBot, page: WelcomePage) -> None:
    assert page.enter.hasFocus()
    with qtbot.waitSignal(page.example_wanted):
        press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    with qtbot.waitSignal(page.open_wanted):
        press(Qt.Key.Key_Tab, Qt.Key.Key_Space)


def test_region_and_status_are_chosen_by_keys(qtbot: QtBot, page: WelcomePage, library: Library) -> None:
    tab = Qt.Key.Key_Tab
    press(Qt.Key.Key_Space)
    form = page.form
    assert form.region.hasFocus()
    pick(form, "rz")
    assert form.region.region == "rizhao"
    assert form.status.button(STATUSES[0]).hasFocus()  # Enter leads on to what is missing
    press(Qt.Key.Key_Space, Qt.Key.Key_Right, Qt.Key.Key_Right, tab)
    assert form.year.hasFocus()
    with qtbot.waitSignal(page.enter_wanted) as wanted:
        press(tab, Qt.Key.Key_Space)
    assert wanted.args == ["rizhao", "retired", QDate.currentDate().year()]
    assert form.note.text() == described(library.pack("rizhao"), {}, Wording("zh"))
    for said in ("山东省", "已发布", "日政办发〔2022〕17号", "2023年1月1日起"):
        assert said in form.note.text()


def test_only_the_next_visit_is_asked_about_with_nine_keys_and_nothing_kept(
    qtbot: QtBot, library: Library, qapp: QApplication, tmp_path: Path
) -> None:
    store = Store(tmp_path / "config")
    application = Application(qapp, library, store, data=tmp_path / "data")
    application.welcome()
    page = application.window
    assert isinstance(page, WelcomePage)
    qtbot.addWidget(page)
    activate(qtbot, page)
    press(Qt.Key.Key_Tab, Qt.Key.Key_Space)  # two keys to the second door
    asked = page.next_visit
    assert asked is not None
    assert asked.region.hasFocus()
    pick(asked, "rz")  # three: two letters and Enter, which leads on to the status
    assert asked.status.button(STATUSES[0]).hasFocus()
    press(Qt.Key.Key_Space)  # one: employed; the price of a bill of 500.00 stands there
    answer = asked.answer
    assert answer is not None
    # Rizhao, in service: level 1 deductible 300, (500 − 300) × 80% = 160 pooled, 340 one's own; level 3 pays nothing.
    assert answer.rows[0].personal.text() == "个人负担 340.00"
    assert answer.verdict.text() == "一级比三级少负担 160.00 元。"
    say("800")  # the amount is marked; three more keys for another
    qtbot.waitUntil(lambda: answer.rows[0].personal.text() == "个人负担 400.00")  # 800 − (800 − 300) × 80%
    assert not list((tmp_path / "data").rglob("*"))
    with qtbot.waitSignal(asked.kept) as kept:
        qtbot.mouseClick(asked.keep, Qt.MouseButton.LeftButton)
    assert kept.args == ["rizhao", "employed", QDate.currentDate().year()]
    assert application.session is not None
    application.household.finish()
    application.deleteLater()


def test_a_place_that_is_not_in_the_list_has_ways_on(qtbot: QtBot, page: WelcomePage) -> None:
    press(Qt.Key.Key_Space)
    assert page.form.unknown.isHidden()
    pick(page.form, "拉萨")
    assert page.form.region.faulty
    assert page.form.unknown.isVisible()
    for what in ("own region", "packs"):
        with qtbot.waitSignal(page.errand_wanted) as wanted:
            qtbot.mouseClick(page.form.unknown.buttons[what], Qt.MouseButton.LeftButton)
        assert wanted.args == [what]
    pick(page.form, "日照")
    assert page.form.unknown.isHidden()


@pytest.mark.parametrize("typed", ["日照", "rizhao", "rz", "Rizhao"])
def test_the_region_is_searched(qtbot: QtBot, page: WelcomePage, typed: str) -> None:
    press(Qt.Key.Key_Space)
    pick(page.form, typed)
    assert page.form.region.region == "rizhao"


def test_a_region_that_is_none_does_not_start(qtbot: QtBot, page: WelcomePage) -> None:
    press(Qt.Key.Key_Space)
    form = page.form
    qtbot.mouseClick(form.status.button("employed"), Qt.MouseButton.LeftButton)
    pick(form, "rz")
    form.region.edit.selectAll()
    qtbot.keyClicks(form.region.box, "qq")
    with qtbot.assertNotEmitted(page.enter_wanted):
        form.start.click()  # as where a click takes no focus
    assert form.region.edit.text() == "qq"
    assert form.region.faulty
    assert form.fault.text() == "还需要选择：参保地"
    qtbot.keyClick(form.region.box, Qt.Key.Key_Escape)
    assert form.region.edit.text() == "日照市"
    with qtbot.waitSignal(page.enter_wanted):
        form.start.click()


def test_what_is_still_being_typed_counts(qtbot: QtBot, page: WelcomePage) -> None:
    press(Qt.Key.Key_Space)
    form = page.form
    qtbot.mouseClick(form.status.button("employed"), Qt.MouseButton.LeftButton)
    form.region.setFocus()
    qtbot.keyClicks(form.region.box, "xa")
    with qtbot.waitSignal(page.enter_wanted) as wanted:
        form.start.click()
    assert wanted.args[:2] == ["xian", "employed"]


def test_an_earlier_year_is_begun_with(qtbot: QtBot, page: WelcomePage) -> None:
    this = QDate.currentDate().year()
    press(Qt.Key.Key_Space)
    form = page.form
    qtbot.waitUntil(lambda: form.year.count() > 1)
    assert [form.year.itemData(place) for place in range(form.year.count())] == list(range(this, 2021, -1))
    assert form.year.currentData() == this
    pick(form, "rz")
    qtbot.mouseClick(form.status.button("employed"), Qt.MouseButton.LeftButton)
    form.year.setFocus()
    qtbot.keyClick(form.year, Qt.Key.Key_End)
    assert "自2023年1月1日起" in form.year_note.text()
    qtbot.keyClick(form.year, Qt.Key.Key_Up)
    assert "自2023年1月1日起" not in form.year_note.text()
    with qtbot.waitSignal(page.enter_wanted) as wanted:
        qtbot.keyClick(form.year, Qt.Key.Key_Return)
    assert wanted.args == ["rizhao", "employed", 2023]


@pytest.mark.parametrize(("this", "years"), [(2024, [2024, 2023, 2022]), (2022, [2022]), (2020, [2020])])
def test_the_years_to_begin_with(library: Library, this: int, years: list[int]) -> None:
    assert years_to_begin_with(library, this) == years


def test_nothing_is_guessed(qtbot: QtBot, page: WelcomePage, library: Library) -> None:
    qtbot.mouseClick(page.enter, Qt.MouseButton.LeftButton)
    form = page.form
    assert (form.region.region, form.region.edit.text(), form.status.current()) == (None, "", None)
    with qtbot.assertNotEmitted(page.enter_wanted):
        qtbot.mouseClick(form.start, Qt.MouseButton.LeftButton)
    assert form.fault.isVisible()
    assert form.fault.text() == "还需要选择：参保地、参保状态"
    assert form.region.hasFocus()
    pick(form, "elht")
    assert form.fault.text() == "还需要选择：参保状态"
    with qtbot.assertNotEmitted(page.enter_wanted):
        qtbot.mouseClick(form.start, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.status.button("employed"), Qt.MouseButton.LeftButton)
    assert not form.fault.isVisible()
    with qtbot.waitSignal(page.enter_wanted):
        qtbot.mouseClick(form.start, Qt.MouseButton.LeftButton)
    assert library.pack("erenhot").sources[0].number in form.note.text()


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
    dialog = show(qtbot, NewHouseholdDialog(library, Wording("zh"), Theme()))
    pick(dialog.form, "gansu")
    qtbot.mouseClick(dialog.form.status.button("flexible"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.accepted), qtbot.waitSignal(dialog.chosen) as chosen:
        qtbot.mouseClick(dialog.form.start, Qt.MouseButton.LeftButton)
    assert chosen.args == ["gansu", "flexible", QDate.currentDate().year()]
    assert not dialog.isVisible()


def test_enter_starts_from_the_status(qtbot: QtBot, library: Library) -> None:
    form = show(qtbot, NewHouseholdForm(library, Wording("zh"), dressed()))
    pick(form, "xa")
    press(Qt.Key.Key_Space)
    with qtbot.waitSignal(form.chosen) as started:
        press(Qt.Key.Key_Return)
    assert started.args == ["xian", "employed", QDate.currentDate().year()]


def test_enter_presses_the_button_in_focus(qtbot: QtBot, page: WelcomePage) -> None:
    for button, wanted in (
        (page.language, page.language_wanted),
        (page.settings, page.settings_wanted),
        (page.help, page.help_wanted),
    ):
        with qtbot.waitSignal(wanted):
            button.setFocus()
            qtbot.keyClick(button, Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    page.form.status.button("employed").click()
    pick(page.form, "rz")
    with qtbot.assertNotEmitted(page.enter_wanted), qtbot.waitSignal(page.form.cancelled):
        page.form.back.setFocus()
        qtbot.keyClick(page.form.back, Qt.Key.Key_Return)
