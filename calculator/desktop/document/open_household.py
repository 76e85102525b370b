"""Households on the disk and in the window: made, opened, kept, saved elsewhere, left."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from calculator.case.case import Case
from calculator.desktop.document.autosave import Keeper, Make
from calculator.desktop.document.save_as import SavePlaces
from calculator.ground.faults import FaultsError
from calculator.ground.language import N_
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.messages import Dialogs

if TYPE_CHECKING:
    from calculator.files.disk import Disk
    from calculator.files.documents.document import Document
    from calculator.files.documents.opening_context import Means
    from calculator.files.recent_files import Recent

EXAMPLE = N_("Example (not saved)")
COPY = N_("Copy of a file (not saved)")
NEW = N_("New household (not saved)")


class Households(QObject):
    """The household that is open, and the way to another.

    `opened` asks for a window for `session`; `nothing_opened` comes before the message about one that cannot be
    opened; `told` follows what can be said of how the household is kept.
    """

    opened = Signal()
    nothing_opened = Signal()
    told = Signal()

    def __init__(
        self, library: Library, dialogs: Dialogs, config: Path, data: Path | None = None, disk: "Disk | None" = None
    ) -> None:
        super().__init__()
        self.library, self._dialogs, self._config, self._data = library, dialogs, config, data
        self._disk = disk
        self._places = SavePlaces(dialogs, self._save_as)
        self.session: Session | None = None
        self.keeper: Keeper | None = None

    # ---- where they lie

    def means(self) -> "Means":
        """What documents are opened with."""
        from calculator.files.documents.opening_context import Means

        return Means(self.library) if self._disk is None else Means(self.library, self._disk)

    def folder(self) -> Path:
        """The folder of the households that are kept without being saved."""
        from calculator.files.folders import data_folder

        return self._data or data_folder()

    @property
    def recent(self) -> "Recent":
        """The files that were open last."""
        from calculator.files.recent_files import Recent

        return Recent(self._config)

    # ---- opening

    def open_last(self) -> bool:
        """Open the household that was open last, or the one that is kept by itself; False where there is none."""
        from calculator.files.disk import is_there
        from calculator.files.documents.document_names import HOUSEHOLD

        last = [*self.recent.paths()[:1], self.folder() / HOUSEHOLD]
        path = next((path for path in last if is_there(path)), None)
        if path is not None:
            self.open_file(path)
        return self.session is not None

    def open_file(self, path: Path, *, take_over: bool = False) -> None:
        """Open the household in a file; a faulty one is said, and the open one stays.

        A file that is not one of ours by its name, such as a case in JSON, is opened as a copy.
        """
        from calculator.files.case_file import read_case_file
        from calculator.files.disk import is_there
        from calculator.files.documents.document_names import SUFFIX, Places
        from calculator.files.documents.opening import open_document

        if self._is_open(path) and not take_over:
            return
        try:
            # Edits that wait in a journal belong to the file, whatever somebody called it.
            if path.suffix.lower() == SUFFIX or is_there(Places(path).journal):
                self.show_document(open_document(path, self.means(), take_over=take_over))
            else:
                self.show(read_case_file(path, self.library), loose=COPY)
        except FaultsError as error:
            self._cannot_open(path, error)

    def _is_open(self, path: Path) -> bool:
        document = None if self.keeper is None else self.keeper.document
        try:
            return document is not None and not document.read_only and path.samefile(document.path)
        except OSError:
            return False

    def show_document(self, document: "Document") -> None:
        """Put a document into the window, and tell what had to be put right."""
        self._take(document)
        if document.notices:
            words = self._dialogs.wording
            done = words.text(N_("; ")).join(name for name in document.recovered if name)
            text = self._dialogs.told(document.notices)
            if done:
                text += "\n" + words.text(N_("Recovered: {names}")).format(names=done)
            self._dialogs.say(words.text(N_("{file} was opened")).format(file=document.path.name), text)

    def show(self, case: Case, *, loose: str) -> None:
        """Put a household into the window that is in no file yet."""
        self._take(None, case, loose)

    def open_example(self) -> None:
        """Open the example household, unless the person would rather keep what was changed."""
        from calculator.files.example_household import called_in, example_case

        def go() -> None:
            self.show(called_in(example_case(self.library), self._dialogs.wording.language), loose=EXAMPLE)

        self.if_left(go)

    def open_new(self, case: Case) -> None:
        """Begin a household that is kept by itself from now on."""
        self._take(None, case, NEW, self._kept_by_itself)

    def _kept_by_itself(self, case: Case) -> "Document":
        """A document of its own in the folder of the households that are kept. Raises FaultsError."""
        from calculator.files.documents.opening import create_own

        document = create_own(self.folder(), case, self.means())
        self._remember(document.path)
        return document

    def _take(
        self, document: "Document | None", case: Case | None = None, loose: str = "", make: Make | None = None
    ) -> None:
        """Show a household in the place of the one that is open, which is left."""
        opened = document.case if document is not None else case
        assert opened is not None
        try:  # first of all: should it fail, the open household stays, and is not kept in the place of this one
            session = Session(opened, self.library, self._dialogs.wording)
        except BaseException:
            if document is not None:
                document.leave()
            raise
        if self.keeper is not None:
            self.keeper.finish()
        self.keeper = Keeper(opened, document, loose, make)
        self.keeper.told.connect(self.told)
        session.select_telling_visit()
        self.follow(session)
        if document is not None:
            self._remember(document.path)
        self.opened.emit()

    def follow(self, session: Session) -> None:
        """Keep the edits of a session; the same household may go on in another one."""
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

    def _cannot_open(self, path: Path, error: FaultsError) -> None:
        self.nothing_opened.emit()
        words = self._dialogs.wording
        title = words.text(N_("{file} cannot be opened")).format(file=path.name)
        text = self._dialogs.told(error.faults)
        if any(fault.code == "backup_there" for fault in error.faults):
            earlier = (words.text(N_("Open the version &before")), partial(self._open_before, path))
            self._dialogs.ask(title, text, [earlier, (words.text(N_("&Close")), None)])
        else:
            self._dialogs.say(title, text)

    def _open_before(self, path: Path) -> None:
        from calculator.files.documents.opening import open_backup

        try:
            self.show_document(open_backup(path, self.means()))
        except FaultsError as error:
            title = self._dialogs.wording.text(N_("{file} cannot be opened")).format(file=path.name)
            self._dialogs.say(title, self._dialogs.told(error.faults))

    # ---- saving

    def save(self) -> None:
        """Write the file anew; a household that is in none is asked for a place."""
        if self.keeper is None:
            return
        if self.keeper.state in ("loose", "read_only", "outside"):
            self.ask_save_as()
        else:
            self.keeper.save()

    def ask_save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a file to keep the household in."""
        document = None if self.keeper is None else self.keeper.document
        self._places.ask("" if document is None else document.path.name, then)

    def save_as(self, path: Path, then: Callable[[], None] | None = None) -> None:
        """Keep the household in another file from now on; where that fails it is said and all stays as it was."""
        self._places.take(path, then)

    def _save_as(self, path: Path) -> bool:
        from calculator.files.documents.opening import create_document, save_as

        keeper = self.keeper
        assert keeper is not None
        try:
            if keeper.document is None:
                document = create_document(path, keeper.case, self.means(), overwrite=True)
            else:
                document = save_as(keeper.document, path, self.means())
        except FaultsError as error:
            title = self._dialogs.wording.text(N_("{file} cannot be written")).format(file=path.name)
            self._dialogs.say(title, self._dialogs.told(error.faults))
            return False
        self._keep_in(document)
        return True

    def _keep_in(self, document: "Document") -> Keeper:
        """Go on with the household in another document; the window stays."""
        self.keeper = Keeper(document.case, document)
        self.keeper.told.connect(self.told)
        self._remember(document.path)
        self.told.emit()
        return self.keeper

    def answer(self, way: str) -> None:
        """What a person chose where saving does not go on: `elsewhere`, `again`, `reload` or `overwrite`."""
        keeper = self.keeper
        assert keeper is not None
        if way == "elsewhere":
            self.ask_save_as()
        elif way == "overwrite":
            keeper.save(overwrite=True)
        elif way == "reload":
            self._reload()
        elif keeper.state == "read_only":
            self._try_to_hold()
        else:
            keeper.save()

    def _reload(self) -> None:
        from calculator.files.documents.opening import reload

        keeper = self.keeper
        assert keeper is not None
        assert keeper.document is not None
        try:
            document = reload(keeper.document, self.means())
        except FaultsError as error:
            self._cannot_open(keeper.document.path, error)
        else:
            self.show_document(document)

    def _try_to_hold(self, *, take_over: bool = False) -> None:
        """Open a household for writing that could only be read; what was typed meanwhile goes with it.

        Where somebody else has edited it meanwhile, the person is asked which of the two is to go on.
        """
        from calculator.files.documents.opening import open_document

        keeper = self.keeper
        assert keeper is not None
        assert keeper.document is not None
        holder = keeper.document.holder
        if holder is not None and holder.where in ("elsewhere", "unknown") and not take_over:
            self._ask_take_over()
            return
        try:
            document = open_document(keeper.document.path, self.means(), take_over=take_over)
        except FaultsError as error:
            self._cannot_open(keeper.document.path, error)
            return
        if document.read_only:
            self.told.emit()
        elif document.case == keeper.opened:
            typed = keeper.case
            holding = self._keep_in(document)
            if typed != document.case:
                holding.record(typed, self._dialogs.wording.text(N_("Changes while read-only")))
        else:
            document.leave()
            self.if_left(self._reload)

    def _ask_take_over(self) -> None:
        """A lock of another machine cannot be looked into; only a person knows whether somebody is still there."""
        tr = self._dialogs.wording.text
        assert self.keeper is not None
        take = (tr(N_("&Take it over")), partial(self._try_to_hold, take_over=True))
        self._dialogs.ask(
            tr(N_("Take the household over?")),
            self.keeper.sentence(self._dialogs.wording)
            + "\n"
            + tr(N_("If it is still open there, what is typed there can no longer be saved.")),
            [take, (tr(N_("&Stay")), None)],
        )

    # ---- leaving

    def if_left(self, go: Callable[[], None]) -> None:
        """Go on to another household; where something typed is on no disk yet, ask first."""
        if self.keeper is None or not self.keeper.unsaved:
            go()
            return
        tr = self._dialogs.wording.text
        assert self.keeper is not None
        self._dialogs.ask(
            tr(N_("Leave the open household?")),
            self.keeper.sentence(self._dialogs.wording)
            + "\n"
            + tr(N_("What was changed goes when another household is opened or the window is closed.")),
            [
                (tr(N_("&Save as…")), lambda: self.ask_save_as(lambda: self.if_left(go))),
                (tr(N_("&Leave it")), go),
                (tr(N_("&Stay")), None),
            ],
        )

    def finish(self) -> None:
        """Leave the household; nothing is open any more."""
        if self.keeper is not None:
            self.keeper.finish()
        self.session = self.keeper = None
