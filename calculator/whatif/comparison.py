"""One household under several regions, before and after the reform, in work and retired, or in two years."""

from calendar import isleap
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeVar

from calculator.case.case import AccountUse, Case, Person, Visit
from calculator.case.case_checks import faults_in
from calculator.engine.compute import compute
from calculator.engine.statement import PersonStatement, Statement, YearStatement
from calculator.ground.faults import FaultsError
from calculator.ground.interpreter import uncollected
from calculator.ground.money import Fen
from calculator.ground.months import Month
from calculator.policy.library import Library
from calculator.policy.names import Status
from calculator.policy.pack import BeforeReform, Credit, Pack
from calculator.whatif.account_gaps import uncertain_accounts, unsettled
from calculator.whatif.difference_causes import Cause, causes

if TYPE_CHECKING:
    from calculator.policy.installed.admission import Origin

Kind = Literal["regions", "reform", "status", "years"]
BEFORE, AFTER = "before", "after"
FEWEST_REGIONS, MOST_REGIONS = 2, 5

Dated = TypeVar("Dated", Visit, AccountUse)
Reach = Callable[[int, int], None]
"""Told after each side how many are computed and of how many; may raise to stop the work."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is compared: of a year of the case, and of one person or, with None, of the household.

    `keys` are the ids of two to five regions, or two years; other kinds have sides of their own and need none. In
    work and retired is asked of one person.
    """

    kind: Kind
    year: int
    person: str | None = None
    keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sums:
    """A side's year in 分, and how many visits and months it leaves without a payment or without a number.

    `credited` and `balance` are the accounts'; `account` is what accounts paid of the bills. `uncertain` counts the
    accounts that lack a credit or a payment without a number, `unsettled` the visits whose account part rests on one.
    """

    total: int
    in_scope: int
    deductible: int
    pooled: int
    personal: int
    account: int
    cash: int
    credited: int
    balance: int
    visits: int
    not_paid: int
    refused: int
    months: int
    uncredited: int
    uncertain: int
    unsettled: int


