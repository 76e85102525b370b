"""The visits in the rows of a sheet, and what became of the other rows.

A row of headings says which column is which; titles may stand above it. Rows of sums, repeated headings and examples
are left out, and counted; what rows of sums say is compared with the bills above them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any

from calculator.case.case import Case, StatedFigures, Visit
from calculator.case.case_checks import bill_faults
from calculator.case.free_ids import FreeIds
from calculator.case.visit_edits import visit_ids
from calculator.ground.faults import Fault, quoted
from calculator.ground.money import Fen, format_amount
from calculator.ground.months import format_month
from calculator.sheets.cells import Cell, is_empty, text_of
from calculator.sheets.others.bills import AMOUNTS, Bill, bill_of, settled
from calculator.sheets.others.column_guess import Layout, speaks_of_stays
from calculator.sheets.others.control_sums import ControlSums
from calculator.sheets.others.found_visits import MOST_FAULTS, SheetVisits
from calculator.sheets.others.headings import is_row_of_units, unit_of
from calculator.sheets.others.known_visits import KnownVisits, paid_back_there
from calculator.sheets.others.questions import ASKED_BY
from calculator.sheets.others.row_reader import Given, RowReader
from calculator.sheets.others.self_paid import UNCLEAR, self_paid_in
from calculator.sheets.others.skipped_rows import LeftOut
from calculator.sheets.others.tables_below import TablesBelow

MERGED = "looks_merged"
"""The fault of a row that looks like a part of the visit above it."""
MOST_YEARS_AWAY = 10
"""A visit that lies further from the case's period is a slip of the pen, not a reason to lengthen it."""

_TICK = 256
_NOTHING_SAID: dict[str, Any] = {
    "prescriber": None,
    "setting": "local",
    "emergency": False,
    "circumstances": (),
    "institution_name": "",
    "note": "",
    "receipt": "",
    "time": None,
    "stated": None,
    "refunded": False,
    "unread": {},
    **dict.fromkeys(AMOUNTS, Fen(0)),
}
"""What every visit that is read has been given; one set for all of them, as there may be very many."""


def read_again(found: SheetVisits, case: Case) -> list[int]:
    """The places of those visits that a case has already."""
    there = KnownVisits(case)
    return [place for place in found.again if there.has(found.visits[place])]


def read_visits(
    rows: Iterable[Sequence[Cell]],
    layout: Layout,
    case: Case,
    given: Given,
    tick: Callable[[int], None] = lambda _row: None,
) -> SheetVisits:
    """The visits in the rows of a sheet; `tick` is told the row now and then, and may raise to end it all."""
    return _Reading(layout, case, given).read(rows, tick)


