"""How the parts of a spreadsheet belong together, and what it says of rows and columns that are not shown.

The parts were looked through before, so that none of them grows when it is read.
"""

import io
import posixpath
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO
from xml.etree.ElementTree import Element, ParseError, fromstring

WORKBOOK_PART = "xl/workbook.xml"
_ROOT = "_rels/.rels"
_LARGEST = 4 << 20
_SHEET_RECORD, _PROPERTIES_RECORD = 156, 153


@dataclass(slots=True)
class PartSeen:
    """What was seen of one sheet, by 0-based places: what is hidden, and formulas that nobody has computed."""

    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    not_computed: dict[int, set[int]] = field(default_factory=dict)


class OldBook:
    """What was seen in a spreadsheet of the old kind, sheet by sheet in the order in which it `names` them."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()
        self.sheets: list[PartSeen] = []
        self.from_1904 = False

    def seen(self, name: str) -> PartSeen:
        """What was seen of a sheet."""
        place = self.names.index(name) if name in self.names else len(self.sheets)
        return self.sheets[place] if place < len(self.sheets) else NO_PART


class PackedBook:
    """A packed spreadsheet; `workbook` is the part that lists its sheets, empty where there is none.

    `from_1904` says that days are counted from another one than usual.
    """

    def __init__(self, packed: zipfile.ZipFile, seen: Mapping[str, PartSeen]) -> None:
        self._names = {name.replace("\\", "/").lstrip("/"): name for name in packed.namelist()}
        self._packed = packed
        self._seen = {name.replace("\\", "/").lstrip("/"): one for name, one in seen.items()}
        self.from_1904 = False
        self._part_of = dict[str, str]()
        self.workbook = self._target(_ROOT, "officeDocument")
        if self.workbook.endswith(".bin"):
            self._read_binary_workbook()
        elif self.workbook:
            self._read_workbook()

    def _xml(self, part: str) -> Element | None:
        name = self._names.get(part)
        if name is None:
            return None
        try:
            with self._packed.open(name) as stream:
                return fromstring(stream.read(_LARGEST))
        except ParseError:
            return None

    def _relations(self, part: str) -> list[tuple[str, str, str]]:
        """Id, kind and part of what a part refers to."""
        folder = posixpath.dirname(posixpath.dirname(part))
        root = self._xml(part)
        return [
            (
                one.get("Id", ""),
                one.get("Type", ""),
                posixpath.normpath(posixpath.join("/" + folder, one.get("Target", ""))).lstrip("/"),
            )
            for one in (root if root is not None else ())
        ]

    def _target(self, part: str, kind: str) -> str:
        return next((target for _id, said, target in self._relations(part) if said.endswith("/" + kind)), "")

    def _read_workbook(self) -> None:
        root = self._xml(self.workbook)
        folder, name = posixpath.split(self.workbook)
        targets = {one: target for one, _kind, target in self._relations(f"{folder}/_rels/{name}.rels")}
        for element in root.iter() if root is not None else ():
            kind = element.tag.rpartition("}")[2]
            if kind == "workbookPr":
                self.from_1904 = element.get("date1904", "").lower() in ("1", "true", "on")
            elif kind == "sheet":
                ids = [value for key, value in element.attrib.items() if key.endswith("}id")]
                self._part_of[element.get("name", "")] = targets.get(ids[0], "") if ids else ""

    def _read_binary_workbook(self) -> None:
        """Which part each sheet of a workbook in a binary form is in; its records name sheet and relation."""
        folder, name = posixpath.split(self.workbook)
        targets = {one: target for one, _kind, target in self._relations(f"{folder}/_rels/{name}.rels")}
        with self._packed.open(self._names[self.workbook]) as stream:
            content = stream.read(_LARGEST)
        place = 0
        while (found := next_record(content, place)) is not None and found[2] <= len(content):
            kind, begin, place = found
            if kind == _SHEET_RECORD:
                relation, at = _wide_text(content, begin + 8)
                called, _at = _wide_text(content, at)
                self._part_of[called] = targets.get(relation, "")
                if not self._part_of[called].lower().startswith("xl/worksheets/"):
                    raise ValueError("a sheet in another place than its cells are looked at")
            elif kind == _PROPERTIES_RECORD and place > begin:
                self.from_1904 = bool(content[begin] & 1)

    def close(self) -> None:
        """Forget the file."""
        del self._packed

    def seen(self, name: str) -> PartSeen:
        """What was seen of a sheet."""
        return self._seen.get(self._part_of.get(name, name), NO_PART)

    def in_its_place(self, file: BinaryIO) -> io.BytesIO:
        """The file with its workbook where every program puts it."""
        folder, name = posixpath.split(self.workbook)
        moved = {self.workbook: WORKBOOK_PART, f"{folder}/_rels/{name}.rels": "xl/_rels/workbook.xml.rels"}
        content = io.BytesIO()
        with zipfile.ZipFile(file) as old, zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as new:
            for part in old.infolist():
                plain = part.filename.replace("\\", "/").lstrip("/")
                new.writestr(moved.get(plain, plain), old.read(part))
        content.seek(0)
        return content


NO_PART = PartSeen()


def next_record(data: bytes, place: int) -> tuple[int, int, int] | None:
    """Kind, begin and end of the record of a binary part at a place; None where not even its head is there yet."""
    kind, at = _packed(data, place, 2)
    size, begin = _packed(data, at, 4)
    return None if begin < 0 else (kind, begin, begin + size)


def _packed(data: bytes, place: int, most: int) -> tuple[int, int]:
    """A number of seven bits a byte, and the place behind it; -1 where the data end before it does."""
    value = 0
    for turn in range(most):
        if place < 0 or place >= len(data):
            return 0, -1
        value |= (data[place] & 0x7F) << (7 * turn)
        place += 1
        if not data[place - 1] & 0x80:
            break
    return value, place


def _wide_text(data: bytes, place: int) -> tuple[str, int]:
    """A text with its length before it, and the place behind it."""
    end = place + 4 + 2 * int.from_bytes(data[place : place + 4], "little")
    return data[place + 4 : end].decode("utf-16-le", "replace"), end
