"""The visits of the shown person and year as a table; what cannot be read stays as it was typed."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, cast

from PySide6.QtCore import QModelIndex, Qt

from calculator.case.case import Case, Visit
from calculator.case.visit_edits import with_typed_visits, without_visits
from calculator.desktop.visits.column_texts import ColumnTexts
from calculator.desktop.visits.typed_rows import Cell, Read, Row, TypedRows
from calculator.desktop.visits.visit_cells import VisitCells, uncounted
from calculator.engine.statement import Totals, VisitSettlement
from calculator.ground.language import N_
from calculator.session.session import Session
from calculator.widgets.tables.table_model import AnyIndex
from calculator.widgets.theme import Theme
from calculator.words.cell_display import not_counted, shown_sum
from calculator.words.visit_columns import BY_KEY, COLUMNS, EVERYDAY, Column

_MEANINGS = {"pooled": "pooled", "account": "account", "cash": "cash", "deductible": "deductible"}
_ORDERS = {
    Qt.SortOrder.AscendingOrder: ("▲", N_("ascending")),
    Qt.SortOrder.DescendingOrder: ("▼", N_("descending")),
}
OPEN_ROLE = int(Qt.ItemDataRole.UserRole)
"""Whether something of a cell is still to be entered."""

_ROLES = Qt.ItemDataRole
_ANSWERED = {
    _ROLES.DisplayRole,
    _ROLES.EditRole,
    _ROLES.ForegroundRole,
    _ROLES.ToolTipRole,
    _ROLES.AccessibleTextRole,
    OPEN_ROLE,
}


class VisitsModel(TypedRows):
    """One row a visit in date order, or in that of a column, and a last row with the year's sums."""

    table = "visits"
    adding = N_("Add visit")
    removing = N_("Delete visit")

    def __init__(
        self,
        session: Session,
        theme: Theme,
        columns: Sequence[str] = EVERYDAY,
        today: Callable[[], date] = date.today,
    ) -> None:
        super().__init__(session, theme)
        self.columns: list[Column] = [BY_KEY[key] for key in columns]
        self.cells = VisitCells(session, theme, today)
        self.order: tuple[str, Qt.SortOrder] | None = None
        self.looked_for = ""
        """What a person looks for; visits that do not say it are not listed."""
        self._stay: set[str] = set()
        self._totals: Totals | None = None
        self._texts = ColumnTexts(self.cells)
        self._measured: Sequence[VisitSettlement] | None = None
        self._unread_rows: list[VisitSettlement] = []
        self._not_counted: tuple[Sequence[VisitSettlement], str | None, str] | None = None
        session.changed.connect(self.refresh)
        self._rows = self._arranged()

    # ---- rows

    def listed(self) -> list[VisitSettlement]:
        rows = self._found(self._session.shown_visits())
        if self.order is None:
            return rows
        key, order = self.order
        found = [(self._value(BY_KEY[key], row), row) for row in rows]
        known = [pair for pair in found if pair[0] is not None]
        known.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)
        # Where nothing stands there is nothing to compare: last, whichever way.
        return [row for _value, row in known] + [row for value, row in found if value is None]

    def _found(self, rows: list[VisitSettlement]) -> list[VisitSettlement]:
        """Those that are looked for, and with them what was entered meanwhile: nothing goes while one looks at it."""
        self._totals = None
        if not self.looked_for:
            return rows
        from calculator.words.visit_filter import found_by  # once something is looked for

        words, stay = self._session.wording, self._stay
        found = [row for row in rows if row.id in stay or found_by(self.looked_for, self._visit(row.id), words)]
        self._totals = Totals()
        for row in found:
            self._totals.add(row)
        return found

    def look_for(self, text: str) -> None:
        """List only the visits whose receipts say a text; all of them for an empty one."""
        self.leave()
        self.looked_for = text.strip()
        self._stay.clear()
        self.follow()
        self._tell()

    def show_names(self, *, shown: bool) -> None:
        """Say the names of hospitals beside their levels, or leave that to the tips."""
        if shown != self.cells.names:
            self.cells.names = shown
            self._tell_all()

    def hidden(self) -> int:
        """How many visits of what is shown are not listed."""
        return len(self._session.shown_visits()) - len(self._rows) if self.looked_for else 0

    def totals(self) -> Totals:
        """The sums of the listed visits."""
        return self._session.shown_totals() if self._totals is None else self._totals

    def _enter(self, row_id: str) -> None:
        self._stay.add(row_id)
        super()._enter(row_id)

    def unlisted(self, row_id: str) -> VisitSettlement | None:
        if self._session.is_visit(row_id):
            return self._session.settlement(row_id)
        return uncounted(cast(Visit, self._fresh)) if self.is_fresh(row_id) else None

    def stored(self, row_id: str) -> Visit | None:
        return self._session.visit(row_id) if self._session.is_visit(row_id) else None

    def _visit(self, row_id: str) -> Visit:
        return cast(Visit, self.row(row_id))

    def sums(self) -> int:
        return 1

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; -1 is the order of the dates. The sums stay last."""
        self.order = None if column < 0 else (self.columns[column].key, order)
        self.leave()
        self.refresh()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def turn_order(self, place: int) -> None:
        """Order by a column upwards, then downwards, and then back by the dates."""
        rising, falling = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        key = self.columns[place].key
        if self.order == (key, falling):
            self.sort(-1)
        else:
            self.sort(place, falling if self.order == (key, rising) else rising)

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns."""
        self.beginResetModel()
        self.columns = [column for column in COLUMNS if column.key in keys]
        if self.order is not None and self.order[0] not in keys:
            self.order = None
        self._rows = self._arranged()
        self.endResetModel()

    def widest(self, place: int) -> list[str]:
        """Texts of which the widest is as wide as any in a column, so that nobody has to measure every row."""
        column = self.columns[place]
        if self._measured is not self._rows:
            self._measured, pairs = self._rows, [(self._visit(row.id), row) for row in self._rows]
            self._texts.follow(pairs, self._session.case.people)
            self._unread_rows = [row for visit, row in pairs if visit.unread]
        whole = str(self._sum(column, Qt.ItemDataRole.DisplayRole) or "")
        # No amount is wider than a sum that it is part of; those of refused visits are part of none.
        amounts = not whole or self.totals().refused_visits > 0
        cell = _cell(column)
        unread = self._unread_rows if cell.fields else ()
        return [
            whole,
            *self._texts.of(column, amounts=amounts),
            *(str(self._unread_role(cell, column, row, Qt.ItemDataRole.DisplayRole) or "") for row in unread),
        ]

    def tells_of_red(self, row: int) -> bool:
        """Whether a row says in red that something is not paid, has no rule, or cannot be read."""
        if not 0 <= row < len(self._rows):
            return False
        settled = self._rows[row]
        return bool(settled.excluded or settled.refused)

    def _value(self, column: Column, settled: VisitSettlement) -> Any:
        return self.cells.value(column, self._visit(settled.id), settled)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self.columns)

    # ---- what stands in a cell

    def heading(self, section: int) -> str:
        column = self.columns[section]
        return self._marked(column, self._session.wording.text(column.heading), seen=True)

    def spoken_heading(self, section: int) -> str:
        column = self.columns[section]
        return self._marked(column, self._heading(column), seen=False)

    def is_figure(self, section: int) -> bool:
        return self.columns[section].kind in ("amount", "rate")

    def _marked(self, column: Column, heading: str, *, seen: bool) -> str:
        """A heading with a mark, or a word, where the rows are in the order of its column.

        Qt's own mark would take its room in every column, and stand in the text where that is not there.
        """
        if self.order is None or self.order[0] != column.key:
            return heading
        sign, word = _ORDERS[self.order[1]]
        if seen:
            return f"{heading} {sign}"
        words = self._session.wording
        return words.text(N_("{heading}, {order}")).format(heading=heading, order=words.text(word))

    def _heading(self, column: Column) -> str:
        return self._session.wording.text(column.heading).replace("\n", " ")

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.row() < len(self._rows) and self.cell(index.column()) is not None:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if index.row() >= len(self._rows):
            return self._sum(column, role)
        return self._role(column, self._rows[index.row()], role)

    def _role(self, column: Column, settled: VisitSettlement, role: int) -> Any:
        if role not in _ANSWERED:
            return None  # of most that Qt asks for there is nothing to say, and it asks often
        visit, cell = self._visit(settled.id), _cell(column)
        if role == OPEN_ROLE:
            return any(visit.unread.get(field) == "" for field in cell.fields)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            unread = self._unread_role(cell, column, settled, Qt.ItemDataRole.DisplayRole)
            said = unread if unread is not None else self.cells.spoken(column, visit, settled)
            return f"{self._heading(column)} {said}"
        if visit.unread:
            unread = self._unread_role(cell, column, settled, role)
            if unread is not None:
                return unread
            if self.is_begun(visit) and not cell.fields:
                return None  # no figures yet, and nothing wrong with that
        return self.cells.role(column, visit, settled, role)

    def _unread_role(self, cell: Cell, column: Column, settled: VisitSettlement, role: int) -> Any:
        """What a cell whose text could not be taken gives for a role; None where it could."""
        visit = self._visit(settled.id)
        unread = self.unread(visit, cell)
        if unread is None:
            return None
        field, text = unread
        waiting = self.is_waiting(visit, cell)
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == Qt.ItemDataRole.DisplayRole:
            return self.cells.unread(column, visit, field, waiting=waiting)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour("muted" if waiting else "refused")
        return self.why(visit, cell) if role == Qt.ItemDataRole.ToolTipRole else None

    def _sum(self, column: Column, role: int) -> Any:
        words, totals = self._session.wording, self.totals()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if column is self.columns[0]:
                return words.text(N_("sum of {count}") if self.looked_for else N_("sum")).format(count=len(self._rows))
            if column.kind == "institution":
                return self._uncounted()
            return shown_sum(column, totals, len(self._rows), words)
        if role == Qt.ItemDataRole.ForegroundRole:
            if column.kind == "institution":
                return self._theme.colour("refused")
            meaning = _MEANINGS.get(column.key)
            return self._theme.colour(meaning) if meaning else self._theme.colour("muted")
        return None

    def _uncounted(self) -> str:
        """How many of the listed visits stand in no sum, counted once for all who ask."""
        known, rows, entering = self._not_counted, self._rows, self.entering
        if known is None or known[0] is not rows or known[1] != entering:
            counted = [row for row in rows if row.id != entering or not self._is_begun(row.id)]
            known = self._not_counted = rows, entering, not_counted(counted, self._session.wording)
        return known[2]

    def _is_begun(self, row_id: str) -> bool:
        visit = self._visit(row_id)
        return bool(visit.unread) and self.is_begun(visit)

    # ---- edits

    def cell(self, section: int) -> Cell | None:
        cell = _cell(self.columns[section])
        return cell if cell.fields else None

    def all_cells(self) -> list[Cell]:
        return [cell for cell in map(_cell, COLUMNS) if cell.fields]

    def with_row(self, row: Row) -> Case:
        return with_typed_visits(self._session.case, [cast(Visit, row)])

    def without_rows(self, ids: set[str]) -> Case:
        return without_visits(self._session.case, ids)

    def read(self, cell: Cell, text: str, row: Row) -> Read:
        from calculator.desktop.visits.visit_reading import read_cell  # once something is typed

        return read_cell(cell, text, row.date.year, self._session.case)


def _cell(column: Column) -> Cell:
    """A column as it is typed into; without fields where it cannot be."""
    fields: tuple[str, ...] = () if column.field is None else (column.field,)
    if column.kind == "institution":
        fields = ("institution", "prescriber")
    elif column.kind in ("text", "yes_no"):  # what stands on the paper besides the bill
        fields = (column.key,)
    return Cell(column.key, column.heading, "time" if column.key == "time" else column.kind, fields)
