"""The program's windows and what lies behind them: library, settings, the open household.

A window is built for one language, one size of text and one scheme. Where one of them changes, another window takes
its place; the household, what is selected and the way back stay.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLibraryInfo, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from calculator.case.case import Case
from calculator.desktop.document.open_household import EXAMPLE, Households
from calculator.desktop.shell.menu_commands import Errands
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.shell.window_state import put, taken
from calculator.files.folders import packs_folder
from calculator.files.settings import Settings, Store
from calculator.ground.language import N_, Language
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.commit_typing import take_over_typing
from calculator.widgets.messages import Dialogs
from calculator.widgets.theme import Scheme, Theme, finish, prepare, system_scheme
from calculator.words.visit_columns import BY_KEY, EVERYDAY
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from calculator.desktop.help.help_dialog import HelpDialog
    from calculator.desktop.shell.crash_dialog import CrashDialog
    from calculator.files.disk import Disk

_QT_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
    "contrast": Qt.ColorScheme.Dark,
}
_QT_TRANSLATIONS = {"zh": "qtbase_zh_CN"}
_RETRY_MILLISECONDS = 500


class Application(QObject):
    """Opens households and keeps one window in front of the person.

    `language` is one given for this run only; it holds until another is chosen in the settings. `data` is the folder
    of the households that are kept without being saved, None for the person's own, `disk` what writes them, and
    `packs` the folder of the installed policies.
    """

    def __init__(
        self,
        app: QApplication,
        library: Library,
        store: Store,
        *,
        language: Language | None = None,
        data: Path | None = None,
        disk: "Disk | None" = None,
        packs: Path | None = None,
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
        self.window: QWidget | None = None
        self._dialogs = Dialogs(lambda: self.window, lambda: self.wording)
        self.households = Households(library, self._dialogs, store.folder, data, disk)
        self._packs = packs or packs_folder(data)
        self.errands = Errands(library, self.households, self._dialogs, lambda: self.theme, self.open_new, self._packs)
        self.errands.packs_changed.connect(self._take_packs)
        self.households.opened.connect(self._show_window)
        self.households.nothing_opened.connect(self._fall_back)
        self.households.told.connect(self._tell_keeping)
        self._look = ""
        hints = app.styleHints()
        if self._settings.scheme != "system":
            hints.setColorScheme(_QT_SCHEMES[self._settings.scheme])
        self._system = system_scheme()
        self.theme = self._theme(self._system)
        self._dress()
        hints.colorSchemeChanged.connect(self._follow_system)

    @property
    def settings(self) -> Settings:
        """The settings that hold, with the language given for this run."""
        return self._settings._replace(language=self._given or self._settings.language)

    @property
    def wording(self) -> Wording:
        """How things are said."""
        return Wording(self.settings.language, grouped=self.settings.grouped)

    # ---- households

    @property
    def session(self) -> Session | None:
        """The household that is open."""
        return self.households.session

    def welcome(self) -> None:
        """Show the three doors."""
        self.households.finish()
        self._show_window()

    def begin(self, file: Path | None) -> None:
        """Begin with a file, else with the household that was open last, else with the three doors."""
        if file is not None:
            self.households.open_file(file)
        elif not self.households.open_last() and self.window is None:
            self.welcome()

    def _fall_back(self) -> None:
        """The three doors stand behind the message about a household that cannot be opened."""
        if self.window is None:
            self.welcome()

    def open_household(self, case: Case) -> None:
        """Open the example household in the place of what is open."""
        self.households.show(case, loose=EXAMPLE)

    def open_file(self, path: Path) -> None:
        """Open what is in a file: a household, or a spreadsheet with visits for the open one."""
        self.errands.open_file(path)

    def open_new(self, region: str, status: str, year: int) -> None:
        """Begin a household of one person over a year, without visits."""
        from calculator.desktop.document.new_household import new_case

        self.households.open_new(new_case(region, status, self.wording.text(N_("Self")), year))

    # ---- settings

    def ask_settings(self) -> None:
        """Show the settings; what is saved holds at once."""
        from calculator.desktop.shell.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.settings, self.wording, self.theme, self.window)
        dialog.accepted.connect(lambda: self.apply(dialog.settings))
        self._dialogs.show(dialog)

    def apply(self, chosen: Settings) -> None:
        """Keep settings and show the window with them."""
        before = self.settings
        if chosen == before:
            return
        if chosen.language != before.language:
            self._given = None
        self._settings = chosen if self._given is None else chosen._replace(language=self._settings.language)
        if chosen.scheme != before.scheme:
            self._app.styleHints().setColorScheme(_QT_SCHEMES[chosen.scheme])
        self.theme = self._theme(system_scheme())
        self._rebuild()
        try:
            self._store.save(self._settings)
        except OSError as error:
            tr = self.wording.text
            why = tr(N_("They hold until the program ends: {why}")).format(why=error.strerror or "")
            self._dialogs.say(tr(N_("The settings could not be kept")), why)

    def show_help(self, page: str) -> None:
        """Show a page of the help, in the one dialog of the window."""
        from calculator.desktop.help.help_dialog import HelpDialog

        if self._help is None:
            self._help = HelpDialog(self._library, self.wording, self.theme, page, self.window)
        else:
            self._help.show_page(page)
        self._help.show()
        self._help.activateWindow()

    def show_crash(self, report: str) -> None:
        """Tell of an unexpected exception; what follows it before the message is closed is added there."""
        from calculator.desktop.shell.crash_dialog import CrashDialog

        if self._crash is not None and self._crash.isVisible():
            self._crash.report.appendPlainText(report)
            return
        if self._crash is not None:
            self._crash.deleteLater()
        self._crash = CrashDialog(report, self.wording, self.theme, self.window)
        self._crash.show()

    def _theme(self, system: Scheme) -> Theme:
        scheme = self._settings.scheme
        latin = self.settings.language == "en"
        return Theme(system if scheme == "system" else scheme, self._settings.percent, latin)

    def _dress(self) -> None:
        """Colours and type, and the language of Qt's own dialogs."""
        prepare(self._app, self.theme)
        if self._translator is not None:
            self._app.removeTranslator(self._translator)
            self._translator.deleteLater()
            self._translator = None
        name = _QT_TRANSLATIONS.get(self.settings.language)
        if name is None:
            return
        self._translator = QTranslator(self)
        if self._translator.load(name, QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            self._app.installTranslator(self._translator)

    def _follow_system(self, scheme: Qt.ColorScheme) -> None:
        """The system went light or dark."""
        self._system = "dark" if scheme == Qt.ColorScheme.Dark else "light"
        self._take_scheme()

    def _take_scheme(self) -> None:
        """Look as the system does now; not while a dialog is open, which would go with the window."""
        theme = self._theme(self._system)
        if theme == self.theme:
            return
        if QApplication.activeModalWidget() is not None:
            QTimer.singleShot(_RETRY_MILLISECONDS, self, self._take_scheme)
            return
        self.theme = theme
        self._rebuild()

    # ---- windows

    def _rebuild(self) -> None:
        """The window once more, for what changed."""
        from calculator.desktop.shell.window_handover import focus_of

        where = focus_of(self.window) if self.window is not None else None
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()  # what is being typed is taken over first
        self._dress()
        if self.session is not None:
            self.households.follow(self.session.rebuilt(self.wording))
        if self.window is not None:
            self._go_on(where)

    def _go_on(self, focus: QWidget | None) -> None:
        """A new window in which a person goes on where they were; `focus` had the focus in the last one."""
        from calculator.desktop.shell.window_handover import hand_over

        old = self.window
        self._show_window()
        if isinstance(old, ShellWindow) and isinstance(self.window, ShellWindow):
            hand_over(old, self.window, focus)
        elif self.session is None:
            self._welcome_again(old)
        self.errands.reopen_desk()

    def _welcome_again(self, old: QWidget | None) -> None:
        from calculator.desktop.shell.welcome import WelcomePage

        if isinstance(old, WelcomePage) and isinstance(self.window, WelcomePage):
            self.window.take_over(old)

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
            self._dialogs.say(self.wording.text(N_("Settings")), self.wording.text(trouble))

    def _household_window(self, session: Session) -> QWidget:
        columns = [key for key in self._window_state.columns if key in BY_KEY]
        window = self._make_window(session, self.theme, columns or EVERYDAY)
        window.visits.table.give_widths(self._window_state.widths)
        window.visits.columns_chosen.connect(self._keep_columns)
        window.visits.table.widened.connect(self._keep_widths)
        window.asked.connect(self._go)
        window.help_wanted.connect(self.show_help)
        window.keeping_wanted.connect(self.households.answer)
        window.recent_wanted.connect(self._list_recent)
        window.file_wanted.connect(self.open_file)
        keeper = self.households.keeper
        if keeper is not None:
            window.tell_keeping(keeper.state, keeper.sentence(self.wording))
        return window

    def _welcome_page(self) -> QWidget:
        from calculator.desktop.shell.welcome import WelcomePage

        page = WelcomePage(self._library, self.wording, self.theme)
        page.enter_wanted.connect(self.open_new)
        page.example_wanted.connect(self.households.open_example)
        page.open_wanted.connect(self.errands.ask_open)
        page.language_wanted.connect(lambda language: self.apply(self.settings._replace(language=language)))
        page.settings_wanted.connect(self.ask_settings)
        page.help_wanted.connect(self.show_help)
        page.setAcceptDrops(True)
        return page

    def _go(self, what: str) -> None:
        """What was chosen in the menu."""
        take_over_typing()
        if what == "settings":
            self.ask_settings()
        else:
            self.errands.go(what)

    def _list_recent(self) -> None:
        if isinstance(self.window, ShellWindow):
            self.window.list_recent(self.households.recent.paths())

    def _take_packs(self) -> None:
        """Go on with the policies that are installed now."""
        from calculator.desktop.shell.window_handover import focus_of
        from calculator.files.signed_packs.pack_store import PackStore

        library = PackStore(self._packs).library(forgiving=True)
        self._library = self.errands.library = self.households.library = library
        if self.session is not None:
            self.households.follow(self.session.rebuilt(self.wording, library))
        self._go_on(focus_of(self.window) if self.window is not None else None)

    def _tell_keeping(self) -> None:
        keeper = self.households.keeper
        if keeper is not None and isinstance(self.window, ShellWindow):
            self.window.tell_keeping(keeper.state, keeper.sentence(self.wording))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.window and isinstance(event, QDropEvent) and self.errands.drop(event):
            return True
        if watched is self.window and event.type() == QEvent.Type.Close:
            take_over_typing()
            if self.households.keeper is not None and self.households.keeper.unsaved:
                event.ignore()
                self.households.if_left(self._end)
                return True
            self.households.finish()
            self._remember(self.window)
            with suppress(OSError):  # where the window stood is not worth a word
                self._store.save_window(self._window_state)
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        """Close the window; what is not saved is given up."""
        self.households.finish()
        if self.window is not None:
            self.window.close()

    def _keep_columns(self, columns: list[str]) -> None:
        self._window_state = self._window_state._replace(columns=tuple(columns))

    def _keep_widths(self, widths: dict[str, int]) -> None:
        self._window_state = self._window_state._replace(widths=widths)

    def _remember(self, window: QWidget) -> None:
        self._window_state = taken(window, self._look, self._window_state)
