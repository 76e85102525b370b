"""The program's windows and what lies behind them: library, settings, the open household.

A window is built for one language, one size of text and one scheme. Where one of them changes, another window takes
its place; the household, what is selected and the way back stay.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QEvent, QLibraryInfo, QObject, Qt, QTimer, QTranslator
from PySide6.QtWidgets import QApplication, QWidget

from calculator.benefit.case import Case
from calculator.benefit.columns import BY_KEY, EVERYDAY
from calculator.benefit.wording import Wording
from calculator.desktop.session import Session
from calculator.desktop.settings import Settings, Store
from calculator.desktop.shell_window import ShellWindow
from calculator.desktop.start import example_case, open_case
from calculator.desktop.window_state import put, taken
from calculator.faults import FaultsError
from calculator.language import N_, Language
from calculator.policy.library import Library
from calculator.widgets.theme import Scheme, Theme, finish, prepare, system_scheme

if TYPE_CHECKING:
    # Qt's dialogs take a while to load, and a window stands without them.
    from PySide6.QtWidgets import QDialog, QMessageBox

    from calculator.desktop.crash import CrashDialog
    from calculator.desktop.help_pages import HelpDialog

_QT_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "contrast": Qt.ColorScheme.Dark,
}
_QT_TRANSLATIONS = {"zh": "qtbase_zh_CN"}
_SHOWN_FAULTS = 8
_RETRY_MILLISECONDS = 500


class Application(QObject):
    """Opens households and keeps one window in front of the person.

    `language` is one given for this run only; it holds until another is chosen in the settings.
    """

    def __init__(
        self,
        app: QApplication,
        library: Library,
        store: Store,
        *,
        language: Language | None = None,
        make_window: Callable[[Session, Theme, Sequence[str]], ShellWindow] = ShellWindow,
    ) -> None:
        super().__init__()
        self._app, self._library, self._store, self._make_window = app, library, store, make_window
        self._settings, self._trouble = store.load()
        self._window_state = store.load_window()
        self._given = language
        self._translator: QTranslator | None = None
        self._crash: CrashDialog | None = None
        self._help: HelpDialog | None = None
        self.session: Session | None = None
        self.window: QWidget | None = None
        self._look = ""
        hints = app.styleHints()
        if self._settings.scheme != "system":
            hints.setColorScheme(_QT_SCHEMES[self._settings.scheme])
        self.theme = self._theme(system_scheme())
        self._dress()
        hints.colorSchemeChanged.connect(self._follow_system)

    @property
    def settings(self) -> Settings:
        """The settings that hold, with the language given for this run."""
        return replace(self._settings, language=self._given or self._settings.language)

    @property
    def wording(self) -> Wording:
        """How things are said."""
        return Wording(self.settings.language, grouped=self.settings.grouped)

    # ---- households

    def welcome(self) -> None:
        """Show the three doors."""
        self.session = None
        self._show_window()

    def open_household(self, case: Case) -> None:
        """Open a household in the place of the one that is open."""
        self.session = Session(case, self._library, self.wording)
        self.session.select_telling_visit()
        self._show_window()

    def open_example(self) -> None:
        """Open the example household, unless the person would rather keep what was changed."""
        self._if_left(lambda: self.open_household(example_case(self._library)))

    def open_new(self, region: str, status: str) -> None:
        """Open a household of one person, this year, without visits."""
        from calculator.desktop.new_household import new_case

        name = self.wording.text(N_("Self"))
        self.open_household(new_case(region, status, name, QDate.currentDate().year()))

    def open_file(self, path: Path) -> None:
        """Open the household in a file; a faulty one is said, and the open one stays."""
        try:
            case = open_case(path, self._library)
        except FaultsError as error:
            words = self.wording
            sentences = [words.fault(fault) for fault in error.faults[:_SHOWN_FAULTS]]
            if len(error.faults) > _SHOWN_FAULTS:
                more = words.text(N_("… and {count} more")).format(count=len(error.faults) - _SHOWN_FAULTS)
                sentences.append(more)
            self._say(words.text(N_("{file} cannot be opened")).format(file=path.name), "\n".join(sentences))
        else:
            self.open_household(case)

    def ask_new(self) -> None:
        """Ask for region and status of a new household."""
        from calculator.desktop.new_household import NewHouseholdDialog

        dialog = NewHouseholdDialog(self._library, self.wording, self.theme, self.window)
        dialog.chosen.connect(lambda region, status: self._if_left(lambda: self.open_new(region, status)))
        self._show(dialog)

    def ask_open(self) -> None:
        """Ask for a file to open."""
        tr = self.wording.text
        from PySide6.QtWidgets import QFileDialog

        dialog = QFileDialog(self.window, tr(N_("Open a household")))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([tr(N_("Households (*.json)")), tr(N_("All files (*)"))])
        dialog.fileSelected.connect(lambda name: self._if_left(lambda: self.open_file(Path(name))))
        self._show(dialog)

    def _if_left(self, go: Callable[[], None]) -> None:
        """Go on to another household; where the open one was changed, ask first."""
        if self.session is None or self.session.undo_name() is None:
            go()
            return
        tr = self.wording.text
        box = self._message(
            tr(N_("Leave the open household?")),
            tr(N_("It was changed, and the changes go when another household is opened.")),
        )
        leave = box.addButton(tr(N_("&Leave it")), box.ButtonRole.AcceptRole)
        stay = box.addButton(tr(N_("&Stay")), box.ButtonRole.RejectRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        leave.clicked.connect(go)
        self._show(box)

    # ---- settings

    def ask_settings(self) -> None:
        """Show the settings; what is saved holds at once."""
        from calculator.desktop.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.settings, self.wording, self.theme, self.window)
        dialog.accepted.connect(lambda: self.apply(dialog.settings))
        self._show(dialog)

    def apply(self, chosen: Settings) -> None:
        """Keep settings and show the window with them."""
        before = self.settings
        if chosen == before:
            return
        if chosen.language != before.language:
            self._given = None
        self._settings = chosen if self._given is None else replace(chosen, language=self._settings.language)
        if chosen.scheme != before.scheme:
            self._app.styleHints().setColorScheme(_QT_SCHEMES[chosen.scheme])
        self.theme = self._theme(system_scheme())
        self._rebuild()
        try:
            self._store.save(self._settings)
        except OSError as error:
            tr = self.wording.text
            why = tr(N_("They hold until the program ends: {why}")).format(why=error.strerror or "")
            self._say(tr(N_("The settings could not be kept")), why)

    def show_help(self, page: str) -> None:
        """Show a page of the help, in the one dialog where it is open already."""
        from calculator.desktop.help_pages import HelpDialog

        if self._help is not None and self._help.isVisible():
            self._help.show_page(page)
            self._help.activateWindow()
            return
        self._help = HelpDialog(self._library, self.wording, self.theme, page, self.window)
        self._help.show()

    def show_crash(self, report: str) -> None:
        """Tell of an unexpected exception; what follows it before the message is closed is added there."""
        from calculator.desktop.crash import CrashDialog

        if self._crash is not None and self._crash.isVisible():
            self._crash.report.appendPlainText(report)
            return
        self._crash = CrashDialog(report, self.wording, self.theme, self.window)
        self._crash.show()

    def _theme(self, system: Scheme) -> Theme:
        scheme = self._settings.scheme
        return Theme(system if scheme == "system" else scheme, self._settings.percent)

    def _dress(self) -> None:
        """Colours and type, and the language of Qt's own dialogs."""
        prepare(self._app, self.theme)
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator = None
        name = _QT_TRANSLATIONS.get(self.settings.language)
        translator = QTranslator(self)
        if name and translator.load(name, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._app.installTranslator(translator)
            self._translator = translator

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        """The system went light or dark; not while a dialog is open, which would go with the window."""
        theme = self._theme("dark" if scheme == Qt.ColorScheme.Dark else "light")
        if theme == self.theme:
            return
        if QApplication.activeModalWidget() is not None:
            QTimer.singleShot(_RETRY_MILLISECONDS, self, lambda: self._follow_system(scheme))
            return
        self.theme = theme
        self._rebuild()

    # ---- windows

    def _rebuild(self) -> None:
        """The window once more, for what changed."""
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()  # what is being typed is taken over first
        self._dress()
        if self.session is not None:
            self.session = self.session.rebuilt(self.wording)
        if self.window is not None:
            self._show_window()

    def _show_window(self) -> None:
        """A new window for the open household, or the welcome, in the place of the last one."""
        old = self.window
        if old is not None:
            self._remember(old)
            old.removeEventFilter(self)
        window = self._welcome_page() if self.session is None else self._household_window(self.session)
        self._look = f"{self.settings.language} {self.theme.percent}"
        put(window, self._window_state, self._look)
        window.installEventFilter(self)
        self.window = window
        finish(self._app, self.theme)
        window.show()
        if old is not None:
            # Hidden, not closed: closing is a person's wish to end.
            old.hide()
            old.deleteLater()
            self._crash = self._help = None  # they go with the window they belong to
        if self._trouble:
            trouble, self._trouble = self._trouble, ""
            self._say(self.wording.text(N_("Settings")), self.wording.text(trouble))

    def _household_window(self, session: Session) -> QWidget:
        columns = [key for key in self._window_state.columns if key in BY_KEY]
        window = self._make_window(session, self.theme, columns or EVERYDAY)
        window.visits.columns_chosen.connect(self._keep_columns)
        window.settings_wanted.connect(self.ask_settings)
        window.help_wanted.connect(self.show_help)
        window.open_wanted.connect(self.ask_open)
        window.new_wanted.connect(self.ask_new)
        window.example_wanted.connect(self.open_example)
        return window

    def _welcome_page(self) -> QWidget:
        from calculator.desktop.welcome import WelcomePage

        page = WelcomePage(self._library, self.wording, self.theme)
        page.enter_wanted.connect(self.open_new)
        page.example_wanted.connect(self.open_example)
        page.open_wanted.connect(self.ask_open)
        page.language_wanted.connect(lambda language: self.apply(replace(self.settings, language=language)))
        page.settings_wanted.connect(self.ask_settings)
        page.help_wanted.connect(self.show_help)
        return page

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.window and event.type() == QEvent.Type.Close:
            self._remember(self.window)
            with suppress(OSError):  # where the window stood is not worth a word
                self._store.save_window(self._window_state)
        return super().eventFilter(watched, event)

    def _keep_columns(self, columns: list[str]) -> None:
        self._window_state = replace(self._window_state, columns=tuple(columns))

    def _remember(self, window: QWidget) -> None:
        self._window_state = taken(window, self._look, self._window_state)

    # ---- dialogs

    def _show(self, dialog: "QDialog") -> None:
        """Show a dialog in front of the window without stopping for it; it goes when it is closed."""
        dialog.setModal(True)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.show()

    def _message(self, title: str, text: str) -> "QMessageBox":
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self.window)
        box.setWindowTitle(title)
        box.setText(title)
        box.setInformativeText(text)
        return box

    def _say(self, title: str, text: str) -> None:
        box = self._message(title, text)
        box.addButton(self.wording.text(N_("&Close")), box.ButtonRole.AcceptRole)
        self._show(box)
