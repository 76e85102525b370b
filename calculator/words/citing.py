"""How the clause of a rule is cited, with its first day, and where the rule is found on a region's page."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from calculator.engine.statement import Step
from calculator.ground.language import N_
from calculator.policy.pack import Pack
from calculator.policy.rulebook import in_force_since, read_start
from calculator.words.cell_display import cited
from calculator.words.framework_bounds import entered_clause
from calculator.words.wording import Wording

_TABLES = {
    "admitted": ("setting", "pharmacy"),
    "in_scope": ("scope",),
    "deductible": ("deductible",),
    "share": ("rate",),
    "cap": ("cap",),
    "account": ("account_use",),
    "excluded": ("exclusion", "setting", "pharmacy", "pooling"),
    "credit": ("credit",),
}
"""The tables of a pack in which the rule of a step stands."""


class RuleAt(NamedTuple):
    """Where a rule is found: how its document is cited, with the clause, in which tables of a pack, and on a day.

    `region` is that of the pack where it is none of the household's.
    """

    cited: str
    tables: tuple[str, ...]
    day: date
    region: str = ""


def rule_at(step: str, source: str | None, clause: str | None, day: date) -> RuleAt | None:
    return RuleAt(cited(source, clause), _TABLES[step], day) if source else None


def rule_of_bound(step: str, bound: str | None, day: date) -> RuleAt | None:
    """Where the clause is found that bounds a figure of a person's own."""
    return RuleAt(bound, _TABLES[step], day) if bound else None


@dataclass(frozen=True)
class Cites:
    """Clauses of a pack, each with the day from which its rule holds under the readings chosen."""

    pack: Pack
    wording: Wording
    readings: Mapping[str, str] = field(default_factory=dict)

    def of(self, step: str, source: str | None, clause: str | None, day: date) -> str:
        """Document, clause and first day of the rule that a step on a day went by."""
        cite = cited(source, clause)
        start = in_force_since(self.pack, self.readings, _TABLES[step], source, clause, day)
        if start is None:
            return cite
        since = N_("planned from {start}") if self.pack.standing == "draft" else N_("in force since {start}")
        told = self.wording.text(since).format(start=self.wording.day(start))
        rule = read_start(self.pack, self.readings, _TABLES[step], None, day)
        if rule is not None and rule.from_ == start:
            reading = self.wording.readings(self.pack, tuple(rule.when.items()))
            told = self.wording.text(N_("by the reading “{reading}” {told}")).format(reading=reading, told=told)
        return f"{cite} · {told}"

    def of_step(self, step: Step, day: date) -> tuple[str, RuleAt | None]:
        """The same of a step, and where its rule stands; a figure that a person typed is cited as theirs."""
        if step.set_by is not None:
            return entered_clause(step.bound or "", self.wording), rule_of_bound(step.name, step.bound, day)
        return self.of(step.name, step.source, step.clause, day), rule_at(step.name, step.source, step.clause, day)
