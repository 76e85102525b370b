"""What a year has used of the deductible and of the cap, as visits, an opening and known figures move it; in 分."""

from dataclasses import dataclass, field

from calculator.policy.names import LEVELS, Level


@dataclass(slots=True)
class YearCounters:
    """What a natural year's visits have used so far, in 分.

    `by_level` counts the deductible at each level, `met` says that a visit reached the standard of its own level,
    `expense` is the in-scope cost that counts against a limit on costs; `refused` visits are in none of these.
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
