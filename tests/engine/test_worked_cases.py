"""The worked cases of every region: the figures worked by hand, and what holds for every statement."""

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import product

import pytest
from statements import LIBRARY, REGIONS, WORDINGS, Json, broken_rules, case_of, statement_json, visits_of
from worked_cases import WorkedCase, differences, worked_cases

from calculator.case.case import Case
from calculator.engine.alternative_statement import StatementWithAlternatives
from calculator.engine.compute import compute
from calculator.policy.names import LEVELS, STATUSES
from calculator.whatif.alternatives import with_alternatives
from calculator.words.statement_json import to_json

CASES = list(worked_cases())
FEWEST_IN_A_REGION = 25


@cache
def answered(name: str) -> tuple[Case, StatementWithAlternatives]:
    """A worked case and its statement with its alternatives: what is asked of it below is asked of this one."""
    case = case_of(CASES[[worked.name for worked in CASES].index(name)].case)
    return case, with_alternatives(case, compute(case, LIBRARY), LIBRARY)


def as_told(name: str) -> Json:
    """A worked case's statement in Chinese."""
    told: Json = json.loads(to_json(answered(name)[1], WORDINGS["zh"]))
    return told


@pytest.mark.parametrize("worked", CASES, ids=lambda worked: worked.name)
def test_the_statement_says_what_was_worked_by_hand(worked: WorkedCase) -> None:
    found = list(differences(worked, as_told(worked.name)))
    assert not found, f"{worked.working}\n" + "\n".join(found)


@pytest.mark.parametrize("worked", CASES, ids=lambda worked: worked.name)
def test_what_holds_for_every_statement(worked: WorkedCase) -> None:
    case, statement = answered(worked.name)
    chinese, english = (json.loads(to_json(statement, WORDINGS[language])) for language in ("zh", "en"))
    for told in (chinese, english):
        assert not list(broken_rules(case, told))
    # Only the sentences are in another language; the figures are the same.
    assert figures(chinese) == figures(english)


@pytest.mark.parametrize("worked", CASES, ids=lambda worked: worked.name)
def test_the_same_case_gives_the_same_bytes(worked: WorkedCase) -> None:
    first, second = (statement_json(case_of(worked.case)).encode() for _ in range(2))
    assert first == second


def figures(value: object) -> object:
    """A statement without its sentences."""
    if isinstance(value, dict):
        return {name: figures(inner) for name, inner in value.items() if name not in ("text", "message")}
    return [figures(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("region", REGIONS)
def test_every_region_is_worked_often_enough(region: str) -> None:
    assert len(list(worked_cases(region))) >= FEWEST_IN_A_REGION


def test_every_worked_case_has_a_name_of_its_own_and_expects_something() -> None:
    assert not [name for name, count in Counter(worked.name for worked in CASES).items() if count > 1]
    assert not [worked.name for worked in CASES if not worked.expect or not worked.working]


@pytest.mark.parametrize("region", REGIONS)
def test_every_value_of_every_reading_changes_a_figure_somewhere(region: str) -> None:
    values = {(reading.id, value.id) for reading in LIBRARY.pack(region).reading for value in reading.values}
    defaults = LIBRARY.pack(region).default_readings()
    exercised: set[tuple[str, str]] = set()
    for worked in CASES:
        chosen = {**defaults, **worked.case.get("readings", {}).get(region, {})}
        for reading, value in alternatives_of(as_told(worked.name), region):
            exercised |= {(reading, value), (reading, chosen[reading])}
    assert not values - exercised


def alternatives_of(statement: Json, region: str) -> Iterator[tuple[str, str]]:
    for person in statement["people"]:
        for alternative in person["alternatives"]:
            if alternative["region"] == region:
                yield alternative["reading"], alternative["value"]


@pytest.mark.parametrize("region", REGIONS)
def test_every_status_is_pooled_at_every_level(region: str) -> None:
    pooled = {
        (visit["status"], visit["level"])
        for worked in CASES
        if worked.name.startswith(f"{region}/")
        for visit in visits_of(as_told(worked.name))
        if visit["rate"] is not None
    }
    assert not set(product(STATUSES, LEVELS)) - pooled
