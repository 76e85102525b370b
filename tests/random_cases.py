"""Random cases of every kind that the contract allows, for the tests of what always holds."""

from datetime import date, timedelta
from functools import cache
from typing import get_args

from hypothesis import strategies as st
from statements import LIBRARY, REGIONS, Json

from calculator.ground.money import format_amount, format_rate
from calculator.ground.months import Month, first_day, format_month, last_day, month_at, parse_month
from calculator.policy.names import LEVELS, PLANS, SETTINGS, STATUSES, Circumstance, Purpose, Relation

FIRST, LAST = month_at(2022, 6), month_at(2025, 6)
CIRCUMSTANCES, PURPOSES, RELATIONS = get_args(Circumstance), get_args(Purpose), get_args(Relation)

# Small amounts leave the deductible open, large ones pass the cap; 分 make the roundings differ.
FEN = st.one_of(st.integers(0, 500_00), st.integers(0, 12_000_00), st.sampled_from([0, 1, 5, 300_00, 1000_00]))
AMOUNTS = FEN.map(format_amount)
RATES = st.integers(0, 9000).map(format_rate)

# A strategy is checked and made ready when it is first drawn from, which takes longer than drawing: each is made once.
NUMBERS, DAYS = cache(st.integers), cache(st.dates)
ONE_OF = cache(st.sampled_from)
COIN = st.booleans()
AMOUNT_OR_NONE = st.one_of(st.none(), AMOUNTS)
CREDIT = st.one_of(st.none(), st.none(), AMOUNTS)
PART = st.one_of(st.just(0), st.just(0), FEN)
AVERAGES = st.dictionaries(st.integers(2021, 2025).map(str), AMOUNTS, max_size=4)
CIRCUMSTANCE_LISTS = st.one_of(st.just([]), st.lists(st.sampled_from(CIRCUMSTANCES), max_size=2))
QUESTIONS = {
    region: st.lists(st.sampled_from(LIBRARY.pack(region).reading), max_size=5, unique_by=lambda r: r.id)
    for region in REGIONS
}


@cache
def some_of(values: tuple[str, ...], most: int | None = None) -> st.SearchStrategy[list[str]]:
    """A few of these, each once."""
    return st.lists(st.sampled_from(values), max_size=most, unique=True)


@st.composite
def cities(draw: st.DrawFn) -> Json:
    """The local parameters of a city; the uplift keeps the rates between 0 and 1."""

    def by_level(values: st.SearchStrategy[str]) -> Json:
        return {level: draw(values) for level in LEVELS}

    rates = by_level(RATES)
    lowest = min(round(float(rate) * 10_000) for rate in rates.values())
    return {
        "name": "城",
        "deductible": by_level(AMOUNTS),
        "deductible_retired": by_level(AMOUNTS) if draw(COIN) else None,
        "rate": rates,
        "retired_uplift": format_rate(draw(NUMBERS(-lowest, 1000))),
        "cap": draw(AMOUNTS),
        "cap_retired": draw(AMOUNT_OR_NONE),
    }


SERIES = st.one_of(
    st.none(),
    AMOUNTS,
    st.dictionaries(st.integers(FIRST, LAST).map(lambda month: format_month(Month(month))), AMOUNTS, max_size=3),
)


@st.composite
def people(draw: st.DrawFn, person_id: str, start: date) -> Json:
    """A person of any region and status, with more or less of what the rules ask for."""
    region, status = draw(ONE_OF(tuple(REGIONS))), draw(ONE_OF(STATUSES))
    person: Json = {"id": person_id, "region": region, "status": status, "plan": draw(ONE_OF(PLANS))}
    if status != "retired" and draw(COIN):
        person["retirement_date"] = draw(DAYS(start - timedelta(400), start + timedelta(900))).isoformat()
    match draw(ONE_OF(("birth date", "age", "neither"))):
        case "birth date":
            person["birth_date"] = draw(DAYS(date(1945, 1, 1), date(1985, 12, 31))).isoformat()
        case "age":
            person["age"] = draw(NUMBERS(18, 95))
    person["contribution_base"], person["own_pension"] = draw(SERIES), draw(SERIES)
    person["average_pension"] = draw(AVERAGES)
    if region == "gansu" and draw(COIN):
        person["city"] = draw(cities())
    person["account"] = {
        "opening_balance": draw(AMOUNTS),
        "monthly_credit": draw(CREDIT),
    }
    if draw(COIN):
        person["opening"] = {"deductible_used": draw(AMOUNTS), "pooled": draw(AMOUNTS)}
    return person


