"""White cards on a pale ground: frames, figures with a bar."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from calculator.widgets.theme import Theme, set_role


class Card(QFrame):
    """A frame with an upright layout."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        set_role(self, "card")
        self.box = QVBoxLayout(self)
        edge = theme.px(12)
        self.box.setContentsMargins(edge, edge, edge, edge)
        self.box.setSpacing(theme.px(4))


class Bar(QWidget):
    """How much of a whole is used; says it in words to a screen reader."""

    def __init__(self, theme: Theme, meaning: str) -> None:
        super().__init__()
        self._theme, self._meaning = theme, meaning
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(self._theme.px(60), self._theme.px(8))

    def set_share(self, part: int, whole: int, words: str) -> None:
        """Fill `part` of `whole`; `words` say the same."""
        self._share = min(1.0, part / whole) if whole > 0 else 0.0
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        radius = self.height() / 2
        painter.setBrush(self._theme.colour("track"))
        painter.drawRoundedRect(self.rect(), radius, radius)
        if self._share:
            painter.setBrush(self._theme.colour(self._meaning))
            width = max(self.height(), self.width() * self._share)
            painter.drawRoundedRect(QRectF(0, 0, width, self.height()), radius, radius)


class FigureCard(Card):
    """One figure: its name, the number large in its colour, a bar where there is a whole, and a sentence.

    `chosen` is emitted when a person clicks it, or presses Enter or Space on it.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, meaning: str, title: str, *, bar: bool) -> None:
        super().__init__(theme)
        self._meaning, self._name, self._least = meaning, title, theme.px(150)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.title = QLabel(title)
        self.title.setWordWrap(True)
        set_role(self.title, "small")
        self.number = QLabel()
        set_role(self.number, f"big-{meaning}")
        self.bar = Bar(theme, meaning) if bar else None
        self.note = QLabel()
        self.note.setWordWrap(True)
        set_role(self.note, "small")
        self.box.addWidget(self.title)
        self.box.addWidget(self.number)
        if self.bar is not None:
            self.box.addWidget(self.bar)
        self.box.addWidget(self.note)
        self.box.addStretch(1)

    def set_title(self, title: str) -> None:
        """Name the figure otherwise; shown with the next figure."""
        self._name = title
        self.title.setText(title)

    def show_figure(self, number: str, note: str, *, known: bool = True) -> None:
        """The number and its sentence; a figure that is not known is said in words."""
        set_role(self.number, f"big-{self._meaning}" if known else "big-refused")
        self.number.setText(number)
        self.note.setText(note)
        self.setAccessibleName(f"{self._name} {number}")
        self.setAccessibleDescription(note)

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for the number as it is dressed by now: a card is filled before the style sheet makes it large."""
        least = super().minimumSizeHint()
        return QSize(max(self._least, least.width() + 4), least.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus()
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)
