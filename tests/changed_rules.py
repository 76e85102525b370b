"""Every rule of a pack that a sum can rest on, changed alone."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from calculator.policy.names import LEVELS
from calculator.policy.pack import Credit, Pack, Rule
from calculator.policy.pack_fields import Text

TABLES = ("pooling", "deductible", "rate", "cap", "setting", "pharmacy", "exclusion", "credit")
"""The tables of which every rule is changed; `scope` and `account_use` have no figures for one's own visits."""
_OPTIONAL = ("pooling", "exclusion", "credit")
_LONG_AGO = date(2021, 1, 1)
"""Before the periods that are computed."""
_EQUAL = ("nanchang credit from 2022-01-01",)
"""Where the rules before and after have the same figures."""
_MORE = 7
_ONE_MORE_PERCENT = 100
_UNKNOWN = Text(zh="没有写明", en="not written")
_EFFECTS = {"paid": "excluded", "excluded": "paid", "refused": "paid"}


class Changed(NamedTuple):
    """A pack in which one thing is otherwise, what that is, and the readings under which it matters."""

    name: str
    pack: Pack
    when: Mapping[str, str]


def changed_rules(pack: Pack) -> Iterator[Changed]:
    """Each change of a pack."""
    tables = pack.rule_tables()
    for table in TABLES:
        for place, rule in enumerate(tables[table]):
            for what, changes in _changes(table, rule):
                rows = list(tables[table])
                if changes is None:
                    del rows[place]
                else:
                    rows[place] = rule.model_copy(update=changes)
                yield Changed(
                    f"{pack.id} {table}[{place}].{what}", pack.model_copy(update={table: tuple(rows)}), rule.when
                )
        for day in _beginnings(table, tables[table]):
            rows = [_later(rule, day) for rule in tables[table]]
            if f"{pack.id} {table} from {day}" not in _EQUAL:
                yield Changed(f"{pack.id} {table} from {day}", pack.model_copy(update={table: tuple(rows)}), {})
    for place, reading in enumerate(pack.reading):
        rows = [*pack.reading]
        rows[place] = reading.model_copy(update={"values": (*reading.values[1:], reading.values[0])})
        yield Changed(f"{pack.id} reading {reading.id}", pack.model_copy(update={"reading": tuple(rows)}), {})
    yield from _ages(pack)


def _changes(table: str, rule: Any) -> Iterator[tuple[str, dict[str, Any] | None]]:
    more = _ONE_MORE_PERCENT if table == "rate" else _MORE
    for name in (*LEVELS, "amount"):
        if getattr(rule, name, None) is not None:
            yield name, {name: getattr(rule, name) + more}
    if table in ("setting", "pharmacy"):
        yield "effect", {"effect": _EFFECTS[rule.effect]}
    if table == "setting" and rule.effect == "excluded":
        yield "emergency", {"emergency": None if rule.emergency else "paid"}
    if table == "exclusion":
        yield "left out", None
        if len(rule.status) > 1:
            yield "status", {"status": rule.status[:1]}
    if isinstance(rule, Credit):
        yield from _credit_changes(rule)


def _credit_changes(rule: Credit) -> Iterator[tuple[str, dict[str, Any]]]:
    for place, part in enumerate(rule.parts):
        parts = [*rule.parts]
        parts[place] = part.model_copy(update={"rate": part.rate + _ONE_MORE_PERCENT})
        yield f"parts[{place}]", {"parts": tuple(parts)}
    if rule.basis == "nothing":
        yield "basis", {"basis": "fixed", "amount": _MORE}
    if rule.basis == "average_pension":
        yield "pension_year", {"pension_year": 2020}
    if rule.basis in ("average_pension", "contribution_base"):
        yield "basis", {"basis": "own_pension", "pension_year": None}
    if rule.unknown is None:
        nothing = {"basis": None, "parts": (), "amount": None, "pension_year": None}
        yield "unknown", {**nothing, "unknown": _UNKNOWN, "refusal": "no_rule_in_text"}
    else:
        yield "known", {"unknown": None, "refusal": None, "basis": "fixed", "amount": _MORE}
    if rule.retired_since is not None:
        yield "retired_since", {"retired_since": rule.retired_since + timedelta(days=40)}


def _beginnings(table: str, rules: Iterable[Rule]) -> list[date]:
    """The days on which rules begin that may as well begin later: nothing is left without a rule by that."""
    ends = {rule.until + timedelta(days=1) for rule in rules if rule.until is not None and rule.until < date.max}
    days = {rule.from_ for rule in rules if rule.from_ is not None and rule.from_ > _LONG_AGO}
    return sorted(days if table in _OPTIONAL else days & ends)


def _later(rule: Rule, day: date) -> Rule:
    """The rule where what begins on a day begins a month later."""
    by = timedelta(days=31)
    if rule.from_ == day:
        return rule.model_copy(update={"from_": day + by})
    if rule.until == day - timedelta(days=1):
        return rule.model_copy(update={"until": rule.until + by})
    return rule


def _ages(pack: Pack) -> Iterator[Changed]:
    """Where an age band ends, three years later."""
    for age in sorted({rule.age_from for rule in pack.credit if rule.age_from is not None}):
        rows = tuple(
            rule.model_copy(update={"age_from": age + 3})
            if rule.age_from == age
            else rule.model_copy(update={"age_below": age + 3})
            if rule.age_below == age
            else rule
            for rule in pack.credit
        )
        yield Changed(f"{pack.id} credit at {age}", pack.model_copy(update={"credit": rows}), {})
