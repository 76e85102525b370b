"""The year day by day: it begins and ends where the statement does, and every step of it is an event."""

from datetime import date

import pytest
from hypothesis import given, settings
from random_cases import cases
from statements import LEAST_PERSON, LIBRARY, Json, case_data, case_of

from calculator.case.case import Case
from calculator.engine.compute import compute
from calculator.engine.year_moments import Moment, YearSeries, balance_on, year_series
from calculator.ground.months import first_day, last_day

some = settings(max_examples=80)


def series_of(case: Case, person: str = "me", year: int = 2023) -> YearSeries:
    return year_series(case, compute(case, LIBRARY), LIBRARY, person, year)


@some
@given(cases(fewest_visits=2))
def test_the_lines_begin_and_end_where_the_statement_does(data: Json) -> None:
    case = case_of(data)
    statement = compute(case, LIBRARY)
    for person in statement.people:
        before: Moment | None = None
        for year in person.years:
            series = year_series(case, statement, LIBRARY, person.id, year.year)
            assert series.first == max(first_day(case.from_), date(year.year, 1, 1))
            assert series.last == min(last_day(case.through), date(year.year, 12, 31))
            first, last = series.moments[0], series.moments[-1]
            assert (first.kind, first.day, first.balance) == ("opening", series.first, year.account.opening)
            assert (last.pooled, last.balance, last.cap) == (year.pooled_to_date, year.account.balance, year.cap)
            assert last.expense == year.expense_to_date
            if before is not None:
                assert (first.pooled, first.expense or 0, first.balance) == (0, 0, before.balance)
            before = last
            days = [moment.day for moment in series.moments]
            assert days == sorted(days)
            assert series.first <= days[0] <= days[-1] <= series.last
            for earlier, later in zip(series.moments, series.moments[1:], strict=False):
                assert later.pooled == earlier.pooled + later.pooled_change
                assert later.balance == earlier.balance + later.account_change
                assert later.balance >= 0
                assert (later.expense or 0) >= (earlier.expense or 0) >= 0
            assert all(moment.cap != old.cap for old, moment in _changes_of_cap(series))


def _changes_of_cap(series: YearSeries) -> list[tuple[Moment, Moment]]:
    pairs = zip(series.moments, series.moments[1:], strict=False)
    return [(old, moment) for old, moment in pairs if moment.kind == "cap"]


@some
@given(cases(fewest_visits=2))
def test_a_visit_stands_in_the_series_as_in_the_statement(data: Json) -> None:
    case = case_of(data)
    statement = compute(case, LIBRARY)
    for person in statement.people:
        for year in person.years:
            moments = year_series(case, statement, LIBRARY, person.id, year.year).moments
            own = [moment for moment in moments if moment.kind == "visit"]
            assert [moment.subject for moment in own] == [visit.id for visit in year.visits]
            for moment, visit in zip(own, year.visits, strict=True):
                assert moment.day == visit.date
                assert moment.decision == (visit.excluded or visit.refused)
                if visit.refused is None:
                    assert moment.pooled == visit.pooled_to_date
                    assert (moment.expense is None) == (year.expense_to_date is None)
                    if visit.cap_remaining is not None:
                        assert moment.cap is not None
                        counted = moment.pooled if moment.expense is None else moment.expense
                        assert visit.cap_remaining == max(0, moment.cap - counted)
            if case.from_ <= year.year * 12 <= case.through:
                opening = balance_on(case, statement, LIBRARY, person.id, date(year.year, 12, 31))
                later = [moment for moment in moments if (moment.day.month, moment.day.day) == (12, 31)]
                at_end = sum(moment.account_change for moment in later if moment.kind == "credit")
                assert opening == year.account.balance - at_end


FAMILY: list[Json] = [
    {**LEAST_PERSON, "contribution_base": "6000", "birth_date": "1980-05-17", "account": {"opening_balance": "500"}},
    {"id": "child", "region": "rizhao", "status": "employed"},
]


def test_what_moves_an_account() -> None:
    case = case_of(
        case_data(
            {"date": "2023-01-01", "total": "200", "pay_from_account": ["me"], "person": "me"},
            {"date": "2023-01-05", "total": "300", "pay_from_account": ["me"], "person": "child"},
            people=FAMILY,
            through="2023-02",
            account_uses=[
                {"payer": "me", "relation": "self", "purpose": "pharmacy_drug", "date": "2023-01-05", "amount": "50"},
                {"payer": "me", "relation": "self", "purpose": "fitness", "date": "2023-01-06", "amount": "50"},
            ],
        )
    )
    seen = [(one.day, one.kind, one.subject, one.account_change, one.balance) for one in series_of(case).moments]
    assert seen == [
        (date(2023, 1, 1), "opening", "", 0, 500_00),
        (date(2023, 1, 1), "credit", "", 165_00, 665_00),
        (date(2023, 1, 1), "visit", "1", -200_00, 465_00),
        (date(2023, 1, 5), "family_visit", "2", -300_00, 165_00),
        (date(2023, 1, 5), "use", "1", -50_00, 115_00),
        (date(2023, 2, 1), "credit", "", 165_00, 280_00),
    ]
    child = [(one.kind, one.account_change) for one in series_of(case, "child").moments]
    assert child == [("opening", 0), ("credit", 0), ("visit", 0), ("credit", 0)]
    assert series_of(case, "child").moments[1].decision is not None


