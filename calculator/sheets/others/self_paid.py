"""What a column called 自费 holds: what lies outside the catalogue, or all that a person paid."""

from collections.abc import Sequence
from typing import Literal

from calculator.sheets.others.bills import Bill

SelfPaid = Literal["personal", "catalogue", "unclear"]
UNCLEAR: SelfPaid = "unclear"
_BY_FUNDS = ("pooled", "account", "family_account")


def self_paid_in(bills: Sequence[Bill]) -> SelfPaid:
    """What it holds in these bills: all that was paid where with the funds' payments it makes up each of them.

    Where it does so in some alone, or the funds paid nothing, it may be either, and they do not say which.
    """
    said = [bill for bill in bills if bill.fields.get("out_of_catalogue", 0)]
    if not said:
        return "catalogue"
    told = any(_by_funds(bill) and _makes_up(bill) for bill in said)
    if all(map(_makes_up, bills)):
        return "personal" if told else UNCLEAR
    return UNCLEAR if told else "catalogue"


def _by_funds(bill: Bill) -> int:
    stated = bill.fields.get("stated", {})
    return sum(stated.get(name, 0) for name in _BY_FUNDS)


def _makes_up(bill: Bill) -> bool:
    said, cash = bill.fields.get("out_of_catalogue", 0), bill.fields.get("stated", {}).get("cash")
    return bill.total == _by_funds(bill) + said and cash in (None, said)
