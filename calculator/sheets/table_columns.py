"""The columns of our own sheets: what a spreadsheet of a household holds, sheet by sheet and column by column."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from calculator.ground.language import N_
from calculator.words.visit_columns import COLUMNS, STATED, Column

Kind = Literal["text", "date", "month", "amount", "rate", "whole", "any"]


class Value(NamedTuple):
    """A cell of a column of the kind `any`, which says itself what it is."""

    kind: Kind
    value: Any


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column of a sheet; a sum stands below it where `summed`."""

    key: str
    heading: str
    kind: Kind = "text"
    summed: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet: amounts are 分, rates ten-thousandths, months whole numbers, texts finished; None is an empty cell.

    Where `counted` names a column, only rows with a figure in it belong in the sums; `not_counted` says how many do
    not.
    """

    key: str
    title: str
    columns: tuple[TableColumn, ...]
    count: int
    rows: Callable[[], Iterable[Sequence[Any]]]
    counted: str | None = None
    not_counted: str = ""


_SUMMED = {
    *("total", "out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere"),
    *("in_scope", "deductible", "pooled", "over_cap", "personal", "account", "cash"),
}
_KINDS: dict[str, Kind] = {"date": "date", "amount": "amount", "rate": "rate"}


def _column(column: Column) -> TableColumn:
    return TableColumn(column.key, column.heading, _KINDS.get(column.kind, "text"), column.key in _SUMMED)


_MORE = {
    "institution": (TableColumn("prescriber", N_("prescriber")),),
    "setting": (TableColumn("emergency", N_("emergency")), TableColumn("circumstances", N_("circumstances"))),
    "cash": (TableColumn("pay_from_account", N_("paying accounts")),),
}
"""What stands behind a column of the window's table that has no room for it there."""

UNREAD = N_("what could not be read")

VISIT_COLUMNS: tuple[TableColumn, ...] = (
    *(part for column in COLUMNS for part in (_column(column), *_MORE.get(column.key, ()))),
    TableColumn("decision", N_("why not paid or not computed")),
    TableColumn("unread", UNREAD),
    TableColumn("id", N_("visit id")),
)
_RECEIPT = ("institution_name", "note", "receipt", "time", "refunded", *(f"stated.{name}" for name in STATED), "unread")
OF_RECEIPTS = frozenset(_RECEIPT)
"""Columns that older files do not have."""
VISIT_ENTERED = (
    *("date", "person", "institution", "prescriber", "setting", "emergency", "circumstances", "pay_from_account", "id"),
    *("total", "out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere"),
    *_RECEIPT,
)
"""The columns of visits that hold what was entered."""
ACCOUNT_COLUMNS = (
    TableColumn("person", N_("person")),
    TableColumn("month", N_("month"), "month"),
    TableColumn("before", N_("balance before"), "amount"),
    TableColumn("credit", N_("credit"), "amount", summed=True),
    TableColumn("paid", N_("paid by account"), "amount", summed=True),
    TableColumn("balance", N_("account balance"), "amount"),
    TableColumn("text", N_("how the credit is computed")),
    TableColumn("source", N_("document")),
    TableColumn("clause", N_("clause")),
    TableColumn("reading", N_("reading")),
)
USE_COLUMNS = (
    TableColumn("date", N_("date"), "date"),
    TableColumn("payer", N_("whose account")),
    TableColumn("relation", N_("for whom")),
    TableColumn("purpose", N_("for what")),
    TableColumn("amount", N_("amount"), "amount", summed=True),
    TableColumn("allowed", N_("answer")),
    TableColumn("paid", N_("paid by account"), "amount", summed=True),
    TableColumn("text", N_("why")),
    TableColumn("source", N_("document")),
    TableColumn("clause", N_("clause")),
    TableColumn("unread", UNREAD),
    TableColumn("id", N_("use id")),
)
USE_ENTERED = ("date", "payer", "relation", "purpose", "amount", "unread", "id")
"""The columns of account uses that hold what was entered."""
STEP_COLUMNS = (
    TableColumn("date", N_("date"), "date"),
    TableColumn("person", N_("person")),
    TableColumn("number", N_("step"), "whole"),
    TableColumn("name", N_("figure")),
    TableColumn("text", N_("how it was computed")),
    TableColumn("amount", N_("amount"), "amount"),
    TableColumn("source", N_("document")),
    TableColumn("clause", N_("clause")),
    TableColumn("reading", N_("reading")),
    TableColumn("visit", N_("visit id")),
)
SUM = N_("sum")
COMPUTED_SUM = N_("sum of the visits that were computed")
YES, NO = N_("yes"), N_("no")

TITLES = {
    "visits": N_("Visits"),
    "account": N_("Account by month"),
    "uses": N_("Account uses"),
    "steps": N_("How it was computed"),
    "assumptions": N_("Assumptions"),
}
