"""The journal of a document on its disk: when it is long, when it is doubtful, and that every file of it is closed."""

import errno
from pathlib import Path

import pytest
from documents import FailingDisk

from calculator.files.disk import Disk
from calculator.files.documents.document_names import Places
from calculator.files.documents.journal import Journal
from calculator.files.documents.journal_lines import read_journal

MIB = 1 << 20
BASE = "b" * 64


class _Quick(Disk):
    """Waits for no disk, and counts the files that are open."""

    open_files = 0

    def fsync(self, descriptor: int) -> None:
        pass

    def create(self, path: Path) -> int:
        self.open_files += 1
        return super().create(path)

    def open(self, path: Path) -> int:
        self.open_files += 1
        return super().open(path)

    def close(self, descriptor: int) -> None:
        self.open_files -= 1
        super().close(descriptor)


def _begun(folder: Path, length: int = 0, disk: Disk | None = None) -> Journal:
    """A journal of one edit; of so many bytes, if any are wanted."""
    places = Places(folder / "a.gjs")
    journal = Journal(disk or _Quick(), places)
    journal.begin(BASE, "", "{}", whole=False)
    if length:
        more = length - places.journal.stat().st_size
        journal.begin(BASE, "", "{}" + " " * more, whole=False)
        assert places.journal.stat().st_size == length
    return journal


@pytest.mark.parametrize(
    ("length", "of_file", "long"),
    [(MIB, 0, False), (MIB + 1, 0, True), (MIB + 1, MIB, True), (MIB + 1, MIB + 1, False), (MIB + 2, MIB + 1, True)],
)
def test_it_is_long_when_it_is_longer_than_the_file_and_than_a_mebibyte(
    tmp_path: Path, length: int, of_file: int, long: bool
) -> None:
    assert _begun(tmp_path, length).is_long(of_file) is long


def test_a_thousand_edits_are_not_too_many(tmp_path: Path) -> None:
    journal = _begun(tmp_path)
    for _ in range(999):
        journal.add_edit("", "{}")
    assert not journal.is_long(0)
    journal.add_edit("", "{}")
    assert journal.is_long(0)
    journal.put_off()
    assert not journal.is_long(0)
    for _ in range(999):
        journal.add_edit("", "{}")
    assert not journal.is_long(0)
    journal.add_edit("", "{}")
    assert journal.is_long(0)


@pytest.mark.parametrize(("length", "long"), [(2 * MIB, False), (2 * MIB + 1, True)])
def test_put_off_it_may_grow_to_twice_the_length(tmp_path: Path, length: int, long: bool) -> None:
    journal = _begun(tmp_path, length)
    journal.put_off()
    assert journal.is_long(0) is long


def test_once_it_ended_the_next_is_put_off_no_more(tmp_path: Path) -> None:
    journal = _begun(tmp_path)
    journal.put_off()
    journal.end()
    assert (journal.begun, journal.doubtful) == (False, False)
    assert not Places(tmp_path / "a.gjs").journal.exists()
    journal.end()  # there is none to remove
    journal.begin(BASE, "", "{}" + " " * MIB, whole=False)
    assert journal.is_long(0)


def test_every_file_is_closed(tmp_path: Path) -> None:
    disk = _Quick()
    journal = _begun(tmp_path, disk=disk)
    journal.add_edit("", "{}")
    journal.add_version("v" * 64)
    assert disk.open_files == 0
    places = Places(tmp_path / "a.gjs")
    places.journal.write_bytes(places.journal.read_bytes()[:-1])
    with pytest.raises(FileNotFoundError):  # somebody cut it off
        journal.add_edit("", "{}")
    assert disk.open_files == 0


def test_an_edit_that_may_lie_there_is_doubtful_until_the_next_one_is_saved(tmp_path: Path) -> None:
    disk = FailingDisk(1 << 30)
    journal = _begun(tmp_path, disk=disk)
    assert not journal.doubtful
    size = Places(tmp_path / "a.gjs").journal.stat().st_size
    for call in range(4):
        disk.__init__(call, errno.ENOSPC)  # type: ignore[misc]
        with pytest.raises(OSError, match="as the test wants it"):
            journal.add_edit("", "{}")
        assert journal.doubtful, disk.failed
    journal.add_edit("one", "{}")
    assert not journal.doubtful
    assert journal.begun
    added = Places(tmp_path / "a.gjs").journal.read_bytes()[size:]
    assert added.count(b"\n") == 1  # what the failures left was cut off


@pytest.mark.parametrize("whole", [True, False])
def test_it_says_whether_it_tells_the_case_without_the_file(tmp_path: Path, whole: bool) -> None:
    journal = Journal(_Quick(), Places(tmp_path / "a.gjs"))
    assert (journal.begun, journal.doubtful, journal.whole) == (False, False, False)
    journal.begin(BASE, "", "{}", whole=whole)
    assert (journal.begun, journal.doubtful, journal.whole) == (True, False, whole)


def test_a_beginning_that_failed_is_doubtful(tmp_path: Path) -> None:
    journal = Journal(FailingDisk(0), Places(tmp_path / "a.gjs"))
    with pytest.raises(OSError, match="as the test wants it"):
        journal.begin(BASE, "", "{}", whole=False)
    assert (journal.begun, journal.doubtful) == (False, True)


def test_what_lies_behind_its_lines_is_cut_off_before_the_next(tmp_path: Path) -> None:
    journal, path = _begun(tmp_path), Places(tmp_path / "a.gjs").journal
    begun = path.read_bytes()
    path.write_bytes(begun + b"x" * 5000)
    journal.add_edit("one", "{}")
    assert path.read_bytes().startswith(begun)
    assert b"x" * 10 not in path.read_bytes()
    read = read_journal(path.read_bytes())
    assert ([entry.name for entry in read.entries], read.damaged) == (["", "one"], False)
    journal.add_version("v" * 64)
    assert read_journal(path.read_bytes()).entries[-1].version == "v" * 64


def test_a_journal_that_is_gone_on_with_stands_where_it_was_read_to(tmp_path: Path) -> None:
    journal, path = _begun(tmp_path), Places(tmp_path / "a.gjs").journal
    journal.add_edit("one", "{}")
    journal.add_edit("two", "{}")
    text = read_journal(path.read_bytes())
    again = Journal(_Quick(), Places(tmp_path / "a.gjs"))
    again.resume(text)
    assert (again.begun, again.doubtful, again.whole) == (True, False, False)
    again.add_edit("three", "{}")
    assert [entry.name for entry in read_journal(path.read_bytes()).entries] == ["", "one", "two", "three"]
    # Of one that does not hold together only the beginning counts, and an entry behind it is doubtful.
    again.resume(text.cut(1))
    assert (again.begun, again.doubtful) == (True, True)
