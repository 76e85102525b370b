"""The slip that answers: one visit, its figures large and first, for the paper of a receipt printer, in black alone."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from calculator.engine.statement import VisitSettlement
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.printing.paper import SLIP, SLIPS, Form, Paper, Sheet, dots
from calculator.printing.sheet_writer import Run, Writer, width_of
from calculator.words.cell_display import is_counted
from calculator.words.explanation import visit_told
from calculator.words.personal_year import PersonalYear
from calculator.words.visit_answer import VisitAnswer, visit_answer
from calculator.words.year_banner import said_by_banner, year_banner
from calculator.words.year_summary import visit_doubts

if TYPE_CHECKING:
    from calculator.files.hall_settings import Office

TITLE = N_("What a visit comes to")
ESTIMATE = N_("An estimate; the settlement counts.")
_LARGE, _SMALL = 26, 12
"""The figures of the answer in points: as large as they fit, never smaller."""


def visit_of(of: PersonalYear, visit_id: str) -> VisitSettlement:
    """The settlement of a visit of the year that may go on paper as an answer.

    Raises KeyError for a visit that is not in the year, FaultsError for one that counts nowhere: unfinished, without
    a rule, or paid back.
    """
    settled = next((visit for visit in of.year.visits if visit.id == visit_id), None)
    if settled is None:
        raise KeyError(visit_id)
    if not is_counted(settled):
        decision = settled.refused or settled.excluded
        why = "" if decision is None else of.wording.say(decision.message)
        raise FaultsError([Fault("", "counts_nowhere", {"why": why})])
    return settled


def visit_slip(
    of: PersonalYear,
    visit_id: str,
    printed_on: date,
    office: "Office | None" = None,
    *,
    form: Form = SLIP,
    split: bool = True,
    notes: Sequence[str] = (),
) -> Sheet:
    """The slip of a visit of the year; without `split` it says nothing of account and cash. Raises as `visit_of`.

    `notes` are doubts of whoever asked, besides those of the statement.
    """
    settled, words = visit_of(of, visit_id), of.wording
    tr = words.text
    found, writer = visit_answer(of, settled, split=split), Writer(form)
    _figures(writer, of, found)
    banner = year_banner(of)
    if banner is not None:
        writer.paragraph(Run(banner.text, 8.5, bold=True), above=1)
    parts = [of.person.name, words.of(of.pack.name), found.about]
    writer.paragraph(Run(" · ".join(part for part in parts if part), 9), above=1)
    for sentence in (found.adds_up, found.before, found.deductible, found.cap):
        if sentence:
            writer.paragraph(Run(sentence, 9), below=0.5)
    told = visit_told(settled, of.person, of.pack, words, (), of.readings)
    for number, line in enumerate(told.lines, start=1):
        said = [Run(f"{number} {line.heading} ", 8, bold=True), Run(line.clause.split(" · ")[0], 7.5)]
        writer.paragraph(said, above=0.6, below=0)
        for text in (line.formula, line.reading):
            if text:
                writer.paragraph(Run(text, 7.5), below=0, indent=2)
    for doubt in (*visit_doubts(of, visit_id, said_by_banner(of)), *notes):
        writer.paragraph(Run(doubt, 7.5), above=0.8, below=0)
    writer.paragraph(Run(tr(ESTIMATE), 10, bold=True), above=1.5, below=0.5)
    for text in (*_office(office, of), tr(N_("Printed on {day}")).format(day=words.day(printed_on))):
        writer.paragraph(Run(text, 8), below=0)
    return writer.slip()


def visit_slip_paper(
    of: PersonalYear,
    visit_id: str,
    printed_on: date,
    office: "Office | None" = None,
    *,
    width: int = 80,
    split: bool = True,
    notes: Sequence[str] = (),
) -> Paper:
    """The slip as paper of a width in millimetres. Raises as `visit_slip`; KeyError for a width that there is not."""
    sheet = visit_slip(of, visit_id, printed_on, office, form=SLIPS[width], split=split, notes=notes)
    return Paper([sheet], of.wording, of.wording.text(TITLE))  # the job's name says nothing of the person


def _figures(writer: Writer, of: PersonalYear, found: VisitAnswer) -> None:
    """The two large figures, each below its name."""
    tr = of.wording.text
    for name, figure, large in (
        (N_("Paid by the pooled fund"), found.pooled, _LARGE),
        (N_("Personal share"), found.personal, _LARGE - 6),
    ):
        size = large
        while size > _SMALL and width_of([Run(figure, size, bold=True)]) > writer.width - dots(1):
            size -= 1
        writer.paragraph(Run(tr(name), 10, bold=True), below=0)
        writer.paragraph(Run(figure, size, bold=True), below=0.5)
    for text in (found.split, found.reason):
        if text:
            writer.paragraph(Run(text, 9), below=0.5)


def _office(office: "Office | None", of: PersonalYear) -> list[str]:
    """Who gave the slip out."""
    if office is None:
        return []
    telephone = of.wording.text(N_("Telephone {number}")).format(number=office.telephone) if office.telephone else ""
    return [text for text in (office.name, telephone, office.hours) if text]
