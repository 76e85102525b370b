"""Long work beside the window, which stays free meanwhile."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from calculator.ground.faults import FaultsError
from calculator.ground.progress import StoppedError, Work

Job = Callable[[Work], Any]

_PULSE = 60
"""Milliseconds between two looks at how far the work has come."""


class _Thread(QThread):
    """One job in a thread of its own; what came of it is taken from here once the thread has ended."""

    def __init__(self, job: Job, parent: QObject) -> None:
        super().__init__(parent)
        self._job = job
        self.percent = 0
        self.work = Work(self._note)
        self.result: Any = None
        self.error: BaseException | None = None

    def _note(self, percent: int) -> None:
        # Looked at from the window's thread. Sent there as signals, a hundred of them would keep it busy with nothing
        # else, as it has to wait for Python's lock at each.
        self.percent = percent

    def run(self) -> None:
        try:
            self.result = self._job(self.work)
        except BaseException as error:
            self.error = error


class Background(QObject):
    """Does one job at a time: a new one stops the one before, of which nothing more is heard.

    `reached` carries whole percents, `done` what a job gave, `failed` the list of its faults. Any other error is
    raised in the thread of the window, where every unexpected one is reported.
    """

    reached = Signal(int)
    done = Signal(object)
    failed = Signal(list)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._thread: _Thread | None = None
        self._leaving: list[_Thread] = []
        self._pulse = QTimer(self)
        self._pulse.setInterval(_PULSE)
        self._pulse.timeout.connect(self._look)
        # Qt ends the program where a thread goes while it runs, as with a window that another takes the place of.
        parent.destroyed.connect(self.close)

    @property
    def busy(self) -> bool:
        """Whether a job is being done."""
        return self._thread is not None

    def start(self, job: Job) -> None:
        """Do a job; it must touch nothing of the window, and raises StoppedError when told to stop."""
        self.stop()
        thread = _Thread(job, self)
        thread.finished.connect(self._finish)
        self._thread = thread
        thread.start()
        self._pulse.start()

    def stop(self) -> None:
        """Forget the job; its thread ends when it next tells how far it has come."""
        if self._thread is not None:
            self._thread.work.stop()
            self._leaving.append(self._thread)
            self._thread = None
            self._pulse.stop()

    def close(self) -> None:
        """Stop, and wait for all threads to end."""
        self.stop()
        for thread in self._leaving:
            thread.wait()

    def _look(self) -> None:
        if self._thread is not None:
            self.reached.emit(self._thread.percent)

    def _finish(self) -> None:
        thread = self.sender()
        assert isinstance(thread, _Thread)
        thread.wait()
        thread.deleteLater()
        if thread is not self._thread:
            self._leaving = [other for other in self._leaving if other is not thread]
            return
        self._thread = None
        self._pulse.stop()
        if thread.error is None:
            self.done.emit(thread.result)
        elif isinstance(thread.error, FaultsError):
            self.failed.emit(list(thread.error.faults))
        elif not isinstance(thread.error, StoppedError):
            raise thread.error
