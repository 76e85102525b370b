"""Working out the household that is open, with a sign where that takes long."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from calculator.case.case import Case
from calculator.engine.kept_household import KeptHousehold
from calculator.engine.statement import Statement
from calculator.ground.interpreter import uncollected

_MANY = 10_000
"""So many visits, or months of people, are worked out within a moment."""


_FOLLOWED_AFTER_MS = 50
"""So long after an edit the screen shows it, unless the machine is busy with that still."""


def rest_collector(case: Case) -> None:
    """Keep Python from looking for garbage until the screen has followed an edit of a case.

    Looking takes half of the time of an edit of very many visits, and finds nothing: a statement has no cycles. What
    stays is then left out of the search, where there is so much of it that each search would be felt.
    """
    from PySide6.QtCore import QCoreApplication, QTimer

    if gc.isenabled() and QCoreApplication.instance() is not None:
        gc.disable()
        QTimer.singleShot(_FOLLOWED_AFTER_MS, partial(_go_on, freeze=len(case.visits) > _MANY))


def _go_on(*, freeze: bool) -> None:
    if freeze:
        gc.freeze()
    gc.enable()


def computed(case: Case, household: KeptHousehold) -> Statement:
    """The statement of a case without faults; the pointer shows that one has to wait where it is a very long one."""
    with _waiting(long=len(case.visits) + len(case.people) * (case.through - case.from_) > _MANY), uncollected():
        return household.statement(case)


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
