"""Files that were broken by chance, of every kind that the program reads: each ends in a result or in a sentence.

`python tests/fuzzing.py --seconds 3600` breaks files of each kind for an hour and prints what came of them; `--kind`
takes one kind, `--seed` other chances. What ends otherwise is kept in the folder given as `--keep`. Seconds are those
of the processor, of this process and of the one that reads spreadsheets: how busy the machine is changes nothing.
"""

import argparse
import io
import sys
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import psutil
from documents import case_after
from pack_files import SIGNER, pack_text
from xlsxwriter import Workbook

from calculator.case.case_json import read_case, write_case
from calculator.files.documents.journal_lines import edit_text, head_line, line_of, seed_of, version_text
from calculator.files.documents.main_file import hash_of
from calculator.files.documents.opening import open_document
from calculator.files.documents.opening_context import OpeningContext
from calculator.files.signed_packs.pack_store import read_candidate
from calculator.files.spreadsheets.loose_files import is_loose
from calculator.files.spreadsheets.reader_process import ReaderProcess
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.files.spreadsheets.sheet_limits import BEGIN
from calculator.ground.faults import FaultsError
from calculator.ground.progress import Work
from calculator.ground.resources import resource
from calculator.policy.installed.signature import sign
from calculator.policy.library import Library
from calculator.words.wording import Wording

SHEETS = Path(__file__).parent / "files" / "spreadsheets" / "sheets"
LONGEST_SECONDS = 30.0
"""So much of the processor nothing may take."""
TOKENS = (
    *(b"", b"\0", b"\xff", b"\n", b'"', b"'", b"{", b"[" * 2000, b"}", b"]", b"<", b">", b"&#x0;", b",", b";", b"\t"),
    *(b"1e999999", b"-1", b"9" * 5000, b"NaN", b"null", b"true", b"\\ud800", b"\xe2\x80\xae", b"0x1", b"1979-05-27"),
    *(b"=1+1", b"<!DOCTYPE x>", b'r="XFD1048576"', b'number-rows-repeated="999999999"', b"\xef\xbb\xbf", b"\xff\xfe"),
)
Read = Callable[[bytes], object]


@dataclass
class Told:
    """What came of the files of one kind."""

    results: int = 0
    sentences: Counter[str] = field(default_factory=Counter)
    otherwise: list[tuple[bytes, str]] = field(default_factory=list)
    slowest: float = 0.0

    @property
    def inputs(self) -> int:
        """How many files there were."""
        return self.results + self.sentences.total() + len(self.otherwise)


class Kind:
    """A kind of file: whole ones to begin with, and what reads one. `packed` ones are also broken inside."""

    def __init__(self, whole: list[bytes], read: Read, *, packed: bool = False) -> None:
        self.whole, self.read, self.packed = whole, read, packed

    def spent(self) -> float:
        """Seconds of the processor that were spent so far, here and where it is read."""
        own = psutil.Process().cpu_times()
        beside = self.read.spent() if isinstance(self.read, _Elsewhere) else 0.0
        return (
            own.user + own.system + getattr(own, "children_user", 0.0) + getattr(own, "children_system", 0.0) + beside
        )


def broken(whole: list[bytes], chance: Random) -> bytes:
    """A whole file with some of it flipped, cut out, put in, doubled, or taken from another."""
    content = bytearray(chance.choice(whole))
    for _time in range(chance.choice((1, 1, 1, 2, 3, 8, 30))):
        at = chance.randrange(len(content) + 1)
        size = chance.choice((1, 1, 2, 4, 16, 100, 1000))
        match chance.randrange(6):
            case 0 if content:
                content[at % len(content)] ^= 1 << chance.randrange(8)
            case 1:
                del content[at : at + size]
            case 2:
                content[at:at] = chance.choice(TOKENS)
            case 3:
                content[at:at] = content[at : at + size] * chance.choice((1, 2, 50))
            case 4:
                other = chance.choice(whole)
                begin = chance.randrange(len(other))
                content[at : at + size] = other[begin : begin + size]
            case _:
                content[at : at + size] = chance.randbytes(size)
    return bytes(content)


