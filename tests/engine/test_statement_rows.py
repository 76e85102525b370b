"""What the rows of a statement say of themselves: equal or not, in sum, and held against slips."""

from dataclasses import replace
from typing import Any

import pytest
from statements import LEAST_PERSON, LIBRARY, Json, case_data, case_of

from calculator.case.case import StatedFigures
from calculator.engine.compute import compute
from calculator.engine.stated_figures import agrees, differs
from calculator.engine.statement import AccountPayment, Step, VisitSettlement, YearStatement


def _year(*visits: Json, **fields: Any) -> YearStatement:
    return compute(case_of(case_data(*visits, **fields)), LIBRARY).people[0].years[0]


def _with_slip(**stated: str) -> VisitSettlement:
    """Rizhao, level 2: (1,480 − 400) × 70 % = 756.00."""
    return _year({"stated": stated} if stated else {}).visits[0]


@pytest.mark.parametrize(
    ("stated", "as_computed", "otherwise"),
    [
        ({}, False, False),
        ({"pooled": "756.00"}, True, False),
        ({"pooled": "756.01"}, False, True),
        ({"pooled": "755.99"}, False, True),
        ({"pooled": "756.00", "deductible": "300.00"}, False, True),
        ({"pooled": "756.00", "deductible": "400.00"}, True, False),
        # No contribution base: the balance is not known, so there is nothing to hold this against.
        ({"balance_after": "3.00"}, False, False),
        ({"balance_after": "3.00", "pooled": "756.00"}, True, False),
    ],
)
def test_a_slip_agrees_where_all_that_can_be_compared_is_as_computed(
    stated: dict[str, str], as_computed: bool, otherwise: bool
) -> None:
    visit = _with_slip(**stated)
    assert (agrees(visit), differs(visit)) == (as_computed, otherwise)


def test_a_slip_that_states_nothing_is_held_against_nothing() -> None:
    case = case_of(case_data({}))
    visits = (case.visits[0].model_copy(update={"stated": StatedFigures()}),)
    year = compute(case.model_copy(update={"visits": visits}), LIBRARY).people[0].years[0]
    assert (year.visits[0].stated_difference, year.stated) == (None, None)


REMOTE = {"setting": "remote_filed"}  # 日照 二（六）: no figure, refused


@pytest.mark.parametrize(
    ("visits", "nothing"),
    [([], False), ([{}], False), ([REMOTE], True), ([REMOTE, REMOTE], True), ([REMOTE, {}], False)],
)
def test_a_year_of_refused_visits_alone_has_nothing_computed(visits: list[Json], nothing: bool) -> None:
    assert _year(*visits).nothing_computed is nothing


def test_rows_are_equal_by_what_they_hold() -> None:
    one, other = _year({}), _year({})
    assert one == other
    assert one is not other
    assert one != _year({"total": "1480.01"})
    assert replace(one, year=2024) != one
    payment = AccountPayment("me", 5)
    assert payment == AccountPayment("me", 5)
    assert payment != AccountPayment("me", 6)
    assert payment != AccountPayment("you", 5)
    assert payment != ("me", 5)
    assert payment.__eq__(("me", 5)) is NotImplemented


def test_rows_show_what_they_hold() -> None:
    assert repr(AccountPayment("me", 5)) == "AccountPayment(payer='me', amount=5)"
    step = Step("cap", ("step.cap", {}), 5, None, None)
    assert repr(step).startswith(
        "Step(name='cap', text=('step.cap', {}), amount=5, source=None, clause=None, reading=()"
    )


def test_the_sums_leave_out_what_was_refused_or_paid_back() -> None:
    year = _year(
        {"total": "1480"}, REMOTE, {"total": "500", "refunded": True}, {"total": "20", "setting": "non_designated"}
    )
    sums = year.totals
    assert (sums.total, sums.in_scope, sums.deductible, sums.pooled) == (1500_00, 1480_00, 400_00, 756_00)
    assert (sums.personal, sums.cash, sums.account, sums.refused_visits) == (744_00, 744_00, 0, 1)


def test_the_whole_period_is_the_sum_of_its_years() -> None:
    fields = {"from": "2023-01", "through": "2024-12"}
    case = case_of(case_data({"date": "2023-03-10"}, {"date": "2024-03-10"}, **fields))
    person = compute(case, LIBRARY).people[0]
    assert (person.sums().pooled, person.sums().personal, person.sums().cash) == (1512_00, 1448_00, 1448_00)
    assert person.sums().balance == person.account.balance
    assert person.sums().credited == person.account.credited


def test_what_a_next_visit_would_be_asked_by_level() -> None:
    year = _year({"institution": "level1", "total": "350.00"})
    assert year.deductible_standard == {"level1": 300_00, "level2": 400_00, "level3": 500_00}
    assert year.deductible_left == {"level1": 0, "level2": 100_00, "level3": 200_00}
    assert year.rate == {"level1": 8000, "level2": 7000, "level3": 6000}
    assert (year.cap, year.cap_remaining, year.deductible_used, year.pooled_to_date) == (
        2000_00,
        1960_00,
        300_00,
        40_00,
    )


def test_an_account_by_years_goes_on_from_the_year_before() -> None:
    me = {**LEAST_PERSON, "region": "xian", "status": "retired", "account": {"opening_balance": "7.00"}}
    visit = {"date": "2024-02-01", "total": "300.00", "pay_from_account": ["me"]}
    case = case_of(case_data(visit, people=[me], **{"from": "2023-11", "through": "2024-03"}))
    first, second = compute(case, LIBRARY).people[0].years
    # 第五条: 100.00 a month. (300 − 200) × 65 % = 65.00; 235.00 are the person's own.
    assert (first.account.opening, first.account.credited, first.account.balance) == (7_00, 200_00, 207_00)
    assert (second.account.opening, second.account.credited, second.account.paid) == (207_00, 300_00, 235_00)
    assert (second.account.balance, second.account.complete, second.account.corrected) == (272_00, True, None)
    months = compute(case, LIBRARY).people[0].account.months
    assert [month.balance for month in months] == [107_00, 207_00, 307_00, 172_00, 272_00]
