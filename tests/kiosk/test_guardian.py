"""The guardian starts the window anew when it crashed or hangs, and has the terminal rest after three times."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from calculator.kiosk.watch.endings import NOT_SET_UP, OPERATOR_LEFT
from calculator.kiosk.watch.guardian import Guardian, Patience, window_command
from calculator.kiosk.watch.service_manager import ServiceManager

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes of POSIX")
WINDOW = Path(__file__).parent / "watched_window.py"
QUICK = Patience(first=20.0, between=0.5, within=60.0, most=3, rest=0.1)
ROOT = Path(__file__).parents[2]
LONGEST = 120.0
"""Seconds that a busy machine may take for what is waited for."""


def command(log: Path, plan: str, writing: int, resting: bool) -> Sequence[str]:
    return [sys.executable, str(WINDOW), str(log), plan, str(writing), *(["resting"] if resting else [])]


def started(log: Path) -> list[str]:
    return [line.split()[0] for line in log.read_text().splitlines()]


@pytest.fixture(autouse=True)
def signals() -> object:
    numbers = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
    before = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


def guarded(log: Path, plan: str, patience: Patience = QUICK) -> int:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    manager = ServiceManager({})
    made = Guardian(
        lambda writing, resting: command(log, plan, writing, resting),
        patience=patience,
        manager=manager,
        environment=environment,
    )
    return made.run()


def test_a_window_that_crashed_is_started_anew_until_the_operator_leaves(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert guarded(log, "crash,crash,leave") == OPERATOR_LEFT
    assert started(log) == ["crash", "crash", "leave"]


def test_a_window_that_hangs_or_never_begins_is_ended(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert guarded(log, "hang,silent,leave", QUICK._replace(first=1.0)) == OPERATOR_LEFT
    assert started(log) == ["hang", "silent", "leave"]
    for line in log.read_text().splitlines()[:2]:
        with pytest.raises(ProcessLookupError):
            os.kill(int(line.split()[1]), 0)


def test_three_crashes_in_a_minute_make_it_rest_and_then_try_again(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert guarded(log, "crash,crash,crash,crash,leave") == OPERATOR_LEFT
    assert started(log) == ["crash", "crash", "crash", "resting", "crash", "leave"]


def test_three_crashes_in_more_than_a_minute_do_not(tmp_path: Path) -> None:
    log = tmp_path / "log"
    assert guarded(log, "crash,crash,crash,leave", QUICK._replace(within=0.0)) == OPERATOR_LEFT
    assert "resting" not in started(log)


def test_a_stopped_process_is_back_within_five_seconds(tmp_path: Path) -> None:
    """As on a terminal: SIGSTOP, with the patience that it has there."""
    log = tmp_path / "log"

    def stop() -> None:
        end = time.monotonic() + LONGEST
        while not (log.exists() and log.read_text()):
            assert time.monotonic() < end
        os.kill(int(log.read_text().split()[1]), signal.SIGSTOP)

    stopper = threading.Thread(target=stop)
    stopper.start()
    assert guarded(log, "live,leave", Patience()) == OPERATOR_LEFT
    stopper.join()
    first, second = (float(line.split()[2]) for line in log.read_text().splitlines())
    assert second - first < 5


def test_what_the_system_asks_for_ends_both(tmp_path: Path) -> None:
    log = tmp_path / "log"
    code = (
        "import sys; from pathlib import Path; sys.path.insert(0, 'tests/kiosk');"
        "from test_guardian import guarded; sys.exit(guarded(Path(sys.argv[1]), 'live'))"
    )
    guardian = subprocess.Popen(
        [sys.executable, "-c", code, str(log)], cwd=ROOT, env={**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'tests'}"}
    )
    try:
        end = time.monotonic() + LONGEST
        while not (log.exists() and log.read_text()):
            assert time.monotonic() < end
        window = int(log.read_text().split()[1])
        guardian.terminate()
        assert guardian.wait(20) == 0
        with pytest.raises(ProcessLookupError):
            os.kill(window, 0)
    finally:
        guardian.kill()
        guardian.wait()


def test_the_window_is_started_with_what_the_guardian_was_given() -> None:
    made = list(window_command(["--config", "hall.toml"])(7, True))
    assert made[-6:] == ["kiosk", "--config", "hall.toml", "--signs", "7", "--resting"]
    assert "--resting" not in window_command([])(7, False)
    assert NOT_SET_UP != OPERATOR_LEFT


def told(folder: Path) -> list[str]:
    file = folder / "told"
    return file.read_text().splitlines() if file.exists() else []


def test_the_service_manager_is_told_by_its_own_program_and_only_as_often_as_it_asks(tmp_path: Path) -> None:
    program = tmp_path / "systemd-notify"
    program.write_text(f'#!/bin/sh\necho "$1" >> {tmp_path / "told"}\n')
    program.chmod(0o755)
    clock = [0.0]
    environment = {"PATH": str(tmp_path), "NOTIFY_SOCKET": "/run/nowhere", "WATCHDOG_USEC": "9000000"}
    with closing(ServiceManager(environment, lambda: clock[0])) as manager:
        for now, expected in ((0.0, 1), (1.0, 1), (3.5, 2), (4.0, 2), (7.0, 3)):
            clock[0] = now
            manager.alive()
            end = time.monotonic() + LONGEST
            while len(told(tmp_path)) < expected:
                assert time.monotonic() < end
    assert told(tmp_path) == ["--ready", "WATCHDOG=1", "WATCHDOG=1"]
    ServiceManager({"PATH": str(tmp_path)}, lambda: 99.0).alive()
    assert len(told(tmp_path)) == 3
