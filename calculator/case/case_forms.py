"""How each kind of value in a case is read from a file, written to it, and told in the schema, in pydantic's terms."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    PlainSerializer,
    StrictInt,
    StringConstraints,
    Tag,
    WithJsonSchema,
)

from calculator.case.json_number import JsonNumber
from calculator.ground.faults import quoted, reject
from calculator.ground.money import MAX_AMOUNT, ONE, Fen, Rate, format_amount, format_rate, parse_amount, parse_rate
from calculator.ground.months import Month, format_month, parse_month

_DECIMAL = re.compile(r"(?P<sign>-?)\d+(\.(?P<decimals>\d+))?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME_PATTERN = r"^([01]\d|2[0-3]):[0-5]\d$"
_TIME = re.compile(_TIME_PATTERN, re.ASCII)


def _read_amount(value: object) -> Fen:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise reject("not_an_amount", found=quoted(value))
    text = str(value)
    try:
        return parse_amount(text)
    except ValueError:
        pass
    match = _DECIMAL.fullmatch(text)
    if match is None:
        raise reject("not_an_amount", found=quoted(value))
    if match["sign"]:
        raise reject("negative_amount", found=quoted(value))
    if len(match["decimals"] or "") > 2:
        raise reject("too_many_decimals", found=quoted(value))
    raise reject("amount_too_large", found=quoted(value), limit=MAX_AMOUNT)


def _read_rate(value: object) -> Rate:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise reject("not_a_rate", found=quoted(value))
    try:
        rate = parse_rate(str(value))
    except ValueError:
        raise reject("not_a_rate", found=quoted(value)) from None
    if not -ONE <= rate <= ONE:
        raise reject("rate_out_of_range", found=quoted(value))
    return rate


def _read_share(value: object) -> Rate:
    rate = _read_rate(value)
    if rate < 0:
        raise reject("rate_out_of_range", found=quoted(value))
    return rate


def _read_text(value: object) -> object:
    if isinstance(value, JsonNumber):
        raise reject("not_text", found=quoted(value))
    return value


def _read_day(value: object) -> date:
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    if type(value) is date:
        return value
    raise reject("not_a_date", found=quoted(value))


def _read_time(value: object) -> str:
    if type(value) is str and _TIME.fullmatch(value):
        return value
    raise reject("not_a_time", found=quoted(value))


def _read_month(value: object) -> Month:
    try:
        if isinstance(value, str):
            return parse_month(value)
    except ValueError:
        pass
    raise reject("not_a_month", found=quoted(value))


def _read_year(value: object) -> int:
    if isinstance(value, str) and len(value) == 4 and value.isascii() and value.isdigit():
        return int(value)
    raise reject("not_a_year", found=quoted(value))


def _text_schema(pattern: str, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, **more})


def _written_by(write: Callable[[Any], str]) -> PlainSerializer:
    return PlainSerializer(write, return_type=str)


AMOUNT_PATTERN = r"^\d+(\.\d{1,2})?$"
Amount = Annotated[
    Fen,
    BeforeValidator(_read_amount),
    _written_by(format_amount),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": AMOUNT_PATTERN}, {"type": "number", "minimum": 0}]}),
]
_RATE = _written_by(format_rate)
Share = Annotated[Rate, BeforeValidator(_read_share), _RATE, _text_schema(r"^(0(\.\d{1,4})?|1(\.0{1,4})?)$")]
Uplift = Annotated[Rate, BeforeValidator(_read_rate), _RATE, _text_schema(r"^-?(0(\.\d{1,4})?|1(\.0{1,4})?)$")]
Day = Annotated[date, BeforeValidator(_read_day), _text_schema(r"^\d{4}-\d{2}-\d{2}$", format="date")]
MonthText = Annotated[
    Month,
    BeforeValidator(_read_month),
    _written_by(format_month),
    _text_schema(r"^\d{4}-(0[1-9]|1[0-2])$"),
]
Year = Annotated[int, BeforeValidator(_read_year), _written_by(lambda year: f"{year:04d}"), _text_schema(r"^\d{4}$")]
Id = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200), BeforeValidator(_read_text)]
FreeText = Annotated[str, StringConstraints(strict=True, max_length=1000), BeforeValidator(_read_text)]
LineText = Annotated[str, StringConstraints(strict=True, max_length=200), BeforeValidator(_read_text)]
Time = Annotated[str, BeforeValidator(_read_time), _text_schema(_TIME_PATTERN)]
Age = Annotated[StrictInt, Field(ge=0, le=150)]


def _is_by_month(value: object) -> str:
    return "~by-month" if isinstance(value, Mapping) else "~amount"


Series = Annotated[
    Annotated[Amount, Tag("~amount")] | Annotated[dict[MonthText, Amount], Tag("~by-month")],
    Discriminator(_is_by_month),
]
"""Yuan a month: one amount, or by the month from which each holds."""
