"""What each kind of value of a case is read as from a file, at and beyond its limits, and how it is written."""

from datetime import date, datetime
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from calculator.case import case_forms
from calculator.case.json_number import JsonNumber
from calculator.ground.money import MAX_AMOUNT
from calculator.ground.months import month_at


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("Amount", "0", 0),
        ("Amount", "12.3", 12_30),
        ("Amount", 12, 12_00),
        ("Amount", JsonNumber("12.30"), 12_30),
        ("Share", "0", 0),
        ("Share", "1", 10_000),
        ("Share", "0.0001", 1),
        ("Share", 1, 10_000),
        ("Uplift", "-1", -10_000),
        ("Uplift", "1", 10_000),
        ("Uplift", "-0.0001", -1),
        ("Day", "2023-02-28", date(2023, 2, 28)),
        ("Day", date(2023, 2, 28), date(2023, 2, 28)),
        ("Time", "23:59", "23:59"),
        ("MonthText", "2023-02", month_at(2023, 2)),
        ("Year", "2023", 2023),
        ("Year", "0001", 1),
        ("Id", "a", "a"),
        ("FreeText", "", ""),
        ("Age", 0, 0),
        ("Age", 150, 150),
        ("Series", "5", 500),
        ("Series", {"2023-01": "5"}, {month_at(2023, 1): 500}),
    ],
)
def test_a_value_is_read(kind: str, value: object, expected: object) -> None:
    assert TypeAdapter(getattr(case_forms, kind)).validate_python(value) == expected


@pytest.mark.parametrize(
    ("kind", "value", "code"),
    [
        ("Amount", True, "not_an_amount"),
        ("Amount", 1.5, "not_an_amount"),
        ("Amount", "x", "not_an_amount"),
        ("Amount", "-1", "negative_amount"),
        ("Amount", "-1.005", "negative_amount"),
        ("Amount", "1.005", "too_many_decimals"),
        ("Amount", "9" * 20, "amount_too_large"),
        ("Share", "-0.0001", "rate_out_of_range"),
        ("Share", "1.0001", "rate_out_of_range"),
        ("Share", False, "not_a_rate"),
        ("Share", "70%", "not_a_rate"),
        ("Uplift", "1.0001", "rate_out_of_range"),
        ("Uplift", "-1.0001", "rate_out_of_range"),
        ("Day", "2023-02-29", "not_a_date"),
        ("Day", "2023-2-28", "not_a_date"),
        ("Day", datetime(2023, 2, 28).astimezone(), "not_a_date"),
        ("Time", "24:00", "not_a_time"),
        ("Time", 9, "not_a_time"),
        ("MonthText", "2023-13", "not_a_month"),
        ("MonthText", 202301, "not_a_month"),
        ("Year", "202", "not_a_year"),
        ("Year", "20233", "not_a_year"),
        ("Year", "２０２３", "not_a_year"),
        ("Year", "202x", "not_a_year"),
        ("Year", 2023, "not_a_year"),
        ("Id", JsonNumber("1.5"), "not_text"),
        ("FreeText", JsonNumber("1.5"), "not_text"),
        ("LineText", JsonNumber("1.5"), "not_text"),
    ],
)
def test_what_is_no_such_value_is_told_as_what_it_is(kind: str, value: object, code: str) -> None:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(getattr(case_forms, kind)).validate_python(value)
    assert [error["type"] for error in refused.value.errors()] == [code]


@pytest.mark.parametrize(("kind", "value"), [("Id", ""), ("Id", "a" * 201), ("Age", -1), ("Age", 151), ("Age", "5")])
def test_beyond_its_limits_a_value_is_refused(kind: str, value: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(getattr(case_forms, kind)).validate_python(value)


@pytest.mark.parametrize(("kind", "value"), [("Id", "a" * 200), ("LineText", "a" * 200), ("FreeText", "a" * 1000)])
def test_at_its_limit_a_text_is_taken(kind: str, value: str) -> None:
    assert TypeAdapter(getattr(case_forms, kind)).validate_python(value) == value


def test_the_largest_amount_is_ten_million() -> None:
    adapter: TypeAdapter[Any] = TypeAdapter(case_forms.Amount)
    assert adapter.validate_python("10000000.00") == MAX_AMOUNT
    with pytest.raises(ValidationError):
        adapter.validate_python("10000000.01")
    assert adapter.dump_python(adapter.validate_python("12.5"), mode="json") == "12.50"
