"""One visit and the year's counters: a settlement and its steps.

The order of the questions is the contract's: in force? setting? circumstances? pharmacy open? refused?
"""

from collections.abc import Mapping
from typing import NamedTuple

from calculator.case.case import Visit
from calculator.engine.figures import PaidFigures
from calculator.engine.member import Member, Scale, YearCounters, said_when, together
from calculator.engine.statement import (
    NO_CITE,
    REFUNDED,
    Cite,
    Decision,
    Step,
    VisitSettlement,
)
from calculator.ground.money import Fen, rounding_matters, share_of
from calculator.policy.names import Level, Status
from calculator.policy.pack import Rule, SettingRule
from calculator.policy.rulebook import Terms

Payable = tuple[int, int]
"""What accounts may pay of a bill in 分: its in-scope personal part, and all of it; the payer's reading chooses."""

NOTHING_PAYABLE: Payable = (0, 0)


class _Exclusion(NamedTuple):
    code: str
    cite: Cite
    reading: str | None = None
    figures: Mapping[str, object] = {}


def level_of(visit: Visit, member: Member) -> Level:
    """The level a visit is paid at: the institution's, for a pharmacy by the reading `pharmacy-level`."""
    if visit.institution != "pharmacy":
        return visit.institution
    if member.pharmacy_as_prescriber and visit.prescriber is not None:
        return visit.prescriber
    return "level1"


def settle(visit: Visit, member: Member) -> tuple[VisitSettlement, Payable]:
    """What pooling pays of a visit, and what accounts may pay; moves the member's counters.

    Cash and account payments are left for the account to fill in; a visit without them is all cash.
    """
    status = member.status_on(visit.date)
    level = level_of(visit, member)
    if visit.unread or member.pooling_unread:
        unread = visit.unread or member.person.unread
        return _refused(visit, status, level, "entry_unread", NO_CITE, {"unread": unread})
    terms = member.rulebook.terms_on(visit.date.toordinal())
    counters = member.counters(visit.date.year)
    exclusion = _exclusion(visit, member, terms, status)
    if exclusion is not None:
        return _excluded(visit, member, terms, status, level, counters, exclusion)
    scale = member.scale(terms, status)
    setting = None if visit.setting == "local" else terms.settings[visit.setting]
    if scale is None:
        return _without_figures(visit, member, terms, status, level)
    if setting is not None and setting.effect == "refused":
        figures = {"why": setting.unknown}
        return _refused(visit, status, level, "remote_rule_not_in_text", member.cite(setting), figures)
    if setting is not None or visit.circumstances:
        _warn_where_text_is_silent(visit, member, terms, setting)
    return _paid(visit, member, scale, status, level, counters)


def _exclusion(visit: Visit, member: Member, terms: Terms, status: Status) -> _Exclusion | None:
    if visit.refunded:
        return _Exclusion(REFUNDED, NO_CITE)
    if terms.pooling is None:
        start = member.rulebook.pooling_start
        return _Exclusion("not_in_force", member.cite(start), said_when(start), {"start": start.from_})
    if visit.setting != "local":
        rule: Rule = terms.settings[visit.setting]
        if rule.effect == "excluded" and not (visit.emergency and rule.emergency == "paid"):  # type: ignore[attr-defined]
            return _Exclusion(visit.setting, member.cite(rule), said_when(rule))
    for circumstance in visit.circumstances:
        excluding = terms.exclusions.get((circumstance, status))
        if excluding is not None:
            return _Exclusion(circumstance, member.cite(excluding), said_when(excluding))
    pharmacy = terms.pharmacy
    if visit.institution == "pharmacy" and pharmacy is not None and pharmacy.effect == "excluded":
        return _Exclusion("pharmacy", member.cite(pharmacy), said_when(pharmacy))
    return None


def _warn_where_text_is_silent(visit: Visit, member: Member, terms: Terms, setting: SettingRule | None) -> None:
    figures: dict[str, object]
    if setting is not None and setting.unknown is not None:
        figures = {"what": visit.setting, "why": setting.unknown, "visit": visit.id, "date": visit.date}
        member.warn("no_rule_in_text", figures, visit.id, member.cite(setting))
    for circumstance in visit.circumstances:
        # One that excludes would have been met before; the text does not name this one.
        figures = {"what": circumstance, "why": None, "visit": visit.id, "date": visit.date}
        cite = NO_CITE if terms.scope is None else member.cite(terms.scope)
        member.warn("no_rule_in_text", figures, visit.id, cite)


