"""`batch` beside the least that anyone must do with the same tables: read them, sum by person, write the sums."""

import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from benches.measure import pairs, process, report

from calculator.policy.library import Library

PEOPLE, VISITS = 50_000, 12
_SUMS = """
import sys
import polars as pl
people, visits = (pl.read_parquet(path) for path in sys.argv[1:3])
sums = visits.group_by("person").agg(pl.col("total", "out_of_catalogue").sum())
people.join(sums, left_on="id", right_on="person", how="left").write_csv(sys.argv[3])
"""


def batch(library: Library) -> bool:
    """The years of 50,000 people with 12 visits each from Parquet as a process, against their sums by Polars."""
    if any(find_spec(name) is None for name in ("polars", "pyarrow")):
        print("batch: Polars and PyArrow are not installed here (gongjisuan[batch])")
        return True
    from benches.many_people import batch as command
    from benches.many_people import make

    with tempfile.TemporaryDirectory() as folder:
        tables = make(Path(folder), PEOPLE, VISITS, library.ids()[0], "parquet")
        ours = process(command(tables, Path(folder) / "years.csv", "--force"))
        theirs = process([sys.executable, "-c", _SUMS, *map(str, tables), str(Path(folder) / "sums.csv")])
        seconds = pairs(ours, theirs, 5)
    kept = report(f"batch, {PEOPLE:,} people / sums by Polars", *seconds, 12)
    print(f"{PEOPLE / sorted(seconds[0])[len(seconds[0]) // 2]:,.0f} people a second of a processor")
    return kept
