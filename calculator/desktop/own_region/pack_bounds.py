"""What a province asks of its cities' figures, and how far the figures lie from it, in words."""

from collections.abc import Mapping

from calculator.ground.language import N_
from calculator.ground.money import format_percent, format_rate
from calculator.policy.framework import Distance, Rules, distances
from calculator.policy.pack import Bound, Pack
from calculator.words.cell_display import cited
from calculator.words.wording import Wording

Numbers = Mapping[str, str]
"""How a document is cited, by its id."""

_TABLES = {"rate_employed": "rate", "rate_retired": "rate", "credit_retired": "credit"}


def bound_lines(table: str, rules: Rules, province: Pack, numbers: Numbers, wording: Wording) -> list[tuple[str, bool]]:
    """The bounds of a table, and how its figures keep to them: lines, and whether one tells of a figure beyond.

    A figure that lies beyond is named with the clauses of both; of what is only "about", the distance is.
    """
    found: list[tuple[str, bool]] = []
    far = list(distances(rules, province))
    for bound in province.bound:
        if _TABLES.get(bound.field, bound.field) != table:
            continue
        found.append((_asked(bound, numbers, wording), False))
        found += [(_line(one, numbers, wording), one.beyond) for one in far if one.bound is bound]
    return found


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
