"""Rows of a sheet, or of the clipboard, as visits: which column means what, and what each row then says.

A row of headings says which column is which; titles may stand above it. What cannot be read is a fault with its row
and column; nothing is guessed. Rows of sums, repeated headings and examples are left out, and counted.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from calculator.case.case import Case, Person, Visit
from calculator.case.case_checks import bill_faults
from calculator.case.free_ids import FreeIds
from calculator.case.visit_edits import visit_ids
from calculator.ground.faults import Fault
from calculator.ground.money import Fen
from calculator.ground.months import format_month
from calculator.policy.names import Circumstance, Level
from calculator.sheets.cell_text import plain
from calculator.sheets.cell_values import Cell, CellError, is_empty, readers, text_of
from calculator.sheets.others.column_guess import Layout
from calculator.sheets.others.heading_names import BY_MEANING, KIND_OF_CARE, REQUIRED
from calculator.sheets.others.skipped_rows import LeftOut, Others

MOST_FAULTS = 1000
"""Faulty rows of which the reasons are kept; the others are only counted."""
MERGED = "looks_merged"
"""The fault of a row that looks like a part of the visit above it."""
MOST_YEARS_AWAY = 10
"""A visit that lies further from the case's period is a slip of the pen, not a reason to lengthen it."""

_CHRONIC: Circumstance = "chronic_scheme"
_TICK = 256


@dataclass(frozen=True, slots=True)
class Given:
    """What rows do not say themselves: whose visits they are, where they were, and the year of `3-5`."""

    owner: str
    year: int
    institution: tuple[str, Level | None] | None = None


@dataclass(slots=True)
class SheetVisits:
    """What was read: visits with ids that the case does not have, and what is wrong with the other rows.

    `again` holds the places of visits that the case has already. The path of a fault is the column's meaning, its
    figures name the 1-based `row` and the 0-based `place` of the column, None where there is none. `faulty` counts
    the rows with faults, of which the first `MOST_FAULTS` are told.
    """

    visits: list[Visit] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0
    left_out: Counter[LeftOut] = field(default_factory=Counter)

    def chosen(self, *, skip_again: bool) -> list[Visit]:
        """The visits to take over."""
        if not skip_again or not self.again:
            return self.visits
        again = set(self.again)
        return [visit for place, visit in enumerate(self.visits) if place not in again]


# ---- rows


class RowReader:
    """Reads rows of one layout into fields of a visit; amounts in 分."""

    def __init__(self, layout: Layout, people: Sequence[Person], given: Given) -> None:
        read = readers(people, given.year)
        self._columns = [
            (place, key, read[BY_MEANING[key].kind]) for place, key in enumerate(layout.columns) if key is not None
        ]
        self._place = {key: place for place, key, _read in self._columns}
        self._given = given
        self._stranger = None if layout.stranger is None else plain(layout.stranger)
        self._others = Others(layout.columns)

    def left_out(self, cells: Sequence[Cell]) -> LeftOut | None:
        """Why a row is none of the visits."""
        return self._others.left_out(cells)

    def fields(self, cells: Sequence[Cell], row: int) -> tuple[dict[str, Any], list[Fault]]:
        """The fields that a row gives, and what is wrong with its cells; what a visit needs and lacks is a fault."""
        found: dict[str, Any] = {}
        faults = []
        prescriber = None
        for place, key, read in self._columns:
            cell = cells[place] if place < len(cells) else ""
            if is_empty(cell):
                if key == "pay_from_account":
                    found[key] = ()  # a column of payers that names none: cash
                continue
            if key == "person" and self._stranger is not None and plain(text_of(cell)) == self._stranger:
                continue
            try:
                value = read(cell)
            except CellError as error:
                faults.append(Fault(key, error.code, {**error.figures, "row": row, "place": place}))
                continue
            if key == "institution":
                found["institution"] = value["institution"]
                prescriber = value.get("prescriber")
            else:
                found[key] = value
        if prescriber is not None:
            found["prescriber"] = prescriber
        if found.pop(KIND_OF_CARE.key, "") == "chronic" and _CHRONIC not in found.get("circumstances", ()):
            found["circumstances"] = (*found.get("circumstances", ()), _CHRONIC)
        if "institution" not in found and self._given.institution is not None:
            found["institution"], level = self._given.institution
            found.setdefault("prescriber", level)
        return found, faults + self._lacking(found, faults, row)

    def is_part(self, cells: Sequence[Cell], faults: Sequence[Fault]) -> bool:
        """Whether a row lacks only what a merged cell of the row above says, its date and its institution."""
        lacking = {"date", "institution"}
        empty = all(
            self._place[key] >= len(cells) or is_empty(cells[self._place[key]]) for key in lacking if key in self._place
        )
        return empty and bool(faults) and all(fault.code == "missing" and fault.path in lacking for fault in faults)

    def _lacking(self, found: Mapping[str, Any], faults: list[Fault], row: int) -> list[Fault]:
        unread = {fault.path for fault in faults}  # a cell that could not be read is not also missing
        return [
            Fault(name, "missing", {"row": row, "place": self._place.get(name)})
            for name in REQUIRED
            if name not in found and name not in unread
        ]


