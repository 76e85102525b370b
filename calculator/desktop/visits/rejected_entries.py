"""What was typed into the cells of a table and could not be taken: kept as typed, with what is wrong with it."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from calculator.ground.faults import Fault, quoted
from calculator.ground.language import N_
from calculator.words.wording import Wording

Cell = tuple[str, str]
"""The id of a row's visit or use, and the column's key."""

_EXPECTED = {
    "amount": N_("{found} is not an amount; yuan with at most two decimals are expected, such as 1,200.50"),
    "date": N_("{found} is not a date; expected is for example 3-5, 3月5日 or 2023/3/5"),
}


class Refused(NamedTuple):
    """What could be read but not stand: the fault, the row's visit at that time, and the fields as read."""

    fault: Fault
    of: object
    fields: Mapping[str, object]


class Unread(NamedTuple):
    """A text, its column's kind, and the cell's value while it was typed; `refused` where it could be read."""

    text: str
    kind: str
    stood: object
    refused: Refused | None = None

    def sentence(self, words: Wording) -> str:
        """What is wrong with the text."""
        if self.refused is not None:
            return words.at_field(self.refused.fault)
        fault = _too_large(self.text) if self.kind == "amount" else None
        if fault is not None:
            return words.at_field(fault)
        return words.text(_EXPECTED[self.kind]).format(found=quoted(self.text))


def standing(unread: Mapping[Cell, Unread], value: Callable[[Cell], object]) -> dict[Cell, Unread]:
    """The texts whose cell still holds what it held; `value` gives None for a row that is gone."""
    return {cell: one for cell, one in unread.items() if value(cell) == one.stood}


def sentences(
    unread: Mapping[Cell, Unread],
    words: Wording,
    row_of: Callable[[str], int | None],
    heading: Callable[[str], str],
) -> list[str]:
    """What is wrong with the texts in the rows that are shown, from the first row to the last.

    `row_of` gives a row by its id, None where it is not shown; `heading` a column's heading by its key.
    """
    said = []
    for (name, key), one in unread.items():
        row = row_of(name)
        if row is not None:
            where = words.text(N_("Row {row}, {column}")).format(row=row + 1, column=heading(key))
            said.append((row, words.text(N_("{where}: {fault}")).format(where=where, fault=one.sentence(words))))
    return [sentence for _row, sentence in sorted(said, key=lambda one: one[0])]


def _too_large(text: str) -> Fault | None:
    # Imported late: only an amount that cannot be read needs it.
    from calculator.sheets.cell_values import CellError, amount_in

    try:
        amount_in(text.replace(",", "").replace("，", ""))
    except CellError as error:
        fault = Fault("", error.code, {**error.figures, "found": quoted(text)})
        return fault if error.code == "amount_too_large" else None
    return None
