"""The rows that the form has: one for each status, setting and circumstance, or for each rule that is corrected."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from calculator.ground.language import N_
from calculator.policy.authoring.form_reader import TABLES
from calculator.policy.authoring.other_rules import (
    EXCLUSION_EFFECTS,
    NAMED,
    PHARMACY_EFFECTS,
    SETTING_EFFECTS,
    effect_of,
)
from calculator.policy.authoring.shown_values import rows_on
from calculator.policy.names import STATUSES
from calculator.policy.pack import Credit, Pack, Rule
from calculator.words.wording import Wording

_EFFECTS = {"pharmacy": PHARMACY_EFFECTS, "setting": SETTING_EFFECTS, "exclusion": EXCLUSION_EFFECTS}
_EFFECT_WORDS = {
    "paid": N_("paid like an ordinary visit"),
    "excluded": N_("not paid"),
    "emergency": N_("not paid, but emergency treatment is"),
    "silent": N_("the document is silent: paid, with a warning"),
    "refused": N_("no figures in the document: not computed"),
    "none": N_("not named: paid, with a warning"),
    "employed+flexible+retired": N_("not paid, for everybody"),
    "employed+flexible": N_("not paid, for those in service"),
}
_BEFORE = N_("as before")
_UNNAMED = N_("not named apart")
_BY_READING = N_("by reading")

Options = Sequence[tuple[str, str]]


class BodyRow(NamedTuple):
    """A row of the form: the beginning of its fields' keys, what it is for, and what heads it.

    `parts` are the payers whose rates a credit adds up, `effects` what can be chosen for a rule without figures, and
    of a credit whether there is a rule already.
    """

    key: str
    name: str
    heading: str
    parts: tuple[str, ...] = ("",)
    effects: tuple[str, ...] = ()


Rows = Mapping[str, Sequence[BodyRow]]


def plain_rows(wording: Wording) -> Rows:
    """A row for each status, setting and circumstance."""
    rows: dict[str, Sequence[BodyRow]] = {
        table: [BodyRow(f"{table}.{status}", status, wording.word(status)) for status in STATUSES]
        for table in (*TABLES, "credit")
    }
    for table, names in NAMED.items():
        rows[table] = [_named(table, name, wording, ("", *_EFFECTS[table])) for name in names]
    return rows


def correcting_rows(pack: Pack, day: date, wording: Wording) -> Rows:
    """A row for each rule in force on a day and each status; and for what the region has no rule of."""
    rows: dict[str, list[BodyRow]] = {table: [] for table in (*TABLES, "credit", *NAMED)}
    for row in rows_on(pack, day):
        rule = pack.rule_tables()[row.table][row.place]
        heading = " · ".join((wording.word(row.name or "pharmacy"), *_apart(pack, rule, day, wording)))
        parts = tuple(part.payer for part in rule.parts) if isinstance(rule, Credit) and len(rule.parts) > 1 else ("",)
        effects: tuple[str, ...] = ("known",) if isinstance(rule, Credit) and rule.basis is not None else ()
        if row.table in _EFFECTS:
            effects = tuple(dict.fromkeys((*_EFFECTS[row.table], effect_of(row.table, rule))))
        rows[row.table].append(BodyRow(row.key, row.name, heading, parts, effects))
    for table, names in NAMED.items():
        there = {row.name for row in rows[table]}
        first = () if table == "exclusion" else ("",)
        rows[table] += [_named(table, name, wording, (*first, *_EFFECTS[table])) for name in names if name not in there]
    return rows


def _named(table: str, name: str, wording: Wording, effects: tuple[str, ...]) -> BodyRow:
    key = f"{table}.{name}" if name else table
    return BodyRow(key, name, wording.word(name or table), effects=effects)


def _apart(pack: Pack, rule: Any, day: date, wording: Wording) -> Iterator[str]:
    """What tells a rule from others for the same: reading, plan, age, and since when where it is not the day."""
    for name, value in rule.when.items():
        yield wording.reading(pack, name, value)
    if isinstance(rule, Credit):
        if rule.plan is not None:
            yield wording.word(rule.plan)
        if rule.age_below is not None:
            yield wording.text(N_("below {age}")).format(age=rule.age_below)
        if rule.age_from is not None:
            yield wording.text(N_("from {age}")).format(age=rule.age_from)
    yield from _since(rule, day, wording)


def _since(rule: Rule, day: date, wording: Wording) -> Iterator[str]:
    if rule.from_ is not None and rule.from_ not in (day, date.min):
        yield wording.text(N_("from {first} on")).format(first=wording.day(rule.from_))


def effect_options(row: BodyRow, before: str | None, wording: Wording) -> Options:
    """The choices of a row with their words; `before` is what holds where nothing is chosen, None if nothing does."""
    unchosen = wording.text(_UNNAMED if before is None else _BEFORE)
    return [(effect, effect_words(effect, wording) if effect else unchosen) for effect in row.effects]


def held(before: str | None, wording: Wording) -> str:
    """What holds where nothing is chosen, in words; empty where nothing does."""
    return "" if before is None else effect_words(before, wording) if before else wording.text(_BY_READING)


def effect_words(effect: str, wording: Wording) -> str:
    """What a choice means."""
    if effect in _EFFECT_WORDS:
        return wording.text(_EFFECT_WORDS[effect])
    who = wording.text(N_(", ")).join(wording.word(status) for status in effect.split("+"))
    return wording.text(N_("{who}: not paid")).format(who=who)
