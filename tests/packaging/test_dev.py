"""packaging/dev.py: what it decides, with every system it would ask replaced. No pip, apt or network."""

import ast
import importlib
import importlib.util
import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging"


def _load() -> tuple[Any, ...]:
    # The scripts import one another by their bare names, as they do when dev.py is started.
    sys.path.insert(0, str(SCRIPTS))
    try:
        names = ("terminal", "display", "stamp", "one_at_a_time", "system_packages", "qt_libraries", "venv")
        modules = tuple(importlib.import_module(f"environment.{name}") for name in names)
        spec = importlib.util.spec_from_file_location("gongjisuan_dev", SCRIPTS / "dev.py")
        assert spec is not None
        assert spec.loader is not None
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
    finally:
        sys.path.remove(str(SCRIPTS))
    return (script, *modules)


dev, terminal, display, stamps, lock, packages, qt, environment = _load()
Stop: Any = terminal.Stop
Display: Any = display.Display

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="sockets with a file, links, flock")


class Commands:
    """Stands in for subprocess.run: notes each command, gives the exit code that a test chose."""

    def __init__(self) -> None:
        self.seen: list[list[str]] = []
        self.code: Callable[[list[str]], int] = lambda command: 0
        self.effect: Callable[[list[str]], None] = lambda command: None
        self.environments: list[dict[str, str]] = []

    def __call__(self, command: list[Any], **options: Any) -> subprocess.CompletedProcess[str]:
        words = [str(word) for word in command]
        self.seen.append(words)
        self.environments.append(dict(options.get("env") or {}))
        self.effect(words)
        return subprocess.CompletedProcess(words, self.code(words), stdout="", stderr="cause\nlast line\n")

    def holding(self, word: str) -> list[list[str]]:
        return [command for command in self.seen if word in command]


@pytest.fixture
def commands(monkeypatch: pytest.MonkeyPatch) -> Commands:
    noted = Commands()
    monkeypatch.setattr(subprocess, "run", noted)
    return noted


