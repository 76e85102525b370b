"""The search for what might be otherwise: single changes, then pairs, each by the engine just before the visit."""

from collections.abc import Callable
from itertools import combinations, islice
from typing import NamedTuple

from calculator.case.case import Case, Opening, Visit
from calculator.case.slip_changes import OPENING, Change, ChangeKind, changed, earlier_in_year
from calculator.engine.before_visit import BeforeVisit, Figures, persons_year
from calculator.engine.stated_figures import stated_amounts
from calculator.engine.statement import StatedFigure, VisitSettlement
from calculator.ground.progress import Work
from calculator.policy.packs import Packs
from calculator.whatif.slip_candidates import PARTS, PLAINEST, SIZED, of_household, of_visit
from calculator.whatif.slip_sizes import Local, Stated, halved, roundest, solved, utmost

_TRIED_AT_MOST, _VERIFIED_AT_MOST = 45_000, 14_000
"""Visits that are settled in one search and in computing anew what was found, so that it ends in a second or two.

They are counted, not timed: the same household gives the same causes on every machine.
"""
_SMALL_YEAR = 60
"""Visits of which each may be settled anew for each size that is tried."""
_OF_ACCOUNTS = ("account", "family_account", "balance_after")


class Reach(NamedTuple):
    """How far a search goes: to what concerns the household, to pairs, and to how many visits that are settled."""

    household: bool = True
    pairs: bool = True
    tried: int = _TRIED_AT_MOST
    verified: int = _VERIFIED_AT_MOST


class _OutOfBudgetError(Exception):
    """So many visits were settled that the search ends with what it has."""


