"""A year's account with the office: every slip that differs, grouped by what would explain it.

The visits are gone through in their order, each from where the slips before it leave the year: what explains one slip
is taken as so for the ones after it, and a slip that nothing explains is taken at its word.
"""

from dataclasses import dataclass

from calculator.case.case import Case
from calculator.case.case_checks import faults_in
from calculator.case.known_figures import with_known
from calculator.case.people_edits import with_person_changed
from calculator.case.slip_changes import Change, changed
from calculator.engine.compute import compute
from calculator.engine.stated_figures import differs
from calculator.engine.statement import StatedYear, Statement, VisitSettlement
from calculator.ground.money import Fen
from calculator.ground.progress import Work
from calculator.policy.packs import Packs
from calculator.whatif.slip_candidates import PLAINEST, of_household
from calculator.whatif.slip_causes import Nearest, SlipCause, explained, settlement_of
from calculator.whatif.slip_search import Reach

_SETTLED_AT_MOST = 60_000
"""Visits that are settled for one year, so that it ends in a second or two."""


@dataclass(frozen=True, slots=True)
class SlipGroup:
    """Slips that one cause explains, together with those of the groups before: the visits by id, in their order."""

    changes: tuple[Change, ...]
    visits: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A slip that nothing explains, with what comes nearest; `tried` is false where the search ended before it.

    `following` are later slips that agree once this one is taken at its word.
    """

    visit: str
    nearest: Nearest | None
    tried: bool = True
    following: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SlipYear:
    """A person's year of slips: the sums, the settlements of the slips that differ, and what would explain them."""

    person: str
    year: int
    slips: StatedYear | None
    differing: tuple[VisitSettlement, ...]
    groups: tuple[SlipGroup, ...]
    unexplained: tuple[Unexplained, ...]


def explained_year(
    case: Case, packs: Packs, person_id: str, year: int, statement: Statement | None = None, work: Work | None = None
) -> SlipYear:
    """The slips of a person's year; `statement` is that of the case, where the caller has it. Raises StoppedError."""
    statement = statement or compute(case, packs)
    of = next(one for one in statement.people if one.id == person_id)
    told = next(one for one in of.years if one.year == year)
    differing = tuple(visit for visit in told.visits if differs(visit))
    if not differing:
        return SlipYear(person_id, year, told.stated, (), (), ())
    run = _Year(case, packs, statement, [visit.id for visit in differing], work or Work())
    run.explain()
    return SlipYear(person_id, year, told.stated, differing, tuple(run.groups), tuple(run.unexplained))


class _Year:
    def __init__(self, case: Case, packs: Packs, statement: Statement, open_: list[str], work: Work) -> None:
        self._case, self._packs, self._statement, self._open = case, packs, statement, open_
        self._work, self._all = work, len(open_)
        self._visits = {visit.id: visit for visit in case.visits}
        self._left = _SETTLED_AT_MOST
        self.groups: list[SlipGroup] = []
        self.unexplained: list[Unexplained] = []

    def explain(self) -> None:
        """Group after group, until no slip is left."""
        if len(self._open) > 1:
            self._by_household()
        while self._open:
            self._work.reach(self._all - len(self._open), self._all)
            first = self._open[0]
            if self._left <= 0:
                self.unexplained += [Unexplained(name, None, tried=False) for name in self._open]
                return
            cause, nearest = self._cause(first)
            if cause is None:
                self._open.remove(first)
                self.unexplained.append(Unexplained(first, nearest, following=self._take_at_its_word(first)))
            else:
                self._adopt(cause.changes)

    def _by_household(self) -> None:
        """What concerns the whole year, where it explains several slips and breaks none."""
        last = self._visits[self._open[-1]]
        held = agreeing(self._statement)
        best: tuple[int, int, Change] | None = None
        for change in of_household(self._case, self._packs, last):
            if change.kind == "order":
                continue
            self._work.reach(0, self._all)
            statement = self._computed((change,))
            if statement is None:
                continue
            agree = agreeing(statement)
            if not held <= agree:
                continue
            mended = sum(name in agree for name in self._open)
            key = (-mended, PLAINEST.index(change.kind), change)
            if mended > 1 and (best is None or key[:2] < best[:2]):
                best = key
        if best is not None:
            self._adopt((best[2],))

    def _cause(self, visit_id: str) -> tuple[SlipCause | None, Nearest | None]:
        """The cause of a slip that explains most others besides, the plainest of these."""
        near = None
        for pairs in (False, True):
            reach = Reach(pairs=pairs, tried=min(self._left, 30_000), verified=min(self._left, 8_000))
            found = explained(self._case, self._packs, visit_id, self._statement, self._part(), reach)
            self._left -= found.cost
            near = near or found.nearest
            if found.causes:
                best = max(found.causes, key=lambda cause: cause.mended - cause.broken)
                return best, None
            if self._left <= 0:
                break
        return None, near

    def _part(self) -> Work:
        return _Within(self._work, self._all - len(self._open), self._all)

    def _adopt(self, changes: tuple[Change, ...]) -> None:
        """Take a cause as so, and with it the slips that it explains as explained."""
        statement = self._computed(changes)
        assert statement is not None, "what was found can be computed"
        self._case, self._statement = changed(self._case, self._packs, changes), statement
        agree = agreeing(statement)
        self.groups.append(SlipGroup(changes, tuple(name for name in self._open if name in agree)))
        self._open = [name for name in self._open if name not in agree]

    def _computed(self, changes: tuple[Change, ...]) -> Statement | None:
        try:
            household = changed(self._case, self._packs, changes)
        except ValueError:
            return None
        if next(iter(faults_in(household, self._packs)), None) is not None:
            return None
        self._left -= len(household.visits)
        return compute(household, self._packs)

    def _take_at_its_word(self, visit_id: str) -> tuple[str, ...]:
        """Let the year go on from what a slip states, so that one slip does not make all after it differ.

        Gives the later slips that agree then.
        """
        visit = self._visits[visit_id]
        stated, settled = visit.stated, settlement_of(self._statement, visit_id)
        if stated is None or stated.pooled is None or stated.deductible is None or settled.pooled is None:
            return ()
        used = (settled.deductible_used or 0) - (settled.deductible or 0) + stated.deductible
        pooled = (settled.pooled_to_date or 0) - settled.pooled + stated.pooled
        person = next(one for one in self._case.people if one.id == visit.person)
        known = with_known(person.known, visit.date, deductible_used=Fen(max(0, used)), pooled=Fen(max(0, pooled)))
        self._case = with_person_changed(self._case, person.id, known=known)
        self._statement = compute(self._case, self._packs)
        self._left -= len(self._case.visits)
        agree = agreeing(self._statement)
        following = tuple(name for name in self._open if name in agree)
        self._open = [name for name in self._open if name not in agree]
        return following


def agreeing(statement: Statement) -> set[str]:
    """The visits that have a slip none of whose figures differs."""
    years = (year for person in statement.people for year in person.years)
    slips = (visit for year in years for visit in year.visits if visit.stated_difference is not None)
    return {visit.id for visit in slips if not differs(visit)}


class _Within(Work):
    """Part of other work: it is stopped with it, and tells nothing by itself."""

    def __init__(self, work: Work, done: int, of: int) -> None:
        super().__init__()
        self._whole, self._done, self._of = work, done, of

    def reach(self, done: int, of: int) -> None:
        """As far as the whole has come. Raises StoppedError."""
        self._whole.reach(self._done, self._of)