def make_venv(venv: Path, version: str = "3.11.7") -> Path:
    """An environment as far as files tell."""
    home = venv.parent / "base"
    home.mkdir(exist_ok=True)
    interpreter = home / f"python{'.'.join(version.split('.')[:2])}"
    interpreter.touch()
    python: Path = stamps.python_of(venv)
    python.parent.mkdir(parents=True)
    if sys.platform == "win32":
        python.touch()
    else:
        python.symlink_to(interpreter)
    (venv / "pyvenv.cfg").write_text(f"home = {home}\nversion = {version}\n", encoding="utf-8")
    return venv


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with an environment and no stamp."""
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    make_venv(tmp_path / ".venv")
    return tmp_path


def put_stamp(root: Path, extras: list[str], **fields: bool) -> Any:
    stamp = replace(stamps.wanted_stamp(root, "3.11", extras), **fields)
    stamps.write_stamp(root / ".venv", stamp)
    return stamp


# The terminal


def test_a_terminal_without_chinese_gets_the_english_sentence() -> None:
    assert terminal.bilingual("安装", "install", "utf-8") == "安装 / install"
    assert terminal.bilingual("安装", "install", "gb18030") == "安装 / install"
    assert terminal.bilingual("安装", "install", "cp1252") == "install"
    assert terminal.bilingual("安装", "install", "no-such-encoding") == "install"


def test_a_command_stands_on_its_own_line(capsys: pytest.CaptureFixture[str]) -> None:
    terminal.say("请安装", "install", "apt-get install x", error=True)
    assert capsys.readouterr().err.splitlines()[1] == "    apt-get install x"


# The call


def test_an_old_python_is_named() -> None:
    with pytest.raises(Stop) as caught:
        dev.check_python((3, 9, 18))
    assert "3.9.18" in caught.value.chinese
    assert "3.9.18" in caught.value.english
    assert caught.value.code == 2
    dev.check_python((3, 11, 0))


@pytest.mark.parametrize("name", ["dev.py", "environment/terminal.py"])
def test_an_old_python_can_read_the_file(name: str) -> None:
    ast.parse((SCRIPTS / name).read_text(encoding="utf-8"), feature_version=(3, 7))


@pytest.mark.parametrize("arguments", [[], ["bogus"], ["--bogus"]])
def test_a_wrong_call_shows_the_usage(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(arguments) == 2
    assert "dev.py COMMAND" in capsys.readouterr().err


def test_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main(["-h"]) == 0
    shown = capsys.readouterr().out
    assert all(f"  {name} " in shown for name in dev.COMMANDS)


@pytest.mark.parametrize(("raised", "code"), [(Stop("停", "stop", "try this", 1), 1), (KeyboardInterrupt(), 130)])
def test_what_ends_dev_early_is_an_exit_code(raised: BaseException, code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def start(name: str, arguments: list[str]) -> int:
        raise raised

    monkeypatch.setattr(dev, "start", start)
    assert dev.main(["test"]) == code


# What each command starts


class Started:
    """What dev.py prepared, and the program that it became."""

    prepared: tuple[list[str], bool, bool]
    arguments: list[str]
    environment: dict[str, str]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Started:
    note = Started()

    def prepare(root: Path, extras: list[str], qt: bool, on_x11: bool) -> Path:
        note.prepared = (extras, qt, on_x11)
        return Path("python")

    def hand_over(python: Path, arguments: list[str], environment: dict[str, str]) -> int:
        note.arguments, note.environment = arguments, environment
        return 7

    monkeypatch.setattr(environment, "prepare", prepare)
    monkeypatch.setattr(dev, "hand_over", hand_over)
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONWARNINGS", "ignore")
    return note


def test_run_on_a_display(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.setattr(display, "find_display", lambda *_: Display.X11)
    assert dev.start("run", ["--lang", "en"]) == 7
    assert started.prepared == ([], True, True)
    assert started.arguments == ["-m", "calculator", "--example", "--lang", "en"]
    assert "QT_QPA_PLATFORM" not in started.environment


def test_run_without_a_display(
    started: Started, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(display, "find_display", lambda *_: Display.NONE)
    assert dev.start("run", ["--lang", "en"]) == 7
    picture = str(tmp_path / "build" / "gongjisuan-window.png")
    options = ["--example", "--no-display", "--picture", picture, "--lang", "en"]
    assert started.arguments == ["-m", "calculator", *options]
    assert started.environment["QT_QPA_PLATFORM"] == "offscreen"
    assert (tmp_path / "build").is_dir()
    assert "no display" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("name", "starts", "needs_qt"),
    [
        ("test", ["-m", "pytest", "-n", "auto", "--maxprocesses", "4"], True),
        ("screenshots", ["-m", "pictures.screenshots"], True),
        ("bench", ["-m", "benches.bench"], True),
        ("translate", ["-m", "generated.translate"], False),
        ("prepare", ["-m", "generated.prepare"], False),
    ],
)
def test_the_other_commands(name: str, starts: list[str], needs_qt: bool, started: Started) -> None:
    assert dev.start(name, ["-x"]) == 7
    assert started.prepared == (["dev"], needs_qt, False)
    assert started.arguments == [*starts, "-x"]
    assert Path(started.environment["PYTHONPATH"].split(os.pathsep)[0]).name == "packaging"
    assert started.environment["QT_QPA_PLATFORM"] == "offscreen"
    assert "PYTHONWARNINGS" not in started.environment


def test_lint_runs_every_check_and_fails_if_one_does(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[list[str]] = []

    def call(command: list[str], **_: Any) -> int:
        seen.append(command[2:])
        return int(command[2:4] == ["ruff", "format"])

    monkeypatch.setattr(subprocess, "call", call)
    assert dev.lint(Path("python"), []) == 1
    assert seen == [["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"]]
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 0)
    assert dev.lint(Path("python"), ["a.py"]) == 0


# The display


@contextmanager
def listening(path: Path) -> Iterator[None]:
    if sys.platform == "win32":
        pytest.skip("Python has no such sockets there")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(path))
        server.listen()
        yield


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_always_have_a_display(platform: str, tmp_path: Path) -> None:
    assert display.find_display({}, platform, tmp_path) is Display.NATIVE


@posix_only
@pytest.mark.parametrize(
    ("variables", "found"),
    [
        ({}, Display.NONE),
        ({"DISPLAY": ""}, Display.NONE),
        ({"DISPLAY": "nonsense"}, Display.NONE),
        ({"DISPLAY": ":7"}, Display.X11),
        ({"DISPLAY": ":7.0"}, Display.X11),
        ({"DISPLAY": "unix:7"}, Display.X11),
        ({"DISPLAY": ":8"}, Display.NONE),
        ({"DISPLAY": "localhost:10.0"}, Display.X11),
        ({"WAYLAND_DISPLAY": "wayland-9"}, Display.NONE),
        ({"WAYLAND_DISPLAY": "wayland-9", "DISPLAY": ":7"}, Display.X11),
        ({"DISPLAY": ":7", "QT_QPA_PLATFORM": "offscreen"}, Display.NONE),
        ({"QT_QPA_PLATFORM": "vnc:size=800x600"}, Display.NATIVE),
    ],
)
def test_a_linux_display_counts_when_it_answers(variables: dict[str, str], found: object, tmp_path: Path) -> None:
    with listening(tmp_path / "X7"):
        # A file that nobody listens on any more is left behind by a server that crashed.
        (tmp_path / "X8").touch()
        given = {"XDG_RUNTIME_DIR": str(tmp_path), **variables}
        assert display.find_display(given, "linux", tmp_path) is found


@posix_only
def test_a_wayland_display_by_name_or_by_path(tmp_path: Path) -> None:
    with listening(tmp_path / "wayland-0"):
        by_name = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-0"}
        assert display.find_display(by_name, "linux", tmp_path) is Display.WAYLAND
        by_path = {"WAYLAND_DISPLAY": str(tmp_path / "wayland-0")}
        assert display.find_display(by_path, "linux", tmp_path) is Display.WAYLAND


# The environment and its stamp


def test_a_stamp_comes_back_as_it_was_written(checkout: Path) -> None:
    stamp = put_stamp(checkout, ["dev"], qt_loads=True)
    assert stamps.read_stamp(checkout / ".venv") == stamp


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"project": 1, "bogus": 2}'])
def test_a_damaged_stamp_is_no_stamp(text: str, checkout: Path) -> None:
    (checkout / ".venv" / stamps.STAMP).write_text(text, encoding="utf-8")
    assert stamps.read_stamp(checkout / ".venv") is None


def test_a_stamp_with_more_extras_covers_fewer(checkout: Path) -> None:
    more = stamps.wanted_stamp(checkout, "3.11", ["dev"])
    fewer = stamps.wanted_stamp(checkout, "3.11", [])
    assert more.covers(fewer)
    assert not fewer.covers(more)
    assert not more.covers(replace(more, python="3.12"))
    assert not more.covers(replace(more, root="/elsewhere"))


def test_ready_until_the_project_changes(checkout: Path) -> None:
    assert not environment.ready(checkout, [], qt=False)
    put_stamp(checkout, ["dev"])
    assert environment.ready(checkout, [], qt=False)
    assert environment.ready(checkout, ["dev"], qt=False)
    assert not environment.ready(checkout, ["dev"], qt=True)
    put_stamp(checkout, ["dev"], qt_loads=True, qt_complete=True)
    assert environment.ready(checkout, ["dev"], qt=True)
    (checkout / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert not environment.ready(checkout, ["dev"], qt=True)


def test_the_second_start_starts_no_process(checkout: Path, commands: Commands) -> None:
    put_stamp(checkout, [], qt_loads=True, qt_complete=True)
    python = environment.prepare(checkout, [], qt=True)
    assert python == stamps.python_of(checkout / ".venv")
    assert commands.seen == []


def test_a_healthy_environment_has_no_fault(checkout: Path) -> None:
    assert stamps.fault_of(checkout / ".venv") is None
    assert stamps.version_of(checkout / ".venv") == "3.11"


def test_the_configuration_of_other_tools_is_read(checkout: Path) -> None:
    text = f"home = {checkout / 'base'}\nversion_info = 3.11.7.final.0\n"
    (checkout / ".venv" / "pyvenv.cfg").write_text(text, encoding="utf-8")
    assert stamps.fault_of(checkout / ".venv") is None


def _unfinished(root: Path) -> None:
    (root / ".venv" / stamps.UNFINISHED).touch()


def _no_configuration(root: Path) -> None:
    (root / ".venv" / "pyvenv.cfg").unlink()


def _no_interpreter(root: Path) -> None:
    stamps.python_of(root / ".venv").unlink()


def _base_gone(root: Path) -> None:
    for file in (root / "base").iterdir():
        file.unlink()
    (root / "base").rmdir()


def _older(root: Path) -> None:
    text = (root / ".venv" / "pyvenv.cfg").read_text(encoding="utf-8").replace("3.11", "3.9")
    (root / ".venv" / "pyvenv.cfg").write_text(text, encoding="utf-8")


@pytest.mark.parametrize("harm", [_unfinished, _no_configuration, _no_interpreter, _base_gone, _older])
def test_a_broken_environment_is_made_anew(harm: Callable[[Path], None], checkout: Path, commands: Commands) -> None:
    put_stamp(checkout, [], qt_loads=True, qt_complete=True)
    harm(checkout)
    assert not environment.ready(checkout, [], qt=True)
    environment.ensure_venv(checkout / ".venv")
    assert commands.seen[-1][1:] == ["-m", "venv", str(checkout / ".venv")]
    assert not (checkout / ".venv" / stamps.STAMP).exists()
    # Until pip is through, an interruption must be seen the next time.
    assert stamps.fault_of(checkout / ".venv") is not None


@posix_only
def test_another_python_behind_the_same_link_is_seen(checkout: Path) -> None:
    newer = checkout / "base" / "python3.12"
    newer.touch()
    python = stamps.python_of(checkout / ".venv")
    python.unlink()
    python.symlink_to(newer)
    assert "changed" in stamps.fault_of(checkout / ".venv")[1]


def test_a_healthy_environment_made_by_hand_is_kept(checkout: Path, commands: Commands) -> None:
    environment.ensure_venv(checkout / ".venv")
    assert commands.holding("venv") == []
    assert commands.seen[0][1:] == ["-m", "pip", "--version"]


def test_an_environment_by_hand_without_pip_is_made_anew(checkout: Path, commands: Commands) -> None:
    commands.code = lambda command: int("pip" in command)
    environment.ensure_venv(checkout / ".venv")
    assert commands.holding("venv")


def test_a_venv_that_cannot_be_made_stops(tmp_path: Path, commands: Commands) -> None:
    commands.code = lambda command: 1
    with pytest.raises(Stop):
        environment.ensure_venv(tmp_path / ".venv")


# pip


def test_pip_installs_editable_and_then_the_stamp_is_written(
    checkout: Path, commands: Commands, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_USER", "1")
    marked: list[bool] = []
    commands.effect = lambda _: marked.append((checkout / ".venv" / stamps.UNFINISHED).exists())
    stamp = environment.ensure_project(checkout, ["dev"])
    assert commands.seen[0][-2:] == ["-e", ".[dev]"]
    assert "PIP_USER" not in commands.environments[0]
    assert marked == [True, False], "pip runs under the mark, compiling comes after"
    assert commands.seen[1][1:] == ["-m", "compileall", "-q", "calculator"]
    assert stamps.fault_of(checkout / ".venv") is None
    assert stamps.read_stamp(checkout / ".venv") == stamp
    assert environment.ensure_project(checkout, []) == stamp
    assert len(commands.seen) == 2


def test_without_extras_only_the_program_is_installed(checkout: Path, commands: Commands) -> None:
    environment.ensure_project(checkout, [])
    assert commands.seen[0][-2:] == ["-e", "."]


def test_extras_of_an_earlier_command_stay(checkout: Path, commands: Commands) -> None:
    put_stamp(checkout, ["dev"])
    (checkout / "pyproject.toml").write_text("[project]\nname = 'x'\n", encoding="utf-8")
    assert environment.ensure_project(checkout, []).extras == ["dev"]
    assert commands.seen[0][-1] == ".[dev]"


def test_a_failed_pip_leaves_no_stamp_and_keeps_the_environment(checkout: Path, commands: Commands) -> None:
    commands.code = lambda command: 1
    with pytest.raises(Stop) as caught:
        environment.ensure_project(checkout, [])
    assert caught.value.code == 1
    assert stamps.read_stamp(checkout / ".venv") is None
    assert stamps.fault_of(checkout / ".venv") is None


def test_a_killed_pip_leaves_the_mark(checkout: Path, commands: Commands) -> None:
    commands.code = lambda command: -9
    with pytest.raises(Stop):
        environment.ensure_project(checkout, [])
    assert stamps.fault_of(checkout / ".venv") is not None


def test_a_missing_venv_module_is_named_with_the_command(monkeypatch: pytest.MonkeyPatch, commands: Commands) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(environment, "read_os_release", lambda: {"ID": "ubuntu"})
    monkeypatch.setattr(environment, "can_apt_install", lambda family: False)
    monkeypatch.setattr(environment, "is_root", lambda: False)
    monkeypatch.setattr(environment, "apt_knows", lambda package: package == "python3-venv")
    with pytest.raises(Stop) as caught:
        environment._ensure_venv_module(missing=lambda: True)
    assert caught.value.command == "sudo apt-get install -y --no-install-recommends python3-venv"


def test_a_missing_venv_module_is_installed_where_that_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    installed: list[tuple[str, ...]] = []

    def install(wanted: list[tuple[str, ...]]) -> bool:
        installed.extend(wanted)
        return True

    monkeypatch.setattr(environment, "can_apt_install", lambda family: True)
    monkeypatch.setattr(environment, "apt_install", install)
    environment._ensure_venv_module(missing=lambda: not installed)
    assert installed == [(f"python3.{sys.version_info[1]}-venv", "python3-venv")]


# The lock


def test_a_lock_file_left_behind_locks_nobody_out(tmp_path: Path) -> None:
    path = tmp_path / "build" / "dev.lock"
    path.parent.mkdir()
    path.write_text("4194304999", encoding="utf-8")
    with lock.only_one(path, pause=pytest.fail):
        pass


def test_the_second_waits_until_the_first_is_through(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "dev.lock"
    first = lock.only_one(path)
    first.__enter__()
    pauses: list[float] = []

    def pause(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 3:
            first.__exit__(None, None, None)

    with lock.only_one(path, pause):
        assert len(pauses) == 3
    assert capsys.readouterr().out.count("waiting") == 1


# The system's packages


@pytest.mark.parametrize(
    ("os_release", "family"),
    [
        ({"ID": "debian"}, "debian"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "debian"),
        ({"ID": "uos", "ID_LIKE": "debian"}, "debian"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "fedora"),
        ({"ID": "opensuse-tumbleweed", "ID_LIKE": "opensuse suse"}, "suse"),
        ({"ID": "manjaro", "ID_LIKE": "arch"}, "arch"),
        ({"ID": "alpine"}, ""),
        ({}, ""),
    ],
)
def test_families(os_release: dict[str, str], family: str) -> None:
    assert packages.family_of(os_release) == family


@pytest.mark.parametrize(
    ("family", "start"),
    [
        ("debian", "sudo apt-get install -y --no-install-recommends libegl1 fonts-noto-cjk"),
        ("fedora", "sudo dnf install -y 'libEGL.so.1()(64bit)' google-noto-sans-cjk-fonts"),
        ("suse", "sudo zypper install -y 'libEGL.so.1()(64bit)' google-noto-sans-sc-fonts"),
        ("arch", "sudo pacman -S --needed --noconfirm libglvnd noto-fonts-cjk"),
    ],
)
def test_the_command_to_copy(family: str, start: str) -> None:
    wanted = qt.packages_for(family, qt.CORE[:1], font_missing=True)
    names = [candidates[0] for candidates in wanted]
    assert packages.install_command(family, names, root=False) == start
    assert packages.install_command(family, names, root=True) == start.removeprefix("sudo ")


def test_no_command_for_an_unknown_family() -> None:
    assert packages.install_command("", ["x"], root=False) == ""


def test_a_name_that_differs_by_release() -> None:
    names = ("libglib2.0-0t64", "libglib2.0-0")
    assert packages.choose(names, lambda name: True) == "libglib2.0-0t64"
    assert packages.choose(names, lambda name: not name.endswith("t64")) == "libglib2.0-0"
    assert packages.choose(names, lambda name: False) == "libglib2.0-0"


def test_a_package_of_two_libraries_is_asked_for_once() -> None:
    wanted = qt.packages_for("debian", qt.CORE, font_missing=False)
    assert len(wanted) == len(set(wanted))
    assert ("libglib2.0-0t64", "libglib2.0-0") in wanted


def test_apt_is_asked_without_questions(commands: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "apt_knows", lambda name: True)
    # A dead source makes the update fail; what is wanted may come from another.
    commands.code = lambda command: 100 if "update" in command else 0
    assert packages.apt_install([("b",), ("a", "older-a")])
    assert commands.seen[-1][:4] == ["apt-get", "install", "-y", "--no-install-recommends"]
    assert commands.seen[-1][-2:] == ["a", "b"]
    assert commands.environments[-1]["DEBIAN_FRONTEND"] == "noninteractive"
    commands.code = lambda command: 100
    assert not packages.apt_install([("a",)])


# What Qt needs


def test_missing_libraries_are_those_that_do_not_load() -> None:
    def load(soname: str) -> None:
        if soname == "libEGL.so.1":
            raise OSError

    assert [library.soname for library in qt.missing_libraries(qt.CORE, load)] == ["libEGL.so.1"]


@pytest.mark.parametrize("name", ["NotoSansCJK-Regular.ttc", "wqy-zenhei.ttc", "uming.ttc", "simsun.ttc"])
def test_a_chinese_font_is_found_by_its_file(name: str, tmp_path: Path) -> None:
    (tmp_path / "fonts" / "deep").mkdir(parents=True)
    (tmp_path / "fonts" / "deep" / name).touch()
    assert qt.has_chinese_font([tmp_path / "fonts"], ask=lambda: pytest.fail("no need to ask"))


def test_without_a_file_fontconfig_decides(tmp_path: Path) -> None:
    (tmp_path / "DejaVuSans.ttf").touch()
    (tmp_path / "NotoSans-Regular.ttf").touch()
    assert not qt.has_chinese_font([tmp_path, tmp_path / "none"], ask=lambda: False)
    assert qt.has_chinese_font([tmp_path], ask=lambda: True)


class System:
    """A Linux system that lacks some things and may get them from apt."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.core: list[Any] = []
        self.window: list[Any] = []
        self.font = False
        self.apt_works = True
        self.apt_calls: list[list[tuple[str, ...]]] = []
        self.root = True
        monkeypatch.setattr(qt.Lack, "look", lambda: qt.Lack(self.core, self.window, self.font))
        monkeypatch.setattr(qt, "apt_install", self._install)
        monkeypatch.setattr(qt, "apt_knows", lambda name: True)
        monkeypatch.setattr(qt, "can_apt_install", lambda family: self.root)
        monkeypatch.setattr(qt, "is_root", lambda: self.root)
        monkeypatch.setattr(qt, "read_os_release", lambda: {"ID": "debian"})

    def _install(self, wanted: list[tuple[str, ...]]) -> bool:
        self.apt_calls.append(wanted)
        if self.apt_works:
            self.core, self.window, self.font = [], [], False
        return self.apt_works


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch) -> System:
    return System(monkeypatch)


