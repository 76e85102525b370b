"""What stands in a journal: lines with a checksum each, of which the first says what the others build upon."""

import json
import zlib
from typing import Any, NamedTuple

from calculator.case.case import FORMAT as CASE_FORMAT
from calculator.ground.faults import Fault, FaultsError, quoted

FORMAT = "gongjisuan-journal/1"
_CHECKSUM_LENGTH = 8


class Entry(NamedTuple):
    """An edit with its name and its change; or, with a `version`, that the file as it then stood has this hash.

    A `whole` change makes the same case of any other.
    """

    end: int
    name: str
    change: object
    version: str | None
    whole: bool


class JournalText(NamedTuple):
    """A journal that was read; `damaged` where there are edits that cannot be read any more."""

    case_format: str
    base: str
    seed: int
    head: int
    entries: tuple[Entry, ...]
    damaged: bool

    @property
    def whole(self) -> bool:
        """Whether it tells a case without the file that it builds upon."""
        return bool(self.entries) and self.entries[0].whole

    @property
    def size(self) -> int:
        """The bytes that hold together."""
        return self.entries[-1].end if self.entries else self.head

    def since(self, version: str) -> int | None:
        """The place of the first entry that the file of this hash does not hold; None where it is none of ours.

        Where the file came back to a version the last time counts: the edits between lead from it to itself.
        """
        found = 0 if version == self.base else None
        for place, entry in enumerate(self.entries, start=1):
            if entry.version == version:
                found = place
        return found

    def cut(self, count: int) -> "JournalText":
        """The journal with only its first entries."""
        return self._replace(entries=self.entries[:count], damaged=True)


def read_journal(content: bytes) -> JournalText:
    """What a journal says; one gets its name with its first edit in it, so that less than that is damage.

    Raises FaultsError for the journal of a newer program.
    """
    first = content[: content.find(b"\n") + 1]
    head = _body(first, 0)
    if head is None:
        return JournalText("", "", 0, 0, (), damaged=True)
    if head.get("format") != FORMAT:
        figures = {"found": quoted(head.get("format", "")), "expected": FORMAT}
        raise FaultsError([Fault("format", "newer_format", figures)])
    seed, start = seed_of(first), len(first)
    entries: list[Entry] = []
    while (end := content.find(b"\n", start) + 1) > 0:
        body = _body(content[start:end], seed)
        if body is None or body.get("number") != len(entries) + 1:
            break
        name, version = str(body.get("name", "")), body.get("version")
        whole = body.get("whole") is True
        entries.append(Entry(end, name, body.get("change"), None if version is None else str(version), whole))
        start = end
    # What a crash tore off in the middle of writing has no end of its line, and was never said to be saved. What has
    # one, or would have it but for a single byte, was; so was whatever lies before another whole line.
    rest = content[start:]
    damaged = b"\n" in rest or _body(rest[:-1] + b"\n", seed) is not None
    return JournalText(str(head.get("case")), str(head.get("base")), seed, len(first), tuple(entries), damaged)


def seed_of(head: bytes) -> int:
    """What the checksums of a journal's lines begin with, so that no line of another journal counts."""
    return zlib.crc32(head)


def head_line(base: str, token: str) -> bytes:
    """The first line of a journal upon the file of hash `base`; the `token` makes it unlike any other."""
    body = {"format": FORMAT, "case": CASE_FORMAT, "base": base, "token": token}
    return line_of(json.dumps(body), 0)


def edit_text(number: int, name: str, change: str, *, whole: bool = False) -> str:
    """The entry of an edit; `change` is JSON."""
    return f'{{"number":{number},"name":{json.dumps(name)},"whole":{json.dumps(whole)},"change":{change}}}'


def version_text(number: int, version: str) -> str:
    """The entry that says which hash a file has that holds all edits before."""
    return f'{{"number":{number},"version":"{version}"}}'


def line_of(text: str, seed: int) -> bytes:
    """A text as a line with its checksum."""
    content = text.encode()
    return b"%08x %s\n" % (zlib.crc32(content, seed), content)


def _body(line: bytes, seed: int) -> dict[str, Any] | None:
    """What a line says; None where it is not whole."""
    checksum, content = line[:_CHECKSUM_LENGTH], line[_CHECKSUM_LENGTH + 1 : -1]
    between = line[_CHECKSUM_LENGTH : _CHECKSUM_LENGTH + 1]
    if line[-1:] != b"\n" or between != b" " or checksum != b"%08x" % zlib.crc32(content, seed):
        return None
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return None
    return body if isinstance(body, dict) else None
