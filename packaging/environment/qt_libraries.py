"""What Qt needs from a Linux system and no wheel brings: shared libraries and a Chinese font."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from environment.stamp import read_stamp, write_stamp
from environment.system_packages import apt_install, chinese_font, command_for, may_install, package_of
from environment.terminal import Stop, say

_WIDGETS = "lib/libQt6Widgets.so.6"
"""What it needs, everything that draws needs."""
_X11 = "plugins/platforms/libqxcb.so"
"""What it needs, a window on an X11 display needs; drawing into a picture still works without."""
_TRIAL = """
from PySide6.QtWidgets import QApplication
from PySide6.QtGui import QFontDatabase
app = QApplication(["trial"])
print(len(QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese)))
"""


def ensure_qt(venv: Path, python: Path, on_x11: bool) -> None:
    """See to it that Qt can start, installing what is missing where that is allowed.

    `on_x11`: a window shall open on an X11 display. Raises Stop when Qt cannot start.
    """
    stamp = read_stamp(venv)
    if stamp is None or stamp.qt_ready:
        return
    if sys.platform != "linux":
        try_qt(python)
        write_stamp(venv, replace(stamp, qt_ready=True))
        return
    drawing, window = missing_libraries(venv, _WIDGETS), missing_libraries(venv, _X11)
    # Where a library is missing, Qt cannot be asked for its fonts.
    complete = not window and not drawing and try_qt(python)
    if not complete and not stamp.apt_tried and may_install():
        if not apt_install([*map(package_of, drawing + window), chinese_font()]):
            say("系统软件包没有装成（上面是原因）。", "apt could not install them (see above).")
        stamp = replace(stamp, apt_tried=True)
        write_stamp(venv, stamp)
        drawing, window = missing_libraries(venv, _WIDGETS), missing_libraries(venv, _X11)
    if essential := (drawing + window if on_x11 else drawing):
        names = ", ".join(dict.fromkeys(essential))
        # One command for all that is missing: a later run may need the rest.
        packages = dict.fromkeys([*map(package_of, drawing + window), chinese_font()])
        raise Stop(
            f"缺少图形界面所需的系统库：{names}。请联网安装后再试：",
            f"system libraries for the window are missing: {names}; connect to a network and install them:",
            command_for(packages),
        )
    font = complete or try_qt(python)
    if not font:
        say(
            "没有中文字体，汉字会显示成方框；可这样安装：",
            "no Chinese font: characters will show as boxes; install one:",
            command_for([chinese_font()]) or chinese_font(),
        )
    write_stamp(venv, replace(stamp, qt_ready=font and not window))


def missing_libraries(venv: Path, part: str) -> list[str]:
    """The shared libraries that the system's loader does not find for a part of Qt, such as `libEGL.so.1`."""
    ldd = shutil.which("ldd")
    found = [] if ldd is None else list(venv.glob(f"lib/python*/site-packages/PySide6/Qt/{part}"))
    missing: list[str] = []
    for path in found:
        done = subprocess.run([str(ldd), str(path)], capture_output=True, text=True, check=False, errors="replace")
        missing += re.findall(r"^\s*(\S+) => not found", done.stdout, re.MULTILINE)
    return missing


def try_qt(python: Path) -> bool:
    """Start Qt without a display; whether it knows a Chinese font. Raises Stop with the reason where it fails."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [python, "-c", _TRIAL], env=environment, capture_output=True, check=False, text=True, errors="replace"
    )
    if done.returncode != 0:
        # The last line names the library or the cause.
        reason = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
        raise Stop("Qt 无法启动，原因如下：", "Qt cannot start, because:", reason)
    return done.stdout.split()[-1:] != ["0"]
