"""What a year's sums of accounts leave out: accounts without all credits and payments, and what rests on them."""

from collections.abc import Iterable, Set
from datetime import date

from calculator.case.case import Case
from calculator.engine.statement import REFUNDED, Statement, VisitSettlement
from calculator.ground.months import last_day, month_of


def uncertain_accounts(case: Case, statement: Statement, day: date) -> set[str]:
    """Whose accounts at the end of a day lack a credit or a payment without a number, by the ids of their owners.

    Whoever pays a bill together with such an account might have paid otherwise, and is among them.
    """
    found = {
        person.id
        for person in statement.people
        if any(month.refused is not None and month.month <= month_of(day) for month in person.account.months)
    }
    unread = {use.id for person in statement.people for use in person.uses if use.refused is not None}
    found |= {use.payer for use in case.account_uses if use.id in unread and use.date <= day}
    refused = _refused(statement)
    if not found and not refused:
        return found
    asked = [set(visit.pay_from_account) for visit in case.visits if visit.date <= day]
    found.update(*(visit.pay_from_account for visit in case.visits if visit.id in refused and visit.date <= day))
    before = -1
    while before != len(found):
        before = len(found)
        found.update(*(payers for payers in asked if payers & found))
    return found


def unsettled(case: Case, statement: Statement, uncertain: Set[str], visits: Iterable[VisitSettlement]) -> int:
    """Of how many visits the accounts might have paid another part than they did.

    Where only credits are lacking and the accounts paid all that they might, more of them changes nothing.
    """
    if not uncertain:
        return 0
    payers = {visit.id: visit.pay_from_account for visit in case.visits}
    too_much = bool(_refused(statement))
    count = 0
    for visit in visits:
        if visit.refused is None and not uncertain.isdisjoint(payers[visit.id]):
            count += _may_change(visit, too_much=too_much)
    return count


def _may_change(visit: VisitSettlement, *, too_much: bool) -> bool:
    step = next((step for step in visit.steps if step.name == "account"), None)
    if step is not None:
        return too_much or step.amount < step.whole
    # No account was asked: none may pay there, or the text of the one that might is missing.
    return bool(visit.cash) and (visit.excluded is None or visit.excluded.code not in ("non_designated", REFUNDED))


def left_out(case: Case, statement: Statement, person_id: str) -> frozenset[str]:
    """Which of a person's sums of the whole period leave out visits, months or payments without a number."""
    uncertain = uncertain_accounts(case, statement, last_day(case.through))
    person = next(person for person in statement.people if person.id == person_id)
    visits = [visit for year in person.years for visit in year.visits]
    names = set[str]()
    if any(visit.refused is not None for visit in visits):
        names |= {"pooled", "personal", "account", "cash"}
    if unsettled(case, statement, uncertain, visits):
        names |= {"account", "cash"}
    if any(month.refused is not None for month in person.account.months):
        names.add("credited")
    if person_id in uncertain:
        names.add("balance")
    return frozenset(names)


def _refused(statement: Statement) -> set[str]:
    """The visits without a number."""
    years = (year for person in statement.people for year in person.years if year.totals.refused_visits)
    return {visit.id for year in years for visit in year.visits if visit.refused is not None}
