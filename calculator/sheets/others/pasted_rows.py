"""Rows of text as visits: what a spreadsheet or another window hands over by the clipboard.

A row of headings says which column is which; without one the columns are those that a person types into, in the
table's order. Rows are read as those of a file are.
"""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from calculator.case.case import Case
from calculator.case.unread_entries import ON_THE_SLIP
from calculator.sheets.others.column_guess import Layout, guessed
from calculator.sheets.others.found_visits import SheetVisits
from calculator.sheets.others.row_reader import Given
from calculator.sheets.others.sheet_visits import read_visits
from calculator.words.visit_columns import COLUMNS

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


def read_rows(lines: Iterable[Sequence[str]], case: Case, given: Given) -> tuple[SheetVisits, str | None]:
    """The visits in rows of cells, and the one name that they say where it is nobody's: their rows are the owner's."""
    rows = [[cell.strip() for cell in line] for line in lines if any(cell.strip() for cell in line)]
    layout = guessed(rows, case.people, given.year)
    if layout.heading is None:
        layout = Layout(None, _UNHEADED)
    return read_visits(rows, layout, case, given), layout.stranger
