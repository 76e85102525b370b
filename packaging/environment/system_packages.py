"""The system's own packages on Linux: what holds a library or a font, and the command that installs it."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Iterable

from environment.terminal import say

_INSTALL = {
    "apt-get": ("install", "-y", "--no-install-recommends"),
    "dnf": ("install", "-y"),
    "zypper": ("install", "-y"),
    "pacman": ("-S", "--needed", "--noconfirm"),
}
_CHINESE_FONT = {
    "apt-get": "fonts-noto-cjk",
    "dnf": "google-noto-sans-cjk-fonts",
    "zypper": "google-noto-sans-sc-fonts",
    "pacman": "noto-fonts-cjk",
}
_UNRULY = {"libglib-2.0.so.0": "libglib2.0-0", "libgthread-2.0.so.0": "libglib2.0-0", "libz.so.1": "zlib1g"}
"""What Debian does not name after the library."""


def manager() -> str:
    """The program that installs packages here, such as `apt-get`; empty where none of those is known."""
    return next((name for name in _INSTALL if shutil.which(name)), "")


def package_of(soname: str) -> str:
    """The package that holds a shared library, as this system's manager names it."""
    if manager() == "pacman":
        return "qt6-base"  # needs all that Qt's wheels need
    if manager() != "apt-get":
        return f"{soname}()(64bit)"  # dnf and zypper find a package by what it provides
    # Debian's own rule: the library's name and version, with a dash where two numbers would run together.
    name, _, version = soname.lower().partition(".so.")
    return _UNRULY.get(soname) or name + ("-" if name[-1:].isdigit() else "") + version


def chinese_font() -> str:
    """The package of a Chinese font."""
    return _CHINESE_FONT.get(manager(), "fonts-noto-cjk")


def command_for(packages: Iterable[str]) -> str:
    """The line that a person can copy to install packages; empty where it is not known."""
    name = manager()
    if not name:
        return ""
    line = shlex.join([name, *_INSTALL[name], *packages])
    return line if _is_root() else "sudo " + line


def may_install() -> bool:
    """Whether dev.py installs system packages itself here: for root, with apt."""
    return manager() == "apt-get" and _is_root()


def apt_install(packages: Iterable[str]) -> bool:
    """Install packages; whether apt said that it did."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-q", "-o", "Acquire::http::Timeout=30", "-o", "DPkg::Lock::Timeout=120"]

    def run(*arguments: str) -> bool:
        return (
            subprocess.run([*apt, *arguments], env=environment, check=False, stdin=subprocess.DEVNULL).returncode == 0
        )

    say("正在更新软件源列表…", "updating the list of system packages …")
    run("-q", "update")  # its failure is no reason to stop: a dead source may not matter for what is wanted
    names = sorted(set(packages))
    say("正在安装系统软件包…", "installing these system packages …", " ".join(names))
    return run(*_INSTALL["apt-get"], *names)


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
