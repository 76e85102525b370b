"""The program around the window: settings take hold, the household and the way back stay."""

from pathlib import Path

import pytest
from driver.application import CTRL, Make, activate, answer, example, household, welcome
from driver.screens import dialog_of
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QFontMetricsF, QPalette
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from calculator.case.case_json import write_case
from calculator.desktop.document.new_household import NewHouseholdDialog, NewHouseholdForm
from calculator.desktop.shell.settings_dialog import SettingsDialog
from calculator.files.example_household import example_case
from calculator.files.settings import Settings, Store
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.theme import COLOURS


def edit(session: Session) -> None:
    assert session.edit_person("更改年龄", birth_date=None, age=50) == []


def pick(qtbot: QtBot, form: NewHouseholdForm, typed: str) -> None:
    qtbot.keyClicks(form.region.box, typed)
    qtbot.keyClick(form.region.box, Qt.Key.Key_Return)
    QApplication.processEvents()


# ---- households


def test_the_example_opens_with_a_visit_explained(make: Make, library: Library) -> None:
    window, session = household(example(make))
    assert session.case == example_case(library)
    assert session.visit_id == session.year_statement.visits[1].id
    assert window.isVisible()


def test_the_doors_lead_on(qtbot: QtBot, make: Make, library: Library) -> None:
    application = make()
    application.welcome()
    page = welcome(application)
    qtbot.mouseClick(page.enter, Qt.MouseButton.LeftButton)
    pick(qtbot, page.form, library.ids()[0])
    qtbot.mouseClick(page.form.status.button("retired"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.form.start, Qt.MouseButton.LeftButton)
    _window, session = household(application)
    assert (session.person.name, session.person.region) == ("本人", library.ids()[0])
    assert (session.person.status, session.case.visits) == ("retired", ())
    assert not page.isVisible()


def test_a_file_is_opened_by_keys(qtbot: QtBot, make: Make, library: Library, tmp_path: Path) -> None:
    case = example_case(library)
    path = tmp_path / "家庭.json"
    path.write_text(write_case(case.model_copy(update={"visits": case.visits[:1]})), "utf-8")
    application = make()
    application.welcome()
    qtbot.mouseClick(welcome(application).open, Qt.MouseButton.LeftButton)
    name = dialog_of(QFileDialog).findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    QApplication.clipboard().setText(str(path))
    qtbot.keyClick(name, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(name, Qt.Key.Key_V, CTRL)
    qtbot.keyClick(name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: application.session is not None)
    assert len(household(application)[1].case.visits) == 1


def test_a_faulty_file_is_said_and_the_household_stays(make: Make, tmp_path: Path) -> None:
    application = example(make)
    window, session = household(application)
    path = tmp_path / "case.json"
    visits = [{"date": str(day), "total": "x"} for day in range(20)]
    path.write_text(str({"format": "gongjisuan-case/1", "visits": visits}).replace("'", '"'), "utf-8")
    application.open_file(path)
    box = dialog_of(QMessageBox)
    assert "case.json" in box.text()
    assert len(box.informativeText().splitlines()) == 9
    assert "还有" in box.informativeText()
    assert str(tmp_path) not in box.text() + box.informativeText()
    assert household(application) == (window, session)


def test_a_household_that_was_changed_is_not_left_unasked(qtbot: QtBot, make: Make) -> None:
    application = example(make)
    window, session = household(application)
    edit(session)
    window.asked.emit("example")
    answer(qtbot, "留下")
    assert household(application) == (window, session)
    window.asked.emit("example")
    answer(qtbot, "离开")
    assert household(application)[1].undo_name() is None


def test_a_new_household_is_asked_for_by_keys(qtbot: QtBot, make: Make, library: Library) -> None:
    application = example(make)
    window, _session = household(application)
    activate(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_N, CTRL | Qt.KeyboardModifier.ShiftModifier)
    form = dialog_of(NewHouseholdDialog).form
    pick(qtbot, form, library.ids()[0])
    qtbot.mouseClick(form.status.button("employed"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.start, Qt.MouseButton.LeftButton)
    assert household(application)[1].person.region == library.ids()[0]


def test_a_new_household_begins_in_the_chosen_year(qtbot: QtBot, make: Make) -> None:
    application = make()
    application.welcome()
    page = welcome(application)
    qtbot.mouseClick(page.enter, Qt.MouseButton.LeftButton)
    pick(qtbot, page.form, "rz")
    qtbot.mouseClick(page.form.status.button("employed"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.form.year.findData(2023) > 0)
    page.form.year.setFocus()
    qtbot.keyClick(page.form.year, Qt.Key.Key_End)
    qtbot.keyClick(page.form.year, Qt.Key.Key_Up)
    qtbot.keyClick(page.form.year, Qt.Key.Key_Return)
    _window, session = household(application)
    assert (session.year, session.years()) == (2023, [2023])


def test_undo_is_called_in_the_language_that_was_chosen_since(qtbot: QtBot, make: Make) -> None:
    application = example(make, "zh")
    window, session = household(application)
    activate(qtbot, window)
    qtbot.mouseClick(window.person.status.button("retired"), Qt.MouseButton.LeftButton)
    assert session.undo_name() == "修改参保状态"
    application.apply(application.settings._replace(language="en"))
    assert household(application)[0].undo.text() == "&Undo Change Status"


def test_the_example_speaks_the_language_it_is_opened_in(make: Make) -> None:
    _window, session = household(example(make, "en"))
    assert [person.name for person in session.case.people] == ["Self", "Spouse", "Father"]


def test_english_is_set_with_narrow_quotation_marks_and_chinese_is_not(qtbot: QtBot, make: Make) -> None:
    widths = []
    for language in ("zh", "en"):
        window, _session = household(example(make, language))
        qtbot.waitExposed(window)
        widths.append([QFontMetricsF(part.font()).horizontalAdvance("it’s") for part in (window.year, window.cards)])
    chinese, english = widths
    assert all(wide > narrow for wide, narrow in zip(chinese, english, strict=True))


# ---- settings


def test_settings_take_hold_and_the_household_stays(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    application = example(make)
    old, session = household(application)
    edit(session)
    session.select_person("spouse")
    session.select_visit(session.year_statement.visits[-1].id)
    chosen = Settings("en", 150, "dark", grouped=False)
    with qtbot.waitSignal(old.destroyed):
        application.apply(chosen)
    window, rebuilt = household(application)
    assert "outpatient" in window.windowTitle()
    assert rebuilt.case is session.case
    assert (rebuilt.person_id, rebuilt.visit_id) == (session.person_id, session.visit_id)
    assert rebuilt.wording.amount(1234_00) == "1234.00"
    assert (application.appearance.theme.scheme, application.appearance.theme.percent) == ("dark", 150)
    ground = QApplication.palette().color(QPalette.ColorRole.Window).name().upper()
    assert ground == COLOURS["dark"].ground
    assert QApplication.font().pixelSize() == 21
    assert Store(tmp_path).load() == (chosen, "")
    rebuilt.undo()
    assert rebuilt.person.age is None
    rebuilt.redo()
    assert rebuilt.person_of("me").age == 50


def test_settings_are_chosen_by_keys(qtbot: QtBot, make: Make) -> None:
    application = example(make)
    window, _session = household(application)
    activate(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_Comma, CTRL)
    dialog = dialog_of(SettingsDialog)
    activate(qtbot, dialog)
    dialog.percent.button("100").setFocus()
    qtbot.keyClick(dialog.percent.button("100"), Qt.Key.Key_Right)
    qtbot.keyClick(dialog.percent.button("125"), Qt.Key.Key_Return)
    assert application.settings.percent == 125


def test_the_same_settings_change_nothing(make: Make, tmp_path: Path) -> None:
    application = example(make)
    window, session = household(application)
    application.apply(application.settings)
    assert household(application) == (window, session)
    assert not (tmp_path / "settings.json").exists()


def test_a_language_given_for_this_run_wins_and_is_not_kept(make: Make, tmp_path: Path) -> None:
    application = example(make, "en")
    assert "outpatient" in household(application)[0].windowTitle()
    application.apply(application.settings._replace(percent=125))
    assert "outpatient" in household(application)[0].windowTitle()
    assert Store(tmp_path).load()[0] == Settings("zh", 125)
    application.apply(application.settings._replace(language="zh"))
    assert "门诊" in household(application)[0].windowTitle()
    application.apply(application.settings._replace(language="en"))
    assert Store(tmp_path).load()[0].language == "en"


def test_the_language_is_chosen_on_the_first_page(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    application = make()
    application.welcome()
    qtbot.mouseClick(welcome(application).language, Qt.MouseButton.LeftButton)
    assert welcome(application).language.text() == "中文"
    assert Store(tmp_path).load()[0].language == "en"


@pytest.mark.parametrize(("typed", "faulty"), [("rizhao", False), ("nowhere", True)])
def test_what_was_chosen_for_a_new_household_stays_in_another_language(
    qtbot: QtBot, make: Make, typed: str, faulty: bool
) -> None:
    application = make("zh")
    application.welcome()
    page = welcome(application)
    activate(qtbot, page)
    qtbot.mouseClick(page.enter, Qt.MouseButton.LeftButton)
    qtbot.keyClicks(page.form.region.box, typed)
    qtbot.keyClick(page.form.region.box, Qt.Key.Key_Return)
    qtbot.mouseClick(page.form.status.button("retired"), Qt.MouseButton.LeftButton)
    year = page.form.year.itemData(1)
    page.form.year.setFocus()
    qtbot.keyClick(page.form.year, Qt.Key.Key_Down)
    qtbot.mouseClick(page.language, Qt.MouseButton.LeftButton)
    other = welcome(application)
    assert (other is not page, other.form.isVisible()) == (True, True)
    assert (other.form.status.current(), other.form.year.currentData()) == ("retired", year)
    assert other.form.region.faulty == faulty
    assert other.form.region.edit.text() == (typed if faulty else "Rizhao")
    assert other.form.region.region == (None if faulty else "rizhao")
    qtbot.waitUntil(lambda: other.form.year.count() == page.form.year.count())


def test_qts_own_dialogs_speak_the_language(make: Make) -> None:
    application = example(make)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "取消"
    application.apply(application.settings._replace(language="en"))
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "Cancel"


def test_what_is_being_typed_is_taken_over_first(qtbot: QtBot, make: Make) -> None:
    application = example(make)
    window, _session = household(application)
    activate(qtbot, window)
    field = window.person.birth.edit
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, "47")
    application.apply(application.settings._replace(percent=125))
    assert household(application)[1].person.age == 47


def test_settings_that_cannot_be_kept_hold_for_now(make: Make, tmp_path: Path) -> None:
    application = example(make)
    (tmp_path / "settings.json").mkdir()
    application.apply(application.settings._replace(percent=200))
    assert application.appearance.theme.percent == 200
    assert "没能保存" in dialog_of(QMessageBox).text()


def test_damaged_settings_are_said_once(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text("{", "utf-8")
    application = make()
    application.welcome()
    assert "无法读取" in dialog_of(QMessageBox).informativeText()
    answer(qtbot, "关闭")
    application.households.open_example()
    assert not [box for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox) and box.isVisible()]
