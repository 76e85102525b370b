"""What Qt needs from a Linux system and no wheel brings: shared libraries and a Chinese font."""

import ctypes
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from environment.stamp import Stamp, python_of
from environment.system_packages import (
    Family,
    apt_install,
    apt_knows,
    can_apt_install,
    choose,
    family_of,
    install_command,
    is_root,
    read_os_release,
)
from environment.terminal import Stop, say


class Library(NamedTuple):
    """A shared library by the name that the loader knows, and the packages that hold it."""

    soname: str
    debian: tuple[str, ...]
    arch: str


_GLIB = ("libglib2.0-0t64", "libglib2.0-0")

CORE = (
    Library("libEGL.so.1", ("libegl1",), "libglvnd"),
    Library("libGL.so.1", ("libgl1",), "libglvnd"),
    Library("libX11.so.6", ("libx11-6",), "libx11"),
    Library("libdbus-1.so.3", ("libdbus-1-3",), "dbus"),
    Library("libfontconfig.so.1", ("libfontconfig1",), "fontconfig"),
    Library("libfreetype.so.6", ("libfreetype6",), "freetype2"),
    Library("libglib-2.0.so.0", _GLIB, "glib2"),
    Library("libgthread-2.0.so.0", _GLIB, "glib2"),
    Library("libstdc++.so.6", ("libstdc++6",), "gcc-libs"),
    Library("libxkbcommon.so.0", ("libxkbcommon0",), "libxkbcommon"),
    Library("libz.so.1", ("zlib1g",), "zlib"),
    Library("libzstd.so.1", ("libzstd1",), "zstd"),
)
"""Without these, Qt's window classes cannot be imported at all."""

WINDOW = (
    Library("libX11-xcb.so.1", ("libx11-xcb1",), "libx11"),
    Library("libxcb.so.1", ("libxcb1",), "libxcb"),
    Library("libxcb-cursor.so.0", ("libxcb-cursor0",), "xcb-util-cursor"),
    Library("libxcb-glx.so.0", ("libxcb-glx0",), "libxcb"),
    Library("libxcb-icccm.so.4", ("libxcb-icccm4",), "xcb-util-wm"),
    Library("libxcb-image.so.0", ("libxcb-image0",), "xcb-util-image"),
    Library("libxcb-keysyms.so.1", ("libxcb-keysyms1",), "xcb-util-keysyms"),
    Library("libxcb-randr.so.0", ("libxcb-randr0",), "libxcb"),
    Library("libxcb-render.so.0", ("libxcb-render0",), "libxcb"),
    Library("libxcb-render-util.so.0", ("libxcb-render-util0",), "xcb-util-renderutil"),
    Library("libxcb-shape.so.0", ("libxcb-shape0",), "libxcb"),
    Library("libxcb-shm.so.0", ("libxcb-shm0",), "libxcb"),
    Library("libxcb-sync.so.1", ("libxcb-sync1",), "libxcb"),
    Library("libxcb-util.so.1", ("libxcb-util1",), "xcb-util"),
    Library("libxcb-xfixes.so.0", ("libxcb-xfixes0",), "libxcb"),
    Library("libxcb-xkb.so.1", ("libxcb-xkb1",), "libxcb"),
    Library("libxkbcommon-x11.so.0", ("libxkbcommon-x11-0",), "libxkbcommon-x11"),
)
"""Without these, no window opens on an X11 display; drawing into a picture still works."""

FONT_PACKAGE: dict[Family, tuple[str, ...]] = {
    "debian": ("fonts-noto-cjk",),
    "fedora": ("google-noto-sans-cjk-fonts",),
    "suse": ("google-noto-sans-sc-fonts",),
    "arch": ("noto-fonts-cjk",),
}

_CHINESE_FONT_FILES = (
    "*[Cc][Jj][Kk]*",
    "NotoS*SC*",
    "NotoS*Hans*",
    "SourceHan*",
    "wqy*",
    "DroidSansFallback*",
    "u?ing.tt?",
    "ukai.tt?",
    "HarmonyOS*SC*",
    "LXGW*",
    "sim*.tt?",
    "msyh*.tt?",
    "FZ*.tt?",
)


