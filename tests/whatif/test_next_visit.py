"""The next visit here or there: what is said of it is what the engine says once it has taken place."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import cases
from statements import LIBRARY, WORDINGS, Json, case_data, case_of

from calculator.case.case import Case, Visit
from calculator.engine.compute import compute
from calculator.engine.statement import VisitSettlement, YearStatement
from calculator.ground.money import Fen
from calculator.ground.months import first_day, last_day, month_of
from calculator.policy.names import LEVELS, Level
from calculator.whatif.next_visit import Bill, Option, Threshold, compare, next_visit, outlook, until
from calculator.whatif.next_visit_words import left_out_said

some = settings(max_examples=60)
MARCH = date(2023, 3, 10)


def taken_place(case: Case, day: date, option: Option, bill: Bill, person: str) -> tuple[VisitSettlement, Case]:
    """What the engine says once the visit stands in the case, and that case as it ends on the visit's day."""
    visit = Visit.model_construct(
        id="next",
        person=person,
        date=day,
        institution=option.institution,
        prescriber=option.prescriber,
        total=Fen(bill.total),
        out_of_catalogue=Fen(bill.out_of_catalogue),
        over_price_limit=Fen(bill.over_price_limit),
        first_self_pay=Fen(bill.first_self_pay),
        paid_elsewhere=Fen(bill.paid_elsewhere),
        pay_from_account=(person,),
    )
    visits = tuple(visit for visit in case.visits if visit.date <= day)
    uses = tuple(use for use in case.account_uses if use.date <= day)
    fields = {"through": month_of(day), "visits": (*visits, visit), "account_uses": uses}
    until_then = case.model_copy(update=fields)
    return _settlement(until_then, "next"), until_then


def _settlement(case: Case, visit_id: str) -> VisitSettlement:
    return next(
        visit
        for person in compute(case, LIBRARY).people
        for year in person.years
        for visit in year.visits
        if visit.id == visit_id
    )


def after(case: Case, person: str, day: date) -> YearStatement:
    """The year as it stands at the end of the day's month, when nothing else comes."""
    computed = next(one for one in compute(case, LIBRARY).people if one.id == person)
    return next(year for year in computed.years if year.year == day.year)


def add(case: Case, day: date, level: Level, cost: int, person: str) -> VisitSettlement:
    option = Option(level, None, None, None, None, None)  # type: ignore[arg-type]
    return taken_place(case, day, option, Bill(cost), person)[0]


FEN = st.one_of(st.integers(0, 1500_00), st.integers(0, 12_000_00), st.sampled_from([0, 1, 300_00]))


@st.composite
def bills(draw: st.DrawFn) -> Bill:
    parts = [draw(st.one_of(st.just(0), FEN)) for _ in range(4)]
    return Bill(draw(FEN) + sum(parts), *parts)


def test_what_has_no_number_is_told_beside_the_next_visit() -> None:
    me: Json = {"id": "me", "region": "rizhao", "status": "employed"}  # without a base no credit is computed
    unread: Json = {"date": "2023-03-01", "unread": {"total": "12o0"}, "total": "0.00"}
    case = case_of(case_data(unread, {"date": "2023-04-01"}, people=[me]))
    found = outlook(case, LIBRARY, "me", MARCH, Bill(1000_00))
    assert (found.uncounted, found.balance_whole) == (1, False)
    assert [len(list(left_out_said(found, wording))) for wording in WORDINGS.values()] == [2] * len(WORDINGS)
    before = outlook(case, LIBRARY, "me", date(2023, 2, 1), Bill(1000_00))
    assert (before.uncounted, before.balance_whole) == (0, False)
    whole = case_of(case_data(people=[{**me, "contribution_base": "5000", "age": 30}]))
    found = outlook(whole, LIBRARY, "me", MARCH, Bill(1000_00))
    assert (found.uncounted, found.balance_whole, list(left_out_said(found, WORDINGS["zh"]))) == (0, True, [])


def a_day(draw: st.DataObject, case: Case) -> date:
    """A day of the period or of the months after it; a day of a visit as often as not."""
    begin, end = first_day(case.from_), last_day(case.through) + timedelta(60)
    day: date = draw.draw(st.one_of(st.dates(begin, end), *[st.just(visit.date) for visit in case.visits]))
    return day


@some
@given(cases(fewest_visits=2), bills(), st.data())
def test_an_option_is_what_the_engine_says_of_the_visit(data: Json, bill: Bill, draw: st.DataObject) -> None:
    case = case_of(data)
    day, person = a_day(draw, case), draw.draw(st.sampled_from([one.id for one in case.people]))
    statement = draw.draw(st.sampled_from([None, compute(case, LIBRARY)]))
    options = next_visit(case, LIBRARY, person, day, bill, prescriber="level3", statement=statement)
    assert [option.institution for option in options] == [*LEVELS, "pharmacy"]
    assert [option.prescriber for option in options] == [None, None, None, "level3"]
    for option in options:
        found, with_it = taken_place(case, day, option, bill, person)
        mine = option.settlement
        for name in VisitSettlement.__dataclass_fields__:
            if name not in ("id", "steps"):
                assert getattr(mine, name) == getattr(found, name), name
        assert mine.steps == [step for step in found.steps if step.name != "account"]
        year = after(with_it, person, day)
        if option.decision is None and year.status == mine.status:
            assert year.deductible_left is not None
            assert option.deductible_left == year.deductible_left[mine.level]
            assert option.cap_left == year.cap_remaining
            assert year.cap_remaining == mine.cap_remaining


