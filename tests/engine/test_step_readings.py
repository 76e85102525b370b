"""The open questions that a step names: those that bore on its figure, and no others."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from random_cases import cases
from statements import LIBRARY, Json, case_data, case_of
from worked_cases import worked_cases

from calculator.case.case import Case
from calculator.case.variants import with_reading
from calculator.engine.compute import compute
from calculator.engine.statement import PersonStatement, Readings, Statement, VisitSettlement

BY_STEPS = ("rounding", "pharmacy-level", "excluded-costs-count")
"""Questions whose answer is told at the step where it was used."""
WORKED = {worked.name: worked.case for worked in worked_cases()}


def visits(person: PersonStatement) -> Iterator[VisitSettlement]:
    return (visit for year in person.years for visit in year.visits)


def figures(visit: VisitSettlement) -> list[object]:
    """What pooling comes to."""
    shares = [step.amount for step in visit.steps if step.name == "share"]
    return [visit.rate, visit.deductible, visit.pooled, visit.over_cap, visit.deductible_used, shares]


def named(visit: VisitSettlement, reading: str) -> bool:
    return any(reading == name for step in visit.steps for name, _value in step.reading)


def as_written(readings: Readings) -> str | None:
    return "; ".join(": ".join(pair) for pair in readings) or None


def assert_told(case: Case, now: Statement, region: str, reading: str, value: str) -> None:
    """The question is named, read either way, by the time that a visit of a year comes out otherwise."""
    then = compute(with_reading(case, LIBRARY.pack(region), reading, value), LIBRARY)
    for one, other in zip(now.people, then.people, strict=True):
        for before, after in zip(one.years, other.years, strict=True):
            rows = list(zip(before.visits, after.visits, strict=True))
            changed = next((place for place, (old, new) in enumerate(rows) if figures(old) != figures(new)), None)
            if changed is not None:
                # What an earlier visit used up, at this level or that, may only show at a later one.
                assert any(named(old, reading) for old, _new in rows[: changed + 1])
                assert any(named(new, reading) for _old, new in rows[: changed + 1])


def assert_all_told(case: Case) -> None:
    now = compute(case, LIBRARY)
    for region in {person.region for person in case.people}:
        for reading in LIBRARY.pack(region).reading:
            if reading.id in BY_STEPS:
                for value in reading.values:
                    assert_told(case, now, region, reading.id, value.id)


@pytest.mark.parametrize("name", WORKED)
def test_what_an_answer_changes_names_the_question(name: str) -> None:
    assert_all_told(case_of(WORKED[name]))


@settings(max_examples=25)
@given(given_case=cases())
def test_what_an_answer_changes_names_the_question_in_any_household(given_case: Json) -> None:
    assert_all_told(case_of(given_case))


def steps_of(*given_visits: Json, **readings: str) -> list[dict[str, str | None]]:
    """The readings of each visit's steps, of someone employed in Rizhao."""
    rows = [{"date": "2023-03-10", "institution": "level2", **visit} for visit in given_visits]
    data = case_data(*rows, readings={"rizhao": readings} if readings else {})
    person = compute(case_of(data), LIBRARY).people[0]
    return [{step.name: as_written(step.reading) for step in visit.steps} for visit in visits(person)]


@pytest.mark.parametrize(
    ("total", "said"),
    # 65% or 70% of what is above 400.00: 6999.3 分, 700.0 分, 7000.7 分 and half a 分
    [("499.99", None), ("410.00", None), ("500.01", "rounding: half-up"), ("400.05", "rounding: half-up")],
)
def test_only_a_share_that_another_rounding_changes_names_it(total: str, said: str | None) -> None:
    assert steps_of({"total": total})[0]["share"] == said


def test_a_rounded_credit_names_the_rounding() -> None:
    of_age = "age-45: completed-years"
    for base, said in (("6000.00", of_age), ("6000.33", f"{of_age}; rounding: truncate")):
        person = {"id": "me", "region": "rizhao", "status": "employed", "age": 40, "contribution_base": base}
        data = case_data(people=[person], readings={"rizhao": {"rounding": "truncate"}})
        months = compute(case_of(data), LIBRARY).people[0].account.months
        assert {as_written(month.reading) for month in months} == {said}


