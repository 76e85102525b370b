"""The program's own small files: replaced whole or not at all."""

import os
import stat
import sys
from pathlib import Path

import pytest

from calculator.files.whole_file import read_small, replace_whole


def test_a_file_is_made_with_its_folder_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    replace_whole(path, b"one")
    replace_whole(path, b"two")
    assert path.read_bytes() == b"two"
    assert [found.name for found in path.parent.iterdir()] == ["file"]


def test_a_name_may_be_as_long_as_names_can_be(tmp_path: Path) -> None:
    replace_whole(tmp_path / ("x" * 255), b"")
    assert [len(found.name) for found in tmp_path.iterdir()] == [255]


@pytest.mark.skipif(sys.platform == "win32", reason="permissions are others there")
def test_only_the_user_can_read_it(tmp_path: Path) -> None:
    replace_whole(tmp_path / "file", b"")
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


def test_what_fails_leaves_the_old_file_and_nothing_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    replace_whole(path, b"old")

    def full(_descriptor: int) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="no space left"):
        replace_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert [found.name for found in tmp_path.iterdir()] == ["file"]


def test_no_more_than_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"0123456789")
    assert read_small(tmp_path / "file", 4) == b"0123"
    with pytest.raises(FileNotFoundError):
        read_small(tmp_path / "none", 4)
