"""A household's year: one line a person, their sums, and whose account paid for whom."""

from datetime import date

import pytest
from statements import LIBRARY

from calculator.case.case import Case
from calculator.case.case_json import read_case
from calculator.engine.compute import compute
from calculator.engine.statement import Statement
from calculator.ground.money import Fen
from calculator.ground.resources import resource
from calculator.words.family_year import FamilyYear, Shared, family_year, sharing


@pytest.fixture(scope="module")
def case() -> Case:
    return read_case(resource("examples", "household.json").read_bytes(), LIBRARY)


@pytest.fixture(scope="module")
def statement(case: Case) -> Statement:
    return compute(case, LIBRARY)


def test_every_person_has_a_line_in_the_cases_order(case: Case, statement: Statement) -> None:
    family = family_year(statement, 2023)
    assert [member.person for member in family.members] == [person.id for person in case.people]
    me = family.members[0]
    assert (me.pooled, me.cap, me.cap_remaining, me.balance, me.cash) == (1132_00, 2000_00, 868_00, 778_60, 320_00)


def test_the_sums_are_those_of_the_lines(statement: Statement) -> None:
    family = family_year(statement, 2023)
    years = [person.years[0] for person in statement.people]
    assert family.pooled == sum(year.totals.pooled for year in years)
    assert family.balance == sum(year.account.balance for year in years)
    assert family.cash == sum(year.totals.cash for year in years)


def with_people(case: Case, **fields: object) -> FamilyYear:
    people = tuple(person.model_copy(update=fields) for person in case.people)
    return family_year(compute(case.model_copy(update={"people": people}), LIBRARY), 2023)


def test_months_without_credit_are_counted_with_their_reason(case: Case) -> None:
    father = with_people(case, average_pension={}).members[2]
    assert father.uncredited_months == 12
    assert father.why is not None
    assert father.why[0] == "refused.average_pension_required"


def test_without_the_citys_figures_no_visit_is_computed_and_no_cap_known(case: Case) -> None:
    family = with_people(case, region="gansu")
    for member in family.members:
        assert member.nothing_computed
        assert (member.cap, member.cap_remaining, member.pooled, member.cash) == (None, None, 0, 0)
    assert family.refused_visits == len(case.visits)


def test_what_the_fund_paid_before_the_period_is_in_the_figure(case: Case) -> None:
    first = case.people[0].opening
    assert first is not None
    opening = first.model_copy(update={"pooled": Fen(500_00)})
    me = with_people(case, opening=opening).members[0]
    # Who was paid had used 300 of the deductible at least: 1132 of the year's visits, and 300 more at 70%.
    assert (me.pooled, me.cap_remaining) == (500_00 + 1132_00 + 210_00, 158_00)


def test_a_year_outside_the_period_has_no_family(statement: Statement) -> None:
    with pytest.raises(KeyError):
        family_year(statement, 2030)


def test_sharing_is_the_same_from_both_sides(case: Case, statement: Statement) -> None:
    people = [person.id for person in case.people]
    given = {
        (owner, one.person, one.visits, one.amount) for owner in people for one in sharing(statement, owner, 2023).given
    }
    received = {
        (one.person, owner, one.visits, one.amount)
        for owner in people
        for one in sharing(statement, owner, 2023).received
    }
    assert given == received


def test_sharing_adds_up_by_person_and_year(case: Case) -> None:
    before = case.visits[3]  # the spouse's, of which her own account can pay all
    mine = before.model_copy(update={"pay_from_account": ("me",)})
    again = mine.model_copy(update={"id": "again", "date": date(2023, 5, 10)})
    changed = case.model_copy(update={"visits": (mine, again)})
    statement = compute(changed, LIBRARY)
    paid = sum(visit.account_total for visit in statement.people[1].years[0].visits)
    assert paid > 0
    assert sharing(statement, "me", 2023).given == (Shared("spouse", 2, paid),)
    assert sharing(statement, "spouse", 2023).received == (Shared("me", 2, paid),)
    assert sharing(statement, "father", 2023).given == ()
    assert sharing(statement, "me", 2022).given == ()
