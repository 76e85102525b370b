"""Files that cannot be read, and folders that cannot be written: a sentence, and nothing gets worse."""

import errno
import os
from datetime import datetime
from pathlib import Path

import pytest
from documents import (
    MEANS,
    FailingDisk,
    ReadOnlyDisk,
    case_after,
    codes,
    crashed,
    made,
    names,
)
from statements import LIBRARY, WORDINGS, case_bytes, case_data

from calculator.case.case_json import write_case
from calculator.files.disk import unwritable
from calculator.files.documents.opening import (
    open_backup,
    open_document,
    save_as,
)
from calculator.files.documents.opening_context import OpeningContext
from calculator.ground.faults import FaultsError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.gjs"


# ---- files that cannot be read

NEWER = case_bytes(case_data(format="gongjisuan-case/2"))
WHOLE = write_case(case_after(8)).encode()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty_file"),
        (WHOLE[:-40], "not_json"),
        (b"\0" * 500, "not_json"),
        (WHOLE.replace(b"gongjisuan", "公积".encode("gb18030")), "not_utf8"),
        (case_bytes(case_data({"total": "12o0"})), "not_an_amount"),
        (NEWER, "newer_format"),
        (b"[" * 100_000, "too_deep"),
    ],
)
@pytest.mark.parametrize("backup", [True, False])
def test_a_file_that_cannot_be_read_stays_and_its_backup_is_offered(
    path: Path, content: bytes, code: str, *, backup: bool
) -> None:
    if backup:
        made(path).close()
        crashed(path, 1)
        open_document(path, MEANS).close()
    path.write_bytes(content)
    before = names(path.parent)
    with pytest.raises(FaultsError) as refused:
        open_document(path, MEANS)
    offered = ["backup_there"] if backup and code != "newer_format" else []
    assert codes(refused) == [code, *offered]
    assert names(path.parent) == before
    assert path.read_bytes() == content
    if backup:
        document = open_backup(path, MEANS)
        assert document.case == case_after(0)
        document.record("edit", case_after(2))
        document.close()
        (aside,) = (name for name in names(path.parent) if name not in ("a.gjs", "a.gjs.bak"))
        assert (path.parent / aside).read_bytes() == content


def test_where_there_is_no_file_the_backup_is_offered(path: Path) -> None:
    with pytest.raises(FaultsError) as refused:
        open_document(path, MEANS)
    assert codes(refused) == ["no_such_file"]
    document = made(path)
    document.record("one", case_after(1))
    document.close()
    path.unlink()
    with pytest.raises(FaultsError) as refused:
        open_document(path, MEANS)
    assert codes(refused) == ["no_such_file", "backup_there"]
    assert datetime.now().astimezone().strftime("%Y-%m-%d") in WORDINGS["zh"].fault(refused.value.faults[1])
    assert open_backup(path, MEANS).case == case_after(0)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.gjs").mkdir()
    for what, code in (("folder.gjs", "is_a_folder"), ("none/a.gjs", "no_such_file"), ("a\0b", "cannot_read")):
        with pytest.raises(FaultsError) as refused:
            open_document(tmp_path / what, MEANS)
        assert codes(refused) == [code]
    for what, code in (("folder.gjs", "is_a_folder"), ("none/a.gjs", "folder_gone"), ("x" * 300, "name_too_long")):
        with pytest.raises(FaultsError) as refused:
            made(tmp_path / what)
        assert codes(refused) == [code]
    assert names(tmp_path) == ["folder.gjs"]


@pytest.mark.parametrize("length", [243, 244, 250, 255])
def test_a_name_may_be_as_long_as_the_disk_takes(tmp_path: Path, length: int) -> None:
    long, like = (tmp_path / ("x" * (length - 5) + f"{end}.gjs") for end in "ab")
    for path in (long, like):
        path.write_bytes(WHOLE)
    document, other = open_document(long, MEANS), open_document(like, MEANS)
    assert (document.case, document.read_only, other.read_only) == (case_after(8), False, False)
    document.record("edit", case_after(9))
    assert open_document(long, MEANS).case == case_after(9)
    document.close()
    other.close()
    assert len(names(tmp_path)) == 3  # the two, and of one the version before
    path = tmp_path / ("拼" * (length // 3))
    made(path).close()
    crashed(path, 1)
    assert open_document(path, MEANS).recovered == ("edit 1",)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such files")
def test_what_would_never_end_is_not_read(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.gjs")
    with pytest.raises(FaultsError) as refused:
        open_document(tmp_path / "a.gjs", MEANS)
    assert codes(refused) == ["not_a_file"]


# ---- folders that cannot be written


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EROFS, "read_only_disk"),
        (errno.EACCES, "may_not_write"),
        (errno.ENOENT, "folder_gone"),
        (errno.EIO, "cannot_write"),
    ],
)
def test_why_an_edit_could_not_be_saved_is_a_sentence(path: Path, error: int, code: str) -> None:
    made(path).close()
    disk = FailingDisk(1 << 30)
    document = open_document(path, OpeningContext(LIBRARY, disk))
    disk.fail(error)
    with pytest.raises(FaultsError) as refused:
        document.record("one", case_after(1))
    assert codes(refused) == [code]
    assert refused.value.where == "a.gjs"
    assert all(wording.fault(refused.value.faults[0]) for wording in WORDINGS.values())
    assert document.case == case_after(1)
    assert not document.saved
    disk.repair()
    document.record("two", case_after(2))
    assert document.saved
    document.close()
    assert open_document(path, MEANS).case == case_after(2)


def test_a_folder_that_goes_away_and_comes_back(tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    document = made(stick / "a.gjs")
    document.record("one", case_after(1))
    stick.rename(tmp_path / "pocket")
    with pytest.raises(FaultsError) as refused:
        document.record("two", case_after(2))
    assert codes(refused) == ["folder_gone"]
    (tmp_path / "pocket").rename(stick)
    document.record("three", case_after(3))
    document.close()
    assert open_document(stick / "a.gjs", MEANS).case == case_after(3)


def test_a_disk_that_can_only_be_read_opens_read_only(path: Path, tmp_path: Path) -> None:
    made(path).close()
    crashed(path, 1)
    document = open_document(path, OpeningContext(LIBRARY, ReadOnlyDisk()))
    assert document.read_only
    assert document.holder is None
    assert document.why is not None
    assert document.why.code == "read_only_disk"
    assert document.case == case_after(1)
    with pytest.raises(FaultsError):
        document.record("two", case_after(2))
    (tmp_path / "home").mkdir()
    save_as(document, tmp_path / "home" / "b.gjs", MEANS).close()
    assert open_document(tmp_path / "home" / "b.gjs", MEANS).case == case_after(2)


def test_every_error_has_a_sentence() -> None:
    for number in errno.errorcode:
        fault = unwritable(OSError(number, "why"))
        assert all(wording.fault(fault) for wording in WORDINGS.values())
