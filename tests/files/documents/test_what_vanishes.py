"""What vanishes or cannot be kept in the very moment in which it is asked for: told, waited for, or left alone."""

import errno
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from documents import MEANS, case_after, codes, crashed, made, names, reopened, told

from calculator.files.disk import Disk
from calculator.files.documents import document, kept_households
from calculator.files.documents.case_changes import change_of
from calculator.files.documents.document_names import HOUSEHOLD, Places
from calculator.files.documents.journal_lines import edit_text, head_line, line_of, read_journal, seed_of
from calculator.files.documents.lock import Holder, Lock, take
from calculator.files.documents.opening import create_document, create_own, open_backup, open_document
from calculator.files.documents.recovery import read_found
from calculator.ground.faults import FaultsError

LATER = datetime(2100, 1, 1).astimezone()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made(tmp_path / "a.gjs").close()
    return tmp_path / "a.gjs"


# ---- cases that no file can hold


def test_a_household_whose_text_is_none_is_not_made(tmp_path: Path) -> None:
    case = case_after(0)
    case = case.model_copy(update={"people": (case.people[0].model_copy(update={"name": "\ud800"}),)})
    with pytest.raises(FaultsError) as refused:
        create_document(tmp_path / "a.gjs", case, MEANS)
    assert codes(refused) == ["not_text"]
    assert names(tmp_path) == []


def test_a_household_that_would_not_be_read_again_is_not_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "MAX_CASE_BYTES", 10)
    with pytest.raises(FaultsError) as refused:
        create_document(tmp_path / "a.gjs", case_after(0), MEANS)
    assert codes(refused) == ["too_large"]
    assert names(tmp_path) == []


# ---- lines of a journal


@pytest.mark.parametrize("text", ["{nope", "[" * 100_000, "[1]", '"text"'])
def test_a_line_that_is_whole_and_says_nothing_ends_what_is_read(text: str) -> None:
    """Its checksum is right, so that no disk did it: what stands before it counts, and it is told."""
    head = head_line("0" * 64, "token")
    seed = seed_of(head)
    journal = read_journal(head + line_of(edit_text(1, "edit 1", "{}"), seed) + line_of(text, seed))
    assert [entry.name for entry in journal.entries] == ["edit 1"]
    assert journal.damaged


# ---- households that go while they are listed


