"""The policy desk: what the texts say and how they are read, in tabs to which others can be added."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from calculator.desktop.policies.policy_documents import Outside
from calculator.desktop.policies.policy_tab import PolicyView
from calculator.desktop.policies.readings_tab import ReadingsView
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.buttons import push_button
from calculator.widgets.dialogs.file_dialog import open_outside
from calculator.widgets.flow import FlowLayout
from calculator.widgets.lazy_tabs import LazyTabs
from calculator.widgets.scrolled import fit
from calculator.widgets.theme import Theme

MakePage = Callable[[], QWidget]


class PolicyDesk(QDialog):
    """Beside the window of the household, which it follows and whose edits it takes back with Ctrl+Z.

    `data` is the person's data folder. `pages` are further tabs, each with its title and what makes it when it is
    first looked at; a page that has work of its own ends it when the desk is `finished`.
    """

    def __init__(
        self,
        session: Session,
        theme: Theme,
        parent: QWidget | None = None,
        *,
        data: Path,
        today: date | None = None,
        pages: Sequence[tuple[str, MakePage]] = (),
        outside: Outside = open_outside,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._theme, self._data, self._outside = session, theme, data, outside
        self._today = today or datetime.now().astimezone().date()
        tr = session.wording.text
        self.setWindowTitle(tr(N_("Policy desk")))
        self.tabs = LazyTabs(tr(N_("Parts of the policy desk")))
        self.leave = push_button(session.wording, N_("&Close"), N_("Close the policy desk (Esc)"))
        self.leave.clicked.connect(self.accept)
        column = QVBoxLayout(self)
        edge = theme.px(12)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        column.addWidget(self.tabs, 1)
        foot = QWidget()
        FlowLayout(foot).addWidget(self.leave)
        column.addWidget(foot)
        self.add_page(tr(N_("Policy")), self._policy)
        self._readings_at = self.add_page(tr(N_("Readings")), self._readings)
        for title, make in pages:
            self.add_page(title, make)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self).activated.connect(session.undo)
        for redo in ("Ctrl+Y", "Ctrl+Shift+Z"):
            QShortcut(QKeySequence(redo), self).activated.connect(session.redo)
        fit(self, theme, 1120, 700)
        if parent is not None:
            parent.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        """Close before the window goes, as work that is still being done must end first."""
        if event.type() == QEvent.Type.DeferredDelete and watched is self.parent():
            self.reject()
        return super().eventFilter(watched, event)

    def add_page(self, title: str, make: MakePage) -> int:
        """Add a tab; gives its place. Alt and its number turn to it."""
        place = self.tabs.add_page(title, make)
        shortcut = QShortcut(QKeySequence(f"Alt+{place + 1}"), self)
        shortcut.activated.connect(lambda: self.turn_to(place))
        return place

    def turn_to(self, place: int) -> None:
        """Show a tab."""
        self.tabs.setCurrentIndex(place)

    @property
    def policy(self) -> PolicyView:
        """The policy page."""
        page = self.tabs.page(0)
        assert isinstance(page, PolicyView)
        return page

    @property
    def readings(self) -> ReadingsView:
        """The open questions."""
        page = self.tabs.page(self._readings_at)
        assert isinstance(page, ReadingsView)
        return page

    def show_reading(self, region: str, reading: str) -> None:
        """Turn to an open question of a region."""
        self.turn_to(self._readings_at)
        self.readings.show_region(region, reading)

    def _policy(self) -> PolicyView:
        view = PolicyView(self._session, self._theme, self._data, self._today, outside=self._outside)
        view.reading_wanted.connect(self.show_reading)
        return view

    def _readings(self) -> ReadingsView:
        view = ReadingsView(self._session, self._theme)
        self.finished.connect(view.work.close)
        return view
