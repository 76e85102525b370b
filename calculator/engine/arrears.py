"""Months in arrears: no visit is paid, while the text lets the month's credit go on; that is told."""

from collections.abc import Iterable

from calculator.engine.account import PersonalAccount
from calculator.engine.member import Member
from calculator.engine.statement import Cite, VisitSettlement
from calculator.ground.months import format_month, month_of


def warn_of_arrears(member: Member, account: PersonalAccount, visits: Iterable[VisitSettlement]) -> None:
    """Tell at each month's credit that a visit of the month was excluded because contributions were in arrears."""
    for visit in visits:
        if visit.excluded is None or visit.excluded.code != "arrears":
            continue
        month = month_of(visit.date)
        credit = account.credited_in(month)
        if credit:
            cite = Cite(visit.excluded.source, visit.excluded.clause)
            field = format_month(month)
            member.warn("credit_in_arrears_month", field, cite, day=visit.date, credit=credit, month=month)