def _in_scope(visit: Visit) -> int:
    return visit.total - visit.out_of_catalogue - visit.over_price_limit - visit.first_self_pay - visit.paid_elsewhere


def _within_limit(in_scope: int, member: Member, scale: Scale, counters: YearCounters) -> int:
    """What of an in-scope cost can be deducted and shared: under a limit on costs, not what lies above it."""
    return min(in_scope, max(0, scale.cap - counters.expense)) if member.cap_on_expense else in_scope


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


def _meets(amount: int, member: Member, scale: Scale, level: Level, counters: YearCounters) -> bool:
    """Whether using so much is what ends the deductible of the year."""
    ends = member.across_levels == "once-met" and not member.per_visit and not counters.met
    return ends and counters.deductible + amount >= scale.standard[level]


def _use_deductible(amount: int, scale: Scale, level: Level, counters: YearCounters) -> None:
    counters.deductible += amount
    counters.by_level[level] += amount
    if counters.deductible >= scale.standard[level]:
        counters.met = True


def _paid(
    visit: Visit, member: Member, scale: Scale, status: Status, level: Level, counters: YearCounters
) -> tuple[VisitSettlement, Payable]:
    in_scope = _in_scope(visit)
    within = _within_limit(in_scope, member, scale, counters)
    used_year = counters.deductible
    left, used_before = deductible_left(member, scale, level, counters)
    deductible = min(within, left)
    rate = scale.rate[level]
    share = share_of(Fen(within - deductible), rate, member.rounding)
    cap, pooled_before, expense_before = scale.cap, counters.pooled, counters.expense
    pooled = min(share, max(0, cap - pooled_before))
    over_cap = in_scope - within if member.cap_on_expense else share - pooled

    _use_deductible(deductible, scale, level, counters)
    counters.pooled = to_date = pooled_before + pooled
    counters.expense += in_scope
    total, elsewhere = visit.total, visit.paid_elsewhere
    personal = total - pooled - elsewhere
    figures = PaidFigures(
        (
            total,
            visit.out_of_catalogue,
            visit.over_price_limit,
            visit.first_self_pay,
            elsewhere,
            in_scope,
            within,
            level,
            status,
            scale.standard[level],
            used_before,
            left,
            deductible,
            rate,
            share,
            cap,
            pooled_before,
            to_date,
            over_cap,
            expense_before,
            pooled,
        )
    )
    source, clause = scale.scope_cite
    step_in_scope = Step("in_scope", ("step.in_scope", figures), in_scope, source, clause, None)
    source, clause = scale.standard_cite
    template = _deductible_template(member, left, deductible)
    # Before anything is used up every way to count the deductible gives the same.
    reading = member.deductible_reading if used_year else None
    rate_reading = scale.rounded_reading if rounding_matters(Fen(within - deductible), rate) else scale.rate_reading
    if visit.institution == "pharmacy":
        reading = together(reading, _deductible_level_reading(visit, member, scale))
        rate_reading = together(rate_reading, _level_reading(visit, member, scale.rate))
    step_deductible = Step("deductible", (template, figures), deductible, source, clause, reading)
    source, clause = scale.rate_cite
    step_share = Step("share", ("step.share", figures), share, source, clause, rate_reading)
    source, clause = scale.cap_cite
    template = "step.cap_on_expense" if member.cap_on_expense else "step.cap_cut" if over_cap else "step.cap"
    reading = member.cap_reading if over_cap or member.cap_on_expense else None
    step_cap = Step("cap", (template, figures), pooled, source, clause, reading)
    settlement = VisitSettlement(
        visit.id,
        visit.date,
        status,
        level,
        total,
        elsewhere,
        in_scope,
        deductible,
        rate,
        pooled,
        over_cap,
        personal,
        [],
        personal,
        None,
        None,
        counters.deductible,
        to_date,
        max(0, cap - to_date),
        [step_in_scope, step_deductible, step_share, step_cap],
    )
    return settlement, (in_scope - pooled + visit.first_self_pay, personal)


def _deductible_level_reading(visit: Visit, member: Member, scale: Scale) -> str | None:
    apart = member.across_levels == "per-level"  # what is used at one level does not count at another
    return _level_reading(visit, member, scale.standard, apart=apart)


def _level_reading(visit: Visit, member: Member, figures: Mapping[Level, int], *, apart: bool = False) -> str | None:
    """The reading on a pharmacy's level, where the level that another reading gives has another of the figures."""
    level = visit.prescriber
    if visit.institution != "pharmacy" or level is None or level == "level1":
        return None
    return member.pharmacy_reading if apart or figures[level] != figures["level1"] else None


