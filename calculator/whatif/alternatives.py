"""What other readings of the open questions would change for a household."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import fields

from calculator.case.case import Case
from calculator.case.variants import with_reading
from calculator.engine.alternative_statement import Alternative, PersonWithAlternatives, StatementWithAlternatives
from calculator.engine.compute import compute
from calculator.engine.statement import Decision, PeriodSums, PersonStatement, Statement
from calculator.policy.packs import Packs

_WANTING = {
    "city_parameters_required",
    "average_pension_required",
    "own_pension_required",
    "birth_date_required",
    "contribution_base_required",
}
"""Refusals for want of a figure that a person could give."""
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
    before = {person.id: person for person in statement.people}
    payers = _payers(case)
    for done, (region, reading, value) in enumerate(others):
        reached(done, len(others))
        other = compute(with_reading(case, packs.pack(region), reading, value), packs)
        after = {person.id: person for person in other.people}
        for person, otherwise in zip(people, other.people, strict=True):
            alternative = _alternative(
                [person, *(before[payer] for payer in payers[person.id])],
                [otherwise, *(after[payer] for payer in payers[person.id])],
                *(region, reading, value),
            )
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


def _payers(case: Case) -> dict[str, list[str]]:
    """By person, whose accounts beside their own are asked to pay for their visits."""
    found: dict[str, dict[str, None]] = {person.id: {} for person in case.people}
    for visit in case.visits:
        found[visit.person].update(dict.fromkeys(visit.pay_from_account))
    return {owner: [payer for payer in payers if payer != owner] for owner, payers in found.items()}


def _open(person: PersonStatement) -> PersonWithAlternatives:
    return PersonWithAlternatives(**{field.name: getattr(person, field.name) for field in fields(person)})


def _alternative(
    now: Sequence[PersonStatement], then: Sequence[PersonStatement], region: str, reading: str, value: str
) -> Alternative | None:
    """What the reading changes for the first of some people, whose accounts the others' pay for; None for nothing.

    A figure that is wanting only under the other reading leaves it without sums: what a person has not given is no
    change of what they get.
    """
    wanting = [one for one in _wanting(then) if (one.code, one.year) not in {(w.code, w.year) for w in _wanting(now)}]
    if wanting:
        return Alternative(reading=reading, value=value, region=region, refused=wanting[0])
    before, after = now[0].sums(), then[0].sums()
    if before == after:
        return None
    sums = {name: getattr(after, name) for name in _SUMS}
    difference = PeriodSums(**{name: sums[name] - getattr(before, name) for name in _SUMS})
    complete = None if all(map(_is_complete, (*now, *then))) else False
    return Alternative(**sums, reading=reading, value=value, region=region, difference=difference, complete=complete)


def _wanting(people: Iterable[PersonStatement]) -> list[Decision]:
    """The refusals for want of a figure that a person could give."""
    refusals = (decision for person in people for decision in _refusals(person))
    return [decision for decision in refusals if decision.code in _WANTING]


def _refusals(person: PersonStatement) -> Iterator[Decision]:
    yield from (month.refused for month in person.account.months if month.refused is not None)
    for year in person.years:
        yield from (visit.refused for visit in year.visits if visit.refused is not None)
    yield from (use.refused for use in person.uses if use.refused is not None)


def _is_complete(person: PersonStatement) -> bool:
    return person.account.complete and not any(_refusals(person))
