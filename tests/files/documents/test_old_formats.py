"""Documents of older formats."""

import json
from pathlib import Path
from typing import Any

import pytest
from documents import (
    MEANS,
    NoNewFile,
    ReadOnlyDisk,
    case_after,
    codes,
    names,
    told,
)
from statements import LIBRARY, case_data

from calculator.files.documents.opening import (
    open_document,
)
from calculator.files.documents.opening_context import OpeningContext
from calculator.ground.faults import FaultsError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.gjs"


def _renamed(data: dict[str, Any]) -> dict[str, Any]:
    members = data.pop("members")
    return {**data, "format": "gongjisuan-case/1", "people": members}


def _first(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "format": "gongjisuan-case/0"}


PRESENT = case_data({"total": 1480.10})
OLD = {**PRESENT, "format": "gongjisuan-case/draft", "members": PRESENT["people"]}
del OLD["people"]
STEPS = OpeningContext(LIBRARY, steps={"gongjisuan-case/0": _renamed, "gongjisuan-case/draft": _first})


def test_an_older_format_is_brought_to_the_present_one_after_a_backup(path: Path) -> None:
    old = json.dumps(OLD).encode()
    path.write_bytes(old)
    document = open_document(path, STEPS)
    assert document.case.visits[0].total == 148010
    assert told(document) == ["migrated"]
    assert (path.parent / "a.gjs.gongjisuan-case-draft.bak").read_bytes() == old
    document.record("edit", case_after(1))
    document.close()
    assert open_document(path, MEANS).case == case_after(1)


def test_an_older_format_that_is_only_read_stays(path: Path) -> None:
    old = json.dumps(OLD).encode()
    path.write_bytes(old)
    document = open_document(path, OpeningContext(LIBRARY, ReadOnlyDisk(), steps=STEPS.steps))
    assert document.read_only
    assert len(document.case.visits) == 1
    assert names(path.parent) == ["a.gjs"]


def test_edits_of_an_older_file_are_recovered_where_it_could_not_be_written_anew(path: Path) -> None:
    path.write_bytes(json.dumps(OLD).encode())
    document = open_document(path, OpeningContext(LIBRARY, NoNewFile(), steps=STEPS.steps))
    document.record("edit", case_after(1))
    (path.parent / "a.gjs.lock").unlink()
    after = open_document(path, STEPS)
    assert after.case == case_after(1)
    after.close()
    assert open_document(path, MEANS).case == case_after(1)


def test_steps_that_lead_nowhere_are_no_steps(path: Path) -> None:
    path.write_bytes(json.dumps(OLD).encode())

    def astray(_data: dict[str, Any]) -> dict[str, Any]:
        raise ValueError("not to be understood")

    for step in (_first, astray, lambda data: data):
        steps = {"gongjisuan-case/draft": step, "gongjisuan-case/0": lambda data: {**data, "format": OLD["format"]}}
        with pytest.raises(FaultsError) as refused:
            open_document(path, OpeningContext(LIBRARY, steps=steps))
        assert codes(refused) == ["newer_format"]
    assert names(path.parent) == ["a.gjs"]
