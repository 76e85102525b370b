"""Work in short steps between which the window has its turn."""

from typing import Any

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from calculator.ground.progress import Steps

_SLICE = 30
"""Milliseconds of work at a time; a single step may take longer."""


class Stepping(QObject):
    """Does one piece of work at a time: a new one stops the one before, of which nothing more is heard.

    `reached` carries whole percents, `done` what came of it, `failed` the OSError that ended it. Any other error is
    raised in the event loop, where every unexpected one is reported.
    """

    reached = Signal(int)
    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: Steps[Any] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether there is work being done."""
        return self._steps is not None

    def start(self, steps: Steps[Any]) -> None:
        """Do this, from the next turn of the event loop on."""
        self.stop()
        self._steps = steps
        self._timer.start()

    def stop(self) -> None:
        """Leave the work where it is; nothing of it is kept."""
        steps, self._steps = self._steps, None
        self._timer.stop()
        if steps is not None:
            steps.close()

    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        steps = self._steps
        while steps is not None and steps is self._steps and clock.elapsed() < _SLICE:
            try:
                done, of = next(steps)
            except StopIteration as end:
                self.stop()
                self.done.emit(end.value)
            except OSError as error:
                self.stop()
                self.failed.emit(error)
            except BaseException:
                self.stop()
                raise
            else:
                self.reached.emit(done * 100 // max(1, of))
