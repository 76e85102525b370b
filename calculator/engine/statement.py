"""Models of a statement, in the form of the contract `gongjisuan-statement/1`.

Amounts are 分 (as decimal yuan in JSON), rates ten-thousandths; every `message` and `text` is a `Phrase`, which
becomes a sentence in the reader's language when the statement is printed or shown.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any, Literal, NamedTuple, TypeAlias, get_args

from calculator.engine.statement_values import Money, MonthText, NotWritten, Ratio, Row, Written
from calculator.ground.records import InJson
from calculator.policy.names import Allowed, Level, Status

FORMAT = "gongjisuan-statement/1"


Phrase: TypeAlias = tuple[str, Mapping[str, Any]]
"""A sentence not yet written: the name of its template, and the figures that go in."""
Readings: TypeAlias = tuple[tuple[str, str], ...]
"""The open questions that bore on a figure, each with the value that it was read by."""


CorrectedFigure = Literal["deductible_used", "pooled", "expense", "balance"]
"""What a known figure moves; `expense` is the in-scope cost that counts against a limit on costs, which follows."""
StatedFigure = Literal["deductible", "in_scope", "pooled", "account", "family_account", "cash", "balance_after"]
STATED_FIGURES: tuple[StatedFigure, ...] = get_args(StatedFigure)
"""What a settlement slip may say of a visit, in the order of the case format."""
StatedAmounts: TypeAlias = dict[str, Money | None]
"""By figure that a slip states; None where there is nothing computed to hold it against."""


class Cite(NamedTuple):
    """Where a figure comes from: document number and clause."""

    source: str | None
    clause: str | None


NO_CITE = Cite(None, None)
REFUNDED = "refunded"
"""The code of an exclusion that takes a visit out of every sum."""


Sentence = Annotated[Phrase, Written("sentence"), InJson({"type": "string"})]
ReadAs = Annotated[
    Readings,
    Written("readings"),
    InJson({"anyOf": [{"type": "string"}, {"type": "null"}]}),
]
"""Written as `reading: value; reading: value`, null where no question bore on it."""
_NOT_WRITTEN = NotWritten()
"""What a row is about, for whoever reads the statement in the program; the JSON has it in words."""

WHERE_SET = {"where_set": True}
"""Marks a field that stands in the JSON only where it says something."""


@dataclass(slots=True, eq=False, repr=False)
class Step(Row):
    """One step of a settlement, recorded while it was computed; `amount` is the part of `whole` that it led to.

    Where the figure it went by was typed by a person, as a city's below a framework, it has no source: `set_by` says
    so, and `bound` cites the clause that bounds the figure.
    """

    name: str
    text: Sentence
    amount: Money
    source: str | None
    clause: str | None
    reading: ReadAs = ()
    whole: Annotated[int, _NOT_WRITTEN] = 0
    set_by: Literal["person"] | None = field(default=None, metadata=WHERE_SET)
    bound: str | None = field(default=None, metadata=WHERE_SET)


@dataclass(slots=True, eq=False, repr=False)
class Decision(Row):
    """Why a visit or a month is excluded or refused; `year` is that of a figure which is wanting."""

    code: str
    message: Sentence
    source: str | None
    clause: str | None
    year: Annotated[int | None, _NOT_WRITTEN] = None


@dataclass(slots=True, eq=False, repr=False)
class AccountPayment(Row):
    """What one person's account paid of a bill."""

    payer: str
    amount: Money


@dataclass(slots=True, eq=False, repr=False)
class VisitSettlement(Row):
    """One visit; every amount but `total` is None when it is refused, as it is before it has been computed.

    `stated_difference` is computed − stated for each figure that its slip states, None without a slip.
    """

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
    stated_difference: StatedAmounts | None = None

    @property
    def account_total(self) -> int:
        """What all accounts paid together, in 分."""
        return sum(payment.amount for payment in self.account)


@dataclass(slots=True, eq=False, repr=False)
class Totals(Row):
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
class StatedYear(Row):
    """What the slips of a year state together: so many `visits` carry figures, of `differing` one is not the computed.

    The sums are those of the visits with something computed to hold a figure against; `not_compared` counts the
    others. `difference` is computed − stated, by figure.
    """

    visits: int
    differing: int
    not_compared: int
    sums: dict[str, Money]
    difference: dict[str, Money]


