"""A labelled field that keeps what was typed, and says what is expected where it cannot be read."""

from collections.abc import Callable, Collection, Hashable, Mapping
from typing import Any, NamedTuple, cast

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget

from calculator.ground.faults import Fault
from calculator.ground.money import AmountTooLargeError
from calculator.widgets.theme import set_role

PAUSE = 400
"""Milliseconds without a key after which results follow what is being typed."""


class Line(QLineEdit):
    """A line of text; the click that leads into it marks all of it, as Tab does, so that typing replaces it.

    Ctrl+Z it leaves to the window once there is nothing of its own to take back.
    """

    def __init__(self) -> None:
        super().__init__()
        self._clicked_into = False

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusInEvent(event)
        # A window that opens gives its focus to a field before anyone has been in it.
        given = event.reason() != Qt.FocusReason.TabFocusReason and not self.isModified()
        self._clicked_into = event.reason() == Qt.FocusReason.MouseFocusReason or given

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        if self._clicked_into and not self.hasSelectedText():
            self.selectAll()
        self._clicked_into = False

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


class Typed(NamedTuple):
    """A text that was not taken beside the value that stood then, and what is wrong with it.

    `why` is the fault that the sentence tells; None where the text could not be read.
    """

    value: Any
    text: str
    sentence: str
    why: Fault | None


