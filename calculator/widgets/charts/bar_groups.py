"""Groups of bars side by side with their names and amounts: of a widget on the screen, or of a place on paper."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QScrollArea, QSizePolicy, QWidget

from calculator.ground.plain_text import not_a_page
from calculator.widgets.announce import announce
from calculator.widgets.theme import Theme, font


@dataclass(frozen=True)
class Bar:
    """A figure: its name, its amount (None where there is none), the text that stands beside it, its meaning."""

    name: str
    amount: int | None
    text: str
    meaning: str


@dataclass(frozen=True)
class Group:
    """The bars of one thing."""

    name: str
    bars: tuple[Bar, ...]


class BarsDrawing:
    """Groups of bars of a width: where they go, and painting them."""

    def __init__(self, theme: Theme, groups: Sequence[Group]) -> None:
        self._theme, self._groups = theme, groups
        self._font, self._bold = font(theme, 12), font(theme, 12, bold=True)
        self._metrics, self._high = QFontMetricsF(self._font), QFontMetricsF(self._bold)
        bars = [bar for group in groups for bar in group.bars]
        self._names = max((self._metrics.horizontalAdvance(bar.name) for bar in bars), default=0.0)
        self._texts = max((self._metrics.horizontalAdvance(bar.text) for bar in bars), default=0.0)
        self._most = max((bar.amount or 0 for bar in bars), default=0)

    @property
    def least_width(self) -> float:
        """A width at which the bars can still be told apart."""
        titles = max((self._high.horizontalAdvance(group.name) for group in self._groups), default=0.0)
        return max(titles, self._names + self._texts + self._theme.px(76)) + self._theme.px(16)

    @property
    def height(self) -> float:
        """The height of all groups."""
        return sum(self._group_height(group) for group in self._groups)

    def parts(self) -> Iterator[tuple[float, float]]:
        """Where each group begins, and how high it is."""
        top = 0.0
        for group in self._groups:
            height = self._group_height(group)
            yield top, height
            top += height

    def _row(self) -> float:
        return self._metrics.height() + self._theme.px(4)

    def _group_height(self, group: Group) -> float:
        return self._high.height() + self._theme.px(4) + len(group.bars) * self._row() + self._theme.px(10)

    def rows(self, width: float) -> Iterator[tuple[QRectF, Group, Bar]]:
        """Every bar's row, in order."""
        y = 0.0
        for group in self._groups:
            top = y + self._high.height() + self._theme.px(4)
            for number, bar in enumerate(group.bars):
                yield QRectF(0, top + number * self._row(), width, self._row()), group, bar
            y += self._group_height(group)

    def paint(self, painter: QPainter, width: float) -> None:
        """The names of the groups, and each bar between its name and its amount."""
        theme, y = self._theme, 0.0
        edge, gap = theme.px(6), theme.px(6)
        painter.setFont(self._bold)
        painter.setPen(theme.colour("text"))
        for group in self._groups:
            painter.drawText(QPointF(edge, y + self._high.ascent()), group.name)
            y += self._group_height(group)
        painter.setFont(self._font)
        room = max(1.0, width - self._names - self._texts - 2 * edge - 2 * gap)
        for row, _group, bar in self.rows(width):
            painter.setPen(theme.colour("muted"))
            middle = Qt.AlignmentFlag.AlignVCenter
            names = QRectF(edge, row.top(), self._names + 1, row.height())
            painter.drawText(names, int(Qt.AlignmentFlag.AlignLeft | middle), bar.name)
            left = edge + self._names + gap
            long = room * (bar.amount or 0) / self._most if self._most else 0.0
            thick = self._metrics.height() * 0.62
            painter.setPen(QPen(theme.colour(bar.meaning), theme.px(1)))
            painter.setBrush(theme.colour(bar.meaning))
            top = row.center().y() - thick / 2
            if long > 0:
                painter.drawRect(QRectF(left, top, long, thick))
            else:
                painter.drawLine(QPointF(left, top), QPointF(left, top + thick))
            painter.setPen(theme.colour("refused" if bar.amount is None else "text"))
            texts = QRectF(left + long + gap, row.top(), self._texts + 1, row.height())
            painter.drawText(texts, int(Qt.AlignmentFlag.AlignLeft | middle), bar.text)


class Bars(QWidget):
    """Groups of bars; up and down, Home and End or the mouse go from bar to bar, and each is read out.

    `pointed` carries the sentence of the bar that is read out, empty for none.
    """

    pointed = Signal(str)

    def __init__(self, theme: Theme, name: str, hint: str) -> None:
        super().__init__()
        self._theme, self._hint = theme, hint
        self._drawing = BarsDrawing(theme, ())
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(name)
        self.setAccessibleDescription(hint)
        self.setToolTip(hint)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_groups(self, groups: Sequence[Group]) -> None:
        """Paint other groups."""
        self._drawing = BarsDrawing(self._theme, groups)
        self._point(-1, by_key=False)
        self.setMinimumSize(self.sizeHint())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(round(self._drawing.least_width) + 1, round(self._drawing.height) + 2)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        return self.sizeHint()

    @property
    def current(self) -> int:
        """The bar that is read out; -1 for none."""
        return self._current

    @property
    def current_row(self) -> QRect:
        """Where the bar that is read out stands; empty for none."""
        rows = list(self._drawing.rows(self.width()))
        return rows[self._current][0].toRect() if self._current >= 0 else QRect()

    def keep_in_view(self, area: QScrollArea) -> None:
        """Bring the bar that a key came to into view; the bars may be higher than the window."""
        inside = area.widget()
        if self.hasFocus() and self.current >= 0 and inside is not None:
            middle = self.mapTo(inside, self.current_row.center())
            area.ensureVisible(middle.x(), middle.y(), 0, self.current_row.height() * 2)

    def _point(self, place: int, *, by_key: bool) -> None:
        rows = list(self._drawing.rows(self.width()))
        self._current = place if 0 <= place < len(rows) else -1
        sentence = ""
        if self._current >= 0:
            _row, group, bar = rows[self._current]
            sentence = f"{group.name} · {bar.name} {bar.text}"
        self.setAccessibleDescription(sentence or self._hint)
        self.setToolTip(not_a_page(sentence or self._hint))
        self.pointed.emit(sentence)
        if by_key:
            announce(self, sentence)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        count = sum(1 for _row in self._drawing.rows(self.width()))
        places = {
            Qt.Key.Key_Up: max(0, self._current - 1),
            Qt.Key.Key_Left: max(0, self._current - 1),
            Qt.Key.Key_Down: min(count - 1, self._current + 1),
            Qt.Key.Key_Right: min(count - 1, self._current + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: count - 1,
        }
        key = Qt.Key(event.key())
        if count and key in places:
            self._point(places[key], by_key=True)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        if self._current < 0 and event.reason() != Qt.FocusReason.MouseFocusReason:
            self._point(0, by_key=True)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._point(-1, by_key=False)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        rows = enumerate(self._drawing.rows(self.width()))
        self._point(next((at for at, (row, *_) in rows if row.contains(event.position())), -1), by_key=False)

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802
        super().leaveEvent(event)
        if not self.hasFocus():
            self._point(-1, by_key=False)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = self._theme.px(6)
        if self._current >= 0:
            row = list(self._drawing.rows(self.width()))[self._current][0]
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("selection"))
            painter.drawRoundedRect(row, radius / 2, radius / 2)
        self._drawing.paint(painter, self.width())
        if self.hasFocus():
            painter.setPen(QPen(self._theme.colour("pooled"), self._theme.px(2)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)