class SlipSearch:
    """The search for one visit: what it found gives all that the slip states, and is still to be computed as a whole.

    `near` are single changes that do not, each behind how far they are off in 分; `whole` is false where the search
    ended before everything was tried.
    """

    def __init__(
        self, case: Case, packs: Packs, visit: Visit, settled: VisitSettlement, work: Work, reach: Reach
    ) -> None:
        self._case, self._packs, self._work, self._reach, self._visit = case, packs, work, reach, visit
        difference = settled.stated_difference or {}
        amounts = stated_amounts(visit.stated)
        self.stated: Stated = {figure: amount for figure, amount in amounts.items() if difference[figure] is not None}
        self._accounts = any(name in self.stated for name in _OF_ACCOUNTS) or (
            bool(visit.pay_from_account) and "cash" in self.stated
        )
        part = case if self._accounts else persons_year(case, visit)
        self._before_it = 1 + sum(one.date <= visit.date for one in part.visits)
        self.spent, self.whole = 0, True
        self.found: list[tuple[Change, ...]] = []
        self.near: list[tuple[int, int, Change]] = []
        self._sized_alone: set[ChangeKind] = set()
        self._now: Figures = {}

    def run(self) -> None:
        """Try what the reach allows. Raises StoppedError."""
        try:
            self._try_all()
        except _OutOfBudgetError:
            self.whole = False

    def _try_all(self) -> None:
        """Singles, then pairs; what needs the year to be gone through anew comes after what does not."""
        base = self._standing(())
        local, others = of_visit(self._visit), of_household(self._case, self._packs, self._visit)
        others = others if self._reach.household else []
        count = len(others) * 2 + 3
        for change in local:
            self._try(base, (), (change,))
        self._solve(base, (), ())
        self._solve_openings(base)
        self._work.reach(1, count)
        # What is already enough by itself makes no pair.
        single = {changes[0] for changes in self.found}
        local = [change for change in local if change not in single]
        self._sized_alone = {change.kind for change in single}
        self._now = Local(self._case, base).figures(self.stated)
        if self._reach.pairs:
            self._try_visits_pairs(base, local)
        standings = dict[Change, BeforeVisit]()
        for done, change in enumerate(others, start=2):
            before = self._standing((change,))
            if not self._try(before, (change,), ()):
                standings[change] = before
            self._work.reach(done, count)
        if not self._reach.pairs:
            return
        for done, (change, before) in enumerate(standings.items(), start=len(others) + 2):
            for one in local:
                self._try(before, (change,), (one,))
            self._solve(before, (change,), (), self._kinds_beside(before, ()))
            self._work.reach(done, count)
        for one, two in combinations(standings, 2):
            if (one.kind, one.name) == (two.kind, two.name) or {one.kind, two.kind} == {"status", "retirement_date"}:
                continue
            self._try(self._standing((one, two)), (one, two), ())
            self._work.reach(0, 1)  # only to be stopped
        if not self.found:
            self._try_openings(base, standings, local)

    def _try_openings(self, base: BeforeVisit, standings: dict[Change, BeforeVisit], local: list[Change]) -> None:
        """What was used before the period, beside another change, until something is found."""
        for change in (*standings, *local):
            self._solve_openings(standings.get(change, base), change)
            self._work.reach(0, 1)
        for solve in (self._solve_parts_after_opening, self._solve_opening_after_parts):
            if not self.found:
                solve(base)

    def _kinds_beside(self, before: BeforeVisit, local: tuple[Change, ...]) -> tuple[ChangeKind, ...]:
        """The kinds whose size is solved for beside a change: beside one that moves nothing, not those that suffice."""
        moves = Local(self._case, before, local).figures(self.stated) != self._now
        return SIZED if moves else tuple(kind for kind in SIZED if kind not in self._sized_alone)

    def _try_visits_pairs(self, base: BeforeVisit, local: list[Change]) -> None:
        """Two things about the visit and what stands right before it."""
        for one, two in combinations(local, 2):
            if one.kind != two.kind or (one.kind == "circumstance" and one.before != two.before):
                self._try(base, (), (one, two))
        for change in local:
            self._solve(base, (), (change,), self._kinds_beside(base, (change,)))
        self._solve_two(base)
        self._solve_parts(base)

    def _standing(self, changes: tuple[Change, ...]) -> BeforeVisit:
        """The household with changes, just before the visit."""
        self._spend(self._before_it)
        household = changed(self._case, self._packs, changes)
        return BeforeVisit(household, self._packs, self._visit.id, accounts=self._accounts)

    def _spend(self, settled: int) -> None:
        self.spent += settled
        if self.spent > self._reach.tried:
            raise _OutOfBudgetError

    def _try(self, before: BeforeVisit, others: tuple[Change, ...], local: tuple[Change, ...]) -> bool:
        """Whether changes give all that is stated; then they are kept."""
        self._spend(1 + len(before.earlier))
        figures = Local(self._case, before, local).figures(self.stated)
        changes = (*others, *local)
        off = _off(figures, self.stated)
        if off == 0:
            self.found.append(changes)
        elif off is not None and len(changes) == 1:
            self.near.append((off, PLAINEST.index(changes[0].kind), changes[0]))
        return off == 0

    def _solve(
        self,
        before: BeforeVisit,
        others: tuple[Change, ...],
        fixed: tuple[Change, ...],
        kinds: tuple[ChangeKind, ...] = SIZED,
    ) -> None:
        taken = {change.kind for change in fixed}
        for kind in SIZED:
            if kind not in kinds or kind in taken:
                continue
            settled = before.settled
            alone = not others and not fixed
            changes = solved(self._case, before, fixed, kind, self.stated)
            found = list(islice(changes, 2 if alone and kind == "deductible_used" else 1))
            self.found += [(*others, *fixed, change) for change in found if not _says_nothing(change)]
            if not found and alone and "pooled" in self.stated:
                self._note_near(before, kind)
            self._spend(before.settled - settled)

    def _note_near(self, before: BeforeVisit, kind: ChangeKind) -> None:
        """A size that gives what the fund paid, though not the rest; or else the utmost."""
        pooled: Stated = {"pooled": self.stated["pooled"]}
        exact = list(islice(solved(self._case, before, (), kind, pooled), 1))
        for near in exact or islice(utmost(self._case, before, kind), 1):
            off = _off(Local(self._case, before, (near,)).figures(self.stated), self.stated)
            if off is not None and not _says_nothing(near):
                self.near.append((off, PLAINEST.index(kind), near))

    def _solve_openings(self, before: BeforeVisit, *others: Change) -> None:
        """What had been used before the period: each size lets the whole year go by anew, so of small years only."""
        case, visit = self._case, self._visit
        first_year = visit.date.year == case.from_ // 12
        if before.scale is None or not first_year or self._before_it > _SMALL_YEAR or not earlier_in_year(case, visit):
            return
        local = tuple(change for change in others if change.is_of_visit and change.kind != "order")
        rest = tuple(change for change in others if change not in local)
        for high, change in self._openings(before):

            def figures(size: int, change: Callable[[int], Change] = change) -> Figures:
                return Local(case, self._standing((change(size), *rest)), local).figures(self.stated)

            sizes = halved(figures, 1, high, self.stated)
            if sizes is not None:
                self.found.append((*others, change(roundest(*sizes))))

    def _solve_parts_after_opening(self, before: BeforeVisit) -> None:
        """What was used before the period, as a single figure of the slip tells it, and a part of the bill."""
        case, visit = self._case, self._visit
        small = before.scale is not None and self._before_it <= _SMALL_YEAR
        if not small or visit.date.year != case.from_ // 12 or not earlier_in_year(case, visit):
            return
        for figure, (high, change) in zip(("deductible", "pooled"), self._openings(before), strict=True):
            one: Stated = {name: amount for name, amount in self.stated.items() if name == figure}
            if not one:
                continue

            def figures(size: int, change: Callable[[int], Change] = change, one: Stated = one) -> Figures:
                return Local(case, self._standing((change(size),))).figures(one)

            sizes = halved(figures, 1, high, one)
            # Of many sizes the most is one that all visits before it go by.
            for size in dict.fromkeys((roundest(*sizes), sizes[1])) if sizes is not None else ():
                used = change(size)
                self._solve(self._standing((used,)), (used,), (), PARTS)

    def _solve_opening_after_parts(self, before: BeforeVisit) -> None:
        """A part of the bill, as what the fund paid tells it, and what was used before the period, as the rest does."""
        pooled: Stated = {name: amount for name, amount in self.stated.items() if name == "pooled"}
        for part in PARTS if pooled else ():
            change = next(solved(self._case, before, (), part, pooled), None)
            if change is not None and not _says_nothing(change):
                self._solve_openings(before, change)

    def _openings(self, before: BeforeVisit) -> tuple[tuple[int, Callable[[int], Change]], ...]:
        """What may have been used before the period: of the deductible, then of the limit; up to what size."""
        visit, scale = self._visit, before.scale
        assert scale is not None
        opening = next(one for one in self._case.people if one.id == visit.person).opening or Opening()
        held = opening.deductible_used or 0, opening.pooled

        def deductible(size: int) -> Change:
            return Change("deductible_used", visit.id, held[0], size, OPENING)

        def pooled(size: int) -> Change:
            return Change("pooled_used", visit.id, held, (held[0] or None, size), OPENING)

        return (int(max(scale.standard.values())), deductible), (int(scale.cap), pooled)

    def _solve_parts(self, before: BeforeVisit) -> None:
        """Two parts of one bill that together leave the in-scope cost of the slip, where accounts tell them apart."""
        visit = before.visit
        now = visit.out_of_catalogue, visit.first_self_pay
        if not self._accounts:
            return
        figures_of_size: tuple[StatedFigure, ...] = ("in_scope", "deductible", "pooled")
        figure = next((name for name in figures_of_size if name in self.stated and self._off_by(name)), None)
        if figure is None:
            return
        one: Stated = {figure: self.stated[figure]}
        beyond = next(solved(self._case, before, (), "out_of_catalogue", one), None)
        # Where the fund's payment alone is known, a few sizes of 分 give it.
        near = (0, -1, 1, -2, 2) if figure == "pooled" else (0,)
        for by in near if beyond is not None else ():
            both = now[1] + beyond.after + by if beyond is not None else 0

            def parts(size: int, both: int = both) -> tuple[Change, ...]:
                out = Change("out_of_catalogue", visit.id, now[0], size)
                return out, Change("first_self_pay", visit.id, now[1], both - size)

            def figures(size: int, parts: Callable[[int], tuple[Change, ...]] = parts) -> Figures:
                return Local(self._case, before, parts(size)).figures(self.stated)

            sizes = None if both < 2 else halved(figures, 0, both, self.stated)
            if sizes is not None:
                found = parts(roundest(*sizes))
                if not any(map(_says_nothing, found)):
                    self.found.append(found)
                    return

    def _off_by(self, figure: StatedFigure) -> int:
        """By how much a figure differs as things were entered."""
        found = self._now.get(figure)
        return 0 if found is None else found - self.stated[figure]

    def _solve_two(self, before: BeforeVisit) -> None:
        """Two sizes: one that a single figure of the slip tells, with another that is then solved for."""
        counters = tuple(kind for kind in SIZED if kind not in PARTS)
        told: list[tuple[ChangeKind, StatedFigure, tuple[ChangeKind, ...]]] = [
            *((part, "in_scope", counters) for part in PARTS),
            ("deductible_used", "deductible", SIZED),
            ("pooled_used", "pooled", PARTS),
        ]
        for kind, figure, others in told:
            if figure not in self.stated or kind in self._sized_alone:
                continue
            one: Stated = {figure: self.stated[figure]}
            first = next(solved(self._case, before, (), kind, one), None)
            if first is not None and not _says_nothing(first):
                self._solve(before, (), (first,), tuple(other for other in others if other not in self._sized_alone))


def _off(figures: Figures, stated: Stated) -> int | None:
    """How far figures are from what is stated, in 分; None where one was not computed."""
    off = 0
    for figure, amount in stated.items():
        found = figures[figure]
        if found is None:
            return None
        off += abs(found - amount)
    return off


def _says_nothing(change: Change) -> bool:
    """Whether a size that was solved for is the one that is there already."""
    return bool(change.after == change.before)
