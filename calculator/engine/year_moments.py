"""A person's year as it went on, day by day: what pooling had paid, what the account held, and the cap."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from calculator.case.case import Case
from calculator.engine.member import Member
from calculator.engine.statement import Decision, PersonStatement, Statement, YearStatement
from calculator.ground.months import Month, first_day, last_day, month_at, month_of
from calculator.policy.packs import Packs
from calculator.policy.rulebook import Rulebook, boundaries

Kind = Literal["opening", "cap", "credit", "visit", "family_visit", "use", "known"]
"""What moved a line: where the year begins, another cap, a month's credit, an own visit, another person's visit
that this account paid for, another use of the account, a figure that is known at the end of a day."""

# The engine's order within a day; what only changes the frame stands before it.
_OPENING, _CAP, _CREDIT_FIRST, _VISIT, _USE, _CREDIT_LAST, _KNOWN = range(7)
_LINES = ("pooled", "expense", "balance")
"""The figures that are known which move a line."""


@dataclass(frozen=True, slots=True)
class Moment:
    """One event, what it added or took, and where the lines stand after it; amounts in 分.

    `subject` is the id of the visit or use. `cap` is the one in force on that day, None where there is none; `expense`
    is the in-scope cost so far where the cap counts that, else None.
    `decision` says why a visit was not paid or computed, or a month not credited.
    """

    day: date
    kind: Kind
    subject: str
    pooled_change: int
    account_change: int
    pooled: int
    balance: int
    cap: int | None
    decision: Decision | None = None
    expense: int | None = None


@dataclass(frozen=True, slots=True)
class YearSeries:
    """The covered days of a year and its moments in order; the first is the opening on the first covered day.

    Between moments nothing moves. Under `cap_on_expense` the cap counts in-scope costs, not what was pooled.
    """

    year: int
    first: date
    last: date
    moments: tuple[Moment, ...]
    cap_on_expense: bool


class _Event(NamedTuple):
    ordinal: int
    rank: int
    place: int
    kind: Kind
    subject: str = ""
    pooled: int = 0
    account: int = 0
    decision: Decision | None = None
    expense: int = 0


def year_series(case: Case, statement: Statement, library: Packs, person_id: str, year: int) -> YearSeries:
    """The moments of one person's year, in the engine's order.

    `statement` is that of `case`. Raises KeyError for a person or year that is not in it.
    """
    computed = _of_person(statement, person_id)
    in_year = next((one for one in computed.years if one.year == year), None)
    if in_year is None:
        raise KeyError(year)
    person = next(person for person in case.people if person.id == person_id)
    rulebook = Rulebook(library.pack(person.region), case.readings.get(person.region, {}))
    member = Member(person, rulebook, case.from_)
    first = first_day(max(case.from_, month_at(year, 1)))
    last = last_day(min(case.through, month_at(year, 12)))
    caps = list(_caps(member, first, last))
    at_month_end = rulebook.reading("credit-timing", "start-of-month") == "end-of-month"
    events = [_Event(first.toordinal(), _OPENING, 0, "opening")]
    events += [_Event(day.toordinal(), _CAP, 0, "cap") for day, _cap in caps[1:]]
    events += _credits(computed, year, at_month_end=at_month_end)
    events += _visits(case, statement, in_year, person_id)
    events += _uses(case, computed, year)
    events += _corrections(computed, year)
    events.sort(key=lambda event: event[:3])
    return YearSeries(year, first, last, tuple(_moments(events, caps, in_year)), member.cap_on_expense)


def balance_on(case: Case, statement: Statement, library: Packs, person_id: str, day: date) -> int:
    """What an account holds in 分 once a covered day's visits and uses are paid; a credit at its very end is not in.

    Raises KeyError for a day outside the years of the period.
    """
    moments = year_series(case, statement, library, person_id, day.year).moments
    balance = moments[0].balance
    for moment in moments:
        if moment.day > day:
            break
        # Credits fall on the first of a month, or on its last day after everything else but what is known then.
        if not (moment.day == day and moment.kind == "credit" and day.day > 1):
            balance = moment.balance
    return balance


def _of_person(statement: Statement, person_id: str) -> PersonStatement:
    for computed in statement.people:
        if computed.id == person_id:
            return computed
    raise KeyError(person_id)


def _caps(member: Member, first: date, last: date) -> Iterator[tuple[date, int | None]]:
    """The cap on the first day, and on every later day on which it is another.

    It changes with the rules and with the status; the status changes on a first of a month or, by a reading, on the
    day of retirement itself.
    """
    pack = member.rulebook.pack
    days = {first_day(Month(month)) for month in range(month_of(first), month_of(last) + 1)}
    days |= {date.fromordinal(ordinal) for ordinal in boundaries([*pack.pooling, *pack.cap])}
    if member.person.retirement_date is not None:
        days.add(member.person.retirement_date)
    before: int | None = None
    for day in sorted(day for day in days if first <= day <= last):
        terms = member.rulebook.terms_on(day.toordinal())
        scale = member.scale(terms, member.status_on(day)) if terms.pooling is not None else None
        cap = None if scale is None else scale.cap
        if day == first or cap != before:
            yield day, cap
        before = cap


def _credits(computed: PersonStatement, year: int, *, at_month_end: bool) -> Iterator[_Event]:
    for month in computed.account.months:
        if month.month // 12 == year:
            own = Month(month.month)
            day, rank = (last_day(own), _CREDIT_LAST) if at_month_end else (first_day(own), _CREDIT_FIRST)
            yield _Event(day.toordinal(), rank, 0, "credit", "", 0, month.credit or 0, month.refused)


def _visits(case: Case, statement: Statement, in_year: YearStatement, person_id: str) -> Iterator[_Event]:
    """The person's own visits, and those of others that the person's account paid for."""
    in_order = sorted(case.visits, key=lambda visit: visit.moment)
    places = {visit.id: place for place, visit in enumerate(in_order)}
    for other in statement.people:
        for one in other.years:
            if one.year != in_year.year:
                continue
            for visit in one.visits:
                paid = sum(payment.amount for payment in visit.account if payment.payer == person_id)
                if other.id != person_id and not paid:
                    continue
                own = other.id == person_id
                yield _Event(
                    visit.date.toordinal(),
                    _VISIT,
                    places[visit.id],
                    "visit" if own else "family_visit",
                    visit.id,
                    (visit.pooled or 0) if own else 0,
                    -paid,
                    (visit.excluded or visit.refused) if own else None,
                    (visit.in_scope or 0) if own else 0,
                )


def _uses(case: Case, computed: PersonStatement, year: int) -> Iterator[_Event]:
    places = {use.id: place for place, use in enumerate(case.account_uses)}
    for answer in computed.uses:
        place = places[answer.id]
        day = case.account_uses[place].date
        if day.year == year and answer.paid:
            yield _Event(day.toordinal(), _USE, place, "use", answer.id, 0, -answer.paid)


def _corrections(computed: PersonStatement, year: int) -> Iterator[_Event]:
    for correction in computed.corrections:
        change = correction.known - correction.computed
        if correction.day.year == year and correction.figure != "deductible_used":
            pooled, expense, account = (change if correction.figure == name else 0 for name in _LINES)
            day = correction.day.toordinal()
            yield _Event(day, _KNOWN, 0, "known", correction.figure, pooled, account, None, expense)


def _moments(events: list[_Event], caps: list[tuple[date, int | None]], year: YearStatement) -> Iterator[Moment]:
    """The events with the sums after each; the opening ones are what the year's sums do not account for."""
    known = sum(event.pooled for event in events if event.kind == "known")
    pooled, balance = year.pooled_to_date - year.totals.pooled - known, year.account.opening
    expense = year.expense_to_date
    if expense is not None:
        expense -= sum(event.expense for event in events)
    starts = [(day.toordinal(), cap) for day, cap in caps]
    for event in events:
        pooled += event.pooled
        balance += event.account
        expense = None if expense is None else expense + event.expense
        cap = next(cap for ordinal, cap in reversed(starts) if ordinal <= event.ordinal)
        yield Moment(
            date.fromordinal(event.ordinal),
            event.kind,
            event.subject,
            event.pooled,
            event.account,
            pooled,
            balance,
            cap,
            event.decision,
            expense,
        )
