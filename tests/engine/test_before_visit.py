"""A visit that is settled by itself, again and again, is settled as in the whole household."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import noted_cases
from statements import LEAST_PERSON, LIBRARY, Json, case_data, case_of

from calculator.case.case import Case, KnownFigures, StatedFigures, Visit
from calculator.engine.before_visit import BeforeVisit, persons_year
from calculator.engine.compute import compute
from calculator.engine.statement import STATED_FIGURES, StatedFigure
from calculator.ground.money import Fen
from calculator.ground.months import first_day, format_month, month_of
from calculator.policy.names import LEVELS

NOTHING = StatedFigures(**dict.fromkeys(STATED_FIGURES, Fen(0)))
"""A slip on which every figure is 0.00: the difference to it is what was computed."""
POOLED: tuple[StatedFigure, ...] = ("deductible", "in_scope", "pooled")


def _computed(case: Case, visit: Visit) -> Mapping[str, int | None] | None:
    """All figures of a visit as the whole household's statement has them."""
    noted = tuple(one.model_copy(update={"stated": NOTHING}) if one.id == visit.id else one for one in case.visits)
    statement = compute(case.model_copy(update={"visits": noted}), LIBRARY)
    found = [one for person in statement.people for year in person.years for one in year.visits if one.id == visit.id]
    return found[0].stated_difference if found else None


def _with_before(case: Case, visit: Visit, other: Visit) -> Case:
    place = case.visits.index(visit)
    return case.model_copy(update={"visits": (*case.visits[:place], other, *case.visits[place:])})


@settings(max_examples=25)
@given(noted_cases())
def test_a_visit_by_itself_has_the_figures_of_the_statement(data: Json) -> None:
    case = case_of(data)
    for visit in case.visits:
        expected = _computed(case, visit)
        if expected is None:
            continue  # its date could not be read: it stands in no year of the period
        here = BeforeVisit(case, LIBRARY, visit.id)
        assert here.figures(STATED_FIGURES) == expected
        assert here.figures(STATED_FIGURES) == expected, "the first time has left a trace"


@settings(max_examples=25)
@given(noted_cases())
def test_what_pooling_pays_needs_the_persons_year_alone(data: Json) -> None:
    case = case_of(data)
    for visit in case.visits:
        expected = _computed(case, visit)
        if expected is not None:
            alone = BeforeVisit(case, LIBRARY, visit.id, accounts=False).figures(POOLED)
            assert alone == {figure: expected[figure] for figure in POOLED}


@settings(max_examples=25)
@given(noted_cases(), st.sampled_from(LEVELS), st.integers(0, 9_000_00))
def test_another_visit_right_before_it(data: Json, level: str, total: int) -> None:
    case = case_of(data)
    for visit in case.visits:
        other = visit.model_copy(update={"id": "missing", "institution": level, "total": Fen(total + visit.total)})
        expected = _computed(_with_before(case, visit, other), visit)
        if expected is not None:
            here = BeforeVisit(case, LIBRARY, visit.id)
            assert here.figures(STATED_FIGURES, missing=other) == expected
            assert here.settled == len(here.earlier) + 2


@settings(max_examples=25)
@given(noted_cases(), st.integers(0, 2_000_00), st.integers(0, 3_000_00))
def test_what_was_used_before_the_day_is_as_if_it_were_known(data: Json, deductible: int, pooled: int) -> None:
    case = case_of(data)
    for visit in case.visits:
        before = visit.date - timedelta(1)
        if before.year != visit.date.year or month_of(before) < case.from_ or _computed(case, visit) is None:
            continue
        here = BeforeVisit(case, LIBRARY, visit.id)
        for taken in ((deductible, pooled), (deductible, None), (None, pooled)):
            asked = here.counters().deductible if taken[0] is None else taken[0]  # else the least would be inferred
            known = KnownFigures.model_construct(date=before, deductible_used=asked, pooled=taken[1])
            expected = _computed(_with_known(case, visit.person, known), visit)
            assert expected is not None
            found = here.figures(POOLED, taken=taken)
            assert found == {figure: expected[figure] for figure in POOLED}


