"""The same household otherwise: what goes along, and what belonged to where it was."""

from datetime import date

import pytest
from pack_files import pack_text
from statements import LIBRARY, case_data, case_of

from calculator.case.case import Account, Case
from calculator.case.case_json import read_case
from calculator.case.variants import (
    by_the_rules,
    imagined_in_region,
    moved_to_region,
    moved_to_year,
    up_to,
    with_reading,
    with_readings_of,
    with_status,
)
from calculator.ground.faults import FaultsError
from calculator.ground.resources import resource
from calculator.policy.pack_reader import parse_pack

RETIRED = {
    "id": "f",
    "region": "rizhao",
    "status": "retired",
    "average_pension": {"2023": "3000.00"},
    "account": {"opening_balance": "10.00", "monthly_credit": "88.00"},
    "city": {
        "deductible": {"level1": "100.00", "level2": "200.00", "level3": "300.00"},
        "rate": {"level1": "0.6", "level2": "0.55", "level3": "0.5"},
        "retired_uplift": "0.05",
        "cap": "2000.00",
    },
}


@pytest.fixture
def case() -> Case:
    return read_case(resource("examples", "household.json").read_bytes(), LIBRARY)


def retired(**fields: object) -> Case:
    return case_of(case_data(people=[{**RETIRED, **fields}], **{"from": "2024-01", "through": "2024-12"}))


# ---- another region


def test_another_region_has_neither_the_old_ones_figures_nor_what_it_credited() -> None:
    case = retired()
    person = moved_to_region(case, "gansu", "f").people[0]
    assert (person.region, person.city, person.average_pension) == ("gansu", None, {})
    assert person.account.monthly_credit is None
    assert person.account.opening_balance == 10_00, "money that is there stays"
    assert (person.status, person.id) == (case.people[0].status, "f")


def test_who_lives_there_already_keeps_what_is_known() -> None:
    case = retired()
    assert moved_to_region(case, "rizhao") is case
    assert moved_to_region(case, "gansu", "someone else") is case


def test_another_version_of_a_region_keeps_its_facts_but_not_what_the_old_rules_credit() -> None:
    case = retired()
    before, person = case.people[0], moved_to_region(case, "rizhao@7").people[0]
    assert (person.average_pension, person.city) == (before.average_pension, before.city)
    assert person.account.monthly_credit is None


def test_the_averages_of_a_template_hold_in_what_was_made_of_it() -> None:
    case = retired()
    person = moved_to_region(case, "newtown", template="rizhao").people[0]
    assert (person.city, person.average_pension) == (None, case.people[0].average_pension)
    assert moved_to_region(case, "newtown", template="xian").people[0].average_pension == {}


def test_only_the_person_who_moves_does(case: Case) -> None:
    first, *others = case.people
    moved = moved_to_region(case, "nanchang", first.id)
    assert moved.people[0].region == "nanchang"
    assert list(moved.people[1:]) == others
    assert {person.region for person in moved_to_region(case, "nanchang").people} == {"nanchang"}


def test_what_could_not_be_read_of_the_old_region_stays_there_and_the_rest_comes_along() -> None:
    unread = {"city.cap": "2,4x0", "average_pension.2023": "3k", "account.monthly_credit": "88?", "birth_date": "5月"}
    case = retired(unread=unread)
    assert moved_to_region(case, "gansu").people[0].unread == {"birth_date": "5月"}
    same = moved_to_region(case, "rizhao@7").people[0].unread
    assert same == {name: unread[name] for name in ("city.cap", "average_pension.2023", "birth_date")}


# ---- what is known of the figures


def told() -> Case:
    """Two people, both with figures of an app and of a slip."""
    known = [{"date": "2024-06-30", "pooled": "500.00", "balance": "1630.00"}]
    account = {"monthly_credit": "88.00"}
    people = [
        {"id": name, "region": region, "status": "employed", "known": known, "account": account}
        for name, region in (("a", "rizhao"), ("b", "xian"))
    ]
    visits = [{"person": name, "date": "2024-03-05", "stated": {"pooled": "1.00"}} for name in ("a", "b")]
    return case_of(case_data(*visits, people=people, **{"from": "2024-01", "through": "2024-12"}))


