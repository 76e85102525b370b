"""The system asks the program to end: Ctrl+C, SIGTERM, SIGHUP, a display that goes, logging out.

Python looks at signals only between its own steps, and Qt's loop has none: a thread that waits for them wakes it. Where
the windows' thread is busy with long work and does not come, that thread keeps what there is and ends the program.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import suppress

from PySide6.QtCore import QMessageLogContext, QObject, Qt, QtMsgType, Signal, qInstallMessageHandler
from PySide6.QtGui import QGuiApplication

_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_MOST_SECONDS = 1.8
"""So long an end may take; what a hanging disk keeps from being written then is in the journal."""
_PATIENCE_SECONDS = 1.0
"""So long the windows' thread may take to begin with it."""
_DISPLAY_GONE = ("The X11 connection broke", "The Wayland connection broke")
"""How Qt's last message begins, before it ends the program where it stands."""


class EndSignals(QObject):
    """Calls `end` once, in the thread of the windows, when the program is asked to end; `keep` when it may have to.

    `end` keeps what there is and leaves Qt's loop. `keep` only keeps. `keep_beside` keeps what is recorded from another
    thread, where that of the windows does not come. Further signals change nothing.
    """

    _wanted = Signal()

    def __init__(
        self,
        end: Callable[[], object],
        keep: Callable[[], object],
        keep_beside: Callable[[], object],
        app: QGuiApplication,
    ) -> None:
        super().__init__(app)
        self._end, self._keep, self._keep_beside = end, keep, keep_beside
        self._asked, self._begun = False, threading.Event()
        self._before: dict[int, object] = {}
        app.commitDataRequest.connect(lambda _manager: keep())
        self._messages = qInstallMessageHandler(self._hear)
        if sys.platform == "win32":  # which has no pipe that a window's loop could wait for
            for number in self._numbers():
                signal.signal(number, lambda *_call: self._go())
            return
        self._wanted.connect(self._go, Qt.ConnectionType.QueuedConnection)
        read, self._write = os.pipe()
        os.set_blocking(self._write, False)
        signal.set_wakeup_fd(self._write, warn_on_full_buffer=False)
        for number in self._numbers():
            signal.signal(number, lambda *_call: None)
        self._listener = threading.Thread(target=self._listen, args=(read,), name="signals", daemon=True)
        self._listener.start()

    def _numbers(self) -> list[int]:
        return [getattr(signal, name) for name in _SIGNALS if hasattr(signal, name)]

    def _listen(self, read: int) -> None:
        """Wait for signals, in a thread that is always free; it ends with the pipe."""
        numbers = self._numbers()
        while told := os.read(read, 64):
            if any(number in told for number in numbers):
                self._see_to_the_end()
        os.close(read)

    def _see_to_the_end(self) -> None:
        _end_at_last()
        self._wanted.emit()
        if not self._begun.wait(_PATIENCE_SECONDS):
            with suppress(Exception):
                self._keep_beside()
            os._exit(0)

    def _go(self) -> None:
        self._begun.set()
        if self._asked:
            return
        self._asked = True
        _end_at_last()
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
            os.close(self._write)
            self._listener.join()
        for number in self._numbers():  # where the end was asked for, nothing more is to come between
            signal.signal(number, signal.SIG_IGN if self._asked else signal.SIG_DFL)


def _end_at_last() -> None:
    """Whatever hangs, the program is gone when its time is over."""
    last = threading.Timer(_MOST_SECONDS, os._exit, (0,))
    last.daemon = True
    last.start()
