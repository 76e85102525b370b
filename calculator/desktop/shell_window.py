"""The window with the menus of the whole program: what concerns another household, the settings, the help."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction

from calculator.benefit.columns import EVERYDAY
from calculator.desktop.help_texts import TITLES
from calculator.desktop.session import Session
from calculator.desktop.window import MainWindow
from calculator.language import N_
from calculator.widgets.theme import Theme


class ShellWindow(MainWindow):
    """Says what a person wants of the program; `help_wanted` carries the page."""

    settings_wanted = Signal()
    help_wanted = Signal(str)
    open_wanted = Signal()
    new_wanted = Signal()
    example_wanted = Signal()

    def __init__(self, session: Session, theme: Theme, columns: Sequence[str] = EVERYDAY) -> None:
        super().__init__(session, theme, columns)
        tr, bar = session.wording.text, self.menuBar()
        first = bar.actions()[0]
        household = bar.addMenu(tr(N_("H&ousehold")))
        bar.insertMenu(first, household)
        household.addActions(
            [
                self._action(N_("&New…"), self.new_wanted.emit, "Ctrl+Shift+N"),
                self._action(N_("&Open…"), self.open_wanted.emit, "Ctrl+O"),
                self._action(N_("E&xample"), self.example_wanted.emit),
            ]
        )
        household.addSeparator()
        household.addAction(self._action(N_("&Settings…"), self.settings_wanted.emit, "Ctrl+,"))
        household.addAction(self._action(N_("&Quit"), self.close, "Ctrl+Q"))
        pages = bar.addMenu(tr(N_("&Help")))
        for name, title in TITLES.items():
            pages.addAction(self._action(title, partial(self.help_wanted.emit, name), "F1" if name == "how" else ""))

    def _action(self, text: str, act: Callable[[], object], keys: str = "") -> QAction:
        action = QAction(self.session.wording.text(text), self)
        action.setShortcut(keys)
        action.triggered.connect(lambda _checked: act())
        return action
