"""A visit with all that its settlement goes by, gathered once."""

from dataclasses import dataclass

from calculator.case.case import Visit
from calculator.engine.counters import YearCounters
from calculator.engine.member import Member, Scale
from calculator.engine.statement import VisitSettlement
from calculator.policy.names import Level, Status
from calculator.policy.rulebook import Terms


@dataclass(slots=True, eq=False)
class Standing:
    """Where a visit finds its member: the rules of its day, what the status is paid by, and the year's counters.

    `scale` is None where the text is not in force, or nobody knows its figures; `in_scope` is the in-scope cost in 分.
    """

    visit: Visit
    member: Member
    status: Status
    level: Level
    terms: Terms
    scale: Scale | None
    counters: YearCounters
    in_scope: int

    def settlement(self) -> VisitSettlement:
        """The visit's settlement before anything is computed, to be filled in by name."""
        visit = self.visit
        status, level = self.status, self.level
        return VisitSettlement(
            visit.id, visit.date, status, level, visit.total,
            None, None, None, None, None, None, None, [], None, None, None, None, None, None, [],
        )  # fmt: skip


def standing_of(visit: Visit, member: Member) -> Standing:
    """All that the settlement of a visit goes by, as things stand when it is made."""
    day = visit.date
    status = member.status_on(day)
    terms = member.rulebook.terms_on(day.toordinal())
    scale = None if terms.pooling is None else member.scale(terms, status)
    parts = visit.out_of_catalogue + visit.over_price_limit + visit.first_self_pay + visit.paid_elsewhere
    in_scope = visit.total - parts
    return Standing(visit, member, status, level_of(visit, member), terms, scale, member.counters(day.year), in_scope)


def level_of(visit: Visit, member: Member) -> Level:
    """The level a visit is paid at: the institution's, for a pharmacy by the reading `pharmacy-level`."""
    if visit.institution != "pharmacy":
        return visit.institution
    if member.pharmacy_as_prescriber and visit.prescriber is not None:
        return visit.prescriber
    return "level1"
