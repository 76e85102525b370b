"""A household just before a visit, for settling it there in many ways; each leaves no trace. Amounts in 分."""

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace

from calculator.case.case import Case, Visit
from calculator.engine.compute import Run
from calculator.engine.counters import YearCounters
from calculator.engine.deductible import deductible_left
from calculator.engine.member import Scale
from calculator.engine.stated_figures import computed_figure
from calculator.engine.statement import StatedFigure
from calculator.ground.months import month_at
from calculator.policy.names import Level
from calculator.policy.packs import Packs

Figures = dict[StatedFigure, int | None]


class BeforeVisit:
    """All of a household that comes before the day's first visit of whose a visit is; the day goes by again and again.

    With `accounts` false only what pooling pays can be asked for: of the household, the person's year is enough.
    """

    def __init__(self, case: Case, packs: Packs, visit_id: str, *, accounts: bool = True) -> None:
        target = next(visit for visit in case.visits if visit.id == visit_id)
        part = case if accounts else persons_year(case, target)
        self.visit = next(visit for visit in part.visits if visit.id == visit_id)
        day = sorted((visit for visit in part.visits if visit.date == target.date), key=lambda visit: visit.moment)
        first = next(place for place, visit in enumerate(day) if visit.person == target.person)
        at = next(place for place, visit in enumerate(day) if visit.id == visit_id)
        self.earlier: Sequence[Visit] = day[first:at]
        self._run = Run(part, packs)
        self._run.until(day[first].id)
        self.member = self._run.members[target.person]
        self._own = self.member.counters(target.date.year)
        # Those of others move as well where their visits of the day lie between.
        self._counters = {owner: self._run.members[owner].counters(target.date.year) for owner in self._owners()}
        self._before = {owner: _copy(counters) for owner, counters in self._counters.items()}
        self._accounts = {owner: (one.balance, one.known_balance) for owner, one in self._run.accounts.items()}
        terms = self.member.rulebook.terms_on(target.date.toordinal())
        status = self.member.status_on(target.date)
        self.scale: Scale | None = None if terms.pooling is None else self.member.scale(terms, status)
        self.settled = 0
        """How many visits were settled here."""

    def _owners(self) -> set[str]:
        return {self.visit.person, *(visit.person for visit in self.earlier)}

    def figures(
        self,
        asked: Iterable[StatedFigure],
        visit: Visit | None = None,
        missing: Visit | None = None,
        taken: tuple[int | None, int | None] = (None, None),
    ) -> Figures:
        """Figures of the visit, or of another in its place, as they would stand on its slip.

        `missing` is settled right before it; `taken` is what the year had used of deductible and cap before the day.
        """
        self._restore(taken)
        for one in self.earlier:
            self._run.settled(one)
        if missing is not None:
            self._run.settled(missing)
        visit = self.visit if visit is None else visit
        settlement = self._run.settled(visit)
        self.settled += len(self.earlier) + 1 + (missing is not None)
        balance = self._run.accounts[visit.person].known_balance
        return {figure: computed_figure(figure, visit, settlement, balance) for figure in asked}

    def counters(self) -> YearCounters:
        """What the person's year had used before the day."""
        return self._before[self.visit.person]

    def counters_at_visit(self) -> YearCounters:
        """What the person's year had used right before the visit, the day's earlier ones included."""
        self._restore((None, None))
        for one in self.earlier:
            self._run.settled(one)
        return _copy(self._own)

    def left(self, level: Level, taken: tuple[int | None, int | None]) -> int:
        """What a visit at a level, right before this one, would be asked of the deductible."""
        if self.scale is None:
            return 0
        self._restore(taken)
        for one in self.earlier:
            self._run.settled(one)
        return deductible_left(self.member, self.scale, level, self._own)[0]

    def least_deductible(self) -> int:
        """What must have been used of the deductible if the fund paid anything before."""
        return self.member.least_deductible(self.visit.date)

    def _restore(self, taken: tuple[int | None, int | None]) -> None:
        for owner, counters in self._counters.items():
            before = self._before[owner]
            for field in fields(counters):
                value = getattr(before, field.name)
                setattr(counters, field.name, dict(value) if field.name == "by_level" else value)
        for owner, (balance, _known) in self._accounts.items():
            self._run.accounts[owner].balance = balance
        deductible, pooled = taken
        if deductible is not None:
            self._own.take(deductible, self._own.pooled)
        if pooled is not None:
            self._own.take(self._own.deductible, pooled)


def _copy(counters: YearCounters) -> YearCounters:
    return replace(counters, by_level=dict(counters.by_level))


def persons_year(case: Case, target: Visit) -> Case:
    """As much of a household as what pooling pays of a visit rests on: its person's year up to that day."""
    year = target.date.year
    person = next(one for one in case.people if one.id == target.person)
    known = tuple(one for one in person.known if one.date.year == year and one.date < target.date)
    first = max(case.from_, month_at(year, 1))
    update: dict[str, object] = {"known": known}
    if first > case.from_:
        update["opening"] = None
    visits = tuple(
        visit.model_copy(update={"pay_from_account": ()}) if visit.pay_from_account else visit
        for visit in case.visits
        if visit.person == person.id and visit.date.year == year and visit.date <= target.date
    )
    return case.model_copy(
        update={
            "from_": first,
            "through": month_at(year, target.date.month),
            "people": (person.model_copy(update=update),),
            "visits": visits,
            "account_uses": (),
        }
    )
