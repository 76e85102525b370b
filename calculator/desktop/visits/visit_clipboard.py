"""New, doubled and pasted visits, and visits as text for the clipboard."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from calculator.case.case import Visit
from calculator.case.unread_entries import ON_THE_SLIP
from calculator.case.visit_edits import usual_day, visit_ids
from calculator.ground.faults import Fault, quoted
from calculator.ground.language import N_
from calculator.ground.money import Fen, format_amount, format_rate
from calculator.policy.names import LEVELS
from calculator.session.session import Session
from calculator.words.cell_display import named
from calculator.words.stated_words import difference_text
from calculator.words.visit_columns import Column

if TYPE_CHECKING:
    from calculator.sheets.others.found_visits import SheetVisits
    from calculator.sheets.others.questions import Question

_PARTS = {
    *("out_of_catalogue", "over_price_limit", "first_self_pay", "paid_elsewhere"),
    *("setting", "emergency", "circumstances"),
}
"""What may be entered for a visit besides what every visit has."""
_FIELD = re.compile(r"visits\[(\d+)\]\.(\w+)")


def new_visit(session: Session, today: date) -> Visit:
    """A fresh visit of the shown person: of today or, in another year, of the day of its latest one.

    Its amount is still to be entered, and its level where there is no usual one; the person's account pays.
    """
    person = session.person
    return Visit.model_construct(
        id=visit_ids(session.case).free(),
        person=person.id,
        date=usual_day(session.case, session.year, today, (visit.date for visit in session.year_statement.visits)),
        institution=person.usual_level or LEVELS[0],
        total=Fen(0),
        pay_from_account=(person.id,),
        unread={"total": "", **({} if person.usual_level else {"institution": ""})},
    )


def doubled(session: Session, copied: Sequence[str]) -> list[Visit]:
    """Copies of visits under new ids."""
    ids = visit_ids(session.case)
    return [session.visit(name).model_copy(update={"id": ids.free()}) for name in copied]


class Pasting(NamedTuple):
    """What copied rows hold; `stranger` is the one name that they say where it is nobody's here."""

    found: "SheetVisits"
    stranger: str | None = None

    @property
    def visits(self) -> list[Visit]:
        """The visits, none where a row has a fault."""
        return [] if self.found.faults else self.found.visits

    def beside(self, session: Session) -> list[str]:
        """What the list of visits does not show of the rows, as sentences."""
        # Only who pastes needs them.
        from calculator.files.spreadsheets.import_report import became_said, controls_said, totals_said

        found, words = self.found, session.wording
        others = Counter(visit.person for visit in found.visits if visit.person != session.person_id)
        lines = []
        if self.stranger is not None:
            said = words.text(N_("{found} is not in the household: imported as visits of {owner}"))
            lines.append(said.format(found=quoted(self.stranger), owner=named(session.person)))
        if others and not session.everyone:
            names = (f"{named(session.person_of(person))} {count:,}" for person, count in others.items())
            line = words.text(N_("Pasted for others: {people}"))
            lines.append(line.format(people=words.text(N_("; ")).join(names)))
        lines += became_said(found, words)
        if found.controls:
            lines += [totals_said(found, words, even_none=True), *controls_said(found.controls, words)]
        return lines


def pasted(session: Session, text: str, answers: "Mapping[Question, str]") -> Pasting:
    """The visits in copied rows, of the shown person where a row names no other; `answers` to what rows leave open."""
    # Only who pastes needs them.
    from calculator.files.spreadsheets.guarded_text import from_clipboard
    from calculator.sheets.others.pasted_rows import cells_of, read_rows
    from calculator.sheets.others.row_reader import Given

    cells = [[from_clipboard(cell) for cell in row] for row in cells_of(text)]
    given = Given(session.person_id, session.year, answers=answers)
    return Pasting(*read_rows(cells, session.case, given))


def in_rows(session: Session, numbers: Sequence[int], faults: Sequence[Fault]) -> list[Fault]:
    """The faults for which the household refused copied rows as faults of these rows, by their numbers."""
    first, placed = len(session.case.visits), []
    for fault in faults:
        match = _FIELD.match(fault.path)
        if match is not None and int(match[1]) >= first:
            row = numbers[int(match[1]) - first]
            placed.append(Fault(match[2], fault.code, {**fault.figures, "row": row}))
        else:
            placed.append(fault)
    return placed


def fault_sentences(session: Session, faults: Sequence[Fault]) -> list[str]:
    """What is wrong with pasted rows, each with its row and column; what is no row's is said by itself."""
    from calculator.sheets.others.heading_names import BY_MEANING

    words = session.wording
    row = N_("Copied row {row}, {column}: {fault}")
    return [
        words.text(row).format(
            row=fault.figures["row"],
            column=words.text(BY_MEANING[fault.path].heading).replace("\n", " "),
            fault=words.at_field(fault),
        )
        if "row" in fault.figures
        else words.at_field(fault)
        for fault in faults
    ]


def copied(session: Session, visit_ids: Sequence[str], columns: Sequence[Column], institution: str) -> str:
    """The visits as rows of cells between tabs, with headings; amounts without separators, dates as ISO.

    `institution` is a template for a pharmacy with its prescriber's level. What else was entered for one of the
    visits stands behind the columns: pasted without it, a visit that is not paid would be paid.
    """
    # Only who copies needs them.
    from calculator.files.spreadsheets.guarded_text import into_clipboard
    from calculator.sheets.own.household_tables import Tables
    from calculator.sheets.table_columns import VISIT_COLUMNS

    words, visits = session.wording, [session.visit(visit_id) for visit_id in visit_ids]
    shown = {column.key for column in columns}
    # Beside a computed figure stands what the slip says, be it nothing: pasted, the one would be taken for the other.
    beside = {f"{ON_THE_SLIP}{key}" for key in shown}
    more = [
        column
        for column in VISIT_COLUMNS
        if column.key not in shown and (column.key in beside or any(_says(column.key, one) for one in visits))
    ]
    tables = Tables(session.case, session.statement, session.library, words)
    headings = [column.heading for column in columns] + [column.heading for column in more]
    lines = ["\t".join(words.text(heading).replace("\n", " ") for heading in headings)]
    for visit in visits:
        settled = session.settlement(visit.id)
        person = session.person_of(visit.person)
        cells = []
        for column in columns:
            value = column.value(visit, settled, person)
            if value is None:
                cells.append("")
            elif column.kind == "amount":
                cells.append(format_amount(value))
            elif column.kind == "stated":
                cells.append(into_clipboard(difference_text(value, words)))
            elif column.kind == "rate":
                cells.append(format_rate(value))
            elif column.kind == "institution" and visit.institution == "pharmacy":
                cells.append(institution.format(level=words.word(str(visit.prescriber))))
            else:
                cells.append(into_clipboard(words.word(str(value))))
        cells += [into_clipboard(tables.entered(column.key, visit)) for column in more]
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def _says(key: str, visit: Visit) -> bool:
    """Whether a visit says something in a field that a new one would not."""
    if key.startswith(ON_THE_SLIP):
        return getattr(visit.stated, key.removeprefix(ON_THE_SLIP), None) is not None
    if key == "pay_from_account":
        return visit.pay_from_account != (visit.person,)
    return key in _PARTS and bool(getattr(visit, key) != Visit.__dataclass_fields__[key].default)
