"""The terminal's guardian: its window runs in a process of its own, and is started anew when that ends or hangs.

The window's event loop writes to a pipe. Where nothing comes for a while the process is killed, as it is where it
crashed. After three times within a minute a calm screen says that the terminal rests. The guardian needs no display.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from queue import Empty, SimpleQueue
from types import FrameType
from typing import NamedTuple

from calculator.kiosk.watch.endings import FINAL, STOPPED, TRY_AGAIN
from calculator.kiosk.watch.service_manager import ServiceManager

Command = Callable[[int, bool], Sequence[str]]
"""What starts the window, given the pipe that it writes to and whether the terminal rests."""


class Patience(NamedTuple):
    """Seconds: until the first sign of a window, between signs, in which `most` crashes are too many, and before a rest
    that crashes itself is tried again.
    """

    first: float = 30.0
    between: float = 2.0
    within: float = 60.0
    most: int = 3
    rest: float = 2.0


class Guardian:
    """Starts and watches the window; `run` until it ends for good."""

    def __init__(
        self,
        command: Command,
        *,
        patience: Patience = Patience(),  # noqa: B008
        manager: ServiceManager | None = None,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._command, self._patience = command, patience
        self._manager = manager or ServiceManager(os.environ)
        self._environment = None if environment is None else dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._crashes = deque[float](maxlen=patience.most)
        self._stopped = False

    def run(self) -> int:
        """The exit status with which the window ended for good; 0 where the system asked for it."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self._stop)
        try:
            return self._guarded()
        finally:
            self._manager.close()

    def _guarded(self) -> int:
        resting = False
        while not self._stopped:
            status = self._watched(resting=resting)
            if self._stopped or status in FINAL:
                return STOPPED if self._stopped else status
            if status == TRY_AGAIN:
                self._crashes.clear()
                resting = False
            elif resting:
                time.sleep(self._patience.rest)
            else:
                self._crashes.append(time.monotonic())
                resting = self._too_many()
        return STOPPED

    def _too_many(self) -> bool:
        crashes, patience = self._crashes, self._patience
        return len(crashes) == patience.most and crashes[-1] - crashes[0] <= patience.within

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopped = True
        if self._process is not None:
            self._process.kill()  # it has nothing to keep

    def _watched(self, *, resting: bool) -> int:
        """Run the window until it ends, or kill it where it hangs; gives its exit status."""
        signs = SimpleQueue[bytes]()
        reading, writing = os.pipe()
        try:
            process = self._process = subprocess.Popen(
                self._command(writing, resting), pass_fds=(writing,), env=self._environment
            )
        finally:
            os.close(writing)
        listener = threading.Thread(target=_listen, args=(reading, signs), daemon=True)
        listener.start()
        if self._stopped:
            process.kill()
        wait = self._patience.first
        with suppress(Empty):
            while signs.get(timeout=wait):
                wait = self._patience.between
                self._manager.alive()
        # It has ended, closed its pipe, or given no sign for too long.
        process.kill()
        status = process.wait()
        listener.join()
        return status


def _listen(reading: int, signs: "SimpleQueue[bytes]") -> None:
    """Put what comes where it can be waited for; nothing is the end."""
    told = b"."
    while told:
        try:
            told = os.read(reading, 64)
        except OSError:
            told = b""
        signs.put(told)
    os.close(reading)


def window_command(arguments: Sequence[str]) -> Command:
    """What starts the window of this program with the arguments that the guardian was given."""
    program = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "calculator"]

    def command(writing: int, resting: bool) -> Sequence[str]:
        return [*program, "kiosk", *arguments, "--signs", str(writing), *(["--resting"] if resting else [])]

    return command
