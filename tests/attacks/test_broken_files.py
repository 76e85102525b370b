"""Files broken by chance: a few of every kind here, as many as one likes by `python tests/fuzzing.py`."""

from pathlib import Path

import pytest
from fuzzing import kinds, told

COUNTS = {
    "json": 600,
    "toml": 150,
    "signature": 200,
    "xlsx": 150,
    "ods": 100,
    "xls": 300,
    "csv": 200,
    "page": 200,
    "xml": 200,
    "table in json": 200,
    "journal": 60,
    "gjs": 200,
}


@pytest.mark.parametrize("name", COUNTS)
def test_a_broken_file_ends_in_a_result_or_in_a_sentence(
    tmp_path: Path, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    found = told(kinds(tmp_path)[name], seed=12, count=COUNTS[name])
    assert [why for _content, why in found.otherwise] == []
    assert found.results > 0
    assert name == "journal" or found.sentences.total() > 0
    assert capfd.readouterr() == ("", "")  # nor does anything that reads say something by itself


def test_every_kind_that_is_read_is_broken(tmp_path: Path) -> None:
    assert set(kinds(tmp_path)) == set(COUNTS)
