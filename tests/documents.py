"""What tests of documents share: households that tell how many edits they hold, and disks on which things go wrong."""

import errno
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from statements import LIBRARY, WORDINGS

from calculator.case.case import Case, Person, Visit
from calculator.files.disk import Disk
from calculator.files.documents.document import Document
from calculator.files.documents.document_names import Places
from calculator.files.documents.opening import create_document, open_document
from calculator.files.documents.opening_context import OpeningContext
from calculator.ground.faults import FaultsError
from calculator.ground.money import Fen
from calculator.ground.months import month_at

MEANS = OpeningContext(LIBRARY)


@cache
def _visit(number: int, total: int) -> Visit:
    return Visit.model_construct(
        id=f"v{number}", person="me", date=date(2023, 3, 1), institution="level2", total=Fen(total)
    )


@cache
def case_after(edits: int) -> Case:
    """A household after so many edits: rows come, go, change and trade places."""
    rows = [_visit(number, edits if number == edits % 7 else number) for number in range(edits % 11)]
    if edits % 3 == 0:
        rows.reverse()
    readings = {"rizhao": {"rounding": "truncate"}} if edits % 2 else {}
    return Case.model_construct(
        format="gongjisuan-case/1",
        from_=month_at(2023, 1),
        through=month_at(2023, 12),
        people=(Person.model_construct(id="me", name=str(edits), region="rizhao", status="employed"),),
        visits=tuple(rows),
        readings=readings,
    )


def edits_in(case: Case) -> int:
    """How many edits a household of `case_after` holds; fails where it is none of them."""
    edits = int(case.people[0].name)
    assert case == case_after(edits)
    return edits


def made(path: Path, edits: int = 0) -> Document:
    """A new document."""
    return create_document(path, case_after(edits), MEANS)


def reopened(path: Path) -> Document:
    """A document whose process died: this one took its lock, and would otherwise still hold it."""
    return open_document(path, MEANS, take_over=True)


class Stopped(BaseException):
    """The process is gone: nothing that it would still do happens."""


