"""Why a slip says something else: single changes, then pairs, that give all its figures by the engine itself.

Nothing is guessed: what is listed was computed anew with the change, and gives every stated figure to the 分.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from calculator.case.case import Case, Visit
from calculator.case.case_checks import faults_in
from calculator.case.slip_changes import Change, changed
from calculator.engine.compute import compute
from calculator.engine.stated_figures import agrees, differs
from calculator.engine.statement import StatedAmounts, Statement, VisitSettlement
from calculator.ground.progress import Work
from calculator.policy.packs import Packs
from calculator.whatif.slip_candidates import PLAINEST
from calculator.whatif.slip_search import Reach, SlipSearch

_LISTED_AT_MOST = 40


@dataclass(frozen=True, slots=True)
class SlipCause:
    """Changes that together give all that a slip states; `broken` other slips that agree now would not any more.

    `mended` others that differ now would agree as well.
    """

    changes: tuple[Change, ...]
    settled: VisitSettlement
    broken: int = 0
    mended: int = 0


@dataclass(frozen=True, slots=True)
class Nearest:
    """The single change that comes nearest where none gives all that is stated, and what then still differs."""

    change: Change
    settled: VisitSettlement
    difference: StatedAmounts


@dataclass(frozen=True, slots=True)
class SlipExplanation:
    """Why the slip of a visit says something else than was computed, the plainest cause first.

    `whole` is false where the household is so large that not everything was tried; `cost` counts the visits that
    were settled.
    """

    visit: Visit
    settled: VisitSettlement
    causes: tuple[SlipCause, ...]
    nearest: Nearest | None
    whole: bool = True
    cost: int = 0


def explained(
    case: Case,
    packs: Packs,
    visit_id: str,
    statement: Statement | None = None,
    work: Work | None = None,
    reach: Reach = Reach(),  # noqa: B008 — a tuple
) -> SlipExplanation:
    """The search for one visit; `statement` is that of the case, where the caller has it.

    The same case and packs always give the same. Raises StoppedError, KeyError for a visit that is not there.
    """
    return _Causes(case, packs, visit_id, statement or compute(case, packs), work or Work(), reach).explanation()


def settlement_of(statement: Statement, visit_id: str) -> VisitSettlement:
    """A visit of a statement. Raises KeyError."""
    for person in statement.people:
        for year in person.years:
            for visit in year.visits:
                if visit.id == visit_id:
                    return visit
    raise KeyError(visit_id)


class _Causes:
    def __init__(self, case: Case, packs: Packs, visit_id: str, statement: Statement, work: Work, reach: Reach) -> None:
        self._case, self._packs, self._work, self._statement, self._reach = case, packs, work, statement, reach
        self._settled = settlement_of(statement, visit_id)
        self._visit = next(visit for visit in case.visits if visit.id == visit_id)
        self._search = SlipSearch(case, packs, self._visit, self._settled, work, reach)

    def explanation(self) -> SlipExplanation:
        """What was found; where nothing was, what comes nearest."""
        search, differing = self._search, differs(self._settled)
        if differing:
            search.run()
        causes, verified = self._causes()
        nearest = None if causes or not differing else self._nearest()
        cost = search.spent + verified
        return SlipExplanation(self._visit, self._settled, causes, nearest, search.whole, cost)

    def _causes(self) -> tuple[tuple[SlipCause, ...], int]:
        """What was found, computed anew as a whole, in the order in which it is listed; and what that cost."""
        found = sorted(self._search.found, key=_plainness)
        slips = dict(_slips(self._statement))
        held = {name for name, visit in slips.items() if agrees(visit)}
        off = {name for name, visit in slips.items() if differs(visit)} - {self._visit.id}
        causes, each, spent = list[SlipCause](), max(1, len(self._case.visits)), 0
        for changes in found:
            if len(causes) >= _LISTED_AT_MOST or (causes and spent + each > self._reach.verified):
                break
            spent += each
            self._work.reach(0, 1)  # only to be stopped
            cause = self._verified(changes, held, off)
            if cause is not None:
                causes.append(cause)
        return tuple(sorted(causes, key=_listed)), spent

    def _verified(self, changes: tuple[Change, ...], held: set[str], off: set[str]) -> SlipCause | None:
        statement = self._computed(changes)
        if statement is None:
            return None
        settled = settlement_of(statement, self._visit.id)
        difference = settled.stated_difference or {}
        if any(difference.get(figure) != 0 for figure in self._search.stated):
            return None
        slips = dict(_slips(statement))
        broken = sum(differs(slips[name]) for name in held if name in slips)
        mended = sum(agrees(slips[name]) for name in off if name in slips)
        return SlipCause(changes, settled, broken, mended)

    def _computed(self, changes: tuple[Change, ...]) -> Statement | None:
        """The statement of the household with changes; None where it cannot be so."""
        try:
            household = changed(self._case, self._packs, changes)
        except ValueError:
            return None
        if next(iter(faults_in(household, self._packs)), None) is not None:
            return None
        return compute(household, self._packs)

    def _nearest(self) -> Nearest | None:
        now = sum(abs(by) for by in (self._settled.stated_difference or {}).values() if by is not None)
        for off, _rank, change in sorted(self._search.near, key=lambda near: near[:2]):
            if off >= now:
                return None
            statement = self._computed((change,))
            if statement is None:
                continue
            settled = settlement_of(statement, self._visit.id)
            return Nearest(change, settled, settled.stated_difference or {})
        return None


def _plainness(changes: tuple[Change, ...]) -> tuple[int, int, int]:
    ranks = [PLAINEST.index(change.kind) for change in changes]
    return len(changes), sum(ranks), min(ranks)


def _listed(cause: SlipCause) -> tuple[int, bool, tuple[int, int, int]]:
    """What breaks no other slip comes before what does."""
    return len(cause.changes), cause.broken > 0, _plainness(cause.changes)


def _slips(statement: Statement) -> Iterator[tuple[str, VisitSettlement]]:
    for person in statement.people:
        for year in person.years:
            for visit in year.visits:
                if visit.stated_difference is not None:
                    yield visit.id, visit
