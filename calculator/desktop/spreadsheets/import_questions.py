"""What the rows of a sheet leave open: asked in the second step of the import, each once for all of them."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from calculator.desktop.spreadsheets.import_parts import Part
from calculator.files.spreadsheets.import_report import asked_about
from calculator.files.spreadsheets.question_texts import ANSWERS, TITLES
from calculator.files.spreadsheets.visit_import import Sheet
from calculator.files.spreadsheets.visits_template import PHARMACY
from calculator.ground.language import N_
from calculator.ground.plain_text import not_a_page
from calculator.policy.names import LEVELS
from calculator.session.session import Session
from calculator.sheets.others.questions import CHOICES, Question
from calculator.sheets.others.row_reader import Given
from calculator.widgets.combo import Combo
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme
from calculator.words.field_texts import named

_OPEN = N_("not answered: such rows are faulty")


class Questions(Part):
    """Whose visits they are, where they were, and what else cells leave open; only what is doubtful is shown."""

    changed = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme)
        words = session.wording
        self.nothing = self.label("muted", N_("What is asked"))
        self.nothing.setText(self.tr_(N_("Nothing is doubtful. What each column means may be changed all the same.")))
        self._whose, self.owner = self.choice(N_("&Whose visits"), N_("Whose visits they are where a row does not say"))
        for person in session.case.people:
            self.owner.addItem(named(person), person.id)
        self.owner.setCurrentIndex(self.owner.findData(session.person_id))
        self._where, self.place = self.choice(
            N_("&Institution, where none is given"), N_("What holds for rows that name no institution")
        )
        self.place.addItem(self.tr_(N_("none: such a row is faulty")), "")
        for level in LEVELS:
            self.place.addItem(words.word(level), level)
        for level in LEVELS:
            self.place.addItem(self.tr_(PHARMACY).format(level=words.word(level)), f"pharmacy:{level}")
        self.asked: dict[Question, Combo] = {}
        self._parts: dict[Question, QWidget] = {}
        both = FlowLayout(spacing=theme.px(12))
        both.addWidget(self._whose)
        both.addWidget(self._where)
        for question, title in TITLES.items():
            part, box = self.choice(title, title)
            box.addItem(self.tr_(_OPEN), "")
            for answer, text in zip(CHOICES[question], ANSWERS[question], strict=True):
                box.addItem(self.tr_(text), answer)
            self._parts[question], self.asked[question] = part, box
            both.addWidget(part)
        for box in (self.owner, self.place, *self.asked.values()):
            box.activated.connect(lambda _index: self.changed.emit())
        self.column.addWidget(self.nothing)
        self.column.addLayout(both)
        self.begin()

    def begin(self) -> None:
        """Ask nothing yet, as another file is read."""
        for box in (self.place, *self.asked.values()):
            box.setCurrentIndex(0)
        self._shown = set[QWidget]()
        self._show()

    def show_sheet(self, sheet: Sheet) -> None:
        """Ask what a sheet leaves open; a question that was asked stays, so that its answer can be changed."""
        doubts = asked_about(sheet)
        if "owner" in doubts:
            self._shown.add(self._whose)
        if "institution" in doubts:
            self._shown.add(self._where)
        for question in sheet.found.asked:
            self._shown.add(self._parts[question])
            cells = ", ".join(list(sheet.found.asked[question])[:3])
            self.asked[question].setToolTip(not_a_page(f"{self.tr_(TITLES[question])} {cells}".strip()))
        self._show()

    def _show(self) -> None:
        for part in (self._whose, self._where, *self._parts.values()):
            part.setVisible(part in self._shown)
        self.nothing.setVisible(not self._shown)

    def first(self) -> Combo | None:
        """The first question that is asked."""
        boxes = {self._whose: self.owner, self._where: self.place}
        boxes |= {self._parts[question]: box for question, box in self.asked.items()}
        return next((box for part, box in boxes.items() if part in self._shown), None)

    def given(self) -> Given:
        """What holds for rows that do not say otherwise."""
        institution, _colon, prescriber = str(self.place.currentData()).partition(":")
        level = next((level for level in LEVELS if level == prescriber), None)
        place = (institution, level) if institution else None
        answers = {question: str(box.currentData()) for question, box in self.asked.items() if box.currentData()}
        return Given(str(self.owner.currentData()), self._session.year, place, answers)
