"""The documents of a region, to each of which a person may attach the original from their own disk."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from calculator.desktop.policies.document_viewer import PdfPages, TextViewer, place_of
from calculator.files.attached_originals import Attached, Attachments
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import N_
from calculator.policy.pack import Pack, Source
from calculator.session.background import Background
from calculator.widgets.buttons import push_button
from calculator.widgets.dialogs.file_dialog import ask_to_open, open_outside
from calculator.widgets.flow import FlowLayout
from calculator.widgets.messages import Dialogs
from calculator.widgets.theme import Theme, as_text, set_role
from calculator.words.wording import Wording

Outside = Callable[[Path], bool]
"""Shows a local file in the system's own viewer; whether there is one."""

_KINDS = {"pdf": N_("attached: a PDF"), "txt": N_("attached: a text")}


class DocumentRow(QWidget):
    """One document: how it is cited, whether its original is attached, and what can be done about that."""

    def __init__(self, source: Source, wording: Wording, theme: Theme) -> None:
        super().__init__()
        self.source = source
        self._wording = wording
        self.number = QLabel(source.number)
        as_text(self.number)
        self.number.setWordWrap(True)
        self.state = QLabel()
        self.state.setWordWrap(True)
        set_role(self.state, "small")
        tip = N_("Keep a copy of the original, a PDF or a text, in this program's own folder")
        self.attach = self._button(N_("Attach…"), tip)
        self.open = self._button(N_("Read"), N_("Read the attached original"))
        self.remove = self._button(N_("Remove"), N_("Remove the attached copy; your own file stays"))
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.px(4))
        for button in (self.attach, self.open, self.remove):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(2))
        for part in (self.number, self.state, buttons):
            column.addWidget(part)

    def show_kind(self, kind: str | None) -> None:
        """Say what is attached."""
        text = N_("no original attached") if kind is None else _KINDS[kind]
        self.state.setText(self._wording.text(text))
        for button in (self.open, self.remove):
            button.setEnabled(kind is not None)

    def _button(self, text: str, tip: str) -> QPushButton:
        button = push_button(self._wording, text, tip)
        button.setAccessibleName(f"{button.text()} {self.source.number}")
        return button


