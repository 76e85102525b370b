"""The calls by which files are read and changed, in one place, so that a test can make each of them fail.

Everything here raises OSError, which `unwritable` turns into a fault.
"""

import errno
import os
import stat
import sys
import time
from contextlib import suppress
from pathlib import Path

from calculator.ground.faults import Fault
from calculator.ground.plain_files import NotPlainError, open_plain, read_beginning

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

_FLAGS = getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NOINHERIT", 0)
_FAR = 1 << 30
"""Windows locks a range of bytes: one that nobody reads."""
_WINDOWS_TRIES, _WINDOWS_PAUSE = 10, 0.02

_FULL = {errno.ENOSPC, errno.EDQUOT} if sys.platform != "win32" else {errno.ENOSPC}
_NO_NAMELESS = {errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT, errno.ENOSYS}
_GONE = {
    getattr(errno, name)
    for name in ("ENOENT", "ENOTDIR", "ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "EHOSTDOWN", "EHOSTUNREACH", "ETIMEDOUT")
    if hasattr(errno, name)
}


_PERMISSIONS, _GROUPS, _OTHERS = 0o777, 0o070, 0o007


class InTheWayError(OSError):
    """What bears the name of a file of ours is a link, a folder, a pipe or a device."""

    def __init__(self, path: Path) -> None:
        super().__init__(errno.EEXIST, os.strerror(errno.EEXIST), str(path))


class Disk:
    """The real disk. What is created can be read and written by its owner only, whatever the process's mask.

    Only ordinary files are read and written, and no link is followed.
    """

    def stat(self, path: Path) -> os.stat_result:
        """What the file system knows of what bears a name, be it a link."""
        return path.lstat()

    def may_write(self, path: Path) -> bool:
        """Whether a file is not marked as one to be read only."""
        return os.access(path, os.W_OK)

    def is_read_only(self, path: Path) -> bool:
        """Whether the disk that a file lies on can only be read, whatever the file's own rights."""
        return sys.platform != "win32" and bool(os.statvfs(path).f_flag & os.ST_RDONLY)

    def read(self, path: Path, limit: int) -> bytes:
        """The content of a file, at most one byte more than `limit`."""
        return read_beginning(path, limit + 1)

    def create(self, path: Path) -> int:
        """A descriptor for writing a file that must not exist yet. FileExistsError where it does."""
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _FLAGS, 0o600)
        if sys.platform != "win32":
            os.fchmod(descriptor, 0o600)  # a mask may have taken even the owner's rights
        return descriptor

    def write_nameless(self, path: Path, content: bytes, like: Path) -> bool:
        """As `write_new`, of a file that has no name while it is written, and so is gone with a killed process.

        False, and nothing done, where the system has no such files. Raises OSError.
        """
        flag = getattr(os, "O_TMPFILE", 0)
        if not flag:
            return False
        try:
            descriptor = os.open(path.parent, os.O_WRONLY | flag | _FLAGS, 0o600)
        except OSError as error:
            if error.errno in _NO_NAMELESS:
                return False
            raise
        try:
            os.fchmod(descriptor, 0o600)
            self.share_as(descriptor, like)
            self.write(descriptor, content)
            self.fsync(descriptor)
            folder = os.open(path.parent, os.O_RDONLY | _FLAGS)
            try:
                # Python asks the system to follow the link only where a folder's descriptor is given.
                os.link(f"/proc/self/fd/{descriptor}", path.name, dst_dir_fd=folder, follow_symlinks=True)
            except (FileNotFoundError, PermissionError, NotADirectoryError):  # there is no `/proc` here
                return False
            finally:
                os.close(folder)
        finally:
            self.close(descriptor)
        return True

    def open(self, path: Path) -> int:
        """A descriptor for reading and writing a file that exists."""
        return open_plain(path, os.O_RDWR)

    def open_to_look(self, path: Path) -> int:
        """A descriptor for reading a file that exists."""
        return open_plain(path)

    def is_at(self, descriptor: int, path: Path) -> bool:
        """Whether an open file still bears this name."""
        try:
            return os.path.samestat(os.fstat(descriptor), path.lstat())
        except FileNotFoundError:
            return False

    def share_as(self, descriptor: int, path: Path) -> None:
        """Let those use an open file who may use the one at `path`; where there is none, its owner alone does.

        Where the group cannot be kept it gets no more rights than everybody has.
        """
        if sys.platform == "win32":
            return
        try:
            like = path.lstat()
        except FileNotFoundError:
            return
        if not stat.S_ISREG(like.st_mode):
            return
        mode, own = like.st_mode & _PERMISSIONS, os.fstat(descriptor)
        if own.st_uid != like.st_uid:
            with suppress(PermissionError):  # only an administrator gives files away
                os.fchown(descriptor, like.st_uid, -1)
        if own.st_gid != like.st_gid:
            try:
                os.fchown(descriptor, -1, like.st_gid)
            except PermissionError:
                mode = mode & ~_GROUPS | (mode & _OTHERS) << 3 & mode
        with suppress(PermissionError):  # a file system that has no such rights
            os.fchmod(descriptor, mode | stat.S_IRUSR | stat.S_IWUSR)

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
        try:
            old.replace(new)
        except IsADirectoryError:
            raise InTheWayError(new) from None

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
        """Make a folder, and those above it, where they are missing; what is made only its owner can enter."""
        if not folder.parent.is_dir():
            self.make_folder(folder.parent)
        try:
            folder.mkdir(mode=0o700)
        except FileExistsError:
            if not folder.is_dir():
                raise
        else:
            folder.chmod(0o700)  # a mask may have taken even the owner's rights

    def make_own_folder(self, folder: Path) -> None:
        """As `make_folder`; one of this user's that others could enter is closed to them, unless it is for all."""
        self.make_folder(folder)
        if sys.platform == "win32":
            return
        found = folder.stat()
        if found.st_uid == os.geteuid() and found.st_mode & (_GROUPS | _OTHERS) and not found.st_mode & stat.S_ISVTX:
            folder.chmod(0o700)

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


def write_new(disk: Disk, path: Path, content: bytes, like: Path | None = None) -> None:
    """Write a new file to the disk, durably but for its name. On OSError nothing of it stays, as far as that works.

    Those may use it who may use the file `like`, if there is one; else its owner alone.
    """
    descriptor = disk.create(path)
    try:
        try:
            if like is not None:
                disk.share_as(descriptor, like)
            disk.write(descriptor, content)
            disk.fsync(descriptor)
        finally:
            disk.close(descriptor)
    except OSError:
        remove_quietly(disk, path)
        raise


def write_anew(disk: Disk, path: Path, content: bytes, like: Path | None = None) -> None:
    """As `write_new`, in the place of what a crash, or somebody else, may have left under a temporary name."""
    try:
        write_new(disk, path, content, like)
    except FileExistsError:
        try:
            disk.unlink(path)
        except (IsADirectoryError, PermissionError):
            if path.is_dir():
                raise InTheWayError(path) from None
            raise
        write_new(disk, path, content, like)


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
    if isinstance(error, InTheWayError):
        return Fault("", "in_the_way", {"file": Path(error.filename).name})
    if isinstance(error, IsADirectoryError):
        code = "is_a_folder"
    elif isinstance(error, NotPlainError):
        code = "not_a_file"
    elif error.errno == errno.ELOOP:
        code = "is_a_link"
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