def _deductible_template(member: Member, left: int, deductible: int) -> str:
    if member.per_visit:
        return "step.deductible_per_visit"
    if left == 0:
        return "step.deductible_met"
    if member.across_levels == "per-level":
        return "step.deductible_per_level"
    return "step.deductible" if deductible == left else "step.deductible_part"


def _excluded(
    visit: Visit,
    member: Member,
    terms: Terms,
    status: Status,
    level: Level,
    counters: YearCounters,
    exclusion: _Exclusion,
) -> tuple[VisitSettlement, Payable]:
    in_scope = _in_scope(visit)
    scale = member.scale(terms, status) if terms.pooling is not None else None
    counts, meets = 0, False
    may_count = scale is not None and exclusion.code != REFUNDED
    if scale is not None and may_count:
        within = _within_limit(in_scope, member, scale, counters)
        counts = min(within, deductible_left(member, scale, level, counters)[0])
        meets = _meets(counts, member, scale, level, counters)
    counted = counts if member.excluded_costs_count else 0
    if scale is not None and may_count and member.excluded_costs_count:
        # Also where nothing counts: the standard of the bill's level may have been reached before, at another.
        _use_deductible(counted, scale, level, counters)
    personal = visit.total - visit.paid_elsewhere
    phrase = (
        f"excluded.{exclusion.code}",
        {"total": visit.total, "date": visit.date, "status": status, "level": level, **exclusion.figures},
    )
    cite = exclusion.cite
    bears = member.excluded_reading if counts or meets else None
    if scale is not None and may_count and member.excluded_costs_count:
        bears = together(bears, _deductible_level_reading(visit, member, scale))
    # Where something of it counts, that is told at a step of its own.
    reading = exclusion.reading if counted else together(exclusion.reading, bears)
    steps = [Step("excluded", phrase, 0, cite.source, cite.clause, reading)]
    if counted:
        told = ("step.excluded_counts", {"amount": counted, "used": counters.deductible})
        steps.append(Step("deductible", told, 0, *scale_cite(scale), bears))
    settlement = VisitSettlement(
        visit.id,
        visit.date,
        status,
        level,
        visit.total,
        visit.paid_elsewhere,
        0,
        0,
        None,
        0,
        0,
        personal,
        [],
        personal,
        Decision(exclusion.code, phrase, cite.source, cite.clause),
        None,
        counters.deductible,
        counters.pooled,
        None if scale is None else max(0, scale.cap - counters.pooled),
        steps,
    )
    if visit.setting == "non_designated" or visit.refunded:
        return settlement, NOTHING_PAYABLE
    return settlement, (in_scope + visit.first_self_pay, personal)


def _without_figures(
    visit: Visit, member: Member, terms: Terms, status: Status, level: Level
) -> tuple[VisitSettlement, Payable]:
    """The refusal where deductible, rates or cap are lacking: from the city, from the text, or with their pack."""
    rules = (terms.deductible[status], terms.rate[status], terms.cap[status])
    unknown = next((rule for rule in rules if rule.unknown is not None), None)
    if unknown is None:
        return _refused(visit, status, level, "city_parameters_required", member.cite(rules[0]), {})
    figures = {"why": unknown.unknown}
    if member.rulebook.pack.stands_in:
        return _refused(visit, status, level, "pack_missing", NO_CITE, figures)
    template = "refused.no_figure_in_text"
    return _refused(visit, status, level, "no_rule_in_text", member.cite(unknown), figures, template)


def scale_cite(scale: Scale | None) -> Cite:
    """Where the deductible stands."""
    return NO_CITE if scale is None else scale.standard_cite


def _refused(
    visit: Visit,
    status: Status,
    level: Level,
    code: str,
    cite: Cite,
    figures: Mapping[str, object],
    template: str = "",
) -> tuple[VisitSettlement, Payable]:
    decision = Decision(code, (template or f"refused.{code}", figures), cite.source, cite.clause)
    settlement = VisitSettlement(
        visit.id,
        visit.date,
        status,
        level,
        visit.total,
        paid_elsewhere=None,
        in_scope=None,
        deductible=None,
        rate=None,
        pooled=None,
        over_cap=None,
        personal=None,
        account=[],
        cash=None,
        excluded=None,
        refused=decision,
        deductible_used=None,
        pooled_to_date=None,
        cap_remaining=None,
        steps=[],
    )
    return settlement, NOTHING_PAYABLE
