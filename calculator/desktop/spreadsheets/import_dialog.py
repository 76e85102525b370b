"""Visits out of a spreadsheet in three steps: what the file is, what its columns mean, what will be imported."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QProgressBar,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from calculator.desktop.spreadsheets.import_outcome import Outcome
from calculator.desktop.spreadsheets.import_parts import Part, Source
from calculator.desktop.spreadsheets.import_preview import Preview
from calculator.desktop.spreadsheets.import_questions import Questions
from calculator.files.spreadsheets.import_compared import states_figures
from calculator.files.spreadsheets.import_report import asked_about
from calculator.files.spreadsheets.visit_import import Sheet, Taken, look, read, take
from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.session.background import Background, Job
from calculator.session.session import Action, Session
from calculator.sheets.others.column_guess import Layout
from calculator.widgets.announce import announce
from calculator.widgets.choice import Choice
from calculator.widgets.scrolled import fit, scrolled
from calculator.widgets.theme import Theme, set_role

IMPORT = N_("Import visits: {count}")
KNOWN = N_("Import known figures: {count}")
PAID_BACK = N_("Mark visits as paid back: {count}")
"""What undo calls it."""

Step = Literal["file", "columns", "import"]
_STEPS: tuple[tuple[Step, str], ...] = (
    ("file", N_("1 The file")),
    ("columns", N_("2 The columns")),
    ("import", N_("3 The import")),
)
_SOON = 150
"""Milliseconds after which work that still goes on is shown; what is quicker would only flicker."""
_TOLD_FAULTS = 4


class ImportDialog(QDialog):
    """Reads a spreadsheet beside the window and, on “Import”, puts its good rows into the household as one edit.

    With a `path` it is read at once. `sheet` is what was read last, None before. Closed, the dialog is gone.
    `household_wanted` carries the path of a workbook of ours that shall be opened as a household.
    """

    household_wanted = Signal(object)

    def __init__(
        self, session: Session, theme: Theme, parent: QWidget | None = None, *, path: Path | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        self.sheet: Sheet | None = None
        self._taken: Taken | None = None
        self._wanted = self._new_file = self._turned = False
        tr = session.wording.text
        self.setWindowTitle(tr(N_("Import visits from a spreadsheet")))
        self.work = Background(self)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_SOON)
        self.steps = Choice(tr(N_("Step")), [(step, tr(title)) for step, title in _STEPS])
        self.source = Source(session, theme)
        self.questions = Questions(session, theme)
        self.preview = Preview(session.wording, theme)
        self.outcome = Outcome(session, theme)
        self.pages = QStackedWidget()
        for parts in ((self.source,), (self.questions, self.preview), (self.outcome,)):
            self.pages.addWidget(self._page(theme, *parts))
        self.foot = self._foot(session, theme)
        outer = QVBoxLayout(self)
        edge = theme.px(16)
        outer.setContentsMargins(edge, edge, edge, edge)
        outer.setSpacing(theme.px(12))
        outer.addWidget(self.steps)
        outer.addWidget(self.pages, 1)
        outer.addWidget(self.foot)
        self._connect()
        self.show_step("file")
        fit(self, theme, 880, 640)
        if path is not None:
            self.load(path)

    def _page(self, theme: Theme, *parts: QWidget) -> QScrollArea:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, theme.px(8), 0)
        column.setSpacing(theme.px(8))
        for part in parts:
            column.addWidget(part)
        column.addStretch(1)
        return scrolled(inside, self.windowTitle())

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
        self.back = foot.button(N_("&Back"), N_("Go to the step before"))
        self.next = foot.button(N_("&Next"), N_("Go to the next step"))
        set_role(self.next, "primary")
        self.cancel = foot.button(N_("&Cancel"), N_("Close without importing (Esc)"))
        ends = QWidget()
        for row, parts in (
            (QHBoxLayout(self.progress), (self.bar, self.stop)),
            (QHBoxLayout(ends), (None, self.back, self.next, self.ok, self.cancel)),
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
        self.steps.chosen.connect(self.show_step)
        self.source.picked.connect(self.load)
        self.source.sheets_chosen.connect(self._choose_sheets)
        self.source.household_wanted.connect(self._leave_for_household)
        self.preview.chosen.connect(self._choose_column)
        self.questions.changed.connect(self._read_again)
        self.outcome.skip.clicked.connect(self._choose_again)
        self.stop.clicked.connect(self.stop_work)
        self.back.clicked.connect(lambda: self._turn(-1))
        self.next.clicked.connect(lambda: self._turn(1))
        self.ok.clicked.connect(self._take)
        self.cancel.clicked.connect(self.reject)
        self.work.reached.connect(self.bar.setValue)
        self.work.done.connect(self._done)
        self.work.failed.connect(self._failed)
        self._patience.timeout.connect(self._show_progress)
        self.finished.connect(self.work.close)

    # ---- the steps

    def show_step(self, step: str) -> None:
        """Turn to a step; before anything was read there is only the first."""
        places: list[str] = [name for name, _title in _STEPS]
        self.pages.setCurrentIndex(places.index(step) if self.sheet is not None else 0)
        self._show()

    def _turn(self, by: int) -> None:
        self._turned = True
        self.show_step(_STEPS[self.pages.currentIndex() + by][0])

    # ---- the work

    def load(self, path: Path) -> None:
        """Look a spreadsheet over and read it."""
        self.sheet, self._new_file = None, True
        self.questions.begin()
        self.source.show_path(path)
        self.show_step("file")
        self._start(look(path, self._session.case, self.questions.given(), self._session.library))

    def _choose_column(self, place: int, key: str) -> None:
        if self.sheet is not None:
            layout = self.preview.layout_shown.with_column(place, key or None)
            self.preview.show_layout(layout)
            self._read(layout, self.sheet.read)

    def _choose_sheets(self, names: list[str]) -> None:
        self._read(None, names)
        self._show()

    def _read_again(self) -> None:
        if self.sheet is not None:
            self._read(self.preview.layout_shown, self.sheet.read)

    def _read(self, layout: Layout | None, names: Sequence[str]) -> None:
        """Read sheets; without a layout, as the headings of the first say."""
        if self.sheet is not None and names:
            self._start(read(self.sheet, names, layout, self._session.case, self.questions.given()))

    def _choose_again(self) -> None:
        if self.sheet is not None:
            self._taken = None
            self._compare(self.sheet)
        self._show()

    def _compare(self, sheet: Sheet) -> None:
        """Compute the household with the visits where slips state figures that are to be held against it."""
        if states_figures(sheet.found.chosen(skip_again=self.outcome.skip.isChecked())):
            self._compute(sheet)

    def _compute(self, sheet: Sheet) -> None:
        self._start(take(sheet, self._session.library, skip_again=self.outcome.skip.isChecked()))
        self.bar.setRange(0, 0)  # computing does not say how far it has come

    def _take(self) -> None:
        if self.sheet is None or self.work.busy:
            return
        if self._taken is not None:
            self._put(self._taken)
        else:
            self._wanted = True
            self._compute(self.sheet)

    def _start(self, job: Job) -> None:
        self._taken = None
        self.source.say_trouble("")
        self.bar.setRange(0, 100)
        self.bar.setValue(0)
        self.work.start(job)
        self._patience.start()
        self._show()

    def stop_work(self) -> None:
        """Stop what is being read or computed; what was read before stays."""
        self.work.stop()
        self._wanted = False
        if self.sheet is None:
            self.source.say_trouble(self._session.wording.text(N_("Reading was stopped.")))
        else:
            self._follow(self.sheet)
        self._show()

    def _done(self, result: Sheet | Taken) -> None:
        if isinstance(result, Taken):
            self._taken, wanted, self._wanted = result, self._wanted, False
            if wanted:
                self._put(result)
            self._show()
            return
        self.sheet = result
        self._follow(result)
        if self._new_file:
            self._new_file = False
            # What is certain needs no look at the columns; a household is to be opened rather than imported.
            if result.household is None:
                self._turned = True
                self.show_step("columns" if asked_about(result) else "import")
        self._compare(result)
        self._show()
        announce(self, self.outcome.summary.text())

    def _follow(self, sheet: Sheet) -> None:
        self.source.show_file(sheet)
        self.questions.show_sheet(sheet)
        self.preview.show_sheet(sheet.head, sheet.layout)

    def _failed(self, faults: list[Fault]) -> None:
        self._wanted = False
        words = self._session.wording
        said = [words.at_field(fault) for fault in faults[:_TOLD_FAULTS]]
        self.source.say_trouble("\n".join(said))
        if self.sheet is not None:
            self._follow(self.sheet)
        self.show_step("file")

    def _put(self, taken: Taken) -> None:
        session, before = self._session, len(taken.base.visits)
        sheet = self.sheet
        if session.case is not taken.base:
            self._read_again()  # the household was changed meanwhile; the rows are compared with what it is now
            return
        if sheet is not None and sheet.known:
            session.put_computed(Action(KNOWN, count=len(sheet.known)), taken.case, taken.statement)
            self.accept()
            return
        new, back = taken.case.visits[before:], [] if sheet is None else sheet.found.paid_back
        action = Action(IMPORT, count=len(new)) if new else Action(PAID_BACK, count=len(back))
        session.put_computed(action, taken.case, taken.statement)
        if not new:
            session.show_visit(back[-1])
            self.accept()
            return
        own = [visit for visit in new if visit.person == session.person_id] or new
        session.show_visit(next((visit for visit in own if visit.date.year == session.year), own[0]).id)
        self.accept()

    def _leave_for_household(self) -> None:
        if self.sheet is not None:
            path = self.sheet.file.path
            self.reject()
            self.household_wanted.emit(path)

    # ---- what is shown

    def _show_progress(self) -> None:
        self.progress.setVisible(self.work.busy)

    def _show(self) -> None:
        """Follow what was read and what is being done."""
        busy, sheet, count, text = self.work.busy, self.sheet, 0, IMPORT
        if not busy:
            self._patience.stop()
            self._show_progress()
        may_go = sheet is not None and bool(self.source.chosen())
        place, last = self.pages.currentIndex(), len(_STEPS) - 1
        self.steps.set_current(_STEPS[place][0])
        for step in self.steps.keys()[1:]:
            self.steps.button(step).setEnabled(may_go)
        self.back.setVisible(place > 0)
        self.next.setVisible(sheet is not None and place < last)
        self.next.setEnabled(may_go)
        self.ok.setVisible(sheet is not None and place == last)
        (self.ok if place == last else self.next).setDefault(True)
        if sheet is not None:
            self.outcome.show_sheet(sheet, self._taken)
            chosen = sheet.found.chosen(skip_again=self.outcome.skip.isChecked())
            count = len(sheet.known) or len(chosen) or len(sheet.found.paid_back)
            text = KNOWN if sheet.known else IMPORT if chosen or not count else PAID_BACK
        else:
            self.source.show_file(None)
        self.ok.setText(self._session.wording.text(text).format(count=f"{count:,}"))
        self.ok.setAccessibleName(self.ok.text())
        self.ok.setEnabled(count > 0 and not busy)
        if self._turned and not busy:
            self._turned = False
            self._focus_step()

    def _focus_step(self) -> None:
        """Stand where a step that was turned to is gone on with, so that Enter does."""
        place = self.pages.currentIndex()
        ends: list[QWidget | None] = [self.questions.first() if _STEPS[place][0] == "columns" else None]
        ends += [self.ok, self.next, self.back]
        next(one for one in ends if one is not None and one.isVisibleTo(self) and one.isEnabled()).setFocus()
