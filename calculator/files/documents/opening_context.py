"""What documents are opened with."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from calculator.files.disk import Disk
from calculator.files.documents.document import WHOLE_ROWS
from calculator.files.documents.lock import now
from calculator.files.documents.old_formats import STEPS, Steps
from calculator.policy.library import Library


@dataclass(frozen=True, slots=True)
class OpeningContext:
    """The policies, the disk, the clock, and the steps from older formats."""

    library: Library
    disk: Disk = field(default_factory=Disk)
    clock: Callable[[], datetime] = now
    steps: Steps = field(default_factory=lambda: STEPS)
    whole_rows: int = WHOLE_ROWS
