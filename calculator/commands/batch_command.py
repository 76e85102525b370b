"""The command that computes many people: batch."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from calculator.commands.console import (
    Commands,
    force_option,
    language_option,
    library_in,
    packs_option,
    progress,
    require_free,
    write,
)
from calculator.ground.faults import Fault, FaultsError, quoted
from calculator.ground.language import N_
from calculator.ground.months import Month, format_month, parse_month
from calculator.policy.packs import Packs
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from calculator.batch.households import Frame

_BESIDE = ".work"


def add_batch(commands: "Commands[argparse.ArgumentParser]") -> None:
    """Add `batch`."""
    parser = commands.add_parser("batch", help="计算许多人 / compute many people")
    parser.add_argument("--people", type=Path, required=True, metavar="FILE", help="人员表 / the table of people")
    parser.add_argument("--visits", type=Path, required=True, metavar="FILE", help="就诊表 / the table of visits")
    parser.add_argument("--out", type=Path, required=True, metavar="FILE", help="每人每年的合计 / a person's years")
    parser.add_argument("--visits-out", type=Path, metavar="FILE", help="每次就诊的结果 / what each visit comes to")
    parser.add_argument("--bad-rows", type=Path, metavar="FILE", help="有错的行 / the rows that are faulty")
    period_options(parser)
    engine_options(parser)
    parser.add_argument("--resume", action="store_true", help="接着做停下的 / go on where it stopped")
    force_option(parser)
    packs_option(parser)
    language_option(parser)
    parser.set_defaults(run=_batch)


def period_options(parser: argparse.ArgumentParser) -> None:
    """The options of a period and of how open questions are read."""
    parser.add_argument("--from", dest="first", metavar="YYYY-MM", help="第一个月 / the first month")
    parser.add_argument("--through", dest="last", metavar="YYYY-MM", help="最后一个月 / the last month")
    parser.add_argument(
        "--reading",
        action="append",
        default=[],
        metavar="REGION:QUESTION=VALUE",
        help="一种理解，可写多次 / how a question is read; may be repeated",
    )


def engine_options(parser: argparse.ArgumentParser) -> None:
    """The options of what computes."""
    parser.add_argument("--engine", choices=("plain", "polars", "dask", "spark"), help="由谁计算 / what computes")
    parser.add_argument("--processes", type=int, default=0, metavar="N", help="同时用几个进程 / how many at once")


def _batch(options: argparse.Namespace) -> int:
    """Compute the tables. Raises FaultsError; what is there is then left alone."""
    from calculator.files.many_people.engines import computing, engine_for, job_for, split
    from calculator.files.many_people.job import Outputs
    from calculator.files.many_people.run import run

    faulty = options.bad_rows or options.out.with_name(f"{options.out.stem}.bad.csv")
    outputs = Outputs(options.out, options.visits_out, faulty)
    for path in outputs.all().values():
        if not options.resume:
            require_free(path, force=options.force)
        if not path.absolute().parent.is_dir():
            raise FaultsError([Fault("", "folder_gone")], str(path))
    tables = (options.people, options.visits)
    engine = engine_for(options.engine, [*tables, *outputs.all().values()])
    frame = frame_of(options, library_in(options.packs), options.visits)
    folder = options.out.with_name(options.out.name + _BESIDE)
    job = job_for(tables, frame, outputs, options.lang, folder, engine)
    job.begin(resume=options.resume, force=options.force)
    wording = Wording(options.lang)
    try:
        with progress() as work:
            sums = run(job, work, split, computing(engine, options.processes or os.cpu_count() or 1))
    except KeyboardInterrupt:
        write(wording.text(N_("stopped; --resume goes on")) + "\n", sys.stderr)
        raise
    unused = ", ".join([*job.people_headings.unused, *job.visits_headings.unused])
    if unused:
        write(wording.text(N_("columns that are not used: {columns}")).format(columns=unused) + "\n", sys.stderr)
    if sums.faulty:
        text = wording.text(N_("{count} rows are faulty and counted nowhere: {file}"))
        write(text.format(count=sums.faulty, file=faulty) + "\n", sys.stderr)
    text = wording.text(N_("{first} to {last}: {count} people's years in {file}"))
    period = {"first": format_month(frame.first), "last": format_month(frame.last)}
    write(text.format(**period, count=sums.years, file=options.out) + "\n")
    if sums.kernel:
        text = wording.text(
            N_(
                "computed on arrays: {kernel} people; by the ordinary engine: {engine} (households of"
                " several, rows that are faulty or written otherwise)"
            )
        )
        write(text.format(kernel=sums.kernel, engine=sums.engine) + "\n")
    return 0


def frame_of(options: argparse.Namespace, packs: Packs, visits: Path) -> "Frame":
    """What the options of the period and the readings say. Raises FaultsError."""
    from calculator.batch.households import Frame
    from calculator.files.many_people.engines import year_of_first_visit

    frame = Frame(*(period_in(options) or year_of_first_visit(visits)), packs, readings_in(options.reading))
    frame.require_sound()
    return frame


def readings_in(chosen: list[str]) -> dict[str, dict[str, str]]:
    """The readings by region. Raises FaultsError."""
    readings: dict[str, dict[str, str]] = {}
    for text in chosen:
        region, colon, answer = text.partition(":")
        question, equals, value = answer.partition("=")
        if not (colon and equals):
            raise FaultsError([Fault("--reading", "not_a_reading", {"found": quoted(text)})])
        readings.setdefault(region, {})[question] = value
    return readings


def period_in(options: argparse.Namespace) -> tuple[Month, Month] | None:
    """The months that are asked for; None where none are. Raises FaultsError."""
    first, last = _month("--from", options.first), _month("--through", options.last)
    if first is None and last is None:
        return None
    if first is None or last is None:
        raise FaultsError([Fault("--through" if last is None else "--from", "missing")])
    return first, last


def _month(option: str, text: str | None) -> Month | None:
    if text is None:
        return None
    try:
        return parse_month(text)
    except ValueError:
        raise FaultsError([Fault(option, "not_a_month", {"found": quoted(text)})]) from None