def test_a_household_that_goes_while_it_is_looked_at_is_not_listed(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = path.rename(path.with_name(HOUSEHOLD))
    assert [kept.path for kept in kept_households.kept_households(own.parent, [], MEANS)] == [own]
    assert kept_households.unopened_since(own.parent, LATER, {}) == [own]
    # Its journal was there when it was asked for, and is gone when it is looked at.
    monkeypatch.setattr(kept_households, "is_there", lambda _path: True)
    assert kept_households.kept_households(own.parent, [], MEANS) == []
    assert kept_households.unopened_since(own.parent, LATER, {}) == []


# ---- locks


class _Once(Disk):
    """Reading fails so many times with an error, before which something happens to the file."""

    def __init__(self, error: OSError, *, times: int = 1, unlinks: bool = False) -> None:
        self._error, self._times, self._unlinks = error, times, unlinks

    def read(self, path: Path, limit: int) -> bytes:
        if path.suffix == ".lock" and self._times:
            self._times -= 1
            if self._unlinks:
                path.unlink()
            raise self._error
        return super().read(path, limit)


def test_a_lock_that_is_given_back_between_two_looks_is_had(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("calculator.files.documents.lock.time.sleep", waited.append)
    place = Places(path).lock
    assert isinstance(take(Disk(), place, like=path), Lock)
    had = take(_Once(FileNotFoundError(errno.ENOENT, "gone"), unlinks=True), place, like=path)
    assert isinstance(had, Lock)
    assert len(waited) == 1
    had.release()


def test_a_lock_that_nobody_may_read_is_somebody_elses(path: Path) -> None:
    place = Places(path).lock
    place.write_bytes(b"x")
    held = take(_Once(PermissionError(errno.EACCES, "not yours"), times=9), place, like=path)
    assert held == Holder("unknown")
    assert place.read_bytes() == b"x"


class _Taken(Disk):
    """The lock's file cannot be had for oneself: another process of this machine is at it."""

    def seize(self, descriptor: int) -> bool:
        return False


def test_who_never_gets_a_dead_lock_is_told_that_it_is_held(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    monkeypatch.setattr("calculator.files.documents.lock.time.sleep", waited.append)
    place = Places(path).lock
    place.write_bytes(b"left by a crash")
    held = take(_Taken(), place, like=path)
    assert isinstance(held, Holder)
    assert held.fault().code == "held_by_someone"
    assert place.read_bytes() == b"left by a crash"
    assert waited


class _Swept(Disk):
    """Somebody sweeps the folder before the new lock gets its name."""

    def rename(self, old: Path, new: Path) -> None:
        if old.name.endswith(".lock.new"):
            old.unlink()
        super().rename(old, new)


def test_a_new_lock_that_was_swept_away_takes_no_ones_place(path: Path) -> None:
    place = Places(path).lock
    place.write_bytes(b"dead")
    mine = Lock(_Swept(), place, path, LATER)
    assert not mine.replace(b"dead")
    assert place.read_bytes() == b"dead"


# ---- opening


def test_an_own_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "own").write_bytes(b"a file")
    with pytest.raises(FaultsError) as refused:
        create_own(tmp_path / "own", case_after(0), MEANS)
    assert len(codes(refused)) == 1
    assert names(tmp_path) == ["own"]


def test_the_version_before_of_a_household_that_somebody_has_open_is_left(path: Path) -> None:
    holder = open_document(path, MEANS)
    Places(path).backup.write_bytes(path.read_bytes())
    with pytest.raises(FaultsError) as refused:
        open_backup(path, MEANS)
    assert codes(refused) == ["held_here"]
    holder.close()


class _NoPlace(Disk):
    """The file's own name cannot be given any more."""

    def rename(self, old: Path, new: Path) -> None:
        if old.suffix == ".new":
            raise OSError(errno.EIO, "as the test wants it")
        super().rename(old, new)


def test_where_the_version_before_cannot_take_the_files_place_the_file_stays(path: Path) -> None:
    Places(path).backup.write_bytes(path.read_bytes())
    path.write_bytes(b"{ torn")
    with pytest.raises(FaultsError):
        open_backup(path, replace(MEANS, disk=_NoPlace()))
    assert path.read_bytes() == b"{ torn"
    assert not Places(path).lock.exists()


def test_a_name_that_no_file_can_have_is_a_sentence() -> None:
    with pytest.raises(FaultsError) as refused:
        open_document(Path("a\0b.gjs"), MEANS)
    assert len(codes(refused)) == 1


# ---- journals beside their file


class _Ending(Disk):
    """The journal is ended by its process between being seen and being read; or cannot be read at all."""

    def __init__(self, error: OSError) -> None:
        self._error = error

    def read(self, path: Path, limit: int) -> bytes:
        if path.suffix == ".journal":
            raise self._error
        return super().read(path, limit)


def test_a_journal_that_ended_just_now_is_none(path: Path) -> None:
    crashed(path, 1)
    gone = FileNotFoundError(errno.ENOENT, "gone")
    assert read_found(Places(path), replace(MEANS, disk=_Ending(gone))).journal is None


def test_a_journal_that_cannot_be_read_keeps_the_household_from_being_shown_as_it_was(path: Path) -> None:
    crashed(path, 1)
    with pytest.raises(FaultsError) as refused:
        open_document(path, replace(MEANS, disk=_Ending(OSError(errno.EIO, "bad"))), take_over=True)
    assert refused.value.where == "a.gjs.journal"
    assert reopened(path).case == case_after(1)


def test_an_edit_that_does_not_fit_ends_what_is_recovered_and_is_kept(path: Path) -> None:
    """Its line is whole, and it changes a row that is not there: another program wrote it."""
    crashed(path, 1)
    journal = Places(path).journal
    whole = journal.read_bytes()
    seed = seed_of(whole.splitlines(keepends=True)[0])
    journal.write_bytes(whole + line_of(edit_text(2, "edit 2", '{"visits": {"keep": [99]}}'), seed))
    found = reopened(path)
    assert found.case == case_after(1)
    assert "journal_damaged" in told(found)
    found.close()


def test_an_edit_that_makes_a_household_faulty_is_refused_in_a_sentence(path: Path) -> None:
    """Its line is whole, and it names a person who is not there: nothing is shown that nobody typed."""
    crashed(path, 1)
    journal = Places(path).journal
    whole = journal.read_bytes()
    stranger = case_after(1).visits[0].model_copy(update={"person": "nobody"})
    faulty = case_after(1).model_copy(update={"visits": (stranger,)})
    lines = whole.splitlines(keepends=True)
    seed = seed_of(lines[0])
    journal.write_bytes(whole + line_of(edit_text(2, "edit 2", change_of(case_after(1), faulty)), seed))
    with pytest.raises(FaultsError) as refused:
        reopened(path)
    assert codes(refused) == ["unknown_person"]
    assert refused.value.where == "a.gjs.journal"


class _Restless(Disk):
    """Another program touches the file whenever it was read."""

    def __init__(self) -> None:
        self.reads = 0

    def read(self, path: Path, limit: int) -> bytes:
        content = super().read(path, limit)
        if path.suffix == ".gjs":
            self.reads += 1
            path.write_bytes(content + b" ")
        return content


def test_a_file_that_never_comes_to_rest_is_read_as_it_was_last(path: Path) -> None:
    disk = _Restless()
    assert read_found(Places(path), replace(MEANS, disk=disk)).case == case_after(0)
    assert 2 < disk.reads < 20


def test_what_another_program_wrote_as_we_had_it_is_no_other_version(path: Path) -> None:
    """The journal is of the file before, and tells the household as the file has it now."""
    crashed(path, 1)
    other = made(path.with_name("b.gjs"), 1)
    other.close()
    path.write_bytes(other.path.read_bytes() + b" ")
    found = reopened(path)
    assert (found.case, told(found)) == (case_after(1), [])
    found.close()


# ---- keeping


class _Refusing(Disk):
    """Refuses what it is told to: a `folder` to be synchronised, a line to be added to a `journal`."""

    def __init__(self) -> None:
        self.refuses = ""
        self.done: list[str] = []

    def create(self, path: Path) -> int:
        self.done.append(path.name)
        return super().create(path)

    def open(self, path: Path) -> int:
        if self.refuses == "journal" and path.suffix == ".journal":
            raise OSError(errno.EIO, "as the test wants it")
        return super().open(path)

    def sync_folder(self, folder: Path) -> None:
        if self.refuses == "folder":
            raise OSError(errno.EIO, "as the test wants it")
        self.done.append("folder")
        super().sync_folder(folder)


def test_a_file_that_is_gone_is_written_again_although_nothing_was_typed(path: Path) -> None:
    document = open_document(path, MEANS)
    path.unlink()
    document.checkpoint(overwrite=True)
    document.close()
    assert names(path.parent) == ["a.gjs"]
    assert reopened(path).case == case_after(0)


def test_a_new_journal_waits_for_the_name_of_the_file_it_stands_upon(path: Path) -> None:
    """A power cut must not take back the file and leave a journal that builds upon it."""
    disk = _Refusing()
    document = open_document(path, replace(MEANS, disk=disk))
    document.record("edit 1", case_after(1))
    disk.refuses = "folder"
    with pytest.raises(FaultsError):
        document.checkpoint()  # the file has its name, which nobody knows to be certain
    disk.refuses, disk.done = "journal", []
    document.record("edit 2", case_after(2))  # the journal takes no more, and another begins
    assert disk.done[0] == "folder"
    assert any(".journal" in name for name in disk.done[1:])
    document.leave()
    assert reopened(path).case == case_after(2)


def test_a_file_that_another_program_wrote_while_nothing_was_typed(path: Path) -> None:
    document = open_document(path, MEANS)
    other = path.read_bytes() + b" "
    path.write_bytes(other)
    with pytest.raises(FaultsError) as refused:
        document.checkpoint()
    assert codes(refused) == ["changed_outside"]
    assert path.read_bytes() == other
    assert not Places(path).journal.exists()
    document.leave()


def test_a_journal_of_a_newer_program_is_left_as_it_is(path: Path) -> None:
    newer = line_of('{"format": "gongjisuan-journal/2", "base": "", "token": ""}', 0)
    Places(path).journal.write_bytes(newer)
    with pytest.raises(FaultsError) as refused:
        open_document(path, MEANS)
    assert (codes(refused), refused.value.where) == (["newer_format"], "a.gjs.journal")
    assert Places(path).journal.read_bytes() == newer


def test_what_is_as_the_file_has_it_needs_no_journal(path: Path) -> None:
    document = open_document(path, MEANS)
    document.record("edit", case_after(0).model_copy())
    assert document.saved
    assert not Places(path).journal.exists()
    document.close()


class _NoFolder(Disk):
    def sync_folder(self, folder: Path) -> None:
        raise OSError(errno.EIO, "as the test wants it")


def test_the_version_before_stays_in_the_files_place_although_its_name_is_not_certain(path: Path) -> None:
    whole = path.read_bytes()
    Places(path).backup.write_bytes(whole)
    path.write_bytes(b"{ torn")
    with pytest.raises(FaultsError):
        open_backup(path, replace(MEANS, disk=_NoFolder()))
    assert path.read_bytes() == whole


def test_a_path_that_the_system_cannot_follow_is_a_sentence(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(_path: Path) -> Path:
        raise OSError(errno.EIO, "as the test wants it")

    monkeypatch.setattr(Path, "resolve", refuses)
    with pytest.raises(FaultsError) as refused:
        open_document(path, MEANS)
    assert len(codes(refused)) == 1
