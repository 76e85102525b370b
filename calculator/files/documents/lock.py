"""One writer at a time: a file beside the document that says who has it open.

Whose process on this machine has ended holds nothing any more; a lock from another machine is respected, as nobody
here can tell whether it is alive. Those who may use the document may read its lock, and so see who has it open.

A link, a pipe or a folder in the place of a lock is not ours: it is neither followed nor replaced, and the document
opens read-only.
"""

import errno
import json
import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Literal, NamedTuple

from calculator.files.disk import Disk, InTheWayError, remove_quietly
from calculator.files.documents.processes import host_name, machine, start_of, user_name
from calculator.ground.faults import Fault
from calculator.ground.plain_files import NotPlainError
from calculator.ground.plain_text import steady

FORMAT = "gongjisuan-lock/1"
_LONGEST_NAME = 100
_BYTES = 2048
_TRIES, _PAUSE = 10, 0.05
_HELD = set[str]()
"""The tokens of the locks that this process holds: one that it failed to remove it does not hold any more."""

Where = Literal["this program", "this computer", "elsewhere", "unknown"]


def now() -> datetime:
    """The time by the machine's clock, with its time zone."""
    return datetime.now().astimezone()


class Holder(NamedTuple):
    """Who has a document open; names are empty, and the time is None, where they are not known."""

    where: Where
    user: str = ""
    host: str = ""
    pid: int = 0
    since: datetime | None = None

    def fault(self) -> Fault:
        """The sentence that says so."""
        if self.where == "this program":
            return Fault("", "held_here")
        if self.where == "unknown" or self.since is None:
            return Fault("", "held_by_someone")
        since = f"{self.since.astimezone():%Y-%m-%d %H:%M}"
        code = "held_on_this_computer" if self.where == "this computer" else "held_elsewhere"
        return Fault("", code, {"user": self.user or "?", "host": self.host or "?", "since": since})


class Lock:
    """A lock that this process has taken; those who may use the file at `like` may read it."""

    def __init__(self, disk: Disk, path: Path, like: Path, at: datetime) -> None:
        self._disk, self._path, self._like = disk, path, like
        self._token = os.urandom(8).hex()  # two windows of one process are two holders
        self._content = _own_content(at, self._token)

    def make(self) -> None:
        """Make the file, which must not be there yet. Raises OSError."""
        self._write(self._path)
        _HELD.add(self._token)

    def replace(self, found: bytes) -> bool:
        """Take the place of the lock that was `found`; False where another process was quicker. Raises OSError."""
        disk, path = self._disk, self._path
        try:
            descriptor = disk.open_to_look(path)
        except FileNotFoundError:
            return False
        beside = path.with_name(f"{path.name}.new")
        try:
            if not (disk.seize(descriptor) and disk.is_at(descriptor, path) and _read(disk, path) == found):
                return False
            if sys.platform == "win32":  # which does not rename over what somebody has open
                disk.close(descriptor)
                descriptor = -1
            with suppress(FileNotFoundError):
                disk.unlink(beside)
            self._write(beside)
            disk.rename(beside, path)
            _HELD.add(self._token)
            return _read(disk, path) == self._content
        except FileNotFoundError:
            return False
        finally:
            if descriptor >= 0:
                disk.close(descriptor)

    def _write(self, path: Path) -> None:
        """Write a new file; it need not outlive a power cut, which ends us too."""
        descriptor = self._disk.create(path)
        try:
            try:
                self._disk.share_as(descriptor, self._like)
                self._disk.write(descriptor, self._content)
            finally:
                self._disk.close(descriptor)
        except OSError:
            remove_quietly(self._disk, path)
            raise

    def other(self) -> Holder | None:
        """Who has taken it over; None while it is ours. A lock that somebody removed is put back. Raises OSError."""
        try:
            found = _read(self._disk, self._path)
        except FileNotFoundError:
            self.make()
            return None
        return None if found == self._content else _holder_in(found)[0]

    def release(self) -> None:
        """Let others have the document, also where the lock cannot be removed: then it is emptied, if that works.

        Where the disk is gone it holds nobody up in this process, and nobody else once this process has ended.
        """
        _HELD.discard(self._token)
        disk = self._disk
        try:
            if disk.read(self._path, _BYTES) != self._content:
                return
            try:
                disk.unlink(self._path)
            except OSError:
                descriptor = disk.open(self._path)
                try:
                    disk.truncate(descriptor, 0)
                finally:
                    disk.close(descriptor)
        except OSError:
            pass


