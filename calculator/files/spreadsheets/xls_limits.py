"""Limits on spreadsheets of the old kind (.xls), looked after before they are read.

Such a file is a small file system of its own, in whose stream `Workbook` the cells stand as records; a reader lays
out everything between the first and the last of them, and what the record of dimensions claims.
"""

from collections.abc import Iterator
from io import BytesIO
from struct import error as StructError  # noqa: N812 — an exception, named as such
from struct import unpack_from

from calculator.files.spreadsheets.packed_parts import NO_PART, OldBook, PartSeen
from calculator.files.spreadsheets.sheet_limits import MAX_COLUMNS, Extent, check_extent
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.progress import Work

_ENTRY = 128
_STREAMS = ("workbook", "book")
_BEGINS, _DIMENSIONS, _LOCKED = (0x0809, 0x0409, 0x0209, 0x0009), 0x0200, 0x002F
_SHEET, _ROW, _COLUMNS, _DAYS, _HEIGHT_ZERO = 0x0085, 0x0208, 0x007D, 0x0022, 0x0020
_CELLS = {0x0006, 0x0206, 0x0406, 0x0203, 0x0204, 0x0205, 0x00D6, 0x00FD, 0x027E}
_SEVERAL_CELLS = {0x00BD}
"""Cells that are only coloured are none: nobody lays anything out for them."""
_TICK = 4096


class _DamagedError(Exception):
    pass


def check_old(content: bytes, work: Work) -> OldBook:
    """Whether the cells of an .xls file may be laid out, and what was seen. Raises FaultsError, StoppedError."""
    book = OldBook()
    try:
        for stream in _streams(content):
            book = _checked(stream, work)
        return book
    except (_DamagedError, StructError, IndexError, ValueError, MemoryError) as error:
        if isinstance(error, FaultsError):
            raise
        raise FaultsError([Fault("", "sheet_damaged", {"detail": str(error) or "?"})]) from None


def _streams(content: bytes) -> Iterator[bytes]:
    """The streams that a reader may take the cells from. Raises FaultsError where there is none."""
    import olefile

    try:
        with olefile.OleFileIO(BytesIO(content)) as storage:
            names = _names(storage.directory_fp.getvalue())
            if "encryptedpackage" in names:
                raise FaultsError([Fault("", "sheet_locked")])
            found = [name for name in names if name in _STREAMS]
            if not found:
                raise FaultsError([Fault("", "not_a_sheet")])
            if len(set(found)) < len(found) or not all(map(storage.exists, found)):
                # Of two that differ only in the size of their letters, one would be looked at and the other one read.
                raise _DamagedError("a stream twice or nowhere")
            for name in found:
                yield storage.openstream(name).read()
    except OSError as error:
        # What is wrong with the container is told as an error of the system, though without a number of the system's.
        if error.errno is not None:
            raise
        raise _DamagedError(str(error)) from None


def _names(directory: bytes) -> list[str]:
    """What everything in the container is called, also what no other entry leads to."""
    found = list[str]()
    for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
        length = min(64, max(0, int(unpack_from("<H", directory, at + 64)[0]) - 2))
        found.append(directory[at : at + length].decode("utf-16-le", "replace").casefold())
    return found


def _checked(stream: bytes, work: Work) -> OldBook:
    place, turn, extents = 0, 0, [Extent()]
    book, seen, begins = OldBook(), PartSeen(), list[int]()
    parts = dict[int, PartSeen]()
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
        elif kind == _LOCKED:
            raise FaultsError([Fault("", "sheet_locked")])
        elif kind in _BEGINS:
            extents.append(Extent())
            seen = parts[begin - 4] = PartSeen()
        elif kind == _SHEET:
            begins.append(int(unpack_from("<I", stream, begin)[0]))
        elif kind == _ROW and unpack_from("<H", stream, begin + 12)[0] & _HEIGHT_ZERO:
            seen.hidden.add(int(unpack_from("<H", stream, begin)[0]))
        elif kind == _COLUMNS and unpack_from("<H", stream, begin + 8)[0] & 1:
            first, last = unpack_from("<HH", stream, begin)
            seen.hidden_columns.update(range(first, min(last + 1, MAX_COLUMNS)))
        elif kind == _DAYS:
            book.from_1904 = unpack_from("<H", stream, begin)[0] == 1
        if turn % _TICK == 0:
            work.reach(place, len(stream))
    # All sheets are laid out at once.
    check_extent(0, 0, sum(extent.cells for extent in extents))
    book.sheets = [parts.get(begin, NO_PART) for begin in begins]
    return book
