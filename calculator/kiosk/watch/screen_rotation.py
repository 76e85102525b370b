"""The screen turned as the hall settings say: by the compositor's own small program, or by that of X."""

import shutil
import subprocess
from collections.abc import Mapping
from contextlib import suppress

_X = {0: "normal", 90: "right", 180: "inverted", 270: "left"}
_PATIENCE = 5


def turn_screen(degrees: int, environment: Mapping[str, str]) -> bool:
    """Turn every screen by 0, 90, 180 or 270 degrees clockwise; gives whether that was asked of a program."""
    wayland = "WAYLAND_DISPLAY" in environment
    program = shutil.which("wlr-randr" if wayland else "xrandr", path=environment.get("PATH"))
    if program is None:
        return False
    listed = _said(program, environment)
    if wayland:
        outputs = [line.split()[0] for line in listed.splitlines() if line[:1].strip()]
        turned = str(degrees) if degrees else "normal"
        calls = [[program, "--output", output, "--transform", turned] for output in outputs]
    else:
        outputs = [line.split()[0] for line in listed.splitlines() if " connected" in line]
        calls = [[program, "--output", output, "--rotate", _X[degrees]] for output in outputs]
    for call in calls:
        with suppress(OSError, subprocess.SubprocessError):
            subprocess.run(call, env=environment, check=False, timeout=_PATIENCE, stdin=subprocess.DEVNULL)
    return bool(calls)


def _said(program: str, environment: Mapping[str, str]) -> str:
    try:
        told = subprocess.run([program], env=environment, check=False, timeout=_PATIENCE, capture_output=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout.decode("utf-8", "replace")
