"""One household under several regions, before and after the reform, in work and retired, or in two years."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from calculator.case.case import Case
from calculator.case.variants import by_the_rules, imagined_in_region, moved_to_year, with_status
from calculator.engine.compute import compute
from calculator.engine.statement import PersonStatement, Statement, YearStatement
from calculator.ground.interpreter import uncollected
from calculator.policy.names import Status
from calculator.policy.packs import Packs
from calculator.whatif.account_gaps import uncertain_accounts, unsettled
from calculator.whatif.difference_causes import Cause, causes
from calculator.whatif.other_packs import EarlierPacks

Kind = Literal["regions", "reform", "status", "years"]
BEFORE, AFTER = "before", "after"
FEWEST_REGIONS, MOST_REGIONS = 2, 5

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
    library: Packs
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
    uncertain = uncertain_accounts(case, statement, date(year, 12, 31))
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
    library: Packs,
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


_Plan = tuple[str, Case, Packs, int]


def _plans(case: Case, library: Packs, question: Question) -> list[_Plan]:
    """Each side's key, case, packs and year."""
    kind, year, keys = question.kind, question.year, question.keys
    if kind == "reform":
        return [(BEFORE, by_the_rules(case), EarlierPacks(library), year), (AFTER, case, library, year)]
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
        return [(region, imagined_in_region(case, region, question.person), library, year) for region in keys]
    return [(key, moved_to_year(case, library, year, int(key)), library, int(key)) for key in keys]


def _statuses(case: Case, person_id: str) -> tuple[Status, Status]:
    person = next(person for person in case.people if person.id == person_id)
    return ("flexible" if person.status == "flexible" else "employed", "retired")


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
