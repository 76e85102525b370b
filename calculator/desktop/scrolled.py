"""Pages that scroll upright where they do not fit, so that nothing is clipped with large text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from calculator.widgets.theme import Theme


def scrolled(inside: QWidget, name: str) -> QScrollArea:
    """A page of wrapping texts in an area that scrolls upright; `name` is what a screen reader calls it."""
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
