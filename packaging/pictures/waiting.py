"""Waiting for what a screen finds out beside the window."""

from collections.abc import Callable

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

_PULSE = 10
"""Milliseconds: as long as it sleeps at most before it looks again."""


def wait_while(busy: Callable[[], bool]) -> None:
    """Let events happen until `busy` is false. It sleeps between them: what is waited for needs the processor."""
    pulse = QTimer()
    pulse.start(_PULSE)
    while busy():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    pulse.stop()
