"""What a person does with mouse and keyboard: every key and click is a real event, and goes where it would go."""

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QTableView, QWidget

from driver.screens import dialog_of

KEY = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


class HasEdit(Protocol):
    """A control around the line that is typed into."""

    @property
    def edit(self) -> QLineEdit:
        """The line."""


def press(*keys: Qt.Key | str, with_: Qt.KeyboardModifier = NONE) -> None:
    """Press keys one after the other, each where the focus is by then."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None, f"nothing has the focus when {key} is pressed"
        QTest.keyClick(focus, key, with_)  # type: ignore[arg-type]


def click(widget: QWidget, at: QPoint | None = None, with_: Qt.KeyboardModifier = NONE) -> None:
    """Click a control that can be clicked, in its middle or at a place in it."""
    assert widget.isVisible()
    assert widget.isEnabled()
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton, with_, at or QPoint())


def say(text: str) -> None:
    """Type where the focus is: ASCII comes from keys, anything else from an input method, as it does to people."""
    if text.isascii():
        press(*text)
        return
    event = QInputMethodEvent()
    event.setCommitString(text)
    focus = QApplication.focusWidget()
    assert focus is not None
    QApplication.sendEvent(focus, event)


def type_in(field: QLineEdit | HasEdit, text: str, *end: Qt.Key) -> None:
    """Type over all that stands in a line, then press the keys that end it."""
    edit = field if isinstance(field, QLineEdit) else field.edit
    edit.setFocus()
    QTest.keyClick(edit, KEY.Key_A, CTRL)
    if text:
        say(text)
    else:
        QTest.keyClick(edit, KEY.Key_Delete)
    press(*end)


def enter(field: QLineEdit | HasEdit, text: str) -> None:
    """Type over all that stands in a line and press Enter."""
    type_in(field, text, KEY.Key_Return)


def go_to(table: QTableView, row: int, column: int) -> QModelIndex:
    """Stand in a cell."""
    table.setFocus()
    index = table.model().index(row, column)
    assert index.isValid()
    table.setCurrentIndex(index)
    return index


def type_in_cell(table: QTableView, row: int, column: int, text: str) -> None:
    """Open a cell, type over what stands in it, and end with Enter."""
    go_to(table, row, column)
    press(KEY.Key_F2)
    edit = QApplication.focusWidget()
    assert isinstance(edit, QLineEdit)
    enter(edit, text)


def choose_file(path: Path) -> None:
    """Paste a name into the file dialog that is open, and press Enter."""
    name = dialog_of(QFileDialog).findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.setFocus()
    name.selectAll()
    QGuiApplication.clipboard().setText(str(path))
    QTest.keyClick(name, KEY.Key_V, CTRL)
    QTest.keyClick(name, KEY.Key_Return)
