"""Rows as bills: the rows of one number are one bill, a refund takes its original away, items are added up.

Where that is not certain the rows are faults, and nothing is guessed.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from calculator.ground.faults import Fault
from calculator.sheets.others.skipped_rows import LeftOut

AMOUNTS = ("total", "out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere")
_SAME = ("person", "date", "institution", "prescriber", "institution_name")


@dataclass(slots=True)
class Bill:
    """A row's fields with its 1-based number; `number` is that of its settlement, `original` that of what it reverses.

    A `reversal` has the amounts of what it takes away, above zero; `void` is marked as paid back, `either` so that it
    may also be what pays another bill back.
    """

    row: int
    fields: dict[str, Any]
    number: str = ""
    original: str = ""
    reversal: bool = False
    void: bool = False
    either: bool = False
    item: str = ""

    @property
    def total(self) -> int:
        """The whole bill, in 分."""
        total: int = self.fields["total"]
        return total

    def amounts(self) -> tuple[int, ...]:
        """All amounts, in 分."""
        return tuple(self.fields.get(name, 0) for name in AMOUNTS)

    def alike(self, other: "Bill") -> bool:
        """Whether two rows are of one person, day and place."""
        return all(self.fields.get(name) == other.fields.get(name) for name in _SAME)


@dataclass(slots=True)
class Settled:
    """What came of the rows: bills, what is wrong with others, and how many were left out.

    `unmatched` are refunds whose originals are not there: by so much sums may be too high. `void` are bills that are
    marked as paid back. `left` is what was left out as paid back, in 分, `joined` how many rows were added to another.
    """

    bills: list[Bill] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    unmatched: list[Bill] = field(default_factory=list)
    void: list[Bill] = field(default_factory=list)
    left: int = 0
    joined: int = 0


def bill_of(fields: dict[str, Any], row: int) -> Bill:
    """The bill of a row's fields, of which the numbers and marks are taken out."""
    settlement, code = fields.pop("settlement", ""), fields.pop("invoice_code", "")
    number = settlement or fields.get("receipt", "")
    if number:
        fields["receipt"] = number
    mark = fields.pop("refund", "")
    # Numbers of invoices begin anew under each code.
    bill = Bill(row, fields, number if settlement or not number else f"{code} {number}", fields.pop("original", ""))
    bill.void, bill.either = bool(mark), mark == "either"
    bill.item = fields.pop("item", "")
    fields.pop("psn_type", None)
    total = fields.get("total", 0)
    if total < 0:
        bill.reversal = True
        for name in AMOUNTS:
            if name in fields:
                fields[name] = -fields[name]
        fields.pop("stated", None)
    return bill


def settled(bills: Sequence[Bill], *, of_items: bool, sums: Mapping[int, int], refunds: str = "") -> Settled:
    """The bills that the rows come to; `sums` are those of rows of sums, in 分, by how many rows stand before.

    `refunds` is the answer to the question of that name.
    """
    out = Settled()
    numbered = dict[str, list[Bill]]()
    for bill in bills:
        if bill.number:
            numbered.setdefault(bill.number, []).append(bill)
    several = {number for number, rows in numbered.items() if len(rows) > 1}
    if not several and not of_items and not any(bill.reversal or bill.void for bill in bills):
        out.bills = list(bills)
        return out
    gone = set[int]()
    for number in several:
        _of_one_number(numbered[number], out, gone, of_items=of_items)
    _tell_refunds([bill for bill in bills if id(bill) not in gone], refunds, out, gone)
    rest = [bill for bill in bills if id(bill) not in gone]
    rest = _without_reversals(rest, out)
    if of_items:
        rest = list(_added_up(rest, bills, sums, out))
    for bill in rest:
        if bill.void:
            out.left_out["refunded"] += 1
            out.left += bill.total
            out.void.append(bill)
        else:
            out.bills.append(bill)
    return out


def _tell_refunds(bills: Sequence[Bill], answer: str, out: Settled, gone: set[int]) -> None:
    """Say of rows whose mark may mean either what they are, where a bill of the same amount stands beside them."""
    doubtful = [bill for bill in bills if bill.either and not bill.reversal]
    if not doubtful:
        return
    paid = _by_amount(bill for bill in bills if not (bill.void or bill.reversal))
    for row in doubtful:
        beside = [bill for bill in paid.get(_amount_key(row), []) if _may_reverse(row, bill, named=False)]
        if not beside:
            continue
        if answer == "reversals":
            row.reversal, row.void = True, False
            row.fields.pop("stated", None)
        elif not answer:
            out.faults.append(Fault("refund", "refund_or_bill", {"row": row.row}))
            out.faults += [
                Fault("total", "may_be_paid_back", {"row": bill.row}) for bill in beside if id(bill) not in gone
            ]
            gone |= {id(one) for one in (row, *beside)}


def _of_one_number(rows: list[Bill], out: Settled, gone: set[int], *, of_items: bool) -> None:
    """Put the rows of one settlement together; those that are used up are `gone`."""
    kept = [row for row in rows if not (row.void or row.reversal)]
    if kept and not of_items and len({(row.item, row.amounts()) for row in rows}) == 1:
        for row in rows:  # the same bill once more, marked as a refund: it pays the other one back
            row.reversal, row.void = row.reversal or row.void, row.void and row.reversal
    for kind in ([row for row in rows if not row.reversal], [row for row in rows if row.reversal]):
        if len(kind) > 1:
            _together(kind, out, gone, of_items=of_items)
    paid = [row for row in rows if not row.reversal and id(row) not in gone]
    back = [row for row in rows if row.reversal and id(row) not in gone]
    if not (paid and back):
        return
    _take_back(paid[0], back[0], out, gone)


