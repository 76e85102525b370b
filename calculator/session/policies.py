"""The policies at hand, for every face: whoever uses them asks here, so that what is installed reaches all at once."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from calculator.policy.library import Library

if TYPE_CHECKING:
    from calculator.files.signed_packs.pack_store import PackStore


class Policies(QObject):
    """The packs that came with the program, and those installed in `folder`; `changed` says that there are others."""

    changed = Signal()

    def __init__(self, library: Library, folder: Path) -> None:
        super().__init__()
        self._library, self.folder = library, folder

    @property
    def library(self) -> Library:
        """The packs as they were last read."""
        return self._library

    @property
    def store(self) -> "PackStore":
        """Where packs are installed and removed; `read_again` has them used."""
        from calculator.files.signed_packs.pack_store import PackStore

        return PackStore(self.folder)

    def read_again(self) -> None:
        """Use what is installed now."""
        self._library = self.store.library(forgiving=True).offering_as(self._library)
        self.changed.emit()
