"""One more visit, here or there: what it would come to, and how far the year still is from its thresholds."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import NamedTuple

from calculator.case.case import Case, Institution, Visit
from calculator.engine.account import PersonalAccount
from calculator.engine.compute import compute
from calculator.engine.deductible import deductible_left
from calculator.engine.exclusions import Payable
from calculator.engine.known_figures import take_known
from calculator.engine.member import Member, Scale
from calculator.engine.settlement import settle
from calculator.engine.statement import (
    AccountPayment,
    Decision,
    Statement,
    VisitSettlement,
)
from calculator.engine.year_moments import balance_on
from calculator.ground.money import ONE
from calculator.ground.months import first_day, month_of
from calculator.policy.names import LEVELS, Level
from calculator.policy.packs import Packs
from calculator.policy.rulebook import Rulebook
from calculator.whatif.account_gaps import uncertain_accounts


@dataclass(frozen=True, slots=True)
class Bill:
    """The parts of a visit that has not taken place, in 分, as a visit has them."""

    total: int
    out_of_catalogue: int = 0
    over_price_limit: int = 0
    first_self_pay: int = 0
    paid_elsewhere: int = 0

    @property
    def parts(self) -> int:
        """What of the total is out of scope or paid already."""
        return self.out_of_catalogue + self.over_price_limit + self.first_self_pay + self.paid_elsewhere


@dataclass(frozen=True, slots=True)
class Option:
    """The next visit at one institution, with the settlement that it would have.

    `deductible_left` is what a further visit there would then be asked, `cap_left` what it could use of the cap
    (in-scope cost, where the cap counts that), `dearer_by` how much more of the bill stays personal than at the
    cheapest institution, in 分; None where nothing can be computed.
    """

    institution: Institution
    prescriber: Level | None
    settlement: VisitSettlement
    deductible_left: int | None
    cap_left: int | None
    dearer_by: int | None

    @property
    def decision(self) -> Decision | None:
        """Why pooling does not pay there, or why nothing can be computed."""
        return self.settlement.excluded or self.settlement.refused


@dataclass(frozen=True, slots=True)
class Comparison:
    """Where a visit leaves the smallest personal share and where the largest, and by how much they differ, in 分."""

    least: tuple[Option, ...]
    most: tuple[Option, ...]
    difference: int


@dataclass(frozen=True, slots=True)
class Threshold:
    """What in-scope cost one visit at a level could still have before something changes, in 分.

    From the first 分 above `pays_from` on the fund pays, and at `capped_from` the year's cap is reached. None where
    that never happens; a cap that is reached already is 0. `decision` says why pooling does not pay there at all.
    """

    level: Level
    pays_from: int | None
    capped_from: int | None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What one more visit would come to, everywhere: its options, how they compare, and the thresholds by level.

    `uncounted` are the year's visits until then that have no number: the counters stand without them. Without
    `balance_whole` the own account lacks a credit or a payment without a number.
    """

    options: list[Option]
    comparison: Comparison | None
    thresholds: list[Threshold]
    uncounted: int
    balance_whole: bool


def outlook(
    case: Case,
    library: Packs,
    person_id: str,
    day: date,
    bill: Bill,
    *,
    prescriber: Level | None = None,
    statement: Statement | None = None,
) -> Outlook:
    """`next_visit`, `compare` and `until` at once, with the person's year gone through only once."""
    standing = _Standing(case, library, person_id, day)
    covered, statement = _covering(case, library, day, statement)
    options = _options(standing, bill, prescriber, balance_on(covered, statement, library, person_id, day))
    thresholds = [standing.threshold(level) for level in LEVELS]
    whole = person_id not in uncertain_accounts(covered, statement, day)
    return Outlook(options, compare(options), thresholds, standing.uncounted, whole)


def next_visit(
    case: Case,
    library: Packs,
    person_id: str,
    day: date,
    bill: Bill,
    *,
    prescriber: Level | None = None,
    statement: Statement | None = None,
) -> list[Option]:
    """One more local visit, the last of a day, at each level and at a pharmacy; what comes after the day is not seen.

    The person's own account pays as far as it may. A pharmacy's prescription is from `prescriber`, or the person's
    usual level, or the first. `statement` is that of `case`, where the caller has it. Raises ValueError for a day
    before the period or parts beyond the total.
    """
    standing = _Standing(case, library, person_id, day)
    covered, statement = _covering(case, library, day, statement)
    return _options(standing, bill, prescriber, balance_on(covered, statement, library, person_id, day))


def _options(standing: "_Standing", bill: Bill, prescriber: Level | None, balance: int) -> list[Option]:
    if bill.parts > bill.total:
        raise ValueError("the parts exceed the total")
    usual = prescriber or standing.member.person.usual_level or LEVELS[0]
    places: list[tuple[Institution, Level | None]] = [*((level, None) for level in LEVELS), ("pharmacy", usual)]
    settled = []
    for institution, prescribing in places:
        settlement, left = standing.paid(standing.visit(institution, bill, prescribing), balance)
        settled.append((institution, prescribing, settlement, left))
    computed = [settlement.personal for *_, settlement, _left in settled if settlement.personal is not None]
    least = min(computed, default=0)
    return [
        Option(
            institution,
            prescribing,
            settlement,
            left and left.deductible,
            left and left.cap,
            None if settlement.personal is None else settlement.personal - least,
        )
        for institution, prescribing, settlement, left in settled
    ]


