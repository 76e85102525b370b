"""A year of slips: what the office paid, what the texts give, and what would explain the differences, by cause."""

from datetime import date

from PySide6.QtWidgets import QVBoxLayout, QWidget

from calculator.desktop.slips.search_dialog import SearchDialog
from calculator.desktop.slips.slip_paper import slip_dialog
from calculator.ground.language import N_
from calculator.ground.progress import Work
from calculator.session.session import Session
from calculator.whatif.slip_year import SlipYear, explained_year
from calculator.whatif.slip_year_words import YearWords
from calculator.widgets.buttons import copies, label
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme


class YearDialog(SearchDialog):
    """The shown person's slips of the shown year, for one question at the counter about all of them."""

    def __init__(self, session: Session, theme: Theme, today: date, parent: QWidget | None = None) -> None:
        super().__init__(session, theme, session.wording.text(N_("Slips of the year")), parent)
        self._case, self._today = session.case, today
        self.told: YearWords | None = None
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setContentsMargins(0, 0, theme.px(8), 0)
        self._inside.setSpacing(theme.px(6))
        self._inside.addStretch(1)
        self.column.addWidget(scrolled(inside, self.windowTitle()), 1)
        self.print = self.button(N_("&Print…"), N_("Show the page, to print it or to save it as a PDF"))
        self.copy = self.button(N_("Copy as &text"), N_("Copy all of it, for a message or for the counter"))
        self.finish_layout()
        for button in (self.print, self.copy):
            button.setEnabled(False)
        self.print.clicked.connect(self._print)
        copies(self.copy, lambda: "" if self.told is None else self.told.as_text(), session.wording)
        case, library, statement = session.case, session.library, session.statement
        person, year = session.person_id, session.year

        def job(work: Work) -> SlipYear:
            return explained_year(case, library, person, year, statement, work)

        self.search(job)

    def show_found(self, found: object) -> None:
        """The sums, and the slips that differ, cause by cause."""
        assert isinstance(found, SlipYear)
        words = self._session.wording
        self.told = told = YearWords(self._case, self._session.library, found, words)
        self._add(told.title(), "title")
        if found.slips is None:
            said = N_("Nothing of a slip has been entered: type its figures in the columns “on the slip”.")
            self._add(words.text(said), "muted")
        for line in told.sums():
            self._add(line, "muted")
        sections = told.sections()
        for section in sections:
            self._add(section.title, "heading")
            for slip in section.lines:
                self._add(f"{slip.where}  {slip.differs}", "muted")
                if slip.note:
                    self._add(slip.note, "small")
        if found.slips is not None and not sections:
            self._add(words.text(N_("No slip differs from what was computed.")), "heading")
        if asked := told.questions():
            self._add(words.text(N_("Ask at the counter:")), "heading")
            for question in asked:
                self._add(f"· {question}", "muted")
        for button in (self.print, self.copy):
            button.setEnabled(True)
        self.print.setFocus()
        self.say("")

    def _add(self, text: str, role: str) -> None:
        self._inside.insertWidget(self._inside.count() - 1, label(text, role))

    def _print(self) -> None:
        if self.told is not None:
            slip_dialog(self._session, self._theme, self._today, self.told, self).open()
