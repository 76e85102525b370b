"""How two of a household are related, worked by hand from what each is to the first person."""

import pytest
from statements import LEAST_PERSON, case_data, case_of

from calculator.case.case import Person
from calculator.case.relations import relation_between

RELATIONS = {
    "me": "self",
    "wife": "spouse",
    "father": "parent",
    "mother": "parent",
    "son": "child",
    "daughter": "child",
    "brother": "sibling",
    "sister": "sibling",
    "friend": "other",
    "guest": "other",
    "unknown": None,
}
HOUSEHOLD = ("me", "wife", "father", "mother", "son", "daughter", "brother", "sister", "friend", "unknown")
# What the one above is to the one at the left: the owner of an account stands at the left.
TABLE = {
    "me": "self spouse parent parent child child sibling sibling other none",
    "wife": "spouse self other other child child other other none none",
    "father": "child other self spouse other other child child none none",
    "mother": "child other spouse self other other child child none none",
    "son": "parent parent other other self sibling other other none none",
    "daughter": "parent parent other other sibling self other other none none",
    "brother": "sibling other parent parent other other self sibling none none",
    "sister": "sibling other parent parent other other sibling self none none",
    "friend": "other none none none none none none none self none",
    "unknown": "none none none none none none none none none self",
}


@pytest.fixture(scope="module")
def people() -> tuple[Person, ...]:
    rows = [{**LEAST_PERSON, "id": name, "relation": relation} for name, relation in RELATIONS.items()]
    return case_of(case_data(people=rows)).people


@pytest.mark.parametrize("owner", HOUSEHOLD)
def test_what_the_others_are_to_each(people: tuple[Person, ...], owner: str) -> None:
    found = {other: relation_between(people, owner, other) for other in HOUSEHOLD}
    expected = dict(zip(HOUSEHOLD, TABLE[owner].split(), strict=True))
    assert {other: relation or "none" for other, relation in found.items()} == expected


def test_of_two_who_are_no_relatives_of_the_first_nothing_follows(people: tuple[Person, ...]) -> None:
    assert relation_between(people, "friend", "guest") is None
    assert relation_between(people, "friend", "friend") == "self"


def test_the_first_person_is_themselves_whatever_was_entered(people: tuple[Person, ...]) -> None:
    first = people[0].model_copy(update={"relation": "child"})
    assert relation_between((first, *people[1:]), "wife", "me") == "spouse"


def test_a_relation_that_could_not_be_read_is_none(people: tuple[Person, ...]) -> None:
    wife = people[1].model_copy(update={"unread": {"relation": "太太?"}})
    household = (people[0], wife, *people[2:])
    assert relation_between(household, "me", "wife") is None
    assert relation_between(household, "wife", "me") is None
    assert relation_between(household, "wife", "wife") == "self"
    renamed = people[1].model_copy(update={"unread": {"name": ""}})
    assert relation_between((people[0], renamed), "me", "wife") == "spouse"
