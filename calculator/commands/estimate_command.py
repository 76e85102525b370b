"""The command that estimates what other rules would cost the fund: estimate."""

import argparse
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from calculator.batch.households import Frame
from calculator.commands.batch_command import engine_options, frame_of, period_options
from calculator.commands.console import (
    Commands,
    force_option,
    input_bytes,
    language_option,
    library_in,
    packs_option,
    progress,
    require_free,
    write,
)
from calculator.commands.text_tables import table
from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.ground.language import N_
from calculator.ground.money import format_grouped, format_percent
from calculator.ground.months import format_month
from calculator.policy.packs import Packs
from calculator.sheets.table_columns import Table
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from calculator.batch.drawn_population import Population

_MOST_BYTES = 1 << 20


def add_estimate(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `estimate`."""
    parser = commands.add_parser("estimate", help="测算基金多支出多少 / what other rules cost the fund")
    parser.add_argument("--people", type=Path, metavar="FILE", help="人员表 / the table of people")
    parser.add_argument("--visits", type=Path, metavar="FILE", help="就诊表 / the table of visits")
    parser.add_argument("--drawn", metavar="POPULATION.toml", help="按所写平均数模拟的人群 / drawn from averages")
    parser.add_argument("--pack", metavar="PACK.toml", help="要比较的政策文件 / the rules that are tried")
    parser.add_argument("--since-reform", action="store_true", help="与改革前比较 / against before the reform")
    parser.add_argument("--out", type=Path, metavar="FILE.xlsx", help="写成表格 / write a workbook")
    period_options(parser)
    engine_options(parser)
    force_option(parser)
    packs_option(parser)
    language_option(parser)
    parser.set_defaults(run=_estimate)


def _estimate(options: argparse.Namespace) -> int:
    """Estimate and tell. Raises FaultsError."""
    from calculator.files.many_people.estimate_files import estimate_of, estimate_workbook
    from calculator.files.whole_file import give_out
    from calculator.sheets.estimate_tables import estimate_tables

    _require_one_of(options)
    if options.out is not None:
        if options.out.suffix.lower() != ".xlsx":
            figures = {"found": quoted(options.out.name), "expected": ".xlsx"}
            raise FaultsError([Fault("--out", "unknown_kind_of_file", figures)])
        require_free(options.out, force=options.force)
    before, after, what = _sides(options)
    wording = Wording(options.lang)
    place = None if options.out is None else options.out.absolute().parent
    with TemporaryDirectory(prefix="gongjisuan-", dir=place) as folder:
        population, people, visits = _tables(options, Path(folder))
        if options.first is None and options.last is None and population is not None:
            options.first, options.last = f"{population.year:04d}-01", f"{population.year:04d}-12"
        frame = frame_of(options, after, visits)
        frames = (frame._replace(packs=before), frame)
        faulty, files = _both(options, (people, visits), frames, Path(folder))
        estimate = estimate_of(files[0], files[1], wording)
    times = 1 if population is None else population.stands_for
    tables = estimate_tables(estimate, () if population is None else population.averages(), wording, times)
    everyone = estimate.groups["all"][0]
    notes = [f"{wording.text(what)} ({format_month(frame.first)} – {format_month(frame.last)})"]
    if population is not None:
        notes.append(wording.text(_DRAWN).format(source=population.source, times=times))
    refused = max(everyone.before.refused, everyone.after.refused)
    for count, text in ((faulty, _FAULTY), (refused, _REFUSED), (everyone.after.unknown_credits, _UNKNOWN)):
        if count:
            notes.append(wording.text(text).format(count=count * (1 if text == _FAULTY else times)))
    write("\n".join(notes) + "\n")
    for one in tables:
        write(f"\n{one.title}\n{_as_text(one, wording)}\n")
    if options.out is not None:
        give_out(options.out, estimate_workbook(tables, notes, wording))
    return 0


_DRAWN = N_("Drawn from stated averages, no real people: {source}; everyone drawn stands for {times}")
_FAULTY = N_("{count} rows are faulty and counted nowhere; `batch` says which")
_REFUSED = N_("{count} visits could not be computed and cost nothing here")
_UNKNOWN = N_("{count} people have a month whose credit is not known and counts as nothing")
_BEFORE_REFORM = N_("Before the reform (accounts alone) against the rules in force")
_TRIED = N_("The rules in force against those that are tried")


def _require_one_of(options: argparse.Namespace) -> None:
    tables = options.people is not None and options.visits is not None
    if tables == (options.drawn is not None):
        raise FaultsError([Fault("--people", "tables_or_drawn")])
    if (options.pack is not None) == options.since_reform:
        raise FaultsError([Fault("--pack", "pack_or_reform")])


def _sides(options: argparse.Namespace) -> tuple[Packs, Packs, str]:
    """The rules before and after, and what is compared."""
    from calculator.whatif.other_packs import EarlierPacks, WithPack

    library = library_in(options.packs)
    if options.since_reform:
        return EarlierPacks(library), library, _BEFORE_REFORM
    from calculator.policy.pack_reader import MAX_PACK_BYTES, parse_pack

    pack = parse_pack(input_bytes(options.pack, MAX_PACK_BYTES, "1 MiB"), Path(options.pack).name)
    return library, WithPack(library, pack, "own"), _TRIED


def _tables(options: argparse.Namespace, folder: Path) -> "tuple[Population | None, Path, Path]":
    from calculator.files.many_people.estimate_files import read_population, write_drawn

    if options.drawn is None:
        return None, options.people, options.visits
    population = read_population(input_bytes(options.drawn, _MOST_BYTES, "1 MiB"), Path(options.drawn).name)
    people, visits = folder / "people.csv", folder / "visits.csv"
    write_drawn(population, people, visits)
    return population, people, visits


def _both(
    options: argparse.Namespace, tables: tuple[Path, Path], frames: Sequence[Frame], folder: Path
) -> tuple[int, list[tuple[Path, Path]]]:
    """Both runs: how many rows are faulty, and the files of years and visits of each."""
    from calculator.files.many_people.engines import computing, engine_for, job_for, split
    from calculator.files.many_people.job import Outputs
    from calculator.files.many_people.run import run

    engine = engine_for(options.engine, tables)
    compute, faulty, files = computing(engine, options.processes or os.cpu_count() or 1), 0, []
    for name, frame in zip(("before", "after"), frames, strict=True):
        years, visits = folder / f"{name}.csv", folder / f"{name}-visits.csv"
        outputs = Outputs(years, visits, folder / f"{name}-bad.csv")
        job = job_for(tables, frame, outputs, options.lang, folder / name, engine)
        job.begin(resume=False, force=False)
        with progress() as work:
            faulty = run(job, work, split, compute).faulty
        files.append((years, visits))
    return faulty, files


def _as_text(one: Table, wording: Wording) -> str:
    """A table for the terminal, with what is a column there as a row where there are more columns than groups."""
    write_value: dict[str, Callable[..., str]] = {
        "amount": format_grouped,
        "rate": format_percent,
        "whole": str,
        "text": str,
    }
    rows = [[wording.text(column.heading) for column in one.columns]]
    rows += [[write_value[c.kind](value) for c, value in zip(one.columns, row, strict=True)] for row in one.rows()]
    turned = [list(row) for row in zip(*rows, strict=True)]
    return table(turned, right=range(1, len(rows)))
