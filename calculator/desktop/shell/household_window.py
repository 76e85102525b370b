"""The main window: person on the left, the year in the middle, the explanation on the right."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLayout,
    QMainWindow,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from calculator.desktop.shell.way_back import WayBack
from calculator.desktop.shell.window_parts import WindowParts
from calculator.desktop.visits.visits_card import VisitsCard
from calculator.desktop.year.year_cards import YearCards
from calculator.desktop.year.year_chooser import YearChooser
from calculator.ground.language import N_
from calculator.ground.months import Month, month_at
from calculator.session.session import Session
from calculator.widgets.announce import announce
from calculator.widgets.lazy_tabs import LazyTabs
from calculator.widgets.scrolled import follow, scrolled
from calculator.widgets.theme import Theme, set_role
from calculator.words.visit_columns import EVERYDAY

if TYPE_CHECKING:
    from calculator.desktop.person.people_dialog import HouseholdDialog
    from calculator.desktop.person.person_panel import PersonPanel
    from calculator.desktop.year.explanation_panel import ExplainPanel

_SOON = 10
"""Milliseconds in which the first picture reaches the screen before the other parts are made."""

_WIDE = 1100
"""From this width on, in pixels of 100% text, the three parts stand side by side; below, in tabs."""
_LOW = 900
"""Up to this height, in pixels of 100% text, the figures and a whole form do not stand in a window together."""


class MainWindow(QMainWindow):
    """One household in a window; `rule_wanted` carries a rule whose clause a person opens, `errand_wanted` a wish."""

    rule_wanted = Signal(object)
    errand_wanted = Signal(str)

    def __init__(self, session: Session, theme: Theme, columns: Sequence[str] = EVERYDAY) -> None:
        super().__init__()
        self.session, self._theme = session, theme
        tr = session.wording.text
        self.setWindowTitle(tr(N_("My household's outpatient account")))
        self._person: PersonPanel | None = None
        self._explain: ExplainPanel | None = None
        self.left = self._holder()
        self.cards = YearCards(session, theme)
        self.visits = VisitsCard(session, theme, columns)
        self.visits.entering.connect(self._show_visits)
        self.visits.noting.connect(self._give_room)
        self.lists = self._lists()
        self.answers = self._answers()
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.cards)
        column.addWidget(self.lists, 1)
        # On a low screen with large text the figures and the lists scroll together.
        self.lists.setMinimumHeight(theme.px(280))
        self.middle = scrolled(inside, tr(N_("Visits and figures")))
        follow(self.middle, self.visits.table)
        self._page = QWidget()
        set_role(self._page, "page")
        self._outer = QVBoxLayout(self._page)
        edge = theme.px(12)
        self._outer.setContentsMargins(edge, theme.px(4), edge, theme.px(8))
        self._outer.setSpacing(theme.px(6))
        self._outer.addLayout(self._head())
        self.parts = self._sides()
        self._outer.addWidget(self.parts, 1)
        self.foot = self._foot()
        self._outer.addWidget(self.foot)
        self.setCentralWidget(self._page)
        self._actions()
        session.changed.connect(self.refresh)
        session.selected.connect(self._show_explanation)
        self._painted = False
        self.refresh()
        (self.visits.table if session.year_statement.visits else self.visits.add).setFocus()
        # The parts side by side need more room than a small screen has with large text; they go into tabs there.
        layout = self.layout()
        assert layout is not None
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(480, 360)
        self.resize(1280, 720)

    # ---- making the parts

    def _holder(self) -> QWidget:
        """Room for a part that is made once the window stands, or when it is first asked for."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        return holder

    @property
    def person(self) -> "PersonPanel":
        """The panel of the shown person."""
        if self._person is None:
            from calculator.desktop.person.person_panel import PersonPanel

            self._person = PersonPanel(self.session, self._theme)
            self._person.household_wanted.connect(self.show_household)
            self._person.person_wanted.connect(self.add_person)
            self._person.errand_wanted.connect(self.errand_wanted)
            layout = self.left.layout()
            assert layout is not None
            layout.addWidget(self._person)
        return self._person

    @property
    def explain(self) -> "ExplainPanel":
        """The explanation of what is selected."""
        self.answers.page(0)
        assert self._explain is not None
        return self._explain

    def complete(self) -> None:
        """Make the parts that wait for the window to stand."""
        assert self.person is not None
        assert self.explain is not None
        self.answers.page(self.answers.currentIndex())
        tr = self.session.wording.text
        names = {"ScrollLeftButton": tr(N_("Scroll left")), "ScrollRightButton": tr(N_("Scroll right"))}
        for button in self.findChildren(QToolButton):
            if not button.accessibleName() and not button.text():  # Qt's own, which it leaves without a name
                button.setAccessibleName(names.get(button.objectName(), tr(N_("More"))))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            # The figures are there; what is left and right of them follows at once.
            QTimer.singleShot(_SOON, self, self.complete)

    def _lists(self) -> LazyTabs:
        tr, session, theme = self.session.wording.text, self.session, self._theme
        tabs = LazyTabs(tr(N_("Lists")))
        tabs.add_page(tr(N_("Visits")), lambda: self.visits)

        def chart() -> QWidget:
            from calculator.desktop.year.year_chart_card import ChartCard

            return ChartCard(session, theme)

        def uses() -> QWidget:
            from calculator.desktop.visits.uses_card import UsesCard

            card = UsesCard(session, theme)
            follow(self.middle, card.table)
            return card

        def overview() -> QWidget:
            from calculator.desktop.year.family_overview import FamilyOverview

            return FamilyOverview(session, theme)

        tabs.add_page(tr(N_("Year chart")), chart)
        tabs.add_page(tr(N_("Account uses")), uses)
        tabs.add_page(tr(N_("Family")), overview)
        return tabs

    def _answers(self) -> LazyTabs:
        tr, session, theme = self.session.wording.text, self.session, self._theme
        tabs = LazyTabs(tr(N_("Answers")), first=False)

        def why() -> QWidget:
            from calculator.desktop.year.explanation_panel import ExplainPanel

            self._explain = ExplainPanel(session, theme)
            self._explain.rule_wanted.connect(self.rule_wanted)
            return self._explain

        def form() -> QWidget:
            from calculator.desktop.visits.visit_form import VisitForm

            return VisitForm(session, theme)

        def what_if() -> QWidget:
            from calculator.desktop.comparison.next_visit_card import WhatIfCard

            return WhatIfCard(session, theme, today=date.today)

        tabs.add_page(tr(N_("Why")), why)
        tabs.add_page(tr(N_("This visit")), form)
        tabs.add_page(tr(N_("What if")), what_if)
        return tabs

    def _sides(self) -> WindowParts:
        tr = self.session.wording.text
        parts = [
            (self.left, tr(N_("Insured person")), 244),
            (self.middle, tr(N_("Visits and figures")), 720),
            (self.answers, tr(N_("How it was computed")), 268),
        ]
        return WindowParts(parts, self.middle, tr(N_("Parts of the window")), self._theme)

    def _head(self) -> QHBoxLayout:
        tr = self.session.wording.text
        head = QHBoxLayout()
        title = QLabel(tr(N_("My household's outpatient account")))
        set_role(title, "title")
        self.year = YearChooser(self.session, self._theme)
        self.year.earlier_wanted.connect(lambda year: self._ask_period(month_at(year, 1)))
        self.kept = QLabel()
        set_role(self.kept, "small")
        self.kept.setToolTip(tr(N_("How the household is kept")))
        self.kept.hide()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.kept)
        head.addWidget(self.year)
        return head

    def _foot(self) -> QLabel:
        foot = QLabel(
            self.session.wording.text(
                N_("Results are estimates; the insurance authority's settlement counts. Data stays on this machine.")
            )
        )
        foot.setWordWrap(True)
        set_role(foot, "small")
        return foot

    def _actions(self) -> None:
        tr = self.session.wording.text
        menu = self.menuBar().addMenu(tr(N_("&Edit")))
        self._way_back = WayBack(self.session, menu, self.foot)
        self.undo, self.redo = self._way_back.undo, self._way_back.redo
        menu.addSeparator()
        visits = self.visits
        menu.addActions([visits.add_action, visits.note_action, visits.double_action, visits.remove_action])
        menu.addActions(
            [visits.copy_action, visits.paste_action, visits.sort_action, visits.filter_action, *visits.row_actions]
        )
        menu.addSeparator()
        menu.addAction(tr(N_("People of the &household…")), "Ctrl+H", self.show_household)
        menu.addAction(tr(N_("Peri&od…")), "Ctrl+Shift+P", self.show_period)
        view = self.menuBar().addMenu(tr(N_("&View")))
        for tabs, first in ((self.lists, 1), (self.answers, 5)):
            for place in range(tabs.count()):
                action = view.addAction(tabs.tabText(place))
                action.setShortcut(f"Alt+{first + place}")
                action.triggered.connect(lambda _on=False, tabs=tabs, place=place: self._go(tabs, place))
        view.addAction(tr(N_("Insured person")), "Alt+8", self.show_person)

    # ---- following

    def refresh(self) -> None:
        """Follow the session: names of what can be undone."""
        self._way_back.refresh()
        if not self._painted:
            return  # nothing was there before that this would be news to
        announce(self, self.cards.spoken())

    def insert_below_head(self, line: QWidget) -> None:
        """Put a line between the head and the parts."""
        self._outer.insertWidget(1, line)

    def show_person(self) -> None:
        """Go to the person's region, wherever the person stands."""
        self.parts.show_part(self.left)
        self.person.region.setFocus(Qt.FocusReason.ShortcutFocusReason)  # so that typing replaces what stands there

    def show_period(self) -> None:
        """Ask for the months that the case covers."""
        self._ask_period(None)

    def _ask_period(self, first: Month | None) -> None:
        from calculator.desktop.person.period_dialog import PeriodDialog

        dialog = PeriodDialog(self.session, self._theme, self, first=first)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()

    def show_household(self) -> "HouseholdDialog":
        """Open the list of people."""
        from calculator.desktop.person.people_dialog import HouseholdDialog

        dialog = HouseholdDialog(self.session, self._theme, self)
        dialog.errand_wanted.connect(self.errand_wanted)
        dialog.open()
        return dialog

    def add_person(self) -> None:
        """Add a person, and open the list of people where they are named and insured."""
        self.show_household().add_person()

    def _show_explanation(self) -> None:
        """A figure that was asked about is explained in view; a visit only where its form does not stand there."""
        if self.session.subject != "visit":
            self._go(self.answers, 0)

    def _give_room(self) -> None:
        """In a low window the form for receipts takes the room of the figures."""
        low = self.height() * 100 / self._theme.percent < _LOW
        self.cards.give_room(given=low and self.visits.form is not None)

    def _show_visits(self) -> None:
        """Bring the visits in front, as nobody should type into a table that is not seen."""
        self.lists.setCurrentIndex(0)
        self.parts.show_part(self.middle)

    def _go(self, tabs: LazyTabs, place: int) -> None:
        tabs.setCurrentIndex(place)
        self.parts.show_part(self.middle if tabs is self.lists else self.answers)
        tabs.tabBar().setFocus()
        if tabs is self.lists:
            # From the top of what is seen, once the page is laid out; the tabs alone would say little.
            QTimer.singleShot(0, self, lambda: self.middle.verticalScrollBar().setValue(self.lists.y()))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter presses the button in focus, as it does in a dialog; Qt leaves that to the space bar."""
        focus = self.focusWidget()
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat()
        if enter and isinstance(focus, (QPushButton, QToolButton)):
            focus.click()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        from calculator.widgets.tab_order import move_focus

        return move_focus(self, forward=forward)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._give_room()
        self.parts.arrange(wide=event.size().width() * 100 / self._theme.percent >= _WIDE)
