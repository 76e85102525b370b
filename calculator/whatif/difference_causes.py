"""Why two statements of one household differ: the rules that cause it, read off the steps of both; amounts in 分."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from calculator.engine.statement import (
    NO_CITE,
    AccountMonth,
    Cite,
    Decision,
    PersonStatement,
    Phrase,
    Readings,
    Step,
    UseAnswer,
    VisitSettlement,
    YearStatement,
)
from calculator.ground.money import Fen, share_of
from calculator.ground.months import Month, first_day

Rule = Literal["refused", "excluded", "deductible", "rate", "cap", "credit", "account", "use"]
Figure = Literal["pooled", "credited", "account", "uses"]
"""What a rule moves: what the fund pays, what is credited, what accounts pay of bills, and for other things."""
RULES: dict[Rule, Figure] = {
    "refused": "pooled",
    "excluded": "pooled",
    "deductible": "pooled",
    "rate": "pooled",
    "cap": "pooled",
    "credit": "credited",
    "account": "account",
    "use": "uses",
}
Pairs = list[tuple[PersonStatement, PersonStatement]]


class Said(NamedTuple):
    """What one side says about it: a sentence of its statement, where it stands, and the reading if one was chosen.

    Without a sentence the rule had nothing to say on that side. `region` is the person's. A figure that a person typed
    stands nowhere: `bound` then cites what bounds it, or is empty.
    """

    phrase: Phrase | None
    cite: Cite
    reading: Readings
    region: str
    bound: str | None = None

    @property
    def template(self) -> str | None:
        """Which sentence it is."""
        if self.phrase is None:
            return None
        template, _figures = self.phrase
        return template


@dataclass(frozen=True, slots=True)
class Cause:
    """A rule by which the other side differs from the first: other − first in 分, over so many visits or months.

    None where one side has no number. The sentences are those of the visit or month that differs most, on `day` of
    the first side.
    """

    rule: Rule
    amount: int | None
    count: int
    day: date
    here: Said
    there: Said

    @property
    def figure(self) -> Figure:
        """What the rule moves."""
        return RULES[self.rule]


class _Effect(NamedTuple):
    rule: Rule
    amount: int | None
    day: date
    here: Said
    there: Said


def causes(pairs: Pairs, years: tuple[int, int], uses: Mapping[str, date]) -> list[Cause]:
    """Why the statements of the same people differ in a year of each; the amounts of a figure add up to its difference.

    Visits that one side refuses are left out of the sums. `uses` are the first side's account uses that count, by id.
    """
    found: dict[tuple[object, ...], list[_Effect]] = {}
    for here, there in pairs:
        for effect in _effects(here, there, years, uses):
            template = tuple(said.template for said in (effect.here, effect.there))
            told = template if effect.rule in ("refused", "excluded", "credit") else ()
            key = (effect.rule, effect.amount is None, effect.here.cite, effect.there.cite, *told)
            found.setdefault(key, []).append(effect)
    groups = sorted(found.values(), key=lambda effects: list(RULES).index(effects[0].rule))
    all_of_them = [_cause(effects) for effects in groups]
    return [cause for cause in all_of_them if cause.amount != 0]  # what one visit gains another may lose


def _cause(effects: list[_Effect]) -> Cause:
    telling = max(effects, key=lambda effect: abs(effect.amount or 0))
    amount = None if telling.amount is None else sum(effect.amount or 0 for effect in effects)
    return Cause(telling.rule, amount, len(effects), telling.day, telling.here, telling.there)


def _effects(
    here: PersonStatement, there: PersonStatement, years: tuple[int, int], uses: Mapping[str, date]
) -> Iterator[_Effect]:
    regions = (here.region, there.region)
    visits = {visit.id: visit for visit in _year(there, years[1]).visits}
    for visit in _year(here, years[0]).visits:
        other = visits[visit.id]
        if visit.pooled != other.pooled or visit.cash != other.cash:
            yield from _of_visit(visit, other, regions)
    months = zip(_months(here, years[0]), _months(there, years[1]), strict=True)
    for month, same in months:
        yield from _of_month(month, same, regions)
    for answer, same_use in zip(here.uses, there.uses, strict=True):
        if answer.id in uses and answer.paid != same_use.paid:
            yield _of_use(answer, same_use, regions, uses[answer.id])


def _year(person: PersonStatement, year: int) -> YearStatement:
    return next(one for one in person.years if one.year == year)


def _months(person: PersonStatement, year: int) -> list[AccountMonth]:
    return [month for month in person.account.months if month.month // 12 == year]


def _of_use(one: UseAnswer, other: UseAnswer, regions: tuple[str, str], day: date) -> _Effect:
    here = Said(one.message, Cite(one.source, one.clause), (), regions[0])
    there = Said(other.message, Cite(other.source, other.clause), (), regions[1])
    return _Effect("use", other.paid - one.paid, day, here, there)


def _of_month(one: AccountMonth, other: AccountMonth, regions: tuple[str, str]) -> Iterator[_Effect]:
    if one.credit == other.credit:
        return
    amount = None if one.credit is None or other.credit is None else other.credit - one.credit
    here, there = (
        Said(
            month.text,
            Cite(month.source, month.clause),
            month.reading,
            region,
            None if month.set_by is None else "",
        )
        for month, region in zip((one, other), regions, strict=True)
    )
    yield _Effect("credit", amount, first_day(Month(one.month)), here, there)


def _of_visit(one: VisitSettlement, other: VisitSettlement, regions: tuple[str, str]) -> Iterator[_Effect]:
    def said(name: str) -> tuple[Said, Said]:
        return _step_said(one, name, regions[0]), _step_said(other, name, regions[1])

    decided = one.refused or other.refused or one.excluded or other.excluded
    if one.refused is not None or other.refused is not None:
        if one.refused is None or other.refused is None:
            yield _Effect("refused", None, one.date, *said("share"))
        return
    if decided is not None:
        change = (other.pooled or 0) - (one.pooled or 0)
        if change:
            yield _Effect("excluded", change, one.date, *said("share"))
    elif one.pooled != other.pooled:
        for rule, amount in _parts(one, other):
            if amount:
                yield _Effect(rule, amount, one.date, *said("share" if rule == "rate" else rule))
    paid = other.account_total - one.account_total
    if paid:
        yield _Effect("account", paid, one.date, *said("account"))


def _parts(one: VisitSettlement, other: VisitSettlement) -> Iterator[tuple[Rule, int]]:
    """How much of the difference in what the fund pays comes from the deductible, then the rate, then the cap."""
    here, there = _Share.of(one), _Share.of(other)
    difference = (other.pooled or 0) - (one.pooled or 0)
    base = max(0, here.within - there.deductible)
    asked = rated = 0
    if here.deductible != there.deductible:
        asked = there.share if here.rate == there.rate and here.within == there.within else _part(base, here.rate)
        asked -= here.share
    if here.rate != there.rate:
        rated = there.share if here.within == there.within else _part(base, there.rate)
        rated -= here.share + asked
    yield "deductible", asked
    yield "rate", rated
    rest = difference - asked - rated
    # Where no cap is met, what is left is the rounding of the share.
    yield ("cap" if here.capped or there.capped else "rate"), rest


def _part(amount: int, rate: int) -> int:
    return share_of(Fen(amount), rate, "half-up")  # type: ignore[arg-type]


class _Share(NamedTuple):
    within: int
    deductible: int
    rate: int
    share: int
    capped: bool

    @classmethod
    def of(cls, settled: VisitSettlement) -> "_Share":
        """What the steps of a paid visit have written down."""
        step = _step(settled, "share")
        assert step is not None
        within = step.whole + (settled.deductible or 0)
        capped = step.amount != settled.pooled or within != settled.in_scope
        return cls(within, settled.deductible or 0, settled.rate or 0, step.amount, capped)


def _step(settled: VisitSettlement, name: str) -> Step | None:
    return next((step for step in settled.steps if step.name == name), None)


def _step_said(settled: VisitSettlement, name: str, region: str) -> Said:
    """A step's sentence, or why there is none."""
    decision: Decision | None = settled.refused or settled.excluded
    if decision is not None and name != "account":
        return Said(decision.message, Cite(decision.source, decision.clause), (), region)
    step = _step(settled, name)
    if step is None:
        return Said(None, NO_CITE, (), region)
    bound = None if step.set_by is None else step.bound or ""
    return Said(step.text, Cite(step.source, step.clause), step.reading, region, bound)
