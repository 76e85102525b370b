"""A keyboard for tests: keys go to whatever has the focus, and nothing is given the focus but by keys."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

KEY = Qt.Key
MOST_TABS = 60
"""More controls than any window has; who has pressed Tab so often has been everywhere."""


class Keyboard:
    """Presses keys, and waits as a person does until the screen has followed.

    `window` gives the window that comes to the front where no dialog is open.
    """

    def __init__(self, qtbot: QtBot, window: Callable[[], QWidget | None]) -> None:
        self._qtbot, self._window = qtbot, window

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
        if QGuiApplication.focusWindow() is None:
            self.bring_to_front()
        QTest.keyClick(QGuiApplication.focusWindow(), key, with_)  # type: ignore[arg-type]
        self._settle()

    def bring_to_front(self) -> None:
        """What a window manager does once a list or a dialog is closed: the offscreen platform has none."""
        self._settle()
        front = QApplication.activeModalWidget() or self._window()
        assert front is not None
        with self._qtbot.waitActive(front):
            front.activateWindow()

    def _settle(self) -> None:
        for _turn in range(3):  # that a window has lost the focus is told of some turns later
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
