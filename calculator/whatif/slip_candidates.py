"""What might be otherwise where a slip says something else: the changes to try, the plainest first."""

from collections.abc import Iterator
from itertools import permutations
from typing import get_args

from calculator.case.case import Case, Person, Visit
from calculator.case.slip_changes import Change, ChangeKind, same_day
from calculator.ground.months import Month, first_day, month_at, month_of
from calculator.policy.names import LEVELS, SETTINGS, STATUSES, Circumstance
from calculator.policy.packs import Packs

PLAINEST: tuple[ChangeKind, ...] = get_args(ChangeKind)
"""The kinds of changes, those that are most often the reason at a counter first."""
SIZED: tuple[ChangeKind, ...] = (
    *("deductible_used", "missing_visit", "out_of_catalogue", "first_self_pay", "pooled_used", "paid_elsewhere"),
)
"""Those whose size is solved for."""
PARTS: tuple[ChangeKind, ...] = ("out_of_catalogue", "first_self_pay", "paid_elsewhere")
"""Those that are a part of the bill."""
_SHORT_DAY = 4
"""Visits of a day of which every order is tried; of more only the visit itself changes its place."""


def of_visit(visit: Visit) -> list[Change]:
    """What may have been entered otherwise for a visit, but for the sizes of its parts."""
    found = list[Change]()
    if visit.institution in LEVELS:
        others = sorted(LEVELS, key=lambda level: abs(LEVELS.index(level) - LEVELS.index(visit.institution)))
        found += [Change("level", visit.id, visit.institution, level) for level in others[1:]]
    elif visit.prescriber is not None:
        own = LEVELS.index(visit.prescriber)
        others = sorted(LEVELS, key=lambda level: abs(LEVELS.index(level) - own))
        found += [Change("prescriber", visit.id, visit.prescriber, level) for level in others[1:]]
    for name in get_args(Circumstance):
        there = name in visit.circumstances
        found.append(Change("circumstance", visit.id, there, not there, name))
    found += [Change("setting", visit.id, visit.setting, other) for other in SETTINGS if other != visit.setting]
    if visit.setting != "local":
        found.append(Change("emergency", visit.id, visit.emergency, not visit.emergency))
    return found


def of_household(case: Case, packs: Packs, visit: Visit) -> list[Change]:
    """What may be otherwise with the person, with how the text is read, or with the order of the day."""
    person = next(one for one in case.people if one.id == visit.person)
    found = list(_orders(case, visit))
    found += [
        Change("status", person.id, person.status, status)
        for status in STATUSES
        if status != person.status or person.retirement_date is not None
    ]
    found += _retirements(case, person, visit)
    pack = packs.pack(person.region)
    chosen = {**pack.default_readings(), **case.readings.get(person.region, {})}
    for reading in pack.reading:
        held = chosen[reading.id]
        values = (value.id for value in reading.values if value.id != held)
        found += [Change("reading", person.region, held, value, reading.id) for value in values]
    region = person.region.partition("@")[0]
    others = (name for name in packs.names_of(region) if packs.pack(name).version != pack.version)
    return found + [Change("version", person.id, person.region, name) for name in others]


def _orders(case: Case, visit: Visit) -> Iterator[Change]:
    ids = tuple(one.id for one in same_day(case, visit))
    if len(ids) < 2:
        return
    if len(ids) <= _SHORT_DAY:
        orders = list(permutations(ids))
    else:
        rest = tuple(name for name in ids if name != visit.id)
        orders = [(*rest[:place], visit.id, *rest[place:]) for place in range(len(ids))]
    before = {name: _before(ids, name) for name in ids}
    seen = {(before[visit.id])}
    for order in orders:
        # What comes after the visit changes nothing for it.
        if (earlier := _before(order, visit.id)) not in seen:
            seen.add(earlier)
            yield Change("order", visit.id, ids, order)


def _before(order: tuple[str, ...], name: str) -> tuple[str, ...]:
    return order[: order.index(name)]


def _retirements(case: Case, person: Person, visit: Visit) -> Iterator[Change]:
    """The months of the year in which the person may have retired, as far as a visit up to this one tells them apart.

    A retirement before the year is one status for all of it.
    """
    months = sorted(
        {month_of(one.date) for one in case.visits if one.person == person.id and one.date.year == visit.date.year}
    )
    first = max(case.from_, month_at(visit.date.year, 1))
    seen = set[tuple[Month, ...]]()
    for number in range(first, month_of(visit.date) + 1):
        day = first_day(Month(number))
        if person.retirement_date is not None and month_of(person.retirement_date) == number:
            continue
        # Retired from the following month on, or within it: told apart by the visits of the month and those after.
        apart = tuple(month for month in months if month > number), (number in months)
        key = (*apart[0], Month(-1)) if apart[1] else apart[0]
        if apart[0] or apart[1]:
            if key in seen:
                continue
            seen.add(key)
            yield Change("retirement_date", person.id, person.retirement_date, day)
