"""「我的门诊账」: the household's year on one sheet, and each person's with figures, chart and visits."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen

from calculator.case.case import Case, Visit
from calculator.engine.statement import Statement
from calculator.engine.year_moments import year_series
from calculator.ground.language import N_
from calculator.ground.months import Month, format_month
from calculator.policy.packs import Packs
from calculator.printing.chart_with_legend import paint_chart
from calculator.printing.paper import INK, PORTRAIT, Sheet, dots
from calculator.printing.sheet_writer import Run, Writer
from calculator.printing.stated_grid import write_slips
from calculator.printing.visits_grid import visits_table, write_visits
from calculator.widgets.charts.step_drawing import ChartData
from calculator.widgets.charts.year_chart import year_chart
from calculator.words.cell_display import with_clause
from calculator.words.family_summary import FAMILY_COLUMNS, family_cell, family_notes, member_cell, sharing_lines
from calculator.words.family_year import family_year, sharing
from calculator.words.personal_year import PersonalYear
from calculator.words.wording import Wording
from calculator.words.year_banner import said_by_banner, year_banner
from calculator.words.year_summary import Figure, year_doubts, year_figures

TITLE = N_("My outpatient account")
_HOUSEHOLD = N_("My household's outpatient account")
_LOW, _HIGH = 46, 58
"""How high the chart is on a page that is wider than high, and on one that is higher than wide, in millimetres."""


def household_sheet(case: Case, statement: Statement, library: Packs, wording: Wording, year: int) -> Sheet:
    """The family's year: a line a person, the sums, and what is not known."""
    writer = Writer(PORTRAIT)
    people = {person.id: person for person in case.people}
    family = family_year(statement, year)
    writer.paragraph(Run(f"{wording.text(_HOUSEHOLD)} · {year}", 17, bold=True), below=1)
    writer.paragraph(Run(period(case, wording), 9, colour="muted"), below=3)
    shares = (22, 18, 15, 15, 15, 15)
    grid = writer.table([writer.width * share / 100 for share in shares], len(family.members) + 2, padding=1.2)
    grid.rule([0, len(family.members)], thick=True)
    grid.rule(range(1, len(family.members)))
    for place, (key, heading) in enumerate(FAMILY_COLUMNS.items()):
        right = key not in ("person", "region")
        grid.put(0, place, Run(wording.text(heading), 9, bold=True), right=right)
        for row, member in enumerate(family.members, start=1):
            text = member_cell(key, member, people[member.person], library, wording)
            grid.put(row, place, Run(text, 10), right=right)
        text = family_cell(key, family, wording)
        grid.put(len(family.members) + 1, place, Run(text, 10, bold=True), right=right)
    for note in family_notes(family, people, wording):
        writer.paragraph(f"⚠ {note}", above=1)
    return writer.sheet(f"{wording.text(_HOUSEHOLD)} · {year}")


def account_sheet(
    case: Case, statement: Statement, library: Packs, of: PersonalYear, visits: Mapping[str, Visit] | None
) -> Sheet:
    """A person's year: figures, chart, doubts, visits, and what else the account paid; `visits` are the case's.

    Without them it is a summary, of one page.
    """
    words, year = of.wording, of.year.year
    table = None if visits is None else visits_table(of, visits)
    form = PORTRAIT if table is None else table.form
    writer = Writer(form)
    writer.paragraph(Run(f"{words.text(TITLE)} · {year}", 17, bold=True), below=1)
    writer.paragraph(Run(who(of), 11, bold=True), below=0.5)
    writer.paragraph(Run(f"{period(case, words)} · {standing(of)}", 9, colour="muted"), below=2.5)
    banner = year_banner(of)
    if banner is not None:
        writer.paragraph(Run(banner.text, 11, bold=True), below=2.5)
    _figures(writer, year_figures(of))
    series = year_series(case, statement, library, of.person.id, year)
    writer.heading(words.text(N_("The year so far")))
    _chart(writer, year_chart(series, words, lambda _place: ""), words, high=form is PORTRAIT)
    for doubt in year_doubts(of, said_by_banner(of)):
        writer.paragraph(doubt, above=0.5)
    about = f"{words.text(TITLE)} · {year} · {who(of)}"
    if table is None or visits is None:
        return writer.sheet(about)
    writer.heading(words.text(N_("Visits")))
    if of.year.visits:
        write_visits(writer, table, of)
    else:
        writer.paragraph(words.text(N_("No visits in this year")))
    write_slips(writer, of, visits)
    people = {person.id: person for person in case.people}
    paid = [f"{use.date:%m-%d}  {_use_line(of, place)}" for place, (use, _answer) in enumerate(of.uses)]
    paid += sharing_lines(sharing(statement, of.person.id, year), people, words)
    if paid:
        writer.heading(words.text(N_("Account uses and family sharing")))
    for line in paid:
        writer.paragraph(line, below=0.6)
    return writer.sheet(about)


def _use_line(of: PersonalYear, place: int) -> str:
    _use, answer = of.uses[place]
    return with_clause(of.wording.say(answer.message), answer.source, answer.clause, of.wording)


def who(of: PersonalYear) -> str:
    """Name, region and status on one line."""
    parts = (of.person.name, of.wording.of(of.pack.name), of.wording.word(of.year.status))
    return " · ".join(part for part in parts if part)


def period(case: Case, wording: Wording) -> str:
    """The months that the case covers."""
    return wording.text(N_("{first} to {last}")).format(
        first=format_month(Month(case.from_)), last=format_month(Month(case.through))
    )


def standing(of: PersonalYear) -> str:
    """The document and its standing."""
    return of.wording.text(N_("{document} ({standing})")).format(
        document=of.pack.sources[0].number, standing=of.wording.word(of.pack.standing)
    )


def _figures(writer: Writer, figures: tuple[Figure, ...]) -> None:
    """The figures side by side; a bar, as long as its share, below those that run up to something."""
    width = writer.width / len(figures)
    grid = writer.table([width] * len(figures), 1, heading_rows=0, padding=1.5)
    for place, figure in enumerate(figures):
        colour = figure.key if figure.known else "refused"
        name, number = Run(figure.name, 9), Run(figure.figure, 15, bold=True, colour=colour)
        grid.put(0, place, name, number)
        if figure.whole:
            paint = partial(_bar, meaning=figure.key, share=min(1.0, figure.part / figure.whole))
            grid.put_part(0, place, width - dots(6), dots(2.2), paint)
        grid.put_more(0, place, Run(figure.note, 8))


def _bar(painter: QPainter, rect: QRectF, *, meaning: str, share: float) -> None:
    painter.setPen(QPen(INK.colour("muted"), dots(0.2)))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(rect)
    painter.fillRect(QRectF(rect.topLeft(), QSizeF(rect.width() * share, rect.height())), INK.colour(meaning))


def _chart(writer: Writer, data: ChartData, wording: Wording, *, high: bool) -> None:
    writer.painted(_HIGH if high else _LOW, partial(paint_chart, data=data, wording=wording))
