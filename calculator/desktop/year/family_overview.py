"""The family at a glance: what each has been paid, what is left of each cap, each balance, and the sums."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy

from calculator.ground.language import N_
from calculator.ground.text_width import in_lines
from calculator.session.session import Session
from calculator.widgets.card import Card
from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.tables.red_cells import TellingDelegate
from calculator.widgets.tables.table_model import AnyIndex, TableModel
from calculator.widgets.theme import Theme, set_role
from calculator.words.family_summary import FAMILY_COLUMNS, family_cell, family_notes, member_cell
from calculator.words.family_year import FamilyYear, MemberYear, family_year
from calculator.words.field_texts import named

_MEANINGS = {"pooled": "pooled", "balance": "account", "cash": "cash"}
_COLUMNS = tuple((key, heading, _MEANINGS.get(key)) for key, heading in FAMILY_COLUMNS.items())
_TEXTS = ("person", "region")
_MOST = 32
"""Half-width places in a line of a name, so that the figures keep their room."""


class OverviewModel(TableModel):
    """One row a person in the household's order, and a last row with the sums of the shown year."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        self._family: FamilyYear = family_year(session.statement, session.year)
        session.changed.connect(self.refresh)

    @property
    def family(self) -> FamilyYear:
        """The figures that are shown."""
        return self._family

    def refresh(self) -> None:
        """Follow the session."""
        before = [member.person for member in self._family.members]
        family = family_year(self._session.statement, self._session.year)
        if [member.person for member in family.members] == before:
            self._family = family
            self.dataChanged.emit(self.index(0, 0), self.index(len(before), len(_COLUMNS) - 1))
            return
        self.beginResetModel()
        self._family = family
        self.endResetModel()

    def person_id(self, row: int) -> str | None:
        """The person in a row; None for the sums."""
        return self._family.members[row].person if 0 <= row < len(self._family.members) else None

    def row_of(self, person_id: str) -> int:
        """The row of a person."""
        return next(row for row, member in enumerate(self._family.members) if member.person == person_id)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._family.members) + 1

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def heading(self, section: int) -> str:
        return self._session.wording.text(_COLUMNS[section][1])

    def is_figure(self, section: int) -> bool:
        return _COLUMNS[section][0] not in _TEXTS

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        key, heading, meaning = _COLUMNS[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        person_id = self.person_id(index.row())
        member = None if person_id is None else self._family.members[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole:
            nothing = member is not None and member.nothing_computed and key in ("pooled", "cash")
            unknown = member is not None and member.cap is None and key == "cap_remaining"
            return self._theme.colour("refused" if nothing or unknown else meaning or "text")
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        text = family_cell(key, self._family, self._session.wording) if member is None else self._cell(key, member)
        if role == Qt.ItemDataRole.DisplayRole:
            return in_lines(text, _MOST) if key in _TEXTS else text
        return f"{self._session.wording.text(heading)} {text}".replace("\n", " ") if text else ""

    def _cell(self, key: str, member: MemberYear) -> str:
        words, person = self._session.wording, self._session.person_of(member.person)
        if key == "person" and member.person == self._session.person_id:
            return words.text(N_("▸ {name} (shown)")).format(name=named(person))
        return member_cell(key, member, person, self._session.library, words)


class FamilyOverview(Card):
    """The table of the family; a click or Enter on a row shows that person."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        self._session = session
        tr = session.wording.text
        self.title = QLabel()
        set_role(self.title, "title")
        self.title.setWordWrap(True)
        self.model = OverviewModel(session, theme)
        self.table = PlainTable(theme, tr(N_("The family's year")))
        self.table.setModel(self.model)
        self.table.setItemDelegate(TellingDelegate(theme, self.table))
        self.table.setToolTip(tr(N_("Click a person, or press Enter, to show that person's figures")))
        self.table.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.title.setBuddy(self.table)
        self.notes = QLabel()
        self.notes.setWordWrap(True)
        self.notes.setAccessibleName(tr(N_("What is not known")))
        set_role(self.notes, "warning")
        for widget in (self.title, self.table, self.notes):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self.table.clicked.connect(self._show_person)
        self.table.activated.connect(self._show_person)
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Follow the session; the shown person's row is the current one."""
        session = self._session
        self.title.setText(session.wording.text(N_("The family in {year}")).format(year=session.year))
        row = self.model.row_of(session.person_id)
        if self.table.currentIndex().row() != row:
            self.table.setCurrentIndex(self.model.index(row, max(0, self.table.currentIndex().column())))
        people = {person.id: person for person in session.case.people}
        found = family_notes(self.model.family, people, session.wording)
        notes = "\n".join(f"⚠ {note}" for note in found)
        self.notes.setText(notes)
        self.notes.setAccessibleDescription(notes)
        self.notes.setVisible(bool(notes))
        self.table.fit()

    def _show_person(self, index: QModelIndex) -> None:
        person_id = self.model.person_id(index.row())
        if person_id is not None:
            self._session.select_person(person_id)
