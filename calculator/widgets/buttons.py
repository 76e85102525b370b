"""Buttons and texts as they stand in every page and dialog."""

from collections.abc import Callable

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QPushButton

from calculator.ground.language import N_
from calculator.widgets.announce import announce
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


COPIED = N_("Copied ✓")
_TOLD_MS = 3000
"""How long a button says that it copied."""


def copies(button: QPushButton, text: Callable[[], str], wording: Wording) -> None:
    """Have a button put a text on the clipboard and say so for a while."""
    usual, told = button.text(), QTimer(button)
    told.setSingleShot(True)
    told.setInterval(_TOLD_MS)
    told.timeout.connect(lambda: button.setText(usual))

    def copy() -> None:
        QGuiApplication.clipboard().setText(text())
        button.setText(wording.text(COPIED))
        announce(button, button.text())
        told.start()

    button.clicked.connect(copy)


def label(text: str, role: str) -> QLabel:
    """A text that wraps and can be marked and copied."""
    made = QLabel(text)
    set_role(made, role)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setAccessibleName(text)
    return made
