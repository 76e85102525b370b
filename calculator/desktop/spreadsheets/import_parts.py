"""The first step of the import: which file, what it is, and which of its sheets; and what all steps are made of."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from calculator.files.spreadsheets.import_report import file_said, shown
from calculator.files.spreadsheets.sheet_file import EXTENSIONS
from calculator.files.spreadsheets.visit_import import Sheet
from calculator.files.spreadsheets.visits_template import write_template
from calculator.ground.faults import FaultsError
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.announce import announce
from calculator.widgets.check import Check
from calculator.widgets.combo import Combo
from calculator.widgets.dialogs.file_dialog import ask_to_open, ask_to_save
from calculator.widgets.field import caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, set_role


class Part(QWidget):
    """Controls one below the other, named in the session's language."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(6))

    def tr_(self, text: str) -> str:
        """A text in the session's language."""
        return self._session.wording.text(text)

    def button(self, label: str, tip: str) -> QPushButton:
        """A button that says in a tip what it does."""
        button = QPushButton(self.tr_(label))
        button.setToolTip(self.tr_(tip))
        button.setAccessibleName(self.tr_(tip))
        return button

    def label(self, role: str, name: str) -> QLabel:
        """A text that wraps, known by a name."""
        label = QLabel()
        label.setWordWrap(True)
        label.setAccessibleName(self.tr_(name))
        set_role(label, role)
        return label

    def choice(self, label: str, tip: str) -> tuple[QWidget, Combo]:
        """A choice under its label, and the choice itself."""
        box = Combo(self._theme)
        box.setAccessibleName(self.tr_(label).replace("&", ""))
        box.setToolTip(self.tr_(tip))
        both = QWidget()
        column = QVBoxLayout(both)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(caption(self.tr_(label), box))
        column.addWidget(box)
        return both, box


class Source(Part):
    """File and sheets; `picked` carries a file's path, `sheets_chosen` the names of sheets in the file's order.

    `household_wanted` says that a workbook of ours shall be opened as what it is.
    """

    picked = Signal(object)
    sheets_chosen = Signal(list)
    household_wanted = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme)
        self.choose = self.button(N_("Choose a &file…"), N_("Choose the spreadsheet to read (.xlsx, .xls, .ods, .csv)"))
        self.choose.clicked.connect(self.ask_file)
        self.template = self.button(N_("Save a &template…"), N_("Save an empty spreadsheet to fill in"))
        self.template.clicked.connect(self.ask_template)
        self.what = self.label("heading", N_("What the file is"))
        self.household = self.button(
            N_("Open it as a &household"), N_("Open the household in this workbook instead of importing its visits")
        )
        self.household.clicked.connect(self.household_wanted)
        self._which = self.label("muted", N_("Sheets"))
        self._which.setText(self.tr_(N_("Sheets that are read together:")))
        self.sheets: dict[str, Check] = {}
        self._sheet_box = QWidget()
        self._sheet_row = FlowLayout(self._sheet_box, spacing=theme.px(12))
        self.file = self.label("muted", N_("File"))
        self.file.setText(self.tr_(N_("Bills from a hospital's export, settlement slips or the template, one a row.")))
        self.trouble = self.label("fault", N_("What could not be read"))
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.px(8))
        flow.addWidget(self.choose)
        flow.addWidget(self.template)
        opening = QWidget()
        FlowLayout(opening).addWidget(self.household)
        for widget in (buttons, self.file, self.trouble, self.what, opening, self._which, self._sheet_box):
            self.column.addWidget(widget)
        self._found = (self.what, self.household, self._which, self._sheet_box)
        self.show_file(None)
        self.trouble.hide()

    def ask_file(self) -> None:
        """Ask which spreadsheet to read."""
        patterns = " ".join(f"*{extension}" for extension in EXTENSIONS)
        spreadsheets = self.tr_(N_("Spreadsheets ({patterns})")).format(patterns=patterns)
        title, filters = self.tr_(N_("Choose a spreadsheet")), [spreadsheets, self.tr_(N_("All files (*)"))]
        ask_to_open(self, self._session.wording, title, filters, self.picked.emit)

    def ask_template(self) -> None:
        """Ask where to save an empty spreadsheet."""
        title, filters = self.tr_(N_("Save a template")), [self.tr_(N_("Spreadsheet (*.xlsx)"))]
        name = self.tr_(N_("visits to fill in")) + ".xlsx"
        ask_to_save(self, self._session.wording, title, filters, self.save_template, suffix="xlsx", name=name)

    def save_template(self, path: Path) -> None:
        """Save an empty spreadsheet; says so, or why it could not be."""
        try:
            write_template(path, self._session.case, self._session.wording)
        except FaultsError as error:
            detail = self._session.wording.fault(error.faults[0])
            self.say_trouble(self.tr_(N_("The template could not be saved: {detail}")).format(detail=detail))
            return
        self.say_trouble("")
        self.file.setText(self.tr_(N_("The template was saved: {name}")).format(name=path.name))

    def show_path(self, path: Path) -> None:
        """Say which file is being read."""
        self.file.setText(self.tr_(N_("File: {name}")).format(name=path.name))

    def show_file(self, sheet: Sheet | None) -> None:
        """Say what a file is, and offer its sheets where there are several; nothing where none was read."""
        for part in self._found:
            part.setVisible(sheet is not None)
        if sheet is None:
            return
        self.what.setText(file_said(sheet, self._session.wording))
        self.household.setVisible(sheet.household is not None)
        hidden, names = set(sheet.file.hidden), [*sheet.file.names, *sheet.file.hidden]
        if list(self.sheets) != names:
            for check in self.sheets.values():
                self._sheet_row.removeWidget(check)
                check.deleteLater()
            self.sheets = {}
            for name in names:
                label = self.tr_(N_("{sheet} (hidden)")).format(sheet=shown(name)) if name in hidden else shown(name)
                self.sheets[name] = Check(self._theme, label)
                self.sheets[name].clicked.connect(self._choose_sheets)
                self._sheet_row.addWidget(self.sheets[name])
        for name, check in self.sheets.items():
            check.setChecked(name in sheet.read)
        for part in (self._which, self._sheet_box):
            part.setVisible(len(names) > 1)

    def _choose_sheets(self) -> None:
        self.sheets_chosen.emit(self.chosen())

    def chosen(self) -> list[str]:
        """The sheets that are to be read, in the file's order."""
        return [name for name, check in self.sheets.items() if check.isChecked()]

    def say_trouble(self, sentence: str) -> None:
        """Say what went wrong; nothing takes it back."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        announce(self, sentence)
