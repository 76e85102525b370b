"""Models of a statement, in the form of the contract `gongjisuan-statement/1`.

Amounts are 分 (as decimal yuan in JSON), rates ten-thousandths; every `message` and `text` is a `Phrase`, which
becomes a sentence in the reader's language when the statement is printed or shown.
"""

from collections.abc import Callable, Mapping
from dataclasses import Field, dataclass, field, fields
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, NamedTuple, TypeAlias

import pydantic_core
from pydantic import WithJsonSchema

from calculator.ground.money import format_amount, format_rate
from calculator.ground.months import format_month
from calculator.policy.names import Allowed, Level, Status

if TYPE_CHECKING:
    from calculator.words.wording import Wording

FORMAT = "gongjisuan-statement/1"


Phrase: TypeAlias = tuple[str, Mapping[str, Any]]
"""A sentence not yet written: the name of its template, and the figures that go in."""


class Cite(NamedTuple):
    """Where a figure comes from: document number and clause."""

    source: str | None
    clause: str | None


NO_CITE = Cite(None, None)
REFUNDED = "refunded"
"""The code of an exclusion that takes a visit out of every sum."""


class _Writes(NamedTuple):
    """How a value is written in JSON; the schema beside it says what comes out."""

    write: Callable[[Any, "Wording"], str]


def _schema(pattern: str | None = None) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern} if pattern else {"type": "string"})


Money = Annotated[int, _Writes(lambda fen, _say: format_amount(fen)), _schema(r"^-?\d+\.\d{2}$")]
Ratio = Annotated[int, _Writes(lambda rate, _say: format_rate(rate)), _schema(r"^\d+(\.\d{1,4})?$")]
Sentence = Annotated[Phrase, _Writes(lambda phrase, say: say.say(phrase)), _schema()]
MonthText = Annotated[int, _Writes(lambda month, _say: format_month(month)), _schema(r"^\d{4}-\d{2}$")]


_WHERE_SET = {"where_set": True}
"""Marks a field that stands in the JSON only where it says something."""


class _Row:
    """Compares and shows the fields of a row, once for all kinds of them.

    A dataclass writes these for each kind and compiles them at every start, which for a statement is a fiftieth of it.
    """

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]
    __dataclass_fields__: ClassVar[dict[str, Field[Any]]]

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(getattr(self, name) == getattr(other, name) for name in self.__dataclass_fields__)

    def __repr__(self) -> str:
        said = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__dataclass_fields__)
        return f"{type(self).__name__}({said})"


@dataclass(slots=True, eq=False, repr=False)
class Step(_Row):
    """One step of a settlement, recorded while it was computed."""

    name: str
    text: Sentence
    amount: Money
    source: str | None
    clause: str | None
    reading: str | None


@dataclass(slots=True, eq=False, repr=False)
class Decision(_Row):
    """Why a visit or a month is excluded or refused."""

    code: str
    message: Sentence
    source: str | None
    clause: str | None


@dataclass(slots=True, eq=False, repr=False)
class AccountPayment(_Row):
    """What one person's account paid of a bill."""

    payer: str
    amount: Money


@dataclass(slots=True, eq=False, repr=False)
class VisitSettlement(_Row):
    """One visit; every amount but `total` is None when it is refused."""

    id: str
    date: date
    status: Status
    level: Level
    total: Money
    paid_elsewhere: Money | None
    in_scope: Money | None
    deductible: Money | None
    rate: Ratio | None
    pooled: Money | None
    over_cap: Money | None
    personal: Money | None
    account: list[AccountPayment]
    cash: Money | None
    excluded: Decision | None
    refused: Decision | None
    deductible_used: Money | None
    pooled_to_date: Money | None
    cap_remaining: Money | None
    steps: list[Step]

    @property
    def account_total(self) -> int:
        """What all accounts paid together, in 分."""
        return sum(payment.amount for payment in self.account)


@dataclass(slots=True, eq=False, repr=False)
class Totals(_Row):
    """Sums over the visits of a year that were computed and not paid back; `refused_visits` counts the refused."""

    total: Money = 0
    in_scope: Money = 0
    deductible: Money = 0
    pooled: Money = 0
    personal: Money = 0
    account: Money = 0
    cash: Money = 0
    refused_visits: int = 0

    def add(self, visit: VisitSettlement) -> None:
        """Count one visit."""
        if visit.refused is not None:
            self.refused_visits += 1
            return
        if visit.excluded is not None and visit.excluded.code == REFUNDED:
            return
        self.total += visit.total
        self.in_scope += visit.in_scope or 0
        self.deductible += visit.deductible or 0
        self.pooled += visit.pooled or 0
        self.personal += visit.personal or 0
        self.account += visit.account_total
        self.cash += visit.cash or 0


@dataclass(slots=True, eq=False, repr=False)
class AccountYear(_Row):
    """The account in one year of the period: `opening` + `credited` − `paid` = `balance`."""

    opening: Money
    credited: Money
    paid: Money
    balance: Money
    complete: bool


