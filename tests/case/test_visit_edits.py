"""Visits that are added, changed, removed and brought along, and the period that grows with them."""

from datetime import date

import pytest
from statements import LIBRARY, case_data, case_of

from calculator.case.case import Case, Visit
from calculator.case.case_checks import faults_in
from calculator.case.visit_edits import (
    as_new,
    changed_visit,
    hospitals,
    moved_in_day,
    spanning_its_visits,
    usual_day,
    visit_ids,
    with_refunded,
    with_typed_visits,
    with_visits,
    without_visits,
)
from calculator.ground.faults import FaultsError
from calculator.ground.months import format_month


@pytest.fixture
def case() -> Case:
    return case_of(case_data({"id": "v1"}, {"id": "v4"}, **{"from": "2023-03", "through": "2023-11"}))


def on(case: Case, day: date, name: str = "new") -> Visit:
    return case.visits[0].model_copy(update={"id": name, "date": day})


def period(case: Case) -> tuple[str, str]:
    return format_month(case.from_), format_month(case.through)


def test_new_ids_are_those_of_no_visit(case: Case) -> None:
    ids = visit_ids(case)
    assert [ids.free() for _ in range(3)] == ["v3", "v5", "v6"]
    assert (ids.free("mine"), ids.free("mine"), ids.free("")) == ("mine", "v7", "v8")


@pytest.mark.parametrize(
    ("day", "through"),
    [
        (date(2023, 11, 30), "2023-11"),
        (date(2023, 12, 1), "2023-12"),
        (date(2024, 2, 1), "2024-12"),
        (date(2025, 2, 1), "2023-11"),  # a slip of the pen
        (date(2022, 2, 1), "2023-11"),
    ],
)
def test_a_typed_visit_lengthens_the_period_by_a_year_at_most(case: Case, day: date, through: str) -> None:
    added = with_typed_visits(case, [on(case, day)])
    changed = changed_visit(case, "v4", date=day)
    assert period(added) == period(changed) == ("2023-03", through)
    within = added.from_ <= day.year * 12 + day.month - 1 <= added.through
    assert (list(faults_in(added, LIBRARY)) == []) is within


def test_of_several_typed_visits_a_slip_does_not_hold_up_the_others(case: Case) -> None:
    added = with_typed_visits(case, [on(case, date(2024, 1, 1), "a"), on(case, date(2033, 1, 1), "b")])
    assert period(added) == ("2023-03", "2024-12")
    assert [fault.path for fault in faults_in(added, LIBRARY)] == ["visits[3].date"]


def test_imported_visits_lengthen_it_by_whole_years_both_ways(case: Case) -> None:
    grown = with_visits(case, [on(case, date(2021, 7, 1), "a"), on(case, date(2025, 7, 1), "b")])
    assert period(grown) == ("2021-01", "2025-12")
    assert period(with_visits(case, [on(case, date(2023, 5, 1))])) == ("2023-03", "2023-11")
    assert period(with_visits(case, [on(case, date(2023, 12, 31))])) == ("2023-03", "2023-12")
    assert with_visits(case, []) == case


def test_a_period_is_that_of_its_visits(case: Case) -> None:
    grown = with_visits(case, [on(case, date(2025, 7, 1))])
    assert period(spanning_its_visits(grown)) == ("2023-01", "2025-12")
    with pytest.raises(FaultsError):
        spanning_its_visits(without_visits(case, {"v1", "v4"}))


def test_what_is_there_already_is_not_brought_again(case: Case) -> None:
    same, other = case.visits[0], case.visits[0].model_copy(update={"total": case.visits[0].total + 1})
    assert as_new(case, [same], keep=False) == []
    assert [visit.id for visit in as_new(case, [same], keep=True)] == ["v3"]
    assert [visit.id for visit in as_new(case, [same, other, on(case, same.date)], keep=False)] == ["v3", "new"]
    assert [visit.id for visit in as_new(case, [on(case, same.date)] * 2, keep=False)] == ["new"]


