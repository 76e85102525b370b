"""A whole household entered by key presses only, from the first door to the right statement, and all the way back.

Keys go to the window that has the focus, as from a keyboard; no control is given the focus by the test. The only
things done for the person are a window manager's: a new window comes to the front, on a screen that is wide enough.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from engine import case_of
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton, QTableView, QWidget
from pytestqt.qtbot import QtBot

from calculator.benefit.case import Case
from calculator.benefit.case_text import read_case, write_case
from calculator.benefit.compute import compute
from calculator.benefit.statement import PersonStatement, VisitSettlement
from calculator.desktop.app import Application
from calculator.desktop.household_dialog import HouseholdDialog
from calculator.desktop.session import Session
from calculator.desktop.settings import Store
from calculator.desktop.shell_window import ShellWindow
from calculator.policy.library import Library

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key
MOST_TABS = 60
"""More controls than any window has; who has pressed Tab so often has been everywhere."""


class Keyboard:
    """Presses keys, and waits as a person does until the screen has followed."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def press(self, *keys: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys one after the other."""
        for key in keys:
            self._press(key, with_)

    def type(self, text: str, *end: Qt.Key) -> None:
        """Type ASCII text, and the keys that end it."""
        for letter in text:
            self._press(letter, Qt.KeyboardModifier.NoModifier)
        self.press(*end)

    def _press(self, key: Qt.Key | str, with_: Qt.KeyboardModifier) -> None:
        self._qtbot.waitUntil(lambda: QGuiApplication.focusWindow() is not None)
        QTest.keyClick(QGuiApplication.focusWindow(), key, with_)  # type: ignore[call-overload]
        QApplication.processEvents()

    def tab_to(self, name: str) -> QWidget:
        """Press Tab until the control stands in focus whose name begins so; without one, the test fails."""
        passed = []
        for _turn in range(MOST_TABS):
            focus = QApplication.focusWidget()
            if focus is not None and name_of(focus).startswith(name):
                return focus
            passed.append(name_of(focus) if focus is not None else "nothing")
            self.press(KEY.Key_Tab)
        pytest.fail(f"Tab does not lead to {name!r}; it led to {passed}")


def name_of(widget: QWidget) -> str:
    """What a person, or a screen reader, knows a control by."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QPushButton) else "")


@dataclass
class Desk:
    """The program, the keyboard before it, and every case that stood, in order."""

    application: Application
    keys: Keyboard
    qtbot: QtBot
    cases: list[Case]

    @property
    def session(self) -> Session:
        assert self.application.session is not None
        return self.application.session

    @property
    def window(self) -> ShellWindow:
        assert isinstance(self.application.window, ShellWindow)
        return self.application.window

    def bring_to_front(self) -> None:
        """What a window manager does with a new window, on a screen of 1280×720 and more."""
        window = self.application.window
        assert window is not None
        freed()  # the window before it, which would take the focus along as it goes
        window.resize(1280, 720)
        with self.qtbot.waitActive(window):
            window.activateWindow()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, library: Library, tmp_path: Path) -> Iterator[Desk]:
    application = Application(qapp, library, Store(tmp_path), language="zh")
    made = Desk(application, Keyboard(qtbot), qtbot, [])
    application.welcome()
    made.bring_to_front()
    yield made
    application.deleteLater()
    if application.window is not None:
        application.window.close()
        application.window.deleteLater()
    freed()


def freed() -> None:
    """What is to be deleted later, is now."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()


# ---- what the person does, in the order in which it is done


def through_the_first_door(desk: Desk) -> None:
    """Enter my visits: the first region of the list, employed."""
    keys = desk.keys
    keys.press(KEY.Key_Return, KEY.Key_Down)
    keys.tab_to("参保状态")
    keys.press(KEY.Key_Space)
    keys.tab_to("开始")
    keys.press(KEY.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.application.session is not None)
    desk.bring_to_front()
    desk.cases.append(desk.session.case)
    desk.session.changed.connect(lambda: desk.cases.append(desk.session.case))


def fill_in_the_person(desk: Desk) -> None:
    """Region by initials, birth, usual level, contribution base, opening balance."""
    keys = desk.keys
    keys.tab_to("参保地")
    keys.type("rz", KEY.Key_Return)
    assert desk.session.person.region == "rizhao"
    keys.tab_to("出生日期或周岁")
    keys.type("1980-05-17", KEY.Key_Return)
    keys.tab_to("常去的医院级别")
    keys.press(KEY.Key_Space, KEY.Key_Right)
    keys.tab_to("月缴费基数")
    keys.type("6,000", KEY.Key_Return)
    keys.tab_to("期初个人账户余额")
    keys.type("500", KEY.Key_Return)


def enter_own_visits(desk: Desk) -> None:
    """Three visits in the table; the third lies before the second, and its row moves up."""
    keys = desk.keys
    keys.press(KEY.Key_N, with_=CTRL)
    keys.type("3-5", KEY.Key_Return)
    keys.press(KEY.Key_Return)  # the usual level stands there already
    keys.type("1,480", KEY.Key_Return)
    keys.type("80", KEY.Key_Return)  # Enter in the last cell adds a row
    keys.type("6-2", KEY.Key_Return)
    choose_in_cell(desk, KEY.Key_End)  # a pharmacy, prescribed at the third level
    keys.type("135", KEY.Key_Tab)
    keys.press(KEY.Key_Escape)
    keys.press(KEY.Key_N, with_=CTRL)
    keys.type("4-18", KEY.Key_Return)
    choose_in_cell(desk, KEY.Key_Down)
    keys.type("2,600.50", KEY.Key_Tab)
    keys.press(KEY.Key_Escape)


def choose_in_cell(desk: Desk, *moves: Qt.Key) -> None:
    """Open a cell's list, move in it, and take over with Enter."""
    desk.keys.press(KEY.Key_F2)
    assert isinstance(QApplication.focusWidget(), QComboBox)
    desk.keys.press(*moves, KEY.Key_Return)
    desk.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QTableView))
    QApplication.processEvents()


def test_x(desk: Desk) -> None:
    through_the_first_door(desk)
    fill_in_the_person(desk)
    print(desk.session.person)
    enter_own_visits(desk)
    for v in desk.session.case.visits: print(v)
    print(QApplication.focusWidget(), name_of(QApplication.focusWidget()))
    desk.window.grab().save("/tmp/bykeys/a.png")
    assert 0
