"""There is no way out of the terminal, whatever is pressed, touched or asked of its window."""

import os
import random
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from driver.screens import freed, settle
from hall import SIZES, dial, hall_of
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QShortcut, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from calculator.kiosk.forgetting import Traces
from calculator.kiosk.hall_window import HallWindow

Opens = Callable[..., HallWindow]
KEY, HELD = Qt.Key, Qt.KeyboardModifier
NONE = HELD.NoModifier
LETTERS = [Qt.Key(code) for code in range(KEY.Key_A.value, KEY.Key_Z.value + 1)]
OUT = [
    (KEY.Key_F4, HELD.AltModifier),
    (KEY.Key_W, HELD.ControlModifier),
    (KEY.Key_Q, HELD.ControlModifier),
    (KEY.Key_Escape, NONE),
    (KEY.Key_F11, NONE),
    (KEY.Key_F1, NONE),
    (KEY.Key_Menu, NONE),
    (KEY.Key_Tab, HELD.AltModifier),
    (KEY.Key_P, HELD.ControlModifier),
    *((letter, HELD.ControlModifier | HELD.AltModifier) for letter in LETTERS),
    *((letter, HELD.MetaModifier) for letter in LETTERS),
    *((letter, NONE) for letter in LETTERS),
]


def test_keys_that_end_other_programs_do_nothing(opens: Opens) -> None:
    window = opens()
    dial(window, "1", "1", "1", "3")
    place = window.visitor.place
    for key, held in OUT:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, key, held)
    settle()
    assert window.isVisible()
    assert window.visitor.place == place
    assert QApplication.activePopupWidget() is None
    assert [shown for shown in QApplication.topLevelWidgets() if shown.isVisible()] == [window]


def test_the_window_does_not_close(opens: Opens) -> None:
    window = opens()
    assert not window.close()
    assert window.isVisible()


def test_there_is_no_menu_and_no_shortcut(opens: Opens) -> None:
    window = opens()
    dial(window, "1", "1", "1", "3", "=1480", "1")
    for kind in (QAction, QShortcut, QMenu):
        assert window.findChildren(kind) == []
    for key in window.touch_keys():
        asked = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 5), key.mapToGlobal(QPoint(5, 5)))
        QApplication.sendEvent(key, asked)
    assert QApplication.activePopupWidget() is None
    assert not window.acceptDrops()


def test_seven_quick_touches_of_the_title_call_the_operator(opens: Opens, qtbot: QtBot) -> None:
    window = opens()
    assert window.frame is not None
    with qtbot.assertNotEmitted(window.operator_wanted):
        for _touch in range(6):
            QTest.mouseClick(window.frame.title, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(window.operator_wanted):
        QTest.mouseClick(window.frame.title, Qt.MouseButton.LeftButton)


class Monkey:
    """Someone who touches and presses at random; the same at every run."""

    def __init__(self, window: HallWindow, seed: int) -> None:
        self._window, self._random = window, random.Random(seed)

    def act(self) -> None:
        """One thing."""
        does = self._random.choices(
            (self._touch, self._press, self._hold, self._drag, self._wheel, self._resize, self._close, self._on_a_key),
            (30, 20, 6, 4, 2, 1, 1, 36),
        )[0]
        does()
        QApplication.processEvents()

    def _somewhere(self) -> QPoint:
        return QPoint(self._random.randrange(self._window.width()), self._random.randrange(self._window.height()))

    def _touch(self) -> None:
        button = self._random.choice((Qt.MouseButton.LeftButton,) * 8 + (Qt.MouseButton.RightButton,))
        handle = self._window.windowHandle()
        QTest.mouseClick(handle, button, NONE, self._somewhere())

    def _on_a_key(self) -> None:
        keys = [key for key in self._window.touch_keys() if key.kind != "end" or self._random.random() < 0.1]
        key = self._random.choice(keys)
        QTest.mouseClick(self._window.windowHandle(), Qt.MouseButton.LeftButton, NONE, key.mapTo(
            self._window, key.rect().center()))  # fmt: skip

    def _press(self) -> None:
        keys = (KEY.Key_Left, KEY.Key_Right, KEY.Key_Up, KEY.Key_Down, KEY.Key_Return, KEY.Key_Tab, KEY.Key_Backspace)
        digits = [Qt.Key(code) for code in range(KEY.Key_0.value, KEY.Key_9.value + 1)]
        QTest.keyClick(self._focus(), self._random.choice([*keys, *digits, KEY.Key_Period]))

    def _hold(self) -> None:
        key, held = self._random.choice(OUT)
        QTest.keyClick(self._focus(), key, held)

    def _focus(self) -> HallWindow:
        return QApplication.focusWidget() or self._window  # type: ignore[return-value]

    def _drag(self) -> None:
        handle = self._window.windowHandle()
        QTest.mousePress(handle, Qt.MouseButton.LeftButton, NONE, self._somewhere())
        QTest.mouseMove(handle, self._somewhere())
        QTest.mouseRelease(handle, Qt.MouseButton.LeftButton, NONE, self._somewhere())

    def _wheel(self) -> None:
        at = QPointF(self._somewhere())
        none, up = Qt.MouseButton.NoButton, QPoint(0, 120)
        turned = QWheelEvent(at, at, QPoint(), up, none, NONE, Qt.ScrollPhase.NoScrollPhase, False)
        QApplication.sendEvent(self._window, turned)

    def _resize(self) -> None:
        self._window.resize(*self._random.choice(SIZES))

    def _close(self) -> None:
        self._window.close()


EVENTS = int(os.environ.get("GONGJISUAN_KIOSK_EVENTS", "200"))
SEEDS = [int(seed) for seed in os.environ.get("GONGJISUAN_KIOSK_SEEDS", "16,17,18").split(",")]
_SESSION, _FIRST = 200, 20
"""So many events are a session; after the first so many of those the memory is looked at."""


@pytest.mark.parametrize("seed", SEEDS)
def test_a_monkey_finds_no_way_out(
    opens: Opens, traces: Traces, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    """As many events as GONGJISUAN_KIOSK_EVENTS says, of each of GONGJISUAN_KIOSK_SEEDS.

    An exception in an event fails the test by itself.
    """
    for name in ("HOME", "GONGJISUAN_CONFIG", "GONGJISUAN_DATA", "XDG_CACHE_HOME"):
        (tmp_path / name).mkdir()
        monkeypatch.setenv(name, str(tmp_path / name))
    window = opens(hall_of(None), second=10_000)
    monkey, after = Monkey(window, seed), 0
    for done in range(1, EVENTS + 1):
        monkey.act()
        if done % _SESSION:
            continue
        window.resize(*SIZES[-1])  # a larger window has larger pictures: memory is held against that of the same size
        settle()
        with qtbot.waitSignal(window.forgotten):
            window.forget()
        freed()
        assert window.visitor.fresh
        assert QGuiApplication.clipboard().text() == ""
        assert list(traces.folder.iterdir()) == []
        assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
        if done == _FIRST * _SESSION:
            after = psutil.Process().memory_info().rss
        if after and not done % (50 * _SESSION):
            print(f"{done} events: {psutil.Process().memory_info().rss / 1e6:.1f} MB, of {after / 1e6:.1f}", flush=True)
    assert window.isVisible()
    assert QApplication.activePopupWidget() is None
    assert [shown for shown in QApplication.topLevelWidgets() if shown.isVisible()] == [window]
    assert not after or psutil.Process().memory_info().rss <= 1.1 * after
