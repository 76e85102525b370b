"""The program is asked to end, or started once more: everything is kept, quietly, and one window stands."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
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
BUSY = TYPING.replace(
    'print("typing", flush=True)',
    """QTest.keyClick(edit, Qt.Key.Key_Return)
    QTimer.singleShot(0, work)

def work():
    print("typing", flush=True)
    while True:  # as a very long household that is worked out
        sum(range(1000))
""",
)
LOGGED_OUT = TYPING.replace(
    'print("typing", flush=True)',
    """QTimer.singleShot(300, leave)

def leave():
    import ctypes, pathlib, PySide6, shiboken6

    # The signal as Qt's own code sends it; whom the offscreen display has no session manager for, gets any object.
    (library,) = pathlib.Path(PySide6.__file__).parent.glob("Qt/lib/libQt6Gui.so.6")
    asks = ctypes.CDLL(str(library))._ZN15QGuiApplication17commitDataRequestER15QSessionManager
    asks.argtypes = [ctypes.c_void_p, ctypes.c_void_p]
    asks(shiboken6.getCppPointer(app)[0], shiboken6.getCppPointer(app.clipboard())[0])
    print("typing", flush=True)
""",
)
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


@contextmanager
def started(environment: dict[str, str], script: str) -> Iterator["subprocess.Popen[str]"]:
    """The program as a script drives it, once that says that it types."""
    with subprocess.Popen(
        [sys.executable, "-c", script],
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


@pytest.fixture
def typing(environment: dict[str, str]) -> Iterator["subprocess.Popen[str]"]:
    """The program, with an amount in a field that nobody has left yet."""
    with started(environment, TYPING) as process:
        yield process


def without_sizes(errors: str) -> list[str]:
    """What was said on the standard error, but for what the offscreen display says."""
    return [line for line in errors.splitlines() if "propagateSizeHints" not in line]


def kept_base(folder: Path, library: Library) -> object:
    """What the household that is kept by itself has in the field that is typed into, in 分."""
    return read_case_file(folder / "data" / "household.gjs", library).people[0].contribution_base


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
    assert (typing.returncode, without_sizes(errors)) == (0, [])
    assert_ended_cleanly(tmp_path, environment, library)


def assert_ended_cleanly(folder: Path, environment: dict[str, str], library: Library) -> None:
    """All is in the file, and the next start has no word of a crash before it."""
    assert kept_base(folder, library) == 6543_21
    assert not [path.name for path in (folder / "data").iterdir() if "lock" in path.name or "journal" in path.name]
    again = subprocess.run(
        [sys.executable, "-c", SHOWN], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    assert again.stdout == "['ShellWindow']\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals of other systems")
@pytest.mark.parametrize("numbers", [("SIGINT",), ("SIGTERM", "SIGTERM")])
def test_a_signal_ends_it_while_the_window_is_busy(
    environment: dict[str, str], numbers: tuple[str, ...], tmp_path: Path, library: Library
) -> None:
    with started(environment, BUSY) as busy:
        began = time.monotonic()
        for name in numbers:
            busy.send_signal(getattr(signal, name))
        _output, errors = busy.communicate(timeout=30)
        assert time.monotonic() - began < SECONDS
        assert (busy.returncode, without_sizes(errors)) == (0, [])
    assert_ended_cleanly(tmp_path, environment, library)


@pytest.mark.skipif(sys.platform != "linux", reason="calls Qt's library by its name on Linux")
def test_what_is_typed_is_on_the_disk_when_the_person_logs_out(
    environment: dict[str, str], tmp_path: Path, library: Library
) -> None:
    """The session asks for what is to be kept, and then may end the program without another word."""
    with started(environment, LOGGED_OUT) as leaving:
        leaving.kill()
        _output, errors = leaving.communicate(timeout=30)
        assert without_sizes(errors) == []
    assert kept_base(tmp_path, library) == 6543_21


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
    assert kept_base(tmp_path, library) == 6543_21


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
