"""The same household otherwise: in another region, status or year, or with a question read in another way."""

from calendar import isleap
from collections.abc import Collection
from datetime import date
from operator import is_
from typing import TypeVar

from calculator.case.case import AccountUse, Case, Person, Visit, bears
from calculator.case.case_checks import faults_in
from calculator.case.people_edits import with_person_changed
from calculator.ground.faults import FaultsError
from calculator.ground.money import Fen
from calculator.ground.months import Month
from calculator.policy.names import Status
from calculator.policy.pack import Pack
from calculator.policy.packs import Packs

Dated = TypeVar("Dated", Visit, AccountUse)


def moved_to_region(case: Case, region: str, person: str | None = None, *, template: str = "") -> Case:
    """The household with one person, or with None everyone, in a region; who lives there already stays as they are.

    Whoever moves leaves behind what belongs to their own region: its average pension, its city's figures, and what
    it is known to credit. Another version of the same region changes the last of these only. The average pensions
    of the region that served as `template` for this one hold here too.
    """
    if all(one.region == region for one in case.people if person in (None, one.id)):
        return case

    def moved(one: Person) -> Person:
        if one.region == region or person not in (None, one.id):
            return one
        left: dict[str, object] = {}
        if _plain(one.region) != _plain(region):
            left["city"] = None
            if one.region != template:
                left["average_pension"] = {}
        of_region = ("region", "account.monthly_credit", *left)
        left["unread"] = {name: text for name, text in one.unread.items() if not bears({name: text}, *of_region)}
        return _uncredited(one).model_copy(update={"region": region, **left})

    return case.model_copy(update={"people": tuple(map(moved, case.people))})


def imagined_in_region(case: Case, region: str, person: str | None = None, *, template: str = "") -> Case:
    """As `moved_to_region`, only to see what would be: what is known of the figures of whoever moves stays behind."""
    moving = {one.id for one in case.people if person in (None, one.id) and one.region != region}
    return moved_to_region(without_known_figures(case, moving), region, person, template=template)


def _plain(region: str) -> str:
    """A region without the version of its rules."""
    return region.partition("@")[0]


def _uncredited(person: Person) -> Person:
    """A person whose monthly credit is not known, and is computed: what is known holds for things as they are."""
    if person.account.monthly_credit is None:
        return person
    return person.model_copy(update={"account": person.account.model_copy(update={"monthly_credit": None})})


def without_known_figures(case: Case, people: Collection[str]) -> Case:
    """The household without what is known of these people's figures, so that all of them are computed.

    That is the monthly credit, what an app says on a day, and what slips say of their visits; the balance and the
    counters at the start of the period stay.
    """

    def computed(person: Person) -> Person:
        if person.id not in people:
            return person
        person = _uncredited(person)
        return person.model_copy(update={"known": ()}) if person.known else person

    def unstated(visit: Visit) -> Visit:
        if visit.stated is None or visit.person not in people:
            return visit
        return visit.model_copy(update={"stated": None})

    changed = tuple(map(computed, case.people)), tuple(map(unstated, case.visits))
    if all(map(is_, changed[0], case.people)) and all(map(is_, changed[1], case.visits)):
        return case
    return case.model_copy(update={"people": changed[0], "visits": changed[1]})


def up_to(case: Case, day: date) -> Case:
    """The household as it is on a day: without the visits, the uses and the known figures of later days."""

    def known(person: Person) -> Person:
        return person.model_copy(update={"known": tuple(one for one in person.known if one.date <= day)})

    return case.model_copy(
        update={
            "people": tuple(map(known, case.people)),
            "visits": tuple(visit for visit in case.visits if visit.date <= day),
            "account_uses": tuple(use for use in case.account_uses if use.date <= day),
        }
    )


def by_the_rules(case: Case) -> Case:
    """The household with nobody's figures known, so that all of them are computed."""
    return without_known_figures(case, {person.id for person in case.people})


def with_status(case: Case, person_id: str, status: Status) -> Case:
    """The household with one person in a status all the time."""
    person = next(person for person in case.people if person.id == person_id)
    if person.status == status and person.retirement_date is None:
        return case
    case = without_known_figures(case, {person_id})
    return with_person_changed(case, person_id, status=status, retirement_date=None)


def with_reading(case: Case, pack: Pack, reading: str, value: str) -> Case:
    """The household with a question of a pack read as `value`; the default is not written down: it holds by itself."""
    chosen = {name: held for name, held in case.readings.get(pack.id, {}).items() if name != reading}
    if value != pack.default_readings()[reading]:
        chosen[reading] = value
    return _with_readings(case, pack.id, chosen)


def with_readings_of(case: Case, template: str, pack: Pack) -> Case:
    """The household with what it chose for the region `template` chosen for `pack` too, as far as this asks the same.

    What it chose for the pack's own region comes before.
    """
    asked = {reading.id: {value.id for value in reading.values} for reading in pack.reading}
    chosen = {**case.readings.get(template, {}), **case.readings.get(pack.id, {})}
    fitting = {name: value for name, value in chosen.items() if value in asked.get(name, ())}
    return _with_readings(case, pack.id, fitting)


def _with_readings(case: Case, region: str, chosen: dict[str, str]) -> Case:
    others = {name: held for name, held in case.readings.items() if name != region}
    return case.model_copy(update={"readings": {**others, region: chosen} if chosen else others})


def moved_to_year(case: Case, packs: Packs, year: int, to: int) -> Case:
    """The household with a year of its period in another place: period, visits, uses and what was paid from a month on.

    Dates of birth and retirement and the averages of years stay, as they are facts; what is known of figures does not.
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

    case = by_the_rules(case)
    people = tuple(
        person.model_copy(
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
    faults = list(faults_in(moved, packs))
    if faults:
        raise FaultsError(faults)
    return moved


def _in_year(day: date, year: int) -> date:
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)
