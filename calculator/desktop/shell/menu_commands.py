"""What a person asks of the whole program by menu, by keys or by dropping a file: each opens what it needs."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QDropEvent

from calculator.desktop.document.households import Households
from calculator.desktop.shell.window_state import place_of, put_at
from calculator.ground.language import N_
from calculator.session.open_household import OpenHousehold
from calculator.session.policies import Policies
from calculator.session.session import Session
from calculator.widgets.commit_typing import take_over_typing
from calculator.widgets.messages import Dialogs
from calculator.widgets.theme import Theme

if TYPE_CHECKING:
    from PySide6.QtCore import SignalInstance
    from PySide6.QtWidgets import QDialog, QWidget

    from calculator.desktop.policies.policy_desk import PolicyDesk
    from calculator.words.citing import RuleAt


class Errands(QObject):
    """Leads to new and other households, spreadsheets, paper and policies; `begin` is given region, status and year.

    `left` says that the open household is no more.
    """

    left = Signal()

    def __init__(
        self,
        policies: Policies,
        household: OpenHousehold,
        households: Households,
        dialogs: Dialogs,
        theme: Callable[[], Theme],
        begin: Callable[[str, str, int], None],
    ) -> None:
        super().__init__()
        self._policies, self._open, self._households = policies, household, households
        self._dialogs, self._theme, self._begin = dialogs, theme, begin
        self._desk: PolicyDesk | None = None
        self._desk_place = ""

    def go(self, what: str) -> None:
        """Do what was chosen, by its name in the menu."""
        acts: dict[str, Callable[[], object]] = {
            "new": self.ask_new,
            "open": self.ask_open,
            "example": self._households.open_example,
            "households": self.show_households,
            "save": self._households.save,
            "save as": self._households.ask_save_as,
            "import": self.ask_import,
            "export": self.ask_export,
            "print": self.ask_print,
            "policies": self.show_policies,
            "compare": partial(self.show_policies, 2),
            "own region": self.ask_own_region,
            "packs": self.show_packs,
        }
        acts[what]()

    def open_file(self, path: Path) -> None:
        """Open what is in a file: a household, or a spreadsheet with visits for the open one."""
        from calculator.files.spreadsheets.own_workbook import holds_household
        from calculator.files.spreadsheets.sheet_file import EXTENSIONS

        take_over_typing()
        # A case is JSON as well: what is opened is a household, what is imported a list of bills.
        is_sheet = path.suffix.lower() in EXTENSIONS and path.suffix.lower() != ".json"
        if is_sheet and (self._open.session is not None or not holds_household(path)):
            self.ask_import(path)
        else:
            self._open_household(path)

    def _open_household(self, path: Path) -> None:
        """Open the household in a file in the place of the one that is open."""
        self._households.if_left(lambda: self._households.open_file(path))

    def ask_new(self) -> None:
        """Ask for region, status and year of a new household."""
        from calculator.desktop.document.new_household import NewHouseholdDialog

        dialog = NewHouseholdDialog(self._policies.library, self._dialogs.wording, self._theme(), self._dialogs.parent)
        dialog.errand_wanted.connect(self.go)
        dialog.chosen.connect(lambda *chosen: self._households.if_left(lambda: self._begin(*chosen)))
        self._dialogs.show(dialog)

    def ask_open(self) -> None:
        """Ask for a file to open."""
        from calculator.widgets.dialogs.file_dialog import ask_to_open

        words = self._dialogs.wording
        filters = [words.text(N_("Households (*.gjs *.json)")), words.text(N_("All files (*)"))]
        ask_to_open(self._dialogs.parent, words, words.text(N_("Open a household")), filters, self.open_file)

    def show_households(self) -> None:
        """List the households on this computer; open or forget one."""
        from calculator.desktop.document.households_dialog import HouseholdsDialog

        dialogs, library = self._dialogs, self._policies.library
        dialog = HouseholdsDialog(
            self._open.kept, self._open.forget, library, dialogs.wording, self._theme(), dialogs.parent
        )
        dialog.open_wanted.connect(self.open_file)
        was_open = self._open.session is not None

        def leave() -> None:
            """Where the open one was forgotten, its window goes once the list is closed."""
            if was_open and self._open.session is None:
                self.left.emit()

        dialog.finished.connect(leave)
        dialogs.show(dialog)

    def ask_import(self, path: Path | None = None) -> None:
        """Import visits from a spreadsheet into the open household."""
        if self._open.session is None:
            tr = self._dialogs.wording.text
            text = tr(N_("Visits are imported into a household: open one, or enter where you are insured first."))
            self._dialogs.say(tr(N_("Import visits from a spreadsheet")), text)
            return
        from calculator.desktop.spreadsheets.import_dialog import ImportDialog

        dialog = ImportDialog(self._open.session, self._theme(), self._dialogs.parent, path=path)
        dialog.household_wanted.connect(self._open_household)
        dialog.open()

    def ask_export(self) -> None:
        """Give the household out as a spreadsheet."""
        session = self._open.session
        if session is not None and self._households.may_keep(N_("Export as spreadsheet")):
            from calculator.desktop.spreadsheets.export import Export

            Export(session, self._dialogs, self, _today()).ask()

    def ask_print(self) -> None:
        """Show what goes on paper."""
        if self._open.session is not None:
            from calculator.desktop.paper.print_dialog import PrintDialog

            PrintDialog(self._open.session, self._theme(), _today(), self._dialogs.parent).open()

    def show_policies(self, place: int = 0) -> None:
        """Open the policy desk at one of its tabs: the rules, the readings, the comparison; the open one, if any."""
        if self._desk is None:
            self._desk = self._new_desk()
        if self._desk is not None:
            self._desk.turn_to(place)
            self._desk.showNormal() if self._desk.isMinimized() else self._desk.show()
            self._desk.raise_()
            self._desk.activateWindow()

    def show_rule(self, rule: "RuleAt") -> None:
        """Open the policy desk at the rule that stands in a clause."""
        from calculator.desktop.policies.region_of_desk import region_citing

        session = self._open.session
        self.show_policies()
        if session is not None and self._desk is not None:
            self._desk.policy.show_rule(region_citing(session, rule), rule)

    @property
    def desk_place(self) -> str:
        """Where the policy desk stands, or stood last."""
        return self._desk_place if self._desk is None else place_of(self._desk)

    @desk_place.setter
    def desk_place(self, place: str) -> None:
        self._desk_place = place

    def reopen_desk(self) -> None:
        """An open desk goes with its window: open it before the new one, where the person was."""
        old, self._desk = self._desk, None
        if old is not None:
            region, day = old.policy.place
            self.show_policies(old.tabs.currentIndex())
            if self._desk is not None and not self._policies.library.is_missing(region):
                self._desk.policy.turn_to(region, day)
            old.close()

    def _new_desk(self) -> "PolicyDesk | None":
        from calculator.desktop.comparison.compare_page import ComparePage
        from calculator.desktop.policies.policy_desk import MakePage, PolicyDesk

        session, tr = self._open.session, self._dialogs.wording.text
        if session is None:
            return None
        theme, parent = self._theme(), self._dialogs.parent

        def comparing() -> ComparePage:
            page = ComparePage(session, theme, today=_today)
            page.rule_wanted.connect(self.show_rule)
            return page

        def estimating() -> "QWidget":
            from calculator.desktop.estimates.estimate_page import EstimatePage

            page = EstimatePage(session, theme)
            desk.finished.connect(page.work.close)
            return page

        pages: list[tuple[str, MakePage]] = [(tr(N_("Compare")), comparing), (tr(N_("Estimate")), estimating)]
        desk = PolicyDesk(session, theme, parent, data=self._open.folder(), today=_today(), pages=pages)
        put_at(desk, self._desk_place)
        desk.finished.connect(lambda _result: self._forget(desk))
        return desk

    def _forget(self, desk: "PolicyDesk") -> None:
        self._desk_place = place_of(desk)
        if self._desk is desk:
            self._desk = None

    def ask_own_region(self) -> None:
        """Enter the figures of a city or of a region of one's own."""
        from calculator.desktop.own_region.pack_editor import PackEditor
        from calculator.files.signed_packs.pack_store import own_candidate

        session, store = self._session_or_example(), self._policies.store

        def save(content: bytes) -> object:
            return store.install(own_candidate(content), replace=True)

        editor = PackEditor(session, self._theme(), session.library, save, self._dialogs.parent)
        self._follow_packs(editor, editor.saved)
        self._dialogs.show(editor)

    def show_packs(self) -> None:
        """List the installed policies; install, remove, trust."""
        from calculator.desktop.installed_packs.packs_dialog import PacksDialog

        session = self._session_or_example()
        dialog = PacksDialog(session, self._theme(), self._policies.store, self._dialogs.parent)
        self._follow_packs(dialog, dialog.changed)
        self._dialogs.show(dialog)

    def _session_or_example(self) -> Session:
        """What policies are tried on: the open household, or where none is, the example, which is not opened."""
        if self._open.session is not None:
            return self._open.session
        from calculator.files.example_household import example_case

        return Session(example_case(self._policies.library), self._policies.library, self._dialogs.wording)

    def _follow_packs(self, dialog: "QDialog", changed: "SignalInstance") -> None:
        """Once a dialog is closed in which policies were changed, the program goes on with what there is now."""
        seen: list[bool] = []
        changed.connect(lambda *_what: seen.append(True))
        dialog.finished.connect(lambda _result: self._policies.read_again() if seen else None)

    def drop(self, event: QDropEvent) -> bool:
        """Take a file that is dragged onto the window, or let it go; a dropped one is opened as its kind asks."""
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if len(files) != 1:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            # Once the drag is over: a dialog must not open in the midst of it.
            QTimer.singleShot(0, self, lambda: self.open_file(files[0]))
        return True


def _today() -> date:
    """The day by the machine's clock."""
    return datetime.now().astimezone().date()
