"""The hall terminal's package: its unit, its user without a shell, its scripts, and that they fit the program."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from installers import kiosk_package
from installers.kiosk_package import FILES, KIOSK, PROGRAMS, kiosk

from calculator.files.signed_packs.stick_updates import STICKS
from calculator.kiosk.watch.endings import NOT_SET_UP, OPERATOR_LEFT
from calculator.kiosk.watch.guardian import Patience

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")
UNIT = (KIOSK / "gongjisuan-kiosk.service").read_text("utf-8")


def setting(name: str) -> list[str]:
    return re.findall(rf"^{name}=(.*)$", UNIT, re.MULTILINE)


def test_every_file_has_its_place_and_every_place_its_file() -> None:
    assert {path.name for path in KIOSK.iterdir()} == set(FILES)
    for name in PROGRAMS:
        assert os.access(KIOSK / name, os.X_OK)


def test_the_unit_is_what_the_terminal_counts_on() -> None:
    assert setting("Restart") == ["always"]
    assert setting("RestartPreventExitStatus") == [f"{OPERATOR_LEFT} {NOT_SET_UP}"]
    (watchdog,) = setting("WatchdogSec")
    assert int(watchdog) > Patience().first, "who starts slowly is not taken for hanging"
    assert setting("ExecStart") == ["/" + FILES["session"]]
    for name, value in (
        ("PrivateNetwork", "yes"),
        ("ProtectSystem", "strict"),
        ("ProtectHome", "yes"),
        ("LimitCORE", "0"),
    ):
        assert setting(name) == [value]
    assert setting("MemoryMax")
    assert setting("User") == ["gongjisuan-kiosk"]
    rules = (KIOSK / "70-gongjisuan-stick.rules").read_text("utf-8")
    assert str(STICKS[0]) in rules
    assert "ro,nosuid,nodev,noexec" in rules


def test_the_user_has_no_shell() -> None:
    (line,) = [one for one in (KIOSK / "gongjisuan-kiosk.sysusers").read_text("utf-8").splitlines() if one[:1] == "u"]
    assert line.endswith("/usr/sbin/nologin")


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
def test_systemd_finds_nothing_wrong_with_the_unit(tmp_path: Path) -> None:
    unit = tmp_path / "gongjisuan-kiosk.service"
    unit.write_text(UNIT.replace("ExecStart=/usr/lib/gongjisuan-kiosk/session", "ExecStart=/bin/true"), "utf-8")
    command = ["systemd-analyze", "verify", "--man=no", str(unit)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert [line for line in told.stderr.splitlines() if unit.name in line] == []


@pytest.mark.parametrize("name", sorted(PROGRAMS))
def test_the_scripts_can_be_read_by_the_systems_own_shell(name: str) -> None:
    subprocess.run(["/bin/sh", "-n", str(KIOSK / name)], check=True)


@pytest.mark.parametrize("wanted", [0, OPERATOR_LEFT, NOT_SET_UP, 70])
@pytest.mark.parametrize("display", ["cage", "xinit"])
def test_the_session_ends_as_the_terminal_ended(tmp_path: Path, wanted: int, display: str) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    # As the real ones: they run what comes after their own options, and their own exit status says nothing of it.
    (programs / "cage").write_text('#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done; shift; "$@"; exit 0\n')
    (programs / "xinit").write_text('#!/bin/sh\n"$1" "$2" "$3"; exit 0\n')
    (programs / "xset").write_text("#!/bin/sh\nexit 0\n")
    (programs / "terminal").write_text(
        f'#!/bin/sh\n[ "$1" = kiosk ] || exit 9\necho "$QT_QPA_PLATFORM" > {tmp_path / "shown"}\nexit {wanted}\n'
    )
    for program in programs.iterdir():
        program.chmod(0o755)
    if display == "xinit":
        (programs / "cage").unlink()
    known = {
        "PATH": f"{programs}:/usr/bin:/bin",
        "RUNTIME_DIRECTORY": str(tmp_path),
        "GONGJISUAN_KIOSK_PROGRAM": str(programs / "terminal"),
        "GONGJISUAN_KIOSK_DISPLAY": "wayland" if display == "cage" else "x11",
    }
    assert subprocess.run([str(KIOSK / "session")], env=known, check=False).returncode == wanted
    assert (tmp_path / "shown").read_text().strip() == ("wayland" if display == "cage" else "xcb")


def test_a_session_that_never_began_is_no_good_end(tmp_path: Path) -> None:
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "cage").write_text("#!/bin/sh\nexit 0\n")
    (programs / "cage").chmod(0o755)
    known = {"PATH": f"{programs}:/usr/bin:/bin", "RUNTIME_DIRECTORY": str(tmp_path)}
    assert subprocess.run([str(KIOSK / "session")], env=known, check=False).returncode == 70


def test_the_check_names_what_is_missing_and_what_to_do(tmp_path: Path) -> None:
    known = {"PATH": "/usr/bin:/bin", "GONGJISUAN_HALL": str(tmp_path / "hall.toml")}
    told = subprocess.run(
        [str(KIOSK / "gongjisuan-kiosk-check")], env=known, capture_output=True, text=True, check=False
    )
    assert told.returncode == 1
    lines = told.stdout.splitlines()
    (at,) = [place for place, line in enumerate(lines) if line.startswith("✗ 没有大厅设置")]
    assert lines[at + 1].strip() == "gongjisuan kiosk-setup"


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="no Debian")
def test_the_package_holds_them_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kiosk_package, "BUILD", tmp_path)
    folder = tmp_path / "package"
    folder.mkdir()
    package = kiosk(folder, "1.2.3")
    listed = subprocess.run(["dpkg-deb", "-c", str(package)], capture_output=True, text=True, check=True).stdout
    for name, place in FILES.items():
        (line,) = [one for one in listed.splitlines() if one.endswith(f"./{place}")]
        assert line.startswith("-rwxr-xr-x root/root" if name in PROGRAMS else "-rw-r--r-- root/root")
    about = subprocess.run(["dpkg-deb", "-f", str(package)], capture_output=True, text=True, check=True).stdout
    assert "Depends: gongjisuan (>= 1.2.3)" in about


def test_the_guide_is_a_page_in_both_languages() -> None:
    chinese, english = (KIOSK / "GUIDE.md").read_text("utf-8").split("\n---\n")
    for number in range(1, 9):
        assert f"\n{number}. **" in chinese
        assert f"\n{number}. **" in english
    for said in ("gongjisuan kiosk-setup", "gongjisuan-kiosk-check", "systemd-notify", "kiosk.rotation"):
        assert said in chinese
        assert said in english
