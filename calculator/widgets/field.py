"""A labelled field that keeps what was typed, and says what is expected where it cannot be read."""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from calculator.ground.faults import Fault
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


@dataclass(frozen=True)
class Typed:
    """A text that was not taken beside the value that stood then, and what is wrong with it.

    `why` is the fault that the sentence tells; None where the text could not be read.
    """

    value: Any
    text: str
    sentence: str
    why: Fault | None


class Field(QWidget):
    """A line of text under its label; `committed` carries the value read when editing ends with a change.

    `read` turns text into a value or raises ValueError, upon which the text stays and `expected` is shown;
    `show_value` turns a value into text. Where one field shows now this and now that (a person, a visit), text that
    could not be read or was refused belongs to what it was typed for: it goes and comes with it.
    """

    committed = Signal(object)

    def __init__(
        self, label: str, *, read: Callable[[str], Any], show_value: Callable[[Any], str], expected: str, hint: str = ""
    ) -> None:
        super().__init__()
        self._read, self._show, self._expected, self._hint = read, show_value, expected, hint
        self._shown: str | None = ""  # None while a value is taken: whatever is to be shown then, is
        self._value: Any = None
        self._why: Fault | None = None
        self._subject: Hashable = None
        self._typed: dict[Hashable, Typed] = {}
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

    def set_value(self, value: Any, subject: Hashable = None) -> None:
        """Show the value of a subject; what was typed for it and has not been taken stays while the value does."""
        text = self._show(value)
        if subject != self._subject:
            self._typed = self.typed
            self._subject, self._shown, self._value = subject, text, value
            self._put(text)
            self._say("")
            self._show_typed()
        elif text != self._shown:
            self._shown, self._value = text, value
            self._put(text)
            self._say("")

    def keep_only(self, subjects: Collection[Hashable]) -> None:
        """Forget what was typed for subjects that are gone, whose names others may bear later."""
        self._typed = {subject: typed for subject, typed in self._typed.items() if subject in subjects}
        if self._subject not in subjects:
            self._subject, self._shown, self._value = None, "", None
            self._put("")
            self._say("")

    @property
    def typed(self) -> dict[Hashable, Typed]:
        """By subject, what was typed and has not been taken; for the field of a window that follows this one."""
        text, shown = self.edit.text(), self._shown
        if shown is None or (text == shown and not self.faulty):
            return self._typed
        sentence = self.note.text() if self.faulty else self._expected
        return {**self._typed, self._subject: Typed(self._value, text, sentence, self._why)}

    def take_typed(self, typed: Mapping[Hashable, Typed], say: Callable[[Fault], str]) -> None:
        """Go on with what was typed into another field; `say` puts into words why it was refused there."""
        self._typed = {
            subject: replace(one, sentence=self._expected if one.why is None else say(one.why))
            for subject, one in typed.items()
        }
        self._show_typed()

    def set_hint(self, hint: str) -> None:
        """What stands below the field while nothing is wrong."""
        self._hint = hint
        if not self.faulty:
            self._say("")

    def refuse(self, sentence: str, why: Fault | None = None) -> None:
        """Keep the text and say why it cannot stand."""
        self._say(sentence, why)

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
        if (shown := self._show(value)) == self._shown:
            self.edit.setText(shown)
            return
        before, self._shown = self._shown, None
        self.committed.emit(value)
        if self._shown is None:
            # Refused, it is to be tried again; taken without being shown anew, it is not.
            self._shown, self._value = (before, self._value) if self.faulty else (text, value)

    def _show_typed(self) -> None:
        """Show what was typed for the subject, unless its value is another now."""
        typed = self._typed.pop(self._subject, None)
        if typed is not None and typed.value == self._value:
            self._put(typed.text)
            self._say(typed.sentence, typed.why)

    def _put(self, text: str) -> None:
        self.edit.setText(text)
        self.edit.setCursorPosition(0)

    def _say(self, fault: str, why: Fault | None = None) -> None:
        self._why = why
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
