"""「怎么算的」: every visit's steps with clause and reading, the figures of the year, and what it all rests on."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from calculator.case.case import Person
from calculator.engine.statement import AccountMonth
from calculator.ground.language import N_
from calculator.ground.money import format_percent
from calculator.ground.months import Month, first_day, format_month, month_at
from calculator.policy.rulebook import Rulebook
from calculator.printing.account_sheet import standing, who
from calculator.printing.paper import PORTRAIT, Sheet
from calculator.printing.sheet_writer import Run, Text, Writer
from calculator.sheets.own.assumptions_table import assumptions
from calculator.sheets.own.household_tables import Tables
from calculator.sheets.table_columns import Kind
from calculator.words.cell_display import cited, percent
from calculator.words.citing import Cites
from calculator.words.explanation import Line, Told, figure_told, visit_told
from calculator.words.framework_bounds import entered_clause
from calculator.words.personal_year import PersonalYear
from calculator.words.wording import Wording
from calculator.words.year_summary import caution_line, cautions_of_year

_HOW = N_("How it was computed")
DISCLAIMER = N_(
    "Computed from the published text and from what was entered; the settlement of the medical insurance counts."
)

_OF_THE_FILE = ("format", "id")
"""What reads a file back, and says nothing to who reads paper."""


def explained_sheet(of: PersonalYear, people: Iterable[Person]) -> Sheet:
    """How a person's year was computed."""
    words, people = of.wording, tuple(people)
    writer = Writer(PORTRAIT)
    writer.paragraph(Run(f"{words.text(_HOW)} · {of.year.year}", 17, bold=True), below=1)
    writer.paragraph(Run(who(of), 11, bold=True), below=0.5)
    writer.paragraph(Run(standing(of), 9, colour="muted"), below=1)
    cautions = [caution_line(of, caution) for caution, _visit_id in cautions_of_year(of)]
    if cautions:
        writer.heading(words.text(N_("Warnings")))
    for line in cautions:
        writer.paragraph(line, below=0.6)
    writer.heading(words.text(N_("The figures of the year")))
    figures = (figure_told(of, subject, each_visit=False) for subject in ("pooled", "deductible", "account"))
    rows = [(told.title, told.lines) for told in figures if told.lines]
    rates = _rates(of)
    if rates:
        rows.insert(2, (words.text(N_("At which rate does the pooled fund pay?")), rates))
    _told(writer, words, N_("figure"), [((Run(title, 8.5, bold=True),), lines) for title, lines in rows])
    _months(writer, of)
    if of.year.visits:
        writer.heading(words.text(N_("The visits")))
        told = (visit_told(settled, of.person, of.pack, words, people, of.readings) for settled in of.year.visits)
        _told(writer, words, N_("visit"), [(_about(one), one.lines) for one in told])
    return writer.sheet(f"{words.text(_HOW)} · {of.year.year} · {who(of)}")


def _rates(of: PersonalYear) -> tuple[Line, ...]:
    """The year's rates by level; none where the text has none for its last month."""
    words, rates, day = of.wording, of.year.rate, first_day(month_at(of.year.year, 12))
    if rates is None or of.pack.stands_in:
        return ()
    rule = Rulebook(of.pack, of.readings).terms_on(day.toordinal()).rate.get(of.year.status)
    clause = ""
    if rule is not None and rule.set_by is not None:
        clause = entered_clause(cited(of.pack.source_number(rule.source), rule.clause), words)
    elif rule is not None:
        number = of.pack.source_number(rule.source)
        clause = Cites(of.pack, words, of.readings).of("share", number, rule.clause, day)
    return tuple(Line(f"{words.word(level)} {percent(rate)}", "", clause) for level, rate in rates.items())


