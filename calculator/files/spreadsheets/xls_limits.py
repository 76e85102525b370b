"""Limits on spreadsheets of the old kind (.xls), looked after before they are read.

Such a file is a small file system of its own, in whose stream `Workbook` the cells stand as records; a reader lays
out everything between the first and the last of them, and what the record of dimensions claims.
"""

from collections.abc import Iterator
from pathlib import Path
from struct import error as StructError  # noqa: N812 — an exception, named as such
from struct import iter_unpack, unpack_from

from calculator.files.spreadsheets.sheet_limits import Extent, check_extent
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.progress import Work

_END = 0xFFFFFFFA
"""Sector numbers from here on say that there is none."""
_HEADER_TABLE = 109
_SMALL_SECTOR = 64
_ENTRY = 128
_STREAMS = ("workbook", "book")
_BEGINS, _DIMENSIONS = (0x0809, 0x0409, 0x0209, 0x0009), 0x0200
_CELLS = {0x0006, 0x0206, 0x0406, 0x0201, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E}
_SEVERAL_CELLS = {0x00BD, 0x00BE}
_TICK = 4096


class _DamagedError(Exception):
    pass


def check_old(path: Path, work: Work) -> None:
    """Whether the cells of an .xls file may be laid out. Raises OSError, FaultsError, StoppedError."""
    try:
        stream = _Storage(path.read_bytes()).stream(_STREAMS)
        _check_records(stream, work)
    except (_DamagedError, StructError, IndexError) as error:
        raise FaultsError([Fault("", "sheet_damaged", {"detail": str(error) or "?"})]) from None


class _Storage:
    """The file system inside the file, as far as one stream needs it."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        shift, small_shift = unpack_from("<HH", content, 30)
        if shift not in (9, 12) or 1 << small_shift != _SMALL_SECTOR:
            raise _DamagedError("sectors")
        self._sector = 1 << shift
        directory, self._cutoff, small_table = unpack_from("<I4xII", content, 48)
        self._table = self._read_table()
        self._directory = b"".join(map(self._at, self._chain(directory, self._table)))
        self._small_table = self._numbers(b"".join(map(self._at, self._chain(small_table, self._table))))

    def _at(self, number: int) -> bytes:
        begin = (number + 1) * self._sector
        sector = self._content[begin : begin + self._sector]
        if not sector:
            raise _DamagedError("a sector is missing")
        return sector

    @staticmethod
    def _numbers(content: bytes) -> list[int]:
        return [number for (number,) in iter_unpack("<I", content[: len(content) // 4 * 4])]

    def _read_table(self) -> list[int]:
        """Which sector follows on which."""
        places = list(unpack_from(f"<{_HEADER_TABLE}I", self._content, 76))
        further, count = unpack_from("<II", self._content, 68)
        if count > len(self._content) // self._sector:
            raise _DamagedError("sectors")
        for _turn in range(count):
            if further >= _END:
                break
            *more, further = self._numbers(self._at(further))
            places += more
        return self._numbers(b"".join(self._at(place) for place in places if place < _END))

    @staticmethod
    def _chain(first: int, table: list[int]) -> Iterator[int]:
        for _turn in range(len(table) + 1):
            if first >= _END:
                return
            yield first
            first = table[first]
        raise _DamagedError("sectors in a circle")

    def stream(self, names: tuple[str, ...]) -> bytes:
        """The first stream with one of these names. Raises _DamagedError; FaultsError where it is locked away."""
        entries = [self._directory[at : at + _ENTRY] for at in range(0, len(self._directory) - _ENTRY + 1, _ENTRY)]
        named: dict[str, bytes] = {}
        for entry in entries:
            length = max(0, int(unpack_from("<H", entry, 64)[0]) - 2)
            named.setdefault(entry[: min(length, 64)].decode("utf-16-le", "replace").casefold(), entry)
        if "encryptedpackage" in named:
            raise FaultsError([Fault("", "sheet_locked")])
        entry = next((named[name] for name in names if name in named), b"")
        if not entry:
            raise FaultsError([Fault("", "not_a_sheet")])
        first, size = unpack_from("<II", entry, 116)
        if size >= self._cutoff:
            return b"".join(map(self._at, self._chain(first, self._table)))[:size]
        (root,) = unpack_from("<I", entries[0], 116)
        small = b"".join(map(self._at, self._chain(root, self._table)))
        places = self._chain(first, self._small_table)
        return b"".join(small[at * _SMALL_SECTOR : (at + 1) * _SMALL_SECTOR] for at in places)[:size]


def _check_records(stream: bytes, work: Work) -> None:
    place, turn, extents = 0, 0, [Extent()]
    while place + 4 <= len(stream):
        kind, size = unpack_from("<HH", stream, place)
        begin, place, turn = place + 4, place + 4 + size, turn + 1
        if kind in _CELLS:
            row, column = unpack_from("<HH", stream, begin)
            extents[-1].reach(row + 1, column + 1)
        elif kind in _SEVERAL_CELLS:
            row, column = unpack_from("<HH", stream, begin)
            extents[-1].reach(row + 1, max(column, unpack_from("<H", stream, place - 2)[0]) + 1)
        elif kind == _DIMENSIONS:
            wide = size >= 14  # the rows of the later formats are longer numbers
            top, bottom, left, right = unpack_from("<IIHH" if wide else "<HHHH", stream, begin)
            if top > bottom or left > right:
                raise _DamagedError("dimensions")
            extents[-1].reach(bottom, right)
        elif kind in _BEGINS:
            extents.append(Extent())
        if turn % _TICK == 0:
            work.reach(place, len(stream))
    # All sheets are laid out at once.
    check_extent(0, 0, sum(extent.cells for extent in extents))
