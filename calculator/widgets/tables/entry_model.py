"""Rows that stay where they are while one of them is entered, and go to their places once that row is left."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QTimer, Signal

from calculator.widgets.tables.table_model import AnyIndex, TableModel
from calculator.widgets.theme import Theme

_A_MOMENT = 1800
"""Milliseconds for which a row is marked that was put in its place."""


class EntryModel(TableModel):
    """A table of rows with an `id` each, in an order of their own, and rows of sums below them.

    From the moment in which a row is begun to be entered until it is left, all rows keep the order in which they
    stand: nothing that is typed can move the row under the keyboard or under the mouse. A row may be shown that is in
    no list yet: the fresh one, which `forget_fresh` drops where nothing was typed into it.
    """

    placed = Signal(str)
    """A row that was entered is left, and stands in its place: its id."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: Sequence[Any] = ()
        self.entering: str | None = None
        """The row that is being entered."""
        self.turn: object = None
        """Which opening of an editor it is: what is taken over during one is one step."""
        self._kept: list[str] | None = None
        self._entered: list[str] = []
        self._lit: set[str] = set()
        self._unmark = QTimer(self)
        self._unmark.setSingleShot(True)
        self._unmark.setInterval(_A_MOMENT)
        self._unmark.timeout.connect(lambda: self._mark(()))

    # ---- what a subclass gives

    def listed(self) -> Sequence[Any]:
        """The rows in their order."""
        raise NotImplementedError

    def unlisted(self, row_id: str) -> Any | None:
        """A row that is entered and in no list: a fresh one, or one whose date lies in another year."""
        raise NotImplementedError

    def forget_fresh(self) -> None:
        """Drop the fresh row, if there still is one into which nothing was typed."""
        raise NotImplementedError

    def typing(self, index: AnyIndex, text: str) -> None:
        """A person pauses while this is typed into a cell; what comes of it may be shown already."""

    def take_back(self) -> None:
        """What was typed since the editor was opened is given up."""

    def is_unread(self, index: AnyIndex) -> bool:
        """Whether a cell shows a text that could not be read."""
        return False

    def is_answered(self, index: AnyIndex) -> bool:
        """Whether a cell was told along with the one that was just typed into, and need not be passed."""
        return False

    def sums(self) -> int:
        """The rows below the others, where there are any."""
        return 0

    # ---- rows

    def row_id(self, row: int) -> str | None:
        """The id of a row; None for the sums."""
        return self._rows[row].id if 0 <= row < len(self._rows) else None

    def row_of(self, row_id: str | None) -> int | None:
        """The row of an id."""
        return next((row for row, one in enumerate(self._rows) if one.id == row_id), None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() or not self._rows else len(self._rows) + self.sums()

    def marked(self) -> list[int]:
        """The rows that were just put in their places."""
        return [row for row, one in enumerate(self._rows) if one.id in self._lit] if self._lit else []

    # ---- entering

    def begin(self, row: int) -> None:
        """A row is begun to be entered: from here on the rows keep their order until it is left."""
        self.turn, row_id = object(), self.row_id(row)
        if row_id is None or row_id == self.entering:
            return
        self._enter(row_id)
        self.follow()

    def begin_fresh(self, row_id: str) -> None:
        """A fresh row, which `unlisted` gives, comes last and is entered."""
        self._enter(row_id)
        self.follow()

    def _enter(self, row_id: str) -> None:
        if self._kept is None:
            self._kept = [row.id for row in self._rows]
        if row_id not in self._kept:
            self._kept.append(row_id)
        if row_id not in self._entered:
            self._entered.append(row_id)
        self.entering = row_id

    def leave(self) -> None:
        """The row that was entered is left: an empty one goes, and what was entered is put in its place."""
        if self._kept is None:
            return
        before, entered = {row.id: place for place, row in enumerate(self._rows)}, self._entered
        self.forget_fresh()
        self._kept, self._entered, self.entering = None, [], None
        self.follow()
        now = {row.id: place for place, row in enumerate(self._rows)}
        self._mark(row_id for row_id in entered if row_id in now and now[row_id] != before.get(row_id))
        for row_id in entered:
            self.placed.emit(row_id)

    def forget_order(self) -> None:
        """Other rows are to be shown, of another year or person: nothing keeps its place."""
        self.forget_fresh()
        self._kept, self._entered, self.entering = None, [], None

    def _mark(self, ids: Iterable[str]) -> None:
        self._lit = set(ids)
        if self._lit:
            self._unmark.start()
        self._tell_all()

    # ---- following

    def _arranged(self) -> list[Any]:
        rows = list(self.listed())
        if self._kept is None:
            return rows
        found = {row.id: row for row in rows}
        if self.entering is not None and self.entering not in found:
            lost = self.unlisted(self.entering)
            if lost is None:
                self.entering = None
            else:
                found[lost.id] = lost
        kept = [found.pop(row_id) for row_id in self._kept if row_id in found]
        self._kept += found
        return [*kept, *found.values()]

    def follow(self) -> None:
        """Show the rows as they are now; those that stay keep the selection and an open editor."""
        rows = self._arranged()
        old, new = [row.id for row in self._rows], [row.id for row in rows]
        if old == new:
            self._rows = rows
            self._tell_all()
        elif old and new and (place := _one_more(old, new)) is not None:
            self.beginInsertRows(QModelIndex(), place, place)
            self._rows = rows
            self.endInsertRows()
            self._tell_all()
        elif old and new and (place := _one_more(new, old)) is not None:
            self.beginRemoveRows(QModelIndex(), place, place)
            self._rows = rows
            self.endRemoveRows()
            self._tell_all()
        elif set(old) == set(new):
            self._move(old, rows)
        else:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()

    def _move(self, old: Sequence[str], rows: Sequence[Any]) -> None:
        self.layoutAboutToBeChanged.emit()
        before, places = self.persistentIndexList(), {row.id: place for place, row in enumerate(rows)}
        self._rows = rows
        now = [
            self.index(places[old[index.row()]], index.column()) if index.row() < len(old) else index
            for index in before
        ]
        self.changePersistentIndexList(before, now)
        self.layoutChanged.emit()
        self._tell_all()

    def _tell_all(self) -> None:
        rows = self.rowCount()
        if rows:
            self.dataChanged.emit(self.index(0, 0), self.index(rows - 1, self.columnCount() - 1))


def _one_more(less: Sequence[str], more: Sequence[str]) -> int | None:
    """The place of the one row that `more` has in addition, the others being the same in the same order."""
    if len(more) != len(less) + 1:
        return None
    place = next((place for place, pair in enumerate(zip(less, more, strict=False)) if pair[0] != pair[1]), len(less))
    return place if list(less[place:]) == list(more[place + 1 :]) else None