@dataclass(slots=True, eq=False, repr=False)
class AccountYear(Row):
    """The account in one year of the period: `opening` + `credited` − `paid` = `balance`, with `corrected` added."""

    opening: Money
    credited: Money
    paid: Money
    balance: Money
    complete: bool
    corrected: Money | None = field(default=None, metadata=WHERE_SET)


@dataclass(slots=True, eq=False, repr=False)
class YearStatement(Row):
    """A natural year; `cap` is that of its last covered day, None where there is none.

    `deductible_standard` and `rate` are those of that day by level, `deductible_left` is what a next visit at each
    level would still be asked; `deductible_used` and `pooled_to_date` include what was used before the period.
    `expense_to_date` is the in-scope cost that counts against the cap where the cap is read as one on costs, else None;
    `cap_remaining` is then what is left of that. Figures that a person typed have no source, as in a step.
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
    stated: StatedYear | None = None
    cap_set_by: Literal["person"] | None = field(default=None, metadata=WHERE_SET)
    cap_bound: str | None = field(default=None, metadata=WHERE_SET)
    deductible_set_by: Literal["person"] | None = field(default=None, metadata=WHERE_SET)
    deductible_bound: str | None = field(default=None, metadata=WHERE_SET)

    @property
    def nothing_computed(self) -> bool:
        """Whether there are visits and none of them could be computed."""
        return 0 < len(self.visits) == self.totals.refused_visits


@dataclass(slots=True, eq=False, repr=False)
class AccountMonth(Row):
    """A month of an account; `credit` is None where it was refused and counts as nothing in the balance.

    `status` is the one that it was credited by, `corrected` what known balances added to the computed one; `set_by`
    says that the credit is one that a person typed.
    """

    month: MonthText
    credit: Money | None
    paid: Money
    balance: Money
    source: str | None
    clause: str | None
    refused: Decision | None
    text: Sentence
    reading: ReadAs
    status: Annotated[Status, _NOT_WRITTEN]
    corrected: Money | None = field(default=None, metadata=WHERE_SET)
    set_by: Literal["person"] | None = field(default=None, metadata=WHERE_SET)


@dataclass(slots=True, eq=False, repr=False)
class AccountStatement(Row):
    """An account over the period; `complete` is false where a month's credit was refused.

    `opening` + `credited` − `paid` = `balance`, with `corrected`, what known balances added to the computed ones.
    """

    opening: Money
    credited: Money
    paid: Money
    balance: Money
    complete: bool
    months: list[AccountMonth]
    corrected: Money | None = field(default=None, metadata=WHERE_SET)


@dataclass(slots=True, eq=False, repr=False)
class UseAnswer(Row):
    """Whether an account may pay for something, and how much of it it paid; `allowed` is None where it is refused."""

    id: str
    allowed: Allowed | None
    paid: Money
    source: str | None
    clause: str | None
    message: Sentence
    refused: Decision | None = field(default=None, metadata=WHERE_SET)


@dataclass(slots=True, eq=False, repr=False)
class Caution(Row):
    """A doubt that the person should know; `field` names the visit or the parameter it is about.

    `subject` is the id of the visit or use whose doubt it is, `day` the day that it concerns, `what` the word of the
    field for what is in doubt.
    """

    code: str
    message: Sentence
    field: str | None = None
    source: str | None = None
    clause: str | None = None
    subject: Annotated[str | None, _NOT_WRITTEN] = None
    day: Annotated[date | None, _NOT_WRITTEN] = None
    what: Annotated[str | None, _NOT_WRITTEN] = None


@dataclass(slots=True, eq=False, repr=False)
class Correction(Row):
    """A known figure that took the place of the computed one at the end of a day; amounts in 分."""

    day: date
    figure: CorrectedFigure
    computed: int
    known: int


@dataclass(slots=True, eq=False, repr=False)
class PeriodSums(Row):
    """The figures of a person's whole period that a reading may change."""

    pooled: Money
    personal: Money
    account: Money
    cash: Money
    credited: Money
    balance: Money


@dataclass(slots=True, eq=False, repr=False)
class PersonStatement(Row):
    """All that was computed for one person."""

    id: str
    region: str
    years: list[YearStatement]
    account: AccountStatement
    uses: list[UseAnswer]
    warnings: list[Caution]
    corrections: Annotated[list[Correction], _NOT_WRITTEN]

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
class Statement(Row):
    """What a case comes to; `adopted_readings` are those of its readings, by region, that an office adopted."""

    format: str
    people: list[PersonStatement]
    adopted_readings: dict[str, dict[str, str]] | None = field(default=None, metadata=WHERE_SET)