class Documents(QWidget):
    """The documents of the shown region; `told` carries what came of attaching, reading or removing one.

    `viewer` is the text that was opened last.
    """

    told = Signal(str, bool)

    def __init__(
        self, attachments: Attachments, wording: Wording, theme: Theme, *, outside: Outside = open_outside
    ) -> None:
        super().__init__()
        self._attachments, self._wording, self._theme, self._outside = attachments, wording, theme, outside
        self._pack: Pack | None = None
        self.rows: list[DocumentRow] = []
        self._dialogs = Dialogs(self.window, lambda: wording)
        self.viewer: TextViewer | None = None
        self._reading = Background(self)
        self._reading.done.connect(self._show_pages)
        self._reading.failed.connect(self._tell_unread)
        self._sought: tuple[Path, str, str] | None = None
        """The PDF in which a clause is looked for, its document's number, and the clause."""
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(8))

    def show_pack(self, pack: Pack) -> None:
        """Show the documents of a region."""
        if pack is self._pack:
            return
        self._pack = pack
        self._reading.stop()
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [DocumentRow(source, self._wording, self._theme) for source in pack.sources]
        for row in self.rows:
            row.attach.clicked.connect(partial(self.ask_file, row.source.id))
            row.open.clicked.connect(partial(self.read, row.source.id))
            row.remove.clicked.connect(partial(self.ask_to_remove, row.source.id))
            self._column.addWidget(row)
        self.refresh()

    def refresh(self) -> None:
        """Look anew at what is attached."""
        for row in self.rows:
            attached = self._attachments.find(self._id, row.source.id)
            row.show_kind(attached.kind if attached is not None else None)

    def row(self, source: str) -> DocumentRow:
        """The row of a document. Raises StopIteration where it is none of the region's."""
        return next(row for row in self.rows if row.source.id == source)

    @property
    def _id(self) -> str:
        """The region's id; all versions of its rules share the originals."""
        assert self._pack is not None
        return self._pack.id.partition("@")[0]

    # ---- attaching

    def ask_file(self, source: str) -> None:
        """Ask for the original of a document."""
        tr = self._wording.text
        title = tr(N_("Attach the original of {document}")).format(document=self.row(source).source.number)
        filters = [tr(N_("PDF and text (*.pdf *.txt)")), tr(N_("All files (*)"))]
        ask_to_open(self, self._wording, title, filters, lambda chosen: self.attach(source, chosen))

    def attach(self, source: str, chosen: Path) -> None:
        """Keep a copy of a file as the original of a document; says so, or why it cannot be."""
        tr, number = self._wording.text, self.row(source).source.number
        try:
            self._attachments.attach(self._id, source, chosen)
        except FaultsError as error:
            why = self._why(error)
            self.told.emit(tr(N_("{file} was not attached: {why}")).format(file=chosen.name, why=why), True)
        else:
            said = tr(N_("{file} is now the original of {document}; the copy stays on this computer."))
            self.told.emit(said.format(file=chosen.name, document=number), False)
        self.refresh()

    # ---- reading

    def read(self, source: str, clause: str = "") -> None:
        """Show the original of a document, at the clause; says so where there is none, or no viewer."""
        tr, number = self._wording.text, self.row(source).source.number
        attached = self._attachments.find(self._id, source)
        if attached is None:
            said = tr(N_("The original of {document} is not attached yet: “Attach…” beside it takes a PDF or a text."))
            self.told.emit(said.format(document=number), True)
            self.refresh()
        elif attached.kind == "txt":
            self._show_text(attached, number, clause)
        elif clause:
            self._look_in_pdf(attached, number, clause)
        else:
            self._show_pdf(attached.path, number)

    def lead_to(self, source: str, clause: str) -> None:
        """Show the original at the clause, where it is attached."""
        if self._attachments.find(self._id, source) is not None:
            self.read(source, clause)

    def _show_text(self, attached: Attached, number: str, clause: str) -> None:
        try:
            text = self._attachments.text(attached)
        except FaultsError as error:
            said = self._wording.text(N_("The original of {document} cannot be read: {why}"))
            self.told.emit(said.format(document=number, why=self._why(error)), True)
            return
        self._open(TextViewer(number, text, clause, self._wording, self._theme, self))

    def _open(self, viewer: TextViewer) -> None:
        self.viewer = viewer
        viewer.finished.connect(viewer.deleteLater)
        viewer.open()
        self.told.emit("", False)

    def _look_in_pdf(self, attached: Attached, number: str, clause: str) -> None:
        self._sought = attached.path, number, clause
        said = self._wording.text(N_("Looking for {clause} in {document}…"))
        self.told.emit(said.format(clause=clause, document=number), False)
        attachments = self._attachments
        self._reading.start(lambda work: attachments.pages(attached, work))

    def _show_pages(self, pages: list[str]) -> None:
        assert self._sought is not None
        path, number, clause = self._sought
        pdf = PdfPages(pages, partial(self._show_pdf, path, number))
        if place_of(pdf.text, clause) is not None:
            self._open(TextViewer(number, pdf, clause, self._wording, self._theme, self))
            return
        tr = self._wording.text
        why = N_("its text does not show where") if pdf.text.strip() else N_("it is a picture, without a text")
        said = tr(N_("{clause} was not found in the PDF of {document}: {why}. “Read” beside it shows the PDF."))
        self.told.emit(said.format(clause=clause, document=number, why=tr(why)), True)

    def _tell_unread(self, faults: list[Fault]) -> None:
        assert self._sought is not None
        _path, number, clause = self._sought
        why = self._wording.fault(faults[0])
        said = self._wording.text(
            N_("{clause} was not looked for in the PDF of {document}: {why}. “Read” beside it shows the PDF.")
        )
        self.told.emit(said.format(clause=clause, document=number, why=why), True)

    def _show_pdf(self, path: Path, number: str) -> None:
        tr = self._wording.text
        if self._outside(path):
            said = tr(N_("{document} was given to the system's PDF viewer.")).format(document=number)
            self.told.emit(said, False)
        else:
            said = tr(N_("This computer has no program to show a PDF with; the copy is {file}."))
            self.told.emit(said.format(file=path), True)

    # ---- removing

    def ask_to_remove(self, source: str) -> None:
        """Ask whether our copy of an original is to go."""
        tr, number = self._wording.text, self.row(source).source.number
        title = tr(N_("Remove the attached copy of {document}?")).format(document=number)
        rest = tr(N_("The file that it was made from stays where it is."))
        self._dialogs.ask_to_remove(title, rest, partial(self._remove, source))

    def _remove(self, source: str) -> None:
        tr, number = self._wording.text, self.row(source).source.number
        try:
            self._attachments.remove(self._id, source)
        except FaultsError as error:
            said = tr(N_("The copy of {document} was not removed: {why}"))
            self.told.emit(said.format(document=number, why=self._why(error)), True)
        else:
            self.told.emit(tr(N_("The copy of {document} was removed.")).format(document=number), False)
        self.refresh()

    def _why(self, error: FaultsError) -> str:
        return self._wording.text(N_("; ")).join(self._wording.fault(fault) for fault in error.faults)