@dataclass(slots=True, eq=False, repr=False)
class YearStatement(_Row):
    """A natural year; `cap` is that of its last covered day, None where there is none.

    `deductible_standard` and `rate` are those of that day by level, `deductible_left` is what a next visit at each
    level would still be asked; `deductible_used` and `pooled_to_date` include what was used before the period.
    `expense_to_date` is the in-scope cost that counts against the cap where the cap is read as one on costs, else None.
    """

    year: int
    visits: list[VisitSettlement]
    totals: Totals
    cap: Money | None
    cap_remaining: Money | None
    deductible_used: Money
    pooled_to_date: Money
    expense_to_date: Money | None
    status: Status
    cap_source: str | None
    cap_clause: str | None
    deductible_source: str | None
    deductible_clause: str | None
    deductible_standard: dict[Level, Money] | None
    deductible_left: dict[Level, Money] | None
    rate: dict[Level, Ratio] | None
    account: AccountYear

    @property
    def cap_left(self) -> int | None:
        """What a next visit could still use of the cap: in-scope cost where that is what it counts."""
        if self.cap is None or self.expense_to_date is None:
            return self.cap_remaining
        return max(0, self.cap - self.expense_to_date)

    @property
    def nothing_computed(self) -> bool:
        """Whether there are visits and none of them could be computed."""
        return 0 < len(self.visits) == self.totals.refused_visits


@dataclass(slots=True, eq=False, repr=False)
class AccountMonth(_Row):
    """A month of an account; `credit` is None where it was refused and counts as nothing in the balance."""

    month: MonthText
    credit: Money | None
    paid: Money
    balance: Money
    source: str | None
    clause: str | None
    refused: Decision | None
    text: Sentence
    reading: str | None


@dataclass(slots=True, eq=False, repr=False)
class AccountStatement(_Row):
    """An account over the period; `complete` is false where a month's credit was refused."""

    opening: Money
    credited: Money
    paid: Money
    balance: Money
    complete: bool
    months: list[AccountMonth]


@dataclass(slots=True, eq=False, repr=False)
class UseAnswer(_Row):
    """Whether an account may pay for something, and how much of it it paid; `allowed` is None where it is refused."""

    id: str
    allowed: Allowed | None
    paid: Money
    source: str | None
    clause: str | None
    message: Sentence
    refused: Decision | None = field(default=None, metadata=_WHERE_SET)


@dataclass(slots=True, eq=False, repr=False)
class Caution(_Row):
    """A doubt that the person should know; `field` names the visit or the parameter it is about."""

    code: str
    message: Sentence
    field: str | None = None
    source: str | None = None
    clause: str | None = None


@dataclass(slots=True, eq=False, repr=False)
class PeriodSums(_Row):
    """The figures of a person's whole period that a reading may change."""

    pooled: Money
    personal: Money
    account: Money
    cash: Money
    credited: Money
    balance: Money


@dataclass(slots=True, eq=False, repr=False)
class Alternative(PeriodSums):
    """The period's figures had a question been read the other way; difference = other − chosen."""

    reading: str
    value: str
    region: str
    difference: PeriodSums


@dataclass(slots=True, eq=False, repr=False)
class PersonStatement(_Row):
    """All that was computed for one person."""

    id: str
    region: str
    years: list[YearStatement]
    account: AccountStatement
    uses: list[UseAnswer]
    warnings: list[Caution]

    def sums(self) -> PeriodSums:
        """The sums of the whole period, in 分."""
        totals = [year.totals for year in self.years]
        return PeriodSums(
            pooled=sum(total.pooled for total in totals),
            personal=sum(total.personal for total in totals),
            account=sum(total.account for total in totals),
            cash=sum(total.cash for total in totals),
            credited=self.account.credited,
            balance=self.account.balance,
        )


@dataclass(slots=True, eq=False, repr=False)
class PersonWithAlternatives(PersonStatement):
    """A person's statement, with what other readings would give."""

    alternatives: list[Alternative] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class Statement(_Row):
    """What a case comes to."""

    format: str
    people: list[PersonStatement]


@dataclass(slots=True, eq=False, repr=False)
class StatementWithAlternatives(_Row):
    """A statement whose people carry their alternatives."""

    format: str
    people: list[PersonWithAlternatives]


def json_schema() -> dict[str, Any]:
    """The JSON schema of a statement with alternatives."""
    from pydantic import TypeAdapter  # only this needs it

    return TypeAdapter(StatementWithAlternatives).json_schema(mode="serialization")


def to_json(statement: Statement | StatementWithAlternatives, wording: "Wording") -> str:
    """The statement as JSON text in the wording's language, ending in a newline."""
    return pydantic_core.to_json(_plain(statement, wording), indent=2).decode() + "\n"


def _plain(value: Any, wording: "Wording") -> Any:
    """A part of a statement as plain JSON values; which fields are money and so on, their annotations say."""
    if not hasattr(value, "__dataclass_fields__"):
        if isinstance(value, list):
            return [_plain(item, wording) for item in value]
        return value.isoformat() if isinstance(value, date) else value
    return {
        name: write(found, wording)
        for name, write, always in _writers(type(value))  # type: ignore[arg-type]
        if (found := getattr(value, name)) is not None or always
    }


_Writer: TypeAlias = Callable[[Any, "Wording"], Any]


@cache
def _writers(kind: type) -> tuple[tuple[str, _Writer, bool], ...]:
    return tuple((item.name, _writer(item.type), "where_set" not in item.metadata) for item in fields(kind))


def _writer(annotation: Any) -> _Writer:
    """How a field is written: as its annotation's serializer says, None staying None."""
    arguments = getattr(annotation, "__args__", ())
    for part in (annotation, *arguments):
        for note in getattr(part, "__metadata__", ()):
            if not isinstance(note, _Writes):
                continue
            return partial(_write, note)
        if getattr(part, "__origin__", None) is dict:
            return partial(_write_each, _writer(part.__args__[1]))
    return _plain


def _write(note: "_Writes", value: Any, wording: "Wording") -> Any:
    return None if value is None else note.write(value, wording)


def _write_each(write: _Writer, value: dict[str, Any] | None, wording: "Wording") -> Any:
    return None if value is None else {key: write(item, wording) for key, item in value.items()}
