"""The main window: person on the left, the year in the middle, the explanation on the right."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLayout, QMainWindow, QSplitter, QTabWidget, QVBoxLayout, QWidget

from calculator.desktop.cards import YearCards
from calculator.desktop.explain import ExplainPanel
from calculator.desktop.person_panel import PersonPanel
from calculator.desktop.session import Session
from calculator.desktop.visits_view import VisitsCard
from calculator.language import N_
from calculator.widgets.combo import Combo
from calculator.widgets.theme import Theme, set_role

_WIDE = 1080
"""From this width on, in pixels of 100% text, the three parts stand side by side; below, in tabs."""


class MainWindow(QMainWindow):
    """One household in a window."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self.session, self._theme = session, theme
        tr = session.wording.text
        self.setWindowTitle(tr(N_("My household's outpatient account")))
        self.person = PersonPanel(session, theme)
        self.cards = YearCards(session, theme)
        self.visits = VisitsCard(session, theme)
        self.explain = ExplainPanel(session, theme)
        self.middle = QWidget()
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        column.addWidget(self.cards)
        column.addWidget(self.visits, 1)
        self._page = QWidget()
        set_role(self._page, "page")
        self._outer = QVBoxLayout(self._page)
        edge = theme.px(12)
        self._outer.setContentsMargins(edge, edge, edge, edge)
        self._outer.setSpacing(theme.px(8))
        self._outer.addLayout(self._head())
        self._shell: QWidget | None = None
        self._outer.addWidget(self._foot())
        self.setCentralWidget(self._page)
        self._actions()
        self._arrange(wide=True)
        session.changed.connect(self.refresh)
        self.refresh()
        # The parts side by side need more room than a small screen has with large text; they go into tabs there.
        layout = self.layout()
        assert layout is not None
        layout.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.setMinimumSize(480, 360)
        self.resize(1280, 720)

    def _head(self) -> QHBoxLayout:
        tr = self.session.wording.text
        head = QHBoxLayout()
        title = QLabel(tr(N_("My household's outpatient account")))
        set_role(title, "title")
        self.year = Combo(self._theme)
        self.year.setAccessibleName(tr(N_("Year")))
        self.year.setToolTip(tr(N_("Year")))
        self.year.activated.connect(lambda _place: self.session.select_year(int(self.year.currentData())))
        head.addWidget(title)
        head.addStretch(1)
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
        self.undo = QAction(self)
        self.undo.setShortcut(QKeySequence.StandardKey.Undo)
        self.undo.triggered.connect(self.session.undo)
        self.redo = QAction(self)
        self.redo.setShortcuts([QKeySequence("Ctrl+Y"), QKeySequence("Ctrl+Shift+Z")])
        self.redo.triggered.connect(self.session.redo)
        menu.addActions([self.undo, self.redo, self.visits.add_action])

    def refresh(self) -> None:
        """Follow the session: years, names of what can be undone."""
        tr, years = self.session.wording.text, self.session.years()
        if [self.year.itemData(place) for place in range(self.year.count())] != years:
            self.year.clear()
            for year in years:
                self.year.addItem(tr(N_("{year} (year)")).format(year=year), year)
        self.year.setCurrentIndex(self.year.findData(self.session.year))
        undo, redo = self.session.undo_name(), self.session.redo_name()
        self.undo.setText(tr(N_("&Undo {action}")).format(action=undo or "").strip())
        self.undo.setEnabled(undo is not None)
        self.redo.setText(tr(N_("&Redo {action}")).format(action=redo or "").strip())
        self.redo.setEnabled(redo is not None)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._arrange(wide=event.size().width() * 100 / self._theme.percent >= _WIDE)

    def _arrange(self, *, wide: bool) -> None:
        """Side by side where there is room, else in tabs."""
        kind = QSplitter if wide else QTabWidget
        if isinstance(self._shell, kind):
            return
        tr, old = self.session.wording.text, self._shell
        shell: QWidget
        if wide:
            shell = self._side_by_side()
        else:
            tabs = QTabWidget()
            tabs.setDocumentMode(True)
            tabs.addTab(self.middle, tr(N_("Visits and figures")))
            tabs.addTab(self.person, tr(N_("Insured person")))
            tabs.addTab(self.explain, tr(N_("How it was computed")))
            shell = tabs
        self._outer.insertWidget(1, shell, 1)
        for part in (self.person, self.middle, self.explain):
            part.setVisible(wide or part is self.middle)
        self._shell = shell
        if old is not None:
            old.deleteLater()

    def _side_by_side(self) -> QSplitter:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setHandleWidth(self._theme.px(12))
        splitter.setChildrenCollapsible(False)
        widths = (244, 720, 268)
        for part, width in zip((self.person, self.middle, self.explain), widths, strict=True):
            splitter.addWidget(part)
            part.setMinimumWidth(self._theme.px(min(width, 240)))
        splitter.setSizes([self._theme.px(width) for width in widths])
        splitter.setStretchFactor(0, 0)
        splitter.setStretchFactor(1, 1)
        splitter.setStretchFactor(2, 0)
        return splitter
