"""The JSON schemas of the three formats: what they require, and that real files conform to them."""

import json
import tomllib
from pathlib import Path

import pytest
from commands import run
from json_schema import violations
from statements import EXAMPLE, REGIONS, Json, case_bytes

from calculator.ground.resources import resource

Capture = pytest.CaptureFixture[bytes]


@pytest.fixture
def example(tmp_path: Path) -> str:
    """The file of the contract's example."""
    path = tmp_path / "case.json"
    path.write_bytes(case_bytes(EXAMPLE))
    return str(path)


def schema(kind: str, capfdbinary: Capture) -> Json:
    output = run(capfdbinary, "schema", kind)
    assert (output.status, output.err) == (0, "")
    found: Json = json.loads(output.out)
    return found


def test_the_schema_of_a_case(capfdbinary: Capture) -> None:
    found = schema("case", capfdbinary)
    assert found["required"] == ["format", "from", "through", "people"]
    assert set(found["properties"]) == set(EXAMPLE)
    tables = found["$defs"]
    assert tables["Person"]["required"] == ["id", "region", "status"]
    assert tables["Visit"]["required"] == ["date", "institution", "total"]
    assert tables["AccountUse"]["required"] == ["payer", "relation", "purpose", "date", "amount"]
    assert tables["City"]["required"] == ["deductible", "rate", "retired_uplift", "cap"]
    household = json.loads(resource("examples", "household.json").read_text("utf-8"))
    for case in (EXAMPLE, household):
        assert violations(case, found) == []
    least = {"format": "gongjisuan-case/1", "from": "2023-01", "through": "2023-01", "people": [household["people"][0]]}
    assert violations(least, found) == []
    assert violations({**least, "people": [{"id": "me"}]}, found)
    assert violations({**least, "author": "me"}, found)
    assert violations({**EXAMPLE, "visits": [{**EXAMPLE["visits"][0], "total": "1e3"}]}, found)


def test_the_schema_of_a_statement(example: str, capfdbinary: Capture) -> None:
    found = schema("statement", capfdbinary)
    assert found["required"] == ["format", "people"]
    household = str(resource("examples", "household.json"))
    for arguments in ([example], ["--readings", example], ["--readings", household], ["--lang", "en", household]):
        statement = json.loads(run(capfdbinary, "compute", *arguments).out)
        assert violations(statement, found) == []
    broken = json.loads(run(capfdbinary, "compute", example).out)
    del broken["people"][0]["years"][0]["visits"][0]["cash"]
    assert violations(broken, found) == ["$.people[0].years[0].visits[0]: cash is missing"]


def test_the_schema_of_a_pack(capfdbinary: Capture) -> None:
    found = schema("pack", capfdbinary)
    for region in REGIONS:
        data = tomllib.loads(resource("policies", f"{region}.toml").read_text("utf-8"))
        assert violations(json.loads(json.dumps(data, default=str)), found) == []
    assert violations({**data, "rate": []}, found)