def _months(writer: Writer, of: PersonalYear) -> None:
    """The account month by month; months in which the same happened stand in one row."""
    words, size = of.wording, 8.5
    year = [month for month in of.computed.account.months if month.month // 12 == of.year.year]
    months = [list(alike) for _key, alike in groupby(year, key=_alike)]
    writer.heading(words.text(N_("The account by month")))
    headings = (words.text(N_("month")), words.word("credit"), words.word("account"), words.word("balance"))
    grid = writer.table([writer.width / 4 - 1] * 4, len(months) + 1, padding=0.6)
    grid.rule([0], thick=True)
    grid.rule(range(1, len(months) + 1))
    for column, heading in enumerate(headings):
        grid.put(0, column, Run(heading, size, bold=True), right=column > 0)
    for row, alike in enumerate(months, start=1):
        first, last = alike[0], alike[-1]
        span = format_month(Month(first.month))
        if last is not first:
            span = words.text(N_("{first} to {last}")).format(first=span, last=format_month(Month(last.month)))
        credit = words.text(N_("no rule")) if first.refused else words.yuan(first.credit)
        cells = (span, credit, words.yuan(first.paid), words.yuan(first.balance))
        for column, cell in enumerate(cells):
            grid.put(row, column, Run(cell, size), right=column > 0)


def _alike(month: AccountMonth) -> tuple[object, ...]:
    """What months that stand in one row have in common: all but their names."""
    return month.refused is not None, month.credit, month.paid, month.balance, month.corrected


def _about(told: Told) -> tuple[Text, ...]:
    """The date large, below it the other particulars and the question."""
    day, _dot, rest = told.subject.partition(" · ")
    return Run(day, 9.5, bold=True), Run(rest, 8), Run(told.title, 8, bold=True)


def _told(writer: Writer, words: Wording, what: str, rows: list[tuple[tuple[Text, ...], tuple[Line, ...]]]) -> None:
    """A row each: what it is about at the left, its steps at the right."""
    left = writer.width * 0.24
    grid = writer.table([left, writer.width - left - 2], len(rows) + 1, heading_rows=0, padding=1.2)
    grid.rule([0], thick=True)
    grid.rule(range(1, len(rows) + 1))
    for column, heading in enumerate((what, N_("steps, with document, clause and date"))):
        grid.put(0, column, Run(words.text(heading), 8.5, bold=True))
    for row, (about, lines) in enumerate(rows, start=1):
        grid.put(row, 0, *about)
        grid.put(row, 1, *(text for number, line in enumerate(lines, start=1) for text in _step(number, line)))


def _step(number: int, line: Line) -> Iterator[Text]:
    """Heading and formula in one paragraph, document, clause and reading in another."""
    said = [Run(f"{number}. {line.heading}", 8.5, bold=True)]
    if line.formula:
        said.append(Run(f"  {line.formula}", 8.5))
    yield said
    rests = " · ".join(part for part in (line.clause, line.reading) if part)
    if rests:
        yield Run(rests, 7.5, colour="muted")


def assumptions_sheet(tables: Tables, on: date) -> Sheet:
    """What was entered, the open questions with their answers, and the texts; `on` is the day of printing."""
    words, writer = tables.wording, Writer(PORTRAIT)
    table = assumptions(tables, on)
    writer.paragraph(Run(table.title, 17, bold=True), below=1)
    writer.paragraph(Run(words.text(DISCLAIMER), 9), below=2)
    places = {column.key: place for place, column in enumerate(table.columns)}
    headings = [
        words.text(table.columns[places[key]].heading).capitalize()
        for key in ("subject", "item", "value", "note", "source")
    ]
    sections: dict[str, list[list[str]]] = {}
    for row in table.rows():
        if str(row[places["field"]]).rpartition(".")[2] in _OF_THE_FILE:
            continue
        kind, value = row[places["value"]]
        item = " ".join(str(row[places[key]]) for key in ("item", "since") if row[places[key]])
        said = [str(row[places["subject"]] or ""), item, _said(kind, value, words), str(row[places["note"]] or "")]
        said.append(cited(row[places["source"]], row[places["clause"]]))
        sections.setdefault(row[places["section"]], []).append(said)
    for section, rows in sections.items():
        writer.heading(section)
        _section(writer, rows, headings)
    return writer.sheet(table.title)


def _section(writer: Writer, rows: list[list[str]], headings: list[str]) -> None:
    """The rows of one section, without the columns in which none of them says anything."""
    shares = {0: 12, 1: 25, 2: 22, 3: 25, 4: 16}
    used = [place for place in shares if any(row[place] for row in rows)]
    whole = sum(shares[place] for place in used)
    widths = [(writer.width - 2) * shares[place] / whole for place in used]
    grid = writer.table(widths, len(rows) + 1, padding=0.8)
    grid.rule([0], thick=True)
    grid.rule(range(1, len(rows) + 1))
    for column, place in enumerate(used):
        grid.put(0, column, Run(headings[place], 8, bold=True))
    for number, row in enumerate(rows, start=1):
        for column, place in enumerate(used):
            if row[place]:
                grid.put(number, column, Run(row[place], 8))


def _said(kind: Kind, value: object, wording: Wording) -> str:
    """A value of the sheet in words."""
    match kind, value:
        case "amount", int(fen):
            return wording.yuan(fen)
        case "rate", int(rate):
            return format_percent(rate)
        case "month", int(month):
            return format_month(Month(month))
        case "date", date() as day:
            return day.isoformat()
    return str(value)
