"""The last step of the import: what will be imported, what not and why, and what the slips say of it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from calculator.desktop.spreadsheets.import_parts import Part
from calculator.files.spreadsheets.import_compared import HEADINGS, MOST_COMPARED, compared_rows, compared_said
from calculator.files.spreadsheets.import_report import fault_lines, remarks, summary, totals_said
from calculator.files.spreadsheets.visit_import import Sheet, Taken
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.check import Check
from calculator.widgets.field import caption
from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.tables.text_table import TextRow, TextsModel
from calculator.widgets.theme import Theme, set_role

_MOST_ROWS = 7


class Compared(PlainTable):
    """Visits whose slips state figures, each beside what was computed; longer ones scroll."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__(theme, name, most_rows=_MOST_ROWS, wide_column=len(HEADINGS) - 1)
        self.texts = TextsModel(theme)
        self.setModel(self.texts)

    def show_taken(self, taken: Taken, session: Session) -> None:
        """Show the visits that would be new."""
        words = session.wording
        rows = [
            TextRow(row.cells, (*row.cells[:-1], row.all_differences), "refused" if row.differs else "")
            for row in compared_rows(taken, words)
        ]
        self.texts.show_rows([words.text(heading) for heading in HEADINGS], rows[:MOST_COMPARED])
        self.fit()


class Outcome(Part):
    """What was found in a sheet: how many rows of each kind, sums, remarks, slips, and what is wrong with which row."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme)
        self.summary = self.label("heading", N_("What was found"))
        self.totals = self.label("", N_("Sums"))
        self.remarks = self.label("small", N_("Remarks"))
        self.skip = Check(theme, self.tr_(N_("Leave out visits that are there already")))
        self.skip.setChecked(True)
        self._slips = caption(self.tr_(N_("Computed against what the s&lips state")))
        self.compared = Compared(theme, self.tr_(N_("Computed against what the slips state")))
        self.compared.setToolTip(self.tr_(N_("Each visit whose slip states figures, with what was computed")))
        self._slips.setBuddy(self.compared)
        self.slips = self.label("small", N_("What the slips come to"))
        self._title = caption(self.tr_(N_("&Rows with faults, which are not imported")))
        self.faults = QListWidget()
        self.faults.setAccessibleName(self.tr_(N_("Rows with faults")))
        self.faults.setToolTip(self.tr_(N_("What is wrong with which row of the sheet")))
        self.faults.setWordWrap(True)
        self.faults.setResizeMode(QListWidget.ResizeMode.Adjust)  # anew where the bar at its side takes width
        self.faults.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.faults.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)  # they wrap
        self.faults.setMinimumHeight(theme.px(140))
        self.faults.setMaximumHeight(theme.px(220))
        set_role(self.faults, "people")
        self._title.setBuddy(self.faults)
        for widget in (self.summary, self.totals, self.remarks, self.skip, self._slips, self.compared, self.slips):
            self.column.addWidget(widget)
        for listed in (self._title, self.faults):
            self.column.addWidget(listed)

    def show_sheet(self, sheet: Sheet, taken: Taken | None) -> None:
        """Say what was found in a sheet, and what its visits come to where they were computed."""
        words, skip = self._session.wording, self.skip.isChecked()
        self.summary.setText(summary(sheet, words))
        self.totals.setText(totals_said(sheet.found, words))
        self.totals.setVisible(bool(self.totals.text()))
        said = remarks(sheet, words, skip_again=skip)
        self.remarks.setText("\n".join(said))
        self.remarks.setVisible(bool(said))
        self.skip.setVisible(bool(sheet.found.again))
        for part in (self._slips, self.compared, self.slips):
            part.setVisible(taken is not None)
        if taken is not None:
            self.compared.show_taken(taken, self._session)
            self.slips.setText("\n".join(compared_said(taken, words)))
        lines = fault_lines(sheet, words)
        for listed in (self._title, self.faults):
            listed.setVisible(bool(lines))
        self.faults.clear()
        self.faults.addItems(lines)
