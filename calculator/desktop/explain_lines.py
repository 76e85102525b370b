"""What the explanation of the window is about: the selected visit, or a figure of the year."""

from calculator.benefit.explained import Told, figure_told, visit_told
from calculator.benefit.personal_year import personal_year
from calculator.desktop.session import Session
from calculator.language import N_

_FIGURES = ("pooled", "deductible", "account", "cash")


def told(session: Session) -> Told:
    """The explanation of what is selected."""
    words = session.wording
    if session.subject in _FIGURES:
        of = personal_year(session.case, session.statement, session.library, words, session.person_id, session.year)
        return figure_told(of, session.subject)
    if session.visit_id is None:
        return Told(
            words.text(N_("How was it computed?")),
            words.text(N_("Select a visit or a figure: its steps stand here, each with its clause.")),
        )
    person = session.person_of(session.visit(session.visit_id).person)
    pack = session.library.pack(person.region)
    return visit_told(session.settlement(session.visit_id), person, pack, words, session.case.people)
