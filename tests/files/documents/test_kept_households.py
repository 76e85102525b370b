"""The households on a computer: which there are, how long nobody opened them, and forgetting one with all its files."""

import errno
import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from documents import MEANS, case_after, codes, made, names

from calculator.files.disk import Disk
from calculator.files.documents.document_names import Places
from calculator.files.documents.kept_households import forget, kept_households, unopened_since
from calculator.ground.faults import FaultsError

NOON = datetime(2026, 5, 1, 12).astimezone()
HOUR = timedelta(hours=1)


def _household(folder: Path, name: str, edits: int = 0, written: datetime | None = None) -> Path:
    """A household that is closed, and was written at some time."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    made(path, edits).close()
    if written is not None:
        _dated(path, written)
    return path


def _dated(path: Path, day: datetime) -> None:
    os.utime(path, (day.timestamp(), day.timestamp()))


# ---- which there are


def test_own_households_and_those_opened_last_are_listed_once_the_latest_first(tmp_path: Path) -> None:
    own = tmp_path / "own"
    first = _household(own, "household.gjs", 1, NOON)
    second = _household(own, "household-2.gjs", 2, NOON + 2 * HOUR)
    elsewhere = _household(tmp_path / "other", "亲戚.GJS", 3, NOON + HOUR)
    for name in ("household-.gjs", "household-x.gjs", "another.gjs", "household.gjs.bak", "xhousehold.gjs"):
        (own / name).write_bytes(b"{}")
    recent = [first, elsewhere, tmp_path / "other" / "case.json", tmp_path / "gone.gjs"]
    (tmp_path / "other" / "case.json").write_bytes(b"{}")
    found = kept_households(own, recent, MEANS)
    assert [kept.path for kept in found] == [second, elsewhere, first]
    assert [kept.case for kept in found] == [case_after(2), case_after(3), case_after(1)]
    assert [kept.opened for kept in found] == [NOON + 2 * HOUR, NOON + HOUR, NOON]
    assert [kept.size for kept in found] == [path.stat().st_size for path in (second, elsewhere, first)]


def test_when_it_was_opened_counts_before_when_it_was_written(tmp_path: Path) -> None:
    first, second = (_household(tmp_path, name, written=NOON) for name in ("household.gjs", "household-2.gjs"))
    opened = {first: NOON + HOUR, second: NOON - HOUR}
    assert [(kept.path, kept.opened) for kept in kept_households(tmp_path, [], MEANS, opened)] == [
        (first, NOON + HOUR),
        (second, NOON - HOUR),
    ]


@pytest.mark.parametrize("later", [-1, 1])
def test_a_journal_is_part_of_its_household(tmp_path: Path, later: int) -> None:
    path = _household(tmp_path, "household.gjs", written=NOON)
    journal = Places(path).journal
    journal.write_bytes(b"12345")
    _dated(journal, NOON + later * HOUR)
    (kept,) = kept_households(tmp_path, [], MEANS)
    assert kept.size == path.stat().st_size + 5
    assert kept.opened == max(NOON, NOON + later * HOUR)


def test_a_household_that_cannot_be_read_is_listed_all_the_same(tmp_path: Path) -> None:
    path = tmp_path / "household.gjs"
    path.write_bytes(b"{ torn")
    (kept,) = kept_households(tmp_path, [], MEANS)
    assert (kept.path, kept.case, kept.size) == (path, None, 6)


def test_a_journal_whose_household_is_gone_is_one(tmp_path: Path) -> None:
    """It was never written but to its journal: it is to be seen, and can be forgotten."""
    path = tmp_path / "relatives.gjs"
    Places(path).journal.write_bytes(b"12345")
    (kept,) = kept_households(tmp_path, [path], MEANS)
    assert (kept.path, kept.case, kept.size) == (path, None, 5)


def test_where_there_is_no_folder_there_is_no_household(tmp_path: Path) -> None:
    assert kept_households(tmp_path / "none", [], MEANS) == []
    assert kept_households(tmp_path / "none", [tmp_path / "gone.gjs"], MEANS) == []
    assert unopened_since(tmp_path / "none", NOON, {}) == []


@pytest.mark.skipif(os.name == "nt", reason="a loop of links")
def test_what_the_system_cannot_look_at_is_passed_over(tmp_path: Path) -> None:
    loop = tmp_path / "household.gjs"
    loop.symlink_to(loop)
    there = _household(tmp_path, "household-2.gjs", written=NOON)
    assert [kept.path for kept in kept_households(tmp_path, [], MEANS)] == [there]
    assert unopened_since(tmp_path, NOON + HOUR, {}) == [there]


# ---- how long nobody opened them


def test_nobody_opened_or_edited_it_since(tmp_path: Path) -> None:
    path = _household(tmp_path, "household.gjs", written=NOON)
    _household(tmp_path, "another.gjs", written=NOON - HOUR)
    assert unopened_since(tmp_path, NOON + HOUR, {}) == [path]
    assert unopened_since(tmp_path, NOON, {}) == []  # at that very moment
    assert unopened_since(tmp_path, NOON - HOUR, {}) == []
    # It was opened since, though it was not written; or written, though it was opened before.
    assert unopened_since(tmp_path, NOON + HOUR, {path: NOON + 2 * HOUR}) == []
    assert unopened_since(tmp_path, NOON + HOUR, {path: NOON - HOUR}) == [path]
    assert unopened_since(tmp_path, NOON - HOUR, {path: NOON - 2 * HOUR}) == []


@pytest.mark.parametrize(("edited", "left"), [(-1, True), (2, False)])
def test_an_edit_in_the_journal_counts_as_written(tmp_path: Path, edited: int, left: bool) -> None:
    path = _household(tmp_path, "household.gjs", written=NOON)
    journal = Places(path).journal
    journal.write_bytes(b"12345")
    _dated(journal, NOON + edited * HOUR)
    assert (unopened_since(tmp_path, NOON + HOUR, {}) == [path]) == left


# ---- forgetting one


def test_all_that_is_a_households_own_is_forgotten_and_nothing_else(tmp_path: Path) -> None:
    path = _household(tmp_path, "household.gjs")
    own = [
        *("household.gjs.journal", "household.gjs.bak", "household.gjs.new", "household.gjs.lock"),
        *("household.gjs.journal.20260501-120000", "household.gjs.lock\n", "household.20260501-120000.gjs"),
        *("household.20260501-120000-2.gjs", "household.gjs.gongjisuan-case-0.bak"),
    ]
    others = ["household-2.gjs", "household-2.gjs.journal", "household.2026.gjs", "household.20260501-120000.gjsx"]
    others += ["ahousehold.gjs", "household.json", "household.20260501-120000-.gjs"]
    for name in (*own, *others):
        (tmp_path / name).write_bytes(b"")
    forget(path, MEANS)
    assert names(tmp_path) == sorted(others)


def test_what_is_open_is_not_forgotten(tmp_path: Path) -> None:
    document = made(tmp_path / "household.gjs")
    before = names(tmp_path)
    with pytest.raises(FaultsError) as refused:
        forget(tmp_path / "household.gjs", MEANS)
    assert codes(refused) == ["held_here"]
    assert refused.value.where == "household.gjs"
    assert names(tmp_path) == before
    document.close()
    forget(tmp_path / "household.gjs", MEANS)
    assert names(tmp_path) == []


class _Stubborn(Disk):
    """Removes so many files, and then no more; notes which, and whether the folder was synchronised."""

    def __init__(self, most: int = 1 << 20, error: int = errno.EACCES) -> None:
        self._most, self._error = most, error
        self.removed, self.synced = list[str](), list[Path]()

    def unlink(self, path: Path) -> None:
        if len(self.removed) >= self._most:
            raise OSError(self._error, os.strerror(self._error))
        self.removed.append(path.name)
        super().unlink(path)

    def sync_folder(self, folder: Path) -> None:
        self.synced.append(folder)
        super().sync_folder(folder)


def test_the_household_itself_goes_last_and_for_certain(tmp_path: Path) -> None:
    path, disk = _household(tmp_path, "household.gjs"), _Stubborn()
    for name in ("household.gjs.journal", "household.gjs.bak", "household.20260501-120000.gjs"):
        (tmp_path / name).write_bytes(b"")
    forget(path, replace(MEANS, disk=disk))
    assert disk.removed[-1] == "household.gjs"
    assert len(disk.removed) == 4
    assert disk.synced == [tmp_path]


def test_a_disk_that_refuses_leaves_it_to_be_seen(tmp_path: Path) -> None:
    path = _household(tmp_path, "household.gjs", 2)
    (tmp_path / "household.gjs.bak").write_bytes(b"")
    with pytest.raises(FaultsError) as refused:
        forget(path, replace(MEANS, disk=_Stubborn(1)))
    assert codes(refused) == ["may_not_write"]
    assert refused.value.where == "household.gjs"
    assert [kept.case for kept in kept_households(tmp_path, [], MEANS)] == [case_after(2)]


def test_one_that_somebody_else_forgot_meanwhile_is_forgotten(tmp_path: Path) -> None:
    path = _household(tmp_path, "household.gjs")
    forget(path, replace(MEANS, disk=_Stubborn(0, errno.ENOENT)))
    forget(tmp_path / "none" / "household.gjs", MEANS)
