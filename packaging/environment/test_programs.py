"""Programs that some tests ask whether they understand our files; without them those tests are skipped."""

import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from environment.one_at_a_time import only_one
from environment.stamp import read_stamp, write_stamp
from environment.system_packages import apt_install, can_apt_install, family_of, read_os_release
from environment.terminal import say


class Program(NamedTuple):
    """A program by the names that it may have, and the Debian packages that hold it."""

    names: tuple[str, ...]
    debian: tuple[str, ...]


PROGRAMS = (
    Program(("soffice", "libreoffice"), ("libreoffice-calc-nogui", "libreoffice-calc")),
    Program(("pdftotext",), ("poppler-utils",)),
)


def missing_programs(wanted: Iterable[Program], which: Callable[[str], object] = shutil.which) -> list[Program]:
    """Those of which no program is found."""
    return [program for program in wanted if not any(which(name) for name in program.names)]


def prepare_programs(root: Path, platform: str = sys.platform) -> None:
    """Install what is missing, once and where that is allowed; that it fails is no reason to stop."""
    if platform != "linux" or not _wanted(root / ".venv") or not can_apt_install(family_of(read_os_release())):
        return
    with only_one(root / "build" / "dev.lock"):
        lacking = _wanted(root / ".venv")  # whoever held the lock before may have done it
        stamp = read_stamp(root / ".venv")
        if not lacking or stamp is None:
            return
        if not apt_install([program.debian for program in lacking]):
            say(
                "没有装成，用到它们的测试会跳过。",
                "they could not be installed; the tests that need them will be skipped.",
            )
        write_stamp(root / ".venv", replace(stamp, tools_tried=True))


def _wanted(venv: Path) -> list[Program]:
    """What is missing and was not asked for before."""
    stamp = read_stamp(venv)
    return [] if stamp is None or stamp.tools_tried else missing_programs(PROGRAMS)
