"""Long work that tells how far it has come and can be stopped from elsewhere; or that is done step by step."""

import threading
from collections.abc import Callable, Generator
from typing import TypeAlias, TypeVar

Result = TypeVar("Result")

Steps: TypeAlias = Generator[tuple[int, int], None, Result]
"""Work in short steps, all in one thread: says after each how many are done and of how many, and in the end its result.

What Qt lays out in a thread can only be painted there, so that paper is made in this way.
"""


class StoppedError(Exception):
    """The work was stopped by whoever waited for it; nothing of it is kept."""


class Work:
    """One piece of long work; `tell` is called with each new whole percent, from the thread that works.

    `stop` may be called from any thread; the work then ends with StoppedError the next time it tells where it is.
    """

    def __init__(self, tell: Callable[[int], None] = lambda _percent: None) -> None:
        self._tell = tell
        self._stopped = threading.Event()
        self._percent = -1
        self._low, self._high = 0, 100

    def stop(self) -> None:
        """Ask the work to end."""
        self._stopped.set()

    def stage(self, low: int, high: int) -> None:
        """What `reach` tells from now on lies between these percents."""
        self._low, self._high = low, high
        self.reach(0, 1)

    def reach(self, done: int, of: int) -> None:
        """So much of the stage is done. Raises StoppedError."""
        if self._stopped.is_set():
            raise StoppedError
        percent = self._low + (self._high - self._low) * min(done, of) // max(of, 1)
        if percent > self._percent:
            self._percent = percent
            self._tell(percent)


def done_by(steps: Steps[Result], work: Work) -> Result:
    """Do all steps at once. Raises StoppedError."""
    try:
        while True:
            work.reach(*next(steps))
    except StopIteration as end:
        result: Result = end.value
        return result
    finally:
        steps.close()
