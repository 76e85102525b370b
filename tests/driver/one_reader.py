"""One process that reads many spreadsheets one after the other, where a test is about what is in them.

The program starts a process for every file; that takes longer than reading a small one.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from _pytest.monkeypatch import MonkeyPatch

from calculator.files.spreadsheets import reader_process
from calculator.files.spreadsheets.reader_process import ReaderProcess, SheetName
from calculator.files.spreadsheets.sheet_reader import BROKE_OFF
from calculator.ground.faults import FaultsError
from calculator.ground.progress import Work
from calculator.sheets.cells import Cell


@contextmanager
def one_reader() -> Iterator[None]:
    """Within, files are read by one process; a new one is started where a file has ended it."""
    shared = _Shared()
    with MonkeyPatch.context() as patch:
        patch.setattr(reader_process, "ReaderProcess", lambda: _Lent(shared))
        try:
            yield
        finally:
            shared.end()


class _Shared:
    """The process, and who loaded a file into it last."""

    def __init__(self) -> None:
        self._reader: ReaderProcess | None = None
        self.holder: _Lent | None = None

    def load(self, holder: "_Lent", content: bytes, work: Work, **more: Any) -> tuple[SheetName, ...]:
        fresh = self._reader is None
        self._reader = self._reader or ReaderProcess()
        self.holder = holder
        try:
            return self._reader.load(content, work, **more)
        except FaultsError as error:
            if fresh or error.faults[0].code != BROKE_OFF:
                raise
        self.end()  # a file before this one may have ended it
        return self.load(holder, content, work, **more)

    def rows(self, *parts: Any, **more: Any) -> Iterator[Sequence[Cell]]:
        assert self._reader is not None
        return self._reader.rows(*parts, **more)

    def end(self) -> None:
        if self._reader is not None:
            self._reader.close()
        self._reader = self.holder = None


class _Lent:
    """What a file takes for a process of its own."""

    def __init__(self, shared: _Shared) -> None:
        self._shared = shared
        self._content, self._more = b"", dict[str, Any]()

    def close(self) -> None:
        """The process stays for the next file."""

    def load(self, content: bytes, work: Work, **more: Any) -> tuple[SheetName, ...]:
        self._content, self._more = content, more
        return self._shared.load(self, content, work, **more)

    def rows(self, name: str, work: Work, seen: dict[str, Any], *, whole: bool = False) -> Iterator[Sequence[Cell]]:
        if self._shared.holder is not self:
            self._shared.load(self, self._content, work, **self._more)
        return self._shared.rows(name, work, seen, whole=whole)
