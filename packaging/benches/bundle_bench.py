"""Measure the bundle's start against the checkout's: from the process to a window that is painted, into a picture."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benches.measure import ROOT, pairs, report

from calculator.policy.library import Library

LIMIT = 1.15
BUNDLE = ROOT / "build" / "bundle" / "gongjisuan" / "gongjisuan"


def bundle_start(_library: Library | None = None, program: Path = BUNDLE, limit: float = LIMIT) -> bool:
    """The window painted by a bundled program and by this Python; gives whether the limit is kept."""
    if not program.exists():
        print(f"bundle: there is none at {program}; packaging/dev.py bundle builds it")
        return True
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "GONGJISUAN_CONFIG": folder,
            "XDG_DATA_HOME": folder,
        }
        window = ["--example", "--no-display", "--picture", str(Path(folder) / "window.png")]

        def process(*command: str) -> Callable[[], object]:
            whole = [*command, *window]
            return lambda: subprocess.run(whole, check=True, capture_output=True, cwd=ROOT, env=environment)

        ours, theirs = pairs(process(str(program)), process(sys.executable, "-m", "calculator"), 11)
        return report("bundle's window / checkout's", ours, theirs, limit)


if __name__ == "__main__":
    sys.exit(0 if bundle_start() else 1)
