"""The original documents that a person attached to a region's sources: copies, which stay on this computer.

They lie in the data folder, where only their owner can read them, under names of ours. No link is followed on the way
in or out, and what is attached is looked at first: a PDF begins like one, and a text can be read as one.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from calculator.files.disk import Disk, unwritable
from calculator.files.whole_file import replace_whole
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.plain_files import is_link, read_plain
from calculator.ground.progress import Work

Kind = Literal["pdf", "txt"]

FOLDER = "originals"
LIMITS: dict[Kind, int] = {"pdf": 64 << 20, "txt": 4 << 20}
"""The most bytes of a file of each kind."""
_LABELS: dict[Kind, str] = {"pdf": "64 MiB", "txt": "4 MiB"}
_KINDS: dict[str, Kind] = {".pdf": "pdf", ".txt": "txt"}
_ID = re.compile(r"[a-z0-9-]{1,64}", re.ASCII)
_PDF_MARK, _PDF_MARK_WITHIN = b"%PDF-", 1024


@dataclass(frozen=True, slots=True)
class Attached:
    """A document that was attached: of what kind it is, and where our copy lies."""

    kind: Kind
    path: Path


class Attachments:
    """The attached documents in a data folder, by the id of a region's pack and that of one of its sources.

    Every method raises ValueError for what is no id.
    """

    def __init__(self, data: Path, disk: Disk | None = None) -> None:
        self._folder, self._disk = data / FOLDER, disk or Disk()

    def find(self, pack: str, source: str) -> Attached | None:
        """What is attached to a source; of two kinds the later one. None where there is nothing, or nothing of ours."""
        found = [(path.lstat().st_mtime_ns, kind, path) for kind, path in self._there(pack, source)]
        return Attached(*max(found)[1:]) if found else None

    def attach(self, pack: str, source: str, chosen: Path) -> Attached:
        """Copy a file of the person's to a source, in the place of what was attached. Raises FaultsError."""
        kind = _KINDS.get(chosen.suffix.lower())
        if kind is None:
            raise FaultsError([Fault("", "not_pdf_or_text")], chosen.name)
        content = read_plain(chosen, LIMITS[kind], _LABELS[kind])
        if kind == "pdf" and _PDF_MARK not in content[:_PDF_MARK_WITHIN]:
            raise FaultsError([Fault("", "not_a_pdf")], chosen.name)
        if kind == "txt":
            _text(content, chosen.name)
        path = self._path(pack, source, kind)
        try:
            for folder in (self._folder, path.parent):
                self._disk.make_folder(folder)
                self._require_own(folder)
            replace_whole(path, content)
            for _kind, other in [found for found in self._there(pack, source) if found[0] != kind]:
                self._disk.unlink(other)
        except OSError as error:
            raise FaultsError([unwritable(error)], chosen.name) from None
        return Attached(kind, path)

    def remove(self, pack: str, source: str) -> None:
        """Remove our copies of what was attached to a source; the person's own file stays. Raises FaultsError."""
        try:
            for _kind, path in list(self._there(pack, source)):
                self._disk.unlink(path)
        except OSError as error:
            raise FaultsError([unwritable(error)], source) from None

    def text(self, attached: Attached) -> str:
        """The text of an attached `.txt`. Raises FaultsError."""
        return _text(read_plain(attached.path, LIMITS["txt"], _LABELS["txt"]), attached.path.name)

    def pages(self, attached: Attached, work: Work) -> list[str]:
        """The text of an attached `.pdf` page by page, read by a process of its own; empty for a scanned page.

        Raises FaultsError and StoppedError.
        """
        from calculator.files.spreadsheets.reader_process import ReaderProcess
        from calculator.files.spreadsheets.sheet_reader import BROKE_OFF

        content = read_plain(attached.path, LIMITS["pdf"], _LABELS["pdf"])
        try:
            reader = ReaderProcess()
        except OSError:
            raise FaultsError([Fault("", BROKE_OFF)], attached.path.name) from None
        try:
            return reader.pages(content, work)
        finally:
            reader.close()

    def _path(self, pack: str, source: str, kind: Kind) -> Path:
        if not (_ID.fullmatch(pack) and _ID.fullmatch(source)):
            raise ValueError("no id")
        # Something before the ids, as Windows has names of devices that an id may happen to be.
        return self._folder / f"of-{pack}" / f"of-{source}.{kind}"

    def _there(self, pack: str, source: str) -> Iterator[tuple[Kind, Path]]:
        for kind in LIMITS:
            path = self._path(pack, source, kind)
            try:
                own = not any(is_link(part.lstat()) for part in (self._folder, path.parent, path))
                if own and path.is_file():
                    yield kind, path
            except OSError:
                continue

    def _require_own(self, folder: Path) -> None:
        if is_link(folder.lstat()):
            raise FaultsError([Fault("", "is_a_link")], folder.name)


def _text(content: bytes, where: str) -> str:
    """The text in UTF-8, UTF-16 with its mark, or GB18030."""
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if wide else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n")
    raise FaultsError([Fault("", "not_plain_text")], where)
