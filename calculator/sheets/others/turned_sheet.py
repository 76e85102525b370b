"""Sheets whose headings stand beside their values: a bill a column, or a slip as a form; made a table with rows."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from calculator.ground.faults import Fault, FaultsError
from calculator.sheets.cells import Cell, Continued, is_empty, text_of
from calculator.sheets.others.form_items import ItemTables, Values, with_items
from calculator.sheets.others.heading_names import BY_MEANING
from calculator.sheets.others.headings import Headings, unit_of

MOST_ROWS = 300
"""A longer sheet is a list, whatever stands at its side."""
_FEWEST = 3
_WITH_VALUE = re.compile(r"\s*([^:：]{1,30})[:：]\s*(\S.*)", re.DOTALL)
_UNIT = re.compile(r"单位[:：]?((?:万|千|百万|百)?(?:元|圆|角|分))")
_NEEDED = {"date", "total"}

Row = Sequence[Cell]


def turned(rows: Sequence[Row]) -> list[list[Cell]] | None:
    """A row of headings, then a row a bill; None where headings do not stand beside their values.

    Raises FaultsError where the items below a form come to something else than it says.
    """
    if len(rows) > MOST_ROWS:
        return None
    known = Headings()
    rows = [["" if isinstance(cell, Continued) else cell for cell in row] for row in rows]
    unit = _unit(rows)
    table = _columns_turned(rows, known) or _form(rows, known, unit_of(unit))
    if table is not None and unit:  # what stood above says it no longer
        table[0] = [f"{cell}（{unit}）" if _lacks_unit(cell, known) else cell for cell in table[0]]
    return table


def _unit(rows: Sequence[Row]) -> str:
    """The unit that a line says for all amounts, `单位：万元`; empty for none. Raises FaultsError for several."""
    said = {
        found[1]: number
        for number, row in enumerate(rows, start=1)
        for cell in row
        if isinstance(cell, str) and (found := _UNIT.search("".join(cell.split())))
    }
    if len(said) > 1:
        raise FaultsError([Fault("", "several_units", {"row": max(said.values()), "found": "、".join(said)})])
    return next(iter(said), "")


def _lacks_unit(cell: Cell, known: Headings) -> bool:
    key = _key(cell, known)
    return key is not None and BY_MEANING[key].kind == "amount" and unit_of(text_of(cell)) is None


def _key(cell: Cell, known: Headings) -> str | None:
    """What a heading means, None for a cell that is none."""
    if not isinstance(cell, str) or is_empty(cell):
        return None
    meaning = known.meaning(cell)
    return None if meaning is None else meaning[0]


def _rank(heading: Cell, known: Headings) -> int:
    meaning = known.meaning(text_of(heading))
    return 0 if meaning is None else meaning[1]


def _columns_turned(rows: Sequence[Row], known: Headings) -> list[list[Cell]] | None:
    """The table of a sheet in which each bill is a column right of the headings."""
    width = max(map(len, rows), default=0)
    for place in range(min(width, 3)):
        keys = [_key(row[place], known) if place < len(row) else None for row in rows]
        meant = {key for key in keys if key is not None}
        others = {_key(cell, known) for row in rows for at, cell in enumerate(row) if at != place} - {None}
        named = [text_of(row[place]) for row, key in zip(rows, keys, strict=True) if key is not None]
        # Headings further to the right, or the same ones again further down, make it a form.
        if len(meant) < _FEWEST or not meant >= _NEEDED or others or len(set(named)) < len(named):
            continue
        first = next(at for at, key in enumerate(keys) if key is not None)
        body = [[*row, *[""] * (width - len(row))] for row in rows[first:]]
        bills = [[row[at] for row in body] for at in range(place + 1, width)]
        return [[row[place] for row in body], *(bill for bill in bills if not all(map(is_empty, bill)))]
    return None


def _form(rows: Sequence[Row], known: Headings, unit: Fraction | None) -> list[list[Cell]] | None:
    """The table of a sheet with one slip or several, each a form of headings with their values right of them."""
    bills, tables = list[Values](), ItemTables(known, unit)
    for number, row in enumerate(rows, start=1):
        if tables.takes(row, number, max(0, len(bills) - 1)):
            continue
        for heading, key, value in _pairs(row, known):
            if not bills or (key in bills[-1] and bills[-1][key][0] == heading):
                bills.append({})
            elif key in bills[-1] and _rank(heading, known) >= _rank(bills[-1][key][0], known):
                continue  # another name of what stands there already, and not a better one
            bills[-1][key] = (heading, value)
    with_items(bills, tables)
    if not bills or not all(bill.keys() >= _NEEDED and len(bill) >= _FEWEST for bill in bills):
        return None
    keys = list(dict.fromkeys(key for bill in bills for key in bill))
    named: dict[str, Cell] = {key: bill[key][0] for bill in reversed(bills) for key in bill}
    table: list[list[Cell]] = [[named[key] for key in keys]]
    return [*table, *([bill[key][1] if key in bill else "" for key in keys] for bill in bills)]


def _pairs(row: Row, known: Headings) -> Iterator[tuple[Cell, str, Cell]]:
    """Each heading of a row with what it means and its value, in the order in which people read."""
    cells = [cell for cell in row if not is_empty(cell)]
    place = 0
    while place < len(cells):
        cell, place = cells[place], place + 1
        both = _WITH_VALUE.fullmatch(cell) if isinstance(cell, str) else None
        if both is not None and (key := _key(both[1], known)) is not None:
            yield both[1], key, both[2]
        elif (key := _key(cell, known)) is not None and place < len(cells) and _key(cells[place], known) is None:
            yield text_of(cell), key, cells[place]
            place += 1
