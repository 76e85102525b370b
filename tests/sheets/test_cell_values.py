"""Cells of sheets as values: exactly what they say, or a fault."""

import math
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calculator.ground.money import MAX_AMOUNT, format_amount
from calculator.sheets.cell_amounts import amount_in
from calculator.sheets.cell_days import date_in
from calculator.sheets.cell_values import institution_in
from calculator.sheets.cells import CellError


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (1480, 1480_00),
        (12.3, 12_30),
        (0.1 + 0.2, 30),
        (4.35 * 100, 435_00),
        (9_999_999.99, 9_999_999_99),
        (0.0, 0),
        ("1,480.50", 1480_50),
        ("１２００．５", 1200_50),
        ("￥1480.00元", 1480_00),
        ("1480.0000", 1480_00),
        ("0.30000000000000004", 30),
    ],
)
def test_amounts_are_read_exactly(cell: float | str, fen: int) -> None:
    assert amount_in(cell) == fen


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (12.345, "too_many_decimals"),
        ("12.345", "too_many_decimals"),
        (12.30001, "too_many_decimals"),
        (-120.0, "negative_amount"),
        ("-120", "negative_amount"),
        (10_000_000.01, "amount_too_large"),
        (1e300, "not_an_amount"),
        ("12o0", "not_an_amount"),
        ("1,48", "not_an_amount"),
        ("1e3", "not_an_amount"),
        ("#DIV/0!", "not_an_amount"),
        (True, "not_an_amount"),
        (math.nan, "not_an_amount"),
        (math.inf, "not_an_amount"),
        (date(2023, 3, 5), "not_an_amount"),
        (timedelta(1), "not_an_amount"),
    ],
)
def test_what_is_not_exactly_an_amount_is_a_fault(cell: Any, code: str) -> None:
    with pytest.raises(CellError) as caught:
        amount_in(cell)
    assert caught.value.code == code


@given(st.integers(0, MAX_AMOUNT))
def test_every_amount_comes_back_from_a_number_and_from_text(fen: int) -> None:
    assert amount_in(fen / 100) == fen
    assert amount_in(format_amount(fen)) == fen
    assert amount_in(f"¥{fen // 100:,}.{fen % 100:02d}元") == fen


@pytest.mark.parametrize(
    "cell",
    [
        date(2023, 3, 5),
        datetime(2023, 3, 5, 10, 22),  # noqa: DTZ001
        44_990.0,
        44_990.75,
        20_230_305.0,
        "2023-03-05",
        "2023/3/5",
        "2023.3.5",
        "2023年3月5日",
        "3月5日",
        "3-5",
        "20230305",
        "20230305102233",
        "2023-03-05 10:22:33",
        "2023-03-05T10:22:33.000",
        "2023/3/5 10:22",
        " ２０２３－０３－０５ ",
    ],
)
def test_days_are_read_however_they_are_kept(cell: Any) -> None:
    assert date_in(cell, 2023) == date(2023, 3, 5)


@pytest.mark.parametrize("cell", ["2023-02-29", "05/03/2023", "soon", 5.0, 123_456.0, True, timedelta(1), "23-3-5"])
def test_what_is_not_clearly_a_day_is_a_fault(cell: Any) -> None:
    with pytest.raises(CellError):
        date_in(cell, 2023)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一级", ("level1", None)),
        ("一级及以下", ("level1", None)),
        ("二级甲等", ("level2", None)),
        ("三甲", ("level3", None)),
        ("3", ("level3", None)),
        ("三级医院", ("level3", None)),
        ("三级甲等综合医院", ("level3", None)),
        ("公立二级专科医院", ("level2", None)),
        ("三级乙等公立医院", ("level3", None)),
        ("level 1 and below", ("level1", None)),
        ("LEVEL2", ("level2", None)),
        ("药店（二级）", ("pharmacy", "level2")),
        ("定点零售药店 · 三级", ("pharmacy", "level3")),
        ("pharmacy (level 1)", ("pharmacy", "level1")),
        ("药店（外配处方）", ("pharmacy", None)),
        ("pharmacy", ("pharmacy", None)),
    ],
)
def test_institutions_are_read(text: str, found: tuple[str, str | None]) -> None:
    assert institution_in(text) == found


@pytest.mark.parametrize("text", ["四级", "市人民医院", "某分院"])
def test_what_names_no_level_is_a_fault(text: str) -> None:
    with pytest.raises(ValueError, match=f"^{text}$"):
        institution_in(text)
