"""The kernel comes to what the ordinary engine says of every person: no difference in 分, for people of all kinds."""

import os
import random
from collections.abc import Sequence

import pytest
from both_engines import by_engine, by_kernel
from changed_rules import Changed, changed_rules
from random_people import random_person, random_readings, random_visit
from statements import LIBRARY, REGIONS

from calculator.batch.households import Frame
from calculator.case.case import Person, Visit
from calculator.ground.months import month_at
from calculator.whatif.other_packs import WithPack

PEOPLE = int(os.environ.get("GONGJISUAN_BATCH_PEOPLE", "500"))
"""How many random people are compared in all; 20,000 take some minutes."""
ROUNDS = max(10, PEOPLE // 100)
RULES = int(os.environ.get("GONGJISUAN_BATCH_RULES", "3"))
"""How many rules of each region are changed; 1000 are all."""
_TRIES = 100
PERIODS = ((2022, 6, 2024, 8), (2023, 1, 2023, 12), (2024, 3, 2026, 2), (2021, 11, 2023, 1))

Population = tuple[list[Person], list[list[Visit]], Frame]


def population(pick: random.Random, count: int, regions: Sequence[str] = REGIONS) -> Population:
    """Random people, what each paid, and what they are computed by."""
    first_year, first_month, last_year, last_month = pick.choice(PERIODS)
    first, last = month_at(first_year, first_month), month_at(last_year, last_month)
    people = [random_person(pick, f"p{number}", first, last, regions) for number in range(count)]
    visits = [[random_visit(pick, one, number, first, last) for number in range(pick.randint(0, 14))] for one in people]
    return people, visits, Frame(first, last, LIBRARY, random_readings(pick))


@pytest.mark.parametrize("seed", range(ROUNDS))
def test_the_kernel_differs_in_no_fen(seed: int) -> None:
    asked = population(random.Random(seed), PEOPLE // ROUNDS)
    for kernel, engine in zip(by_kernel(*asked), by_engine(*asked), strict=True):
        assert kernel == engine


def test_people_without_visits_are_credited_all_the_same() -> None:
    people, visits, frame = population(random.Random(1), 5)
    nothing: list[list[Visit]] = [[] for _person in visits]
    assert by_kernel(people, nothing, frame) == by_engine(people, nothing, frame)


CHANGED = [
    change
    for pack in LIBRARY
    for changes in [list(changed_rules(pack))]
    for change in random.Random(1).sample(changes, min(RULES, len(changes)))
]


@pytest.mark.parametrize("changed", CHANGED, ids=[changed.name for changed in CHANGED])
def test_the_kernel_follows_every_rule(changed: Changed) -> None:
    """Where a rule is changed the kernel says what the engine says, and what it said before is seen to be wrong."""
    region = changed.pack.id
    for seed in range(_TRIES):
        people, visits, frame = population(random.Random(seed), 15, [region])
        before = frame._replace(readings={region: {**frame.readings[region], **changed.when}})
        after = before._replace(packs=WithPack(LIBRARY, changed.pack, "own"))
        engine = by_engine(people, visits, after)
        assert by_kernel(people, visits, after) == engine
        if by_kernel(people, visits, before) != engine:
            return
    pytest.fail("nobody is computed otherwise")