def font_folders() -> list[Path]:
    """Where fontconfig looks on an ordinary Linux system."""
    home = Path.home()
    data = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share")
    shared = [Path("/usr/share/fonts"), Path("/usr/local/share/fonts")]
    return [*shared, data / "fonts", home / ".fonts"]


def fontconfig_has_chinese() -> bool:
    """Whether fc-list names a font for Chinese; False too where there is no fc-list."""
    if shutil.which("fc-list") is None:
        return False
    done = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, check=False)
    return bool(done.stdout.strip())


def has_chinese_font(folders: Iterable[Path], ask: Callable[[], bool] = fontconfig_has_chinese) -> bool:
    """Whether a Chinese font is there: by file names first, which starts no process."""
    for folder in folders:
        for pattern in _CHINESE_FONT_FILES:
            if next(folder.rglob(pattern), None) is not None:
                return True
    return ask()


def missing_libraries(libraries: Iterable[Library], load: Callable[[str], object] = ctypes.CDLL) -> list[Library]:
    """Those that the loader cannot load."""
    missing = []
    for library in libraries:
        try:
            load(library.soname)
        except OSError:
            missing.append(library)
    return missing


def packages_for(
    family: Family,
    libraries: Iterable[Library],
    font_missing: bool,
) -> list[tuple[str, ...]]:
    """The packages to install, each as its candidate names, without repeats and in order."""
    wanted: dict[tuple[str, ...], None] = {}
    for library in libraries:
        if family == "debian":
            wanted[library.debian] = None
        elif family == "arch":
            wanted[(library.arch,)] = None
        else:
            # dnf and zypper find a package by what it provides.
            wanted[(library.soname + "()(64bit)",)] = None
    if font_missing and family in FONT_PACKAGE:
        wanted[FONT_PACKAGE[family]] = None
    return list(wanted)


class Lack(NamedTuple):
    """What this system does not have."""

    core: list[Library]
    window: list[Library]
    font: bool

    @classmethod
    def look(cls) -> "Lack":
        """Look at the system."""
        return cls(
            missing_libraries(CORE),
            missing_libraries(WINDOW),
            not has_chinese_font(font_folders()),
        )


def prepare_qt(stamp: Stamp, venv: Path, on_linux: bool, on_x11: bool) -> Stamp:
    """See to it that Qt can start, installing what is missing where that is allowed.

    `on_x11`: a window shall open on an X11 display. Gives the stamp to keep; raises Stop when
    Qt cannot start.
    """
    stamp = _prepare_system(stamp, on_x11) if on_linux else replace(stamp, qt_complete=True)
    if not stamp.qt_loads:
        _try_import(venv)
    return replace(stamp, qt_loads=True)


def _prepare_system(stamp: Stamp, on_x11: bool) -> Stamp:
    lack = Lack.look()
    family = family_of(read_os_release())
    if any(lack) and not stamp.installer_tried and can_apt_install(family):
        worked = apt_install(packages_for(family, lack.core + lack.window, lack.font))
        if not worked:
            say("系统软件包没有装成（上面是原因）。", "apt could not install them (see above).")
        lack = Lack.look()
        stamp = replace(stamp, installer_tried=True)
    essential = lack.core + (lack.window if on_x11 else [])
    if essential:
        names = ", ".join(library.soname for library in essential)
        raise Stop(
            f"缺少图形界面所需的系统库：{names}。请联网安装后再试：",
            "system libraries for the window are missing; connect to a network and install them:",
            # One command for all that is missing: a later run may need the rest.
            _command(family, packages_for(family, lack.core + lack.window, lack.font)) or names,
        )
    if lack.font:
        say(
            "没有中文字体，汉字会显示成方框；可这样安装：",
            "no Chinese font: characters will show as boxes; install one:",
            _command(family, packages_for(family, [], font_missing=True)) or "fonts-noto-cjk",
        )
    return replace(stamp, qt_complete=not any(lack))


def _command(family: Family, packages: Sequence[Sequence[str]]) -> str:
    names = (choose(candidates, apt_knows) for candidates in packages)
    return install_command(family, names, is_root())


def _try_import(venv: Path) -> None:
    done = subprocess.run(
        [str(python_of(venv)), "-c", "import PySide6.QtWidgets"],
        capture_output=True,
        check=False,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        # The last line names the library or the cause.
        reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise Stop("Qt 无法启动，原因如下：", "Qt cannot start, because:", reason)
