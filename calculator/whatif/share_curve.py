"""What stays with a person of a year's in-scope cost: at each level a line whose corners the engine computes."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from calculator.case.case import Case
from calculator.engine.compute import compute
from calculator.engine.statement import Decision
from calculator.ground.months import month_at
from calculator.policy.names import LEVELS, Level, Status
from calculator.policy.packs import Packs
from calculator.whatif.next_visit import Bill, Threshold, next_visit, until

Corner = Literal["deductible", "cap"]
_YUAN = 100
_LEAST_WIDTH = 2000 * _YUAN
_MOST_STEPS = 6


@dataclass(frozen=True, slots=True)
class Point:
    """A year's in-scope cost at a level, and what of it stays personal and what the fund pays, in 分.

    `corners` names what happens here: from the deductible on the fund pays, from the cap on it pays no more.
    """

    cost: int
    personal: int
    pooled: int
    corners: tuple[Corner, ...] = ()


@dataclass(frozen=True, slots=True)
class LevelCurve:
    """A level's points by rising cost; none, but a decision, where pooling pays or computes nothing there."""

    level: Level
    points: tuple[Point, ...]
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Curve:
    """The curves of all levels up to one cost; `steps` are round costs among its points.

    All levels have their points at the same costs.
    """

    day: date
    status: Status
    levels: tuple[LevelCurve, ...]
    last: int
    steps: tuple[int, ...]


def curve(case: Case, library: Packs, person_id: str, day: date) -> Curve:
    """A person's year under the rules of a day, with nothing used so far and all of the cost at one level in one visit.

    Raises KeyError for a person who is not in the case.
    """
    bare = _bare(case, person_id, day)
    thresholds = until(bare, library, person_id, day)
    corners = [_corners(threshold) for threshold in thresholds]
    top = max((cost for named in corners for cost in named), default=0)
    step = _step(max(top * 5 // 4, _LEAST_WIDTH))
    steps = tuple(range(0, max(top * 5 // 4, _LEAST_WIDTH) + step, step))
    statement = compute(bare, library)
    costs = sorted({*steps, *(cost for named in corners for cost in named)})
    settled = {
        cost: {
            option.institution: option.settlement
            for option in next_visit(bare, library, person_id, day, Bill(cost), statement=statement)
        }
        for cost in costs
    }
    status = settled[0][LEVELS[0]].status
    levels = []
    for threshold, named in zip(thresholds, corners, strict=True):
        at = {cost: settled[cost][threshold.level] for cost in costs if threshold.decision is None}
        points = [Point(cost, one.personal or 0, one.pooled or 0, named.get(cost, ())) for cost, one in at.items()]
        levels.append(LevelCurve(threshold.level, tuple(points), threshold.decision))
    return Curve(day, status, tuple(levels), steps[-1], steps)


def _bare(case: Case, person_id: str, day: date) -> Case:
    """The person alone, over the year of the day, with nothing used."""
    person = next((person for person in case.people if person.id == person_id), None)
    if person is None:
        raise KeyError(person_id)
    return case.model_copy(
        update={
            "from_": month_at(day.year, 1),
            "through": month_at(day.year, 12),
            "people": (person.model_copy(update={"opening": None, "known": ()}),),
            "visits": (),
            "account_uses": (),
        }
    )


def _corners(threshold: Threshold) -> dict[int, tuple[Corner, ...]]:
    """The costs at which a level's line turns, by what happens there."""
    named: dict[int, tuple[Corner, ...]] = {}
    marks: tuple[tuple[Corner, int | None], ...] = (("deductible", threshold.pays_from), ("cap", threshold.capped_from))
    for corner, cost in marks:
        if cost is not None:
            named[cost] = (*named.get(cost, ()), corner)
    return named


def _step(width: int) -> int:
    """A round step of 1, 2 or 5 times a power of ten yuan, of which few make up the width."""
    power = _YUAN
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * _MOST_STEPS >= width:
                return step
        power *= 10
