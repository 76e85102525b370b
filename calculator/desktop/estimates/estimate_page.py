"""测算: what other rules would cost the fund, asked, computed beside the window, shown, and given out as a workbook."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from calculator.desktop.estimates.estimate_choices import EstimateChoices
from calculator.desktop.estimates.estimate_view import EstimateView
from calculator.files.many_people.estimate_files import estimate_workbook
from calculator.files.many_people.estimate_process import asked_by, estimated_beside
from calculator.files.many_people.estimate_run import Asked, Estimated, notes_of, tables_of
from calculator.files.whole_file import give_out
from calculator.ground.faults import FaultsError
from calculator.ground.language import N_
from calculator.ground.progress import Work
from calculator.session.background import Background
from calculator.session.session import Session
from calculator.sheets.table_columns import Table
from calculator.widgets.announce import announce
from calculator.widgets.buttons import label, push_button
from calculator.widgets.dialogs.file_dialog import ask_to_save
from calculator.widgets.flow import FlowLayout
from calculator.widgets.messages import Dialogs
from calculator.widgets.scrolled import scrolled
from calculator.widgets.theme import Theme, set_role


class EstimatePage(QWidget):
    """What `work` does goes on while another tab is looked at; it ends with the page."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        set_role(self, "page")
        self._session, self._theme, tr = session, theme, session.wording.text
        self._tables: list[Table] = []
        self._notes: list[str] = []
        self._dialogs = Dialogs(self.window, lambda: session.wording)
        inside = QWidget()
        column = QVBoxLayout(inside)
        edge = theme.px(12)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(8))
        about = N_(
            "The same people by two sets of rules: what the fund would pay more, for whom, and how many reach the "
            "deductible and the cap. Nothing of it touches the household."
        )
        self.choices = EstimateChoices(session, theme)
        self.view = EstimateView(session.wording, theme)
        self.said = label("", "fault")
        for part in (label(tr(about), "muted"), self.choices, self._foot(), self.said, self.view):
            column.addWidget(part)
        column.addStretch(1)
        self._area = area = scrolled(inside, tr(N_("Estimate")))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area)
        self.work = Background(self)
        self.work.reached.connect(self.bar.setValue)
        self.work.done.connect(self._computed)
        app = QCoreApplication.instance()
        if app is not None:
            app.aboutToQuit.connect(self.work.close)
        self.choices.changed.connect(self._chosen_otherwise)
        self.choices.refused.connect(self._refuse)
        self.view.bars.pointed.connect(lambda _sentence: self.view.bars.keep_in_view(self._area))
        self._forget("")

    def _foot(self) -> QWidget:
        words, tr = self._session.wording, self._session.wording.text
        self.start = push_button(words, N_("&Estimate"), N_("Compute everybody by both sets of rules"))
        set_role(self.start, "primary")
        self.stop = push_button(words, N_("S&top"), N_("Stop the estimate"))
        self.export = push_button(words, N_("&Workbook…"), N_("Give the estimate out as a workbook with a chart"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(tr(N_("Progress")))
        self.start.clicked.connect(self.compute)
        self.stop.clicked.connect(self._stop)
        self.export.clicked.connect(self._ask_where)
        self._working = QWidget()
        row = QHBoxLayout(self._working)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=self._theme.px(8))
        for button in (self.start, self.export):
            flow.addWidget(button)
        foot = QWidget()
        column = QVBoxLayout(foot)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(buttons)
        column.addWidget(self._working)
        self._working.hide()
        return foot

    @property
    def busy(self) -> bool:
        """Whether an estimate is being computed."""
        return self.work.busy

    # ---- computing

    def compute(self) -> None:
        """Compute what is chosen, by another process."""
        missing = self.choices.missing()
        if missing:
            self._forget(missing)
            return
        question = self.choices.question()
        asked, job = asked_by(question), estimated_beside(question)
        self._forget("")

        def done(work: Work) -> tuple[Asked, Estimated | FaultsError]:
            try:
                return asked, job(work)
            except FaultsError as error:
                return asked, error

        self.bar.setValue(0)
        self._show_working(True)
        self.stop.setFocus()
        self.work.start(done)

    def _computed(self, came: tuple[Asked, Estimated | FaultsError]) -> None:
        asked, found = came
        had_focus = self.stop.hasFocus()
        self._show_working(False)
        if isinstance(found, FaultsError):
            self._refuse(found, found.where)
            self.start.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.show_estimate(asked, found)
        if had_focus:
            self.export.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self, self._notes[0])
        QTimer.singleShot(0, self, self._show_view)  # once it has its height

    def _show_view(self) -> None:
        self._area.verticalScrollBar().setValue(self.view.y())

    def show_estimate(self, asked: Asked, found: Estimated) -> None:
        """Show what came of what was asked."""
        words = self._session.wording
        self._tables, self._notes = tables_of(asked, found, words), notes_of(asked, found, words)
        self.view.show_tables(self._tables, self._notes)
        self.view.show()
        self.export.setEnabled(True)

    def _stop(self) -> None:
        self.work.stop()
        self._show_working(False)
        self._forget(self._session.wording.text(N_("Stopped: nothing was estimated.")))
        self.start.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_working(self, working: bool) -> None:
        self._working.setVisible(working)
        self.choices.setEnabled(not working)
        self.start.setEnabled(not working)

    def _chosen_otherwise(self) -> None:
        """Nothing stands that was computed from other choices."""
        self._forget("")

    def _refuse(self, error: FaultsError, where: str) -> None:
        faults = self._dialogs.told(error.faults)
        self._forget(f"{where}\n{faults}" if where else faults)

    def _forget(self, sentence: str) -> None:
        """A sentence, or nothing, in the place of an estimate."""
        self._tables = []
        self.view.hide()
        self.export.setEnabled(False)
        self.said.setText(sentence)
        self.said.setAccessibleName(sentence)
        self.said.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    # ---- as a workbook

    def _ask_where(self) -> None:
        tr = self._session.wording.text
        kind = tr(N_("Workbook (*.xlsx)"))
        title = tr(N_("Give the estimate out as a workbook"))
        ask_to_save(
            self.window(), self._session.wording, title, [kind], self.write, suffix="xlsx", name=tr(N_("Estimate"))
        )

    def write(self, path: Path) -> None:
        """Write the workbook."""
        words, tr = self._session.wording, self._session.wording.text
        try:
            give_out(path, estimate_workbook(self._tables, self._notes, words))
        except FaultsError as error:
            self._dialogs.say(
                tr(N_("{file} cannot be written")).format(file=path.name), self._dialogs.told(error.faults)
            )
            return
        text = tr(N_("The estimate was written to {file}.")).format(file=path.absolute())
        self._dialogs.say_written(tr(N_("Exported")), text, path.absolute())
