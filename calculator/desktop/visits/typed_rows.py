"""The rows of a household that are typed in a table, visits and account uses alike: begun, read, kept, said."""

from collections.abc import Hashable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from PySide6.QtCore import Qt, Signal

from calculator.case.case import AccountUse, Case, Visit
from calculator.case.visit_edits import reaching
from calculator.ground.language import N_
from calculator.session.session import Session, changing
from calculator.widgets.tables.entry_model import EntryModel
from calculator.widgets.tables.table_model import AnyIndex
from calculator.widgets.theme import Theme

if TYPE_CHECKING:
    from calculator.case.unread_entries import Table

Row = Visit | AccountUse


class Cell(NamedTuple):
    """A column as it is typed into: its heading, what sort of value it holds, and the fields that it says."""

    key: str
    heading: str
    kind: str
    fields: tuple[str, ...]


class Read(NamedTuple):
    """What a text was read as: values of fields, and the fields that it leaves to be entered."""

    values: Mapping[str, object]
    left_open: tuple[str, ...] = ()


class TypedRows(EntryModel):
    """Rows of the open household; a fresh one belongs to it from the first thing that is typed into it.

    `faulty` carries the sentences about what could not be read, `begun` the id of a fresh row that now belongs to the
    household.
    """

    faulty = Signal(list)
    begun = Signal(str)
    table: ClassVar["Table"]
    adding: ClassVar[str]
    """What undo calls the first thing typed into a fresh row."""
    removing: ClassVar[str]
    """What undo calls taking rows out."""

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(theme)
        self._session = session
        self._fresh: Row | None = None
        self._began: dict[str, tuple[Row, Hashable]] = {}
        """By id, the fresh rows that came into the household while one is entered, and the entry that took them in."""
        self._before: tuple[object, object, Case] | None = None
        """The opening of an editor whose results are shown while it is typed in, and the household before."""
        self._along: tuple[object, frozenset[str]] = None, frozenset()
        """The opening of an editor, and the fields besides its own that what was typed there has told as well."""
        self._seen = self._view()

    # ---- what a subclass gives

    def cell(self, section: int) -> Cell | None:
        """A column that can be typed into."""
        raise NotImplementedError

    def stored(self, row_id: str) -> Row | None:
        """A row of the household."""
        raise NotImplementedError

    def read(self, cell: Cell, text: str, row: Row) -> Read:
        """What a text typed into a cell of a row says. Raises ValueError where it cannot be read."""
        raise NotImplementedError

    def with_row(self, row: Row) -> Case:
        """The household with one more row."""
        raise NotImplementedError

    def without_rows(self, ids: set[str]) -> Case:
        """The household without rows."""
        raise NotImplementedError

    # ---- rows

    def _view(self) -> object:
        """What of the household is shown; where that changes, no row keeps its place."""
        session = self._session
        return session.person_id, session.year, session.everyone

    def refresh(self) -> None:
        """Follow the session."""
        seen = self._view()
        if seen != self._seen:
            self._seen = seen
            self.forget_order()
        self.follow()
        self._tell()

    def row(self, row_id: str) -> Row | None:
        """A row as it was entered, the fresh one included."""
        if self._fresh is not None and self._fresh.id == row_id:
            return self._fresh
        return self.stored(row_id)

    def start(self, row: Row) -> int:
        """Show a fresh row; gives its place."""
        self._fresh = row
        self.begin_fresh(row.id)
        place = self.row_of(row.id)
        assert place is not None
        return place

    def is_fresh(self, row_id: str | None) -> bool:
        """Whether a row is one into which nothing was typed yet."""
        return self._fresh is not None and self._fresh.id == row_id

    def forget_fresh(self) -> None:
        self._fresh = None

    # ---- edits

    def setData(self, index: AnyIndex, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:  # noqa: N802
        cell, row_id = self.cell(index.column()), self.row_id(index.row())
        if role != Qt.ItemDataRole.EditRole or row_id is None or cell is None:
            return False
        text = str(value).strip()
        followed, self._before = self._before is not None, None
        if followed or text != str(index.data(Qt.ItemDataRole.EditRole) or ""):
            self._enter_text(row_id, cell, text)
        return True

    def _enter_text(self, row_id: str, cell: Cell, text: str, *, half: bool = False) -> None:
        from calculator.case.unread_entries import Entry  # once something is typed

        row, session = self.row(row_id), self._session
        assert row is not None
        try:
            read: Read | None = self.read(cell, text, row)
        except ValueError:
            read = None
        values = None if read is None else read.values
        left_open = () if read is None else read.left_open
        self._along = self.turn, frozenset(values or ()) - set(cell.fields)
        fresh = self.is_fresh(row_id)
        with session.entry((row_id, cell.key, self.turn), half=half):
            if fresh:
                self._began[row_id] = row, (row_id, cell.key, self.turn)
                self._fresh = None
                self._take_first(row, cell, text, values, left_open)
            elif left_open:
                case = self._with(session.case, row_id, cell, values or {}, left_open)
                session.edit(changing(cell.heading), case)
            else:
                session.enter(changing(cell.heading), Entry(self.table, row_id, cell.fields[0]), text, values)
        if fresh:
            self.begun.emit(row_id)
        self._tell()

    def typing(self, index: AnyIndex, text: str) -> None:
        """Show what comes of an amount that is being typed, where it can be read; of others nothing is said yet."""
        cell, row_id = self.cell(index.column()), self.row_id(index.row())
        row = None if row_id is None else self.row(row_id)
        if cell is None or row is None or cell.kind != "amount" or self.is_fresh(row_id) or not text.strip():
            return
        try:
            self.read(cell, text.strip(), row)
        except ValueError:
            return
        if self._before is None:
            self._before = (self.turn, (row.id, cell.key, self.turn), self._session.case)
        self._enter_text(row.id, cell, text.strip(), half=True)

    def take_back(self) -> None:
        before, self._before = self._before, None
        if before is not None and before[0] is self.turn:
            with self._session.entry(before[1]):
                self._session.edit(N_("Undo"), before[2])

    def is_answered(self, index: AnyIndex) -> bool:
        """Whether a cell was told along with the one that was just typed into."""
        cell, (turn, fields) = self.cell(index.column()), self._along
        if cell is None or turn is not self.turn or fields.isdisjoint(cell.fields):
            return False
        row_id = self.row_id(index.row())
        row = None if row_id is None else self.row(row_id)
        return row is not None and self.unread(row, cell) is None

    def is_unread(self, index: AnyIndex) -> bool:
        cell, row_id = self.cell(index.column()), self.row_id(index.row())
        row = None if row_id is None else self.row(row_id)
        return cell is not None and row is not None and self.unread(row, cell) is not None

    def _take_first(
        self, row: Row, cell: Cell, text: str, values: Mapping[str, object] | None, left_open: tuple[str, ...]
    ) -> None:
        """The fresh row comes into the household with what was typed first; the rest is still to be entered."""
        from calculator.case.unread_entries import Entry, left_unread

        with_row, session = self.with_row(row), self._session
        if values is not None and not session.edit(self.adding, self._with(with_row, row.id, cell, values, left_open)):
            return
        case = left_unread(with_row, Entry(self.table, row.id, cell.fields[0]), text)
        if session.edit(self.adding, case):  # the day it began with lies outside the period: it is to be entered too
            session.edit(self.adding, left_unread(case, Entry(self.table, row.id, "date"), ""))

    def _with(
        self, case: Case, row_id: str, cell: Cell, values: Mapping[str, object], left_open: tuple[str, ...]
    ) -> Case:
        """The household with values in a row, and with other fields of it that wait for theirs."""
        from calculator.case.unread_entries import Entry, left_unread, with_values

        case = with_values(case, self.table, row_id, values, *cell.fields)
        for field in left_open:
            case = left_unread(case, Entry(self.table, row_id, field), "")
        day = values.get("date")
        return reaching(case, [day]) if isinstance(day, date) else case

    # ---- what could not be read

    def unread(self, row: Row, cell: Cell) -> tuple[str, str] | None:
        """The field of a cell whose text could not be taken, and the text; None where there is none."""
        return next(((field, row.unread[field]) for field in cell.fields if field in row.unread), None)

    def is_waiting(self, row: Row, cell: Cell) -> bool:
        """Whether a cell of the row that is being entered is only still to be filled in."""
        unread = self.unread(row, cell)
        return row.id == self.entering and unread is not None and not unread[1]

    def is_begun(self, row: Row) -> bool:
        """Whether a row is being entered, and nothing is wrong with it but that some is still to come."""
        return row.id == self.entering and not any(row.unread.values())

    def why(self, row: Row, cell: Cell) -> str:
        """Why the text of a cell could not be taken."""
        from calculator.case.unread_entries import Entry
        from calculator.desktop.visits.unread_cells import why_unread

        unread = self.unread(row, cell)
        assert unread is not None
        field, text = unread
        entry = Entry(self.table, row.id, field)
        return why_unread(self._session, entry, text, cell.kind, lambda: self.read(cell, text, row).values)

    def sentences(self) -> list[str]:
        """What could not be read in the rows that are shown, from the first to the last."""
        words, said = self._session.wording, []
        for place, row, cell in self._unread_cells():
            heading = words.text(cell.heading).replace("\n", " ")
            where = words.text(N_("Row {row}, {column}")).format(row=place + 1, column=heading)
            said.append(words.text(N_("{where}: {fault}")).format(where=where, fault=self.why(row, cell)))
        return said

    def _unread_cells(self) -> Iterator[tuple[int, Row, Cell]]:
        if self._fresh is None and not any(row.unread for row in getattr(self._session.case, self.table)):
            return
        cells: list[Cell] | None = None
        for place, one in enumerate(self._rows):
            row = self.row(one.id)
            if row is None or not row.unread:
                continue
            if cells is None:
                cells = self.all_cells()
            for cell in cells:
                if self.unread(row, cell) is not None and not self.is_waiting(row, cell):
                    yield place, row, cell

    def unread_dates(self) -> list[tuple[str, int]]:
        """The dates in the rows that are shown that do not stand, as they were typed, each with its row's year."""
        rows = (row for one in self._rows if (row := self.row(one.id)) is not None and row.unread)
        return [(text, row.date.year) for row in rows if (text := row.unread.get("date"))]

    def all_cells(self) -> list[Cell]:
        """All that can be typed into a row, shown or not."""
        raise NotImplementedError

    def leave(self) -> None:
        """The row is left: one for which only a day was entered is as empty as a fresh one, and goes like that."""
        began, self._began = self._began, {}
        for row_id, (fresh, entry) in began.items():
            row = self.stored(row_id)
            if row is not None and row.model_copy(update={"date": fresh.date}) == fresh:
                with self._session.entry(entry):
                    self._session.edit(self.removing, self.without_rows({row_id}))
        super().leave()
        self._tell()

    def _tell(self) -> None:
        self.faulty.emit(self.sentences())
