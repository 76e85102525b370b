"""A comparison on paper: its table and bars, why the sides differ, what they lack; and the curve of a year."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from calculator.ground.language import N_
from calculator.ground.progress import Steps
from calculator.printing.chart_with_legend import paint_chart
from calculator.printing.paper import DPI, INK, PORTRAIT, Paper, Sheet
from calculator.printing.sheet_writer import LINE_BREAK, Run, Writer
from calculator.whatif.comparison_words import ComparisonWords
from calculator.whatif.share_curve_words import CurveWords
from calculator.widgets.charts.bar_groups import BarsDrawing
from calculator.widgets.charts.comparison_charts import comparison_bars, curve_chart
from calculator.widgets.charts.curve_drawing import CurveDrawing
from calculator.words.explanation import Line
from calculator.words.wording import Wording

_MANY = 4
"""From so many sides on the type of the table is smaller."""
_CURVE_HEIGHT = 90
"""Millimetres."""


@dataclass(frozen=True)
class CompareReport:
    """What is asked for: a comparison, a curve, or both; `explained` adds why the sides differ."""

    wording: Wording
    printed_on: date
    comparison: ComparisonWords | None = None
    curve: CurveWords | None = None
    explained: bool = True

    def title(self) -> str:
        """What the paper is called."""
        told = self.comparison or self.curve
        return "" if told is None else told.title()


def compare_paper(report: CompareReport) -> Steps[Paper]:
    """The pages."""
    makers = list(_makers(report))
    sheets = []
    for done, make in enumerate(makers, start=1):
        sheet = make()
        sheet.pages  # noqa: B018 — laying out is the long part of the work, and is done here
        sheets.append(sheet)
        yield done, len(makers)
    foot = report.wording.text(N_("Printed on {day}")).format(day=report.wording.day(report.printed_on))
    return Paper(sheets, report.wording, report.title(), foot)


def _makers(report: CompareReport) -> Iterator[partial[Sheet]]:
    if report.comparison is not None:
        yield partial(_comparison_sheet, report.comparison)
        if report.explained:
            yield partial(_why_sheet, report.comparison)
    if report.curve is not None:
        yield partial(_curve_sheet, report.curve)


def _begin(writer: Writer, title: str, about: str) -> None:
    writer.paragraph(Run(title, 17, bold=True), below=1)
    writer.paragraph(Run(about, 9, colour="muted"), below=2.5)


def _comparison_sheet(told: ComparisonWords) -> Sheet:
    sides = told.comparison.sides
    writer = Writer(PORTRAIT)
    _begin(writer, told.title(), told.whose())
    if told.verdict():
        writer.paragraph(Run(told.verdict(), 11, bold=True), below=2)
    _table(writer, ["", *told.names()], [(row.name, row.cells, row.meaning) for row in told.rows()])
    drawing = BarsDrawing(INK, comparison_bars(told))
    writer.paragraph("", below=1)
    # Each side is a part of its own, so that a page may end between two of them.
    for top, height in drawing.parts():
        writer.painted(height * 25.4 / DPI, partial(_paint_bars, drawing=drawing, top=top))
    for side in sides:
        notes = told.notes(side)
        if notes:
            writer.heading(told.name(side))
        for note in notes:
            writer.paragraph(note, below=0.6)
    return writer.sheet(f"{told.title()} · {told.whose()}")


def _paint_bars(painter: QPainter, rect: QRectF, *, drawing: BarsDrawing, top: float) -> None:
    """The one group that begins at `top`."""
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    painter.translate(rect.left(), rect.top() - top)
    drawing.paint(painter, rect.width())


def _why_sheet(told: ComparisonWords) -> Sheet:
    words = told.wording
    writer = Writer(PORTRAIT)
    title = words.text(N_("Why they differ"))
    _begin(writer, title, f"{told.title()} · {told.whose()}")
    for place, side in enumerate(told.comparison.sides[1:], start=1):
        writer.heading(told.against(side))
        lines = told.lines(place)
        if not lines:
            writer.paragraph(words.text(N_("Nothing differs.")))
        for number, line in enumerate(lines, start=1):
            _line(writer, number, line)
    return writer.sheet(f"{title} · {told.title()}")


def _line(writer: Writer, number: int, line: Line) -> None:
    writer.paragraph(Run(f"{number}. {line.heading}", 10, bold=True), above=1, below=0.4)
    for text, colour in ((line.formula, "text"), (line.reading, "muted"), (line.clause, "deductible")):
        if text:
            writer.paragraph(Run(text.replace("\n", LINE_BREAK), 9, colour=colour), indent=4, below=0.4)


def _curve_sheet(told: CurveWords) -> Sheet:
    writer = Writer(PORTRAIT)
    _begin(writer, told.title(), told.about())
    if told.curve_drawn():
        writer.painted(
            _CURVE_HEIGHT, partial(paint_chart, data=curve_chart(told), wording=told.wording, draws=CurveDrawing)
        )
        rows = [(row[0], tuple(row[1:]), "") for row in told.rows()]
        _table(writer, list(told.headings()), rows)
    for note in told.notes():
        writer.paragraph(note, above=0.5)
    return writer.sheet(f"{told.title()} · {told.about()}")


def _table(writer: Writer, headings: Sequence[str], rows: Sequence[tuple[str, Sequence[str], str]]) -> None:
    """A table whose first column names its rows."""
    first = 0.28 if len(headings) > 3 else 0.34
    size = 8 if len(headings) > _MANY else 9
    widths = [writer.width * first] + [writer.width * (1 - first) / (len(headings) - 1)] * (len(headings) - 1)
    grid = writer.table(widths, len(rows) + 1)
    grid.rule([0], thick=True)
    grid.rule(range(1, len(rows) + 1))
    for place, heading in enumerate(headings):
        grid.put(0, place, Run(heading, size, bold=True), right=place > 0)
    for number, (name, cells, meaning) in enumerate(rows, start=1):
        grid.put(number, 0, Run(name, size))
        for place, cell in enumerate(cells, start=1):
            grid.put(number, place, Run(cell, size, colour=meaning or "text"), right=True)