FRESH: Any = stamps.Stamp("p", "/r", "3.11")


def prepare_qt(stamp: Any = FRESH, on_linux: bool = True, on_x11: bool = False) -> Any:
    return qt.prepare_qt(stamp, Path(".venv"), on_linux, on_x11)


def test_a_complete_system_needs_no_apt(system: System, commands: Commands) -> None:
    stamp = prepare_qt()
    assert stamp.qt_loads
    assert stamp.qt_complete
    assert system.apt_calls == []


def test_root_on_debian_gets_all_that_is_missing_at_once(system: System, commands: Commands) -> None:
    system.core, system.window, system.font = list(qt.CORE[:1]), list(qt.WINDOW[:1]), True
    stamp = prepare_qt()
    assert system.apt_calls == [[("libegl1",), ("libx11-xcb1",), ("fonts-noto-cjk",)]]
    assert stamp.qt_complete


def test_others_are_told_the_command(system: System, commands: Commands) -> None:
    system.core, system.root = list(qt.CORE[:1]), False
    with pytest.raises(Stop) as caught:
        prepare_qt()
    assert "libEGL.so.1" in caught.value.chinese
    assert caught.value.command == "sudo apt-get install -y --no-install-recommends libegl1"
    assert system.apt_calls == []


def test_a_failed_apt_stops_when_a_library_is_missing(system: System, commands: Commands) -> None:
    system.core, system.apt_works = list(qt.CORE[:1]), False
    with pytest.raises(Stop):
        prepare_qt()


