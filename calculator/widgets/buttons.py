"""Buttons and texts as they stand in every page and dialog."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton

from calculator.widgets.theme import set_role
from calculator.words.wording import Wording


def push_button(wording: Wording, text: str, tip: str, name: str = "") -> QPushButton:
    """A button that Enter does not press from elsewhere; `name` where its text is a sign."""
    tr = wording.text
    button = QPushButton(tr(text))
    button.setToolTip(tr(tip))
    button.setAccessibleName(tr(name) if name else tr(text).replace("&", ""))
    button.setAutoDefault(False)
    return button


def label(text: str, role: str) -> QLabel:
    """A text that wraps and can be marked and copied."""
    made = QLabel(text)
    set_role(made, role)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAccessibleName(text)
    return made
