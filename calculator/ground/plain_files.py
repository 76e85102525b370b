"""Ordinary files, read so that neither a link nor a device nor an exchanged name leads elsewhere."""

import os
import stat
import sys
from pathlib import Path

from calculator.ground.faults import Fault, FaultsError, unreadable

_FLAGS = sum(getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOINHERIT", "O_NOFOLLOW", "O_NONBLOCK"))


def read_plain(path: Path, limit: int, label: str) -> bytes:
    """The bytes of an ordinary file that is no link, `limit` of them at most; the size is looked at first.

    What is read is the file that was looked at, whatever happens to its name meanwhile. Raises FaultsError.
    """
    try:
        before = path.lstat()
        _require_plain(before, limit, label, path)
        descriptor = os.open(path, os.O_RDONLY | _FLAGS)
        with os.fdopen(descriptor, "rb") as file:
            now = os.fstat(descriptor)
            _require_plain(now, limit, label, path)
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


def _require_plain(found: os.stat_result, limit: int, label: str, path: Path) -> None:
    if is_link(found):
        raise FaultsError([Fault("", "is_a_link")], path.name)
    if stat.S_ISDIR(found.st_mode):
        raise FaultsError([Fault("", "is_a_folder")], path.name)
    if not stat.S_ISREG(found.st_mode):
        raise FaultsError([Fault("", "not_a_file")], path.name)
    if found.st_size > limit:
        raise FaultsError([Fault("", "too_large", {"limit": label})], path.name)


def is_link(found: os.stat_result) -> bool:
    """Whether what `lstat` found leads elsewhere: a symbolic link, or a junction of Windows."""
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == getattr(
        stat, "IO_REPARSE_TAG_MOUNT_POINT", -1
    )
