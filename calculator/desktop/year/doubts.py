"""The doubts that go with the figures: at most two lines of them, the rest a key away."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from calculator.ground.language import N_
from calculator.widgets.theme import Theme, set_role
from calculator.words.wording import Wording
from calculator.words.year_summary import Doubt

_MOST_LINES = 2


class Doubts(QWidget):
    """Doubts as lines; those that do not fit into two lines, and all their clauses, stand behind a button.

    The `least` first stand there whatever room they take: a number of doubts alone says nothing.
    """

    def __init__(self, wording: Wording, theme: Theme, *, least: int = 1) -> None:
        super().__init__()
        self._least = least
        self._wording, self._room = wording, theme.px(8)
        self._doubts: Sequence[Doubt] = ()
        self._all = False
        self.label = QLabel()
        self.label.setWordWrap(True)
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.label.setAccessibleName(wording.text(N_("Doubts")))
        set_role(self.label, "warning")
        self.more = QPushButton()
        set_role(self.more, "fold")
        self.more.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.more.setToolTip(wording.text(N_("Show or hide all doubts with their clauses")))
        self.more.clicked.connect(self._turn)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._room)
        row.addWidget(self.label, 1)
        row.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)

    def text(self) -> str:
        """What is seen of them."""
        return self.label.text()

    def show_doubts(self, doubts: Sequence[Doubt]) -> None:
        """Show other doubts."""
        self._doubts = doubts
        self.setVisible(bool(doubts))
        self.label.setAccessibleDescription("\n".join(doubt.full for doubt in doubts))
        self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._lay_out()

    def _turn(self) -> None:
        self._all = not self._all
        self._lay_out()

    def _lay_out(self) -> None:
        if self._all:
            self._put([doubt.full for doubt in self._doubts], self._wording.text(N_("Fewer")))
            return
        shown = self._fitting(self.width())
        if shown == [doubt.full for doubt in self._doubts]:
            self._put(shown, "")
            return
        # The button takes its room from the lines.
        shown = self._fitting(self.width() - self._button_width(self._rest(len(self._doubts))) - self._room)
        self._put(shown, self._rest(len(self._doubts) - len(shown)))

    def _put(self, lines: list[str], button: str) -> None:
        self.label.setText("\n".join(lines))
        self.more.setText(button)
        self.more.setAccessibleName(button or self.more.toolTip())
        self.more.setVisible(bool(button))

    def _rest(self, count: int) -> str:
        words = self._wording
        return words.text(N_("In full")) if not count else words.text(N_("{count} more")).format(count=count)

    def _button_width(self, text: str) -> int:
        self.more.setText(text)
        return self.more.sizeHint().width()

    def _fitting(self, width: int) -> list[str]:
        """The first doubts that fit, each in full or without its clause; and those that stand there in any case."""
        left, shown = _MOST_LINES, list[str]()
        for doubt in self._doubts:
            fitting = next((text for text in (doubt.full, doubt.short) if self._lines(text, width) <= left), None)
            if fitting is None and len(shown) >= self._least:
                break
            fitting = fitting or doubt.short
            left -= self._lines(fitting, width)
            shown.append(fitting)
        return shown

    def _lines(self, text: str, width: int) -> int:
        metrics = self.label.fontMetrics()
        box = metrics.boundingRect(QRect(0, 0, max(width, 1), 10_000), int(Qt.TextFlag.TextWordWrap), text)
        return round(box.height() / metrics.lineSpacing())
