"""From when on a rule holds that a figure was computed by."""

from collections.abc import Iterable, Mapping
from datetime import date

from calculator.policy.pack import Pack
from calculator.policy.rulebook import applies, in_force

_APART = ("credit", "account_use")
"""Tables of accounts, which do not wait for the day on which pooling begins."""


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
