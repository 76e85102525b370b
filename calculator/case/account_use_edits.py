"""Edits of account uses other than visits: each turns a case into a new one; beside them the names undo shows."""

from datetime import date

from calculator.case.case import AccountUse, Case
from calculator.case.free_ids import FreeIds
from calculator.case.unread_entries import with_values
from calculator.case.visit_edits import reaching, usual_day
from calculator.ground.language import N_
from calculator.ground.money import Fen

ADD_USE = N_("Add account use")
REMOVE_USE = N_("Delete account use")


def uses_of(case: Case, payer: str, year: int) -> list[AccountUse]:
    """An account's uses of one year in the order of their dates, those of one day in the order of the case."""
    uses = [use for use in case.account_uses if use.payer == payer and use.date.year == year]
    return sorted(uses, key=lambda use: use.date)


def new_use(case: Case, payer: str, year: int, today: date) -> AccountUse:
    """A fresh use of an account in a year, on the `usual_day`; its amount is still to be entered."""
    ids = FreeIds("u", (use.id for use in case.account_uses))
    return AccountUse.model_construct(
        id=ids.free(),
        payer=payer,
        relation="self",
        purpose="pharmacy_drug",
        date=usual_day(case, year, today, [use.date for use in uses_of(case, payer, year)]),
        amount=Fen(0),
        unread={"amount": ""},
    )


def with_use(case: Case, use: AccountUse) -> Case:
    """The case with one more use."""
    return case.model_copy(update={"account_uses": (*case.account_uses, use)})


def changed_use(case: Case, use_id: str, **fields: object) -> Case:
    """The case with fields of a use changed, amounts in 分, its period lengthened as `reaching` does."""
    changed = with_values(case, "account_uses", use_id, fields)
    day = fields.get("date")
    return reaching(changed, [day]) if isinstance(day, date) else changed


def without_uses(case: Case, use_ids: set[str]) -> Case:
    """The case without these uses."""
    return case.model_copy(update={"account_uses": tuple(use for use in case.account_uses if use.id not in use_ids)})
