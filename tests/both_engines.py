"""What the kernel and what the ordinary engine say of every visit and year, in the same form and order."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from calculator.batch.households import Frame
from calculator.batch.kernel import settle_people
from calculator.batch.population import NONE, arrays_of
from calculator.batch.rule_tables import EXCLUSIONS, REFUSALS, rule_tables
from calculator.batch.settled_arrays import SettledBills, SettledYears
from calculator.case.case import FORMAT, Case, Person, Visit
from calculator.engine.compute import compute
from calculator.engine.statement import VisitSettlement, YearStatement
from calculator.policy.names import LEVELS, STATUSES

Figures = dict[str, Any]
"""Of a visit or a year, each by its name."""


def _visit_of_engine(settled: VisitSettlement) -> Figures:
    return {
        "excluded": settled.excluded.code if settled.excluded else None,
        "refused": settled.refused.code if settled.refused else None,
        "status": settled.status,
        "level": settled.level,
        "account": settled.account_total if settled.refused is None else None,
        "year": settled.date.year,
        **{name: getattr(settled, name) for name in _VISIT_AMOUNTS},
    }


_VISIT_AMOUNTS = (
    *("in_scope", "deductible", "rate", "pooled", "over_cap", "personal", "cash"),
    *("deductible_used", "pooled_to_date", "cap_remaining"),
)


def _visit_of_kernel(bills: SettledBills, place: int) -> Figures:
    found = {one.name: int(getattr(bills, one.name)[place]) for one in fields(bills)}
    names: dict[str, Sequence[str]] = {
        "excluded": EXCLUSIONS,
        "refused": REFUSALS,
        "status": STATUSES,
        "level": LEVELS,
    }
    return {
        name: None if value == NONE else names[name][value] if name in names else value for name, value in found.items()
    }


def _year_of_engine(year: YearStatement) -> Figures:
    account, sums = year.account, year.totals
    return {
        "status": year.status,
        "visits": len(year.visits),
        "refused_visits": sums.refused_visits,
        "cap": year.cap,
        "cap_remaining": year.cap_remaining,
        "deductible_used": year.deductible_used,
        "pooled_to_date": year.pooled_to_date,
        "complete": account.complete,
        **{name: getattr(account, name) for name in ("opening", "credited", "paid", "balance")},
        **{f"sum of {name}": getattr(sums, name) for name in _SUMS},
    }


_SUMS = ("total", "in_scope", "deductible", "pooled", "personal", "account", "cash")


def _year_of_kernel(years: SettledYears, place: tuple[int, int]) -> Figures:
    names = [one.name for one in fields(years) if one.name != "sums"]
    found: dict[str, Any] = {name: int(getattr(years, name)[place]) for name in names}
    found |= {name: None for name in ("cap", "cap_remaining") if found[name] == NONE}
    found |= {"status": STATUSES[found["status"]], "complete": bool(found["complete"])}
    return found | {f"sum of {name}": int(years.sums[name][place]) for name in _SUMS}


def by_kernel(people: Sequence[Person], visits: Sequence[Sequence[Visit]], frame: Frame) -> list[Figures]:
    """What the kernel says of each person's years, and of the visits before the year that they are in."""
    arrays, bills = arrays_of(people, visits, frame.first, frame.last)
    years, settled = settle_people(arrays, bills, rule_tables(arrays.books, frame))
    found, place = list[Figures](), 0
    for row, count in enumerate(years.visits):
        for number, many in enumerate(count):
            found += [_visit_of_kernel(settled, place + visit) for visit in range(many)]
            found.append(_year_of_kernel(years, (row, number)))
            place += many
    assert place == len(bills)
    return found


def by_engine(people: Sequence[Person], visits: Sequence[Sequence[Visit]], frame: Frame) -> list[Figures]:
    """The same by the ordinary engine."""
    found = list[Figures]()
    for person, own in zip(people, visits, strict=True):
        case = Case.model_construct(
            format=FORMAT,
            from_=frame.first,
            through=frame.last,
            people=(person,),
            visits=tuple(own),
            readings=frame.readings,
        )
        for year in compute(case, frame.packs).people[0].years:
            found += map(_visit_of_engine, year.visits)
            found.append(_year_of_engine(year))
    return found
