"""Keeps the open household on the disk while it is edited, and knows what can be said about that."""

from collections.abc import Callable
from threading import Lock, Thread
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from calculator.case.case import Case
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from calculator.files.documents.document import Document

Make = Callable[[Case], "Document"]
State = Literal["saved", "saving", "loose", "read_only", "outside", "failed"]
"""`loose`: the household is in no file yet; `outside`: another program changed the file; `failed`: the disk refused."""


class _Writing:
    """Edits on their way to the disk, in a thread of their own; what came of it is there once `done`."""

    def __init__(self, write: Callable[[], "Document"], ended: Callable[[], None]) -> None:
        self._write, self._ended = write, ended
        self.document: Document | None = None
        self.error: BaseException | None = None
        self.done = False
        # Not a thread that may be left behind: where the program ends, what was typed is written first.
        self._thread = Thread(target=self._run, name="autosave")
        self._thread.start()

    def _run(self) -> None:
        try:
            self.document = self._write()
        except BaseException as error:
            self.error = error
        self.done = True
        self._ended()

    def wait(self) -> None:
        """Wait until it is done."""
        self._thread.join()


class Keeper(QObject):
    """Records every edit in the household's document, where it has one; `told` follows what can be said of it.

    Without a document the household lives in the window alone; `loose` says what it is, such as an example. With
    `make` it is to get a document, which is tried again with every edit until it succeeds.

    Edits are written beside the window, as a slow disk would keep keys from being looked at: while one is written the
    next ones wait, and go together. Whoever asks for the `document`, or whether anything is `unsaved`, waits for all.
    """

    told = Signal()
    _ended = Signal()

    def __init__(self, case: Case, document: "Document | None", loose: str = "", make: Make | None = None) -> None:
        super().__init__()
        self.case, self._document, self._loose, self._make = case, document, loose, make
        self._kept_case = case
        self._fault: Fault | None = None
        self._waiting: list[str] = []
        """What the edits do that are on no disk yet, in words."""
        self._writing: _Writing | None = None
        self._beginning = Lock()
        self._ended.connect(self._go_on)
        if document is not None and document.read_only:
            self._fault = document.why
        elif make is not None:
            self._try(lambda: make(case))

    @property
    def document(self) -> "Document | None":
        """The household's document with all edits, where it has one."""
        self._settle()
        return self._document

    @property
    def opened(self) -> Case:
        """The household as it was when it was opened."""
        return self._kept_case

    @property
    def state(self) -> State:
        """How the household is kept."""
        if self._document is None:
            return "loose" if self._fault is None else "failed"
        if self._document.read_only:
            return "read_only"
        if self._fault is not None:
            return "outside" if self._fault.code == "changed_outside" else "failed"
        return "saving" if self._writing is not None else "saved"

    @property
    def unsaved(self) -> bool:
        """Whether something typed is on no disk yet."""
        document = self.document
        if document is None:
            return self.case != self._kept_case or self._make is not None
        if document.read_only:
            return self.case != self._kept_case
        return not document.saved

    def record(self, case: Case, name: str) -> None:
        """Keep an edit that was made, under its name in words."""
        self.case = case
        document = self._document
        if self._make is not None if document is None else not document.read_only:
            self._waiting.append(name)
        self._go_on()

    def save(self, *, overwrite: bool = False) -> None:
        """Write the file anew; where another program changed it, only with `overwrite`."""
        document, make, case = self.document, self._make, self.case
        if document is None and make is not None:
            self._try(lambda: make(case))
            document = self._document
        if document is not None and not document.read_only:
            self._try(lambda: _written(document, lambda: document.checkpoint(overwrite=overwrite)))
        self.told.emit()

    def finish(self) -> None:
        """Write the file anew and let others have it; what is on no disk yet is given up.

        Where the file cannot be written, its journal goes on holding what was saved.
        """
        document = self.document
        if document is None:
            return
        if self.unsaved or not self._try(lambda: _written(document, document.close)):
            document.leave()

    def finish_beside(self) -> None:
        """As `finish`, from another thread and for the last time: the windows' thread is busy, and the program ends.

        From here on that one waits where it would write. Raises FaultsError.
        """
        self._beginning.acquire()  # and never given back
        writing, document = self._writing, self._document
        if writing is not None:
            writing.wait()
            document = writing.document or document
        if document is not None and not document.read_only:
            document.record("; ".join(dict.fromkeys(self._waiting)), self.case)
            document.close()

    # ---- writing

    def _go_on(self) -> None:
        """Take what came of the last writing, and begin the next one with all that waits."""
        if self._writing is not None and self._writing.done:
            self._take(self._writing)
        if self._writing is None and self._waiting:
            self._begin()
        self.told.emit()

    def _begin(self) -> None:
        name, case = "; ".join(dict.fromkeys(self._waiting)), self.case
        document, make = self._document, self._make
        self._waiting = []

        def write() -> "Document":
            if document is not None:
                return _written(document, lambda: document.record(name, case))
            assert make is not None
            return make(case)

        with self._beginning:
            self._writing = _Writing(write, self._ended.emit)

    def _take(self, writing: _Writing) -> None:
        self._writing = None
        error = writing.error
        if error is None:
            self._document, self._fault = writing.document, None
        elif isinstance(error, FaultsError):
            self._fault = error.faults[0]
        else:
            raise error

    def _settle(self) -> None:
        """Wait until all edits are written, or could not be."""
        while self._writing is not None or self._waiting:
            if self._writing is None:
                self._begin()
            assert self._writing is not None
            self._writing.wait()
            self._take(self._writing)

    def _try(self, write: Callable[[], "Document"]) -> bool:
        try:
            with self._beginning:
                self._document = write()
        except FaultsError as error:
            self._fault = error.faults[0]
            return False
        self._fault = None
        return True

    def sentence(self, wording: Wording) -> str:
        """What the window says about it."""
        tr = wording.text
        why = "" if self._fault is None else wording.fault(self._fault)
        match self.state:
            case "saved":
                return tr(N_("Saved"))
            case "saving":
                return tr(N_("Saving…"))
            case "loose":
                return tr(self._loose)
            case "read_only":
                return tr(N_("Read-only: {why}. Changes are not saved here.")).format(why=why)
            case "outside":
                return tr(N_("Not saved: {why}.")).format(why=why)
            case _:
                return tr(N_("Not saved: {why}. What was typed is all here; the next change tries again.")).format(
                    why=why
                )


def _written(document: "Document", write: Callable[[], None]) -> "Document":
    write()
    return document
