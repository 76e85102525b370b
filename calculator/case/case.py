"""Models of a case, the format of saved files and of `compute`'s input.

Amounts are yuan in the file and 分 here, rates decimals there and ten-thousandths here, months `YYYY-MM`
there and whole numbers here. Validation reads the file's form; a program that has 分 in hand puts them in with
`model_copy(update=…)`.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Annotated, Any, Literal, cast

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetCoreSchemaHandler,
    StrictBool,
    StrictInt,
    StringConstraints,
    Tag,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import CoreSchema, core_schema

from calculator.ground.faults import quoted, reject
from calculator.ground.money import MAX_AMOUNT, ONE, Fen, Rate, format_amount, format_rate, parse_amount, parse_rate
from calculator.ground.months import Month, format_month, parse_month
from calculator.policy.names import Circumstance, Level, Plan, Purpose, Relation, Setting, Status

FORMAT = "gongjisuan-case/1"

Institution = Literal["level1", "level2", "level3", "pharmacy"]


_DECIMAL = re.compile(r"(?P<sign>-?)\d+(\.(?P<decimals>\d+))?", re.ASCII)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TIME_PATTERN = r"^([01]\d|2[0-3]):[0-5]\d$"
_TIME = re.compile(_TIME_PATTERN, re.ASCII)
_END_OF_DAY = "24:00"


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


def bears(unread: Mapping[str, str], *fields: str) -> bool:
    """Whether what could not be read is one of these fields, a part of one, or a group that holds one."""
    return any(
        name == field or name.startswith(f"{field}.") or field.startswith(f"{name}.")
        for name in unread
        for field in fields
    )


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, defer_build=True)


def _filled_in(*names: str) -> Callable[[dict[str, Any]], None]:
    """For a schema: these fields may be left out of the file, where `Case` fills them in."""

    def loosen(schema: dict[str, Any]) -> None:
        schema["required"] = [name for name in schema["required"] if name not in names]

    return loosen


class LevelAmounts(_Model):
    """An amount for each level, in 分."""

    level1: Amount
    level2: Amount
    level3: Amount


class LevelRates(_Model):
    """A rate for each level, in ten-thousandths."""

    level1: Share
    level2: Share
    level3: Share


class City(_Model):
    """The local parameters below a provincial framework; a null `…_retired` is the same as for the employed."""

    name: FreeText = ""
    deductible: LevelAmounts
    deductible_retired: LevelAmounts | None = None
    rate: LevelRates
    retired_uplift: Uplift
    cap: Amount
    cap_retired: Amount | None = None


class Account(_Model):
    """The balance at the start of the period, and a known monthly credit that replaces the computed one, in 分.

    A credit by month replaces it from the first of those months.
    """

    opening_balance: Amount = Fen(0)
    monthly_credit: Series | None = None


class Opening(_Model):
    """What this year's visits before the period had used of the deductible and of the cap, in 分."""

    deductible_used: Amount = Fen(0)
    pooled: Amount = Fen(0)


class KnownFigures(_Model):
    """What an app or a slip says at the end of a day, in 分; None for what it does not say."""

    date: Day
    deductible_used: Amount | None = None
    pooled: Amount | None = None
    balance: Amount | None = None


class StatedFigures(_Model):
    """What a settlement slip says of a visit, in 分; None for what it does not say."""

    deductible: Amount | None = None
    in_scope: Amount | None = None
    pooled: Amount | None = None
    account: Amount | None = None
    family_account: Amount | None = None
    cash: Amount | None = None
    balance_after: Amount | None = None


class Person(_Model):
    """An insured person; `relation` is that to the first person, `known` stands in the order of its dates."""

    id: Id
    name: FreeText = ""
    region: Id
    status: Status
    retirement_date: Day | None = None
    birth_date: Day | None = None
    age: Annotated[StrictInt, Field(ge=0, le=150)] | None = None
    plan: Plan = "combined"
    contribution_base: Series | None = None
    own_pension: Series | None = None
    average_pension: dict[Year, Amount] = Field(default_factory=dict)
    city: City | None = None
    account: Account = Field(default_factory=Account)
    opening: Opening | None = None
    usual_level: Level | None = None
    relation: Relation | None = None
    known: tuple[KnownFigures, ...] = ()
    unread: Unread = Field(default_factory=dict)


class Visit(_Model):
    """One outpatient bill; amounts in 分."""

    model_config = ConfigDict(json_schema_extra=_filled_in("id", "person"))

    id: Id
    person: Id
    date: Day
    institution: Institution
    prescriber: Level | None = None
    total: Amount
    out_of_catalogue: Amount = Fen(0)
    over_price_limit: Amount = Fen(0)
    first_self_pay: Amount = Fen(0)
    paid_elsewhere: Amount = Fen(0)
    setting: Setting = "local"
    emergency: StrictBool = False
    circumstances: tuple[Circumstance, ...] = ()
    pay_from_account: tuple[Id, ...] = ()
    institution_name: LineText = ""
    note: LineText = ""
    receipt: LineText = ""
    time: Time | None = None
    stated: StatedFigures | None = None
    refunded: StrictBool = False
    unread: Unread = Field(default_factory=dict)

    @property
    def moment(self) -> tuple[int, str]:
        """What visits are ordered by; those without a time of day come last on their day, as they stand."""
        return self.date.toordinal(), self.time or _END_OF_DAY


class AccountUse(_Model):
    """Money leaving an account other than at a visit; `amount` in 分."""

    model_config = ConfigDict(json_schema_extra=_filled_in("id"))

    id: Id
    payer: Id
    relation: Relation
    purpose: Purpose
    date: Day
    amount: Amount
    unread: Unread = Field(default_factory=dict)


class Case(_Model):
    """A household over some months."""

    format: Literal["gongjisuan-case/1"]
    from_: MonthText = Field(alias="from")
    through: MonthText
    people: tuple[Person, ...] = Field(min_length=1)
    visits: tuple[Visit, ...] = ()
    account_uses: tuple[AccountUse, ...] = ()
    readings: dict[str, dict[str, str]] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _fill_in(cls, data: Any) -> Any:
        return filled_in(data) if isinstance(data, dict) else data


def filled_in(data: dict[str, Any]) -> dict[str, Any]:
    """A case's fields with a row's missing id as its 1-based position, and its missing person as the only one."""
    filled = dict(data)
    people = data.get("people")
    only = people[0] if isinstance(people, list | tuple) and len(people) == 1 else None
    only_id = only.get("id") if isinstance(only, dict) else getattr(only, "id", None)
    for table in ("visits", "account_uses"):
        rows = data.get(table)
        if isinstance(rows, list | tuple):
            owner = only_id if table == "visits" else None
            filled[table] = [_row_filled_in(row, position, owner) for position, row in enumerate(rows, start=1)]
    return filled


def _row_filled_in(row: object, position: int, only_id: object) -> object:
    if not isinstance(row, dict):
        return row
    row = dict(row)
    if row.get("id") is None:
        row["id"] = str(position)
    if row.get("person") is None and isinstance(only_id, str):
        row["person"] = only_id
    return row
