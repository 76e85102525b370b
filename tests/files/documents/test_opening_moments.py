"""What is opened while something goes wrong beside it: locks are given back, and what is read belongs together."""

import errno
from dataclasses import replace
from pathlib import Path

import pytest
from documents import MEANS, FailingDisk, WatchedDisk, case_after, codes, crashed, made, names, reopened, told

from calculator.files.disk import Disk
from calculator.files.documents import recovery
from calculator.files.documents.case_changes import change_of
from calculator.files.documents.document_names import Places
from calculator.files.documents.journal_lines import edit_text, head_line, line_of, seed_of
from calculator.files.documents.main_file import hash_of
from calculator.files.documents.opening import open_document, reload, save_as
from calculator.ground.faults import FaultsError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made(tmp_path / "a.gjs").close()
    return tmp_path / "a.gjs"


class _MayNot(Disk):
    """A file that is marked as one to be read only."""

    def may_write(self, path: Path) -> bool:
        return False


class _NoRename(Disk):
    def rename(self, old: Path, new: Path) -> None:
        raise OSError(errno.EIO, "as the test wants it")


def test_a_file_to_be_read_only_opens_so_and_says_why(path: Path) -> None:
    marked = replace(MEANS, disk=_MayNot())
    document = open_document(path, marked)
    assert document.read_only
    assert document.why is not None
    assert (document.why.code, document.holder) == ("may_not_write", None)
    document.leave()
    holder = open_document(path, MEANS)
    second = open_document(path, marked)
    assert second.why is not None
    assert second.why.code == "held_here"
    assert second.holder is not None
    holder.close()


def test_where_a_crash_cannot_be_put_right_it_opens_read_only_and_gives_the_lock_back(path: Path) -> None:
    crashed(path, 1)
    journal = Places(path).journal
    journal.write_bytes(b"x" + journal.read_bytes())  # to be kept aside, which the disk refuses
    document = open_document(path, replace(MEANS, disk=_NoRename()))
    assert document.read_only
    assert document.why is not None
    assert not Places(path).lock.exists()
    assert journal.exists()
    assert not reopened(path).read_only


def test_a_file_that_cannot_be_read_gives_the_lock_back(path: Path) -> None:
    path.write_bytes(b"{ torn")
    with pytest.raises(FaultsError):
        open_document(path, MEANS)
    assert not Places(path).lock.exists()


@pytest.mark.parametrize(("backup", "offered"), [(None, False), (b"{ torn", False), (b"whole", True)])
def test_only_a_version_before_that_can_be_read_is_offered(path: Path, backup: bytes | None, offered: bool) -> None:
    if backup is not None:
        Places(path).backup.write_bytes(path.read_bytes() if offered else backup)
    path.write_bytes(b"{ torn")
    with pytest.raises(FaultsError) as refused:
        open_document(path, MEANS)
    assert ("backup_there" in codes(refused)) == offered


def test_an_old_document_that_cannot_be_closed_is_let_go(path: Path, tmp_path: Path) -> None:
    disk = FailingDisk(1 << 30)
    document = open_document(path, replace(MEANS, disk=disk))
    document.record("edit", case_after(1))
    path.write_bytes(path.read_bytes() + b" ")  # another program writes it: closing would be refused
    other = save_as(document, tmp_path / "b.gjs", MEANS)
    assert other.case == case_after(1)
    assert document.read_only
    assert "a.gjs.lock" not in names(tmp_path)
    other.close()


class _Moving(Disk):
    """Another process writes the file anew and ends its journal while the journal is looked for."""

    def __init__(self, path: Path, times: int) -> None:
        self._path, self._times, self.looks = path, times, 0

    def read(self, path: Path, limit: int) -> bytes:
        content = super().read(path, limit)
        if path == self._path:
            self.looks += 1
            if self._times:
                self._times -= 1
                document = reopened(self._path)
                document.record("edit", case_after(self._times + 1))
                document.close()
        return content


@pytest.mark.parametrize("times", [0, 1, 2])
def test_file_and_journal_that_are_read_belong_together(path: Path, times: int) -> None:
    disk = _Moving(path, times)
    found = recovery.read_found(Places(path), replace(MEANS, disk=disk))
    assert found.case == case_after(1 if times else 0)
    assert found.file.version
    # Read, looked at once more as its time is another, and read again; a file that nobody touches is read once.
    assert disk.looks == (3 if times else 1)


@pytest.mark.parametrize(("more", "read"), [(-1, True), (0, True), (1, False)])
def test_so_long_a_journal_may_be(path: Path, monkeypatch: pytest.MonkeyPatch, more: int, read: bool) -> None:
    crashed(path, 1)
    size = Places(path).journal.stat().st_size
    monkeypatch.setattr(recovery, "MAX_JOURNAL_BYTES", size - more)
    if read:
        assert reopened(path).case == case_after(1)
    else:
        with pytest.raises(FaultsError) as refused:
            reopened(path)
        assert codes(refused) == ["too_large"]
        assert refused.value.where == "a.gjs.journal"


def test_back_at_the_file_a_doubtful_journal_goes_for_certain(path: Path) -> None:
    calls, fails = list[str](), list[bool]()

    def noted(call: str) -> None:
        calls.append(call)
        if fails and call == "rename":
            raise OSError(errno.EIO, "as the test wants it")

    document = open_document(path, replace(MEANS, disk=WatchedDisk(noted)))
    fails.append(True)
    with pytest.raises(FaultsError):
        document.record("edit", case_after(1))
    assert not document.saved
    fails.clear()
    calls.clear()
    document.record("undo", case_after(0))
    assert document.saved
    assert "sync_folder" in calls
    assert not Places(path).journal.exists()
    document.close()


