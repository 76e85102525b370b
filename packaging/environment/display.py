"""Is there a screen that a window can open on?"""

import re
import socket
import sys
from collections.abc import Mapping
from enum import Enum
from pathlib import Path


class Display(Enum):
    """What a window would open on."""

    NONE = "none"
    NATIVE = "native"
    X11 = "x11"
    WAYLAND = "wayland"


X11_SOCKETS = Path("/tmp/.X11-unix")


def find_display(environment: Mapping[str, str], platform: str, x11_sockets: Path = X11_SOCKETS) -> Display:
    """The display named by the environment, if it answers; Windows and macOS always have one."""
    if platform in ("win32", "darwin"):
        return Display.NATIVE
    chosen = re.split("[:;]", environment.get("QT_QPA_PLATFORM", ""))[0]
    if chosen.startswith(("offscreen", "minimal")):
        return Display.NONE
    if chosen in ("linuxfb", "eglfs", "vnc"):
        return Display.NATIVE
    if _wayland_answers(environment):
        return Display.WAYLAND
    if _x11_answers(environment.get("DISPLAY", ""), x11_sockets):
        return Display.X11
    return Display.NONE


def _wayland_answers(environment: Mapping[str, str]) -> bool:
    name = environment.get("WAYLAND_DISPLAY", "")
    # An absolute name stands alone: joining it to the folder gives the name itself.
    return bool(name) and _answers(str(Path(environment.get("XDG_RUNTIME_DIR", "")) / name))


def _x11_answers(display: str, sockets: Path) -> bool:
    local = re.fullmatch(r"(?:unix/?)?:(\d+)(?:\.\d+)?", display)
    if local is None:
        # A display on another machine would take long to ask; Qt says it if it is not there.
        return ":" in display
    path = str(sockets / f"X{local[1]}")
    # Some servers listen only on Linux's socket without a file, which starts with a zero byte.
    return _answers(path) or _answers("\0" + path)


def _answers(address: str) -> bool:
    if sys.platform == "win32":
        return False  # Python has no such sockets there
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
        client.settimeout(1)
        try:
            client.connect(address)
        except OSError:
            return False
    return True
