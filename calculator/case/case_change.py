"""What leads from one case to another: as small as what differs, whatever the size of the household."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from calculator.case.case import Case, Visit


class CaseChange(NamedTuple):
    """Visits in the place of those that are gone from `start` on, and other fields as they are in the other case."""

    start: int
    gone: int
    visits: tuple[Visit, ...]
    fields: Mapping[str, Any]

    def applied(self, case: Case) -> Case:
        """The other case, from the one that the change was found from."""
        before, after = case.visits[: self.start], case.visits[self.start + self.gone :]
        return case.model_copy(update={"visits": (*before, *self.visits, *after), **self.fields})


def change_between(case: Case, other: Case) -> CaseChange:
    """What leads from a case to another one that shares the rows which stay, as an edit and its undoing do."""
    ours, theirs = case.visits, other.visits
    start = _alike(ours, theirs)
    most = min(len(ours), len(theirs)) - start
    end = min(most, _alike(ours[::-1], theirs[::-1]))
    fields = {
        name: value for name, value in vars(other).items() if name != "visits" and value is not getattr(case, name)
    }
    return CaseChange(start, len(ours) - start - end, theirs[start : len(theirs) - end], fields)


def _alike(ours: Sequence[Visit], theirs: Sequence[Visit]) -> int:
    """How many rows are the same from the beginning on."""
    pairs = enumerate(zip(ours, theirs, strict=False))
    return next((place for place, (one, other) in pairs if one is not other), min(len(ours), len(theirs)))
