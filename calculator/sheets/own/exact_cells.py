"""Cells of our own tables as the values of a case file; nothing is guessed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, time
from typing import Any

from calculator.ground.faults import Fault, quoted
from calculator.ground.language import LANGUAGES, translate
from calculator.ground.money import Rate, format_amount, format_rate
from calculator.ground.months import format_month, month_of
from calculator.ground.typed_values import typed_rate
from calculator.sheets.cell_amounts import amount_in
from calculator.sheets.cell_days import date_in
from calculator.sheets.cell_text import from_one_cell, names_by_word, plain
from calculator.sheets.cells import CellError, text_of
from calculator.sheets.own.unread_cells import read_unread
from calculator.sheets.table_columns import NO, YES, Kind, TableColumn

_NOISE = 1e-6
"""How far a binary number may lie from the ten-thousandths that it stands for."""


def read_cell(kind: Kind, cell: Any) -> Any:
    """The value that a case file writes for a cell, None for an empty one. Raises CellError."""
    if cell is None or cell == "":
        return None
    return _READERS[kind](cell)


def read_word(cell: Any, names: Iterable[str]) -> str | None:
    """The contract's name for a word in Chinese or English. Raises CellError."""
    said = read_cell("text", cell)
    if said is None:
        return None
    names = tuple(names)
    name = names_by_word(names).get(plain(said))
    if name is None:
        raise CellError("not_one_of", found=quoted(said), expected=", ".join(names))
    return name


def read_truth(cell: Any) -> bool:
    """Yes or no, in Chinese or English; an empty cell is no. Raises CellError."""
    if isinstance(cell, bool):
        return cell
    said = plain(text_of(cell or ""))
    if said in {plain(translate(YES, language)) for language in LANGUAGES}:
        return True
    if said in {"", *(plain(translate(NO, language)) for language in LANGUAGES)}:
        return False
    raise CellError("not_yes_or_no", found=quoted(text_of(cell)))


def read_parts(cell: Any) -> list[str]:
    """The texts that `in_one_cell` put together. Raises CellError."""
    said = read_cell("text", cell) or ""
    try:
        return from_one_cell(said)
    except ValueError:
        raise CellError("not_list", found=quoted(said)) from None


class Row:
    """The cells of one row by their column's name; a cell that cannot be read is a fault, told by its place."""

    def __init__(self, title: str, number: int, cells: Sequence[Any], columns: Mapping[int, TableColumn]) -> None:
        self.title, self.number = title, number
        self._cells = {column.key: cells[place] for place, column in columns.items() if place < len(cells)}
        self._kinds = {column.key: column.kind for column in columns.values()}
        self._places = {column.key: place for place, column in columns.items()}
        self.faults = list[Fault]()

    def raw(self, key: str) -> Any:
        """A cell as it is."""
        return self._cells.get(key)

    def value(self, key: str) -> Any:
        """A cell read as its column says, None where it is empty or faulty."""
        return self._read(key, lambda cell: read_cell(self._kinds[key], cell))

    def text(self, key: str) -> str | None:
        """A cell as a text, None where it is empty; a time of day as the case writes it."""
        said: str | None = self._read(key, _time_or_text)
        return said or None

    def unread(self) -> dict[str, tuple[str, Any]]:
        """What could not be read when it was typed, with the value beside it; those cells are not read any more."""
        found: dict[str, tuple[str, Any]] = self._read("unread", read_unread) or {}
        for key in found:
            self._cells.pop(key, None)
        return found

    def word(self, key: str, names: Iterable[str]) -> str | None:
        """The contract's name for the word in a cell."""
        found: str | None = self._read(key, lambda cell: read_word(cell, names))
        return found

    def words(self, key: str, names: Iterable[str]) -> list[str | None]:
        """The names for several words in a cell."""
        found: list[str | None] | None = self._read(
            key, lambda cell: [read_word(part, names) for part in read_parts(cell)]
        )
        return found or []

    def labels(self, key: str, ids: Mapping[str, str]) -> list[str]:
        """The people in a cell by id; one that nobody is called stays as it is said."""
        parts: list[str] | None = self._read(key, read_parts)
        return [ids.get(part, part) for part in parts or ()]

    def label(self, key: str, ids: Mapping[str, str]) -> str | None:
        """The person in a cell by id; one that nobody is called stays as it is said."""
        said = self.value(key)
        return None if said is None else ids.get(said, ids.get(said.strip(), said))

    def truth(self, key: str) -> bool:
        """Yes or no."""
        return bool(self._read(key, read_truth))

    def _read(self, key: str, read: Any) -> Any:
        try:
            return read(self._cells.get(key, ""))
        except CellError as error:
            path = f"{self.title}!{cell_name(self._places[key], self.number)}"
            self.faults.append(Fault(path, error.code, error.figures))
            return None


def cell_name(place: int, number: int) -> str:
    """`C5` for the third column of row 5."""
    letters = ""
    place += 1
    while place:
        place, letter = divmod(place - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{number}"


def _rate(cell: Any) -> str:
    try:
        if isinstance(cell, str):
            return format_rate(typed_rate(cell))
        if not isinstance(cell, bool) and isinstance(cell, int | float):
            whole = round(cell * 10_000)
            if abs(cell * 10_000 - whole) <= _NOISE:
                return format_rate(Rate(whole))
    except (ValueError, OverflowError):
        pass
    raise CellError("not_a_rate", found=quoted(text_of(cell)))


def _month(cell: Any) -> str:
    return format_month(month_of(cell)) if isinstance(cell, date) else text_of(cell)


def _time_or_text(cell: Any) -> str:
    return f"{cell:%H:%M}" if isinstance(cell, time) else text_of(cell)


def _whole(cell: Any) -> int:
    text = text_of(cell).strip()
    if isinstance(cell, bool) or not (text.isascii() and text.isdigit() and len(text) < 10):
        raise CellError("not_whole", found=quoted(text))
    return int(text)


_READERS: dict[Kind, Any] = {
    "amount": lambda cell: format_amount(amount_in(cell)),
    "rate": _rate,
    "date": lambda cell: date_in(cell, 0).isoformat(),
    "month": _month,
    "whole": _whole,
    "text": text_of,
}
