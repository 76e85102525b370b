"""Giving the household out as a spreadsheet: where to, and the writing beside the window."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QProgressDialog

from calculator.ground.faults import Fault
from calculator.ground.language import N_
from calculator.ground.progress import Work
from calculator.session.background import Background
from calculator.session.session import Session
from calculator.widgets.dialogs.file_dialog import ask_to_save
from calculator.widgets.messages import Dialogs

_PATIENCE = 400
"""Milliseconds before a bar shows how far the writing has come."""


class Export(QObject):
    """Asks for a file and writes the household there, as `.xlsx` or, where its name ends so, as `.csv`.

    It goes on while another window takes the place of the one it was asked in, and ends with the program.
    """

    def __init__(self, session: Session, dialogs: Dialogs, parent: QObject, today: date) -> None:
        super().__init__(parent)
        self._session, self._dialogs, self._today = session, dialogs, today
        self._work = Background(self)
        self._path = Path()
        self._work.done.connect(lambda _nothing: self._tell_done())
        self._work.failed.connect(self._tell_faults)
        app = QCoreApplication.instance()
        assert app is not None
        app.aboutToQuit.connect(self._work.close)

    def ask(self) -> None:
        """Ask where to."""
        tr = self._dialogs.wording.text
        workbook, text = tr(N_("Workbook with all sheets (*.xlsx)")), tr(N_("Visits only, as text (*.csv)"))
        dialog = ask_to_save(
            self._dialogs.parent,
            self._dialogs.wording,
            tr(N_("Export as spreadsheet")),
            [workbook, text],
            self.write,
            suffix="xlsx",
            name=tr(N_("Outpatient account {year}")).format(year=self._session.year),
        )
        dialog.filterSelected.connect(lambda chosen: dialog.setDefaultSuffix("csv" if chosen == text else "xlsx"))
        dialog.rejected.connect(self.deleteLater)

    def write(self, path: Path) -> None:
        """Write the file; the window stays free, and the bar that shows how far it is can stop it."""
        self._path = path
        bar = QProgressDialog(self._dialogs.parent)
        tr = self._dialogs.wording.text
        bar.setWindowTitle(tr(N_("Export as spreadsheet")))
        bar.setLabelText(tr(N_("Writing {file}")).format(file=path.name))
        bar.setCancelButtonText(tr(N_("S&top")))
        bar.setMinimumDuration(_PATIENCE)
        bar.setRange(0, 100)
        bar.setValue(0)
        self._work.reached.connect(bar.setValue)
        bar.canceled.connect(self._work.stop)
        self._work.done.connect(bar.deleteLater)
        self._work.failed.connect(bar.deleteLater)
        bar.canceled.connect(bar.deleteLater)
        self._work.start(self._job(path))

    def _job(self, path: Path) -> Callable[[Work], None]:
        session, today = self._session, self._today
        case, statement, library, wording = session.case, session.statement, session.library, session.wording

        def job(work: Work) -> None:
            if path.suffix.lower() == ".csv":
                from calculator.files.spreadsheets.csv_writer import write_csv

                write_csv(path, case, statement, library, wording, work=work)
            else:
                from calculator.files.spreadsheets.xlsx_writer import write_workbook

                write_workbook(path, case, statement, library, wording, exported_on=today, work=work)

        return job

    def _tell_done(self) -> None:
        tr = self._dialogs.wording.text
        path = self._path.absolute()
        text = tr(N_("The household was written to {file}.")).format(file=path)
        self._dialogs.say_written(tr(N_("Exported")), text, path)
        self.deleteLater()

    def _tell_faults(self, faults: list[Fault]) -> None:
        title = self._dialogs.wording.text(N_("{file} cannot be written")).format(file=self._path.name)
        self._dialogs.say(title, self._dialogs.told(faults))
        self.deleteLater()
