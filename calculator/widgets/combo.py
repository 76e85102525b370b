"""A drop-down list that a style sheet may dress without losing its arrow."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox

from calculator.widgets.theme import Theme


class Combo(QComboBox):
    """A combo box with its arrow painted, as style sheets take the system's away."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self) -> QSize:  # noqa: N802
        """A little more than Qt reckons, which leaves the last letter no room with large text."""
        return super().sizeHint() + QSize(self._theme.px(4), 0)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(self._theme.colour("muted"), self._theme.px(2))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        x, y, size = self.width() - self._theme.px(14), self.height() / 2, self._theme.px(4)
        painter.drawPolyline(
            QPolygonF([QPointF(x - size, y - size / 2), QPointF(x, y + size / 2), QPointF(x + size, y - size / 2)])
        )
