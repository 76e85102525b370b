"""Steps one below the other: what was done, its formula, the clause, and the reading where one was chosen."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from calculator.ground.language import N_
from calculator.widgets.theme import Theme, set_role
from calculator.words.citing import RuleAt
from calculator.words.explanation import Line

LEADS = N_("Open the region's policy at this rule (Enter)")
"""What a clause that leads somewhere says of itself."""


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


class _Clauses(QWidget):
    """The clauses of one step, one below the other; `opened` carries the rule of the one that a person opens."""

    opened = Signal(object)

    def __init__(self, leads: str) -> None:
        super().__init__()
        self._leads = leads
        self._rules: Sequence[RuleAt | None] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._labels: list[_Clause] = []

    def show_clauses(self, texts: Sequence[str], rules: Sequence[RuleAt | None]) -> None:
        """Show clauses, each with where its rule is found."""
        self._rules = rules
        while len(self._labels) < len(texts):
            self._labels.append(self._label(len(self._labels)))
        for place, label in enumerate(self._labels):
            text = texts[place] if place < len(texts) else ""
            label.setText(text)
            label.setAccessibleName(text)
            label.setVisible(bool(text))
            label.lead(self._leads if text and rules[place] is not None else "")
        self.setVisible(any(texts))

    def _label(self, place: int) -> _Clause:
        label = _Clause()
        label.opened.connect(lambda: self.opened.emit(self._rules[place]))
        self._column.addWidget(label)
        return label


class Explanation(QWidget):
    """The numbered steps of one figure; `rule_wanted` carries the rule of a clause that a person opens.

    Clauses lead somewhere where `leads` says so, as a tip.
    """

    rule_wanted = Signal(object)

    def __init__(self, theme: Theme, leads: str = "") -> None:
        super().__init__()
        self._theme, self._leads = theme, leads
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(8))
        self._grid.setVerticalSpacing(theme.px(2))
        self._grid.setColumnStretch(1, 1)
        self._numbers: list[QLabel] = []
        self._steps: list[dict[str, QLabel]] = []
        self._clauses: list[_Clauses] = []

    def show_lines(self, lines: Sequence[Line]) -> None:
        """Replace the steps; labels that exist are written anew, as making them takes long."""
        while len(self._steps) < len(lines):
            self._add_step()
        for place, (number, labels) in enumerate(zip(self._numbers, self._steps, strict=True)):
            line = lines[place] if place < len(lines) else None
            gap = 0 if line is None else self._theme.px(8)
            self._grid.setRowMinimumHeight((place + 1) * _ROWS - 1, gap)
            number.setVisible(line is not None)
            for role, label in labels.items():
                text = "" if line is None else getattr(line, role)
                label.setText(text)
                label.setAccessibleName(text)
                label.setVisible(bool(text))
            if line is None:
                self._clauses[place].show_clauses((), ())
            elif line.rules:
                self._clauses[place].show_clauses(line.clause.split("\n"), line.rules)
            else:
                self._clauses[place].show_clauses((line.clause,), (line.rule,))

    def _add_step(self) -> None:
        place = len(self._steps)
        first = place * _ROWS
        number = _label(str(place + 1), "number")
        self._grid.addWidget(number, first, 0, Qt.AlignmentFlag.AlignTop)
        self._numbers.append(number)
        labels: dict[str, QLabel] = {}
        for row, (name, role) in enumerate(_ROLES.items()):
            labels[name] = _label("", role)
            self._grid.addWidget(labels[name], first + row, 1, Qt.AlignmentFlag.AlignTop)
        self._steps.append(labels)
        clauses = _Clauses(self._leads)
        clauses.opened.connect(self.rule_wanted)
        self._grid.addWidget(clauses, first + len(_ROLES), 1, Qt.AlignmentFlag.AlignTop)
        self._clauses.append(clauses)


_ROLES = {"heading": "heading", "formula": "muted", "reading": "reading"}
_ROWS = len(_ROLES) + 2
"""Rows of the grid that a step takes: what it says, its clauses, and the gap below."""