def broken_inside(whole: list[bytes], chance: Random) -> bytes:
    """As `broken`, one part of a packed file, which then is packed again."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(chance.choice(whole))) as old, zipfile.ZipFile(made, "w") as new:
        parts = old.infolist()
        chosen = chance.choice(parts).filename
        for part in parts:
            content = old.read(part)
            new.writestr(part.filename, broken([content or b" "], chance) if part.filename == chosen else content)
    return made.getvalue()


def told(kind: Kind, *, seed: int = 0, count: int | None = None, seconds: float | None = None) -> Told:
    """Break so many files, or for so many seconds of the processor, and read each."""
    chance, found, begin = Random(seed), Told(), kind.spent()
    wordings = (Wording("zh"), Wording("en"))
    while (count is None or found.inputs < count) and (seconds is None or kind.spent() - begin < seconds):
        inside = kind.packed and chance.random() < 0.7
        content = broken_inside(kind.whole, chance) if inside else broken(kind.whole, chance)
        start = kind.spent()
        try:
            kind.read(content)
        except FaultsError as error:
            said = [wording.fault(fault) for wording in wordings for fault in error.faults]
            if said and all(said):
                found.sentences[error.faults[0].code] += 1
            else:
                found.otherwise.append((content, "no sentence"))
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            found.otherwise.append((content, traceback.format_exc()))
        else:
            found.results += 1
        took = kind.spent() - start
        found.slowest = max(found.slowest, took)
        if took > LONGEST_SECONDS:
            found.otherwise.append((content, f"{took:.0f} s of the processor"))
    return found


class _Elsewhere:
    """Reads spreadsheets in one other process as long as that lives."""

    def __init__(self) -> None:
        self._reader: ReaderProcess | None = None
        self._process: psutil.Process | None = None

    def spent(self) -> float:
        """Seconds of the processor that the process spent which reads now; those that ended are the asking one's."""
        try:
            times = None if self._process is None else self._process.cpu_times()
        except psutil.NoSuchProcess:
            return 0.0
        return 0.0 if times is None else times.user + times.system

    def __call__(self, content: bytes) -> None:
        is_loose(content[:BEGIN])  # what is seen of a file before it is handed over
        if self._reader is None:
            before = set(psutil.Process().children())
            self._reader = ReaderProcess()
            (self._process,) = set(psutil.Process().children()) - before
        reader = self._reader
        try:
            for sheet in reader.load(content, Work(), checked=False):
                for _row in reader.rows(sheet.name, Work(), {}):
                    pass
        except FaultsError as error:
            if error.faults[0].code == "sheet_broke_off":
                reader.close()
                self._reader = None
            raise


def kinds(folder: Path) -> dict[str, Kind]:
    """Every kind of file that the program reads; `folder` is where those lie that are read by their names."""
    library = Library.embedded()
    cases = [write_case(case_after(edits)).encode() for edits in (0, 3, 10)]
    cases.append(resource("examples", "household.json").read_bytes())
    pack = pack_text().encode()
    signature = sign(pack, SIGNER).text()

    def as_signature(content: bytes) -> None:
        path = folder / "newtown-1.toml"
        path.write_bytes(pack)
        (folder / "newtown-1.toml.sig").write_bytes(content)
        read_candidate(path)

    def as_pack(content: bytes) -> None:
        path = folder / "newtown-1.toml"
        path.write_bytes(content)
        (folder / "newtown-1.toml.sig").unlink(missing_ok=True)
        read_candidate(path)

    def as_text(content: bytes) -> None:
        path = folder / "a.txt"
        path.write_bytes(content)
        file = SheetFile(path)
        for name in file.names:
            for _row in file.rows(name):
                pass

    return {
        "json": Kind(cases, lambda content: read_case(content, library)),
        "toml": Kind([pack, resource("policies", "erenhot.toml").read_bytes()], as_pack),
        "signature": Kind([signature], as_signature),
        "xlsx": Kind([_workbook()], _Elsewhere(), packed=True),
        "ods": Kind([(SHEETS / "visits.ods").read_bytes()], _Elsewhere(), packed=True),
        "xls": Kind([(SHEETS / "visits.xls").read_bytes()], _Elsewhere()),
        "csv": Kind(_texts(), as_text),
        "page": Kind([_PAGE, _PAGE.decode().encode("gb18030")], _Elsewhere()),
        "xml": Kind([_XML], _Elsewhere()),
        "table in json": Kind([_JSON, *cases], _Elsewhere()),
        "journal": _journal(folder, library),
        "gjs": Kind(cases, lambda content: _opened(folder / "b.gjs", content, None, library)),
    }


