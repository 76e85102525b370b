"""What other readings of the open questions would change for a household."""

from collections.abc import Callable, Iterator
from dataclasses import fields

from calculator.case.case import Case
from calculator.case.variants import with_reading
from calculator.engine.compute import compute
from calculator.engine.statement import (
    Alternative,
    PeriodSums,
    PersonStatement,
    PersonWithAlternatives,
    Statement,
    StatementWithAlternatives,
)
from calculator.policy.packs import Packs

_SUMS = ("pooled", "personal", "account", "cash", "credited", "balance")


def _untold(_done: int, _of: int) -> None:
    """For work that nobody waits for."""


def with_alternatives(
    case: Case, statement: Statement, packs: Packs, *, reached: Callable[[int, int], None] = _untold
) -> StatementWithAlternatives:
    """The statement with, for each person, every other value of every reading that changes a sum of theirs.

    `reached` is told before each value how many are done and of how many; what it raises ends the work.
    """
    people = [_open(person) for person in statement.people]
    others = list(_other_values(case, packs))
    for done, (region, reading, value) in enumerate(others):
        reached(done, len(others))
        other = compute(with_reading(case, packs.pack(region), reading, value), packs)
        for person, otherwise in zip(people, other.people, strict=True):
            alternative = _alternative(person, otherwise, region, reading, value)
            if alternative is not None:
                person.alternatives.append(alternative)
    for person in people:
        # The person's own region first; another region's reading reaches them through a family account.
        person.alternatives.sort(key=lambda found, own=person.region: found.region != own)  # type: ignore[misc]
    return StatementWithAlternatives(statement.format, people)


def _other_values(case: Case, packs: Packs) -> Iterator[tuple[str, str, str]]:
    """Region, reading and value of every other way to read the texts of the people's regions."""
    for region in dict.fromkeys(person.region for person in case.people):
        pack = packs.pack(region)
        chosen = {**pack.default_readings(), **case.readings.get(region, {})}
        for reading in pack.reading:
            for value in reading.values:
                if value.id != chosen[reading.id]:
                    yield region, reading.id, value.id


def _open(person: PersonStatement) -> PersonWithAlternatives:
    return PersonWithAlternatives(**{field.name: getattr(person, field.name) for field in fields(person)})


def _alternative(
    person: PersonStatement, otherwise: PersonStatement, region: str, reading: str, value: str
) -> Alternative | None:
    before, after = person.sums(), otherwise.sums()
    if before == after:
        return None
    difference = PeriodSums(**{name: getattr(after, name) - getattr(before, name) for name in _SUMS})
    sums = {name: getattr(after, name) for name in _SUMS}
    return Alternative(**sums, reading=reading, value=value, region=region, difference=difference)
