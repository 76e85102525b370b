"""Steps one below the other: what was done, its formula, the clause, and the reading where one was chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
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


class _Clause(QLabel):
    """A clause that leads to its rule, by a click or by Enter."""

    opened = Signal()

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "clause")
        self.setWordWrap(True)

    def lead(self, tip: str) -> None:
        """Lead somewhere, as `tip` says; with an empty one nowhere."""
        self.setToolTip(tip)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if tip else Qt.FocusPolicy.NoFocus)
        if tip:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        if self.toolTip() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit()
        else:
            super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if self.toolTip() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)


class Explanation(QWidget):
    """The numbered steps of one figure; `rule_wanted` carries the rule of a clause that a person opens.

    Clauses lead somewhere where `leads` says so, as a tip.
    """

    rule_wanted = Signal(object)

    def __init__(self, theme: Theme, leads: str = "") -> None:
        super().__init__()
        self._theme, self._leads = theme, leads
        self._lines: Sequence[Line] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(2))
        self._grid.setColumnStretch(1, 1)
        self._numbers: list[QLabel] = []
        self._steps: list[dict[str, QLabel]] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace the steps; labels that exist are written anew, as making them takes long."""
        self._lines = lines
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
                if isinstance(label, _Clause):
                    label.lead(self._leads if line is not None and line.rule is not None else "")

    def _add_step(self) -> None:
        place = len(self._steps)
        first = place * (len(_ROLES) + 1)
        number = _label(str(place + 1), "number")
        self._grid.addWidget(number, first, 0, Qt.AlignmentFlag.AlignTop)
        self._numbers.append(number)
        labels: dict[str, QLabel] = {}
        for row, (name, role) in enumerate(_ROLES.items()):
            labels[name] = self._clause(place) if role == "clause" else _label("", role)
            self._grid.addWidget(labels[name], first + row, 1, Qt.AlignmentFlag.AlignTop)
        self._steps.append(labels)

    def _clause(self, place: int) -> QLabel:
        clause = _Clause()
        clause.opened.connect(lambda: self.rule_wanted.emit(self._lines[place].rule))
        return clause


_ROLES = {"heading": "heading", "formula": "muted", "reading": "reading", "clause": "clause"}
