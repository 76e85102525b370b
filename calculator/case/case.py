"""Models of a case, the format of saved files and of `compute`'s input.

Amounts are yuan in the file and 分 here, rates decimals there and ten-thousandths here, months `YYYY-MM`
there and whole numbers here. Validation reads the file's form; a program that has 分 in hand puts them in with
`model_copy(update=…)`.
"""

from collections.abc import Callable, Mapping
from dataclasses import field
from typing import Annotated, Any, Literal, Self

from calculator.case.case_fields import (
    Age,
    Amount,
    Day,
    FreeText,
    Id,
    LineText,
    MonthText,
    Series,
    Share,
    Time,
    Unread,
    Uplift,
    Year,
)
from calculator.ground.money import Fen
from calculator.ground.records import AtLeast, Flag, Record
from calculator.policy.names import Circumstance, Level, Plan, Purpose, Relation, Setting, Status

FORMAT = "gongjisuan-case/1"

Institution = Literal["level1", "level2", "level3", "pharmacy"]


_END_OF_DAY = "24:00"


def bears(unread: Mapping[str, str], *fields: str) -> bool:
    """Whether what could not be read is one of these fields, a part of one, or a group that holds one."""
    return any(
        name == field or name.startswith(f"{field}.") or field.startswith(f"{name}.")
        for name in unread
        for field in fields
    )


def _filled_in(*names: str) -> Callable[[dict[str, Any]], None]:
    """For a schema: these fields may be left out of the file, where `Case` fills them in."""

    def loosen(schema: dict[str, Any]) -> None:
        schema["required"] = [name for name in schema["required"] if name not in names]

    return loosen


class LevelAmounts(Record):
    """An amount for each level, in 分."""

    level1: Amount
    level2: Amount
    level3: Amount


class LevelRates(Record):
    """A rate for each level, in ten-thousandths."""

    level1: Share
    level2: Share
    level3: Share


class City(Record):
    """The local parameters below a provincial framework; a null `…_retired` is the same as for the employed."""

    name: FreeText = ""
    deductible: LevelAmounts
    deductible_retired: LevelAmounts | None = None
    rate: LevelRates
    retired_uplift: Uplift
    cap: Amount
    cap_retired: Amount | None = None


class Account(Record):
    """The balance at the start of the period, and a known monthly credit that replaces the computed one, in 分.

    A credit by month replaces it from the first of those months.
    """

    opening_balance: Amount = Fen(0)
    monthly_credit: Series | None = None


class Opening(Record):
    """What this year's visits before the period had used of the deductible and of the cap, in 分.

    A deductible that is None has not been entered.
    """

    deductible_used: Amount | None = Fen(0)
    pooled: Amount = Fen(0)


class KnownFigures(Record):
    """What an app or a slip says at the end of a day, in 分; None for what it does not say."""

    date: Day
    deductible_used: Amount | None = None
    pooled: Amount | None = None
    balance: Amount | None = None


class StatedFigures(Record):
    """What a settlement slip says of a visit, in 分; None for what it does not say."""

    deductible: Amount | None = None
    in_scope: Amount | None = None
    pooled: Amount | None = None
    account: Amount | None = None
    family_account: Amount | None = None
    cash: Amount | None = None
    balance_after: Amount | None = None


class Person(Record):
    """An insured person; `relation` is that to the first person, `known` stands in the order of its dates."""

    id: Id
    name: FreeText = ""
    region: Id
    status: Status
    retirement_date: Day | None = None
    birth_date: Day | None = None
    age: Age | None = None
    plan: Plan = "combined"
    contribution_base: Series | None = None
    own_pension: Series | None = None
    average_pension: dict[Year, Amount] = field(default_factory=dict)
    city: City | None = None
    account: Account = field(default_factory=Account.model_construct)
    opening: Opening | None = None
    usual_level: Level | None = None
    relation: Relation | None = None
    known: tuple[KnownFigures, ...] = ()
    unread: Unread = field(default_factory=dict)


class Visit(Record):
    """One outpatient bill; amounts in 分."""

    __pydantic_config__ = Record.configured(json_schema_extra=_filled_in("id", "person"))

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
    emergency: Flag = False
    circumstances: tuple[Circumstance, ...] = ()
    pay_from_account: tuple[Id, ...] = ()
    institution_name: LineText = ""
    note: LineText = ""
    receipt: LineText = ""
    time: Time | None = None
    stated: StatedFigures | None = None
    refunded: Flag = False
    unread: Unread = field(default_factory=dict)

    @property
    def moment(self) -> tuple[int, str]:
        """What visits are ordered by; those without a time of day come last on their day, as they stand."""
        return self.date.toordinal(), self.time or _END_OF_DAY


class AccountUse(Record):
    """Money leaving an account other than at a visit; `amount` in 分."""

    __pydantic_config__ = Record.configured(json_schema_extra=_filled_in("id"))

    id: Id
    payer: Id
    relation: Relation
    purpose: Purpose
    date: Day
    amount: Amount
    unread: Unread = field(default_factory=dict)


class Case(Record):
    """A household over some months."""

    format: Literal["gongjisuan-case/1"]
    from_: MonthText
    through: MonthText
    people: Annotated[tuple[Person, ...], AtLeast(1)]
    visits: tuple[Visit, ...] = ()
    account_uses: tuple[AccountUse, ...] = ()
    readings: dict[str, dict[str, str]] = field(default_factory=dict)

    @classmethod
    def model_validate(cls, data: Any) -> Self:
        """The case of what a file holds, which may leave out some ids. Raises ValidationError."""
        return super().model_validate(filled_in(data) if isinstance(data, dict) else data)


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
