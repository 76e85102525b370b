"""Edits of what an app or a slip says of a person at the end of a day."""

from collections.abc import Sequence

from calculator.case.case import Case, KnownFigures
from calculator.case.people_edits import with_person_changed
from calculator.case.visit_edits import reaching

_FIGURES = ("deductible_used", "pooled", "balance")


def with_known_figures(case: Case, person_id: str, figures: Sequence[KnownFigures]) -> Case:
    """The case in which a person's figures of these days are these, its period lengthened as `reaching` does.

    What a day said before, and these do not, stays.
    """
    if not figures:
        return case
    person = next(person for person in case.people if person.id == person_id)
    by_day = {known.date: known for known in person.known}
    for known in figures:
        said = {name: getattr(known, name) for name in _FIGURES if getattr(known, name) is not None}
        before = by_day.get(known.date)
        by_day[known.date] = known if before is None else before.model_copy(update=said)
    changed = with_person_changed(case, person_id, known=tuple(by_day[day] for day in sorted(by_day)))
    return reaching(changed, by_day)
