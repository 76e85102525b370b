"""A population from its tables to what is given out: taken apart, computed in several processes, put together.

What is finished stays in the folder of the work, so that work that was stopped goes on and comes to the same bytes.
"""

import json
import multiprocessing
import os
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from calculator.files.disk import unwritable
from calculator.files.many_people.job import Job
from calculator.files.many_people.outcome_lines import merge
from calculator.files.many_people.part_households import settle_part
from calculator.files.many_people.splitting import split
from calculator.ground.faults import FaultsError
from calculator.ground.progress import Work

SettlePart = Callable[[Job, int], None]
_SPLIT, _COMPUTED = 20, 95
"""Of a hundred, how far the work is when the tables are taken apart, and when all parts are computed."""
_LOOK_SECONDS = 0.1


class RunSums(NamedTuple):
    """What became of a population: rows of years, visits and faulty rows, and rows by who computed them."""

    years: int
    faulty: int
    kernel: int
    engine: int


def run(job: Job, work: Work, processes: int, settle: SettlePart = settle_part) -> RunSums:
    """Compute a population and put the files in their place. Raises StoppedError, FaultsError; see `Job.begin`."""
    try:
        work.stage(0, _SPLIT)
        if not job.is_split:
            split(job, work)
        work.stage(_SPLIT, _COMPUTED)
        compute_parts(job, work, processes, settle)
        work.stage(_COMPUTED, 100)
        lines = merge(job, work)
        counts = [json.loads(job.part("done", number).read_text("utf-8")) for number in range(job.parts)]
        _put_in_place(job, lines)
        job.forget()
    except OSError as error:
        raise FaultsError([unwritable(error)], str(job.folder)) from None
    kernel, engine = (sum(count[who] for count in counts) for who in ("kernel", "engine"))
    return RunSums(lines["years"], lines["faulty"], kernel, engine)


def _put_in_place(job: Job, lines: dict[str, int]) -> None:
    for name, path in job.outputs.all().items():
        if name == "faulty" and not lines[name]:
            path.unlink(missing_ok=True)  # of an earlier run; nothing is faulty any more
        else:
            job.part(name, 9999).replace(path)


def compute_parts(job: Job, work: Work, processes: int, settle: SettlePart) -> None:
    """Compute the parts that are not done yet."""
    left = [number for number in range(job.parts) if not job.is_done(number)]
    count = min(processes, len(left)) if hasattr(os, "fork") and sys.platform != "darwin" else 1
    if count > 1:
        _in_processes(job, work, [left[place::count] for place in range(count)], settle)
        return
    for done, number in enumerate(left):
        work.reach(done, len(left))
        settle(job, number)


def _in_processes(job: Job, work: Work, shares: Sequence[Sequence[int]], settle: SettlePart) -> None:
    forked = multiprocessing.get_context("fork")  # they inherit the packs, and nothing is sent to them
    running: list[BaseProcess] = [forked.Process(target=_settle_all, args=(job, share, settle)) for share in shares]
    numbers = [number for share in shares for number in share]
    for process in running:
        process.start()
    try:
        while any(process.is_alive() for process in running):
            running[0].join(_LOOK_SECONDS) if running[0].is_alive() else running[-1].join(_LOOK_SECONDS)
            work.reach(sum(job.is_done(number) for number in numbers), len(numbers))
    finally:
        for process in running:
            process.terminate()
        for process in running:
            process.join()
    if any(process.exitcode for process in running):
        # What one could not do is done here, where it can be told why not.
        compute_parts(job, work, 1, settle)


def _settle_all(job: Job, numbers: Sequence[int], settle: SettlePart) -> None:
    with suppress(KeyboardInterrupt):  # who waits for us tells of it
        for number in numbers:
            settle(job, number)
