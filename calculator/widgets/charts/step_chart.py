"""A step chart with its legend, and below it the sentence of the step that is pointed at."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from calculator.ground.plain_text import not_a_page
from calculator.widgets.announce import announce
from calculator.widgets.charts.chart_area import Plot
from calculator.widgets.charts.step_drawing import ChartData, Drawing, Line, draw_line, draw_sign, legend
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, as_text, font, set_role


class _Sample(QWidget):
    """A piece of a line as the chart draws it."""

    def __init__(self, theme: Theme, line: Line) -> None:
        super().__init__()
        self._theme, self._line = theme, line
        self.setFixedSize(theme.px(34), theme.px(12))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        y = self.height() / 2
        draw_line(painter, self._theme, self._line, [QPointF(0, y), QPointF(self.width(), y)])
        draw_sign(painter, self._theme, self._line, QPointF(self.width() / 2, y))


class _Key(QWidget):
    """A line's sample with its name."""

    def __init__(self, theme: Theme, line: Line) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(4))
        name = QLabel(line.name)
        set_role(name, "small")
        row.addWidget(_Sample(theme, line))
        row.addWidget(name)


class StepChart(QWidget):
    """Lines that move in steps, or as `draws` paints them, a dashed limit, and a sentence for every stop.

    `activated` carries the number of a stop that was clicked, or on which Enter was pressed.
    """

    activated = Signal(int)

    def __init__(
        self, theme: Theme, *, name: str, hint: str, amount: Callable[[int], str], draws: type[Drawing] = Drawing
    ) -> None:
        super().__init__()
        self._theme, self._hint, self._amount = theme, hint, amount
        self._data: ChartData | None = None
        self._summary = ""
        self._named: list[Line] = []
        self._legend = QWidget()
        self._keys = FlowLayout(self._legend, spacing=theme.px(12))
        self.plot = Plot(theme, amount, draws)
        self.plot.setAccessibleName(name)
        self.readout = QLabel()
        as_text(self.readout)
        self.readout.setWordWrap(True)
        self.readout.setTextFormat(Qt.TextFormat.PlainText)
        self.readout.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        # Room for two lines, so that the chart does not jump while one points from step to step.
        self.readout.setMinimumHeight(2 * QFontMetrics(font(theme)).lineSpacing())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.px(4))
        layout.addWidget(self._legend)
        layout.addWidget(self.plot, 1)
        layout.addWidget(self.readout)
        self.plot.pointed.connect(self._say)
        self.plot.activated.connect(self.activated)

    def show_data(self, data: ChartData, summary: str) -> None:
        """Draw something else; `summary` says in a sentence what it shows."""
        self._name_lines(legend(data, self._amount))
        self._data, self._summary = data, summary
        self.plot.show_data(data)

    def _name_lines(self, lines: list[Line]) -> None:
        """The legend: each line's sample and name."""
        if lines == self._named:
            return
        self._named = lines
        while (item := self._keys.takeAt(0)) is not None:
            key = item.widget()
            assert key is not None
            key.deleteLater()
        for line in lines:
            self._keys.addWidget(_Key(self._theme, line))

    def _say(self, stop: int, by_key: bool) -> None:
        """Read a stop out; without one, say what the chart shows and how to read it."""
        sentence = self._data.sentence(stop) if self._data is not None and stop >= 0 else ""
        self.readout.setText(sentence or self._hint)
        self.readout.setAccessibleName(self.readout.text())
        self.plot.setAccessibleDescription(sentence or f"{self._summary} {self._hint}".strip())
        self.plot.setToolTip(not_a_page(self.readout.text()))
        if by_key:
            announce(self.plot, sentence)
