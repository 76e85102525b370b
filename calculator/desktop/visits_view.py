"""The visits card: the table, its buttons, and the sentences about what could not be read."""

from typing import cast

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from calculator.benefit.case import Visit
from calculator.benefit.months import first_day, last_day, month_at
from calculator.desktop.session import Session
from calculator.desktop.visits_model import VisitsModel
from calculator.language import N_
from calculator.money import Fen
from calculator.policy.pack import LEVELS
from calculator.widgets.card import Card
from calculator.widgets.theme import Theme, set_role

AnyIndex = QModelIndex | QPersistentModelIndex


class InstitutionDelegate(QStyledItemDelegate):
    """A list of institutions; a pharmacy comes with the level of the prescriber."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session

    def createEditor(  # noqa: N802
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: AnyIndex
    ) -> QWidget:
        box = QComboBox(parent)
        word = self._session.wording.word
        for level in LEVELS:
            box.addItem(word(level), level)
        for level in LEVELS:
            box.addItem(f"{word('pharmacy_short')} ({word(level)})", f"pharmacy:{level}")
        box.setAccessibleName(self._session.wording.text(N_("institution")))
        return box

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:  # noqa: N802
        box = cast(QComboBox, editor)
        box.setCurrentIndex(max(0, box.findData(index.data(Qt.ItemDataRole.EditRole))))

    def setModelData(  # noqa: N802
        self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex
    ) -> None:
        model.setData(index, cast(QComboBox, editor).currentData(), Qt.ItemDataRole.EditRole)


class VisitsTable(QTableView):
    """A table in which Enter moves on and, from the last cell, adds a row."""

    beyond_end = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # An editor hands the key on before its text is taken over, which happens when events are next handled.
            QTimer.singleShot(0, self, self._advance)
            return
        super().keyPressEvent(event)

    def _advance(self) -> None:
        """To the next cell that can be edited; past the last one a row is asked for."""
        model, index = self.model(), self.currentIndex()
        row, column = index.row(), index.column() + 1
        while row < model.rowCount():
            while column < model.columnCount():
                candidate = model.index(row, column)
                if candidate.flags() & Qt.ItemFlag.ItemIsEditable and not self.isColumnHidden(column):
                    self.setCurrentIndex(candidate)
                    return
                column += 1
            row, column = row + 1, 0
        self.beyond_end.emit()


class VisitsCard(Card):
    """The visits of the shown person and year."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        self._session, self._theme = session, theme
        tr = session.wording.text
        title = QLabel(tr(N_("Visits")))
        set_role(title, "title")
        self.add = QPushButton(tr(N_("＋ Add visit")))
        self.add.setToolTip(tr(N_("Add a visit (Ctrl+N)")))
        self.add_action = QAction(tr(N_("&Add visit")), self)
        self.add_action.setShortcut("Ctrl+N")
        self.add_action.triggered.connect(self.add_visit)
        self.remove = QPushButton(tr(N_("Delete")))
        self.remove.setToolTip(tr(N_("Delete the selected visits (Del)")))
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.add)
        head.addWidget(self.remove)
        self.model = VisitsModel(session, theme)
        self.table = self._table()
        self.empty = QLabel(tr(N_("No visits yet. “Add visit” enters the first one.")))
        set_role(self.empty, "muted")
        self.empty.setWordWrap(True)
        self.faults = QLabel()
        self.faults.setWordWrap(True)
        self.faults.setAccessibleName(tr(N_("What could not be read")))
        set_role(self.faults, "fault")
        self.box.addLayout(head)
        self.box.addWidget(self.empty)
        self.box.addWidget(self.table, 1)
        self.box.addWidget(self.faults)
        self.faults.hide()
        self.add.clicked.connect(self.add_visit)
        self.remove.clicked.connect(self.remove_selected)
        self.model.faulty.connect(self._show_faults)
        self.model.modelReset.connect(self._follow)
        session.changed.connect(self._follow)
        session.selected.connect(self._select)
        self._follow()

    def _table(self) -> VisitsTable:
        table = VisitsTable()
        table.setModel(self.model)
        table.setAccessibleName(self._session.wording.text(N_("Visits")))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        table.setShowGrid(False)
        table.setWordWrap(False)
        table.setTextElideMode(Qt.TextElideMode.ElideNone)
        table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        table.verticalHeader().setDefaultSectionSize(self._theme.px(32))
        head = table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(self._theme.px(40))
        table.setTabKeyNavigation(False)
        table.setMinimumHeight(self._theme.px(140))
        place = next(n for n, column in enumerate(self.model.columns) if column.kind == "institution")
        table.setItemDelegateForColumn(place, InstitutionDelegate(self._session, table))
        table.selectionModel().currentRowChanged.connect(self._row_changed)
        table.beyond_end.connect(self.add_visit)
        table.installEventFilter(self)
        return table

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        if watched is self.table and event.type() == QEvent.Type.KeyPress:
            key = cast(QKeyEvent, event).key()
            if key == Qt.Key.Key_Delete:
                self.remove_selected()
                return True
        return super().eventFilter(watched, event)

    def add_visit(self) -> None:
        """A new visit of the shown person, on the day of the last one, at the usual level."""
        session = self._session
        person = session.person
        rows = session.year_statement.visits
        first = max(first_day(session.case.from_), first_day(month_at(session.year, 1)))
        day = rows[-1].date if rows else min(first, last_day(session.case.through))
        visit = Visit.model_construct(
            id=session.new_visit_id(),
            person=person.id,
            date=day,
            institution=person.usual_level or "level1",
            total=Fen(0),
            pay_from_account=(person.id,),
        )
        session.add_visit(session.wording.text(N_("Add visit")), visit)
        row = self.model.row_of(visit.id)
        if row is not None:
            self.table.setFocus()
            self._go_to(row, 0)

    def _go_to(self, row: int, column: int) -> None:
        # The view's own way would look at the keys held down, and Ctrl of Ctrl+N would select nothing.
        flags = QItemSelectionModel.SelectionFlag
        self.table.selectionModel().setCurrentIndex(self.model.index(row, column), flags.ClearAndSelect | flags.Rows)

    def remove_selected(self) -> None:
        """Delete the selected visits."""
        rows = {index.row() for index in self.table.selectionModel().selectedIndexes()}
        ids = {visit_id for row in rows if (visit_id := self.model.visit_id(row)) is not None}
        if ids:
            self._session.remove_visits(self._session.wording.text(N_("Delete visit")), ids)

    def _row_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        visit_id = self.model.visit_id(current.row())
        if visit_id is not None:
            self._session.select_visit(visit_id)

    def _select(self) -> None:
        row = self.model.row_of(self._session.visit_id)
        if row is not None and self.table.currentIndex().row() != row:
            self._go_to(row, max(0, self.table.currentIndex().column()))

    def _follow(self) -> None:
        some = self.model.rowCount() > 0
        self.table.setVisible(some)
        self.empty.setVisible(not some)
        self.remove.setEnabled(some)
        self._select()

    def _show_faults(self, sentences: list[str]) -> None:
        self.faults.setText("\n".join(sentences))
        self.faults.setVisible(bool(sentences))
