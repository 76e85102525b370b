"""Files that are written whole or not at all: the program's own small ones, and what is given out to others."""

import os
import stat
import time
from contextlib import suppress
from pathlib import Path

from calculator.files.disk import Disk, is_there, put_in_place, remove_quietly, unwritable, write_new
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.plain_files import is_link, read_beginning

_BESIDE = ".gongjisuan-"
"""How the name of a file begins that is still being written."""
_LEFT_SECONDS = 3600
"""So long no writing takes: a file that has been unfinished since then was left by a crash."""


def read_small(path: Path, limit: int) -> bytes:
    """The bytes of an ordinary file, at most `limit` of them. Raises OSError; FileNotFoundError where there is none."""
    return read_beginning(path, limit)


def replace_whole(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file, and of a link or pipe of its name. Raises OSError; the old one then stays.

    Who could use the old file can use the new one; where there was none, only this user can. The folder is made where
    it is missing, for this user alone.
    """
    disk = Disk()
    disk.make_folder(path.parent)
    _sweep(disk, path.parent)
    # No lock is held here: two programs that write at once need two names. A name may be as long as names can be.
    beside = path.with_name(f"{_BESIDE}{os.getpid()}-{time.monotonic_ns()}")
    if not disk.write_nameless(beside, content, path):
        write_new(disk, beside, content, path)
    put_in_place(disk, beside, path)


def give_out(target: Path, content: bytes) -> None:
    """Put what others get in the place of a file. Raises FaultsError; the old file then stays.

    A device or a pipe is refused, as it would be gone for everybody.
    """
    if not (is_there(target.parent) and target.parent.is_dir()):
        # A stick that was pulled out is not to become a folder of its name.
        raise FaultsError([Fault("", "folder_gone")], str(target))
    try:
        with suppress(FileNotFoundError):
            found = target.lstat()
            if stat.S_ISDIR(found.st_mode):
                raise FaultsError([Fault("", "is_a_folder")], str(target))
            if not (stat.S_ISREG(found.st_mode) or is_link(found)):
                raise FaultsError([Fault("", "not_a_file")], str(target))
        replace_whole(target, content)
    except OSError as error:
        raise FaultsError([unwritable(error)], str(target)) from None


def _sweep(disk: Disk, folder: Path) -> None:
    """Remove what programs that were killed had not finished writing here."""
    old = time.time() - _LEFT_SECONDS
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(_BESIDE) and entry.is_file(follow_symlinks=False):
                with suppress(OSError):
                    if entry.stat(follow_symlinks=False).st_mtime < old:
                        remove_quietly(disk, Path(entry.path))
