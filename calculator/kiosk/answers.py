"""What one person has answered, and which question comes next; nothing of it outlives them."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, Literal, NamedTuple

Errand = Literal["visit", "left", "cheaper", "account", "rules"]
ERRANDS: tuple[Errand, ...] = ("visit", "left", "cheaper", "account", "rules")
"""What people come to ask: what this visit is paid, what is left this year, where it costs less, credits, the rules."""

StepName = Literal[
    "errand",
    "region",
    "status",
    "plan",
    "age",
    "contribution_base",
    "own_pension",
    "average_pension",
    "level",
    "amount",
    "own_paid",
    "day",
    "earlier",
    "used",
    "pooled",
    "city_deductible",
    "city_rate",
    "city_cap",
]
UNKNOWN: Final = "unknown"
"""The answer of who does not know."""


class Step(NamedTuple):
    """A question; those about a visit carry which one, from 0."""

    name: StepName
    visit: int = 0


class Answers(NamedTuple):
    """The answers so far by their questions, and how many visits there are; amounts in 分, rates in ten-thousandths."""

    given: Mapping[Step, object] = MappingProxyType({})
    visits: int = 1

    def of(self, name: StepName, visit: int = 0) -> object:
        """An answer; None where there is none yet."""
        return self.given.get(Step(name, visit))

    def known(self, name: StepName, visit: int = 0) -> object:
        """An answer; None also for who does not know."""
        found = self.of(name, visit)
        return None if found == UNKNOWN else found

    def with_answer(self, step: Step, value: object) -> "Answers":
        """With one answer more, or another; what was asked because of another one goes with that."""
        given = {**self.given, step: value}
        for other, because in _BECAUSE_OF.items():
            if because == step.name and self.given.get(step) not in (None, value):
                given.pop(Step(other, step.visit), None)
        return self._replace(given=given)

    def without_visit(self, visit: int) -> "Answers":
        """Without a visit; the later ones move up."""
        given = {}
        for step, value in self.given.items():
            if step.name not in OF_A_VISIT or step.visit < visit:
                given[step] = value
            elif step.visit > visit:
                given[step._replace(visit=step.visit - 1)] = value
        return Answers(given, max(1, self.visits - 1))


OF_A_VISIT: tuple[StepName, ...] = ("level", "amount", "own_paid", "day")
_BECAUSE_OF: dict[StepName, StepName] = {
    "average_pension": "region",
    "city_deductible": "region",
    "city_rate": "region",
    "city_cap": "region",
    "plan": "region",
    "own_paid": "amount",
}
