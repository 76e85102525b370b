"""What a year has used of the deductible and of the cap, as visits, an opening and known figures move it; in 分."""

from dataclasses import dataclass, field
from typing import TypeAlias

from calculator.policy.names import LEVELS, Level

CounterFigures: TypeAlias = tuple[int, int, int, dict[Level, int], bool]
"""What a settlement goes by: deductible, pooled, expense, deductible by level, and whether a standard was met."""


@dataclass(slots=True)
class YearCounters:
    """What a natural year's visits have used so far, in 分.

    `by_level` counts the deductible at each level where the levels are counted apart, and is replaced, never changed;
    `met` says that a visit reached the standard of its own level; `expense` is the in-scope cost where it counts
    against a limit on costs; `refused` visits are in none of these.
    """

    deductible: int = 0
    pooled: int = 0
    expense: int = 0
    by_level: dict[Level, int] = field(default_factory=lambda: dict.fromkeys(LEVELS, 0))
    met: bool = False
    refused: int = 0

    def take(self, deductible: int, pooled: int) -> None:
        """Stand at these figures, of which it is not known what visits they come from.

        At which level the deductible was used is not known; it counts at every one. The in-scope cost is at least
        what the deductible and the fund took of it. A fund that paid had met the standard of that visit's level.
        """
        more = deductible - self.deductible
        self.by_level = {level: max(0, used + more) for level, used in self.by_level.items()}
        self.expense = max(deductible + pooled, self.expense + more + pooled - self.pooled)
        self.deductible, self.pooled = deductible, pooled
        self.met = self.met or pooled > 0

    def figures(self) -> CounterFigures:
        """Where the counters stand, which no later visit changes."""
        return self.deductible, self.pooled, self.expense, self.by_level, self.met

    def stand_at(self, figures: CounterFigures) -> None:
        """Stand where `figures` were asked for."""
        self.deductible, self.pooled, self.expense, self.by_level, self.met = figures
