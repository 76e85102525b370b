"""The painting of lines with corners, each corner by its name: of a widget on the screen, or of a place on paper."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from calculator.widgets.charts.step_drawing import ChartData, Drawing, Line, draw_line, draw_sign
from calculator.widgets.theme import Theme


@dataclass(frozen=True)
class Corner:
    """Where the line with a number turns, and what that is called."""

    line: int
    x: int
    value: int
    name: str


@dataclass(frozen=True)
class CurveData(ChartData):
    """A chart whose lines go straight from stop to stop; what stands at a mark is the place itself."""

    corners: tuple[Corner, ...] = ()


@dataclass(frozen=True)
class Name:
    """What a corner is called and where that stands; a stem leads down to the corner, with others between."""

    text: str
    room: QRectF
    stem: QRectF | None = None

    def hits(self, other: "Name") -> bool:
        """Whether one would lie on the other."""
        pairs = ((self.room, other.room), (self.room, other.stem), (self.stem, other.room))
        return any(one is not None and two is not None and one.intersects(two) for one, two in pairs)


class CurveDrawing(Drawing):
    """A chart of straight lines of a size, with the names of its corners where there is room for them."""

    def __init__(self, theme: Theme, data: ChartData, amount: Callable[[int], str], size: QSizeF) -> None:
        super().__init__(theme, data, amount, size)
        self._corners = data.corners if isinstance(data, CurveData) else ()

    def paint(self, painter: QPainter) -> None:
        """Axes, lines, and the corners with their names."""
        super().paint(painter)
        names = self.names()
        for name in names:  # no line is to go through a name
            painter.fillRect(name.room, self._theme.colour("card"))
        for corner in self._corners:
            _mark(painter, self._theme, self._data.lines[corner.line], self.at(corner.x, corner.value))
        painter.setPen(QPen(self._theme.colour("field_line"), self._theme.px(1)))
        for name in names:
            if name.stem is not None:
                painter.drawLine(name.stem.topLeft(), name.stem.bottomLeft())
        painter.setPen(self._theme.colour("text"))
        for name in names:
            painter.drawText(name.room, int(Qt.AlignmentFlag.AlignCenter), name.text)

    def _marks(self) -> list[tuple[float, float, str]]:
        """Each mark with its label in the middle below it; so many are left out that the others have room."""
        metrics, marks = self._metrics, self._data.marks
        if not marks:
            return []
        widest = max(metrics.horizontalAdvance(name) for _x, name in marks) + self._theme.px(8)
        apart = self._area.width() / max(1, len(marks) - 1)
        every = next((step for step in (1, 2, 3, 4, 6) if step * apart >= widest), 12)
        found = []
        for number, (x, name) in enumerate(marks):
            at, width = self.at(x, 0).x(), metrics.horizontalAdvance(name)
            label_at = max(0.0, min(at - width / 2, self._size.width() - width - self._theme.px(4)))
            found.append((at, label_at, name if number % every == 0 else ""))
        return found

    def _paint_line(self, painter: QPainter, number: int) -> None:
        line, stops = self._data.lines[number], self._data.stops
        if stops:
            draw_line(painter, self._theme, line, [self.at(stop.x, stop.values[number]) for stop in stops])

    def names(self) -> list[Name]:
        """The name of each corner, beside or above it; names and stems never lie on one another.

        Lines that turn at one corner share its name.
        """
        placed: list[Name] = []
        inside = self._area.adjusted(0, -self._theme.px(8), 0, 0)
        # From the right, as a name reaches to the right of its corner: a later stem stands left of those before.
        for x, value, text in sorted({(corner.x, corner.value, corner.name) for corner in self._corners}, reverse=True):
            tries = [
                name
                for name in self._tries(self.at(x, value), text)
                if inside.contains(name.room) and not any(name.hits(other) for other in placed)
            ]
            if tries:
                placed.append(min(tries, key=lambda name: self._on_a_line(name.room)))  # the first where none is free
        return placed

    def _on_a_line(self, room: QRectF) -> bool:
        stops = self._data.stops
        for number, _line in enumerate(self._data.lines):
            points = [self.at(stop.x, stop.values[number]) for stop in stops]
            for one, two in pairwise(points):
                left, right = max(one.x(), room.left()), min(two.x(), room.right())
                if left < right:
                    slope = (two.y() - one.y()) / (two.x() - one.x())
                    heights = [one.y() + slope * (x - one.x()) for x in (left, right)]
                    if min(heights) < room.bottom() and max(heights) > room.top():
                        return True
        return False

    def _tries(self, at: QPointF, text: str) -> Iterator[Name]:
        """The places for a corner's name, best first."""
        gap, height = self._theme.px(8), self._metrics.height()
        size = QSizeF(self._metrics.horizontalAdvance(text) + 2, height)
        yield Name(text, QRectF(QPointF(at.x() + gap, at.y() + 0.2 * height), size))
        for turn in (0, 1.2, 2.4, 3.6, 4.8, 6):
            left = max(self._area.left() + 2, at.x() - 4 - turn)
            room = QRectF(QPointF(left, at.y() - (2 + turn) * height), size)
            end = QPointF(at.x() + 1, at.y() - self._theme.px(5))
            yield Name(text, room, QRectF(QPointF(at.x(), room.bottom()), end))
        yield Name(text, QRectF(QPointF(at.x() - gap - size.width(), at.y() - 1.2 * height), size))


def _mark(painter: QPainter, theme: Theme, line: Line, at: QPointF) -> None:
    """A corner's sign; a triangle for a line whose dashes have no sign."""
    if line.sign != "limit":
        draw_sign(painter, theme, line, at)
        return
    size = theme.px(4)
    painter.setPen(QPen(theme.colour(line.meaning), theme.px(1.5)))
    painter.setBrush(theme.colour("card"))
    left, right = QPointF(at.x() - size, at.y() + size), QPointF(at.x() + size, at.y() + size)
    painter.drawPolygon(QPolygonF([QPointF(at.x(), at.y() - size), right, left]))
