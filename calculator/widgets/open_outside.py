"""A file shown by the system's own program for its kind; nothing of it goes anywhere else."""

import sys
from pathlib import Path

from PySide6.QtCore import QProcess


def open_outside(path: Path) -> bool:
    """Hand a local file or folder to the system's viewer; whether there was anything to hand it to."""
    if sys.platform == "win32":
        import os

        try:
            os.startfile(path)
        except OSError:
            return False
        return True
    program = "open" if sys.platform == "darwin" else "xdg-open"
    started = QProcess.startDetached(program, [str(path.absolute())])
    return bool(started[0] if isinstance(started, tuple) else started)
