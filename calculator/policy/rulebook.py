"""The rules of one pack that are in force on a day, under chosen readings."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple, TypeVar

from calculator.policy.names import Circumstance, Plan, Purpose, Relation, Setting, Status
from calculator.policy.pack import (
    AccountUse,
    BeforeReform,
    Cap,
    Credit,
    Deductible,
    Exclusion,
    Pack,
    PaymentRate,
    Pharmacy,
    Pooling,
    Rule,
    Scope,
    SettingRule,
)

AnyRule = TypeVar("AnyRule", bound=Rule)
_APART = ("credit", "account_use")
"""Tables of accounts, which do not wait for the day on which pooling begins."""


def applies(rule: Rule | BeforeReform, readings: Mapping[str, str]) -> bool:
    """Whether the rule belongs to these readings."""
    return all(readings.get(reading) == value for reading, value in rule.when.items())


def in_force(rule: Rule, day: date) -> bool:
    """Whether the rule's dates include the day."""
    return (rule.from_ is None or rule.from_ <= day) and (rule.until is None or day <= rule.until)


def boundaries(rules: Iterable[Rule]) -> list[int]:
    """The ordinals of the days on which one of the rules begins or has just ended, in order."""
    days: set[int] = set()
    for rule in rules:
        if rule.from_ is not None:
            days.add(rule.from_.toordinal())
        if rule.until is not None and rule.until < date.max:
            days.add(rule.until.toordinal() + 1)
    return sorted(days)


def in_force_since(
    pack: Pack, readings: Mapping[str, str], tables: Iterable[str], number: str | None, clause: str | None, day: date
) -> date | None:
    """The first day of the rule of these tables that was in force on a day and stands in a clause of a document.

    `number` is how the document is cited. None where the pack has no such rule, or the rule has no first day.
    """
    chosen, all_tables = {**pack.default_readings(), **readings}, pack.rule_tables()
    pooling = [rule.from_ for rule in pack.pooling if in_force(rule, day) and applies(rule, chosen)]
    found = {
        start
        for table in tables
        for rule in all_tables[table]
        if (rule.clause, pack.source_number(rule.source)) == (clause, number)
        and in_force(rule, day)
        and applies(rule, chosen)
        for start in (rule.from_, *(pooling if table not in _APART else ()))
    }
    return max((start for start in found if start not in (None, date.min)), default=None)


def read_start(
    pack: Pack, readings: Mapping[str, str], tables: Iterable[str], own: date | None, day: date
) -> Pooling | None:
    """The rule by which pooling begins, where that is a reading and puts off a rule of these tables.

    `own` is the first day of that rule itself. None where the text itself says from when on the rule holds.
    """
    chosen = {**pack.default_readings(), **readings}
    for rule in pack.pooling:
        read = bool(rule.when) and in_force(rule, day) and applies(rule, chosen)
        if read and rule.from_ is not None and not set(tables) <= set(_APART) and (own is None or own < rule.from_):
            return rule
    return None


class Terms(NamedTuple):
    """The pooling rules of a stretch of days; `pooling` is None while the text is not in force."""

    pooling: Pooling | None
    scope: Scope | None
    deductible: Mapping[Status, Deductible]
    rate: Mapping[Status, PaymentRate]
    cap: Mapping[Status, Cap]
    settings: Mapping[Setting, SettingRule]
    pharmacy: Pharmacy | None
    exclusions: Mapping[tuple[Circumstance, Status], Exclusion]


def _with_cash(settings: dict[Setting, SettingRule]) -> dict[Setting, SettingRule]:
    """A text that says nothing of filed remote care that was paid in cash treats it as such care, if it is not paid.

    Where such care is paid, it is a bill that was not settled directly.
    """
    filed, in_cash = settings.get("remote_filed"), settings.get("not_settled_directly")
    if filed is not None and in_cash is not None:
        settings.setdefault("remote_filed_not_direct", in_cash if filed.effect == "paid" else filed)
    return settings


