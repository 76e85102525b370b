"""What a hall terminal keeps of its work, and nothing of a person: sessions by day, and the faults that ended it."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from calculator.files.whole_file import read_small, replace_whole

_MOST_DAYS = 400
_LIMIT, _LOG_LIMIT = 1 << 16, 1 << 18


class SessionCounts:
    """The sessions of each day, in a file of the folder `kept`; what cannot be written is not counted."""

    def __init__(self, kept: Path) -> None:
        self._file = kept / "sessions-by-day.json"

    def by_day(self) -> Mapping[date, int]:
        """How many sessions each day had, the last day last."""
        try:
            kept = json.loads(read_small(self._file, _LIMIT))
            return {date.fromisoformat(day): int(kept[day]) for day in sorted(kept)}
        except (OSError, ValueError, TypeError, AttributeError):
            return {}

    def last_day(self) -> date | None:
        """The last day that had a session."""
        return max(self.by_day(), default=None)

    def add(self, day: date) -> None:
        """Count one more session."""
        counts = dict(self.by_day())
        counts[day] = counts.get(day, 0) + 1
        last = sorted(counts)[-_MOST_DAYS:]
        with suppress(OSError):
            replace_whole(self._file, json.dumps({str(one): counts[one] for one in last}).encode())


class CrashLog:
    """The reports of faults, in a file of the folder `kept` that stays small; a report has no figure of a person."""

    def __init__(self, kept: Path) -> None:
        self.file = kept / "crashes.log"

    def add(self, report: str, when: datetime) -> None:
        """Put a report at the end; the oldest make room."""
        try:
            before = read_small(self.file, _LOG_LIMIT)
        except OSError:
            before = b""
        entry = f"=== {when:%Y-%m-%d %H:%M:%S}\n{report.rstrip()}\n\n".encode()
        content = (before + entry)[-_LOG_LIMIT:]
        if not content.startswith(b"==="):
            content = content[content.find(b"\n===") + 1 :]
        with suppress(OSError):
            replace_whole(self.file, content)

    def count(self) -> int:
        """How many reports there are."""
        try:
            return read_small(self.file, _LOG_LIMIT).count(b"\n===") + 1
        except OSError:
            return 0
