"""Models of a policy pack, the TOML file that holds what one region's documents say."""

from dataclasses import field
from typing import Annotated, Any, Literal

from calculator.ground.faults import reject
from calculator.ground.money import Rate
from calculator.ground.records import AtLeast, Flag, Record
from calculator.policy.names import STATUSES, Allowed, Circumstance, Plan, Purpose, Relation, Setting, Status
from calculator.policy.pack_fields import Age, Amount, Day, Identifier, Name, PensionYear, Share, Text, Version

FORMAT = "gongjisuan-policy/1"


class Source(Record):
    """A document: `number` is how it is cited, `kind` what sort of text it is."""

    id: Identifier
    number: Name
    title: Text
    kind: Literal["notice", "plan", "interpretation", "draft", "draft_explanation", "framework"]
    signed: Day | None = None
    published: Day | None = None
    applies_from: Day | None = None
    note: Text | None = None


class Cited(Record):
    """Anything that stands on a clause of a document; `source` is the id of one of the pack's sources."""

    source: Name
    clause: Name
    note: Text | None = None


class Rule(Cited):
    """A rule in force from the first to the last day given (inclusive), under the readings in `when`."""

    from_: Day | None = None
    until: Day | None = None
    when: dict[str, str] = field(default_factory=dict)


class Pooling(Rule):
    """Pooling is in force from this date."""


class Scope(Rule):
    """Which costs are in scope (政策范围内)."""


class _ByStatus(Rule):
    """A rule for some statuses, whose figures its text may leave to the cities, or leave open."""

    status: tuple[Status, ...] = STATUSES
    set_by: Literal["city"] | None = None
    unknown: Text | None = None

    def _require_one_of(self, *figures: object) -> None:
        given = [figure is not None for figure in figures]
        told, others = any(given), (self.set_by is not None) + (self.unknown is not None)
        if others > 1 or told == bool(others) or told != all(given):
            raise reject("figure_or_unknown")


class Deductible(_ByStatus):
    """起付标准 a year by level, in 分."""

    level1: Amount | None = None
    level2: Amount | None = None
    level3: Amount | None = None

    def __post_init__(self) -> None:
        self._require_one_of(self.level1, self.level2, self.level3)


class PaymentRate(_ByStatus):
    """支付比例 by level, in ten-thousandths."""

    level1: Share | None = None
    level2: Share | None = None
    level3: Share | None = None
    retired_below_employed: Flag = False

    def __post_init__(self) -> None:
        self._require_one_of(self.level1, self.level2, self.level3)


class Cap(_ByStatus):
    """年度最高支付限额 in 分."""

    amount: Amount | None = None
    provisional: Flag = False
    retired_below_employed: Flag = False

    def __post_init__(self) -> None:
        self._require_one_of(self.amount)


class Exclusion(Rule):
    """A circumstance whose costs pooling does not pay."""

    circumstance: Circumstance
    status: tuple[Status, ...] = STATUSES


class SettingRule(Rule):
    """What the text does with a setting: `paid` with `unknown` is silence, `refused` has no figures."""

    setting: Setting
    effect: Literal["paid", "excluded", "refused"]
    emergency: Literal["paid"] | None = None
    unknown: Text | None = None

    def __post_init__(self) -> None:
        if self.effect == "refused" and self.unknown is None:
            raise reject("unknown_required")


class Pharmacy(Rule):
    """Whether pooling is open to pharmacies with an outside prescription (外配处方)."""

    effect: Literal["paid", "excluded"]


class CreditPart(Record):
    """One part of a month's credit: who pays it in, and the rate."""

    payer: Literal["personal", "employer", "fund"]
    rate: Share


class Credit(Rule):
    """划入 a month: a rate of a base, a fixed amount, nothing, or unknown.

    `age_from` and `age_below` bound completed years; with `after_birthday` the band `age_from` begins only on
    the day after that birthday. Who retired before `retired_since` is credited nothing. `undated` says why it is not
    certain that the rule held all the time that it covers.
    """

    status: tuple[Status, ...]
    plan: Plan | None = None
    age_from: Age | None = None
    age_below: Age | None = None
    after_birthday: Flag = False
    basis: Literal["contribution_base", "own_pension", "average_pension", "fixed", "nothing"] | None = None
    parts: tuple[CreditPart, ...] = ()
    amount: Amount | None = None
    pension_year: PensionYear | None = None
    pension_of: Text | None = None
    retired_since: Day | None = None
    undated: Text | None = None
    approximate: Flag = False
    unknown: Text | None = None
    refusal: Literal["no_rule_in_text", "earlier_rule_not_in_text"] | None = None

    @property
    def rate(self) -> Rate:
        """The sum of the parts in ten-thousandths; a month is rounded once, on this sum."""
        return Rate(sum(part.rate for part in self.parts))

    def __post_init__(self) -> None:
        if (self.basis is None) == (self.unknown is None) or (self.unknown is None) != (self.refusal is None):
            raise reject("figure_or_unknown")
        by_rate = self.basis in {"contribution_base", "own_pension", "average_pension"}
        if by_rate != bool(self.parts) or (self.basis == "fixed") != (self.amount is not None):
            raise reject("credit_figures")
        if (self.basis == "average_pension") != (self.pension_year is not None):
            raise reject("credit_figures")
        if self.age_from is not None and self.age_below is not None:
            raise reject("one_age_bound")


