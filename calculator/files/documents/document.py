"""A household on disk: every edit is there before it counts as saved, and the file is written anew when it is time.

Whatever fails, `case` holds all that was typed, the disk holds every edit that was saved, and the next attempt may
succeed. FaultsError says why something failed.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from calculator.case.case import Case
from calculator.case.case_json import MAX_CASE_BYTES, write_rows
from calculator.files.disk import Disk, unwritable
from calculator.files.documents.case_changes import change_of
from calculator.files.documents.document_names import Places
from calculator.files.documents.journal import Journal
from calculator.files.documents.lock import Holder, Lock
from calculator.files.documents.main_file import MainFile, hash_of
from calculator.ground.faults import Fault, FaultsError

WHOLE_ROWS = 300
"""The journal of a household of so many rows begins with all of it, so that it can be told without its file."""
_NOTHING = "{}"


class Document:
    """An open document; `opening` has the functions that give one.

    `case` is the household with all edits, saved or not. `recovered` are the names of edits that a crash had left in
    the journal, `notices` what the person should be told about the opening. Where `read_only`, `why` is the reason,
    and `holder` who else has the document open, if that is it.
    """

    def __init__(
        self,
        disk: Disk,
        places: Places,
        file: MainFile,
        journal: Journal,
        *,
        filed: Case | None,
        case: Case,
        lock: Lock | None,
        whole_rows: int = WHOLE_ROWS,
        why: Fault | None = None,
        holder: Holder | None = None,
        recovered: Sequence[str] = (),
        notices: Sequence[Fault] = (),
    ) -> None:
        self._disk, self._places, self._file, self._journal = disk, places, file, journal
        self._filed = filed
        """The case in the file; None where the file has to be written anew whatever the case is."""
        self._kept = case
        """The case that file and journal together hold."""
        self._lock, self._whole_rows = lock, whole_rows
        self._name_uncertain = self._conflict = False
        self.case = case
        self.why, self.holder = why, holder
        self.recovered, self.notices = tuple(recovered), tuple(notices)

    @property
    def path(self) -> Path:
        """The file, without links in its path."""
        return self._places.path

    @property
    def read_only(self) -> bool:
        """Whether edits cannot be saved here."""
        return self._lock is None

    @property
    def saved(self) -> bool:
        """Whether all of `case` is on the disk."""
        return self.case is self._kept and not self._conflict

    def record(self, name: str, case: Case) -> None:
        """Save an edit under its action's name; returns only when it would outlive a power cut. Raises FaultsError.

        `case` is without faults. Whether this works or not, it is the document's case from here on, and what was not
        saved is saved with the next edit. Where the journal has grown long, the file is written anew.
        """
        self.case = case
        with self._told():
            self._ask_lock()
            if self._file.changed():
                raise self._changed(name)
            self._keep(name)
            self._conflict = False
        if self._journal.is_long(self._file.size):
            try:
                self.checkpoint()
            except FaultsError:
                self._journal.put_off()  # the edit is saved; closing tells, if it still cannot be done

    def checkpoint(self, *, overwrite: bool = False) -> None:
        """Write the file anew with all edits, keep the version before, and end the journal. Raises FaultsError.

        A file that was changed by another program is only replaced with `overwrite`; it then is the version before.
        """
        with self._told():
            self._ask_lock()
            found = self._file.now()
            if found is None or hash_of(found) != self._file.version:
                if not overwrite:
                    raise self._changed("")
                self._stand_upon(found)
            else:
                self._keep("")
            if self._filed is None or self.case != self._filed:
                self._rewrite(found)
            self._conflict = False
            if self._name_uncertain:
                self._disk.sync_folder(self._places.folder)
                self._name_uncertain = False
            with suppress(OSError):  # one that stays is known for what it is
                self._journal.end()

    def close(self) -> None:
        """Write the file anew if anything was edited, and let others have it. Raises FaultsError; it then stays open.

        Nothing can be saved afterwards.
        """
        in_journal = self._journal.begun or self._journal.doubtful
        if not self.saved or (in_journal and not self.read_only):
            self.checkpoint()
        self.leave()

    def leave(self) -> None:
        """Let others have the document as file and journal hold it; what was not saved is given up."""
        if self._lock is not None:
            self._lock.release()
            self._lock, self.why = None, Fault("", "closed_document")

    def _ask_lock(self) -> None:
        if self._lock is not None:
            other = self._lock.other()
            if other is None:
                return
            self._lock, self.holder, self.why = None, other, other.fault()
        assert self.why is not None
        raise FaultsError([self.why], self.path.name)

    def _keep(self, name: str) -> None:
        """Bring the case into the journal, unless it is there or in the file."""
        case = self.case
        if self._journal.begun:
            change = change_of(self._kept, case)
            if change == _NOTHING and not self._journal.doubtful:
                self._kept = case
                return
            try:
                self._journal.add_edit(name, change)
            except OSError:
                self._journal.begun = False  # another journal may still be possible, in other places of the disk
            else:
                self._kept = case
                return
        change = change_of(self._filed, case)
        if change != _NOTHING:
            self._begin(name, change)
        elif self._journal.doubtful:
            self._journal.end()
            self._disk.sync_folder(self._places.folder)
        self._kept = case

    def _begin(self, name: str, change: str = "") -> None:
        """Begin a journal upon the file: with the `change` of its case, or with the whole of ours."""
        if self._name_uncertain:  # the journal must not build upon a file that a power cut would take back
            self._disk.sync_folder(self._places.folder)
            self._name_uncertain = False
        whole = not change or len(self.case.visits) + len(self.case.account_uses) <= self._whole_rows
        text = change_of(None, self.case) if whole else change
        self._journal.begin(self._file.version, name, text, whole=whole)
        self._kept = self.case

    def _stand_upon(self, found: bytes | None) -> None:
        """Take another program's version as the one before ours."""
        self._filed = None
        if found is not None:
            self._file.know(found)
            self._begin("")

    def _rewrite(self, found: bytes | None) -> None:
        content = encoded(self.case, self.path.name)
        self._file.prepare(content, found)
        if self._journal.begun:
            try:
                self._journal.add_version(hash_of(content))
            except OSError:
                self._file.give_up()
                raise
        self._file.put(content, found)
        self._name_uncertain = True
        self._filed = self._kept = self.case

    def _changed(self, name: str) -> FaultsError:
        """That the file is not ours any more; the journal is then made to tell our version without it."""
        self._conflict = True
        with suppress(OSError):
            if self._journal.begun and self._journal.whole:
                self._keep(name)
            elif self.case != self._filed:
                self._begin(name)
        return FaultsError([Fault("", "changed_outside")], self.path.name)

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise FaultsError([unwritable(error)], self.path.name) from None


def encoded(case: Case, where: str) -> bytes:
    """The text of a case as it is kept. Raises FaultsError where it would not be read again."""
    try:
        content = write_rows(case).encode()
    except ValueError:
        raise FaultsError([Fault("", "not_text", {"found": "…"})], where) from None
    if len(content) > MAX_CASE_BYTES:
        raise FaultsError([Fault("", "too_large", {"limit": "64 MiB"})], where)
    return content
