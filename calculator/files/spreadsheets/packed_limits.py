"""Packed spreadsheets (.xlsx, .ods): whether one may be opened, looked after before anything is unpacked into memory.

A small file can unpack to gigabytes, and two cells at opposite corners make a reader lay out everything between them.
So the parts of a packed spreadsheet are first run through piece by piece, and what they would need is reckoned.
"""

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import BinaryIO
from xml.parsers import expat

from calculator.files.spreadsheets.binary_parts import BinaryLooker
from calculator.files.spreadsheets.packed_parts import PackedBook, PartSeen
from calculator.files.spreadsheets.sheet_limits import MAX_COLUMNS, MAX_ROWS, MAX_UNPACKED, Extent, check_extent
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.progress import Work

MAX_RATIO = 200
MAX_PARTS = 2_000
MAX_TEXTS = 2_000_000
"""Texts that are kept once for all cells: each takes many times its length of memory."""

_PIECE = 1 << 16
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    expat.ExpatError,
    EOFError,
    LookupError,
    RuntimeError,
    ValueError,
)
_SMALL = 16 << 20
"""A part of this size harms nobody, however well it was packed."""
_LETTERS, _MOST_LETTERS = 26, 6
_XML = (".xml", ".rels")
_TAGS = re.compile(
    rb"<(?:\w{1,40}:)?(?:sheetData|sst|row|table-row|table|styleSheet|workbook|Relationships)[ \t\r\n/>]"
)
_LONGEST_TAG = 64
_TRUE = ("1", "true")
_HEART = re.compile(r"^content\.xml$|^[\\/]?xl[\\/].*\.(?:xml|bin)$")
"""What a packed spreadsheet has that is read here."""
_BINARY = re.compile(r"^[\\/]?xl[\\/](?:worksheets[\\/][^\\/]*|sharedStrings)\.bin$", re.IGNORECASE)
_MANIFEST = "META-INF/manifest.xml"


def check_packed(file: BinaryIO, work: Work) -> PackedBook:
    """Whether a packed spreadsheet (.xlsx, .ods) may be opened, and what was seen. Raises FaultsError, StoppedError."""
    seen = dict[str, PartSeen]()
    try:
        with zipfile.ZipFile(file) as packed:
            parts = packed.infolist()
            _check_kind(packed)
            if len(parts) > MAX_PARTS:
                raise FaultsError([Fault("", "sheet_too_many_parts", {"limit": f"{MAX_PARTS:,}"})])
            if sum(part.file_size for part in parts) > MAX_UNPACKED:
                raise _too_large()
            whole, unpacked, done = sum(part.compress_size for part in parts), 0, 0
            for part in parts:
                if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                    raise zipfile.BadZipFile(part.filename)
                looker = _Looker(part.filename)
                size = 0
                for piece in _pieces(packed, part):
                    size += len(piece)
                    if unpacked + size > MAX_UNPACKED:
                        raise _too_large()
                    if size > _SMALL and size > MAX_RATIO * max(part.compress_size, 1):
                        raise FaultsError([Fault("", "sheet_unpacks_too_much", {"limit": MAX_RATIO})])
                    looker.feed(piece)
                    work.reach(done + min(part.compress_size, size), whole)
                looker.end()
                seen |= {part.filename: looker.seen} | looker.tables
                unpacked += size
                done += part.compress_size
            book = PackedBook(packed, seen)
            book.close()
            return book
    except _DAMAGE as error:
        if isinstance(error, FaultsError):
            raise
        if isinstance(error, RuntimeError) and "encrypted" in str(error):
            raise FaultsError([Fault("", "sheet_locked")]) from None
        raise FaultsError([Fault("", "sheet_damaged", {"detail": str(error)})]) from None


def _check_kind(packed: zipfile.ZipFile) -> None:
    """Whether a packed file is a spreadsheet that may be looked at. Raises FaultsError."""
    names = packed.namelist()
    if not any(map(_HEART.search, names)):
        raise FaultsError([Fault("", "not_a_sheet")])
    if _MANIFEST in names and b"encryption-data" in _begin_of(packed, _MANIFEST):
        raise FaultsError([Fault("", "sheet_locked")])


