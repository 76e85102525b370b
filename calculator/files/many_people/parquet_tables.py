"""Tables as Parquet: read batch by batch, taken apart into parts, and written from text."""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from calculator.batch.outcomes import OutcomeColumn
from calculator.batch.population import Whole
from calculator.files.many_people.column_values import text_of
from calculator.files.many_people.job import Job
from calculator.files.many_people.splitting import household_of
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.progress import Work
from calculator.sheets.own.flat_rows import FAMILY, Headings

_BATCH_ROWS = 1 << 18
_KINDS = {"whole": pa.int64(), "amount": pa.decimal128(18, 2), "rate": pa.decimal128(5, 4), "day": pa.date32()}


def open_parquet(path: Path) -> "pa.parquet.ParquetFile":
    """The file. Raises FaultsError where it is none."""
    try:
        return pa.parquet.ParquetFile(path)
    except pa.ArrowInvalid as error:
        raise FaultsError([Fault("", "cannot_read", {"detail": str(error).splitlines()[0]})], str(path)) from None


def parquet_headings(path: Path) -> Sequence[str]:
    """The names of the columns. Raises FaultsError, also where a column holds what no cell can."""
    schema = open_parquet(path).schema_arrow
    faults = [Fault(column.name, "no_cells") for column in schema if _holds_no_cells(column.type)]
    if faults:
        raise FaultsError(faults, str(path))
    names: Sequence[str] = schema.names
    return names


def _holds_no_cells(kind: Any) -> bool:
    types = pa.types
    binary = (types.is_binary, types.is_large_binary, types.is_binary_view, types.is_fixed_size_binary)
    return types.is_nested(kind) or any(is_kind(kind) for is_kind in binary)


def parquet_rows(path: Path) -> int:
    """How many rows there are. Raises FaultsError."""
    return int(open_parquet(path).metadata.num_rows)


def frames_in(path: Path) -> Iterator[pl.DataFrame]:
    """The rows batch by batch, with their number first; the headings are row 1, as in other tables."""
    number = 2
    for batch in open_parquet(path).iter_batches(_BATCH_ROWS):
        frame = pl.DataFrame(pl.from_arrow(batch))
        yield frame.insert_column(0, pl.Series("number of row", np.arange(number, number + len(frame))))
        number += len(frame)


def split_parquet(job: Job, what: str, path: Path, headings: Headings, person_field: str, work: Work) -> None:
    """Write every row into its part, as `splitting` does for text. Raises StoppedError."""
    rows, by_text = parquet_rows(path), job.people.suffix.lower() != job.visits.suffix.lower()
    with ExitStack() as files:
        writers: dict[int, pa.RecordBatchStreamWriter] = {}
        for frame in frames_in(path):
            work.reach(frame.item(0, 0), rows)
            parts = _parts_of(frame, headings, person_field, job.parts, by_text=by_text)
            order = np.argsort(parts, kind="stable")
            sorted_frame, bounds = frame[order], np.searchsorted(parts[order], np.arange(job.parts + 1))
            for part in range(job.parts):
                piece = sorted_frame[int(bounds[part]) : int(bounds[part + 1])].to_arrow()
                if part not in writers:
                    file = files.enter_context(job.part(what, part).open("wb"))
                    writers[part] = files.enter_context(pa.ipc.new_stream(file, piece.schema))
                writers[part].write_table(piece)
        for part in range(job.parts):
            if part not in writers:
                job.part(what, part).touch()


def _parts_of(frame: pl.DataFrame, headings: Headings, person_field: str, count: int, *, by_text: bool) -> Whole:
    """The part that each row belongs to; with `by_text` the same as of a row of text, which takes longer."""

    def texts(field: str) -> pl.Series:
        place = headings.place(field)
        if place is None:
            return pl.Series([""] * len(frame), dtype=pl.String)
        return text_of(frame.to_series(1 + place)).fill_null("")

    family, person = texts(FAMILY), texts(person_field)
    if not by_text:
        owners = pl.select(pl.when(family == "").then("p" + person).otherwise("f" + family)).to_series()
        return (owners.hash() % count).to_numpy().astype(np.int64)
    keys = pl.DataFrame({"family": family, "person": person})
    known = keys.unique()
    part = [crc32(household_of(*key).encode()) % count for key in known.iter_rows()]
    found = keys.join(known.with_columns(part=pl.Series(part)), on=["family", "person"], maintain_order="left")
    return found["part"].to_numpy().astype(np.int64)


def read_parquet_part(job: Job, what: str, number: int, headings: Headings) -> pl.DataFrame:
    """The rows of a part that was split from Parquet."""
    path = job.part(what, number)
    if not path.stat().st_size:
        return pl.DataFrame(schema={"number of row": pl.Int64, **dict.fromkeys(headings.titles, pl.String)})
    with path.open("rb") as file:
        return pl.DataFrame(pl.from_arrow(pa.ipc.open_stream(file).read_all()))


def into_parquet(text: Path, target: Path, columns: Sequence[OutcomeColumn], titles: Sequence[str]) -> None:
    """Write what is given out as Parquet, from its text."""
    kinds = {title: _KINDS.get(column.kind, pa.string()) for column, title in zip(columns, titles, strict=True)}
    convert = pa.csv.ConvertOptions(column_types=kinds, strings_can_be_null=True)
    with (
        pa.csv.open_csv(text, convert_options=convert) as batches,
        pa.parquet.ParquetWriter(target, batches.schema) as writer,
    ):
        for batch in batches:
            writer.write_batch(batch)
