"""The environment that packaging/dev.py makes: once, mended where it is broken, and by one at a time."""

import shutil
import sys
from collections.abc import Callable

import pytest
from fake_machine import WITHOUT_PIP, Machine

if sys.platform == "win32":
    pytest.skip("the stand-ins are shell scripts", allow_module_level=True)
import fcntl

VENV_PACKAGE = f"python3.{sys.version_info[1]}-venv"


def names(machine: Machine) -> list[str]:
    return [call.name for call in machine.calls()]


def test_from_a_fresh_checkout_to_the_program_and_then_straight_to_it(new_machine: Machine) -> None:
    new_machine.real_venv()
    new_machine.environment["PIP_USER"] = "1"
    done = new_machine.dev("lint")
    assert done.returncode == 0
    assert [line for line in done.stdout.splitlines() if not line.startswith("$")] == [
        "正在建立 Python 环境 .venv… / making the Python environment .venv …",
        "正在安装依赖，首次需要几分钟… / installing dependencies, a few minutes the first time …",
    ]
    pip = new_machine.calls("pip")[0]
    assert pip.arguments[0] == "install"
    assert pip.arguments[-2:] == ["-e", ".[dev]"]
    assert "PIP_USER" not in pip.environment
    assert list((new_machine.root / "calculator" / "__pycache__").glob("__main__*.pyc")), "compiled ahead"
    # What Qt needs is looked at when a command first needs it; and the third time nothing is looked at.
    assert new_machine.dev("bench").returncode == 0
    assert names(new_machine) == ["qt", "benches/bench"]
    done = new_machine.dev("bench")
    assert (done.stdout, done.stderr) == ("", "")
    assert names(new_machine) == ["benches/bench"]


def test_the_program_alone_needs_no_developers_packages(new_machine: Machine) -> None:
    new_machine.dev("run")
    assert new_machine.calls("pip")[0].arguments[-2:] == ["-e", "."]
    new_machine.dev("lint")
    assert new_machine.calls("pip")[0].arguments[-2:] == ["-e", ".[dev]"]
    new_machine.change_project("another")
    new_machine.dev("run")
    assert new_machine.calls("pip")[0].arguments[-2:] == ["-e", ".[dev]"], "what an earlier command needed stays"


def test_a_checkout_that_was_moved_is_installed_again(machine: Machine) -> None:
    moved = machine.root.with_name("moved")
    machine.root.rename(moved)
    machine.root = moved
    machine.dev("bench")
    assert names(machine) == ["pip", "qt", "benches/bench"]


# ---- broken environments


def _cut_short(machine: Machine) -> None:
    machine.tell("pip", "killed")
    machine.change_project("another")
    assert machine.dev("lint").returncode == 1
    machine.tell("pip", "0")


def _no_configuration(machine: Machine) -> None:
    (machine.root / ".venv" / "pyvenv.cfg").write_text("home = /nowhere\n", encoding="utf-8")
    machine.python.unlink()


def _no_interpreter(machine: Machine) -> None:
    machine.python.unlink()


def _gone(machine: Machine) -> None:
    machine.python.unlink()
    machine.python.symlink_to(machine.root.parent / "python3.11")


def _a_python(machine: Machine, version: str) -> None:
    machine.python.unlink()
    machine.python.write_text(f"#!/bin/sh\necho {version}\n", encoding="utf-8")
    machine.python.chmod(0o755)


def _another(machine: Machine) -> None:
    _a_python(machine, "3.99")


def _older(machine: Machine) -> None:
    machine.stamp.unlink()
    _a_python(machine, "3.9")


def _a_file(machine: Machine) -> None:
    shutil.rmtree(machine.root / ".venv")
    (machine.root / ".venv").write_text("", encoding="utf-8")