class Field(QWidget):
    """A line of text under its label; `committed` carries the value read when editing ends with a change.

    Where it `follows`, as amounts do, it tells the value while a person types too, after a pause. All that is told
    between two ends of editing is one entry, known by `entry`.
    `read` turns text into a value or raises ValueError, upon which the text stays and `expected` is shown;
    `show_value` turns a value into text. Where one field shows now this and now that (a person, a visit), text that
    could not be read or was refused belongs to what it was typed for: it goes and comes with it.

    `rejected` carries such a text when editing ends; whoever keeps it gives it back as `unread`, and `objection` says
    what is wrong with one that can be read. `too_large` is said of an amount that is beyond all bills.
    """

    committed = Signal(object)
    rejected = Signal(str)

    def __init__(
        self,
        label: str,
        *,
        read: Callable[[str], Any],
        show_value: Callable[[Any], str],
        expected: str,
        hint: str = "",
        follows: bool = False,
        objection: Callable[[Any], str] | None = None,
        too_large: str = "",
    ) -> None:
        super().__init__()
        self.entry = object()
        self._read, self._show, self._expected, self._hint = read, show_value, expected, hint
        self._objection, self._too_large = objection, too_large
        self._shown: str | None = ""  # None while a value is taken: whatever is to be shown then, is
        self._value: Any = None
        self._why: Fault | None = None
        self._refused = self._unread = self._told_rejected = False
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
        self.edit.textEdited.connect(self._typing)
        self._typed_ahead = False  # the value of what is being typed is told, the text stands as it is typed
        self._told_half = False  # and it is to be told once more at the end
        self._pause: QTimer | None = None
        if follows:
            self._pause = QTimer(self)
            self._pause.setSingleShot(True)
            self._pause.setInterval(PAUSE)
            self._pause.timeout.connect(self._follow)
        self._describe(hint)

    @property
    def half_typed(self) -> bool:
        """Whether the value that is told is one of what is still being typed."""
        return self._typed_ahead

    @property
    def faulty(self) -> bool:
        """Whether what stands in the field cannot be read."""
        return bool(self.edit.property("role") == "faulty")

    def set_value(self, value: Any, subject: Hashable = None, unread: str | None = None) -> None:
        """Show the value of a subject, or the text `unread` that is kept in its place.

        What was typed for it and has not been taken stays while the value does.
        """
        text, said = self._show(value) if unread is None else unread, self.wrong(unread)
        self._unread = unread is not None
        if subject != self._subject:
            self._typed = self.typed
            self._end()
            self._told_half = False
            self._subject, self._shown, self._value = subject, text, value
            self._put(text)
            self._say(said)
            self._show_typed()
        elif text != self._shown:
            self._shown, self._value = text, value
            if not self._typed_ahead:
                self._put(text)
                self._say(said)

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
        if shown is None or text == shown:
            return self._typed
        sentence = self.note.text() if self.faulty else self._expected
        return {**self._typed, self._subject: Typed(self._value, text, sentence, self._why)}

    def take_typed(self, typed: Mapping[Hashable, Typed], say: Callable[[Fault], str]) -> None:
        """Go on with what was typed into another field; `say` puts into words why it was refused there."""
        self._typed = {
            subject: one._replace(sentence=self._expected if one.why is None else say(one.why))
            for subject, one in typed.items()
        }
        self._show_typed()

    def set_hint(self, hint: str) -> None:
        """What stands below the field while nothing is wrong."""
        self._hint = hint
        if not self.faulty:
            self._say("")

    def set_label(self, label: str) -> None:
        """Call the field otherwise."""
        self.label.setText(label)
        self.edit.setAccessibleName(label)

    def refuse(self, sentence: str, why: Fault | None = None) -> None:
        """Keep the text and say why it cannot stand; of a text that is still being typed nothing is said yet."""
        self._refused = True
        if not self._typed_ahead:
            self._say(sentence, why)
            self._reject(self.edit.text())

    def _reject(self, text: str) -> None:
        self._told_rejected = True
        self.rejected.emit(text)

    def remark(self, sentence: str) -> None:
        """Say that what stands here is in the way of something else."""
        self._say(sentence)

    def wrong(self, text: str | None) -> str:
        """What is wrong with a text that is kept unread; nothing where there is none."""
        if text is None:
            return ""
        try:
            value = self._read(text.strip())
        except ValueError as error:
            return self._said_of(error)
        return (self._objection and self._objection(value)) or self._expected

    def _said_of(self, error: ValueError) -> str:
        return self._too_large if self._too_large and isinstance(error, AmountTooLargeError) else self._expected

    def _typing(self, text: str) -> None:
        """Red goes as soon as what stands there can be read; what comes of it follows after a pause."""
        if self.faulty and self._readable(text):
            self._say("")
        if self._pause is not None:
            self._pause.start()

    def _readable(self, text: str) -> bool:
        try:
            self._read(text.strip())
        except ValueError:
            return False
        return True

    def _follow(self) -> None:
        """Tell the value of what is being typed; of what cannot be read, or stand, nothing is said before the end."""
        text = self.edit.text()
        if text == self._shown or not self._readable(text):
            return
        value = self._read(text.strip())
        if self._show(value) == self._shown and not self._unread:
            return
        before, self._shown, self._refused, self._typed_ahead = (self._shown, self._value), None, False, True
        self.committed.emit(value)
        self._typed_ahead, self._told_half = False, True
        if self._refused or self._shown is None:
            self._shown, self._value = before if self._refused else (self._show(value), value)

    def _end(self) -> None:
        """An entry is over; what is typed from now on is another."""
        self.entry = object()
        if self._pause is not None:
            self._pause.stop()

    def _finish(self) -> None:
        self._take()
        self._end()

    def _take(self) -> None:
        text, half, self._told_half = self.edit.text(), self._told_half, False
        if text == self._shown and not (self.faulty or self._unread or self._told_rejected):
            if half:
                self.committed.emit(self._value)
            return
        try:
            value = self._read(text.strip())
        except ValueError as error:
            self._say(self._said_of(error))
            self._reject(text)
            return
        mended, self._told_rejected = self._told_rejected, False
        self._say("")
        if (shown := self._show(value)) == self._shown and not self._unread:
            self.edit.setText(shown)
            if mended or half:  # whoever was told of the rejected text is told that the value stands again
                self.committed.emit(value)
            return
        before, self._shown, self._refused = self._shown, None, False
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
        if text != self.edit.text():
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