def test_what_stands_upon_another_programs_version_is_found_after_a_crash(path: Path) -> None:
    """The person overwrites what another program wrote; the process ends before the file has its new name."""
    refuses = list[bool]()

    def noted(call: str) -> None:
        if refuses and call == "rename" and Places(path).journal.exists():
            raise OSError(errno.EIO, "as the test wants it")

    document = open_document(path, replace(MEANS, disk=WatchedDisk(noted)))
    theirs = made(path.with_name("b.gjs"), 5)
    theirs.close()
    path.write_bytes(path.with_name("b.gjs").read_bytes())
    with pytest.raises(FaultsError):
        document.record("edit", case_after(2))
    Places(path).journal.unlink(missing_ok=True)
    refuses.append(True)
    with pytest.raises(FaultsError):
        document.checkpoint(overwrite=True)
    again = reopened(path)
    assert again.case == case_after(2)
    assert told(again) == ["recovered_edits"]
    again.close()


def test_a_row_that_was_read_anew_is_the_same_row() -> None:
    one = case_after(9)
    again = one.model_copy(update={"visits": tuple(visit.model_copy() for visit in one.visits)})
    more = again.visits[0].model_copy(update={"id": "new"})
    change = change_of(one, again.model_copy(update={"visits": (*again.visits, more)}))
    assert change.count('"id"') == 1


def test_a_row_whose_list_is_no_tuple_is_written_as_it_is() -> None:
    one = case_after(3)
    visit = one.visits[0].model_copy(update={"id": "new", "circumstances": ["prenatal"]})
    assert "prenatal" in change_of(one, one.model_copy(update={"visits": (*one.visits, visit)}))


class _NoNewName(Disk):
    """Nothing can be written for a while; and a file that was written anew never gets its name."""

    full = False

    def write(self, descriptor: int, content: bytes, at: int = 0) -> None:
        if self.full:
            raise OSError(errno.ENOSPC, "as the test wants it")
        super().write(descriptor, content, at)

    def rename(self, old: Path, new: Path) -> None:
        if new.name == "a.gjs":
            raise OSError(errno.EIO, "as the test wants it")
        super().rename(old, new)


def test_an_edit_that_was_not_saved_is_in_the_journal_before_the_file_is_written_anew(path: Path) -> None:
    disk = _NoNewName()
    document = open_document(path, replace(MEANS, disk=disk))
    document.record("edit 1", case_after(1))
    disk.full = True
    with pytest.raises(FaultsError):
        document.record("edit 2", case_after(2))
    disk.full = False
    with pytest.raises(FaultsError):
        document.checkpoint()
    assert reopened(path).case == case_after(2)


def test_who_edited_nothing_closes_though_the_file_was_changed_outside(path: Path) -> None:
    document = open_document(path, MEANS)
    path.write_bytes(path.read_bytes() + b" ")
    document.close()
    assert names(path.parent) == ["a.gjs"]
    reader = open_document(path, MEANS)
    second = open_document(path, MEANS)
    second.close()
    reader.close()


def test_what_cannot_be_read_again_leaves_the_open_document_as_it_is(path: Path) -> None:
    document = open_document(path, MEANS)
    document.record("edit", case_after(1))
    whole = path.read_bytes()
    path.write_bytes(b"{ torn")
    with pytest.raises(FaultsError):
        reload(document, MEANS)
    assert not document.read_only
    path.write_bytes(whole)
    document.record("edit", case_after(2))
    again = reload(document, MEANS)
    assert (again.case, document.read_only, again.read_only) == (case_after(2), True, False)
    again.close()


def test_where_there_is_no_file_no_lock_is_made(tmp_path: Path) -> None:
    for take_over in (False, True):
        with pytest.raises(FaultsError) as refused:
            open_document(tmp_path / "a.gjs", MEANS, take_over=take_over)
        assert codes(refused) == ["no_such_file"]
        assert names(tmp_path) == []


def _journal(path: Path, base: bytes, *changes: str) -> None:
    head = head_line(hash_of(base), "token")
    lines = [line_of(edit_text(place, "edit", change), seed_of(head)) for place, change in enumerate(changes, start=1)]
    Places(path).journal.write_bytes(head + b"".join(lines))


def test_edits_that_changed_nothing_are_not_told_of(path: Path) -> None:
    _journal(path, path.read_bytes(), "{}", '{"readings":{}}', "{}")
    document = open_document(path, MEANS)
    assert document.recovered == ("edit",)
    assert told(document) == ["recovered_edits"]
    document.close()
    _journal(path, path.read_bytes(), "{}")
    document = open_document(path, MEANS)
    assert (document.recovered, told(document)) == ((), [])
    document.close()


@pytest.mark.parametrize(("torn", "code"), [(False, "journal_aside"), (True, "journal_damaged")])
def test_a_journal_of_another_file_is_told_from_a_damaged_one(path: Path, torn: bool, code: str) -> None:
    _journal(path, b"another", "{}", "{}")
    journal = Places(path).journal
    if torn:
        content = journal.read_bytes()
        first = content.index(b"\n") + 1
        journal.write_bytes(content[:first] + b"x" + content[first:])
    document = open_document(path, MEANS)
    assert told(document) == [code]
    document.close()
