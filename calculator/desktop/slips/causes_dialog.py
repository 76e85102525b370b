"""Why a visit's slip says something else than was computed: the figures of both, and the causes, to be adopted."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from calculator.case.case import Visit
from calculator.case.slip_changes import changed
from calculator.desktop.slips.search_dialog import SearchDialog
from calculator.engine.stated_figures import differs, stated_amounts
from calculator.ground.language import N_
from calculator.ground.progress import Work
from calculator.session.session import Session
from calculator.whatif.slip_cause_words import CauseWords, explanation_lines
from calculator.whatif.slip_causes import SlipCause, SlipExplanation, explained
from calculator.widgets.buttons import label
from calculator.widgets.field import caption
from calculator.widgets.text_table import TextRow, TextsTable
from calculator.widgets.theme import Theme, set_role
from calculator.words.cell_display import institution_word
from calculator.words.stated_words import difference_text, figure_word

_HEADINGS = (N_("figure"), N_("on the slip"), N_("computed"), N_("difference"))
_SHOWN = 12
"""Causes that are listed; more would be read by nobody."""


class CausesDialog(SearchDialog):
    """The causes of one slip. What is adopted is one edit of the household, and nothing is adopted by itself."""

    def __init__(self, session: Session, theme: Theme, visit_id: str, parent: QWidget | None = None) -> None:
        words = session.wording
        super().__init__(session, theme, words.text(N_("Why does the slip say something else?")), parent)
        self._visit = session.visit(visit_id)
        self._settled = session.settlement(visit_id)
        self._words = CauseWords(session.case, session.library, words)
        self._causes: tuple[SlipCause, ...] = ()
        self._lines: list[str] = []
        self.title = label(self._about(self._visit), "title")
        self.table = TextsTable(theme, words.text(N_("Computed against the slip")))
        self.answer = label("", "muted")
        self.list = QListWidget()
        self.list.setAccessibleName(words.text(N_("What would explain it")))
        self.list.setToolTip(words.text(N_("Each of these gives every figure of the slip; choose one with the arrows")))
        self.list.setWordWrap(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideNone)
        set_role(self.list, "people")
        self.list_title = caption(words.text(N_("What would e&xplain it")), self.list)
        for widget in (self.title, self.table, self.list_title):
            self.column.addWidget(widget)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.answer, 1)
        self.adopt = self.button(N_("&Adopt"), N_("Enter the selected cause into the household; undo takes it back"))
        set_role(self.adopt, "primary")
        self.copy = self.button(N_("Copy as &text"), N_("Copy all of it, for a message or for the counter"))
        self.finish_layout()
        self.adopt.clicked.connect(self.adopt_selected)
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.as_text()))
        self.list.currentRowChanged.connect(lambda row: self.adopt.setEnabled(row >= 0))
        self._show_figures()
        self._show_causes()
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
        self.table.show_rows([words.text(heading) for heading in _HEADINGS], rows)
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

    def _show_causes(self) -> None:
        self.list.clear()
        for cause in self._causes[:_SHOWN]:
            sentence = self._words.sentence(cause)
            item = QListWidgetItem(sentence)
            item.setToolTip(sentence)
            self.list.addItem(item)
        some = bool(self._causes)
        for part in (self.list, self.list_title, self.adopt):
            part.setVisible(some)
        self.answer.setVisible(not some or len(self._causes) > _SHOWN)
        self.adopt.setEnabled(False)
        if some:
            self.list.setCurrentRow(0)
            self.list.setFocus()

    def show_found(self, found: object) -> None:
        """The causes, or that there is none."""
        assert isinstance(found, SlipExplanation)
        self._causes = found.causes
        session = self._session
        self._lines = explanation_lines(session.case, session.library, found, session.wording, _SHOWN)
        self._show_causes()
        rest = self._lines[1 + min(_SHOWN, len(found.causes)) :]
        self.answer.setText("\n".join(rest))
        self.answer.setAccessibleName(self.answer.text())
        self.answer.setVisible(bool(rest))
        self.copy.setFocus() if not found.causes else None
        self.say("" if found.causes else rest[0])

    def adopt_selected(self) -> None:
        """The selected cause as one edit; the dialog closes."""
        row = self.list.currentRow()
        if not 0 <= row < len(self._causes):
            return
        session = self._session
        case = changed(session.case, session.library, self._causes[row].changes)
        faults = session.edit(N_("Adopt what explains a slip"), case)
        if faults:
            self.say("\n".join(session.wording.at_field(fault) for fault in faults))
        else:
            self.accept()

    def as_text(self) -> str:
        """All of it for a message."""
        return "\n".join([self.title.text(), *self._lines]) + "\n"
