"""How fast `batch` is, in how much memory, and whether it goes on after being killed: `python -m benches.many_people`.

Makes a population (the same every time), computes it in a process of its own and prints people a second and the peak
of memory of that process and its children. `--killed` kills it in the middle, goes on, and compares the bytes.
`--peer PYTHON` gives the same people to OpenFisca-core under another interpreter (with `openfisca-core`, `numpy`,
`polars`, `pyarrow`) and counts the people for whom it comes to another amount. PYTHONPATH is `packaging:.`.
"""

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import polars as pl
import psutil
import pyarrow.parquet as pq
from benches.measure import ROOT

from calculator.ground.months import first_day, month_at
from calculator.policy.library import Library
from calculator.policy.names import LEVELS
from calculator.policy.rulebook import Rulebook

YEAR = 2024
_BLOCK = 100_000
"""So many people are made at once."""
_LOOK_SECONDS = 0.2
_MIB = 1 << 20


class Run(NamedTuple):
    """A run: seconds of the clock and of processors, and the peak of memory in MiB."""

    seconds: float
    busy: float
    peak: float
    status: int


# ---- the population


def blocks(people: int, visits: int, region: str) -> Iterator[tuple[pl.DataFrame, pl.DataFrame]]:
    """People of working age and retired, some of whom retire within the year, and their visits in no order."""
    for low in range(0, people, _BLOCK):
        chance, count = np.random.default_rng(low), min(_BLOCK, people - low)
        age = chance.integers(20, 95, count)
        retires = chance.random(count) < 0.03
        born = pl.Series(np.datetime64(f"{YEAR}-01-01") - age * 365 - chance.integers(0, 365, count)).cast(pl.Date)
        leaves = pl.Series(np.datetime64(f"{YEAR}-01-15") + chance.integers(0, 340, count)).cast(pl.Date)
        ids = pl.Series(np.arange(low, low + count)).cast(pl.String).str.zfill(9)
        persons = pl.DataFrame(
            {
                "id": ids,
                "region": [region] * count,
                "status": pl.Series(np.where((age >= 60) & ~retires, "retired", "employed")),
                "retirement_date": leaves.set(pl.Series(~retires), None),
                "birth_date": born,
                "contribution_base": _yuan(chance.integers(380_000, 1_900_000, count)),
                "average_pension.2023": _yuan(np.full(count, 314_000)),
                "account.opening_balance": _yuan(chance.integers(0, 900_000, count)),
            }
        )
        rows = count * visits
        total = np.minimum(chance.lognormal(9.9, 0.8, rows), 5_000_000).astype(np.int64) + 100
        bills = pl.DataFrame(
            {
                "person": ids.gather(chance.permutation(rows) % count),
                "date": pl.Series(np.datetime64(f"{YEAR}-01-01") + chance.integers(0, 366, rows)).cast(pl.Date),
                "institution": pl.Series(np.asarray(LEVELS)[chance.integers(0, len(LEVELS), rows)]),
                "total": _yuan(total),
                "out_of_catalogue": _yuan(np.where(chance.random(rows) < 0.3, total * chance.random(rows) / 3, 0)),
                "pay_from_account": ["yes"] * rows,
            }
        )
        yield persons, bills


def _yuan(fen: np.ndarray) -> pl.Series:
    return (pl.Series(fen.astype(np.int64)).cast(pl.Decimal(18, 2)) / 100).cast(pl.Decimal(18, 2))


def make(folder: Path, people: int, visits: int, region: str, kind: str) -> tuple[Path, Path]:
    """The tables of a population."""
    paths = folder / f"people.{kind}", folder / f"visits.{kind}"
    if kind == "csv":
        with paths[0].open("wb") as first, paths[1].open("wb") as second:
            for number, block in enumerate(blocks(people, visits, region)):
                for file, frame in zip((first, second), block, strict=True):
                    frame.write_csv(file, include_header=number == 0)
        return paths
    writers: list[pq.ParquetWriter] = []
    for block in blocks(people, visits, region):
        tables = [frame.to_arrow() for frame in block]
        writers = writers or [pq.ParquetWriter(path, table.schema) for path, table in zip(paths, tables, strict=True)]
        for writer, table in zip(writers, tables, strict=True):
            writer.write_table(table)
    for writer in writers:
        writer.close()
    return paths


# ---- runs


def watched(command: list[str], stop: Callable[[], bool] = lambda: False) -> Run:
    """Run a command; its memory is that of all its processes together. Where `stop` says so, it is killed."""
    begin, peak, killed = time.monotonic(), 0, False
    environment = {**os.environ, "PYTHONPATH": f"{ROOT}:{ROOT / 'packaging'}"}
    process = subprocess.Popen(command, cwd=ROOT, env=environment)
    seen = psutil.Process(process.pid)
    used = None
    while used is None:
        time.sleep(_LOOK_SECONDS)
        peak = max(peak, _memory(seen))
        if not killed and stop():
            process.send_signal(signal.SIGKILL)
            killed = True
        ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        used = usage if ended else None
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.monotonic() - begin, used.ru_utime + used.ru_stime, peak / _MIB, process.returncode)


def _memory(process: psutil.Process) -> int:
    found = 0
    try:
        for one in (process, *process.children(recursive=True)):
            found += one.memory_info().rss
    except psutil.NoSuchProcess:
        return found
    return found


