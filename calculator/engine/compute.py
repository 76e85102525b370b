"""A whole case in date order: credits, visits and account uses of all its people."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from itertools import chain
from typing import TypeAlias

from calculator.case.case import Case, StatedFigures, Visit
from calculator.engine.account import PersonalAccount
from calculator.engine.arrears import warn_of_arrears
from calculator.engine.cautions import warn_beforehand
from calculator.engine.counters import YearCounters
from calculator.engine.deductible import deductible_left
from calculator.engine.known_figures import take_known
from calculator.engine.member import Member, Scale
from calculator.engine.payments import Payments
from calculator.engine.settlement import settle
from calculator.engine.statement import (
    FORMAT,
    NO_CITE,
    AccountStatement,
    AccountYear,
    PersonStatement,
    StatedYear,
    Statement,
    Totals,
    UseAnswer,
    VisitSettlement,
    YearStatement,
)
from calculator.ground.money import Fen
from calculator.ground.months import Month, first_day, last_day, year_of
from calculator.policy.names import LEVELS, Level
from calculator.policy.packs import Packs
from calculator.policy.rulebook import Rulebook

_Event: TypeAlias = tuple[int, int, str, int]
_CREDIT_FIRST, _VISIT, _USE, _CREDIT_LAST, _KNOWN = range(5)


def compute(case: Case, library: Packs) -> Statement:
    """The statement of a case whose faults have been ruled out (`case_checks.faults_in`).

    The same case and packs always give the same statement.
    """
    return Run(case, library).statement()


class Run:
    """A household whose days go by: its members with their counters, and its accounts."""

    def __init__(self, case: Case, library: Packs) -> None:
        self.case, self.library = case, library
        books: dict[str, Rulebook] = {}
        self.members: dict[str, Member] = {}
        self.accounts: dict[str, PersonalAccount] = {}
        for person in case.people:
            if person.region not in books:
                chosen = case.readings.get(person.region, {})
                books[person.region] = Rulebook(library.pack(person.region), chosen)
            member = Member(person, books[person.region], case.from_)
            self.members[person.id] = member
            self.accounts[person.id] = PersonalAccount(member, case.from_, case.through)
        self.visits: dict[str, dict[int, list[VisitSettlement]]] = {person.id: {} for person in case.people}
        self.stated: dict[str, StatedFigures] = {}
        self.answers: list[UseAnswer | None] = [None] * len(case.account_uses)
        self.payments = Payments(case.people, self.accounts)
        accounts = self.accounts.values()
        self.known = [(known, account) for account in accounts for known in account.member.person.known]

    def statement(self) -> Statement:
        case = self.case
        for member in self.members.values():
            warn_beforehand(member, case, self.library)
        accounts = list(self.accounts.values())
        for event in sorted(self._events()):
            self._happen(event, accounts)
        for person_id, years in self.visits.items():
            warn_of_arrears(self.members[person_id], self.accounts[person_id], chain.from_iterable(years.values()))
        return Statement(FORMAT, [self._person(person.id) for person in self.case.people])

    def until(self, visit_id: str) -> None:
        """Let everything happen that comes before a visit."""
        accounts, visits = list(self.accounts.values()), self.case.visits
        for event in sorted(self._events()):
            if event[1] == _VISIT and visits[event[3]].id == visit_id:
                return
            self._happen(event, accounts)

    def _happen(self, event: _Event, accounts: list[PersonalAccount]) -> None:
        _day, kind, _time, place = event
        if kind == _VISIT:
            self._visit(self.case.visits[place])
        elif kind == _USE:
            self.answers[place] = self.payments.answer(self.case.account_uses[place])
        elif kind == _KNOWN:
            known, account = self.known[place]
            take_known(known, account.member, account)
        else:
            month, owner = divmod(place, len(accounts))
            accounts[owner].credit(Month(month))

    def _events(self) -> Iterator[_Event]:
        """Day, order within it, a visit's time, and which: credits by month and account, all others by place."""
        for place, visit in enumerate(self.case.visits):
            day, time = visit.moment
            yield day, _VISIT, time, place
        for place, use in enumerate(self.case.account_uses):
            yield use.date.toordinal(), _USE, "", place
        for place, (known, _account) in enumerate(self.known):
            yield known.date.toordinal(), _KNOWN, "", place
        count = len(self.accounts)
        for owner, account in enumerate(self.accounts.values()):
            for index in range(self.case.from_, self.case.through + 1):
                month = Month(index)
                if account.at_month_end:
                    yield last_day(month).toordinal(), _CREDIT_LAST, "", month * count + owner
                else:
                    yield first_day(month).toordinal(), _CREDIT_FIRST, "", month * count + owner

    def settled(self, visit: Visit) -> VisitSettlement:
        """A visit as it is settled and paid where the household stands; moves its counters and accounts."""
        settlement, payable = settle(visit, self.members[visit.person])
        if visit.pay_from_account and settlement.refused is None:
            self.payments.pay_visit(visit, settlement, payable)
        return settlement

    def _visit(self, visit: Visit) -> None:
        settlement = self.settled(visit)
        if visit.stated is not None:
            from calculator.engine.stated_figures import stated_difference  # most households have no slips

            account = self.accounts[visit.person]
            settlement.stated_difference = stated_difference(visit, settlement, account.known_balance)
            self.stated[visit.id] = visit.stated
        years = self.visits[visit.person]
        year = visit.date.year
        if year not in years:
            years[year] = []
        years[year].append(settlement)

    def _person(self, person_id: str) -> PersonStatement:
        member = self.members[person_id]
        years = range(year_of(self.case.from_), year_of(self.case.through) + 1)
        uses = zip(self.case.account_uses, self.answers, strict=True)
        account = self.accounts[person_id].statement()
        return PersonStatement(
            id=person_id,
            region=member.person.region,
            years=[self._year(member, account, year) for year in years],
            account=account,
            uses=[answer for use, answer in uses if use.payer == person_id and answer is not None],
            warnings=member.cautions,
            corrections=member.corrections,
        )

    def _year(self, member: Member, account: AccountStatement, year: int) -> YearStatement:
        visits = self.visits[member.person.id].get(year, [])
        totals = Totals()
        for visit in visits:
            totals.add(visit)
        end = min(date(year, 12, monthrange(year, 12)[1]), last_day(self.case.through))
        status = member.status_on(end)
        terms = member.rulebook.terms_on(end.toordinal())
        scale = member.scale(terms, status) if terms.pooling is not None else None
        counters = member.counters(year)
        cap, cap_bound = (NO_CITE, None) if scale is None else scale.standing("cap", scale.cap_cite)
        standard, bound = (NO_CITE, None) if scale is None else scale.standing("deductible", scale.standard_cite)
        return YearStatement(
            year=year,
            visits=visits,
            totals=totals,
            cap=None if scale is None else scale.cap,
            cap_remaining=None if scale is None else member.cap_left(scale, counters),
            deductible_used=counters.deductible,
            pooled_to_date=counters.pooled,
            expense_to_date=Fen(counters.expense) if member.cap_on_expense else None,
            status=status,
            cap_source=cap.source,
            cap_clause=cap.clause,
            deductible_source=standard.source,
            deductible_clause=standard.clause,
            deductible_standard=None if scale is None else dict(scale.standard),
            deductible_left=None if scale is None else _left_by_level(member, scale, counters),
            rate=None if scale is None else dict(scale.rate),
            account=_account_year(account, year),
            stated=self._stated_year(visits) if self.stated else None,
            cap_set_by=None if cap_bound is None else "person",
            cap_bound=cap_bound,
            deductible_set_by=None if bound is None else "person",
            deductible_bound=bound,
        )

    def _stated_year(self, visits: list[VisitSettlement]) -> StatedYear | None:
        from calculator.engine.stated_figures import stated_year

        return stated_year(visits, self.stated)


def _left_by_level(member: Member, scale: Scale, counters: YearCounters) -> dict[Level, int]:
    return {level: deductible_left(member, scale, level, counters)[0] for level in LEVELS}


def _account_year(account: AccountStatement, year: int) -> AccountYear:
    first = account.months[0].month  # the months stand in order, one after the other
    months = account.months[max(0, year * 12 - first) : year * 12 + 12 - first]
    credited, paid = sum(month.credit or 0 for month in months), sum(month.paid for month in months)
    corrected = sum(month.corrected or 0 for month in months)
    balance = months[-1].balance
    complete = all(month.refused is None for month in months)
    opening = balance - credited + paid - corrected
    return AccountYear(opening, credited, paid, balance, complete, corrected or None)