@st.composite
def visits(draw: st.DrawFn, visit_id: str, ids: tuple[str, ...], first: date, last: date, *, family: bool) -> Json:
    """A bill whose parts are never more than its total."""
    owner = draw(ONE_OF(ids))
    parts = {name: draw(PART) for name in ("out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere")}
    institution = draw(ONE_OF((*LEVELS, "pharmacy")))
    payers = ids if family else (owner,)
    return {
        "id": visit_id,
        "person": owner,
        "date": draw(DAYS(first, last)).isoformat(),
        "institution": institution,
        "prescriber": draw(ONE_OF(LEVELS)) if institution == "pharmacy" else None,
        "total": format_amount(draw(FEN) + sum(parts.values())),
        **{name: format_amount(part) for name, part in parts.items()},
        "setting": draw(ONE_OF(("local", "local", "local", *SETTINGS))),
        "emergency": draw(COIN),
        "circumstances": draw(CIRCUMSTANCE_LISTS),
        "pay_from_account": draw(some_of(payers)),
    }


@st.composite
def uses(draw: st.DrawFn, ids: tuple[str, ...], first: date, last: date) -> Json:
    """Money leaving an account for any purpose."""
    return {
        "payer": draw(ONE_OF(ids)),
        "relation": draw(ONE_OF(RELATIONS)),
        "purpose": draw(ONE_OF(PURPOSES)),
        "date": draw(DAYS(first, last)).isoformat(),
        "amount": draw(AMOUNTS),
    }


@st.composite
def readings(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    """A value for some of the questions of every region."""
    chosen: dict[str, dict[str, str]] = {}
    for region in REGIONS:
        chosen[region] = {
            row.id: draw(ONE_OF(tuple(value.id for value in row.values))) for row in draw(QUESTIONS[region])
        }
    return chosen


@st.composite
def cases(draw: st.DrawFn, *, family: bool = True, fewest_visits: int = 0) -> Json:
    """A case of up to three people over up to three years; outside a `family` all pay for themselves."""
    start = draw(NUMBERS(FIRST, LAST))
    end = start + draw(NUMBERS(0, 26))
    first, last = first_day(Month(start)), last_day(Month(end))
    ids = ("a", "b", "c")[: draw(NUMBERS(1, 3))]
    count = draw(NUMBERS(fewest_visits, 8))
    return {
        "format": "gongjisuan-case/1",
        "from": format_month(Month(start)),
        "through": format_month(Month(end)),
        "people": [draw(people(person_id, first)) for person_id in ids],
        "visits": [draw(visits(f"v{number}", ids, first, last, family=family)) for number in range(count)],
        "account_uses": draw(st.lists(uses(ids, first, last), max_size=4)),
        "readings": draw(readings()),
    }


# What people write on paper, and what could be taken for a formula, a list, a separator or markup.
TEXTS = st.one_of(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12),
    st.sampled_from(["=1+1", "合计", "12o0", "'", '"', "{}", "[]", "-", "1,2", "a;b", "2023-3-5", "0"]),
)


def _some(draw: st.DrawFn, names: tuple[str, ...], values: st.SearchStrategy[str]) -> Json:
    """Values for a few of these names."""
    return {name: draw(values) for name in draw(some_of(names, 3))}


@st.composite
def noted_cases(draw: st.DrawFn) -> Json:
    """A random case with what stands on receipts, known figures, refunds, and texts that could not be read."""
    data = draw(cases())
    first, last = first_day(parse_month(data["from"])), last_day(parse_month(data["through"]))
    days = st.dates(first, last).map(str)
    for person in data["people"]:
        person["relation"] = draw(ONE_OF((None, *RELATIONS)))
        known = sorted(draw(st.sets(days, max_size=2)))
        person["known"] = [
            {"date": day, **_some(draw, ("deductible_used", "pooled", "balance"), AMOUNTS)} for day in known
        ]
        person["unread"] = _some(draw, ("contribution_base", "opening.pooled", "name", "account"), TEXTS)
    for visit in data["visits"]:
        visit.update(_some(draw, ("institution_name", "note", "receipt"), TEXTS))
        visit["time"] = draw(ONE_OF((None, None, "00:00", "09:05", "23:59")))
        visit["stated"] = _some(draw, ("in_scope", "pooled", "cash", "balance_after"), AMOUNTS) or None
        visit["refunded"] = draw(ONE_OF((False, False, True)))
        fields = ("total", "date", "institution", "first_self_pay", "stated.pooled", "person", "receipt", "time")
        visit["unread"] = _some(draw, fields, TEXTS) if draw(COIN) else {}
    for use in data["account_uses"]:
        use["unread"] = _some(draw, ("amount", "date", "payer", "purpose"), TEXTS)
    return data
