"""What one visit comes to, as it is said at a counter, on a slip and on a screen: the figure first."""

from typing import NamedTuple

from calculator.engine.statement import VisitSettlement
from calculator.ground.language import N_
from calculator.words.cell_display import with_clause
from calculator.words.personal_year import PersonalYear


class VisitAnswer(NamedTuple):
    """The answer in words. `pooled` and `personal` are the large figures, the rest are sentences, some of them empty.

    `known` is false where nothing could be computed; `reason` then says why, as it does where pooling does not pay.
    """

    about: str
    pooled: str
    personal: str
    split: str
    before: str
    adds_up: str
    deductible: str
    cap: str
    reason: str
    known: bool


def visit_answer(of: PersonalYear, settled: VisitSettlement, *, split: bool = True) -> VisitAnswer:
    """What a visit of the year comes to; without `split` it is not said what of the personal share an account pays."""
    words = of.wording
    tr, yuan = words.text, words.yuan
    about = " · ".join([words.day(settled.date), words.word(settled.level), words.word(settled.status)])
    decision = settled.refused or settled.excluded
    reason = (
        "" if decision is None else with_clause(words.say(decision.message), decision.source, decision.clause, words)
    )
    if settled.refused is not None or settled.pooled is None or settled.personal is None:
        unknown = tr(N_("not computed"))
        return VisitAnswer(about, unknown, unknown, "", "", "", "", "", reason, known=False)
    parts = tr(N_("of it account {account}, cash {cash}")).format(
        account=yuan(settled.account_total), cash=yuan(settled.cash)
    )
    before = (settled.pooled_to_date or 0) - settled.pooled
    sums = [yuan(settled.pooled), yuan(settled.personal)]
    text = N_("fund {0} + personal {1} = {total}")
    if settled.paid_elsewhere:
        text = N_("fund {0} + personal {1} + other schemes {2} = {total}")
        sums.append(yuan(settled.paid_elsewhere))
    return VisitAnswer(
        about,
        f"¥{yuan(settled.pooled)}",
        f"¥{yuan(settled.personal)}",
        parts if split else "",
        tr(N_("Reimbursed before this visit: {amount}")).format(amount=yuan(before)),
        tr(text).format(*sums, total=yuan(settled.total)),
        _deductible(of, settled),
        _cap(of, settled),
        reason,
        known=True,
    )


def _deductible(of: PersonalYear, settled: VisitSettlement) -> str:
    """What this visit paid of the deductible, and what a next one would be asked where none has followed yet."""
    words, left = of.wording, of.year.deductible_left
    figures = {"paid": words.yuan(settled.deductible), "used": words.yuan(settled.deductible_used)}
    if settled.excluded is not None:
        return ""
    if left is None or of.year.visits[-1].id != settled.id:
        return words.text(N_("Deductible: {paid} this time, {used} used this year")).format(**figures)
    text = N_("Deductible: {paid} this time, {used} used this year, {left} left at this level")
    return words.text(text).format(**figures, left=words.yuan(left[settled.level]))


def _cap(of: PersonalYear, settled: VisitSettlement) -> str:
    if settled.cap_remaining is None:
        return ""
    text = N_("Left of the year's cap: {left}")
    if of.year.expense_to_date is not None:
        text = N_("Left of the year's limit on in-scope cost: {left}")
    return of.wording.text(text).format(left=of.wording.yuan(settled.cap_remaining))
