"""Visits out of a spreadsheet: which column is which, what is faulty, and all good rows in one step."""

from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QProgressBar, QPushButton, QVBoxLayout, QWidget

from calculator.desktop.spreadsheets.import_parts import Part, Rest, Source
from calculator.desktop.spreadsheets.import_preview import Preview
from calculator.files.spreadsheets.import_report import fault_lines, remarks, summary
from calculator.files.spreadsheets.visit_import import Sheet, Taken, look, read, take
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.session.background import Background, Job
from calculator.session.session import Action, Session
from calculator.sheets.others.column_guess import Layout
from calculator.widgets.announce import announce
from calculator.widgets.field import caption
from calculator.widgets.scrolled import fit, scrolled
from calculator.widgets.theme import Theme, set_role

IMPORT = N_("Import visits: {count}")
"""What undo calls it."""

_SOON = 150
"""Milliseconds after which work that still goes on is shown; what is quicker would only flicker."""
_TOLD_FAULTS = 4


class Outcome(Part):
    """What was found in a sheet: what to know about its rows, and what is wrong with which.

    `summary`, how many rows there are of each kind, is for the dialog to put where it is seen first.
    """

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme)
        self.summary = self.label("heading", N_("What was found"))
        self.remarks = self.label("small", N_("Remarks"))
        self._title = caption(self.tr_(N_("&Rows with faults, which are not imported")))
        self.faults = QListWidget()
        self.faults.setAccessibleName(self.tr_(N_("Rows with faults")))
        self.faults.setToolTip(self.tr_(N_("What is wrong with which row of the sheet")))
        self.faults.setWordWrap(True)
        self.faults.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.faults.setMinimumHeight(theme.px(96))
        self.faults.setMaximumHeight(theme.px(160))
        set_role(self.faults, "people")
        self._title.setBuddy(self.faults)
        for widget in (self.remarks, self._title, self.faults):
            self.column.addWidget(widget)

    def show_sheet(self, sheet: Sheet, *, skip_again: bool) -> None:
        """Say what was found in a sheet."""
        words = self._session.wording
        self.summary.setText(summary(sheet, words))
        said = remarks(sheet, words, skip_again=skip_again)
        self.remarks.setText("\n".join(said))
        self.remarks.setVisible(bool(said))
        lines = fault_lines(sheet, words)
        for part in (self._title, self.faults):
            part.setVisible(bool(lines))
        self.faults.clear()
        self.faults.addItems(lines)


