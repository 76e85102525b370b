"""Whoever leaves is forgotten: after a while without a touch a countdown that can be stopped, then the end."""

from PySide6.QtCore import QObject, QTimer, Signal

COUNTDOWN = 20
"""So many seconds are counted down in sight; a touch gives the whole while again."""


class IdleClock(QObject):
    """`counting` carries the seconds that are left, 0 where the countdown was stopped; `over` comes at its end.

    It runs only between `begin` and `stop`. A second has `second` milliseconds.
    """

    counting = Signal(int)
    over = Signal()

    def __init__(self, seconds: int, parent: QObject, *, second: int = 1000) -> None:
        super().__init__(parent)
        self.seconds, self.left = seconds, 0
        self._timer = QTimer(self)
        self._timer.setInterval(second)
        self._timer.timeout.connect(self._tick)
        self._idle = 0

    def begin(self) -> None:
        """There is something to forget; the while begins anew."""
        self._idle = 0
        if not self._timer.isActive():
            self._timer.start()

    def touched(self) -> None:
        """Someone is there."""
        self._idle = 0
        if self.left:
            self.left = 0
            self.counting.emit(0)

    def stop(self) -> None:
        """There is nothing to forget."""
        self._timer.stop()
        self._idle = self.left = 0

    def _tick(self) -> None:
        self._idle += 1
        if self._idle < self.seconds:
            return
        self.left = self.seconds + COUNTDOWN - self._idle
        if self.left > 0:
            self.counting.emit(self.left)
        else:
            self.stop()
            self.over.emit()
