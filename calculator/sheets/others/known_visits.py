"""The visits that a household has already: a later file brings none of them twice, and may pay some of them back."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from calculator.case.case import Case, Visit
from calculator.sheets.others.bills import AMOUNTS, Bill


class KnownVisits:
    """The visits that a case has, to know them again: by their number, or else by all that a bill says."""

    def __init__(self, case: Case) -> None:
        self._totals = {(visit.person, visit.receipt): visit.total for visit in case.visits if visit.receipt}
        self._alike = Counter(map(sameness, case.visits))
        self._numbered = Counter(sameness(visit) for visit in case.visits if visit.receipt)

    def otherwise(self, visit: Visit) -> int | None:
        """The total, in 分, that the case has under the number of a visit where it is another one."""
        there = self._totals.get((visit.person, visit.receipt), visit.total)
        return None if there == visit.total else there

    def has(self, visit: Visit) -> bool:
        """Whether it is one of them, of which each is found once."""
        if visit.receipt and (visit.person, visit.receipt) in self._totals:
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


def paid_back_there(case: Case, refunds: Iterable[Bill], void: Iterable[Bill]) -> tuple[list[str], list[Bill]]:
    """The ids of a case's visits that are paid back, and the refunds for which it has none.

    `refunds` reverse a bill, `void` ones are marked themselves. A visit is known by its number, or else by person,
    place and amount, the newest first.
    """
    bills, found, without = [*void, *refunds], list[str](), list[Bill]()
    left: dict[tuple[Any, int], list[Visit]] = {(bill.fields.get("person"), bill.total): [] for bill in bills}
    for visit in case.visits if bills else ():
        if not visit.refunded and (visit.person, visit.total) in left:
            left[visit.person, visit.total].append(visit)
    for bill in bills:
        numbers = {bill.original, bill.number, bill.fields.get("receipt", "")} - {""}
        alike = left[bill.fields.get("person"), bill.total]
        named = [visit for visit in alike if visit.receipt in numbers]
        if not named and not (bill.number and not bill.reversal):  # a marked bill has its own number
            named = [visit for visit in alike if _may_be(visit, bill)]
        if named:
            visit = max(named, key=lambda one: (one.date, one.time or ""))
            alike.remove(visit)
            found.append(visit.id)
        elif bill.reversal:
            without.append(bill)
    return found, without


def _may_be(visit: Visit, bill: Bill) -> bool:
    """Whether a visit may be the bill that a row without its number pays back, or is."""
    if not (visit.date <= bill.fields["date"] if bill.reversal else visit.date == bill.fields["date"]):
        return False
    said = ((getattr(visit, name), bill.fields.get(name)) for name in ("institution", "prescriber", "institution_name"))
    return all(not one or not other or one == other for one, other in said)
