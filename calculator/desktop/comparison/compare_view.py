"""A comparison and a curve as cards: chart, table, why the sides differ, and what they lack."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QVBoxLayout, QWidget

from calculator.ground.language import N_
from calculator.whatif.comparison_words import ComparisonWords, Row
from calculator.whatif.share_curve_words import CurveWords
from calculator.widgets.buttons import label
from calculator.widgets.card import Card
from calculator.widgets.charts.bar_groups import Bars
from calculator.widgets.charts.comparison_charts import comparison_bars, curve_chart
from calculator.widgets.charts.curve_drawing import CurveDrawing
from calculator.widgets.charts.step_chart import StepChart
from calculator.widgets.charts.year_chart import axis_amount
from calculator.widgets.explanation_steps import LEADS, Explanation
from calculator.widgets.tables.text_table import TextRow, TextsTable
from calculator.widgets.theme import Theme, font, set_role
from calculator.words.wording import Wording


class ComparisonView(QWidget):
    """The cards of a comparison; `rule_wanted` carries the rule of a clause that a person opens."""

    rule_wanted = Signal(object)

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._wording, self._theme, tr = wording, theme, wording.text
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        figures = Card(theme)
        self.title, self.whose, self.verdict = label("", "title"), label("", "small"), label("", "verdict")
        self.table = TextsTable(theme, tr(N_("Side by side")))
        hint = tr(N_("The mouse or the arrow keys read out every bar."))
        self.bars = Bars(theme, tr(N_("Side by side")), hint)
        self.readout = label(hint, "small")
        self.readout.setMinimumHeight(QFontMetrics(font(theme, 12)).lineSpacing())
        self.bars.pointed.connect(lambda sentence: self.readout.setText(sentence or hint))
        for shown in (self.title, self.whose, self.verdict, self.table, self.bars, self.readout):
            figures.box.addWidget(shown)
        column.addWidget(figures)
        self.why = Card(theme)
        self.why.box.addWidget(label(tr(N_("Why they differ")), "title"))
        column.addWidget(self.why)
        self.doubts = Card(theme)
        self.doubts.box.addWidget(label(tr(N_("What is refused, missing or in doubt")), "title"))
        column.addWidget(self.doubts)
        self._made: list[QWidget] = []

    def show_comparison(self, told: ComparisonWords) -> None:
        """Show another comparison."""
        self.title.setText(told.title())
        self.whose.setText(told.whose())
        self.verdict.setText(told.verdict())
        self.verdict.setVisible(bool(told.verdict()))
        for part in (self.title, self.whose, self.verdict):
            part.setAccessibleName(part.text())
        self.table.show_rows(["", *told.names()], [_text_row(row) for row in told.rows()])
        self.bars.show_groups(comparison_bars(told))
        for gone in self._made:
            gone.hide()
            gone.deleteLater()
        self._made = []
        for place, side in enumerate(told.comparison.sides[1:], start=1):
            self._put(self.why, label(told.against(side), "heading"))
            lines = told.lines(place)
            if lines:
                steps = Explanation(self._theme, self._wording.text(LEADS))
                steps.rule_wanted.connect(self.rule_wanted)
                steps.show_lines(lines)
                self._put(self.why, steps)
            else:
                self._put(self.why, label(self._wording.text(N_("Nothing differs.")), "muted"))
        notes = [(told.name(side), told.notes(side)) for side in told.comparison.sides]
        for name, said in notes:
            if said:
                self._put(self.doubts, label(name, "heading"))
                self._put(self.doubts, label("\n".join(said), "muted"))
        self.doubts.setVisible(any(said for _name, said in notes))

    def _put(self, card: Card, part: QWidget) -> None:
        card.box.addWidget(part)
        self._made.append(part)


def _text_row(row: Row) -> TextRow:
    places = range(len(row.cells))
    return TextRow((row.name, *row.cells), (row.name, *(row.said(place) for place in places)), row.meaning)


class CurveView(Card):
    """The curve with its read-out, and its points as a table."""

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__(theme)
        self._wording, tr = wording, wording.text
        self.title, self.about = label("", "title"), label("", "small")
        self.chart = StepChart(
            theme,
            name=tr(N_("What of a year's in-scope cost stays with you")),
            hint=tr(N_("The mouse or the arrow keys read out every point. Across: in-scope cost; up: personal share.")),
            amount=lambda fen: axis_amount(wording, fen),
            draws=CurveDrawing,
        )
        self.chart.plot.setMinimumHeight(theme.px(240))
        self.table = TextsTable(theme, tr(N_("Points of the curve")))
        self.notes = label("", "small")
        for shown in (self.title, self.about, self.chart, self.table, self.notes):
            self.box.addWidget(shown)

    def show_curve(self, told: CurveWords) -> None:
        """Show another curve; where pooling pays nowhere, why."""
        drawn, about = told.curve_drawn(), told.about()
        self.title.setText(told.title())
        self.about.setText(about)
        self.chart.setVisible(drawn)
        self.table.setVisible(drawn)
        if drawn:
            self.chart.show_data(curve_chart(told), f"{told.title()} · {about}")
            self.table.show_rows(told.headings(), [TextRow(row, row) for row in told.rows()])
        self.notes.setText("\n".join(told.notes()))
        set_role(self.notes, "small" if drawn else "fault")
        for part in (self.title, self.about, self.notes):
            part.setAccessibleName(part.text())
