"""The parts of the print dialog: what goes on paper, and turning the pages that are shown."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from calculator.desktop.paper.page_view import PageView
from calculator.ground.language import N_
from calculator.ground.progress import Steps
from calculator.printing.paper import Paper
from calculator.printing.report import Report, report_paper, slip_paper, visit_paper
from calculator.session.session import Session
from calculator.widgets.buttons import push_button
from calculator.widgets.check import Check
from calculator.widgets.choice import Choice
from calculator.widgets.combo import Combo
from calculator.widgets.field import caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, as_text
from calculator.words.cell_display import is_counted
from calculator.words.field_texts import named
from calculator.words.wording import Wording


class PaperOptions(QWidget):
    """What the print dialog lays out, beside its preview; `changed` when a person chose otherwise."""

    changed = Signal()

    def paper(self, printed_on: date) -> Steps[Paper]:
        """The pages that are asked for."""
        raise NotImplementedError

    def file_name(self, printed_on: date) -> str:
        """What a PDF of them is called, without its ending."""
        raise NotImplementedError


class PrintOptions(PaperOptions):
    """For whom, which year, on what paper, and whether with the explanation."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme, tr = session, theme, session.wording.text
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(6))
        self.person = self._box(tr(N_("For whom")), tr(N_("The whole household, or one person")))
        if len(session.case.people) > 1:
            self.person.addItem(tr(N_("the whole household")), None)
        for person in session.case.people:
            self.person.addItem(named(person), person.id)
        self.year = self._box(tr(N_("Year")), tr(N_("The year that goes on paper")))
        years = session.years()
        for year in years:
            self.year.addItem(str(year), year)
        if len(years) > 1:
            self.year.addItem(tr(N_("all years")), None)
        self.year.setCurrentIndex(years.index(session.year))
        forms = [("a4", tr(N_("A4 pages"))), ("slip", tr(N_("slip, 80 mm")))]
        if session.visit_id is not None and is_counted(session.settlement(session.visit_id)):
            forms += [
                ("visit", tr(N_("the selected visit on a page"))),
                ("visit slip", tr(N_("slip of the selected visit"))),
            ]
        self.form = Choice(tr(N_("Paper")), forms)
        self.form.set_current("a4")
        column.addWidget(caption(tr(N_("Paper")), self.form.button("a4")))
        column.addWidget(self.form)
        for key, _name in forms:
            self.form.button(key).setAutoDefault(False)
        self.explained = Check(theme, tr(N_("with how it was computed")))
        self.visits = Check(theme, tr(N_("with everyone's visits")))
        column.addWidget(self.visits)
        column.addWidget(self.explained)
        column.addStretch(1)
        for signal in (self.person.currentIndexChanged, self.year.currentIndexChanged, self.form.chosen):
            signal.connect(self._chosen)
        for check in (self.visits, self.explained):
            check.clicked.connect(self._chosen)

    def _box(self, name: str, tip: str) -> Combo:
        box = Combo(self._theme)
        box.setAccessibleName(name)
        box.setToolTip(tip)
        self._column.addWidget(caption(name, box))
        self._column.addWidget(box)
        return box

    def _chosen(self) -> None:
        for check in (self.visits, self.explained):
            check.setEnabled(self.form.current() == "a4")
        for box in (self.person, self.year):
            box.setEnabled(not self._of_visit)
        self.changed.emit()

    def paper(self, printed_on: date) -> Steps[Paper]:
        """The household's pages or slips."""
        report = self.report(printed_on)
        if self._of_visit:
            return visit_paper(report, self._session.visit_id or "", slip=self.is_slip)
        return slip_paper(report) if self.is_slip else report_paper(report)

    def file_name(self, printed_on: date) -> str:
        """The title with the year."""
        return f"{self.report(printed_on).title()}-{self.year.currentText()}"

    @property
    def is_slip(self) -> bool:
        """Whether the paper is that of a receipt printer."""
        return self.form.current() in ("slip", "visit slip")

    @property
    def _of_visit(self) -> bool:
        return self.form.current() in ("visit", "visit slip")

    def report(self, printed_on: date) -> Report:
        """What is asked for."""
        session = self._session
        return Report(
            session.case,
            session.statement,
            session.library,
            session.wording,
            printed_on,
            self.person.currentData(),
            self.year.currentData(),
            self.explained.isChecked(),
            self.visits.isChecked(),
        )


class PageBar(QWidget):
    """Which page of how many is shown and how large, and buttons for both."""

    def __init__(self, view: PageView, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self._view, self._wording = view, wording
        self.before = push_button(wording, N_("◀ P&revious"), N_("The page before (Page Up)"), N_("Previous page"))
        self.number = QLabel()
        as_text(self.number)
        self.after = push_button(wording, N_("&Next ▶"), N_("The next page (Page Down)"), N_("Next page"))
        self.smaller = push_button(wording, N_("−"), N_("Show the page smaller (−)"), N_("Smaller"))
        self.zoom = QLabel()
        as_text(self.zoom)
        self.larger = push_button(wording, N_("+"), N_("Show the page larger (+)"), N_("Larger"))
        self.whole = push_button(wording, N_("Fit &width"), N_("Show the page as wide as there is room (0)"))
        row = FlowLayout(self, spacing=theme.px(6))
        for part in (self.before, self.number, self.after, self.smaller, self.zoom, self.larger, self.whole):
            row.addWidget(part)
        self.before.clicked.connect(lambda: view.turn_to(view.current - 1))
        self.after.clicked.connect(lambda: view.turn_to(view.current + 1))
        self.smaller.clicked.connect(partial(view.enlarge, -1))
        self.larger.clicked.connect(partial(view.enlarge, 1))
        self.whole.clicked.connect(view.fit_width)
        view.turned.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow the view. At the first and the last page the buttons stay, so that they keep the focus."""
        paper = self._view.paper
        waiting = self._wording.text(N_("The pages are being laid out…"))
        self.number.setText(waiting if paper is None else paper.number(self._view.current))
        self.zoom.setText(f"{self._view.percent}%")
        for part in (self.before, self.after, self.smaller, self.larger, self.whole):
            part.setEnabled(paper is not None)
