"""The settings dialog, by keys."""

import pytest
from driver.hands import press
from driver.screens import show
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.settings_dialog import SettingsDialog
from calculator.files.settings import Settings
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording


@pytest.fixture
def dialog(qtbot: QtBot) -> SettingsDialog:
    return shown(qtbot, Settings())


def shown(qtbot: QtBot, settings: Settings) -> SettingsDialog:
    return show(qtbot, SettingsDialog(settings, Wording("zh"), Theme()))


def test_it_opens_with_the_settings_that_hold(qtbot: QtBot) -> None:
    settings = Settings("en", 175, "dark", grouped=False)
    dialog = shown(qtbot, settings)
    assert dialog.settings == settings


def test_a_size_between_those_offered_stays(qtbot: QtBot) -> None:
    dialog = shown(qtbot, Settings(percent=110))
    assert dialog.percent.current() is None
    assert dialog.settings.percent == 110


def test_everything_is_chosen_by_keys_and_saved_by_enter(qtbot: QtBot, dialog: SettingsDialog) -> None:
    right, tab = Qt.Key.Key_Right, Qt.Key.Key_Tab
    with qtbot.waitSignal(dialog.accepted):
        press(right, tab, right, right, tab, right, right, tab, right, Qt.Key.Key_Return)
    assert dialog.settings == Settings("en", 150, "dark", grouped=False)


def test_the_sample_shows_the_chosen_size(qtbot: QtBot, dialog: SettingsDialog) -> None:
    before = dialog.sample.sizeHint().height()
    qtbot.mouseClick(dialog.percent.button("200"), Qt.MouseButton.LeftButton)
    assert dialog.sample.sizeHint().height() == pytest.approx(2 * before, abs=2)


def test_escape_changes_nothing(qtbot: QtBot, dialog: SettingsDialog) -> None:
    qtbot.mouseClick(dialog.scheme.button("dark"), Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(dialog.rejected):
        qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.result() == QDialog.DialogCode.Rejected


def test_the_defaults_leave_the_language(qtbot: QtBot) -> None:
    dialog = shown(qtbot, Settings("en", 200, "dark", grouped=False))
    qtbot.mouseClick(dialog.defaults, Qt.MouseButton.LeftButton)
    assert dialog.settings == Settings("en")
    assert dialog.isVisible()
