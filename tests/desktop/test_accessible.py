"""The whole window through the eyes of a screen reader, and by the Tab key."""

import re
from collections.abc import Callable
from functools import partial

import pytest
from driver.accessibility import controls_for_tab, interfaces, tab_order, unnamed, without_tip
from driver.clipping import every_page
from driver.screens import first_made
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from calculator.desktop.document.new_household import NewHouseholdDialog
from calculator.desktop.help.help_dialog import HelpDialog
from calculator.desktop.shell.crash_dialog import CrashDialog
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.shell.settings_dialog import SettingsDialog
from calculator.desktop.shell.welcome import WelcomePage
from calculator.files.example_household import example_case
from calculator.files.settings import Settings
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

Maker = Callable[[Library, Wording, Theme], QWidget]


def household(library: Library, wording: Wording, theme: Theme) -> QWidget:
    session = Session(example_case(library), library, wording)
    session.select_telling_visit()
    window = ShellWindow(session, theme)
    window.complete()
    return window


SCREENS: dict[str, Maker] = {
    "window": household,
    "welcome": WelcomePage,
    "new household": NewHouseholdDialog,
    "settings": lambda _library, wording, theme: SettingsDialog(Settings(), wording, theme),
    "help": HelpDialog,
    "crash": lambda _library, wording, theme: CrashDialog("report", wording, theme),
}


@pytest.fixture(params=SCREENS)
def make(request: pytest.FixtureRequest) -> Maker:
    return SCREENS[request.param]


def shown(make: Maker, library: Library, language: Language, qtbot: QtBot) -> QWidget:
    screen = first_made(partial(make, library, Wording(language, grouped=True)))
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
        screen.activateWindow()
    for _page in every_page(screen):
        QApplication.processEvents()  # parts that wait to be looked at are made
    return screen


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_control_has_a_name(make: Maker, library: Library, language: Language, qtbot: QtBot) -> None:
    assert unnamed(shown(make, library, language, qtbot)) == []


def test_every_control_says_what_it_is_for(make: Maker, library: Library, qtbot: QtBot) -> None:
    assert without_tip(shown(make, library, "zh", qtbot)) == []


def test_tab_reaches_every_control(make: Maker, library: Library, qtbot: QtBot) -> None:
    screen = shown(make, library, "zh", qtbot)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    reached = tab_order(screen)
    missed = [widget for widget in controls_for_tab(screen) if widget not in reached]
    assert [f"{type(widget).__name__} {widget.accessibleName()!r}" for widget in missed] == []


def test_an_unnamed_control_is_found(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column, edit = QVBoxLayout(page), QLineEdit()
    column.addWidget(edit)
    assert len(list(interfaces(page))) == 2
    assert len(unnamed(page)) == 1
    assert without_tip(page) == ["QLineEdit ''"]
    edit.setAccessibleName("amount")
    edit.setToolTip("amount")
    assert unnamed(page) == without_tip(page) == []


def test_a_label_names_its_buddy(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column, edit, label = QVBoxLayout(page), QLineEdit(), QLabel("amount")
    label.setBuddy(edit)
    column.addWidget(label)
    column.addWidget(edit)
    assert unnamed(page) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_entries_of_a_menu_share_a_letter(qtbot: QtBot, library: Library, language: Language) -> None:
    window = shown(household, library, language, qtbot)
    assert isinstance(window, ShellWindow)
    bar = window.menuBar()
    menus = [bar, *bar.findChildren(QMenu)]
    assert len(menus) > 5
    for menu in menus:
        letters = [found[1].lower() for action in menu.actions() if (found := re.search("&([^&])", action.text()))]
        assert len(letters) == len(set(letters)), letters
