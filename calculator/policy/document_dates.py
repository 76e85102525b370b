"""Documents that are younger than a rule that stands on them: retroactive, or mistyped."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from calculator.policy.pack import Pack, Source


class Younger(NamedTuple):
    """A document, and the first day of the earliest rule on it that begins before the document's date."""

    source: Source
    signed: date
    begins: date


def younger_documents(pack: Pack) -> Iterator[Younger]:
    """The documents whose date lies after the first day of a rule that cites them, in the pack's order."""
    first: dict[str, date] = {}
    for rules in pack.rule_tables().values():
        for rule in rules:
            if rule.from_ is not None and rule.from_ != date.min:
                first[rule.source] = min(rule.from_, first.get(rule.source, rule.from_))
    for source in pack.sources:
        dated = source.signed or source.published
        # What explains another text comes after it, and makes no rule begin.
        explains = source.kind in ("interpretation", "draft_explanation")
        if dated is not None and not explains and first.get(source.id, dated) < dated:
            yield Younger(source, dated, first[source.id])