def take(
    disk: Disk,
    path: Path,
    clock: Callable[[], datetime] = now,
    *,
    take_over: bool = False,
    like: Path | None = None,
) -> Lock | Holder:
    """The lock at `path`, or who holds it; with `take_over` it is had whoever holds it. Raises OSError.

    Those who may use the file `like` may read it.
    """
    lock = Lock(disk, path, like or path, clock())
    holder = Holder("unknown")
    for tried in range(_TRIES):
        if tried:
            time.sleep(_PAUSE)
        try:
            lock.make()
        except FileExistsError:
            pass
        else:
            return lock
        try:
            found = _read(disk, path)
        except FileNotFoundError:
            continue  # given back just now
        except PermissionError:
            return holder  # another user's
        holder, alive = _holder_in(found)
        # One that cannot be read may be in the course of being written; what stays so was left by a crash.
        unread = holder.where == "unknown" and tried < _TRIES // 2
        if not take_over and (alive or unread):
            if alive:
                return holder
            continue
        if lock.replace(found):
            return lock
    return holder


def holder_of(disk: Disk, path: Path) -> Holder | None:
    """Who holds the lock at `path`, as far as can be told without touching it."""
    try:
        holder, alive = _holder_in(disk.read(path, _BYTES))
    except OSError:
        return None
    return holder if alive else None


def _read(disk: Disk, path: Path) -> bytes:
    """What stands in a lock. Raises OSError; InTheWayError where it is no file."""
    try:
        return disk.read(path, _BYTES)
    except (IsADirectoryError, NotPlainError):
        raise InTheWayError(path) from None
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise InTheWayError(path) from None
        raise


def _own_content(at: datetime, token: str) -> bytes:
    data = {
        "format": FORMAT,
        "user": user_name()[:_LONGEST_NAME],
        "host": host_name()[:_LONGEST_NAME],
        "pid": os.getpid(),
        "since": at.isoformat(timespec="seconds"),
        "machine": machine(),
        "start": start_of(os.getpid()) or "",
        "token": token,
    }
    return json.dumps(data).encode().ljust(_BYTES - 1) + b"\n"


def _holder_in(content: bytes) -> tuple[Holder, bool]:
    """Who holds a lock, and whether they may be alive."""
    data = _table(content)
    if data is None:
        return Holder("unknown"), False
    pid, start = data["pid"], data["start"]
    since = datetime.fromisoformat(data["since"])
    user, host = (steady(" ".join(data[name].split()))[:_LONGEST_NAME] for name in ("user", "host"))
    if data["machine"] != machine():
        return Holder("elsewhere", user, host, pid, since), True
    if pid == os.getpid():
        alive = str(data.get("token")) in _HELD and data["start"] in ("", start_of(pid))
        return Holder("this program", user, host, pid, since), alive
    running = start_of(pid)
    alive = running is not None and (not start or not running or start == running)
    return Holder("this computer", user, host, pid, since), alive


def _table(content: bytes) -> dict[str, Any] | None:
    """The fields of a lock; None where it is none of ours, or not whole."""
    try:
        data = json.loads(content)
        if type(data["pid"]) is int and all(isinstance(data[name], str) for name in ("user", "host", "machine")):
            datetime.fromisoformat(data["since"]).astimezone()  # a time that no calendar here has is none
            return data if isinstance(data["start"], str) else None
    except (ValueError, KeyError, TypeError, OverflowError, OSError, RecursionError):
        pass
    return None
