"""What is on the disk, also after a crash: file and journal read together, and what does not fit kept aside."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from calculator.case.case import FORMAT, Case
from calculator.case.case_checks import faults_in
from calculator.case.case_json import MAX_CASE_BYTES, read_case
from calculator.files.disk import exists, put_in_place, remove_quietly, write_anew, write_new
from calculator.files.documents.case_changes import changed
from calculator.files.documents.document import encoded
from calculator.files.documents.document_names import Places
from calculator.files.documents.journal_lines import JournalText, read_journal
from calculator.files.documents.main_file import MainFile
from calculator.files.documents.old_formats import migrated
from calculator.files.documents.opening_context import OpeningContext
from calculator.ground.faults import Fault, FaultsError, unreadable
from calculator.policy.library import Library

MAX_JOURNAL_BYTES = 512 << 20
_READS = 5


class Found(NamedTuple):
    """What was found on the disk."""

    file: MainFile
    case: Case
    older: tuple[str, bytes] | None
    journal: JournalText | None
    journal_content: bytes | None


class Recovered(NamedTuple):
    """The case with the journal's edits; `place` is that of the first entry that does not hold together.

    Where the journal is not of this file, `apart` is the case that it tells without it.
    """

    case: Case
    names: tuple[str, ...] = ()
    fits: bool = True
    apart: Case | None = None
    damaged: bool = False
    place: int = 0


def read_found(places: Places, context: OpeningContext) -> Found:
    """File and journal that belong together, also while another process writes them. Raises FaultsError."""
    file = MainFile(context.disk, places)
    for _again in range(_READS):
        try:
            content = file.read()
        except OSError as error:
            raise FaultsError(with_backup([unreadable(error)], places, context), places.path.name) from None
        try:
            journal = _journal_in(places, context)
            changed_since = file.changed()
        except OSError as error:  # without its journal the file is not what the person saw last
            raise FaultsError([unreadable(error)], places.journal.name) from None
        if not changed_since:
            break
    try:
        case, older = _case_in(content, places, context)
    except FaultsError as error:
        raise FaultsError(with_backup(error.faults, places, context), error.where) from None
    try:
        text = None if journal is None else read_journal(journal)
    except FaultsError as error:
        raise FaultsError(error.faults, places.journal.name) from None
    return Found(file, case, older, text, journal)


def _journal_in(places: Places, context: OpeningContext) -> bytes | None:
    if not exists(context.disk, places.journal):
        return None
    try:
        content = context.disk.read(places.journal, MAX_JOURNAL_BYTES)
    except FileNotFoundError:  # just now its process had no more need of it
        return None
    if len(content) > MAX_JOURNAL_BYTES:
        raise FaultsError([Fault("", "too_large", {"limit": "512 MiB"})], places.journal.name)
    return content


def _case_in(content: bytes, places: Places, context: OpeningContext) -> tuple[Case, tuple[str, bytes] | None]:
    """The case in a file, and, where it is of an older format, that format and the text as it was."""
    name = places.path.name
    if not content:
        raise FaultsError([Fault("", "empty_file")], name)
    try:
        return read_case(content, context.library, name), None
    except FaultsError as error:
        older = None
        if any(fault.code == "newer_format" for fault in error.faults):
            older = migrated(content, context.steps)
        if older is None:
            raise
        return read_case(older[1], context.library, name), (older[0], content)


def recovered(read: Found, library: Library, places: Places) -> Recovered:
    """The case with the edits of its journal that the file does not hold yet."""
    journal = read.journal
    if journal is None:
        return Recovered(read.case)
    first = journal.since(read.file.version)
    if first is None or (read.older and journal.case_format != FORMAT):
        return Recovered(read.case, fits=False, apart=_apart(read.case, journal, library))
    case, names, place = _replayed(read.case, journal, first)
    faults = list(faults_in(case, library)) if names else []
    if faults:
        raise FaultsError(faults, places.journal.name)
    damaged = journal.damaged or place < len(journal.entries)
    return Recovered(case, tuple(names), damaged=damaged, place=place)


def _replayed(case: Case, journal: JournalText, first: int) -> tuple[Case, list[str], int]:
    """The case with the edits from `first` on, their names, and the place of the first that does not fit."""
    names = list[str]()
    for place, entry in enumerate(journal.entries[first:], start=first):
        if entry.version is not None or not entry.change:
            continue
        try:
            case = changed(case, entry.change)
        except ValueError:
            return case, names, place
        names.append(entry.name)
    return case, names, len(journal.entries)


def _apart(case: Case, journal: JournalText, library: Library) -> Case | None:
    """The case that a journal tells without its file, if it is a whole and sound one."""
    if not journal.whole or journal.damaged or journal.case_format != FORMAT:
        return None
    told, _names, place = _replayed(case, journal, 0)
    return told if place == len(journal.entries) and not list(faults_in(told, library)) else None


def put_right(read: Found, found: Recovered, places: Places, context: OpeningContext) -> list[Fault]:
    """Keep a copy of what the document is going to replace, remove what was not finished; gives what to tell.

    Raises OSError.
    """
    notices = []
    disk = context.disk
    for unfinished in (places.fresh, places.fresh_backup, places.fresh_journal, places.fresh_lock):
        remove_quietly(disk, unfinished)
    if read.older is not None:
        form, content = read.older
        kept = places.of_format(form)
        if not exists(disk, kept):
            write_anew(disk, kept, content, places.path)
        notices.append(Fault("", "migrated", {"format": form, "file": kept.name}))
    if read.journal_content is not None and (not found.fits or found.damaged):
        notices += _keep_aside(read, found, places, context)
    return notices


def _keep_aside(read: Found, found: Recovered, places: Places, context: OpeningContext) -> list[Fault]:
    """Keep what a journal tells that does not fit its file: as a document, or else the journal as it is."""
    disk, time = context.disk, context.clock()
    if found.apart is not None:
        if found.apart == found.case:
            return []
        own = places.own_version(time, disk)
        write_anew(disk, places.fresh, encoded(found.apart, own.name), places.path)
        put_in_place(disk, places.fresh, own)
        return [Fault("", "own_version_kept", {"file": own.name})]
    aside = places.aside(places.journal, time, disk)
    if found.fits:
        assert read.journal_content is not None
        write_new(disk, aside, read.journal_content, places.path)
    else:
        disk.rename(places.journal, aside)
    disk.sync_folder(places.folder)
    broken = found.fits or (read.journal is not None and read.journal.damaged)
    return [Fault("", "journal_damaged" if broken else "journal_aside", {"file": aside.name})]


def with_backup(faults: Sequence[Fault], places: Places, context: OpeningContext) -> list[Fault]:
    """The faults of a file, and whether the version before can be opened instead."""
    found = list(faults)
    if any(fault.code == "newer_format" for fault in faults):
        return found
    try:
        written = context.disk.stat(places.backup).st_mtime
        read_case(context.disk.read(places.backup, MAX_CASE_BYTES), context.library)
    except (OSError, FaultsError):
        return found
    when = f"{datetime.fromtimestamp(written, context.clock().tzinfo):%Y-%m-%d %H:%M}"
    return [*found, Fault("", "backup_there", {"file": places.backup.name, "when": when})]
