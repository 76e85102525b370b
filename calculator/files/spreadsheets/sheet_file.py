"""Spreadsheets from outside: their sheets, and the cells of a sheet row by row.

What a file is, is seen from its content, as many an export carries a name that it does not deserve. Formulas are never
run: a cell holds what the spreadsheet program had last computed.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from calculator.files.spreadsheets.sheet_limits import BEGIN, MAX_FILE, MAX_LOOSE, check_size
from calculator.files.spreadsheets.sheet_reader import BROKE_OFF, NOTHING_SEEN, OLD, PACKED, SheetExtent
from calculator.ground.faults import Fault, FaultsError, quoted, unreadable
from calculator.ground.plain_files import open_plain
from calculator.ground.progress import Work
from calculator.sheets.cells import Cell
from calculator.sheets.others.column_guess import Layout
from calculator.sheets.others.skipped_rows import LeftOut
from calculator.sheets.others.turned_sheet import MOST_ROWS, turned

if TYPE_CHECKING:
    from calculator.files.spreadsheets.csv_reader import TextTable
    from calculator.files.spreadsheets.reader_process import ReaderProcess, SheetName

EXTENSIONS = (
    ".xlsx",
    ".xlsm",
    ".xlsb",
    ".xls",
    ".et",
    ".ods",
    ".csv",
    ".tsv",
    ".txt",
    ".html",
    ".htm",
    ".mht",
    ".xml",
    ".json",
    ".ofd",
)
"""What a dialog offers; a file under another name is looked at all the same."""

_Version = tuple[int, int, int]


Kind = Literal["workbook", "old workbook", "page", "text"]
"""What a file is, by its content."""


class SheetFile:
    """A spreadsheet that was found fit to be read; `names` are its sheets in order.

    Reading it again reads the file again, so that nobody keeps what is not needed. All but plain text is read by
    another process, so that whatever is in it ends no more than that.
    """

    def __init__(self, path: Path, work: Work | None = None) -> None:
        """Look the file over. Raises FaultsError with the reason why it is not read, and StoppedError."""
        self.path = path
        self._text: TextTable | None = None
        self._extents: dict[str, SheetExtent] = {}
        self.hidden: tuple[str, ...] = ()
        self.kind: Kind = "workbook"
        self._beside = set[str]()
        self._idle: list[tuple[ReaderProcess, _Version]] = []
        try:
            self.names = self._look(work or Work())
        except FaultsError as error:
            raise FaultsError(error.faults, str(path)) from None
        except OSError as error:
            raise FaultsError([unreadable(error)], str(path)) from None

    def _look(self, work: Work) -> tuple[str, ...]:
        content, version = self._content(BEGIN)
        check_size(version[0])
        if not content.strip():
            raise FaultsError([Fault("", "sheet_empty")])
        if not content.startswith((OLD, PACKED)):
            from calculator.files.spreadsheets.loose_files import is_loose

            if is_loose(content):
                self.kind = "page"
                check_size(version[0], MAX_LOOSE)
            elif content.startswith(b"%PDF"):
                raise FaultsError([Fault("", "sheet_is_page", {"kind": "PDF"})])
            elif content.startswith((b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
                raise FaultsError([Fault("", "not_a_sheet")])
            else:
                from calculator.files.spreadsheets.csv_reader import TextTable

                self.kind, self._text = "text", TextTable(self.path, work)
                return (self.path.stem,)
        elif content.startswith(OLD):
            self.kind = "old workbook"
        elif self.path.suffix.lower() == ".ofd":
            self.kind = "page"
        reader, version, sheets = self._load(work)
        self._idle.append((reader, version))
        if not sheets:
            raise FaultsError([Fault("", "not_a_sheet")])
        shown = tuple(sheet.name for sheet in sheets if sheet.shown)
        self.hidden = tuple(sheet.name for sheet in sheets if shown and not sheet.shown)
        return shown or tuple(sheet.name for sheet in sheets)

    def described(self, name: str, layout: Layout) -> Layout:
        """The layout of a sheet with what the file itself says of its days, where it counts them otherwise."""
        return replace(layout, from_1904=True) if self._extents.get(name, NOTHING_SEEN).from_1904 else layout

    def hidden_rows(self, name: str) -> dict[LeftOut, int]:
        """How many rows of a sheet that was read were hidden, and so are left out."""
        count = self._extents.get(name, NOTHING_SEEN).hidden
        return {"hidden": count} if count else {}

    def hidden_columns(self, name: str) -> tuple[int, ...]:
        """The 0-based columns of a sheet that was read which are hidden, and so are not read."""
        return self._extents.get(name, NOTHING_SEEN).hidden_columns

    def _content(self, limit: int) -> tuple[bytes, _Version]:
        """The first bytes of the file, and what tells this version of it from others. Raises OSError."""
        with os.fdopen(open_plain(self.path, follow=True), "rb") as file:
            found = os.fstat(file.fileno())
            return file.read(limit), (found.st_size, found.st_mtime_ns, found.st_ino)

    def _load(self, work: Work) -> "tuple[ReaderProcess, _Version, tuple[SheetName, ...]]":
        """A new process that has the file and has looked it over.

        Raises OSError, FaultsError and StoppedError.
        """
        from calculator.files.spreadsheets.reader_process import ReaderProcess

        content, version = self._content(MAX_FILE + 1)
        check_size(len(content))
        try:
            reader = ReaderProcess()
        except OSError:
            raise FaultsError([Fault("", BROKE_OFF)]) from None
        try:
            names = reader.load(content, work, name=self.path.stem)
        except BaseException:
            reader.close()
            raise
        return reader, version, names

    def turn(self, name: str) -> bool:
        """Read a sheet from now on as a row a bill, where its headings stand beside their values; gives whether so.

        Raises FaultsError and StoppedError.
        """
        few = list(islice(self.rows(name), MOST_ROWS + 1))
        try:
            if turned(few) is not None:
                self._beside.add(name)
        except FaultsError as error:
            place = "" if len(self.names) == 1 else name
            raise FaultsError([Fault(place, one.code, one.figures) for one in error.faults], str(self.path)) from None
        return name in self._beside

    def is_turned(self, name: str) -> bool:
        """Whether the headings of a sheet stand beside their values, so that its rows are not those of the file."""
        return name in self._beside

    def rows(self, name: str, work: Work | None = None, *, whole: bool = False) -> Iterator[Sequence[Cell]]:
        """The rows of a sheet from its first, without what is hidden unless `whole`; row by row, as it may be long.

        Raises FaultsError and StoppedError, also while they are being read.
        """
        rows = self._rows(name, work or Work(), whole=whole)
        if name in self._beside:
            few = list(islice(rows, MOST_ROWS + 1))
            rows = iter(turned(few) or few)
        yield from rows

    def _rows(self, name: str, work: Work, *, whole: bool) -> Iterator[Sequence[Cell]]:
        if name not in (*self.names, *self.hidden):
            figures = {"found": quoted(name), "expected": ", ".join(map(quoted, self.names))}
            raise FaultsError([Fault("", "sheet_unknown", figures)], str(self.path))
        try:
            if self._text is not None:
                yield from self._text.rows(work)
            else:
                yield from self._cells(name, work, whole=whole)
        except FaultsError as error:
            raise FaultsError(error.faults, str(self.path)) from None
        except OSError as error:
            raise FaultsError([unreadable(error)], str(self.path)) from None

    def _cells(self, name: str, work: Work, *, whole: bool) -> Iterator[Sequence[Cell]]:
        reader, version = self._reader(work)
        try:
            yield from reader.rows(name, work, self._extents, whole=whole)
        except GeneratorExit:  # whoever asked has seen enough
            self._idle.append((reader, version))
            raise
        except BaseException:
            reader.close()
            raise
        self._idle.append((reader, version))

    def _reader(self, work: Work) -> "tuple[ReaderProcess, _Version]":
        """A process that has the file as it is now, and nothing to do. Raises OSError, FaultsError."""
        _begin, now = self._content(0)
        while self._idle:
            reader, version = self._idle.pop()
            if version == now:
                return reader, version
            reader.close()
        reader, version, _names = self._load(work)
        return reader, version
