"""What a step chart is given to paint, and the painting: of a widget on the screen, or of a place on paper."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPen, QPolygonF

from calculator.widgets.theme import Theme, font

Sign = Literal["disc", "square", "diamond", "limit"]
"""How a line is told apart without its colour: solid with discs, dashes and dots with squares, dots with diamonds,
plain dashes."""

_DASHES: dict[Sign, list[float]] = {"square": [8, 3, 2, 3], "diamond": [2, 2], "limit": [5, 4]}
_MOST_MARKED = 60
"""With more steps than this their marks would run into one another; the dashes still tell the lines apart."""


@dataclass(frozen=True)
class Line:
    """A line by its name, the meaning that gives its colour, and its sign."""

    name: str
    meaning: str
    sign: Sign


@dataclass(frozen=True)
class Stop:
    """A place where something happens, and where each line stands from here on."""

    x: int
    values: tuple[int, ...]


@dataclass(frozen=True)
class ChartData:
    """What a chart shows between two places of its x axis.

    `sentence` says what happens at a stop; it is asked for when someone looks there. `limit` has the places from
    which a limit holds, None where there is none; `marks` the places where the axis is marked, each with the name
    of the stretch that begins there.
    """

    first: int
    last: int
    lines: tuple[Line, ...]
    stops: tuple[Stop, ...]
    sentence: Callable[[int], str]
    limit: tuple[tuple[int, int | None], ...]
    limit_name: str
    marks: tuple[tuple[int, str], ...]
    limit_meaning: str = "pooled"

    @property
    def limit_line(self) -> Line:
        """What the limit is drawn as: in the colour of the line that it limits."""
        return Line(self.limit_name, self.limit_meaning, "limit")


def legend(data: ChartData, amount: Callable[[int], str]) -> list[Line]:
    """The lines by their names, and the limit with its amounts where there is one."""
    caps = dict.fromkeys(cap for _x, cap in data.limit if cap is not None)
    if not caps:
        return [*data.lines]
    return [*data.lines, replace(data.limit_line, name=f"{data.limit_name} {' → '.join(map(amount, caps))}")]


def ticks(top: int, most: int) -> list[int]:
    """Round values from 0 to at least `top`, at most `most` steps apart by 1, 2 or 5 times a power of ten."""
    power = 100  # a yuan; nobody reads 分 off an axis
    while True:
        for step in (power, 2 * power, 5 * power):
            if step * most >= top:
                return [step * place for place in range(max(1, -(-top // step)) + 1)]
        power *= 10


def draw_line(painter: QPainter, theme: Theme, line: Line, points: list[QPointF]) -> None:
    """A line in its colour and dashes."""
    pen = QPen(theme.colour(line.meaning), theme.px(2) if line.sign == "disc" else theme.px(1.5))
    if line.sign in _DASHES:
        pen.setDashPattern(_DASHES[line.sign])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(points))


def draw_sign(painter: QPainter, theme: Theme, line: Line, at: QPointF, *, large: bool = False) -> None:
    """A step's mark: a filled disc, a hollow square or a hollow diamond."""
    size = theme.px(5 if large else 3)
    painter.setPen(QPen(theme.colour(line.meaning), theme.px(1.5)))
    if line.sign == "disc":
        painter.setBrush(theme.colour(line.meaning))
        painter.drawEllipse(at, size, size)
    elif line.sign == "square":
        painter.setBrush(theme.colour("card"))
        painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size))
    elif line.sign == "diamond":
        painter.setBrush(theme.colour("card"))
        corners = ((0, -size), (size, 0), (0, size), (-size, 0))
        painter.drawPolygon(QPolygonF([at + QPointF(across, down) * 1.3 for across, down in corners]))


