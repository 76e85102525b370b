"""Small files of the program's own, such as settings: read up to a limit, and replaced whole or not at all."""

import os
import time
from pathlib import Path

from calculator.files.disk import Disk, put_in_place, write_new


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
