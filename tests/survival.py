"""Whatever the disk does and whenever the process goes: what was said to be saved is there afterwards.

`python tests/survival.py --kills 1000` kills so many processes while they edit, lets every call of the disk fail in
turn, ends the process and cuts the power at every call, and prints what became of the edits.
"""

import argparse
import errno
import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from documents import MEANS, FailingDisk, PowerCutDisk, Stopped, StoppingDisk, case_after, edits_in, made, reopened
from statements import LIBRARY

from calculator.case.case import Case
from calculator.files.disk import Disk
from calculator.files.documents.document import Document
from calculator.files.documents.opening import open_document
from calculator.files.documents.opening_context import OpeningContext
from calculator.ground.faults import FaultsError

FAULTS = ((errno.EIO, 1, 0), (errno.EIO, 1, 300), (errno.ENOSPC, 2, 0), (errno.EACCES, 3, 300), (errno.EROFS, 400, 0))
"""What the disk answers, how often, and from how many rows on a journal does not begin with all of them."""
LONGEST_SECONDS = 0.08
MOST_CALLS = 400


class Person:
    """Someone who goes on working whatever happens, and remembers what was said to be saved."""

    def __init__(self, path: Path, disk: Disk, whole_rows: int) -> None:
        self._path, self._means = path, OpeningContext(LIBRARY, disk, whole_rows=whole_rows)
        self.typed = self.saved = edits_in(reopened_case(path))
        self.document: Document | None = None

    def work(self) -> None:
        """Edit, save, undo, close and open again."""
        self._open()
        self._edit(3)
        self._undo()
        self._checkpoint()
        self._edit(2)
        self._close()
        self._open()
        self._edit(2)
        self._checkpoint()
        self._edit(1)

    def edit_once(self) -> None:
        """One more edit, now that everything works again."""
        self._open()
        self._edit(1)

    def _open(self) -> None:
        if self.document is None or self.document.read_only:
            try:
                self.document = open_document(self._path, self._means, take_over=True)
            except FaultsError:
                return
            self.typed = edits_in(self.document.case)
            assert self.typed >= self.saved

    def _edit(self, count: int) -> None:
        for _edit in range(count):
            self._record(self.typed + 1)

    def _undo(self) -> None:
        # Back to what was there: the same rows, and yet the number of an edit that was not there before.
        self._record(self.typed + 7)

    def _record(self, edits: int) -> None:
        if self.document is not None:
            self.typed = edits
            try:
                self.document.record(f"edit {edits}", case_after(edits))
            except FaultsError:
                assert self.document.case is case_after(edits)
                return
            assert self.document.saved
            self.saved = edits

    def _checkpoint(self) -> None:
        if self.document is not None:
            try:
                self.document.checkpoint()
            except FaultsError:
                return
            self.saved = self.typed

    def _close(self) -> None:
        if self.document is not None:
            try:
                self.document.close()
            except FaultsError:
                self.document.leave()
            else:
                self.saved = max(self.saved, self.typed)
            self.document = None


def reopened_case(path: Path) -> Case:
    document = reopened(path)
    case = document.case
    document.leave()
    return case


def numbered(folder: Path) -> Iterator[tuple[int, Path]]:
    for number in range(MOST_CALLS):
        path = folder / str(number) / "a.gjs"
        path.parent.mkdir()
        made(path).close()
        yield number, path
    raise AssertionError("it never came through")


def disk_faults(folder: Path, error: int, times: int, whole_rows: int) -> Counter[str]:
    """Let every call of the disk fail in turn; how many of each kind of call did. AssertionError where edits went."""
    calls = Counter[str]()
    for number, path in numbered(folder):
        disk = FailingDisk(number, error, times=times)
        person = Person(path, disk, whole_rows)
        person.work()
        if disk.failed and times < MOST_CALLS:
            disk.repair()
            person.edit_once()
            assert person.saved == person.typed  # the document goes on as if nothing had been
        after = reopened(path)
        assert person.saved <= edits_in(after.case) <= person.typed
        assert not after.read_only
        after.close()
        assert [found.name for found in path.parent.iterdir() if found.name not in ("a.gjs", "a.gjs.bak")] == []
        if not disk.failed:
            break
        calls[disk.failed] += 1
    return calls