class ImportDialog(QDialog):
    """Reads a spreadsheet beside the window and, on “Import”, puts its good rows into the household as one edit.

    With a `path` it is read at once. `sheet` is what was read last, None before. Closed, the dialog is gone.
    """

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None, *, path: Path | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.sheet: Sheet | None = None
        self.setWindowTitle(session.wording.text(N_("Import visits from a spreadsheet")))
        self.work = Background(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_SOON)
        self.source = Source(session, theme)
        self.preview = Preview(session.wording, theme)
        self.rest = Rest(session, theme)
        self.outcome = Outcome(session, theme)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(8))
        for part in (self.source, self.outcome.summary, self.preview, self.rest, self.outcome):
            column.addWidget(part)
        column.addStretch(1)
        self.foot = self._foot(session, theme)
        outer = QVBoxLayout(self)
        edge = theme.px(16)
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.setSpacing(theme.px(12))
        outer.addWidget(scrolled(inside, self.windowTitle()), 1)
        outer.addWidget(self.foot)
        self._connect()
        self._show()
        fit(self, theme, 880, 640)
        if path is not None:
            self.load(path)

    def _foot(self, session: Session, theme: Theme) -> Part:
        """How far the work has come, and what to do in the end."""
        foot = Part(session, theme)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(foot.tr_(N_("Progress")))
        self.stop = foot.button(N_("S&top"), N_("Stop reading"))
        self.progress = QWidget()
        self.ok = QPushButton()
        self.ok.setDefault(True)
        set_role(self.ok, "primary")
        self.ok.setToolTip(foot.tr_(N_("Import the rows without faults, in one step that undo takes back")))
        self.cancel = foot.button(N_("&Cancel"), N_("Close without importing (Esc)"))
        ends = QWidget()
        for row, parts in (
            (QHBoxLayout(self.progress), (self.bar, self.stop)),
            (QHBoxLayout(ends), (None, self.ok, self.cancel)),
        ):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.px(8))
            for part in parts:
                if part is None:
                    row.addStretch(1)
                else:
                    row.addWidget(part, 1 if part is self.bar else 0)
        foot.column.addWidget(self.progress)
        foot.column.addWidget(ends)
        return foot

    def _connect(self) -> None:
        self.source.picked.connect(self.load)
        self.source.sheet_chosen.connect(lambda name: self._read(None, name))
        self.preview.chosen.connect(self._choose_column)
        self.rest.changed.connect(self._read_again)
        self.rest.skip.clicked.connect(self._show)
        self.stop.clicked.connect(self.stop_work)
        self.ok.clicked.connect(self._take)
        self.cancel.clicked.connect(self.reject)
        self.work.reached.connect(self.bar.setValue)
        self.work.done.connect(self._done)
        self.work.failed.connect(self._failed)
        self._patience.timeout.connect(self._show_progress)
        self.finished.connect(self.work.close)

    # ---- the work

    def load(self, path: Path) -> None:
        """Look a spreadsheet over and read it."""
        self.sheet = None
        self.source.show_path(path)
        self._start(look(path, self._session.case, self.rest.given()))

    def _choose_column(self, place: int, key: str) -> None:
        if self.sheet is not None:
            layout = self.preview.layout_shown.with_column(place, key or None)
            self.preview.show_layout(layout)
            self._read(layout, self.sheet.name)

    def _read_again(self) -> None:
        if self.sheet is not None:
            self._read(self.preview.layout_shown, self.sheet.name)

    def _read(self, layout: Layout | None, name: str) -> None:
        """Read a sheet; without a layout, as its headings say."""
        if self.sheet is not None:
            self._start(read(self.sheet.file, name, layout, self._session.case, self.rest.given()))

    def _take(self) -> None:
        if self.sheet is not None and not self.work.busy:
            self._start(take(self.sheet, self._session.library, skip_again=self.rest.skip.isChecked()))
            self.bar.setRange(0, 0)  # computing does not say how far it has come

    def _start(self, job: Job) -> None:
        self.source.say_trouble("")
        self.bar.setRange(0, 100)
        self.bar.setValue(0)
        self.work.start(job)
        self._patience.start()
        self._show()

    def stop_work(self) -> None:
        """Stop what is being read or computed; what was read before stays."""
        self.work.stop()
        if self.sheet is None:
            self.source.say_trouble(self._session.wording.text(N_("Reading was stopped.")))
        else:
            self._follow(self.sheet)
        self._show()

    def _done(self, result: Sheet | Taken) -> None:
        if isinstance(result, Taken):
            self._put(result)
            return
        self.sheet = result
        self._follow(result)
        self._show()
        announce(self, self.outcome.summary.text())

    def _follow(self, sheet: Sheet) -> None:
        self.source.show_sheets(sheet)
        self.preview.show_sheet(sheet.head, sheet.layout)

    def _failed(self, faults: list[Fault]) -> None:
        words = self._session.wording
        said = [words.at_field(fault) for fault in faults[:_TOLD_FAULTS]]
        self.source.say_trouble("\n".join(said))
        if self.sheet is not None:
            self._follow(self.sheet)
        self._show()

    def _put(self, taken: Taken) -> None:
        session, before = self._session, len(taken.base.visits)
        if session.case is not taken.base:
            self._read_again()  # the household was changed meanwhile; the rows are compared with what it is now
            return
        session.put_computed(Action(IMPORT, count=len(taken.case.visits) - before), taken.case, taken.statement)
        new = taken.case.visits[before:]
        own = [visit for visit in new if visit.person == session.person_id] or new
        session.show_visit(next((visit for visit in own if visit.date.year == session.year), own[0]).id)
        self.accept()

    # ---- what is shown

    def _show_progress(self) -> None:
        self.progress.setVisible(self.work.busy)

    def _show(self) -> None:
        """Follow what was read and what is being done."""
        busy, sheet, count = self.work.busy, self.sheet, 0
        if not busy:
            self._patience.stop()
            self._show_progress()
        for part in (self.outcome.summary, self.preview, self.rest, self.outcome, self.ok):
            part.setVisible(sheet is not None)
        if sheet is not None:
            skip = self.rest.skip.isChecked()
            self.rest.skip.setVisible(bool(sheet.found.again))
            self.outcome.show_sheet(sheet, skip_again=skip)
            count = len(sheet.found.visits) - (len(sheet.found.again) if skip else 0)
        self.ok.setText(self._session.wording.text(IMPORT).format(count=f"{count:,}"))
        self.ok.setAccessibleName(self.ok.text())
        self.ok.setEnabled(count > 0 and not busy)
