"""A population from its tables to what is given out: taken apart, computed in several processes, put together.

What is finished stays in the folder of the work, so that work that was stopped goes on and comes to the same bytes.
"""

import ctypes
import json
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from calculator.files.disk import unwritable
from calculator.files.many_people.job import Job
from calculator.files.many_people.outcome_lines import merge
from calculator.files.many_people.part_households import settle_part
from calculator.ground.faults import FaultsError
from calculator.ground.progress import StoppedError, Work

SettlePart = Callable[[Job, int], None]
ComputeParts = Callable[[Job, Work], None]
SplitTables = Callable[[Job, Work], None]
_SPLIT, _COMPUTED = 20, 95
"""Of a hundred, how far the work is when the tables are taken apart, and when all parts are computed."""
_LOOK_SECONDS = 0.1
_KILLED_WITH_PARENT = 1
"""What Linux calls `PR_SET_PDEATHSIG`."""


class RunSums(NamedTuple):
    """What became of a population: rows of years, visits and faulty rows, and rows by who computed them."""

    years: int
    faulty: int
    kernel: int
    engine: int


def run(job: Job, work: Work, split: SplitTables, compute: ComputeParts) -> RunSums:
    """Compute a population and put the files in their place. Raises StoppedError, FaultsError; see `Job.begin`."""
    try:
        work.stage(0, _SPLIT)
        if not job.is_split:
            _split(job, work, split)
        work.stage(_SPLIT, _COMPUTED)
        compute(job, work)
        work.stage(_COMPUTED, 100)
        lines = merge(job, work)
        counts = [json.loads(job.part("done", number).read_text("utf-8")) for number in range(job.parts)]
        _put_in_place(job, lines)
        job.forget()
    except OSError as error:
        raise FaultsError([unwritable(error)], str(job.folder)) from None
    kernel, engine = (sum(count[who] for count in counts) for who in ("kernel", "engine"))
    return RunSums(lines["years"], lines["faulty"], kernel, engine)


def _split(job: Job, work: Work, split: SplitTables) -> None:
    try:
        split(job, work)
    except FaultsError:
        job.forget()  # a table cannot be read to its end: with another one nothing of this can be used
        raise


def _put_in_place(job: Job, lines: dict[str, int]) -> None:
    for name, path in job.outputs.all().items():
        if name == "faulty" and not lines[name]:
            path.unlink(missing_ok=True)  # of an earlier run; nothing is faulty any more
        else:
            job.part(name, 9999).replace(path)


def compute_parts(job: Job, work: Work, processes: int, settle: SettlePart = settle_part) -> None:
    """Compute the parts that are not done yet."""
    left = job.left()
    count = min(processes, len(left)) if hasattr(os, "fork") and sys.platform != "darwin" else 1
    if count > 1:
        _in_processes(job, work, [left[place::count] for place in range(count)], settle)
        return
    for done, number in enumerate(left):
        work.reach(done, len(left))
        settle(job, number)


def _in_processes(job: Job, work: Work, shares: Sequence[Sequence[int]], settle: SettlePart) -> None:
    """Let processes of our own kind compute, which inherit the packs; what they made is in their parts' files."""
    numbers = [number for share in shares for number in share]
    running = {_forked(job, share, settle) for share in shares}
    try:
        while running:
            time.sleep(_LOOK_SECONDS)
            running -= {process for process in running if os.waitpid(process, os.WNOHANG)[0]}
            work.reach(sum(job.is_done(number) for number in numbers), len(numbers))
    finally:
        for process in running:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
    if not all(job.is_done(number) for number in numbers):
        # What one of them could not do is done here, where it can be told why not.
        compute_parts(job, work, 1, settle)


def _forked(job: Job, numbers: Sequence[int], settle: SettlePart) -> int:
    parent = os.getpid()
    process = os.fork()
    if process:
        return process
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # who waits for us is told
        _end_with(parent)
        for number in numbers:
            settle(job, number)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _end_with(parent: int) -> None:
    """Be killed when the parent is, and never write into the work of who goes on with it or begins anew."""
    try:
        ctypes.CDLL(None).prctl(_KILLED_WITH_PARENT, signal.SIGKILL)
    except (OSError, AttributeError):
        return  # not Linux
    if os.getppid() != parent:
        raise StoppedError
