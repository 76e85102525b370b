"""Edits of one thing: what is known of a day, a field that was typed, an account use, a new household, one visit."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statements import LEAST_PERSON, LIBRARY, case_data, case_of

from calculator.case.account_use_edits import changed_use, new_use, uses_of, with_use, without_uses
from calculator.case.case import Case, City, KnownFigures, LevelAmounts, LevelRates, StatedFigures, Visit
from calculator.case.case_checks import faults_in
from calculator.case.case_json import row_text
from calculator.case.entered_values import entered
from calculator.case.known_edits import with_known_figures
from calculator.case.known_figures import free_day, known_on_another_day, with_known, without_known
from calculator.case.new_case import new_case
from calculator.case.one_visit import PERSON, VISIT, OneVisit, without_visit
from calculator.case.people_edits import MOST_PEOPLE, too_many_to_show
from calculator.case.unread_entries import Entry, left_unread, unfinished, unread_entries, with_values
from calculator.engine.compute import compute
from calculator.ground.money import Fen
from calculator.ground.months import format_month, parse_month

USE = {"payer": "me", "relation": "self", "purpose": "pharmacy_drug", "amount": "10.00"}


@pytest.fixture
def case() -> Case:
    people = [LEAST_PERSON, {**LEAST_PERSON, "id": "mother", "relation": "parent"}]
    visits = [{"id": "v1", "person": "me"}, {"id": "v2", "person": "mother"}]
    uses = [{**USE, "id": "u1", "date": "2023-06-02"}, {**USE, "id": "u2", "date": "2023-06-01", "payer": "mother"}]
    return case_of(case_data(*visits, people=people, account_uses=uses))


def _period(case: Case) -> tuple[str, str]:
    return format_month(case.from_), format_month(case.through)


def _figures(day: date, **said: int) -> KnownFigures:
    return KnownFigures.model_construct(date=day, **{name: Fen(amount) for name, amount in said.items()})


# ---- what is known of a day


def test_known_figures_are_put_beside_those_of_the_day(case: Case) -> None:
    march, may = date(2023, 3, 31), date(2023, 5, 31)
    once = with_known_figures(case, "mother", [_figures(may, pooled=5), _figures(march, balance=7)])
    assert once.people[1].known == (_figures(march, balance=7), _figures(may, pooled=5))
    assert once.people[0] == case.people[0]
    twice = with_known_figures(once, "mother", [_figures(may, balance=0), _figures(march, balance=8)])
    # A balance of 0.00 is said as well; what is not said stays.
    assert twice.people[1].known == (_figures(march, balance=8), _figures(may, pooled=5, balance=0))
    thrice = with_known_figures(twice, "mother", [_figures(may, deductible_used=3, pooled=9)])
    assert thrice.people[1].known[1] == _figures(may, deductible_used=3, pooled=9, balance=0)
    assert _period(thrice) == _period(case)


def test_nothing_known_is_no_edit(case: Case) -> None:
    assert with_known_figures(case, "me", []) is case


def test_the_period_reaches_what_is_known_of_the_next_year(case: Case) -> None:
    changed = with_known_figures(case, "me", [_figures(date(2024, 2, 1), balance=1)])
    assert _period(changed) == ("2023-01", "2024-12")
    assert not list(faults_in(changed, LIBRARY))


DAYS = st.dates(date(2023, 1, 1), date(2023, 12, 31))
KNOWN = st.builds(_figures, DAYS, pooled=st.integers(0, 9))


@given(st.lists(KNOWN, max_size=6), DAYS, DAYS)
def test_there_is_one_entry_of_a_day_in_the_order_of_days(given_known: list[KnownFigures], day: date, to: date) -> None:
    known: tuple[KnownFigures, ...] = ()
    for one in given_known:
        known = with_known(known, one.date, pooled=one.pooled)
    last = {one.date: one.pooled for one in given_known}
    assert [(one.date, one.pooled) for one in known] == sorted(last.items())
    both = with_known(known, day, balance=Fen(4))
    (entry,) = [one for one in both if one.date == day]
    assert (entry.pooled, entry.balance) == (last.get(day), 4)
    assert without_known(both, day) == tuple(one for one in known if one.date != day)
    if to != day and to in last:
        with pytest.raises(ValueError, match="that day"):
            known_on_another_day(both, day, to)
    else:
        moved = known_on_another_day(both, day, to)
        assert [one.date for one in moved] == sorted({*last, to} - ({day} - {to}))
        assert [one.balance for one in moved if one.date == to] == [4]


@pytest.mark.parametrize(
    ("today", "taken", "free"),
    [
        ((2023, 6, 15), [], (2023, 6, 15)),
        ((2023, 6, 15), [(2023, 6, 15), (2023, 6, 14)], (2023, 6, 13)),
        ((2022, 6, 15), [], (2023, 1, 1)),
        ((2024, 6, 15), [], (2023, 12, 31)),
        ((2023, 1, 2), [(2023, 1, 2), (2023, 1, 1)], (2023, 1, 3)),
        ((2022, 1, 2), [(2023, 1, 1)], (2023, 1, 2)),
    ],
)
def test_a_free_day_is_the_nearest_before_or_the_first(
    case: Case, today: tuple[int, int, int], taken: list[tuple[int, int, int]], free: tuple[int, int, int]
) -> None:
    assert free_day(case, [_figures(date(*day)) for day in taken], date(*today)) == date(*free)


def test_where_every_day_is_taken_it_is_one_of_the_period(case: Case) -> None:
    every = [
        _figures(date.fromordinal(day)) for day in range(date(2023, 1, 1).toordinal(), date(2024, 1, 1).toordinal())
    ]
    for today in (date(2023, 1, 1), date(2023, 6, 1), date(2023, 12, 31)):
        assert free_day(case, every, today) == date(2023, 12, 31)


# ---- a field that was typed


@pytest.mark.parametrize(
    ("entry", "fields"),
    [
        (Entry("people", "mother", "name"), {"name": "母亲"}),
        (Entry("visits", "v2", "total"), {"total": Fen(7)}),
        (Entry("account_uses", "u1", "amount"), {"amount": Fen(7)}),
    ],
)
def test_what_was_typed_is_put_into_its_row_and_its_text_goes(
    case: Case, entry: Entry, fields: dict[str, object]
) -> None:
    kept = left_unread(case, entry, "12o0")
    assert [found for found, _text in unread_entries(kept)] == [entry]
    changed = entered(kept, entry, fields)
    assert not unfinished(changed)
    ((name, value),) = fields.items()
    for table in ("people", "visits", "account_uses"):
        for row, before in zip(getattr(changed, table), getattr(case, table), strict=True):
            at = (table, row.id) == (entry.table, entry.row)
            assert row == (before.model_copy(update={name: value}) if at else before)


@pytest.mark.parametrize(("table", "row"), [("visits", "v1"), ("account_uses", "u1")])
def test_a_typed_date_lengthens_the_period(case: Case, table: Any, row: str) -> None:
    changed = entered(case, Entry(table, row, "date"), {"date": date(2024, 2, 1)})
    assert _period(changed) == ("2023-01", "2024-12")


def test_a_part_of_a_row_takes_the_text_of_its_entry(case: Case) -> None:
    """The text was kept for a part of the account; the value given is the whole account."""
    entry = Entry("people", "me", "account.opening_balance")
    kept = left_unread(case, entry, "1x")
    assert entered(kept, entry, {"account": kept.people[0].account}) == case


def test_a_slip_without_figures_is_none(case: Case) -> None:
    noted = with_values(case, "visits", "v1", {"stated.pooled": Fen(5), "note": "a"})
    assert noted.visits[0].stated == StatedFigures.model_construct(pooled=Fen(5))
    assert noted.visits[0].note == "a"
    more = with_values(noted, "visits", "v1", {"stated.cash": Fen(6)})
    assert more.visits[0].stated == StatedFigures.model_construct(pooled=Fen(5), cash=Fen(6))
    less = with_values(more, "visits", "v1", {"stated.pooled": None})
    assert less.visits[0].stated == StatedFigures.model_construct(cash=Fen(6))
    assert with_values(less, "visits", "v1", {"stated.cash": None}).visits[0].stated is None


# ---- account uses


def test_a_fresh_use_is_still_to_be_entered(case: Case) -> None:
    use = new_use(case, "mother", 2023, date(2026, 1, 1))
    assert (use.id, use.payer, use.relation, use.purpose) == ("u3", "mother", "self", "pharmacy_drug")
    assert (use.amount, use.unread, use.date) == (0, {"amount": ""}, date(2023, 6, 1))
    assert with_use(case, use).account_uses == (*case.account_uses, use)


def test_uses_of_an_account_and_without_some(case: Case) -> None:
    more = with_use(case, case.account_uses[0].model_copy(update={"id": "u3", "date": date(2023, 1, 5)}))
    more = with_use(more, case.account_uses[0].model_copy(update={"id": "u4", "date": date(2022, 12, 31)}))
    assert [use.id for use in uses_of(more, "me", 2023)] == ["u3", "u1"]
    assert [use.id for use in uses_of(more, "mother", 2023)] == ["u2"]
    assert [use.id for use in without_uses(more, {"u1", "u4"}).account_uses] == ["u2", "u3"]


def test_a_use_is_changed_and_the_period_follows_its_date(case: Case) -> None:
    changed = changed_use(case, "u2", amount=Fen(3))
    assert [use.amount for use in changed.account_uses] == [10_00, 3]
    assert _period(changed) == _period(case)
    assert _period(changed_use(case, "u2", date=date(2024, 1, 1))) == ("2023-01", "2024-12")


# ---- a household to begin with, and one visit at a counter


@pytest.mark.parametrize("year", [2023, 987])
def test_a_new_household_is_of_one_person_and_one_year(year: int) -> None:
    case = new_case("rizhao", "retired", "甲", year)
    assert _period(case) == (f"{year:04d}-01", f"{year:04d}-12")
    (person,) = case.people
    assert (person.id, person.name, person.region, person.status) == ("me", "甲", "rizhao", "retired")
    assert (case.visits, case.account_uses) == ((), ())


ASKED = OneVisit("rizhao", "employed", "level2", date(2023, 5, 10), Fen(1000_00))


def _one(**said: Any) -> tuple[Case, Visit]:
    case = ASKED._replace(**said).case("乙")
    assert not list(faults_in(case, LIBRARY))
    (visit,) = case.visits
    return case, visit


def test_one_visit_alone_is_the_whole_case() -> None:
    case, visit = _one()
    (person,) = case.people
    assert (person.id, person.name, person.usual_level, person.city) == (PERSON, "乙", "level2", None)
    assert (person.opening, person.known, person.account.opening_balance) == (None, (), 0)
    assert (visit.id, visit.person, visit.date, visit.institution, visit.total) == (
        *(VISIT, PERSON, date(2023, 5, 10)),
        *("level2", 1000_00),
    )
    assert (visit.prescriber, visit.pay_from_account) == (None, ())
    assert _period(case) == ("2023-01", "2023-12")
    assert case.readings == {}
    assert compute(case, LIBRARY).people[0].years[0].totals.pooled == 420_00  # (1,000 − 400) × 70 %


def test_every_part_of_the_bill_is_the_visits() -> None:
    parts = {name: Fen(place) for place, name in enumerate(
        ("out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere"), start=1
    )}  # fmt: skip
    _case, visit = _one(**parts)
    assert {name: getattr(visit, name) for name in parts} == parts


def test_the_readings_asked_for_are_the_cases() -> None:
    readings = {"rizhao": {"deductible-period": "per-visit"}}
    assert ASKED.case("乙", readings).readings == readings


@pytest.mark.parametrize(
    ("said", "opening"),
    [
        ({}, None),
        ({"pooled": Fen(0)}, None),  # nothing was paid back: nothing is known
        ({"pooled": Fen(5)}, (None, 5)),
        ({"deductible_used": Fen(0)}, (0, 0)),
        ({"deductible_used": Fen(7)}, (7, 0)),
        ({"deductible_used": Fen(7), "pooled": Fen(5)}, (7, 5)),
    ],
)
def test_what_the_year_had_used_is_there_at_its_start(said: Any, opening: tuple[int | None, int] | None) -> None:
    case, _visit = _one(**said)
    found = case.people[0].opening
    assert (None if found is None else (found.deductible_used, found.pooled)) == opening


@pytest.mark.parametrize(
    ("day", "known", "at_start"),
    [
        (date(2023, 5, 10), [date(2023, 5, 9)], 0),
        (date(2023, 1, 2), [date(2023, 1, 1)], 0),
        (date(2023, 1, 1), [], 300_00),  # there is no day of the year before it
    ],
)
def test_a_balance_is_there_when_the_visit_is_paid(day: date, known: list[date], at_start: int) -> None:
    case, visit = _one(day=day, balance=Fen(300_00))
    person = case.people[0]
    assert [one.date for one in person.known] == known
    assert [one.balance for one in person.known] == [300_00] * len(known)
    assert person.account.opening_balance == at_start
    assert visit.pay_from_account == (PERSON,)
    # 1,000 − 420 = 580.00 are the person's own; the account, without a credit, holds 300.00.
    settled = compute(case, LIBRARY).people[0].years[0].visits[0]
    assert (settled.account_total, settled.cash) == (300_00, 280_00)


def test_a_balance_of_nothing_is_known() -> None:
    case, visit = _one(balance=Fen(0))
    assert case.people[0].known == (_figures(date(2023, 5, 9), balance=0),)
    assert visit.pay_from_account == (PERSON,)


@pytest.mark.parametrize(("prescriber", "expected"), [(None, "level1"), ("level3", "level3")])
def test_a_pharmacy_has_a_prescriber_and_is_nobodys_usual_level(prescriber: Any, expected: str) -> None:
    case, visit = _one(institution="pharmacy", prescriber=prescriber)
    assert (visit.institution, visit.prescriber) == ("pharmacy", expected)
    assert case.people[0].usual_level is None


def test_a_prescriber_is_a_pharmacys_alone() -> None:
    assert _one(prescriber="level3")[1].prescriber is None


def test_a_citys_figures_come_along() -> None:
    amounts = LevelAmounts.model_construct(level1=Fen(1), level2=Fen(2), level3=Fen(3))
    rates = LevelRates.model_construct(level1=6000, level2=6000, level3=5000)
    city = City.model_construct(deductible=amounts, rate=rates, retired_uplift=0, cap=Fen(9))
    assert ASKED._replace(region="gansu", city=city).case("乙").people[0].city == city


def test_the_person_without_the_visit_is_the_same() -> None:
    case, _visit = _one(balance=Fen(5), pooled=Fen(6))
    left = without_visit(case)
    assert left.visits == ()
    assert left.people == case.people
    assert _period(left) == _period(case)


# ---- the order of visits within a day


def test_visits_without_a_time_come_last_on_their_day(case: Case) -> None:
    visit = case.visits[0]
    times = (None, "23:59", "00:00", "09:05")
    moments = sorted(visit.model_copy(update={"time": time}).moment for time in times)
    assert [time for _day, time in moments] == ["00:00", "09:05", "23:59", "24:00"]
    assert {day for day, _time in moments} == {visit.date.toordinal()}


def test_what_a_file_leaves_out_is_filled_in() -> None:
    person = {"id": "me", "region": "rizhao", "status": "employed"}
    rows = [{"date": "2023-03-10", "institution": "level2", "total": "1.00"}] * 2
    data = {"format": "gongjisuan-case/1", "from": "2023-01", "through": "2023-12", "people": [person], "visits": rows}
    case = Case.model_validate(data)
    assert [(visit.id, visit.person) for visit in case.visits] == [("1", "me"), ("2", "me")]
    assert Case.model_validate(case) == case


@pytest.mark.parametrize(("through", "faulty"), [("2122-12", False), ("2123-01", True), ("2123-02", True)])
def test_a_period_is_at_most_a_hundred_years(through: str, faulty: bool) -> None:
    long = case_of(case_data()).model_copy(update={"through": parse_month(through)})
    assert [fault.code for fault in faults_in(long, LIBRARY)] == ["period_too_long"] * faulty


@pytest.mark.parametrize(("people", "told"), [(MOST_PEOPLE, 0), (MOST_PEOPLE + 1, 1)])
def test_so_many_people_a_window_shows(case: Case, people: int, told: int) -> None:
    more = tuple(case.people[0].model_copy(update={"id": f"p{place}"}) for place in range(people))
    faults = too_many_to_show(case.model_copy(update={"people": more}))
    assert [fault.code for fault in faults] == ["too_many_people"] * told


def test_a_row_is_written_without_a_warning_whatever_kind_of_list_it_has(case: Case) -> None:
    visit = case.visits[0].model_copy(update={"circumstances": ["prenatal"]})
    assert '"circumstances":["prenatal"]' in row_text(visit)
