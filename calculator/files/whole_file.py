"""Files that are written whole or not at all: the program's own small ones, and what is given out to others."""

import os
import time
from pathlib import Path

from calculator.files.disk import Disk, is_there, put_in_place, unwritable, write_new
from calculator.ground.faults import Fault, FaultsError


def read_small(path: Path, limit: int) -> bytes:
    """The bytes of a file, at most `limit` of them. Raises OSError; FileNotFoundError where there is none."""
    with path.open("rb") as file:
        return file.read(limit)


def replace_whole(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file, which only this user can read. Raises OSError; the old file then stays.

    The folder is made where it is missing.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    # No lock is held here: two programs that write at once need two names. A name may be as long as names can be.
    beside = path.with_name(f".gongjisuan-{os.getpid()}-{time.monotonic_ns()}")
    disk = Disk()
    write_new(disk, beside, content)
    put_in_place(disk, beside, path)


def give_out(target: Path, content: bytes) -> None:
    """Put what others get in the place of a file. Raises FaultsError; the old file then stays."""
    if not (is_there(target.parent) and target.parent.is_dir()):
        # A stick that was pulled out is not to become a folder of its name.
        raise FaultsError([Fault("", "folder_gone")], str(target))
    try:
        replace_whole(target, content)
    except OSError as error:
        raise FaultsError([unwritable(error)], str(target)) from None
