"""Is a city inside its province's bounds?"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from calculator.ground.money import Fen, share_of
from calculator.policy.names import LEVELS, Level, Status
from calculator.policy.pack import Bound, Cited, Pack


def beyond_bounds(pack: Pack, figures: Mapping[str, Fen]) -> Iterator[tuple[Bound, Fen]]:
    """The bounds that a city's figures (分, by the bound's field) exceed, with the figure.

    Bounds that say "about" have no verdict and are never exceeded.
    """
    for bound in pack.bound:
        found = figures.get(bound.field)
        if bound.at_most is not None and found is not None and found > bound.at_most:
            yield bound, found


class AllowedRange(NamedTuple):
    """What a framework's bounds allow before a city has set its figures, in 分 and ten-thousandths.

    `least` and `most` are what the fund may pay of a bill that is wholly in scope, if nothing was paid in the year
    before; they are no result, as "in principle" and "about" leave a city free.
    """

    deductible: int
    rate: int
    cap: int
    least: int
    most: int
    bound: Bound


def allowed_range(pack: Pack, status: Status, total: int) -> AllowedRange | None:
    """The range for a bill of so many 分; None where the framework bounds not all three figures."""
    bounds = {bound.field: bound for bound in pack.bound}
    rated = bounds.get("rate_retired" if status == "retired" else "rate_employed")
    asked, capped = bounds.get("deductible"), bounds.get("cap")
    if rated is None or asked is None or capped is None:
        return None
    rate, deductible, cap = rated.about, asked.at_most, capped.at_most
    if rate is None or deductible is None or cap is None:
        return None
    least = share_of(Fen(max(0, total - deductible)), rate, "half-up")
    most = share_of(Fen(total), rate, "half-up")
    return AllowedRange(deductible, rate, cap, min(least, cap), min(most, cap), rated)


class Distance(NamedTuple):
    """How far one figure of a city's rule lies from a bound of its province.

    `figure` and `difference` (figure − bound) are 分 where the bound is an amount, else ten-thousandths. `beyond` is
    the verdict; a bound that says "about" has none.
    """

    bound: Bound
    rule: Cited
    table: str
    status: Status
    level: Level | None
    figure: int
    difference: int
    beyond: bool


_RATES: dict[str, tuple[Status, ...]] = {"rate_employed": ("employed", "flexible"), "rate_retired": ("retired",)}
Rules = Mapping[str, Iterable[Any]]
"""Rules by the name of their table."""


def distances(rules: Rules, province: Pack) -> Iterator[Distance]:
    """How far the figures of a city's rules lie from the bounds of its province."""
    for bound in province.bound:
        limit = bound.at_most if bound.at_most is not None else bound.about
        assert limit is not None  # a bound is one of them
        for table, status, level, rule, figure in _figures(rules, bound):
            beyond = bound.at_most is not None and figure > limit
            yield Distance(bound, rule, table, status, level, figure, figure - limit, beyond)


def alike_at_all_levels(rules: Rules, province: Pack) -> Iterator[tuple[Bound, Status]]:
    """The bounds that want the levels of institutions to differ, where a city's rule has the same figure for all."""
    for bound in province.bound:
        if not bound.by_level:
            continue
        by_rule: dict[int, list[_Figure]] = {}
        for found in _figures(rules, bound):
            by_rule.setdefault(id(found[3]), []).append(found)
        for figures in by_rule.values():
            if len(figures) == len(LEVELS) and len({figure for *_, figure in figures}) == 1:
                yield bound, figures[0][1]


_Figure = tuple[str, Status, Level | None, Cited, int]


def _figures(rules: Rules, bound: Bound) -> Iterator[_Figure]:
    """The figures that a bound is about, each once: for the first of the statuses that a rule is for."""
    if bound.field == "deductible":
        yield from _by_level(rules, "deductible", None)
    elif bound.field in _RATES:
        yield from _by_level(rules, "rate", _RATES[bound.field])
    elif bound.field == "cap":
        for cap in rules.get("cap", ()):
            if cap.amount is not None:
                yield "cap", cap.status[0], None, cap, cap.amount
    else:
        for credit in rules.get("credit", ()):
            if "retired" in credit.status and credit.basis == "average_pension":
                yield "credit", "retired", None, credit, credit.rate


def _by_level(rules: Rules, table: str, statuses: tuple[Status, ...] | None) -> Iterator[_Figure]:
    for rule in rules.get(table, ()):
        meant = [status for status in rule.status if statuses is None or status in statuses]
        for level in LEVELS if meant else ():
            figure = getattr(rule, level)
            if figure is not None:
                yield table, meant[0], level, rule, figure
