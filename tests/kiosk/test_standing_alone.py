"""The real terminal, started as its unit starts it: back after its window was killed, gone when it is told."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from hall import hall_of

from calculator.files.hall_settings import HallSettings, write_hall
from calculator.files.operator_pin import hashed_pin
from calculator.kiosk.watch.endings import NOT_SET_UP

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes of POSIX")
ROOT = Path(__file__).parents[2]
_LONGEST = 60.0


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


def until(found: Callable[[], list[int]]) -> list[int]:
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


def temporary(folder: Path) -> list[int]:
    """The processes that have a temporary folder: a window that stands, and one that was killed until the next."""
    return [int(path.name.split("-")[2]) for path in folder.glob("gongjisuan-kiosk-*")]


def test_a_killed_window_comes_back_and_both_end_when_told(
    terminals: Callable[[HallSettings], Terminal], tmp_path: Path
) -> None:
    terminal = terminals(with_pin())
    first = terminal.window()
    until(lambda: temporary(tmp_path))
    os.kill(first, signal.SIGKILL)
    second = terminal.window(but=first)
    until(lambda: [1] if temporary(tmp_path) == [second] else [])
    terminal.guardian.terminate()
    assert terminal.guardian.wait(_LONGEST) == 0
    assert not psutil.pid_exists(second)


def test_a_window_whose_guardian_is_gone_goes_too(
    terminals: Callable[[HallSettings], Terminal], tmp_path: Path
) -> None:
    terminal = terminals(with_pin())
    window = terminal.window()
    until(lambda: temporary(tmp_path))
    terminal.guardian.kill()
    until(lambda: [] if psutil.pid_exists(window) and psutil.Process(window).status() != "zombie" else [1])


def test_without_a_pin_it_does_not_start_and_says_how_to_set_one(
    terminals: Callable[[HallSettings], Terminal],
) -> None:
    terminal = terminals(hall_of("rizhao"))
    assert terminal.guardian.wait(_LONGEST) == NOT_SET_UP
    assert terminal.guardian.stderr is not None
    said = terminal.guardian.stderr.read().decode()
    assert said.count("gongjisuan kiosk-setup") == 2
