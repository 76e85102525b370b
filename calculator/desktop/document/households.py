"""What a person asks of households, and is asked: what to open and where to keep it, and before one is left."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.session.computing import Sign, shown_by
from calculator.session.open_household import OpenHousehold
from calculator.widgets.messages import Dialogs

if TYPE_CHECKING:
    from calculator.desktop.document.save_as import SavePlaces
    from calculator.files.documents.document import Document
    from calculator.ground.progress import Work
    from calculator.words.wording import Wording


def _stop_panel(work: "Work", wording: "Wording") -> Sign:
    from calculator.widgets.dialogs.stop_panel import StopPanel  # few households are so large that one waits

    return StopPanel(work, wording)


class Households(QObject):
    """The way to another household; `nothing_opened` comes before the message about one that cannot be opened."""

    nothing_opened = Signal()
    row_wanted = Signal(str, str)
    """A row, by table and id, that a person wants before the eyes."""

    def __init__(self, household: OpenHousehold, dialogs: Dialogs) -> None:
        super().__init__()
        self._open, self._dialogs = household, dialogs
        shown_by(_stop_panel)

    # ---- opening

    def open_last(self) -> bool:
        """Open the household that was open last, or the one that is kept by itself; False where none is open then."""
        path = self._open.last
        if path is not None:
            self.open_file(path)
        return self._open.session is not None

    def open_file(self, path: Path) -> None:
        """Open the household in a file, and tell what had to be put right; a faulty one is said, the open one stays."""
        try:
            self._tell(self._open.open_file(path))
        except FaultsError as error:
            self._cannot_open(path, error)

    def _tell(self, document: "Document | None") -> None:
        """Tell what had to be put right in a document that was opened."""
        if document is not None and document.notices:
            words = self._dialogs.wording
            done = words.text(N_("; ")).join(name for name in document.recovered if name)
            text = self._dialogs.told(document.notices)
            if done:
                text += "\n" + words.text(N_("Recovered: {names}")).format(names=done)
            self._dialogs.say(words.text(N_("{file} was opened")).format(file=document.path.name), text)

    def open_example(self) -> None:
        """Open the example household, unless the person would rather keep what was changed."""
        self.if_left(self._open.open_example)

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
        try:
            self._tell(self._open.open_before(path))
        except FaultsError as error:
            title = self._dialogs.wording.text(N_("{file} cannot be opened")).format(file=path.name)
            self._dialogs.say(title, self._dialogs.told(error.faults))

    # ---- saving

    def save(self) -> None:
        """Write the file anew; a household that is in none is asked for a place."""
        if self._open.keeper is None:
            return
        if self._open.keeper.state in ("loose", "read_only", "outside"):
            self.ask_save_as()
        else:
            self._open.keeper.save()

    def ask_save_as(self, then: Callable[[], None] | None = None) -> None:
        """Ask for a file to keep the household in."""
        if not self.may_keep(N_("Save the household as")):
            return
        document = None if self._open.keeper is None else self._open.keeper.document
        self._places().ask("" if document is None else document.path.name, then)

    def may_keep(self, title: str) -> bool:
        """Whether a household may be put into a file on this machine; where it may not, it is said under a title."""
        if self._open.kept_nowhere:
            self._dialogs.say(self._dialogs.wording.text(title), self._dialogs.told([Fault("", "households_not_kept")]))
        return not self._open.kept_nowhere

    def save_as(self, path: Path, then: Callable[[], None] | None = None) -> None:
        """Keep the household in another file from now on; where that fails it is said and all stays as it was."""
        self._places().take(path, then)

    def _places(self) -> "SavePlaces":
        from calculator.desktop.document.save_as import SavePlaces

        return SavePlaces(self._dialogs, self._save_as)

    def _save_as(self, path: Path) -> bool:
        try:
            self._open.save_as(path)
        except FaultsError as error:
            title = self._dialogs.wording.text(N_("{file} cannot be written")).format(file=path.name)
            self._dialogs.say(title, self._dialogs.told(error.faults))
            return False
        return True

    def answer(self, way: str) -> None:
        """What a person chose where saving does not go on: `elsewhere`, `again`, `reload` or `overwrite`."""
        keeper = self._open.keeper
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
        assert self._open.keeper is not None
        assert self._open.keeper.document is not None
        path = self._open.keeper.document.path
        try:
            self._tell(self._open.reload())
        except FaultsError as error:
            self._cannot_open(path, error)

    def _try_to_hold(self, *, take_over: bool = False) -> None:
        """Write from now on to a household that could only be read.

        Where somebody else has edited it meanwhile, the person is asked which of the two is to go on.
        """
        keeper = self._open.keeper
        assert keeper is not None
        assert keeper.document is not None
        holder = keeper.document.holder
        if holder is not None and holder.where in ("elsewhere", "unknown") and not take_over:
            self._ask_take_over()
            return
        try:
            held = self._open.hold(take_over=take_over)
        except FaultsError as error:
            self._cannot_open(keeper.document.path, error)
            return
        if held == "edited_elsewhere":
            self.if_left(self._reload)

    def _ask_take_over(self) -> None:
        """A lock of another machine cannot be looked into; only a person knows whether somebody is still there."""
        tr = self._dialogs.wording.text
        assert self._open.keeper is not None
        take = (tr(N_("&Take it over")), partial(self._try_to_hold, take_over=True))
        self._dialogs.ask(
            tr(N_("Take the household over?")),
            self._open.keeper.sentence(self._dialogs.wording)
            + "\n"
            + tr(N_("If it is still open there, what is typed there can no longer be saved.")),
            [take, (tr(N_("&Stay")), None)],
        )

    # ---- leaving

    def asks_before_the_end(self, go: Callable[[], None]) -> bool:
        """Whether a question stands before the end, after which to `go`: rows unfinished, or typed on no disk yet."""
        session = self._open.session
        count = 0 if session is None else session.unread_count
        if not count:
            unsaved = self._open.keeper is not None and self._open.keeper.unsaved
            if unsaved:
                self.if_left(go)
            return unsaved
        tr = self._dialogs.wording.text
        one, many = N_("One row is unfinished"), N_("{count} rows are unfinished")
        kept = N_(
            "What was typed there is not complete or cannot be read, and counts nowhere. It is kept, and stands there "
            "the next time."
        )
        self._dialogs.ask(
            tr(one if count == 1 else many).format(count=count),
            tr(kept),
            [(tr(N_("&Close")), lambda: self.if_left(go)), (tr(N_("&Show it")), self._show_unfinished)],
        )
        return True

    def _show_unfinished(self) -> None:
        from calculator.case.unread_entries import unfinished

        session = self._open.session
        assert session is not None
        self.row_wanted.emit(*next(iter(unfinished(session.case))))

    def if_left(self, go: Callable[[], None]) -> None:
        """Go on to another household; where something typed is on no disk yet, ask first."""
        if self._open.keeper is None or not self._open.keeper.unsaved:
            go()
            return
        tr = self._dialogs.wording.text
        assert self._open.keeper is not None
        elsewhere = (tr(N_("&Save as…")), lambda: self.ask_save_as(lambda: self.if_left(go)))
        self._dialogs.ask(
            tr(N_("Leave the open household?")),
            self._open.keeper.sentence(self._dialogs.wording)
            + "\n"
            + tr(N_("What was changed goes when another household is opened or the window is closed.")),
            [
                *([] if self._open.kept_nowhere else [elsewhere]),
                (tr(N_("&Leave it")), go),
                (tr(N_("&Stay")), None),
            ],
        )
