"""What computes the parts: the ordinary engine alone, or the kernel here, under Dask or under Spark.

Whoever computes them, the same bytes come out. Dask and Spark take the parts to other machines, which must see the
folder of the work under the same name.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import Any, Literal, get_args

from calculator.batch.households import Frame
from calculator.files.many_people.job import Job, Outputs, parts_for
from calculator.files.many_people.run import ComputeParts, compute_parts
from calculator.files.many_people.splitting import split_text
from calculator.files.many_people.table_text import headings_of, rows_in
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import Language
from calculator.ground.months import Month, month_at, month_of
from calculator.ground.progress import Work
from calculator.sheets.cell_days import date_in
from calculator.sheets.cells import CellError
from calculator.sheets.own.flat_rows import Headings, people_headings, visits_headings

EngineName = Literal["plain", "polars", "dask", "spark"]
ENGINES: tuple[EngineName, ...] = get_args(EngineName)
PARQUET, _EXTRA = ".parquet", "gongjisuan[batch]"
_NEEDED = {"polars": ("numpy", "polars", "pyarrow"), "dask": ("dask",), "spark": ("pyspark",)}
_LOOKED_AT = 1000
_COLUMN_BYTES, _COLUMN_ROWS = 32 << 20, 400_000
"""How large a part is that is computed on arrays."""


def is_parquet(path: Path) -> bool:
    """Whether a table is Parquet."""
    return path.suffix.lower() == PARQUET


def engine_for(asked: EngineName | None, tables: Sequence[Path]) -> EngineName:
    """The engine that is asked for, or the best that is installed. Raises FaultsError where something is missing."""
    missing = _missing("polars")
    parquet = any(map(is_parquet, tables))
    if parquet and (asked == "plain" or missing):
        raise _lacking(missing or PARQUET, _EXTRA)
    if asked is None:
        return "plain" if missing else "polars"
    if asked == "plain":
        return asked
    missing = missing or _missing(asked)
    if missing:
        raise _lacking(missing, missing if missing in ("dask", "pyspark") else _EXTRA)
    return asked


def _lacking(found: str, what: str) -> FaultsError:
    return FaultsError([Fault("--engine", "extra_missing", {"found": found, "what": what})])


def _missing(engine: str) -> str:
    return next((name for name in _NEEDED[engine] if find_spec(name) is None), "")


def table_headings(path: Path) -> Sequence[str]:
    """The headings of a table of either kind. Raises FaultsError."""
    if not is_parquet(path):
        return headings_of(path)
    from calculator.files.many_people.parquet_tables import parquet_headings

    return parquet_headings(path)


def job_for(
    tables: tuple[Path, Path], frame: Frame, outputs: Outputs, language: Language, folder: Path, engine: EngineName
) -> Job:
    """The job of a table of people and one of visits. Raises FaultsError where a table is not one of ours."""
    people, visits = tables
    return Job(
        people=people,
        visits=visits,
        people_headings=people_headings(table_headings(people), str(people)),
        visits_headings=visits_headings(table_headings(visits), str(visits)),
        frame=frame,
        outputs=outputs,
        language=language,
        folder=folder,
        parts=parts_of(engine, tables),
        options={"engine": engine},
    )


def first_cells(path: Path, place: int) -> list[str]:
    """The first cells of a column, below the heading. Raises FaultsError."""
    if is_parquet(path):
        from calculator.files.many_people.column_values import text_of
        from calculator.files.many_people.parquet_tables import frames_in

        for frame in frames_in(path):
            return text_of(frame.to_series(1 + place)[:_LOOKED_AT]).drop_nulls().to_list()
        return []
    return [cells[place].strip() for _number, cells in islice(rows_in(path), 1, _LOOKED_AT) if place < len(cells)]


def year_of_first_visit(visits: Path) -> tuple[Month, Month]:
    """The calendar year of the first visit that has a day. Raises FaultsError where none has."""
    place = visits_headings(table_headings(visits), str(visits)).place("date") or 0
    for cell in first_cells(visits, place):
        try:
            year = month_of(date_in(cell, 0)) // 12
        except CellError:
            continue
        return month_at(year, 1), month_at(year, 12)
    raise FaultsError([Fault("date", "no_day_in_visits")], str(visits))


def parts_of(engine: EngineName, tables: Sequence[Path]) -> int:
    """Into how many parts tables are taken apart. Raises FaultsError."""
    if engine == "plain":
        return parts_for(*tables)
    texts = [path for path in tables if not is_parquet(path)]
    count = parts_for(*texts, part_bytes=_COLUMN_BYTES) if texts else 1
    for path in tables:
        if is_parquet(path):
            from calculator.files.many_people.parquet_tables import parquet_rows

            count = max(count, parquet_rows(path) // _COLUMN_ROWS)
    return count


def split(job: Job, work: Work) -> None:
    """Take both tables apart, whatever kind they are. Raises StoppedError, FaultsError."""
    tables = (("people", job.people, job.people_headings, "id"), ("visits", job.visits, job.visits_headings, "person"))
    for what, path, headings, field in tables:
        if is_parquet(path):
            from calculator.files.many_people.parquet_tables import split_parquet

            split_parquet(job, what, path, headings, field, work)
        else:
            split_text(job, what, path, headings, field, work)
    (job.folder / "split").touch()


# ---- the parts


def settle_on_arrays(job: Job, number: int) -> None:
    """Compute a part by the kernel as far as it knows."""
    from calculator.files.many_people.part_columns import settle_part_on_arrays

    settle_part_on_arrays(job, number, {"people": _reader(job.people), "visits": _reader(job.visits)})


def _reader(path: Path) -> Callable[[Job, str, int, Headings], Any]:
    if is_parquet(path):
        from calculator.files.many_people.parquet_tables import read_parquet_part

        return read_parquet_part
    from calculator.files.many_people.part_columns import read_text_part

    return read_text_part


def computing(engine: EngineName, processes: int) -> ComputeParts:
    """What computes the parts that are left."""
    if engine == "plain":
        return partial(compute_parts, processes=processes)
    others: dict[str, ComputeParts] = {"dask": _by_dask, "spark": _by_spark}
    return others.get(engine) or partial(_in_threads, threads=processes)


def _in_threads(job: Job, work: Work, threads: int) -> None:
    # The arrays are computed outside Python's lock; processes would each need their own threads of Polars.
    left = job.left()
    with ThreadPoolExecutor(threads) as pool:
        try:
            for done, _nothing in enumerate(pool.map(partial(settle_on_arrays, job), left), start=1):
                work.reach(done, len(left))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _by_dask(job: Job, work: Work) -> None:
    """By the cluster that `DASK_SCHEDULER_ADDRESS` names, or threads here."""
    import dask

    left = job.left()
    work.reach(0, len(left))
    with ExitStack() as connected:
        if dask.config.get("scheduler-address", None):
            from distributed import Client

            connected.enter_context(Client())
        dask.compute(*[dask.delayed(settle_on_arrays)(job, number) for number in left])


def _by_spark(job: Job, work: Work) -> None:
    """By the cluster that `PYSPARK_SUBMIT_ARGS` names, or here: record batches of part numbers go out and come back."""
    import pyarrow as pa
    from pyspark.sql import SparkSession

    left = job.left()
    work.reach(0, len(left))
    if not left:
        return
    session = SparkSession.builder.appName("gongjisuan").getOrCreate()
    numbers = session.createDataFrame([(number,) for number in left], "part long").repartition(len(left), "part")

    def settle(batches: Any) -> Any:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                settle_on_arrays(job, number)
            yield pa.RecordBatch.from_arrays([batch.column(0)], names=["part"])

    numbers.mapInArrow(settle, "part long").count()
