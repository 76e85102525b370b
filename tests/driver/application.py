"""What tests of the whole program share: making one, and finding what it shows."""

from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.application import Application
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.shell.welcome import WelcomePage
from calculator.files.disk import Disk
from calculator.files.hall_settings import HallInUse, HallSettings
from calculator.files.settings import Store
from calculator.ground.language import Language
from calculator.policy.library import Library
from calculator.session.session import Session
from driver.screens import dialog_of, freed

Make = Callable[..., Application]
CTRL = Qt.KeyboardModifier.ControlModifier


def applications(qapp: QApplication, library: Library, folder: Path) -> Iterator[Make]:
    """Makes programs with settings in a folder, and closes them afterwards; for a fixture to pass on."""
    made: list[Application] = []

    def of(language: Language | None = None, disk: Disk | None = None, hall: HallSettings | None = None) -> Application:
        in_use, data = None if hall is None else HallInUse(hall), folder / "data"
        made.append(Application(qapp, library, Store(folder), language=language, data=data, disk=disk, hall=in_use))
        return made[-1]

    yield of
    for application in made:
        application.deleteLater()
        if application.window is not None:
            application.window.close()
            application.window.deleteLater()
    qapp.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    freed()


def household(application: Application) -> tuple[ShellWindow, Session]:
    """The window and the session of the open household."""
    assert isinstance(application.window, ShellWindow)
    assert application.session is not None
    return application.window, application.session


def written(application: Application) -> None:
    """All that was typed is on the disk, or could not get there, and the window says so.

    Edits are written beside the window: files that a test looks at before that come and go under its hands.
    """
    keeper = application.household.keeper
    assert keeper is not None
    assert keeper.unsaved in (True, False)  # who asks is told once the disk is done
    QApplication.processEvents()


def welcome(application: Application) -> WelcomePage:
    """The three doors, which must be what is shown."""
    assert isinstance(application.window, WelcomePage)
    return application.window


def example(make: Make, language: Language | None = None) -> Application:
    """A program with the example household."""
    application = make(language)
    application.households.open_example()
    return application


def activate(qtbot: QtBot, window: QWidget) -> None:
    """Bring a window to the front once it has filled itself."""
    QApplication.processEvents()
    with qtbot.waitActive(window):
        window.activateWindow()


def answer(qtbot: QtBot, text: str) -> None:
    """Press the button of a question."""
    box = dialog_of(QMessageBox)
    button = next(button for button in box.buttons() if text in button.text())
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
