"""The kernel comes to what the ordinary engine says of every person: no difference in 分, for people of all kinds."""

import os
import random
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any, get_args

import pytest
from statements import LIBRARY, REGIONS

from calculator.batch.households import Frame
from calculator.batch.kernel import settle_people
from calculator.batch.population import NONE, arrays_of
from calculator.batch.rule_tables import EXCLUSIONS, REFUSALS, rule_tables
from calculator.batch.settled_arrays import SettledBills, SettledYears
from calculator.case.case import (
    FORMAT,
    Account,
    Case,
    City,
    Institution,
    LevelAmounts,
    LevelRates,
    Opening,
    Person,
    Visit,
)
from calculator.engine.compute import compute
from calculator.engine.statement import PersonStatement, VisitSettlement, YearStatement
from calculator.ground.months import Month, first_day, last_day, month_at
from calculator.policy.names import LEVELS, PLANS, SETTINGS, STATUSES, Circumstance

PEOPLE = int(os.environ.get("GONGJISUAN_BATCH_PEOPLE", "500"))
"""How many random people are compared in all; 20,000 take some minutes."""
ROUNDS = max(10, PEOPLE // 100)
PERIODS = ((2022, 6, 2024, 8), (2023, 1, 2023, 12), (2024, 3, 2026, 2), (2021, 11, 2023, 1))


# ---- random people


def _amount(pick: random.Random) -> int:
    kind = pick.random()
    return (
        pick.choice((0, 1, 5, 300_00, 1000_00)) if kind < 0.2 else pick.randint(0, 500_00 if kind < 0.7 else 12_000_00)
    )


def _series(pick: random.Random, months: range) -> Any:
    kind = pick.random()
    if kind < 0.3:
        return None
    return _amount(pick) if kind < 0.8 else {pick.choice(months): _amount(pick) for _entry in range(3)}


def _city(pick: random.Random) -> City:
    def amounts() -> Any:
        return LevelAmounts.model_construct(**{level: _amount(pick) for level in LEVELS})

    rates = {level: pick.randint(0, 9000) for level in LEVELS}
    return City.model_construct(
        deductible=amounts(),
        deductible_retired=pick.choice((None, amounts())),
        rate=LevelRates.model_construct(**rates),
        retired_uplift=pick.randint(-min(rates.values()), 1000),
        cap=_amount(pick),
        cap_retired=pick.choice((None, _amount(pick))),
    )


CITIES = [None, *(_city(random.Random(seed)) for seed in range(4))]


def _person(pick: random.Random, name: str, first: Month, last: Month) -> Person:
    region, status, begins = pick.choice(REGIONS), pick.choice(STATUSES), first_day(first)
    months = range(first - 3, last + 1)
    born = date(1945, 1, 1) + timedelta(pick.randint(0, 15_000))
    born = pick.choice((born, born.replace(day=1), date(born.year, 1, 1), date(1980, 2, 29)))
    given = pick.choice(("birth", "age", "neither"))
    retires = status != "retired" and pick.random() < 0.4
    opened = Opening.model_construct(deductible_used=pick.choice((None, _amount(pick))), pooled=_amount(pick))
    return Person.model_construct(
        id=name,
        region=region,
        status=status,
        plan=pick.choice(PLANS),
        retirement_date=begins + timedelta(pick.randint(-400, 900)) if retires else None,
        birth_date=born if given == "birth" else None,
        age=pick.randint(18, 95) if given == "age" else None,
        contribution_base=_series(pick, months),
        own_pension=_series(pick, months),
        average_pension={year: _amount(pick) for year in range(2020, 2026) if pick.random() < 0.6},
        city=pick.choice(CITIES),
        account=Account.model_construct(
            opening_balance=_amount(pick), monthly_credit=_series(pick, months) if pick.random() < 0.2 else None
        ),
        opening=pick.choice((None, opened, Opening.model_construct())),
    )


def _visit(pick: random.Random, person: Person, number: int, first: Month, last: Month) -> Visit:
    begins, ends = first_day(first), last_day(last)
    day = begins + timedelta(pick.randint(0, (ends - begins).days))
    day = pick.choice(
        (day, day, first_day(Month(day.year * 12 + day.month - 1)), last_day(Month(day.year * 12 + day.month - 1)))
    )
    parts = [_amount(pick) if pick.random() < 0.3 else 0 for _part in range(4)]
    institution = pick.choice(get_args(Institution))
    told = pick.sample(get_args(Circumstance), pick.choice((0, 0, 0, 1, 2)))
    return Visit.model_construct(
        id=f"{person.id}-{number}",
        person=person.id,
        date=day,
        institution=institution,
        prescriber=pick.choice(LEVELS) if institution == "pharmacy" else None,
        total=_amount(pick) + sum(parts),
        out_of_catalogue=parts[0],
        over_price_limit=parts[1],
        first_self_pay=parts[2],
        paid_elsewhere=parts[3],
        setting=pick.choice(("local", "local", "local", *SETTINGS)),
        emergency=pick.random() < 0.5,
        circumstances=tuple(told),
        pay_from_account=pick.choice(((), (person.id,))),
        refunded=pick.random() < 0.05,
        time=pick.choice((None, None, "00:00", "09:05", "23:59")),
    )


def _readings(pick: random.Random) -> dict[str, dict[str, str]]:
    return {
        region: {row.id: pick.choice(row.values).id for row in LIBRARY.pack(region).reading if pick.random() < 0.6}
        for region in REGIONS
    }


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
    people = [_person(pick, f"p{number}", first, last) for number in range(PEOPLE // ROUNDS)]
    visits = [[_visit(pick, one, number, first, last) for number in range(pick.randint(0, 14))] for one in people]
    _compared(people, visits, first, last, _readings(pick))


def test_people_without_visits_are_credited_all_the_same() -> None:
    first, last = month_at(2023, 1), month_at(2023, 12)
    _compared([_person(random.Random(1), "a", first, last)], [[]], first, last, {})
