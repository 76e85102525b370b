"""The edits since a file was last written, each brought to the disk before it counts as saved.

The journal names the version of the file that it builds upon. Before a new version takes the file's name, the journal
names that one too: whichever of them is found after a crash, it is known which edits it holds.
"""

import os
from contextlib import suppress

from calculator.files.disk import Disk, put_in_place, write_anew
from calculator.files.documents.document_names import Places
from calculator.files.documents.journal_lines import JournalText, edit_text, head_line, line_of, seed_of, version_text

_LONGEST_BYTES, _MOST_ENTRIES = 1 << 20, 1000


class Journal:
    """The journal of a document that this process may write."""

    def __init__(self, disk: Disk, places: Places) -> None:
        self._disk, self._places = disk, places
        self._seed = self._size = self._count = self._delay = 0
        self.begun = False
        """Whether there is a journal that entries can be added to."""
        self.doubtful = False
        """Whether an entry may lie on the disk that was not saved for certain."""
        self.whole = False
        """Whether it tells the case without the file."""

    def resume(self, text: JournalText) -> None:
        """Go on with a journal that was read."""
        self._seed, self._size, self._count = text.seed, text.size, len(text.entries)
        self.begun, self.doubtful, self.whole = True, text.damaged, text.whole

    def begin(self, base: str, name: str, change: str, *, whole: bool) -> None:
        """Put a new journal in the place of any other: one edit upon the file of hash `base`. Raises OSError."""
        self.begun, self.doubtful = False, True
        head = head_line(base, os.urandom(8).hex())
        seed = seed_of(head)
        content = head + line_of(edit_text(1, name, change, whole=whole), seed)
        write_anew(self._disk, self._places.fresh_journal, content, self._places.path)
        put_in_place(self._disk, self._places.fresh_journal, self._places.journal)
        self._seed, self._size, self._count = seed, len(content), 1
        self.begun, self.doubtful, self.whole = True, False, whole

    def add_edit(self, name: str, change: str) -> None:
        """Add an edit. Raises OSError; the edit may then be on the disk or not."""
        self._add(edit_text(self._count + 1, name, change))

    def add_version(self, version: str) -> None:
        """Say which hash the file will have that holds all edits up to here. Raises OSError."""
        self._add(version_text(self._count + 1, version))

    def is_long(self, size: int) -> bool:
        """Whether it is time to write the file, of so many bytes, anew."""
        return self._size > max(_LONGEST_BYTES, size) << self._delay or self._count > _MOST_ENTRIES << self._delay

    def put_off(self) -> None:
        """Let the journal grow to twice the length before it is long."""
        self._delay += 1

    def end(self) -> None:
        """Remove the journal, whose edits are all in the file. Raises OSError; it then stays as it was."""
        with suppress(FileNotFoundError):
            self._disk.unlink(self._places.journal)
        self.begun = self.doubtful = False
        self._delay = 0

    def _add(self, text: str) -> None:
        self.doubtful = True
        line = line_of(text, self._seed)
        descriptor = self._disk.open(self._places.journal)
        try:
            found = self._disk.size(descriptor)
            if found < self._size:
                raise FileNotFoundError  # somebody cut it off: what it held is not there any more
            if found > self._size:
                self._disk.truncate(descriptor, self._size)
            self._disk.write(descriptor, line, at=self._size)
            self._disk.fsync(descriptor)
        finally:
            self._disk.close(descriptor)
        self._size += len(line)
        self._count += 1
        self.doubtful = False
