"""Two visits of a person side by side: why less was paid this time than last time."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from calculator.desktop.slips.slip_paper import slip_dialog
from calculator.files.folders import data_folder
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.whatif.visit_pair import visit_pair
from calculator.whatif.visit_pair_words import PairWords
from calculator.widgets.buttons import copies, label, push_button
from calculator.widgets.combo import Combo
from calculator.widgets.explanation_steps import LEADS, Explanation
from calculator.widgets.field import caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.scrolled import fit, scrolled
from calculator.widgets.theme import Theme
from calculator.words.cell_display import institution_word
from calculator.words.citing import RuleAt


class PairDialog(QDialog):
    """The first of the selected visits against the second, or against the one before it; another can be chosen."""

    def __init__(
        self, session: Session, theme: Theme, today: date, selected: Sequence[str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._theme, self._today = session, theme, today
        words = session.wording
        self.setWindowTitle(words.text(N_("Two visits side by side")))
        visit = session.visit(selected[-1])
        self._visit_id = visit.id
        of = next(person for person in session.statement.people if person.id == visit.person)
        listed = [settled.id for year in of.years for settled in year.visits]
        others = [name for name in listed if name != visit.id]
        self.title, self.subject = label("", "title"), label("", "small")
        self.other = Combo(theme)
        text = words.text(N_("Compared with"))
        self.other.setAccessibleName(text)
        self.other.setToolTip(words.text(N_("The visit that this one is compared with")))
        for name in others:
            one = session.visit(name)
            where = one.institution_name or institution_word(one, words)
            self.other.addItem(f"{words.day(one.date)} · {where} · {words.yuan(one.total)}", name)
        before = listed.index(visit.id) - 1
        wanted = selected[0] if len(selected) > 1 and selected[0] in others else listed[before] if before >= 0 else None
        self.other.setCurrentIndex(max(0, self.other.findData(wanted)))
        self.steps = Explanation(theme, words.text(LEADS))
        self.steps.rule_wanted.connect(self._show_rule)
        self.sum = label("", "heading")
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        for part in (self.title, self.subject, self.steps, self.sum):
            column.addWidget(part)
        column.addStretch(1)
        self.print = push_button(words, N_("&Print…"), N_("Show the page, to print it or to save it as a PDF"))
        self.copy = push_button(words, N_("Copy as &text"), N_("Copy all of it, for a message or for the counter"))
        leave = push_button(words, N_("&Close"), N_("Close (Esc)"))
        flow = FlowLayout(spacing=theme.px(8))
        for button in (self.print, self.copy, leave):
            flow.addWidget(button)
        outer = QVBoxLayout(self)
        edge = theme.px(16)
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.setSpacing(theme.px(8))
        outer.addWidget(caption(words.text(N_("Compared &with")), self.other))
        outer.addWidget(self.other)
        outer.addWidget(scrolled(inside, self.windowTitle()), 1)
        outer.addLayout(flow)
        self.other.currentIndexChanged.connect(lambda _place: self._show())
        self.print.clicked.connect(self._print)
        copies(self.copy, self.as_text, words)
        leave.clicked.connect(self.reject)
        self.told: PairWords | None = None
        self._show()
        fit(self, theme, 680, 520)
        self.other.setFocus()

    def _show(self) -> None:
        session, words = self._session, self._session.wording
        against = self.other.currentData()
        some = against is not None
        for part in (self.subject, self.steps, self.sum):
            part.setVisible(some)
        for button in (self.print, self.copy, self.other):
            button.setEnabled(some)
        if not some:
            self.title.setText(words.text(N_("There is no other visit of this person to compare with.")))
            return
        pair = visit_pair(session.case, session.library, self._visit_id, against, session.statement)
        self.told = told = PairWords(session.case, pair, words)
        self.title.setText(told.title())
        self.subject.setText(told.subject())
        lines = [told.line(part) for part in pair.parts]
        self.steps.show_lines(lines)
        self.sum.setText(told.sum() if lines else "")
        for part in (self.title, self.subject, self.sum):
            part.setAccessibleName(part.text())

    def as_text(self) -> str:
        """The whole for a chat message."""
        return "" if self.told is None else self.told.as_text()

    def _show_rule(self, rule: RuleAt) -> None:
        from calculator.desktop.policies.rule_dialog import RuleDialog

        RuleDialog(self._session, self._theme, rule, data_folder(), self._today, self).open()

    def _print(self) -> None:
        if self.told is not None:
            slip_dialog(self._session, self._theme, self._today, self.told, self).open()
