"""A cell's list: open at once, filtered by what is typed, which may also be what stands in no list."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QEvent, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QStyleOptionViewItem, QWidget

from calculator.ground.pinyin import initials
from calculator.ground.plain_text import not_a_page
from calculator.widgets.tables.entry_table import EntryDelegate
from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.tables.table_model import AnyIndex
from calculator.widgets.theme import Theme, set_role

_MOST = 8
"""Entries that are seen at once; the rest scrolls."""
_SOON = 60
"""Milliseconds after which a window has laid itself out anew."""


class Choice(NamedTuple):
    """An entry of a list: its key, its word, and the digit that takes it, where it has one."""

    key: str
    word: str
    digit: str = ""

    def fits(self, typed: str) -> bool:
        """Whether it is one of those that a text may mean: by its digit, a part of its word, or first letters."""
        if typed.isascii() and typed.isdecimal():
            return typed == self.digit or typed in self.word
        return typed in self.word.lower() or (typed.isascii() and initials(self.word).startswith(typed))


class ChoiceEdit(QLineEdit):
    """A line with a list below it that stands in the window itself, so that the keyboard never leaves the line.

    Up and Down choose; typing leaves the entries that fit. An entry that is the only one meant is chosen by itself.
    `clicked` follows a click on an entry.
    """

    clicked = Signal()

    def __init__(self, parent: QWidget, choices: Sequence[Choice], theme: Theme) -> None:
        super().__init__(parent)
        self._choices, self._theme = choices, theme
        self._began, self._none_fits = "", False
        self.taken = False
        """Whether an entry is chosen."""
        self.list = QListWidget(parent.window())
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        set_role(self.list, "choices")
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemClicked.connect(self._take)
        self.textEdited.connect(self._filter)
        self.destroyed.connect(self.list.deleteLater)

    def begin(self, key: str, text: str) -> None:
        """Show what stands in the cell, among all entries."""
        self._began = text
        self.setText(text)
        self._fill(self._choices)
        for row, choice in enumerate(self._choices):
            if choice.key == key:
                self.list.setCurrentRow(row)

    def chosen(self) -> str | None:
        """The key of what was chosen, else what was typed; None where neither was done."""
        item = self.list.currentItem()
        if self.taken and item is not None:
            return str(item.data(Qt.ItemDataRole.UserRole))
        text = self.text().strip()
        if not self.isModified() or text == self._began:
            return None
        return next((choice.key for choice in self._choices if choice.word == text), text)

    def _fill(self, choices: Sequence[Choice]) -> None:
        self.list.clear()
        for choice in choices:
            item = QListWidgetItem(f"{choice.digit}  {choice.word}" if choice.digit else choice.word)
            item.setData(Qt.ItemDataRole.UserRole, choice.key)
            self.list.addItem(item)
        self._place()

    def _filter(self, text: str) -> None:
        typed = text.strip().lower()
        found = [choice for choice in self._choices if choice.fits(typed)]
        self._none_fits = not found
        self._fill(found or self._choices)
        meant = _meant(typed, found)
        self.taken = meant is not None
        self.list.setCurrentRow(found.index(meant) if meant is not None else -1)

    def _take(self) -> None:
        self.taken = True
        self.clicked.emit()

    def _place(self) -> None:
        """Below the cell or, where there is no room, above it."""
        window = self.list.parentWidget()
        if window is None or not self.isVisible() or not self.list.count() or self._none_fits:
            self.list.setVisible(False)
            return
        hint = self.list.sizeHintForRow(0)
        frame = 2 * self.list.frameWidth()
        height = min(self.list.count(), _MOST) * hint + frame
        width = max(self.width(), self.list.sizeHintForColumn(0) + frame + self._theme.px(24))
        spot = self.mapTo(window, QPoint(0, self.height()))
        above = self.mapTo(window, QPoint(0, 0)).y()
        if spot.y() + height > window.height():
            if above >= height or above > window.height() - spot.y():
                height = min(height, above)
                spot.setY(above - height)
            else:
                height = window.height() - spot.y()
        spot.setX(max(0, min(spot.x(), window.width() - width)))
        self.list.setGeometry(spot.x(), spot.y(), width, height)
        self.list.show()
        self.list.raise_()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in steps and self.list.count():
            if self._none_fits:
                self._none_fits = False
                self._fill(self._choices)
            row = self.list.currentRow() + steps[Qt.Key(event.key())]
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, row)))
            self.taken = True
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Show, QEvent.Type.Move, QEvent.Type.Resize):
            done = super().event(event)
            self._place()
            # What was taken over just before may give other parts of the window other heights.
            for soon in (0, _SOON):
                QTimer.singleShot(soon, self, self._place)
            return done
        if event.type() == QEvent.Type.Hide:
            self.list.hide()
        return super().event(event)


def _meant(typed: str, found: Sequence[Choice]) -> Choice | None:
    """The entry that a text can only mean: by digit, by its beginning, or by first letters of no other."""
    by_digit = [choice for choice in found if typed and typed == choice.digit]
    begun = [choice for choice in found if typed and choice.word.lower().startswith(typed)]
    for some in (by_digit, begun):
        if len(some) == 1:
            return some[0]
    return found[0] if typed.isascii() and typed and len(found) == 1 else None


class ChoiceDelegate(EntryDelegate):
    """Cells with a list; a subclass gives the entries."""

    opens_at_once = True

    def __init__(self, theme: Theme, table: PlainTable) -> None:
        super().__init__(table)
        self._theme = theme
        self.dress: Callable[[QStyleOptionViewItem, AnyIndex], None] | None = None
        """What else is done to how a cell is painted; others' cells keep their red by it when they are selected."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: AnyIndex) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        if self.dress is not None:
            self.dress(option, index)

    def choices(self, index: AnyIndex) -> Sequence[Choice]:
        """The entries of a cell's list."""
        raise NotImplementedError

    def key(self, index: AnyIndex) -> str:
        """The entry that stands in a cell."""
        raise NotImplementedError

    def name(self) -> str:
        """What the list is called."""
        raise NotImplementedError

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:  # noqa: N802
        self.begin(index)
        edit = ChoiceEdit(parent, self.choices(index), self._theme)
        edit.setAccessibleName(self.name())
        edit.setToolTip(not_a_page(self.name()))
        edit.clicked.connect(lambda: self.finish(edit))
        return edit

    def show_cell(self, editor: QLineEdit, index: AnyIndex) -> None:
        if isinstance(editor, ChoiceEdit) and not editor.taken:
            editor.begin(self.key(index), str(index.data(Qt.ItemDataRole.DisplayRole) or ""))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:  # noqa: N802
        if isinstance(editor, ChoiceEdit):
            chosen = editor.chosen()
            if chosen is not None:
                model.setData(index, chosen, Qt.ItemDataRole.EditRole)
