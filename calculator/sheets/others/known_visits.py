"""The visits that a household has already, so that a later file brings none of them twice."""

from collections import Counter
from typing import Any

from calculator.case.case import Case, Visit
from calculator.sheets.others.bills import AMOUNTS


class KnownVisits:
    """The visits that a case has, to know them again: by their number, or else by all that a bill says."""

    def __init__(self, case: Case) -> None:
        self._numbers = {(visit.person, visit.receipt) for visit in case.visits if visit.receipt}
        self._alike = Counter(map(sameness, case.visits))
        self._numbered = Counter(sameness(visit) for visit in case.visits if visit.receipt)

    def has(self, visit: Visit) -> bool:
        """Whether it is one of them, of which each is found once."""
        if visit.receipt and (visit.person, visit.receipt) in self._numbers:
            return True
        same = sameness(visit)
        # Two bills of different numbers are two, however alike.
        if self._alike[same] <= (self._numbered[same] if visit.receipt else 0):
            return False
        self._alike[same] -= 1
        return True


def sameness(visit: Visit) -> tuple[Any, ...]:
    """What two visits share that are taken to be the same one."""
    place = (visit.person, visit.date, visit.institution, visit.prescriber)
    return (*place, *(getattr(visit, name) for name in AMOUNTS))
