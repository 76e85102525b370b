"""The kernel comes to what the ordinary engine says of every person: no difference in 分, for people of all kinds."""

import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any

import pytest
from random_people import random_person, random_readings, random_visit
from statements import LIBRARY

from calculator.batch.households import Frame
from calculator.batch.kernel import settle_people
from calculator.batch.population import NONE, arrays_of
from calculator.batch.rule_tables import EXCLUSIONS, REFUSALS, rule_tables
from calculator.batch.settled_arrays import SettledBills, SettledYears
from calculator.case.case import (
    FORMAT,
    Case,
    Person,
    Visit,
)
from calculator.engine.compute import compute
from calculator.engine.statement import PersonStatement, VisitSettlement, YearStatement
from calculator.ground.months import Month, month_at
from calculator.policy.names import LEVELS, STATUSES

PEOPLE = int(os.environ.get("GONGJISUAN_BATCH_PEOPLE", "500"))
"""How many random people are compared in all; 20,000 take some minutes."""
ROUNDS = max(10, PEOPLE // 100)
PERIODS = ((2022, 6, 2024, 8), (2023, 1, 2023, 12), (2024, 3, 2026, 2), (2021, 11, 2023, 1))


# ---- what is compared


def _visit_of_engine(settled: VisitSettlement) -> dict[str, Any]:
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


def _visit_of_kernel(bills: SettledBills, place: int) -> dict[str, Any]:
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


def _year_of_engine(year: YearStatement) -> dict[str, Any]:
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


def _year_of_kernel(years: SettledYears, place: tuple[int, int]) -> dict[str, Any]:
    names = [one.name for one in fields(years) if one.name != "sums"]
    found: dict[str, Any] = {name: int(getattr(years, name)[place]) for name in names}
    found |= {name: None for name in ("cap", "cap_remaining") if found[name] == NONE}
    found |= {"status": STATUSES[found["status"]], "complete": bool(found["complete"])}
    return found | {f"sum of {name}": int(years.sums[name][place]) for name in _SUMS}


def _compared(
    people: Sequence[Person],
    visits: Sequence[Sequence[Visit]],
    first: Month,
    last: Month,
    readings: Mapping[str, Mapping[str, str]],
) -> None:
    frame = Frame(first, last, LIBRARY, readings)
    arrays, bills = arrays_of(people, visits, first, last)
    years, settled = settle_people(arrays, bills, rule_tables(arrays.books, frame))
    place = 0
    for row, (person, own) in enumerate(zip(people, visits, strict=True)):
        case = Case.model_construct(
            format=FORMAT, from_=first, through=last, people=(person,), visits=tuple(own), readings=readings
        )
        expected: PersonStatement = compute(case, LIBRARY).people[0]
        for number, year in enumerate(expected.years):
            for visit in year.visits:
                assert _visit_of_kernel(settled, place) == _visit_of_engine(visit), (person, own)
                place += 1
            assert _year_of_kernel(years, (row, number)) == _year_of_engine(year), (person, own)
    assert place == len(bills)


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_the_kernel_differs_in_no_fen(seed: int) -> None:
    pick = random.Random(seed)
    first_year, first_month, last_year, last_month = pick.choice(PERIODS)
    first, last = month_at(first_year, first_month), month_at(last_year, last_month)
    people = [random_person(pick, f"p{number}", first, last) for number in range(PEOPLE // ROUNDS)]
    visits = [[random_visit(pick, one, number, first, last) for number in range(pick.randint(0, 14))] for one in people]
    _compared(people, visits, first, last, random_readings(pick))


def test_people_without_visits_are_credited_all_the_same() -> None:
    first, last = month_at(2023, 1), month_at(2023, 12)
    _compared([random_person(random.Random(1), "a", first, last)], [[]], first, last, {})
