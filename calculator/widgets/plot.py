"""The painted part of a step chart, and what it is given to paint."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from calculator.widgets.theme import Theme, font

Sign = Literal["disc", "square", "limit"]
"""How a line is told apart without its colour: solid with discs, dashes and dots with squares, plain dashes."""

_DASHES: dict[Sign, list[float]] = {"square": [8, 3, 2, 3], "limit": [5, 4]}
_MOST_MARKED = 60
"""With more steps than this their marks would run into one another; the dashes still tell the lines apart."""


@dataclass(frozen=True)
class Line:
    """A line by its name, the meaning that gives its colour, and its sign."""

    name: str
    meaning: str
    sign: Sign


LIMIT = Line("", "pooled", "limit")
"""What a limit is drawn as."""


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
    """A step's mark: a filled disc or a hollow square."""
    size = theme.px(5 if large else 3)
    painter.setPen(QPen(theme.colour(line.meaning), theme.px(1.5)))
    if line.sign == "disc":
        painter.setBrush(theme.colour(line.meaning))
        painter.drawEllipse(at, size, size)
    elif line.sign == "square":
        painter.setBrush(theme.colour("card"))
        painter.drawRect(QRectF(at.x() - size, at.y() - size, 2 * size, 2 * size))


class Plot(QWidget):
    """Axes, limit and lines; arrow keys, Home and End or the mouse go from stop to stop.

    `pointed` carries the stop that is read out, -1 for none, and whether a key brought it there; `activated` one
    that was clicked, or on which Enter was pressed.
    """

    pointed = Signal(int, bool)
    activated = Signal(int)

    def __init__(self, theme: Theme, amount: Callable[[int], str]) -> None:
        super().__init__()
        self._theme, self._amount = theme, amount
        self._data: ChartData | None = None
        self._ticks = ticks(0, 1)
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._theme.px(360), self._theme.px(140))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._theme.px(200), self._theme.px(110))

    def show_data(self, data: ChartData) -> None:
        """Paint something else; the stop that is read out stays by its number as far as there is one."""
        self._data = data
        self._set_ticks()
        self._point(min(self._current, len(data.stops) - 1), by_key=False)

    @property
    def current(self) -> int:
        """The stop that is read out; -1 for none."""
        return self._current

    # ---- hands

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        count = len(self._data.stops) if self._data else 0
        current = self._current if self._current >= 0 else count
        places = {
            Qt.Key.Key_Left: current - 1,
            Qt.Key.Key_Right: current + 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
        }
        key = Qt.Key(event.key())
        if count and key in places:
            self._point(max(0, min(places[key], count - 1)), by_key=True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current >= 0:
            self.activated.emit(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if self._data and self._current < 0 and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._point(len(self._data.stops) - 1, by_key=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._point(-1, by_key=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._point(self._nearest(event.position()), by_key=False)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        place = self._nearest(event.position())
        self._point(place, by_key=False)
        if place >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit(place)

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802
        super().enterEvent(event)
        self._point(self._nearest(event.position()), by_key=False)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        if not self.hasFocus():
            self._point(-1, by_key=False)

    def _point(self, place: int, *, by_key: bool) -> None:
        self._current = place
        self.pointed.emit(place, by_key)
        self.update()

    def _nearest(self, position: QPointF) -> int:
        """The stop whose place, and of those at one place whose line, is nearest."""
        if self._data is None:
            return -1
        area = self._area()

        def distance(place: int) -> tuple[float, float]:
            assert self._data is not None
            stop = self._data.stops[place]
            points = [self._at(stop.x, value, area) for value in stop.values]
            across = abs(points[0].x() - position.x())
            return round(across), min(abs(point.y() - position.y()) for point in points)

        return min(range(len(self._data.stops)), key=distance, default=-1)

    # ---- places

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._set_ticks()

    def _set_ticks(self) -> None:
        """As many values on the y axis as the height has room for."""
        if self._data is None:
            return
        values = [value for stop in self._data.stops for value in stop.values]
        values += [cap for _x, cap in self._data.limit if cap is not None]
        metrics = QFontMetrics(font(self._theme, 12))
        most = max(1, min(5, self.height() // (3 * metrics.height())))
        self._ticks = ticks(max(values, default=0), most)

    def _area(self) -> QRectF:
        """Where the lines are drawn, inside the labels."""
        theme, metrics = self._theme, QFontMetrics(font(self._theme, 12))
        labels = max(metrics.horizontalAdvance(self._amount(tick)) for tick in self._ticks)
        left, bottom = labels + theme.px(12), metrics.height() + theme.px(10)
        # Half a line of text stands above the topmost tick.
        top = metrics.height() / 2 + theme.px(6)
        return QRectF(left, top, self.width() - left - theme.px(12), self.height() - top - bottom)

    def _at(self, x: int, value: int, area: QRectF) -> QPointF:
        assert self._data is not None
        width = max(1, self._data.last - self._data.first)
        across = (x - self._data.first) / width
        return QPointF(area.left() + across * area.width(), area.bottom() - value / self._ticks[-1] * area.height())

    # ---- painting

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(self._theme, 12))
        if self._data is not None:
            area = self._area()
            self._paint_axes(painter, self._data, area)
            self._paint_limit(painter, self._data, area)
            for number in reversed(range(len(self._data.lines))):
                self._paint_line(painter, self._data, number, area)
            self._paint_current(painter, self._data, area)
        if self.hasFocus():
            pen = QPen(self._theme.colour("pooled"), self._theme.px(2))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = self._theme.px(6)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_axes(self, painter: QPainter, data: ChartData, area: QRectF) -> None:
        theme, metrics = self._theme, painter.fontMetrics()
        for tick in self._ticks:
            y = self._at(data.first, tick, area).y()
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(area.left(), y), QPointF(area.right(), y))
            painter.setPen(theme.colour("muted"))
            label = QRectF(0, y - metrics.height() / 2, area.left() - theme.px(6), metrics.height())
            painter.drawText(label, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._amount(tick))
        for x, label_at, name in self._marks(data, area, metrics):
            painter.setPen(QPen(theme.colour("field_line"), 1))
            painter.drawLine(QPointF(x, area.bottom()), QPointF(x, area.bottom() + theme.px(4)))
            painter.setPen(theme.colour("muted"))
            painter.drawText(QPointF(label_at, area.bottom() + theme.px(5) + metrics.ascent()), name)

    def _marks(self, data: ChartData, area: QRectF, metrics: QFontMetrics) -> list[tuple[float, float, str]]:
        """Where each mark and its label go; so many labels are left out that the others have room."""
        if not data.marks:
            return []
        widest = max(metrics.horizontalAdvance(name) for _x, name in data.marks) + self._theme.px(8)
        apart = area.width() / len(data.marks)
        every = next((step for step in (1, 2, 3, 4, 6) if step * apart >= widest), 12)
        found = []
        for number, (x, name) in enumerate(data.marks):
            at = self._at(x, 0, area).x()
            width = metrics.horizontalAdvance(name)
            label_at = min(at + max(0.0, (apart - width) / 2), self.width() - width - 1.0)
            found.append((at, label_at, name if number % every == 0 else ""))
        return found

    def _paint_limit(self, painter: QPainter, data: ChartData, area: QRectF) -> None:
        ends = [x for x, _cap in data.limit[1:]] + [data.last]
        for (x, cap), end in zip(data.limit, ends, strict=False):
            if cap is not None:
                draw_line(painter, self._theme, LIMIT, [self._at(x, cap, area), self._at(end, cap, area)])

    def _paint_line(self, painter: QPainter, data: ChartData, number: int, area: QRectF) -> None:
        line, stops = data.lines[number], data.stops
        if not stops:
            return
        points = [self._at(stops[0].x, stops[0].values[number], area)]
        moved = []
        for before, stop in pairwise(stops):
            if stop.values[number] != before.values[number]:
                at = self._at(stop.x, stop.values[number], area)
                points += [QPointF(at.x(), points[-1].y()), at]
                moved.append(at)
        points.append(QPointF(self._at(data.last, 0, area).x(), points[-1].y()))
        draw_line(painter, self._theme, line, points)
        if len(moved) <= _MOST_MARKED:
            for at in moved:
                draw_sign(painter, self._theme, line, at)

    def _paint_current(self, painter: QPainter, data: ChartData, area: QRectF) -> None:
        if self._current < 0:
            return
        stop = data.stops[self._current]
        x = self._at(stop.x, 0, area).x()
        painter.setPen(QPen(self._theme.colour("muted"), 1))
        painter.drawLine(QPointF(x, area.top()), QPointF(x, area.bottom()))
        for line, value in reversed(list(zip(data.lines, stop.values, strict=True))):
            draw_sign(painter, self._theme, line, self._at(stop.x, value, area), large=True)
