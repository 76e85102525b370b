"""The process that reads other people's files for us: given the bytes of a spreadsheet, be it a web page, XML or JSON,
it says its cells; given those of a PDF, its text.

Reading other people's files is the work of programs in native code, which a file may make crash, run for ever or eat
all memory. Here they do that to a process that has nothing but the bytes it was given: limits on memory, time and open
files, no window, no household; and what it says is only text. `reader_process` is the other side.

A request is a line of JSON, and each is answered by lines `{"reached": [done, of]}` and then one other line:
`{"file": size, "checked": …, "name": …}`, followed by so many bytes, by `{"names": […]}`;
`{"sheet": name, "whole": …}` by `{"size": […]}`; `{"rows": count}` by `{"rows": […]}`, none where there are no more;
`{"pdf": size}`, followed by so many bytes, by `{"pages": […]}`; each by `{"faults": […]}` where it fails.
"""

import codecs
import gc
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime, time, timedelta
from importlib import import_module
from itertools import islice
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from calculator.files.spreadsheets.loose_files import loose_tables, packed_tables
from calculator.files.spreadsheets.packed_limits import check_packed
from calculator.files.spreadsheets.packed_parts import NO_PART, WORKBOOK_PART, OldBook, PackedBook, PartSeen
from calculator.files.spreadsheets.sheet_limits import check_extent
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.progress import Work
from calculator.sheets.cells import NOT_COMPUTED, Continued, text_of

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

    from calculator.files.spreadsheets.loose_tables import LooseTable

COMMAND = "read-sheet"
"""The word by which the program, frozen into one bundle, starts as this process."""
BROKE_OFF = "sheet_broke_off"
PACKED, OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_MEMORY = 1 << 30
"""Bytes of addresses. The largest file that the limits let pass takes half of it."""
MOST_SECONDS = 120
"""Seconds of computing for one request."""
_MOST_FILES = 16


class SheetExtent(NamedTuple):
    """How many rows and columns a sheet has, how many rows and which columns are hidden, 0-based.

    `from_1904` says that its days count from that year.
    """

    rows: int
    columns: int
    hidden: int
    from_1904: bool
    hidden_columns: tuple[int, ...] = ()


NOTHING_SEEN = SheetExtent(0, 0, 0, False)


def main() -> int:
    """Answer requests on the standard input until it ends; gives the exit status."""
    output = sys.stdout.buffer
    _import_readers()
    _limit()
    gc.disable()  # cells are no circles, and there is nothing else
    with suppress(BrokenPipeError):
        _Reader(sys.stdin.buffer, output).serve()
    return 0


def _import_readers() -> None:
    """What is loaded before files may no longer be opened."""
    for name in ("olefile", "python_calamine", "calculator.files.spreadsheets.xls_limits"):
        import_module(name)
    for encoding in ("cp437", "utf-16-le"):  # in which parts and streams are named
        codecs.lookup(encoding)


def _limit() -> None:
    """Be allowed no more than reading takes. The time is allowed request by request."""
    if sys.platform == "win32":
        return
    import resource

    for name, most in (
        ("RLIMIT_AS", MOST_MEMORY),
        ("RLIMIT_NOFILE", _MOST_FILES),
        ("RLIMIT_FSIZE", 0),
        ("RLIMIT_CORE", 0),
    ):
        with suppress(OSError, ValueError, AttributeError):  # a system without this limit
            resource.setrlimit(getattr(resource, name), (most, most))


def _allow_time() -> None:
    if sys.platform == "win32":
        return
    import resource

    usage = resource.getrusage(resource.RUSAGE_SELF)
    _soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    with suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_CPU, (int(usage.ru_utime + usage.ru_stime) + MOST_SECONDS, hard))


