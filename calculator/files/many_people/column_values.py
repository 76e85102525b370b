"""Columns of cells as whole numbers, read as the rows are; what is in any way out of the ordinary is left to those."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import polars as pl

from calculator.batch.population import FIRST_DAY, NONE, Truth, Whole
from calculator.ground.money import MAX_AMOUNT
from calculator.sheets.cells import CellError
from calculator.sheets.own.flat_rows import day_in

_AMOUNT = r"^\d{1,8}(\.\d{1,2})?$"
_DAY = r"^\d{4}-\d{2}-\d{2}$"
_NOISE = 1e-4
"""How far a hundred times a binary number may lie from the whole number that was meant."""
_ODD = -2


class Values(NamedTuple):
    """A column: `NONE` where a cell is empty; `odd` where it must be read by itself."""

    values: Whole
    odd: Truth


def text_of(column: pl.Series) -> pl.Series:
    """The cells as texts, as a comma-separated file has them; None where one is empty."""
    texts = _written(column).str.strip_chars()
    return texts.set(texts == "", None)


def _written(column: pl.Series) -> pl.Series:
    if column.dtype == pl.Boolean:
        return column.replace_strict({True: "yes", False: "no"}, default=None, return_dtype=pl.String)
    return column.cast(pl.String)


def amounts(column: pl.Series) -> Values:
    """分 of a column of yuan, whatever kind of number or text it holds."""
    if column.dtype == pl.String:
        texts = text_of(column)
        plain = texts.str.contains(_AMOUNT).fill_null(value=False)
        numbers = texts.set(~plain, None).cast(pl.Float64)
        empty = texts.is_null()
    else:
        empty = column.is_null()
        numbers = column.cast(pl.Float64, strict=False)
        plain = numbers.is_finite().fill_null(value=False)
    yuan = numbers.fill_null(0).fill_nan(0).to_numpy()
    fen = np.rint(yuan * 100)
    sound = (np.abs(yuan * 100 - fen) < _NOISE) & (fen >= 0) & (fen <= MAX_AMOUNT)
    empty_cells = empty.to_numpy().astype(np.bool_)
    odd = ~empty_cells & ~(plain.to_numpy().astype(np.bool_) & sound)
    return Values(np.where(empty_cells | odd, NONE, fen).astype(np.int64), odd)


def coded(column: pl.Series, code: Callable[[str], int]) -> Values:
    """Numbers of a column of few different cells, each of which is read once. `code` raises CellError or ValueError."""
    texts = text_of(column)
    codes: dict[str, int] = {}
    for text in texts.unique().drop_nulls():
        try:
            codes[text] = int(code(text))
        except (CellError, ValueError):
            codes[text] = _ODD
    return _looked_up(texts, codes)


def days(column: pl.Series) -> Values:
    """The ordinals of a column of days. Those written as 2023-03-05 are read at once, others as `coded` does."""
    if column.dtype == pl.Date:
        return _ordinals(column, column.is_null())
    texts = text_of(column)
    plain = texts.str.contains(_DAY).fill_null(value=False)
    read = texts.set(~plain, None).str.to_date("%Y-%m-%d", strict=False)
    values, odd = _ordinals(read, read.is_null())
    others = coded(texts.set(read.is_not_null(), None), lambda text: day_in(text).toordinal())
    found = read.is_not_null().to_numpy().astype(np.bool_)
    return Values(np.where(found, values, others.values), odd | others.odd)


def _ordinals(column: pl.Series, empty: pl.Series) -> Values:
    ordinals = column.cast(pl.Int32).cast(pl.Int64).fill_null(0).to_numpy() + FIRST_DAY
    empty_cells = empty.to_numpy().astype(np.bool_)
    odd = ~empty_cells & ((ordinals < 1) | (ordinals > date.max.toordinal()))
    return Values(np.where(empty_cells | odd, NONE, ordinals).astype(np.int64), odd)


def _looked_up(texts: pl.Series, codes: Mapping[str, int]) -> Values:
    if not codes:
        return Values(np.full(len(texts), NONE, dtype=np.int64), np.zeros(len(texts), dtype=np.bool_))
    numbers = texts.replace_strict(dict(codes), default=NONE, return_dtype=pl.Int64).fill_null(NONE)
    values = numbers.to_numpy().astype(np.int64)
    return Values(np.where(values == _ODD, NONE, values), values == _ODD)


def is_filled(column: pl.Series) -> Truth:
    """Where there is anything in the cells."""
    found: Truth = text_of(column).is_not_null().to_numpy().astype(np.bool_)
    return found


def rows_of(frame: pl.DataFrame, chosen: Truth) -> list[tuple[int, list[Any]]]:
    """Some rows as they stand in a comma-separated table, each with its number, the frame's first column."""
    rows = frame.filter(pl.Series(chosen))
    texts = [_written(column).fill_null("").to_list() for column in rows.get_columns()[1:]]
    cells: list[list[Any]] = [list(row) for row in zip(*texts, strict=True)] if texts else []
    return list(zip(rows.to_series(0).to_list(), cells, strict=True))
