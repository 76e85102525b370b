"""The program is asked to end, or started once more: everything is kept, quietly, and one window stands."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from calculator.files.case_file import read_case_file
from calculator.policy.library import Library

ROOT = Path(__file__).parents[2]
SECONDS = 2.0
"""So long an end may take at most."""

TYPING = """
import sys
from PySide6.QtCore import QTimer, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from calculator.command_line import main

app = QApplication([])

def begin():
    windows = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    if not windows:
        QTimer.singleShot(20, begin)
        return
    window = windows[0]
    if type(window).__name__ == "WelcomePage":
        window.enter_wanted.emit("rizhao", "employed", 2023)
        QTimer.singleShot(200, begin)
        return
    if not window.isActiveWindow():
        window.activateWindow()
        QTimer.singleShot(20, begin)
        return
    edit = window.person.base.edit
    edit.setFocus()
    edit.selectAll()
    QTest.keyClicks(edit, "6543.21")
    print("typing", flush=True)

QTimer.singleShot(0, begin)
sys.exit(main([]))
"""
SHOWN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from calculator.command_line import main

app = QApplication([])

def look():
    windows = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    if len(windows) and len(windows) == last[0]:
        print(sorted(type(window).__name__ for window in windows), flush=True)
        for window in windows:
            window.close()
        app.exit()
        return
    last[0] = len(windows)
    QTimer.singleShot(300, look)

last = [0]
QTimer.singleShot(300, look)
sys.exit(main([]))
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    folders = {"GONGJISUAN_CONFIG": str(tmp_path / "config"), "GONGJISUAN_DATA": str(tmp_path / "data")}
    return {**os.environ, **folders, "QT_QPA_PLATFORM": "offscreen"}


@pytest.fixture
def typing(environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """The program, with an amount in a field that nobody has left yet."""
    with subprocess.Popen(
        [sys.executable, "-c", TYPING],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "typing\n"
        yield process
        process.kill()


@pytest.mark.skipif(sys.platform == "win32", reason="signals of other systems")
@pytest.mark.parametrize("numbers", [("SIGINT",), ("SIGTERM",), ("SIGHUP",), ("SIGINT", "SIGINT"), ("SIGTERM",) * 3])
def test_a_signal_ends_it_quietly_with_everything_kept(
    typing: "subprocess.Popen[str]",
    environment: dict[str, str],
    numbers: tuple[str, ...],
    tmp_path: Path,
    library: Library,
) -> None:
    began = time.monotonic()
    for name in numbers:
        typing.send_signal(getattr(signal, name))
    _output, errors = typing.communicate(timeout=30)
    assert time.monotonic() - began < SECONDS
    assert (typing.returncode, [line for line in errors.splitlines() if "propagateSizeHints" not in line]) == (0, [])
    kept = read_case_file(tmp_path / "data" / "household.gjs", library)
    assert kept.people[0].contribution_base == 6543_21
    assert not [path.name for path in (tmp_path / "data").iterdir() if "lock" in path.name or "journal" in path.name]
    again = subprocess.run(
        [sys.executable, "-c", SHOWN], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert again.stdout == "['ShellWindow']\n"  # and no word of a crash before it


@pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb")
def test_a_display_that_goes_takes_nothing_with_it(
    environment: dict[str, str], tmp_path: Path, library: Library
) -> None:
    read, write = os.pipe()
    display = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as told:
        number = told.readline().strip()
    with subprocess.Popen(
        [sys.executable, "-c", TYPING],
        cwd=ROOT,
        env={**environment, "QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{number}"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "typing\n"
        display.kill()
        display.wait()
        _output, errors = process.communicate(timeout=30)
    assert (process.returncode, errors) == (0, "")
    kept = read_case_file(tmp_path / "data" / "household.gjs", library)
    assert kept.people[0].contribution_base == 6543_21


def test_a_second_start_shows_the_window_of_the_first(
    typing: "subprocess.Popen[str]", environment: dict[str, str], tmp_path: Path
) -> None:
    for more in ([], [str(tmp_path / "data" / "household.gjs")]):
        second = subprocess.run(
            [sys.executable, "-m", "calculator", *more],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
    assert typing.poll() is None
    assert not (tmp_path / "data" / "show").exists()
