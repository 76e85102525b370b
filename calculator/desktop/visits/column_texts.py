"""What the cells of a column say at their widest, kept from edit to edit for the rows that stay what they are."""

from collections.abc import Hashable, Iterable, Sequence
from typing import Any

from calculator.case.case import Person, Visit
from calculator.desktop.visits.visit_cells import VisitCells
from calculator.engine.statement import VisitSettlement
from calculator.words.visit_columns import Column

_WITH_WORDS = "pooled"
"""The column of amounts in which words can stand: why nothing is paid."""
_Row = tuple[Visit, VisitSettlement]


class ColumnTexts:
    """The texts of a column of which the widest is as wide as any, so that nobody measures every row.

    Cells that say the same are told apart from others by a key: an amount or a rate is its own.
    """

    def __init__(self, cells: VisitCells) -> None:
        self._cells = cells
        self._rows: dict[str, _Row] = {}
        self._people: Sequence[Person] = ()
        self._names = False
        self._keys: dict[str, dict[str, Hashable]] = {}
        """By column, the key of each row."""
        self._texts: dict[str, dict[Hashable, str]] = {}

    def follow(self, rows: Iterable[_Row], people: Sequence[Person]) -> None:
        """These are the rows now, whose visits and settlements are replaced and never changed."""
        now = {visit.id: (visit, settled) for visit, settled in rows}
        if people != self._people or self._names != self._cells.names:
            self._keys.clear()
            self._texts.clear()
        self._people, self._names = people, self._cells.names
        before, self._rows = self._rows, now
        if not self._keys:
            return
        gone = before.keys() - now.keys()
        new = [row_id for row_id, row in now.items() if not _same(before.get(row_id), row)]
        if len(gone) + len(new) > len(now) // 2:
            self._keys.clear()
            return
        for keys in self._keys.values():
            for row_id in (*gone, *new):
                keys.pop(row_id, None)

    def of(self, column: Column, *, amounts: bool) -> set[str]:
        """The texts of a column; of one of `amounts` that of the greatest, where they are asked for, and words."""
        if column.kind in ("amount", "rate") and not amounts and column.key != _WITH_WORDS:
            return set()
        keys = self._keys.setdefault(column.key, {})
        if len(keys) < len(self._rows):
            for row_id, row in self._rows.items():
                if row_id not in keys:
                    keys[row_id] = self._key(column, *row)
        row_of = {key: row_id for row_id, key in keys.items()}
        if column.kind in ("amount", "rate"):
            figures = [key for key in row_of if isinstance(key, int)]
            greatest = [max(figures)] if amounts and figures else []
            wanted: list[Hashable] = [*greatest, *(key for key in row_of if isinstance(key, tuple))]
        else:
            wanted = list(row_of)
        texts = self._texts.setdefault(column.key, {})
        for key in wanted:
            if key not in texts:
                texts[key] = self._cells.text(column, *self._rows[row_of[key]])
        return {texts[key] for key in wanted}

    def _key(self, column: Column, visit: Visit, settled: VisitSettlement) -> Hashable:
        if column.kind == "stated":
            return self._cells.text(column, visit, settled)
        if column.key == _WITH_WORDS and settled.rate is None:
            return tuple(decision and decision.code for decision in (settled.excluded, settled.refused))
        value: Any = self._cells.value(column, visit, settled)
        if column.kind in ("amount", "rate"):
            return None if value is None else int(value)
        named = self._names and column.kind == "institution"
        return value, settled.level, visit.prescriber, visit.institution_name if named else ""


def _same(before: _Row | None, now: _Row) -> bool:
    return before is not None and before[0] is now[0] and before[1] is now[1]
