"""What Qt and some tests need from the system: what is missing, who may install it, and what others are told."""

import sys

import pytest
from environment.system_packages import package_of
from fake_machine import Machine

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux leaves libraries to the system")

CORE, X11 = "lib/libQt6Widgets.so.6", "plugins/platforms/libqxcb.so"
APT = "apt-get install -y --no-install-recommends"


@pytest.fixture
def bare(machine: Machine) -> Machine:
    """A machine on which Qt was not looked at yet."""
    text = machine.stamp.read_text("utf-8").replace('"qt_ready": true', '"qt_ready": false')
    machine.stamp.write_text(text, "utf-8")
    return machine


def apt_calls(machine: Machine) -> list[list[str]]:
    """What apt was asked to install, each time."""
    calls = [call for call in machine.calls("apt-get") if "install" in call.arguments]
    assert all(call.environment["DEBIAN_FRONTEND"] == "noninteractive" for call in calls)
    return [call.arguments[call.arguments.index("--no-install-recommends") + 1 :] for call in calls]


def test_a_complete_system_is_looked_at_once_and_needs_no_apt(bare: Machine) -> None:
    bare.user = 0
    bare.apt()
    for expected in (["qt", "benches/bench"], ["benches/bench"]):
        done = bare.dev("bench")
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
        assert [call.name for call in bare.calls()] == expected


def test_root_on_debian_gets_all_that_is_missing_at_once(bare: Machine) -> None:
    bare.user = 0
    bare.apt()
    bare.lacks(CORE, "libEGL.so.1", "libGL.so.1")
    bare.lacks(X11, "libEGL.so.1", "libxcb-cursor.so.0")
    assert bare.dev("bench").returncode == 0
    assert apt_calls(bare) == [["fonts-noto-cjk", "libegl1", "libgl1", "libxcb-cursor0"]]
    bare.dev("bench")
    assert [call.name for call in bare.calls()] == ["benches/bench"]


@pytest.mark.parametrize(
    ("manager", "command"),
    [
        ("apt-get", f"sudo {APT} libegl1 fonts-noto-cjk"),
        ("dnf", "sudo dnf install -y 'libEGL.so.1()(64bit)' google-noto-sans-cjk-fonts"),
        ("zypper", "sudo zypper install -y 'libEGL.so.1()(64bit)' google-noto-sans-sc-fonts"),
        ("pacman", "sudo pacman -S --needed --noconfirm qt6-base noto-fonts-cjk"),
        ("", ""),
    ],
)
def test_others_are_told_the_libraries_and_the_command(bare: Machine, manager: str, command: str) -> None:
    if manager:
        bare.program(manager, "#!/bin/sh\nexit 99\n")
    bare.lacks(CORE, "libEGL.so.1")
    done = bare.dev("bench")
    assert done.returncode == 1
    sentence, *commands = done.stderr.splitlines()
    assert sentence.count("libEGL.so.1") == 2
    assert commands == [f"    {command}"][: len(command)]
    assert bare.calls() == []


def test_root_is_told_the_command_without_sudo(bare: Machine) -> None:
    bare.user = 0
    bare.program("dnf")
    bare.lacks(CORE, "libEGL.so.1")
    assert "\n    dnf install -y 'libEGL.so.1" in bare.dev("bench").stderr


def test_a_failed_apt_stops_where_a_library_is_missing_and_is_not_asked_again(bare: Machine) -> None:
    bare.user = 0
    bare.apt()
    bare.tell("apt-fails")
    bare.lacks(CORE, "libEGL.so.1")
    for calls in (1, 0):
        done = bare.dev("bench")
        assert done.returncode == 1
        assert f"    {APT} libegl1 fonts-noto-cjk" in done.stderr.splitlines()
        assert len(apt_calls(bare)) == calls


def test_a_missing_font_is_a_warning_and_apt_is_tried_once(bare: Machine) -> None:
    bare.user = 0
    bare.apt()
    bare.tell("apt-fails")
    bare.tell("no-font")
    for calls in (1, 0):
        done = bare.dev("bench")
        assert done.returncode == 0
        assert f"    {APT} fonts-noto-cjk" in done.stdout.splitlines()
        assert len(apt_calls(bare)) == calls


def test_window_libraries_matter_only_for_a_window_on_x11(bare: Machine) -> None:
    bare.lacks(X11, "libxcb-cursor.so.0")
    assert bare.dev("bench").returncode == 0
    assert bare.dev("run").returncode == 0, "drawn into a picture"
    bare.environment["DISPLAY"] = "elsewhere:10.0"
    done = bare.dev("run")
    assert done.returncode == 1
    assert "libxcb-cursor.so.0" in done.stderr


def test_qt_that_does_not_start_stops_with_its_reason(bare: Machine) -> None:
    bare.tell("qt", "libOdd.so.7: cannot open shared object file")
    done = bare.dev("bench")
    assert done.returncode == 1
    assert done.stderr.splitlines() == [
        "Qt 无法启动，原因如下： / Qt cannot start, because:",
        "    ImportError: libOdd.so.7: cannot open shared object file",
    ]


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libX11.so.6", "libx11-6"),
        ("libX11-xcb.so.1", "libx11-xcb1"),
        ("libdbus-1.so.3", "libdbus-1-3"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libxcb-render-util.so.0", "libxcb-render-util0"),
        ("libstdc++.so.6", "libstdc++6"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libz.so.1", "zlib1g"),
    ],
)
def test_debian_names_a_package_after_its_library(
    soname: str, package: str, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.apt()
    monkeypatch.setenv("PATH", str(machine.programs))
    assert package_of(soname) == package


# ---- the programs that only tests ask


def test_what_tests_ask_is_installed_once(machine: Machine) -> None:
    machine.user = 0
    machine.apt()
    machine.program("pdftotext")
    machine.dev("test")
    assert apt_calls(machine) == [["libreoffice-calc-nogui"]]
    machine.dev("test")
    assert apt_calls(machine) == []


def test_another_package_is_tried_and_that_none_works_stops_nothing(machine: Machine) -> None:
    machine.user = 0
    machine.apt()
    machine.tell("apt-fails")
    machine.program("pdftotext")
    done = machine.dev("test")
    assert done.returncode == 3, "pytest's own"
    assert "skipped" in done.stdout
    assert apt_calls(machine) == [["libreoffice-calc-nogui"], ["libreoffice-calc"]]
    assert "skipped" not in machine.dev("test").stdout
    assert apt_calls(machine) == []


@pytest.mark.parametrize(
    ("user", "command", "programs"), [(1000, "test", []), (0, "bench", []), (0, "test", ["libreoffice", "pdftotext"])]
)
def test_nothing_is_asked_where_it_is_not_allowed_or_not_missing(
    machine: Machine, user: int, command: str, programs: list[str]
) -> None:
    machine.user = user
    machine.apt()
    for program in programs:
        machine.program(program)
    machine.dev(command)
    assert apt_calls(machine) == []
