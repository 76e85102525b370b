"""On arrays the same bytes come out as by the ordinary engine, whatever the rows hold and however they are written."""

import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from people_tables import done, job_in
from random_tables import FIRST, LAST, outcomes, tables

from calculator.files.many_people.engines import settle_on_arrays, table_headings, year_of_first_visit
from calculator.files.many_people.part_columns import settle_part_on_arrays
from calculator.ground.faults import FaultsError


@pytest.mark.parametrize("seed", range(6))
def test_the_same_bytes_come_out(seed: int, tmp_path: Path) -> None:
    pick = random.Random(seed)
    readings = tables(pick, tmp_path, wild=0.1 if seed else 0)
    job = job_in(tmp_path, period=(FIRST, LAST), readings=readings)
    done(job)
    ordinary = outcomes(tmp_path)
    sums = done(job, settle_part_on_arrays)
    assert outcomes(tmp_path) == ordinary
    assert sums.kernel > sums.engine or seed
    assert ("bad.csv" in ordinary) == bool(sums.faulty) == bool(seed)


def typed(folder: Path) -> None:
    """Put Parquet of dates, decimals, numbers and truths beside the tables of text."""
    kinds: dict[str, Any] = {
        "date": pl.Date,
        "retirement_date": pl.Date,
        "total": pl.Decimal(12, 2),
        "first_self_pay": pl.Float64,
        "contribution_base": pl.Float64,
        "account.opening_balance": pl.Decimal(14, 4),
        "age": pl.Int16,
    }
    for name in ("people", "visits"):
        frame = pl.read_csv(folder / f"{name}.csv", infer_schema=False)
        chosen = {column: kind for column, kind in kinds.items() if column in frame.columns}
        frame = frame.with_columns(
            *(
                pl.col(column).cast(kind) if kind != pl.Date else pl.col(column).str.to_date()
                for column, kind in chosen.items()
            )
        )
        if "emergency" in frame.columns:
            frame = frame.with_columns(pl.col("emergency") == "yes", pl.col("setting").cast(pl.Categorical))
        frame.write_parquet(folder / f"{name}.parquet", row_group_size=70)


def test_the_same_comes_of_parquet(tmp_path: Path) -> None:
    pick = random.Random(3)
    readings = tables(pick, tmp_path, wild=0)
    typed(tmp_path)
    done(job_in(tmp_path, period=(FIRST, LAST), readings=readings))
    ordinary = outcomes(tmp_path)
    done(job_in(tmp_path, period=(FIRST, LAST), readings=readings, ending=".parquet"), settle_on_arrays)
    assert outcomes(tmp_path) == ordinary


def test_what_is_given_out_as_parquet_says_the_same(tmp_path: Path) -> None:
    tables(random.Random(4), tmp_path, wild=0)
    job = job_in(tmp_path, period=(FIRST, LAST))
    done(job)
    target = replace(job, outputs=replace(job.outputs, years=tmp_path / "out.parquet"))
    done(target, settle_on_arrays)
    text = pl.read_csv(tmp_path / "out.csv", infer_schema=False)
    made = pl.read_parquet(tmp_path / "out.parquet")
    assert made.schema["paid by the pooled fund"].is_decimal()
    assert made.cast(pl.String).fill_null("").equals(text.fill_null(""))


@pytest.mark.parametrize("cell", [[1.0], {"a": 1}, b"1"], ids=["list", "group", "bytes"])
def test_a_column_that_holds_no_cells_is_told(cell: object, tmp_path: Path) -> None:
    path = tmp_path / "visits.parquet"
    pl.DataFrame({"person": ["a"], "total": [cell]}).write_parquet(path)
    with pytest.raises(FaultsError) as caught:
        table_headings(path)
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [("total", "no_cells")]


def test_parquet_without_rows_tells_no_year(tmp_path: Path) -> None:
    path = tmp_path / "visits.parquet"
    rows = {name: ["2023-03-10"] for name in ("person", "date", "institution", "total")}
    pl.DataFrame(rows).clear().write_parquet(path)
    with pytest.raises(FaultsError, match="no_day_in_visits"):
        year_of_first_visit(path)