def _with_known(case: Case, owner: str, known: KnownFigures) -> Case:
    """A household with one more known figure, after those of the same day."""
    person = next(one for one in case.people if one.id == owner)
    earlier = (one for one in person.known if one.date <= known.date)
    more = (*earlier, known, *(one for one in person.known if one.date > known.date))
    changed = person.model_copy(update={"known": more})
    return case.model_copy(update={"people": tuple(changed if one is person else one for one in case.people)})


# ---- by hand: 日照 二（二）, employed: 300.00 · 400.00 · 500.00 by level, 80 % · 70 % · 60 %, 2,000.00 a year

DAY = "2023-05-10"


def _of_day(*visits: Json, person: Any = None, **fields: Any) -> Case:
    people = [{**LEAST_PERSON, **(person or {})}]
    rows = [{"date": DAY, "id": f"v{place}", "person": "me", **visit} for place, visit in enumerate(visits)]
    return case_of(case_data(*rows, people=people, **fields))


def test_where_the_year_stands_before_the_day_and_before_the_visit() -> None:
    # March, level 1: (400 − 300) × 80 % = 80.00; the day's first, level 2: 1,000 − (400 − 300) = 900 × 70 % = 630.00.
    rows = [
        {"id": "v0", "person": "me", "date": "2023-03-01", "institution": "level1", "total": "400.00"},
        {"id": "hers", "person": "mother", "date": DAY},
        {"id": "v1", "person": "me", "date": DAY, "total": "1000.00"},
        {"id": "hers too", "person": "mother", "date": DAY},
        {"id": "v2", "person": "me", "date": DAY, "total": "500.00", "institution": "level3"},
    ]
    case = case_of(case_data(*rows, people=[LEAST_PERSON, {**LEAST_PERSON, "id": "mother", "relation": "parent"}]))
    here = BeforeVisit(case, LIBRARY, "v2")
    # From the person's own first visit of the day on.
    assert [one.id for one in here.earlier] == ["v1", "hers too"]
    assert (here.counters().deductible, here.counters().pooled) == (300_00, 80_00)
    at_visit = here.counters_at_visit()
    assert (at_visit.deductible, at_visit.pooled) == (400_00, 710_00)
    # At level 3 100.00 is asked: (500 − 100) × 60 % = 240.00.
    assert here.figures(POOLED) == {"deductible": 100_00, "in_scope": 500_00, "pooled": 240_00}
    assert (at_visit.deductible, at_visit.pooled) == (400_00, 710_00)
    assert (here.counters().deductible, here.counters().pooled) == (300_00, 80_00)
    assert here.counters_at_visit().pooled == 710_00


def test_what_each_level_would_still_ask() -> None:
    case = _of_day({"date": "2023-03-01", "institution": "level1", "total": "250.00"}, {"total": "60.00"}, {})
    here = BeforeVisit(case, LIBRARY, "v2")
    # 250.00 and 60.00 are used: 310.00 of 300.00 · 400.00 · 500.00.
    assert [here.left(level, (None, None)) for level in LEVELS] == [0, 90_00, 190_00]
    # Had 100.00 been used before the day, 160.00.
    assert [here.left(level, (100_00, None)) for level in LEVELS] == [140_00, 240_00, 340_00]
    assert [here.left(level, (None, None)) for level in LEVELS] == [0, 90_00, 190_00]


def test_what_a_fund_that_paid_must_have_asked_for() -> None:
    here = BeforeVisit(_of_day({}), LIBRARY, "v0")
    assert here.least_deductible() == 300_00


def test_a_day_before_the_text_has_nothing_to_ask() -> None:
    case = _of_day({"date": "2022-05-10"}, **{"from": "2022-01", "through": "2022-12"})
    here = BeforeVisit(case, LIBRARY, "v0")
    assert here.scale is None
    assert here.left("level3", (None, None)) == 0
    assert here.least_deductible() == 0


