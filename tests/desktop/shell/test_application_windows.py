"""The program's windows: the system's colours, where a window stood, what belongs to it."""

import gc
from pathlib import Path

from driver.application import Make, activate, example, household
from driver.screens import dialog_of, freed
from PySide6.QtCore import QPoint, Qt, QTranslator
from PySide6.QtWidgets import QApplication, QHeaderView
from pytestqt.qtbot import QtBot

from calculator.desktop.help.help_dialog import HelpDialog
from calculator.desktop.shell.application import Application
from calculator.desktop.shell.crash_dialog import CrashDialog
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.shell.settings_dialog import SettingsDialog
from calculator.files.settings import Store, WindowState


def scheme(application: Application) -> str:
    return application.appearance.theme.scheme


def test_the_systems_colours_are_followed(qapp: QApplication, make: Make) -> None:
    application = example(make)
    session = household(application)[1]
    assert scheme(application) == "light"
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert scheme(application) == "dark"
    assert household(application)[1].case is session.case
    window = application.window
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert application.window is window


def test_the_systems_colours_are_not_followed_where_a_person_chose(qapp: QApplication, make: Make) -> None:
    application = example(make)
    application.apply(application.settings._replace(scheme="light"))
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert scheme(application) == "light"


def test_the_systems_colours_wait_for_an_open_dialog(qtbot: QtBot, qapp: QApplication, make: Make) -> None:
    application = example(make)
    application.ask_settings()
    dialog = dialog_of(SettingsDialog)
    qapp.styleHints().colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert scheme(application) == "light"
    assert dialog.isVisible()
    qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: scheme(application) == "dark")


def test_the_systems_colours_that_went_back_meanwhile_are_followed_back(
    qtbot: QtBot, qapp: QApplication, make: Make
) -> None:
    application = example(make)
    application.ask_settings()
    dialog = dialog_of(SettingsDialog)
    window, _session = household(application)
    for now in (Qt.ColorScheme.Dark, Qt.ColorScheme.Light):
        qapp.styleHints().colorSchemeChanged.emit(now)
    with qtbot.assertNotEmitted(window.destroyed, wait=800):
        qtbot.mouseClick(dialog.cancel, Qt.MouseButton.LeftButton)
    assert scheme(application) == "light"


def test_how_the_window_stood_is_remembered(make: Make, tmp_path: Path) -> None:
    application = example(make)
    window, _session = household(application)
    window.resize(700, 500)
    window.visits.columns_chosen.emit(["date", "total"])
    window.close()
    state = Store(tmp_path).load_window()
    assert state.look == "zh 100"
    assert state.columns == ("date", "total")
    again, _session = household(example(make))
    assert (again.width(), again.height()) == (700, 500)
    assert [column.key for column in again.visits.model.columns] == ["date", "total"]


def test_a_state_of_nonsense_does_no_harm(make: Make, tmp_path: Path) -> None:
    nonsense = {"parts:3": "bm9uc2Vuc2U=", "visits:10": "!!"}
    Store(tmp_path).save_window(WindowState("bm9uc2Vuc2U=", "zh 100", nonsense, ("date", "gone")))
    window, _session = household(example(make))
    assert [column.key for column in window.visits.model.columns] == ["date"]


def test_a_window_whose_place_cannot_be_kept_closes_all_the_same(make: Make, tmp_path: Path) -> None:
    window, _session = household(example(make))
    (tmp_path / "window.json").mkdir()
    assert window.close()


def windows() -> set[ShellWindow]:
    return {widget for widget in QApplication.topLevelWidgets() if isinstance(widget, ShellWindow)}


def test_windows_that_were_replaced_are_freed(make: Make) -> None:
    before = windows()  # of tests that a fault may still hold
    application = example(make)
    for percent in (125, 150, 175):
        application.apply(application.settings._replace(percent=percent))
    freed()
    assert windows() - before == {application.window}


def test_help_is_at_hand(qtbot: QtBot, make: Make) -> None:
    window, _session = household(example(make))
    activate(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_F1)
    assert dialog_of(HelpDialog).pages.current() == "how"
    assert not dialog_of(HelpDialog).isModal()
    dialog_of(HelpDialog).close()
    window.help_wanted.emit("about")
    assert dialog_of(HelpDialog).pages.current() == "about"


def test_help_and_messages_do_not_pile_up(qtbot: QtBot, make: Make) -> None:
    application = example(make)
    window, _session = household(application)
    activate(qtbot, window)
    for _time in range(3):
        qtbot.keyClick(window, Qt.Key.Key_F1)
        dialog_of(HelpDialog).close()
        application.show_crash("a fault")
        dialog_of(CrashDialog).close()
        freed()
    assert (len(window.findChildren(HelpDialog)), len(window.findChildren(CrashDialog))) == (1, 1)


def test_a_language_that_was_left_is_not_kept_in_memory(make: Make) -> None:
    application = example(make)
    gc.collect()
    before = sum(isinstance(one, QTranslator) for one in gc.get_objects())
    for percent in (125, 150, 175):
        application.apply(application.settings._replace(percent=percent))
    freed()
    gc.collect()
    assert sum(isinstance(one, QTranslator) for one in gc.get_objects()) == before


def test_faults_that_follow_one_another_share_a_message(make: Make) -> None:
    application = example(make)
    application.show_crash("first")
    application.show_crash("second")
    assert dialog_of(CrashDialog).report.toPlainText() == "first\nsecond"
    dialog_of(CrashDialog).close()
    application.show_crash("third")
    assert dialog_of(CrashDialog).report.toPlainText() == "third"


def test_the_help_that_is_open_turns_its_page(make: Make) -> None:
    application = example(make)
    application.show_help("keys")
    application.show_help("about")
    assert dialog_of(HelpDialog).pages.current() == "about"


def test_what_belonged_to_a_replaced_window_is_forgotten(make: Make) -> None:
    application = example(make)
    application.show_crash("first")
    application.show_help("how")
    application.apply(application.settings._replace(percent=125))
    freed()
    application.show_crash("second")
    application.show_help("keys")
    assert dialog_of(CrashDialog).report.toPlainText() == "second"
    assert dialog_of(HelpDialog).pages.current() == "keys"


def drag(qtbot: QtBot, head: QHeaderView, place: int, by: int) -> None:
    """Drag the right edge of a column."""
    edge = QPoint(head.sectionViewportPosition(place) + head.sectionSize(place) - 2, head.height() // 2)
    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(head.viewport(), left, pos=edge)
    qtbot.mouseMove(head.viewport(), edge + QPoint(by // 2, 0))
    qtbot.mouseMove(head.viewport(), edge + QPoint(by, 0))
    qtbot.mouseRelease(head.viewport(), left, pos=edge + QPoint(by, 0))


def test_a_column_keeps_the_width_it_is_dragged_to(qtbot: QtBot, make: Make) -> None:
    application = example(make)
    window, _session = household(application)
    activate(qtbot, window)
    head = window.visits.table.horizontalHeader()
    before = head.sectionSize(2)
    drag(qtbot, head, 2, 40)
    assert head.sectionSize(2) == before + 40
    window.close()
    again, _session = household(example(make))
    assert again.visits.table.horizontalHeader().sectionSize(2) == before + 40
    drag(qtbot, again.visits.table.horizontalHeader(), 2, -300)
    assert again.visits.table.horizontalHeader().sectionSize(2) == before  # never narrower than its figures
