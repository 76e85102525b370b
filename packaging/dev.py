"""Everything a developer starts: python3 packaging/dev.py run|test|lint|…

The first start on a new machine makes .venv in the checkout, installs the project and what Qt
needs from the system; every later start goes straight to the program. Needs only Python 3.11.

An older Python must be able to read this file, to say that it is too old: no newer syntax here.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from environment.terminal import Stop, forgive_encoding, say

ROOT = Path(__file__).resolve().parent.parent

USAGE = """\
用法 / usage: python3 packaging/dev.py COMMAND [ARGUMENTS]

  run          打开程序（无显示器时在终端给出结果并存图）
               open the program (without a display: result in the terminal, window as a picture)
  test         运行测试，参数交给 pytest / run the tests; arguments go to pytest
  lint         检查代码：ruff、mypy；可给出文件 / check the code; arguments are files
  screenshots  生成界面截图 / take pictures of the screens
  bench        测量速度 / measure speed
  answers      与另一提交逐字节比较全部结果 / compare every answer with another commit's, byte by byte
  translate    更新译文 / update the translations
  prepare      更新预先读好的文件 / make anew what is read ahead of the start
  bundle       打成不需要 Python 的一个文件夹 / build one folder that needs no Python
  deb          由它做 Debian 软件包；也可 kiosk（大厅终端）、store（UOS、麒麟）、tar / make packages of it
  deb-test     在干净的 Debian 里试装、试用、卸载 / try them on a clean Debian (root)
"""


def check_python(version: "tuple[int, ...]") -> None:
    """Raise Stop when this Python is older than 3.11."""
    if version >= (3, 11):
        return
    found = ".".join(str(part) for part in version)
    newer = [name for name in ("python3.13", "python3.12", "python3.11") if shutil.which(name)]
    raise Stop(
        "需要 Python 3.11 或更新的版本，而这是 Python " + found + "。",
        "Python 3.11 or newer is needed; this is Python " + found + ".",
        newer[0] + " packaging/dev.py" if newer else "",
        code=2,
    )


class Command(NamedTuple):
    """What a command needs before it starts, and what it starts."""

    arguments: "tuple[str, ...]"
    """For the environment's Python; the person's own arguments follow."""
    extras: "tuple[str, ...]" = ("dev",)
    qt: bool = True


COMMANDS = {
    "run": Command(("-m", "calculator", "--example"), extras=()),
    # Each core has tests of its own; `-n0` among the arguments runs them one after the other.
    "test": Command(("-m", "pytest", "-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")),
    "lint": Command((), qt=False),
    "screenshots": Command(("-m", "pictures.screenshots")),
    "bench": Command(("-m", "benches.bench")),
    "answers": Command(("-m", "benches.same_answers")),
    "translate": Command(("-m", "generated.translate"), qt=False),
    "prepare": Command(("-m", "generated.prepare"), qt=False),
    "bundle": Command(("-m", "installers.bundle"), qt=False),
    "deb": Command(("-m", "installers.debian_package"), qt=False),
    "deb-test": Command(("-m", "installers.deb_test"), qt=False),
}


def hand_over(python: Path, arguments: "list[str]", environment: "dict[str, str]") -> int:
    """Become the program where the system can do that; else run it and give its exit code."""
    command = [str(python), *arguments]
    if sys.platform != "win32":
        sys.stdout.flush()
        os.execve(command[0], command, environment)
    return subprocess.call(command, env=environment)


def run(python: Path, arguments: "list[str]", has_display: bool) -> int:
    """Open the window, or without a display let the program print and draw into a picture."""
    environment = dict(os.environ)
    start = list(COMMANDS["run"].arguments)
    if not has_display:
        say(
            "没有可用的显示器：在终端显示结果，窗口存为图片。",
            "no display: the result goes to this terminal and the window into a picture.",
        )
        picture = ROOT / "build" / "gongjisuan-window.png"
        picture.parent.mkdir(exist_ok=True)
        environment["QT_QPA_PLATFORM"] = "offscreen"
        start += ["--no-display", "--picture", str(picture)]
    return hand_over(python, start + arguments, environment)


def lint(python: Path, arguments: "list[str]") -> int:
    """Run every check, even after one has failed; 1 if any did."""
    files = arguments or ["."]
    checks = (
        ["ruff", "check", *files],
        ["ruff", "format", "--check", *files],
        ["mypy", *arguments],
    )
    failed = []
    for check in checks:
        print("$", " ".join(check), flush=True)
        if subprocess.call([str(python), "-m", *check], cwd=ROOT) != 0:
            failed.append(" ".join(check[:2]))
    if failed:
        names = ", ".join(failed)
        say("没有通过：" + names, "failed: " + names, error=True)
    return 1 if failed else 0


def start(name: str, arguments: "list[str]") -> int:
    """Prepare the environment for a command and start it."""
    # Read only now: an older Python could not.
    from environment.display import Display, find_display
    from environment.test_programs import prepare_programs
    from environment.venv import prepare

    command = COMMANDS[name]
    display = find_display(os.environ, sys.platform) if name == "run" else Display.NONE
    python = prepare(ROOT, list(command.extras), command.qt, on_x11=display is Display.X11)
    if name == "run":
        return run(python, arguments, display is not Display.NONE)
    if name == "lint":
        return lint(python, arguments)
    if name == "test":
        prepare_programs(ROOT)
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONWARNINGS"}
    if name == "test":
        # The tests start hundreds of Pythons, each of which would compile all anew.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
    environment["QT_QPA_PLATFORM"] = "offscreen"
    # Where the rooms beside this file are found, by this and by every process that is started from there.
    environment["PYTHONPATH"] = os.pathsep.join(filter(None, (str(ROOT / "packaging"), os.environ.get("PYTHONPATH"))))
    os.chdir(ROOT)
    return hand_over(python, [*command.arguments, *arguments], environment)


def main(arguments: "list[str]") -> int:
    """The exit code: 2 for a wrong call or an old Python, 1 when preparing failed."""
    forgive_encoding()
    try:
        check_python(sys.version_info[:3])
        if arguments[:1] in (["-h"], ["--help"]):
            print(USAGE, end="")
            return 0
        if not arguments or arguments[0] not in COMMANDS:
            print(USAGE, end="", file=sys.stderr)
            return 2
        return start(arguments[0], arguments[1:])
    except Stop as stop:
        say(stop.chinese, stop.english, stop.command, error=True)
        return stop.code
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
