"""The hall settings while the terminal runs: what someone changes in their file is found within seconds."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from calculator.files.hall_settings import HallInUse

EVERY = 3000
"""Milliseconds between two looks."""


class HallWatch(QObject):
    """Calls `changed` with what `read` gives whenever that is another than `found`, or than it was the time before."""

    def __init__(
        self,
        found: HallInUse,
        read: Callable[[], HallInUse],
        changed: Callable[[HallInUse], object],
        parent: QObject,
        every: int = EVERY,
    ) -> None:
        super().__init__(parent)
        self._found, self._read, self._changed = found, read, changed
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._look)
        self._timer.start(every)

    def _look(self) -> None:
        found = self._read()
        if found != self._found:
            self._found = found
            self._changed(found)
