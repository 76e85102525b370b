"""What a province asks of its cities' figures, and how far the figures lie from it, in words."""

from collections.abc import Mapping
from typing import Any

from calculator.case.case import City
from calculator.ground.language import N_
from calculator.ground.money import Rate, format_percent, format_rate
from calculator.policy.framework import Distance, Rules, alike_at_all_levels, allowed_range, distances
from calculator.policy.names import LEVELS, Status
from calculator.policy.pack import Bound, Pack, PaymentRate
from calculator.words.cell_display import cited
from calculator.words.wording import Wording

Numbers = Mapping[str, str]
"""How a document is cited, by its id."""

_ENTERED = ""
"""The source of figures that a person typed."""
_TABLES = {"rate_employed": "rate", "rate_retired": "rate", "credit_retired": "credit"}


def bound_lines(table: str, rules: Rules, province: Pack, numbers: Numbers, wording: Wording) -> list[tuple[str, bool]]:
    """The bounds of a table, and how its figures keep to them: lines, and whether one tells of a figure beyond.

    A figure that lies beyond is named with the clauses of both; of what is only "about", the distance is.
    """
    found: list[tuple[str, bool]] = []
    far, alike = list(distances(rules, province)), list(alike_at_all_levels(rules, province))
    for bound in province.bound:
        if _TABLES.get(bound.field, bound.field) != table:
            continue
        found.append((_asked(bound, numbers, wording), False))
        found += [(_line(one, numbers, wording), one.beyond) for one in far if one.bound is bound]
        found += [(_alike(one, status, numbers, wording), False) for one, status in alike if one is bound]
    return found


def city_lines(city: City, province: Pack, wording: Wording) -> list[str]:
    """How far a city's rates lie from what a framework calls “about”, and where they are alike at all levels.

    What exceeds a bound in principle is a warning of the statement and not said here.
    """
    rules = {"rate": [_rates(city, "employed", 0), _rates(city, "retired", city.retired_uplift)]}
    numbers = {source.id: source.number for source in province.sources}
    numbers[_ENTERED] = wording.text(N_("entered by hand"))
    far = [one for one in distances(rules, province) if one.bound.about is not None and one.difference]
    alike = alike_at_all_levels(rules, province)
    return [
        *(_line(one, numbers, wording) for one in far),
        *(_alike(bound, status, numbers, wording) for bound, status in alike),
    ]


def range_text(pack: Pack, status: Status, in_scope: int, wording: Wording) -> str:
    """What a framework's bounds allow of a cost before the city's figures are entered, said to be a range only."""
    found = allowed_range(pack, status, in_scope)
    if found is None:
        return ""
    text = N_(
        "By the framework's bounds, a range and no result: deductible up to {deductible}, rate about {rate}, cap up to"
        " {cap}; were {total} in scope, the fund would pay about {least} to {most} ({clause})"
    )
    numbers = {source.id: source.number for source in pack.sources}
    return wording.text(text).format(
        deductible=wording.yuan(found.deductible),
        rate=format_percent(found.rate),
        cap=wording.yuan(found.cap),
        total=wording.yuan(in_scope),
        least=wording.yuan(found.least),
        most=wording.yuan(found.most),
        clause=cited(numbers.get(found.bound.source), found.bound.clause),
    )


def entered_clause(bound: str, wording: Wording) -> str:
    """How a figure is cited that a person typed for their city: as theirs, bounded by a clause of the framework."""
    text = N_("the city's figure, as entered here; bounded by {bound}") if bound else N_("as entered here")
    return wording.text(text).format(bound=bound)


def _rates(city: City, status: Status, uplift: int) -> PaymentRate:
    figures: dict[str, Any] = {level: Rate(getattr(city.rate, level) + uplift) for level in LEVELS}
    return PaymentRate.model_construct(source=_ENTERED, clause="", status=(status,), **figures)


def _alike(bound: Bound, status: str, numbers: Numbers, wording: Wording) -> str:
    text = wording.text(N_("{who}: the same at every level; the framework wants the levels to differ ({theirs})"))
    return text.format(who=wording.word(status), theirs=cited(numbers.get(bound.source), bound.clause))


def _asked(bound: Bound, numbers: Numbers, wording: Wording) -> str:
    clause = cited(numbers.get(bound.source), bound.clause)
    if bound.at_most is not None:
        text = wording.text(N_("The framework: in principle at most {limit} ({clause})"))
        return text.format(limit=wording.yuan(bound.at_most), clause=clause)
    who = wording.word("retired" if bound.field.endswith("retired") else "employed")
    text = wording.text(N_("The framework: about {limit}, {who} ({clause})"))
    return text.format(limit=format_percent(bound.about or 0), who=who, clause=clause)


def _line(one: Distance, numbers: Numbers, wording: Wording) -> str:
    tr = wording.text
    parts = (wording.word(one.status), wording.word(f"{one.level}_short") if one.level else "")
    what = " ".join(part for part in parts if part)
    own = cited(numbers.get(one.rule.source), one.rule.clause)
    theirs = cited(numbers.get(one.bound.source), one.bound.clause)
    if one.bound.at_most is None:
        points = format_rate(abs(one.difference) * 100)
        if not one.difference:
            return tr(N_("{what}: {found} ({own}), just that")).format(
                what=what, found=format_percent(one.figure), own=own
            )
        text = (
            N_("{what}: {found} ({own}), {points} points above “about {limit}” ({theirs})")
            if one.difference > 0
            else N_("{what}: {found} ({own}), {points} points below “about {limit}” ({theirs})")
        )
        limit = format_percent(one.bound.about or 0)
        found = format_percent(one.figure)
        return tr(text).format(what=what, found=found, own=own, points=points, limit=limit, theirs=theirs)
    text = (
        N_("⚠ {what}: {found} ({own}) is above what the framework allows in principle, {limit} ({theirs})")
        if one.beyond
        else N_("{what}: {found} ({own}) keeps within {limit} ({theirs})")
    )
    limit, found = wording.yuan(one.bound.at_most), wording.yuan(one.figure)
    return tr(text).format(what=what, found=found, own=own, limit=limit, theirs=theirs)
