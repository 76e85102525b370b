"""A person's year on the paper of a receipt printer: 80 mm wide, as long as it needs to be, in black alone."""

from datetime import date

from calculator.case.case import Case
from calculator.ground.language import N_
from calculator.printing.account_sheet import TITLE, period, standing, who
from calculator.printing.explained_sheet import DISCLAIMER
from calculator.printing.paper import SLIP, Form, Sheet
from calculator.printing.sheet_writer import Run, Writer
from calculator.words.cell_display import is_counted, not_counted
from calculator.words.personal_year import PersonalYear
from calculator.words.year_banner import said_by_banner, year_banner
from calculator.words.year_summary import year_doubts, year_figures


def slip_sheet(case: Case, of: PersonalYear, printed_on: date, form: Form = SLIP) -> Sheet:
    """The slip: name, region, year, figures with what is left of the cap and the balance, doubts, standing."""
    words, year = of.wording, of.year
    writer = Writer(form)
    writer.paragraph(Run(f"{words.text(TITLE)} · {year.year}", 12, bold=True), centred=True, below=0.5)
    writer.paragraph(Run(who(of), 9.5, bold=True), centred=True, below=0.5)
    writer.paragraph(Run(period(case, words), 8), centred=True, below=1)
    banner = year_banner(of)
    if banner is not None:
        writer.paragraph(Run(banner.text, 9, bold=True), below=1)
    sums = year.totals
    rows = [(figure.name, figure.figure) for figure in year_figures(of)]
    caps = {"cap": year.cap, "cap_remaining": year.cap_remaining}
    unknown = words.text(N_("unknown"))
    on_cost = "_of_cost" if year.expense_to_date is not None else ""
    names = {name: words.word(name + on_cost) for name in caps}
    rows[1:1] = [
        # A line of its own here, which begins like the others.
        (names[name][:1].upper() + names[name][1:], unknown if fen is None else f"¥{words.yuan(fen)}")
        for name, fen in caps.items()
    ]
    counted = sum(map(is_counted, year.visits))
    said = words.text(N_("{count} visits, total")).format(count=counted)
    rows.insert(0, (said, f"¥{words.yuan(sums.total)}"))
    grid = writer.table([writer.width * 0.55, writer.width * 0.45 - 2], len(rows), heading_rows=0, padding=0.5)
    grid.rule(range(len(rows)))
    for row, (name, figure) in enumerate(rows):
        grid.put(row, 0, Run(name, 9))
        grid.put(row, 1, Run(figure, 10, bold=True), right=True)
    if sums.refused_visits:
        said = words.text(N_("Visits that could not be computed: {count}")).format(count=sums.refused_visits)
        writer.paragraph(Run(said, 8.5), above=1)
    left = not_counted(year.visits, words)
    if left:
        writer.paragraph(Run(left, 8.5, bold=True), above=1)
    for doubt in year_doubts(of, said_by_banner(of)):
        writer.paragraph(Run(doubt, 8), above=1)
    writer.paragraph(Run(standing(of), 8), above=1)
    writer.paragraph(Run(words.text(DISCLAIMER), 8), above=1)
    writer.paragraph(Run(words.text(N_("Printed on {day}")).format(day=words.day(printed_on)), 8), above=1)
    return writer.slip()
