"""Drawn pictures of what a hospital of a level is: a small house, a house of some floors, a tower with wings."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from calculator.kiosk.controls.look import Look
from calculator.kiosk.controls.touch_key import Picture


def _house(painter: QPainter, look: Look, rect: QRectF, floors: int, windows: int) -> None:
    painter.setPen(QPen(look.colour("pooled"), look.px(3)))
    painter.setBrush(look.colour("selection"))
    painter.drawRect(rect)
    across, down = rect.width() / (2 * windows + 1), rect.height() / (2 * floors + 1)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("pooled"))
    for floor in range(floors):
        for window in range(windows):
            left, top = rect.left() + across * (2 * window + 1), rect.top() + down * (2 * floor + 1)
            painter.drawRect(QRectF(left, top, across, down))


def _cross(painter: QPainter, look: Look, middle: QPointF, size: float) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("refused"))
    third = size / 3
    painter.drawRect(QRectF(middle.x() - third / 2, middle.y() - size / 2, third, size))
    painter.drawRect(QRectF(middle.x() - size / 2, middle.y() - third / 2, size, third))


def _clinic(painter: QPainter, room: QRectF, look: Look) -> None:
    height = room.height()
    wall = QRectF(room.center().x() - height * 0.42, room.bottom() - height * 0.42, height * 0.84, height * 0.4)
    painter.setPen(QPen(look.colour("pooled"), look.px(3)))
    painter.setBrush(look.colour("selection"))
    roof = [
        QPointF(wall.left() - height * 0.08, wall.top()),
        QPointF(wall.center().x(), wall.top() - height * 0.34),
        QPointF(wall.right() + height * 0.08, wall.top()),
    ]
    painter.drawPolygon(roof)
    painter.drawRect(wall)
    door = QRectF(wall.center().x() - height * 0.07, wall.bottom() - height * 0.26, height * 0.14, height * 0.26)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("pooled"))
    painter.drawRect(door)
    _cross(painter, look, QPointF(wall.center().x(), wall.top() - height * 0.1), height * 0.2)


def _county(painter: QPainter, room: QRectF, look: Look) -> None:
    height = room.height()
    wall = QRectF(room.center().x() - height * 0.55, room.bottom() - height * 0.66, height * 1.1, height * 0.64)
    _house(painter, look, wall, 3, 5)
    _cross(painter, look, QPointF(wall.center().x(), wall.top() - height * 0.16), height * 0.24)


def _tower(painter: QPainter, room: QRectF, look: Look) -> None:
    height = room.height()
    middle, bottom = room.center().x(), room.bottom() - height * 0.02
    for left in (middle - height * 0.85, middle + height * 0.3):
        _house(painter, look, QRectF(left, bottom - height * 0.46, height * 0.55, height * 0.46), 2, 2)
    _house(painter, look, QRectF(middle - height * 0.3, bottom - height * 0.74, height * 0.6, height * 0.74), 5, 3)
    _cross(painter, look, QPointF(middle, bottom - height * 0.85), height * 0.18)


PICTURES: dict[str, Picture] = {"level1": _clinic, "level2": _county, "level3": _tower}
"""By level."""
