"""Working out the household that is open, with a sign where that takes long, and a way to stop it."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from time import monotonic
from typing import Protocol, TypeAlias

from calculator.case.case import Case
from calculator.engine.kept_household import KeptHousehold
from calculator.engine.statement import Statement
from calculator.ground.interpreter import uncollected
from calculator.ground.progress import Work
from calculator.words.wording import Wording

_MANY = 10_000
"""So many visits are kept out of the search for garbage."""
MOMENTARY = 10_000
"""So many visits, or months of people, are worked out within a moment."""
PATIENCE_SECONDS, _TURN_SECONDS = 1.0, 0.05
"""How long one waits before it is shown for what, and how often the windows then have a turn."""


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


class Sign(Protocol):
    """What a face shows while one waits. `turn` shows how far the work has come, and lets a person stop it."""

    def turn(self, percent: int) -> None: ...

    def leave(self) -> None: ...


Face: TypeAlias = Callable[[Work, Wording], Sign]
_faces: list[Face] = []


def shown_by(face: Face) -> None:
    """What shows from now on that one has to wait for long work."""
    _faces[:] = [face]


class _Watched(Work):
    """Work in the thread of the windows; now and then they have a turn, once it has gone on for a while."""

    def __init__(self, wording: Wording) -> None:
        super().__init__()
        self._wording, self._looked = wording, monotonic() + PATIENCE_SECONDS
        self._sign: Sign | None = None

    def reach(self, done: int, of: int) -> None:
        super().reach(done, of)
        if not _faces or monotonic() < self._looked:
            return
        if self._sign is None:
            self._sign = _faces[0](self, self._wording)
        self._sign.turn(done * 100 // of)
        self._looked = monotonic() + _TURN_SECONDS
        super().reach(done, of)

    def leave(self) -> None:
        """It is done, or was stopped."""
        if self._sign is not None:
            self._sign.leave()


_running: list[_Watched] = []


def computed(case: Case, household: KeptHousehold, wording: Wording, *, may_stop: bool = True) -> Statement:
    """The statement of a case without faults; the pointer shows that one has to wait where it is a very long one.

    Where that `may_stop`, a person is shown after a while how far it is, and may stop it. Raises StoppedError.
    """
    for other in _running:
        other.stop()  # this one came in a turn of that, and is the younger
    with _waiting(wording, long=_is_long(case)) as work, uncollected():
        return household.statement(case, work if may_stop else None)


def is_working() -> bool:
    """Whether this is a turn that the windows have while something is worked out."""
    return bool(_running)


def _is_long(case: Case) -> bool:
    return len(case.visits) + len(case.people) * (case.through - case.from_) > MOMENTARY


@contextmanager
def _waiting(wording: Wording, *, long: bool) -> Iterator[Work | None]:
    if not long:
        yield None
        return
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication

    work = _Watched(wording)
    _running.append(work)
    QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
    try:
        yield work
    finally:
        _running.remove(work)
        QGuiApplication.restoreOverrideCursor()
        work.leave()
