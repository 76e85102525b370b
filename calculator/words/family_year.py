"""What a household comes to in a year: one line a person, the sums, and who paid for whom; amounts in 分."""

from collections.abc import Iterable
from dataclasses import dataclass

from calculator.engine.statement import PersonStatement, Phrase, Statement


@dataclass(frozen=True, slots=True)
class MemberYear:
    """A person's year.

    `pooled` includes what the fund paid before the period, as the cap does; `cap_remaining` is what can still be used
    of the cap (in-scope cost, where it counts that), None where no cap is known. `refused_visits` of `visits` are in
    none of the sums, and `uncredited_months` count as nothing in the balance; `why` says what the first of these lacks.
    """

    person: str
    visits: int
    pooled: int
    cap: int | None
    cap_remaining: int | None
    cap_on_expense: bool
    balance: int
    cash: int
    refused_visits: int
    uncredited_months: int
    why: Phrase | None

    @property
    def nothing_computed(self) -> bool:
        """Whether there are visits and none of them could be computed."""
        return 0 < self.visits == self.refused_visits


@dataclass(frozen=True, slots=True)
class FamilyYear:
    """The year of every person in the case's order, and their sums; caps are each person's own and have none."""

    members: tuple[MemberYear, ...]
    pooled: int
    balance: int
    cash: int
    refused_visits: int
    uncredited_months: int


@dataclass(frozen=True, slots=True)
class Shared:
    """What an account paid in a year for the visits of one other person: how many of them, and 分 together."""

    person: str
    visits: int
    amount: int


@dataclass(frozen=True, slots=True)
class Sharing:
    """A person's side of family sharing: whose visits their account paid, and whose accounts paid for theirs."""

    given: tuple[Shared, ...]
    received: tuple[Shared, ...]


def family_year(statement: Statement, year: int) -> FamilyYear:
    """All people's figures of one year of the period. Raises KeyError for a year outside it."""
    members = tuple(_member(person, year) for person in statement.people)
    return FamilyYear(
        members,
        pooled=sum(member.pooled for member in members),
        balance=sum(member.balance for member in members),
        cash=sum(member.cash for member in members),
        refused_visits=sum(member.refused_visits for member in members),
        uncredited_months=sum(member.uncredited_months for member in members),
    )


def _member(person: PersonStatement, number: int) -> MemberYear:
    year = {one.year: one for one in person.years}[number]
    refusals = [
        month.refused.message
        for month in person.account.months
        if month.month // 12 == number and month.refused is not None
    ]
    return MemberYear(
        person=person.id,
        visits=len(year.visits),
        pooled=year.pooled_to_date,
        cap=year.cap,
        cap_remaining=year.cap_remaining,
        cap_on_expense=year.expense_to_date is not None,
        balance=year.account.balance,
        cash=year.totals.cash,
        refused_visits=year.totals.refused_visits,
        uncredited_months=len(refusals),
        why=refusals[0] if refusals else None,
    )


def sharing(statement: Statement, person_id: str, year: int) -> Sharing:
    """What the person's account paid for others' visits in a year, and theirs for the person's."""
    given, received = [], []
    for person in statement.people:
        for one in person.years:
            if one.year != year:
                continue
            payments = [payment for visit in one.visits for payment in visit.account]
            if person.id == person_id:
                received += [(payment.payer, payment.amount) for payment in payments if payment.payer != person_id]
            else:
                given += [(person.id, payment.amount) for payment in payments if payment.payer == person_id]
    return Sharing(_by_person(given), _by_person(received))


def _by_person(payments: Iterable[tuple[str, int]]) -> tuple[Shared, ...]:
    """One line a person, in the order in which they first occur."""
    amounts: dict[str, list[int]] = {}
    for person, amount in payments:
        amounts.setdefault(person, []).append(amount)
    return tuple(Shared(person, len(paid), sum(paid)) for person, paid in amounts.items())