def ends(folder: Path) -> int:
    """End the process at every call of the disk; how many there were. AssertionError where edits went."""
    for number, path in numbered(folder):
        person = Person(path, StoppingDisk(number), 0)
        try:
            person.work()
        except Stopped:
            after = reopened(path)
            assert person.saved <= edits_in(after.case) <= person.typed
            after.close()
            assert reopened(path).case == after.case
        else:
            return number
    raise AssertionError


def power_cuts(folder: Path, whole_rows: int) -> int:
    """Cut the power at every call, with every state of the names that it may leave; how many there were."""
    cuts = 0
    for number, path in numbered(folder):
        disk = PowerCutDisk(number, path.parent)
        person = Person(path, disk, whole_rows)
        try:
            person.work()
        except Stopped:
            for version in range(disk.versions()):
                cuts += 1
                disk.cut(version, folder / "after")
                after = reopened(folder / "after" / "a.gjs")
                assert person.saved <= edits_in(after.case) <= person.typed
                after.close()
                assert reopened(after.path).case == after.case
        else:
            return cuts
    raise AssertionError


@dataclass
class Killed:
    """What became of processes that were killed: their edits, and those that were in the journal only."""

    kills: int
    edits: int
    recovered: int
    lost: int


def killed(path: Path, kills: int) -> Killed:
    """Kill so many processes while they edit a new document at `path`."""
    made(path).close()
    random, found = Random(20230310), Killed(kills, 0, 0, 0)
    saved = unseen = 0
    tests = Path(__file__).parent
    command = [sys.executable, str(tests / "killed_editors.py"), str(path)]
    known = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tests), str(tests.parent)])}
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=known, text=True) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        for kill in range(kills):
            process.stdin.write(f"{random.uniform(0.0, LONGEST_SECONDS)}\n")
            process.stdin.flush()
            for line in process.stdout:
                word, number = line.split()
                if word == "end":
                    assert int(number) == -signal.SIGKILL
                    break
                saved = int(number)
            unseen += 1  # each may have been killed between saving and saying so
            if random.random() < 0.5 or kill == kills - 1:  # else the next process finds what the last one left
                document = open_document(path, MEANS)
                assert not document.read_only  # the dead process's lock was taken over
                found.edits = edits_in(document.case)
                assert found.edits <= saved + unseen
                found.lost += max(0, saved - found.edits)
                found.recovered += len(document.recovered)
                document.close()
                saved, unseen = found.edits, 0
        process.stdin.close()
    return found


def main() -> int:
    """Do all of it, and print what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:
        work = Path(folder)
        found = killed(work / "a.gjs", options.kills)
        print(f"kills       {found.kills:>6,}: {found.edits:,} edits, {found.recovered:,} recovered, {found.lost} lost")
        for place, (error, times, whole_rows) in enumerate(FAULTS):
            (work / f"faults {place}").mkdir()
            calls = disk_faults(work / f"faults {place}", error, times, whole_rows)
            print(f"disk faults {calls.total():>6,}: {errno.errorcode[error]}, {times} at a time; no edit lost")
        (work / "ends").mkdir()
        print(f"ends        {ends(work / 'ends'):>6,}: one at every call; no edit lost")
        for whole_rows in (0, 300):
            (work / f"cuts {whole_rows}").mkdir()
            cuts = power_cuts(work / f"cuts {whole_rows}", whole_rows)
            print(f"power cuts  {cuts:>6,}: at every call, every state of the names; no edit lost")
    return 0


if __name__ == "__main__":
    sys.exit(main())
