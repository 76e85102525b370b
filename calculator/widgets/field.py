"""A labelled field that keeps what was typed, and says what is expected where it cannot be read."""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class _Kept:
    """What was typed beside the value that was shown, and the sentence that says what is wrong with it."""

    shown: str
    typed: str
    sentence: str


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
        self._subject: Hashable = None
        self._kept: dict[Hashable, _Kept] = {}
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
            self._leave()
            self._subject, self._shown = subject, text
            kept = self._kept.pop(subject, None)
            stays = kept is not None and kept.shown == text
            self._put(kept.typed if kept is not None and stays else text)
            self._say(kept.sentence if kept is not None and stays else "")
        elif text != self._shown:
            self._shown = text
            self._put(text)
            self._say("")

    def keep_only(self, subjects: Collection[Hashable]) -> None:
        """Forget what was typed for subjects that are gone, whose names others may bear later."""
        self._kept = {subject: kept for subject, kept in self._kept.items() if subject in subjects}
        if self._subject not in subjects:
            self._subject, self._shown = None, ""
            self._put("")
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
        if (shown := self._show(value)) == self._shown:
            self.edit.setText(shown)
            return
        before, self._shown = self._shown, None
        self.committed.emit(value)
        if self._shown is None:
            # Refused, it is to be tried again; taken without being shown anew, it is not.
            self._shown = before if self.faulty else text

    def _leave(self) -> None:
        """Keep with the subject what was typed for it and is not its value."""
        typed, shown = self.edit.text(), self._shown
        if shown is not None and (self.faulty or typed != shown):
            self._kept[self._subject] = _Kept(shown, typed, self.note.text() if self.faulty else self._expected)

    def _put(self, text: str) -> None:
        self.edit.setText(text)
        self.edit.setCursorPosition(0)

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
