"""Steps one below the other: what was done, its formula, the clause, and the reading where one was chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from calculator.widgets.theme import Theme, set_role


@dataclass(frozen=True)
class Line:
    """One step in words: heading with its amount, formula, document and clause, reading."""

    heading: str
    formula: str
    clause: str
    reading: str = ""


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    set_role(label, role)
    label.setWordWrap(True)
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
    label.setAccessibleName(text)
    return label


class Explanation(QWidget):
    """The numbered steps of one figure."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(2))
        self._grid.setColumnStretch(1, 1)
        self._labels: list[QLabel] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace the steps."""
        for label in self._labels:
            self._grid.removeWidget(label)
            label.deleteLater()
        self._labels = []
        row = 0
        for number, line in enumerate(lines, start=1):
            self._put(_label(str(number), "number"), row, 0)
            for text, role in (
                (line.heading, "heading"),
                (line.formula, "muted"),
                (line.reading, "reading"),
                (line.clause, "clause"),
            ):
                if text:
                    self._put(_label(text, role), row, 1)
                    row += 1
            self._grid.setRowMinimumHeight(row, self._theme.px(8))
            row += 1

    def _put(self, label: QLabel, row: int, column: int) -> None:
        self._grid.addWidget(label, row, column, Qt.AlignmentFlag.AlignTop)
        self._labels.append(label)
