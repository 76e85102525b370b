"""Text with a row a line and a mark between its cells, as spreadsheets read it."""

import codecs
import csv
import io
import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from calculator.files.spreadsheets.sheet_limits import check_extent
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.plain_files import open_plain
from calculator.ground.progress import Work

_PIECE = 1 << 18
_TICK = 512
_SAMPLE_LINES = 30
_MARKS = ",;\t|"
_LONGEST_LINE = 1 << 20
_ENCODINGS = ("utf-8-sig", "gb18030")
_ERRORS = {"gb18030": "replace", "utf-16": "replace"}
_WITHIN = re.compile('\ufffd(?![,;|\t"\r\n\ufffd]|$)')
"""What is no text; a cell may end in half a character, where some program keeps so many bytes of it."""
_WIDE_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "'")
"""What stands after the apostrophe that keeps a text from becoming a formula."""
_TEXT_FORMULA = re.compile(r'="([^"]*)"')
"""How other programs write a text that a spreadsheet shall not turn into a number or a date."""


class TextTable:
    """A file of text whose encoding and separator have been found out; they are again where it was saved anew."""

    def __init__(self, path: Path, work: Work) -> None:
        """Look through the whole file once. Raises OSError, FaultsError, StoppedError."""
        self._path = path
        self._look(work)

    def _look(self, work: Work) -> None:
        self._version = self._version_now()
        self._size = self._version[0]
        self._lines = 0
        self.encoding = self._encoding(work)
        try:
            self.separator = self._separator()
        except UnicodeError as error:  # half a character at the very end
            place = f"{getattr(error, 'start', 0) + 1:,}"
            raise FaultsError([Fault("", "sheet_encoding", {"place": place})]) from None

    def _open(self) -> BinaryIO:
        return os.fdopen(open_plain(self._path, follow=True), "rb")

    def _version_now(self) -> tuple[int, int]:
        found = self._path.stat()
        return found.st_size, found.st_mtime_ns

    def _encoding(self, work: Work) -> str:
        with self._open() as file:
            begin = file.read(4)
        wide = next((name for mark, name in _WIDE_MARKS if begin.startswith(mark)), None)
        place = 0
        for name in (wide,) if wide else _ENCODINGS:
            found = self._undecodable(name, work)
            if found is None:
                return name
            place = found
        raise FaultsError([Fault("", "sheet_encoding", {"place": f"{place + 1:,}"})])

    def _undecodable(self, encoding: str, work: Work) -> int | None:
        """About where the text stops being text of this encoding, None where it does not."""
        decoder, place = codecs.getincrementaldecoder(encoding)(_ERRORS.get(encoding, "strict")), 0
        self._lines = 0
        with self._open() as file:
            while True:
                piece = file.read(_PIECE)
                try:
                    text = decoder.decode(piece, final=False)  # a last character may be cut off
                except UnicodeError as error:
                    return place + getattr(error, "start", 0)
                if (wrong := _WITHIN.search(text)) is not None:
                    return place + wrong.start()
                if "\0" in text:
                    return place
                if not piece:
                    return None
                place += len(piece)
                self._lines += text.count("\n")
                work.reach(place, self._size)

    def _separator(self) -> str:
        """The mark that divides most lines into one number of cells; a comma where none does."""
        errors = _ERRORS.get(self.encoding)
        with io.TextIOWrapper(self._open(), encoding=self.encoding, errors=errors, newline="") as file:
            lines = [line for line in (file.readline(_LONGEST_LINE) for _line in range(_SAMPLE_LINES)) if line.strip()]

        if lines and lines[0].casefold().startswith("sep=") and lines[0][4:5] in _MARKS:
            return lines[0][4]  # a line that some programs put first for others of their kind

        def evenness(mark: str) -> tuple[float, int]:
            widths = [len(row) for row in csv.reader(lines, delimiter=mark)]
            if len(lines) == _SAMPLE_LINES and len(widths) > 1:
                del widths[-1]  # which may be a part of a row only
            usual = max({width for width in widths if width > 1}, key=lambda one: (widths.count(one), one), default=0)
            # A mark within cells may divide many lines alike, but not the headings.
            return widths.count(usual) / max(len(widths), 1), usual

        try:
            return max(_MARKS, key=evenness)
        except csv.Error:
            return ","

    def rows(self, work: Work) -> Iterator[Sequence[str]]:
        """The cells row by row. Raises OSError, FaultsError, StoppedError."""
        if self._version_now() != self._version:  # mended in another program, which may write it otherwise
            self._look(work)
        number, widest = 0, 0
        lines = list[str]()
        try:
            for number, row in enumerate(csv.reader(self._kept(lines), delimiter=self.separator), start=1):
                if len(lines) > 1 and sum(line.count('"') for line in lines) % 2:
                    raise FaultsError([Fault("", "sheet_open_quote", {"row": number})])
                lines.clear()
                if len(row) > widest or number % _TICK == 0:
                    widest = max(widest, len(row))
                    check_extent(number, widest, 0)
                    work.reach(number, self._lines)
                whole = "".join(row)
                yield [_unguarded(cell) for cell in row] if "'" in whole or '="' in whole else row
        except csv.Error:
            raise self._too_long(number + 1, csv.field_size_limit()) from None
        except UnicodeError:
            raise FaultsError([Fault("", "changed_meanwhile")]) from None

    def _kept(self, kept: list[str]) -> Iterator[str]:
        """The lines, of which those of the row that is being read are kept."""
        for line in self._read_lines():
            kept.append(line)
            yield line

    def _read_lines(self) -> Iterator[str]:
        """The lines with their ends, as a file opened with `newline=""` gives them.

        Read in large pieces: a thread that lets go of Python's lock for a moment at each small one keeps the lock from
        every other thread, and the window would stand still.
        """
        errors = _ERRORS.get(self.encoding, "strict")
        decoder, number, rest = codecs.getincrementaldecoder(self.encoding)(errors), 0, ""
        with self._open() as file:
            while True:
                piece = file.read(_PIECE)
                lines = list(io.StringIO(rest + decoder.decode(piece), newline=""))
                # The last one may go on in the next piece, be it only by the second half of its end.
                rest = lines.pop() if piece and lines else ""
                for line in lines:
                    number += 1
                    if len(line) > _LONGEST_LINE:
                        raise self._too_long(number, _LONGEST_LINE)
                    yield line
                if len(rest) > _LONGEST_LINE:
                    raise self._too_long(number + 1, _LONGEST_LINE)
                if not piece:
                    return

    @staticmethod
    def _too_long(row: int, limit: int) -> FaultsError:
        return FaultsError([Fault("", "sheet_row_too_long", {"row": row, "limit": f"{limit:,}"})])


def _unguarded(cell: str) -> str:
    """The text without the apostrophe that keeps it from becoming a formula, or out of the formula that is only it."""
    formula = _TEXT_FORMULA.fullmatch(cell)
    if formula is not None:
        return formula[1]
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_GUARDED) else cell