def _opened(path: Path, content: bytes, journal: bytes | None, library: Library) -> None:
    for beside in path.parent.glob(f"{path.name[:1]}*"):
        if beside.is_file():
            beside.unlink()
    path.write_bytes(content)
    if journal is not None:
        path.with_name(f"{path.name}.journal").write_bytes(journal)
    document = open_document(path, OpeningContext(library))
    document.leave()


def _journal(folder: Path, library: Library) -> Kind:
    """Journals of seven edits, upon their file."""
    from calculator.files.documents.case_changes import change_of

    content = write_case(case_after(0)).encode()
    head = head_line(hash_of(content), "token")
    changes = [change_of(case_after(edits - 1), case_after(edits)) for edits in range(1, 8)]
    texts = [edit_text(number, f"edit {number}", change) for number, change in enumerate(changes, start=1)]
    texts.append(version_text(len(texts) + 1, "0" * 64))
    whole = head + b"".join(line_of(text, seed_of(head)) for text in texts)
    return Kind([whole], lambda journal: _opened(folder / "c.gjs", content, journal, library))


def _workbook() -> bytes:
    made = io.BytesIO()
    with Workbook(made) as book:
        sheet = book.add_worksheet("门诊")
        for row in range(20):
            for column, cell in enumerate(("2023-03-05", "二级", row * 100.5, "x", "备注")):
                sheet.write(row, column, cell)
        book.add_worksheet("b").write_formula("A1", "=1+1", None, 2)
    return made.getvalue()


def _texts() -> list[bytes]:
    rows = "就诊日期,级别,总费用,备注\r\n" + "".join(
        f'2023-03-{day:02},二级,"1,2{day}.50",一\r\n' for day in range(1, 29)
    )
    return [rows.encode(), rows.replace(",", "\t").encode("gb18030"), rows.encode("utf-16")]


_PAGE = (
    "<html><body><p>清单<table><tr><th rowspan=2>就诊日期<th colspan=2>金额</tr><tr><th>总费用<th>自费</tr>"
    + "".join(f"<tr><td>2023-03-{day:02}<td>{day}00.50<td>&yen;1</tr>" for day in range(1, 20))
    + "</table></body></html>"
).encode()
_XML = (
    '<?xml version="1.0" encoding="UTF-8"?><rows>'
    + "".join(f"<row><就诊日期>2023-03-{day:02}</就诊日期><总费用>{day}.5</总费用></row>" for day in range(1, 20))
    + "</rows>"
).encode()
_JSON = ("[" + ",".join(f'{{"就诊日期":"2023-03-{day:02}","总费用":{day}.5}}' for day in range(1, 20)) + "]").encode()


def main() -> int:
    """Break files of every kind; gives 1 where one ended in neither a result nor a sentence."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60.0, help="for each kind")
    parser.add_argument("--kind", action="append", help="only this kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--keep", type=Path, help="where files are kept that ended otherwise")
    options = parser.parse_args()
    failed = False
    with TemporaryDirectory() as folder:
        for name, kind in kinds(Path(folder)).items():
            if options.kind and name not in options.kind:
                continue
            found = told(kind, seed=options.seed, seconds=options.seconds)
            print(
                f"{name:<14}{found.inputs:>9,} files: {found.results:>8,} read,"
                f" {found.sentences.total():>8,} refused in {len(found.sentences)} kinds of sentences,"
                f" {len(found.otherwise)} otherwise; the slowest {found.slowest:.2f} s",
                flush=True,
            )
            for number, (content, why) in enumerate(found.otherwise):
                failed = True
                print(why, file=sys.stderr)
                if options.keep is not None:
                    options.keep.mkdir(parents=True, exist_ok=True)
                    (options.keep / f"{name}-{number}").write_bytes(content)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
