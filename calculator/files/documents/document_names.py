"""The names of a document and of what goes with it, all in one folder."""

import os
import sys
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from calculator.files.disk import Disk, exists

SUFFIX = ".gjs"
"""What the name of a document ends in."""
HOUSEHOLD = "household.gjs"
"""The household that is kept without being saved."""
_LONGEST = 255
"""What a name may be long, in what the system counts."""
_ROOM = len(".journal.new")
"""The longest ending of the names beside a document's own."""
_HASH = 8


class Places(NamedTuple):
    """The names beside a document's own, `path`."""

    path: Path

    @property
    def folder(self) -> Path:
        """The folder that all of them are in."""
        return self.path.parent

    @property
    def journal(self) -> Path:
        """The edits since the file was last written."""
        return self._beside("journal")

    @property
    def lock(self) -> Path:
        """Who has the document open."""
        return self._beside("lock")

    @property
    def backup(self) -> Path:
        """The version before."""
        return self._beside("bak")

    @property
    def fresh(self) -> Path:
        """A file that is being written and gets its own name when it is whole."""
        return self._beside("new")

    @property
    def fresh_backup(self) -> Path:
        """As `fresh`, for the version before."""
        return self._beside("bak.new")

    @property
    def fresh_journal(self) -> Path:
        """As `fresh`, for the journal."""
        return self._beside("journal.new")

    @property
    def fresh_lock(self) -> Path:
        """As `fresh`, for the lock."""
        return self._beside("lock.new")

    def of_format(self, form: str) -> Path:
        """The file as it was in an older format."""
        return self._beside(f"{form.replace('/', '-')}.bak")

    def aside(self, what: Path, now: datetime, disk: Disk) -> Path:
        """A free name, with the time in it, under which something is kept for the person to look at."""
        return self._free(what.name, f".{now:%Y%m%d-%H%M%S}", "", disk)

    def own_version(self, now: datetime, disk: Disk) -> Path:
        """A free name, with the time in it, of a document beside this one."""
        return self._free(self.path.stem, f".{now:%Y%m%d-%H%M%S}", self.path.suffix, disk)

    def _free(self, stem: str, time: str, suffix: str, disk: Disk) -> Path:
        number = 1
        while True:
            ending = f"{time}{f'-{number}' if number > 1 else ''}{suffix}"
            path = self.folder / f"{_short(stem, _LONGEST - _length(ending))}{ending}"
            if not exists(disk, path):
                return path
            number += 1

    def _beside(self, what: str) -> Path:
        room = max(_ROOM, len(what) + 1)
        return self.path.with_name(f"{_short(self.path.name, _LONGEST - room)}.{what}")


def _short(name: str, most: int) -> str:
    """A name that leaves room for an ending: its beginning, and what tells it from others that begin alike."""
    if _length(name) <= most:
        return name
    tail = f"~{sha256(os.fsencode(name)).hexdigest()[:_HASH]}"
    while _length(name) > most - len(tail):
        name = name[:-1]
    return name + tail


def _length(name: str) -> int:
    """What a name takes of the room that file systems have for one."""
    if sys.platform in ("win32", "darwin"):
        return len(name.encode("utf-16-le", "surrogatepass")) // 2
    return len(os.fsencode(name))
