"""Tables that show every figure whole, and tables to type into in which Enter moves on."""

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPersistentModelIndex, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QTableView, QWidget

from calculator.widgets.theme import Theme, set_role

AnyIndex = QModelIndex | QPersistentModelIndex


class PlainTable(QTableView):
    """Rows that are selected whole; columns as wide as their contents; as high as its rows up to `most_rows`.

    Where there is width to spare, `wide_column` takes it. Whoever changes what the model holds calls `fit`.
    """

    def __init__(self, theme: Theme, name: str, *, most_rows: int = 8, wide_column: int = 0) -> None:
        super().__init__()
        self._most_rows, self._wide_column = most_rows, wide_column
        self._room = 0
        set_role(self, "plain")
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        rows, head = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(theme.px(32))
        rows.setDefaultSectionSize(theme.px(32))
        rows.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        rows.sectionCountChanged.connect(lambda _old, _new: self.updateGeometry())
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setHighlightSections(False)
        head.setMinimumSectionSize(theme.px(40))

    def fit(self) -> None:
        """Give the columns their widths and the table its height."""
        head = self.horizontalHeader()
        columns = range(head.count())
        needed = sum(max(head.sectionSizeHint(place), self.sizeHintForColumn(place)) for place in columns)
        modes = QHeaderView.ResizeMode
        if self._wide_column in columns:
            spare = needed < self._room
            head.setSectionResizeMode(self._wide_column, modes.Stretch if spare else modes.ResizeToContents)
        self.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if event.size().width() != self._room:
            self._room = event.size().width()
            self.fit()

    def sizeHint(self) -> QSize:  # noqa: N802
        """All columns, and the rows up to `most_rows`."""
        return QSize(self.horizontalHeader().length() + 2 * self.frameWidth(), self._height(self._most_rows))

    def minimumSizeHint(self) -> QSize:  # noqa: N802
        """Room for two rows; the rest scrolls."""
        return QSize(super().minimumSizeHint().width(), self._height(2))

    def _height(self, most_rows: int) -> int:
        head = self.horizontalHeader()
        rows = sum(self.rowHeight(row) for row in range(min(most_rows, self.verticalHeader().count())))
        scrolls = head.length() > self._room
        bar = self.horizontalScrollBar().sizeHint().height() if scrolls else 0
        return rows + head.sizeHint().height() + bar + 2 * self.frameWidth()


class EntryTable(PlainTable):
    """Enter moves to the next cell that can be edited and, from the last one, asks for a row; Delete asks too."""

    beyond_end = Signal()
    delete_wanted = Signal()
    left_cell = Signal()
    """An editor is closed, and its text is taken over."""

    def __init__(self, theme: Theme, name: str, *, most_rows: int = 8, wide_column: int = 0) -> None:
        super().__init__(theme, name, most_rows=most_rows, wide_column=wide_column)
        self.cursor_column = 0
        """The column in which the cursor is, or last was before all rows came anew."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed | triggers.SelectedClicked
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.state() == self.State.EditingState:
                # An editor hands the key on before its text is taken over; that happens when events are next handled.
                QTimer.singleShot(0, self, self._advance)
            else:
                self._advance()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tab leads to a row: what keys do is for the row of the cursor, as a click on it would make it."""
        super().focusInEvent(event)
        reasons, chosen, here = Qt.FocusReason, self.selectionModel(), self.currentIndex()
        by_tab = event.reason() in (reasons.TabFocusReason, reasons.BacktabFocusReason)
        if by_tab and here.isValid() and not chosen.hasSelection():
            chosen.select(here, QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        if current.isValid():
            self.cursor_column = current.column()

    def _advance(self) -> None:
        if not self.currentIndex().isValid():
            return  # the row is gone; the first one is not the next
        following = self._next_editable(self.currentIndex())
        if following is None:
            self.beyond_end.emit()
        else:
            self.setCurrentIndex(following)

    def _next_editable(self, index: QModelIndex) -> QModelIndex | None:
        model = self.model()
        row, column = index.row(), index.column() + 1
        while row < model.rowCount():
            while column < model.columnCount():
                candidate = model.index(row, column)
                if candidate.flags() & Qt.ItemFlag.ItemIsEditable and not self.isColumnHidden(column):
                    return candidate
                column += 1
            row, column = row + 1, 0
        return None

    def closeEditor(  # noqa: N802
        self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint
    ) -> None:
        super().closeEditor(editor, hint)
        if self.state() != self.State.EditingState:  # Tab goes on with the editor of the next cell
            self.setFocus()
        self.left_cell.emit()
