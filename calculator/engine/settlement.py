"""One visit and the year's counters: a settlement and its steps."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from operator import attrgetter
from typing import Any, ClassVar

from calculator.case.case import Visit
from calculator.engine.deductible import (
    deductible_left,
    deductible_level_readings,
    deductible_template,
    level_readings,
    use_deductible,
    within_limit,
)
from calculator.engine.exclusions import NOTHING_PAYABLE, Payable, excluded, exclusion_of
from calculator.engine.member import Member, Scale, read_when
from calculator.engine.standing import Standing, standing_of
from calculator.engine.statement import NO_CITE, Cite, Decision, Step, VisitSettlement
from calculator.ground.money import Fen, Rate, rounding_matters, share_of
from calculator.policy.pack import Rule
from calculator.policy.pack_fields import Text

_MISSING = object()
_FIGURES: dict[str, Callable[["PaidFigures"], Any]] = {}
"""Where each figure that a sentence looked up is found; it is the same place for every paid visit."""


@dataclass(slots=True, eq=False, repr=False)
class PaidFigures(Mapping[str, Any]):
    """The figures that the sentences about a paid visit are filled in with, by name: amounts in 分.

    Every paid visit keeps its own. What it shares with the bill and with the scale is looked up there.
    """

    at: Standing
    scale: Scale
    within: int
    used: int
    left: int
    deductible: int
    share: int
    pooled: int
    before: int
    expense: int

    NAMES: ClassVar = (
        *("total", "out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere", "in_scope", "within"),
        *("level", "status", "standard", "used", "left", "deductible", "rate", "share"),
        *("cap", "before", "to_date", "over", "expense", "pooled"),
    )

    @property
    def standard(self) -> Fen:
        """The standard of the status and the level."""
        return self.scale.standard[self.at.level]

    @property
    def rate(self) -> Rate:
        """The rate of the status and the level, in ten-thousandths."""
        return self.scale.rate[self.at.level]

    @property
    def cap(self) -> Fen:
        """The yearly cap of the status."""
        return self.scale.cap

    @property
    def to_date(self) -> int:
        """What the fund has paid this year, this visit included."""
        return self.before + self.pooled

    @property
    def over(self) -> int:
        """What the cap cuts off: of the payment, or of the cost where it is a limit on that."""
        return self.at.in_scope - self.within + self.share - self.pooled

    def __getitem__(self, name: str) -> Any:
        found = self.get(name, _MISSING)
        if found is _MISSING:
            raise KeyError(name)
        return found

    def get(self, name: str, default: Any = None) -> Any:
        """A figure; a sentence looks up three to six, so that nothing is raised and caught on the way."""
        look = _FIGURES.get(name)
        if look is not None:
            return look(self)
        for path in ("", "at.", "at.visit."):
            with suppress(AttributeError):
                look = attrgetter(path + name)
                found = look(self)
                _FIGURES[name] = look
                return found
        return default

    def __iter__(self) -> Iterator[str]:
        return iter(self.NAMES)

    def __len__(self) -> int:
        return len(self.NAMES)


def settle(visit: Visit, member: Member) -> tuple[VisitSettlement, Payable]:
    """What pooling pays of a visit, and what accounts may pay; moves the member's counters.

    Cash and account payments are left for the account to fill in; a visit without them is all cash.
    """
    at = standing_of(visit, member)
    if visit.unread or member.pooling_unread:
        return _refused(at, "entry_unread", NO_CITE, {"unread": visit.unread or member.person.unread})
    exclusion = exclusion_of(at)
    if exclusion is not None:
        return excluded(at, exclusion)
    if at.scale is None:
        return _without_figures(at)
    if visit.setting != "local":
        setting = at.terms.settings[visit.setting]
        if setting.effect == "refused":
            return _refused(at, "remote_rule_not_in_text", member.cite(setting), {"why": setting.unknown})
    if visit.setting != "local" or visit.circumstances:
        _warn_where_text_is_silent(at)
    return _paid(at, at.scale)


def _warn_where_text_is_silent(at: Standing) -> None:
    visit, member = at.visit, at.member
    if visit.setting != "local":
        setting = at.terms.settings[visit.setting]
        if setting.unknown is not None:
            _warn_of_silence(at, visit.setting, member.cite(setting), setting.unknown)
    for circumstance in visit.circumstances:
        # One that excludes would have been met before; the text does not name this one.
        _warn_of_silence(at, circumstance, NO_CITE if at.terms.scope is None else member.cite(at.terms.scope))


def _warn_of_silence(at: Standing, what: str, cite: Cite, why: object = None) -> None:
    visit = at.visit
    at.member.warn("no_rule_in_text", visit.id, cite, subject=visit.id, day=visit.date, what=what, why=why)


def _paid(at: Standing, scale: Scale) -> tuple[VisitSettlement, Payable]:
    visit, member, counters, level = at.visit, at.member, at.counters, at.level
    within, used_before = within_limit(at, scale), counters.deductible > 0
    left, used = deductible_left(member, scale, level, counters)
    deductible = min(within, left)
    share = share_of(Fen(within - deductible), scale.rate[level], member.rounding)
    before, expense = counters.pooled, counters.expense
    pooled = min(share, max(0, scale.cap - before))

    use_deductible(deductible, scale, at)
    counters.pooled = to_date = before + pooled
    if member.cap_on_expense:
        counters.expense += at.in_scope
    figures = PaidFigures(at, scale, within, used, left, deductible, share, pooled, before, expense)
    over = figures.over
    settlement = at.settlement()
    settlement.paid_elsewhere = visit.paid_elsewhere
    settlement.in_scope, settlement.deductible, settlement.rate = at.in_scope, deductible, scale.rate[level]
    settlement.pooled, settlement.over_cap = pooled, over
    settlement.personal = settlement.cash = personal = visit.total - pooled - visit.paid_elsewhere
    settlement.deductible_used, settlement.pooled_to_date = counters.deductible, to_date
    settlement.cap_remaining = member.cap_left(scale, counters)
    settlement.steps = _steps(at, scale, figures, over, used_before=used_before)
    return settlement, Payable(at.in_scope - pooled + visit.first_self_pay, personal, visit.first_self_pay)


def _steps(at: Standing, scale: Scale, figures: PaidFigures, over: int, *, used_before: bool) -> list[Step]:
    """The four steps of a paid visit, each with its clause and the readings that bore on it."""
    member, within, deductible = at.member, figures.within, figures.deductible
    shared = Fen(within - deductible)
    # Before anything is used up every way to count the deductible gives the same.
    deductible_readings = member.deductible_readings if used_before else ()
    rounded = rounding_matters(shared, scale.rate[at.level])
    rate_readings = scale.rounded_readings if rounded else scale.rate_readings
    if at.visit.institution == "pharmacy":
        deductible_readings += deductible_level_readings(at, scale)
        rate_readings += level_readings(at, scale.rate)
    cap_readings = member.cap_readings if over or member.cap_on_expense else ()
    asked = deductible_template(member, figures.left, deductible)
    capped = "step.cap_on_expense" if member.cap_on_expense else "step.cap_cut" if over else "step.cap"
    told, rated = ("step.in_scope", figures), ("step.share", figures)
    source, clause = scale.scope_cite
    in_scope_step = Step("in_scope", told, at.in_scope, source, clause, (), at.visit.total)
    source, clause = scale.standard_cite
    asked_step = Step("deductible", (asked, figures), deductible, source, clause, deductible_readings, within)
    source, clause = scale.rate_cite
    share_step = Step("share", rated, figures.share, source, clause, rate_readings, shared)
    source, clause = scale.cap_cite
    cap_step = Step("cap", (capped, figures), figures.pooled, source, clause, cap_readings, figures.share)
    return [*_admitted(at), in_scope_step, *map(scale.as_typed, (asked_step, share_step, cap_step))]


def _admitted(at: Standing) -> Iterator[Step]:
    """The clause that lets pooling pay a bill that is no local institution's, each with its condition."""
    visit = at.visit
    if visit.setting != "local":
        setting = at.terms.settings[visit.setting]
        emergency = setting.effect == "excluded"
        template = "step.admitted_emergency" if emergency else "step.admitted"
        yield _admission(at, template, visit.setting, setting, setting.note or setting.unknown)
    if visit.institution == "pharmacy" and at.terms.pharmacy is not None:
        yield _admission(at, "step.admitted", "pharmacy", at.terms.pharmacy, at.terms.pharmacy.note)