def check_texts(count: int) -> None:
    """Whether so many texts may be kept. Raises FaultsError."""
    if count > MAX_TEXTS:
        raise FaultsError([Fault("", "sheet_too_many_texts", {"limit": f"{MAX_TEXTS:,}"})])


def _begin_of(packed: zipfile.ZipFile, part: str) -> bytes:
    with packed.open(part) as stream:
        return stream.read(1 << 20)


def _too_large() -> FaultsError:
    return FaultsError([Fault("", "sheet_unpacks_too_large", {"limit": f"{MAX_UNPACKED >> 20} MiB"})])


def _pieces(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """What a part holds, to its true end and not to the one that the file's table of contents claims."""
    part.file_size = MAX_UNPACKED + 1
    with packed.open(part) as stream:
        while piece := stream.read(_PIECE):
            yield piece


class _Looker:
    """Looks at a part as it comes by: where it is XML, at the cells it has; anything else is let pass."""

    def __init__(self, name: str) -> None:
        self._parser: expat.XMLParserType | None = None
        self._must_be_xml = name.lower().endswith(_XML)
        self._binary = BinaryLooker() if _BINARY.search(name) else None
        self._begun = False
        self._before = b""
        self._texts = 0
        self.seen = PartSeen() if self._binary is None else self._binary.seen
        self.tables: dict[str, PartSeen] = {}
        self._formula = self._computed = False
        self._extents = [Extent()]
        self._row = self._column = 0
        self._digits = ""
        self._columns: dict[str, int] = {}
        # Of an open document: how often the row and the cell stand, and how much text that makes.
        self._is_open = False
        self._rows = self._cells = 1
        self._filled, self._table, self._columns_said = False, "", 0
        self._letters = self._row_letters = self._all_letters = 0

    def feed(self, piece: bytes) -> None:
        if self._binary is not None:
            self._binary.feed(piece)
            check_texts(self._binary.texts)
        if not self._begun:
            self._begun = True
            if self._must_be_xml or piece.lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n")[:1] == b"<":
                self._parser = expat.ParserCreate()
                self._parser.StartElementHandler = self._start
                self._parser.StartDoctypeDeclHandler = self._doctype
        if self._parser is not None:
            self._parser.Parse(piece, False)
        else:
            # The reader passes over whatever stands before the first tag of a part, and takes any part for a sheet.
            both = self._before + piece
            if _TAGS.search(both) is not None:
                raise ValueError("cells behind something else")
            self._before = both[-_LONGEST_TAG:]

    def end(self) -> None:
        if self._parser is not None:
            self._parser.Parse(b"", True)

    def _doctype(self, *_declared: object) -> None:
        # No spreadsheet program writes one, and what it declares may grow without end.
        raise ValueError("document type")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        # Called for every cell of a long sheet: what is most frequent comes first.
        if name == "c":
            self._cell(attributes.get("r"))
        elif name in ("v", "is"):
            self._filled_cell()
        elif name == "si":
            self._texts += 1
            check_texts(self._texts)
        elif name == "f" and not self._is_open:
            self._formula, self._computed = True, False
            if self._parser is not None:
                self._parser.CharacterDataHandler, self._parser.EndElementHandler = None, self._end
        elif name in ("row", "col"):
            self._row_or_column(name, attributes)
        elif ":" in name:
            if name.startswith(("table:", "text:", "office:")):
                self._start_open(name, attributes)
            else:
                self._start(name.partition(":")[2], attributes)

    def _row_or_column(self, name: str, attributes: Mapping[str, str]) -> None:
        is_hidden = attributes.get("hidden") in _TRUE
        if name == "row":
            self._begin_row(attributes.get("r"))
            if is_hidden:
                self.seen.hidden.add(self._row - 1)
        elif is_hidden:
            last = min(int(attributes["max"]), MAX_COLUMNS)
            self.seen.hidden_columns.update(range(int(attributes["min"]) - 1, last))

    def _begin_row(self, number: str | None) -> None:
        self._row = int(number) if number is not None else self._row + 1
        self._digits, self._column = str(self._row), 0

    def _cell(self, place: str | None) -> None:
        """A cell at `AB12`, or right of the one before."""
        if place is None:
            self._column += 1
        else:
            letters = place.rstrip("0123456789")
            if place[len(letters) :] != self._digits:
                self._begin_row(place[len(letters) :])
            self._column = self._columns.get(letters) or self._column_of(letters)

    def _filled_cell(self) -> None:
        """There is something in the cell; where nothing is, no reader lays anything out, however it looks."""
        extent = self._extents[-1]
        if self._column > extent.columns or self._row > extent.rows:
            extent.reach(self._row, self._column)
        if self._formula and self._parser is not None:
            self._parser.CharacterDataHandler = self._result

    def _result(self, text: str) -> None:
        self._computed = self._computed or bool(text.strip())

    def _column_of(self, letters: str) -> int:
        column = 0
        for letter in letters[:_MOST_LETTERS].upper():
            column = column * _LETTERS + ord(letter) - 64
        self._columns[letters] = column
        return column

    # ---- open documents, in which cells and rows stand once for several alike

    def _start_open(self, name: str, attributes: Mapping[str, str]) -> None:
        if not self._is_open and self._parser is not None:
            self._is_open, self._formula, self._parser.EndElementHandler = True, False, self._end
        if name == "office:document-content" and self._parser is not None:
            self._parser.CharacterDataHandler = self._text
        elif name == "table:table":
            self._extents.append(Extent())
            self._row, self._table = 0, attributes.get("table:name", "")
            self._columns_said = 0
        elif name == "table:table-column":
            begin, count = self._columns_said, int(attributes.get("table:number-columns-repeated", 1))
            self._columns_said += count
            if attributes.get("table:visibility", "visible") != "visible":
                hidden = self.tables.setdefault(self._table, PartSeen()).hidden_columns
                hidden.update(range(begin, min(begin + count, MAX_COLUMNS)))
        elif name == "table:table-row":
            self._rows = int(attributes.get("table:number-rows-repeated", 1))
            if attributes.get("table:visibility", "visible") != "visible" and self._rows <= MAX_ROWS:
                hidden = self.tables.setdefault(self._table, PartSeen()).hidden
                hidden.update(range(self._row, self._row + self._rows))
            self._column = self._row_letters = 0
        elif name in {"table:table-cell", "table:covered-table-cell"}:
            self._cells = int(attributes.get("table:number-columns-repeated", 1))
            self._column += self._cells
            self._filled = "office:value-type" in attributes or "table:formula" in attributes
            self._letters = sum(map(len, attributes.values()))
        elif name == "text:p":
            self._filled = True

    def _text(self, text: str) -> None:
        self._letters += len(text)

    def _end(self, name: str) -> None:
        if self._formula and name.rpartition(":")[2] == "c":
            self._formula = False
            if self._parser is not None:  # most cells hold no formula, and nothing is told of their ends
                self._parser.CharacterDataHandler = self._parser.EndElementHandler = None
            if not self._computed:
                self.seen.not_computed.setdefault(self._row - 1, set()).add(self._column - 1)
                self._extents[-1].reach(self._row, self._column)
        elif name in {"table:table-cell", "table:covered-table-cell"} and self._filled:
            # Empty cells to the right and below count for nothing; programs fill whole sheets with them.
            self._filled = False
            self._extents[-1].reach(self._row + self._rows, self._column)
            self._row_letters += self._letters * self._cells
        elif name == "table:table-row":
            self._row += self._rows
            self._all_letters += self._row_letters * self._rows
            if self._all_letters > MAX_UNPACKED:
                raise _too_large()
        elif name == "table:table":
            check_extent(0, 0, sum(extent.cells for extent in self._extents))  # all are laid out at once
