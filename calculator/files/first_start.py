"""Which of the programs that one person started was the first, and how the others have its window shown."""

import os
import time
from contextlib import suppress
from pathlib import Path

from calculator.files.disk import Disk, remove_quietly
from calculator.files.whole_file import replace_whole

_HELD, _ASKED = "running", "show"
_PATIENCE, _PAUSE = 1.5, 0.02
"""Seconds that are waited for the first to answer, and between two looks."""
_LONGEST = 1 << 15


class FirstStart:
    """A file in the person's folder of which the first program holds the lock until it ends, however it ends.

    Nothing raises: where there is no such folder, or no such lock, every program is a first one.
    """

    def __init__(self, folder: Path) -> None:
        self._disk, self.folder = Disk(), folder
        self._descriptor = -1

    def take(self) -> bool:
        """Whether this program is the first, which it then stays."""
        held = self.folder / _HELD
        try:
            self._disk.make_own_folder(self.folder)
            try:
                self._descriptor = self._disk.create(held)
            except FileExistsError:
                self._descriptor = self._disk.open(held)
            return self._disk.seize(self._descriptor)
        except OSError:
            return True

    def ask(self, file: Path | None) -> bool:
        """Ask the first to show its window, of a file the one that has it open; gives whether it did."""
        asked = self.folder / _ASKED
        text = "" if file is None else str(file.absolute())
        try:
            replace_whole(asked, os.fsencode(text))
        except OSError:
            return False
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if not asked.exists():
                return True
            time.sleep(_PAUSE)
        remove_quietly(self._disk, asked)
        return False

    def asked(self) -> str | None:
        """Of what file another program asks to see the window: empty for whatever is open; None where none asks."""
        try:
            return os.fsdecode(self._disk.read(self.folder / _ASKED, _LONGEST))
        except OSError:
            return None

    def answer(self) -> None:
        """Tell the one that asked that the window is shown."""
        remove_quietly(self._disk, self.folder / _ASKED)

    def end(self) -> None:
        """Be no longer the first."""
        if self._descriptor >= 0:
            with suppress(OSError):
                self._disk.close(self._descriptor)
            self._descriptor = -1
