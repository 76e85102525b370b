"""Parts of a packed spreadsheet with cells in a binary form (.xlsb): how far the cells of a sheet reach.

A part is a row of records, each a kind, a size and so many bytes.
"""

from calculator.files.spreadsheets.packed_parts import PartSeen, next_record
from calculator.files.spreadsheets.sheet_limits import MAX_COLUMNS, Extent

_ROW, _CELLS, _TEXT, _COLUMNS = 0, range(2, 12), 19, 60
"""Kinds of records; a cell that is only coloured is none of them."""
_ROW_FLAGS, _HEIGHT_ZERO = 11, 0x10
_LONGEST_RECORD = 16 << 20


class BinaryLooker:
    """Looks at a part as it comes by, piece by piece; `texts` are those that are kept once for all cells."""

    def __init__(self) -> None:
        self.seen = PartSeen()
        self.texts = 0
        self._extent = Extent()
        self._row = 0
        self._rest = b""

    def feed(self, piece: bytes) -> None:
        """The next piece. Raises FaultsError, ValueError."""
        data, place = self._rest + piece, 0
        while (found := next_record(data, place)) is not None:
            kind, begin, end = found
            if end - begin > _LONGEST_RECORD:
                raise ValueError("a record too long")
            if end > len(data):
                break
            self._look(kind, data[begin:end])
            place = end
        self._rest = data[place:]
        if len(self._rest) > _LONGEST_RECORD:
            raise ValueError("a record too long")

    def _look(self, kind: int, record: bytes) -> None:
        if kind == _ROW:
            self._row = _number(record, 0)
            if len(record) > _ROW_FLAGS and record[_ROW_FLAGS] & _HEIGHT_ZERO:
                self.seen.hidden.add(self._row)
        elif kind in _CELLS:
            self._extent.reach(self._row + 1, _number(record, 0) + 1)
        elif kind == _TEXT:
            self.texts += 1
        elif kind == _COLUMNS and len(record) >= 17 and record[16] & 1:
            last = min(_number(record, 4) + 1, MAX_COLUMNS)
            self.seen.hidden_columns.update(range(_number(record, 0), last))


def _number(record: bytes, place: int) -> int:
    return int.from_bytes(record[place : place + 4], "little")
