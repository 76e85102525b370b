"""What other rules cost the fund: the same people by two sets of rules, summed by status, age, cost and level."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

DECILES = 10
AGES = (18, 30, 40, 50, 60, 70, 80)
"""Where a new band of ages begins."""
_MILLION = 1_000_000


class YearFigures(NamedTuple):
    """What an estimate takes of a person's year, in 分; `level` and the like are names of the case format.

    `reached` says that the fund has paid something, `capped` that nothing is left of the cap.
    """

    status: str
    age: int | None
    visits: int
    total: int
    pooled: int
    capped: bool
    credited: int
    complete: bool
    refused: int = 0

    @property
    def reached(self) -> bool:
        """Whether the deductible was passed."""
        return self.pooled > 0


class VisitFigures(NamedTuple):
    """What an estimate takes of a visit."""

    level: str
    total: int
    pooled: int


@dataclass(slots=True)
class Side:
    """Sums of a group by one set of rules.

    `unknown_credits` counts the people with a month that is not known, `refused` the visits without a number.
    """

    pooled: int = 0
    reached: int = 0
    capped: int = 0
    credited: int = 0
    unknown_credits: int = 0
    refused: int = 0


@dataclass(slots=True)
class Group:
    """People of a kind: how many, how many with visits, what these cost, and both sides; in 分."""

    name: str
    people: int = 0
    visitors: int = 0
    total: int = 0
    before: Side = field(default_factory=Side)
    after: Side = field(default_factory=Side)

    def add(self, before: YearFigures, after: YearFigures) -> None:
        """Count a person."""
        self.people += 1
        self.visitors += after.visits > 0
        self.total += after.total
        for side, figures in ((self.before, before), (self.after, after)):
            side.pooled += figures.pooled
            side.reached += figures.reached
            side.capped += figures.capped
            side.credited += figures.credited
            side.unknown_credits += not figures.complete
            side.refused += figures.refused

    @property
    def cost(self) -> int:
        """What the new rules cost the fund more: payments, and contributions that go into accounts."""
        return self.after.pooled - self.before.pooled + self.after.credited - self.before.credited


@dataclass(slots=True)
class LevelGroup:
    """Visits at a level."""

    name: str
    visits: int = 0
    total: int = 0
    before: int = 0
    after: int = 0


@dataclass(slots=True)
class Estimate:
    """The groups by what they are told apart by: `all`, `status`, `age` and `decile`; and the visits by level."""

    groups: dict[str, list[Group]]
    levels: list[LevelGroup]


Pair = tuple[YearFigures, YearFigures]


def estimated(years: Sequence[Iterable[Pair]], visits: Iterable[tuple[VisitFigures, VisitFigures]]) -> Estimate:
    """The estimate of people whose years are told twice by `years`, once to see what is much and once to sum."""
    first, second = years
    bounds = decile_bounds(after.total for _before, after in first)
    everyone = Group("all")
    found: dict[str, dict[str, Group]] = {"status": {}, "age": {}, "decile": {}}
    for before, after in second:
        everyone.add(before, after)
        for kind, named in (
            ("status", after.status),
            ("age", age_band(after.age)),
            ("decile", str(1 + sum(after.total > bound for bound in bounds)) if after.total else ""),
        ):
            found[kind].setdefault(named, Group(named)).add(before, after)
    groups = {"all": [everyone]}
    for kind, rows in found.items():
        groups[kind] = [rows[name] for name in sorted(rows, key=_in_order)]
    return Estimate(groups, list(_by_level(visits)))


def _in_order(name: str) -> tuple[int, str]:
    digits = name.split("-", maxsplit=1)[0].removesuffix("+")
    return (int(digits), "") if digits.isdigit() else (_MILLION, name)


def decile_bounds(totals: Iterable[int]) -> list[int]:
    """Up to which total each tenth but the last of those with any cost goes, in 分; each is kept in eight bytes."""
    sums = array("q", (total for total in totals if total))
    ordered = array("q", sorted(sums))
    return [ordered[len(ordered) * tenth // DECILES - 1] for tenth in range(1, DECILES) if len(ordered) >= DECILES]


def age_band(age: int | None) -> str:
    """The band of an age, such as `40-49`; empty where it is not known."""
    if age is None:
        return ""
    begins = [0, *AGES]
    place = sum(age >= start for start in begins) - 1
    return f"{begins[place]}-{begins[place + 1] - 1}" if place + 1 < len(begins) else f"{begins[place]}+"


def _by_level(visits: Iterable[tuple[VisitFigures, VisitFigures]]) -> Iterator[LevelGroup]:
    found: dict[str, LevelGroup] = {}
    for before, after in visits:
        group = found.setdefault(after.level, LevelGroup(after.level))
        group.visits += 1
        group.total += after.total
        group.before += before.pooled
        group.after += after.pooled
    return (found[name] for name in sorted(found))


# ---- averages that a text states


class StatedAverage(NamedTuple):
    """What a text states of a group: a total and a head-count, and the average that it says follows; in 分."""

    name: str
    people: int
    total: int
    per_head: int

    @property
    def follows(self) -> int:
        """The average that does follow, rounded half-up."""
        return (2 * self.total + self.people) // (2 * self.people)
