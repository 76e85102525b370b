"""Copied rows that come into the table: what they leave open is asked first, each once for all of them."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from calculator.case.visit_edits import with_refunded, with_typed_visits
from calculator.desktop.visits.visit_clipboard import Pasting, fault_sentences, in_rows, pasted
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.sheets.others.questions import ASKED_BY, CHOICES, Question
from calculator.widgets.messages import Choice, Dialogs

_MOST_SHOWN = 5


class PastedRows(QObject):
    """Puts copied rows into the household in one step; where one cannot be read none is taken.

    `added` carries the id of the visit to be shown, empty for none, and what the rows held, `refused` sentences on what
    is wrong with them.
    """

    added = Signal(str, object)
    refused = Signal(list)

    def __init__(self, session: Session, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._dialogs = Dialogs(window.window, lambda: session.wording)

    def take(self, text: str, answers: Mapping[Question, str] | None = None) -> None:
        """Take copied rows, with the answers that were given so far."""
        session, given = self._session, dict(answers or {})
        found = pasted(session, text, given)
        faults = list(found.found.faults)
        if all(fault.code in ASKED_BY for fault in faults):
            for question in found.found.asked:
                if question not in given:
                    self._ask(question, found, text, given)
                    return
        back = found.found.paid_back
        if not faults and (found.visits or back):
            case = with_typed_visits(session.case, found.visits)
            case = with_refunded(case, back, back=True) if back else case
            faults = in_rows(session, found.found.rows, session.edit(N_("Paste visits"), case))
        if faults:
            self.refused.emit(fault_sentences(session, faults))
        else:
            listed = [one for one in found.visits if session.everyone or one.person == session.person_id]
            last = [*back, *(visit.id for visit in listed or found.visits)][-1:]
            if last:
                session.select_visit(last[0])
            self.added.emit("".join(last), found)

    def _ask(self, question: Question, found: Pasting, text: str, given: Mapping[Question, str]) -> None:
        from calculator.files.spreadsheets.question_texts import ANSWERS, TITLES

        tr, cells = self._session.wording.text, [cell for cell in found.found.asked[question] if cell]
        shown = tr(N_("; ")).join(cells[:_MOST_SHOWN])
        said = tr(N_("The copied rows say: {cells}")).format(cells=shown) if shown else ""
        choices: list[Choice] = [
            (tr(words), partial(self.take, text, {**given, question: answer}))
            for words, answer in zip(ANSWERS[question], CHOICES[question], strict=True)
        ]
        self._dialogs.ask(tr(TITLES[question]), said, [*choices, (tr(N_("Do &not paste")), None)])