def known(case: Case) -> dict[str, tuple[bool, bool, bool]]:
    stated = {visit.person: visit.stated is not None for visit in case.visits}
    return {one.id: (bool(one.known), stated[one.id], one.account.monthly_credit is not None) for one in case.people}


def test_what_is_known_of_figures_stays_where_things_are_as_they_are() -> None:
    case, everything, nothing = told(), (True,) * 3, (False,) * 3
    assert known(case) == {"a": everything, "b": everything}
    assert known(imagined_in_region(case, "rizhao")) == {"a": everything, "b": nothing}
    assert known(imagined_in_region(case, "gansu", "a")) == {"a": nothing, "b": everything}
    assert known(with_status(case, "a", "retired")) == {"a": nothing, "b": everything}
    assert known(moved_to_year(case, LIBRARY, 2024, 2023)) == {"a": nothing, "b": nothing}
    assert known(by_the_rules(case)) == {"a": nothing, "b": nothing}
    assert imagined_in_region(case, "rizhao", "a") is case
    assert by_the_rules(by_the_rules(case)) == by_the_rules(case)


def test_what_is_known_of_one_person_or_one_visit_alone_is_left_out_too() -> None:
    case = told()
    person = case.people[1].model_copy(update={"known": (), "account": Account()})
    silent = tuple(visit.model_copy(update={"stated": None}) for visit in case.visits)
    of_one_person = case.model_copy(update={"people": (case.people[0], person), "visits": silent})
    assert known(by_the_rules(of_one_person))["a"] == (False,) * 3
    nobody = case.people[0].model_copy(update={"known": (), "account": Account()})
    of_one_visit = case.model_copy(update={"people": (nobody, person), "visits": (case.visits[0], silent[1])})
    assert known(by_the_rules(of_one_visit))["a"] == (False,) * 3


def test_who_really_moves_keeps_what_an_app_and_slips_said() -> None:
    assert known(moved_to_region(told(), "gansu", "a"))["a"] == (True, True, False)


# ---- another status


def test_a_known_credit_is_that_of_the_status_one_has() -> None:
    case = retired()
    assert with_status(case, "f", "retired") == case
    other = with_status(case, "f", "employed").people[0]
    assert (other.status, other.account.monthly_credit) == ("employed", None)
    assert by_the_rules(case).people[0].account.monthly_credit is None


# ---- another year


def test_what_was_paid_from_a_month_on_moves_along_and_a_leap_day_falls_back() -> None:
    base = {"2024-01": "5000.00", "2024-06": "6000.00"}
    person = {"id": "a", "region": "rizhao", "status": "employed", "contribution_base": base, "own_pension": base}
    visits = [{"person": "a", "date": day} for day in ("2024-02-29", "2024-02-28", "2024-12-31")]
    case = case_of(case_data(*visits, people=[person], **{"from": "2024-01", "through": "2024-12"}))
    there = moved_to_year(case, LIBRARY, 2024, 2022)
    assert [visit.date.isoformat() for visit in there.visits] == ["2022-02-28", "2022-02-28", "2022-12-31"]
    assert (there.from_, there.through) == (2022 * 12, 2022 * 12 + 11)
    for name in ("contribution_base", "own_pension"):
        assert getattr(there.people[0], name) == {2022 * 12: 5000_00, 2022 * 12 + 5: 6000_00}
    assert moved_to_year(case, LIBRARY, 2024, 2028).visits[0].date.isoformat() == "2028-02-29"
    assert moved_to_year(case, LIBRARY, 2024, 2024) is case


