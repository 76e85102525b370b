"""The file of a document: watched without reading it, and replaced whole or not at all."""

import errno
import os
from pathlib import Path

import pytest
from documents import FailingDisk, codes, names

from calculator.case.case_json import MAX_CASE_BYTES
from calculator.files.disk import Disk
from calculator.files.documents.document_names import Places
from calculator.files.documents.main_file import MainFile, hash_of
from calculator.ground.faults import FaultsError


class _Counting(Disk):
    """Counts how often a file's content is read."""

    reads = 0

    def read(self, path: Path, limit: int) -> bytes:
        self.reads += 1
        return super().read(path, limit)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "a.gjs"
    found.write_bytes(b"one")
    return found


def _written_later(path: Path, content: bytes) -> None:
    """Another program writes the file; its time is another, however coarse the clock is."""
    path.write_bytes(content)
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 10**9))


def test_nothing_is_known_of_a_file_before_it_is_read(path: Path) -> None:
    file = MainFile(Disk(), Places(path))
    assert (file.version, file.size) == ("", 0)
    assert file.read() == b"one"
    assert (file.version, file.size) == (hash_of(b"one"), 3)


def test_a_file_that_nobody_touched_is_not_read_again(path: Path) -> None:
    disk = _Counting()
    file = MainFile(disk, Places(path))
    file.read()
    assert not any(file.changed() for _ in range(3))
    assert disk.reads == 1


def test_a_file_that_was_touched_is_read_once_to_see_that_it_is_the_same(path: Path) -> None:
    disk = _Counting()
    file = MainFile(disk, Places(path))
    file.read()
    _written_later(path, b"one")
    assert not file.changed()
    assert disk.reads == 2
    assert not file.changed()
    assert disk.reads == 2


def test_another_content_is_a_change_until_it_is_known(path: Path) -> None:
    file = MainFile(Disk(), Places(path))
    file.read()
    _written_later(path, b"two")
    assert file.changed()
    assert file.changed()
    assert file.now() == b"two"
    assert file.changed()  # looked at, not taken
    file.know(b"two")
    assert not file.changed()
    assert file.version == hash_of(b"two")


def test_a_file_that_is_gone_is_a_change_only_where_there_was_one(path: Path) -> None:
    file = MainFile(Disk(), Places(path))
    path.unlink()
    assert not file.changed()
    assert file.now() is None
    path.write_bytes(b"one")
    assert file.changed()
    file.read()
    path.unlink()
    assert file.changed()


@pytest.mark.skipif(os.name == "nt", reason="links and pipes")
@pytest.mark.parametrize(
    ("make", "code"), [("link", "is_a_link"), ("folder", "is_a_folder"), ("pipe", "not_a_file"), ("large", "too_large")]
)
def test_what_is_no_file_of_ours_is_a_change_and_refused(path: Path, make: str, code: str) -> None:
    file = MainFile(Disk(), Places(path))
    file.read()
    path.unlink()
    if make == "link":
        path.symlink_to(path.with_name("b.gjs"))
    elif make == "folder":
        path.mkdir()
    elif make == "pipe":
        os.mkfifo(path)
    else:
        with path.open("wb") as large:
            large.truncate(MAX_CASE_BYTES + 1)
    assert file.changed()
    with pytest.raises(FaultsError) as refused:
        file.read()
    assert codes(refused) == [code]
    assert refused.value.where == "a.gjs"


@pytest.mark.parametrize(("length", "read"), [(9, True), (10, True), (11, False)])
def test_so_much_a_file_may_hold(path: Path, monkeypatch: pytest.MonkeyPatch, length: int, read: bool) -> None:
    monkeypatch.setattr("calculator.files.documents.main_file.MAX_CASE_BYTES", 10)
    path.write_bytes(b"x" * length)
    file = MainFile(Disk(), Places(path))
    for look in (file.read, file.now):
        if read:
            assert look() == b"x" * length
        else:
            with pytest.raises(FaultsError) as refused:
                look()
            assert codes(refused) == ["too_large"]


# ---- a new version


def test_a_new_version_takes_the_name_and_the_one_before_is_kept(path: Path) -> None:
    file = MainFile(Disk(), Places(path))
    file.read()
    file.prepare(b"three", b"one")
    assert path.read_bytes() == b"one"
    file.put(b"three", b"one")
    assert (path.read_bytes(), Places(path).backup.read_bytes()) == (b"three", b"one")
    assert names(path.parent) == ["a.gjs", "a.gjs.bak"]
    assert (file.version, file.size) == (hash_of(b"three"), 5)


def test_what_was_just_written_is_known_without_reading_it(path: Path) -> None:
    disk = _Counting()
    file = MainFile(disk, Places(path))
    file.prepare(b"three", None)
    file.put(b"three", None)
    assert names(path.parent) == ["a.gjs"]
    assert not file.changed()
    assert disk.reads == 0


def test_what_was_prepared_is_given_up_as_a_whole(path: Path) -> None:
    file = MainFile(Disk(), Places(path))
    file.prepare(b"three", b"one")
    assert names(path.parent) == ["a.gjs", "a.gjs.bak.new", "a.gjs.new"]
    file.give_up()
    file.give_up()
    assert names(path.parent) == ["a.gjs"]


@pytest.mark.parametrize("before", [None, b"one"])
def test_wherever_the_disk_fails_nothing_lies_about_and_the_file_is_whole(path: Path, before: bytes | None) -> None:
    """Each call fails in turn: the file is the old one or the new, and no name of what was prepared is left."""
    failed = set[str]()
    for at in range(40):
        path.write_bytes(b"one")
        Places(path).backup.unlink(missing_ok=True)
        disk = FailingDisk(at, errno.EIO)
        file = MainFile(disk, Places(path))
        try:
            file.prepare(b"three", before)
            file.put(b"three", before)
        except OSError:
            assert path.read_bytes() == b"one"
        else:
            assert path.read_bytes() == b"three"
            assert file.version == hash_of(b"three")
            disk.repair()
            assert not file.changed()
        assert set(names(path.parent)) <= {"a.gjs", "a.gjs.bak"}, disk.failed
        failed.add(disk.failed)
    assert {"create", "write", "fsync", "rename", "stat", ""} <= failed
