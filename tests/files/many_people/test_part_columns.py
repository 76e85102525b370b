"""On arrays the same bytes come out as by the ordinary engine, whatever the rows hold and however they are written."""

import random
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from people_tables import done, flat, job_in, write_table
from random_people import random_person, random_readings, random_visit

from calculator.files.many_people.engines import settle_on_arrays
from calculator.files.many_people.part_columns import settle_part_on_arrays
from calculator.ground.months import month_at

NAMES = ("out.csv", "out-visits.csv", "bad.csv")
FIRST, LAST = month_at(2023, 1), month_at(2024, 3)
WRITTEN_OTHERWISE = (
    *(
        "",
        " ",
        "2023/3/5",
        "2023年12月31日",
        "2023-13-01",
        "1,480.00",
        "¥12",
        " 12.50 ",
        "12o0",
        "1.234",
        "-1",
        "99999999",
    ),
    *("三级", "四级", "level9", "在职", "是", "yes", "no", "否", "药店", "异地", "住院；欠费", "a;b", "9:30", "25:00"),
    *(
        "=1+1",
        "'",
        '"x"',
        "_x0041_",
        "p1",
        "p2",
        "p3",
        "南昌市",
        "1980-02-30",
        "46",
        "151",
        "单建统筹",
        "甲,乙",
        "两\n行",
    ),
)


def outcomes(folder: Path) -> dict[str, bytes]:
    """The files that are there."""
    return {name: (folder / name).read_bytes() for name in NAMES if (folder / name).exists()}


def tables(pick: random.Random, folder: Path, *, wild: float) -> Mapping[str, Mapping[str, str]]:
    """Random tables in which some cells are written otherwise or make no sense; gives the readings."""
    people = [random_person(pick, f"p{number}", FIRST, LAST) for number in range(60)]
    visits = [random_visit(pick, one, number, FIRST, LAST) for one in people for number in range(pick.randint(0, 8))]
    pick.shuffle(visits)
    for name, rows in (("people.csv", people), ("visits.csv", visits)):
        cells = [flat(row.model_dump(mode="json", exclude_none=True)) for row in rows]
        for row in cells:
            row.pop("format", None)
            if name == "visits.csv" and row.get("pay_from_account"):
                row["pay_from_account"] = pick.choice(("yes", row["person"], "是"))
            if pick.random() < wild:
                row[pick.choice(list(row))] = pick.choice(WRITTEN_OTHERWISE)
        write_table(folder / name, cells)
    return random_readings(pick)


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
