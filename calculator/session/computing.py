"""Working out the household that is open, with a sign where that takes long."""

from collections.abc import Iterator
from contextlib import contextmanager

from calculator.case.case import Case
from calculator.engine.compute import compute
from calculator.engine.statement import Statement
from calculator.ground.interpreter import uncollected
from calculator.policy.library import Library

_MANY = 10_000
"""So many visits, or months of people, are worked out within a moment."""


def computed(case: Case, library: Library) -> Statement:
    """The statement of a case without faults; the pointer shows that one has to wait where it is a very long one."""
    with _waiting(long=len(case.visits) + len(case.people) * (case.through - case.from_) > _MANY), uncollected():
        return compute(case, library)


@contextmanager
def _waiting(*, long: bool) -> Iterator[None]:
    if not long:
        yield
        return
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield
    finally:
        QGuiApplication.restoreOverrideCursor()
