"""Programs that some tests ask whether they understand our files; without them those tests are skipped."""

import shutil
import sys
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from environment.one_at_a_time import only_one
from environment.stamp import read_stamp, write_stamp
from environment.system_packages import apt_install, may_install
from environment.terminal import say


class Program(NamedTuple):
    """A program by the names that it may have, and the Debian packages that hold it: the first that apt has will do."""

    names: tuple[str, ...]
    packages: tuple[str, ...]


PROGRAMS = (
    Program(("soffice", "libreoffice"), ("libreoffice-calc-nogui", "libreoffice-calc")),
    Program(("pdftotext",), ("poppler-utils",)),
)


def prepare_programs(root: Path) -> None:
    """Install what is missing, once and where that is allowed; that it fails is no reason to stop."""
    venv = root / ".venv"
    if sys.platform != "linux" or not may_install() or not _wanted(venv):
        return
    with only_one(root / "build" / "dev.lock"):
        stamp = read_stamp(venv)
        if stamp is None:
            return
        # Whoever held the lock before may have done it.
        worked = [any(apt_install([name]) for name in program.packages) for program in _wanted(venv)]
        if not all(worked):
            say(
                "没有装成，用到它们的测试会跳过。",
                "they could not be installed; the tests that need them will be skipped.",
            )
        write_stamp(venv, replace(stamp, programs_tried=True))


def _wanted(venv: Path) -> list[Program]:
    """What is missing and was not asked for before."""
    stamp = read_stamp(venv)
    if stamp is None or stamp.programs_tried:
        return []
    return [program for program in PROGRAMS if not any(map(shutil.which, program.names))]
