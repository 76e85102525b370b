"""Who holds a lock, as far as its file tells; and what happens in the moments in which locks change hands."""

import errno
import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from calculator.files.disk import Disk
from calculator.files.documents import lock as locks
from calculator.files.documents.lock import Holder, Lock, holder_of, now, take
from calculator.files.documents.processes import machine, start_of

BYTES = 2048
SINCE = "2026-05-01T12:03:00+08:00"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "a.gjs.lock"


def _taken(path: Path, disk: Disk | None = None, **how: Any) -> Lock:
    lock = take(disk or Disk(), path, **how)
    assert isinstance(lock, Lock)
    return lock


def _content(**fields: Any) -> bytes:
    """A lock of a process that runs on this machine: the one that started this one."""
    pid = os.getppid()
    data = {"user": "甲", "host": "办公室", "pid": pid, "since": SINCE, "machine": machine(), "start": start_of(pid)}
    return json.dumps({**data, **fields}).encode()


def _dead(**fields: Any) -> bytes:
    """A lock of a process that runs no more: another began under its number."""
    return _content(start="long ago", **fields)


# ---- what a lock tells


def test_a_lock_tells_who_has_the_document(path: Path) -> None:
    at = datetime(2026, 5, 1, 12, 3).astimezone()
    lock = _taken(path, clock=lambda: at)
    content = path.read_bytes()
    assert len(content) == BYTES
    assert content.endswith(b"\n")
    told = json.loads(content)
    assert (told["pid"], told["start"]) == (os.getpid(), start_of(os.getpid()))
    holder = holder_of(Disk(), path)
    assert holder is not None
    assert (holder.where, holder.pid, holder.since) == ("this program", os.getpid(), at)
    lock.release()
    assert holder_of(Disk(), path) is None
    assert not path.exists()


def test_two_locks_of_one_process_are_two(path: Path) -> None:
    first, second = _taken(path), _taken(path.with_name("b"))
    assert json.loads(path.read_bytes())["token"] != json.loads(path.with_name("b").read_bytes())["token"]
    first.release()
    second.release()


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (_content(), "this computer"),
        (_content(start=""), "this computer"),  # whose beginning was not known
        (_content(machine="another"), "elsewhere"),
        (_dead(), None),
        (_content(pid=1 << 30), None),
        (_content(pid=0), None),
        (b"", None),
        (b"{}", None),
        (b"[]", None),
        (_content(pid="1"), None),
        (_content(user=1), None),
        (_content(host=None), None),
        (_content(machine=7), None),
        (_content(start=7), None),
        (_content(since="yesterday"), None),
        (_content(since=7), None),
    ],
    ids=lambda value: "lock" if isinstance(value, bytes) else None,  # what is in it is another at every run
)
def test_who_holds_it_is_told_without_touching_it(path: Path, content: bytes, expected: str | None) -> None:
    path.write_bytes(content)
    holder = holder_of(Disk(), path)
    assert (None if holder is None else holder.where) == expected
    assert path.read_bytes() == content