def test_levels_that_are_counted_apart_stand_as_before_each_time() -> None:
    """Gansu, each level with a deductible of its own: 300.00 used at level 1 leave 200.00 of level 2."""
    city = {
        "deductible": {"level1": "100.00", "level2": "200.00", "level3": "300.00"},
        "rate": {"level1": "0.6", "level2": "0.6", "level3": "0.5"},
        "retired_uplift": "0.05",
        "cap": "2500.00",
    }
    case = _of_day(
        {"date": "2023-03-01", "institution": "level1", "total": "300.00"},
        {"total": "150.00"},
        {"total": "150.00"},
        person={"region": "gansu", "city": city},
        readings={"gansu": {"deductible-across-levels": "per-level"}},
    )
    here = BeforeVisit(case, LIBRARY, "v2")
    expected = {"deductible": 50_00, "in_scope": 150_00, "pooled": 60_00}  # (150 − 50) × 60 %
    assert [here.figures(POOLED) for _ in range(2)] == [expected, expected]
    assert here.counters_at_visit().by_level == {"level1": 100_00, "level2": 150_00, "level3": 0}
    assert here.counters().by_level == {"level1": 100_00, "level2": 0, "level3": 0}


def test_another_bill_in_the_place_of_the_visit() -> None:
    here = BeforeVisit(_of_day({}), LIBRARY, "v0")
    other = here.visit.model_copy(update={"total": Fen(500_00), "institution": "level1"})
    assert here.figures(("pooled",), other) == {"pooled": 160_00}  # (500 − 300) × 80 %
    assert here.figures(("pooled",)) == {"pooled": 756_00}  # (1,480 − 400) × 70 %
    assert here.settled == 2


# ---- as much of a household as a visit rests on


def test_the_persons_year_is_theirs_alone_and_ends_with_the_visit() -> None:
    mother = {**LEAST_PERSON, "id": "mother", "relation": "parent"}
    me = {**LEAST_PERSON, "opening": {"pooled": "10.00", "deductible_used": "300.00"}}
    me["known"] = [{"date": day, "pooled": "5.00"} for day in ("2022-12-31", "2023-01-01", "2023-05-09", DAY)]
    rows: list[Json] = [
        {"id": "last year", "person": "me", "date": "2022-12-31"},
        {"id": "early", "person": "me", "date": "2023-01-01", "pay_from_account": ["mother"]},
        {"id": "hers", "person": "mother", "date": "2023-02-01"},
        {"id": "target", "person": "me", "date": DAY},
        {"id": "same day", "person": "me", "date": DAY},
        {"id": "later", "person": "me", "date": "2023-05-11"},
    ]
    use = {"payer": "me", "relation": "self", "purpose": "pharmacy_drug", "date": "2023-02-01", "amount": "1.00"}
    data = case_data(*rows, people=[me, mother], account_uses=[use], **{"from": "2022-06", "through": "2024-12"})
    case = case_of(data)
    part = persons_year(case, next(visit for visit in case.visits if visit.id == "target"))
    assert [visit.id for visit in part.visits] == ["early", "target", "same day"]
    assert not any(visit.pay_from_account for visit in part.visits)
    assert [person.id for person in part.people] == ["me"]
    assert [str(known.date) for known in part.people[0].known] == ["2023-01-01", "2023-05-09"]
    assert part.people[0].opening is None  # it was of the year before
    assert part.account_uses == ()
    assert (format_month(part.from_), format_month(part.through)) == ("2023-01", "2023-05")


@pytest.mark.parametrize("first", ["2023-01", "2023-04"])
def test_what_was_used_before_the_period_is_kept_in_its_first_year(first: str) -> None:
    opening = {"pooled": "10.00", "deductible_used": "300.00"}
    case = _of_day({}, person={"opening": opening}, **{"from": first})
    part = persons_year(case, case.visits[0])
    assert part.people[0].opening == case.people[0].opening
    assert first_day(part.from_) == first_day(case.from_)
