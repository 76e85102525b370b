"""Edits of account uses other than visits: each turns a case into a new one; beside them the names undo shows."""

from datetime import date

from calculator.case.case import AccountUse, Case
from calculator.ground.language import N_
from calculator.ground.money import Fen
from calculator.ground.months import Month, first_day, last_day, month_at, month_of

ADD_USE = N_("Add account use")
REMOVE_USE = N_("Delete account use")


def new_use_id(case: Case) -> str:
    """An id that no account use has."""
    taken = {use.id for use in case.account_uses}
    number = len(taken) + 1
    while f"u{number}" in taken:
        number += 1
    return f"u{number}"


def uses_of(case: Case, payer: str, year: int) -> list[AccountUse]:
    """An account's uses of one year in the order of their dates, those of one day in the order of the case."""
    uses = [use for use in case.account_uses if use.payer == payer and use.date.year == year]
    return sorted(uses, key=lambda use: use.date)


def new_use(case: Case, payer: str, year: int) -> AccountUse:
    """A use to begin with: on the day of the year's last one, else on the first day; 0.00 yuan."""
    rows = uses_of(case, payer, year)
    first = max(first_day(case.from_), first_day(month_at(year, 1)))
    day = rows[-1].date if rows else min(first, last_day(case.through))
    return AccountUse.model_construct(
        id=new_use_id(case), payer=payer, relation="self", purpose="pharmacy_drug", date=day, amount=Fen(0)
    )


def with_use(case: Case, use: AccountUse) -> Case:
    """The case with one more use."""
    return case.model_copy(update={"account_uses": (*case.account_uses, use)})


def changed_use(case: Case, use_id: str, **fields: object) -> Case:
    """The case with fields of a use changed; amounts in 分. A date in the year after the period lengthens it."""
    uses = tuple(use.model_copy(update=fields) if use.id == use_id else use for use in case.account_uses)
    day = fields.get("date")
    through = _reaching(case, day) if isinstance(day, date) else case.through
    return case.model_copy(update={"account_uses": uses, "through": through})


def without_uses(case: Case, use_ids: set[str]) -> Case:
    """The case without these uses."""
    return case.model_copy(update={"account_uses": tuple(use for use in case.account_uses if use.id not in use_ids)})


def _reaching(case: Case, day: date) -> Month:
    """The period's last month, or December of the day's year where that is this year or the next."""
    last = case.through // 12
    if day.year not in (last, last + 1) or month_of(day) <= case.through:
        return case.through
    return month_at(day.year, 12)
