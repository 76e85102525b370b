"""Starting the program as a process: what is asked for opens, in the language that was given or set."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from calculator.files.settings import Settings, Store

ROOT = Path(__file__).parents[2]

DRIVEN = """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from calculator.command_line import main

app = QApplication([])
arguments = sys.argv[1:]

def look():
    windows = [widget for widget in app.topLevelWidgets() if widget.isVisible()]
    if not windows:
        QTimer.singleShot(20, look)
        return
    print(sorted(type(window).__name__ for window in windows), windows[0].windowTitle(), flush=True)
    QTimer.singleShot(0, fail)

def fail():
    QTimer.singleShot(0, look_again)
    raise ValueError("张三 1234.56")

def look_again():
    dialogs = [widget for widget in app.topLevelWidgets() if type(widget).__name__ == "CrashDialog"]
    if not dialogs:
        QTimer.singleShot(20, look_again)
        return
    dialogs[0].go_on.click()
    for window in app.topLevelWidgets():
        if window.isVisible():
            window.close()

QTimer.singleShot(0, look)
sys.exit(main(arguments))
"""


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GONGJISUAN_CONFIG": str(folder)}
    environment["GONGJISUAN_DATA"] = str(folder / "data")
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def program(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return run(folder, "-m", "calculator", *arguments)


@pytest.mark.parametrize(
    ("arguments", "window", "title"),
    [
        ((), "WelcomePage", "共济算"),
        (("--example",), "ShellWindow", "门诊"),
        (("--example", "--lang", "en"), "ShellWindow", "outpatient"),
    ],
)
def test_what_is_asked_for_opens_and_a_fault_does_not_end_it(
    tmp_path: Path, arguments: tuple[str, ...], window: str, title: str
) -> None:
    ended = run(tmp_path, "-c", DRIVEN, *arguments)
    assert ended.returncode == 0, ended.stderr
    assert window in ended.stdout
    assert title in ended.stdout
    assert "ValueError" in ended.stderr
    assert "张三" not in ended.stderr
    assert (tmp_path / "window.json").is_file()
    assert not (tmp_path / "settings.json").exists()


LATER = (
    "pydantic",
    "pypdf",
    "psutil",
    "olefile",
    "cryptography",
    "nacl",
    "xlsxwriter",
    "hypothesis",
    "numpy",
    "polars",
)
"""What the first picture does without; each would be felt at every start."""
LOADED = """
import sys
from PySide6.QtWidgets import QApplication
from calculator.command_line import main

def painted(*_unused):
    QApplication.processEvents()
    assert any(widget.isVisible() for widget in QApplication.topLevelWidgets())
    print(*sorted({name.partition(".")[0] for name in sys.modules}))
    return 0

QApplication.exec = painted
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("arguments", [(), ("--example",)])
def test_the_first_window_loads_nothing_that_it_does_not_need(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    ended = run(tmp_path, "-c", LOADED, *arguments)
    assert ended.returncode == 0, ended.stderr
    loaded = ended.stdout.split()
    assert "PySide6" in loaded
    assert not [name for name in LATER if name in loaded]


def test_without_a_display_the_figures_are_printed_and_the_window_drawn(tmp_path: Path) -> None:
    ended = program(tmp_path / "settings", "--no-display", "--picture", str(tmp_path / "made" / "window.png"))
    assert ended.returncode == 0, ended.stderr
    assert "1132.00" in ended.stdout
    assert (tmp_path / "made" / "window.png").stat().st_size > 10_000
    assert not (tmp_path / "settings").exists()


@pytest.mark.parametrize(("arguments", "said"), [((), "there is no such file"), (("--lang", "zh"), "没有这个文件")])
def test_the_language_is_the_one_set_unless_one_is_given(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    Store(tmp_path).save(Settings("en"))
    ended = program(tmp_path, str(tmp_path / "none.json"), "--no-display", *arguments)
    assert ended.returncode == 2
    assert said in ended.stderr
