"""What two people are to each other, from what each is to the household's first person."""

import pytest
from statements import case_data, case_of

from calculator.case.case import Person
from calculator.case.relations import relation_between

OTHERS = ("spouse", "parent", "child", "sibling", "other", None)


def people(**unread: str) -> tuple[Person, ...]:
    """The first person, two of each relation and one whose relation nobody entered."""
    rows = [{"id": "me", "region": "rizhao", "status": "employed"}]
    for relation in OTHERS:
        for number in (1, 2):
            name = f"{relation or 'unsaid'}{number}"
            rows.append(
                {"id": name, "region": "rizhao", "status": "employed"} | ({"relation": relation} if relation else {})
            )
    return case_of(case_data(people=rows)).people


@pytest.mark.parametrize(
    ("owner", "other", "is_to"),
    [
        *(("me", "me", "self"), ("parent1", "parent1", "self"), ("unsaid1", "unsaid1", "self")),
        *(("me", "spouse1", "spouse"), ("me", "parent1", "parent"), ("me", "other1", "other")),
        # The other way round: to my father I am a child, to my child a parent.
        *(("spouse1", "me", "spouse"), ("parent1", "me", "child"), ("child1", "me", "parent")),
        *(("sibling1", "me", "sibling"), ("other1", "me", "other")),
        # Through the first person: my parents are each other's spouses, my father's child is my sister, …
        *(("parent1", "parent2", "spouse"), ("parent1", "sibling1", "child"), ("sibling1", "parent1", "parent")),
        *(("spouse1", "child1", "child"), ("child1", "spouse1", "parent"), ("child1", "child2", "sibling")),
        *(("sibling1", "sibling2", "sibling"), ("parent1", "child1", "other"), ("spouse1", "parent1", "other")),
        # What does not follow is not said.
        *(("other1", "spouse1", None), ("spouse1", "other1", None), ("other1", "other2", None)),
        *(("unsaid1", "spouse1", None), ("spouse1", "unsaid1", None), ("me", "unsaid1", None), ("unsaid1", "me", None)),
    ],
)
def test_what_one_is_to_the_other(owner: str, other: str, is_to: str | None) -> None:
    assert relation_between(people(), owner, other) == is_to


def test_a_relation_that_could_not_be_read_is_none() -> None:
    rows = list(people())
    place = next(place for place, person in enumerate(rows) if person.id == "parent1")
    rows[place] = rows[place].model_copy(update={"unread": {"relation": "aunt?"}})
    assert relation_between(rows, "me", "parent1") is None
    assert relation_between(rows, "parent1", "me") is None
