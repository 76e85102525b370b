"""Measure what we promise, side by side with its yardstick, and print the ratios.

Every figure is the median over pairs taken in turn (A B A B …), so that a machine whose speed drifts does not
favour either; the minimum stands beside it.
"""

import argparse
import datetime
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from calculator.benefit.case import Case
from calculator.benefit.case_text import read_case, write_case
from calculator.benefit.compute import compute
from calculator.policy.library import Library

ROOT = Path(__file__).resolve().parent.parent
_SMALL_MODEL = "import pydantic\nclass M(pydantic.BaseModel):\n    a: int\n    b: str = ''\nM(a=1)\n"


def household(library: Library, visits: int) -> Case:
    """A household of three with so many visits in one year; the same every time."""
    chance = random.Random(20230101)
    rows = [
        {
            "person": chance.choice(("me", "spouse", "father")),
            "date": str(datetime.date(2023, 1, 1) + datetime.timedelta(days=chance.randrange(365))),
            "institution": chance.choice(("level1", "level2", "level3")),
            "total": f"{chance.randrange(2000, 60000) / 100:.2f}",
            "out_of_catalogue": f"{chance.randrange(0, 1500) / 100:.2f}",
            "pay_from_account": ["me"],
        }
        for _ in range(visits)
    ]
    example = json.loads((ROOT / "resources" / "examples" / "household.json").read_bytes())
    return read_case(json.dumps({**example, "visits": rows}).encode(), library)


def pairs(one: Callable[[], object], other: Callable[[], object], count: int) -> tuple[list[float], list[float]]:
    """Seconds of both, taken in turn, after one turn that does not count."""
    seconds: tuple[list[float], list[float]] = ([], [])
    for turn in range(count + 1):
        for place, work in enumerate((one, other)):
            begin = time.perf_counter()
            work()
            if turn:
                seconds[place].append(time.perf_counter() - begin)
    return seconds


def report(name: str, ours: Sequence[float], theirs: Sequence[float], limit: float, unit: str = "ms") -> bool:
    """Print one ratio with its limit; gives whether it is kept."""
    scale = 1000 if unit == "ms" else 1
    ratio = statistics.median(a / b for a, b in zip(ours, theirs, strict=True))
    print(
        f"{name:<44} {statistics.median(ours) * scale:9.2f} {unit} / {statistics.median(theirs) * scale:9.2f} {unit}"
        f" = {ratio:5.2f}  (limit {limit}; by minima {min(ours) / min(theirs):.2f})"
        f"{'' if ratio <= limit else '  TOO SLOW'}"
    )
    return ratio <= limit


def engine(library: Library) -> bool:
    """1,000 visits through the engine against parsing the case's text as the program saves it."""
    case = household(library, 1000)
    text = write_case(case)
    ours, theirs = pairs(lambda: compute(case, library), lambda: json.loads(text), 25)
    return report("engine, 1,000 visits / json.loads", ours, theirs, 12)


def command(library: Library) -> bool:
    """`compute` on a one-visit case as a process, against a bare import of pydantic with one small model."""
    example = household(library, 1)
    case = example.model_copy(update={"people": example.people[:1], "visits": (), "account_uses": ()})
    visit = household(library, 1).visits[0].model_copy(update={"person": case.people[0].id})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.json"
        path.write_text(write_case(case.model_copy(update={"visits": (visit,)})), "utf-8")
        ours = _process([sys.executable, "-m", "calculator", "compute", str(path)])
        theirs = _process([sys.executable, "-c", _SMALL_MODEL])
        return report("compute, one visit / import pydantic", *pairs(ours, theirs, 15), 1.8)


def _process(arguments: list[str]) -> Callable[[], object]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return lambda: subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT, env=environment)


BENCHES: dict[str, Callable[[Library], bool]] = {"engine": engine, "command": command}


def main() -> int:
    """Run the named benches, or all; 1 where a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(BENCHES))
    names = parser.parse_args().names or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        parser.error(f"no bench named {unknown[0]}; there are {', '.join(BENCHES)}")
    library = Library.embedded()
    kept = [BENCHES[name](library) for name in names]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
