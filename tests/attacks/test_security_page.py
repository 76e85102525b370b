"""SECURITY.md names a test for each defence, and these are there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text("utf-8")
ROWS = [line for line in PAGE.splitlines() if line.startswith("| ")][1:]


def test_each_defence_has_a_test_that_is_there() -> None:
    assert len(ROWS) >= 15
    for row in ROWS:
        named = re.findall(r"`(tests/[\w/.]+)`", row.rstrip("|").rsplit("|", 1)[-1])
        assert named, row
        for path in named:
            there = ROOT / path
            tests = [there] if there.is_file() else list(there.rglob("test_*.py"))
            assert any("def test_" in test.read_text("utf-8") for test in tests), path


def test_each_attack_stands_on_the_page() -> None:
    attacks = {f"tests/attacks/{path.name}" for path in Path(__file__).parent.glob("test_*.py")}
    attacks.remove(f"tests/attacks/{Path(__file__).name}")
    assert [path for path in sorted(attacks) if path not in PAGE] == []


def test_what_can_be_tried_again_is_there() -> None:
    tried = re.findall(r"(?:python3?|pytest) (tests/\S+\.py|packaging/\S+\.py)", PAGE)
    assert len(tried) >= 6
    assert [path for path in tried if not (ROOT / path).is_file()] == []