@some
@given(cases(fewest_visits=2), st.data())
def test_a_threshold_is_reached_and_one_fen_less_does_not_reach_it(data: Json, draw: st.DataObject) -> None:
    case = case_of(data)
    day, person = a_day(draw, case), draw.draw(st.sampled_from([one.id for one in case.people]))
    for threshold in until(case, LIBRARY, person, day):
        level = threshold.level
        nothing = add(case, day, level, 0, person)
        assert threshold.decision == (nothing.excluded or nothing.refused)
        if threshold.pays_from is not None:
            at = add(case, day, level, threshold.pays_from, person)
            # The whole of it goes to the deductible; of what lies above (here 1 yuan) the fund pays its share.
            assert (at.deductible, at.pooled) == (threshold.pays_from, 0)
            above = add(case, day, level, threshold.pays_from + 100, person)
            assert above.deductible == threshold.pays_from
            assert above.rate
        if threshold.capped_from:
            at, less = (add(case, day, level, threshold.capped_from - few, person) for few in (0, 1))
            more = add(case, day, level, threshold.capped_from + 1_000_00, person)
            assert more.pooled == at.pooled
            if "step.cap_on_expense" in {step.text[0] for step in more.steps}:
                assert not at.over_cap
                assert add(case, day, level, threshold.capped_from + 1, person).over_cap == 1
            else:
                assert at.cap_remaining == 0
                assert (less.cap_remaining or 0) > 0
        if threshold.capped_from == 0:
            assert add(case, day, level, 5_000_00, person).pooled == 0


def test_what_the_screens_show_first() -> None:
    case = case_of(case_data({"date": "2023-03-05", "total": "560"}))  # level 2: 400 to the deductible, 112 pooled
    options = next_visit(case, LIBRARY, "me", MARCH, Bill(500_00))
    assert [option.settlement.pooled for option in options] == [400_00, 350_00, 240_00, 0]
    assert [option.settlement.deductible for option in options[:3]] == [0, 0, 100_00]
    assert [option.dearer_by for option in options] == [0, 50_00, 160_00, 400_00]
    assert [option.deductible_left for option in options] == [0, 0, 0, None]
    assert [option.settlement.cap_remaining for option in options[:3]] == [1488_00, 1538_00, 1648_00]
    assert options[3].decision is not None
    assert (options[3].decision.code, options[3].decision.clause) == ("pharmacy", "二（五）")
    comparison = compare(options)
    assert comparison is not None
    assert [option.institution for option in comparison.least] == ["level1"]
    assert [option.institution for option in comparison.most] == ["level3"]
    assert comparison.difference == 160_00


def test_the_thresholds_of_the_same_person() -> None:
    case = case_of(case_data({"date": "2023-03-05", "total": "560"}))
    # 1,888.00 are left of the cap: at 80%, 70% and 60% that is 2,360.00, 2,697.14 and 100 + 3,146.66 of cost,
    # the half of a 分 that rounding gives away taken off.
    assert until(case, LIBRARY, "me", MARCH) == [
        Threshold("level1", 0, 2360_00),
        Threshold("level2", 0, 2697_14),
        Threshold("level3", 100_00, 3246_66),
    ]


def test_later_visits_are_not_seen() -> None:
    later = {"date": "2023-06-01", "total": "5000"}
    alone = until(case_of(case_data()), LIBRARY, "me", MARCH)
    assert until(case_of(case_data(later)), LIBRARY, "me", MARCH) == alone
    assert until(case_of(case_data(later)), LIBRARY, "me", date(2023, 6, 1)) != alone


def test_a_cap_that_is_reached_is_zero_away() -> None:
    case = case_of(case_data({"total": "9000"}))
    assert [(one.pays_from, one.capped_from) for one in until(case, LIBRARY, "me", MARCH)] == [(None, 0)] * 3


def test_under_a_framework_without_city_nothing_is_computed() -> None:
    case = case_of(case_data(people=[{"id": "me", "region": "gansu", "status": "employed"}]))
    options = next_visit(case, LIBRARY, "me", MARCH, Bill(500_00))
    assert {option.decision.code for option in options if option.decision} == {"city_parameters_required"}
    assert [option.dearer_by for option in options] == [None] * 4
    assert compare(options) is None
    assert {one.decision.code for one in until(case, LIBRARY, "me", MARCH) if one.decision} == {
        "city_parameters_required"
    }


def test_before_pooling_nothing_is_paid_anywhere() -> None:
    case = case_of(case_data(**{"from": "2022-06"}))
    options = next_visit(case, LIBRARY, "me", date(2022, 7, 1), Bill(500_00))
    assert {option.decision.code for option in options if option.decision} == {"not_in_force"}
    assert compare(options) is None


def test_the_pharmacy_is_paid_like_the_usual_level() -> None:
    person = {"id": "me", "region": "nanchang", "status": "employed", "usual_level": "level2"}
    options = next_visit(case_of(case_data(people=[person])), LIBRARY, "me", MARCH, Bill(1000_00))
    assert options[3].prescriber == "level2"
    assert options[3].settlement.pooled == options[1].settlement.pooled == 220_00


def test_equal_everywhere_differs_by_nothing() -> None:
    options = next_visit(case_of(case_data()), LIBRARY, "me", MARCH, Bill(100_00))
    comparison = compare(options)
    assert comparison is not None
    assert comparison.difference == 0
    assert comparison.least == comparison.most


def test_the_parts_of_a_bill_are_no_more_than_it() -> None:
    with pytest.raises(ValueError, match="parts"):
        next_visit(case_of(case_data()), LIBRARY, "me", MARCH, Bill(100, out_of_catalogue=101))


def test_a_day_before_the_period_is_refused() -> None:
    case, before = case_of(case_data()), date(2022, 12, 31)
    with pytest.raises(ValueError, match="before"):
        next_visit(case, LIBRARY, "me", before, Bill(0))
    with pytest.raises(ValueError, match="before"):
        until(case, LIBRARY, "me", before)
