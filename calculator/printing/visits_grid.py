"""The visits of a year as a table on paper: its columns, the form they need, and the reasons below it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from calculator.case.case import Visit
from calculator.case.unread_entries import ON_THE_SLIP
from calculator.engine.statement import VisitSettlement
from calculator.ground.language import N_
from calculator.printing.paper import LANDSCAPE, PORTRAIT, Form, dots
from calculator.printing.sheet_writer import LINE_BREAK, Run, Writer, width_of
from calculator.words.cell_display import not_counted, shown_cell, shown_sum, with_clause
from calculator.words.personal_year import PersonalYear
from calculator.words.visit_columns import COLUMNS, Column

_ASKED = {
    "time": None,
    "institution_name": "",
    "note": "",
    "receipt": "",
    "refunded": False,
    "setting": "local",
    "out_of_catalogue": 0,
    "over_price_limit": 0,
    "first_self_pay": 0,
    "paid_elsewhere": 0,
}
"""Columns that stand on paper only where a visit has something else in them."""
_SELDOM = ("over_cap",)
_PADDING = 0.7
_ROOM = "某市第一人民医院"
"""As wide as a column of names or notes is at most, before its texts wrap."""
_WAYS = (
    (PORTRAIT, 8.5, False),
    (PORTRAIT, 8.5, True),
    (PORTRAIT, 8.0, True),
    (LANDSCAPE, 9.0, True),
    (LANDSCAPE, 8.0, True),
    (LANDSCAPE, 7.0, True),
    (LANDSCAPE, 6.0, True),
)
"""Forms, sizes of type in points, and whether the words of headings are divided, tried in this order until the
columns have room."""


@dataclass(frozen=True)
class VisitsTable:
    """The columns with their widths in dots and the texts of every row; the last one holds the sums."""

    form: Form
    size: float
    columns: tuple[Column, ...]
    widths: tuple[float, ...]
    rows: tuple[tuple[str, ...], ...]


def visits_table(of: PersonalYear, visits: Mapping[str, Visit]) -> VisitsTable:
    """The table of a person's year; `visits` are the case's by id."""
    settled = of.year.visits
    columns = tuple(column for column in COLUMNS if _stands(column, settled, visits))
    rows = [tuple(_cell(column, visits[one.id], one, of) for column in columns) for one in settled]
    sums = [shown_sum(column, of.year.totals, len(settled), of.wording) for column in columns]
    rows.append((of.wording.text(N_("sum")), *sums[1:]))
    headings = [of.wording.text(column.heading) for column in columns]
    form, size, needed = _fit(columns, headings, rows)
    room = form.inside.width() - 2
    # What is left over is shared out; what is lacking is taken from all, and the texts wrap.
    left = (room - sum(needed)) / len(needed)
    widths = [need + left for need in needed] if left >= 0 else [need * room / sum(needed) for need in needed]
    return VisitsTable(form, size, columns, tuple(widths), tuple(rows))


def _stands(column: Column, settled: list[VisitSettlement], visits: Mapping[str, Visit]) -> bool:
    if column.key == "person" or column.kind == "stated" or column.key.startswith(ON_THE_SLIP):
        return False  # what slips say stands below the table, figure by figure
    if column.key in _ASKED:
        return any(getattr(visits[one.id], column.key) != _ASKED[column.key] for one in settled)
    return column.key not in _SELDOM or any(getattr(one, column.key) for one in settled)


def _cell(column: Column, visit: Visit, settled: VisitSettlement, of: PersonalYear) -> str:
    """What a cell says; where it could not be read, what was typed there."""
    if column.key in visit.unread:
        return visit.unread[column.key] or "?"
    return shown_cell(column, visit, settled, of.person, of.wording, of.year.year)


def _fit(
    columns: Sequence[Column], headings: list[str], rows: list[tuple[str, ...]]
) -> tuple[Form, float, list[float]]:
    """The first form and size whose page is as wide as the columns, or the last."""
    for form, size, divided in _WAYS:
        needed = [
            _needed(heading, {row[place] for row in rows}, size, divided=divided, wraps=columns[place].kind == "text")
            for place, heading in enumerate(headings)
        ]
        if sum(needed) <= form.inside.width() - 2:
            break
    return form, size, needed


def _needed(heading: str, texts: set[str], size: float, *, divided: bool, wraps: bool) -> float:
    # Figures are all of one width, so of those the longest is the widest; words have to be measured.
    figures = {text for text in texts if not text.strip("0123456789.,-")}
    longest = max(figures, key=len, default="")
    words = {word for text in texts - figures for word in text.split("\n")}
    runs = [Run(longest, size, bold=True), *(Run(word, size, bold=True) for word in words)]
    pieces = [part for word in heading.split() for part in _parts(word)] if divided else heading.split("\n")
    runs += [Run(piece, size, bold=True) for piece in pieces]
    width = width_of(runs)
    if wraps:  # a name or a note may be long; it has its lines
        least = [Run(_ROOM, size), *(Run(piece, size, bold=True) for piece in pieces)]
        width = min(width, width_of(least))
    return width + dots(2 * _PADDING + 0.4)


def _parts(word: str) -> tuple[str, ...]:
    """The pieces in which a word of a heading may stand below one another: Chinese may break anywhere."""
    if word.isascii() or len(word) < 4:
        return (word,)
    half = (len(word) + 1) // 2
    return word[:half], word[half:]


def _broken(heading: str, width: float, size: float) -> str:
    """A heading whose words have their two halves below one another where they have no room side by side."""
    words = list[str]()
    for word in heading.split("\n"):
        roomy = width_of([Run(word, size, bold=True)]) + dots(2 * _PADDING) <= width
        words += [word] if roomy else _parts(word)
    return LINE_BREAK.join(words)


def write_visits(writer: Writer, table: VisitsTable, of: PersonalYear) -> None:
    """The table with its headings and sums, and below it why visits were not paid or not computed."""
    words, last = of.wording, len(table.rows)
    grid = writer.table(table.widths, last + 1, padding=_PADDING)
    grid.rule([0], thick=True)
    grid.rule(range(1, last - 1))
    grid.rule([last - 1], thick=True)
    right = [column.kind in ("amount", "rate") for column in table.columns]
    for place, column in enumerate(table.columns):
        heading = _broken(words.text(column.heading), table.widths[place], table.size)
        grid.put(0, place, Run(heading, table.size, bold=True), right=right[place])
        for number, row in enumerate(table.rows, start=1):
            if row[place]:
                grid.put(number, place, Run(row[place], table.size, bold=number == last), right=right[place])
    left = not_counted(of.year.visits, words)
    if left:
        writer.paragraph(Run(f"{words.text(N_('sum'))}: {left}", 8.5, bold=True), above=0.6)
    for one in of.year.visits:
        decision = one.refused or one.excluded
        if decision is not None:
            why = with_clause(words.say(decision.message), decision.source, decision.clause, words)
            said = f"{one.date:%m-%d}  {why}"
            writer.paragraph(Run(said, 8.5), above=0.6)
