"""What is read without pydantic is what pydantic reads; what it would refuse is not read here."""

import json
import subprocess
import sys
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from random_cases import cases, noted_cases
from statements import case_bytes, case_data, case_of
from worked_cases import worked_cases

from calculator.case.case import Case, filled_in
from calculator.case.case_json import write_case
from calculator.case.json_number import JsonNumber
from calculator.case.plain_reader import read_plainly

ODD: list[Any] = [
    *(None, True, False, 0, 1, -1, 151, 10**15, 1.5, "", " ", "1", "-1", "1.005", "01.50", "１", "1e3", "x" * 201),
    *("x" * 1001, "\ud800", "a\x00b", "2023-02-29", "2023-2-01", "0000-01-01", "２０２３-01-01", "2023-13", "2023-1"),
    *(
        "24:00",
        "9:30",
        "09:60",
        "level1",
        "level4",
        [],
        {},
        [None],
        ["me"],
        {"x": "y"},
        {"2023-01": "1"},
        {"2023": "1"},
    ),
    *(JsonNumber("1.5"), JsonNumber("NaN"), {"level1": "1", "level2": "1", "level3": "1"}),
]


def by_pydantic(data: Any) -> Case | None:
    try:
        return Case.model_validate(deepcopy(data))
    except ValidationError:
        return None


def plainly(data: Any) -> Case | None:
    return read_plainly(Case, filled_in(data))


@given(st.one_of(cases(), noted_cases()))
def test_a_case_without_faults_is_read_as_pydantic_reads_it(data: Any) -> None:
    found = plainly(data)
    assert found is not None
    assert found == by_pydantic(data)
    assert write_case(found) == write_case(case_of(data))


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every place in a text where something stands: what holds it, and its name or number there."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [place for key, item in inside for place in [(value, key), *places(item)]]


@given(cases(), st.data())
def test_what_is_out_of_the_ordinary_is_never_read_otherwise(data: Any, draw: st.DataObject) -> None:
    data = deepcopy(data)
    for _time in range(draw.draw(st.integers(1, 3))):
        holder, key = draw.draw(st.sampled_from(places(data)))
        odd = deepcopy(draw.draw(st.sampled_from(ODD)))
        what = draw.draw(st.sampled_from(["put", "take away", "add"]))
        if what == "put":
            holder[key] = odd
        elif what == "take away":
            del holder[key]
        elif isinstance(holder, dict):
            holder[draw.draw(st.sampled_from(["x", "from_", "known", "unread", "stated", "age"]))] = odd
        else:
            holder.append(odd)
        if not places(data):
            break
    found = plainly(data)
    assert found is None or found == by_pydantic(data)


def test_every_worked_case_that_can_be_computed_is_read_plainly() -> None:
    read = 0
    for worked in worked_cases():
        data = json.loads(worked.text, parse_float=JsonNumber)
        found = plainly(data)
        assert found == by_pydantic(data) or found is None
        read += found is not None
    assert read > 400


def test_pydantic_is_not_loaded_for_a_case_without_faults() -> None:
    ask = (
        "import sys; from calculator.case.case_json import read_case; from calculator.policy.library import Library; "
        "read_case(sys.stdin.buffer.read(), Library.embedded()); print('pydantic' in sys.modules)"
    )
    for case, loaded in ((case_data({"total": "1.00"}), "False"), (case_data({"total": "1.00", "note": None}), "")):
        done = subprocess.run([sys.executable, "-c", ask], input=case_bytes(case), capture_output=True, check=False)
        assert done.stdout.decode().strip() == loaded


@pytest.mark.parametrize("data", [None, [], "case", 1, {}])
def test_what_is_no_case_is_not_read(data: Any) -> None:
    assert read_plainly(Case, data) is None


@pytest.mark.parametrize("day", ["2023-0a-01", "2023-03-1²", "２０２３-03-01"])
def test_a_day_of_other_signs_than_digits_is_left_to_pydantic(day: str) -> None:
    data = case_data({"date": day})
    assert plainly(data) is None
    assert by_pydantic(data) is None


LEVELS = ("level1", "level2", "level3")


def _least(**person: Any) -> Any:
    """A case as a file tells it that leaves out all that may be."""
    return case_data(people=[{"id": "me", "region": "rizhao", "status": "employed", **person}])


@pytest.mark.parametrize(
    "person",
    [
        {},
        {"id": "x"},
        {"id": "x" * 200, "name": "y" * 1000},
        {"age": 0},
        {"age": 150},
        {"birth_date": "2023-12-31"},
        {"contribution_base": 6000, "own_pension": {"2023-01": "1", "2023-12": 2}},
        {"average_pension": {"0001": "0", "9999": "1.5"}},
        {"city": {
            "deductible": dict.fromkeys(LEVELS, "0"),
            "rate": {"level1": "0", "level2": "1", "level3": "0.0001"},
            "retired_uplift": "-1",
            "cap": "10000000",
        }},
        {"city": {
            "deductible": dict.fromkeys(LEVELS, 1),
            "rate": dict.fromkeys(LEVELS, "0.5"),
            "retired_uplift": "1",
            "cap": "0.01",
        }},
    ],
)  # fmt: skip
def test_at_their_limits_values_are_read_without_pydantic(person: Any) -> None:
    data = _least(**person)
    found = plainly(data)
    assert found is not None
    assert found == by_pydantic(data)


@pytest.mark.parametrize("time", ["00:00", "09:59", "23:59"])
def test_every_time_of_a_day_is_read_without_pydantic(time: str) -> None:
    data = case_data({"time": time, "institution_name": "x" * 200, "circumstances": ["prenatal"], "emergency": True})
    found = plainly(data)
    assert found is not None
    assert found.visits[0].time == time


@pytest.mark.parametrize(
    "person",
    [
        {"id": ""},
        {"id": "x" * 201},
        {"name": "y" * 1001},
        {"age": -1},
        {"age": 151},
        {"status": "resting"},
        {"region": 7},
        {"colour": "red"},
        {"city": {"rate": dict.fromkeys(LEVELS, "-0.0001")}},
    ],
)
def test_beyond_their_limits_values_are_not(person: Any) -> None:
    assert plainly(_least(**person)) is None
    assert plainly({**_least(), "people": []}) is None


@pytest.mark.parametrize(
    "visit",
    [
        *({"time": time} for time in ("24:00", "09:60", "9:300", "09-30", "0x:00", "09:3", "09:3x", "99:30", "09:99")),
        *({"date": day} for day in ("2023/03-10", "2023-03/10", "2023-3-010", "2023-03-1", "2023-02-29", "2O23-03-10")),
        {"institution_name": "half \ud800"},
        {"institution_name": "x" * 201},
    ],
)
def test_what_only_looks_like_a_time_a_day_or_a_text_is_not_read(visit: Any) -> None:
    assert plainly(case_data(visit)) is None


@pytest.mark.parametrize("text", ["0.00", "0", "None", "[]", " "])
def test_a_text_that_looks_like_another_default_is_kept(text: str) -> None:
    data = {**case_data({"institution_name": text}), "people": _least(name=text)["people"]}
    found = plainly(data)
    assert found is not None
    assert (found.people[0].name, found.visits[0].institution_name) == (text, text)
    assert found == by_pydantic(data)