class _Reading:
    """One sheet being read."""

    def __init__(self, layout: Layout, case: Case, given: Given) -> None:
        self._layout, self._case, self._given = layout, case, given
        self._reader = RowReader(layout, case.people, given)
        self._tables = TablesBelow(layout)
        self._read = SheetVisits()
        self._bills = list[Bill]()
        self._faulty_rows = set[int]()
        self._sums = ControlSums()
        self._people = {person.id: person for person in case.people}

    def read(self, rows: Iterable[Sequence[Cell]], tick: Callable[[int], None]) -> SheetVisits:
        """All rows."""
        layout, read = self._layout, self._read
        first = 0 if layout.heading is None else layout.heading + 1
        self._twice(layout)
        above = False
        for place, cells in enumerate(rows):
            if place % _TICK == 0:
                tick(place)
            if place < first:
                self._tables.begin(cells, place)
                continue
            if all(map(is_empty, cells)):
                continue
            repeated = self._tables.is_heading(cells)
            part = place == first and self._tables.goes_on(cells)
            why: LeftOut | None = "heading" if repeated or part else self._reader.left_out(cells)
            if why is not None:
                if why == "text" or (why == "heading" and not repeated):
                    self._units_said(cells, place)
                elif why == "closing":
                    self._unit_below(cells, place + 1)
                read.left_out[why] += 1
                self._count(why, cells, place + 1)
                above = False
                continue
            above = self._row(cells, place + 1, above=above)
        self._finish()
        return read

    def _count(self, why: LeftOut, cells: Sequence[Cell], row: int) -> None:
        """Follow the sums of the sheet's own rows."""
        amount = self._reader.control(cells)
        if why == "sum":
            self._sums.sum(amount, row, len(self._bills))
        else:
            self._sums.bill(amount)

    def _units_said(self, cells: Sequence[Cell], place: int) -> None:
        """A line of text, which may name a unit: right below headings that of their columns, else of what follows."""
        if self._layout.heading is None or place != self._layout.heading + 1 or not is_row_of_units(cells):
            self._tables.between(cells)
            title = "".join(map(text_of, cells))
            if speaks_of_stays(title) or (self._layout.inpatient and "门诊" in title):
                self._layout = replace(self._layout, inpatient=not self._layout.inpatient)
            return
        said = {at: unit for at, cell in enumerate(cells) if (unit := unit_of(text_of(cell))) is not None}
        self._layout = replace(self._layout, units={**self._layout.units, **said})
        self._reader = RowReader(self._layout, self._case.people, self._given)

    def _unit_below(self, cells: Sequence[Cell], row: int) -> None:
        """Refuse a closing line that names another unit of amounts than was read."""
        if "total" not in self._layout.columns:
            return
        unit = self._layout.units.get(self._layout.columns.index("total"), 1)
        for text in map(text_of, cells):
            if unit_of(text) not in (None, unit):
                self._fault(row, [_at(Fault("total", "unit_below", {"row": row, "found": quoted(text)}), self._layout)])

    def _twice(self, layout: Layout) -> None:
        """Refuse headings of which those of the total, or a whole table's, stand there twice."""
        if layout.twice and layout.heading is not None:
            figures = {"row": layout.heading + 1, "found": quoted(layout.twice)}
            code = "tables_beside" if layout.beside else "heading_twice"
            self._fault(layout.heading + 1, [_at(Fault("total", code, figures), layout)])

    def _row(self, cells: Sequence[Cell], row: int, *, above: bool) -> bool:
        """Read a row; gives whether the next one may be a part of it."""
        fields, faults = self._reader.fields(cells, row)
        inpatient = self._layout.inpatient and self._given.answers.get("inpatient") != "take"
        if inpatient and "inpatient" in self._given.answers:
            self._read.left_out["inpatient"] += 1
            return False
        if inpatient:
            faults = [Fault("date", "says_inpatient", {"row": row, "place": None})]
        unknown = self._asked(faults)
        total = fields.get("total")
        self._sums.bill(total)
        if unknown and self._given.answers.get("care") == "leave":
            self._read.left_out["other_care"] += 1
            return False
        if not fields.pop("insurance", True) or self._says_other_status(fields):
            self._read.left_out["insurance"] += 1
            return False
        if faults and self._begins_a_table(cells, row):
            return False
        if total is not None and total < 0:  # whoever takes a bill back may say less of it
            faults = [fault for fault in faults if fault.path != "institution"]
        if above and self._reader.is_part(cells, faults):
            faults = [Fault("date", MERGED, faults[0].figures)]
        if faults:
            self._fault(row, faults)
            return faults[0].code == MERGED
        if self._layout.of_items:
            fields["_cells"] = tuple(cells)
        fields.setdefault("person", self._given.owner)
        self._bills.append(bill_of(fields, row))
        return True

    def _says_other_status(self, fields: dict[str, Any]) -> bool:
        """Whether a row is of somebody outside the employees' insurance; a status unlike the household's is counted."""
        said, day = fields.pop("psn_type", None), fields.get("date")
        if not said or said == "other":
            return bool(said)
        person = self._people.get(fields.get("person", self._given.owner))
        if person is not None and day is not None:
            retired = person.status == "retired" or (person.retirement_date or date.max) <= day
            self._read.other_status += (said == "retired") is not retired
        return False

    def _asked(self, faults: list[Fault]) -> bool:
        """Count what is to be asked; gives whether the kind of care is one that is not known."""
        unknown = False
        for fault in list(faults):
            question = ASKED_BY.get(fault.code)
            if question is None:
                continue
            self._read.ask(question, str(fault.figures.get("found", "")))
            if question == "care" and "care" in self._given.answers:
                faults.remove(fault)
                unknown = True
        return unknown

    def _fault(self, row: int, faults: Sequence[Fault]) -> None:
        if row not in self._faulty_rows:
            self._faulty_rows.add(row)
            self._read.faulty += 1
        if self._read.faulty <= MOST_FAULTS:
            self._read.faults += faults

    def _begins_a_table(self, cells: Sequence[Cell], row: int) -> bool:
        """Whether a row holds the headings of another table below the first; what follows is read by them."""
        below = self._tables.below(cells, row - 1)
        if below is None:
            return False
        self._layout = below
        self._reader = RowReader(self._layout, self._case.people, self._given)
        self._read.left_out["heading"] += 1
        self._twice(below)
        return True

    # ---- when all rows are read

    def _finish(self) -> None:
        read, layout = self._read, self._layout
        rows, self._bills = self._bills, []
        refunds = self._given.answers.get("refunds", "")
        out = settled(rows, of_items=layout.of_items, sums=self._sums.by_place, refunds=refunds)
        read.controls = self._sums.ended()
        del rows
        read.left_out += out.left_out
        read.paid_back, without = paid_back_there(self._case, out.unmatched, out.void)
        read.unmatched, read.refunded, read.joined = [bill.total for bill in without], out.left, out.joined
        for fault in out.faults:
            self._asked([fault])
            self._fault(int(str(fault.figures["row"])), [_at(fault, layout)])
        bills = out.bills
        if layout.self_paid:
            bills = self._self_paid(bills)
        days = [bill.fields["date"] for bill in bills]
        own = "id" in layout.columns  # which goes back into the order that it had
        read.turned = (
            not own and len(days) > 1 and days[0] > days[-1] and all(one >= other for one, other in pairwise(days))
        )
        if not read.turned:
            bills.reverse()
        self._take(bills)
        read.faults.sort(key=lambda fault: int(str(fault.figures["row"])))

    def _self_paid(self, bills: list[Bill]) -> list[Bill]:
        """The bills with what 自费 says, where that is clear or answered; the others are faults."""
        meant = self._given.answers.get("self_paid") or self_paid_in(bills)
        said = [bill for bill in bills if bill.fields.get("out_of_catalogue", 0)]
        if said:
            self._read.self_paid.add(meant)
        if meant == "personal":
            for bill in said:
                del bill.fields["out_of_catalogue"]
        if meant != UNCLEAR:
            return bills
        for bill in said:
            faults = [Fault("out_of_catalogue", "self_paid_unclear", {"row": bill.row})]
            self._asked(faults)
            self._fault(bill.row, [_at(fault, self._layout) for fault in faults])
        return [bill for bill in bills if not bill.fields.get("out_of_catalogue", 0)]

    def _take(self, bills: list[Bill]) -> None:
        """Make visits of the bills, the last one first; each is let go, as there may be very many."""
        read, ids, there = self._read, visit_ids(self._case), KnownVisits(self._case)
        while bills:
            bill = bills.pop()
            visit = _visit(bill.fields, ids)
            faults = [
                Fault(fault.path, fault.code, {**fault.figures, "row": bill.row})
                for fault in (*_negative(visit), *_bill_faults(visit, self._case))
            ]
            if faults:
                self._fault(bill.row, [_at(fault, self._layout) for fault in faults])
                continue
            if (total := there.otherwise(visit)) is not None:
                figures = {"row": bill.row, "found": quoted(visit.receipt), "there": format_amount(Fen(total))}
                self._fault(bill.row, [_at(Fault("total", "number_there_otherwise", figures), self._layout)])
                continue
            if there.has(visit):
                read.again.append(len(read.visits))
            read.visits.append(visit)
            read.rows.append(bill.row)


