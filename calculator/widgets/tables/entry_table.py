"""Tables to type into: Enter moves on, and every key is for the cell that was chosen."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from calculator.widgets.field import PAUSE
from calculator.widgets.tables.entry_model import EntryModel
from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.tables.table_model import AnyIndex
from calculator.widgets.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_TAB = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class EntryDelegate(QStyledItemDelegate):
    """Editors whose text is taken over within the key that ends them, so that the next key finds it done.

    Qt puts that off until events are next handled; keys that wait by then would go to another cell.
    """

    opens_at_once = False
    """Whether a click on a cell opens its editor, rather than a second one."""

    def __init__(self, table: PlainTable) -> None:
        super().__init__(table)
        self._table = table

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:  # noqa: N802
        self.begin(index)
        editor = super().createEditor(parent, option, index)
        if isinstance(editor, QLineEdit):
            self._follow(editor, QPersistentModelIndex(index))
        return editor

    def _follow(self, editor: QLineEdit, index: QPersistentModelIndex) -> None:
        """Have results follow what is typed once the person pauses; red goes as soon as the text can be read."""
        model, pause = index.model(), QTimer(editor)
        if not isinstance(model, EntryModel):
            return
        pause.setSingleShot(True)
        pause.timeout.connect(lambda: model.typing(index, editor.text()))
        editor.textEdited.connect(lambda: pause.start(0 if model.is_unread(index) else PAUSE))

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:  # noqa: N802
        """Keys that end an editor; one whose cell is gone ends nothing any more.

        Where rows come anew or go, Qt hides the editor and forgets it, but its column's delegate goes on listening: the
        focus that it loses, or a key that was on its way, would have the table take over a cell that it does not know.
        """
        if isinstance(editor, QWidget) and editor.isHidden():
            return False
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(editor, QWidget):
            key = event.key()
            if key in _ENTER or key in _TAB:
                self.finish(editor, by_tab=key in _TAB, back=key == Qt.Key.Key_Backtab)
                return True
            model = self._table.model()
            if key == Qt.Key.Key_Escape and isinstance(model, EntryModel):
                model.take_back()
        return super().eventFilter(editor, event)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:  # noqa: N802
        """What is being typed stays, whatever else changes meanwhile: Qt would put the cell's old text over it."""
        if not isinstance(editor, QLineEdit):
            super().setEditorData(editor, index)
        elif not editor.isModified():
            self.show_cell(editor, index)
            editor.selectAll()

    def show_cell(self, editor: QLineEdit, index: AnyIndex) -> None:
        """Put the text of a cell into its editor."""
        editor.setText(str(index.data(Qt.ItemDataRole.EditRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:  # noqa: N802
        if not isinstance(editor, QLineEdit):
            super().setModelData(editor, model, index)
        elif editor.isModified():
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def begin(self, index: AnyIndex) -> None:
        """A cell is about to be typed into."""
        if isinstance(self._table, EntryTable):
            self._table.begin(index.row())

    def finish(self, editor: QWidget, *, by_tab: bool = False, back: bool = False) -> None:
        """Take over what was typed, close the editor, and go on to the next cell."""
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, self.EndEditHint.NoHint)
        if isinstance(self._table, EntryTable):
            self._table.go_on(by_tab=by_tab, back=back)


class EntryTable(PlainTable):
    """Enter moves to the row's next cell that can be edited and, from the last one, asks for a row; Delete asks too.

    Keys are for the cell that the person chose and for no other: letters never search for another row.
    """

    beyond_end = Signal()
    delete_wanted = Signal()
    left_cell = Signal()
    """An editor is closed, and its text is taken over."""

    def __init__(self, theme: Theme, name: str, *, most_rows: int = 8, wide_column: int = 0) -> None:
        super().__init__(theme, name, most_rows=most_rows, wide_column=wide_column)
        self._theme = theme
        self.cursor_column = 0
        """The column in which the cursor is, or last was before all rows came anew."""
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        triggers = QAbstractItemView.EditTrigger
        # Not by a second click, upon which Qt waits for a third one, and no key would reach the cell till then.
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setItemDelegate(EntryDelegate(self))
        self._pressed, self._pressed_on_current = QPersistentModelIndex(), False
        self._leaving = QTimer(self)
        self._leaving.setSingleShot(True)
        self._leaving.timeout.connect(self._ask_whether_left)

    # ---- the row that is entered

    def begin(self, row: int) -> None:
        """A cell of this row is about to be typed into."""
        model = self.model()
        if isinstance(model, EntryModel):
            model.begin(row)

    def entered_row(self) -> int | None:
        """The row that is being entered."""
        model = self.model()
        return model.row_of(model.entering) if isinstance(model, EntryModel) and model.entering else None

    def leave_row(self) -> None:
        """The row that is being entered is finished."""
        self._leaving.stop()
        model = self.model()
        if isinstance(model, EntryModel):
            model.leave()

    def _leave_soon(self) -> None:
        """Ask once the mouse is done: rows must not move under a click that may become a double click."""
        by_mouse = QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton
        self._leaving.start(QApplication.doubleClickInterval() if by_mouse else 0)

    def _ask_whether_left(self) -> None:
        if QGuiApplication.mouseButtons() != Qt.MouseButton.NoButton:
            self._leave_soon()
            return
        focus = QApplication.focusWidget()
        elsewhere = focus is not None and focus is not self and not self.isAncestorOf(focus)
        if elsewhere or self.currentIndex().row() != self.entered_row():
            self.leave_row()

    def setModel(self, model: QAbstractItemModel | None) -> None:  # noqa: N802
        super().setModel(model)
        self._leaving.stop()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Rows that were just put in their places are marked there; a style sheet hides the ground a model gives."""
        super().paintEvent(event)
        model = self.model()
        marked = model.marked() if isinstance(model, EntryModel) else []
        if marked:
            painter, colour = QPainter(self.viewport()), self._theme.colour("pooled")
            for row in marked:
                area = QRect(0, self.rowViewportPosition(row), self.viewport().width(), self.rowHeight(row))
                painter.fillRect(QRect(area.topLeft(), QSize(self._theme.px(4), area.height())), colour)
                colour.setAlpha(40)
                painter.fillRect(area, colour)
                colour.setAlpha(255)

    # ---- keys and the mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in _ENTER:
            self.go_on()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_wanted.emit()
        elif self._opens(event):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _opens(self, event: QKeyEvent) -> bool:
        """Whether a key opens the list of the current cell: as for every list, and by Down where a row is entered."""
        here = self.currentIndex()
        if not self._opens_at_once(here):
            return False
        alt_down = event.key() == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
        down = event.key() == Qt.Key.Key_Down and here.row() == self.entered_row()
        return alt_down or down or event.key() in (Qt.Key.Key_F4, Qt.Key.Key_Space)

    def _opens_at_once(self, index: QModelIndex) -> bool:
        delegate = self.itemDelegateForIndex(index)
        return _editable(index) and isinstance(delegate, EntryDelegate) and delegate.opens_at_once

    def keyboardSearch(self, search: str) -> None:  # noqa: N802
        """No row is searched for: what is typed is for the cell of the cursor, or for nothing."""

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802
        """What an input method gives at once, without composing it before, begins editing as a key does."""
        here = self.currentIndex()
        closed = self.state() != self.State.EditingState
        if closed and event.commitString() and not event.preeditString() and here.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(here)
            editor = self._editor()
            if editor is not None:
                editor.selectAll()
                whole = QInputMethodEvent()
                whole.setCommitString(event.commitString())
                QApplication.sendEvent(editor, whole)
                return
        super().inputMethodEvent(event)

    def _editor(self) -> QLineEdit | None:
        focus = QApplication.focusWidget()
        return focus if isinstance(focus, QLineEdit) and self.isAncestorOf(focus) else None

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        self._pressed = QPersistentModelIndex(self.indexAt(event.position().toPoint()))
        self._pressed_on_current = self._pressed == self.currentIndex()
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not event.modifiers()
        clicked = index.isValid() and self._pressed == index == self.currentIndex()
        opens = self._opens_at_once(index) or (self._pressed_on_current and _editable(index))
        if plain and clicked and opens and self.state() != self.State.EditingState:
            self.edit(index)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Tab leads to a row: what keys do is for the row of the cursor, as a click on it would make it."""
        super().focusInEvent(event)
        reasons, chosen, here = Qt.FocusReason, self.selectionModel(), self.currentIndex()
        by_tab = event.reason() in (reasons.TabFocusReason, reasons.BacktabFocusReason)
        if by_tab and here.isValid() and not chosen.hasSelection():
            chosen.select(here, QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        super().focusOutEvent(event)
        self._leave_soon()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802, A002
        """Tab goes on within the row that is entered, and from its last cell to what comes after the table."""
        here = self.currentIndex()
        if here.isValid() and here.row() == self.entered_row():
            following = self._neighbour(here, -1 if not next else 1)
            if following is not None:
                self.setCurrentIndex(following)
                return True
        return super().focusNextPrevChild(next)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:  # noqa: N802
        super().currentChanged(current, previous)
        if current.isValid():
            self.cursor_column = current.column()
        if previous.isValid() and previous.row() != current.row():
            self._leave_soon()

    def go_on(self, *, by_tab: bool = False, back: bool = False) -> None:
        """To the next cell of the row that can be edited; from the last one Enter asks for a row, Tab stays there."""
        here = self.currentIndex()
        if not here.isValid():
            return  # the row is gone; the first one is not the next
        following, model = self._neighbour(here, -1 if back else 1), self.model()
        while following is not None and isinstance(model, EntryModel) and model.is_answered(following):
            following = self._neighbour(following, -1 if back else 1)
        if following is not None:
            self.setCurrentIndex(following)
        elif not by_tab:
            self.beyond_end.emit()

    def first_unread(self, row: int) -> int:
        """The column of a row's first cell whose text could not be read; the first of all where there is none."""
        model = self.model()
        if not isinstance(model, EntryModel):
            return 0
        return next((place for place in range(model.columnCount()) if model.is_unread(model.index(row, place))), 0)

    def _neighbour(self, index: QModelIndex, step: int) -> QModelIndex | None:
        model, column = self.model(), index.column() + step
        while 0 <= column < model.columnCount():
            candidate = model.index(index.row(), column)
            if _editable(candidate) and not self.isColumnHidden(column):
                return candidate
            column += step
        return None

    def closeEditor(  # noqa: N802
        self, editor: QWidget, hint: QStyledItemDelegate.EndEditHint
    ) -> None:
        super().closeEditor(editor, hint)
        focus = QApplication.focusWidget()
        if focus is None or focus is editor or self.isAncestorOf(focus):
            self.setFocus()
        else:
            self._leave_soon()  # the person went elsewhere
        self.left_cell.emit()


def _editable(index: AnyIndex) -> bool:
    return bool(index.flags() & Qt.ItemFlag.ItemIsEditable)
