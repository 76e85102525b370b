"""Spreadsheets from outside: their sheets, and the cells of a sheet row by row.

What a file is, is seen from its content, as many an export carries a name that it does not deserve. Formulas are never
run: a cell holds what the spreadsheet program had last computed.
"""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from calculator.files.spreadsheets.packed_limits import check_packed
from calculator.files.spreadsheets.sheet_limits import check_extent, check_size
from calculator.ground.faults import Fault, FaultsError, quoted, unreadable
from calculator.ground.plain_files import open_plain
from calculator.ground.progress import Work
from calculator.sheets.cell_values import Cell

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

    from calculator.files.spreadsheets.csv_reader import TextTable

EXTENSIONS = (".xlsx", ".xlsm", ".xls", ".ods", ".csv", ".tsv", ".txt")
"""What a dialog offers; a file under another name is looked at all the same."""

_PACKED, _OLD = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BEGIN = 4096
_TICK = 512


class SheetFile:
    """A spreadsheet that was found fit to be read; `names` are its sheets in order.

    Reading it again reads the file again, so that nobody keeps what is not needed.
    """

    def __init__(self, path: Path, work: Work | None = None) -> None:
        """Look the file over. Raises FaultsError with the reason why it is not read, and StoppedError."""
        self.path = path
        self._text: TextTable | None = None
        try:
            self.names = self._look(work or Work())
        except FaultsError as error:
            raise FaultsError(error.faults, str(path)) from None
        except OSError as error:
            raise FaultsError([unreadable(error)], str(path)) from None

    def _look(self, work: Work) -> tuple[str, ...]:
        with os.fdopen(open_plain(self.path, follow=True), "rb") as file:
            check_size(os.fstat(file.fileno()).st_size)
            begin = file.read(_BEGIN)
            if begin.startswith(_PACKED):
                check_packed(file, work)
        if not begin.strip():
            raise FaultsError([Fault("", "sheet_empty")])
        if begin.startswith(_OLD):
            from calculator.files.spreadsheets.xls_limits import check_old

            check_old(self.path, work)
        elif not begin.startswith(_PACKED):
            if begin.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
                raise FaultsError([Fault("", "sheet_is_a_page")])
            if begin.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b")):
                raise FaultsError([Fault("", "not_a_sheet")])
            from calculator.files.spreadsheets.csv_reader import TextTable

            self._text = TextTable(self.path, work)
            return (self.path.stem,)
        with self._book() as book:
            names = [sheet.name for sheet in book.sheets_metadata if "Work" in str(sheet.typ)]
        if not names:
            raise FaultsError([Fault("", "not_a_sheet")])
        return tuple(names)

    def _book(self) -> "CalamineWorkbook":
        from python_calamine import CalamineWorkbook

        with _told(), self.path.open("rb") as file:
            return CalamineWorkbook.from_filelike(file)

    def rows(self, name: str, work: Work | None = None) -> Iterator[Sequence[Cell]]:
        """The rows of a sheet from its first; row by row, as a sheet may be long.

        Raises FaultsError and StoppedError, also while they are being read.
        """
        work = work or Work()
        if name not in self.names:
            figures = {"found": quoted(name), "expected": ", ".join(map(quoted, self.names))}
            raise FaultsError([Fault("", "sheet_unknown", figures)], str(self.path))
        try:
            if self._text is not None:
                yield from self._text.rows(work)
            else:
                yield from self._cells(name, work)
        except FaultsError as error:
            raise FaultsError(error.faults, str(self.path)) from None
        except OSError as error:
            raise FaultsError([unreadable(error)], str(self.path)) from None

    def _cells(self, name: str, work: Work) -> Iterator[Sequence[Cell]]:
        with _told(), self._book() as book:
            sheet = book.get_sheet_by_name(name)
        rows, columns = sheet.total_height, sheet.total_width
        check_extent(rows, columns, rows * columns)
        for place, row in enumerate(sheet.iter_rows()):
            if place % _TICK == 0:
                work.reach(place, rows)
            yield row


@contextmanager
def _told() -> Iterator[None]:
    """Put what the reader of spreadsheets says of a file in our words."""
    from python_calamine import CalamineError, PasswordError

    try:
        yield
    except PasswordError:
        raise FaultsError([Fault("", "sheet_locked")]) from None
    except BaseException as error:
        # It calls an early end of a file an error of the system, though without a number of the system's; and where
        # it gives itself up, that is nothing that Python counts among its errors.
        early_end = isinstance(error, OSError) and error.errno is None
        if not (early_end or isinstance(error, CalamineError) or type(error).__name__ == "PanicException"):
            raise
        raise FaultsError([Fault("", "sheet_damaged", {"detail": str(error)})]) from None
