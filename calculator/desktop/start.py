"""Starting the window: from nothing, with a case, or with the example; or without a display."""

import gc
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from calculator.files.first_start import FirstStart
from calculator.files.folders import config_folder, data_folder, packs_folder
from calculator.files.machine_hall import hall_of_machine
from calculator.files.settings import Store
from calculator.ground.language import N_, Language
from calculator.ground.resources import resource
from calculator.session.input_method import led_to, variables

if TYPE_CHECKING:
    # Loaded when a window is wanted: see `_with_display`.
    from PySide6.QtWidgets import QApplication

    from calculator.case.case import Case
    from calculator.desktop.shell.application import Application
    from calculator.policy.library import Library
    from calculator.session.end_signals import EndSignals
    from calculator.words.wording import Wording

    PrintFigures = Callable[[Case, Library, Wording], None]

_ICON_AFTER_MS = 300
_LISTEN_AFTER_MS = 20
_INPUT_METHOD_AFTER_MS = 2000


def start(
    *,
    file: Path | None,
    example: bool,
    language: Language | None,
    picture: Path | None,
    print_figures: "PrintFigures | None",
    packs: Path | None = None,
    counter: bool = False,
) -> int:
    """Open the window and run until it is closed; gives the exit status.

    A language that is not given is the one in the settings. Without a file and without the example, the household
    that was open last is shown, or three doors where there is none; a file that cannot be opened is told of in the
    window. Without a display `print_figures` prints what a case comes to, and the window is drawn to a file; this takes
    the example where no file is given, and raises FaultsError for a faulty one.
    `packs` is the folder of installed packs, None for the person's own. The `counter` keeps nothing.
    """
    packs = packs or packs_folder()
    if print_figures is not None:
        return _without_display(file, language, picture or Path("gongjisuan-window.png"), packs, print_figures)
    return _with_display(file, packs, example=example, counter=counter, language=language)


def _with_display(file: Path | None, packs: Path, *, example: bool, counter: bool, language: Language | None) -> int:
    from calculator.ground.interpreter import plain_imports
    from calculator.policy.library import Library

    os.umask(0o077)  # what Qt writes of its own accord, such as the folders that were looked at, is nobody else's
    first = FirstStart(data_folder())
    # The example and the counter are kept nowhere, and stand beside whatever is open.
    is_first = example or counter or first.take()
    if not is_first and first.ask(file):
        return 0
    # A household is opened although a pack that it uses is gone; it says so, and keeps what it holds.
    library = Library.of_person(packs, forgiving=True)
    app = _application()
    with plain_imports():
        from PySide6.QtCore import QTimer

        from calculator.desktop.shell.application import Application
        from calculator.session.crash_report import CrashGuard

        hall = hall_of_machine(library)
        if hall is not None:
            packs_set = hall.settings.packs
            library = library.offering(packs_set.regions, signed_only=packs_set.signed_only)
        application = Application(app, library, Store(config_folder()), language=language, packs=packs, hall=hall)
        guard = CrashGuard(application.show_crash)
        guard.install()
        if example:
            application.household.open_example()
        elif counter:
            application.begin_counter()
        else:
            application.begin(file)
    ends: list[EndSignals] = []

    def listen() -> None:
        """To what others may want of the window, now that it stands; and what is kept no longer goes."""
        from calculator.desktop.shell.second_start import SecondStart
        from calculator.session.end_signals import EndSignals

        ends.append(EndSignals(application.end, application.keep, application.household.keep_beside, app))
        application.expire()
        if is_first and not (example or counter):
            SecondStart(first, application.show_for, application)

    if _input_method().get("IBUS_USE_PORTAL"):
        QTimer.singleShot(_INPUT_METHOD_AFTER_MS, application, partial(_look_for_input_method, application))
    QTimer.singleShot(_LISTEN_AFTER_MS, application, listen)
    QTimer.singleShot(_ICON_AFTER_MS, application, partial(_show_icon, app))
    gc.freeze()
    gc.enable()
    status = int(app.exec())
    for end in ends:
        end.remove()
    guard.remove()
    # Left to Python, the application could go before its windows do.
    app.shutdown()
    return status


def _look_for_input_method(application: "Application") -> None:
    from calculator.desktop.shell.input_method_notice import tell_silent_input_method

    tell_silent_input_method(application, Store(config_folder()))


def _show_icon(app: "QApplication") -> None:
    """Which program this is, for the desktop's bar; drawn once the window stands, as its picture takes a moment."""
    from PySide6.QtGui import QIcon

    app.setWindowIcon(QIcon(str(resource("icons", "gongjisuan.svg"))))


def _without_display(
    file: Path | None, language: Language | None, picture: Path, packs: Path, print_figures: "PrintFigures"
) -> int:
    """Print the figures, and draw the window to a file; the same whatever a person's settings are but language."""
    from calculator.files.case_file import read_case_file
    from calculator.files.example_household import called_in, example_case
    from calculator.policy.library import Library
    from calculator.words.wording import Wording

    library = Library.of_person(packs)
    wording = Wording(language or Store(config_folder()).load()[0].language)
    case = read_case_file(file, library) if file else called_in(example_case(library), wording.language)
    print_figures(case, library, wording)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QCoreApplication

    not_ours = QCoreApplication.instance()  # whoever had one goes on with it
    app = _application()
    from calculator.desktop.shell.menu_window import ShellWindow
    from calculator.session.session import Session
    from calculator.widgets.theme import Theme, dress

    theme = Theme(latin=wording.language == "en")
    dress(app, theme)
    session = Session(case, library, Wording(wording.language, grouped=True))
    session.select_telling_visit()
    window = ShellWindow(session, theme)
    window.complete()
    window.show()
    app.processEvents()
    from PySide6.QtCore import QBuffer, QIODevice

    from calculator.files.whole_file import give_out

    drawn = QBuffer()
    drawn.open(QIODevice.OpenModeFlag.WriteOnly)
    window.grab().save(drawn, "PNG")
    picture.parent.mkdir(parents=True, exist_ok=True)
    give_out(picture, bytes(drawn.data().data()))
    print(wording.text(N_("The window's picture: {file}")).format(file=picture))
    if not_ours is None:
        app.shutdown()
    return 0


def _input_method() -> dict[str, str]:
    """How Qt reaches the desktop's input method, where it does not by itself."""
    from PySide6.QtCore import QLibraryInfo

    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    return variables(os.environ, plugins / "platforminputcontexts") if sys.platform == "linux" else {}


def _application() -> "QApplication":
    from calculator.ground.compiled_before import compiled_before
    from calculator.ground.interpreter import plain_imports

    with compiled_before("shibokensupport/"):
        from PySide6.QtCore import QSettings
        from PySide6.QtWidgets import QApplication

    with plain_imports():
        from calculator.widgets.theme import STYLE

    # Qt's list of visited folders lies with our settings, and not where all of a person's programs share it.
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(config_folder()))
    # The style by its name, as Qt would otherwise first make the system's own.
    with led_to(_input_method()):
        app = QApplication.instance() or QApplication([*sys.argv[:1], "-style", STYLE])
    assert isinstance(app, QApplication)
    app.setApplicationName("gongjisuan")
    app.setDesktopFileName("gongjisuan")
    return app
