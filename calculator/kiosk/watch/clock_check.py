"""Whether the machine's clock is plainly wrong: what is computed goes by its day."""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import calculator

_YEARS = 30
"""So long after it was built nobody uses a program."""


def built_on() -> date:
    """The day from which this program is: that of its file."""
    file = Path(sys.executable if getattr(sys, "frozen", False) else str(calculator.__file__))
    try:
        return datetime.fromtimestamp(file.stat().st_mtime, UTC).date()
    except OSError:
        return date.min


def clock_is_wrong(today: date, built: date, last_session: date | None) -> bool:
    """Whether a day cannot be: before the program was there or the last session was held, or decades later."""
    earliest = max(built, last_session or date.min)
    one = timedelta(1)  # the zones of both may differ
    early = earliest > date.min + one and today < earliest - one
    return early or (built > date.min and today.year > built.year + _YEARS)
