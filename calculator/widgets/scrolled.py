"""Insides that scroll up and down where their text needs more room than there is, and dialogs the screen can hold."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from calculator.widgets.theme import Theme


def scrolled(inside: QWidget, name: str) -> QScrollArea:
    """A scroll area as wide as the card around `inside`; itself no stop for the Tab key."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(name)
    area.setWidget(inside)
    return area


def fit(window: QWidget, theme: Theme, width: int, height: int) -> None:
    """Give a dialog a size of the 100% design, as far as the screen has room."""
    room = window.screen().availableSize()
    window.resize(QSize(theme.px(width), theme.px(height)).boundedTo(room * 0.9))
