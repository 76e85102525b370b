"""A start beside that of a neighbour: another desktop program in Python and Qt, in an environment of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benches.measure import ROOT, pairs, report
from environment.venv import python_of

from calculator.policy.library import Library

_PEER = "novelWriter"
_PATIENCE_SECONDS = 600
_THEIRS = """
import os, sys
from PyQt6.QtWidgets import QApplication, QDialog
def finish(*_):
    QApplication.processEvents()
    os._exit(0)
QApplication.exec = QDialog.exec = finish  # it greets with a dialog over its window
import novelwriter
novelwriter.main([])
"""
_OURS = """
import os, sys
class Stop:
    # Follows the program's own order of loading: its window is only taken over once it has loaded Qt.
    def find_spec(self, name, path=None, target=None):
        if name == "calculator.desktop.shell.application":
            sys.meta_path.remove(self)
            from PySide6.QtWidgets import QApplication
            QApplication.exec = lambda *_: (QApplication.processEvents(), os._exit(0))
sys.meta_path.insert(0, Stop())
from calculator.command_line import main
main(["--example"])
"""


def peer(_library: Library) -> bool:
    """From process start to the first window, ours with the example against novelWriter's; without it, why not."""
    python = python_of(ROOT / "build" / "bench-peer")
    missing = _installed(python)
    if missing:
        print(f"first window / {_PEER}: skipped, {missing}")
        return True
    with tempfile.TemporaryDirectory() as settings:
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GONGJISUAN_CONFIG": settings, "HOME": settings}
        environment |= {"XDG_DATA_HOME": settings, "XDG_CONFIG_HOME": settings}

        def process(*command: str) -> Callable[[], object]:
            return lambda: subprocess.run(
                command, check=True, capture_output=True, cwd=ROOT, env=environment, timeout=60
            )

        ours, theirs = process(sys.executable, "-c", _OURS), process(str(python), "-c", _THEIRS)
        return report(f"first window / {_PEER}", *pairs(ours, theirs, 5), 1.0)


def _installed(python: Path) -> str:
    """Install the neighbour where it is not; why it could not be, or nothing."""
    if python.exists() and not _run(python, "-c", "import novelwriter"):
        return ""
    _run(Path(sys.executable), "-m", "venv", str(python.parents[1]))
    return _run(python, "-m", "pip", "install", "--quiet", _PEER) or _run(python, "-c", "import novelwriter")


def _run(*command: str | Path) -> str:
    """Run a command; the last line of what is wrong with it, or nothing."""
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_PATIENCE_SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    said = done.stderr.strip().splitlines()
    return "" if done.returncode == 0 else said[-1] if said else f"{command[0]} ended with {done.returncode}"