def test_credits_on_the_last_day_come_last() -> None:
    readings = {"rizhao": {"credit-timing": "end-of-month"}}
    visit = {"date": "2023-01-31", "total": "600", "pay_from_account": ["me"]}
    case = case_of(case_data(visit, people=FAMILY[:1], through="2023-01", readings=readings))
    assert [(one.kind, one.balance) for one in series_of(case).moments] == [
        ("opening", 500_00),
        ("visit", 40_00),
        ("credit", 205_00),
    ]
    assert balance_on(case, compute(case, LIBRARY), LIBRARY, "me", date(2023, 1, 31)) == 40_00


def test_the_cap_follows_the_status() -> None:
    person = {"id": "me", "region": "nanchang", "status": "employed", "retirement_date": "2023-06-20"}
    caps = [(one.day, one.cap) for one in series_of(case_of(case_data(people=[person]))).moments if one.kind == "cap"]
    assert caps == [(date(2023, 7, 1), 2000_00)]
    at_once = {"nanchang": {"retirement-effect": "same-day"}}
    series = series_of(case_of(case_data(people=[person], readings=at_once)))
    assert series.moments[0].cap == 1800_00
    assert [one.day for one in series.moments if one.kind == "cap"] == [date(2023, 6, 20)]


def test_the_cap_begins_with_pooling() -> None:
    person = {"id": "me", "region": "erenhot", "status": "employed"}
    series = series_of(case_of(case_data(people=[person], **{"from": "2022-06"})), year=2022)
    assert series.first == date(2022, 6, 1)
    assert series.moments[0].cap is None
    assert [(one.day, one.cap) for one in series.moments if one.kind == "cap"] == [(date(2022, 10, 1), 4000_00)]


def test_a_limit_on_costs_is_said() -> None:
    person = {"id": "me", "region": "nanchang", "status": "employed"}
    readings = {"nanchang": {"cap-basis": "expense"}}
    assert series_of(case_of(case_data(people=[person], readings=readings))).cap_on_expense
    assert not series_of(case_of(case_data(people=[person]))).cap_on_expense


def test_the_line_that_runs_up_to_a_limit_on_costs_is_the_cost() -> None:
    # 600 + 200 were used before March: 800 at least. 500 more make 1,300, of which the limit of 1,800 leaves 500.
    person = {**LEAST_PERSON, "region": "nanchang", "opening": {"deductible_used": "600", "pooled": "200"}}
    visits: list[Json] = [{"date": "2023-03-05", "total": "500"}, {"date": "2023-04-05", "total": "1000"}]
    readings = {"nanchang": {"cap-basis": "expense"}}
    period = {"from": "2023-03", "through": "2023-04"}
    case = case_of(case_data(*visits, people=[person], readings=readings, **period))
    seen = [one for one in series_of(case).moments if one.kind in ("opening", "visit")]
    assert [one.expense for one in seen] == [800_00, 1300_00, 2300_00]
    known = {"date": "2023-03-20", "deductible_used": "600", "pooled": "900"}
    case = case_of(case_data(*visits, people=[{**person, "known": [known]}], readings=readings, **period))
    # The fund had paid 200 + 500 x 55% = 475 by then; 425 more of it are 425 more of cost at least.
    found = [(one.kind, one.subject, one.expense) for one in series_of(case).moments if one.kind != "credit"]
    assert found == [
        ("opening", "", 800_00),
        ("visit", "1", 1300_00),
        ("known", "pooled", 1300_00),
        ("known", "expense", 1725_00),
        ("visit", "2", 2725_00),
    ]


def test_earlier_visits_are_where_pooling_begins() -> None:
    person = {**LEAST_PERSON, "opening": {"deductible_used": "400", "pooled": "350"}}
    case = case_of(case_data({"total": "1000"}, people=[person], **{"from": "2023-03"}))
    assert series_of(case).moments[0].pooled == 350_00


@pytest.mark.parametrize(("person", "year"), [("nobody", 2023), ("me", 2022)])
def test_who_or_what_is_not_in_the_statement_is_an_error(person: str, year: int) -> None:
    with pytest.raises(KeyError):
        series_of(case_of(case_data()), person, year)