def _take_back(bill: Bill, reversal: Bill, out: Settled, gone: set[int]) -> None:
    """Take a refund, or a part of a bill that is paid back, from the bill that is certainly meant."""
    gone.add(id(reversal))
    out.left += reversal.total
    if reversal.total == bill.total or bill.void:
        gone.add(id(bill))
        out.left_out["refunded"] += 2
    elif all(less <= more for less, more in zip(reversal.amounts(), bill.amounts(), strict=True)):
        for name, less in zip(AMOUNTS, reversal.amounts(), strict=True):
            if less:
                bill.fields[name] -= less
        bill.fields.pop("stated", None)
        out.left_out["refunded"] += 1
    else:
        _refuse([bill, reversal], "refund_above_bill", out, gone)


def _together(rows: list[Bill], out: Settled, gone: set[int], *, of_items: bool) -> None:
    """Make one bill of several rows of one number that all pay, or all pay back."""
    first, more = rows[0], rows[1:]
    if not all(first.alike(row) and first.void == row.void for row in more):
        _refuse(rows, "one_number_several_bills", out, gone)
    elif of_items and len({row.fields.get("_cells") for row in rows}) < len(rows):
        _refuse(rows, "item_twice", out, gone)
    elif of_items:
        _add(first, more)
        out.joined += len(more)
        gone |= {id(row) for row in more}
    elif len({row.amounts() for row in rows}) == 1:
        out.left_out["same"] += len(more)
        gone |= {id(row) for row in more}
    else:
        _refuse(rows, "one_number_several_amounts", out, gone)


def _refuse(rows: Iterable[Bill], code: str, out: Settled, gone: set[int]) -> None:
    for row in rows:
        out.faults.append(Fault("total", code, {"row": row.row, "found": row.number}))
        gone.add(id(row))


def _add(bill: Bill, more: Iterable[Bill]) -> None:
    for other in more:
        for name, amount in zip(AMOUNTS, other.amounts(), strict=True):
            if amount:
                bill.fields[name] = bill.fields.get(name, 0) + amount
        for name, amount in other.fields.get("stated", {}).items():
            stated = bill.fields.setdefault("stated", {})
            stated[name] = stated.get(name, 0) + amount


def _amount_key(row: Bill) -> tuple[Any, int]:
    return row.fields.get("person"), row.total


def _by_amount(rows: Iterable[Bill]) -> dict[tuple[Any, int], list[Bill]]:
    found = dict[tuple[Any, int], list[Bill]]()
    for row in rows:
        found.setdefault(_amount_key(row), []).append(row)
    return found


def _without_reversals(rows: list[Bill], out: Settled) -> list[Bill]:
    """The rows without reversals and without what they take away, by number or else by person, place and amount."""
    gone, reversals = set[int](), [row for row in rows if row.reversal]
    if not reversals:
        return rows
    paid = [row for row in rows if not row.reversal]
    at, called = _by_amount(paid), dict[str, list[Bill]]()
    for row in paid:  # whoever names an original may do so without the code of its invoice
        for number in {row.number, row.fields.get("receipt", "")} - {""}:
            called.setdefault(number, []).append(row)
    for reversal in reversals:
        named = [row for row in called.get(reversal.original, ()) if id(row) not in gone]
        if len(named) == 1:
            _take_back(named[0], reversal, out, gone)
            continue
        alike = at.get(_amount_key(reversal), [])
        found = [row for row in named or alike if id(row) not in gone]
        found = [row for row in found if _may_reverse(reversal, row, named=bool(named))]
        gone.add(id(reversal))
        out.left_out["refunded"] += 1
        if not found:
            out.unmatched.append(reversal)
            continue
        # What is marked as paid back itself goes first, then the newest.
        original = max(found, key=lambda row: (row.void, row.fields["date"], row.fields.get("time") or "", row.row))
        gone.add(id(original))
        out.left_out["refunded"] += 1
        out.left += reversal.total
    return [row for row in rows if id(row) not in gone]


def _may_reverse(reversal: Bill, bill: Bill, *, named: bool) -> bool:
    if named:
        return bill.total == reversal.total
    places = [
        (reversal.fields.get(name), bill.fields.get(name)) for name in ("institution", "prescriber", "institution_name")
    ]
    same = all(one is None or other is None or one == other for one, other in places)
    return same and bill.fields["date"] <= reversal.fields["date"]


def _added_up(rows: Sequence[Bill], all_rows: Sequence[Bill], sums: Mapping[int, int], out: Settled) -> Iterator[Bill]:
    """The bills whose items stand in rows without a number: those of one day and place that a row of sums confirms."""
    places = {id(row): place for place, row in enumerate(all_rows, start=1)}
    group = list[Bill]()
    for row in [*rows, None]:
        if row is not None and (not group or (not row.number and not group[0].number and group[0].alike(row))):
            group.append(row)
            continue
        if len(group) == 1 or (group and sum(one.total for one in group) == sums.get(places[id(group[-1])])):
            _add(group[0], group[1:])
            out.joined += len(group) - 1
            yield group[0]
        elif group:
            _refuse(group, "items_without_number", out, set())
        group = [] if row is None else [row]
