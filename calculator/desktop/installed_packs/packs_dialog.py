"""The policies that can be chosen: where each comes from; installing, removing, and trusting signers."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from calculator.desktop.installed_packs.candidate_check import Looked, look
from calculator.desktop.installed_packs.candidate_page import CandidatePage
from calculator.desktop.installed_packs.packs_list import Listing, Row, after_removal, listing
from calculator.desktop.installed_packs.packs_table import PacksCard
from calculator.desktop.installed_packs.signers_card import SignersCard
from calculator.files.signed_packs.key_files import read_public
from calculator.files.signed_packs.pack_store import PackStore
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.policy.installed.signature import PUBLIC_SUFFIX, PublicKey
from calculator.session.background import Background
from calculator.session.session import Session
from calculator.whatif.pack_effect_words import signer_said
from calculator.widgets.announce import announce
from calculator.widgets.buttons import label, push_button
from calculator.widgets.dialogs.file_dialog import ask_to_open
from calculator.widgets.messages import Dialogs
from calculator.widgets.scrolled import fit, scrolled
from calculator.widgets.theme import Theme, set_role


class PacksDialog(QDialog):
    """Lists what there is and changes what is installed; `changed` follows every change of the folder.

    The open household is only looked at: what a policy would change for it is computed beside the window.
    """

    changed = Signal()

    def __init__(self, session: Session, theme: Theme, store: PackStore, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._store = session, store
        self._looked: Looked | None = None
        self._name = ""
        self.listing: Listing
        self.work = Background(self)
        self.setWindowTitle(session.wording.text(N_("Installed policies")))
        self.setAcceptDrops(True)
        self.dialogs = Dialogs(lambda: self, lambda: session.wording)
        self.packs = PacksCard(session, theme)
        self.signers = SignersCard(session, theme)
        self.told = label("", "heading")
        self.told.hide()
        self.close_button = push_button(session.wording, N_("C&lose"), N_("Close this list (Esc)"))
        self.candidate = CandidatePage(session, theme)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._list_page(theme))
        self.pages.addWidget(self.candidate)
        outer = QVBoxLayout(self)
        edge = theme.px(16)
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.addWidget(self.pages)
        self._connect()
        self._show()
        fit(self, theme, 1120, 660)
        self.packs.table.setFocus()

    def _list_page(self, theme: Theme) -> QWidget:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(12))
        for part in (self.told, self.packs, self.signers):
            column.addWidget(part)
        column.addStretch(1)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.px(12))
        self.area = scrolled(inside, self.windowTitle())
        outer.addWidget(self.area, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        outer.addLayout(foot)
        return page

    def _connect(self) -> None:
        self.packs.install.clicked.connect(self.ask_file)
        self.packs.remove_wanted.connect(self.ask_to_remove)
        self.signers.trust_wanted.connect(self.ask_key)
        self.signers.distrust_wanted.connect(self.ask_to_distrust)
        self.candidate.wanted.connect(self._install)
        self.candidate.left.connect(self.leave_candidate)
        self.close_button.clicked.connect(self.reject)
        self.work.done.connect(self._done)
        self.work.failed.connect(self._failed)
        self.finished.connect(self.work.close)

    # ---- installing

    def ask_file(self) -> None:
        """Ask for the file of a policy."""
        tr = self._session.wording.text
        self._ask_path(N_("Install a policy"), [tr(N_("Policies (*.toml)")), tr(N_("All files (*)"))], self.look_at)

    def look_at(self, path: Path) -> None:
        """Look at the file of a policy; what was found is shown, and nothing installed before a person says so."""
        self._looked, self._name = None, path.name
        self.candidate.wait(path.name)
        self.pages.setCurrentWidget(self.candidate)
        self.work.start(look(path, self._store, self._session.case))

    def leave_candidate(self) -> None:
        """Back to the list; nothing is installed."""
        self.work.stop()
        self._looked = None
        self._show_list()
        self.packs.install.setFocus()

    def _done(self, looked: Looked) -> None:
        self._looked = looked
        self.candidate.show_looked(looked)

    def _failed(self, faults: list[Fault]) -> None:
        self._refused(N_("{name}: nothing was installed."), self._name, faults)
        self.packs.install.setFocus()

    def _install(self) -> None:
        looked = self._looked
        if looked is None or self.work.busy:
            return
        self._looked = None
        try:
            found = self._store.install(looked.candidate, replace=looked.replaces)
        except FaultsError as error:
            self._refused(N_("{name}: nothing was installed."), self._name, error.faults)
            return
        self._show(found.name)
        self._changed(self._session.wording.text(N_("{name} was installed")).format(name=found.name))
        self.packs.table.setFocus()

    # ---- removing

    def ask_to_remove(self, row: Row) -> None:
        """Ask, saying whom of the household it concerns."""
        tr = self._session.wording.text
        text = after_removal(row, self._session.case, self.listing.library, self._session.wording)
        question = tr(N_("Remove {name}?")).format(name=row.name)
        self.dialogs.ask_to_remove(question, text, partial(self._remove, row), N_("&Remove"))

    def _remove(self, row: Row) -> None:
        try:
            name = self._store.remove(row.name)
        except FaultsError as error:
            self._refused(N_("{name} was not removed."), row.name, error.faults)
            return
        self._show()
        self._changed(self._session.wording.text(N_("{name} was removed")).format(name=name))
        self.packs.table.setFocus()

    # ---- trusting

    def ask_key(self) -> None:
        """Ask for the file of a signer's public key."""
        tr = self._session.wording.text
        self._ask_path(N_("Trust a signer"), [tr(N_("Public keys (*.pub)")), tr(N_("All files (*)"))], self.look_at_key)

    def look_at_key(self, path: Path) -> None:
        """Show whose key a file holds, and ask whether they are to be trusted."""
        tr = self._session.wording.text
        try:
            key = read_public(path)
        except FaultsError as error:
            self._refused(N_("{name}: nobody is trusted by it."), path.name, error.faults)
            return
        text = N_(
            "Their signed policies can then take the place of those that come with the program. Trust only if the"
            " fingerprint is the one that they told you themselves, for example by telephone."
        )
        choices: list[tuple[str, Callable[[], object] | None]] = [
            (tr(N_("&Trust")), lambda: self._trust(path, key)),
            (tr(N_("&Cancel")), None),
        ]
        title = tr(N_("Trust {signer}?")).format(signer=signer_said(key, self._session.wording))
        self.dialogs.ask(title, tr(text), choices)

    def _trust(self, path: Path, asked: PublicKey) -> None:
        try:
            if read_public(path) != asked:
                raise FaultsError([Fault("", "changed_meanwhile")], path.name)
            key = self._store.trust(path)
        except FaultsError as error:
            self._refused(N_("{name}: nobody is trusted by it."), path.name, error.faults)
            return
        self._signers_changed(N_("{signer} is trusted from now on"), key)

    def ask_to_distrust(self, key: PublicKey) -> None:
        """Ask before a signer is trusted no longer."""
        tr = self._session.wording.text
        text = N_(
            "What they signed stays installed. In the place of a policy that comes with the program it is not used"
            " any more, and elsewhere it is marked as signed by someone who is not trusted."
        )
        choices: list[tuple[str, Callable[[], object] | None]] = [
            (tr(N_("&Distrust")), lambda: self._distrust(key)),
            (tr(N_("&Keep")), None),
        ]
        title = tr(N_("Trust {signer} no longer?")).format(signer=signer_said(key, self._session.wording))
        self.dialogs.ask(title, tr(text), choices)

    def _distrust(self, key: PublicKey) -> None:
        try:
            self._store.distrust(key.fingerprint)
        except FaultsError as error:
            self._refused(N_("{name} is still trusted."), key.name, error.faults)
            return
        self._signers_changed(N_("{signer} is not trusted any more"), key)
        self.signers.trust.setFocus()

    def _signers_changed(self, said: str, key: PublicKey) -> None:
        row = self.packs.current()
        self._show(row.name if row is not None else "")
        words = self._session.wording
        self._changed(words.text(said).format(signer=signer_said(key, words)))

    # ---- showing

    def _show(self, name: str = "") -> None:
        """List what there is now, and select a policy by its whole name."""
        self.listing = listing(self._store, self._session.case, self._session.wording)
        self.packs.show_listing(self.listing, name)
        self.signers.show_keys(self.listing.library.trusted())
        self._show_list()

    def _show_list(self) -> None:
        self.told.hide()
        self.pages.setCurrentIndex(0)

    def _changed(self, sentence: str) -> None:
        self._tell(sentence, "heading")
        self.changed.emit()

    def _refused(self, head: str, name: str, faults: list[Fault] | tuple[Fault, ...]) -> None:
        self._show_list()
        said = self._session.wording.text(head).format(name=name)
        self._tell(f"{said}\n{self.dialogs.told(faults)}", "fault")

    def _tell(self, sentence: str, role: str) -> None:
        """Say what was done, or why nothing was, at the top of the list."""
        set_role(self.told, role)
        self.told.setText(sentence)
        self.told.setAccessibleName(sentence)
        self.told.show()
        self.area.verticalScrollBar().setValue(0)
        announce(self, sentence)

    def _ask_path(self, title: str, filters: list[str], act: Callable[[Path], None]) -> None:
        words = self._session.wording
        ask_to_open(self, words, words.text(title), filters, act)

    # ---- what Qt tells

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Escape leads from a policy that is looked at back to the list, and from there out."""
        if event.key() == Qt.Key.Key_Escape and self.pages.currentWidget() is self.candidate:
            self.leave_candidate()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        if _dropped(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        path = _dropped(event)
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix.lower() == PUBLIC_SUFFIX:
            self.look_at_key(path)
        else:
            self.look_at(path)


def _dropped(event: QDropEvent) -> Path | None:
    """The one file that is dragged here."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return files[0] if len(files) == 1 else None