class WatchedDisk(Disk):
    """A disk that calls `before` ahead of each call that changes something, with the call's name."""

    def __init__(self, before: Callable[[str], None]) -> None:
        self._before = before

    def create(self, path: Path) -> int:
        self._before("create")
        return super().create(path)

    def open(self, path: Path) -> int:
        self._before("open")
        return super().open(path)

    def write(self, descriptor: int, content: bytes, at: int = 0) -> None:
        try:
            self._before("write")
        except BaseException:
            super().write(descriptor, content[: len(content) // 2], at)  # some of it may have been written
            raise
        super().write(descriptor, content, at)

    def truncate(self, descriptor: int, size: int) -> None:
        self._before("truncate")
        super().truncate(descriptor, size)

    def fsync(self, descriptor: int) -> None:
        self._before("fsync")
        super().fsync(descriptor)

    def close(self, descriptor: int) -> None:
        super().close(descriptor)
        self._before("close")

    def rename(self, old: Path, new: Path) -> None:
        self._before("rename")
        super().rename(old, new)

    def unlink(self, path: Path) -> None:
        self._before("unlink")
        super().unlink(path)

    def sync_folder(self, folder: Path) -> None:
        self._before("sync_folder")
        super().sync_folder(folder)

    def stat(self, path: Path) -> Any:
        self._before("stat")
        return super().stat(path)

    def read(self, path: Path, limit: int) -> bytes:
        self._before("read")
        return super().read(path, limit)


class FailingDisk(WatchedDisk):
    """Fails at one call, or from it on; `failed` is the name of the call, empty where it did not come to it."""

    def __init__(self, at: int, error: int = errno.EIO, *, times: int = 1) -> None:
        super().__init__(self._count)
        self._at, self._error, self._times = at, error, times
        self.failed = ""

    def fail(self, error: int) -> None:
        """From here on nothing works."""
        self._at, self._error, self._times = 0, error, 1 << 30

    def repair(self) -> None:
        """From here on everything works."""
        self._times = 0

    def _count(self, call: str) -> None:
        self._at -= 1
        if self._at < 0 and self._times > 0:
            self._times -= 1
            self.failed = self.failed or call
            raise OSError(self._error, "as the test wants it")


class StoppingDisk(WatchedDisk):
    """Ends the process at one call, as far as this can be played."""

    def __init__(self, at: int) -> None:
        super().__init__(self._count)
        self._at = at

    def _count(self, _call: str) -> None:
        self._at -= 1
        if self._at < 0:
            raise Stopped


class PowerCutDisk(StoppingDisk):
    """As `StoppingDisk`; and `cut` leaves what a power cut may leave of a folder.

    What was written and not synchronised is gone; of the names that were changed since the folder was synchronised,
    the later ones are.
    """

    def __init__(self, at: int, folder: Path) -> None:
        super().__init__(at)
        self._folder = folder
        self._synced: dict[int, bytes] = {}
        self._open: dict[int, Path] = {}
        self._names: list[dict[str, int]] = []
        for path in folder.iterdir():
            self._synced[path.stat().st_ino] = path.read_bytes()
        self._note()

    def versions(self) -> int:
        """How many states of the names may be found after a cut."""
        return len(self._names)

    def cut(self, version: int, into: Path) -> None:
        """Make a folder as it may be found after the cut."""
        with suppress(FileNotFoundError):
            shutil.rmtree(into)
        into.mkdir()
        for name, inode in self._names[version].items():
            (into / name).write_bytes(self._synced.get(inode, b""))

    def create(self, path: Path) -> int:
        descriptor = super().create(path)
        self._synced[path.stat().st_ino] = b""
        self._open[descriptor] = path
        self._note()
        return descriptor

    def open(self, path: Path) -> int:
        descriptor = super().open(path)
        self._open[descriptor] = path
        return descriptor

    def fsync(self, descriptor: int) -> None:
        super().fsync(descriptor)
        path = self._open[descriptor]
        self._synced[path.stat().st_ino] = path.read_bytes()

    def rename(self, old: Path, new: Path) -> None:
        super().rename(old, new)
        self._note()

    def unlink(self, path: Path) -> None:
        super().unlink(path)
        self._note()

    def sync_folder(self, folder: Path) -> None:
        super().sync_folder(folder)
        self._names = self._names[-1:]

    def _note(self) -> None:
        self._names.append({path.name: path.stat().st_ino for path in self._folder.iterdir()})


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


def codes(refused: pytest.ExceptionInfo[FaultsError]) -> list[str]:
    """The codes of the faults for which something was refused."""
    return [fault.code for fault in refused.value.faults]


def told(document: Document) -> list[str]:
    """The codes of what is told about the opening, all of which are sentences."""
    for notice in document.notices:
        assert all(wording.fault(notice) for wording in WORDINGS.values())
    return [notice.code for notice in document.notices]


def crashed(path: Path, *edits: int) -> None:
    """A document whose process died after these edits."""
    document = open_document(path, MEANS)
    for number in edits:
        document.record(f"edit {number}", case_after(number))
    Places(document.path).lock.unlink()


class NoNewFile(Disk):
    """No room to write `a.gjs` anew."""

    def create(self, path: Path) -> int:
        if path.name == "a.gjs.new":
            raise OSError(errno.ENOSPC, "full")
        return super().create(path)


class NoNewFiles(Disk):
    """No room to write any file anew."""

    def create(self, path: Path) -> int:
        if path.suffix == ".new":
            raise OSError(errno.ENOSPC, "full")
        return super().create(path)


class ReadOnlyDisk(Disk):
    """A disk on which no file can be made."""

    def create(self, path: Path) -> int:
        raise OSError(errno.EROFS, "read-only", str(path))
