"""What came of the rows of a sheet: visits, faults, what was left out, and what is doubtful."""

from array import array
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from calculator.case.case import Visit
from calculator.ground.faults import Fault
from calculator.sheets.others.control_sums import Control
from calculator.sheets.others.known_visits import sameness
from calculator.sheets.others.questions import Question
from calculator.sheets.others.skipped_rows import LeftOut

MOST_FAULTS = 1000
"""Faulty rows of which the reasons are kept; the others are only counted."""


@dataclass(slots=True)
class SheetVisits:
    """What was read: visits with ids that the case does not have, and what is wrong with the other rows.

    `rows` are the 1-based rows that the visits begin in, `again` the places of visits that the case has already. The
    path of a fault is the column's meaning, its figures name the 1-based `row` and the 0-based `place` of the column,
    None where there is none. `faulty` counts the rows with faults, of which the first `MOST_FAULTS` are told.
    `controls` are the sums that the sheet says itself, `unmatched` refunds without an original, `refunded` what was
    left out as paid back, in 分, `paid_back` the ids of visits of the case that rows pay back, and `joined` counts rows
    that were added to the bill above them. `self_paid` is what
    自费 was taken for, `turned` says that the sheet ran from new to old; `other_status` counts rows that say another
    status than the household, `asked` what cells hold that an answer to a question would settle.
    """

    visits: list[Visit] = field(default_factory=list)
    rows: "array[int]" = field(default_factory=lambda: array("L"))
    again: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    faulty: int = 0
    left_out: Counter[LeftOut] = field(default_factory=Counter)
    controls: list[Control] = field(default_factory=list)
    unmatched: list[int] = field(default_factory=list)
    refunded: int = 0
    paid_back: list[str] = field(default_factory=list)
    joined: int = 0
    self_paid: set[str] = field(default_factory=set)
    turned: bool = False
    other_status: int = 0
    asked: dict[Question, Counter[str]] = field(default_factory=dict)

    def ask(self, question: Question, text: str) -> None:
        """Take note of a cell that the answer to a question would settle."""
        self.asked.setdefault(question, Counter())[text] += 1

    def leave_repeated(self, before: "SheetVisits", there: Sequence[int]) -> bool:
        """Leave out the visits that other sheets, read `before`, hold under the same number, and count them.

        `there` are the places of those that the case has besides. False where one is repeated otherwise.
        """
        repeated = set(self.again).difference(there)
        if not repeated:
            return True
        known = {(visit.person, visit.receipt): visit for visit in before.visits if visit.receipt}
        for place in repeated:
            visit = self.visits[place]
            other = known.get((visit.person, visit.receipt))
            if other is None or sameness(visit) != sameness(other):
                return False
        kept = [place for place in range(len(self.visits)) if place not in repeated]
        left = {place: number for number, place in enumerate(kept)}
        self.visits = [self.visits[place] for place in kept]
        self.rows = array("L", (self.rows[place] for place in kept))
        self.again = [left[place] for place in self.again if place in left]
        self.left_out["same"] += len(repeated)
        return True

    def name_sheet(self, name: str) -> None:
        """Tell with every fault which sheet it is in."""
        self.faults = [Fault(fault.path, fault.code, {**fault.figures, "sheet": name}) for fault in self.faults]

    def add(self, other: "SheetVisits") -> None:
        """Put what another sheet held behind this one's."""
        self.again += [len(self.visits) + place for place in other.again]
        self.visits += other.visits
        self.rows += other.rows
        self.faults += other.faults[: max(0, MOST_FAULTS - len(self.faults))]
        self.faulty += other.faulty
        self.left_out += other.left_out
        self.controls += other.controls
        self.unmatched += other.unmatched
        self.refunded += other.refunded
        self.paid_back += other.paid_back
        self.joined += other.joined
        self.self_paid |= other.self_paid
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
