"""Rows of text as visits: what a spreadsheet or another window hands over by the clipboard.

A first row of headings says which column is which; without one the columns are those that a person types into,
in the table's order. What cannot be read is a fault with its row and column; nothing is guessed.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from calculator.benefit.columns import COLUMNS, Column
from calculator.faults import Fault, quoted
from calculator.language import LANGUAGES, translate
from calculator.policy.names import LEVELS, Level
from calculator.typed import typed_amount, typed_date

_LEVEL = re.compile(r"(?:([一二三123])级?|level ?([123]))(?:及以下|医院|医疗机构| and below)?", re.IGNORECASE)
_PHARMACY = re.compile(r"(?:定点)?(?:零售)?(?:药店|药房|pharmacy)\s*[·(（:：]?\s*(.*?)[)）]?", re.IGNORECASE)
_DIGITS = {"一": 0, "二": 1, "三": 2, "1": 0, "2": 1, "3": 2}
_UNGROUPED = {"date": "not_a_date", "amount": "not_an_amount", "institution": "not_an_institution"}


@dataclass(frozen=True)
class Pasted:
    """The fields of each row that could be read, in 分, and the faults of the others."""

    rows: tuple[dict[str, Any], ...]
    faults: tuple[Fault, ...]


def typed_level(text: str) -> Level:
    """The level of `一级`, `二级医院`, `level 3`. Raises ValueError."""
    match = _LEVEL.fullmatch(text.strip())
    if match is None:
        raise ValueError(text)
    return LEVELS[_DIGITS[match[1] or match[2]]]


def typed_institution(text: str) -> tuple[str, Level | None]:
    """Institution and prescriber of `三级医院` or `药店（二级）`. Raises ValueError."""
    match = _PHARMACY.fullmatch(text.strip())
    if match is not None:
        return "pharmacy", typed_level(match[1])
    return typed_level(text), None


def headings() -> Mapping[str, Column]:
    """The columns by each name that a heading may have: Chinese, English, and the contract's."""
    named = {}
    for column in COLUMNS:
        for name in (column.key, *(translate(column.heading, language) for language in LANGUAGES)):
            named[_plain(name)] = column
    return named


def _plain(heading: str) -> str:
    return "".join(heading.split()).casefold()


def read_rows(lines: Iterable[Sequence[str]], year: int) -> Pasted:
    """The visits in rows of cells; `year` where a date names none."""
    rows = [[cell.strip() for cell in line] for line in lines if any(cell.strip() for cell in line)]
    known = headings()
    columns: list[Column | None] = [column for column in COLUMNS if column.field is not None]
    first = 0
    if rows and sum(_plain(cell) in known for cell in rows[0]) >= 2:
        columns = [known.get(_plain(cell)) for cell in rows[0]]
        first = 1
    read, faults = [], []
    for number, row in enumerate(rows[first:], start=first + 1):
        fields: dict[str, Any] = {}
        for column, cell in zip(columns, row, strict=False):
            if column is None or column.field is None or not cell:
                continue
            try:
                fields.update(_read(column, cell, year))
            except ValueError:
                figures = {"found": quoted(cell), "row": number}
                faults.append(Fault(column.key, _UNGROUPED[column.kind], figures))
        faults += [
            Fault(name, "missing", {"row": number}) for name in ("date", "institution", "total") if name not in fields
        ]
        read.append(fields)
    return Pasted(tuple(read), tuple(_once(faults)))


def _once(faults: list[Fault]) -> Iterable[Fault]:
    """A cell that could not be read is not also missing."""
    unread = {(fault.path, fault.figures["row"]) for fault in faults if fault.code != "missing"}
    return [f for f in faults if f.code != "missing" or (f.path, f.figures["row"]) not in unread]


def _read(column: Column, cell: str, year: int) -> dict[str, Any]:
    if column.kind == "date":
        return {"date": typed_date(cell, year)}
    if column.kind == "institution":
        institution, prescriber = typed_institution(cell)
        return {"institution": institution, "prescriber": prescriber}
    return {str(column.field): typed_amount(cell)}
