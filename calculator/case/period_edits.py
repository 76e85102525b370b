"""Edits of the months that a case covers; what stands for a day stays with that day."""

from collections.abc import Mapping

from calculator.case.case import Case, Person, bears
from calculator.case.known_figures import with_known
from calculator.ground.language import N_
from calculator.ground.money import Fen
from calculator.ground.months import Month, first_day, last_day, month_at
from calculator.policy.packs import Packs
from calculator.policy.rulebook import Rulebook

CHANGE_PERIOD = N_("Change the period")


def with_period(case: Case, from_: Month, through: Month, balances: Mapping[str, Fen] | None = None) -> Case:
    """The case over other months.

    Where it begins earlier, what the accounts and counters began with is known of its day and stays so; `balances`
    are those of the new first day by person, 0.00 where none is given. Where it begins later, what this year's
    earlier visits had used still counts within the year.
    """
    if from_ == case.from_:
        return case.model_copy(update={"through": through})
    given = balances or {}
    begins = _earlier if from_ < case.from_ else _later
    people = tuple(begins(person, case.from_, from_, given.get(person.id, Fen(0))) for person in case.people)
    return case.model_copy(update={"from_": from_, "through": through, "people": people})


def reaching_year(case: Case, year: int) -> Case:
    """The case with its period lengthened to the end of a later year."""
    return with_period(case, case.from_, max(case.through, month_at(year, 12)))


def _earlier(person: Person, before: Month, _now: Month, balance: Fen) -> Person:
    known = person.known
    if person.account.opening_balance and not bears(person.unread, "account.opening_balance"):
        known = with_known(known, last_day(Month(before - 1)), balance=person.account.opening_balance)
    if person.opening is not None:
        # The counters begin anew with a year; what counts in it from its first day on is known at the end of that day.
        day = last_day(Month(before - 1)) if before % 12 else first_day(before)
        figures = {name: getattr(person.opening, name) or None for name in ("deductible_used", "pooled")}
        known = with_known(known, day, **figures)
    account = person.account.model_copy(update={"opening_balance": balance})
    return person.model_copy(update={"known": known, "opening": None, "account": account})


def _later(person: Person, before: Month, now: Month, balance: Fen) -> Person:
    account = person.account.model_copy(update={"opening_balance": balance})
    opening = person.opening if before // 12 == now // 12 else None
    return person.model_copy(update={"opening": opening, "account": account})


def computable_years(case: Case, packs: Packs, this_year: int) -> range:
    """The years that a case can be computed for: from the first in which a person's region pools, to the next one.

    The years of the period are always among them.
    """
    starts = (
        Rulebook(packs.pack(region), case.readings.get(region, {})).pooling_start.from_
        for region in {person.region for person in case.people}
    )
    first = min((start.year for start in starts if start is not None), default=this_year)
    return range(min(first, case.from_ // 12), max(this_year + 1, case.through // 12) + 1)
