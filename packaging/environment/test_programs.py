"""Programs that some tests ask whether they understand our files; without them those tests are skipped."""

import shutil
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from _lock import only_one
from _packages import apt_install, can_apt_install, family_of, read_os_release
from _stamp import read_stamp, write_stamp
from _terminal import say


class Tool(NamedTuple):
    """A program by the names that it may have, and the Debian packages that hold it."""

    names: tuple[str, ...]
    debian: tuple[str, ...]


TOOLS = (
    Tool(("soffice", "libreoffice"), ("libreoffice-calc-nogui", "libreoffice-calc")),
    Tool(("pdftotext",), ("poppler-utils",)),
)


def missing_tools(tools: Iterable[Tool], which: Callable[[str], object] = shutil.which) -> list[Tool]:
    """Those of which no program is found."""
    return [tool for tool in tools if not any(which(name) for name in tool.names)]


def prepare_tools(root: Path, platform: str = sys.platform) -> None:
    """Install what is missing, once and where that is allowed; that it fails is no reason to stop."""
    if platform != "linux" or not _wanted(root / ".venv") or not can_apt_install(family_of(read_os_release())):
        return
    with only_one(root / "build" / "dev.lock"):
        lacking = _wanted(root / ".venv")  # whoever held the lock before may have done it
        stamp = read_stamp(root / ".venv")
        if not lacking or stamp is None:
            return
        if not apt_install([tool.debian for tool in lacking]):
            say(
                "没有装成，用到它们的测试会跳过。",
                "they could not be installed; the tests that need them will be skipped.",
            )
        write_stamp(root / ".venv", replace(stamp, tools_tried=True))


def _wanted(venv: Path) -> list[Tool]:
    """What is missing and was not asked for before."""
    stamp = read_stamp(venv)
    return [] if stamp is None or stamp.tools_tried else missing_tools(TOOLS)
