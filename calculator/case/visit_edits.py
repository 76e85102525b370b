"""Edits of visits: each turns a case into a new one; and what its period does as visits come."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from calculator.case.case import Case, Visit
from calculator.case.free_ids import FreeIds
from calculator.case.period_edits import with_period
from calculator.case.unread_entries import with_values
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.months import Month, first_day, last_day, month_at, month_of


def visit_ids(case: Case) -> FreeIds:
    """Ids that no visit of the case has."""
    return FreeIds("v", (visit.id for visit in case.visits))


def with_visits(case: Case, visits: Sequence[Visit]) -> Case:
    """The case with more visits, its period lengthened by whole years, before and after, where one lies outside it."""
    months = [month_of(visit.date) for visit in visits]
    earliest, latest = min(months, default=case.from_), max(months, default=case.through)
    from_ = _january(earliest) if earliest < case.from_ else case.from_
    through = _december(latest) if latest > case.through else case.through
    return with_period(case, from_, through).model_copy(update={"visits": (*case.visits, *visits)})


def with_typed_visits(case: Case, visits: Sequence[Visit]) -> Case:
    """The case with visits that a person typed, its period lengthened as `reaching` does."""
    added = case.model_copy(update={"visits": (*case.visits, *visits)})
    return reaching(added, (visit.date for visit in visits))


def changed_visit(case: Case, visit_id: str, **fields: object) -> Case:
    """The case with fields of a visit changed, amounts in 分, its period lengthened as `reaching` does."""
    changed = with_values(case, "visits", visit_id, fields)
    day = fields.get("date")
    return reaching(changed, [day]) if isinstance(day, date) else changed


def without_visits(case: Case, removed: Collection[str]) -> Case:
    """The case without the visits of these ids."""
    return case.model_copy(update={"visits": tuple(visit for visit in case.visits if visit.id not in removed)})


def as_new(case: Case, visits: Iterable[Visit], *, keep: bool) -> list[Visit]:
    """Visits that bring ids of their own, under ids that are free in the case.

    One that is there already, alike in every field, is left out unless `keep`.
    """
    there, ids, new = {visit.id: visit for visit in case.visits}, visit_ids(case), list[Visit]()
    for visit in visits:
        if keep or there.get(visit.id) != visit:
            added = visit.model_copy(update={"id": ids.free(visit.id)})
            there[added.id] = added
            new.append(added)
    return new


def usual_day(case: Case, year: int, today: date, days: Iterable[date]) -> date:
    """The day with which a row of a year begins that has rows on `days`: today, else the latest, else the first."""
    if year == today.year:
        return today
    first = max(first_day(case.from_), first_day(month_at(year, 1)))
    return max(days, default=min(first, last_day(case.through)))


def moved_in_day(case: Case, visit_id: str, step: int) -> Case:
    """The case with a visit one place earlier (-1) or later (1) among those of its person at the same time of a day."""
    moved = next(visit for visit in case.visits if visit.id == visit_id)
    alike = [
        place
        for place, visit in enumerate(case.visits)
        if visit.person == moved.person and visit.moment == moved.moment
    ]
    at = next(place for place, position in enumerate(alike) if case.visits[position].id == visit_id)
    if not 0 <= at + step < len(alike):
        return case
    visits = list(case.visits)
    here, there = alike[at], alike[at + step]
    visits[here], visits[there] = visits[there], visits[here]
    return case.model_copy(update={"visits": tuple(visits)})


def with_refunded(case: Case, visit_ids: Collection[str], *, back: bool) -> Case:
    """The case with visits that were paid back, or were not."""
    visits = (visit.model_copy(update={"refunded": back}) if visit.id in visit_ids else visit for visit in case.visits)
    return case.model_copy(update={"visits": tuple(visits)})


def hospitals(case: Case) -> dict[str, Visit]:
    """The hospitals once named, the latest first, each with its latest visit of which the level is known."""
    found: dict[str, Visit] = {}
    for visit in sorted(case.visits, key=lambda visit: visit.date, reverse=True):
        known = not {"institution", "prescriber"} & set(visit.unread)
        if visit.institution_name and known:
            found.setdefault(visit.institution_name, visit)
    return found


# ---- the period


def reaching(case: Case, days: Iterable[date]) -> Case:
    """The case with its period lengthened to the end of the latest year of days that lie in its last year or the next.

    A day further away was a slip of the pen, and is refused by `case_checks`.
    """
    last = case.through // 12
    latest = max((month_of(day) for day in days if day.year in (last, last + 1)), default=case.through)
    return case if latest <= case.through else case.model_copy(update={"through": _december(latest)})


def spanning_its_visits(case: Case) -> Case:
    """The case over the whole years that its visits lie in. Raises FaultsError where there are none."""
    if not case.visits:
        raise FaultsError([Fault("visits", "empty")])
    months = [month_of(visit.date) for visit in case.visits]
    return case.model_copy(update={"from_": _january(min(months)), "through": _december(max(months))})


def _january(month: Month) -> Month:
    return month_at(month // 12, 1)


def _december(month: Month) -> Month:
    return month_at(month // 12, 12)
