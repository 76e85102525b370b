"""What slips state of visits, held against what was computed: visit by visit, and over a year; amounts in 分."""

from collections.abc import Iterable, Mapping

from calculator.case.case import StatedFigures, Visit
from calculator.engine.statement import (
    REFUNDED,
    STATED_FIGURES,
    StatedAmounts,
    StatedFigure,
    StatedYear,
    VisitSettlement,
)


def computed_figure(figure: StatedFigure, visit: Visit, settled: VisitSettlement, balance: int | None) -> int | None:
    """What was computed of a figure that slips state; None where nothing was, as for a visit paid back.

    `balance` is that of the person's own account after the visit, None where it is not known.
    """
    if settled.refused is not None or (settled.excluded is not None and settled.excluded.code == REFUNDED):
        return None
    if figure == "balance_after":
        return balance
    own = sum(payment.amount for payment in settled.account if payment.payer == visit.person)
    if figure == "account":
        return own
    if figure == "family_account":
        return settled.account_total - own
    amount: int | None = getattr(settled, figure)
    return amount


def stated_amounts(stated: StatedFigures | None) -> dict[StatedFigure, int]:
    """The figures that a slip states."""
    amounts = ((figure, getattr(stated, figure, None)) for figure in STATED_FIGURES)
    return {figure: amount for figure, amount in amounts if amount is not None}


def stated_difference(visit: Visit, settled: VisitSettlement, balance: int | None) -> StatedAmounts | None:
    """Computed − stated for each figure that the slip of a visit states; None where it states nothing."""
    stated = stated_amounts(visit.stated)
    if not stated:
        return None
    computed = {figure: computed_figure(figure, visit, settled, balance) for figure in stated}
    return {figure: None if (found := computed[figure]) is None else found - stated[figure] for figure in stated}


def differs(settled: VisitSettlement) -> bool:
    """Whether a figure of a visit's slip is another than the computed one."""
    return settled.stated_difference is not None and any(settled.stated_difference.values())


def agrees(settled: VisitSettlement) -> bool:
    """Whether a visit has a slip, all of which that can be compared is as computed."""
    difference = settled.stated_difference
    return difference is not None and not any(difference.values()) and 0 in difference.values()


def stated_year(visits: Iterable[VisitSettlement], stated: Mapping[str, StatedFigures]) -> StatedYear | None:
    """What the slips of a year's visits state together; `stated` has them by the visits' ids. None without slips."""
    year = StatedYear(0, 0, 0, {}, {})
    sums, difference = dict[str, int](), dict[str, int]()
    for settled in visits:
        if settled.stated_difference is None:
            continue
        year.visits += 1
        year.differing += differs(settled)
        amounts = stated_amounts(stated[settled.id])
        compared = {name: by for name, by in settled.stated_difference.items() if by is not None}
        year.not_compared += not compared
        for figure, amount in amounts.items():
            # A sum of balances says nothing.
            if figure in compared and figure != "balance_after":
                sums[figure] = sums.get(figure, 0) + amount
                difference[figure] = difference.get(figure, 0) + compared[figure]
    if not year.visits:
        return None
    year.sums = {figure: sums[figure] for figure in STATED_FIGURES if figure in sums}
    year.difference = {figure: difference[figure] for figure in STATED_FIGURES if figure in difference}
    return year
