"""A whole case in date order: credits, visits and account uses of all its people."""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import chain
from typing import Any, TypeAlias

from calculator.case.case import Case, KnownFigures, StatedFigures, Visit
from calculator.engine.account import PersonalAccount
from calculator.engine.arrears import warn_of_arrears
from calculator.engine.cautions import warn_beforehand
from calculator.engine.counters import YearCounters
from calculator.engine.deductible import deductible_left
from calculator.engine.known_figures import take_known
from calculator.engine.member import Member, Scale
from calculator.engine.payments import Asked, Payments
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
from calculator.ground.months import Month, first_day, last_day, month_of, year_of
from calculator.ground.progress import Work
from calculator.policy.names import LEVELS, Level
from calculator.policy.packs import Packs
from calculator.policy.rulebook import Rulebook

_Event: TypeAlias = tuple[int, int, str, Any]
"""The day, the order within it, a visit's time of day, and the place among those of its kind in the month."""
_CREDIT_FIRST, _VISIT, _USE, _CREDIT_LAST, _KNOWN = range(5)


def compute(case: Case, library: Packs) -> Statement:
    """The statement of a case whose faults have been ruled out (`case_checks.faults_in`).

    The same case and packs always give the same statement.
    """
    return Run(case, library).statement()


def members_of(case: Case, library: Packs) -> dict[str, Member]:
    """The people of a case with their rulebooks, by id."""
    books: dict[str, Rulebook] = {}
    members: dict[str, Member] = {}
    for person in case.people:
        if person.region not in books:
            chosen = case.readings.get(person.region, {})
            books[person.region] = Rulebook(library.pack(person.region), chosen)
        members[person.id] = Member(person, books[person.region], case.from_)
    return members


