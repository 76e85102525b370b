"""Sizes at which a change gives what a slip states, found by halving: a part of the bill, what was used before; in 分.

Every figure of a slip moves one way with each of these sizes, at least within a stretch that is named here.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping

from calculator.case.case import Case, Visit
from calculator.case.slip_changes import MET, Change, ChangeKind, MissingVisit, missing, with_field
from calculator.engine.before_visit import BeforeVisit, Figures
from calculator.engine.standing import level_of
from calculator.engine.statement import StatedFigure
from calculator.ground.money import ONE
from calculator.policy.names import LEVELS, Level
from calculator.whatif.slip_candidates import PARTS

Stated = Mapping[StatedFigure, int]
Taken = tuple[int | None, int | None]
_ROUND: tuple[int, ...] = tuple(unit * 10**power for power in range(8, -1, -1) for unit in (5, 1))
"""Steps of round amounts, the coarsest first."""


class Local:
    """What is otherwise with a visit and with what stands right before it, beside the household at hand."""

    def __init__(self, case: Case, before: BeforeVisit, changes: tuple[Change, ...] = ()) -> None:
        self.case, self.before = case, before
        self.visit = before.visit
        self.missing: Visit | None = None
        self.taken: Taken = (None, None)
        for change in changes:
            self._take(change)

    def _take(self, change: Change) -> None:
        if change.kind == "deductible_used":
            self.taken = change.after, self.taken[1]
        elif change.kind == "pooled_used":
            self.taken = change.after
        elif change.kind == "missing_visit":
            self.missing = missing(self.case, self.visit, change.after)
        else:
            self.visit = with_field(self.visit, change)

    def figures(self, asked: Stated) -> Figures:
        """What the slip would say."""
        return self.before.figures(asked, self.visit, self.missing, self.taken)


def solved(
    case: Case, before: BeforeVisit, fixed: tuple[Change, ...], kind: ChangeKind, stated: Stated
) -> Iterator[Change]:
    """The changes of a kind that, together with the fixed ones, give all that is stated; of many sizes a round one."""
    scale = before.scale
    if scale is None:
        return
    base = Local(case, before, fixed)
    for low, high, change in _stretches(before, base, kind):

        def figures(size: int, change: Callable[[int], Change] = change) -> Figures:
            return Local(case, before, (*fixed, change(size))).figures(stated)

        sizes = halved(figures, low, high, stated)
        if sizes is not None:
            # A deductible that is met, at every level or at this one, comes before rounder amounts.
            least, most = sizes
            standards = max(scale.standard.values()), scale.standard[level_of(base.visit, before.member)]
            marks = [int(size) for size in dict.fromkeys(standards) if least <= size <= most]
            marks = marks if kind == "deductible_used" else []
            yield from map(change, marks or [roundest(least, most)])


def utmost(case: Case, before: BeforeVisit, kind: ChangeKind) -> Iterator[Change]:
    """The changes of a kind that go as far as they can: a deductible that is met, a limit that is used up."""
    if before.scale is not None:
        for _low, high, change in _stretches(before, Local(case, before), kind):
            yield change(high)


def _stretches(
    before: BeforeVisit, base: Local, kind: ChangeKind
) -> Iterator[tuple[int, int, Callable[[int], Change]]]:
    """From which size to which a kind may go, and the change of a size."""
    scale, visit, counters = before.scale, base.visit, before.counters()
    assert scale is not None
    if kind in PARTS:
        now = int(getattr(visit, kind))
        parts = visit.out_of_catalogue + visit.over_price_limit + visit.first_self_pay + visit.paid_elsewhere
        yield 0, visit.total - parts + now, lambda size: Change(kind, visit.id, now, size)
    elif kind == "deductible_used":
        used, most = counters.deductible, int(max(scale.standard.values()))
        yield (
            0,
            most,
            lambda size: Change(kind, visit.id, used, size, MET if size == most else ""),
        )
    elif kind == "pooled_used":
        used = counters.deductible if base.taken[0] is None else base.taken[0]
        asked = max(used, before.least_deductible())
        held = counters.deductible, counters.pooled
        yield 0, int(scale.cap), lambda size: Change(kind, visit.id, held, (asked, size))
    elif kind == "missing_visit":
        own: tuple[Level, ...] = (visit.institution,) if visit.institution in LEVELS else (LEVELS[0],)
        levels = (*own, *(level for level in LEVELS if level not in own))
        for level in levels:
            left, rate = before.left(level, base.taken), scale.rate[level]
            enough = left + scale.cap * ONE // rate + 1 if rate else left
            for payers in ((), visit.pay_from_account) if visit.pay_from_account else ((),):

                def change(size: int, level: Level = level, payers: tuple[str, ...] = payers) -> Change:
                    return Change("missing_visit", visit.id, None, MissingVisit(size, level, payers))

                yield 1, max(1, left), change
                yield max(1, left), max(1, enough), change


def halved(figures: Callable[[int], Figures], low: int, high: int, stated: Stated) -> tuple[int, int] | None:
    """The least and the largest size of a stretch whose figures are all as stated; None where none is."""
    known = dict[int, Figures]()

    def of(figure: StatedFigure, size: int) -> int:
        if size not in known:
            known[size] = figures(size)
        found = known[size][figure]
        if found is None:
            raise LookupError(figure)
        return found

    try:
        for figure, amount in stated.items():
            first, last = of(figure, low), of(figure, high)
            if first == last:
                if first != amount:
                    return None
                continue
            if not min(first, last) <= amount <= max(first, last):
                return None
            sign = 1 if first < last else -1
            sizes = range(low, high + 1)
            least = bisect_left(sizes, sign * amount, key=lambda size: sign * of(figure, size))
            beyond = bisect_left(sizes, sign * amount + 1, key=lambda size: sign * of(figure, size))
            if least == beyond:
                return None
            low, high = sizes[least], sizes[beyond - 1]
    except LookupError:
        return None
    return low, high


def roundest(low: int, high: int) -> int:
    """The roundest size of a stretch."""
    sizes = (-(-low // step) * step for step in _ROUND)
    return next(size for size in sizes if size <= high)
