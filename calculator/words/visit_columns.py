"""The one list of a visit's columns: the table's, the print-out's and the spreadsheet's."""

from collections.abc import Callable
from typing import Any, Literal, NamedTuple

from calculator.case.case import Person, Visit
from calculator.case.unread_entries import ON_THE_SLIP
from calculator.engine.statement import VisitSettlement
from calculator.ground.language import N_

Kind = Literal["date", "person", "institution", "amount", "rate", "setting", "text", "yes_no", "stated"]


class Column(NamedTuple):
    """A column: its heading, what sort of value it holds, and where the value comes from.

    `field` is the visit's field that a person may edit; a column without one is computed. Amounts are 分, None
    where nothing was computed.
    """

    key: str
    heading: str
    kind: Kind
    value: Callable[[Visit, VisitSettlement, Person], Any]
    field: str | None = None
    tip: str = ""


STATED = {
    "in_scope": N_("on the slip:\nin-scope cost"),
    "deductible": N_("on the slip:\ndeductible"),
    "pooled": N_("on the slip:\npooled fund"),
    "account": N_("on the slip:\nfrom account"),
    "family_account": N_("on the slip:\nfamily account"),
    "cash": N_("on the slip:\ncash"),
    "balance_after": N_("on the slip:\nbalance after"),
}
"""What a settlement slip says of a visit, as headings."""


def _entered(name: str) -> Callable[[Visit, VisitSettlement, Person], Any]:
    return lambda visit, _settled, _person: getattr(visit, name)


def _computed(name: str) -> Callable[[Visit, VisitSettlement, Person], Any]:
    return lambda _visit, settled, _person: getattr(settled, name)


def _on_the_slip(name: str) -> Column:
    key = f"{ON_THE_SLIP}{name}"
    return Column(key, STATED[name], "amount", lambda visit, _settled, _person: getattr(visit.stated, name, None), key)


def _account(_visit: Visit, settled: VisitSettlement, _person: Person) -> int | None:
    return None if settled.refused else settled.account_total


COLUMNS: tuple[Column, ...] = (
    Column("date", N_("date"), "date", _entered("date"), "date"),
    Column("person", N_("person"), "person", lambda _visit, _settled, person: person.name or person.id),
    Column("time", N_("time of day"), "text", _entered("time")),
    Column("institution", N_("institution"), "institution", _entered("institution"), "institution"),
    Column("institution_name", N_("hospital name"), "text", _entered("institution_name")),
    Column("setting", N_("setting"), "setting", _entered("setting")),
    Column("note", N_("department\nor note"), "text", _entered("note")),
    Column("receipt", N_("receipt\nnumber"), "text", _entered("receipt")),
    Column("refunded", N_("paid\nback"), "yes_no", _entered("refunded")),
    Column("total", N_("total"), "amount", _entered("total"), "total"),
    Column("out_of_catalogue", N_("out of\ncatalogue"), "amount", _entered("out_of_catalogue"), "out_of_catalogue"),
    Column("over_price_limit", N_("over the\nprice limit"), "amount", _entered("over_price_limit"), "over_price_limit"),
    Column("first_self_pay", N_("first\nself-pay"), "amount", _entered("first_self_pay"), "first_self_pay"),
    Column("paid_elsewhere", N_("paid by\nanother scheme"), "amount", _entered("paid_elsewhere"), "paid_elsewhere"),
    Column("in_scope", N_("in-scope\ncost"), "amount", _computed("in_scope")),
    _on_the_slip("in_scope"),
    Column("deductible", N_("deductible"), "amount", _computed("deductible")),
    _on_the_slip("deductible"),
    Column("rate", N_("rate"), "rate", _computed("rate")),
    Column("pooled", N_("pooled\nfund"), "amount", _computed("pooled")),
    _on_the_slip("pooled"),
    Column("stated_difference", N_("computed\nagainst slip"), "stated", _computed("stated_difference")),
    Column("over_cap", N_("over the cap"), "amount", _computed("over_cap")),
    Column("personal", N_("personal\nshare"), "amount", _computed("personal")),
    Column("account", N_("from\naccount"), "amount", _account),
    _on_the_slip("account"),
    _on_the_slip("family_account"),
    Column("cash", N_("cash"), "amount", _computed("cash")),
    _on_the_slip("cash"),
    Column("deductible_used", N_("deductible\nused"), "amount", _computed("deductible_used")),
    Column("pooled_to_date", N_("pooled\nso far"), "amount", _computed("pooled_to_date")),
    Column("cap_remaining", N_("cap\nleft"), "amount", _computed("cap_remaining")),
    _on_the_slip("balance_after"),
)

BY_KEY = {column.key: column for column in COLUMNS}
"""The columns by key."""

EVERYDAY = (
    "date",
    "institution",
    "total",
    "out_of_catalogue",
    "deductible",
    "rate",
    "pooled",
    "account",
    "cash",
    "cap_remaining",
)
"""The columns that a window shows before a person chooses."""
WITH_SLIPS = (f"{ON_THE_SLIP}pooled", "stated_difference")
"""The columns that join them where a visit has a slip's figures."""
