"""Measure a comparison of many regions over many visits against one compute; `bench.py` runs it among the others."""

import sys

from benches.measure import household, pairs, report

from calculator.engine.compute import compute
from calculator.policy.library import Library
from calculator.whatif.comparison import MOST_REGIONS, Question
from calculator.whatif.comparison import compare as compared

VISITS = 1000
LIMIT = 6
"""Times one compute: five of them, and what telling them apart takes."""


def compare(library: Library, visits: int = VISITS) -> bool:
    """The household of so many visits under five regions, with why they differ; gives whether the limit is kept."""
    case = household(library, visits)
    question = Question("regions", case.from_ // 12, None, tuple(library.ids()[:MOST_REGIONS]))
    ours, theirs = pairs(lambda: compared(case, library, question), lambda: compute(case, library), 25)
    return report(f"{MOST_REGIONS} regions, {visits:,} visits / compute", ours, theirs, LIMIT)


if __name__ == "__main__":
    sys.exit(0 if compare(Library.embedded()) else 1)
