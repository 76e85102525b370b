"""The items of a bill in a table below a slip's form: what they come to, held against what the form says."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from calculator.ground.faults import Fault, FaultsError
from calculator.ground.money import Fen, format_amount
from calculator.sheets.cell_amounts import signed_amount_in
from calculator.sheets.cells import Cell, CellError, is_empty, text_of
from calculator.sheets.others.bills import AMOUNTS
from calculator.sheets.others.headings import Headings, is_self_paid, unit_of
from calculator.sheets.others.skipped_rows import Others

_VALUE = re.compile(r"[:：].*", re.DOTALL)

Values = dict[str, tuple[Cell, Cell]]
"""What a form says: the heading and the value of each meaning."""


@dataclass(slots=True)
class Items:
    """The items below one form, by its table's 1-based `row` of headings: amounts by their meaning, in 分."""

    row: int
    places: dict[str, tuple[str, list[int]]]
    units: dict[str, Fraction]
    sums: dict[str, int] = field(default_factory=dict)
    said: int | None = None


class ItemTables:
    """Follows a sheet from row to row, and takes what are items and their sums; `unit` is said for all amounts."""

    def __init__(self, known: Headings, unit: Fraction | None) -> None:
        self._known, self._others = known, Others(())
        self.unit = Fraction(1) if unit is None else unit
        self.found: list[tuple[int, Items]] = []
        """Which form, by its place, each table stands below."""
        self._open: Items | None = None

    def takes(self, row: Sequence[Cell], number: int, form: int) -> bool:
        """Whether a row, by its 1-based number, is of a table of items below the form of this place.

        Raises FaultsError where an amount cannot be read.
        """
        places = self._headings(row)
        if places is not None:
            said = {key: unit_of(heading) for key, (heading, _at) in places.items()}
            self._open = Items(number, places, {key: self.unit if one is None else one for key, one in said.items()})
            self.found.append((form, self._open))
            return True
        if self._open is None:
            return False
        why = self._others.left_out(row)
        if why is None and self._is_of_the_form(row):
            self._open = None
            return False
        amounts = self._amounts(self._open, row, number)
        if "total" not in amounts or why not in (None, "sum"):
            return False
        if why == "sum":
            self._open.said = (self._open.said or 0) + amounts["total"]
        else:
            for key, amount in amounts.items():
                self._open.sums[key] = self._open.sums.get(key, 0) + amount
        return True

    def _is_of_the_form(self, row: Sequence[Cell]) -> bool:
        """Whether a row begins with what a form says, with or without its value in the same cell."""
        first = next((cell for cell in row if not is_empty(cell)), "")
        if not isinstance(first, str):
            return False
        key = self._known.meaning(_VALUE.sub("", first))
        return key is not None and key[0] != "item"

    def _headings(self, row: Sequence[Cell]) -> dict[str, tuple[str, list[int]]] | None:
        """The columns of amounts where a row holds the headings of items; several of one name stand side by side."""
        keys = [None if is_empty(cell) else self._known.meaning(text_of(cell)) for cell in row]
        meant = {key[0] for key in keys if key is not None}
        if "item" not in meant or "total" not in meant or "date" in meant:
            return None
        if not all(isinstance(cell, str) for cell in row if not is_empty(cell)):
            return None
        places: dict[str, tuple[str, list[int]]] = {}
        for at, key in enumerate(keys):
            if key is None or key[0] not in AMOUNTS:
                continue
            heading, columns = places.setdefault(key[0], (text_of(row[at]), []))
            if text_of(row[at]) == heading:
                columns.append(at)
        return places

    def _amounts(self, items: Items, row: Sequence[Cell], number: int) -> dict[str, int]:
        """The amounts of a row, by their meaning, in 分. Raises FaultsError."""
        found: dict[str, int] = {}
        for key, (_heading, columns) in items.places.items():
            for at in columns:
                if at >= len(row) or is_empty(row[at]):
                    continue
                try:
                    found[key] = found.get(key, 0) + signed_amount_in(row[at], items.units[key])
                except CellError as error:
                    raise FaultsError([Fault("", "form_item", {"row": number, **error.figures})]) from None
        return found


def with_items(bills: list[Values], tables: ItemTables) -> None:
    """Put into forms what their items come to where they do not say it. Raises FaultsError where they say otherwise."""
    for place, bill in enumerate(bills):
        mine = [items for form, items in tables.found if form == place]
        for items in mine:
            if items.said is not None and items.said != items.sums.get("total", 0):
                raise _differ(items.row, items.sums.get("total", 0), items.said)
        for key in dict.fromkeys(key for items in mine for key in items.sums):
            found = sum(items.sums.get(key, 0) for items in mine)
            said = _said(bill, key, tables.unit)
            if said is None:
                heading = next(items.places[key][0] for items in mine if key in items.places)
                # In yuan, whatever unit the items are in; what 自费 holds is still to be seen.
                bill[key] = (f"{'自费' if is_self_paid(heading) else key}（元）", format_amount(Fen(found)))
            elif said != found:
                raise _differ(mine[0].row, found, said)


def _said(bill: Values, key: str, unit: Fraction) -> int | None:
    """What a form says itself, in 分."""
    if key not in bill:
        return None
    heading, value = bill[key]
    own = unit_of(text_of(heading))
    try:
        return signed_amount_in(value, unit if own is None else own)
    except CellError:
        return None  # whoever reads the form says what is wrong with it


def _differ(row: int, found: int, said: int) -> FaultsError:
    figures = {"row": row, "found": format_amount(Fen(found)), "said": format_amount(Fen(said))}
    return FaultsError([Fault("", "form_items_differ", figures)])
