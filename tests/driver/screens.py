"""Screens in tests: putting one before a person's eyes, and finding what is shown."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from calculator.widgets.theme import STYLE, Theme, dress, finish, prepare

Shown = TypeVar("Shown", bound=QWidget)
Dialog = TypeVar("Dialog", bound=QDialog)


def dressed(theme: Theme | None = None) -> Theme:
    """The theme that the whole program wears from now on."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    freed()  # what waits to be deleted would be dressed anew as well, which takes its time
    theme = theme or Theme()
    dress(app, theme)
    return theme


def first_made(make: Callable[[Theme], Shown], theme: Theme | None = None) -> Shown:
    """A window as the program makes its own, without the style sheet, which is put on before it is shown.

    Under a style sheet each part is dressed anew each time that it is put into another, which takes longer than all
    else of a window.
    """
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme = theme or Theme()
    undressed()
    if app.style().name().lower() != STYLE.lower():
        app.setStyle(STYLE)
    prepare(app, theme)
    made = make(theme)
    finish(app, theme)
    return made


def undressed() -> None:
    """The program without a style sheet and with the system's font, as at its start."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    freed()  # as when it is dressed
    if app.styleSheet():
        app.setStyleSheet("")
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    if app.font() != font:
        app.setFont(font)  # that of a test before this one may be twice as large


def show(qtbot: QtBot, widget: Shown, size: tuple[int, int] | None = None) -> Shown:
    """Show a window, a dialog or a part of one in front; it is closed when the test is over."""
    qtbot.addWidget(widget)
    if size is not None:
        widget.resize(*size)
    with qtbot.waitActive(widget):
        widget.show()
        widget.activateWindow()
    return widget


def settle() -> None:
    """Let what was put off happen: layouts with wrapped text settle over several turns."""
    for _turn in range(5):
        QApplication.processEvents()


def freed() -> None:
    """What is to be deleted later, is now."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def dialog_of(kind: type[Dialog]) -> Dialog:
    """The one dialog of a kind that is open."""
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
    assert len(found) == 1
    return found[0]
