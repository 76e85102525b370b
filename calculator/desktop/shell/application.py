"""The program's windows and what lies behind them: library, settings, the open household.

A window is built for one language, one size of text and one scheme. Where one of them changes, another window takes
its place; the household, what is selected and the way back stay.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMargins, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from calculator.desktop.document.households import Households
from calculator.desktop.shell.appearance import Appearance
from calculator.desktop.shell.machine import Machine
from calculator.desktop.shell.menu_commands import Errands
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.shell.side_dialogs import SideDialogs
from calculator.desktop.shell.window_state import fit_to, put, taken
from calculator.files.folders import packs_folder
from calculator.files.settings import Settings, Store
from calculator.ground.language import N_, Language
from calculator.policy.library import Library
from calculator.session.open_household import OpenHousehold
from calculator.session.policies import Policies
from calculator.session.session import Session
from calculator.widgets.commit_typing import take_over_typing
from calculator.widgets.messages import Dialogs
from calculator.widgets.theme import Theme
from calculator.words.visit_columns import BY_KEY, EVERYDAY
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from calculator.case.case import Case
    from calculator.files.disk import Disk
    from calculator.files.hall_settings import HallInUse

_FRAME = QMargins(4, 32, 4, 4)
"""What a system puts around a window, as a rule, before there is one to ask."""


class Application(QObject):
    """Opens households and keeps one window in front of the person.

    `language` is one given for this run only; it holds until another is chosen in the settings. `data` is the folder
    of the households that are kept without being saved, None for the person's own, `disk` what writes them, and
    `packs` the folder of the installed policies; `hall` is how an office set its machine up, None where it did not.
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
        hall: "HallInUse | None" = None,
        make_window: Callable[[Session, Theme, Sequence[str]], ShellWindow] = ShellWindow,
    ) -> None:
        super().__init__()
        self._store, self._make_window = store, make_window
        self._machine = Machine(hall, lambda: self.settings)
        self._settings, self._trouble = store.load(self._machine.language)
        self._window_state = store.load_window()
        self._given = language
        self.window: QWidget | None = None
        self._dialogs = Dialogs(lambda: self.window, lambda: self.wording)
        self.policies = Policies(library, packs or packs_folder(data))
        self.household = OpenHousehold(
            self.policies, lambda: self.wording, store.folder, data, disk, kept_nowhere=not self._machine.may_keep
        )
        self.households = Households(self.household, self._dialogs)
        self.expire = partial(self._machine.expire, self.household, self._dialogs)
        self.errands = Errands(
            self.policies, self.household, self.households, self._dialogs, lambda: self.appearance.theme, self.open_new
        )
        self.errands.desk_place = self._window_state.desk
        self._beside = SideDialogs(self.policies, self._dialogs, lambda: self.appearance)
        self.show_help, self.show_crash = self._beside.show_help, self._beside.show_crash
        self.policies.changed.connect(self._show_again)
        self.errands.left.connect(self.welcome)
        self.household.opened.connect(self._show_window)
        self.household.told.connect(self._tell_keeping)
        self.households.nothing_opened.connect(self._fall_back)
        self._look = ""
        self.appearance = Appearance(app, self.settings, self)
        self.appearance.changed.connect(self._rebuild)

    @property
    def settings(self) -> Settings:
        """The settings that hold, with the language given for this run."""
        return self._settings._replace(language=self._given or self._settings.language)

    @property
    def wording(self) -> Wording:
        """How things are said."""
        return Wording(self.settings.language, grouped=self.settings.grouped, adopted=self._machine.adopted)

    # ---- households

    @property
    def session(self) -> Session | None:
        """The household that is open."""
        return self.household.session

    def welcome(self) -> None:
        """Show the three doors."""
        self.household.finish()
        self._show_window()

    def begin(self, file: Path | None) -> None:
        """Begin with a file, else with the household that was open last, else with the three doors."""
        if file is not None:
            self.households.open_file(file)
        elif self._machine.at_counter:
            self.begin_counter()
        elif self._machine.asks_which and self.household.last is not None:
            self.welcome()
            self.errands.show_households()
        elif not self.households.open_last() and self.window is None:
            self.welcome()

    def _fall_back(self) -> None:
        """The three doors stand behind the message about a household that cannot be opened."""
        if self.window is None:
            self.welcome()

    def open_file(self, path: Path) -> None:
        """Open what is in a file: a household, or a spreadsheet with visits for the open one."""
        self.errands.open_file(path)

    def open_new(self, region: str, status: str, year: int) -> None:
        """Begin a household of one person over a year, without visits."""
        from calculator.case.new_case import new_case

        self.begin_with(new_case(region, status, self.wording.text(N_("Self")), year))

    def begin_with(self, case: "Case") -> None:
        """Go on with a new household."""
        self._machine.begin(case, self.household)

    def begin_counter(self) -> None:
        """Begin with the counter."""
        from calculator.desktop.shell.welcome import WelcomePage

        self.welcome()
        assert isinstance(self.window, WelcomePage)
        self.window.show_counter()

    # ---- settings

    def ask_settings(self) -> None:
        """Show the settings; what is saved holds at once."""
        from calculator.desktop.shell.settings_dialog import SettingsDialog

        dialog = SettingsDialog(self.settings, self.wording, self.appearance.theme, self.window)
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
        self.appearance.take(self.settings)
        self._rebuild()
        try:
            self._store.save(self._settings)
        except OSError as error:
            tr = self.wording.text
            why = tr(N_("They hold until the program ends: {why}")).format(why=error.strerror or "")
            self._dialogs.say(tr(N_("The settings could not be kept")), why)

    # ---- windows

    def _rebuild(self) -> None:
        """The window once more, for what changed."""
        from calculator.desktop.shell.window_handover import focus_of

        where = focus_of(self.window) if self.window is not None else None
        focus = QApplication.focusWidget()
        if focus is not None:
            focus.clearFocus()  # what is being typed is taken over first
        self.appearance.dress()
        self.household.say_otherwise()
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
            from calculator.desktop.shell.welcome import WelcomePage

            if isinstance(old, WelcomePage) and isinstance(self.window, WelcomePage):
                self.window.take_over(old)
        self.errands.reopen_desk()

    def _show_window(self) -> None:
        """A new window for the open household, or the welcome, in the place of the last one."""
        old = self.window
        if old is not None:
            self._remember(old)
            old.removeEventFilter(self)
        window = self._welcome_page() if self.session is None else self._household_window(self.session)
        self._look = f"{self.settings.language} {self.appearance.theme.percent}"
        put(window, self._window_state, self._look)
        if QApplication.platformName() != "offscreen":  # a screen that nobody sees, and smaller than any
            fit_to(window, window.screen().availableGeometry(), _FRAME)
        window.installEventFilter(self)
        self.window = window
        self._tell_keeping()
        self.appearance.finish()
        window.show()
        if old is not None:
            # Hidden, not closed: closing is a person's wish to end.
            old.hide()
            old.deleteLater()
            self._beside.forget()
        if self._trouble:
            trouble, self._trouble = self._trouble, ""
            self._dialogs.say(self.wording.text(N_("Settings")), self.wording.text(trouble))
        self._machine.tell(self._dialogs)

    def _household_window(self, session: Session) -> QWidget:
        columns = [key for key in self._window_state.columns if key in BY_KEY]
        window = self._make_window(session, self.appearance.theme, columns or EVERYDAY)
        window.visits.table.give_widths(self._window_state.widths)
        window.visits.columns_chosen.connect(self._keep_columns)
        window.visits.table.widened.connect(self._keep_widths)
        window.asked.connect(self._go)
        window.rule_wanted.connect(self.errands.show_rule)
        window.help_wanted.connect(self.show_help)
        window.keeping_wanted.connect(self.households.answer)
        self.households.row_wanted.connect(window.show_row)
        window.recent_wanted.connect(self._list_recent)
        window.file_wanted.connect(self.open_file)
        window.offer(keeping=self._machine.may_keep)
        return window

    def _welcome_page(self) -> QWidget:
        from calculator.desktop.shell.welcome import WelcomePage

        page = WelcomePage(self.policies.library, self.wording, self.appearance.theme, self._machine.settings)
        page.enter_wanted.connect(self.open_new)
        page.counter_kept.connect(self.begin_with)
        page.example_wanted.connect(self.households.open_example)
        page.open_wanted.connect(self.errands.ask_open)
        page.language_wanted.connect(lambda language: self.apply(self.settings._replace(language=language)))
        page.settings_wanted.connect(self.ask_settings)
        page.help_wanted.connect(self.show_help)
        page.errand_wanted.connect(self.errands.go)
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
            self.window.list_recent(self.household.recent.paths())

    def _show_again(self) -> None:
        """Go on in a new window, as other policies hold now."""
        from calculator.desktop.shell.window_handover import focus_of

        self._go_on(focus_of(self.window) if self.window is not None else None)

    def _tell_keeping(self) -> None:
        keeper = self.household.keeper
        if keeper is not None and isinstance(self.window, ShellWindow):
            self.window.tell_keeping(keeper.state, keeper.sentence(self.wording))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.window and isinstance(event, QDropEvent) and self.errands.drop(event):
            return True
        if watched is self.window and event.type() == QEvent.Type.Close:
            take_over_typing()
            if self.households.asks_before_the_end(self._end):
                event.ignore()
                return True
            self.household.finish()
            self._keep_place(self.window)
        return super().eventFilter(watched, event)

    def _end(self) -> None:
        """Close the window; what is not saved is given up."""
        self.household.finish()
        if self.window is not None:
            self.window.close()

    def keep(self) -> None:
        """Keep on the disk what there is, and what is being typed."""
        take_over_typing()
        if self.household.keeper is not None:
            self.household.keeper.save()

    def end(self) -> None:
        """End as the system asks for it: everything is kept as far as it can be, and nothing is asked."""
        take_over_typing()
        self.household.finish()
        if self.window is not None:
            self._keep_place(self.window)
        QApplication.exit()

    def show_for(self, file: str) -> bool:
        """Come to the front for a second start, with a file for that household only; gives whether it is this one."""
        window = self.window
        if window is None or (file and not self.household.is_open(Path(file))):
            return False
        window.showNormal() if window.isMinimized() else window.show()
        front = QApplication.activeModalWidget() or window
        front.raise_()
        front.activateWindow()
        QApplication.alert(window)
        return True

    def _keep_place(self, window: QWidget) -> None:
        self._remember(window)
        with suppress(OSError):  # where the window stood is not worth a word
            self._store.save_window(self._window_state)

    def _keep_columns(self, columns: list[str]) -> None:
        self._window_state = self._window_state._replace(columns=tuple(columns))

    def _keep_widths(self, widths: dict[str, int]) -> None:
        self._window_state = self._window_state._replace(widths=widths)

    def _remember(self, window: QWidget) -> None:
        self._window_state = taken(window, self._look, self._window_state)._replace(desk=self.errands.desk_place)
