"""Drop-down lists: the wheel leaves them alone, and a style sheet may dress them without losing their arrow."""

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyledItemDelegate, QWidget

from calculator.widgets.theme import Theme


class PickList(QComboBox):
    """A drop-down list that the wheel never changes: turned over it, the page below scrolls on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # the wheel does not take the focus there either
        self.setItemDelegate(QStyledItemDelegate(self))  # Qt's own for these lists knows no style sheet

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        event.ignore()


class Combo(PickList):
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
