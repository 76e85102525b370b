"""Rows of text as visits: what a spreadsheet or another window hands over by the clipboard.

A row of headings says which column is which; without one the columns are those that a person types into, in the
table's order. Rows are read as those of a file are.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

from calculator.case.case import Person
from calculator.ground.faults import Fault
from calculator.sheets.others.bills import Bill, bill_of, settled
from calculator.sheets.others.column_guess import Layout, guessed
from calculator.sheets.others.control_sums import Control, ControlSums
from calculator.sheets.others.row_reader import Given, RowReader
from calculator.sheets.others.skipped_rows import LeftOut
from calculator.words.visit_columns import COLUMNS, ON_THE_SLIP


@dataclass(frozen=True)
class Pasted:
    """The fields of each row that could be read, in 分, its number, the faults of the others, and rows of no visit.

    `controls` are the sums that the rows say themselves.
    """

    rows: tuple[dict[str, Any], ...]
    numbers: tuple[int, ...]
    faults: tuple[Fault, ...]
    left_out: Counter[LeftOut]
    controls: tuple[Control, ...] = ()


_UNHEADED = tuple(
    column.key for column in COLUMNS if column.field is not None and not column.key.startswith(ON_THE_SLIP)
)
"""The columns of rows that come without headings."""


def cells_of(text: str) -> list[list[str]]:
    """The cells of copied rows; spreadsheets put one that holds a line break or a tab in quotes."""
    try:
        return list(csv.reader(StringIO(text, newline=""), "excel-tab", strict=True))
    except csv.Error:  # the quotes are the cells' own
        return [line.split("\t") for line in text.splitlines()]


def read_rows(lines: Iterable[Sequence[str]], year: int, people: Sequence[Person] = ()) -> Pasted:
    """The visits in rows of cells; `year` where a date names none."""
    rows = [[cell.strip() for cell in line] for line in lines if any(cell.strip() for cell in line)]
    layout = guessed(rows, people, year)
    if layout.heading is None:
        layout = Layout(None, _UNHEADED)
    reader = RowReader(layout, people, Given("", year))
    first = 0 if layout.heading is None else layout.heading + 1
    sums = ControlSums()
    bills, faults, faulty, left_out = list[Bill](), list[Fault](), set[int](), Counter[LeftOut]()
    for number, row in enumerate(rows[first:], start=first + 1):
        if (why := reader.left_out(row)) is not None:
            left_out[why] += 1
            if why == "sum":
                sums.sum(reader.control(row), number, len(bills) - len(faulty))
            else:
                sums.bill(reader.control(row))
            continue
        fields, found = reader.fields(row, number)
        sums.bill(fields.get("total"))
        if not fields.pop("insurance", True):
            left_out["insurance"] += 1
            continue
        bills.append(bill_of(fields, number))
        faults += found
        if found:
            faulty.add(number)
    # What is faulty is one bill by itself, until somebody mends it.
    out = settled([bill for bill in bills if bill.row not in faulty], of_items=layout.of_items, sums=sums.by_place)
    refused = {int(str(fault.figures["row"])) for fault in out.faults}
    kept = {bill.row: bill for bill in (*out.bills, *(one for one in bills if one.row in faulty | refused))}
    for fault in out.faults:
        faults.append(Fault(fault.path, fault.code, {**fault.figures, "place": None}))
    numbers = sorted(kept)
    rows_of_visits = tuple(kept[row].fields for row in numbers)
    return Pasted(rows_of_visits, tuple(numbers), tuple(faults), left_out + out.left_out, tuple(sums.controls))
