"""The parts of the import dialog that ask: which file and sheet, and what its rows do not say themselves."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from calculator.files.spreadsheets.sheet_file import EXTENSIONS
from calculator.files.spreadsheets.visit_import import Sheet
from calculator.files.spreadsheets.visits_template import PHARMACY, write_template
from calculator.ground.faults import FaultsError
from calculator.ground.language import N_
from calculator.policy.names import LEVELS
from calculator.session.session import Session
from calculator.sheets.others.row_reader import Given
from calculator.widgets.announce import announce
from calculator.widgets.check import Check
from calculator.widgets.combo import Combo
from calculator.widgets.dialogs.file_dialog import ask_to_open, ask_to_save
from calculator.widgets.field import caption
from calculator.widgets.flow import FlowLayout
from calculator.widgets.theme import Theme, set_role
from calculator.words.field_texts import named


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
    """File and sheet; `picked` carries the path of a file, `sheet_chosen` the name of one of its sheets."""

    picked = Signal(object)
    sheet_chosen = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme)
        self.choose = self.button(N_("Choose a &file…"), N_("Choose the spreadsheet to read (.xlsx, .xls, .ods, .csv)"))
        self.choose.clicked.connect(self.ask_file)
        self.template = self.button(N_("Save a &template…"), N_("Save an empty spreadsheet to fill in"))
        self.template.clicked.connect(self.ask_template)
        self._sheet_box, self.sheets = self.choice(N_("&Sheet"), N_("Which sheet of the file holds the visits"))
        self.sheets.activated.connect(lambda _index: self.sheet_chosen.emit(str(self.sheets.currentData())))
        self.file = self.label("muted", N_("File"))
        self.file.setText(self.tr_(N_("Bills from a hospital's export, settlement slips or the template, one a row.")))
        self.trouble = self.label("fault", N_("What could not be read"))
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.px(8))
        flow.addWidget(self.choose)
        flow.addWidget(self.template)
        for widget in (buttons, self.file, self.trouble, self._sheet_box):
            self.column.addWidget(widget)
        self.trouble.hide()
        self._sheet_box.hide()

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

    def show_sheets(self, sheet: Sheet) -> None:
        """Offer the sheets of a file, where there are several."""
        names = list(sheet.file.names)
        if [self.sheets.itemData(place) for place in range(self.sheets.count())] != names:
            self.sheets.clear()
            for name in names:
                self.sheets.addItem(name, name)
        self.sheets.setCurrentIndex(self.sheets.findData(sheet.name))
        self._sheet_box.setVisible(len(names) > 1)

    def say_trouble(self, sentence: str) -> None:
        """Say what went wrong; nothing takes it back."""
        self.trouble.setText(sentence)
        self.trouble.setVisible(bool(sentence))
        announce(self, sentence)


class Rest(Part):
    """Whose visits they are, where they were, and whether those that are there already are left out."""

    changed = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme)
        words = session.wording
        whose, self.owner = self.choice(N_("&Whose visits"), N_("Whose visits they are where a row does not say"))
        for person in session.case.people:
            self.owner.addItem(named(person), person.id)
        self.owner.setCurrentIndex(self.owner.findData(session.person_id))
        where, self.place = self.choice(
            N_("&Institution, where none is given"), N_("What holds for rows that name no institution")
        )
        self.place.addItem(self.tr_(N_("none: such a row is faulty")), "")
        for level in LEVELS:
            self.place.addItem(words.word(level), level)
        for level in LEVELS:
            self.place.addItem(self.tr_(PHARMACY).format(level=words.word(level)), f"pharmacy:{level}")
        for box in (self.owner, self.place):
            box.activated.connect(lambda _index: self.changed.emit())
        self.skip = Check(theme, self.tr_(N_("Leave out visits that are there already")))
        self.skip.setChecked(True)
        both = FlowLayout(spacing=theme.px(12))
        both.addWidget(whose)
        both.addWidget(where)
        self.column.addLayout(both)
        self.column.addWidget(self.skip)

    def given(self) -> Given:
        """What holds for rows that do not say otherwise."""
        institution, _colon, prescriber = str(self.place.currentData()).partition(":")
        level = next((level for level in LEVELS if level == prescriber), None)
        place = (institution, level) if institution else None
        return Given(str(self.owner.currentData()), self._session.year, place)
