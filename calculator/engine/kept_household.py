"""A household's statement worked out again after an edit: only what the edit can reach is computed.

What was computed of a visit depends on the visit, on its person and on whose accounts pay, on where the year's counters
stand before it, and on what those accounts can pay. Where all of that is as it was, the settlement is the same object;
a month that begins as it began before, with the same visits, goes by as a whole. So an edit reaches the later visits of
a person's year as long as its counters differ, others through an account that pays for them and cannot pay as much,
and nobody else.
"""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from operator import is_
from typing import NamedTuple, TypeAlias

from calculator.case.case import Case, StatedFigures, Visit
from calculator.engine.account import MonthlyCredit
from calculator.engine.compute import Run
from calculator.engine.counters import CounterFigures
from calculator.engine.member import Doubt, Member
from calculator.engine.payments import Asked
from calculator.engine.statement import (
    AccountStatement,
    Caution,
    PersonStatement,
    Statement,
    Totals,
    VisitSettlement,
    YearStatement,
)
from calculator.ground.months import Month, year_of
from calculator.ground.progress import Work
from calculator.policy.packs import Packs
from calculator.policy.rulebook import Rulebook

_Told: TypeAlias = list[tuple[Doubt, Caution]]
_Stands: TypeAlias = tuple[tuple[tuple[int, bool], CounterFigures, int], ...]
"""By person: the account's balance and whether it is known, the year's counters, and how many visits it refused."""


class _Settled(NamedTuple):
    """A visit as it was settled, with all that this went by and what it moved."""

    visit: Visit
    settlement: VisitSettlement
    before: CounterFigures
    after: CounterFigures
    asked: Sequence[Asked]
    stands: tuple[int, bool] | None
    """Where the person's own account stood, if a slip is held against that."""
    told: _Told


@dataclass(slots=True, eq=False)
class _Month:
    """What happened in a month; all that follows `settled` only where nothing but visits and credits did."""

    settled: dict[str, _Settled] = field(default_factory=dict)
    visits: list[Visit] | None = None
    before: _Stands = ()
    after: _Stands = ()
    accounts: list[tuple[MonthlyCredit | None, int]] = field(default_factory=list)
    told: list[_Told] = field(default_factory=list)
    settlements: dict[str, list[VisitSettlement]] = field(default_factory=dict)
    stated: dict[str, StatedFigures] = field(default_factory=dict)


class KeptHousehold:
    """Statements of one household as it is edited; each is that of `compute`, and keeps what the last one had."""

    def __init__(self, library: Packs) -> None:
        self._library = library
        self._case: Case | None = None
        self._members: dict[str, Member] = {}
        self._months: dict[Month, _Month] = {}
        self._people: dict[str, PersonStatement] = {}

    def statement(self, case: Case, work: Work | None = None) -> Statement:
        """The statement of a case without faults; `work` is told how far it is. Raises StoppedError by it."""
        members = self._members_of(case)
        same = {owner for owner, member in members.items() if self._members.get(owner) is member}
        if self._case is None or _relations(case) != _relations(self._case):
            same = set()
        run = _Rerun(case, self._library, members, self._months, same, self._people)
        self._case = None  # should it fail, nothing of it is believed
        statement = run.statement(work)
        self._case, self._members, self._months = case, members, run.months
        self._people = {person.id: person for person in statement.people}
        return statement

    def _members_of(self, case: Case) -> dict[str, Member]:
        """The people, each with the same rulebook as before where nothing of it is another."""
        books: dict[str, Rulebook] = {}
        members: dict[str, Member] = {}
        before = self._case
        for person in case.people:
            region, chosen = person.region, case.readings.get(person.region, {})
            known = self._members.get(person.id)
            if before is None or before.from_ != case.from_ or before.readings.get(region, {}) != chosen:
                known = None
            if known is not None and known.rulebook.pack is self._library.pack(region):
                books.setdefault(region, known.rulebook)
            if region not in books:
                books[region] = Rulebook(self._library.pack(region), chosen)
            if known is not None and known.person == person and known.rulebook is books[region]:
                known.begin()
                members[person.id] = known
            else:
                members[person.id] = Member(person, books[region], case.from_)
        return members


def _relations(case: Case) -> list[tuple[str, object, bool]]:
    """What relations follow from: the order of the people, and what each is to the first."""
    return [(person.id, person.relation, "relation" in person.unread) for person in case.people]


