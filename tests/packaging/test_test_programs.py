"""The programs that tests ask about our files: which are missing, and when they are installed. No apt."""

import importlib
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

SCRIPTS = Path(__file__).resolve().parents[2] / "packaging"


def _load() -> tuple[Any, Any]:
    # The rooms import one another as they do below packaging/, as they do when dev.py is started.
    sys.path.insert(0, str(SCRIPTS))
    try:
        return importlib.import_module("environment.test_programs"), importlib.import_module("environment.stamp")
    finally:
        sys.path.remove(str(SCRIPTS))


programs, stamps = _load()


class System:
    """A Linux system on which some programs are there, and apt may be asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, root: Path) -> None:
        self.root, self.there = root, set[str]()
        self.allowed = self.apt_works = True
        self.asked: list[list[tuple[str, ...]]] = []
        monkeypatch.setattr(
            programs, "missing_programs", lambda wanted: [p for p in wanted if not self.there & {*p.names}]
        )
        monkeypatch.setattr(programs, "can_apt_install", lambda _family: self.allowed)
        monkeypatch.setattr(programs, "apt_install", self._install)

    def _missing(self, wanted: list[Any]) -> list[Any]:
        return [program for program in wanted if not self.there & {*program.names}]

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
    found = programs.missing_programs(programs.PROGRAMS, {"libreoffice": "/usr/bin/libreoffice"}.get)
    assert [tool.names for tool in found] == [("pdftotext",)]
    assert programs.missing_programs(programs.PROGRAMS, lambda _name: "/somewhere") == []


def test_what_is_missing_is_installed_once(system: System) -> None:
    system.there = {"pdftotext"}
    before = system.stamp
    programs.prepare_programs(system.root, "linux")
    programs.prepare_programs(system.root, "linux")
    assert system.asked == [[("libreoffice-calc-nogui", "libreoffice-calc")]]
    assert system.stamp == replace(before, tools_tried=True)


def test_that_it_fails_is_said_and_stops_nothing(system: System, capsys: pytest.CaptureFixture[str]) -> None:
    system.apt_works = False
    programs.prepare_programs(system.root, "linux")
    programs.prepare_programs(system.root, "linux")
    assert len(system.asked) == 1
    assert "skipped" in capsys.readouterr().out


def test_nothing_is_asked_where_nothing_is_missing_or_allowed(system: System) -> None:
    system.there = {"soffice", "pdftotext"}
    programs.prepare_programs(system.root, "linux")
    system.there = set()
    system.allowed = False
    programs.prepare_programs(system.root, "linux")
    system.allowed = True
    programs.prepare_programs(system.root, "darwin")
    (system.root / ".venv" / stamps.STAMP).unlink()
    programs.prepare_programs(system.root, "linux")
    assert system.asked == []
