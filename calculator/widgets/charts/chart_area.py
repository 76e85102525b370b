"""The painted part of a step chart on the screen: keys and mouse go from stop to stop."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from calculator.widgets.charts.step_drawing import ChartData, Drawing, draw_sign
from calculator.widgets.theme import Theme


class Plot(QWidget):
    """Axes, limit and lines; arrow keys, Home and End or the mouse go from stop to stop.

    `pointed` carries the stop that is read out, -1 for none, and whether a key brought it there; `activated` one
    that was clicked, or on which Enter was pressed.
    """

    pointed = Signal(int, bool)
    activated = Signal(int)

    def __init__(self, theme: Theme, amount: Callable[[int], str], draws: type[Drawing] = Drawing) -> None:
        super().__init__()
        self._theme, self._amount, self._draws = theme, amount, draws
        self._data: ChartData | None = None
        self._drawing: Drawing | None = None
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
        self._draw_anew()
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
        data, drawing = self._data, self._drawing
        if data is None or drawing is None:
            return -1

        def distance(place: int) -> tuple[float, float]:
            stop = data.stops[place]
            points = [drawing.at(stop.x, value) for value in stop.values]
            across = abs(points[0].x() - position.x())
            return round(across), min(abs(point.y() - position.y()) for point in points)

        return min(range(len(data.stops)), key=distance, default=-1)

    # ---- painting

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._draw_anew()

    def _draw_anew(self) -> None:
        if self._data is not None:
            self._drawing = self._draws(self._theme, self._data, self._amount, QSizeF(self.size()))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._data is not None and self._drawing is not None:
            self._drawing.paint(painter)
            self._paint_current(painter, self._data, self._drawing)
        if self.hasFocus():
            pen = QPen(self._theme.colour("pooled"), self._theme.px(2))
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = self._theme.px(6)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)

    def _paint_current(self, painter: QPainter, data: ChartData, drawing: Drawing) -> None:
        if self._current < 0:
            return
        stop = data.stops[self._current]
        x = drawing.at(stop.x, 0).x()
        painter.setPen(QPen(self._theme.colour("muted"), 1))
        painter.drawLine(QPointF(x, drawing.area.top()), QPointF(x, drawing.area.bottom()))
        for line, value in reversed(list(zip(data.lines, stop.values, strict=True))):
            draw_sign(painter, self._theme, line, drawing.at(stop.x, value), large=True)
