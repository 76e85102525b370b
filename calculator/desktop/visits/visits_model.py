"""The visits of the shown person and year as a table; what cannot be read stays as it was typed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal

from calculator.case.case import Visit
from calculator.desktop.visits.rejected_entries import Cell, Refused, Unread, sentences, standing
from calculator.engine.statement import VisitSettlement
from calculator.ground.language import N_
from calculator.session.session import Session, changing
from calculator.widgets.table_model import AnyIndex, TableModel
from calculator.widgets.theme import Theme
from calculator.words.cell_display import dashed, shown_cell, shown_sum, value_text
from calculator.words.visit_columns import BY_KEY, COLUMNS, EVERYDAY, Column

_MEANINGS = {"pooled": "pooled", "account": "account", "cash": "cash", "deductible": "deductible"}
_ORDERS = {
    Qt.SortOrder.AscendingOrder: ("▲", N_("ascending")),
    Qt.SortOrder.DescendingOrder: ("▼", N_("descending")),
}
_PHARMACY = N_("pharm. · {level}")
"""Shorter in English, so that all of a visit fits a small screen; the tip and the screen reader say it whole."""


class VisitsModel(TableModel):
    """One row a visit in date order, and a last row with the year's sums.

    `faulty` carries the sentences about cells whose text could not be read.
    """

    faulty = Signal(list)

    def __init__(self, session: Session, theme: Theme, columns: Sequence[str] = EVERYDAY) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        self.columns: list[Column] = [BY_KEY[key] for key in columns]
        self._rows: list[VisitSettlement] = []
        self.order: tuple[str, Qt.SortOrder] | None = None
        self._unread: dict[Cell, Unread] = {}
        session.changed.connect(self.refresh)
        self._rows = self._taken()

    # ---- rows

    def _taken(self) -> list[VisitSettlement]:
        rows = self._session.shown_visits()
        if self.order is None:
            return rows
        key, order = self.order
        column = BY_KEY[key]
        found: list[tuple[Any, VisitSettlement]] = [
            (None if dashed(column, row) else self._value(column, row), row) for row in rows
        ]
        known = [pair for pair in found if pair[0] is not None]
        known.sort(key=lambda pair: pair[0], reverse=order == Qt.SortOrder.DescendingOrder)
        # Where nothing stands there is nothing to compare: last, whichever way.
        return [row for _value, row in known] + [row for value, row in found if value is None]

    def refresh(self) -> None:
        """Follow the session; rows that stay keep their selection, texts stay while their cell holds what it held."""
        self._unread = standing(self._unread, self._stands)
        old, new = [row.id for row in self._rows], self._taken()
        if old == [row.id for row in new]:
            self._rows = new
            self.dataChanged.emit(self.index(0, 0), self.index(len(new), len(self.columns) - 1))
        else:
            self.beginResetModel()
            self._rows = new
            self.endResetModel()
        self._tell()
        # Not while the others still hear of this change, and not right after an undo, which it would take back.
        if self._due() and self._session.redo_name() is None:
            QTimer.singleShot(0, self, self._try_again)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order the rows by a column; -1 is the order of the dates. The sums stay last."""
        self.order = None if column < 0 else (self.columns[column].key, order)
        self.refresh()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def show_columns(self, keys: Sequence[str]) -> None:
        """Show these columns."""
        self.beginResetModel()
        self.columns = [column for column in COLUMNS if column.key in keys]
        if self.order is not None and self.order[0] not in keys:
            self.order = None
        self._rows = self._taken()
        self.endResetModel()

    def widest(self, place: int) -> list[str]:
        """Texts of which the widest is as wide as any in a column, so that nobody has to measure every row."""
        column, rows = self.columns[place], self._rows
        whole = str(self._sum(column, Qt.ItemDataRole.DisplayRole) or "")
        texts, unlike = {whole}, dict[Any, VisitSettlement]()
        if column.kind in ("amount", "rate"):
            # No amount is wider than a sum that it is part of; those of refused visits are part of none.
            if not whole or self._session.shown_totals().refused_visits:
                values = (self._value(column, row) for row in rows)
                most = max((value for value in values if value is not None), default=None)
                texts.add("" if most is None else value_text(column.kind, most, self._session.wording, 0))
            if column.key == "pooled":
                unlike = {row.excluded is None: row for row in rows if row.rate is None}
        else:
            unlike = {(self._value(column, row), row.level): row for row in rows}
        texts |= {self._text(column, row, Qt.ItemDataRole.DisplayRole) for row in unlike.values()}
        return [*texts, *(one.text for (_id, key), one in self._unread.items() if key == column.key)]

    def tells_of_red(self, row: int) -> bool:
        """Whether a row says in red that something is not paid, has no rule, or cannot be read."""
        if not 0 <= row < len(self._rows):
            return False
        settled = self._rows[row]
        return bool(settled.excluded or settled.refused) or any(cell[0] == settled.id for cell in self._unread)

    def _value(self, column: Column, settled: VisitSettlement) -> Any:
        visit = self._session.visit(settled.id)
        return column.value(visit, settled, self._session.person_of(visit.person))

    def visit_id(self, row: int) -> str | None:
        """The visit in a row; None for the sums."""
        return self._rows[row].id if 0 <= row < len(self._rows) else None

    def row_of(self, visit_id: str | None) -> int | None:
        """The row of a visit."""
        return next((row for row, visit in enumerate(self._rows) if visit.id == visit_id), None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() or not self._rows else len(self._rows) + 1

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
        if index.row() < len(self._rows) and self.columns[index.column()].field is not None:
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
        return self._cell(column, self._rows[index.row()], role)

    def _cell(self, column: Column, settled: VisitSettlement, role: int) -> Any:
        unread = self._unread.get((settled.id, column.key))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return unread.text if unread else self._text(column, settled, role)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(column, settled, unread=unread is not None)
        if role == Qt.ItemDataRole.ToolTipRole:
            return unread.sentence(self._session.wording) if unread else self._tip(column, settled)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._heading(column)} {self._text(column, settled, role)}"
        return None

    def _text(self, column: Column, settled: VisitSettlement, role: int) -> str:
        visit = self._session.visit(settled.id)
        words = self._session.wording
        if role == Qt.ItemDataRole.EditRole and column.kind == "institution":
            return institution_key(visit)
        if role == Qt.ItemDataRole.EditRole and column.kind == "date":
            return visit.date.isoformat()
        if role == Qt.ItemDataRole.DisplayRole and column.kind == "institution" and visit.prescriber:
            return words.text(_PHARMACY).format(level=words.word(f"{visit.prescriber}_short"))
        person = self._session.person_of(visit.person)
        return shown_cell(column, visit, settled, person, words, self._session.year)

    def _colour(self, column: Column, settled: VisitSettlement, *, unread: bool) -> Any:
        if unread:
            return self._theme.colour("refused")
        if column.key == "pooled" and (settled.excluded or settled.refused):
            return self._theme.colour("refused")
        meaning = _MEANINGS.get(column.key)
        return self._theme.colour(meaning) if meaning else None

    def _tip(self, column: Column, settled: VisitSettlement) -> str | None:
        decision = settled.excluded or settled.refused
        if decision is not None and column.key == "pooled":
            return f"{self._session.wording.say(decision.message)} {decision.source or ''} {decision.clause or ''}"
        if column.kind == "institution":
            return self._text(column, settled, Qt.ItemDataRole.AccessibleTextRole)
        return None

    def _sum(self, column: Column, role: int) -> Any:
        words, totals = self._session.wording, self._session.shown_totals()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if column is self.columns[0]:
                return words.text(N_("sum"))
            return shown_sum(column, totals, len(self._rows), words)
        if role == Qt.ItemDataRole.ForegroundRole:
            meaning = _MEANINGS.get(column.key)
            return self._theme.colour(meaning) if meaning else self._theme.colour("muted")
        return None

    # ---- edits

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        column = self.columns[index.column()]
        visit_id = self.visit_id(index.row())
        if role != Qt.ItemDataRole.EditRole or visit_id is None or column.field is None:
            return False
        text = str(value).strip()
        cell = (visit_id, column.key)
        try:
            fields = self._read(column, text)
        except ValueError:
            self._keep(cell, Unread(text, column.kind, self._stands(cell)))
            return True
        self._enter(cell, text, fields)
        day = fields.get("date")
        if isinstance(day, date) and cell not in self._unread and day.year != self._session.year:
            # The shown year follows the visit, so that typing goes on in it and in no other.
            self._session.select_year(day.year)
            self._session.select_visit(visit_id)
        return True

    def _enter(self, cell: Cell, text: str, fields: Mapping[str, object]) -> None:
        visit_id, column = cell[0], BY_KEY[cell[1]]
        self._unread.pop(cell, None)
        faults = self._session.edit_visit(changing(column.heading), visit_id, **fields)
        if faults:
            refused = Refused(faults[0], self._session.visit(visit_id), fields)
            self._keep(cell, Unread(text, column.kind, self._stands(cell), refused))
        else:
            self._tell()

    def _due(self) -> list[Cell]:
        """The cells of what was refused by what has changed in its visit since."""
        visit = self._session.visit
        return [cell for cell, one in self._unread.items() if one.refused and one.refused.of != visit(cell[0])]

    def _try_again(self) -> None:
        for cell in self._due():
            one = self._unread.get(cell)  # an edit of the one before may have ended it
            if one is not None and one.refused is not None:
                self._enter(cell, one.text, one.refused.fields)

    def _stands(self, cell: Cell) -> object:
        """What a cell holds; None for a visit that is gone."""
        if not self._session.is_visit(cell[0]):
            return None
        visit = self._session.visit(cell[0])
        return institution_key(visit) if cell[1] == "institution" else getattr(visit, str(BY_KEY[cell[1]].field))

    @property
    def unread(self) -> Mapping[Cell, Unread]:
        """What was typed and could not be taken; for the model of a window that follows this one."""
        return self._unread

    def take_unread(self, unread: Mapping[Cell, Unread]) -> None:
        """Show what was typed into another model of the same household and could not be taken there."""
        self._unread = dict(unread)
        self.refresh()

    def _read(self, column: Column, text: str) -> dict[str, object]:
        from calculator.ground.typed_values import typed_amount, typed_date  # once something is typed

        if column.kind == "amount":
            return {str(column.field): typed_amount(text or "0")}
        if column.kind == "date":
            return {str(column.field): typed_date(text, self._session.year)}
        institution, _colon, prescriber = text.partition(":")
        return {"institution": institution, "prescriber": prescriber or None}

    def _keep(self, cell: Cell, unread: Unread) -> None:
        self._unread[cell] = unread
        self._tell()
        row = self.row_of(cell[0])
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))

    def _tell(self) -> None:
        self.faulty.emit(self.sentences())

    def sentences(self) -> list[str]:
        """What is wrong with the texts in the rows that are shown, from the first row to the last."""
        return sentences(self._unread, self._session.wording, self.row_of, lambda key: self._heading(BY_KEY[key]))


def institution_key(visit: Visit) -> str:
    """The choice in the institution column: a level, or `pharmacy:` with the prescriber's level."""
    return f"pharmacy:{visit.prescriber}" if visit.institution == "pharmacy" else visit.institution
