"""Models of a statement that also says what other readings of the open questions would give."""

from dataclasses import dataclass, field

from calculator.engine.statement import WHERE_SET, Decision, PeriodSums, PersonStatement
from calculator.engine.statement_values import Money, Row


@dataclass(slots=True, eq=False, repr=False, kw_only=True)
class Alternative(Row):
    """The period's figures had a question been read the other way; difference = other − chosen.

    Where a figure is wanting that only the other way needs, `refused` says which, and there are no sums. `complete`
    is False where a visit or a month without a number is left out, on either side.
    """

    pooled: Money | None = field(default=None, metadata=WHERE_SET)
    personal: Money | None = field(default=None, metadata=WHERE_SET)
    account: Money | None = field(default=None, metadata=WHERE_SET)
    cash: Money | None = field(default=None, metadata=WHERE_SET)
    credited: Money | None = field(default=None, metadata=WHERE_SET)
    balance: Money | None = field(default=None, metadata=WHERE_SET)
    reading: str
    value: str
    region: str
    difference: PeriodSums | None = field(default=None, metadata=WHERE_SET)
    complete: bool | None = field(default=None, metadata=WHERE_SET)
    refused: Decision | None = field(default=None, metadata=WHERE_SET)


@dataclass(slots=True, eq=False, repr=False)
class PersonWithAlternatives(PersonStatement):
    """A person's statement, with what other readings would give."""

    alternatives: list[Alternative] = field(default_factory=list)


@dataclass(slots=True, eq=False, repr=False)
class StatementWithAlternatives(Row):
    """A statement whose people carry their alternatives."""

    format: str
    people: list[PersonWithAlternatives]
    adopted_readings: dict[str, dict[str, str]] | None = field(default=None, metadata=WHERE_SET)
