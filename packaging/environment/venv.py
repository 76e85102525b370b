"""Make .venv in the checkout and install the project in it; the second time, do nothing."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from environment.one_at_a_time import only_one
from environment.qt_libraries import prepare_qt
from environment.stamp import (
    UNFINISHED,
    Stamp,
    fault_of,
    python_of,
    read_stamp,
    version_of,
    wanted_stamp,
    write_stamp,
)
from environment.system_packages import (
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


def ready(root: Path, extras: list[str], qt: bool) -> bool:
    """Whether nothing is left to do. Reads a few small files and starts no process."""
    venv = root / ".venv"
    stamp = read_stamp(venv)
    return (
        stamp is not None
        and fault_of(venv) is None
        and stamp.covers(wanted_stamp(root, version_of(venv), extras))
        and (not qt or (stamp.qt_loads and stamp.qt_complete))
    )


def prepare(root: Path, extras: list[str], qt: bool, on_x11: bool = False, platform: str = sys.platform) -> Path:
    """The environment's Python, with the project and `extras` installed; raises Stop."""
    venv = root / ".venv"
    if not ready(root, extras, qt):
        with only_one(root / "build" / "dev.lock"):
            # Whoever held the lock before may have done it all: ensure_* look again.
            ensure_venv(venv)
            stamp = ensure_project(root, extras)
            if qt and not (stamp.qt_loads and stamp.qt_complete):
                stamp = prepare_qt(stamp, venv, platform == "linux", on_x11)
                write_stamp(venv, stamp)
    return python_of(venv)


def ensure_venv(venv: Path) -> None:
    """A .venv that works: the one that is there, or a new one."""
    if venv.exists() or venv.is_symlink():
        stamped = read_stamp(venv) is not None
        fault = fault_of(venv)
        # A .venv that someone else made may be cut short in ways that no file tells.
        if fault is None and (stamped or _runs([python_of(venv), "-m", "pip", "--version"])):
            return
        chinese, english = fault or ("其中的 pip 不能用", "its pip does not work")
        say(f"正在重建 .venv：{chinese}…", f"making .venv anew: {english} …")
        _remove(venv)
    else:
        say("正在建立 Python 环境 .venv…", "making the Python environment .venv …")
    _ensure_venv_module()
    venv.mkdir()
    (venv / UNFINISHED).touch()
    # The Python below any environment that dev.py itself runs in: that one may be the old .venv.
    base = getattr(sys, "_base_executable", None) or sys.executable
    if not _runs([base, "-m", "venv", str(venv)], quiet=False):
        raise Stop(
            "建立 .venv 失败（原因见上）。请检查磁盘空间和目录权限后再试。",
            "could not make .venv (see above); check disk space and permissions, then try again.",
        )


def ensure_project(root: Path, extras: list[str]) -> Stamp:
    """Install the project editable with `extras`, unless the stamp says that it is."""
    venv = root / ".venv"
    old = read_stamp(venv)
    wanted = wanted_stamp(root, version_of(venv), extras)
    if old is not None and old.covers(wanted):
        return old
    # What an earlier command needed stays up to date too.
    extras = sorted({*extras, *(old.extras if old else [])})
    wanted = wanted_stamp(root, version_of(venv), extras)
    say(
        "正在安装依赖，首次需要几分钟…",
        "installing dependencies, a few minutes the first time …",
    )
    # pip that is killed leaves half a package that it later takes for whole: the mark stays then.
    (venv / UNFINISHED).touch()
    target = f".[{','.join(extras)}]" if extras else "."
    command = [str(python_of(venv)), "-m", "pip", "install", "--disable-pip-version-check"]
    # A person's own setting to install for the user does not go with an environment.
    environment = {key: value for key, value in os.environ.items() if key != "PIP_USER"}
    done = subprocess.run(
        [*command, "--no-input", "-e", target],
        cwd=root,
        env=environment,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    if done.returncode >= 0:
        (venv / UNFINISHED).unlink(missing_ok=True)
    if done.returncode != 0:
        raise Stop(
            "依赖安装失败（原因见上）。请检查网络或 pip 的镜像设置，然后再运行一次。",
            "pip failed (see above); check the network or pip's index setting and run this again.",
        )
    # An editable install compiles nothing, and where Python may not write bytecode every start would do it again.
    subprocess.run([str(python_of(venv)), "-m", "compileall", "-q", "calculator"], cwd=root, check=False)
    write_stamp(venv, wanted)
    return wanted


def _ensure_venv_module(
    missing: Callable[[], bool] = lambda: not (find_spec("venv") and find_spec("ensurepip")),
) -> None:
    """Debian and Ubuntu keep a part of the standard library in a package of its own."""
    if not missing():
        return
    candidates = (f"python3.{sys.version_info[1]}-venv", "python3-venv")
    family = family_of(read_os_release()) if sys.platform == "linux" else ""
    if can_apt_install(family) and apt_install([candidates]) and not missing():
        return
    command = install_command("debian", [choose(candidates, apt_knows)], is_root())
    raise Stop(
        "此 Python 缺少 venv 或 ensurepip，请先安装：",
        "this Python lacks venv or ensurepip; install them first:",
        command if family == "debian" else "https://www.python.org/downloads/",
    )


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


def _runs(command: list[str | Path], quiet: bool = True) -> bool:
    output = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run(command, check=False, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    except OSError:
        return False
    return done.returncode == 0
