"""Small files of the program's own, such as settings: read up to a limit, and replaced whole or not at all."""

import os
import tempfile
from pathlib import Path


def read_small(path: Path, limit: int) -> bytes:
    """The bytes of a file, at most `limit` of them. Raises OSError; FileNotFoundError where there is none."""
    with path.open("rb") as file:
        return file.read(limit)


def replace_whole(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file, which only this user can read. Raises OSError; the old file then stays.

    The folder is made where it is missing.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    beside = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
