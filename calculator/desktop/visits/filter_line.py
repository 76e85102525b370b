"""The line above the visits in which a person says which of them are to be seen."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from calculator.ground.language import N_
from calculator.widgets.field import Line
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

_WIDTH = 144
"""Pixels of 100% text in which the hint stands whole."""


class FilterLine(Line):
    """A line whose text narrows a table; `left` follows Enter, Down and Escape, which clears it."""

    left = Signal()

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__()
        tr = wording.text
        self.setAccessibleName(tr(N_("Show only certain visits")))
        self.setToolTip(
            tr(N_("Hospital, department or note, number, level or day; pinyin initials too (Ctrl+F). Esc shows all."))
        )
        self.setPlaceholderText(tr(N_("Hospital, number")))
        hint = self.fontMetrics().horizontalAdvance(self.placeholderText())
        self.setFixedWidth(max(theme.px(_WIDTH), hint + theme.px(32)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() == Qt.Key.Key_Escape:
            self.clear()
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left.emit()
        else:
            super().keyPressEvent(event)