class AccountUse(Rule):
    """Whether an account may pay for a purpose, for whom."""

    purposes: Annotated[tuple[Purpose, ...], AtLeast(1)]
    relations: Annotated[tuple[Relation, ...], AtLeast(1)]
    allowed: Allowed


class ReadingValue(Record):
    """One way to read an open question; `label` is needed where the engine does not know the value."""

    id: Identifier
    label: Text | None = None


class Reading(Record):
    """An open question of the text; the first value is the default, `why` says why."""

    id: Identifier
    values: Annotated[tuple[ReadingValue, ...], AtLeast(2)]
    question: Text | None = None
    why: Text
    source: Name | None = None
    clause: Name | None = None


class Bound(Cited):
    """A bound that a framework sets its cities (原则上 / 左右); `by_level` where it wants the levels to differ."""

    field: Literal["deductible", "cap", "rate_employed", "rate_retired", "credit_retired"]
    at_most: Amount | None = None
    about: Share | None = None
    by_level: Flag = False

    def __post_init__(self) -> None:
        if (self.at_most is None) == (self.about is None):
            raise reject("figure_or_unknown")


class Fact(Cited):
    """Something for the policy page that no sum uses."""

    topic: Literal["retired", "chronic", "residents", "inpatient", "account", "pharmacy", "remote", "finance", "other"]
    text: Text


class BeforeReform(Cited):
    """A figure from before the reform, of which only the comparison of before and after makes use.

    `when`, the ages and `after_birthday` are those of a credit.
    """

    status: tuple[Status, ...]
    when: dict[str, str] = field(default_factory=dict)
    basis: Literal["contribution_base", "own_pension"] | None = None
    age_from: Age | None = None
    age_below: Age | None = None
    after_birthday: Flag = False
    parts: tuple[CreditPart, ...] = ()
    unknown: Text | None = None

    def __post_init__(self) -> None:
        if (self.unknown is None) != bool(self.parts):
            raise reject("figure_or_unknown")


class Successor(Record):
    """That a later text has taken the place of this pack's, which the program does not hold.

    `source` is how that text, or where it was said, is cited; `day` when it was issued or said.
    """

    text: Text
    source: Name
    day: Day


class Pack(Record):
    """What the documents of one region say."""

    format: Literal["gongjisuan-policy/1"]
    id: Identifier
    version: Version = 1
    name: Text
    province: Text
    pinyin: Name
    standing: Literal["issued", "draft", "framework"]
    adjustment: Cited
    sources: Annotated[tuple[Source, ...], AtLeast(1)]
    pooling: Annotated[tuple[Pooling, ...], AtLeast(1)]
    scope: Annotated[tuple[Scope, ...], AtLeast(1)]
    deductible: Annotated[tuple[Deductible, ...], AtLeast(1)]
    rate: Annotated[tuple[PaymentRate, ...], AtLeast(1)]
    cap: Annotated[tuple[Cap, ...], AtLeast(1)]
    setting: Annotated[tuple[SettingRule, ...], AtLeast(1)]
    pharmacy: Annotated[tuple[Pharmacy, ...], AtLeast(1)]
    exclusion: tuple[Exclusion, ...] = ()
    credit: Annotated[tuple[Credit, ...], AtLeast(1)]
    account_use: Annotated[tuple[AccountUse, ...], AtLeast(1)]
    reading: tuple[Reading, ...] = ()
    bound: tuple[Bound, ...] = ()
    fact: tuple[Fact, ...] = ()
    before_reform: tuple[BeforeReform, ...] = ()
    succeeded_by: Successor | None = None

    @property
    def stands_in(self) -> bool:
        """Whether this is no pack at all but stands in for one that is not there (`policy/stand_in.py`)."""
        return False

    def rule_tables(self) -> dict[str, tuple[Any, ...]]:
        """The tables of dated rules by the name that the file gives them."""
        names = (
            "pooling",
            "scope",
            "deductible",
            "rate",
            "cap",
            "setting",
            "pharmacy",
            "exclusion",
            "credit",
            "account_use",
        )
        return {name: getattr(self, name) for name in names}

    def source_number(self, source_id: str) -> str:
        """How the document `source_id` is cited."""
        return next(source.number for source in self.sources if source.id == source_id)

    def default_readings(self) -> dict[str, str]:
        """Reading id → default value."""
        return {reading.id: reading.values[0].id for reading in self.reading}
