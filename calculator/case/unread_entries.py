"""What was typed and could not be taken: kept in its row under its field's name until the field has a value again.

A row with such a text is unfinished: it is computed nowhere, and nothing of it is lost. The text goes when its field
is given a value, and becomes the value by itself once the rest of the row lets it stand.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, cast

from calculator.case.case import AccountUse, Case, Person, StatedFigures, Visit
from calculator.case.case_checks import bill_faults
from calculator.ground.months import month_of

Table = Literal["people", "visits", "account_uses"]
TABLES: tuple[Table, ...] = ("people", "visits", "account_uses")
AnyRow = Person | Visit | AccountUse

LONGEST = 1000
"""Characters that are kept of a text, as many as a case's file holds."""

ON_THE_SLIP = "stated."
"""How the names of the fields begin that hold what a visit's slip says."""
_AMOUNTS = {"total", "out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere", "amount"}


class Entry(NamedTuple):
    """Where something is typed: a field of a row by the row's id; a part of one is told as `opening.pooled`."""

    table: Table
    row: str
    field: str


def unread_texts(case: Case, table: Table, row_id: str) -> Mapping[str, str]:
    """By field, what was typed into a row and could not be taken; empty for a row that is not there."""
    return next((row.unread for row in _rows(case, table) if row.id == row_id), {})


def unread_entries(case: Case) -> Iterator[tuple[Entry, str]]:
    """Every text that could not be taken, in the order of the case."""
    for table in TABLES:
        for row in [row for row in _rows(case, table) if row.unread]:
            for field, text in row.unread.items():
                yield Entry(table, row.id, field), text


def unfinished(case: Case) -> list[tuple[Table, str]]:
    """The rows, by table and id, that hold such a text."""
    return [(table, row.id) for table in TABLES for row in _rows(case, table) if row.unread]


def left_unread(case: Case, entry: Entry, text: str) -> Case:
    """The case with what was typed into a field kept as it is; the field's value stays and counts for nothing."""
    kept = text[:LONGEST].encode("utf-8", "replace").decode("utf-8")  # half a character could not be written
    return _with(
        case, entry.table, entry.row, lambda row: row.model_copy(update={"unread": {**row.unread, entry.field: kept}})
    )


def as_read(case: Case, entry: Entry) -> Case:
    """The case without the text that was kept for a field."""
    return with_values(case, entry.table, entry.row, {}, entry.field)


def with_values(case: Case, table: Table, row_id: str, values: Mapping[str, object], *read: str) -> Case:
    """The case with values in the fields of a row; texts kept for these fields, and for those named `read`, go.

    A figure of a visit's slip is told as `stated.pooled`; a slip without figures is none.
    """

    def given(row: AnyRow) -> AnyRow:
        unread = {name: text for name, text in row.unread.items() if name not in values and name not in read}
        left = {"unread": unread} if len(unread) < len(row.unread) else {}
        return row.model_copy(update={**whole_fields(row, values), **left})

    return _with(case, table, row_id, given)


def whole_fields(row: AnyRow, values: Mapping[str, object]) -> Mapping[str, object]:
    """The values of whole fields: what is told of a slip goes into all that it says."""
    stated = {name.removeprefix(ON_THE_SLIP): value for name, value in values.items() if name.startswith(ON_THE_SLIP)}
    if not stated or not isinstance(row, Visit):
        return values
    slip = (row.stated or StatedFigures()).model_copy(update=stated)
    rest = {name: value for name, value in values.items() if not name.startswith(ON_THE_SLIP)}
    return {**rest, "stated": None if slip == StatedFigures() else slip}


def what_stands(case: Case) -> Case:
    """The case with every text taken that can be read and now stands beside the rest of its row.

    So a part of a bill that was more than the bill is taken once the total is, and a date outside the period once the
    period reaches it.
    """
    for entry, text in list(unread_entries(case)):
        value = _value(_row(case, entry), entry.field, text)
        if value is not None:
            taken = with_values(case, entry.table, entry.row, {entry.field: value})
            if _stands(taken, _row(taken, entry)):
                case = taken
    return case


def _value(row: AnyRow, field: str, text: str) -> object:
    """The value of what others can keep from standing, a bill's amount or a date; None where it cannot be read."""
    if not text or isinstance(row, Person):
        return None
    from calculator.ground.typed_values import typed_amount, typed_date  # once something could not be taken

    try:
        if field in _AMOUNTS:
            return typed_amount(text)
        return typed_date(text, row.date.year) if field == "date" else None
    except ValueError:
        return None


def _stands(case: Case, row: AnyRow) -> bool:
    within = not isinstance(row, Person) and ("date" in row.unread or case.from_ <= month_of(row.date) <= case.through)
    return within and not (isinstance(row, Visit) and any(bill_faults("", row)))


def _row(case: Case, entry: Entry) -> AnyRow:
    return next(row for row in _rows(case, entry.table) if row.id == entry.row)


def _rows(case: Case, table: Table) -> tuple[AnyRow, ...]:
    return cast(tuple[AnyRow, ...], getattr(case, table))


def _with(case: Case, table: Table, row_id: str, change: Callable[[Any], AnyRow]) -> Case:
    rows = tuple(change(row) if row.id == row_id else row for row in _rows(case, table))
    return case.model_copy(update={table: rows})
