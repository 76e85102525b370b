"""How two people of a household are related, as it follows from what each is to the first person."""

from collections.abc import Sequence

from calculator.case.case import Person
from calculator.policy.names import Relation

_INVERSE: dict[Relation, Relation] = {
    "self": "self",
    "spouse": "spouse",
    "parent": "child",
    "child": "parent",
    "sibling": "sibling",
    "other": "other",
}
_BETWEEN: dict[tuple[Relation, Relation], Relation] = {
    ("spouse", "child"): "child",
    ("child", "spouse"): "parent",
    ("parent", "parent"): "spouse",
    ("parent", "sibling"): "child",
    ("sibling", "parent"): "parent",
    ("child", "child"): "sibling",
    ("sibling", "sibling"): "sibling",
}
"""What the second is to the first of two people who are this to the household's first person; others are `other`."""


def relation_between(people: Sequence[Person], owner: str, other: str) -> Relation | None:
    """What another person is to the owner of an account; None where it has not been entered, or cannot follow."""
    if owner == other:
        return "self"
    relations = {person.id: _to_the_first(place, person) for place, person in enumerate(people)}
    own, theirs = relations[owner], relations[other]
    if own is None or theirs is None:
        return None
    if own == "self":
        return theirs
    if theirs == "self":
        return _INVERSE[own]
    # What someone who is no relative of the first person is to the others, does not follow.
    return None if "other" in (own, theirs) else _BETWEEN.get((own, theirs), "other")


def _to_the_first(place: int, person: Person) -> Relation | None:
    if place == 0:
        return "self"
    return None if "relation" in person.unread else person.relation
