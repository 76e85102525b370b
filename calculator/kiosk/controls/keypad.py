"""A keypad alone is enough: arrows go from key to key as they lie on the screen, Enter presses, digits answer."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent

from calculator.kiosk.controls.touch_key import TouchKey

_ARROWS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Select)


def arrow_of(event: QKeyEvent) -> QPoint | None:
    """The way that an arrow points; None for another key."""
    return _ARROWS.get(Qt.Key(event.key()))


def is_enter(event: QKeyEvent) -> bool:
    """Whether the key presses what has the focus."""
    return event.key() in _ENTER


def sign_of(event: QKeyEvent) -> str:
    """The digit, the point or the step back that a key types; empty for others."""
    if event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
        return "back"
    text = event.text()
    if text in ("。", ",", "."):
        return "."
    return text if len(text) == 1 and text.isascii() and text.isdigit() else ""


def neighbour(keys: Sequence[TouchKey], here: TouchKey | None, way: QPoint) -> TouchKey | None:
    """The nearest key that lies where an arrow points; None where there is none."""
    if here is None or here not in keys:
        return keys[0] if keys else None
    place = _corners(here)
    ahead = [(_distance(place, _corners(key), way), number) for number, key in enumerate(keys) if key is not here]
    reachable = [(far, number) for far, number in ahead if far is not None]
    return keys[min(reachable)[1]] if reachable else None


_Corners = tuple[int, int, int, int]
"""Left, top, right and bottom, in the window's pixels."""
_CORNER = QPoint(0, 0)


def _corners(key: TouchKey) -> _Corners:
    corner = key.mapTo(key.window(), _CORNER)
    x, y = corner.x(), corner.y()
    return x, y, x + key.width() - 1, y + key.height() - 1


def _distance(a: _Corners, b: _Corners, way: QPoint) -> tuple[bool, int] | None:
    """How far a key lies ahead, those of the same row or column before all others; None where it does not."""
    onward, across = (0, 1) if way.x() else (1, 0)
    end, far_side = onward + 2, across + 2
    forward = way.x() > 0 or way.y() > 0
    along = b[onward] - a[end] if forward else a[onward] - b[end]
    if along < 0:
        return None
    aside = max(0, b[across] - a[far_side], a[across] - b[far_side])
    off = abs((b[across] + b[far_side]) // 2 - (a[across] + a[far_side]) // 2)
    return aside > 0, along * 4 + aside * 12 + off