def test_a_process_whose_beginning_is_not_known_now_runs(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(_content())
    monkeypatch.setattr(locks, "start_of", lambda _pid: "")
    holder = holder_of(Disk(), path)
    assert holder is not None
    assert holder.where == "this computer"


def test_names_in_a_lock_are_text_of_one_line(path: Path) -> None:
    path.write_bytes(_content(user="a\n b\t" + "c" * 200, host="  "))
    holder = holder_of(Disk(), path)
    assert holder is not None
    assert (holder.user, holder.host) == ("a b " + "c" * 96, "")


@pytest.mark.parametrize(
    ("holder", "code", "figures"),
    [
        (Holder("this program"), "held_here", {}),
        (Holder("unknown"), "held_by_someone", {}),
        (Holder("elsewhere", "甲", "办公室", 7, None), "held_by_someone", {}),
        (
            Holder("this computer", "", "", 7, datetime.fromisoformat(SINCE)),
            "held_on_this_computer",
            {"user": "?", "host": "?"},
        ),
        (
            Holder("elsewhere", "甲", "办公室", 7, datetime.fromisoformat(SINCE)),
            "held_elsewhere",
            {"user": "甲", "host": "办公室"},
        ),
    ],
)
def test_what_is_said_of_a_holder(holder: Holder, code: str, figures: dict[str, str]) -> None:
    fault = holder.fault()
    assert fault.code == code
    assert {name: value for name, value in fault.figures.items() if name != "since"} == figures


# ---- moments


def _meanwhile(monkeypatch: pytest.MonkeyPatch, happens: Callable[[], object]) -> list[float]:
    """What another process does while this one pauses; gives how long the pauses were."""
    pauses = list[float]()

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        happens()

    monkeypatch.setattr(time, "sleep", sleep)
    return pauses


def test_a_lock_that_is_just_being_written_is_waited_for(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b'{"pid"')
    pauses = _meanwhile(monkeypatch, lambda: path.write_bytes(_content()))
    holder = take(Disk(), path)
    assert isinstance(holder, Holder)
    assert holder.where == "this computer"
    assert len(pauses) == 1
    assert path.read_bytes() == _content()


def test_one_that_stays_half_written_was_left_by_a_crash(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path.write_bytes(b'{"pid"')
    pauses = _meanwhile(monkeypatch, lambda: None)
    _taken(path).release()
    assert 2 <= len(pauses) < 10


def test_a_person_need_not_wait_to_take_it_over(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for content in (b'{"pid"', _content()):
        path.write_bytes(content)
        pauses = _meanwhile(monkeypatch, lambda: None)
        _taken(path, take_over=True).release()
        assert not pauses


class _Quicker(Disk):
    """Another process is quicker: `happens` right after this one looked into the lock for the `at`-th time."""

    def __init__(self, happens: Callable[[], object], at: int = 1) -> None:
        self._happens, self._at = happens, at

    def read(self, path: Path, limit: int) -> bytes:
        content = super().read(path, limit)
        self._at -= 1
        if self._at == 0:
            self._happens()
        return content


def test_of_two_that_find_a_dead_holder_one_gets_it(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _meanwhile(monkeypatch, lambda: None)
    path.write_bytes(_dead())
    other = _content()

    def takes_it() -> None:
        path.unlink()
        path.write_bytes(other)

    holder = take(_Quicker(takes_it), path)
    assert isinstance(holder, Holder)
    assert holder.where == "this computer"
    assert path.read_bytes() == other
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_a_dead_lock_that_another_process_removed_is_made_anew(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _meanwhile(monkeypatch, lambda: None)
    path.write_bytes(_dead())
    _taken(path, _Quicker(path.unlink)).release()


def test_a_lock_is_replaced_only_where_it_is_the_one_that_was_found(path: Path) -> None:
    lock = Lock(Disk(), path, path, now())
    assert lock.replace(b"x") is False  # there is none
    path.write_bytes(b"y")
    assert lock.replace(b"x") is False
    assert path.read_bytes() == b"y"
    (path.with_name(f"{path.name}.new")).write_bytes(b"left by a crash")
    assert lock.replace(b"y") is True
    assert lock.other() is None
    assert [one.name for one in path.parent.iterdir()] == [path.name]


class _OpenFiles(Disk):
    """Counts the files that are open; one call fails."""

    def __init__(self, fails: str = "") -> None:
        self._fails, self.open_files = fails, 0

    def _fail(self, call: str) -> None:
        if call == self._fails:
            raise OSError(errno.EIO, "as the test wants it")

    def create(self, path: Path) -> int:
        descriptor = super().create(path)
        self.open_files += 1
        return descriptor

    def open(self, path: Path) -> int:
        descriptor = super().open(path)
        self.open_files += 1
        return descriptor

    def open_to_look(self, path: Path) -> int:
        descriptor = super().open_to_look(path)
        self.open_files += 1
        return descriptor

    def write(self, descriptor: int, content: bytes, at: int = 0) -> None:
        self._fail("write")
        super().write(descriptor, content, at)

    def rename(self, old: Path, new: Path) -> None:
        self._fail("rename")
        super().rename(old, new)

    def unlink(self, path: Path) -> None:
        self._fail("unlink")
        super().unlink(path)

    def close(self, descriptor: int) -> None:
        self.open_files -= 1
        super().close(descriptor)


@pytest.mark.parametrize("fails", ["", "write", "rename", "unlink"])
def test_no_file_of_a_lock_stays_open(path: Path, fails: str) -> None:
    disk = _OpenFiles(fails)
    for content in (None, _dead(), b"y"):
        path.unlink(missing_ok=True)
        if content is not None:
            path.write_bytes(content)
        with suppress(OSError):
            lock = take(disk, path, take_over=True)
            assert isinstance(lock, Lock)
            lock.release()
        assert disk.open_files == 0


def test_what_could_not_be_written_is_not_left(path: Path) -> None:
    with pytest.raises(OSError, match="as the test wants it"):
        take(_OpenFiles("write"), path)
    assert not path.exists()


def test_a_lock_that_cannot_be_removed_is_emptied(path: Path) -> None:
    disk = _OpenFiles("unlink")
    _taken(path, disk).release()
    assert path.read_bytes() == b""
    assert disk.open_files == 0
    _taken(path).release()


def test_what_somebody_else_took_over_is_not_released(path: Path) -> None:
    lock = _taken(path)
    path.write_bytes(_content())
    other = lock.other()
    assert other is not None
    assert other.where == "this computer"
    lock.release()
    assert path.read_bytes() == _content()


def test_a_lock_that_failed_to_go_holds_nobody_up_in_this_process(path: Path) -> None:
    lock = _taken(path)
    content = path.read_bytes()
    lock.release()
    path.write_bytes(content)  # as if the disk had been away
    assert holder_of(Disk(), path) is None
    _taken(path).release()


@pytest.mark.skipif(os.name == "nt", reason="rights of files")
def test_who_may_use_the_document_may_read_its_lock(path: Path) -> None:
    document = path.with_name("a.gjs")
    document.write_bytes(b"")
    document.chmod(0o664)
    lock = _taken(path, like=document)
    assert path.stat().st_mode & 0o777 == 0o664
    lock.release()
    lock = _taken(path)
    assert path.stat().st_mode & 0o777 == 0o600
    lock.release()


class _Anothers(Disk):
    """A lock of another user's, which may not be read."""

    def read(self, path: Path, limit: int) -> bytes:
        raise PermissionError(errno.EACCES, "as the test wants it")


def test_a_lock_that_may_not_be_read_is_held_by_someone(path: Path) -> None:
    path.write_bytes(_content())
    holder = take(_Anothers(), path, take_over=True)
    assert holder == Holder("unknown")
    assert holder_of(_Anothers(), path) is None  # nothing can be told
    assert path.read_bytes() == _content()


class _NeverSeized(Disk):
    """Another process is always just taking the lock over."""

    def seize(self, descriptor: int) -> bool:
        return False


def test_who_never_gets_a_dead_lock_is_told_whose_it_was(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = _meanwhile(monkeypatch, lambda: None)
    path.write_bytes(_dead())
    holder = take(_NeverSeized(), path)
    assert isinstance(holder, Holder)
    assert (holder.where, holder.user, len(pauses)) == ("this computer", "甲", 9)
    assert path.read_bytes() == _dead()
