"""Two visits of a person side by side: the steps in which they part, adding up to the difference exactly; in 分.

From the one to the other a single thing changes at a time: bill, scope, level, status, rules of the day, what was used
of the deductible, what was left of the limit. Each change is told with what it moves of the fund's payment.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from calculator.case.case import Case
from calculator.engine.before_visit import BeforeVisit
from calculator.engine.compute import compute
from calculator.engine.counters import YearCounters
from calculator.engine.deductible import deductible_left
from calculator.engine.member import Member, Scale
from calculator.engine.standing import level_of
from calculator.engine.statement import NO_CITE, Cite, Decision, Statement, VisitSettlement
from calculator.ground.money import Fen, share_of
from calculator.policy.names import Level, Status
from calculator.policy.packs import Packs
from calculator.whatif.slip_causes import settlement_of

PairStep: TypeAlias = Literal["total", "in_scope", "level", "status", "rule", "deductible", "cap", "excluded"]


@dataclass(frozen=True, slots=True)
class Side:
    """One visit as its part of a comparison goes by: amounts in 分, the rate in ten-thousandths.

    `asked` is what was left of the deductible, `room` what was left of the limit in its own measure.
    """

    day: date
    level: Level
    status: Status
    total: int
    in_scope: int
    standard: int
    rate: int
    asked: int
    room: int


@dataclass(frozen=True, slots=True)
class PairPart:
    """A step in which two visits part, by how much it moves what the fund pays, and where the rule stands.

    `there` is the other side's rule. `decision` says why one of them is not paid. Where the figure is one that a person
    typed, the clauses only bound it, as `typed` says.
    """

    step: PairStep
    amount: int
    cite: Cite
    there: Cite
    decision: Decision | None = None
    typed: bool = False


@dataclass(frozen=True, slots=True)
class VisitPair:
    """A visit against another: what the fund paid of it less what it paid of the other, and the parts of that.

    `difference` is None where one of them could not be computed; `here` and `there` are None where one is not paid.
    """

    visit: VisitSettlement
    against: VisitSettlement
    difference: int | None
    parts: tuple[PairPart, ...]
    here: Side | None = None
    there: Side | None = None


@dataclass(frozen=True)
class _Stand:
    """What a payment is made from: the bill, the scale by which it is paid, and what the year had used before."""

    member: Member
    scale: Scale
    level: Level
    counters: YearCounters
    room: int
    in_scope: int

    @property
    def asked(self) -> int:
        """What is left of the deductible at the level."""
        return deductible_left(self.member, self.scale, self.level, self.counters)[0]

    def pooled(self) -> int:
        """What the fund pays."""
        on_expense = self.member.cap_on_expense
        within = min(self.in_scope, self.room) if on_expense else self.in_scope
        asked = min(within, self.asked)
        share = share_of(Fen(within - asked), self.scale.rate[self.level], self.member.rounding)
        return share if on_expense else min(share, self.room)


def visit_pair(
    case: Case, packs: Packs, visit_id: str, against_id: str, statement: Statement | None = None
) -> VisitPair:
    """A visit against another of the same person; `statement` is that of the case, where the caller has it.

    Raises KeyError for a visit that is not there, ValueError for two people's.
    """
    statement = statement or compute(case, packs)
    visit, against = settlement_of(statement, visit_id), settlement_of(statement, against_id)
    by_id = {one.id: one for one in case.visits}
    if by_id[visit_id].person != by_id[against_id].person:
        raise ValueError("visits of two people")
    if visit.pooled is None or against.pooled is None:
        return VisitPair(visit, against, None, ())
    difference = visit.pooled - against.pooled
    decision = visit.excluded or against.excluded
    if decision is not None:
        cite = Cite(decision.source, decision.clause)
        part = PairPart("excluded", difference, cite, NO_CITE, decision)
        return VisitPair(visit, against, difference, (part,) if difference else ())
    before, before_there = (BeforeVisit(case, packs, name, accounts=False) for name in (visit_id, against_id))
    here, there = _stand(before, visit), _stand(before_there, against)
    parts = tuple(_parts(here, there, visit, against, before.member))
    sides = _side(here, visit), _side(there, against)
    return VisitPair(visit, against, difference, parts, *sides)


def _stand(before: BeforeVisit, settled: VisitSettlement) -> _Stand:
    assert before.scale is not None, "what is paid has its figures"
    counters = before.counters_at_visit()
    room = before.member.cap_left(before.scale, counters)
    level = level_of(before.visit, before.member)
    return _Stand(before.member, before.scale, level, counters, room, settled.in_scope or 0)


def _side(stand: _Stand, settled: VisitSettlement) -> Side:
    level = stand.level
    return Side(
        settled.date,
        level,
        settled.status,
        settled.total,
        stand.in_scope,
        stand.scale.standard[level],
        stand.scale.rate[level],
        stand.asked,
        stand.room,
    )


def _parts(
    here: _Stand, there: _Stand, visit: VisitSettlement, against: VisitSettlement, member: Member
) -> list[PairPart]:
    """One thing after the other of the visit in place of the other's, each with what that moves."""
    # The other's day with this visit's status: the rules may have had another status then.
    terms = member.rulebook.terms_on(against.date.toordinal())
    between = member.scale(terms, visit.status) or there.scale
    bill = max(0, there.in_scope + visit.total - against.total)
    changes: list[tuple[PairStep, dict[str, object]]] = [
        ("total", {"in_scope": bill}),
        ("in_scope", {"in_scope": here.in_scope}),
        ("level", {"level": here.level}),
        ("status", {"scale": between}),
        ("rule", {"scale": here.scale}),
        ("deductible", {"counters": here.counters}),
        ("cap", {"room": here.room}),
    ]
    parts, stand = list[PairPart](), there
    for step, change in changes:
        following = replace(stand, **change)  # type: ignore[arg-type]
        amount = following.pooled() - stand.pooled()
        if amount:
            cites = (_cite(step, stand, following), _cite(step, following, stand))
            typed = step not in ("total", "in_scope") and bool(following.scale.typed)
            parts.append(PairPart(step, amount, *cites, typed=typed))
        stand = following
    return parts


def _cite(step: PairStep, was: _Stand, now: _Stand) -> Cite:
    """Where the rule stands by which the second is paid in a step."""
    match step:
        case "total" | "in_scope":
            return now.scale.scope_cite
        case "deductible":
            return now.scale.standard_cite
        case "cap":
            return now.scale.cap_cite
    same_rate = was.scale.rate[was.level] == now.scale.rate[now.level]
    return now.scale.standard_cite if same_rate else now.scale.rate_cite
