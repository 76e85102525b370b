"""One row of a sheet as the fields of a bill; what cannot be read is a fault with its row and column."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import islice
from typing import Any

from calculator.case.case import Person
from calculator.ground.faults import Fault, quoted
from calculator.policy.names import Circumstance, Level
from calculator.sheets.cell_amounts import signed_amount_in
from calculator.sheets.cell_days import date_in, is_serial, time_in
from calculator.sheets.cell_text import plain
from calculator.sheets.cell_values import coded_institution, readers
from calculator.sheets.cells import NOT_COMPUTED, Cell, CellError, Continued, is_empty, text_of
from calculator.sheets.others.column_guess import Layout
from calculator.sheets.others.heading_names import BY_MEANING, KIND_OF_CARE, REQUIRED
from calculator.sheets.others.headings import is_row_of_units
from calculator.sheets.others.questions import Question
from calculator.sheets.others.skipped_rows import LeftOut, Others
from calculator.sheets.own.unread_cells import read_unread

_CIRCUMSTANCES: dict[str, Circumstance] = {"chronic": "chronic_scheme", "special_drug": "special_drug"}
_ALONE = {"total", "out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere", "note", "receipt"}
"""What says nothing of other fields."""
_PRESCRIBER = "institution.prescriber"
_MOST_KEPT = 1000
_THOUSANDS, _REST = re.compile(r"[-¥￥]?\d{1,3}", re.ASCII), re.compile(r"\d{3}(?:\.\d{1,2})?", re.ASCII)
_FROM_1904 = timedelta(1462)
"""By so much a day is later whose number counts from 1904."""


@dataclass(frozen=True, slots=True)
class Given:
    """What rows do not say themselves: whose visits they are, where they were, and the year of `3-5`.

    `answers` are those to the questions of `questions`, as far as they were given.
    """

    owner: str
    year: int
    institution: tuple[str, Level | None] | None = None
    answers: Mapping[Question, str] = field(default_factory=dict)


class RowReader:
    """Reads rows of one layout into fields of a visit; amounts in 分, below zero for what is paid back."""

    def __init__(self, layout: Layout, people: Sequence[Person], given: Given) -> None:
        read = readers(people, given.year)
        self._columns = [
            (place, key, self._reader(layout, place, key, read, given))
            for place, key in enumerate(layout.columns)
            if key is not None
        ]
        self._place = {key: place for place, key, _read in self._columns}
        self._width = len(layout.columns)
        self._identity = ""
        self._given = given
        self._stranger = None if layout.stranger is None else plain(layout.stranger)
        self._others = Others(layout.columns)
        self._dated, self._later = layout.dated, _FROM_1904 if layout.from_1904 else timedelta()
        self._asks_whose = "person" in self._place and layout.stranger is None
        self._empty_person = given.answers.get("empty_person")
        self._named, self._above = False, ""

    @staticmethod
    def _reader(
        layout: Layout, place: int, key: str, read: Mapping[Any, Callable[[Cell], Any]], given: Given
    ) -> Callable[[Cell], Any]:
        kind, answers = BY_MEANING[key].kind, given.answers
        if kind == "amount":
            unit = layout.units.get(place)
            if unit == 0:
                return _of_unknown_unit
            return signed_amount_in if unit is None else lambda cell: signed_amount_in(cell, unit)
        if kind == "unread":
            return read_unread
        if kind == "date" and "dates" in answers:
            return _remembering(lambda cell: date_in(cell, given.year, day_first=answers["dates"] == "day-first"))
        if kind == "institution" and layout.coded:
            one_lowest = answers["levels"] == "one-lowest" if "levels" in answers else None
            return _remembering(lambda cell: coded_institution(cell, one_lowest=one_lowest))
        return _remembering(read[kind])

    def left_out(self, cells: Sequence[Cell]) -> LeftOut | None:
        """Why a row is none of the visits."""
        why = self._others.left_out(cells)
        if why is not None:
            return why
        total = self._place.get("total", -1)
        if 0 <= total < len(cells) and isinstance(cells[total], Continued):
            return "part"
        if 0 <= total < len(cells) and isinstance(cells[total], str) and is_row_of_units(cells):
            return "heading"
        return "text" if self._is_a_line(cells) else None

    def _is_a_line(self, cells: Sequence[Cell]) -> bool:
        """Whether nothing but a text stands in a row, such as a title of what follows."""
        total = self._place.get("total", -1)
        if 0 <= total < len(cells) and not isinstance(cells[total], str):
            return False
        said = list(islice((cell for cell in cells if not is_empty(cell)), 2))
        if len(said) != 1 or not isinstance(said[0], str) or len(self._columns) < 2:
            return False
        return not any(_can_read(read, said[0]) for _place, key, read in self._columns if key in ("date", "total"))

    def control(self, cells: Sequence[Cell]) -> int | None:
        """What a row of sums says of the bills together, in 分."""
        place = self._place.get("total", -1)
        if not 0 <= place < len(cells) or is_empty(cells[place]) or isinstance(cells[place], Continued):
            return None
        try:
            read: Callable[[Cell], int] = next(read for at, _key, read in self._columns if at == place)
            return read(cells[place])
        except CellError:
            return None

    def fields(self, cells: Sequence[Cell], row: int) -> tuple[dict[str, Any], list[Fault]]:
        """The fields that a row gives, and what is wrong with its cells; what a visit needs and lacks is a fault."""
        found: dict[str, Any] = {}
        faults = []
        for place, key, read in self._columns:
            cell = cells[place] if place < len(cells) else ""
            try:
                if is_empty(cell) or (type(cell) is Continued and BY_MEANING[key].kind == "amount"):
                    self._put_nothing(found, key)
                elif key in _ALONE:  # most columns of most sheets
                    found[key] = read(cell)
                elif key != "person" or not self._is_strangers(cell):
                    self._put(found, key, read(cell), cell)
            except CellError as error:
                code = "not_computed" if cell is NOT_COMPUTED else error.code
                faults.append(Fault(key, code, {**error.figures, "row": row, "place": place}))
        if (prescriber := found.pop(_PRESCRIBER, None)) is not None:
            found["prescriber"] = prescriber  # whatever another column says
        more = _CIRCUMSTANCES.get(found.pop(KIND_OF_CARE.key, ""))
        if more is not None and more not in found.get("circumstances", ()):
            found["circumstances"] = (*found.get("circumstances", ()), more)
        self._note_refund(found, faults, row)
        self._note_others(found, faults, row)
        if len(cells) > self._width:
            faults += self._parted(cells, row)
        if "institution" not in found and self._given.institution is not None:
            found["institution"], level = self._given.institution
            found.setdefault("prescriber", level)
        return found, faults + self._lacking(found, faults, row)

    def _note_refund(self, found: dict[str, Any], faults: list[Fault], row: int) -> None:
        """Put what a row says of having been paid back, in whichever column, into its mark of a refund."""
        back, total = abs(found.pop("refund_amount", 0)), found.get("total", 0)
        if back and 0 < total != back:
            figures = {"found": f"{back / 100:.2f}", "row": row, "place": self._place["refund_amount"]}
            faults.append(Fault("refund_amount", "partly_paid_back", figures))
        said = [found.pop(key, "") for key in ("valid", "refund_day")]
        marks = [mark for mark in (found.get("refund", ""), *said, "void" if back else "") if mark]
        if total > 0 and self._others.mark:
            marks.append(self._others.mark)
        if marks:
            found["refund"] = "void" if "void" in marks else marks[0]

    def _note_others(self, found: dict[str, Any], faults: list[Fault], row: int) -> None:
        """A row of several visits, or of somebody else than the rows before where none says a name, is a fault."""
        count, identity = found.pop("count", ""), found.pop("identity", "")
        found.pop("stay", None)
        if count and count not in ("0", "1", "1.0"):
            figures = {"found": quoted(count), "row": row, "place": self._place["count"]}
            faults.append(Fault("count", "several_visits", figures))
        if not identity or "person" in found:
            return
        self._identity = self._identity or identity
        if identity != self._identity:
            faults.append(Fault("identity", "another_person", {"row": row, "place": self._place["identity"]}))

    def _parted(self, cells: Sequence[Cell], row: int) -> list[Fault]:
        """Amounts of text with a comma in them that nobody put in quotes, so that they stand in two cells."""
        faults = []
        for place, key, _read in self._columns:
            if BY_MEANING[key].kind != "amount" or place + 1 >= len(cells):
                continue
            one, next_one = cells[place], cells[place + 1]
            if not isinstance(one, str) or not isinstance(next_one, str):
                continue
            if _THOUSANDS.fullmatch(one.strip()) and _REST.fullmatch(next_one.strip()):
                figures = {"found": quoted(f"{one},{next_one}"), "row": row, "place": place}
                faults.append(Fault(key, "comma_in_amount", figures))
        return faults

    def _put_nothing(self, found: dict[str, Any], key: str) -> None:
        if key == "pay_from_account":
            found[key] = ()  # a column of payers that names none: cash
        elif key == "person" and self._asks_whose and self._named:
            if self._empty_person is None:
                raise CellError("whose_is_it")
            if self._empty_person == "above" and self._above:
                found[key] = self._above

    def _is_strangers(self, cell: Cell) -> bool:
        self._named = True
        return self._stranger is not None and plain(text_of(cell)) == self._stranger

    def _put(self, found: dict[str, Any], key: str, value: Any, cell: Cell) -> None:
        if key == "institution":
            found["institution"] = value["institution"]
            found[_PRESCRIBER] = value.get("prescriber")
        elif key == "date":
            if is_serial(cell):
                if self._dated:
                    raise CellError("not_a_day", found=text_of(cell))
                value += self._later
            found[key] = value
            if "time" not in self._place and (time := time_in(cell)) is not None:
                found["time"] = time
        elif key.startswith("stated."):
            found.setdefault("stated", {})[key.removeprefix("stated.")] = value
        else:
            found[key] = value
            if key == "person":
                self._above = value

    def is_part(self, cells: Sequence[Cell], faults: Sequence[Fault]) -> bool:
        """Whether a row lacks only what a merged cell of the row above says, its date and its institution."""
        lacking = {"date", "institution"}
        empty = all(
            self._place[key] >= len(cells) or is_empty(cells[self._place[key]]) for key in lacking if key in self._place
        )
        return empty and bool(faults) and all(fault.code == "missing" and fault.path in lacking for fault in faults)

    def _lacking(self, found: Mapping[str, Any], faults: list[Fault], row: int) -> list[Fault]:
        if not faults and all(map(found.__contains__, REQUIRED)):
            return []
        unread = {fault.path for fault in faults}  # a cell that could not be read is not also missing
        return [
            Fault(name, "missing", {"row": row, "place": self._place.get(name)})
            for name in REQUIRED
            if name not in found and name not in unread
        ]


def _remembering(read: Callable[[Cell], Any]) -> Callable[[Cell], Any]:
    """The same, which reads a text once however many rows have it, and gives all of them one value."""
    known = dict[Cell, Any]()

    def read_once(cell: Cell) -> Any:
        if not isinstance(cell, str):
            return read(cell)
        if cell not in known:
            value = read(cell)
            if len(known) >= _MOST_KEPT:
                return value
            known[cell] = value
        return known[cell]

    return read_once


def _can_read(read: Callable[[Cell], Any], cell: Cell) -> bool:
    try:
        read(cell)
    except CellError as error:
        return error.code not in ("not_a_day", "not_an_amount")
    return True


def _of_unknown_unit(_cell: Cell) -> int:
    raise CellError("unknown_unit")