class Rulebook:
    """One pack read one way."""

    def __init__(self, pack: Pack, readings: Mapping[str, str]) -> None:
        self.pack = pack
        values = {reading.id: {value.id for value in reading.values} for reading in pack.reading}
        self.unknown = {name: value for name, value in readings.items() if value not in values.get(name, ())}
        """Readings that this pack does not know, as another version of it may; the default stands in their place."""
        known = {name: value for name, value in readings.items() if name not in self.unknown}
        self.readings = {**pack.default_readings(), **known}
        self.numbers = {source.id: source.number for source in pack.sources}
        self._pooling = self._chosen(pack.pooling)
        pooled = (
            *self._pooling,
            *pack.scope,
            *pack.deductible,
            *pack.rate,
            *pack.cap,
            *pack.setting,
            *pack.pharmacy,
            *pack.exclusion,
        )
        self._days = boundaries(pooled)
        self._terms: dict[int, Terms] = {}
        self._credits = self._chosen(pack.credit)
        self.knows_plans = pack.stands_in or any(rule.plan is not None for rule in pack.credit)
        """Whether the text tells people with an account from those insured for pooling only."""
        self._uses: dict[tuple[Purpose, Relation], list[AccountUse]] = {}
        for rule in sorted(self._chosen(pack.account_use), key=lambda rule: rule.from_ or date.min):
            for purpose in rule.purposes:
                for relation in rule.relations:
                    self._uses.setdefault((purpose, relation), []).append(rule)

    def _chosen(self, rules: tuple[AnyRule, ...]) -> tuple[AnyRule, ...]:
        return tuple(rule for rule in rules if applies(rule, self.readings))

    def reading(self, reading_id: str, default: str) -> str:
        """The value in use of a question; `default` where the pack does not leave it open."""
        return self.readings.get(reading_id, default)

    @property
    def pooling_start(self) -> Pooling:
        """The rule with which pooling begins."""
        return min(self._pooling, key=lambda rule: rule.from_ or date.min)

    def terms_on(self, ordinal: int) -> Terms:
        """The pooling rules on the day with this ordinal."""
        stretch = bisect_right(self._days, ordinal)
        terms = self._terms.get(stretch)
        if terms is None:
            terms = self._terms[stretch] = self._terms_of(date.fromordinal(ordinal))
        return terms

    def _terms_of(self, day: date) -> Terms:
        pack = self.pack

        def current(rules: tuple[AnyRule, ...]) -> list[AnyRule]:
            return [rule for rule in rules if in_force(rule, day) and applies(rule, self.readings)]

        return Terms(
            pooling=next(iter(current(pack.pooling)), None),
            scope=next(iter(current(pack.scope)), None),
            deductible={status: rule for rule in current(pack.deductible) for status in rule.status},
            rate={status: rule for rule in current(pack.rate) for status in rule.status},
            cap={status: rule for rule in current(pack.cap) for status in rule.status},
            settings=_with_cash({rule.setting: rule for rule in current(pack.setting)}),
            pharmacy=next(iter(current(pack.pharmacy)), None),
            exclusions={
                (rule.circumstance, status): rule for rule in current(pack.exclusion) for status in rule.status
            },
        )

    def credits_on(self, day: date, status: Status, plan: Plan) -> list[Credit]:
        """The credit rules for a month that begins on `day`: one, or one for each age band, or none.

        A text that knows only people with an account has none for those insured for pooling only.
        """
        if plan == "pooled_only" and not self.knows_plans:
            return []
        return [
            rule
            for rule in self._credits
            if status in rule.status and rule.plan in (None, plan) and in_force(rule, day)
        ]

    def account_use(self, purpose: Purpose, relation: Relation, day: date | None = None) -> AccountUse:
        """What the text says of an account's paying for a purpose and a relative on a day.

        Before its first day, and where no day is asked for, what it says first.
        """
        rules = self._uses[purpose, relation]
        return next((rule for rule in rules if day is not None and in_force(rule, day)), rules[0])

    def family_start(self, purpose: Purpose, relation: Relation) -> date | None:
        """The first day on which an account may pay for a purpose and a relative; None where it is not written."""
        return self._uses[purpose, relation][0].from_

    def accounts_start(self) -> date | None:
        """The first day that the text's words on accounts hold; None where they have no beginning."""
        starts = [rule.from_ for rules in self._uses.values() for rule in rules]
        return None if None in starts else min(start for start in starts if start is not None)