class _Rerun(Run):
    """A run that takes what it finds in the last one, whose people were the same where `same` names them."""

    def __init__(
        self,
        case: Case,
        library: Packs,
        members: Mapping[str, Member],
        months: Mapping[Month, _Month],
        same: Set[str],
        people: Mapping[str, PersonStatement],
    ) -> None:
        super().__init__(case, library, members)
        self.months: dict[Month, _Month] = {}
        self._last, self._same, self._people = months, same, people
        self._all_same = len(same) == len(case.people)
        self._found: Mapping[str, _Settled] = {}
        self._kept: dict[str, _Settled] = {}

    # ---- months

    def go_through(self, month: Month) -> None:
        last = self._last.get(month)
        whole = self.case.from_ <= month <= self.case.through and month not in self.uses_in
        if not whole or month in self.known_in:
            self._go_through_rows(month, last)
            return
        before, visits = self._stands(month), self.visits_in.get(month, [])
        if last is not None and self._all_same and last.before == before and last.visits == visits:
            self.months[month] = last
            self._skip(month, last)
            return
        told = [len(member.told) for member in self.members.values()]
        made = self._go_through_rows(month, last)
        made.visits, made.before, made.after = visits, before, self._stands(month)
        made.accounts = [account.month(month) for account in self.accounts.values()]
        made.told = [member.told[since:] for member, since in zip(self.members.values(), told, strict=True)]
        for visit in visits:
            if visit.stated is not None:
                made.stated[visit.id] = visit.stated
        for kept in made.settled.values():  # in the order of the days
            made.settlements.setdefault(kept.visit.person, []).append(kept.settlement)

    def _go_through_rows(self, month: Month, last: _Month | None) -> _Month:
        made = self.months[month] = _Month()
        self._found, self._kept = {} if last is None else last.settled, made.settled
        super().go_through(month)
        return made

    def _stands(self, month: Month) -> _Stands:
        year = year_of(month)
        counters = (member.counters(year) for member in self.members.values())
        return tuple(
            (account.stands, one.figures(), one.refused)
            for account, one in zip(self.accounts.values(), counters, strict=True)
        )

    def _skip(self, month: Month, last: _Month) -> None:
        """Let a month go by as it did."""
        year = year_of(month)
        for place, (owner, member) in enumerate(self.members.items()):
            stands, figures, refused = last.after[place]
            self.accounts[owner].skip(month, last.accounts[place], stands)
            counters = member.counters(year)
            counters.stand_at(figures)
            counters.refused = refused
            member.told += last.told[place]
        for owner, settlements in last.settlements.items():
            self.visits[owner].setdefault(year, []).extend(settlements)
        self.stated.update(last.stated)

    # ---- visits

    def settlement(self, visit: Visit) -> VisitSettlement:
        member = self.members[visit.person]
        counters = member.counters(visit.date.year)
        before, kept = counters.figures(), self._found.get(visit.id)
        account = self.accounts[visit.person]
        if kept is not None and self._holds(kept, visit, before, account.stands):
            self.payments.pay_again(kept.asked, visit.date)
            counters.stand_at(kept.after)
            counters.refused += kept.settlement.refused is not None
            member.told += kept.told
        else:
            told, stands = len(member.told), None if visit.stated is None else account.stands
            settlement, asked = self.settled_and_asked(visit)
            self.hold_against_slip(visit, settlement)
            kept = _Settled(visit, settlement, before, counters.figures(), asked, stands, member.told[told:])
        self._kept[visit.id] = kept
        return kept.settlement

    def _holds(self, kept: _Settled, visit: Visit, before: CounterFigures, stands: tuple[int, bool]) -> bool:
        """Whether a visit would be settled as it was."""
        return (
            (kept.visit is visit or kept.visit == visit)
            and kept.before == before
            and (self._all_same or (visit.person in self._same and self._same >= {*visit.pay_from_account}))
            and (kept.stands is None or kept.stands == stands)
            and self.payments.would_pay(kept.asked)
        )

    # ---- the statement

    def person(self, person_id: str) -> PersonStatement:
        made, last = super().person(person_id), self._people.get(person_id)
        if last is None or len(made.years) != len(last.years) or not all(map(is_, made.years, last.years)):
            return made  # to compare their visits would take as long as to compute them
        return last if last == made else made

    def year(self, member: Member, account: AccountStatement, year: int) -> YearStatement:
        made, last = super().year(member, account, year), self._last_year(member.person.id, year)
        return last if last is not None and last.visits is made.visits and last == made else made

    def visits_and_totals(self, person_id: str, year: int) -> tuple[list[VisitSettlement], Totals]:
        visits, last = self.visits[person_id].get(year, []), self._last_year(person_id, year)
        if last is not None and len(visits) == len(last.visits) and all(map(is_, visits, last.visits)):
            return last.visits, last.totals
        return super().visits_and_totals(person_id, year)

    def _last_year(self, person_id: str, year: int) -> YearStatement | None:
        last = self._people.get(person_id)
        return None if last is None else next((one for one in last.years if one.year == year), None)
