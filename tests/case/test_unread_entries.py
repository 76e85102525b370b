"""Texts that could not be taken stay in their rows, and become values once they can."""

from datetime import timedelta

import pytest

from calculator.case.case import Case
from calculator.case.case_checks import faults_in
from calculator.case.case_json import read_case, write_case
from calculator.case.unread_entries import (
    LONGEST,
    Entry,
    left_unread,
    unfinished,
    unread_texts,
    what_stands,
    with_values,
)
from calculator.ground.money import Fen
from calculator.ground.months import first_day, last_day, month_at
from calculator.ground.resources import resource
from calculator.policy.library import Library


@pytest.fixture
def case(library: Library) -> Case:
    return read_case(resource("examples", "household.json").read_bytes(), library)


def entry(case: Case, field: str) -> Entry:
    return Entry("visits", case.visits[0].id, field)


def test_a_text_stays_with_its_row_and_goes_with_a_value(case: Case) -> None:
    total = entry(case, "total")
    kept = left_unread(case, total, "12o0")
    assert unread_texts(kept, "visits", total.row) == {"total": "12o0"}
    assert kept.visits[0].total == case.visits[0].total
    assert unfinished(kept) == [("visits", total.row)]
    assert with_values(kept, "visits", total.row, {"total": case.visits[0].total}) == case
    assert with_values(kept, "visits", total.row, {"first_self_pay": Fen(1)}).visits[0].unread == {"total": "12o0"}


def test_a_part_of_a_field_is_named_by_whoever_gives_it(case: Case) -> None:
    me = case.people[0]
    kept = left_unread(case, Entry("people", me.id, "account.opening_balance"), "1x")
    other = with_values(kept, "people", me.id, {"account": me.account}, "account.monthly_credit")
    assert unread_texts(other, "people", me.id) == {"account.opening_balance": "1x"}
    assert with_values(kept, "people", me.id, {"account": me.account}, "account.opening_balance") == case


def test_it_comes_back_from_a_file(case: Case, library: Library) -> None:
    for text in ("12o0", "", "\ud800x", "长" * (LONGEST + 5), "a\x00b\n"):
        kept = left_unread(case, entry(case, "total"), text)
        assert not list(faults_in(kept, library))
        assert read_case(write_case(kept).encode(), library) == kept


def test_a_part_stands_once_the_total_does(case: Case) -> None:
    visit = case.visits[0]
    kept = left_unread(case, entry(case, "out_of_catalogue"), "9,000.5")
    assert what_stands(kept) is kept
    larger = with_values(kept, "visits", visit.id, {"total": Fen(10_000_00)})
    stands = what_stands(larger).visits[0]
    assert (stands.out_of_catalogue, stands.unread) == (Fen(9_000_50), {})


def test_a_date_stands_once_the_period_reaches_it(case: Case) -> None:
    day = f"{case.through // 12 + 2}-03-05"
    kept = left_unread(case, entry(case, "date"), day)
    assert what_stands(kept) is kept
    longer = kept.model_copy(update={"through": month_at(case.through // 12 + 2, 12)})
    assert what_stands(longer).visits[0].date.isoformat() == day


def test_what_still_cannot_be_read_stays(case: Case) -> None:
    kept = left_unread(left_unread(case, entry(case, "total"), "12o0"), entry(case, "date"), "")
    assert what_stands(kept) is kept


def test_what_was_typed_in_the_first_and_the_last_month_of_the_period_stands(case: Case) -> None:
    first, last = first_day(case.from_), last_day(case.through)
    visits = tuple(
        case.visits[0].model_copy(update={"id": name, "date": day, "unread": {"total": "98765"}})
        for name, day in (("before", first - timedelta(1)), ("a", first), ("b", last), ("after", last + timedelta(1)))
    )
    found = what_stands(case.model_copy(update={"visits": visits}))
    assert [visit.id for visit in found.visits if visit.unread] == ["before", "after"]
    assert [visit.total for visit in found.visits if not visit.unread] == [98765_00, 98765_00]
