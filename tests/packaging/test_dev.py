"""packaging/dev.py: how it is called, and what each command starts."""

import ast
import sys
from pathlib import Path

import pytest
from fake_machine import Machine

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging"

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the stand-ins are shell scripts")


@pytest.mark.parametrize("name", ["dev.py", "environment/terminal.py"])
def test_an_old_python_can_read_the_file(name: str) -> None:
    ast.parse((SCRIPTS / name).read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize(("newer", "command"), [("", ""), ("python3.12", "    python3.12 packaging/dev.py")])
def test_an_old_python_is_named(machine: Machine, newer: str, command: str) -> None:
    machine.tell("python-is", "3.9.18")
    if newer:
        machine.program(newer)
    done = machine.dev("test")
    assert done.returncode == 2
    told = done.stderr.splitlines()
    assert told[0].count("3.9.18") == 2
    assert told[1:] == [command][: len(command)]
    assert machine.calls() == []


@pytest.mark.parametrize("arguments", [[], ["bogus"], ["--bogus"]])
def test_a_wrong_call_shows_the_usage(machine: Machine, arguments: list[str]) -> None:
    done = machine.dev(*arguments)
    assert done.returncode == 2
    assert "dev.py COMMAND" in done.stderr
    assert machine.calls() == []


def test_help_names_every_command(machine: Machine) -> None:
    done = machine.dev("--help")
    assert done.returncode == 0
    for command in ("run", "test", "lint", "screenshots", "bench", "answers", "translate", "prepare", "bundle", "deb"):
        assert f"  {command} " in done.stdout


def test_a_terminal_without_chinese_gets_the_english_sentence(machine: Machine) -> None:
    machine.tell("pip", "1")
    machine.change_project("another")
    machine.environment["PYTHONIOENCODING"] = "cp1252"
    done = machine.dev("lint")
    assert done.stdout == "installing dependencies, a few minutes the first time …\n"
    assert done.stderr.startswith("pip failed (see above)")


def test_run_without_a_display_draws_into_a_picture(machine: Machine) -> None:
    done = machine.dev("run", "--lang", "en")
    (call,) = machine.calls()
    picture = str(machine.root / "build" / "gongjisuan-window.png")
    assert call.arguments == ["--example", "--no-display", "--picture", picture, "--lang", "en"]
    assert call.environment["QT_QPA_PLATFORM"] == "offscreen"
    assert (machine.root / "build").is_dir()
    assert "no display" in done.stdout


def test_run_on_a_display_opens_the_window(machine: Machine) -> None:
    machine.environment["DISPLAY"] = "elsewhere:10.0"
    done = machine.dev("run", "--lang", "en")
    (call,) = machine.calls()
    assert (call.name, call.arguments) == ("calculator", ["--example", "--lang", "en"])
    assert "QT_QPA_PLATFORM" not in call.environment
    assert (done.stdout, done.stderr) == ("", "")


@pytest.mark.parametrize(
    ("command", "program", "arguments"),
    [
        ("test", "pytest", ["-n", "auto", "--maxprocesses", "4", "--dist", "worksteal"]),
        ("screenshots", "pictures/screenshots", []),
        ("bench", "benches/bench", []),
        ("answers", "benches/same_answers", []),
        ("translate", "generated/translate", []),
        ("prepare", "generated/prepare", []),
        ("bundle", "installers/bundle", []),
        ("deb", "installers/debian_package", []),
        ("deb-test", "installers/deb_test", []),
    ],
)
def test_the_other_commands(machine: Machine, command: str, program: str, arguments: list[str]) -> None:
    machine.environment["PYTHONWARNINGS"] = "ignore"
    machine.environment["PYTHONDONTWRITEBYTECODE"] = "1"
    done = machine.dev(command, "-x")
    (call,) = machine.calls()
    assert (call.name, call.arguments) == (program, [*arguments, "-x"])
    assert call.environment["QT_QPA_PLATFORM"] == "offscreen"
    assert call.environment["PYTHONPATH"].startswith(str(machine.root / "packaging"))
    assert "PYTHONWARNINGS" not in call.environment
    assert ("PYTHONDONTWRITEBYTECODE" in call.environment) is (program != "pytest"), "tests start hundreds of Pythons"
    assert done.returncode == (3 if program == "pytest" else 0), "the program's own exit code"


def test_lint_runs_every_check_and_fails_if_one_does(machine: Machine) -> None:
    machine.tell("bad", "format")
    done = machine.dev("lint")
    assert done.returncode == 1
    assert "failed: ruff format" in done.stderr
    calls = [[call.name, *call.arguments] for call in machine.calls()]
    assert calls == [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]]
    machine.tell("bad", "")
    assert machine.dev("lint", "a.py").returncode == 0
    assert [call.arguments[-1] for call in machine.calls()] == ["a.py"] * 3
