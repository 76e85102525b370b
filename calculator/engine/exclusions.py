"""Visits that pooling does not pay for: why, and what they move all the same.

The order of the questions is the contract's: in force? setting? circumstances? pharmacy open?
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from calculator.engine.deductible import (
    deductible_left,
    deductible_level_readings,
    ends_here,
    use_deductible,
    within_limit,
)
from calculator.engine.member import read_when
from calculator.engine.standing import Standing
from calculator.engine.statement import NO_CITE, REFUNDED, Cite, Decision, Readings, Step, VisitSettlement


@dataclass(slots=True, eq=False)
class Payable:
    """What accounts may pay of a bill in 分: its in-scope personal part, and all of it; the payer's reading chooses.

    `first_self_pay` is what either holds of the first self-pay.
    """

    in_scope: int
    whole: int
    first_self_pay: int


NOTHING_PAYABLE = Payable(0, 0, 0)


class Exclusion(NamedTuple):
    """Why pooling does not pay: the code, where it stands, the readings it rests on, and figures of its sentence."""

    code: str
    cite: Cite
    readings: Readings = ()
    figures: Mapping[str, object] = {}


def exclusion_of(at: Standing) -> Exclusion | None:
    """Why pooling does not pay for a visit, None where it may."""
    visit, member, terms = at.visit, at.member, at.terms
    if visit.refunded:
        return Exclusion(REFUNDED, NO_CITE)
    if terms.pooling is None:
        start = member.rulebook.pooling_start
        return Exclusion("not_in_force", member.cite(start), read_when(start), {"start": start.from_})
    if visit.setting != "local":
        rule = terms.settings[visit.setting]
        if rule.effect == "excluded" and not (visit.emergency and rule.emergency == "paid"):
            return Exclusion(visit.setting, member.cite(rule), read_when(rule))
    for circumstance in visit.circumstances:
        excluding = terms.exclusions.get((circumstance, at.status))
        if excluding is not None:
            return Exclusion(circumstance, member.cite(excluding), read_when(excluding))
    pharmacy = terms.pharmacy
    if visit.institution == "pharmacy" and pharmacy is not None and pharmacy.effect == "excluded":
        return Exclusion("pharmacy", member.cite(pharmacy), read_when(pharmacy))
    return None


def excluded(at: Standing, exclusion: Exclusion) -> tuple[VisitSettlement, Payable]:
    """A visit that pooling does not pay for; moves the deductible where excluded costs use it up."""
    visit, counters, scale = at.visit, at.counters, at.scale
    counted, readings = _counted(at) if exclusion.code != REFUNDED else (0, ())
    personal = visit.total - visit.paid_elsewhere
    told = {"total": visit.total, "date": visit.date, "status": at.status, "level": at.level}
    phrase = (f"excluded.{exclusion.code}", {**told, **exclusion.figures})
    source, clause = exclusion.cite
    # Where something of it counts, that is told at a step of its own.
    own = exclusion.readings if counted else exclusion.readings + readings
    steps = [Step("excluded", phrase, 0, source, clause, own, whole=visit.total)]
    if counted and scale is not None:
        counts = ("step.excluded_counts", {"amount": counted, "used": counters.deductible})
        counting = Step("deductible", counts, 0, *scale.standard_cite, readings, whole=counted)
        steps.append(scale.as_typed(counting))
    settlement = at.settlement()
    settlement.paid_elsewhere = visit.paid_elsewhere
    settlement.in_scope = settlement.deductible = settlement.pooled = settlement.over_cap = 0
    settlement.personal = settlement.cash = personal
    settlement.excluded = Decision(exclusion.code, phrase, source, clause)
    settlement.deductible_used, settlement.pooled_to_date = counters.deductible, counters.pooled
    settlement.cap_remaining = None if scale is None else at.member.cap_left(scale, counters)
    settlement.steps = steps
    if visit.setting == "non_designated" or visit.refunded:
        return settlement, NOTHING_PAYABLE
    return settlement, Payable(at.in_scope + visit.first_self_pay, personal, visit.first_self_pay)


def _counted(at: Standing) -> tuple[int, Readings]:
    """What an excluded cost uses up of the deductible, which is counted, and the readings that bear on that."""
    member, scale = at.member, at.scale
    if scale is None:
        return 0, ()
    counts = min(within_limit(at, scale), deductible_left(member, scale, at.level, at.counters)[0])
    bears = member.excluded_readings if counts or ends_here(at, scale) else ()
    if not member.excluded_costs_count:
        return 0, bears
    # Also where nothing counts: the standard of the bill's level may have been reached before, at another.
    use_deductible(counts, scale, at)
    return counts, bears + deductible_level_readings(at, scale)
