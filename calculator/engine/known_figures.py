"""What an app or a slip says at the end of a day takes the place of what was computed, and the difference is told."""

from calculator.case.case import KnownFigures, bears
from calculator.engine.account import PersonalAccount
from calculator.engine.cautions import warn_of_least
from calculator.engine.member import Member
from calculator.engine.statement import CorrectedFigure, Correction


def take_known(known: KnownFigures, member: Member, account: PersonalAccount) -> None:
    """Let the counters of the year and the balance of the account stand at what is known at the end of a day.

    Where the fund is known to have paid and the deductible is not known, the least that must have been used counts.
    A figure that could not be read counts for nothing.
    """
    if not member.pooling_unread:
        _take_counters(known, member)
    field = _field(known)
    if known.balance is not None and not bears(member.person.unread, f"{field}.balance", f"{field}.date"):
        computed = account.balance
        account.correct(known.balance - computed, known.date)
        left_out = account.lacks_credits or member.has_refused_visits
        _tell(known, member, "balance", computed, known.balance, left_out=left_out)


def _take_counters(known: KnownFigures, member: Member) -> None:
    counters = member.counters(known.date.year)
    used, pooled, expense = counters.deductible, counters.pooled, counters.expense
    if known.deductible_used is not None:
        counters.take(known.deductible_used, pooled)
        _tell(known, member, "deductible_used", used, known.deductible_used, left_out=counters.refused > 0)
    if known.pooled is not None:
        least = member.least_deductible(known.date) if known.pooled and known.deductible_used is None else 0
        if least > used:
            warn_of_least(member, f"{_field(known)}.deductible_used", known.date, None, least, known.pooled)
        counters.take(max(counters.deductible, least), known.pooled)
        _tell(known, member, "pooled", pooled, known.pooled, left_out=counters.refused > 0)
    if member.cap_on_expense and counters.expense != expense:  # nobody knows it, so there is nothing to tell apart
        member.corrections.append(Correction(known.date, "expense", expense, counters.expense))


def _field(known: KnownFigures) -> str:
    return f"known.{known.date.isoformat()}"


def _tell(
    known: KnownFigures, member: Member, figure: CorrectedFigure, computed: int, value: int, *, left_out: bool
) -> None:
    """Keep the correction and tell it; with `left_out` the computed figure lacks visits or months without a number."""
    if computed == value:
        return
    member.corrections.append(Correction(known.date, figure, computed, value))
    field = f"{_field(known)}.{figure}"
    template = "warning.known_differs_incomplete" if left_out else ""
    member.warn("known_differs", field, template=template, day=known.date, what=figure, known=value, computed=computed)