def test_a_missing_font_is_a_warning_and_apt_is_tried_once(
    system: System, commands: Commands, capsys: pytest.CaptureFixture[str]
) -> None:
    system.font, system.apt_works = True, False
    stamp = prepare_qt()
    assert stamp.installer_tried
    assert stamp.qt_loads
    assert not stamp.qt_complete
    assert "fonts-noto-cjk" in capsys.readouterr().out
    assert prepare_qt(stamp) == stamp
    assert len(system.apt_calls) == 1


def test_window_libraries_matter_only_for_a_window_on_x11(system: System, commands: Commands) -> None:
    system.window, system.root = list(qt.WINDOW[:1]), False
    assert not prepare_qt().qt_complete
    with pytest.raises(Stop):
        prepare_qt(on_x11=True)


def test_other_systems_only_try_to_import_qt(system: System, commands: Commands) -> None:
    system.core = list(qt.CORE)
    assert prepare_qt(on_linux=False).qt_complete
    assert commands.seen[0][1:] == ["-c", "import PySide6.QtWidgets"]


def test_qt_that_does_not_import_stops_with_its_reason(system: System, commands: Commands) -> None:
    commands.code = lambda command: 1
    with pytest.raises(Stop) as caught:
        prepare_qt()
    assert caught.value.command == "last line"


