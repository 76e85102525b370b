"""A change leads from any case to any other, also as bytes, and is small where the edit was."""

import json
from copy import deepcopy
from typing import Any

import pytest
from documents import case_after
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import cases
from statements import LIBRARY, case_of

from calculator.case.case import Case
from calculator.case.case_json import read_case, write_rows
from calculator.files.documents.case_changes import change_of, changed
from calculator.ground.faults import FaultsError

CASES = cases().map(case_of)


def led(old: Case | None, new: Case, start: Case) -> Case:
    """What the change from `old` to `new` makes of `start`, by way of bytes."""
    return changed(start, json.loads(change_of(old, new).encode()))


@given(CASES, CASES)
@settings(max_examples=30)
def test_a_change_leads_from_any_case_to_any_other(one: Case, other: Case) -> None:
    assert led(one, other, one) == other
    assert led(None, other, one) == other
    assert change_of(one, one) == "{}"
    assert change_of(one, deepcopy(one)) == "{}"


@st.composite
def edits(draw: st.DrawFn) -> tuple[Case, Case]:
    """A case, and it with its rows taken away and in another order: the rows are the same objects."""
    case = draw(CASES)
    places = st.integers(0, max(0, len(case.visits) - 1))
    rows = draw(st.lists(places, max_size=12, unique=True)) if case.visits else []
    people = draw(st.permutations(case.people))
    return case, case.model_copy(
        update={"visits": tuple(case.visits[place] for place in rows), "people": tuple(people)}
    )


@given(edits())
@settings(max_examples=30)
def test_rows_that_only_move_are_not_written_again(edit: tuple[Case, Case]) -> None:
    old, new = edit
    assert led(old, new, old) == new
    assert '"total"' not in change_of(old, new)
    assert '"region"' not in change_of(old, new)


@given(CASES)
@settings(max_examples=30)
def test_what_is_kept_on_disk_is_read_as_the_same_case(case: Case) -> None:
    text = write_rows(case)
    assert read_case(text.encode(), LIBRARY) == case
    rows = len(case.people) + len(case.visits) + len(case.account_uses)
    assert len(text.splitlines()) == rows + 9


def test_a_small_edit_is_a_small_change_and_shares_the_rows() -> None:
    old = case_after(10)
    visit = old.visits[4].model_copy(update={"total": 990_00})
    new = old.model_copy(update={"visits": (*old.visits[:4], visit, *old.visits[5:])})
    assert change_of(old, new) == (
        '{"visits":[[0,4],{"id":"v4","person":"me","date":"2023-03-01","institution":"level2","total":"990.00"},[5,5]]}'
    )
    again = led(old, new, old)
    assert all(again.visits[place] is old.visits[place] for place in range(10) if place != 4)


@pytest.mark.parametrize(
    "change",
    [
        [],
        {"visits": [[0, 99]]},
        {"visits": [[-1, 1]]},
        {"visits": [[0, 0]]},
        {"visits": [[0, True]]},
        {"visits": [[0]]},
        {"visits": ["v1"]},
        {"visits": {}},
        {"visits": [[0, 10]] * 1_000_000},
        {"visits": [{"id": "v1"}]},
        {"from": 3},
        {"from": "2023"},
        {"readings": []},
        {"readings": {"a": {"b": 1}}},
        {"other": 1},
    ],
)
def test_what_is_no_change_of_this_case_is_refused(change: Any) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 — whatever is wrong with it
        changed(case_after(10), change)


@pytest.mark.parametrize("name", ["\ud800", "x" * 1001])
def test_what_could_not_be_read_again_is_not_written(name: str) -> None:
    old = case_after(10)
    new = old.model_copy(update={"people": (old.people[0].model_copy(update={"name": name}),)})
    with pytest.raises(FaultsError) as refused:
        change_of(old, new)
    assert [fault.path.partition(".")[0] for fault in refused.value.faults] == ["people[0]"]
