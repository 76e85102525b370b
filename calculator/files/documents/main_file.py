"""The file of a document itself: read, watched for changes by others, and replaced whole with one version kept."""

import stat
from hashlib import sha256

from calculator.case.case_json import MAX_CASE_BYTES
from calculator.files.disk import Disk, remove_quietly, write_anew
from calculator.files.documents.document_names import Places
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.plain_files import is_link

_Identity = tuple[int, int, int]


def hash_of(content: bytes) -> str:
    """What tells one version of a file from another."""
    return sha256(content).hexdigest()


class MainFile:
    """A document's file; `version` is the hash of what we read or wrote last, empty where there was nothing."""

    def __init__(self, disk: Disk, places: Places) -> None:
        self._disk, self._places = disk, places
        self._identity: _Identity | None = None
        self.version = ""
        self.size = 0

    def read(self) -> bytes:
        """The content, which from here on is the version that we know. Raises FaultsError, OSError."""
        identity = self._identity_now()
        content = self._whole(self._disk.read(self._places.path, MAX_CASE_BYTES))
        self._know(content, identity)
        return content

    def changed(self) -> bool:
        """Whether there is another version than the one we know, or none. Raises OSError."""
        try:
            if self._identity is not None and self._identity_now() == self._identity:
                return False
            identity = self._identity_now()
        except FileNotFoundError:
            return self.version != ""
        except FaultsError:
            return True
        # Touched, or copied back by a synchroniser: it is the content that counts.
        if hash_of(self._disk.read(self._places.path, MAX_CASE_BYTES)) != self.version:
            return True
        self._identity = identity
        return False

    def now(self) -> bytes | None:
        """What the file holds at this moment, None where there is none. Raises FaultsError, OSError."""
        try:
            return self._whole(self._disk.read(self._places.path, MAX_CASE_BYTES))
        except FileNotFoundError:
            return None

    def prepare(self, content: bytes, before: bytes | None) -> None:
        """Write a new version, and beside it the one before, so that only names are left to change. Raises OSError."""
        disk, places = self._disk, self._places
        write_anew(disk, places.fresh, content, places.path)
        if before is None:
            return
        try:
            write_anew(disk, places.fresh_backup, before, places.path)
        except OSError:
            self.give_up()
            raise

    def put(self, content: bytes, before: bytes | None) -> None:
        """Give what was prepared its names; for certain only when the folder is synchronised. Raises OSError."""
        disk, places = self._disk, self._places
        try:
            if before is not None:
                disk.rename(places.fresh_backup, places.backup)
            disk.rename(places.fresh, places.path)
        except OSError:
            self.give_up()
            raise
        try:
            identity = self._identity_now()
        except (OSError, FaultsError):
            identity = None
        self._know(content, identity)

    def know(self, content: bytes) -> None:
        """Take what the file holds now, `content`, as the version that we know."""
        self._know(content, None)

    def give_up(self) -> None:
        """Remove what was prepared."""
        remove_quietly(self._disk, self._places.fresh)
        remove_quietly(self._disk, self._places.fresh_backup)

    def _know(self, content: bytes, identity: _Identity | None) -> None:
        self.version, self.size, self._identity = hash_of(content), len(content), identity

    def _whole(self, content: bytes) -> bytes:
        if len(content) > MAX_CASE_BYTES:
            raise FaultsError([Fault("", "too_large", {"limit": "64 MiB"})], self._places.path.name)
        return content

    def _identity_now(self) -> _Identity:
        found = self._disk.stat(self._places.path)
        if is_link(found):
            raise FaultsError([Fault("", "is_a_link")], self._places.path.name)
        if stat.S_ISDIR(found.st_mode):
            raise FaultsError([Fault("", "is_a_folder")], self._places.path.name)
        if not stat.S_ISREG(found.st_mode):
            raise FaultsError([Fault("", "not_a_file")], self._places.path.name)
        if found.st_size > MAX_CASE_BYTES:
            raise FaultsError([Fault("", "too_large", {"limit": "64 MiB"})], self._places.path.name)
        return found.st_size, found.st_mtime_ns, found.st_ino
