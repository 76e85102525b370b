"""Whatever call of the disk fails, and wherever a process or the power goes: every saved edit is there afterwards."""

import errno
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from documents import (
    FailingDisk,
    PowerCutDisk,
    Stopped,
    StoppingDisk,
    case_after,
    edits_in,
    made,
    reopened,
)
from statements import LIBRARY

from calculator.case.case import Case
from calculator.files.disk import Disk
from calculator.files.documents.document import Document
from calculator.files.documents.opening import create_document, open_backup, open_document, save_as
from calculator.files.documents.opening_context import Means
from calculator.ground.faults import FaultsError

MOST_CALLS = 400


class Person:
    """Someone who goes on working whatever happens, and remembers what was said to be saved."""

    def __init__(self, path: Path, disk: Disk, whole_rows: int) -> None:
        self._path, self._means = path, Means(LIBRARY, disk, whole_rows=whole_rows)
        self.typed = self.saved = edits_in(reopened_case(path))
        self.document: Document | None = None

    def work(self) -> None:
        """Edit, save, undo, close and open again."""
        self._open()
        self._edit(3)
        self._undo()
        self._checkpoint()
        self._edit(2)
        self._close()
        self._open()
        self._edit(2)
        self._checkpoint()
        self._edit(1)

    def edit_once(self) -> None:
        """One more edit, now that everything works again."""
        self._open()
        self._edit(1)

    def _open(self) -> None:
        if self.document is None or self.document.read_only:
            try:
                self.document = open_document(self._path, self._means, take_over=True)
            except FaultsError:
                return
            self.typed = edits_in(self.document.case)
            assert self.typed >= self.saved

    def _edit(self, count: int) -> None:
        for _edit in range(count):
            self._record(self.typed + 1)

    def _undo(self) -> None:
        # Back to what was there: the same rows, and yet the number of an edit that was not there before.
        self._record(self.typed + 7)

    def _record(self, edits: int) -> None:
        if self.document is not None:
            self.typed = edits
            try:
                self.document.record(f"edit {edits}", case_after(edits))
            except FaultsError:
                assert self.document.case is case_after(edits)
                return
            assert self.document.saved
            self.saved = edits

    def _checkpoint(self) -> None:
        if self.document is not None:
            try:
                self.document.checkpoint()
            except FaultsError:
                return
            self.saved = self.typed

    def _close(self) -> None:
        if self.document is not None:
            try:
                self.document.close()
            except FaultsError:
                self.document.leave()
            else:
                self.saved = max(self.saved, self.typed)
            self.document = None


def reopened_case(path: Path) -> Case:
    document = reopened(path)
    case = document.case
    document.leave()
    return case


def numbered(folder: Path) -> Iterator[tuple[int, Path]]:
    for number in range(MOST_CALLS):
        path = folder / str(number) / "a.gjs"
        path.parent.mkdir()
        made(path).close()
        yield number, path
    pytest.fail("it never came through")


@pytest.mark.parametrize(
    ("error", "times", "whole_rows"),
    [
        (errno.EIO, 1, 0),
        (errno.EIO, 1, 300),
        (errno.ENOSPC, 2, 0),
        (errno.EACCES, 3, 300),
        (errno.EROFS, MOST_CALLS, 0),
    ],
)
def test_every_call_fails_in_turn(tmp_path: Path, error: int, times: int, whole_rows: int) -> None:
    calls = set()
    for number, path in numbered(tmp_path):
        disk = FailingDisk(number, error, times=times)
        person = Person(path, disk, whole_rows)
        person.work()
        if disk.failed and times < MOST_CALLS:
            disk.repair()
            person.edit_once()
            assert person.saved == person.typed  # the document goes on as if nothing had been
        after = reopened(path)
        assert person.saved <= edits_in(after.case) <= person.typed
        assert not after.read_only
        after.close()
        assert [found.name for found in path.parent.iterdir() if not known(found)] == []
        if not disk.failed:
            break
        calls.add(disk.failed)
    assert calls >= {"create", "open", "write", "fsync", "close", "rename", "unlink", "sync_folder", "stat", "read"}


def known(path: Path) -> bool:
    return path.name in ("a.gjs", "a.gjs.bak")


def test_a_process_ends_at_every_call(tmp_path: Path) -> None:
    for number, path in numbered(tmp_path):
        person = Person(path, StoppingDisk(number), 0)
        try:
            person.work()
        except Stopped:
            after = reopened(path)
            assert person.saved <= edits_in(after.case) <= person.typed
            after.close()
            assert reopened(path).case == after.case
        else:
            break


@pytest.mark.parametrize("whole_rows", [0, 300])
def test_the_power_goes_at_every_call(tmp_path: Path, whole_rows: int) -> None:
    for number, path in numbered(tmp_path):
        disk = PowerCutDisk(number, path.parent)
        person = Person(path, disk, whole_rows)
        try:
            person.work()
        except Stopped:
            for version in range(disk.versions()):
                disk.cut(version, tmp_path / "after")
                after = reopened(tmp_path / "after" / "a.gjs")
                assert person.saved <= edits_in(after.case) <= person.typed
                after.close()
                assert reopened(after.path).case == after.case
        else:
            break


def _create(path: Path, means: Means) -> None:
    create_document(path.with_name("b.gjs"), case_after(5), means).close()


def _save_as(path: Path, means: Means) -> None:
    save_as(open_document(path, means, take_over=True), path.with_name("b.gjs"), means).close()


def _overwrite(path: Path, means: Means) -> None:
    document = open_document(path, means, take_over=True)
    path.write_bytes(b"something else")
    document.case = case_after(5)
    document.checkpoint(overwrite=True)


def _open_backup(path: Path, means: Means) -> None:
    path.with_name("a.gjs.bak").write_bytes(path.read_bytes())
    path.write_bytes(b"damaged")
    open_backup(path, means).close()


def _migrate(path: Path, means: Means) -> None:
    path.write_bytes(path.read_bytes().replace(b"case/1", b"case/0"))
    open_document(path, means, take_over=True).close()


def _present(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "format": "gongjisuan-case/1"}


@pytest.mark.parametrize("step", [_create, _save_as, _overwrite, _open_backup, _migrate])
@pytest.mark.parametrize("kind", ["fails", "ends"])
def test_whatever_is_done_with_a_document_something_whole_is_left(
    tmp_path: Path, step: Callable[[Path, Means], None], kind: str
) -> None:
    steps = {"gongjisuan-case/0": _present}
    for number, path in numbered(tmp_path):
        disk = FailingDisk(number, errno.ENOSPC, times=MOST_CALLS) if kind == "fails" else StoppingDisk(number)
        try:
            step(path, Means(LIBRARY, disk, steps=steps))
        except (FaultsError, Stopped):
            pass
        else:
            if not (isinstance(disk, FailingDisk) and disk.failed):
                break
        for name in ("a.gjs", "b.gjs"):
            _whole(path.with_name(name), Means(LIBRARY, steps=steps))
        assert path.exists() or path.with_name("a.gjs.bak").exists()


def _whole(path: Path, means: Means) -> None:
    """A document is there as it was before or after, or not at all; or what was there before is still the same."""
    if not path.exists() or path.read_bytes() in (b"something else", b"damaged"):
        return
    document = open_document(path, means, take_over=True)
    assert edits_in(document.case) in (0, 5)
    document.close()
