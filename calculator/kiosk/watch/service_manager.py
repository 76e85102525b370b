"""Telling systemd that the terminal lives.

The program opens no socket, and systemd listens at one alone: its own small program `systemd-notify` is started, which
speaks to it. That is done where the unit asks for it, and only after the window's event loop gave a sign.
"""

import shutil
import subprocess
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

_PART = 3
"""So many times as often as the unit's limit asks for."""


class ServiceManager:
    """The service manager that started us, if any; `clock` gives seconds."""

    def __init__(self, environment: Mapping[str, str], clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        asked = "NOTIFY_SOCKET" in environment
        self._program = shutil.which("systemd-notify", path=environment.get("PATH")) if asked else None
        limit = environment.get("WATCHDOG_USEC", "")
        self._every = int(limit) / 1e6 / _PART if limit.isdigit() else None
        self._told: float | None = None
        self._telling: subprocess.Popen[bytes] | None = None

    def alive(self) -> None:
        """The window gave a sign: say so, the first time that it is ready, later as often as the limit asks for."""
        if self._program is None:
            return
        now = self._clock()
        if self._told is not None and (self._every is None or now - self._told < self._every):
            return
        if self._telling is not None and self._telling.poll() is None:
            return  # the one before has not come through yet
        with suppress(OSError):
            what = "--ready" if self._told is None else "WATCHDOG=1"
            self._telling = subprocess.Popen([self._program, what], stdin=subprocess.DEVNULL)
            self._told = now

    def close(self) -> None:
        """Tell nothing more."""
        if self._telling is not None:
            self._telling.kill()
            self._telling.wait()
