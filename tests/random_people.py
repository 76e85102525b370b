"""Random people and visits of all kinds, made quickly and by the thousand."""

import random
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, get_args

from statements import LIBRARY, REGIONS

from calculator.case.case import Account, City, Institution, LevelAmounts, LevelRates, Opening, Person, Visit
from calculator.ground.months import Month, first_day, last_day
from calculator.policy.names import LEVELS, PLANS, SETTINGS, STATUSES, Circumstance


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


def _retires(pick: random.Random, region: str, begins: date) -> date:
    """A day of retirement, often about one from which on a text credits those who retire."""
    since = [rule.retired_since for rule in LIBRARY.pack(region).credit if rule.retired_since is not None]
    if since and pick.random() < 0.5:
        return pick.choice(since) + timedelta(pick.randint(-10, 60))
    return begins + timedelta(pick.randint(-400, 900))


def random_person(
    pick: random.Random, name: str, first: Month, last: Month, regions: Sequence[str] = REGIONS
) -> Person:
    """A person of any region, with more or less of what the rules ask for."""
    region, status, begins = pick.choice(regions), pick.choice(STATUSES), first_day(first)
    months = range(first - 3, last + 1)
    born = date(1945, 1, 1) + timedelta(pick.randint(0, 15_000))
    # Who comes to an age at which some text changes a credit, and who was born on a day that is special.
    turns = date(begins.year + 1 - pick.choice((45, 46, 70)), pick.randint(1, 12), pick.choice((1, 15, 28)))
    born = pick.choice((born, turns, turns, born.replace(day=1), date(turns.year, 1, 1), date(1980, 2, 29)))
    given = pick.choice(("birth", "age", "neither"))
    retires = status != "retired" and pick.random() < 0.4
    opened = Opening.model_construct(deductible_used=pick.choice((None, _amount(pick))), pooled=_amount(pick))
    return Person.model_construct(
        id=name,
        region=region,
        status=status,
        plan=pick.choice(PLANS),
        retirement_date=_retires(pick, region, begins) if retires else None,
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


def random_visit(pick: random.Random, person: Person, number: int, first: Month, last: Month) -> Visit:
    """A bill of any kind whose parts are never more than its total."""
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


def random_readings(pick: random.Random) -> dict[str, dict[str, str]]:
    """A value for some of the questions of every region."""
    return {
        region: {row.id: pick.choice(row.values).id for row in LIBRARY.pack(region).reading if pick.random() < 0.6}
        for region in REGIONS
    }
