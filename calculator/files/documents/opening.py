"""Opening, making and moving documents: what is on the disk is read, and what a crash left behind is put right.

A document that another process has open, or whose folder cannot be written, opens read-only. All functions raise
FaultsError.
"""

from contextlib import suppress
from pathlib import Path

from calculator.case.case import Case
from calculator.case.case_json import MAX_CASE_BYTES, read_case
from calculator.files.disk import exists, put_in_place, unwritable, write_anew
from calculator.files.documents.document import Document, encoded
from calculator.files.documents.document_names import HOUSEHOLD, Places
from calculator.files.documents.journal import Journal
from calculator.files.documents.lock import Holder, Lock, holder_of, take
from calculator.files.documents.main_file import MainFile
from calculator.files.documents.opening_context import OpeningContext
from calculator.files.documents.recovery import put_right, read_found, recovered
from calculator.ground.faults import Fault, FaultsError, unreadable


def open_document(path: Path, context: OpeningContext, *, take_over: bool = False) -> Document:
    """Open a document, with the edits that a crash left in its journal.

    `take_over` takes it from whoever has it open: for a lock of another machine that nobody holds any more.
    """
    places = Places(_resolved(path))
    lock: Lock | Holder | Fault = _lock(places, context, take_over=take_over)
    try:
        return _opened(places, context, lock)
    except BaseException as error:
        if isinstance(lock, Lock):
            lock.release()
        if isinstance(error, OSError):  # what a crash left could not be put right: everything stays as it is
            return _opened(places, context, unwritable(error))
        raise


def create_document(path: Path, case: Case, context: OpeningContext, *, overwrite: bool = False) -> Document:
    """Make a document of a case; with `overwrite` in the place of a file, which is kept as the version before."""
    disk = context.disk
    places = Places(_resolved(path))
    content = encoded(case, places.path.name)
    read_case(content, context.library, places.path.name)  # what could not be opened again is not written
    try:
        lock = take(disk, places.lock, context.clock, like=places.path)
    except OSError as error:
        raise FaultsError([unwritable(error)], places.path.name) from None
    if isinstance(lock, Holder):
        raise FaultsError([lock.fault()], places.path.name)
    try:
        file = MainFile(disk, places)
        before = file.now()
        if before is not None and not overwrite:
            raise FaultsError([Fault("", "already_there")], places.path.name)
        notices = []
        if exists(disk, places.journal):  # of the document whose place this one takes
            aside = places.aside(places.journal, context.clock(), disk)
            disk.rename(places.journal, aside)
            notices.append(Fault("", "journal_aside", {"file": aside.name}))
        file.prepare(content, before)
        file.put(content, before)
        disk.sync_folder(places.folder)
    except OSError as error:
        lock.release()
        raise FaultsError([unwritable(error)], places.path.name) from None
    except BaseException:
        lock.release()
        raise
    journal = Journal(disk, places)
    return Document(
        disk,
        places,
        file,
        journal,
        filed=case,
        case=case,
        lock=lock,
        whole_rows=context.whole_rows,
        notices=notices,
    )


def create_own(folder: Path, case: Case, context: OpeningContext) -> Document:
    """Make a document of a case in the folder of the person's own households, which only they can enter.

    Its name is one that nothing is left of, neither a household nor the version before one that is gone.
    """
    try:
        context.disk.make_own_folder(folder)
        path, number = folder / HOUSEHOLD, 1
        while any(exists(context.disk, taken) for taken in (path, Places(path).backup, Places(path).journal)):
            number += 1
            path = folder / HOUSEHOLD.replace(".", f"-{number}.")
    except OSError as error:
        raise FaultsError([unwritable(error)], str(folder)) from None
    return create_document(path, case, context)


