"""A table as comma-separated text of any length, row by row."""

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from calculator.ground.faults import Fault, FaultsError, unreadable

_PROBE = 1 << 20
_TICK = 4096
_NUL = b"\0"


def encoding_of(path: Path) -> str:
    """UTF-8, or else the Chinese encoding that spreadsheets write where nobody asked for another. Raises OSError."""
    with path.open("rb") as file:
        beginning = file.read(_PROBE)
    if _NUL in beginning:
        raise FaultsError([Fault("", "not_utf8")], str(path))
    try:
        codecs.getincrementaldecoder("utf-8")().decode(beginning)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"


def rows_in(path: Path, tell: Callable[[int], None] = lambda _bytes: None) -> Iterator[tuple[int, Sequence[str]]]:
    """The rows that are not blank, each with its number; `tell` is called with how many bytes have been read.

    Raises FaultsError where the file cannot be read or is no such text.
    """
    number = 0
    try:
        with path.open("rb") as raw:
            lines = _decoded(raw, encoding_of(path))
            for number, cells in enumerate(csv.reader(lines, strict=True), start=1):
                if number % _TICK == 0:
                    tell(raw.tell())
                if any(cells):
                    yield number, cells
    except OSError as error:
        raise FaultsError([unreadable(error)], str(path)) from None
    except UnicodeDecodeError:
        raise FaultsError([Fault(str(number + 1), "not_utf8")], str(path)) from None
    except csv.Error as error:
        raise FaultsError([Fault(str(number + 1), "cannot_read", {"detail": str(error)})], str(path)) from None


def headings_of(path: Path) -> Sequence[str]:
    """The first row. Raises FaultsError where there is none."""
    for number, cells in rows_in(path):
        if number == 1:
            return cells
        break
    raise FaultsError([Fault("", "empty_file")], str(path))


def _decoded(lines: BinaryIO, encoding: str) -> Iterator[str]:
    for line in lines:
        yield line.removeprefix(codecs.BOM_UTF8).decode(encoding)