def test_removing_is_by_id(case: Case) -> None:
    assert [visit.id for visit in without_visits(case, {"v1", "v9"}).visits] == ["v4"]


def test_of_several_typed_days_the_latest_year_counts(case: Case) -> None:
    added = with_typed_visits(case, [on(case, date(2023, 12, 3), "a"), on(case, date(2024, 2, 1), "b")])
    assert period(added) == ("2023-03", "2024-12")


# ---- a row to begin with


TODAY = date(2023, 9, 30)


@pytest.mark.parametrize(
    ("year", "days", "expected"),
    [
        (2023, [date(2023, 5, 1)], TODAY),  # this year: today, whatever is there
        (2024, [date(2024, 2, 1), date(2024, 3, 7), date(2024, 1, 9)], date(2024, 3, 7)),
        (2022, [], date(2023, 3, 1)),  # the period begins later than that year
        (2025, [], date(2023, 11, 30)),  # and ends before that one
    ],
)
def test_a_new_row_begins_today_else_on_the_latest_day_else_on_the_first(
    case: Case, year: int, days: list[date], expected: date
) -> None:
    assert usual_day(case, year, TODAY, days) == expected


def test_a_new_row_of_a_year_without_rows_begins_on_its_first_day(case: Case) -> None:
    two_years = case.model_copy(update={"through": case.through + 13})
    assert usual_day(two_years, 2024, TODAY, []) == date(2024, 1, 1)


def test_hospitals_are_those_of_the_latest_visits_whose_level_is_known(case: Case) -> None:
    def at(name: str, day: int, hospital: str, **fields: object) -> Visit:
        return on(case, date(2023, 5, day), name).model_copy(update={"institution_name": hospital, **fields})

    visits = [
        at("a", 1, "一院", institution="level2"),
        at("b", 9, "一院", institution="level3"),
        at("c", 5, "一院", institution="level1"),
        at("d", 20, "一院", unread={"institution": "不知道"}),
        at("e", 21, "二院", unread={"prescriber": "?"}),
        at("f", 2, "三院", unread={"total": "12o"}),
        at("g", 22, ""),
    ]
    found = hospitals(with_visits(case, visits))
    assert {name: visit.id for name, visit in found.items()} == {"一院": "b", "三院": "f"}
    assert list(found) == ["一院", "三院"]


# ---- within a day, and paid back


def test_a_visit_moves_among_those_of_its_person_at_the_same_time_of_a_day(case: Case) -> None:
    day = date(2023, 5, 1)
    others = [on(case, day, name) for name in ("a", "b", "c")]
    spouse = on(case, day, "s").model_copy(update={"person": "spouse"})
    later = on(case, date(2023, 5, 2), "d")
    timed = on(case, day, "t").model_copy(update={"time": "09:00"})
    full = with_visits(case, [others[0], spouse, later, others[1], timed, others[2]])
    first = [visit.id for visit in case.visits]

    def order(of: Case) -> list[str]:
        return [visit.id for visit in of.visits][len(first) :]

    assert order(full) == ["a", "s", "d", "b", "t", "c"]
    assert order(moved_in_day(full, "a", 1)) == ["b", "s", "d", "a", "t", "c"]
    assert order(moved_in_day(full, "b", 1)) == ["a", "s", "d", "c", "t", "b"]
    assert order(moved_in_day(full, "b", -1)) == ["b", "s", "d", "a", "t", "c"]
    for name, step in (("a", -1), ("c", 1), ("s", 1), ("t", -1), ("d", 1), ("d", -1)):
        assert moved_in_day(full, name, step) is full


def test_only_the_visits_that_were_paid_back_are_marked(case: Case) -> None:
    back = with_refunded(case, {"v4"}, back=True)
    assert [visit.refunded for visit in back.visits] == [False, True]
    assert with_refunded(back, {"v4", "v1"}, back=False) == case
