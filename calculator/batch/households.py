"""The households of a part of a population, one after the other, by the ordinary engine; faulty rows are set apart."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

from calculator.batch.outcomes import Outcome, visit_outcomes, year_outcomes
from calculator.case.case import FORMAT, Case, Person, Visit
from calculator.case.case_checks import faults_in, reading_faults
from calculator.engine.compute import compute
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.months import Month
from calculator.policy.packs import Packs

_ROW = re.compile(r"(people|visits)\[(\d+)\]\.?(.*)", re.DOTALL)


class Frame(NamedTuple):
    """What a computation of many people goes by besides them: the period, the packs, and the readings by region."""

    first: Month
    last: Month
    packs: Packs
    readings: Mapping[str, Mapping[str, str]]

    def require_sound(self) -> None:
        """Raises FaultsError where the period or a reading is none."""
        blank = Case.model_construct(format=FORMAT, from_=self.first, through=self.last, people=())
        faults = [*faults_in(blank, self.packs), *reading_faults(self.readings, self.packs)]
        if faults:
            raise FaultsError(faults)


PersonRow: TypeAlias = tuple[int, Person]
VisitRow: TypeAlias = tuple[int, Visit]
"""A row of a table with its number there; the headings are row 1."""


class FaultyRow(NamedTuple):
    """A row that counts nowhere, and why."""

    table: str
    row: int
    fault: Fault


@dataclass(slots=True)
class Settled:
    """What became of a household: the rows of its years and of its visits by its people's row, and faulty rows."""

    years: list[tuple[int, Outcome]] = field(default_factory=list)
    visits: list[tuple[int, Outcome]] = field(default_factory=list)
    faulty: list[FaultyRow] = field(default_factory=list)


def settle_household(
    family: str,
    people: Sequence[PersonRow],
    visits: Sequence[VisitRow],
    frame: Frame,
    left_out: Mapping[str, int],
    *,
    with_visits: bool = False,
) -> Settled:
    """A household by the ordinary engine; `left_out` counts by person the rows that were faulty before.

    A visit with a fault is left out and counted; where a person has one, nothing of the household is computed.
    """
    settled = Settled()
    case = Case.model_construct(
        format=FORMAT,
        from_=frame.first,
        through=frame.last,
        people=tuple(person for _row, person in people),
        visits=tuple(visit for _row, visit in visits),
    )
    settled.faulty = list(_faulty(case, people, visits, frame.packs))
    if any(faulty.table == "people" for faulty in settled.faulty):
        told = {faulty.row for faulty in settled.faulty if faulty.table == "people"}
        settled.faulty += [FaultyRow("people", row, _UNCOMPUTED) for row, _person in people if row not in told]
        settled.faulty += [FaultyRow("visits", row, _UNCOMPUTED) for row, _visit in visits]
        return settled
    counts = dict(left_out)
    wrong = {faulty.row for faulty in settled.faulty}
    for row, visit in visits:
        if row in wrong:
            counts[visit.person] = counts.get(visit.person, 0) + 1
    sound = tuple(visit for row, visit in visits if row not in wrong) if wrong else case.visits
    statement = compute(case.model_copy(update={"visits": sound, "readings": frame.readings}), frame.packs)
    for (row, person), computed in zip(people, statement.people, strict=True):
        settled.years += [(row, year) for year in year_outcomes(family, person, computed, counts.get(computed.id, 0))]
        if with_visits:
            settled.visits += [(row, visit) for visit in visit_outcomes(family, computed)]
    return settled


_UNCOMPUTED = Fault("", "person_not_read")


def _faulty(case: Case, people: Sequence[PersonRow], visits: Sequence[VisitRow], packs: Packs) -> Iterator[FaultyRow]:
    rows = {"people": people, "visits": visits}
    for fault in faults_in(case, packs):
        match = _ROW.fullmatch(fault.path)
        assert match is not None, "what the period and the readings are is seen before any household"
        table, place, path = match.groups()
        # Here the table has many households; who else is in one's own is what its column says.
        code = "payer_of_no_household" if fault.code == "unknown_person" else fault.code
        yield FaultyRow(table, rows[table][int(place)][0], Fault(path, code, fault.figures))
