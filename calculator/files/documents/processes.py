"""Who we are and whether another process of this machine still runs; needed for locks only."""

import os
import sys
from hashlib import sha256
from pathlib import Path

_LINUX_START = 19  # field 22 of /proc/PID/stat, counted from after the name in brackets
_ENDED = ("Z", "X", "x")


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
    return _start_of(pid) if 0 < pid < 1 << 31 else None


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _QUERY, _STILL_ACTIVE, _ACCESS_DENIED = 0x1000, 259, 5

    def _start_of(pid: int) -> str | None:
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.OpenProcess.restype = wintypes.HANDLE
        kernel.OpenProcess.argtypes = (wintypes.DWORD, wintypes.BOOL, wintypes.DWORD)
        kernel.CloseHandle.argtypes = (wintypes.HANDLE,)
        kernel.GetExitCodeProcess.argtypes = (wintypes.HANDLE, ctypes.POINTER(wintypes.DWORD))
        times = ctypes.POINTER(wintypes.FILETIME)
        kernel.GetProcessTimes.argtypes = (wintypes.HANDLE, times, times, times, times)
        handle = kernel.OpenProcess(_QUERY, False, pid)
        if not handle:
            return "" if ctypes.get_last_error() == _ACCESS_DENIED else None
        try:
            code = wintypes.DWORD()
            if kernel.GetExitCodeProcess(handle, ctypes.byref(code)) and code.value != _STILL_ACTIVE:
                return None
            found = [wintypes.FILETIME() for _time in range(4)]
            if not kernel.GetProcessTimes(handle, *(ctypes.byref(one) for one in found)):
                return ""
            return str(found[0].dwHighDateTime << 32 | found[0].dwLowDateTime)
        finally:
            kernel.CloseHandle(handle)

else:

    def _start_of(pid: int) -> str | None:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return None
        except PermissionError:
            pass  # somebody else's, and alive
        return _start_on_linux(pid) if sys.platform == "linux" else _start_told(pid)


def _start_on_linux(pid: int) -> str | None:
    text = _line(Path(f"/proc/{pid}/stat"))
    fields = text.rpartition(")")[2].split()
    if len(fields) <= _LINUX_START:
        return ""
    if fields[0] in _ENDED:
        return None
    # Counted from the machine's start, of which there are many.
    return f"{_line(Path('/proc/sys/kernel/random/boot_id'))} {fields[_LINUX_START]}"


def _start_told(pid: int) -> str:
    import subprocess

    command = ["ps", "-o", "lstart=", "-p", str(pid)]
    plain = {"LC_ALL": "C", "PATH": "/bin:/usr/bin"}
    try:
        told = subprocess.run(command, capture_output=True, env=plain, timeout=5, check=False)
    except (OSError, subprocess.SubprocessError):
        return ""
    return " ".join(told.stdout.decode("ascii", "replace").split())


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
