"""One writer at a time: a file beside the document that says who has it open.

Whose process on this machine has ended holds nothing any more; a lock from another machine is respected, as nobody
here can tell whether it is alive.
"""

import json
import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from calculator.files.disk import Disk, remove_quietly
from calculator.files.documents.processes import host_name, machine, start_of, user_name
from calculator.ground.faults import Fault

FORMAT = "gongjisuan-lock/1"
_LONGEST_NAME = 100
_BYTES = 2048
"""All locks are of one length, so that one is put in the place of another by a single write."""
_TRIES, _PAUSE = 10, 0.05

Where = Literal["this program", "this computer", "elsewhere", "unknown"]


def now() -> datetime:
    """The time by the machine's clock, with its time zone."""
    return datetime.now().astimezone()


@dataclass(frozen=True, slots=True)
class Holder:
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
    """A lock that this process has taken."""

    def __init__(self, disk: Disk, path: Path, content: bytes) -> None:
        self._disk, self._path, self._content = disk, path, content

    def other(self) -> Holder | None:
        """Who has taken it over; None while it is ours. A lock that somebody removed is put back. Raises OSError."""
        try:
            found = self._disk.read(self._path, _BYTES)
        except FileNotFoundError:
            _make(self._disk, self._path, self._content)
            return None
        return None if found == self._content else _holder_in(found)[0]

    def release(self) -> None:
        """Let others have the document."""
        try:
            if self._disk.read(self._path, _BYTES) == self._content:
                self._disk.unlink(self._path)
        except OSError:
            pass  # the disk is gone, or the lock: it holds nobody up once this process has ended


def take(disk: Disk, path: Path, clock: Callable[[], datetime] = now, *, take_over: bool = False) -> Lock | Holder:
    """The lock at `path`, or who holds it; with `take_over` it is had whoever holds it. Raises OSError."""
    content = _own_content(clock())
    holder = Holder("unknown")
    for tried in range(_TRIES):
        if tried:
            time.sleep(_PAUSE)
        try:
            _make(disk, path, content)
        except FileExistsError:
            pass
        else:
            return Lock(disk, path, content)
        try:
            found = disk.read(path, _BYTES)
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
        if _take_over(disk, path, found, content):
            return Lock(disk, path, content)
    return holder


def _own_content(at: datetime) -> bytes:
    data = {
        "format": FORMAT,
        "user": user_name()[:_LONGEST_NAME],
        "host": host_name()[:_LONGEST_NAME],
        "pid": os.getpid(),
        "since": at.isoformat(timespec="seconds"),
        "machine": machine(),
        "start": start_of(os.getpid()) or "",
        "token": os.urandom(8).hex(),  # two windows of one process are two holders
    }
    return json.dumps(data).encode().ljust(_BYTES - 1) + b"\n"


def _make(disk: Disk, path: Path, content: bytes) -> None:
    descriptor = disk.create(path)
    try:
        try:
            disk.write(descriptor, content)
        finally:
            disk.close(descriptor)
    except OSError:
        remove_quietly(disk, path)
        raise


def _take_over(disk: Disk, path: Path, found: bytes, content: bytes) -> bool:
    """Put our lock in the place of the one that was `found`, unless another process is quicker."""
    try:
        descriptor = disk.open(path)
    except FileNotFoundError:
        return False
    try:
        if not disk.seize(descriptor) or disk.read(path, _BYTES) != found:
            return False
        disk.write(descriptor, content)
        disk.truncate(descriptor, len(content))
        return disk.read(path, _BYTES) == content
    except FileNotFoundError:
        return False
    finally:
        disk.close(descriptor)


def _holder_in(content: bytes) -> tuple[Holder, bool]:
    """Who holds a lock, and whether they may be alive."""
    data = _table(content)
    if data is None:
        return Holder("unknown"), False
    pid, start = data["pid"], data["start"]
    since = datetime.fromisoformat(data["since"])
    user, host = data["user"][:_LONGEST_NAME], data["host"][:_LONGEST_NAME]
    if data["machine"] != machine():
        return Holder("elsewhere", user, host, pid, since), True
    running = start_of(pid)
    alive = running is not None and (not start or not running or start == running)
    return Holder("this program" if pid == os.getpid() else "this computer", user, host, pid, since), alive


def _table(content: bytes) -> dict[str, Any] | None:
    """The fields of a lock; None where it is none of ours, or not whole."""
    try:
        data = json.loads(content)
        if type(data["pid"]) is int and all(isinstance(data[name], str) for name in ("user", "host", "machine")):
            datetime.fromisoformat(data["since"])
            return data if isinstance(data["start"], str) else None
    except (ValueError, KeyError, TypeError, RecursionError):
        pass
    return None
