"""The system's own packages on Linux: which family of distribution, and the command to install."""

import os
import platform
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping, Sequence

from environment.terminal import say

Family = str
"""debian, fedora, suse, arch, or empty for any other."""

_FAMILIES: dict[str, Family] = {
    "debian": "debian",
    "ubuntu": "debian",
    "fedora": "fedora",
    "rhel": "fedora",
    "centos": "fedora",
    "opensuse": "suse",
    "suse": "suse",
    "arch": "arch",
}

_INSTALL: dict[Family, tuple[str, ...]] = {
    "debian": ("apt-get", "install", "-y", "--no-install-recommends"),
    "fedora": ("dnf", "install", "-y"),
    "suse": ("zypper", "install", "-y"),
    "arch": ("pacman", "-S", "--needed", "--noconfirm"),
}


def read_os_release() -> dict[str, str]:
    """What the distribution says of itself; empty where it says nothing."""
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def family_of(os_release: Mapping[str, str]) -> Family:
    """The family of a distribution, from its ID or, failing that, those that it is like."""
    names = [os_release.get("ID", ""), *os_release.get("ID_LIKE", "").split()]
    for name in names:
        # openSUSE's editions are called opensuse-leap, opensuse-tumbleweed and so on.
        family = _FAMILIES.get(name.lower().partition("-")[0])
        if family:
            return family
    return ""


def is_root() -> bool:
    """Whether this process may install system packages without asking."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install_command(family: Family, packages: Iterable[str], root: bool) -> str:
    """The line that a person can copy to install `packages`; empty for an unknown family."""
    if family not in _INSTALL:
        return ""
    line = shlex.join([*_INSTALL[family], *packages])
    return line if root else "sudo " + line


def apt_knows(package: str) -> bool:
    """Whether apt can install a package of this name."""
    if shutil.which("apt-cache") is None:
        return False
    done = subprocess.run(["apt-cache", "show", package], capture_output=True, check=False, stdin=subprocess.DEVNULL)
    return done.returncode == 0 and bool(done.stdout.strip())


def choose(candidates: Sequence[str], knows: Callable[[str], bool]) -> str:
    """The first name that the system knows, or the last: a package's name differs by release."""
    return next((name for name in candidates if knows(name)), candidates[-1])


def can_apt_install(family: Family) -> bool:
    """Whether dev.py may install system packages itself here."""
    return family == "debian" and is_root() and shutil.which("apt-get") is not None


def apt_install(wanted: Iterable[Sequence[str]]) -> bool:
    """Install one package for each tuple of candidate names; whether apt said that it did."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    patience = ["-o", "Acquire::http::Timeout=30", "-o", "DPkg::Lock::Timeout=120"]
    say("正在更新软件源列表…", "updating the list of system packages …")
    # Its failure is no reason to stop: one dead source may not matter for what is wanted.
    _run(["apt-get", "-qq", *patience, "update"], environment)
    names = sorted({choose(candidates, apt_knows) for candidates in wanted})
    say("正在安装系统软件包…", "installing these system packages …", " ".join(names))
    return _run([*_INSTALL["debian"], "-q", *patience, *names], environment) == 0


def _run(command: list[str], environment: Mapping[str, str]) -> int:
    return subprocess.run(command, env=environment, check=False, stdin=subprocess.DEVNULL).returncode
