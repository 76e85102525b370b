"""Processes killed at random moments: every edit that was said to be saved is there, and no file is unreadable."""

import os
from pathlib import Path

import pytest
from survival import killed

KILLS = 100


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the processes are forked, so that a hundred of them start at once")
def test_a_hundred_processes_killed_while_they_edit(tmp_path: Path) -> None:
    found = killed(tmp_path / "a.gjs", KILLS)
    assert found.lost == 0
    assert found.edits > KILLS // 4  # they did edit
    assert found.recovered > KILLS // 20  # and were interrupted
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.gjs", "a.gjs.bak"]
