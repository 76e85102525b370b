"""The letters that lead to a control with Alt: none may lead to two that are seen together."""

from collections import defaultdict
from collections.abc import Iterator

from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QApplication, QGroupBox, QLabel, QMenu, QMenuBar, QTabBar, QWidget


def double(window: QWidget) -> list[str]:
    """The letters that two controls of a window which are seen together answer to, with what those say."""
    found: dict[str, list[str]] = defaultdict(list)
    for letter, text in _letters(window):
        found[letter].append(text)
    return [f"{letter}: {' | '.join(texts)}" for letter, texts in sorted(found.items()) if len(texts) > 1]


def windows() -> list[QWidget]:
    """The windows that are seen, but for menus, whose letters hold in them alone."""
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and not isinstance(one, QMenu)]


def _letters(window: QWidget) -> Iterator[tuple[str, str]]:
    for widget in window.findChildren(QWidget):
        if widget.window() is window and widget.isVisible():
            for text in _texts(widget):
                if letter := QKeySequence.mnemonic(text).toString():
                    yield letter, text
    keys = [(shortcut.key().toString(), "") for shortcut in window.findChildren(QShortcut)]
    keys += [(one.toString(), action.text()) for action in window.findChildren(QAction) for one in action.shortcuts()]
    yield from ((key, text or key) for key, text in keys if key.startswith("Alt+"))


def _texts(widget: QWidget) -> list[str]:
    """What a control says whose letter leads to it."""
    if isinstance(widget, QAbstractButton):
        return [widget.text()]
    if isinstance(widget, QLabel):
        return [widget.text()] if widget.buddy() is not None else []
    if isinstance(widget, QGroupBox):
        return [widget.title()]
    if isinstance(widget, QTabBar):
        return [widget.tabText(place) for place in range(widget.count())]
    if isinstance(widget, QMenuBar):
        return [action.text() for action in widget.actions() if action.isVisible()]
    return []
