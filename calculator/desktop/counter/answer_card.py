"""The answer of the counter: what the fund pays, large; what stays personal, what is left, and what is in doubt."""

from PySide6.QtWidgets import QLabel

from calculator.desktop.year.doubts import Doubts
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.card import Card
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, set_role
from calculator.words.personal_year import personal_year
from calculator.words.visit_answer import visit_answer
from calculator.words.wording import Wording
from calculator.words.year_summary import doubts_of_year


class AnswerCard(Card):
    """What one visit comes to, from far off."""

    def __init__(self, wording: Wording, theme: Theme) -> None:
        super().__init__(theme)
        self._wording = wording
        tr = wording.text
        self.about = self._label("muted")
        self.pooled = self._label("answer")
        self.personal = self._label("answer-cash")
        self.lines = self._label("")
        self.reason = self._label("verdict-not")
        self.doubts = Doubts(wording, theme, least=2)
        sides = FlowLayout(spacing=theme.px(24))
        for name, figure in ((N_("Paid by the pooled fund"), self.pooled), (N_("Personal share"), self.personal)):
            side = Card(theme)
            set_role(side, "")
            side.box.setContentsMargins(0, 0, 0, 0)
            title = QLabel(tr(name))
            set_role(title, "heading")
            side.box.addWidget(title)
            side.box.addWidget(figure)
            figure.setWordWrap(False)
            sides.addWidget(side)
        self.box.addWidget(self.about)
        self.box.addLayout(sides)
        for widget in (self.reason, self.lines, self.doubts):
            self.box.addWidget(widget)
        self.box.addStretch(1)

    def _label(self, role: str) -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        set_role(label, role)
        return label

    def show_visit(self, session: Session, visit_id: str, *, split: bool) -> None:
        """Show the answer about a visit."""
        of = personal_year(
            session.case, session.statement, session.library, session.wording, session.person_id, session.year
        )
        found = visit_answer(of, session.settlement(visit_id), split=split)
        name = session.wording.of(of.pack.name)
        self.about.setText(f"{name} · {found.about}")
        self.pooled.setText(found.pooled)
        self.personal.setText(found.personal)
        for label, what in ((self.pooled, N_("Paid by the pooled fund")), (self.personal, N_("Personal share"))):
            label.setAccessibleName(f"{self._wording.text(what)} {label.text()}")
        unsplit = "" if split else self._wording.text(N_("Enter the account balance to split account and cash."))
        lines = (found.adds_up, found.split, found.before, found.cap, found.deductible, unsplit)
        self.lines.setText("\n".join(line for line in lines if line) if found.known else "")
        self.lines.setAccessibleName(self.lines.text())
        self.reason.setText(found.reason)
        self.reason.setVisible(bool(found.reason))
        self.doubts.show_doubts(doubts_of_year(of))

    def clear(self) -> None:
        """Show nobody's answer."""
        for label in (self.about, self.pooled, self.personal, self.lines, self.reason):
            label.setText("")
            label.setAccessibleName("")
        self.reason.hide()
        self.doubts.show_doubts(())
