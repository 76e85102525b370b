"""The window's signs of life: its event loop writes to the guardian's pipe; one that hangs cannot."""

import os

from PySide6.QtCore import QCoreApplication, QObject, QTimer

from calculator.kiosk.watch.endings import STOPPED

_EVERY = 500


class LifeSigns(QObject):
    """Writes to the pipe `writing` as long as the event loop runs; where the guardian is gone, the window ends too."""

    def __init__(self, writing: int, parent: QObject, every: int = _EVERY) -> None:
        super().__init__(parent)
        self._writing = writing
        os.set_blocking(writing, False)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._write)
        self._timer.start(every)
        self._write()  # before anything is seen: what hangs from here on is found out soon

    def _write(self) -> None:
        try:
            os.write(self._writing, b".")
        except BlockingIOError:
            pass  # the guardian is busy, and is not to hold us up
        except OSError:
            QCoreApplication.exit(STOPPED)  # again at every turn: before the loop runs it would do nothing
