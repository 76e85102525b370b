"""What the explanation of the window is about: the selected visit, a month of the account, or a figure of the year."""

from datetime import date

from calculator.ground.language import N_
from calculator.ground.months import Month, month_of
from calculator.session.session import Session
from calculator.words.explanation import Told, figure_told, month_told, visit_told
from calculator.words.personal_year import personal_year, year_so_far

_FIGURES = ("pooled", "deductible", "account", "cash")


def told(session: Session, today: date) -> Told:
    """The explanation of what is selected; of a figure of `today`'s year, without what is still to come."""
    words, month = session.wording, session.month
    if session.subject == "month" and month is not None and month // 12 in session.years():
        return _of_month(session, month)
    if session.subject in _FIGURES:
        shown = session.case, session.statement, session.library, words, session.person_id
        so_far = session.year == today.year and session.subject != "account"
        of = year_so_far(*shown, today) if so_far else personal_year(*shown, session.year)
        return figure_told(of, session.subject)
    if session.visit_id is None:
        return Told(
            words.text(N_("How was it computed?")),
            words.text(N_("Select a visit or a figure: its steps stand here, each with its clause.")),
        )
    person = session.person_of(session.visit(session.visit_id).person)
    pack, readings = session.library.pack(person.region), session.case.readings.get(person.region, {})
    return visit_told(session.settlement(session.visit_id), person, pack, words, session.case.people, readings)


def _of_month(session: Session, month: Month) -> Told:
    """A month of the account, with what it paid day by day."""
    from calculator.engine.year_moments import year_series
    from calculator.words.moment_words import MomentWords

    case, statement, library, words = session.case, session.statement, session.library, session.wording
    said, person, year = MomentWords(case, words), session.person_id, month // 12
    payments = [
        (f"{words.day(moment.day)} {said.what(moment)}", -moment.account_change)
        for moment in year_series(case, statement, library, person, year).moments
        if moment.account_change < 0 and month_of(moment.day) == month
    ]
    return month_told(personal_year(case, statement, library, words, person, year), month, payments)
