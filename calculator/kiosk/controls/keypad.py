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
    ahead = [(_distance(here, key, way), place) for place, key in enumerate(keys) if key is not here]
    reachable = [(far, place) for far, place in ahead if far is not None]
    return keys[min(reachable)[1]] if reachable else None


def _distance(here: TouchKey, there: TouchKey, way: QPoint) -> tuple[bool, int] | None:
    """How far a key lies ahead, those of the same row or column before all others; None where it does not."""
    window = here.window()
    a = here.rect().translated(here.mapTo(window, QPoint(0, 0)))
    b = there.rect().translated(there.mapTo(window, QPoint(0, 0)))
    if way.x():
        along = b.left() - a.right() if way.x() > 0 else a.left() - b.right()
        aside = max(0, b.top() - a.bottom(), a.top() - b.bottom())
        off = abs(b.center().y() - a.center().y())
    else:
        along = b.top() - a.bottom() if way.y() > 0 else a.top() - b.bottom()
        aside = max(0, b.left() - a.right(), a.left() - b.right())
        off = abs(b.center().x() - a.center().x())
    if along < 0:
        return None
    return aside > 0, along * 4 + aside * 12 + off