class _Reader:
    """Answers one request after the other about one file."""

    def __init__(self, requests: BinaryIO, answers: BinaryIO) -> None:
        self._requests, self._answers = requests, answers
        self._content = b""
        self._book_seen: PackedBook | OldBook | None = None
        self._tables: dict[str, LooseTable] = {}
        self._rows: Iterator[list[Any]] = iter(())
        self._sheet: tuple[str, CalamineSheet] | None = None
        """The one that was asked for last: its head is looked at before all of it is read."""
        self._reached = -1

    def serve(self) -> None:
        for line in self._requests:
            request = json.loads(line)
            _allow_time()
            try:
                self._answer(request)
            except FaultsError as error:
                told = [[fault.path, fault.code, dict(fault.figures)] for fault in error.faults]
                self._say({"faults": told})
            except MemoryError:
                self._say({"faults": [["", BROKE_OFF, {}]]})

    def _answer(self, request: dict[str, Any]) -> None:
        if "file" in request:
            self._content = self._requests.read(request["file"])
            self._book_seen, self._tables, self._sheet = None, {}, None
            self._say({"names": self._look(request["name"], checked=request["checked"])})
        elif "pdf" in request:
            from calculator.files.pdf_text import pdf_pages

            self._say({"pages": pdf_pages(self._requests.read(request["pdf"]), Work(self._reach))})
        elif "sheet" in request:
            self._say({"size": self._open(request["sheet"], whole=request["whole"])})
        else:
            with told():
                rows = list(islice(self._rows, request["rows"]))
            if not rows:
                self._rows = iter(())
            self._say({"rows": rows})

    def _look(self, name: str, *, checked: bool) -> list[tuple[str, bool]]:
        work = Work(self._reach)
        if not self._content.startswith((OLD, PACKED)):
            self._tables = loose_tables(self._content, name)
            return [(name, table.shown) for name, table in self._tables.items()]
        if self._content.startswith(PACKED) and (attached := packed_tables(self._content)) is not None:
            self._tables = attached
            return [(name, table.shown) for name, table in attached.items()]
        if checked:
            pass
        elif self._content.startswith(OLD):
            from calculator.files.spreadsheets.xls_limits import check_old

            self._book_seen = check_old(self._content, work)
        else:
            self._book_seen = check_packed(io.BytesIO(self._content), work)
            if self._book_seen.workbook not in ("", WORKBOOK_PART) and self._book_seen.workbook.endswith(".xml"):
                self._content = self._book_seen.in_its_place(io.BytesIO(self._content)).getvalue()
        with self._book() as book:
            if isinstance(self._book_seen, OldBook):
                self._book_seen.names = tuple(sheet.name for sheet in book.sheets_metadata)
            sheets = [sheet for sheet in book.sheets_metadata if "Work" in str(sheet.typ)]
        return [(sheet.name, str(sheet.visible).endswith("Visible")) for sheet in sheets]

    def _open(self, name: str, *, whole: bool) -> SheetExtent:
        """Begin with the rows of a sheet: what is shown of them, or the `whole`."""
        self._rows = iter(())
        if name in self._tables:
            table = self._tables[name]
            self._rows = _plain(table.shown_rows())
            unseen = tuple(sorted(table.hidden_columns))
            return SheetExtent(len(table.rows), table.widest, len(table.hidden), from_1904=False, hidden_columns=unseen)
        if self._sheet is None or self._sheet[0] != name:
            self._sheet = None
            with told(), self._book() as book:
                self._sheet = name, book.get_sheet_by_name(name)
        sheet = self._sheet[1]
        rows, columns = sheet.total_height, sheet.total_width
        check_extent(rows, columns, rows * columns)
        seen = NO_PART if self._book_seen is None else self._book_seen.seen(name)
        if whole:
            seen = PartSeen(not_computed=seen.not_computed)
        self._rows = _marked(sheet.iter_rows(), _Merged(sheet), seen)
        from_1904 = self._book_seen is not None and self._book_seen.from_1904
        columns_hidden = tuple(sorted(place for place in seen.hidden_columns if place <= columns))
        return SheetExtent(rows, columns, len(seen.hidden), from_1904, columns_hidden)

    def _book(self) -> "CalamineWorkbook":
        from python_calamine import CalamineWorkbook

        with told():
            return CalamineWorkbook.from_filelike(io.BytesIO(self._content))

    def _reach(self, percent: int) -> None:
        self._say({"reached": [percent, 100]})

    def _say(self, answer: object) -> None:
        self._answers.write(json.dumps(answer, default=_as_text, separators=(",", ":")).encode() + b"\n")
        self._answers.flush()


