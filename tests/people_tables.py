"""What tests of many people share: cases as the tables that `batch` reads, and running a job in a folder."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from statements import LIBRARY, Json

from calculator.batch.households import Frame
from calculator.files.many_people.engines import split, table_headings
from calculator.files.many_people.job import Job, Outputs
from calculator.files.many_people.part_households import settle_part
from calculator.files.many_people.run import RunSums, SettlePart, compute_parts, run
from calculator.ground.language import Language
from calculator.ground.months import month_at
from calculator.ground.progress import Work
from calculator.sheets.own.flat_rows import people_headings, visits_headings


def flat(row: Mapping[str, Any], before: str = "") -> dict[str, str]:
    """The fields of a person or a visit as cells by their path; what is not given has none."""
    cells: dict[str, str] = {}
    for name, value in row.items():
        if isinstance(value, dict):
            cells |= flat(value, f"{before}{name}.")
        elif isinstance(value, list):
            cells[before + name] = "; ".join(value)
        elif isinstance(value, bool):
            cells[before + name] = "yes" if value else "no"
        elif value is not None:
            cells[before + name] = str(value)
    return cells


def write_table(path: Path, rows: Iterable[Mapping[str, str]], *, encoding: str = "utf-8") -> Path:
    """A table with a column for every field that one of the rows has."""
    rows = list(rows)
    fields = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, fields, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a table that was given out, by heading."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, restkey="more"))


def job_in(
    folder: Path,
    *,
    period: tuple[int, int] = (month_at(2023, 1), month_at(2023, 12)),
    readings: Mapping[str, Mapping[str, str]] | None = None,
    parts: int = 3,
    language: Language = "en",
    with_visits: bool = True,
    ending: str = ".csv",
) -> Job:
    """The job of the tables `people` and `visits` in a folder."""
    people, visits = folder / f"people{ending}", folder / f"visits{ending}"
    first, last = period
    return Job(
        people=people,
        visits=visits,
        people_headings=people_headings(table_headings(people)),
        visits_headings=visits_headings(table_headings(visits)),
        frame=Frame(first, last, LIBRARY, readings or {}),  # type: ignore[arg-type]
        outputs=Outputs(folder / "out.csv", folder / "out-visits.csv" if with_visits else None, folder / "bad.csv"),
        language=language,
        folder=folder / "work",
        parts=parts,
    )


def done(job: Job, settle: SettlePart = settle_part) -> RunSums:
    """Run a job from its beginning."""
    job.begin(resume=False, force=True)
    return run(job, Work(), split, partial(compute_parts, processes=1, settle=settle))


def tables_of(people: Sequence[Json], visits: Sequence[Json], folder: Path) -> None:
    """Write the tables of people and visits, which have the fields of a case."""
    write_table(folder / "people.csv", map(flat, people))
    write_table(folder / "visits.csv", [flat(visit) for visit in visits] or [dict.fromkeys(VISIT_FIELDS, "")])


VISIT_FIELDS = ("person", "date", "institution", "total")