def save_as(document: Document, path: Path, context: OpeningContext) -> Document:
    """The document under another name, in the place of any file there; the old one is closed as far as possible."""
    if _resolved(path) == document.path and not document.read_only:
        document.checkpoint(overwrite=True)
        return document
    other = create_document(path, document.case, context, overwrite=True)
    try:
        document.close()
    except FaultsError:
        document.leave()  # its journal holds what was saved there; the other file holds everything
    return other


def reload(document: Document, context: OpeningContext) -> Document:
    """The document as it is on the disk now; edits upon an older version are kept aside in a file of their own.

    What cannot be read is told before the open document is let go of, which then stays as it is.
    """
    _opened(Places(document.path), context, Fault("", "closed_document"))
    document.leave()
    return open_document(document.path, context)


def open_backup(path: Path, context: OpeningContext) -> Document:
    """Open the version before in the place of a file that is damaged or gone; the damaged one is kept aside."""
    disk = context.disk
    places = Places(_resolved(path))
    try:
        content = disk.read(places.backup, MAX_CASE_BYTES)
    except OSError as error:
        raise FaultsError([unreadable(error)], places.backup.name) from None
    read_case(content, context.library, places.backup.name)
    try:
        lock = take(disk, places.lock, context.clock, like=places.path)
        if isinstance(lock, Holder):
            raise FaultsError([lock.fault()], places.path.name)
        try:
            write_anew(disk, places.fresh, content, places.backup)
            aside = places.aside(places.path, context.clock(), disk)
            if exists(disk, places.path):
                disk.rename(places.path, aside)
            try:
                put_in_place(disk, places.fresh, places.path)
            except OSError:
                if not exists(disk, places.path):
                    disk.rename(aside, places.path)
                raise
        finally:
            lock.release()
    except OSError as error:
        raise FaultsError([unwritable(error)], places.path.name) from None
    return open_document(path, context)


def _opened(places: Places, context: OpeningContext, lock: Lock | Holder | Fault) -> Document:
    disk = context.disk
    read = read_found(places, context)
    found = recovered(read, context.library, places)
    why = lock.fault() if isinstance(lock, Holder) else lock if isinstance(lock, Fault) else None
    held = lock if isinstance(lock, Lock) else None
    notices = list[Fault]()
    journal = Journal(disk, places)
    if held is not None:
        if found.names:
            notices.append(Fault("", "recovered_edits", {"count": len(found.names)}))
        notices += put_right(read, found, places, context)
        if read.journal is None or not found.fits:
            journal.doubtful = read.journal_content is not None  # it has nothing more to tell, and goes
        else:
            journal.resume(read.journal.cut(found.place) if found.damaged else read.journal)
    document = Document(
        disk,
        places,
        read.file,
        journal,
        filed=None if read.older else read.case,
        case=found.case,
        lock=held,
        whole_rows=context.whole_rows,
        why=why,
        holder=lock if isinstance(lock, Holder) else None,
        recovered=() if held is None else found.names,  # else another window is still at work on them
        notices=notices,
    )
    if held is not None and (read.older or read.journal_content is not None):
        with suppress(FaultsError):  # everything is on the disk already; it can be put in order later
            document.checkpoint()
    return document


def _lock(places: Places, context: OpeningContext, *, take_over: bool) -> Lock | Holder | Fault:
    """The lock, or why there is none."""
    try:
        if context.disk.is_read_only(places.path):
            return Fault("", "read_only_disk")
        if not context.disk.may_write(places.path):
            return holder_of(context.disk, places.lock) or Fault("", "may_not_write")
        return take(context.disk, places.lock, context.clock, take_over=take_over, like=places.path)
    except OSError as error:
        return unwritable(error)


def _resolved(path: Path) -> Path:
    """The path without links, so that whoever opens the document meets the same lock. Raises FaultsError."""
    try:
        return path.resolve()
    except OSError as error:
        raise FaultsError([unreadable(error)], path.name) from None
    except (RuntimeError, ValueError) as error:  # links in a circle; a name that no file can have
        raise FaultsError([Fault("", "cannot_read", {"detail": str(error)})], path.name) from None