def _visit(fields: dict[str, Any], ids: FreeIds) -> Visit:
    whole = {**_NOTHING_SAID, "pay_from_account": (fields["person"],), **fields}
    whole["id"] = ids.free(fields.get("id"))
    if (stated := whole["stated"]) is not None:
        whole["stated"] = StatedFigures(**_written(stated))
    if whole["unread"]:
        whole["unread"] = {name: text for name, (text, _value) in fields["unread"].items()}
        whole |= {name: value for name, (_text, value) in fields["unread"].items() if value is not None}
    whole.pop("_cells", None)
    return Visit.model_construct(**whole)


def _written(stated: dict[str, int]) -> dict[str, Any]:
    return {name: f"{fen // 100}.{fen % 100:02d}" for name, fen in stated.items() if fen >= 0}


def _at(fault: Fault, layout: Layout) -> Fault:
    place = layout.columns.index(fault.path) if fault.path in layout.columns else None
    return Fault(fault.path, fault.code, {**fault.figures, "place": place})


def _negative(visit: Visit) -> Iterator[Fault]:
    for name in AMOUNTS:
        if getattr(visit, name) < 0:
            yield Fault(name, "negative_amount", {"found": f"{getattr(visit, name) / 100:.2f}"})


def _bill_faults(visit: Visit, case: Case) -> Iterator[Fault]:
    yield from bill_faults("", visit)
    years = range(case.from_ // 12 - MOST_YEARS_AWAY, case.through // 12 + MOST_YEARS_AWAY + 1)
    if visit.date.year not in years:
        figures = {"found": visit.date, "from": format_month(case.from_), "through": format_month(case.through)}
        yield Fault("date", "outside_period", figures)