_LACKING = object()


class _GoesOn:
    """What goes on from a merged cell above, which JSON would take for a text of its own."""

    __slots__ = ("said",)

    def __init__(self, said: str) -> None:
        self.said = said


class _Merged:
    """Fills what a merged cell says into the rows that it reaches down into, and nowhere else.

    That it goes on is marked, as an amount is that of its rows together.
    """

    def __init__(self, sheet: "CalamineSheet") -> None:
        try:
            found = sheet.merged_cell_ranges or []
        except (AttributeError, NotImplementedError, ValueError):
            found = []
        self._begins: dict[int, list[tuple[int, int]]] = {}
        for (top, left), (bottom, _right) in found:
            if bottom > top:
                self._begins.setdefault(top, []).append((bottom, left))
        self._open: dict[int, tuple[int, Any]] = {}

    def fill(self, row: list[Any], place: int) -> None:
        """Put what reaches down into the next row."""
        if place not in self._begins and not self._open:
            return
        self._open = {at: one for at, one in self._open.items() if one[0] >= place}
        for at, (_bottom, said) in self._open.items():
            if at < len(row) and row[at] == "" and said != "":
                row[at] = _GoesOn(text_of(said)) if isinstance(said, str | int | float) else said
        for bottom, at in self._begins.get(place, ()):
            if at < len(row):
                self._open[at] = (bottom, row[at])


def _marked(rows: Iterator[list[Any]], merged: _Merged, seen: PartSeen) -> Iterator[list[Any]]:
    """The rows with what merged cells say, without what is hidden, and with formulas nobody has computed."""
    for place, row in enumerate(rows):
        for at in seen.not_computed.get(place, ()):
            if at < len(row) and row[at] == "":
                row[at] = _LACKING
        merged.fill(row, place)
        for at in seen.hidden_columns:
            if at < len(row):
                row[at] = ""
        yield [] if place in seen.hidden else row


def _plain(rows: Iterable[list[Any]]) -> Iterator[list[Any]]:
    """The rows with an own mark for what goes on from above, which JSON would take for a text."""
    for row in rows:
        yield [_GoesOn(cell) if isinstance(cell, Continued) else cell for cell in row]


def _as_text(cell: object) -> dict[str, str | float]:
    """What JSON has no form for; `cell_of` makes it again."""
    if cell is _LACKING:
        return {"mark": "not computed"}
    match cell:
        case _GoesOn():
            return {"goes on": cell.said}
        case datetime():
            return {"moment": cell.isoformat()}
        case date():
            return {"day": cell.isoformat()}
        case time():
            return {"time": cell.isoformat()}
        case timedelta():
            return {"seconds": cell.total_seconds()}
    raise TypeError(type(cell).__name__)


def cell_of(found: dict[str, Any]) -> object:
    """The cell that an object in a row stands for; any other object is that. Raises ValueError, TypeError."""
    if len(found) != 1:
        return found
    ((kind, said),) = found.items()
    return _MADE_AGAIN[kind](said) if kind in _MADE_AGAIN else found


_MADE_AGAIN: dict[str, Callable[[Any], object]] = {
    "mark": lambda _said: NOT_COMPUTED,
    "goes on": Continued,
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "time": time.fromisoformat,
    "seconds": lambda said: timedelta(seconds=said),
}


@contextmanager
def told() -> Iterator[None]:
    """Put what the reader of spreadsheets says of a file in our words."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise FaultsError([Fault("", "sheet_locked")]) from None
    except MemoryError:
        raise FaultsError([Fault("", BROKE_OFF)]) from None
    except BaseException as error:
        # It calls an early end of a file an error of the system, though without a number of the system's; and where
        # it gives itself up, that is nothing that Python counts among its errors.
        early_end = isinstance(error, OSError) and error.errno is None
        if not (early_end or isinstance(error, CalamineError) or type(error).__name__ == "PanicException"):
            raise
        raise FaultsError([Fault("", "sheet_damaged", {"detail": str(error)})]) from None


if __name__ == "__main__":
    sys.exit(main())
