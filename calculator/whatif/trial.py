"""A pack tried out: what the people of a household would get if it were their region's."""

from dataclasses import dataclass

from calculator.case.case import Case, Person
from calculator.engine.compute import compute
from calculator.engine.statement import PeriodSums, PersonStatement, Statement
from calculator.policy.installed.admission import Available
from calculator.policy.library import Library
from calculator.policy.pack import Pack


@dataclass(frozen=True, slots=True)
class Tried:
    """A person's sums (分) now and under the pack; what could not be computed, the sums leave out.

    `refused` counts the visits that could not, `credited` says whether every month's credit could: now, and then.
    """

    person: Person
    now: PeriodSums
    then: PeriodSums
    refused: tuple[int, int]
    credited: tuple[bool, bool]


def tried(case: Case, statement: Statement, pack: Pack, base: str, library: Library) -> list[Tried]:
    """Everyone's sums as they are and as they would be under `pack`, whose base is the region `base`.

    The average pensions and the readings of the base go along; another region's must not count unnoticed.
    """
    other = compute(moved(case, pack, base), library.with_pack(Available(pack, "own")))
    return [
        Tried(
            person,
            now.sums(),
            then.sums(),
            (_refused(now), _refused(then)),
            (now.account.complete, then.account.complete),
        )
        for person, now, then in zip(case.people, statement.people, other.people, strict=True)
    ]


def moved(case: Case, pack: Pack, base: str) -> Case:
    """The case with everyone insured in the region of `pack`."""
    people = tuple(
        person.model_copy(
            update={
                "region": pack.id,
                "city": None,
                "average_pension": person.average_pension if person.region in (pack.id, base) else {},
            }
        )
        for person in case.people
    )
    asked = {reading.id: {value.id for value in reading.values} for reading in pack.reading}
    chosen = {**case.readings.get(base, {}), **case.readings.get(pack.id, {})}
    fitting = {name: value for name, value in chosen.items() if value in asked.get(name, ())}
    readings = {**case.readings, pack.id: fitting} if fitting else case.readings
    return case.model_copy(update={"people": people, "readings": readings})


def _refused(person: PersonStatement) -> int:
    return sum(year.totals.refused_visits for year in person.years)
