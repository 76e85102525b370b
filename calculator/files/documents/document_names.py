"""The names of a document and of what goes with it, all in one folder."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from calculator.files.disk import Disk, exists

SUFFIX = ".gjs"
"""What the name of a document ends in."""
HOUSEHOLD = "household.gjs"
"""The household that is kept without being saved."""


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

    def of_format(self, form: str) -> Path:
        """The file as it was in an older format."""
        return self._beside(f"{form.replace('/', '-')}.bak")

    def aside(self, what: Path, now: datetime, disk: Disk) -> Path:
        """A free name, with the time in it, under which something is kept for the person to look at."""
        return self._free(f"{what.name}.{now:%Y%m%d-%H%M%S}", "", disk)

    def own_version(self, now: datetime, disk: Disk) -> Path:
        """A free name, with the time in it, of a document beside this one."""
        return self._free(f"{self.path.stem}.{now:%Y%m%d-%H%M%S}", self.path.suffix, disk)

    def _free(self, stem: str, suffix: str, disk: Disk) -> Path:
        path, number = self.folder / f"{stem}{suffix}", 1
        while exists(disk, path):
            number += 1
            path = self.folder / f"{stem}-{number}{suffix}"
        return path

    def _beside(self, what: str) -> Path:
        return self.path.with_name(f"{self.path.name}.{what}")
