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


def split_text(job: Job, what: str, path: Path, headings: Headings, person_field: str, work: Work) -> None:
    """Write every row of a table into its part, with its number in the table. Raises StoppedError, FaultsError."""
    count, household = job.parts, household_in(headings, person_field)
    size = path.stat().st_size
    with ExitStack() as files:
        parts = [
            csv.writer(
                files.enter_context(job.part(what, number).open("w", encoding="utf-8", newline="")), lineterminator="\n"
            ).writerow
            for number in range(count)
        ]
        rows = rows_in(path, lambda done: work.reach(done, size))
        _first, titles = next(rows, (1, ()))
        for number, cells in rows:
            parts[crc32(household(cells).encode()) % count]([number, *squared(cells, len(titles))])


def squared(cells: Cells, width: int) -> Cells:
    """As many cells as there are headings, and one for what stands beyond them."""
    if len(cells) <= width:
        return [*cells, *[""] * (width + 1 - len(cells))]
    return [*cells[:width], ",".join(cells[width:])]