@pytest.mark.parametrize(("to", "there"), [(0, False), (1, True), (9999, True), (10_000, False)])
def test_only_years_of_the_calendar_can_be_moved_to(to: int, there: bool) -> None:
    case = case_of(case_data(**{"from": "2024-01", "through": "2024-12"}))
    if there:
        assert moved_to_year(case, LIBRARY, 2024, to).from_ == 12 * to
    else:
        with pytest.raises(ValueError, match="no such year"):
            moved_to_year(case, LIBRARY, 2024, to)


def test_all_years_of_the_period_have_to_be_of_the_calendar() -> None:
    case = case_of(case_data(**{"from": "2023-01", "through": "2024-12"}))
    for to in (0, 1):  # the year before it would be none
        with pytest.raises(ValueError, match="no such year"):
            moved_to_year(case, LIBRARY, 2024, to)
    with pytest.raises(ValueError, match="no such year"):
        moved_to_year(case, LIBRARY, 2023, 9999)


# ---- readings


def test_the_default_is_not_written_down() -> None:
    case = case_of(case_data({}))
    other = with_reading(case, LIBRARY.pack("rizhao"), "deductible-period", "per-visit")
    assert other.readings == {"rizhao": {"deductible-period": "per-visit"}}
    assert with_reading(other, LIBRARY.pack("rizhao"), "deductible-period", "annual") == case


def test_choices_of_other_questions_and_regions_stay() -> None:
    given_readings = {"rizhao": {"rounding": "truncate"}, "xian": {"cap-basis": "expense"}}
    case = case_of(case_data({}, readings=given_readings))
    chosen = with_reading(case, LIBRARY.pack("rizhao"), "age-45", "exact")
    assert chosen.readings == {**given_readings, "rizhao": {"rounding": "truncate", "age-45": "exact"}}


def test_the_readings_of_a_template_go_along_as_far_as_they_fit() -> None:
    pack = parse_pack(pack_text("newtown").encode(), "newtown.toml")
    asked = {reading.id: reading.values[-1].id for reading in pack.reading}
    case = case_of(case_data({}, readings={"rizhao": {"rounding": "truncate"}}))
    found = with_readings_of(case, "rizhao", pack).readings
    assert found.get("newtown", {}) == {name: "truncate" for name in asked if name == "rounding"}
    assert found["rizhao"] == {"rounding": "truncate"}


# ---- a day


def test_a_household_as_it_is_on_a_day_knows_nothing_of_later_ones() -> None:
    """Visits, a use and known figures on 10 and 11 March: on the 10th there is the first of each."""
    both = ["2023-03-10", "2023-03-11"]
    spent = {"payer": "me", "relation": "self", "purpose": "hospital_personal", "amount": "1.00"}
    case = case_of(
        case_data(
            *({"id": day, "date": day} for day in both),
            people=[{"id": "me", "region": "rizhao", "status": "employed", "known": [{"date": day} for day in both]}],
            account_uses=[{**spent, "id": day, "date": day} for day in both],
        )
    )
    assert up_to(case, date(2023, 3, 11)) == case
    then = up_to(case, date(2023, 3, 10))
    assert [visit.id for visit in then.visits] == ["2023-03-10"]
    assert [use.id for use in then.account_uses] == ["2023-03-10"]
    assert [known.date for known in then.people[0].known] == [date(2023, 3, 10)]
    nothing = up_to(case, date(2023, 3, 9))
    assert (nothing.visits, nothing.account_uses, nothing.people[0].known) == ((), (), ())


def test_a_year_before_a_person_was_born_is_refused() -> None:
    """Born in June 2023: in 2022 nobody of the household was there yet."""
    child = {"id": "c", "region": "rizhao", "status": "employed", "birth_date": "2023-06-01"}
    case = case_of(case_data(people=[child], visits=[]))
    with pytest.raises(FaultsError) as caught:
        moved_to_year(case, LIBRARY, 2023, 2022)
    assert [fault.code for fault in caught.value.faults] == ["born_after_through"]
