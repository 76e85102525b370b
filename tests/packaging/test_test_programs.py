"""The programs that tests ask about our files: which are missing, and when they are installed. No apt."""

import importlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging"


def _load() -> tuple[Any, Any]:
    # The scripts import one another by their bare names, as they do when dev.py is started.
    sys.path.insert(0, str(SCRIPTS))
    try:
        return importlib.import_module("_tools"), importlib.import_module("_stamp")
    finally:
        sys.path.remove(str(SCRIPTS))


tools, stamps = _load()


class System:
    """A Linux system on which some programs are there, and apt may be asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.root, self.there = root, set[str]()
        self.allowed = self.apt_works = True
        self.asked: list[list[tuple[str, ...]]] = []
        monkeypatch.setattr(tools, "missing_tools", lambda wanted: [t for t in wanted if not self.there & set(t.names)])
        monkeypatch.setattr(tools, "can_apt_install", lambda _family: self.allowed)
        monkeypatch.setattr(tools, "apt_install", self._install)

    def _install(self, wanted: list[tuple[str, ...]]) -> bool:
        self.asked.append(wanted)
        return self.apt_works

    @property
    def stamp(self) -> Any:
        return stamps.read_stamp(self.root / ".venv")


@pytest.fixture
def system(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> System:
    (tmp_path / ".venv").mkdir()
    (tmp_path / "build").mkdir()
    stamps.write_stamp(tmp_path / ".venv", stamps.Stamp("p", str(tmp_path), "3.11", ["dev"], qt_loads=True))
    return System(monkeypatch, tmp_path)


def test_a_program_under_any_of_its_names_is_there() -> None:
    found = tools.missing_tools(tools.TOOLS, {"libreoffice": "/usr/bin/libreoffice"}.get)
    assert [tool.names for tool in found] == [("pdftotext",)]
    assert tools.missing_tools(tools.TOOLS, lambda _name: "/somewhere") == []


def test_what_is_missing_is_installed_once(system: System) -> None:
    system.there = {"pdftotext"}
    before = system.stamp
    tools.prepare_tools(system.root, "linux")
    tools.prepare_tools(system.root, "linux")
    assert system.asked == [[("libreoffice-calc-nogui", "libreoffice-calc")]]
    assert system.stamp == replace(before, tools_tried=True)


def test_that_it_fails_is_said_and_stops_nothing(system: System, capsys: pytest.CaptureFixture[str]) -> None:
    system.apt_works = False
    tools.prepare_tools(system.root, "linux")
    tools.prepare_tools(system.root, "linux")
    assert len(system.asked) == 1
    assert "skipped" in capsys.readouterr().out


def test_nothing_is_asked_where_nothing_is_missing_or_allowed(system: System) -> None:
    system.there = {"soffice", "pdftotext"}
    tools.prepare_tools(system.root, "linux")
    system.there = set()
    system.allowed = False
    tools.prepare_tools(system.root, "linux")
    system.allowed = True
    tools.prepare_tools(system.root, "darwin")
    (system.root / ".venv" / stamps.STAMP).unlink()
    tools.prepare_tools(system.root, "linux")
    assert system.asked == []
