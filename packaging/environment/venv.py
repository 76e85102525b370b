"""Make .venv in the checkout and install the project in it; the second time, do nothing."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from environment.one_at_a_time import only_one
from environment.qt_libraries import ensure_qt
from environment.stamp import forget, is_unfinished, mark_unfinished, read_stamp, wanted_stamp, write_stamp
from environment.system_packages import apt_install, command_for, manager, may_install
from environment.terminal import Stop, say

OLDEST_PYTHON = (3, 11)


def prepare(root: Path, extras: list[str], qt: bool, on_x11: bool = False) -> Path:
    """The environment's Python, with the project and `extras` installed; raises Stop."""
    venv = root / ".venv"
    if not ready(root, extras, qt):
        with only_one(root / "build" / "dev.lock"):
            # Whoever held the lock before may have done it all: each of these looks again.
            ensure_venv(venv)
            ensure_project(root, extras)
            if qt:
                ensure_qt(venv, python_of(venv), on_x11)
    return python_of(venv)


def ready(root: Path, extras: list[str], qt: bool) -> bool:
    """Whether nothing is left to do. Starts nothing but the environment's Python, to hear its version."""
    stamp = read_stamp(root / ".venv")
    return (
        stamp is not None
        and stamp.covers(wanted_stamp(root, version_of(root / ".venv"), extras))
        and (stamp.qt_ready or not qt)
    )


def python_of(venv: Path) -> Path:
    """The environment's interpreter."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def version_of(venv: Path) -> str:
    """The version that the environment's Python gives, such as 3.11; empty where it does not start."""
    ask = "import sys; print('%d.%d' % sys.version_info[:2])"
    try:
        done = subprocess.run([python_of(venv), "-IS", "-c", ask], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if re.fullmatch(r"\d+\.\d+\s*", done.stdout) else ""


def fault_of(venv: Path) -> tuple[str, str] | None:
    """Why this environment cannot be used, in Chinese and English, or None."""
    if is_unfinished(venv):
        return "上次安装没有完成", "the last installation was cut short"
    stamp, version = read_stamp(venv), version_of(venv)
    if not version:
        return "它的 Python 不能启动", "its Python does not start"
    if stamp is not None and stamp.python != version:
        # A system upgrade can put another Python behind the same link; it would find no packages.
        return "它所用的 Python 换了版本", "the Python below it has changed"
    if tuple(map(int, version.split("."))) < OLDEST_PYTHON:
        return f"它的 Python {version} 太旧", f"its Python {version} is too old"
    # A .venv that someone else made may be cut short in ways that no file tells.
    if stamp is None and not _runs([python_of(venv), "-m", "pip", "--version"], quiet=True):
        return "其中的 pip 不能用", "its pip does not work"
    return None


def ensure_venv(venv: Path) -> None:
    """A .venv that works: the one that is there, or a new one."""
    if venv.exists() or venv.is_symlink():
        fault = fault_of(venv)
        if fault is None:
            return
        say(f"正在重建 .venv：{fault[0]}…", f"making .venv anew: {fault[1]} …")
        _remove(venv)
    else:
        say("正在建立 Python 环境 .venv…", "making the Python environment .venv …")
    _ensure_venv_module()
    venv.mkdir()
    mark_unfinished(venv)
    # The Python below any environment that dev.py itself runs in: that one may be the old .venv.
    base = getattr(sys, "_base_executable", None) or sys.executable
    if not _runs([base, "-m", "venv", str(venv)]):
        raise Stop(
            "建立 .venv 失败（原因见上）。请检查磁盘空间和目录权限后再试。",
            "could not make .venv (see above); check disk space and permissions, then try again.",
        )


def ensure_project(root: Path, extras: list[str]) -> None:
    """Install the project editable with `extras`, unless the stamp says that it is."""
    venv = root / ".venv"
    python, version, old = python_of(venv), version_of(venv), read_stamp(venv)
    if old is not None and old.covers(wanted_stamp(root, version, extras)):
        return
    # What an earlier command needed stays up to date too.
    extras = sorted({*extras, *(old.extras if old else [])})
    say("正在安装依赖，首次需要几分钟…", "installing dependencies, a few minutes the first time …")
    mark_unfinished(venv)
    target = f".[{','.join(extras)}]" if extras else "."
    pip: list[str | Path] = [python, "-m", "pip", "install", "--disable-pip-version-check", "--no-input", "-e", target]
    # A person's own setting to install for the user does not go with an environment.
    environment = {key: value for key, value in os.environ.items() if key != "PIP_USER"}
    code = subprocess.run(pip, cwd=root, env=environment, check=False, stdin=subprocess.DEVNULL).returncode
    if code == 0:
        # An editable install compiles nothing, and where Python may not write bytecode every start would do it again.
        subprocess.run([python, "-m", "compileall", "-q", "calculator"], cwd=root, check=False)
        write_stamp(venv, wanted_stamp(root, version, extras))
        return
    if code > 0:  # pip ended by itself and left nothing half done
        forget(venv)
    raise Stop(
        "依赖安装失败（原因见上）。请检查网络或 pip 的镜像设置，然后再运行一次。",
        "pip failed (see above); check the network or pip's index setting and run this again.",
    )


def _ensure_venv_module() -> None:
    """Debian and Ubuntu keep a part of the standard library in a package of its own."""
    package = f"python3.{sys.version_info[1]}-venv"
    if _has_venv_module() or (may_install() and apt_install([package]) and _has_venv_module()):
        return
    raise Stop(
        "此 Python 缺少 venv 或 ensurepip，请先安装：",
        "this Python lacks venv or ensurepip; install them first:",
        command_for([package]) if manager() == "apt-get" else "https://www.python.org/downloads/",
    )


def _has_venv_module() -> bool:
    return all(find_spec(name) is not None for name in ("venv", "ensurepip"))


def _remove(venv: Path) -> None:
    try:
        if venv.is_symlink() or venv.is_file():
            venv.unlink()
        else:
            shutil.rmtree(venv)
    except OSError as error:
        raise Stop(
            f"无法删除旧的 .venv（{error}）。请关闭正在使用它的程序后再试。",
            "could not remove the old .venv; close the programs that use it and try again.",
        ) from error


def _runs(command: list[str | Path], quiet: bool = False) -> bool:
    output = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    except OSError:
        return False
    return done.returncode == 0
