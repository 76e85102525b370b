"""A check box whose words wrap, which Qt's own do not."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from calculator.ground.plain_text import not_a_page
from calculator.widgets.theme import Theme, as_text


class _Words(QLabel):
    clicked = Signal()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()


class Check(QWidget):
    """A box and its words; `clicked` carries whether it is checked now, when a person changed it."""

    clicked = Signal(bool)

    def __init__(self, theme: Theme, text: str) -> None:
        super().__init__()
        self.box = QCheckBox()
        self.box.setAccessibleName(text)
        self.box.setToolTip(not_a_page(text))
        self.words = _Words(text)
        as_text(self.words)
        self.words.setWordWrap(True)
        self.words.setBuddy(self.box)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.words, 1)
        self.setFocusProxy(self.box)
        self.box.clicked.connect(self.clicked)
        self.words.clicked.connect(self.box.click)

    def isChecked(self) -> bool:  # noqa: N802 — as Qt's own check boxes say it
        """Whether the box is checked."""
        return self.box.isChecked()

    def setChecked(self, on: bool) -> None:  # noqa: N802
        """Check the box without telling anyone."""
        self.box.setChecked(on)
