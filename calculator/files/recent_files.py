"""The documents that were open last, as a small file in the person's configuration folder."""

import json
from collections.abc import Sequence
from pathlib import Path

from calculator.files.disk import is_there
from calculator.files.whole_file import read_small, replace_whole

FORMAT = "gongjisuan-recent/1"
NAME = "recent.json"
MOST = 10
_LIMIT = 1 << 16


class Recent:
    """The list in a folder; where it cannot be read it is empty, and where it cannot be written nothing is lost."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def paths(self) -> list[Path]:
        """The documents that are still there, the last one first."""
        return [path for path in self._listed() if is_there(path)]

    def add(self, path: Path) -> None:
        """Put a document at the beginning. Raises OSError."""
        path = path.absolute()
        self._write([path, *(other for other in self._listed() if other != path)])

    def remove(self, path: Path) -> None:
        """Forget a document. Raises OSError."""
        self._write([other for other in self._listed() if other != path.absolute()])

    def clear(self) -> None:
        """Forget all of them. Raises OSError."""
        self._write([])

    def _listed(self) -> list[Path]:
        try:
            data = json.loads(read_small(self._file, _LIMIT))
            if data["format"] != FORMAT:
                return []
            return [Path(name) for name in data["files"] if isinstance(name, str)][:MOST]
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return []

    def _write(self, paths: Sequence[Path]) -> None:
        data = {"format": FORMAT, "files": [str(path) for path in paths[:MOST]]}
        replace_whole(self._file, (json.dumps(data, indent=1) + "\n").encode())
