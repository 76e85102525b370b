"""Edits of a household: each turns a case into a new one; beside them the names that undo shows."""

from collections.abc import Sequence
from typing import NamedTuple

from calculator.case.case import Case, Person
from calculator.case.free_ids import FreeIds
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.policy.names import Relation, Status

ADD_PERSON = N_("Add person")
RENAME_PERSON = N_("Rename person")
REMOVE_PERSON = N_("Remove person")
MOVE_PERSON = N_("Move person")
CHANGE_REGION = N_("Change region")

PRESETS: tuple[str, ...] = (N_("Self"), N_("Spouse"), N_("Father"), N_("Mother"), N_("Child"))
"""Names that are offered for a person."""

RELATION_OF_PRESET: dict[str, Relation] = {
    PRESETS[1]: "spouse",
    PRESETS[2]: "parent",
    PRESETS[3]: "parent",
    PRESETS[4]: "child",
}
"""What an offered name says of the relation to the first person."""
_INVERSE: dict[Relation, Relation] = {
    "spouse": "spouse",
    "parent": "child",
    "child": "parent",
    "sibling": "sibling",
    "other": "other",
}

LONGEST_NAME = 60
MOST_PEOPLE = 50
"""The most people that a window shows; a terminal works out as many as there are."""


class Leaving(NamedTuple):
    """What goes with a person: their visits, their account's other uses, and others' visits it would pay for."""

    visits: int
    uses: int
    paid_for_others: int


def too_many_to_show(case: Case) -> list[Fault]:
    """Why a window does not show a household, if it has too many people."""
    if len(case.people) <= MOST_PEOPLE:
        return []
    return [Fault("people", "too_many_people", {"found": len(case.people), "limit": MOST_PEOPLE})]


def new_person_id(case: Case) -> str:
    """An id that no person has."""
    return FreeIds("p", (person.id for person in case.people)).free()


def free_name(case: Case, presets: tuple[str, ...]) -> str:
    """The first of the offered names that nobody has, else the last one with a number."""
    taken = {person.name for person in case.people}
    for name in presets:
        if name not in taken:
            return name
    number = 2
    while f"{presets[-1]} {number}" in taken:
        number += 1
    return f"{presets[-1]} {number}"


def with_person(case: Case, person_id: str, name: str, region: str, status: Status) -> Case:
    """The case with one more person at the end."""
    person = Person.model_construct(id=person_id, name=name, region=region, status=status)
    return case.model_copy(update={"people": (*case.people, person)})


def with_person_changed(case: Case, person_id: str, **fields: object) -> Case:
    """The case with fields of a person changed; amounts in 分."""
    people = tuple(person.model_copy(update=fields) if person.id == person_id else person for person in case.people)
    return case.model_copy(update={"people": people})


def renamed(case: Case, person_id: str, name: str) -> Case:
    """The case with a person called `name`."""
    return with_person_changed(case, person_id, name=name)


def moved(case: Case, person_id: str, by: int) -> Case:
    """The case with a person `by` places further down (up if negative), at most to the end."""
    people = list(case.people)
    place = next(place for place, person in enumerate(people) if person.id == person_id)
    person = people.pop(place)
    people.insert(max(0, min(place + by, len(people))), person)
    return case.model_copy(update={"people": _to_the_first(people, case.people[0])})


def related(case: Case, person_id: str, relation: Relation | None) -> Case:
    """The case with a person's relation to the first one."""
    return with_person_changed(case, person_id, relation=relation)


def _to_the_first(people: Sequence[Person], before: Person) -> tuple[Person, ...]:
    """The people with their relations told to the one who comes first now; `before` came first until now.

    How others are related to that one does not follow, and is to be entered anew.
    """
    first = people[0]
    if first.id == before.id:
        return tuple(people)
    inverse = None if first.relation is None else _INVERSE.get(first.relation)
    return tuple(
        person.model_copy(update={"relation": inverse if person.id == before.id else None}) for person in people
    )


def leaving(case: Case, person_id: str) -> Leaving:
    """What `without` would take away besides the person."""
    return Leaving(
        visits=sum(visit.person == person_id for visit in case.visits),
        uses=sum(use.payer == person_id for use in case.account_uses),
        paid_for_others=sum(visit.person != person_id and person_id in visit.pay_from_account for visit in case.visits),
    )


def without(case: Case, person_id: str) -> Case:
    """The case without a person, their visits and account uses; their account no longer pays for others.

    Raises ValueError for the only person: a case has at least one.
    """
    if len(case.people) == 1:
        raise ValueError("a case has at least one person")
    visits = (
        visit.model_copy(update={"pay_from_account": tuple(one for one in visit.pay_from_account if one != person_id)})
        if person_id in visit.pay_from_account
        else visit
        for visit in case.visits
        if visit.person != person_id
    )
    return case.model_copy(
        update={
            "people": _to_the_first([one for one in case.people if one.id != person_id], case.people[0]),
            "visits": tuple(visits),
            "account_uses": tuple(use for use in case.account_uses if use.payer != person_id),
        }
    )
