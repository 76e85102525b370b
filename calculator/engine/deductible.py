"""The year's deductible: what is left of it, what a visit uses up, and the readings that bear on that."""

from collections.abc import Mapping

from calculator.engine.counters import YearCounters
from calculator.engine.member import Member, Scale
from calculator.engine.standing import Standing
from calculator.engine.statement import Readings
from calculator.policy.names import Level


def within_limit(at: Standing, scale: Scale) -> int:
    """What of the in-scope cost can be deducted and shared: under a limit on costs, not what lies above it."""
    if not at.member.cap_on_expense:
        return at.in_scope
    return min(at.in_scope, max(0, scale.cap - at.counters.expense))


def deductible_left(member: Member, scale: Scale, level: Level, counters: YearCounters) -> tuple[int, int]:
    """What is left of the standard in 分, and how much of it was used, by the readings on the deductible."""
    standard = scale.standard[level]
    if member.per_visit:
        return standard, 0
    if member.across_levels == "per-level":
        used = counters.by_level[level]
    elif member.across_levels == "once-met" and counters.met:
        return 0, counters.deductible
    else:
        used = counters.deductible
    return max(0, standard - used), used


def ends_here(at: Standing, scale: Scale) -> bool:
    """Whether a cost that counts, though nothing is left to use, is what ends the deductible of the year."""
    member, counters = at.member, at.counters
    ends = member.across_levels == "once-met" and not member.per_visit and not counters.met
    return ends and counters.deductible >= scale.standard[at.level]


def use_deductible(amount: int, scale: Scale, at: Standing) -> None:
    """Count so much as used at the level of a visit."""
    counters, level = at.counters, at.level
    counters.deductible += amount
    if amount and at.member.across_levels == "per-level":
        counters.by_level = {**counters.by_level, level: counters.by_level[level] + amount}
    if counters.deductible >= scale.standard[level]:
        counters.met = True


def deductible_template(member: Member, left: int, deductible: int) -> str:
    """The sentence for what a visit used of what was left."""
    if member.per_visit:
        return "step.deductible_per_visit"
    if left == 0:
        return "step.deductible_met"
    if member.across_levels == "per-level":
        return "step.deductible_per_level"
    return "step.deductible" if deductible == left else "step.deductible_part"


def level_readings(at: Standing, figures: Mapping[Level, int], *, apart: bool = False) -> Readings:
    """The reading on a pharmacy's level, where the level that another reading gives has another of the figures.

    Where levels are counted `apart`, what is used at one does not count at another.
    """
    level = at.visit.prescriber
    if at.visit.institution != "pharmacy" or level is None or level == "level1":
        return ()
    return at.member.pharmacy_readings if apart or figures[level] != figures["level1"] else ()


def deductible_level_readings(at: Standing, scale: Scale) -> Readings:
    """The reading on a pharmacy's level, where it bears on the deductible."""
    return level_readings(at, scale.standard, apart=at.member.across_levels == "per-level")