_AMOUNTS = ("total", "out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere")
_FIELDS = set(Visit.model_fields)
"""What every visit that is read has been given; one set for all of them, as there may be very many."""


def read_visits(
    rows: Iterable[Sequence[Cell]],
    layout: Layout,
    case: Case,
    given: Given,
    tick: Callable[[int], None] = lambda _row: None,
) -> SheetVisits:
    """The visits in the rows of a sheet; `tick` is told the row now and then, and may raise to end it all."""
    reader, read = RowReader(layout, case.people, given), SheetVisits()
    there = Counter(_sameness(visit) for visit in case.visits)
    ids = visit_ids(case)
    first = 0 if layout.heading is None else layout.heading + 1
    headings = list[list[Cell]]()
    above = False
    for place, cells in enumerate(rows):
        if place % _TICK == 0:
            tick(place)
        if place < first:
            if place >= layout.first:
                headings.append(list(cells))
            continue
        if all(is_empty(cell) for cell in cells):
            continue
        why: LeftOut | None = "heading" if list(cells) in headings else reader.left_out(cells)
        if why is not None:
            read.left_out[why] += 1
            above = False
            continue
        fields, faults = reader.fields(cells, place + 1)
        if above and reader.is_part(cells, faults):
            faults = [Fault("date", MERGED, faults[0].figures)]
        visit = None if faults else _visit(fields, given, ids)
        if visit is not None:
            faults = [_at(fault, place + 1, layout) for fault in _bill_faults(visit, case)]
        above = not faults or faults[0].code == MERGED
        if visit is None or faults:
            read.faulty += 1
            if read.faulty <= MOST_FAULTS:
                read.faults += faults
            continue
        same = _sameness(visit)
        if there[same]:
            there[same] -= 1
            read.again.append(len(read.visits))
        read.visits.append(visit)
    return read


def _visit(fields: dict[str, Any], given: Given, ids: FreeIds) -> Visit:
    person = fields.get("person", given.owner)
    whole: dict[str, Any] = {
        "prescriber": None,
        "setting": "local",
        "emergency": False,
        "circumstances": (),
        "pay_from_account": (person,),
        **dict.fromkeys(_AMOUNTS, Fen(0)),
        **fields,
        "person": person,
        "id": ids.free(fields.get("id")),
    }
    return Visit.model_construct(_FIELDS, **whole)


def _at(fault: Fault, row: int, layout: Layout) -> Fault:
    place = layout.columns.index(fault.path) if fault.path in layout.columns else None
    return Fault(fault.path, fault.code, {**fault.figures, "row": row, "place": place})


def _bill_faults(visit: Visit, case: Case) -> Iterator[Fault]:
    yield from bill_faults("", visit)
    years = range(case.from_ // 12 - MOST_YEARS_AWAY, case.through // 12 + MOST_YEARS_AWAY + 1)
    if visit.date.year not in years:
        figures = {"found": visit.date, "from": format_month(case.from_), "through": format_month(case.through)}
        yield Fault("date", "outside_period", figures)


def _sameness(visit: Visit) -> tuple[Any, ...]:
    """What two visits share that are taken to be the same one."""
    place = (visit.person, visit.date, visit.institution, visit.prescriber)
    return (*place, *(getattr(visit, name) for name in _AMOUNTS))
