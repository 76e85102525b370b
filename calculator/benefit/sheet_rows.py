"""Rows of a sheet, or of the clipboard, as visits: which column means what, and what each row then says.

A row of headings says which column is which; titles may stand above it. What cannot be read is a fault with its row
and column; nothing is guessed. Rows of sums, repeated headings and examples are left out, and counted.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

from calculator.benefit.case import Case, Person, Visit
from calculator.benefit.case_text import bill_faults
from calculator.benefit.cell_text import plain
from calculator.benefit.cells import Cell, CellError, is_empty, readers
from calculator.benefit.headings import BY_MEANING, REQUIRED, Headings, words_of
from calculator.benefit.months import format_month, month_of
from calculator.benefit.tables import COMPUTED_SUM, SUM
from calculator.faults import Fault
from calculator.language import N_
from calculator.money import Fen
from calculator.policy.names import Level

EXAMPLE = N_("Example, left out when read")
"""What stands in the example row of a template."""

HEAD_ROWS = 30
"""So many rows are looked at to find the headings and to see what their columns hold."""
MOST_FAULTS = 1000
"""Faulty rows of which the reasons are kept; the others are only counted."""
MOST_YEARS_AWAY = 10
"""A visit that lies further from the case's period is a slip of the pen, not a reason to lengthen it."""

LeftOut = Literal["sum", "heading", "example"]
_FEWEST_HEADINGS = 2
_SUMS = {
    *("合计", "总计", "小计", "累计", "总合计", "本页合计", "本页小计", "共计", "total", "totals", "sum", "subtotal"),
    "grandtotal",
}
_DOUBTFUL = {"institution", "person"}
_LESS_DOUBTFUL = {"prescriber", "setting", "emergency", "circumstances", "pay_from_account"}
"""What is taken from a column only where at least one of its cells can be read: other columns have such names too.

Of the less doubtful this holds only where the heading is not one of ours.
"""
_TICK = 256


@dataclass(frozen=True, slots=True)
class Layout:
    """Which column means what: the 0-based row of the headings, None without them, and a key or None a column."""

    heading: int | None
    columns: tuple[str | None, ...]

    def with_column(self, place: int, key: str | None) -> "Layout":
        """The layout in which a column means something else; another one that meant it no longer does."""
        columns = [None if key is not None and old == key else old for old in self.columns]
        columns += [None] * (place + 1 - len(columns))
        columns[place] = key
        return Layout(self.heading, tuple(columns))

    def missing(self) -> list[str]:
        """What every visit needs and no column holds; an institution may be given for all of them."""
        return [key for key in REQUIRED if key not in self.columns and key != "institution"]


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


# ---- which column is which


def guessed(rows: Sequence[Sequence[Cell]], people: Sequence[Person], year: int) -> Layout:
    """The layout that the first rows of a sheet speak for; without headings no column means anything."""
    known, best = Headings(), Layout(None, ())
    for place, row in enumerate(rows[:HEAD_ROWS]):
        columns = known.columns([cell if isinstance(cell, str) else "" for cell in row])
        if _meant(columns) > max(_meant(best.columns), _FEWEST_HEADINGS - 1):
            best = Layout(place, columns)
    if best.heading is None:
        return Layout(None, (None,) * max(map(len, rows), default=0))
    headings = [cell if isinstance(cell, str) else "" for cell in rows[best.heading]]
    doubtful = _DOUBTFUL | {
        key
        for heading, key in zip(headings, best.columns, strict=True)
        if key in _LESS_DOUBTFUL and not known.is_own(heading)
    }
    return _believed(best, doubtful, rows[best.heading + 1 :], people, year)


def _meant(columns: Iterable[str | None]) -> int:
    return sum(key is not None for key in columns)


def _believed(
    layout: Layout, doubtful: set[str], rows: Sequence[Sequence[Cell]], people: Sequence[Person], year: int
) -> Layout:
    """The layout without the columns whose cells hold something else than their heading seems to say."""
    read = readers(people, year)
    for place, key in enumerate(layout.columns):
        cells = [row[place] for row in rows if place < len(row) and not is_empty(row[place])]
        if key in doubtful and cells and not any(_readable(read[BY_MEANING[key].kind], cell) for cell in cells):
            layout = layout.with_column(place, None)
    return layout


def _readable(read: Callable[[Cell], Any], cell: Cell) -> bool:
    try:
        read(cell)
    except CellError:
        return False
    return True


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
        self._sums = _SUMS | words_of((SUM, COMPUTED_SUM))
        self._examples = words_of((EXAMPLE,))

    def left_out(self, cells: Sequence[Cell]) -> LeftOut | None:
        """Why a row is none of the visits: it holds sums, an example, or the headings once more."""
        texts = [plain(cell).rstrip(":") for cell in cells if isinstance(cell, str) and cell]
        if any(text in self._examples for text in texts):
            return "example"
        place = self._place.get("date")
        day = cells[place] if place is not None and place < len(cells) else ""
        if isinstance(day, str) and (is_empty(day) or plain(day).rstrip(":") in self._sums):
            return "sum" if any(text in self._sums for text in texts) else None
        return None

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
        if "institution" not in found and self._given.institution is not None:
            found["institution"], level = self._given.institution
            found.setdefault("prescriber", level)
        return found, faults + self._lacking(found, faults, row)

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
    ids = _Ids(case)
    first = 0 if layout.heading is None else layout.heading + 1
    headings: list[Cell] | None = None
    for place, cells in enumerate(rows):
        if place % _TICK == 0:
            tick(place)
        if place < first:
            headings = list(cells)
            continue
        if all(is_empty(cell) for cell in cells):
            continue
        why: LeftOut | None = "heading" if headings is not None and headings == cells else reader.left_out(cells)
        if why is not None:
            read.left_out[why] += 1
            continue
        fields, faults = reader.fields(cells, place + 1)
        visit = None if faults else _visit(fields, given, ids)
        if visit is not None:
            faults = [_at(fault, place + 1, layout) for fault in _bill_faults(visit, case)]
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


def _visit(fields: dict[str, Any], given: Given, ids: "_Ids") -> Visit:
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


class _Ids:
    """Ids that no visit has; the one that a row gives, where it is free."""

    def __init__(self, case: Case) -> None:
        self._taken = {visit.id for visit in case.visits}
        self._number = len(self._taken)

    def free(self, wanted: str | None) -> str:
        while not wanted or wanted in self._taken:
            self._number += 1
            wanted = f"v{self._number}"
        self._taken.add(wanted)
        return wanted


# ---- the case with them


def with_visits(case: Case, visits: Sequence[Visit]) -> Case:
    """The case with more visits, its period lengthened by whole years where one lies outside it."""
    first = min((month_of(visit.date) for visit in visits), default=case.from_)
    last = max((month_of(visit.date) for visit in visits), default=case.through)
    fields: dict[str, Any] = {"visits": (*case.visits, *visits)}
    if first < case.from_:
        fields["from_"] = first // 12 * 12
    if last > case.through:
        fields["through"] = last // 12 * 12 + 11
    return case.model_copy(update=fields)


def head_of(rows: Iterable[Sequence[Cell]]) -> list[list[Cell]]:
    """The first rows, enough to find the headings and to show what stands below them."""
    return [list(row) for row in islice(rows, HEAD_ROWS)]
