"""Slips that say something else, worked by hand from the regions' texts: `tests/cases/slips`, see the README there."""

import json
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from statements import LIBRARY, WORDINGS, Json, case_bytes, case_of
from worked_cases import CASES

from calculator.whatif.slip_causes import explained
from calculator.whatif.slip_json import explanation_json

_LEAST = 5


def _slips() -> Iterator[Any]:
    for path in sorted((CASES / "slips").glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        for row in data["slip"]:
            yield pytest.param(data["region"], row, id=f"{data['region']}/{row['id']}")


def _fits(wanted: Json, change: Json) -> bool:
    after = change["to"] if isinstance(change["to"], dict) else {}
    return all({**change, **after}.get(key) == value for key, value in wanted.items())


@pytest.mark.parametrize(("region", "row"), list(_slips()))
def test_what_a_slip_says_is_explained_as_by_hand(region: str, row: Json) -> None:
    case = case_of(
        {
            "format": "gongjisuan-case/1",
            "from": "2023-01",
            "through": "2023-12",
            "people": [{"id": "me", "region": region, **row["person"]}],
            "visits": row["visits"],
        }
    )
    told = explanation_json(case, LIBRARY, explained(case, LIBRARY, row["visit"]), WORDINGS["zh"])
    assert told["differs"], "the slip says something else"
    for wanted in row["causes"]:
        listed = [
            cause
            for cause in told["causes"]
            if len(cause["changes"]) == len(wanted)
            and all(any(_fits(one, change) for change in cause["changes"]) for one in wanted)
        ]
        assert listed, (wanted, [cause["changes"] for cause in told["causes"]])
    singles = [cause["changes"][0]["kind"] for cause in told["causes"] if len(cause["changes"]) == 1]
    assert not set(row.get("never", ())) & set(singles), singles
    for cause in told["causes"]:
        again = case_of(json.loads(case_bytes(cause["case"])))
        assert not explanation_json(again, LIBRARY, explained(again, LIBRARY, row["visit"]), WORDINGS["zh"])["differs"]
        assert cause["text"].startswith("若")
        assert "就与结算单一致" in cause["text"]
    if row.get("nearest"):
        assert told["causes"] == []
        assert told["nearest"]["text"].startswith("最接近的：若")
        assert len(told["ask"]) > 1


def test_every_region_has_slips_worked_by_hand() -> None:
    counted: dict[str, int] = {}
    for parameter in _slips():
        counted[parameter.values[0]] = counted.get(parameter.values[0], 0) + 1
    assert set(counted) == set(LIBRARY.ids())
    assert min(counted.values()) >= _LEAST
