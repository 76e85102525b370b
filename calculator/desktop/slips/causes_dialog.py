"""Why a visit's slip says something else than was computed: the figures of both, and the causes, to be adopted."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from calculator.case.case import Visit
from calculator.case.slip_changes import changed
from calculator.desktop.slips.search_dialog import SearchDialog
from calculator.engine.stated_figures import differs, stated_amounts
from calculator.ground.language import N_
from calculator.ground.progress import Work
from calculator.session.session import Session
from calculator.whatif.slip_cause_words import CauseWords, explanation_lines
from calculator.whatif.slip_causes import SlipCause, SlipExplanation, explained
from calculator.widgets.announce import announce
from calculator.widgets.buttons import copies, label, push_button
from calculator.widgets.scrolled import scrolled
from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.tables.text_table import TextRow, TextsModel
from calculator.widgets.theme import Theme, set_role
from calculator.words.cell_display import institution_word
from calculator.words.stated_words import difference_text, figure_word
from calculator.words.wording import Wording

_HEADINGS = (N_("figure"), N_("on the slip"), N_("computed here"), N_("difference"))
_SHOWN = 9
"""Causes that are listed; more would be read by nobody."""


class CauseRow(QFrame):
    """One cause with the button that adopts it."""

    def __init__(self, sentence: str, number: int, wording: Wording, theme: Theme) -> None:
        super().__init__()
        set_role(self, "option")
        row = QHBoxLayout(self)
        edge = theme.px(8)
        row.setContentsMargins(edge, edge, edge, edge)
        row.setSpacing(theme.px(8))
        self.sentence = label(sentence, "muted")
        tip = N_("Enter this cause into the household; undo takes it back")
        self.adopt = push_button(wording, N_("Adopt"), tip)
        self.adopt.setText(wording.text(N_("Adopt &{number}")).format(number=number))
        self.adopt.setAccessibleName(f"{wording.text(N_('Adopt'))} {number}: {sentence}")
        row.addWidget(self.sentence, 1)
        row.addWidget(self.adopt, 0, Qt.AlignmentFlag.AlignTop)


class CausesDialog(SearchDialog):
    """The causes of one slip. What is adopted is one edit of the household, and nothing is adopted by itself."""

    def __init__(self, session: Session, theme: Theme, visit_id: str, parent: QWidget | None = None) -> None:
        words = session.wording
        super().__init__(session, theme, words.text(N_("Why does the slip say something else?")), parent)
        self._visit = session.visit(visit_id)
        self._settled = session.settlement(visit_id)
        self._words = CauseWords(session.case, session.library, words)
        self._lines: list[str] = []
        self.title = label(self._about(self._visit), "title")
        self.figures = TextsModel(theme)
        self.table = PlainTable(theme, words.text(N_("Computed against the slip")), most_rows=7)
        self.table.setModel(self.figures)
        self.table.setMinimumHeight(theme.px(100))
        self.answer = label("", "muted")
        self.rows: list[CauseRow] = []
        self.heading = label(words.text(N_("What would explain it")), "heading")
        inside = QWidget()
        self._room = QVBoxLayout(inside)
        self._room.setContentsMargins(0, 0, theme.px(8), 0)
        self._room.setSpacing(theme.px(8))
        for widget in (self.title, self.table, self.heading, self.answer):
            self._room.addWidget(widget)
        self._room.addStretch()
        self._area = scrolled(inside, self.windowTitle())
        self.column.addWidget(self._area, 1)
        self.copy = self.button(N_("Copy as &text"), N_("Copy all of it, for a message or for the counter"))
        self.finish_layout()
        copies(self.copy, self.as_text, words)
        self._show_figures()
        self.heading.hide()
        if differs(self._settled):
            case, library, statement = session.case, session.library, session.statement

            def job(work: Work) -> SlipExplanation:
                return explained(case, library, visit_id, statement, work)

            self.answer.setText(words.text(N_("Looking for what would explain it …")))
            self.search(job)
        else:
            self._say_why_not()

    def _about(self, visit: Visit) -> str:
        words = self._session.wording
        place = visit.institution_name or institution_word(visit, words)
        return f"{words.day(visit.date)} · {place} · {words.yuan(visit.total)}"

    def _show_figures(self) -> None:
        words, difference = self._session.wording, self._settled.stated_difference or {}
        rows = []
        for figure, stated in stated_amounts(self._visit.stated).items():
            by = difference[figure]
            computed = words.yuan(None if by is None else stated + by)
            cells = (figure_word(figure, words), words.yuan(stated), computed, difference_text({figure: by}, words))
            rows.append(TextRow(cells, cells, "refused" if by else "muted"))
        self.figures.show_rows([words.text(heading) for heading in _HEADINGS], rows)
        self.table.fit()
        self.table.setVisible(bool(rows))

    def _say_why_not(self) -> None:
        """There is nothing to look for: no slip, nothing computed, or all is as on the slip."""
        difference = self._settled.stated_difference
        explanation = SlipExplanation(self._visit, self._settled, (), None)
        if difference is None:
            said = N_("Nothing of this visit's slip has been entered: type its figures in the columns “on the slip”.")
            self._lines = [self._session.wording.text(said)]
        else:
            self._lines = explanation_lines(
                self._session.case, self._session.library, explanation, self._session.wording, _SHOWN
            )
        self.answer.setText("\n".join(self._lines))
        self.answer.setAccessibleName(self.answer.text())

    def show_found(self, found: object) -> None:
        """The causes, or that there is none."""
        assert isinstance(found, SlipExplanation)
        session = self._session
        self._lines = explanation_lines(session.case, session.library, found, session.wording, _SHOWN)
        for number, cause in enumerate(found.causes[:_SHOWN], start=1):
            row = CauseRow(self._words.sentence(cause), number, session.wording, self._theme)
            row.adopt.clicked.connect(partial(self._adopt, cause))
            self.rows.append(row)
            self._room.insertWidget(self._room.indexOf(self.answer), row)
        rest = "\n".join(self._lines[1 + len(self.rows) :])
        self.heading.setVisible(bool(self.rows))
        self.answer.setVisible(bool(rest))
        self.answer.setText(rest)
        self.answer.setAccessibleName(rest)
        if self.rows:
            self.rows[0].adopt.setFocus()
            announce(self, self.rows[0].sentence.text())
        else:
            self.copy.setFocus()
            announce(self, rest)

    def _adopt(self, cause: SlipCause) -> None:
        """A cause as one edit; the dialog closes."""
        session = self._session
        faults = session.edit(N_("Adopt what explains a slip"), changed(session.case, session.library, cause.changes))
        if faults:
            self.say("\n".join(session.wording.at_field(fault) for fault in faults))
        else:
            self.accept()

    def as_text(self) -> str:
        """All of it for a message."""
        return "\n".join([self.title.text(), *self._lines]) + "\n"
