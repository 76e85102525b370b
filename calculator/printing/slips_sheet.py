"""A year's slips grouped by cause, and two visits side by side, on paper."""

from datetime import date

from calculator.ground.language import N_
from calculator.ground.progress import Steps
from calculator.printing.explained_sheet import DISCLAIMER
from calculator.printing.paper import PORTRAIT, Paper, Sheet
from calculator.printing.sheet_writer import Run, Writer
from calculator.whatif.slip_year_words import YearWords
from calculator.whatif.visit_pair_words import PairWords

_SIZE = 9


def slips_paper(told: YearWords | PairWords, printed_on: date) -> Steps[Paper]:
    """The page of a year of slips, or of two visits."""
    words = told.words
    sheet = _year_sheet(told) if isinstance(told, YearWords) else _pair_sheet(told)
    sheet.pages  # noqa: B018 — laying out is the work
    yield 1, 1
    foot = words.text(N_("Printed on {day}")).format(day=words.day(printed_on))
    return Paper([sheet], words, told.title(), foot)


def _year_sheet(told: YearWords) -> Sheet:
    words, writer = told.words, Writer(PORTRAIT)
    writer.paragraph(Run(told.title(), 17, bold=True), below=1)
    for line in told.sums():
        writer.paragraph(Run(line, 10), below=0.6)
    sections = told.sections()
    if not sections:
        writer.paragraph(Run(words.text(N_("No slip differs from what was computed.")), 11, bold=True), above=2)
    for section in sections:
        writer.heading(section.title)
        grid = writer.table([writer.width * 0.3, writer.width * 0.7 - 2], len(section.lines), 0, padding=0.8)
        grid.rule(range(len(section.lines)))
        for row, slip in enumerate(section.lines):
            grid.put(row, 0, Run(slip.where, _SIZE))
            grid.put(row, 1, Run(slip.differs, _SIZE), *((Run(slip.note, 8, colour="muted"),) if slip.note else ()))
    if asked := told.questions():
        writer.heading(words.text(N_("Ask at the counter:")))
        for question in asked:
            writer.paragraph(Run(f"· {question}", 10), below=0.6)
    writer.paragraph(Run(words.text(DISCLAIMER), 8), above=3)
    return writer.sheet(told.title())


def _pair_sheet(told: PairWords) -> Sheet:
    words, writer = told.words, Writer(PORTRAIT)
    writer.paragraph(Run(told.title(), 17, bold=True), below=1)
    writer.paragraph(Run(told.subject(), 10, colour="muted"), below=3)
    parts = told.pair.parts
    if parts:
        grid = writer.table([writer.width * 0.18, writer.width * 0.82 - 2], len(parts), 0, padding=1)
        grid.rule(range(len(parts)))
        for row, part in enumerate(parts):
            grid.put(row, 0, Run(told.amount(part), 10, bold=True), right=True)
            clause = told.clause(part)
            more = (Run(clause, 8, colour="muted"),) if clause else ()
            grid.put(row, 1, Run(told.sentence(part), 10), *more)
        writer.paragraph(Run(told.sum(), 10, bold=True), above=2)
    writer.paragraph(Run(words.text(DISCLAIMER), 8), above=3)
    return writer.sheet(told.title())
