"""The account uses of the shown person and year as a table; what cannot be read stays as it was typed."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal

from calculator.case.account_use_edits import changed_use, uses_of
from calculator.case.case import AccountUse
from calculator.desktop.visits.rejected_entries import Cell, Refused, Unread, sentences, standing
from calculator.engine.statement import UseAnswer
from calculator.ground.language import N_
from calculator.ground.typed_values import typed_amount, typed_date
from calculator.session.session import Session, changing
from calculator.widgets.table_model import AnyIndex, TableModel
from calculator.widgets.theme import Theme
from calculator.words.field_texts import cited, value_text

KEY_ROLE = int(Qt.ItemDataRole.UserRole)
"""The name of a cell's relation or purpose."""


class UseColumn(NamedTuple):
    """A column: its heading, what sort of value it holds, and whether a person may edit it."""

    key: str
    heading: str
    kind: Literal["date", "word", "amount", "text"]
    editable: bool


COLUMNS: tuple[UseColumn, ...] = (
    UseColumn("date", N_("date"), "date", editable=True),
    UseColumn("relation", N_("for whom"), "word", editable=True),
    UseColumn("purpose", N_("for what"), "word", editable=True),
    UseColumn("amount", N_("amount"), "amount", editable=True),
    UseColumn("answer", N_("answer"), "text", editable=False),
    UseColumn("clause", N_("clause"), "text", editable=False),
    UseColumn("paid", N_("paid by\naccount"), "amount", editable=False),
)
_SIGNS = {"yes": "✓", "no": "✕", "conditional": "…", "not_listed": "?"}
_MEANINGS = {"yes": "pooled", "no": "refused", "conditional": "account", "not_listed": "muted"}


class UsesModel(TableModel):
    """One row a use in date order; `faulty` carries the sentences about cells whose text could not be read."""

    faulty = Signal(list)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session, self._theme = session, theme
        self._unread: dict[Cell, Unread] = {}
        self._take()
        session.changed.connect(self.refresh)

    # ---- rows

    def _take(self) -> None:
        session = self._session
        self._rows: list[AccountUse] = uses_of(session.case, session.person_id, session.year)
        self._answers: dict[str, UseAnswer] = {answer.id: answer for answer in session.computed.uses}

    def refresh(self) -> None:
        """Follow the session; rows that stay keep their selection, texts stay while their cell holds what it held."""
        self._unread = standing(self._unread, self._stands)
        before = [use.id for use in self._rows]
        now = [use.id for use in uses_of(self._session.case, self._session.person_id, self._session.year)]
        if before == now:
            self._take()
            if now:
                self.dataChanged.emit(self.index(0, 0), self.index(len(now) - 1, len(COLUMNS) - 1))
        else:
            self.beginResetModel()
            self._take()
            self.endResetModel()
        self._tell()

    def use_id(self, row: int) -> str | None:
        """The use in a row."""
        return self._rows[row].id if 0 <= row < len(self._rows) else None

    def row_of(self, use_id: str) -> int | None:
        """The row of a use."""
        return next((row for row, use in enumerate(self._rows) if use.id == use_id), None)

    def answer(self, row: int) -> UseAnswer | None:
        """What was computed for the use in a row."""
        return self._answers[self._rows[row].id] if 0 <= row < len(self._rows) else None

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: N802, B008
        return 0 if parent.isValid() else len(COLUMNS)

    # ---- what stands in a cell

    def heading(self, section: int) -> str:
        return self._session.wording.text(COLUMNS[section].heading)

    def is_figure(self, section: int) -> bool:
        return COLUMNS[section].kind == "amount"

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if COLUMNS[index.column()].editable else flags

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column, use = COLUMNS[index.column()], self._rows[index.row()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == KEY_ROLE:
            return getattr(use, column.key) if column.kind == "word" else None
        unread = self._unread.get((use.id, column.key))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(column, use) if unread is None else self._theme.colour("refused")
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(column, use) if unread is None else unread.sentence(self._session.wording)
        return self._said(column, use, None if unread is None else unread.text, role)

    def _said(self, column: UseColumn, use: AccountUse, unread: str | None, role: int) -> str | None:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            editing = role == Qt.ItemDataRole.EditRole
            return self._text(column, use, editing=editing) if unread is None else unread
        if role == Qt.ItemDataRole.AccessibleTextRole:
            text = self._text(column, use, editing=False) if unread is None else unread
            heading = self._session.wording.text(column.heading).replace("\n", " ")
            return f"{heading} {text}"
        return None

    def _text(self, column: UseColumn, use: AccountUse, *, editing: bool) -> str:
        words, answer = self._session.wording, self._answers[use.id]
        if column.key == "answer":
            if answer.allowed is None:
                return words.word("entry_unread")
            return f"{_SIGNS[answer.allowed]} {words.word(answer.allowed)}"
        if column.key == "clause":
            return answer.clause or "—"
        if column.key == "paid":
            return self._session.wording.yuan(answer.paid)
        if column.kind == "date" and editing:
            return use.date.isoformat()
        return value_text(column.kind, getattr(use, column.key), words, self._session.year)

    def _colour(self, column: UseColumn, use: AccountUse) -> Any:
        if column.key == "answer":
            return self._theme.colour(_MEANINGS[self._answers[use.id].allowed or "no"])
        return self._theme.colour("account") if column.key == "paid" else None

    def _tip(self, column: UseColumn, use: AccountUse) -> str | None:
        answer = self._answers[use.id]
        if column.key == "clause":
            return cited(answer.source, answer.clause)
        return None if column.editable else self._session.wording.say(answer.message)

    # ---- edits

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        column, use_id = COLUMNS[index.column()], self.use_id(index.row())
        if role != Qt.ItemDataRole.EditRole or use_id is None or not column.editable:
            return False
        text, cell = str(value).strip(), (use_id, column.key)
        try:
            read = self._read(column, text)
        except ValueError:
            self._keep(cell, Unread(text, column.kind, self._stands(cell)))
            return True
        self._unread.pop(cell, None)
        case = changed_use(self._session.case, use_id, **{column.key: read})
        faults = self._session.edit(changing(column.heading), case)
        if faults:
            refused = Refused(faults[0], None, {column.key: read})
            self._keep(cell, Unread(text, column.kind, self._stands(cell), refused))
            return True
        self._tell()
        if isinstance(read, date):
            self._session.select_year(read.year)  # typing goes on in the row that was typed into
        return True

    def _stands(self, cell: Cell) -> object:
        """What a cell holds; None for a use that is gone."""
        use = next((use for use in self._session.case.account_uses if use.id == cell[0]), None)
        return None if use is None else getattr(use, cell[1])

    @property
    def unread(self) -> Mapping[Cell, Unread]:
        """What was typed and could not be taken; for the model of a window that follows this one."""
        return self._unread

    def take_unread(self, unread: Mapping[Cell, Unread]) -> None:
        """Show what was typed into another model of the same household and could not be taken there."""
        self._unread = dict(unread)
        self.refresh()

    def _read(self, column: UseColumn, text: str) -> object:
        if column.kind == "amount":
            return typed_amount(text or "0")
        if column.kind == "date":
            return typed_date(text, self._session.year)
        return text

    def _keep(self, cell: Cell, unread: Unread) -> None:
        self._unread[cell] = unread
        self._tell()
        row = self.row_of(cell[0])
        if row is not None:
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))

    def _tell(self) -> None:
        words = self._session.wording
        headings = {column.key: words.text(column.heading).replace("\n", " ") for column in COLUMNS}
        self.faulty.emit(sentences(self._unread, words, self.row_of, headings.__getitem__))
