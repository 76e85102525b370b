"""Spreadsheets read by another process, which may crash or be stopped: the side that asks. See `sheet_reader`."""

import json
import subprocess
import sys
import threading
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any, BinaryIO, NamedTuple

from calculator.files.spreadsheets.sheet_limits import check_extent
from calculator.files.spreadsheets.sheet_reader import BROKE_OFF, COMMAND, MOST_MEMORY, SheetExtent, cell_of
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.progress import Work
from calculator.sheets.cells import Cell

_MODULE = "calculator.files.spreadsheets.sheet_reader"
_FIRST_ROWS, _ROWS = 64, 512
_LONGEST_ANSWER = 256 << 20
_MOST_WAITING = 1000
"""So many answers nobody asked for."""
_LOOK_SECONDS, _PATIENCE_SECONDS = 0.1, 600.0
"""How often it is asked whether the work was stopped, and after how long without a word the process is given up."""


class SheetName(NamedTuple):
    """A sheet, and whether it is shown."""

    name: str
    shown: bool


class ReaderProcess:
    """A process that reads one file, given as its bytes. It ends with this object."""

    def __init__(self) -> None:
        """Start it. Raises OSError."""
        frozen = getattr(sys, "frozen", False)
        self._process = subprocess.Popen(
            [sys.executable, COMMAND] if frozen else [sys.executable, "-m", _MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # Where the package lies, as it need not be installed.
            cwd=None if frozen else Path(__file__).parents[3],
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._requests = self._process.stdin
        self._answers = SimpleQueue[bytes]()
        listener = threading.Thread(target=_listen, args=(self._process.stdout, self._answers), daemon=True)
        listener.start()
        self._end = weakref.finalize(self, _end, self._process, listener)
        self._asked = False
        """Whether rows were asked for that nobody has fetched yet."""

    def close(self) -> None:
        """End the process."""
        self._end()

    def load(self, content: bytes, work: Work, *, checked: bool = False, name: str = "") -> tuple[SheetName, ...]:
        """The sheets in a file of this name, which is looked over first unless it was `checked`.

        What was loaded before is forgotten. Raises FaultsError and StoppedError.
        """
        self._settle(work)
        self._send(json.dumps({"file": len(content), "checked": checked, "name": name}).encode() + b"\n", content)
        try:
            return tuple(SheetName(str(name), bool(shown)) for name, shown in self._answer("names", work))
        except (ValueError, TypeError) as error:
            if isinstance(error, FaultsError):
                raise
            raise _broke_off() from None

    def pages(self, content: bytes, work: Work) -> list[str]:
        """The text of a PDF, page by page; empty for a page that is a picture. Raises FaultsError and StoppedError."""
        self._settle(work)
        self._send(json.dumps({"pdf": len(content)}).encode() + b"\n", content)
        return [str(page) for page in self._answer("pages", work)]

    def rows(
        self, name: str, work: Work, seen: dict[str, SheetExtent], *, whole: bool = False
    ) -> Iterator[Sequence[Cell]]:
        """The rows of a sheet, of which is `seen` how far it reaches; what is hidden is left out, unless `whole`.

        Raises FaultsError and StoppedError, also while they are being read.
        """
        self._settle(work)
        self._ask({"sheet": name, "whole": whole})
        *numbers, unseen = self._answer("size", work)
        height, columns, hidden, from_1904 = map(int, numbers)
        seen[name] = SheetExtent(height, columns, hidden, bool(from_1904), tuple(map(int, unseen)))
        check_extent(height, columns, height * columns)
        done = 0
        self._ask({"rows": _FIRST_ROWS})
        self._asked = True
        while True:
            rows = self._answer("rows", work)
            self._asked = False
            if not rows:
                return
            if done:
                # The next ones are made ready while these are worked on; of a sheet's head nobody may want more.
                self._ask({"rows": _ROWS})
                self._asked = True
            done += len(rows)
            check_extent(done, columns, done * columns)
            work.reach(done, height)
            yield from rows
            if not self._asked:
                self._ask({"rows": _ROWS})
                self._asked = True

    def _settle(self, work: Work) -> None:
        """Take what was asked for and not fetched."""
        if self._asked:
            self._answer("rows", work)
            self._asked = False

    def _ask(self, request: dict[str, object]) -> None:
        self._send(json.dumps(request).encode() + b"\n")

    def _send(self, *parts: bytes) -> None:
        try:
            for part in parts:
                self._requests.write(part)
            self._requests.flush()
        except (OSError, ValueError):
            raise _broke_off() from None

    def _answer(self, kind: str, work: Work) -> list[Any]:
        """What was asked for. Raises FaultsError, StoppedError; the process then is of no more use."""
        end = time.monotonic() + _PATIENCE_SECONDS
        while True:
            try:
                line = self._answers.get(timeout=_LOOK_SECONDS)
            except Empty:
                _ask_stopped(work)
                if time.monotonic() > end or self._too_large():
                    raise _broke_off() from None
                continue
            try:
                answer = json.loads(line, object_hook=cell_of)
                if "reached" in answer:
                    done, of = answer["reached"]
                    work.reach(int(done), int(of))
                    continue
                if "faults" in answer:
                    raise FaultsError(
                        [Fault(str(path), str(code), figures) for path, code, figures in answer["faults"]]
                    )
                found = answer[kind]
            except FaultsError:
                raise
            except (
                ValueError,
                KeyError,
                TypeError,
                OverflowError,
                RecursionError,
            ):  # it said something else, or nothing
                raise _broke_off() from None
            if not isinstance(found, list):
                raise _broke_off()
            return found

    def _too_large(self) -> bool:
        """Whether it takes too much memory where the system has no limit for that."""
        if sys.platform == "linux":
            return False
        import psutil

        try:
            return bool(psutil.Process(self._process.pid).memory_info().rss > MOST_MEMORY)
        except psutil.Error:
            return False


def _ask_stopped(work: Work) -> None:
    """Raises StoppedError where the work was stopped."""
    work.reach(0, 1)


def _broke_off() -> FaultsError:
    return FaultsError([Fault("", BROKE_OFF)])


def _listen(answers: BinaryIO, into: "SimpleQueue[bytes]") -> None:
    """Put answers where they can be waited for; an empty one is the end."""
    with suppress(OSError, ValueError):
        while into.qsize() < _MOST_WAITING:
            line = answers.readline(_LONGEST_ANSWER)
            into.put(line if line.endswith(b"\n") else b"")
            if not line.endswith(b"\n"):
                return
    into.put(b"")


def _end(process: "subprocess.Popen[bytes]", listener: threading.Thread) -> None:
    process.kill()
    process.wait()
    if listener is not threading.current_thread():  # in which what nobody needs may be found out
        listener.join()
    for pipe in (process.stdin, process.stdout):
        assert pipe is not None
        with suppress(OSError):
            pipe.close()
