"""The painting of lines with corners, each corner by its name: of a widget on the screen, or of a place on paper."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPainter, QPen, QPolygonF

from calculator.widgets.drawing import ChartData, Drawing, Line, draw_line, draw_sign
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


class CurveDrawing(Drawing):
    """A chart of straight lines of a size, with the names of its corners where there is room for them."""

    def __init__(self, theme: Theme, data: ChartData, amount: Callable[[int], str], size: QSizeF) -> None:
        super().__init__(theme, data, amount, size)
        self._corners = data.corners if isinstance(data, CurveData) else ()

    def paint(self, painter: QPainter) -> None:
        """Axes, lines, and the corners with their names."""
        super().paint(painter)
        names = self._names()
        for _at, room, _name in names:  # no line is to go through a name
            painter.fillRect(room, self._theme.colour("card"))
        for corner in self._corners:
            _mark(painter, self._theme, self._data.lines[corner.line], self.at(corner.x, corner.value))
        painter.setPen(QPen(self._theme.colour("field_line"), self._theme.px(1)))
        for at, room, _name in names:
            if room.left() < at.x() < room.right():  # one that stands above its corner, with others between
                painter.drawLine(QPointF(at.x(), at.y() - self._theme.px(5)), QPointF(at.x(), room.bottom()))
        painter.setPen(self._theme.colour("text"))
        for _at, room, name in names:
            painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter), name)

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

    def _names(self) -> list[tuple[QPointF, QRectF, str]]:
        """Each corner with the room of its name, beside or above it; names never lie on one another.

        Lines that turn at one corner share its name.
        """
        placed: list[tuple[QPointF, QRectF, str]] = []
        told: set[tuple[int, int, str]] = set()
        gap, height = self._theme.px(8), self._metrics.height()
        inside = self._area.adjusted(0, -gap, 0, 0)
        for corner in self._corners:
            if (corner.x, corner.value, corner.name) in told:
                continue
            told.add((corner.x, corner.value, corner.name))
            at, width = self.at(corner.x, corner.value), self._metrics.horizontalAdvance(corner.name) + 2
            size = QSizeF(width, height)
            tries = [QPointF(at.x() + gap, at.y() + 0.2 * height)]
            tries += [
                QPointF(max(self._area.left() + 2, at.x() - 4 - turn), at.y() - 2 * height - turn * height)
                for turn in (0, 1.2, 2.4, 3.6)
            ]
            tries += [QPointF(at.x() - gap - width, at.y() - 1.2 * height)]
            for corner_of in tries:
                room = QRectF(corner_of, size)
                if inside.contains(room) and not any(room.intersects(other) for _at, other, _name in placed):
                    placed.append((at, room, corner.name))
                    break
        return placed


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
