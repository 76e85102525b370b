"""Takes the tables apart by household, so that a part is small and holds all the visits of its people."""

import csv
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path
from zlib import crc32

from calculator.files.many_people.job import Job
from calculator.files.many_people.table_text import rows_in
from calculator.ground.progress import Work
from calculator.sheets.own.flat_rows import FAMILY, Headings

Cells = Sequence[str]


def household_of(family: str, person: str) -> str:
    """What a household is known by: its own name, or else its only person's."""
    return f"f{family}" if family else f"p{person}"


def household_in(headings: Headings, person_field: str) -> Callable[[Cells], str]:
    """Gives the household of a row."""
    family, person = headings.place(FAMILY), headings.place(person_field)

    def of(cells: Cells) -> str:
        return household_of(_cell(cells, family), _cell(cells, person))

    return of


def _cell(cells: Cells, place: int | None) -> str:
    return cells[place].strip() if place is not None and place < len(cells) else ""


def split(job: Job, work: Work) -> None:
    """Write every row of both tables into its part, with its number in the table. Raises StoppedError, FaultsError."""
    sizes = [job.people.stat().st_size, job.visits.stat().st_size]
    before = 0
    for what, path, headings, field in (
        ("people", job.people, job.people_headings, "id"),
        ("visits", job.visits, job.visits_headings, "person"),
    ):
        _split(job, what, path, household_in(headings, field), _reached(work, before, sum(sizes)))
        before += path.stat().st_size
    (job.folder / "split").touch()


def _reached(work: Work, before: int, of: int) -> Callable[[int], None]:
    return lambda done: work.reach(before + done, of)


def _split(job: Job, what: str, path: Path, household: Callable[[Cells], str], tell: Callable[[int], None]) -> None:
    count = job.parts
    with ExitStack() as files:
        parts = [
            csv.writer(
                files.enter_context(job.part(what, number).open("w", encoding="utf-8", newline="")), lineterminator="\n"
            ).writerow
            for number in range(count)
        ]
        rows = rows_in(path, tell)
        next(rows, None)
        for number, cells in rows:
            parts[crc32(household(cells).encode()) % count]([number, *cells])