@dataclass(frozen=True, slots=True)
class Side:
    """One side: the case as it was moved, the packs it was computed by, the year looked at, and what came of it.

    `key` is a region's id, `before` or `after`, a status, or a year in four figures. `people` are those asked about
    with that year alone, in which of the visits only those remain that the fund does not pay or that have no number:
    five whole statements of many visits would take the memory of five windows.
    """

    key: str
    case: Case
    library: Library
    year: int
    sums: Sums
    people: tuple[PersonStatement, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """The case asked about, the sides, and for every side after the first what makes it differ from the first."""

    case: Case
    question: Question
    sides: tuple[Side, ...]
    differences: tuple[tuple[Cause, ...], ...]


def sums_of(case: Case, statement: Statement, year: int, person: str | None = None) -> Sums:
    """The figures of a year of the statement of a case: of one person, or of the household."""
    people = [one for one in statement.people if person in (None, one.id)]
    years = [_year_of(one, year) for one in people]
    months = [month for one in people for month in one.account.months if month.month // 12 == year]
    totals = [one.totals for one in years]
    uncertain = uncertain_accounts(case, statement, year)
    return Sums(
        total=sum(total.total for total in totals),
        in_scope=sum(total.in_scope for total in totals),
        deductible=sum(total.deductible for total in totals),
        pooled=sum(total.pooled for total in totals),
        personal=sum(total.personal for total in totals),
        account=sum(total.account for total in totals),
        cash=sum(total.cash for total in totals),
        credited=sum(one.account.credited for one in years),
        balance=sum(one.account.balance for one in years),
        visits=sum(len(one.visits) for one in years),
        not_paid=sum(visit.excluded is not None for one in years for visit in one.visits),
        refused=sum(total.refused_visits for total in totals),
        months=len(months),
        uncredited=sum(month.refused is not None for month in months),
        uncertain=sum(one.id in uncertain for one in people),
        unsettled=unsettled(case, statement, uncertain, [visit for one in years for visit in one.visits]),
    )


def compare(
    case: Case,
    library: Library,
    question: Question,
    *,
    statement: Statement | None = None,
    reach: Reach = lambda _done, _of: None,
) -> Comparison:
    """The answer to a question; `statement` is that of `case`, where the caller has it.

    Raises ValueError for a question that makes no sense, KeyError for an unknown region, person or year, and
    FaultsError where the household cannot be moved to a year.
    """
    if question.person is not None and question.person not in {person.id for person in case.people}:
        raise KeyError(question.person)
    if not case.from_ // 12 <= question.year <= case.through // 12:
        raise KeyError(question.year)
    plans = _plans(case, library, question)
    sides: list[Side] = []
    differences: list[tuple[Cause, ...]] = []
    first: Statement | None = None
    for done, (key, moved, packs, year) in enumerate(plans):
        reach(done, len(plans))
        known = statement if packs is library and (moved is case or moved == case) else None
        with uncollected():  # no statement has cycles, and looking for some takes a third again
            found = known or compute(moved, packs)
        people = tuple(_in_short(one, year) for one in found.people if question.person in (None, one.id))
        sides.append(Side(key, moved, packs, year, sums_of(moved, found, year, question.person), people))
        if first is None:
            first = found
        else:
            differences.append(_causes(sides[0], first, sides[-1], found, question.person))
        del found  # before the next is computed: what lies in memory is what slows the rest down
    reach(len(plans), len(plans))
    return Comparison(case, question, tuple(sides), tuple(differences))


_Plan = tuple[str, Case, Library, int]


def _plans(case: Case, library: Library, question: Question) -> list[_Plan]:
    """Each side's key, case, packs and year."""
    kind, year, keys = question.kind, question.year, question.keys
    if kind == "reform":
        return [(BEFORE, _by_the_rules(case), _EarlierPacks(library), year), (AFTER, case, library, year)]
    if kind == "status":
        if question.person is None:
            raise ValueError("in work and retired is asked of one person")
        return [
            (status, with_status(case, question.person, status), library, year)
            for status in _statuses(case, question.person)
        ]
    if len(set(keys)) < len(keys) or not FEWEST_REGIONS <= len(keys) <= (2 if kind == "years" else MOST_REGIONS):
        raise ValueError("two to five different regions, or two years, are expected")
    if kind == "regions":
        for region in keys:
            library.pack(region)
        return [(region, moved_to_region(case, region, question.person), library, year) for region in keys]
    return [(key, moved_to_year(case, library, year, int(key)), library, int(key)) for key in keys]


def moved_to_region(case: Case, region: str, person: str | None = None) -> Case:
    """The household with one person, or with None everyone, in a region; who lives there already stays as they are.

    Whoever moves leaves behind what belongs to their own region: its average pension, its city's figures, and what
    it is known to credit. Another version of the same region changes the last of these only.
    """
    if all(one.region == region for one in case.people if person in (None, one.id)):
        return case

    def moved(one: Person) -> Person:
        if one.region == region or person not in (None, one.id):
            return one
        left: dict[str, object] = {} if _plain(one.region) == _plain(region) else {"city": None, "average_pension": {}}
        return _uncredited(one).model_copy(update={"region": region, **left})

    return case.model_copy(update={"people": tuple(map(moved, case.people))})


def _plain(region: str) -> str:
    """A region without the version of its rules."""
    return region.partition("@")[0]


def _uncredited(person: Person) -> Person:
    """A person whose monthly credit is not known, and is computed: what is known holds for things as they are."""
    if person.account.monthly_credit is None:
        return person
    return person.model_copy(update={"account": person.account.model_copy(update={"monthly_credit": None})})


def _by_the_rules(case: Case) -> Case:
    """The household with every monthly credit computed."""
    if all(person.account.monthly_credit is None for person in case.people):
        return case
    return case.model_copy(update={"people": tuple(map(_uncredited, case.people))})


def _statuses(case: Case, person_id: str) -> tuple[Status, Status]:
    person = next(person for person in case.people if person.id == person_id)
    return ("flexible" if person.status == "flexible" else "employed", "retired")


def with_status(case: Case, person_id: str, status: Status) -> Case:
    """The household with one person in a status all the time."""

    def changed(person: Person) -> Person:
        if person.id != person_id or (person.status == status and person.retirement_date is None):
            return person
        return _uncredited(person).model_copy(update={"status": status, "retirement_date": None})

    return case.model_copy(update={"people": tuple(map(changed, case.people))})


def moved_to_year(case: Case, library: Library, year: int, to: int) -> Case:
    """The household with a year of its period in another place: period, visits, uses and what was paid from a month on.

    Dates of birth and retirement and the averages of years stay, as they are facts; monthly credits are computed.
    Raises FaultsError.
    """
    by = to - year
    if not by:
        return case
    if not 1 <= case.from_ // 12 + by <= case.through // 12 + by <= date.max.year:
        raise ValueError("there is no such year")

    def row(row: Dated) -> Dated:
        return row.model_copy(update={"date": _in_year(row.date, row.date.year + by)})

    def series(amounts: Fen | dict[Month, Fen] | None) -> Fen | dict[Month, Fen] | None:
        if not isinstance(amounts, dict):
            return amounts
        return {Month(month + 12 * by): fen for month, fen in amounts.items()}

    people = tuple(
        _uncredited(person).model_copy(
            update={"contribution_base": series(person.contribution_base), "own_pension": series(person.own_pension)}
        )
        for person in case.people
    )
    moved = case.model_copy(
        update={
            "from_": case.from_ + 12 * by,
            "through": case.through + 12 * by,
            "people": people,
            "visits": tuple(map(row, case.visits)),
            "account_uses": tuple(map(row, case.account_uses)),
        }
    )
    faults = list(faults_in(moved, library))
    if faults:
        raise FaultsError(faults)
    return moved


def _in_year(day: date, year: int) -> date:
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


class _EarlierPacks(Library):
    """Every pack as things stood before its reform: the account alone, credited as the text says it was before."""

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._after = library

    def pack(self, pack_id: str) -> Pack:
        """The pack without pooling, with the earlier credits, and with today's words on what an account may pay.

        What stands in for a missing pack knows of no time before either.
        """
        pack = self._after.pack(pack_id)
        if pack.stands_in:
            return pack
        # Pooling ends before it begins; its clause still says when it really begins.
        never = tuple(rule.model_copy(update={"until": date.min}) for rule in pack.pooling)
        return pack.model_copy(update={"pooling": never, "credit": tuple(map(_as_credit, pack.before_reform))})

    def origin(self, pack_id: str) -> "Origin":
        """Where the pack comes from that tells how things stood."""
        return self._after.origin(pack_id)


def _as_credit(rule: BeforeReform) -> Credit:
    return Credit.model_construct(
        source=rule.source,
        clause=rule.clause,
        note=rule.note,
        status=rule.status,
        when=rule.when,
        basis=rule.basis,
        age_from=rule.age_from,
        age_below=rule.age_below,
        after_birthday=rule.after_birthday,
        parts=rule.parts,
        unknown=rule.unknown,
        refusal=None if rule.unknown is None else "earlier_rule_not_in_text",
    )


def _year_of(person: PersonStatement, year: int) -> YearStatement:
    return next(one for one in person.years if one.year == year)


def _in_short(person: PersonStatement, number: int) -> PersonStatement:
    year = _year_of(person, number)
    decided = [visit for visit in year.visits if visit.excluded is not None or visit.refused is not None]
    return replace(person, years=[replace(year, visits=decided)])


def _causes(here: Side, one: Statement, there: Side, other: Statement, asked: str | None) -> tuple[Cause, ...]:
    pairs = [pair for pair in zip(one.people, other.people, strict=True) if asked in (None, pair[0].id)]
    uses = {use.id: use.date for use in here.case.account_uses if use.date.year == here.year}
    return tuple(causes(pairs, (here.year, there.year), uses))
