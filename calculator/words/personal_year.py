"""One person's year of a statement with all that telling of it needs."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from calculator.case.case import AccountUse, Case, Opening, Person
from calculator.engine.statement import PersonStatement, Statement, UseAnswer, YearStatement
from calculator.ground.months import Month, month_of
from calculator.policy.pack import Pack
from calculator.policy.packs import Packs
from calculator.words.wording import Wording


class PersonalYear(NamedTuple):
    """A person, what was computed for them, and one year of it.

    `opening` is what counts in that year, if any; `uses` are the account uses of that year with their answers;
    `readings` are those chosen for the person's region.
    """

    person: Person
    computed: PersonStatement
    year: YearStatement
    opening: Opening | None
    uses: tuple[tuple[AccountUse, UseAnswer], ...]
    pack: Pack
    wording: Wording
    readings: Mapping[str, str] = MappingProxyType({})

    def visits_after(self, day: date) -> int:
        """How many of the year's visits are still to come on a day."""
        return sum(visit.date > day for visit in self.year.visits)


class AccountNow(NamedTuple):
    """What an account holds on a day, and the later months of the year that are still credited, with their sum; 分."""

    balance: int
    months: tuple[Month, ...]
    credit: int


def account_now(case: Case, statement: Statement, packs: Packs, person_id: str, day: date) -> AccountNow | None:
    """A person's account on a day; None where the day is not covered. `statement` is that of `case`."""
    if not case.from_ <= month_of(day) <= case.through:
        return None
    from calculator.engine.year_moments import balance_on, year_series  # a year that is over does without

    moments = year_series(case, statement, packs, person_id, day.year).moments
    coming = [moment for moment in moments if moment.kind == "credit" and moment.day > day and moment.account_change]
    months = tuple(month_of(moment.day) for moment in coming)
    balance = balance_on(case, statement, packs, person_id, day)
    return AccountNow(balance, months, sum(moment.account_change for moment in coming))


def personal_year(
    case: Case, statement: Statement, library: Packs, wording: Wording, person_id: str, year: int
) -> PersonalYear:
    """A person's year; `statement` is that of `case`. Raises KeyError for a person or year that is not in it."""
    person = next((person for person in case.people if person.id == person_id), None)
    computed = next((person for person in statement.people if person.id == person_id), None)
    if person is None or computed is None:
        raise KeyError(person_id)
    in_year = next((one for one in computed.years if one.year == year), None)
    if in_year is None:
        raise KeyError(year)
    opening = person.opening if year == case.from_ // 12 else None
    answers = {answer.id: answer for answer in computed.uses}
    uses = tuple((use, answers[use.id]) for use in case.account_uses if use.id in answers and use.date.year == year)
    pack, readings = library.pack(person.region), case.readings.get(person.region, {})
    return PersonalYear(person, computed, in_year, opening, uses, pack, wording, readings)


def year_so_far(
    case: Case, statement: Statement, library: Packs, wording: Wording, person_id: str, day: date
) -> PersonalYear:
    """A person's year as it is on a day of it, without what is still to come; `statement` is that of `case`.

    Raises KeyError for a person or a day's year that is not in it.
    """
    whole = personal_year(case, statement, library, wording, person_id, day.year)
    if not whole.visits_after(day):
        return whole
    from calculator.case.variants import up_to  # seldom needed, and not for the first window
    from calculator.engine.compute import compute

    past = up_to(case, day)
    return personal_year(past, compute(past, library), library, wording, person_id, day.year)
