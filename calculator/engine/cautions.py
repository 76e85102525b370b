"""The doubts that lie in a text or in a person, whatever the visits."""

from datetime import date

from calculator.case.case import Case, Opening, bears
from calculator.engine.member import Member
from calculator.engine.statement import NO_CITE, Cite
from calculator.ground.money import Fen
from calculator.ground.months import first_day, last_day
from calculator.policy.framework import beyond_bounds
from calculator.policy.packs import Packs


def warn_beforehand(member: Member, case: Case, packs: Packs) -> None:
    """Tell a member's doubts about the text, the period, what was used before it, the plan and the city."""
    pack, person = member.rulebook.pack, member.person
    if bears(person.unread, "region"):
        return  # nothing is computed by that pack
    if pack.stands_in:
        warn_of_missing_pack(member, member, None)
        return
    _warn_of_readings(member)
    first = Cite(pack.sources[0].number, None)
    origin = packs.origin(person.region)
    if origin in ("own", "stranger"):
        member.warn(f"{origin}_pack", None, first, region=pack.name)
    if pack.standing == "draft":
        member.warn("draft_text", None, first, title=pack.sources[0].title)
    if pack.succeeded_by is not None:
        later = pack.succeeded_by
        member.warn("text_succeeded", None, Cite(later.source, None), told=later.text, on=later.day)
    start = member.rulebook.pooling_start.from_
    if start is not None and last_day(case.through).year >= start.year + 2:
        since = date(start.year + 2, 1, 1)
        member.warn("text_may_be_outdated", None, member.cite(pack.adjustment), since=since)
    if person.opening is not None and not member.pooling_unread:
        _warn_of_opening(member, first_day(case.from_), person.opening)
    elif person.opening is None and case.from_ % 12:
        member.warn("earlier_visits_not_entered", "opening", day=first_day(case.from_))
    if person.plan == "pooled_only" and all(rule.plan is None for rule in pack.credit):
        member.warn("no_rule_in_text", "plan", template="warning.plan_not_in_text", what="pooled_only")
    if person.city is not None and pack.standing == "framework":
        _warn_of_city(member)


def warn_of_missing_pack(whose: Member, told: Member, field: str | None) -> None:
    """Tell whom it concerns that the policy of a member's region is not there."""
    pack = whose.rulebook.pack
    told.warn("pack_missing", field, what=pack.id, why=pack.sources[0].title)


def warn_of_least(member: Member, field: str, day: date, entered: int | None, least: int, pooled: int) -> None:
    """Tell that the least of the deductible counts which must have been used, as the fund has paid something."""
    terms = member.rulebook.terms_on(day.toordinal())
    scale, status = member.scale(terms, member.status_on(day)), member.status_on(day)
    cite = NO_CITE if scale is None else scale.standard_cite
    member.warn(
        "opening_deductible_inferred",
        field,
        cite,
        day=day,
        entered=entered or 0,
        least=least,
        pooled=pooled,
        status=status,
    )


def _warn_of_opening(member: Member, first: date, opening: Opening) -> None:
    """What the sums of earlier visits leave open under the readings: their cost, and at which levels they were."""
    counters, entered = member.counters(first.year), opening.deductible_used or 0
    used = counters.deductible
    if used > entered:
        warn_of_least(member, "opening.deductible_used", first, entered, used, opening.pooled)
    if member.cap_on_expense and opening.pooled:
        least, template = used + opening.pooled, "warning.earlier_cost"
        member.warn("no_rule_in_text", "opening.pooled", template=template, day=first, amount=least)
    # Where the fund has paid, a visit had met the standard of its own level, and under once-met nothing is open.
    open_levels = member.across_levels == "per-level" or (member.across_levels == "once-met" and not counters.met)
    if used and not member.per_visit and open_levels:
        template = f"warning.earlier_levels.{member.across_levels}"
        member.warn("no_rule_in_text", "opening.deductible_used", template=template, day=first, amount=used)


def _warn_of_readings(member: Member) -> None:
    """Readings that were chosen under another version of the pack, and which this one does not know."""
    pack = member.rulebook.pack
    for name, value in member.rulebook.unknown.items():
        said = f"{name}: {value}"
        member.warn("reading_not_in_pack", f"readings.{pack.id}.{name}", what=said, region=pack.name)


def _warn_of_city(member: Member) -> None:
    city, rulebook = member.person.city, member.rulebook
    assert city is not None
    deductibles = [city.deductible, city.deductible_retired or city.deductible]
    highest = max(max(own.level1, own.level2, own.level3) for own in deductibles)
    caps = {"deductible": highest, "cap": Fen(max(city.cap, city.cap_retired or 0))}
    for bound, found in beyond_bounds(rulebook.pack, caps):
        cite = member.cite(bound)
        member.warn("outside_framework", bound.field, cite, what=bound.field, found=found, at_most=bound.at_most)
    if city.retired_uplift < 0:
        rates = next(rule for rule in rulebook.pack.rate if rule.set_by == "city")
        member.warn("retired_below_employed", "retired_uplift", member.cite(rates), uplift=city.retired_uplift)