def test_only_a_pharmacy_that_is_not_at_the_lowest_level_names_its_level() -> None:
    pharmacy = {"institution": "pharmacy", "total": "1000.00"}
    opened = {"pharmacy-level": "level1", "pharmacy-coverage": "covered"}
    for prescriber in ("level1", "level3"):
        (steps,) = steps_of({**pharmacy, "prescriber": prescriber}, **opened)
        said = None if prescriber == "level1" else "pharmacy-level: level1"
        assert (steps["deductible"], steps["share"]) == (said, said)
    (steps,) = steps_of({"institution": "level3", "total": "1000.00"})
    assert (steps["deductible"], steps["share"]) == (None, None)


def test_what_is_not_paid_names_whether_it_counts_where_it_could() -> None:
    left_out = {"total": "100.00", "circumstances": ["arrears"]}
    first, _paid, last = steps_of(left_out, {"total": "900.00"}, left_out)
    assert first == {"excluded": "excluded-costs-count: no"}
    assert last == {"excluded": None}  # nothing is left of the deductible that it could use up
    (counted,) = steps_of(left_out, **{"excluded-costs-count": "yes"})
    assert counted == {"excluded": None, "deductible": "excluded-costs-count: yes"}


@pytest.mark.parametrize(("prescriber", "also"), [("level1", ""), ("level3", "; pharmacy-level: prescriber")])
def test_what_counts_of_a_pharmacy_s_bill_names_its_level_too(prescriber: str, also: str) -> None:
    bill = {"institution": "pharmacy", "prescriber": prescriber, "total": "100.00", "circumstances": ["arrears"]}
    (counted,) = steps_of(bill, **{"excluded-costs-count": "yes", "pharmacy-coverage": "covered"})
    assert counted["deductible"] == f"excluded-costs-count: yes{also}"


def test_a_cost_that_counts_for_nothing_may_still_end_the_deductible() -> None:
    """日照 二（三）, once-met: 300.00 used at level 2, of 400.00; a stay's cost at level 1 would meet its 300.00."""
    stay = {"institution": "level1", "total": "100.00", "circumstances": ["hospitalised"]}
    met = {"deductible-across-levels": "once-met"}
    for before, told in (("299.99", "no"), ("300.00", "no"), ("300.01", "no"), ("400.00", None)):
        steps = steps_of({"total": before}, stay, **met)
        assert steps[1]["excluded"] == (told and f"excluded-costs-count: {told}"), before
    steps = steps_of({"total": "300.00"}, stay)
    assert steps[1]["excluded"] is None  # top-up: nothing is left at level 1, and nothing is ended


def test_a_pharmacys_level_bears_where_levels_are_counted_apart_though_their_standards_are_alike() -> None:
    same = dict.fromkeys(("level1", "level2", "level3"), "200.00")
    city = {"deductible": same, "rate": dict.fromkeys(same, "0.6"), "retired_uplift": "0", "cap": "2500"}
    person = {"id": "me", "region": "gansu", "status": "employed", "city": city}
    bill = {"institution": "pharmacy", "prescriber": "level2", "total": "500.00"}
    for across, told in (("per-level", "pharmacy-level: prescriber"), ("top-up", None)):
        data = case_data(bill, people=[person], readings={"gansu": {"deductible-across-levels": across}})
        (visit,) = visits(compute(case_of(data), LIBRARY).people[0])
        assert {step.name: as_written(step.reading) for step in visit.steps}["deductible"] == told


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({}, None),
        ({"out_of_catalogue": "10.00"}, "account-scope: in-scope"),
        ({"first_self_pay": "10.00"}, "first-self-pay: in-scope"),
        (
            {"out_of_catalogue": "10.00", "first_self_pay": "10.00"},
            "account-scope: in-scope; first-self-pay: in-scope",
        ),
    ],
)
def test_what_an_account_may_pay_names_what_bears_on_it(parts: dict[str, str], told: str | None) -> None:
    me = {"id": "me", "region": "rizhao", "status": "employed", "account": {"opening_balance": "900.00"}}
    data = case_data({"total": "500.00", "pay_from_account": ["me"], **parts}, people=[me])
    (visit,) = visits(compute(case_of(data), LIBRARY).people[0])
    assert {step.name: as_written(step.reading) for step in visit.steps}["account"] == told
