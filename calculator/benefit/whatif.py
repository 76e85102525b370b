"""What would be different: here, other readings of the open questions."""

from dataclasses import fields

from calculator.benefit.case import Case
from calculator.benefit.compute import compute
from calculator.benefit.statement import (
    Alternative,
    PeriodSums,
    PersonStatement,
    PersonWithAlternatives,
    Statement,
    StatementWithAlternatives,
)
from calculator.policy.library import Library

_SUMS = ("pooled", "personal", "account", "cash", "credited", "balance")


def with_alternatives(case: Case, statement: Statement, library: Library) -> StatementWithAlternatives:
    """The statement with, for each person, every other value of every reading that changes a sum of theirs."""
    people = [_open(person) for person in statement.people]
    for region in dict.fromkeys(person.region for person in case.people):
        pack = library.pack(region)
        chosen = {**pack.default_readings(), **case.readings.get(region, {})}
        for reading in pack.reading:
            for value in reading.values:
                if value.id == chosen[reading.id]:
                    continue
                other = compute(with_reading(case, region, reading.id, value.id), library)
                for person, otherwise in zip(people, other.people, strict=True):
                    alternative = _alternative(person, otherwise, region, reading.id, value.id)
                    if alternative is not None:
                        person.alternatives.append(alternative)
    for person in people:
        # The person's own region first; another region's reading reaches them through a family account.
        person.alternatives.sort(key=lambda found, own=person.region: found.region != own)  # type: ignore[misc]
    return StatementWithAlternatives(statement.format, people)


def with_reading(case: Case, region: str, reading: str, value: str) -> Case:
    """The same case with one question of one region read as `value`."""
    chosen = {**case.readings.get(region, {}), reading: value}
    return case.model_copy(update={"readings": {**case.readings, region: chosen}})


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
