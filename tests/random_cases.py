"""Random cases of every kind that the contract allows, for the tests of what always holds."""

from collections.abc import Sequence
from datetime import date, timedelta
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
        "deductible_retired": draw(st.one_of(st.none(), st.just(by_level(AMOUNTS)))),
        "rate": rates,
        "retired_uplift": format_rate(draw(st.integers(-lowest, 1000))),
        "cap": draw(AMOUNTS),
        "cap_retired": draw(st.one_of(st.none(), AMOUNTS)),
    }


SERIES = st.one_of(
    st.none(),
    AMOUNTS,
    st.dictionaries(st.integers(FIRST, LAST).map(lambda month: format_month(Month(month))), AMOUNTS, max_size=3),
)


@st.composite
def people(draw: st.DrawFn, person_id: str, start: date) -> Json:
    """A person of any region and status, with more or less of what the rules ask for."""
    region, status = draw(st.sampled_from(REGIONS)), draw(st.sampled_from(STATUSES))
    person: Json = {"id": person_id, "region": region, "status": status, "plan": draw(st.sampled_from(PLANS))}
    if status != "retired" and draw(st.booleans()):
        person["retirement_date"] = draw(st.dates(start - timedelta(400), start + timedelta(900))).isoformat()
    match draw(st.sampled_from(["birth date", "age", "neither"])):
        case "birth date":
            person["birth_date"] = draw(st.dates(date(1945, 1, 1), date(1985, 12, 31))).isoformat()
        case "age":
            person["age"] = draw(st.integers(18, 95))
    person["contribution_base"], person["own_pension"] = draw(SERIES), draw(SERIES)
    years = st.integers(2021, 2025).map(str)
    person["average_pension"] = draw(st.dictionaries(years, AMOUNTS, max_size=4))
    if region == "gansu" and draw(st.booleans()):
        person["city"] = draw(cities())
    person["account"] = {
        "opening_balance": draw(AMOUNTS),
        "monthly_credit": draw(st.one_of(st.none(), st.none(), AMOUNTS)),
    }
    if draw(st.booleans()):
        person["opening"] = {"deductible_used": draw(AMOUNTS), "pooled": draw(AMOUNTS)}
    return person


@st.composite
def visits(draw: st.DrawFn, visit_id: str, ids: list[str], first: date, last: date, *, family: bool) -> Json:
    """A bill whose parts are never more than its total."""
    owner = draw(st.sampled_from(ids))
    parts = {
        name: draw(st.one_of(st.just(0), st.just(0), FEN))
        for name in ("out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere")
    }
    institution = draw(st.sampled_from([*LEVELS, "pharmacy"]))
    payers = ids if family else [owner]
    return {
        "id": visit_id,
        "person": owner,
        "date": draw(st.dates(first, last)).isoformat(),
        "institution": institution,
        "prescriber": draw(st.sampled_from(LEVELS)) if institution == "pharmacy" else None,
        "total": format_amount(draw(FEN) + sum(parts.values())),
        **{name: format_amount(part) for name, part in parts.items()},
        "setting": draw(st.sampled_from(["local", "local", "local", *SETTINGS])),
        "emergency": draw(st.booleans()),
        "circumstances": draw(st.one_of(st.just([]), st.lists(st.sampled_from(CIRCUMSTANCES), max_size=2))),
        "pay_from_account": draw(st.lists(st.sampled_from(payers), unique=True)),
    }


@st.composite
def uses(draw: st.DrawFn, ids: list[str], first: date, last: date) -> Json:
    """Money leaving an account for any purpose."""
    return {
        "payer": draw(st.sampled_from(ids)),
        "relation": draw(st.sampled_from(RELATIONS)),
        "purpose": draw(st.sampled_from(PURPOSES)),
        "date": draw(st.dates(first, last)).isoformat(),
        "amount": draw(AMOUNTS),
    }


@st.composite
def readings(draw: st.DrawFn) -> dict[str, dict[str, str]]:
    """A value for some of the questions of every region."""
    chosen: dict[str, dict[str, str]] = {}
    for region in REGIONS:
        questions = draw(st.lists(st.sampled_from(LIBRARY.pack(region).reading), max_size=5, unique_by=lambda r: r.id))
        chosen[region] = {row.id: draw(st.sampled_from([value.id for value in row.values])) for row in questions}
    return chosen


@st.composite
def cases(draw: st.DrawFn, *, family: bool = True, fewest_visits: int = 0) -> Json:
    """A case of up to three people over up to three years; outside a `family` all pay for themselves."""
    start = draw(st.integers(FIRST, LAST))
    end = start + draw(st.integers(0, 26))
    first, last = first_day(Month(start)), last_day(Month(end))
    ids = ["a", "b", "c"][: draw(st.integers(1, 3))]
    count = draw(st.integers(fewest_visits, 8))
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


def _some(draw: st.DrawFn, names: Sequence[str], values: st.SearchStrategy[str]) -> Json:
    """Values for a few of these names."""
    return {name: draw(values) for name in draw(st.lists(st.sampled_from(names), max_size=3, unique=True))}


@st.composite
def noted_cases(draw: st.DrawFn) -> Json:
    """A random case with what stands on receipts, known figures, refunds, and texts that could not be read."""
    data = draw(cases())
    first, last = first_day(parse_month(data["from"])), last_day(parse_month(data["through"]))
    days = st.dates(first, last).map(str)
    for person in data["people"]:
        person["relation"] = draw(st.sampled_from([None, *RELATIONS]))
        known = sorted(draw(st.sets(days, max_size=2)))
        person["known"] = [
            {"date": day, **_some(draw, ("deductible_used", "pooled", "balance"), AMOUNTS)} for day in known
        ]
        person["unread"] = _some(draw, ("contribution_base", "opening.pooled", "name", "account"), TEXTS)
    for visit in data["visits"]:
        visit.update(_some(draw, ("institution_name", "note", "receipt"), TEXTS))
        visit["time"] = draw(st.sampled_from([None, None, "00:00", "09:05", "23:59"]))
        visit["stated"] = _some(draw, ("in_scope", "pooled", "cash", "balance_after"), AMOUNTS) or None
        visit["refunded"] = draw(st.sampled_from([False, False, True]))
        fields = ("total", "date", "institution", "first_self_pay", "stated.pooled", "person", "receipt", "time")
        visit["unread"] = _some(draw, fields, TEXTS) if draw(st.booleans()) else {}
    for use in data["account_uses"]:
        use["unread"] = _some(draw, ("amount", "date", "payer", "purpose"), TEXTS)
    return data
