"""Tables of files that are no spreadsheets by themselves: web pages, XML and JSON; read whole, as they are small.

Nothing in them is run, nothing is fetched, and no entity is declared.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from calculator.files.spreadsheets.sheet_limits import check_extent
from calculator.ground.faults import Fault, FaultsError
from calculator.sheets.cells import Cell, Continued, text_of

_SAYS_LITTLE = {"amount", "amt", "money", "total", "sum", "金额", "费用", "合计", "总额"}


@dataclass(slots=True)
class LooseTable:
    """One table: its rows, and which rows and columns are hidden, by 0-based place."""

    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    shown: bool = True
    _down: dict[int, tuple[int, Cell, int]] = field(default_factory=dict)
    widest: int = 0

    def begin_row(self, number: int | None = None, *, hidden: bool = False) -> None:
        """The next row, or the one of a 1-based number."""
        target = len(self.rows) + 1 if number is None else max(number, len(self.rows) + 1)
        check_extent(target, self.widest, target * self.widest)
        while len(self.rows) < target:
            self.rows.append([])
        if hidden:
            self.hidden.add(target - 1)
        self._fill()

    def shown_rows(self) -> Iterator[list[Cell]]:
        """The rows, empty where they are hidden, and so are the cells of hidden columns."""
        for place, row in enumerate(self.rows):
            if place in self.hidden:
                yield []
            else:
                yield ["" if at in self.hidden_columns else cell for at, cell in enumerate(row)]

    def put(
        self, cell: Cell, *, place: int | None = None, across: int = 1, down: int = 1, hidden: bool = False
    ) -> None:
        """The next cell of the row, or the one of a 0-based place, which reaches over so many columns and rows."""
        row = self.rows[-1]
        at = len(row) if place is None else max(place, len(row))
        if hidden:
            cell = ""
            self.hidden_columns.add(at)
        self.widest = max(self.widest, at + across)
        check_extent(len(self.rows), self.widest, len(self.rows) * self.widest)
        row.extend([""] * (at - len(row)))
        row.append(cell)
        row.extend([""] * (across - 1))
        if down > 1:
            self._down[at] = (down - 1, cell, len(self.rows))
        self._fill()

    def _fill(self) -> None:
        """Go on with what reaches down from above to where the row stands."""
        row = self.rows[-1]
        while (place := len(row)) in self._down and self._down[place][2] < len(self.rows):
            left, said, top = self._down.pop(place)
            row.append(Continued(text_of(said)))
            if left > 1:
                self._down[place] = (left - 1, said, top)


def tables_with_rows(tables: Sequence[LooseTable]) -> list[LooseTable]:
    """The tables that hold anything, under names of their own. Raises FaultsError where there is none."""
    found = [table for table in tables if any(any(cell != "" for cell in row) for row in table.rows)]
    if not found:
        raise FaultsError([Fault("", "sheet_empty")])
    times = Counter(table.name for table in found)
    for number, table in enumerate(found, start=1):
        if times[table.name] > 1:
            table.name = f"{table.name} ({number})"
    return found


def table_of(name: str, records: Sequence[Mapping[str, Cell]]) -> LooseTable:
    """A table of records: a column a field, a row each."""
    fields, table = list(dict.fromkeys(one for record in records for one in record)), LooseTable(name)
    rows: list[list[Cell]] = [[*fields], *([record.get(one, "") for one in fields] for record in records)]
    for row in rows:
        table.begin_row()
        for cell in row:
            table.put(cell)
    return table


def one_record(parts: Sequence[Mapping[str, Cell]]) -> dict[str, Cell]:
    """Parts of a file that stand once in it as one record, without what they say differently.

    An amount that is called no more than that is one of its part alone, where there are several.
    """
    whole, doubtful = dict[str, Cell](), set[str]()
    for part in parts:
        for name, cell in part.items():
            if whole.setdefault(name, cell) != cell or (len(parts) > 1 and name.casefold() in _SAYS_LITTLE):
                doubtful.add(name)
    return {name: cell for name, cell in whole.items() if name not in doubtful}
