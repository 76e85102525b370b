"""A part of a population by the ordinary engine: its rows read, its households computed, its lines written."""

import csv
import io
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from calculator.batch.households import FaultyRow, Frame, PersonRow, Settled, VisitRow, settle_household
from calculator.files.many_people.job import Job
from calculator.files.many_people.outcome_lines import OutcomeText
from calculator.files.many_people.splitting import household_in
from calculator.ground.faults import Fault
from calculator.sheets.own.flat_rows import Headings, PeopleTable, VisitsTable
from calculator.words.wording import Wording

NumberedCells = tuple[int, Sequence[str]]


class Rows(NamedTuple):
    """Rows of both tables as they are in the files, each with its number."""

    people: Sequence[NumberedCells]
    visits: Sequence[NumberedCells]


class _Household:
    """What belongs together, as far as it can be read."""

    def __init__(self) -> None:
        self.family = ""
        self.people: list[PersonRow] = []
        self.visits: list[VisitRow] = []
        self.left_out: dict[str, int] = {}
        self.faulty_people: list[FaultyRow] = []
        self.faulty_visits: list[FaultyRow] = []


def settle_rows(rows: Rows, job_frame: Frame, people: Headings, visits: Headings, *, with_visits: bool) -> Settled:
    """The outcomes of these rows, which hold whole households."""
    found, tables = Settled(), (PeopleTable(people, job_frame.packs), VisitsTable(visits))
    for household in _households(rows, people, visits):
        one = _settle(_read(household, *tables), job_frame, with_visits=with_visits)
        found.years += one.years
        found.visits += one.visits
        found.faulty += one.faulty
    # Of one household the people may stand far apart in their table.
    found.years.sort(key=lambda row: row[0])
    found.visits.sort(key=lambda row: row[0])
    found.faulty.sort(key=lambda faulty: faulty[:2])
    return found


def _households(rows: Rows, people: Headings, visits: Headings) -> Iterator[Rows]:
    """The rows of each household; none is read before its turn, as read rows take ten times the room."""
    found: dict[str, tuple[list[NumberedCells], list[NumberedCells]]] = {}
    for place, (table, of) in enumerate(
        ((rows.people, household_in(people, "id")), (rows.visits, household_in(visits, "person")))
    ):
        for row in table:
            found.setdefault(of(row[1]), ([], []))[place].append(row)
    return (Rows(*household) for household in found.values())


def _read(rows: Rows, people: PeopleTable, visits: VisitsTable) -> _Household:
    household = _Household()
    for number, cells in rows.people:
        family, _person, row, faults = people.read(cells)
        household.family = family
        if row is not None:
            household.people.append((number, row))
        household.faulty_people += [FaultyRow("people", number, fault) for fault in faults]
    for number, cells in rows.visits:
        _family, person, visit, faults = visits.read(cells, number)
        if visit is not None:
            household.visits.append((number, visit))
        else:
            household.left_out[person] = household.left_out.get(person, 0) + 1
            household.faulty_visits += [FaultyRow("visits", number, fault) for fault in faults]
    return household


def _settle(household: _Household, frame: Frame, *, with_visits: bool) -> Settled:
    if household.people and not household.faulty_people:
        family, people, visits = household.family, household.people, household.visits
        settled = settle_household(family, people, visits, frame, household.left_out, with_visits=with_visits)
        settled.faulty += household.faulty_visits
        return settled
    faulty = household.faulty_people + household.faulty_visits
    not_read = Fault("", "person_not_read")
    faulty += [FaultyRow("people", number, not_read) for number, _person in household.people]
    for number, visit in household.visits:
        whole = not_read if household.faulty_people else Fault("", "not_in_people", {"found": visit.person})
        faulty.append(FaultyRow("visits", number, whole))
    return Settled(faulty=faulty)


# ---- the files of a part


def settle_part(job: Job, number: int) -> None:
    """Compute a part and write what came of it; the part then counts as done."""
    rows = Rows(list(_numbered(job.part("people", number))), list(_numbered(job.part("visits", number))))
    with_visits = job.outputs.visits is not None
    settled = settle_rows(rows, job.frame, job.people_headings, job.visits_headings, with_visits=with_visits)
    text, wording = OutcomeText(Wording(job.language)), Wording(job.language)
    years, visits = text.written("years", settled.years), text.written("visits", settled.visits)
    people = len({row for row, _year in settled.years})
    write_part(job, number, years, visits, faulty_text(settled.faulty, rows, wording), kernel=0, engine=people)


def _numbered(path: Path) -> Iterator[NumberedCells]:
    with path.open(encoding="utf-8", newline="") as file:
        for number, *cells in csv.reader(file):
            yield int(number), cells


def write_part(job: Job, number: int, years: str, visits: str, faulty: str, *, kernel: int, engine: int) -> None:
    """Write what became of a part, and how many people the kernel and the ordinary engine computed."""
    _write(job.part("years-of", number), years)
    _write(job.part("visits-of", number), visits)
    _write(job.part("faulty-of", number), faulty)
    _write(job.part("done", number), json.dumps({"kernel": kernel, "engine": engine}))


def _write(path: Path, text: str) -> None:
    # Whole or not at all: who is left of work that was killed may still be writing the same part.
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.write_text(text, "utf-8", newline="")
    new.replace(path)


def faulty_text(faulty: Iterable[FaultyRow], rows: Rows, wording: Wording) -> str:
    """The lines of faulty rows: table, row, what is wrong, and the cells as they are in `rows`."""
    text = io.StringIO()
    write = csv.writer(text, lineterminator="\n").writerow
    faulty = list(faulty)
    if not faulty:
        return ""
    cells = {"people": dict(rows.people), "visits": dict(rows.visits)}
    for table, number, fault in faulty:
        row = cells[table][number]
        write([table, number, wording.fault(fault), *(row if row[-1] else row[:-1])])
    return text.getvalue()
