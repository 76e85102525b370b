"""What the slips of a year state against what was computed, as a table on paper."""

from collections.abc import Mapping

from calculator.case.case import Visit
from calculator.engine.stated_figures import stated_amounts
from calculator.engine.statement import VisitSettlement
from calculator.ground.language import N_
from calculator.printing.sheet_writer import Run, Writer
from calculator.words.personal_year import PersonalYear
from calculator.words.stated_words import difference_text, figure_word, stated_lines

_SIZE = 8.5
_SHARES = (14, 22, 18, 18, 28)


def write_slips(writer: Writer, of: PersonalYear, visits: Mapping[str, Visit]) -> None:
    """Each figure of each slip beside the computed one, and the sums; nothing where no visit has a slip."""
    words, year = of.wording, of.year
    if year.stated is None:
        return
    writer.heading(words.text(N_("Computed against the slips")))
    rows = [row for settled in year.visits if settled.stated_difference for row in _rows(of, settled, visits)]
    grid = writer.table([(writer.width - 2) * share / 100 for share in _SHARES], len(rows) + 1, padding=0.6)
    grid.rule([0], thick=True)
    grid.rule(range(1, len(rows) + 1))
    headings = (N_("date"), N_("figure"), N_("on the slip"), N_("computed here"), N_("difference"))
    for column, heading in enumerate(headings):
        grid.put(0, column, Run(words.text(heading), _SIZE, bold=True), right=column in (2, 3))
    for row, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells):
            grid.put(row, column, Run(cell, _SIZE), right=column in (2, 3))
    for line in stated_lines(year.stated, words):
        writer.paragraph(Run(line, 9), above=0.8)


def _rows(of: PersonalYear, settled: VisitSettlement, visits: Mapping[str, Visit]) -> list[tuple[str, ...]]:
    words, rows = of.wording, list[tuple[str, ...]]()
    difference = settled.stated_difference or {}
    for figure, stated in stated_amounts(visits[settled.id].stated).items():
        by = difference[figure]
        computed = None if by is None else stated + by
        said = difference_text({figure: by}, words)
        day = "" if rows else f"{settled.date:%m-%d}"
        rows.append((day, figure_word(figure, words), words.yuan(stated), words.yuan(computed), said))
    return rows