def _a_link_to_nothing(machine: Machine) -> None:
    shutil.rmtree(machine.root / ".venv")
    (machine.root / ".venv").symlink_to("nowhere")


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (_cut_short, "the last installation was cut short"),
        (_no_configuration, "its Python does not start"),
        (_no_interpreter, "its Python does not start"),
        (_gone, "its Python does not start"),
        (_another, "the Python below it has changed"),
        (_older, "its Python 3.9 is too old"),
        (_a_file, "its Python does not start"),
        (_a_link_to_nothing, "its Python does not start"),
    ],
)
def test_a_broken_environment_is_made_anew(harm: Callable[[Machine], None], reason: str, machine: Machine) -> None:
    harm(machine)
    machine.calls()
    done = machine.dev("lint")
    assert done.returncode == 0, done.stderr
    assert f"making .venv anew: {reason}" in done.stdout
    assert names(machine)[0] == "pip"
    assert "making" not in machine.dev("lint").stdout


def test_an_environment_made_by_hand_is_kept(machine: Machine) -> None:
    machine.stamp.unlink()
    mark = machine.root / ".venv" / "of-someone"
    mark.touch()
    machine.dev("lint")
    assert names(machine)[0] == "pip"
    assert mark.exists()


def test_a_note_that_cannot_be_read_is_none(machine: Machine) -> None:
    for text in ("", "{", "[]", "{}", '{"project": 1, "bogus": 2}'):
        machine.stamp.write_text(text, encoding="utf-8")
        assert machine.dev("lint").returncode == 0
        assert names(machine)[0] == "pip"


def test_an_environment_by_hand_without_pip_is_made_anew(machine: Machine) -> None:
    machine.stamp.unlink()
    machine.tell("pip", "1")
    done = machine.dev("lint")
    assert "making .venv anew: its pip does not work" in done.stdout


def test_a_venv_that_cannot_be_made_stops(new_machine: Machine) -> None:
    new_machine.module("venv", "raise SystemExit('no space left on device')")
    done = new_machine.dev("lint")
    assert done.returncode == 1
    assert "no space left" in done.stderr
    assert "could not make .venv" in done.stderr
    assert names(new_machine) == []
    new_machine.module("venv", WITHOUT_PIP)
    assert "making .venv anew: the last installation was cut short" in new_machine.dev("lint").stdout


def test_a_failed_pip_is_told_and_tried_again_the_next_time(machine: Machine) -> None:
    machine.tell("pip", "2")
    machine.change_project("another")
    done = machine.dev("lint")
    assert done.returncode == 1
    assert "请检查网络或 pip 的镜像设置" in done.stderr
    assert names(machine) == ["pip"]
    machine.tell("pip", "0")
    assert "anew" not in machine.dev("lint").stdout
    assert names(machine)[0] == "pip"


@pytest.mark.parametrize("user", [0, 1000])
def test_a_python_without_venv_is_told_its_package(new_machine: Machine, user: int) -> None:
    new_machine.user = user
    new_machine.apt()
    new_machine.tell("no-ensurepip")
    done = new_machine.dev("lint")
    assert done.returncode == 1
    sudo = "sudo " if user else ""
    assert f"\n    {sudo}apt-get install -y --no-install-recommends {VENV_PACKAGE}\n" in done.stderr
    installed = [call.arguments[-1] for call in new_machine.calls("apt-get")]
    assert installed == ([] if user else ["update", VENV_PACKAGE])


# ---- one at a time


def test_a_lock_file_left_behind_locks_nobody_out(machine: Machine) -> None:
    machine.change_project("another")
    (machine.root / "build").mkdir(exist_ok=True)
    (machine.root / "build" / "dev.lock").write_text("4194304999", encoding="utf-8")
    assert "waiting" not in machine.dev("lint").stdout


def test_the_second_waits_until_the_first_is_through(machine: Machine) -> None:
    machine.change_project("another")
    (machine.root / "build").mkdir(exist_ok=True)
    with (machine.root / "build" / "dev.lock").open("a") as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        second = machine.start("lint")
        assert second.stdout is not None
        assert (
            second.stdout.readline() == "另一个 dev.py 正在准备环境，请稍候… / waiting for another dev.py to finish …\n"
        )
        assert names(machine) == []
    assert "waiting" not in second.communicate(timeout=60)[0]
    assert second.returncode == 0
    assert names(machine)[0] == "pip"
