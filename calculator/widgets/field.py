"""A labelled field that keeps what was typed, and says what is expected where it cannot be read."""

from collections.abc import Callable
from typing import Any, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from calculator.widgets.theme import set_role


class Line(QLineEdit):
    """A line of text that leaves Ctrl+Z to the window once there is nothing of its own to take back."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            keys = cast(QKeyEvent, event)
            undo, redo = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo
            nothing = (keys.matches(undo) and not self.isUndoAvailable()) or (
                keys.matches(redo) and not self.isRedoAvailable()
            )
            if nothing:
                event.ignore()
                return False
        return super().event(event)


class Field(QWidget):
    """A line of text under its label; `committed` carries the value read when editing ends with a change.

    `read` turns text into a value or raises ValueError, upon which the text stays and `expected` is shown;
    `show_value` turns a value into text.
    """

    committed = Signal(object)

    def __init__(
        self, label: str, *, read: Callable[[str], Any], show_value: Callable[[Any], str], expected: str, hint: str = ""
    ) -> None:
        super().__init__()
        self._read, self._show, self._expected, self._hint = read, show_value, expected, hint
        self._shown = ""
        self.label = QLabel(label)
        set_role(self.label, "small")
        self.label.setWordWrap(True)
        self.edit = Line()
        self.edit.setAccessibleName(label)
        self.edit.setToolTip(expected)
        self.label.setBuddy(self.edit)
        self.note = QLabel(hint)
        self.note.setWordWrap(True)
        set_role(self.note, "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.label)
        layout.addWidget(self.edit)
        layout.addWidget(self.note)
        # Not before it has a parent, as it would be a window of its own for a moment.
        self.note.setVisible(bool(hint))
        self.setFocusProxy(self.edit)
        self.edit.editingFinished.connect(self._finish)
        self._describe(hint)

    @property
    def faulty(self) -> bool:
        """Whether what stands in the field cannot be read."""
        return bool(self.edit.property("role") == "faulty")

    def set_value(self, value: Any) -> None:
        """Show a value, unless something unreadable is being typed, which is kept."""
        text = self._show(value)
        if self.faulty and text == self._shown:
            return
        self._shown = text
        self.edit.setText(text)
        self.edit.setCursorPosition(0)
        self._say("")

    def set_hint(self, hint: str) -> None:
        """What stands below the field while nothing is wrong."""
        self._hint = hint
        if not self.faulty:
            self._say("")

    def refuse(self, sentence: str) -> None:
        """Keep the text and say why it cannot stand."""
        self._say(sentence)

    def _finish(self) -> None:
        text = self.edit.text()
        if text == self._shown and not self.faulty:
            return
        try:
            value = self._read(text.strip())
        except ValueError:
            self._say(self._expected)
            return
        self._say("")
        if self._show(value) == self._shown:
            self.edit.setText(self._shown)
            return
        self._shown = text
        self.committed.emit(value)

    def _say(self, fault: str) -> None:
        set_role(self.edit, "faulty" if fault else "")
        set_role(self.note, "fault" if fault else "small")
        self.note.setText(fault or self._hint)
        self.note.setVisible(bool(fault or self._hint))
        self._describe(fault or self._hint)

    def _describe(self, text: str) -> None:
        self.edit.setAccessibleDescription(text or self._expected)


def caption(text: str, buddy: QWidget | None = None) -> QLabel:
    """A small label above a control."""
    label = QLabel(text)
    set_role(label, "small")
    label.setWordWrap(True)
    label.setAlignment(Qt.AlignmentFlag.AlignLeft)
    if buddy is not None:
        label.setBuddy(buddy)
    return label
