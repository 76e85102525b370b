"""What leads from one case to another: as small as what differs, whatever the size of the household."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from calculator.case.case import Case, Visit

_ROW_BYTES, _PLACE_BYTES = 640, 8
"""What a row takes, and its place in a list of rows."""


class CaseChange(NamedTuple):
    """Visits in the place of those that are gone from `start` on, and other fields as they are in the other case.

    `size` is about how many bytes it keeps of the other case.
    """

    start: int
    gone: int
    visits: tuple[Visit, ...]
    fields: Mapping[str, Any]
    size: int

    def applied(self, case: Case) -> Case:
        """The other case, from the one that the change was found from."""
        before, after = case.visits[: self.start], case.visits[self.start + self.gone :]
        return case.model_copy(update={"visits": (*before, *self.visits, *after), **self.fields})


def change_between(case: Case, other: Case) -> CaseChange:
    """What leads from a case to another one that shares the rows which stay, as an edit and its undoing do."""
    ours, theirs = case.visits, other.visits
    start, end = _shared(ours, theirs)
    fields = {
        name: value for name, value in vars(other).items() if name != "visits" and value is not getattr(case, name)
    }
    rows = len(theirs) - start - end
    size = _ROW_BYTES * (1 + rows) + sum(_kept(getattr(case, name), value) for name, value in fields.items())
    return CaseChange(start, len(ours) - start - end, theirs[start : len(theirs) - end], fields, size)


def _kept(ours: Any, theirs: Any) -> int:
    """About how many bytes another value takes beside ours."""
    if not (isinstance(ours, tuple) and isinstance(theirs, tuple)):
        return _ROW_BYTES
    return _PLACE_BYTES * len(theirs) + _ROW_BYTES * (len(theirs) - sum(_shared(ours, theirs)))


def _shared(ours: Sequence[Any], theirs: Sequence[Any]) -> tuple[int, int]:
    """How many rows are the same at the beginning, and how many of the others at the end."""
    start = _alike(ours, theirs)
    return start, min(min(len(ours), len(theirs)) - start, _alike(ours[::-1], theirs[::-1]))


def _alike(ours: Sequence[Any], theirs: Sequence[Any]) -> int:
    """How many rows are the same from the beginning on."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    return next((place for place, (one, other) in pairs if one is not other), min(len(ours), len(theirs)))
