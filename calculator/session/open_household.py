"""The household that is open: new, from a file, kept on the disk or elsewhere, left; nobody is asked anything."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QSettings, QUrl, Signal

from calculator.case.case import Case
from calculator.case.people_edits import too_many_to_show
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.ground.progress import StoppedError
from calculator.session.autosave import Keeper, Make
from calculator.session.policies import Policies
from calculator.session.session import STOPPED, Session
from calculator.words.wording import Wording

if TYPE_CHECKING:
    from calculator.files.disk import Disk
    from calculator.files.documents.document import Document
    from calculator.files.documents.kept_households import KeptHousehold
    from calculator.files.documents.opening_context import OpeningContext
    from calculator.files.recent_files import Recent

EXAMPLE = N_("Example (not saved)")
COPY = N_("Copy of a file (not saved)")
NOWHERE = N_("No household is kept on this machine")
NEW = N_("New household (not saved)")

Held = Literal["held", "not_held", "edited_elsewhere"]
"""What came of trying to write to a household that could only be read."""


class OpenHousehold(QObject):
    """One household at a time, `session`, and how it is kept, `keeper`; both None where none is open.

    `opened` follows every household that is put in the place of another, `told` what can be said of how it is kept.
    `wording` gives how things are said, `config` is the folder of the settings, `data` that of the households that are
    kept without being saved, None for the person's own, `disk` what writes them. Where `kept_nowhere`, as the office
    has it that set the machine up, a household is in the window alone, one from a file as well.
    """

    opened = Signal()
    told = Signal()

    def __init__(
        self,
        policies: Policies,
        wording: Callable[[], Wording],
        config: Path,
        data: Path | None = None,
        disk: "Disk | None" = None,
        *,
        kept_nowhere: bool = False,
    ) -> None:
        super().__init__()
        self._policies, self._wording, self._config, self._data = policies, wording, config, data
        self._disk, self.kept_nowhere = disk, kept_nowhere
        self.session: Session | None = None
        self.keeper: Keeper | None = None
        policies.changed.connect(self._take_policies)

    # ---- where they lie

    def context(self) -> "OpeningContext":
        """What documents are opened with."""
        from calculator.files.documents.opening_context import OpeningContext

        library = self._policies.library
        return OpeningContext(library) if self._disk is None else OpeningContext(library, self._disk)

    def folder(self) -> Path:
        """The folder of the households that are kept without being saved."""
        from calculator.files.folders import data_folder

        return self._data or data_folder()

    @property
    def recent(self) -> "Recent":
        """The files that were open last."""
        from calculator.files.recent_files import Recent

        return Recent(self._config)

    @property
    def last(self) -> Path | None:
        """The file that was open last, or the household that is kept by itself; None where there is none."""
        from calculator.files.disk import is_there
        from calculator.files.documents.document_names import HOUSEHOLD

        last = [*self.recent.paths()[:1], self.folder() / HOUSEHOLD]
        return next((path for path in last if is_there(path)), None)

    # ---- opening

    def open_file(self, path: Path, *, take_over: bool = False) -> "Document | None":
        """Open the household in a file; gives its document, None where it is open already or a copy.

        A file that is not one of ours by its name, such as a case in JSON, is opened as a copy. Raises FaultsError,
        and what is open stays.
        """
        from calculator.files.case_file import read_case_file
        from calculator.files.disk import is_there
        from calculator.files.documents.document_names import SUFFIX, Places
        from calculator.files.documents.opening import open_document

        if self.is_open(path) and not take_over:
            return None
        # Edits that wait in a journal belong to the file, whatever somebody called it.
        if path.suffix.lower() == SUFFIX or is_there(Places(path).journal):
            return self.show_document(open_document(path, self.context(), take_over=take_over))
        self.show(read_case_file(path, self._policies.library), loose=COPY)
        return None

    def is_open(self, path: Path) -> bool:
        """Whether the household that is open is kept in this file."""
        document = None if self.keeper is None else self.keeper.document
        try:
            return document is not None and not document.read_only and path.samefile(document.path)
        except OSError:
            return False

    def open_before(self, path: Path) -> "Document":
        """Open the version before of a file that cannot be opened. Raises FaultsError."""
        from calculator.files.documents.opening import open_backup

        return self.show_document(open_backup(path, self.context()))

    def show_document(self, document: "Document") -> "Document":
        """Go on with the household of a document, which is given back; where none is kept, with a copy of it."""
        if self.kept_nowhere:
            document.leave()
            self.show(document.case, loose=COPY)
        else:
            self._take(document)
        return document

    def show(self, case: Case, *, loose: str) -> None:
        """Go on with a household that is in no file yet; `loose` says what it is, such as an example."""
        self._take(None, case, NOWHERE if self.kept_nowhere and loose != EXAMPLE else loose)

    def open_example(self) -> None:
        """Go on with the example household, its people called in the person's language."""
        from calculator.files.example_household import OWN_LANGUAGE, called_in, example_case

        case, language = example_case(self._policies.library), self._wording().language
        self.show(case if language == OWN_LANGUAGE else called_in(case, language), loose=EXAMPLE)

    def open_new(self, case: Case) -> None:
        """Begin a household that is kept by itself from now on."""
        self._require_keeping()
        self._take(None, case, NEW, self._kept_by_itself)

    def _kept_by_itself(self, case: Case) -> "Document":
        """A document of its own in the folder of the households that are kept. Raises FaultsError."""
        from calculator.files.documents.opening import create_own

        document = create_own(self.folder(), case, self.context())
        self._remember(document.path)
        return document

    def _take(
        self, document: "Document | None", case: Case | None = None, loose: str = "", make: Make | None = None
    ) -> None:
        """Show a household in the place of the one that is open, which is left. Raises FaultsError."""
        opened = document.case if document is not None else case
        assert opened is not None
        try:  # first of all: should it fail, the open household stays, and is not kept in the place of this one
            if faults := too_many_to_show(opened):
                raise FaultsError(faults)
            session = Session(opened, self._policies.library, self._wording())
        except BaseException as error:
            if document is not None:
                document.leave()
            if isinstance(error, StoppedError):
                raise FaultsError([STOPPED]) from None
            raise
        if self.keeper is not None:
            self.keeper.finish()
        self.keeper = Keeper(opened, document, loose, make)
        self.keeper.told.connect(self.told)
        session.select_telling_visit()
        self._follow(session)
        if document is not None:
            self._remember(document.path)
        self.opened.emit()

    # ---- forgetting

    def kept(self) -> "list[KeptHousehold]":
        """The households that this person has on this computer, as far as the program knows."""
        from calculator.files.documents.kept_households import kept_households

        return kept_households(self.folder(), self.recent.paths(), self.context(), self.recent.opened())

    def forget(self, path: Path) -> None:
        """Remove a household for good, with every copy that is kept of it; one that is open is left first.

        Raises FaultsError.
        """
        from calculator.files.documents.kept_households import forget
        from calculator.files.last_folder import forget_last_folder

        if self.is_open(path):
            self.finish()
        forget(path, self.context())
        with suppress(OSError):
            self.recent.remove(path)
        with suppress(OSError):
            forget_last_folder(self._config, path.parent)
        _forget_visited(path.parent)

    def expire(self, days: int) -> int:
        """Remove those that are kept by themselves and were not opened for so many days; gives how many went.

        One that somebody has open, or the disk does not let go, stays.
        """
        from datetime import datetime, timedelta

        from calculator.files.documents.kept_households import unopened_since
        from calculator.ground.faults import FaultsError

        since, gone = datetime.now().astimezone() - timedelta(days=days), 0
        for path in unopened_since(self.folder(), since, self.recent.opened()):
            with suppress(FaultsError):
                if not self.is_open(path):
                    self.forget(path)
                    gone += 1
        return gone

    # ---- going on

    def say_otherwise(self) -> None:
        """Go on with the same household, selection and way back in the words that hold now."""
        if self.session is not None:
            self._follow(self.session.rebuilt(self._wording()))

    def _take_policies(self) -> None:
        if self.session is not None:
            self._follow(self.session.rebuilt(self._wording(), self._policies.library))

    def _follow(self, session: Session) -> None:
        self.session = session
        session.edited.connect(self._record)

    def _record(self, name: str) -> None:
        assert self.session is not None
        assert self.keeper is not None
        self.keeper.record(self.session.case, name)

    def _remember(self, path: Path) -> None:
        try:
            self.recent.add(path)
        except OSError:
            return  # a list of names is not worth a word

    # ---- keeping it elsewhere

    def _require_keeping(self) -> None:
        if self.kept_nowhere:
            raise FaultsError([Fault("", "households_not_kept")])

    def save_as(self, path: Path) -> None:
        """Keep the household in another file from now on. Raises FaultsError, and all stays as it was."""
        from calculator.files.documents.opening import create_document, save_as

        self._require_keeping()
        keeper = self.keeper
        assert keeper is not None
        if keeper.document is None:
            self._keep_in(create_document(path, keeper.case, self.context(), overwrite=True))
        else:
            self._keep_in(save_as(keeper.document, path, self.context()))

    def _keep_in(self, document: "Document") -> Keeper:
        """Go on with the household in another document."""
        self.keeper = Keeper(document.case, document)
        self.keeper.told.connect(self.told)
        self._remember(document.path)
        self.told.emit()
        return self.keeper

    def reload(self) -> "Document":
        """Show the file as it is on the disk now. Raises FaultsError."""
        from calculator.files.documents.opening import reload

        return self.show_document(reload(self._document(), self.context()))

    def hold(self, *, take_over: bool = False) -> Held:
        """Write from now on to a household that could only be read; what was typed meanwhile goes with it.

        Where somebody else has edited it meanwhile, nothing changes. Raises FaultsError where it cannot be opened.
        """
        from calculator.files.documents.opening import open_document

        keeper = self.keeper
        assert keeper is not None
        document = open_document(self._document().path, self.context(), take_over=take_over)
        if document.read_only:
            self.told.emit()
            return "not_held"
        if document.case != keeper.opened:
            document.leave()
            return "edited_elsewhere"
        typed = keeper.case
        holding = self._keep_in(document)
        if typed != document.case:
            holding.record(typed, self._wording().text(N_("Changes while read-only")))
        return "held"

    def _document(self) -> "Document":
        assert self.keeper is not None
        assert self.keeper.document is not None
        return self.keeper.document

    def keep_beside(self) -> None:
        """Leave the household from another thread, before the program ends without that of the windows."""
        if self.keeper is not None:
            self.keeper.finish_beside()

    def finish(self) -> None:
        """Leave the household; nothing is open any more."""
        if self.keeper is not None:
            self.keeper.finish()
        self.session = self.keeper = None


def _forget_visited(folder: Path) -> None:
    """Take a folder from those that Qt's own file dialog remembers as visited."""
    kept = QSettings(QSettings.Scope.UserScope, "QtProject")
    address = QUrl.fromLocalFile(str(folder)).toString()
    for key in ("FileDialog/lastVisited", "FileDialog/history"):
        told = kept.value(key)
        listed = told if isinstance(told, list) else [told]
        if address in listed:
            left = [one for one in listed if one != address]
            kept.setValue(key, left) if left else kept.remove(key)
