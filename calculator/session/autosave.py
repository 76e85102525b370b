"""Keeps the open household on the disk while it is edited, and knows what can be said about that."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Signal

from calculator.case.case import Case
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from calculator.files.documents.document import Document

Make = Callable[[Case], "Document"]
State = Literal["saved", "loose", "read_only", "outside", "failed"]
"""`loose`: the household is in no file yet; `outside`: another program changed the file; `failed`: the disk refused."""


class Keeper(QObject):
    """Records every edit in the household's document, where it has one; `told` follows what can be said of it.

    Without a document the household lives in the window alone; `loose` says what it is, such as an example. With
    `make` it is to get a document, which is tried again with every edit until it succeeds.
    """

    told = Signal()

    def __init__(self, case: Case, document: "Document | None", loose: str = "", make: Make | None = None) -> None:
        super().__init__()
        self.case, self.document, self._loose, self._make = case, document, loose, make
        self._kept_case = case
        self._fault: Fault | None = None
        if document is not None and document.read_only:
            self._fault = document.why
        elif make is not None:
            self._begin(make)

    def _begin(self, make: "Make") -> None:
        try:
            self.document, self._fault = make(self.case), None
        except FaultsError as error:
            self._fault = error.faults[0]

    @property
    def opened(self) -> Case:
        """The household as it was when it was opened."""
        return self._kept_case

    @property
    def state(self) -> State:
        """How the household is kept."""
        if self.document is None:
            return "loose" if self._fault is None else "failed"
        if self.document.read_only:
            return "read_only"
        if self._fault is not None:
            return "outside" if self._fault.code == "changed_outside" else "failed"
        return "saved"

    @property
    def unsaved(self) -> bool:
        """Whether something typed is on no disk yet."""
        if self.document is None:
            return self.case is not self._kept_case or self._make is not None
        if self.document.read_only:
            return self.case is not self._kept_case
        return not self.document.saved

    def record(self, case: Case, name: str) -> None:
        """Keep an edit that was made, under its name in words."""
        self.case = case
        if self.document is None and self._make is not None:
            self._begin(self._make)
        elif self.document is not None and not self.document.read_only:
            self._try(lambda document: document.record(name, case))
        self.told.emit()

    def save(self, *, overwrite: bool = False) -> None:
        """Write the file anew; where another program changed it, only with `overwrite`."""
        if self.document is None and self._make is not None:
            self._begin(self._make)
        if self.document is not None and not self.document.read_only:
            self._try(lambda document: document.checkpoint(overwrite=overwrite))
        self.told.emit()

    def finish(self) -> None:
        """Write the file anew and let others have it; what is on no disk yet is given up.

        Where the file cannot be written, its journal goes on holding what was saved.
        """
        if self.document is None:
            return
        if self.unsaved or not self._try(lambda document: document.close()):
            self.document.leave()

    def _try(self, act: Callable[["Document"], None]) -> bool:
        assert self.document is not None
        try:
            act(self.document)
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
