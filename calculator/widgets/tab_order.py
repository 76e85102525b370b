"""Where the Tab key goes: as the eye reads, whenever the parts of a window were made."""

from collections.abc import Iterator
from functools import cmp_to_key

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget


def move_focus(window: QWidget, *, forward: bool) -> bool:
    """Give the focus to the next stop of a window in reading order, or the one before; False where there is none.

    Qt goes by the order in which widgets were made, and parts made late would all come last.
    """
    stops = [widget for widget in in_reading_order(window) if is_stop(widget)]
    if not stops:
        return False
    here = next((place for place, widget in enumerate(stops) if widget.hasFocus()), None)
    if here is None:
        # The focus may stand inside of a stop, such as in a table's open editor.
        focus = QApplication.focusWidget()
        inside = (place for place, widget in enumerate(stops) if focus is not None and widget.isAncestorOf(focus))
        here = next(inside, -1 if forward else 0)
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    stops[(here + (1 if forward else -1)) % len(stops)].setFocus(reason)
    return True


def is_stop(widget: QWidget) -> bool:
    """Whether the Tab key may stop at a widget."""
    wanted = Qt.FocusPolicy.TabFocus
    takes_tab = widget.focusPolicy() & wanted == wanted and widget.focusProxy() is None
    return takes_tab and widget.isVisible() and widget.isEnabled()


def in_reading_order(widget: QWidget) -> Iterator[QWidget]:
    """A widget and all within it: of what lies side by side from left to right, else from top to bottom."""
    yield widget
    inside = [child for child in widget.children() if isinstance(child, QWidget) and not child.isWindow()]
    for child in sorted(inside, key=cmp_to_key(_before)):
        yield from in_reading_order(child)


def _before(one: QWidget, other: QWidget) -> int:
    """Below zero where `one` is read before `other`."""
    here, there = one.geometry(), other.geometry()
    if here.bottom() < there.center().y() and there.top() > here.center().y():
        return -1
    if there.bottom() < here.center().y() and here.top() > there.center().y():
        return 1
    return here.x() - there.x()
