"""What holds for all tests."""

import gc
import os
import shutil
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from calculator.desktop.shell.household_window import MainWindow
    from calculator.policy.library import Library
    from calculator.session.session import Session
    from calculator.widgets.theme import Theme

# Windows are drawn into memory; a test that shows one without a display would end the interpreter.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

PATIENCE = 60_000
"""Milliseconds that a test waits for what the window is to do."""

# The same cases at every run: a failure belongs to a change, not to chance. How long an example takes says nothing on a
# machine that others use too; and the first text that is drawn after a fresh checkout has tables of characters made for
# it, which alone takes longer than Hypothesis finds healthy.
settings.register_profile(
    "any machine",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("any machine")


MEMORY = Path("/dev/shm")
"""Files in memory, on Linux: a test that writes through to the disk need not wait for a real one."""
ROOM = 2 * 1024**3
"""So many bytes must be free there; a run leaves a tenth of them, and removes them when all is well."""


def pytest_configure(config: pytest.Config) -> None:
    _write_into_memory(config)
    _wait_long()


def _write_into_memory(config: pytest.Config) -> None:
    """The tests' folders are in memory where there is room; `--basetemp` puts them elsewhere."""
    workers_own = hasattr(config, "workerinput")  # who is started by another run is told where
    if workers_own or config.option.basetemp or not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ROOM:
        return
    if os.statvfs(MEMORY).f_flag & os.ST_NOEXEC:  # programs that stand for the system's are written and run there
        return
    with suppress(OSError):
        for left in MEMORY.glob(f"{_NAME}*"):  # by runs that failed, to look at, or were killed
            if left.stat().st_mtime < time.time() - DAY:
                shutil.rmtree(left, ignore_errors=True)
        folder = tempfile.mkdtemp(prefix=_NAME, dir=MEMORY)
        config.option.basetemp = folder
        config.stash[_FOLDER] = folder


DAY = 86_400
_NAME = "gongjisuan-tests-"
_FOLDER = pytest.StashKey[str]()


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """What a run without failures wrote is removed: memory is dearer than a disk."""
    if exitstatus == 0 and _FOLDER in session.config.stash:
        shutil.rmtree(session.config.stash[_FOLDER], ignore_errors=True)


def _wait_long() -> None:
    """Who waits for the window waits until it is certain that nothing comes: others may use the machine too."""
    from pytestqt.qtbot import QtBot

    for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals, QtBot.waitActive, QtBot.waitExposed):
        defaults = wait.__kwdefaults__
        assert defaults is not None
        defaults["timeout"] = PATIENCE


def pytest_collection_finish() -> None:
    """What was collected stays to the end: the collector need not look through it again at each of its rounds."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _folders_of_nobody(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes what belongs to the person who runs it."""
    folder = tmp_path_factory.getbasetemp() / "person"
    monkeypatch.setenv("GONGJISUAN_CONFIG", str(folder / "config"))
    monkeypatch.setenv("GONGJISUAN_DATA", str(folder / "data"))
    monkeypatch.setenv("GONGJISUAN_HALL", str(folder / "hall.toml"))


@pytest.fixture(autouse=True)
def _nothing_in_the_way() -> None:
    """Windows of earlier tests are gone or hidden, as one in front would be given this test's mouse; and so is the look
    that they had, as it is when the program starts.
    """
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtWidgets import QApplication

    if isinstance(QApplication.instance(), QApplication):
        from driver.screens import undressed

        for window in QApplication.topLevelWidgets():
            if window.isVisible():
                window.hide()
        undressed()


@pytest.fixture(scope="session")
def library() -> "Library":
    """The packs that come with the program."""
    from calculator.policy.library import Library

    return Library.embedded()


@pytest.fixture
def session(library: "Library", qtbot: "QtBot") -> "Session":
    """The example household at hand."""
    from calculator.files.example_household import example_case
    from calculator.session.session import Session
    from calculator.words.wording import Wording

    del qtbot  # signals need an application
    return Session(example_case(library), library, Wording("zh", grouped=True))


@pytest.fixture
def window(session: "Session", qtbot: "QtBot") -> "MainWindow":
    """The window with the example household, dressed as a person sees it."""
    from driver.screens import first_made, show

    from calculator.desktop.shell.household_window import MainWindow

    def complete(theme: "Theme") -> MainWindow:
        made = MainWindow(session, theme)
        made.complete()
        return made

    return show(qtbot, first_made(complete))
