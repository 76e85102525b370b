"""The visits in the rows of a sheet, and what became of the other rows.

A row of headings says which column is which; titles may stand above it. Rows of sums, repeated headings and examples
are left out, and counted; what rows of sums say is compared with the bills above them.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise
from typing import Any

from calculator.case.case import Case, StatedFigures, Visit
from calculator.case.case_checks import bill_faults
from calculator.case.free_ids import FreeIds
from calculator.case.visit_edits import visit_ids
from calculator.ground.faults import Fault
from calculator.ground.money import Fen
from calculator.ground.months import format_month
from calculator.sheets.cells import Cell, is_empty, text_of
from calculator.sheets.others.bills import AMOUNTS, Bill, bill_of, settled
from calculator.sheets.others.column_guess import Layout
from calculator.sheets.others.control_sums import Control, ControlSums
from calculator.sheets.others.headings import is_row_of_units, unit_of
from calculator.sheets.others.known_visits import KnownVisits
from calculator.sheets.others.questions import ASKED_BY, Question
from calculator.sheets.others.row_reader import Given, RowReader
from calculator.sheets.others.skipped_rows import LeftOut
from calculator.sheets.others.tables_below import TablesBelow

MOST_FAULTS = 1000
"""Faulty rows of which the reasons are kept; the others are only counted."""
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


@dataclass(slots=True)
class SheetVisits:
    """What was read: visits with ids that the case does not have, and what is wrong with the other rows.

    `again` holds the places of visits that the case has already. The path of a fault is the column's meaning, its
    figures name the 1-based `row` and the 0-based `place` of the column, None where there is none. `faulty` counts
    the rows with faults, of which the first `MOST_FAULTS` are told. `controls` are the sums that the sheet says itself,
    `unmatched` refunds without an original, `refunded` what was left out as paid back, in 分, and `joined` counts rows
    that were added to the bill above them. `as_cash` says that 自费 was the personal share, `turned` that the sheet ran
    from new to old; `other_status` counts rows that say another
    status than the household, `asked` what cells hold that an answer to a question would settle.
    """

    visits: list[Visit] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    controls: list[Control] = field(default_factory=list)
    unmatched: list[int] = field(default_factory=list)
    refunded: int = 0
    joined: int = 0
    as_cash: bool = False
    turned: bool = False
    other_status: int = 0
    asked: dict[Question, Counter[str]] = field(default_factory=dict)

    def name_sheet(self, name: str) -> None:
        """Tell with every fault which sheet it is in."""
        self.faults = [Fault(fault.path, fault.code, {**fault.figures, "sheet": name}) for fault in self.faults]

    def add(self, other: "SheetVisits") -> None:
        """Put what another sheet held behind this one's."""
        self.again += [len(self.visits) + place for place in other.again]
        self.visits += other.visits
        self.faults += other.faults[: max(0, MOST_FAULTS - len(self.faults))]
        self.faulty += other.faulty
        self.left_out += other.left_out
        self.controls += other.controls
        self.unmatched += other.unmatched
        self.refunded += other.refunded
        self.joined += other.joined
        self.as_cash |= other.as_cash
        self.turned |= other.turned
        self.other_status += other.other_status
        for question, found in other.asked.items():
            self.asked.setdefault(question, Counter()).update(found)

    def chosen(self, *, skip_again: bool) -> list[Visit]:
        """The visits to take over."""
        if not skip_again or not self.again:
            return self.visits
        again = set(self.again)
        return [visit for place, visit in enumerate(self.visits) if place not in again]


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
            why: LeftOut | None = "heading" if repeated else self._reader.left_out(cells)
            if why is not None:
                if why == "text" or (why == "heading" and not repeated):
                    self._units_said(cells, place)
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
            return
        said = {at: unit for at, cell in enumerate(cells) if (unit := unit_of(text_of(cell))) is not None}
        self._layout = replace(self._layout, units={**self._layout.units, **said})
        self._reader = RowReader(self._layout, self._case.people, self._given)

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
            self._read.asked.setdefault(question, Counter())[str(fault.figures.get("found", ""))] += 1
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
        return True

    # ---- when all rows are read

    def _finish(self) -> None:
        read, layout = self._read, self._layout
        rows, self._bills = self._bills, []
        out = settled(rows, of_items=layout.of_items, sums=self._sums.by_place)
        read.controls = self._sums.controls
        del rows
        read.left_out += out.left_out
        read.unmatched, read.refunded, read.joined = out.unmatched, out.left, out.joined
        for fault in out.faults:
            self._fault(int(str(fault.figures["row"])), [_at(fault, layout)])
        bills = out.bills
        read.as_cash = layout.self_paid and bool(bills) and all(map(_is_all_paid, bills))
        if read.as_cash:
            for bill in bills:
                bill.fields.pop("out_of_catalogue", None)
        days = [bill.fields["date"] for bill in bills]
        own = "id" in layout.columns  # which goes back into the order that it had
        read.turned = (
            not own and len(days) > 1 and days[0] > days[-1] and all(one >= other for one, other in pairwise(days))
        )
        if not read.turned:
            bills.reverse()
        self._take(bills)
        read.faults.sort(key=lambda fault: int(str(fault.figures["row"])))

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
            if there.has(visit):
                read.again.append(len(read.visits))
            read.visits.append(visit)


def _is_all_paid(bill: Bill) -> bool:
    """Whether what the fund, the accounts and the person paid, called 自费, make up a bill."""
    stated, said = bill.fields.get("stated", {}), bill.fields.get("out_of_catalogue", 0)
    paid = sum(stated.get(name, 0) for name in ("pooled", "account", "family_account"))
    return bool(bill.total == paid + said)


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
