"""What is done to visits that are there: their order within a day, and bills that were paid back."""

from collections.abc import Sequence

from calculator.case.visit_edits import moved_in_day, with_refunded
from calculator.ground.language import N_
from calculator.session.session import Session


def move_in_day(session: Session, visit_id: str | None, step: int) -> None:
    """A visit one place up or down among those of its day that have no other time."""
    if visit_id is not None and session.is_visit(visit_id):
        session.edit(N_("Move visit within the day"), moved_in_day(session.case, visit_id, step))


def mark_refunded(session: Session, visit_ids: Sequence[str]) -> None:
    """These visits were paid back: kept, and in no sum; once more takes that back."""
    if visit_ids:
        back = not all(session.visit(visit_id).refunded for visit_id in visit_ids)
        action = N_("Mark as paid back") if back else N_("Mark as not paid back")
        session.edit(action, with_refunded(session.case, visit_ids, back=back))
