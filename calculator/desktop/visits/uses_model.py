"""The account uses of the shown person and year as a table; what cannot be read stays as it was typed."""

from collections.abc import Callable
from datetime import date
from typing import Any, Literal, NamedTuple, cast, get_args

from PySide6.QtCore import QModelIndex, Qt

from calculator.case.account_use_edits import ADD_USE, REMOVE_USE, uses_of, with_use, without_uses
from calculator.case.case import AccountUse, Case
from calculator.case.visit_edits import reaching
from calculator.desktop.visits.typed_rows import Cell, Read, Row, TypedRows
from calculator.engine.statement import UseAnswer
from calculator.ground.language import N_
from calculator.ground.plain_text import begun
from calculator.ground.typed_values import typed_amount, typed_date
from calculator.policy.names import Purpose, Relation
from calculator.session.session import Session
from calculator.widgets.tables.table_model import AnyIndex
from calculator.widgets.theme import Theme
from calculator.words.cell_display import YET_TO_COME
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
_NAMES: dict[str, tuple[str, ...]] = {"relation": get_args(Relation), "purpose": get_args(Purpose)}
_SIGNS = {"yes": "✓", "no": "✕", "conditional": "…", "not_listed": "?"}
_ROLES = Qt.ItemDataRole
_ANSWERED = {
    _ROLES.DisplayRole,
    _ROLES.EditRole,
    _ROLES.ForegroundRole,
    _ROLES.ToolTipRole,
    _ROLES.AccessibleTextRole,
    KEY_ROLE,
}
_MEANINGS = {"yes": "pooled", "no": "refused", "conditional": "account", "not_listed": "muted"}


class UsesModel(TypedRows):
    """One row a use in date order."""

    table = "account_uses"
    adding = ADD_USE
    removing = REMOVE_USE

    def __init__(self, session: Session, theme: Theme, today: Callable[[], date] = date.today) -> None:
        super().__init__(session, theme)
        self._today = today
        self._answers: dict[str, UseAnswer] = {}
        session.changed.connect(self.refresh)
        self._rows = self._arranged()

    # ---- rows

    def listed(self) -> list[AccountUse]:
        session = self._session
        self._answers = {answer.id: answer for person in session.statement.people for answer in person.uses}
        return uses_of(session.case, session.person_id, session.year)

    def unlisted(self, row_id: str) -> AccountUse | None:
        return cast(AccountUse | None, self.row(row_id))

    def stored(self, row_id: str) -> AccountUse | None:
        return next((use for use in self._session.case.account_uses if use.id == row_id), None)

    def answer(self, row: int) -> UseAnswer | None:
        """What was computed for the use in a row."""
        return self._answers.get(self.row_id(row) or "")

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
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        return self._cell(index, role)

    def _cell(self, index: AnyIndex, role: int) -> Any:
        if role not in _ANSWERED:
            return None  # of most that Qt asks for there is nothing to say, and it asks often
        column, use = COLUMNS[index.column()], cast(AccountUse, self.row(self._rows[index.row()].id))
        if role == KEY_ROLE:
            return getattr(use, column.key) if column.kind == "word" else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            heading = self._session.wording.text(column.heading).replace("\n", " ")
            return f"{heading} {self.data(index)}"
        cell = _cell(column)
        unread = self.unread(use, cell) if cell.fields else None
        if unread is not None:
            return self._unread_role(use, cell, unread[1], role)
        return self._role(column, use, role)

    def _unread_role(self, use: AccountUse, cell: Cell, text: str, role: int) -> Any:
        """What a cell whose text could not be taken gives for a role."""
        waiting = self.is_waiting(use, cell)
        if role == Qt.ItemDataRole.EditRole:
            return text
        if role == Qt.ItemDataRole.DisplayRole:
            return begun(text) or ("" if waiting else self._session.wording.text(N_("missing")))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.colour("muted" if waiting else "refused")
        return self.why(use, cell) if role == Qt.ItemDataRole.ToolTipRole else None

    def _role(self, column: UseColumn, use: AccountUse, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return self._text(column, use, editing=role == Qt.ItemDataRole.EditRole)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(column, use)
        return self._tip(column, use) if role == Qt.ItemDataRole.ToolTipRole else None

    def _text(self, column: UseColumn, use: AccountUse, *, editing: bool) -> str:
        words = self._session.wording
        if not column.editable:
            return self._answered(column, use)
        if column.kind == "date" and editing:
            return use.date.isoformat()
        shown = value_text(column.kind, getattr(use, column.key), words, self._session.year)
        if column.kind == "date" and use.date > self._today():
            return words.text(YET_TO_COME).format(date=shown)
        return shown

    def not_counted(self) -> str:
        """How many of the uses that are finished are in no sum; empty where all are."""
        uses = [cast(AccountUse, self.row(row.id)) for row in self._rows]
        count = sum(bool(use.unread) and not self.is_begun(use) for use in uses)
        return self._session.wording.text(N_("{count} not counted")).format(count=count) if count else ""

    def _answered(self, column: UseColumn, use: AccountUse) -> str:
        """What was computed; nothing for a use that is still being entered."""
        words, answer = self._session.wording, self._answers.get(use.id)
        if answer is None or answer.allowed is None:
            waiting = answer is None or self.is_begun(use)
            return "" if waiting or column.key != "answer" else words.text(N_("not counted"))
        if column.key == "answer":
            return f"{_SIGNS[answer.allowed]} {words.word(answer.allowed)}"
        return answer.clause or "—" if column.key == "clause" else words.yuan(answer.paid)

    def _colour(self, column: UseColumn, use: AccountUse) -> Any:
        answer = self._answers.get(use.id)
        if column.key == "answer" and answer is not None:
            return self._theme.colour("refused" if answer.allowed is None else _MEANINGS[answer.allowed])
        return self._theme.colour("account") if column.key == "paid" else None

    def _tip(self, column: UseColumn, use: AccountUse) -> str | None:
        answer = self._answers.get(use.id)
        if answer is None or column.editable:
            return None
        if column.key == "clause":
            return cited(answer.source, answer.clause)
        return self._session.wording.say(answer.message)

    # ---- edits

    def cell(self, section: int) -> Cell | None:
        return _cell(COLUMNS[section]) if COLUMNS[section].editable else None

    def all_cells(self) -> list[Cell]:
        return [_cell(column) for column in COLUMNS if column.editable]

    def with_row(self, row: Row) -> Case:
        return reaching(with_use(self._session.case, cast(AccountUse, row)), [row.date])

    def without_rows(self, ids: set[str]) -> Case:
        return without_uses(self._session.case, ids)

    def read(self, cell: Cell, text: str, row: Row) -> Read:
        if cell.kind == "amount":
            return Read({cell.key: typed_amount(text)}) if text else Read({}, (cell.key,))
        if cell.kind == "date":
            return Read({cell.key: typed_date(text, row.date.year)})
        if text not in _NAMES[cell.key]:
            raise ValueError(text)
        return Read({cell.key: text})


def _cell(column: UseColumn) -> Cell:
    return Cell(column.key, column.heading, column.kind, (column.key,) if column.editable else ())
