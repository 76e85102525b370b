"""What is being typed, taken over before something else is done with it."""

from PySide6.QtWidgets import QApplication


def take_over_typing() -> None:
    """End what is being typed as leaving the field would; the focus stays where it is.

    A key or a menu that saves, closes or adds something does not move the focus, and would miss it.
    """
    focus = QApplication.focusWidget()
    if focus is not None:
        focus.clearFocus()
        if QApplication.focusWidget() is None:  # a table takes the focus back from its editor
            focus.setFocus()
