"""Ordinary files: opened without following a link, and without waiting for whoever is at the other end of a pipe.

What lies in a folder that others may write, or came out of an archive, can be a link to something of the person's, a
pipe that never ends, or a device that does something when it is opened. A name is looked at before it is opened, and
what was opened is looked at again, as it may have been exchanged between the two.
"""

import errno
import os
import stat
import sys
from pathlib import Path

from calculator.ground.faults import Fault, FaultsError, unreadable

_FLAGS = sum(
    getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOINHERIT", "O_NOCTTY", "O_NONBLOCK")
)  # `O_NONBLOCK` changes nothing for a file, and keeps a pipe from holding us up
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


class NotPlainError(OSError):
    """What bears the name is a pipe, a device or a socket."""


def open_plain(path: Path, flags: int = os.O_RDONLY, *, follow: bool = False) -> int:
    """A descriptor of an ordinary file; `follow` where a person chose the name, which then may be that of a link.

    Raises OSError: ELOOP for a link, IsADirectoryError, NotPlainError.
    """
    _require_plain(path, path.stat() if follow else path.lstat())
    descriptor = os.open(path, flags | _FLAGS | (0 if follow else _NO_LINK))
    try:
        _require_plain(path, os.fstat(descriptor))
    except OSError:
        os.close(descriptor)
        raise
    return descriptor


def read_beginning(path: Path, limit: int, *, follow: bool = False) -> bytes:
    """The bytes of an ordinary file, at most `limit` of them. Raises OSError."""
    with os.fdopen(open_plain(path, follow=follow), "rb") as file:
        return file.read(limit)


def read_plain(path: Path, limit: int, label: str) -> bytes:
    """The bytes of an ordinary file that is no link, `limit` of them at most; the size is looked at first.

    What is read is the file that was looked at, whatever happens to its name meanwhile. Raises FaultsError.
    """
    try:
        before = path.lstat()
        with os.fdopen(open_plain(path), "rb") as file:
            now = os.fstat(file.fileno())
            if now.st_size > limit:
                raise FaultsError([Fault("", "too_large", {"limit": label})], path.name)
            # Windows numbers a file otherwise when it is open; no other user can exchange it in their own folder.
            if sys.platform != "win32" and not os.path.samestat(now, before):
                raise FaultsError([Fault("", "changed_meanwhile")], path.name)
            content = file.read(limit + 1)
    except OSError as error:
        raise FaultsError([unreadable(error)], path.name) from None
    except ValueError as error:  # a name that no file can have
        if isinstance(error, FaultsError):
            raise
        raise FaultsError([Fault("", "cannot_read", {"detail": str(error)})], path.name) from None
    if len(content) > limit:
        raise FaultsError([Fault("", "too_large", {"limit": label})], path.name)
    return content


def is_link(found: os.stat_result) -> bool:
    """Whether what `lstat` found leads elsewhere: a symbolic link, or a junction of Windows."""
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == getattr(
        stat, "IO_REPARSE_TAG_MOUNT_POINT", -1
    )


def _require_plain(path: Path, found: os.stat_result) -> None:
    if is_link(found):
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(path))
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise NotPlainError(errno.ENXIO, os.strerror(errno.ENXIO), str(path))
