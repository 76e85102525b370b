"""What a screen reader is told of a window: every control that can have the focus has a name."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenuBar,
    QTabBar,
    QWidget,
)

_CONTENT = {QAccessible.Role.Cell, QAccessible.Role.ListItem, QAccessible.Role.TreeItem, QAccessible.Role.StaticText}
"""What says something rather than does it; where it is empty there is nothing to be called by."""
_HOLDERS = QComboBox | QTabBar | QMenuBar | QAbstractItemView
"""What they put in themselves goes by their name."""
_MOST_TABS = 400


def interfaces(root: QWidget) -> Iterator[QAccessibleInterface]:
    """Everything a screen reader can walk to, hidden parts included; a list that a box drops down is the box's own."""
    waiting = [QAccessible.queryAccessibleInterface(root)]
    while waiting:
        interface = waiting.pop()
        yield interface
        if interface.role() != QAccessible.Role.ComboBox:
            children = (interface.child(place) for place in range(interface.childCount()))
            waiting += [child for child in children if child is not None and child.isValid()]


def unnamed(root: QWidget) -> list[str]:
    """The kind of each control that can have the focus and has no name."""
    found = []
    for interface in interfaces(root):
        if interface.role() in _CONTENT or not interface.state().focusable:
            continue
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{interface.role().name} {interface.object()!r}")
    return found


def without_tip(root: QWidget) -> list[str]:
    """The controls in which a person acts that do not say what they are for."""
    controls = [control for kind in (QAbstractButton, QLineEdit, QComboBox) for control in root.findChildren(kind)]
    return [
        f"{type(control).__name__} {control.accessibleName()!r}"
        for control in controls
        # What a box, a bar of tabs or a table puts in itself goes by their name.
        if not control.toolTip()
        and not isinstance(control.parent(), QComboBox | QTabBar | QMenuBar | QAbstractItemView)
    ]


def controls_for_tab(root: QWidget) -> list[QWidget]:
    """The shown widgets that Tab is to reach; of a row of choices one is enough, arrow keys reach the others."""
    return [
        widget
        for widget in root.findChildren(QWidget)
        if widget.isVisibleTo(root)
        and widget.isEnabled()
        and widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and widget.focusProxy() is None
        and not _of_a_choice(widget)
    ]


def _of_a_choice(widget: QWidget) -> bool:
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group is not None and group.exclusive()


def tab_order(root: QWidget) -> list[QWidget]:
    """The widgets that Tab goes to, in order, from the first until it comes round; the window must be active."""
    order: list[QWidget] = []
    for _turn in range(_MOST_TABS):
        focus = QApplication.focusWidget()
        if focus is None or focus in order:
            break
        order.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)
    return order