# All together


def test_a_new_machine_from_nothing(tmp_path: Path, commands: Commands, system: System) -> None:
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")

    def act(command: list[str]) -> None:
        if command[1:3] == ["-m", "venv"]:
            mark = tmp_path / ".venv" / stamps.UNFINISHED
            assert mark.exists()
            mark.unlink()
            (tmp_path / ".venv").rmdir()
            make_venv(tmp_path / ".venv")
            mark.touch()

    commands.effect = act
    environment.prepare(tmp_path, ["dev"], qt=True, platform="linux")
    assert [command[1:4] for command in commands.seen] == [
        ["-m", "venv", str(tmp_path / ".venv")],
        ["-m", "pip", "install"],
        ["-m", "compileall", "-q"],
        ["-c", "import PySide6.QtWidgets"],
    ]
    commands.seen.clear()
    environment.prepare(tmp_path, ["dev"], qt=True, platform="linux")
    environment.prepare(tmp_path, [], qt=True, platform="linux")
    assert commands.seen == []


@posix_only
def test_dev_becomes_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[Any] = []
    monkeypatch.setattr(os, "execve", lambda *call: became.extend(call))
    monkeypatch.setattr(subprocess, "call", lambda *_, **__: 0)
    dev.hand_over(Path("/x/python"), ["-m", "calculator"], {"A": "1"})
    assert became == ["/x/python", ["/x/python", "-m", "calculator"], {"A": "1"}]
