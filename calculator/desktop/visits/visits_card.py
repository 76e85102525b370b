"""The visits card: the table, its buttons, and the sentences about what could not be read."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QLabel

from calculator.desktop.slips.slip_actions import slip_actions
from calculator.desktop.visits.lent_columns import LentColumns
from calculator.desktop.visits.pasted_rows import PastedRows
from calculator.desktop.visits.row_actions import mark_refunded, move_in_day
from calculator.desktop.visits.row_notes import RowNotes
from calculator.desktop.visits.visit_clipboard import Pasting, copied, doubled, new_visit
from calculator.desktop.visits.visits_head import VisitsHead
from calculator.desktop.visits.visits_model import VisitsModel
from calculator.desktop.visits.visits_table import PHARMACY, InstitutionDelegate, PaidBackDelegate, VisitsTable
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.announce import announce
from calculator.widgets.card import Card
from calculator.widgets.commit_typing import take_over_typing
from calculator.widgets.tables.entry_table import EntryDelegate
from calculator.widgets.theme import Theme, set_role
from calculator.words.visit_columns import EVERYDAY

if TYPE_CHECKING:
    from calculator.desktop.visits.receipt_form import ReceiptForm

_ROOMY = 960
"""From this width on, in pixels of the 100% design, hospitals stand with their names."""
_NONE_FITS = N_("None of the {count} visits says that. Esc in the line above shows all of them again.")


class VisitsCard(Card):
    """The visits of the shown person and year, or of everyone."""

    columns_chosen = Signal(list)
    noting = Signal()
    """The form for receipts comes or goes."""
    entering = Signal()
    """Rows come that a person goes on with, wherever the window stood."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        columns: Sequence[str] = EVERYDAY,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(theme)
        self._session, self._theme, self._today = session, theme, today
        self.form: ReceiptForm | None = None
        self.model = VisitsModel(session, theme, columns, today)
        self.table = self._table()
        self._lent = LentColumns(session, self.model, self.table)
        self.add_action = self._action(N_("&Add visit"), "Ctrl+N", self.add_visit)
        self.double_action = self._action(N_("Dupl&icate visit"), "Ctrl+D", self.double_selected)
        self.remove_action = self._action(N_("&Delete visit"), None, self.remove_selected)
        self.copy_action = self._action(N_("&Copy rows"), "Ctrl+C", self.copy_selected, here_only=True)
        self.paste_action = self._action(N_("&Paste rows"), "Ctrl+V", self.paste, here_only=True)
        self.sort_action = self._action(N_("&Sort by this column"), "Ctrl+T", self._sort_here, here_only=True)
        earlier = self._action(
            N_("Move &earlier within the day"), "Ctrl+Shift+Up", lambda: self._move(-1), here_only=True
        )
        later = self._action(N_("Move la&ter within the day"), "Ctrl+Shift+Down", lambda: self._move(1), here_only=True)
        paid_back = self._action(N_("Mark as paid &back, or not"), "Ctrl+Shift+B", self._mark_refunded)
        self.note_action = self._action(N_("&Note a receipt…"), "Ctrl+J", self.note_receipt)
        slips = slip_actions(self, session, theme, self.selected_ids, today, leave_row=self.table.leave_row)
        self.row_actions = [earlier, later, paid_back, *slips]
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.addActions([self.double_action, self.remove_action, *self.row_actions])
        self.filter_action = self._action(N_("&Look for visits"), "Ctrl+F", self._look)
        self.empty = QLabel()
        set_role(self.empty, "muted")
        self.empty.setWordWrap(True)
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.notes = RowNotes(session, theme, self.model)
        self.faults = self.notes.text
        self.pasted = PastedRows(session, self)
        self.pasted.added.connect(self._pasted)
        self.pasted.refused.connect(lambda lines: self.notes.show_faults([*self.model.sentences(), *lines]))
        self.head = self._head()
        self.box.setContentsMargins(theme.px(4), theme.px(12), theme.px(4), theme.px(12))  # as it has many columns
        self.box.addWidget(self.head)
        self.box.addWidget(self.empty)
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self.notes)
        self.model.faulty.connect(self.table.fit)
        self.model.placed.connect(self._show_placed)
        self.model.begun.connect(session.select_visit)
        model = self.model
        for change in (model.modelReset, model.rowsInserted, model.rowsRemoved, session.changed, self.noting):
            change.connect(self._follow)
        session.selected.connect(self._show_selected)
        self._follow()

    # ---- making the parts

    def _action(self, name: str, keys: str | None, run: Callable[[], None], *, here_only: bool = False) -> QAction:
        action = QAction(self._session.wording.text(name), self)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))
        if here_only:
            # Not of the table alone, which does not stand there before the first visit is pasted.
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            self.addAction(action)
        action.triggered.connect(run)
        return action

    def _head(self) -> VisitsHead:
        head = VisitsHead(self._session.wording, self._theme, lambda: {column.key for column in self.model.columns})
        self.add, self.note, self.double, self.remove = head.add, head.note, head.double, head.remove
        self.everyone, self.columns, self.filter = head.everyone, head.columns, head.filter
        self.add.clicked.connect(self.add_visit)
        self.note.clicked.connect(self.note_receipt)
        self.double.clicked.connect(self.double_selected)
        self.remove.clicked.connect(self.remove_selected)
        self.everyone.clicked.connect(self._session.show_everyone)
        head.columns_chosen.connect(self._choose_columns)
        head.serve(self.table)
        self.filter.textChanged.connect(self.model.look_for)
        self.filter.left.connect(self.table.setFocus)
        return head

    def _choose_columns(self, keys: list[str]) -> None:
        self.model.show_columns(keys)
        self._place_delegate()
        self.columns_chosen.emit(self._lent.chosen(keys))

    def _table(self) -> VisitsTable:
        table = VisitsTable(self._theme, self._session.wording.text(N_("Visits")))
        table.setObjectName("visits")  # its cells stand closer, as it has many columns
        # Before there are rows: they would keep the height that the size of text before this window's gave them.
        table.verticalHeader().setSectionResizeMode(table.verticalHeader().ResizeMode.Fixed)
        table.setModel(self.model)
        table.setMinimumHeight(self._theme.px(110))
        head = table.horizontalHeader()
        head.setSectionsClickable(True)
        head.sectionClicked.connect(self.model.turn_order)
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        table.selectionModel().selectionChanged.connect(self._keep_red)
        self.model.dataChanged.connect(self._keep_red)
        table.left_cell.connect(self._keep_red)
        table.beyond_end.connect(self.add_visit)
        table.delete_wanted.connect(self.remove_selected)
        self._institutions = InstitutionDelegate(self._session, self._theme, table)
        self._paid_back = PaidBackDelegate(self._session, self._theme, table)
        self._plain = EntryDelegate(table)
        self._keeps_red = False
        return table

    def _keep_red(self) -> None:
        """Once a row is selected that says something in red, have it stay red; loaded late, as few starts need it."""
        if self._keeps_red or self.table.state() == self.table.State.EditingState:
            return  # an editor whose delegate is taken away could not be closed any more
        rows = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        if any(self.model.tells_of_red(row) for row in rows):
            from calculator.widgets.tables.red_cells import TellingDelegate

            self._keeps_red, self._plain = True, (telling := TellingDelegate(self._theme, self.table))
            self._institutions.dress = self._paid_back.dress = telling.keep_red
            self._place_delegate()

    def _place_delegate(self) -> None:
        for place, column in enumerate(self.model.columns):
            delegate = {"institution": self._institutions, "yes_no": self._paid_back}.get(column.kind, self._plain)
            self.table.setItemDelegateForColumn(place, delegate)

    def _look(self) -> None:
        self.entering.emit()
        self.filter.setFocus()
        self.filter.selectAll()

    def _sort_here(self) -> None:
        """As a click on the heading of the column in which the cursor is."""
        if self.model.rowCount() > 0:
            self.model.turn_order(min(self.table.cursor_column, len(self.model.columns) - 1))

    # ---- edits

    def add_visit(self) -> None:
        """A fresh row for a visit of the shown person, in which typing goes on."""
        take_over_typing()
        if self.form is not None:
            self.form.close_form()
        entered = self.model.entering
        self.table.leave_row()
        if entered is not None and self._session.is_visit(entered):
            # The year of what was entered is the one in which a person goes on.
            self._session.select_year(self._session.visit(entered).date.year)
        self._session.select_visit(None)
        row = self.model.start(new_visit(self._session, self._today()))
        self.entering.emit()
        self.table.setFocus()
        self._go_to(row, 0)

    def note_receipt(self) -> None:
        """One receipt after the other in a form."""
        from calculator.desktop.visits.receipt_form import ReceiptForm

        take_over_typing()
        self.table.leave_row()
        self.entering.emit()
        if self.form is None:
            self.form = ReceiptForm(self._session, self._theme, self._today)
            self.form.closed.connect(self._close_form)
            self.box.addWidget(self.form, 1)
            self.noting.emit()
        self.form.receipt.begin()

    def _close_form(self) -> None:
        if self.form is not None:
            self.form.hide()
            self.form.deleteLater()
            self.form = None
            self.noting.emit()
            (self.table if self.table.isVisible() else self.add).setFocus()

    def double_selected(self) -> None:
        """Copies of the selected visits."""
        take_over_typing()
        self.table.leave_row()
        ids = self.selected_ids()
        if ids:
            copies = doubled(self._session, ids)
            self._session.add_visits(N_("Duplicate visit"), copies)
            self.go_to_visit(copies[-1].id)

    def remove_selected(self) -> None:
        """Delete the selected visits."""
        if self.model.is_fresh(self.model.row_id(self.table.currentIndex().row())):
            self.table.leave_row()
            return
        ids = self.selected_ids()
        if not ids:
            return
        first = self.model.row_of(ids[0]) or 0
        self._session.remove_visits(N_("Delete visit"), set(ids))
        left = min(first, self.model.rowCount() - 2)  # the last row is the sums
        if left >= 0:
            self._go_to(left, self.table.cursor_column)
        else:
            self.add.setFocus()

    def _move(self, step: int) -> None:
        take_over_typing()
        self.table.leave_row()
        move_in_day(self._session, self.model.row_id(self.table.currentIndex().row()), step)

    def _mark_refunded(self) -> None:
        take_over_typing()
        mark_refunded(self._session, self.selected_ids())

    def copy_selected(self) -> None:
        """The selected rows to the clipboard, as a spreadsheet takes them."""
        words, ids = self._session.wording, self.selected_ids()
        QGuiApplication.clipboard().setText(copied(self._session, ids, self.model.columns, words.text(PHARMACY)))
        self.notes.say(words.text(N_("Copied ✓ (visits: {count})")).format(count=len(ids)))

    def paste(self) -> None:
        """Rows of a spreadsheet as new visits, in one step; where one cannot be read none is taken."""
        self.table.leave_row()
        self.pasted.take(QGuiApplication.clipboard().text())

    def _pasted(self, last: str, found: Pasting) -> None:
        if last:
            self.filter.clear()
            self._session.show_visit(last)
            self.go_to_visit(last)
        if beside := found.beside(self._session):
            unread = self.model.sentences()
            self.notes.show_faults([*unread, *beside], "fault" if unread else "small")
            announce(self, "\n".join(beside))

    def selected_ids(self) -> list[str]:
        """The selected visits in the order of the rows."""
        rows = sorted({index.row() for index in self.table.selectionModel().selectedIndexes()})
        ids = (self.model.row_id(row) for row in rows)
        return [visit_id for visit_id in ids if visit_id is not None and self._session.is_visit(visit_id)]

    # ---- following the session

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.model.show_names(shown=event.size().width() >= self._theme.px(_ROOMY))

    def go_to_visit(self, visit_id: str) -> None:
        """Stand in the row of a visit, where it is listed: in what of it could not be read."""
        row = self.model.row_of(visit_id)
        if row is not None:
            self.entering.emit()
            self.table.setFocus()
            self._go_to(row, self.table.first_unread(row))

    def _go_to(self, row: int, column: int) -> None:
        # The view's own way would look at the keys held down, and Ctrl of Ctrl+N would select nothing.
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(self.model.index(row, column), flags.ClearAndSelect | flags.Rows)

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        visit_id = self.model.row_id(current.row())
        if visit_id is not None:
            self._session.select_visit(visit_id if self._session.is_visit(visit_id) else None)

    def _show_placed(self, visit_id: str) -> None:
        """What was entered is in its place: in view, unless a person types elsewhere already, or said where it is."""
        session = self._session
        if not session.is_visit(visit_id):
            return
        day, row = session.visit(visit_id).date, self.model.row_of(visit_id)
        if row is None:
            words = session.wording
            line = words.text(N_("The visit of {date} stands in the year {year}."))
            self.notes.say(line.format(date=words.day(day), year=day.year))
        elif not self.table.hasFocus():
            self.table.scrollTo(self.model.index(row, 0))

    def _select(self) -> None:
        row = self.model.row_of(self._session.visit_id)
        if row is not None and self.table.currentIndex().row() != row:
            self._go_to(row, min(self.table.cursor_column, self.model.columnCount() - 1))

    def _show_selected(self) -> None:
        """What is gone to from elsewhere is listed, whatever is looked for."""
        chosen = self._session.visit_id
        if self.model.looked_for and self.model.row_of(chosen) is None and chosen is not None:
            self.filter.clear()
        self._select()

    def _follow(self) -> None:
        some, hidden, tr = self.model.rowCount() > 0, self.model.hidden(), self._session.wording.text
        nothing = N_("No visits yet. “Add visit” enters the first one.")
        self.empty.setText(tr(_NONE_FITS).format(count=hidden) if hidden else tr(nothing))
        self.filter.setVisible((some or bool(self.model.looked_for)) and self.form is None)
        self.head.setVisible(self.form is None)
        self.notes.keep_back(back=self.form is not None)
        self.table.setVisible(some and self.form is None)
        self.empty.setVisible(not some and self.form is None)
        for button in (self.remove, self.double):
            button.setEnabled(some)
        for action in (self.remove_action, self.double_action, self.sort_action, *self.row_actions):
            action.setEnabled(some)
        self.everyone.setVisible(len(self._session.case.people) > 1)
        self.everyone.setChecked(self._session.everyone)
        self._lent.follow()
        self._place_delegate()
        self._select()
