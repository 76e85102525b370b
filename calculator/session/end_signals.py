"""The system asks the program to end: Ctrl+C, SIGTERM, SIGHUP, a display that goes, logging out.

Python looks at signals only between its own steps, and Qt's loop has none: a pipe wakes it.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QMessageLogContext, QObject, QSocketNotifier, QtMsgType, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_MOST_SECONDS = 1.8
"""So long an end may take; what a hanging disk keeps from being written then is in the journal."""

_DISPLAY_GONE = ("The X11 connection broke", "The Wayland connection broke")
"""How Qt's last message begins, before it ends the program where it stands."""


class EndSignals(QObject):
    """Calls `end` once, in the thread of the windows, when the program is asked to end; `keep` when it may have to.

    `end` keeps what there is and leaves Qt's loop. `keep` only keeps. Further signals change nothing.
    """

    def __init__(self, end: Callable[[], object], keep: Callable[[], object], app: QGuiApplication) -> None:
        super().__init__(app)
        self._end, self._keep, self._asked = end, keep, False
        self._before: dict[int, object] = {}
        app.commitDataRequest.connect(lambda _manager: keep())
        self._messages = qInstallMessageHandler(self._hear)
        if sys.platform == "win32":  # which has no pipe that a window's loop could wait for
            for number in self._numbers():
                signal.signal(number, lambda *_call: self._go())
            return
        self._read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        os.set_blocking(self._read, False)
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        for number in self._numbers():
            signal.signal(number, lambda *_call: None)
        self._notifier = QSocketNotifier(self._read, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._wake)

    def _numbers(self) -> list[int]:
        return [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]

    def _wake(self) -> None:
        with suppress(BlockingIOError):
            told = os.read(self._read, 64)
            if any(number in told for number in self._numbers()):
                self._go()

    def _go(self) -> None:
        if self._asked:
            return
        self._asked = True
        last = threading.Timer(_MOST_SECONDS, os._exit, (0,))
        last.daemon = True
        last.start()
        self._end()

    def _hear(self, kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        """Qt's messages; the last one of all is the only chance to keep what there is."""
        if text.startswith(_DISPLAY_GONE):
            with suppress(Exception):
                self._keep()
            os._exit(0)
        if sys.stderr is not None:
            with suppress(OSError, ValueError):
                print(text, file=sys.stderr)

    def remove(self) -> None:
        """Leave signals and messages to others again."""
        qInstallMessageHandler(None)
        if sys.platform != "win32":
            signal.set_wakeup_fd(-1)
            self._notifier.setEnabled(False)
        for number in self._numbers():
            signal.signal(number, signal.SIG_DFL)
