"""How each kind of value in a policy pack is read from its file, and told in the schema, in pydantic's terms.

Amounts are written in yuan and held in 分, rates are written as decimals and held in ten-thousandths.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StrictInt, StringConstraints, WithJsonSchema

from calculator.ground.faults import reject
from calculator.ground.money import ONE, Fen, Rate, amount_of, rate_of


def _figure(value: object) -> Decimal | int:
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        raise reject("not_a_figure")
    return value


def _read_amount(value: object) -> Fen:
    try:
        return amount_of(_figure(value))
    except ValueError:
        raise reject("not_an_amount") from None


def _read_rate(value: object) -> Rate:
    try:
        rate = rate_of(_figure(value))
    except ValueError:
        raise reject("not_a_rate") from None
    if not 0 <= rate <= ONE:
        raise reject("rate_out_of_range")
    return rate


def _read_day(value: object) -> date:
    if type(value) is not date:
        raise reject("not_a_date")
    return value


def _read_pension_year(value: object) -> int | str:
    if value == "previous" or (type(value) is int and 1 <= value <= date.max.year):
        return value
    raise reject("not_a_year")


Amount = Annotated[Fen, BeforeValidator(_read_amount), WithJsonSchema({"type": "number", "minimum": 0})]
Share = Annotated[Rate, BeforeValidator(_read_rate), WithJsonSchema({"type": "number", "minimum": 0, "maximum": 1})]
PensionYear = Annotated[int | Literal["previous"], BeforeValidator(_read_pension_year)]
Version = Annotated[StrictInt, Field(ge=1)]
Age = Annotated[StrictInt, Field(ge=1, le=150)]
Day = Annotated[date, BeforeValidator(_read_day), WithJsonSchema({"type": "string", "format": "date"})]
Name = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=200)]
Prose = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=4000)]
Identifier = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]
