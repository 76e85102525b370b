"""Long work on paper in short steps, all in one thread: what Qt lays out in a thread can only be painted there."""

from collections.abc import Generator
from typing import TypeAlias, TypeVar

from calculator.ground.progress import Work

Result = TypeVar("Result")

Steps: TypeAlias = Generator[tuple[int, int], None, Result]
"""Says after each step how many are done and of how many; what comes of it is given in the end."""


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
