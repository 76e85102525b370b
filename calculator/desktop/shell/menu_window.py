"""The window with the menus of the whole program: households on the disk, spreadsheets, paper, settings, help."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from calculator.desktop.help.help_titles import TITLES
from calculator.desktop.shell.household_window import MainWindow
from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.session.autosave import State
from calculator.session.session import Session
from calculator.widgets.announce import announce
from calculator.widgets.theme import Theme
from calculator.words.visit_columns import EVERYDAY

if TYPE_CHECKING:
    from calculator.desktop.document.autosave_banner import KeepingBanner

_HOUSEHOLD: tuple[tuple[str, str, str] | None, ...] = (
    (N_("&New…"), "new", "Ctrl+Shift+N"),
    (N_("&Open…"), "open", "Ctrl+O"),
    (N_("Open &recent"), "recent", ""),
    (N_("On this &computer…"), "households", ""),
    (N_("E&xample"), "example", ""),
    None,
    (N_("&Save"), "save", "Ctrl+S"),
    (N_("Save &as…"), "save as", "Ctrl+Shift+S"),
    None,
    (N_("&Import visits…"), "import", "Ctrl+I"),
    (N_("&Export as spreadsheet…"), "export", "Ctrl+E"),
    (N_("&Print…"), "print", "Ctrl+P"),
    None,
    (N_("Se&ttings…"), "settings", "Ctrl+,"),
)
"""The menu's lines: text, what is asked for, keys; None is a line between."""
_KEEPING = ("save", "save as", "export")
"""Those that put the household into a file."""
_POLICIES: tuple[tuple[str, str, str], ...] = (
    (N_("&Policies and readings…"), "policies", "Ctrl+L"),
    (N_("&Compare…"), "compare", "Ctrl+K"),
    (N_("A region of one's &own…"), "own region", "Ctrl+R"),
    (N_("&Installed policies…"), "packs", ""),
)


_USES = 2
"""The place of the account uses among the lists."""


class ShellWindow(MainWindow):
    """Says what a person wants of the program: `asked` what was chosen in the menu, `help_wanted` a page of the help.

    `recent_wanted` that the files open last are to be listed, `file_wanted` carries one to open, `keeping_wanted`
    what to do where saving does not go on.
    """

    asked = Signal(str)
    help_wanted = Signal(str)
    file_wanted = Signal(object)
    keeping_wanted = Signal(str)
    recent_wanted = Signal()

    def __init__(self, session: Session, theme: Theme, columns: Sequence[str] = EVERYDAY) -> None:
        super().__init__(session, theme, columns)
        self.errand_wanted.connect(self.asked)
        session.changed.connect(self._show_kept)
        self._banner: KeepingBanner | None = None
        self._said = ""
        self._how_kept: tuple[State, str] | None = None
        self._keeping: list[QAction] = []
        self.setAcceptDrops(True)
        tr, bar = session.wording.text, self.menuBar()
        first = bar.actions()[0]
        household = bar.addMenu(tr(N_("H&ousehold")))
        bar.insertMenu(first, household)
        for line in _HOUSEHOLD:
            if line is None:
                household.addSeparator()
            elif line[1] == "recent":
                self.recent: QMenu = household.addMenu(tr(line[0]))
                self.recent.aboutToShow.connect(self.recent_wanted)
            else:
                action = self._action(line[0], partial(self.asked.emit, line[1]), line[2])
                household.addAction(action)
                if line[1] in _KEEPING:
                    self._keeping.append(action)
        household.addAction(self._action(N_("&Quit"), self.close, "Ctrl+Q"))
        policies = bar.addMenu(tr(N_("&Policy")))
        for text, what, keys in _POLICIES:
            policies.addAction(self._action(text, partial(self.asked.emit, what), keys))
        pages = bar.addMenu(tr(N_("&Help")))
        for name, title in TITLES.items():
            pages.addAction(self._action(title, partial(self.help_wanted.emit, name), "F1" if name == "how" else ""))

    def offer(self, *, keeping: bool) -> None:
        """Offer to put the household into a file, or leave that out where the office keeps none."""
        for action in self._keeping:
            action.setVisible(keeping)
            action.setEnabled(keeping)  # its keys as well

    def list_recent(self, paths: Sequence[Path]) -> None:
        """Fill the menu of the files that were open last."""
        self.recent.clear()
        for path in paths:
            action = self.recent.addAction(path.name.replace("&", "&&"))
            action.setToolTip(not_a_page(str(path)))
            action.triggered.connect(lambda _on=False, path=path: self.file_wanted.emit(path))
        if not paths:
            self.recent.addAction(self.session.wording.text(N_("None yet"))).setEnabled(False)
        self.recent.setToolTipsVisible(True)

    def tell_keeping(self, state: State, sentence: str) -> None:
        """Say how the household is kept: in a word, or in a line with what can be done where it is not."""
        well = state in ("saved", "saving", "loose")
        self._how_kept = state, sentence
        self._show_kept()
        self.kept.setVisible(well)
        if not well and self._banner is None:
            from calculator.desktop.document.autosave_banner import KeepingBanner

            self._banner = KeepingBanner(self.session.wording, self._theme)
            self._banner.wanted.connect(self.keeping_wanted)
            self.insert_below_head(self._banner)
        if self._banner is not None:
            self._banner.setVisible(not well)
            if not well:
                self._banner.tell(state, sentence)
        if state == "saving":
            return  # a word for each letter that is typed would be too many
        if sentence != self._said and self._said:
            announce(self, sentence)
        self._said = sentence

    def _show_kept(self) -> None:
        """The word, which is another while the figures follow an amount that is still being typed."""
        if self._how_kept is None:
            return
        state, sentence = self._how_kept
        if state in ("saved", "saving") and self.session.half_typed:
            self.kept.setText(self.session.wording.text(N_("Being typed, not saved yet")))
        elif state == "saved":
            self.kept.setText(f"✓ {sentence}")
        else:
            self.kept.setText(sentence if state in ("saving", "loose") else "")

    def show_row(self, table: str, row: str) -> None:
        """Bring a row of a table of the household in front, and stand in it."""
        session = self.session
        if table == "visits":
            self.visits.filter.clear()
            session.show_visit(row)
            self.visits.go_to_visit(row)
        elif table == "account_uses":
            from calculator.desktop.visits.uses_card import UsesCard

            use = next(use for use in session.case.account_uses if use.id == row)
            session.select_person(use.payer)
            session.select_year(use.date.year)
            self._go(self.lists, _USES)
            card = self.lists.page(_USES)
            assert isinstance(card, UsesCard)
            card.go_to_use(row)
        else:
            session.select_person(row)
            self.parts.show_part(self.left)
            self.person.go_to_unread()

    def _action(self, text: str, act: Callable[[], object], keys: str = "") -> QAction:
        action = QAction(self.session.wording.text(text), self)
        action.setShortcut(keys)
        action.triggered.connect(lambda _checked: act())
        return action
