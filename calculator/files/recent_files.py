"""The documents that were open last, and when each was, as a small file in the person's configuration folder."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from calculator.files.disk import is_there
from calculator.files.whole_file import read_small, replace_whole

FORMAT = "gongjisuan-recent/1"
NAME = "recent.json"
MOST = 10
_MOST_TIMES = 2000
_LIMIT = 1 << 20


class Recent:
    """The list in a folder; where it cannot be read it is empty, and where it cannot be written nothing is lost."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / NAME

    def paths(self) -> list[Path]:
        """The documents that are still there, the last one first."""
        return [path for path in self._listed() if is_there(path)]

    def opened(self) -> dict[Path, datetime]:
        """When documents were opened last, as far as that is known; those that are gone are left out."""
        found = {}
        for name, when in self._data().get("opened", {}).items():
            try:
                found[Path(name)] = datetime.fromisoformat(when)
            except (TypeError, ValueError):
                continue
        return {path: when for path, when in found.items() if when.tzinfo is not None and is_there(path)}

    def add(self, path: Path) -> None:
        """Put a document at the beginning, opened now. Raises OSError."""
        path = path.absolute()
        times = {**self.opened(), path: datetime.now().astimezone()}
        self._write([path, *(other for other in self._listed() if other != path)], times)

    def remove(self, path: Path) -> None:
        """Forget a document. Raises OSError."""
        path = path.absolute()
        times = {other: when for other, when in self.opened().items() if other != path}
        self._write([other for other in self._listed() if other != path], times)

    def clear(self) -> None:
        """Forget all of them. Raises OSError."""
        self._write([], {})

    def _data(self) -> dict[str, Any]:
        """What is in the file; nothing where it cannot be read."""
        try:
            data = json.loads(read_small(self._file, _LIMIT))
            known = isinstance(data, dict) and data.get("format") == FORMAT
            return data if known and isinstance(data.get("opened", {}), dict) else {}
        except (OSError, ValueError, RecursionError):
            return {}

    def _listed(self) -> list[Path]:
        try:
            return [Path(name) for name in self._data()["files"] if isinstance(name, str)][:MOST]
        except (ValueError, KeyError, TypeError):
            return []

    def _write(self, paths: Sequence[Path], times: Mapping[Path, datetime]) -> None:
        last = sorted(times, key=lambda path: times[path], reverse=True)[:_MOST_TIMES]
        opened = {str(path): times[path].isoformat(timespec="seconds") for path in last}
        data = {"format": FORMAT, "files": [str(path) for path in paths[:MOST]], "opened": opened}
        replace_whole(self._file, (json.dumps(data, indent=1) + "\n").encode())
