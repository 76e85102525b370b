"""The card of account uses other than visits: may the account pay, by which clause, and how much it paid."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import get_args

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from calculator.case.account_use_edits import REMOVE_USE, new_use, without_uses
from calculator.desktop.visits.row_notes import RowNotes
from calculator.desktop.visits.uses_model import COLUMNS, KEY_ROLE, UsesModel
from calculator.ground.language import N_
from calculator.policy.names import Purpose, Relation
from calculator.session.session import Session
from calculator.widgets.card import Card
from calculator.widgets.choice_editor import Choice, ChoiceDelegate
from calculator.widgets.commit_typing import take_over_typing
from calculator.widgets.flow import FlowLayout
from calculator.widgets.tables.entry_table import EntryTable
from calculator.widgets.tables.red_cells import TellingDelegate
from calculator.widgets.tables.table_model import AnyIndex
from calculator.widgets.theme import Theme, set_role
from calculator.words.family_summary import sharing_lines
from calculator.words.family_year import sharing
from calculator.words.field_texts import choices, named, with_clause

RELATIONS: tuple[str, ...] = get_args(Relation)
PURPOSES: tuple[str, ...] = get_args(Purpose)
_WIDE_COLUMN = next(place for place, column in enumerate(COLUMNS) if column.key == "purpose")


class WordDelegate(ChoiceDelegate):
    """A list of names shown in words."""

    def __init__(self, name: str, options: Sequence[tuple[str, str]], theme: Theme, table: EntryTable) -> None:
        super().__init__(theme, table)
        self._name = name
        self._options = [Choice(key, word, str(place)) for place, (key, word) in enumerate(options, start=1)]

    def choices(self, index: AnyIndex) -> list[Choice]:
        return self._options

    def key(self, index: AnyIndex) -> str:
        return str(index.data(KEY_ROLE))

    def name(self) -> str:
        return self._name


class UsesCard(Card):
    """What the shown person's account was asked for besides visits, and family sharing of it at visits."""

    def __init__(self, session: Session, theme: Theme, today: Callable[[], date] = date.today) -> None:
        super().__init__(theme)
        self._session, self._today = session, today
        self._use_id: str | None = None
        tr = session.wording.text
        self.title = QLabel()
        self.title.setWordWrap(True)
        set_role(self.title, "title")
        self.add = QPushButton(tr(N_("＋ Add account use")))
        self.add.setToolTip(tr(N_("Add a premium, a purchase at a pharmacy, or another use of the account")))
        self.remove = QPushButton(tr(N_("Delete")))
        self.remove.setToolTip(tr(N_("Delete the selected account uses (Del)")))
        for button in (self.add, self.remove):
            button.setAccessibleName(button.toolTip())
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.px(8))
        flow.addWidget(self.add)
        flow.addWidget(self.remove)
        self.model = UsesModel(session, theme, today)
        self.table = self._table(theme)
        self.title.setBuddy(self.table)
        self.empty = self._label("muted", tr(N_("Account uses")))
        self.empty.setText(
            tr(N_("No account uses this year. Premiums and purchases at a pharmacy without a visit belong here."))
        )
        self.uncounted = self._label("fault", tr(N_("What is not counted")))
        self.why = self._label("small", tr(N_("Why the account may or may not pay")))
        self.shared = self._label("small", tr(N_("Family sharing")))
        self.notes = RowNotes(session, theme, self.model)
        self.faults = self.notes.text
        for widget in (self.title, buttons, self.empty, self.table, self.uncounted, self.notes, self.why, self.shared):
            self.box.addWidget(widget)
        self.box.addStretch(1)
        self.add.clicked.connect(self.add_use)
        self.remove.clicked.connect(self.remove_selected)
        self.model.faulty.connect(self._follow)
        self.model.placed.connect(self._show_placed)
        for change in (self.model.modelReset, self.model.rowsInserted, self.model.rowsRemoved):
            change.connect(self._follow)
        session.changed.connect(self.refresh)
        self.refresh()

    def _label(self, role: str, name: str) -> QLabel:
        label = QLabel()
        label.setWordWrap(True)
        label.setAccessibleName(name)
        set_role(label, role)
        return label

    def _table(self, theme: Theme) -> EntryTable:
        words = self._session.wording
        table = EntryTable(theme, words.text(N_("Account uses")), wide_column=_WIDE_COLUMN)
        table.setToolTip(words.text(N_("Type into a cell; Enter moves on and adds a row after the last cell")))
        table.setModel(self.model)
        telling = TellingDelegate(theme, table)
        table.setItemDelegate(telling)
        options = {"relation": choices(RELATIONS, words), "purpose": choices(PURPOSES, words)}
        for place, column in enumerate(COLUMNS):
            if column.key in options:
                delegate = WordDelegate(words.text(column.heading), options[column.key], theme, table)
                delegate.dress = telling.keep_red
                table.setItemDelegateForColumn(place, delegate)
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        table.beyond_end.connect(self.add_use)
        table.delete_wanted.connect(self.remove_selected)
        return table

    def refresh(self) -> None:
        """Follow the session."""
        session, words = self._session, self._session.wording
        self.title.setText(
            words.text(N_("Other uses of {name}'s account in {year}")).format(
                name=named(session.person).replace("&", "&&"), year=session.year
            )
        )
        self._follow()
        self._go_back()
        self._show_why()
        self._show_sharing()

    def _follow(self) -> None:
        some = self.model.rowCount() > 0
        self.table.setVisible(some)
        self.empty.setVisible(not some)
        self.remove.setEnabled(some)
        uncounted = self.model.not_counted()
        self.uncounted.setText(uncounted)
        self.uncounted.setAccessibleDescription(uncounted)
        self.uncounted.setVisible(bool(uncounted))
        self.table.fit()

    def _row_changed(self, now: QModelIndex) -> None:
        self._use_id = self.model.row_id(now.row()) or self._use_id
        self._show_why()

    def _show_placed(self, use_id: str) -> None:
        """What was entered is in its place: in view, unless a person types elsewhere already."""
        row = self.model.row_of(use_id)
        if row is not None and not self.table.hasFocus():
            self.table.scrollTo(self.model.index(row, 0))

    def _go_back(self) -> None:
        """The cursor to where it was, after all rows came anew."""
        row = None if self._use_id is None else self.model.row_of(self._use_id)
        if row is not None and not self.table.currentIndex().isValid():
            self.table.setCurrentIndex(self.model.index(row, self.table.cursor_column))

    def go_to_use(self, use_id: str) -> None:
        """Stand in the row of a use, where it is listed: in what of it could not be read."""
        row = self.model.row_of(use_id)
        if row is not None:
            self.table.setFocus()
            self.table.setCurrentIndex(self.model.index(row, self.table.first_unread(row)))

    def _show_why(self) -> None:
        """The answer for the current row as a sentence, with document and clause."""
        answer = self.model.answer(self.table.currentIndex().row())
        words = self._session.wording
        if answer is None:
            text = words.text(N_("Select a row: why the account may or may not pay stands here."))
        else:
            text = with_clause(words.say(answer.message), answer.source, answer.clause, words)
        self.why.setText(text)
        self.why.setAccessibleDescription(text)
        self.why.setVisible(self.model.rowCount() > 0)

    def _show_sharing(self) -> None:
        session = self._session
        both = sharing(session.statement, session.person_id, session.year)
        people = {person.id: person for person in session.case.people}
        lines = sharing_lines(both, people, session.wording)
        self.shared.setText("\n".join(lines))
        self.shared.setAccessibleDescription(self.shared.text())
        self.shared.setVisible(bool(lines))

    # ---- edits

    def add_use(self) -> None:
        """A fresh row for a use of the shown person's account, in which typing goes on."""
        take_over_typing()
        session = self._session
        entered = self.model.entering
        self.table.leave_row()
        stored = self.model.stored(entered) if entered is not None else None
        if stored is not None:
            session.select_year(stored.date.year)  # the year of what was entered is the one to go on in
        row = self.model.start(new_use(session.case, session.person_id, session.year, self._today()))
        self._follow()
        self.table.setFocus()
        self.table.setCurrentIndex(self.model.index(row, 0))

    def remove_selected(self) -> None:
        """Delete the selected uses."""
        if self.model.is_fresh(self.model.row_id(self.table.currentIndex().row())):
            self.table.leave_row()
            return
        rows = sorted({index.row() for index in self.table.selectionModel().selectedIndexes()})
        ids = {use_id for row in rows if (use_id := self.model.row_id(row)) is not None}
        if not ids:
            return
        session = self._session
        session.edit(REMOVE_USE, without_uses(session.case, ids))
        left = min(rows[0], self.model.rowCount() - 1)
        if left >= 0:
            self.table.setCurrentIndex(self.model.index(left, 0))
        else:
            self.add.setFocus()
