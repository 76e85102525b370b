"""Single changes of a household by which a slip might say something else than was computed; amounts in 分.

Each is a fact about one visit, about a person, or about how a text is read. `changed` makes the household with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Literal, NamedTuple, TypeAlias

from calculator.case.case import Case, Opening, Person, Visit
from calculator.case.known_figures import with_known
from calculator.case.people_edits import with_person_changed
from calculator.case.variants import moved_to_region, with_reading
from calculator.case.visit_edits import visit_ids
from calculator.ground.money import Fen
from calculator.ground.months import first_day
from calculator.policy.names import Level
from calculator.policy.packs import Packs

ChangeKind: TypeAlias = Literal[
    "deductible_used",
    "missing_visit",
    "level",
    "out_of_catalogue",
    "first_self_pay",
    "circumstance",
    "pooled_used",
    "order",
    "status",
    "retirement_date",
    "paid_elsewhere",
    "setting",
    "prescriber",
    "emergency",
    "reading",
    "version",
]
MET = "met"
"""The name of a deductible used before that left nothing to ask for."""
OPENING = "opening"
"""The name of what was used before the period, not only before the visit."""
_OF_PERSON = ("status", "retirement_date", "version")


class MissingVisit(NamedTuple):
    """A local visit that was not entered: its in-scope cost at a level, and whose accounts paid the personal share."""

    in_scope: int
    level: Level
    payers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Change:
    """`name` of something is `after` instead of `before`.

    `subject` is the visit's id, the person's for what concerns a person, the region's for a reading. For
    `deductible_used` and `pooled_used` the amounts are those of the year before the visit, or with the name `OPENING`
    before the period; for `missing_visit` `after` is a `MissingVisit`, for `order` both are the ids of a day's visits,
    for `circumstance` `name` is which.
    """

    kind: ChangeKind
    subject: str
    before: Any
    after: Any
    name: str = ""

    @property
    def is_of_visit(self) -> bool:
        """Whether it concerns a visit or what stands before it."""
        return self.kind not in _OF_PERSON and self.kind != "reading"


def changed(case: Case, packs: Packs, changes: Iterable[Change]) -> Case:
    """The household with the changes, one after the other. Raises ValueError where one cannot be entered."""
    for change in changes:
        case = _changed(case, packs, change)
    return case


def _changed(case: Case, packs: Packs, change: Change) -> Case:
    after, subject = change.after, change.subject
    if change.kind == "reading":
        made = with_reading(case, packs.pack(subject), change.name, after)
    elif change.kind in _OF_PERSON:
        made = _with_person(case, change)
    elif change.kind == "deductible_used":
        made = _with_counters(case, change, deductible_used=Fen(after))
    elif change.kind == "pooled_used":
        used, pooled = after
        deductible = None if used is None else Fen(used)
        made = _with_counters(case, change, deductible_used=deductible, pooled=Fen(pooled))
    elif change.kind == "missing_visit":
        made = _with_missing(case, subject, after)
    elif change.kind == "order":
        made = _in_order(case, after)
    else:
        visits = tuple(with_field(visit, change) if visit.id == subject else visit for visit in case.visits)
        made = case.model_copy(update={"visits": visits})
    return made


def _with_person(case: Case, change: Change) -> Case:
    if change.kind == "version":
        return moved_to_region(case, change.after, change.subject)
    if change.kind == "status":
        return with_person_changed(case, change.subject, status=change.after, retirement_date=None)
    status = _person(case, change.subject).status
    status = "employed" if status == "retired" else status
    return with_person_changed(case, change.subject, status=status, retirement_date=change.after)


def with_field(visit: Visit, change: Change) -> Visit:
    """The visit with a change of what was entered for it."""
    match change.kind:
        case "level":
            return visit.model_copy(update={"institution": change.after, "prescriber": None})
        case "circumstance":
            rest = tuple(name for name in visit.circumstances if name != change.name)
            return visit.model_copy(update={"circumstances": (*rest, change.name) if change.after else rest})
    return visit.model_copy(update={change.kind: change.after})


def missing(case: Case, target: Visit, told: MissingVisit) -> Visit:
    """The visit that was not entered, on the day of the one that it comes before."""
    return Visit.model_construct(
        id=visit_ids(case).free(),
        person=target.person,
        date=target.date,
        time=target.time,
        institution=told.level,
        total=Fen(told.in_scope),
        pay_from_account=told.payers,
    )


def earlier_in_year(case: Case, target: Visit) -> bool:
    """Whether the person's year before a visit has anything that is entered: visits, or known figures."""
    for visit in case.visits:
        if visit.id == target.id:
            continue
        if visit.person == target.person and visit.date.year == target.date.year and visit.date < target.date:
            return True
    known = _person(case, target.person).known
    return any(one.date.year == target.date.year and one.date < target.date for one in known)


def same_day(case: Case, target: Visit) -> list[Visit]:
    """The visits of a person on the day of one of them, in the order in which they are settled."""
    return sorted(
        (visit for visit in case.visits if visit.person == target.person and visit.date == target.date),
        key=lambda visit: visit.moment,
    )


def _visit(case: Case, visit_id: str) -> Visit:
    return next(visit for visit in case.visits if visit.id == visit_id)


def _person(case: Case, person_id: str) -> Person:
    return next(person for person in case.people if person.id == person_id)


def _with_counters(case: Case, change: Change, **figures: Fen | None) -> Case:
    """What the year had used before the day of a visit: at the start of the period, or as known the day before."""
    visit = _visit(case, change.subject)
    person = _person(case, visit.person)
    year = visit.date.year
    if year == case.from_ // 12 and (change.name == OPENING or not earlier_in_year(case, visit)):
        opening = (person.opening or Opening()).model_copy(update=figures)
        return with_person_changed(case, person.id, opening=opening)
    before = visit.date - timedelta(1)
    if before.year != year or before < first_day(case.from_):
        raise ValueError("nothing of the year lies before the visit")
    return with_person_changed(case, person.id, known=with_known(person.known, before, **figures))


def _with_missing(case: Case, visit_id: str, told: MissingVisit) -> Case:
    place = next(place for place, visit in enumerate(case.visits) if visit.id == visit_id)
    added = missing(case, case.visits[place], told)
    return case.model_copy(update={"visits": (*case.visits[:place], added, *case.visits[place:])})


def _in_order(case: Case, ids: tuple[str, ...]) -> Case:
    """The visits of one day settled in this order: their places in the file and their times change hands."""
    places = sorted(
        (place for place, visit in enumerate(case.visits) if visit.id in ids),
        key=lambda place: (case.visits[place].moment, place),
    )
    by_id = {visit.id: visit for visit in case.visits}
    visits = list(case.visits)
    for place, visit_id in zip(places, ids, strict=True):
        visits[place] = by_id[visit_id].model_copy(update={"time": case.visits[place].time})
    return case.model_copy(update={"visits": tuple(visits)})
