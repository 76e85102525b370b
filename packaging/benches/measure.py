"""How the benches measure: the household they measure on, two kinds of work in turn, and the ratio that is printed."""

import datetime
import json
import os
import random
import statistics
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from calculator.case.case import Case
from calculator.case.case_json import read_case
from calculator.ground.interpreter import uncollected
from calculator.policy.library import Library

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

ROOT = Path(os.environ.get("BENCHED") or Path(__file__).resolve().parents[2])
"""The checkout that is measured; `BENCHED` names another than the one that these benches belong to."""


def household(library: Library, visits: int, years: int = 1) -> Case:
    """A household of three with so many visits in one year or several; the same every time."""
    chance = random.Random(20230101)
    rows = [
        {
            "person": chance.choice(("me", "spouse", "father")),
            "date": str(datetime.date(2023, 1, 1) + datetime.timedelta(days=chance.randrange(365 * years))),
            "institution": chance.choice(("level1", "level2", "level3")),
            "total": f"{chance.randrange(2000, 60000) / 100:.2f}",
            "out_of_catalogue": f"{chance.randrange(0, 1500) / 100:.2f}",
            "pay_from_account": ["me"],
        }
        for _ in range(visits)
    ]
    example = json.loads((ROOT / "resources" / "examples" / "household.json").read_bytes())
    period = {"through": f"{2022 + years}-12"} if years > 1 else {}
    return read_case(json.dumps({**example, **period, "visits": rows}).encode(), library)


def busy() -> float:
    """Seconds that this process and those it waited for kept a processor busy; of the clock where no system tells."""
    if resource is None:
        return time.perf_counter()
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in used)


def pairs(one: Callable[[], object], other: Callable[[], object], count: int) -> tuple[list[float], list[float]]:
    """Seconds of processor time of both, taken in turn, after one turn that does not count.

    The collector rests on both sides: when it comes is chance, and it would be counted to whom it comes.
    """
    seconds: tuple[list[float], list[float]] = ([], [])
    with uncollected():
        for turn in range(count + 1):
            for place, work in enumerate((one, other)):
                begin = busy()
                work()
                if turn:
                    seconds[place].append(busy() - begin)
    return seconds


def report(name: str, ours: Sequence[float], theirs: Sequence[float], limit: float, unit: str = "ms") -> bool:
    """Print one ratio with its limit; gives whether it is kept."""
    if "BENCHED" in os.environ:  # one of two checkouts that are compared
        print(json.dumps([name, statistics.median(ours), statistics.median(theirs)]), flush=True)
        return True
    scale = 1000 if unit == "ms" else 1
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(
        f"{name:<44} {statistics.median(ours) * scale:9.2f} {unit} / {statistics.median(theirs) * scale:9.2f} {unit}"
        f" = {ratio:5.2f}  (limit {limit}; by minima {min(ours) / min(theirs):.2f})"
        f"{'' if ratio <= limit else '  TOO SLOW'}"
    )
    return ratio <= limit


def process(arguments: list[str]) -> Callable[[], object]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return lambda: subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT, env=environment)