class Drawing:
    """A chart of a size: where its parts go, and painting them."""

    def __init__(self, theme: Theme, data: ChartData, amount: Callable[[int], str], size: QSizeF) -> None:
        self._theme, self._data, self._amount, self._size = theme, data, amount, size
        self._font = font(theme, 12)
        self._metrics = QFontMetricsF(self._font)
        values = [value for stop in data.stops for value in stop.values]
        values += [cap for _x, cap in data.limit if cap is not None]
        # As many values on the y axis as the height has room for.
        most = max(1, min(5, int(size.height() / (3 * self._metrics.height()))))
        self._ticks = ticks(max(values, default=0), most)
        self._area = self._inside()

    @property
    def area(self) -> QRectF:
        """Where the lines are drawn, inside the labels."""
        return self._area

    def _inside(self) -> QRectF:
        theme, metrics = self._theme, self._metrics
        labels = max(metrics.horizontalAdvance(self._amount(tick)) for tick in self._ticks)
        left, bottom = labels + theme.px(12), metrics.height() + theme.px(10)
        # Half a line of text stands above the topmost tick.
        top = metrics.height() / 2 + theme.px(6)
        return QRectF(left, top, self._size.width() - left - theme.px(12), self._size.height() - top - bottom)

    def at(self, x: int, value: int) -> QPointF:
        """The point of a value at a place of the x axis."""
        across = (x - self._data.first) / max(1, self._data.last - self._data.first)
        area = self._area
        return QPointF(area.left() + across * area.width(), area.bottom() - value / self._ticks[-1] * area.height())

    def paint(self, painter: QPainter) -> None:
        """Axes, limit and lines."""
        painter.setFont(self._font)
        self._paint_axes(painter)
        self._paint_limit(painter)
        for number in reversed(range(len(self._data.lines))):
            self._paint_line(painter, number)

    def _paint_axes(self, painter: QPainter) -> None:
        theme, metrics, area = self._theme, self._metrics, self._area
        for tick in self._ticks:
            y = self.at(self._data.first, tick).y()
            painter.setPen(QPen(theme.colour("line"), theme.px(1)))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.colour("muted"))
            label = QRectF(0, y - metrics.height() / 2, area.left() - theme.px(6), metrics.height())
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._amount(tick))
        for x, label_at, name in self._marks():
            painter.setPen(QPen(theme.colour("field_line"), theme.px(1)))
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + theme.px(4)))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QPointF(label_at, area.bottom() + theme.px(5) + metrics.ascent()), name)

    def _marks(self) -> list[tuple[float, float, str]]:
        """Where each mark and its label go; so many labels are left out that the others have room."""
        data, metrics = self._data, self._metrics
        if not data.marks:
            return []
        widest = max(metrics.horizontalAdvance(name) for _x, name in data.marks) + self._theme.px(8)
        apart = self._area.width() / len(data.marks)
        every = next((step for step in (1, 2, 3, 4, 6) if step * apart >= widest), 12)
        found = []
        for number, (x, name) in enumerate(data.marks):
            at = self.at(x, 0).x()
            width = metrics.horizontalAdvance(name)
            label_at = min(at + max(0.0, (apart - width) / 2), self._size.width() - width - 1.0)
            found.append((at, label_at, name if number % every == 0 else ""))
        return found

    def _paint_limit(self, painter: QPainter) -> None:
        data = self._data
        ends = [x for x, _cap in data.limit[1:]] + [data.last]
        for (x, cap), end in zip(data.limit, ends, strict=False):
            if cap is not None:
                draw_line(painter, self._theme, data.limit_line, [self.at(x, cap), self.at(end, cap)])

    def _paint_line(self, painter: QPainter, number: int) -> None:
        line, stops = self._data.lines[number], self._data.stops
        if not stops:
            return
        points = [self.at(stops[0].x, stops[0].values[number])]
        moved = []
        for before, stop in pairwise(stops):
            if stop.values[number] != before.values[number]:
                at = self.at(stop.x, stop.values[number])
                points += [QPointF(at.x(), points[-1].y()), at]
                moved.append(at)
        points.append(QPointF(self.at(self._data.last, 0).x(), points[-1].y()))
        draw_line(painter, self._theme, line, points)
        if len(moved) <= _MOST_MARKED:
            for at in moved:
                draw_sign(painter, self._theme, line, at)
