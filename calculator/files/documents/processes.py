"""Who we are and whether another process of this machine still runs; needed for locks only."""

import os
import sys
from hashlib import sha256
from pathlib import Path

_A_SECOND = 100
"""Linux counts the starts of processes in hundredths of a second."""


def user_name() -> str:
    """The name under which the person is logged in; empty where it is not known."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def host_name() -> str:
    """The name of this machine, as the person may know it."""
    if sys.platform == "win32":
        return os.environ.get("COMPUTERNAME", "")
    return os.uname().nodename


def machine() -> str:
    """What tells this machine from others of the same name, and a sandbox from what lies around it."""
    parts = [host_name()]
    if sys.platform == "linux":
        # The machine's own number should not leave it, hence the hash.
        parts += [_line(Path("/etc/machine-id")), _link(Path("/proc/self/ns/pid"))]
    return sha256("\n".join(parts).encode("utf-8", "surrogateescape")).hexdigest()[:32]


def start_of(pid: int) -> str | None:
    """When a process of this machine began, in words that no other process with this number shares.

    None where it does not run any more; empty where it runs and its beginning is not known.
    """
    if not 0 < pid < 1 << 31:
        return None
    import psutil  # not before a document is opened

    try:
        process = psutil.Process(pid)
        if process.status() in (psutil.STATUS_ZOMBIE, psutil.STATUS_DEAD):
            return None
        began = process.create_time()
        if sys.platform != "linux":
            return f"{began:.2f}"
        # The day and hour follow the clock when it is set; the time since the machine's start, of which there are
        # many, does not.
        return f"{_line(Path('/proc/sys/kernel/random/boot_id'))} {round((began - psutil.boot_time()) * _A_SECOND)}"
    except psutil.NoSuchProcess:
        return None
    except (psutil.Error, OSError):
        return ""


def _line(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


def _link(path: Path) -> str:
    try:
        return str(path.readlink())
    except OSError:
        return ""