def _admission(at: Standing, template: str, what: str, rule: Rule, note: Text | None) -> Step:
    source, clause = at.member.cite(rule)
    phrase = (template, {"what": what, "note": note})
    return Step("admitted", phrase, at.in_scope, source, clause, read_when(rule), at.visit.total)


def _without_figures(at: Standing) -> tuple[VisitSettlement, Payable]:
    """The refusal where deductible, rates or cap are lacking: from the city, from the text, or with their pack."""
    member, terms, status = at.member, at.terms, at.status
    rules = (terms.deductible[status], terms.rate[status], terms.cap[status])
    unknown = next((rule for rule in rules if rule.unknown is not None), None)
    if unknown is None:
        return _refused(at, "city_parameters_required", member.cite(rules[0]), {})
    figures = {"why": unknown.unknown}
    if member.rulebook.pack.stands_in:
        return _refused(at, "pack_missing", NO_CITE, figures)
    return _refused(at, "no_rule_in_text", member.cite(unknown), figures, "refused.no_figure_in_text")


def _refused(
    at: Standing, code: str, cite: Cite, figures: Mapping[str, object], template: str = ""
) -> tuple[VisitSettlement, Payable]:
    phrase = (template or f"refused.{code}", figures)
    settlement = at.settlement()
    settlement.refused = Decision(code, phrase, cite.source, cite.clause)
    at.counters.refused += 1
    return settlement, NOTHING_PAYABLE
