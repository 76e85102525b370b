"""An estimate from what is asked to its sums: the same people by both sets of rules, one after the other."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from calculator.batch.drawn_population import Population
from calculator.batch.estimate import Estimate
from calculator.batch.households import Frame
from calculator.files.many_people.engines import (
    EngineName,
    computing,
    engine_for,
    job_for,
    split,
    year_of_first_visit,
)
from calculator.files.many_people.estimate_files import estimate_of, write_drawn
from calculator.files.many_people.job import Outputs
from calculator.files.many_people.run import run
from calculator.ground.language import N_, Language
from calculator.ground.months import Month, format_month, month_at
from calculator.ground.progress import Work
from calculator.policy.packs import Packs
from calculator.sheets.estimate_tables import estimate_tables
from calculator.sheets.table_columns import Table
from calculator.words.wording import Wording

Tables = tuple[Path, Path]
Period = tuple[Month, Month]

BEFORE_REFORM = N_("Before the reform (accounts alone) against the rules in force")
TRIED = N_("The rules in force against those that are tried")
_DRAWN = N_("Drawn from stated averages, no real people: {source}; everyone drawn stands for {times}")
_FAULTY = N_("{count} rows are faulty and counted nowhere; `batch` says which")
_REFUSED = N_("{count} visits could not be computed and cost nothing here")
_UNKNOWN = N_("{count} people have a month whose credit is not known and counts as nothing")


class Asked(NamedTuple):
    """What is estimated: of a table of people and one of visits, or of people that are drawn, by two sets of rules.

    `what` is compared, in words. Without a `period` it is the year of the people that are drawn, or of the first
    visit; without an `engine` the best that is installed, with so many `processes`, 0 for as many as there is room for.
    """

    source: Tables | Population
    before: Packs
    after: Packs
    what: str
    language: Language
    readings: Mapping[str, Mapping[str, str]]
    period: Period | None = None
    engine: EngineName | None = None
    processes: int = 0


class Estimated(NamedTuple):
    """What came of it: the sums, of which months, and how many rows counted nowhere."""

    estimate: Estimate
    period: Period
    faulty: int


def estimated(asked: Asked, folder: Path, work: Work) -> Estimated:
    """Compute it; what is needed meanwhile lies in an empty folder. Raises StoppedError, FaultsError."""
    if isinstance(asked.source, Population):
        tables = (folder / "people.csv", folder / "visits.csv")
        write_drawn(asked.source, *tables)
        year = asked.source.year
        period = asked.period or (month_at(year, 1), month_at(year, 12))
    else:
        tables = asked.source
        period = asked.period or year_of_first_visit(tables[1])
    engine = engine_for(asked.engine, tables)
    compute = computing(engine, asked.processes or os.cpu_count() or 1)
    faulty, files = 0, []
    for half, (name, packs) in enumerate((("before", asked.before), ("after", asked.after))):
        frame = Frame(*period, packs, asked.readings)
        frame.require_sound()
        years, visits = folder / f"{name}.csv", folder / f"{name}-visits.csv"
        outputs = Outputs(years, visits, folder / f"{name}-bad.csv")
        job = job_for(tables, frame, outputs, asked.language, folder / name, engine)
        job.begin(resume=False, force=False)
        faulty = run(job, _half(work, half), split, compute).faulty
        files.append((years, visits))
    return Estimated(estimate_of(files[0], files[1], Wording(asked.language)), period, faulty)


def _half(work: Work, half: int) -> Work:
    """One of two pieces of work that take equally long."""
    return Work(lambda percent: work.reach(half * 100 + percent, 200))


# ---- told


def tables_of(asked: Asked, found: Estimated, wording: Wording) -> list[Table]:
    """Its tables."""
    averages = asked.source.averages() if isinstance(asked.source, Population) else ()
    return estimate_tables(found.estimate, averages, wording, _times(asked))


def notes_of(asked: Asked, found: Estimated, wording: Wording) -> list[str]:
    """What is compared, whom it rests on, and what counts nowhere."""
    period, times = " – ".join(map(format_month, found.period)), _times(asked)
    notes = [f"{wording.text(asked.what)} ({period})"]
    if isinstance(asked.source, Population):
        notes.append(wording.text(_DRAWN).format(source=asked.source.source, times=times))
    everyone = found.estimate.groups["all"][0]
    refused = max(everyone.before.refused, everyone.after.refused)
    for count, text in (
        (found.faulty, _FAULTY),
        (refused * times, _REFUSED),
        (everyone.after.unknown_credits * times, _UNKNOWN),
    ):
        if count:
            notes.append(wording.text(text).format(count=count))
    return notes


def _times(asked: Asked) -> int:
    """How many people everyone who is counted stands for."""
    return asked.source.stands_for if isinstance(asked.source, Population) else 1
