"""Why: the steps of the selected visit, with formula, clause and reading."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from calculator.benefit.statement import VisitSettlement
from calculator.desktop.session import Session
from calculator.desktop.texts import cited, yuan
from calculator.language import N_
from calculator.widgets.card import Card
from calculator.widgets.explanation import Explanation, Line
from calculator.widgets.theme import Theme, set_role

_HEADINGS = {
    "in_scope": N_("In scope"),
    "deductible": N_("Deductible this time"),
    "share": N_("Paid by rate"),
    "cap": N_("Paid by the pooled fund"),
    "account": N_("Paid by account"),
    "excluded": N_("Not paid by pooling"),
}


class ExplainPanel(Card):
    """The card on the right; without a selected visit it says how to get an explanation."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        self._session = session
        self.title = QLabel()
        self.title.setWordWrap(True)
        set_role(self.title, "title")
        self.subject = QLabel()
        self.subject.setWordWrap(True)
        set_role(self.subject, "small")
        self.steps = Explanation(theme)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(6), 0)
        column.addWidget(self.title)
        column.addWidget(self.subject)
        column.addWidget(self.steps)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(session.wording.text(N_("Explanation")))
        area.setWidget(inside)
        self.box.addWidget(area)
        session.changed.connect(self.refresh)
        session.selected.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Explain the selected visit."""
        visit_id = self._session.visit_id
        tr = self._session.wording.text
        if visit_id is None:
            self.title.setText(tr(N_("How was it computed?")))
            self.subject.setText(tr(N_("Select a visit: its steps stand here, each with its clause.")))
            self.steps.show_lines([])
            return
        settled = self._session.settlement(visit_id)
        self.title.setText(self._title(settled))
        words = self._session.wording
        person = self._session.person_of(self._session.visit(visit_id).person)
        parts = [settled.date.isoformat(), person.name, words.word(settled.level), words.word(settled.status)]
        self.subject.setText(" · ".join(part for part in parts if part))
        self.steps.show_lines(self._lines(settled))

    def _title(self, settled: VisitSettlement) -> str:
        tr = self._session.wording.text
        if settled.refused is not None:
            return tr(N_("Why is nothing computed?"))
        if settled.excluded is not None:
            return tr(N_("Why does the pooled fund not pay?"))
        return tr(N_("Why does the pooled fund pay {amount} yuan?")).format(amount=yuan(settled.pooled))

    def _lines(self, settled: VisitSettlement) -> list[Line]:
        words = self._session.wording
        if settled.refused is not None:
            decision = settled.refused
            clause = cited(decision.source, decision.clause)
            return [Line(words.text(N_("No rule, no number")), words.say(decision.message), clause)]
        pack = self._session.library.pack(self._session.person_of(self._session.visit(settled.id).person).region)
        lines = []
        for step in settled.steps:
            heading = words.text(_HEADINGS[step.name])
            if step.name != "excluded":
                heading = f"{heading} {yuan(step.amount)}"
            reading = words.readings(pack, step.reading)
            if reading:
                reading = words.text(N_("Reading: {reading}")).format(reading=reading)
            lines.append(Line(heading, words.say(step.text), cited(step.source, step.clause), reading))
        return lines
