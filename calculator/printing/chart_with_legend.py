"""A chart on paper below its legend."""

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QFontMetricsF, QPainter

from calculator.printing.paper import INK, dots, type_of
from calculator.widgets.charts.step_drawing import ChartData, Drawing, draw_line, draw_sign, legend
from calculator.widgets.charts.year_chart import axis_amount
from calculator.words.wording import Wording


def paint_chart(
    painter: QPainter, rect: QRectF, *, data: ChartData, wording: Wording, draws: type[Drawing] = Drawing
) -> None:
    """Paint the legend and, in what is left of the room, the chart; lines are told apart without colour too."""

    def amount(fen: int) -> str:
        return axis_amount(wording, fen)

    letters = type_of(9)
    metrics = QFontMetricsF(letters)
    painter.setFont(letters)
    painter.translate(rect.topLeft())
    x, y, sample = 0.0, metrics.height() / 2, dots(9)
    for line in legend(data, amount):
        draw_line(painter, INK, line, [QPointF(x, y), QPointF(x + sample, y)])
        draw_sign(painter, INK, line, QPointF(x + sample / 2, y))
        painter.setPen(INK.colour("text"))
        painter.drawText(QPointF(x + sample + dots(1.5), metrics.ascent()), line.name)
        x += sample + dots(7) + metrics.horizontalAdvance(line.name)
    above = metrics.height() + dots(1)
    painter.translate(0, above)
    draws(INK, data, amount, QSizeF(rect.width(), rect.height() - above)).paint(painter)
