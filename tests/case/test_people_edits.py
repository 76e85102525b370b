"""Edits of people and account uses, as cases before and after."""

from collections.abc import Callable
from datetime import date

import pytest

from calculator.case.account_use_edits import changed_use, new_use, uses_of, with_use, without_uses
from calculator.case.case import Case
from calculator.case.case_checks import faults_in
from calculator.case.case_json import read_case, write_case
from calculator.case.people_edits import (
    free_name,
    leaving,
    moved,
    new_person_id,
    related,
    renamed,
    with_person,
    without,
)
from calculator.case.variants import moved_to_region
from calculator.ground.money import Fen
from calculator.ground.months import month_at
from calculator.ground.resources import resource
from calculator.policy.library import Library

TODAY = date(2026, 5, 1)


@pytest.fixture
def case(library: Library) -> Case:
    return read_case(resource("examples", "household.json").read_bytes(), library)


def ids(case: Case) -> list[str]:
    return [person.id for person in case.people]


EDITS: list[Callable[[Case], Case]] = [
    lambda case: with_person(case, "p4", "母亲", "gansu", "retired"),
    lambda case: renamed(case, "father", "爸爸"),
    lambda case: moved_to_region(case, "gansu", "me"),
    lambda case: moved(case, "father", -1),
    lambda case: without(case, "me"),
    lambda case: with_use(case, new_use(case, "father", 2023, TODAY)),
    lambda case: changed_use(case, "1", amount=Fen(1)),
    lambda case: changed_use(case, "1", date=date(2024, 2, 1)),
    lambda case: without_uses(case, {"1", "3"}),
]


@pytest.mark.parametrize("edit", EDITS)
def test_every_edit_gives_a_case_that_can_be_saved_and_opened(
    edit: Callable[[Case], Case], case: Case, library: Library
) -> None:
    before = write_case(case)
    after = edit(case)
    assert after != case
    assert write_case(case) == before
    assert list(faults_in(after, library)) == []
    assert read_case(write_case(after).encode(), library) == after


def test_a_new_person_has_an_id_and_a_name_of_their_own(case: Case) -> None:
    names = ("本人", "配偶", "父亲", "子女")
    for expected in ("子女", "子女 2", "子女 3"):
        name = free_name(case, names)
        assert name == expected
        case = with_person(case, new_person_id(case), name, "xian", "employed")
    assert len(set(ids(case))) == 6
    taken = with_person(case, f"p{len(case.people) + 2}", "x", "xian", "employed")
    assert new_person_id(taken) not in ids(taken)


def test_moving_stops_at_the_ends(case: Case) -> None:
    assert ids(moved(case, "father", -1)) == ["me", "father", "spouse"]
    assert ids(moved(case, "me", 1)) == ["spouse", "me", "father"]
    assert moved(case, "me", -1) == case
    assert moved(case, "father", 5) == case


def test_removing_takes_visits_uses_and_payments_along(case: Case) -> None:
    gone = leaving(case, "me")
    assert (gone.visits, gone.uses, gone.paid_for_others) == (5, 2, 2)
    assert [leaving(case, name).visits for name in ("spouse", "father")] == [2, 3]
    after = without(case, "me")
    assert ids(after) == ["spouse", "father"]
    assert len(after.visits) == len(case.visits) - gone.visits
    assert [use.payer for use in after.account_uses] == ["spouse"]
    assert [visit.pay_from_account for visit in after.visits if visit.id in ("4", "8")] == [("spouse",), ("father",)]


def test_the_only_person_cannot_be_removed(case: Case) -> None:
    alone = without(without(case, "me"), "spouse")
    with pytest.raises(ValueError, match="at least one"):
        without(alone, "father")


def test_uses_stand_in_the_order_of_their_dates(case: Case) -> None:
    earlier = changed_use(case, "2", date=date(2023, 1, 5))
    assert [use.id for use in uses_of(earlier, "me", 2023)] == ["2", "1"]
    assert uses_of(case, "me", 2024) == []


def test_a_new_use_begins_today_or_on_the_day_of_the_last_one(case: Case) -> None:
    assert new_use(case, "me", 2023, TODAY).date == date(2023, 11, 2)
    assert new_use(case, "father", 2023, TODAY).date == date(2023, 1, 1)
    assert new_use(case, "father", 2026, TODAY).date == TODAY
    assert new_use(case, "father", 2023, TODAY).unread == {"amount": ""}
    short = case.model_copy(update={"from_": month_at(2023, 4), "account_uses": ()})
    assert new_use(short, "me", 2023, TODAY).date == date(2023, 4, 1)
    taken = with_use(case, new_use(case, "me", 2023, TODAY).model_copy(update={"id": "u5"}))
    assert new_use(taken, "me", 2023, TODAY).id not in {use.id for use in taken.account_uses}


def test_a_use_in_the_following_year_lengthens_the_period_and_a_later_one_does_not(case: Case) -> None:
    assert changed_use(case, "1", date=date(2024, 2, 1)).through == month_at(2024, 12)
    assert changed_use(case, "1", date=date(2023, 2, 1)).through == case.through
    assert changed_use(case, "1", date=date(2026, 2, 1)).through == case.through


def test_relations_follow_whoever_comes_first(case: Case) -> None:
    def relations(of: Case) -> dict[str, str | None]:
        return {person.id: person.relation for person in of.people}

    told = related(related(related(case, "me", None), "spouse", "spouse"), "father", "parent")
    assert relations(told) == {"me": None, "spouse": "spouse", "father": "parent"}
    assert relations(moved(told, "father", -1)) == relations(told)  # who comes first is the same
    assert relations(moved(told, "father", -2)) == {"father": None, "me": "child", "spouse": None}
    assert relations(moved(told, "spouse", -1)) == {"spouse": None, "me": "spouse", "father": None}
    assert relations(without(told, "me")) == {"spouse": None, "father": None}
    assert relations(without(told, "spouse")) == {"me": None, "father": "parent"}
