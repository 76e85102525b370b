"""The documents that were open last, and the folder of the person's own household."""

from pathlib import Path

import pytest

from calculator.files.folders import data_folder
from calculator.files.recent_files import MOST, NAME, Recent


def documents(folder: Path, count: int) -> list[Path]:
    paths = [folder / f"{number} 家.gjs" for number in range(count)]
    for path in paths:
        path.touch()
    return paths


def test_the_last_one_is_first_and_each_is_there_once(tmp_path: Path) -> None:
    paths = documents(tmp_path, MOST + 2)
    recent = Recent(tmp_path / "config")
    assert recent.paths() == []
    for path in (*paths, paths[-2]):
        recent.add(path)
    assert recent.paths() == [paths[-2], paths[-1], *reversed(paths[2:-2])]
    assert Recent(tmp_path / "config").paths() == recent.paths()


def test_a_file_that_is_not_there_is_left_out_and_may_come_back(tmp_path: Path) -> None:
    one, other = documents(tmp_path, 2)
    recent = Recent(tmp_path)
    recent.add(one)
    recent.add(other)
    other.unlink()
    assert recent.paths() == [one]
    other.touch()
    assert recent.paths() == [other, one]
    recent.remove(other)
    assert recent.paths() == [one]
    recent.clear()
    assert recent.paths() == []


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{}", b"\xff", b"[" * 50_000, b'{"format": "gongjisuan-recent/1", "files": [1, null, "a\\u0000"]}'],
)
def test_a_list_that_cannot_be_read_is_empty(tmp_path: Path, content: bytes) -> None:
    (tmp_path / NAME).write_bytes(content)
    recent = Recent(tmp_path)
    assert recent.paths() == []
    (one,) = documents(tmp_path, 1)
    recent.add(one)
    assert recent.paths() == [one]


def test_the_data_folder_is_the_one_that_was_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GONGJISUAN_DATA", str(tmp_path))
    assert data_folder() == tmp_path
    monkeypatch.setenv("GONGJISUAN_DATA", "")
    assert data_folder().name == "gongjisuan"
    assert data_folder().is_absolute()
