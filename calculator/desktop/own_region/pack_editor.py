"""The editor for a region of one's own: the form, its check as one types, what it would be for the household."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QPushButton, QScrollArea, QVBoxLayout, QWidget

from calculator.desktop.own_region.kept_regions import KeptRegions
from calculator.desktop.own_region.pack_files import ask_export, ask_import, take_in
from calculator.desktop.own_region.pack_form import PackForm
from calculator.desktop.own_region.pack_preview import PreviewCard
from calculator.desktop.own_region.pack_rows import say
from calculator.desktop.own_region.preview_beside import PreviewBeside
from calculator.files.whole_file import give_out
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.policy.authoring.draft import Draft
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.session.session import Session
from calculator.widgets.announce import announce
from calculator.widgets.buttons import push_button
from calculator.widgets.flow import FlowLayout
from calculator.widgets.messages import Dialogs
from calculator.widgets.scrolled import fit
from calculator.widgets.theme import Theme, set_role

_PAUSE = 200
"""Milliseconds without a key before what was typed is looked at."""
_ONLY_WHEN_ASKED = {"missing", "clause_required", "document_required", "nothing_new"}
"""What is not said of a field that nobody has come to yet."""


class PackEditor(QDialog):
    """Makes a region of one's own, or new rules for one; `saved` carries the id of what was handed to `save`.

    `save` is given the text of a pack's file and raises FaultsError or OSError where it cannot keep it. What is typed
    stays as it is until it is valid; closed with something unsaved, the dialog asks.
    """

    saved = Signal(str)

    def __init__(
        self,
        session: Session,
        theme: Theme,
        library: Library,
        save: Callable[[bytes], object],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session, self._theme, self._library = session, theme, library
        self._kept = KeptRegions(session, save)
        self._asked, self._dirty = False, False
        self._draft: Draft | None = None
        self._dialogs = Dialogs(lambda: self, lambda: session.wording)
        tr = session.wording.text
        self.setWindowTitle(tr(N_("A region of one's own")))
        self.form = PackForm(library, session.wording, theme)
        self.preview = PreviewCard(session, theme)
        self.state, self.others = QLabel(), QLabel()
        for label in (self.state, self.others):
            label.setWordWrap(True)
        fit(self, theme, 1260, 700)
        self._lay_out()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE)
        self._pause.timeout.connect(self.check)
        self.form.edited.connect(self._pause.start)
        self.form.typed.connect(self._note_typing)
        session.changed.connect(self.check)
        self.check()
        self.form.cells.cell("zh").control.setFocus()

    # ---- making the parts

    def _lay_out(self) -> None:
        tr, theme = self.session.wording.text, self._theme
        edge, name = theme.px(12), tr(N_("A region of one's own"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.setSpacing(theme.px(8))
        outer.addWidget(
            PreviewBeside(self.form, name, self.preview, tr(N_("What it would be for this household")), theme), 1
        )
        outer.addWidget(self.others)
        outer.addWidget(self.state)
        outer.addWidget(self._buttons())

    def _buttons(self) -> QWidget:
        row = QWidget()
        flow = FlowLayout(row, spacing=self._theme.px(8))
        self.save_button = self._button(N_("&Save"), N_("Keep the region and use it like any other (Ctrl+S)"), "Ctrl+S")
        set_role(self.save_button, "primary")
        self.next_button = self._button(
            N_("&Next open field"), N_("Go to the next field that asks for something (F8)"), "F8"
        )
        self.export_button = self._button(N_("&Export…"), N_("Write the region to a file for others"))
        self.sign_button = self._button(N_("Si&gn…"), N_("Write the region to a file with a signature beside it"))
        self.import_button = self._button(N_("&Import…"), N_("Take a region in from a file"))
        self.close_button = self._button(N_("&Close"), N_("Close (Esc)"))
        for button, act in (
            (self.save_button, self.keep),
            (self.next_button, self.go_on),
            (self.export_button, self.ask_where),
            (self.sign_button, self.ask_key),
            (self.import_button, lambda: ask_import(self._dialogs, self.import_from)),
            (self.close_button, self.reject),
        ):
            button.clicked.connect(lambda _checked=False, act=act: act())
            flow.addWidget(button)
        return row

    def _button(self, label: str, tip: str, keys: str = "") -> QPushButton:
        button = push_button(self.session.wording, label, tip)
        button.setAccessibleDescription(button.toolTip())
        if keys:
            action = QAction(button.toolTip(), self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(button.click)
            self.addAction(action)
        return button

    # ---- checking

    def _note_typing(self) -> None:
        self._dirty = True

    def check(self) -> None:
        """Look at what stands in the form, and say what is wrong beside the fields; compute it if nothing is."""
        self._pause.stop()
        form, base = self.form, self.form.base_pack
        form.refresh()
        draft = self._draft = form.draft(self._kept.packs)
        faults = draft.faults if draft else ()
        self._mark(faults)
        form.show_bounds(draft)
        doubt = form.show_doubt(draft)
        pack = draft.pack if draft else None
        unchanged = bool(faults) and all(fault.code == "nothing_new" for fault in faults)
        self.preview.show_pack(base if unchanged else pack, base.id if base else "")
        self.next_button.setEnabled(bool(faults))
        tr = self.session.wording.text
        if draft is None:
            say(self.state, tr(N_("A framework or a template is still to be chosen.")), "muted")
        elif unchanged and base is not None:
            text = tr(N_("{name}, version {version}, is shown as it is saved; nothing is changed yet."))
            say(self.state, text.format(name=self.session.wording.of(base.name), version=base.version), "muted")
        elif faults:
            first = self._first(faults)
            name = form.cells.cell(first).name if first else ""
            text = tr(N_("Fields still to be entered or mended: {count}; the first is {name}"))
            say(self.state, text.format(count=len({fault.path for fault in faults}), name=name or "—"), "muted")
        elif pack is not None:
            text = tr(N_("Everything is there: {name}, called {id} in files, from {date} on. Ctrl+S saves."))
            day = self.session.wording.day(draft.start) if draft.start else ""
            text = text.format(name=self.session.wording.of(pack.name), id=pack.id, date=day)
            say(self.state, "\n".join(filter(None, (text, doubt))), "warning" if doubt else "muted")

    def _mark(self, faults: Sequence[Fault]) -> None:
        words, known, cells = self.session.wording, set(self.form.cells.keys()), self.form.cells
        sentences: dict[str, str] = {}
        others = []
        for fault in faults:
            if fault.path not in known:
                others.append(words.fault(fault))
            elif self._asked or cells.touched(fault.path) or fault.code not in _ONLY_WHEN_ASKED:
                sentences.setdefault(fault.path, words.at_field(fault))
        cells.mark(sentences)
        say(self.others, "\n".join(others), "fault")

    def _first(self, faults: Sequence[Fault], after: str = "") -> str | None:
        """The first field with a fault, or the one after another field, in the order in which they are read."""
        keys = self.form.cells.keys()
        faulty = [key for key in keys if key in {fault.path for fault in faults}]
        later = [key for key in faulty if after in keys and keys.index(key) > keys.index(after)]
        return next(iter([*later, *faulty]), None)

    def go_on(self) -> None:
        """Go to the next field that asks for something."""
        self.check()
        self._go_after(self._here())

    def _here(self) -> str:
        """The key of the field with the focus; empty where none has it."""
        cells = self.form.cells
        return next((key for key in cells.keys() if cells.cell(key).control.hasFocus()), "")  # noqa: SIM118

    def _go_after(self, here: str) -> None:
        key = self._first(self._draft.faults if self._draft else (), here)
        if key is not None:
            self.form.body.reveal(key)
            self.form.cells.cell(key).control.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.show_field(key)

    def show_field(self, key: str) -> None:
        """Scroll to a field with its label."""
        control = self.form.cells.cell(key).control
        outer = control.parentWidget()
        while outer is not None and not isinstance(outer, QScrollArea):
            outer = outer.parentWidget()
        if outer is not None:
            outer.ensureWidgetVisible(control, 0, self._theme.px(64))

    # ---- keeping

    def keep(self) -> Pack | None:
        """Save what the form comes to, and give what is saved now; of what says the same no other version is made.

        Where something is still asked for, say all of it and go to the first.
        """
        self.check()
        draft = self._draft
        if draft is None or draft.pack is None:
            self.point_out()
            return None
        same = self._kept.same(draft.pack)
        if same is None and not self._take(draft.content, draft.pack):
            return None
        if same is not None:
            self._tell(self._kept.said(same, None))
        self._asked = self._dirty = False
        return same or draft.pack

    def point_out(self) -> None:
        """Say all that is still asked for, and go to the first of it."""
        self._asked = True
        self.check()
        if self._draft is None:
            self.form.base.setFocus()
        else:
            self._go_after("")
        announce(self, self.state.text())

    def _take(self, content: bytes, pack: Pack) -> bool:
        """Hand a pack over, and say what that changed, or why it was not saved."""
        before = self._kept.before(pack)
        try:
            self._kept.keep(content, pack)
        except FaultsError as error:
            title = self.session.wording.text(N_("{name} was not saved"))
            title = title.format(name=self.session.wording.of(pack.name))
            self._dialogs.say(title, self._dialogs.told(error.faults))
            return False
        self.form.keep(pack)
        self.saved.emit(pack.id)
        self._rebase(pack)
        self._tell(self._kept.said(pack, before))
        return True

    def _rebase(self, pack: Pack) -> None:
        """What is put right next is put right in what was saved now."""
        base = self.form.base_pack
        if base is not None and base.id == pack.id:
            self.form.rebase(pack, self._draft.start if self._draft else None)
            self.check()
            QTimer.singleShot(0, self, self._show_focus)  # once the fields that were made anew have their places

    def _show_focus(self) -> None:
        if key := self._here():
            self.show_field(key)

    def _tell(self, text: str) -> None:
        say(self.state, text, "muted")
        announce(self, text)

    # ---- files

    def _saved(self) -> tuple[Pack, bytes] | None:
        """What is written to a file, with its text: always what is saved, so that no version is there in two ways.

        What the form comes to is saved first; where nothing was entered, it is one's own region as it is.
        """
        self.check()
        draft, base = self._draft, self.form.base_pack
        if draft is None or draft.pack is None:
            if not (self.form.creating or self._dirty or base is None):
                return base, self._kept.content(base)
            self.point_out()
            return None
        pack = self.keep()
        return None if pack is None else (pack, self._kept.content(pack))

    def ask_where(self) -> None:
        """Save, and ask for the file to write the region to; where something is still asked for, say so instead."""
        found = self._saved()
        if found is not None:
            ask_export(self._dialogs, f"{found[0].id}.toml", self.export_to)

    def export_to(self, path: Path) -> None:
        """Write the region to a file as it is saved."""
        tr, found = self.session.wording.text, self._saved()
        if found is None:
            return
        try:
            give_out(path, found[1])
        except FaultsError as error:
            title = tr(N_("{file} cannot be written")).format(file=path.name)
            self._dialogs.say(title, self._dialogs.told(error.faults))
            return
        text = tr(N_("Version {version}, as it is saved, was written to {file}."))
        text = text.format(version=found[0].version, file=path.absolute())
        self._dialogs.say_written(tr(N_("Exported")), text, path)

    def ask_key(self) -> None:
        """Save, and sign what is saved with a key file; where something is still asked for, say so instead."""
        from calculator.desktop.own_region.signing_dialog import SigningDialog

        found = self._saved()
        if found is not None:
            self._dialogs.show(SigningDialog(self.session.wording, self._theme, *found, parent=self))

    def import_from(self, path: Path) -> None:
        """Take in a region from a file: it is checked, and kept as it is; another in its place is asked about."""

        def known(region: str) -> list[Pack]:
            return [*self._kept.packs.values(), *(one.pack for one in self._library.versions(region))]

        take_in(self._dialogs, path, known, self._take)

    # ---- leaving

    def reject(self) -> None:
        """Close; what is not saved is asked about."""
        if not self._dirty:
            super().reject()
            return
        tr = self.session.wording.text
        self._dialogs.ask(
            tr(N_("Close without saving?")),
            tr(N_("What was entered here is not saved and would be gone.")),
            [(tr(N_("Close without saving")), self._leave), (tr(N_("Go on editing")), None)],
        )

    def _leave(self) -> None:
        self._dirty = False
        self.reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Enter ends an entry and presses no button."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802
        from calculator.widgets.tab_order import move_focus

        return move_focus(self, forward=forward)
