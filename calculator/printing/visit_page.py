"""The page that explains: one visit on one sheet of A4, with its question, answer, steps, doubts, and room to sign."""

from datetime import date
from typing import TYPE_CHECKING

from calculator.ground.language import N_
from calculator.printing.account_sheet import standing
from calculator.printing.explained_sheet import DISCLAIMER
from calculator.printing.paper import PORTRAIT, Paper, Sheet
from calculator.printing.sheet_writer import Run, Writer
from calculator.printing.visit_slip import visit_of
from calculator.words.explanation import Told, visit_told
from calculator.words.personal_year import PersonalYear
from calculator.words.visit_answer import VisitAnswer, visit_answer
from calculator.words.year_banner import said_by_banner, year_banner
from calculator.words.year_summary import visit_doubts

if TYPE_CHECKING:
    from calculator.files.hall_settings import Office

TITLE = N_("How one visit was computed")
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.62)
"""How large the text is tried: one page is one page."""


def visit_page(
    of: PersonalYear, visit_id: str, printed_on: date, office: "Office | None" = None, *, split: bool = True
) -> Sheet:
    """The page of a visit of the year, in the largest text in which it is one. Raises as `visit_of`.

    Without `split` it says nothing of account and cash.
    """
    settled = visit_of(of, visit_id)
    answer = visit_answer(of, settled, split=split)
    told = visit_told(settled, of.person, of.pack, of.wording, (), of.readings)
    banner = year_banner(of)
    doubts = [*([banner.text] if banner is not None else ()), *visit_doubts(of, visit_id, said_by_banner(of))]
    sheets = (_page(of, answer, told, doubts, printed_on, office, scale) for scale in _SCALES)
    sheet = next(sheets)
    while sheet.pages > 1 and (smaller := next(sheets, None)) is not None:
        sheet = smaller
    return sheet


def visit_page_paper(
    of: PersonalYear, visit_id: str, printed_on: date, office: "Office | None" = None, *, split: bool = True
) -> Paper:
    """The page as paper. Raises as `visit_page`."""
    sheet, words = visit_page(of, visit_id, printed_on, office, split=split), of.wording
    foot = words.text(N_("Printed on {day}")).format(day=words.day(printed_on))
    return Paper([sheet], words, words.text(TITLE), foot)


def _page(
    of: PersonalYear,
    answer: VisitAnswer,
    told: Told,
    doubts: list[str],
    printed_on: date,
    office: "Office | None",
    scale: float,
) -> Sheet:
    words, writer = of.wording, Writer(PORTRAIT)
    tr = words.text

    def run(text: str, size: float, *, bold: bool = False, colour: str = "text") -> Run:
        return Run(text, size * scale, bold=bold, colour=colour)

    writer.paragraph(run(told.title, 15, bold=True), below=1)
    about = [of.person.name, words.of(of.pack.name), answer.about, standing(of)]
    writer.paragraph(run(" · ".join(part for part in about if part), 10), below=1.5)
    grid = writer.table([writer.width / 2 - 1] * 2, 2, heading_rows=0, padding=0.8)
    figures = ((N_("Paid by the pooled fund"), answer.pooled), (N_("Personal share"), answer.personal))
    for column, (name, figure) in enumerate(figures):
        grid.put(0, column, run(tr(name), 10, bold=True))
        grid.put(1, column, run(figure, 24, bold=True))
    for text in (answer.reason, answer.split, answer.adds_up, answer.before, answer.deductible, answer.cap):
        if text:
            writer.paragraph(run(text, 10), below=0.4)
    writer.heading(tr(N_("Steps")))
    widths = [writer.width * share for share in (0.05, 0.5, 0.44)]
    grid = writer.table(widths, len(told.lines) + 1, padding=0.9)
    grid.rule([0], thick=True)
    grid.rule(range(1, len(told.lines) + 1))
    for column, heading in enumerate((N_("no."), N_("step"), N_("document, clause and date"))):
        grid.put(0, column, run(tr(heading), 9, bold=True))
    for row, line in enumerate(told.lines, start=1):
        grid.put(row, 0, run(str(row), 9))
        grid.put(row, 1, run(line.heading, 9, bold=True), *(run(text, 9) for text in (line.formula,) if text))
        grid.put(row, 2, run(line.clause, 9), *(run(text, 8.5) for text in (line.reading,) if text))
    writer.heading(tr(N_("What stays open")))
    for text in doubts or [tr(N_("Nothing that the program knows of."))]:
        writer.paragraph(run(text, 9), below=0.6)
    writer.paragraph(run(tr(DISCLAIMER), 9, bold=True), above=1.5, below=2)
    _signatures(writer, of, office, printed_on, scale)
    return writer.sheet(f"{tr(TITLE)} · {answer.about}")


def _signatures(writer: Writer, of: PersonalYear, office: "Office | None", printed_on: date, scale: float) -> None:
    """Room for the office's stamp, who served, and who was served."""
    tr = of.wording.text
    headings = (N_("Office (stamp)"), N_("Clerk"), N_("Signature of the insured"))
    grid = writer.table([writer.width / 3 - 1] * 3, 2, heading_rows=0, padding=1.2)
    grid.rule([1])
    for column, heading in enumerate(headings):
        grid.put(0, column, Run(tr(heading), 9 * scale, bold=True))
    name = "" if office is None else office.name
    grid.put(1, 0, Run(name, 9 * scale), "", "", Run(of.wording.day(printed_on), 9 * scale))
    told = "" if office is None else " · ".join(part for part in (office.telephone, office.hours) if part)
    if told:
        writer.paragraph(Run(told, 8 * scale), above=1, below=0)
