"""The kinds of values that a case holds: how each is read from a file, written to it, and told in the schema."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, cast

from pydantic import (
    BeforeValidator,
    Discriminator,
    GetCoreSchemaHandler,
    StringConstraints,
    Tag,
    WithJsonSchema,
)
from pydantic_core import CoreSchema, core_schema

from calculator.ground.faults import quoted, reject
from calculator.ground.money import MAX_AMOUNT, ONE, Fen, Rate, format_amount, format_rate, parse_amount, parse_rate
from calculator.ground.months import Month, format_month, parse_month

_DECIMAL = re.compile(r"(?P<sign>-?)\d+(\.(?P<decimals>\d+))?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME_PATTERN = r"^([01]\d|2[0-3]):[0-5]\d$"
_TIME = re.compile(_TIME_PATTERN, re.ASCII)


class JsonNumber(str):
    """A number of a JSON text that is no whole number, kept as it was written so that it stays exact."""

    __slots__ = ()


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


class _WrittenBy:
    """How a value is written in the file: as the text that a function gives.

    What pydantic has for it would be loaded for this alone, which the start of the program can do without.
    """

    def __init__(self, write: Callable[[Any], str]) -> None:
        self._write = write

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(self._write, return_schema=core_schema.str_schema())
        return cast(CoreSchema, {**handler(source), "serialization": written})


AMOUNT_PATTERN = r"^\d+(\.\d{1,2})?$"
Amount = Annotated[
    Fen,
    BeforeValidator(_read_amount),
    _WrittenBy(format_amount),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": AMOUNT_PATTERN}, {"type": "number", "minimum": 0}]}),
]
_RATE = _WrittenBy(format_rate)
Share = Annotated[Rate, BeforeValidator(_read_share), _RATE, _text_schema(r"^(0(\.\d{1,4})?|1(\.0{1,4})?)$")]
Uplift = Annotated[Rate, BeforeValidator(_read_rate), _RATE, _text_schema(r"^-?(0(\.\d{1,4})?|1(\.0{1,4})?)$")]
Day = Annotated[date, BeforeValidator(_read_day), _text_schema(r"^\d{4}-\d{2}-\d{2}$", format="date")]
MonthText = Annotated[
    Month,
    BeforeValidator(_read_month),
    _WrittenBy(format_month),
    _text_schema(r"^\d{4}-(0[1-9]|1[0-2])$"),
]
Year = Annotated[int, BeforeValidator(_read_year), _WrittenBy(lambda year: f"{year:04d}"), _text_schema(r"^\d{4}$")]
Id = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200), BeforeValidator(_read_text)]
FreeText = Annotated[str, StringConstraints(strict=True, max_length=1000), BeforeValidator(_read_text)]
LineText = Annotated[str, StringConstraints(strict=True, max_length=200), BeforeValidator(_read_text)]
Time = Annotated[str, BeforeValidator(_read_time), _text_schema(_TIME_PATTERN)]
Unread = dict[Id, FreeText]
"""By field, a part of one told as `account.opening_balance`, the text that could not be read; empty where it is still
to be entered. The field's own value counts for nothing."""


def _is_by_month(value: object) -> str:
    return "~by-month" if isinstance(value, Mapping) else "~amount"


Series = Annotated[
    Annotated[Amount, Tag("~amount")] | Annotated[dict[MonthText, Amount], Tag("~by-month")],
    Discriminator(_is_by_month),
]
"""Yuan a month: one amount, or by the month from which each holds."""