def compare(options: Sequence[Option]) -> Comparison | None:
    """Where the visit is cheapest and where dearest, of the institutions that pooling pays; None for fewer than two."""
    paid = [(option, option.settlement.personal or 0) for option in options if option.decision is None]
    if len(paid) < 2:
        return None
    least, most = min(personal for _, personal in paid), max(personal for _, personal in paid)
    return Comparison(
        tuple(option for option, personal in paid if personal == least),
        tuple(option for option, personal in paid if personal == most),
        most - least,
    )


def until(case: Case, library: Packs, person_id: str, day: date) -> list[Threshold]:
    """At each level, the in-scope cost of one local visit until the fund begins to pay and until the cap is reached.

    The visit is the last of a day; what comes after that day is not seen. Raises ValueError for a day before the
    period.
    """
    standing = _Standing(case, library, person_id, day)
    return [standing.threshold(level) for level in LEVELS]


def _covering(case: Case, library: Packs, day: date, statement: Statement | None) -> tuple[Case, Statement]:
    """The case with a period that the day lies in, and its statement."""
    if month_of(day) > case.through:
        case, statement = case.model_copy(update={"through": month_of(day)}), None
    return case, statement or compute(case, library)


class _Left(NamedTuple):
    """What a settlement leaves of the deductible at its level and of the cap, in 分."""

    deductible: int
    cap: int


class _Standing:
    """A person as the engine has them once a day's visits are settled; a trial visit leaves no trace."""

    def __init__(self, case: Case, library: Packs, person_id: str, day: date) -> None:
        if day < first_day(case.from_):
            raise ValueError("the day lies before the period")
        person = next(person for person in case.people if person.id == person_id)
        rulebook = Rulebook(library.pack(person.region), case.readings.get(person.region, {}))
        self.member = Member(person, rulebook, case.from_)
        self._day, self._account = day, PersonalAccount(self.member, case.from_, max(case.through, month_of(day)))
        # Counters are a year's own, so that only its visits matter.
        own = [v for v in case.visits if v.person == person_id and v.date.year == day.year and v.date <= day]
        known = [one for one in person.known if one.date.year == day.year and one.date <= day]
        for visit in sorted(own, key=lambda visit: visit.moment):
            while known and known[0].date < visit.date:
                take_known(known.pop(0), self.member, self._account)
            settle(visit, self.member)
        for one in known:  # that of the day itself as well, as the visit is asked for after all of it
            take_known(one, self.member, self._account)
        self._counters = self.member.counters(day.year)
        self.uncounted = self._counters.refused
        self._before = replace(self._counters, by_level=dict(self._counters.by_level))

    def visit(self, institution: Institution, bill: Bill, prescriber: Level | None = None) -> Visit:
        """A local visit on the day."""
        parts = {field.name: getattr(bill, field.name) for field in fields(bill)}
        return Visit.model_construct(
            id="",
            person=self.member.person.id,
            date=self._day,
            institution=institution,
            prescriber=prescriber,
            **parts,
        )

    def paid(self, visit: Visit, balance: int) -> tuple[VisitSettlement, _Left | None]:
        """The settlement with the own account's payment from a balance, and what it leaves."""
        settlement, payable, left = self._settle(visit)
        if settlement.refused is None:
            self._account.balance = balance
            amount = self._account.pay(self._account.payable(payable), self._day)
            settlement.account = [AccountPayment(visit.person, amount)] if amount else []
            settlement.cash = (settlement.personal or 0) - amount
        return settlement, left

    def threshold(self, level: Level) -> Threshold:
        """The two thresholds of a level, the cap's searched with the engine itself."""
        nothing, _payable, left = self._settle(self.visit(level, Bill(0)))
        decision, scale = nothing.excluded or nothing.refused, self._scale()
        if decision is not None or scale is None or left is None:
            return Threshold(level, None, None, decision)
        room, rate = scale.cap - self._used(), scale.rate[level]
        if room <= 0:
            return Threshold(level, None, 0)
        if self.member.cap_on_expense:
            return Threshold(level, left.deductible if rate and left.deductible < room else None, room)
        if not rate:
            return Threshold(level, None, None)
        enough = left.deductible + room * ONE // rate + 1
        capped = bisect_left(range(enough), True, key=lambda cost: self._reaches_cap(level, cost, scale.cap))
        return Threshold(level, left.deductible, capped)

    def _used(self) -> int:
        return self._counters.expense if self.member.cap_on_expense else self._counters.pooled

    def _scale(self) -> Scale | None:
        member = self.member
        terms = member.rulebook.terms_on(self._day.toordinal())
        return None if terms.pooling is None else member.scale(terms, member.status_on(self._day))

    def _reaches_cap(self, level: Level, cost: int, cap: int) -> bool:
        settlement, _payable, _left = self._settle(self.visit(level, Bill(cost)))
        return (settlement.pooled_to_date or 0) >= cap

    def _settle(self, visit: Visit) -> tuple[VisitSettlement, Payable, _Left | None]:
        """The engine's settlement, and what it leaves; the counters are put back."""
        settlement, payable = settle(visit, self.member)
        scale, left = self._scale(), None
        if scale is not None and settlement.excluded is None and settlement.refused is None:
            deductible, _used = deductible_left(self.member, scale, settlement.level, self._counters)
            left = _Left(deductible, max(0, scale.cap - self._used()))
        for field in fields(self._counters):
            value = getattr(self._before, field.name)
            setattr(self._counters, field.name, dict(value) if field.name == "by_level" else value)
        return settlement, payable, left
