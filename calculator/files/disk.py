"""The calls by which files are read and changed, in one place, so that a test can make each of them fail.

Everything here raises OSError, which `unwritable` turns into a fault.
"""

import errno
import os
import sys
import time
from contextlib import suppress
from pathlib import Path

from calculator.ground.faults import Fault

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
_FAR = 1 << 30
"""Windows locks a range of bytes: one that nobody reads."""
_WINDOWS_TRIES, _WINDOWS_PAUSE = 10, 0.02

_FULL = {errno.ENOSPC, errno.EDQUOT} if sys.platform != "win32" else {errno.ENOSPC}
_GONE = {
    getattr(errno, name)
    for name in ("ENOENT", "ENOTDIR", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ETIMEDOUT")
    if hasattr(errno, name)
}


class Disk:
    """The real disk. What is created can be read and written by its owner only."""

    def stat(self, path: Path) -> os.stat_result:
        """What the file system knows of a file."""
        return path.stat()

    def may_write(self, path: Path) -> bool:
        """Whether a file is not marked as one to be read only."""
        return os.access(path, os.W_OK)

    def read(self, path: Path, limit: int) -> bytes:
        """The content of a file, at most one byte more than `limit`."""
        with path.open("rb") as file:
            return file.read(limit + 1)

    def create(self, path: Path) -> int:
        """A descriptor for writing a file that must not exist yet. FileExistsError where it does."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)

    def open(self, path: Path) -> int:
        """A descriptor for reading and writing a file that exists."""
        return os.open(path, os.O_RDWR | _FLAGS)

    def size(self, descriptor: int) -> int:
        """The bytes of an open file."""
        return os.fstat(descriptor).st_size

    def write(self, descriptor: int, content: bytes, at: int = 0) -> None:
        """Write all of `content`, beginning `at` so many bytes."""
        os.lseek(descriptor, at, os.SEEK_SET)
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    def truncate(self, descriptor: int, size: int) -> None:
        """Cut an open file off after `size` bytes."""
        os.ftruncate(descriptor, size)

    def fsync(self, descriptor: int) -> None:
        """Return only when the file's content would outlive a power cut."""
        if sys.platform == "darwin":
            try:
                fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            except OSError:  # a file system that has no such call
                os.fsync(descriptor)
        else:
            os.fsync(descriptor)

    def close(self, descriptor: int) -> None:
        """Close a descriptor."""
        os.close(descriptor)

    def rename(self, old: Path, new: Path) -> None:
        """Put a file in the place of another, which goes, in one step."""
        for _again in range(_WINDOWS_TRIES if sys.platform == "win32" else 0):
            try:
                old.replace(new)
            except PermissionError:  # a virus scanner or a synchroniser has it open for a moment
                time.sleep(_WINDOWS_PAUSE)
            else:
                return
        old.replace(new)

    def unlink(self, path: Path) -> None:
        """Remove a file. FileNotFoundError where there is none."""
        path.unlink()

    def sync_folder(self, folder: Path) -> None:
        """Return only when the folder's names would outlive a power cut; Windows sees to that itself."""
        if sys.platform == "win32":
            return
        descriptor = os.open(folder, os.O_RDONLY | _FLAGS)
        try:
            os.fsync(descriptor)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # network file systems that cannot
                raise
        finally:
            os.close(descriptor)

    def make_folder(self, folder: Path) -> None:
        """Make a folder that only its owner can enter, and those above it, where they are missing."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)

    def seize(self, descriptor: int) -> bool:
        """Whether no other process of this machine has seized the open file; it is given back when it is closed."""
        try:
            if sys.platform == "win32":
                os.lseek(descriptor, _FAR, os.SEEK_SET)
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            return error.errno not in (errno.EAGAIN, errno.EACCES, errno.EDEADLK)  # or there is no such call here
        return True


def write_new(disk: Disk, path: Path, content: bytes) -> None:
    """Write a new file to the disk, durably but for its name. On OSError nothing of it stays, as far as that works."""
    descriptor = disk.create(path)
    try:
        try:
            disk.write(descriptor, content)
            disk.fsync(descriptor)
        finally:
            disk.close(descriptor)
    except OSError:
        remove_quietly(disk, path)
        raise


def write_anew(disk: Disk, path: Path, content: bytes) -> None:
    """As `write_new`, in the place of what a crash may have left under a temporary name."""
    try:
        write_new(disk, path, content)
    except FileExistsError:
        disk.unlink(path)
        write_new(disk, path, content)


def put_in_place(disk: Disk, temporary: Path, path: Path) -> None:
    """Give a file that was written its name, durably; where that fails, only the temporary file goes."""
    try:
        disk.rename(temporary, path)
    except OSError:
        remove_quietly(disk, temporary)
        raise
    disk.sync_folder(path.parent)


def remove_quietly(disk: Disk, path: Path) -> None:
    """Remove a file that does no harm should it stay."""
    with suppress(OSError):
        disk.unlink(path)


def exists(disk: Disk, path: Path) -> bool:
    """Whether there is something under this name; OSError where that cannot be told."""
    try:
        disk.stat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:  # so nothing can ever have been put there
            return False
        raise
    return True


def is_there(path: Path) -> bool:
    """Whether something is found under a name; not where nobody may look, nor where it is too long to be a name."""
    try:
        return path.exists()
    except OSError:
        return False


def unwritable(error: OSError) -> Fault:
    """Why a file could not be written, in our words where we have them."""
    detail = error.strerror or type(error).__name__
    if isinstance(error, IsADirectoryError):
        code = "is_a_folder"
    elif error.errno in _FULL:
        code = "disk_full"
    elif error.errno == errno.EROFS:
        code = "read_only_disk"
    elif isinstance(error, PermissionError):
        code = "may_not_write"
    elif error.errno in _GONE:
        code = "folder_gone"
    elif error.errno == errno.ENAMETOOLONG:
        code = "name_too_long"
    else:
        code = "cannot_write"
    return Fault("", code, {"detail": detail})
