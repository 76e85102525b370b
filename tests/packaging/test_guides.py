"""What README, CONTRIBUTING and SECURITY name is there: files, folders, and the commands of dev.py."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GUIDES = ("README.md", "CONTRIBUTING.md", "SECURITY.md")
PLACE = re.compile(r"`((?:calculator|packaging|resources|tests)/[\w./-]*)`")


@pytest.mark.parametrize("guide", GUIDES)
def test_every_file_that_is_named_is_there(guide: str) -> None:
    places = PLACE.findall((ROOT / guide).read_text("utf-8"))
    assert places
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_the_house_on_one_page_has_every_room_and_no_other() -> None:
    rooms = {path.parent.name for path in (ROOT / "calculator").glob("*/__init__.py")}
    for page in (ROOT / "CONTRIBUTING.md").read_text("utf-8").split("\n---\n"):
        assert set(re.findall(r"^[├└]─ (\w+)/", page, re.MULTILINE)) == rooms
        desktop = re.search(r"desktop/ [^├]*", page)
        assert desktop is not None
        for path in (ROOT / "calculator" / "desktop").glob("*/__init__.py"):
            assert path.parent.name in desktop[0]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_command_that_is_named_is_one(guide: str) -> None:
    asked = [sys.executable, str(ROOT / "packaging" / "dev.py"), "--help"]
    usage = subprocess.run(asked, capture_output=True, check=True, encoding="utf-8").stdout
    commands = set(re.findall(r"^  (\w[\w-]*) ", usage, re.MULTILINE))
    named = re.findall(r"packaging/dev\.py ([a-z|-]+)", (ROOT / guide).read_text("utf-8"))
    assert named
    assert {command for names in named for command in names.split("|")} <= commands
