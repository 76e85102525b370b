"""The packages for Debian and for the stores: what they need, what they hold, and what a store would refuse."""

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable
from configparser import ConfigParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from installers import bundle, debian_package
from installers.debian_package import APP_ID, LINUX, filled, store_faults

from calculator.command_line import main


@pytest.mark.parametrize(
    ("soname", "package"),
    [
        ("libEGL.so.1", "libegl1"),
        ("libgcc_s.so.1", "libgcc-s1"),
        ("libX11.so.6", "libx11-6"),
        ("libxkbcommon-x11.so.0", "libxkbcommon-x11-0"),
        ("libglib-2.0.so.0", "libglib2.0-0"),
        ("libz.so.1", "zlib1g"),
        ("libc.so.6", None),
        ("ld-linux-x86-64.so.2", None),
    ],
)
def test_what_a_library_is_in(soname: str, package: str | None) -> None:
    assert debian_package.package_of(soname) == package


def test_a_printer_is_no_condition_but_a_chinese_font_is() -> None:
    needs = debian_package.depends("2.35", {"libc.so.6", "libcups.so.2", "libgthread-2.0.so.0", "libglib-2.0.so.0"})
    assert needs == f"libc6 (>= 2.35), libglib2.0-0, {debian_package.FONTS}"


def test_the_desktop_entry_names_program_icon_and_kind_of_file() -> None:
    entry = ConfigParser(interpolation=None)
    entry.read_string(filled("gongjisuan.desktop", "1.2.3"))
    desktop = entry["Desktop Entry"]
    assert (desktop["Exec"], desktop["Icon"]) == ("gongjisuan %f", "gongjisuan")
    assert desktop["Name[zh_CN]"] == "共济算"
    kind = desktop["MimeType"].rstrip(";")
    assert f'mime-type type="{kind}"' in filled("gongjisuan.xml", "1.2.3")
    about = ElementTree.fromstring(filled(f"{APP_ID}.metainfo.xml", "1.2.3"))
    assert about.findtext("id") == APP_ID
    assert about.findtext("provides/mediatype") == kind
    release = about.find("releases/release")
    assert release is not None
    assert release.get("version") == "1.2.3"


def test_man_page_and_completion_know_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    commands = capsys.readouterr().out.split("commands: ")[1].replace("\n", " ").split(", ")
    assert len(commands) > 5
    page = filled("gongjisuan.1", "1.2.3").replace("\\-", "-")
    words = filled("gongjisuan.completion", "1.2.3").split('commands="')[1].split('"')[0].split()
    assert {command.strip() for command in commands} == set(words)
    assert all(f"{command.strip()}" in page for command in commands)


@pytest.mark.skipif(shutil.which("bash") is None, reason="no bash")
def test_the_completion_is_taken_by_bash() -> None:
    script = '. "$0"; COMP_WORDS=(gongjisuan rep); COMP_CWORD=1; _gongjisuan; echo "${COMPREPLY[@]}"'
    done = subprocess.run(
        ["bash", "-c", script, str(LINUX / "gongjisuan.completion")], capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == ["report"]


def test_a_zipped_file_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a.gz", "b.gz"):
        debian_package.put(tmp_path / name, "text")
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()) == b"text"


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package for the stores, made of a bundle with one file, before it is packed."""
    made = tmp_path / "bundle"
    debian_package.put(made / "gongjisuan", "#!/bin/sh\n")
    monkeypatch.setattr(bundle, "BUNDLE", made)
    monkeypatch.setattr(debian_package, "needed_glibc", lambda _found: "2.35")
    monkeypatch.setattr(debian_package, "packed", lambda folder, _package: folder)
    return debian_package.store(tmp_path / "package", "1.2.3")


def test_a_package_for_the_stores_follows_their_rules(unpacked: Path) -> None:
    assert store_faults(unpacked) == []
    info = json.loads((unpacked / "opt/apps" / APP_ID / "info").read_text("utf-8"))
    assert (info["appid"], info["version"], info["arch"]) == (APP_ID, "1.2.3.0", ["amd64"])
    assert not any(info["permissions"].values())


@pytest.mark.parametrize(
    ("harm", "fault"),
    [
        (lambda root, _app: debian_package.put(root / "usr/bin/x", ""), "outside"),
        (lambda root, _app: debian_package.put(root / "DEBIAN/postinst", ""), "runs at installation"),
        (lambda _root, app: debian_package.put(app / "more", ""), "not of the layout"),
        (lambda _root, app: debian_package.put(app / "info", "{}"), "info lacks"),
        (lambda _root, app: (app / "files/gongjisuan/gongjisuan").unlink(), "starts nothing"),
        (lambda _root, app: (app / "files/out").symlink_to("/etc"), "leads out"),
    ],
)
def test_what_a_store_would_refuse_is_found(unpacked: Path, harm: Callable[[Path, Path], None], fault: str) -> None:
    harm(unpacked, unpacked / "opt/apps" / APP_ID)
    assert any(fault in found for found in store_faults(unpacked))
