"""Steps one below the other: what was done, its formula, the clause, and the reading where one was chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from calculator.widgets.theme import Theme, set_role
from calculator.words.explanation import Line


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
        self._numbers: list[QLabel] = []
        self._steps: list[dict[str, QLabel]] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace the steps; labels that exist are written anew, as making them takes long."""
        while len(self._steps) < len(lines):
            self._add_step()
        for place, (number, labels) in enumerate(zip(self._numbers, self._steps, strict=True)):
            line = lines[place] if place < len(lines) else None
            gap = 0 if line is None else self._theme.px(8)
            self._grid.setRowMinimumHeight((place + 1) * (len(_ROLES) + 1) - 1, gap)
            number.setVisible(line is not None)
            for role, label in labels.items():
                text = "" if line is None else getattr(line, role)
                label.setText(text)
                label.setAccessibleName(text)
                label.setVisible(bool(text))

    def _add_step(self) -> None:
        place = len(self._steps)
        first = place * (len(_ROLES) + 1)
        number = _label(str(place + 1), "number")
        self._grid.addWidget(number, first, 0, Qt.AlignmentFlag.AlignTop)
        self._numbers.append(number)
        labels = {}
        for row, (name, role) in enumerate(_ROLES.items()):
            labels[name] = _label("", role)
            self._grid.addWidget(labels[name], first + row, 1, Qt.AlignmentFlag.AlignTop)
        self._steps.append(labels)


_ROLES = {"heading": "heading", "formula": "muted", "reading": "reading", "clause": "clause"}