def told(name: str, run: Run, people: int) -> None:
    """Print a run."""
    load = os.getloadavg()[0]
    print(
        f"{name:<28} {people:,} people: {run.seconds:.0f} s ({people / run.seconds:,.0f} people/s),"
        f" {run.busy:.0f} s of processors ({people / run.busy:,.0f} people/s), peak {run.peak:,.0f} MiB,"
        f" load {load:.1f}{'' if run.status == 0 else f', ended with {run.status}'}",
        flush=True,
    )


def digest(path: Path) -> str:
    """What a file holds, in short."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def batch(tables: tuple[Path, Path], out: Path, *more: str) -> list[str]:
    """The command line of a run."""
    files = ["--people", str(tables[0]), "--visits", str(tables[1]), "--out", str(out)]
    period = ["--from", f"{YEAR}-01", "--through", f"{YEAR}-12"]
    return [sys.executable, "-m", "calculator", "batch", *files, *period, "--lang", "en", *more]


def killed_in_the_middle(tables: tuple[Path, Path], out: Path, people: int, engine: list[str]) -> bool:
    """Kill a run when a third of its parts are done, go on, and see if the bytes are those of `out`."""
    again = out.with_name("again.csv")
    work = again.with_name(again.name + ".work")

    def third() -> bool:
        return (work / "split").exists() and 3 * len(list(work.glob("done-0*"))) >= len(list(work.glob("people-*")))

    told("killed in the middle", watched(batch(tables, again, *engine), third), people)
    assert work.exists(), "it was killed too late"
    told("gone on with", watched(batch(tables, again, *engine, "--resume")), people)
    same = digest(out) == digest(again)
    print(f"sha256 {digest(out)} | {digest(again)}: {'the same' if same else 'DIFFERENT'}", flush=True)
    return same


# ---- beside OpenFisca


def beside_peer(python: str, tables: tuple[Path, Path], out: Path, folder: Path, people: int, region: str) -> None:
    """The same people by OpenFisca-core, in yuan as its models have it and in whole 分, and where it is wrong."""
    terms = Rulebook(Library.embedded().pack(region), {}).terms_on(first_day(month_at(YEAR, 1)).toordinal())
    rules = {
        status: {
            "standard": [getattr(terms.deductible[status], level) for level in LEVELS],
            "rate": [getattr(terms.rate[status], level) for level in LEVELS],
            "cap": terms.cap[status].amount,
        }
        for status in ("employed", "retired")
    }
    (folder / "rules.json").write_text(json.dumps({"year": YEAR, **rules}))
    script = str(Path(__file__).with_name("openfisca_peer.py"))
    for unit in ("yuan", "fen"):
        theirs = folder / f"openfisca-{unit}.parquet"
        command = [python, script, *map(str, tables), str(folder / "rules.json"), str(theirs), unit]
        told(f"OpenFisca-core, {unit}", watched(command), people)
        wrong = pl.read_csv(out, infer_schema=False).select(
            pl.col("insured person").alias("id"),
            *(_fen_of(column, name) for name, column in _COMPARED.items()),
        )
        both = wrong.join(pl.read_parquet(theirs), on="id", suffix=" theirs")
        differs = {name: both[name] != both[f"{name} theirs"] for name in _COMPARED}
        anyone = pl.select(pl.any_horizontal(*differs.values())).to_series()
        each = ", ".join(f"{name} {column.sum():,}" for name, column in differs.items())
        print(f"{'':<28} other amounts for {anyone.sum():,} of {len(both):,} people ({each})", flush=True)


_COMPARED = {"pooled": "paid by the pooled fund", "paid": "paid by the account", "balance": "account balance"}


def _fen_of(column: str, name: str) -> pl.Expr:
    return (pl.col(column).cast(pl.Decimal(18, 2)) * 100).cast(pl.Int64).alias(name)


def main() -> int:
    """Make, compute and tell; 1 where the bytes differ or a run fails."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--visits", type=int, default=12, help="a person")
    parser.add_argument("--kind", choices=("parquet", "csv"), default="parquet")
    parser.add_argument("--engine", default="polars", help="plain, polars, dask or spark")
    parser.add_argument("--region", default="rizhao")
    parser.add_argument("--killed", action="store_true", help="kill it in the middle and go on")
    parser.add_argument("--peer", metavar="PYTHON", help="an interpreter that has OpenFisca-core")
    parser.add_argument("--folder", type=Path, help="where the tables are made; a temporary folder otherwise")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=given.folder) as name:
        folder = Path(name)
        tables = make(folder, given.people, given.visits, given.region, given.kind)
        sizes = ", ".join(f"{path.stat().st_size / _MIB:,.0f} MiB" for path in tables)
        print(f"{given.people:,} people with {given.visits} visits each, {given.kind}: {sizes}", flush=True)
        out, engine = folder / "years.csv", ["--engine", given.engine]
        run = watched(batch(tables, out, *engine))
        told(f"batch --engine {given.engine}", run, given.people)
        sound = run.status == 0
        if given.killed:
            sound = killed_in_the_middle(tables, out, given.people, engine) and sound
        if given.peer:
            beside_peer(given.peer, tables, out, folder, given.people, given.region)
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main())