class Run:
    """A household whose days go by: its members with their counters, and its accounts."""

    def __init__(self, case: Case, library: Packs, members: Mapping[str, Member] | None = None) -> None:
        self.case, self.library = case, library
        self.members = members_of(case, library) if members is None else members
        self.accounts = {
            owner: PersonalAccount(member, case.from_, case.through) for owner, member in self.members.items()
        }
        self._in_order = list(self.accounts.values())
        self.visits: dict[str, dict[int, list[VisitSettlement]]] = {person.id: {} for person in case.people}
        self.stated: dict[str, StatedFigures] = {}
        self.answers: list[UseAnswer | None] = [None] * len(case.account_uses)
        self.payments = Payments(case.people, self.accounts)
        self.visits_in: dict[int, list[Visit]] = {}
        self.uses_in: dict[int, list[int]] = {}
        self.known_in: dict[int, list[tuple[KnownFigures, PersonalAccount]]] = {}
        for visit in case.visits:
            self.visits_in.setdefault(month_of(visit.date), []).append(visit)
        for place, use in enumerate(case.account_uses):
            self.uses_in.setdefault(month_of(use.date), []).append(place)
        for account in self.accounts.values():
            for known in account.member.person.known:
                self.known_in.setdefault(month_of(known.date), []).append((known, account))

    def statement(self, work: Work | None = None) -> Statement:
        """The statement, once all days have gone by; `work` is told after each month. Raises StoppedError by it."""
        for member in self.members.values():
            warn_beforehand(member, self.case, self.library)
        months = self._months()
        for place, month in enumerate(months):
            self.go_through(month)
            if work is not None:
                work.reach(place, len(months))
        for person_id, years in self.visits.items():
            warn_of_arrears(self.members[person_id], self.accounts[person_id], chain.from_iterable(years.values()))
        return Statement(FORMAT, [self.person(person.id) for person in self.case.people])

    def until(self, visit_id: str) -> None:
        """Let everything happen that comes before a visit."""
        for month in self._months():
            for event in self._events(month):
                if event[1] == _VISIT and self.visits_in[month][event[3]].id == visit_id:
                    return
                self._happen(event, month)

    def _months(self) -> list[Month]:
        """The months of the period; and those of rows whose date could not be read, wherever the date before lies."""
        period = range(self.case.from_, self.case.through + 1)
        return sorted(map(Month, {*period, *self.visits_in, *self.uses_in, *self.known_in}))

    def go_through(self, month: Month) -> None:
        """Let all of a month happen."""
        for event in self._events(month):
            self._happen(event, month)

    def _happen(self, event: _Event, month: Month) -> None:
        _day, kind, _time, place = event
        if kind == _VISIT:
            self._visit(self.visits_in[month][place])
        elif kind == _USE:
            self.answers[place] = self.payments.answer(self.case.account_uses[place])
        elif kind == _KNOWN:
            known, account = self.known_in[month][place]
            take_known(known, account.member, account)
        else:
            self._in_order[place].credit(month)

    def _events(self, month: Month) -> list[_Event]:
        """What happens in a month, in order."""
        events: list[_Event] = []
        for place, visit in enumerate(self.visits_in.get(month, ())):
            day, time = visit.moment
            events.append((day, _VISIT, time, place))
        uses, known = self.uses_in.get(month, ()), enumerate(self.known_in.get(month, ()))
        events += ((self.case.account_uses[place].date.toordinal(), _USE, "", place) for place in uses)
        events += ((figures.date.toordinal(), _KNOWN, "", place) for place, (figures, _account) in known)
        if self.case.from_ <= month <= self.case.through:
            first, last = first_day(month).toordinal(), last_day(month).toordinal()
            for owner, account in enumerate(self.accounts.values()):
                day, kind = (last, _CREDIT_LAST) if account.at_month_end else (first, _CREDIT_FIRST)
                events.append((day, kind, "", owner))
        events.sort()
        return events

    def settled(self, visit: Visit) -> VisitSettlement:
        """A visit as it is settled and paid where the household stands; moves its counters and accounts."""
        return self.settled_and_asked(visit)[0]

    def settled_and_asked(self, visit: Visit) -> tuple[VisitSettlement, Sequence[Asked]]:
        """As `settled`, with what accounts were asked for."""
        settlement, payable = settle(visit, self.members[visit.person])
        asked: Sequence[Asked] = ()
        if visit.pay_from_account and settlement.refused is None:
            asked = self.payments.pay_visit(visit, settlement, payable)
        return settlement, asked

    def settlement(self, visit: Visit) -> VisitSettlement:
        """A visit of the household as it stands in the statement."""
        settlement = self.settled(visit)
        self.hold_against_slip(visit, settlement)
        return settlement

    def hold_against_slip(self, visit: Visit, settlement: VisitSettlement) -> None:
        """Tell by how much a visit that was just settled differs from its slip, where it has one."""
        if visit.stated is not None:
            from calculator.engine.stated_figures import stated_difference  # most households have no slips

            balance = self.accounts[visit.person].known_balance
            settlement.stated_difference = stated_difference(visit, settlement, balance)

    def _visit(self, visit: Visit) -> None:
        settlement = self.settlement(visit)
        if visit.stated is not None:
            self.stated[visit.id] = visit.stated
        years = self.visits[visit.person]
        year = visit.date.year
        if year not in years:
            years[year] = []
        years[year].append(settlement)

    def person(self, person_id: str) -> PersonStatement:
        """What was computed for a person."""
        member = self.members[person_id]
        years = range(year_of(self.case.from_), year_of(self.case.through) + 1)
        uses = zip(self.case.account_uses, self.answers, strict=True)
        account = self.accounts[person_id].statement()
        return PersonStatement(
            id=person_id,
            region=member.person.region,
            years=[self.year(member, account, year) for year in years],
            account=account,
            uses=[answer for use, answer in uses if use.payer == person_id and answer is not None],
            warnings=member.cautions(),
            corrections=member.corrections,
        )

    def year(self, member: Member, account: AccountStatement, year: int) -> YearStatement:
        """What was computed for a person's year."""
        visits, totals = self.visits_and_totals(member.person.id, year)
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

    def visits_and_totals(self, person_id: str, year: int) -> tuple[list[VisitSettlement], Totals]:
        """A person's visits of a year, and their sums."""
        visits, totals = self.visits[person_id].get(year, []), Totals()
        for visit in visits:
            totals.add(visit)
        return visits, totals

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
