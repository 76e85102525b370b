"""Saying something to a screen reader at once, for what changes without the focus moving."""

from PySide6.QtWidgets import QWidget


def announce(widget: QWidget, sentence: str) -> None:
    """Have a screen reader say a sentence about a widget; nothing happens where none listens."""
    # Loaded at the first word to say: a window stands sooner without.
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    if sentence and QAccessible.isActive():
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, sentence))
