"""The real terminal, started as its unit starts it: back after its window was killed, gone when it is told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Set
from pathlib import Path
from typing import TypeVar

import psutil
import pytest
from hall import hall_of
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calculator.files.hall_settings import HallSettings, write_hall
from calculator.files.kiosk_records import CrashLog
from calculator.files.operator_pin import hashed_pin
from calculator.kiosk.start import log_faults
from calculator.kiosk.watch.endings import CRASHED, NOT_SET_UP

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes of POSIX")
ROOT = Path(__file__).parents[2]
_LONGEST = 120.0
Found = TypeVar("Found")


class Terminal:
    """The guardian and its window, without a display."""

    def __init__(self, folder: Path, settings: HallSettings) -> None:
        hall = folder / "hall.toml"
        write_hall(hall, settings)
        given = {
            "GONGJISUAN_DATA": str(folder / "data"),
            "QT_QPA_PLATFORM": "offscreen",
            "XDG_RUNTIME_DIR": str(folder),
        }
        self.guardian = subprocess.Popen(
            [sys.executable, "-m", "calculator", "kiosk", "--config", str(hall), "--windowed", "1366x768"],
            cwd=ROOT,
            env={**os.environ, **given},
            stderr=subprocess.PIPE,
        )

    def window(self, *, but: int = 0) -> int:
        """The process of the window, once there is one that is not `but`."""
        found = until(lambda: [one.pid for one in psutil.Process(self.guardian.pid).children() if one.pid != but])
        return found[0]

    def close(self) -> None:
        self.guardian.kill()
        self.guardian.wait()
        assert self.guardian.stderr is not None
        self.guardian.stderr.close()


def until(found: Callable[[], list[Found]]) -> list[Found]:
    end = time.monotonic() + _LONGEST
    while not (there := found()):
        assert time.monotonic() < end
    return there


@pytest.fixture
def terminals(tmp_path: Path) -> Iterator[Callable[[HallSettings], Terminal]]:
    opened: list[Terminal] = []

    def opens(settings: HallSettings) -> Terminal:
        opened.append(Terminal(tmp_path, settings))
        return opened[-1]

    yield opens
    for terminal in opened:
        terminal.close()


def with_pin() -> HallSettings:
    return hall_of("rizhao", kiosk={"pin": hashed_pin("583920")})


def standing(folder: Path, before: Set[str] = frozenset()) -> list[str]:
    """The temporary folder of a window that stands, where it is none of those before."""
    return [path.name for path in folder.glob("gongjisuan-kiosk-*") if path.name not in before]


def test_a_killed_window_comes_back_with_the_last_good_settings_and_both_end_when_told(
    terminals: Callable[[HallSettings], Terminal], tmp_path: Path
) -> None:
    terminal = terminals(with_pin())
    first = terminal.window()
    before = set(until(lambda: standing(tmp_path)))
    (tmp_path / "hall.toml").write_text("no TOML [[[", "utf-8")  # no PIN is in it, without which it does not start
    os.kill(first, signal.SIGKILL)
    second = terminal.window(but=first)
    until(lambda: standing(tmp_path, before))
    terminal.guardian.terminate()
    assert terminal.guardian.wait(_LONGEST) == 0
    assert not psutil.pid_exists(second)


def test_a_window_whose_guardian_is_gone_goes_too(
    terminals: Callable[[HallSettings], Terminal], tmp_path: Path
) -> None:
    terminal = terminals(with_pin())
    window = terminal.window()
    until(lambda: standing(tmp_path))
    terminal.guardian.kill()
    until(lambda: [] if psutil.pid_exists(window) and psutil.Process(window).status() != "zombie" else [1])


def test_a_fault_is_logged_without_a_figure_and_ends_the_window(
    qapp: QApplication, qtbot: QtBot, tmp_path: Path
) -> None:
    log, ended = CrashLog(tmp_path), list[int]()
    guard = log_faults(log, ended.append, qapp)
    try:

        def fails() -> None:
            raise ValueError("1480.00 of 王芳")

        QTimer.singleShot(0, fails)
        qtbot.waitUntil(lambda: bool(ended))
    finally:
        guard.remove()
        guard.setParent(None)
    assert ended == [CRASHED]
    told = log.file.read_text("utf-8")
    assert "ValueError" in told
    assert "test_standing_alone" in told
    assert "1480" not in told
    assert "王芳" not in told


def test_without_a_pin_it_does_not_start_and_says_how_to_set_one(
    terminals: Callable[[HallSettings], Terminal],
) -> None:
    terminal = terminals(hall_of("rizhao"))
    assert terminal.guardian.wait(_LONGEST) == NOT_SET_UP
    assert terminal.guardian.stderr is not None
    said = terminal.guardian.stderr.read().decode()
    assert said.count("gongjisuan kiosk-setup") == 2
