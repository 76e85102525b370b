"""Measure two revisions in turn with the same benches, so that a machine whose speed drifts favours neither."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benches.measure import ROOT

_TURNS = 3


def compare_with(revision: str, names: Sequence[str]) -> None:
    """Print each figure at a revision and now, and now / then; both sides are measured `_TURNS` times in turn."""
    with tempfile.TemporaryDirectory() as folder:
        before = Path(folder) / "before"
        git = ["git", "-C", str(ROOT), "worktree"]
        subprocess.run([*git, "add", "--quiet", "--detach", str(before), revision], check=True)
        try:
            found: dict[str, dict[Path, list[tuple[float, float]]]] = {}
            for _turn in range(_TURNS):
                for checkout in (before, ROOT):
                    for name, ours, theirs in _measured(checkout, names):
                        found.setdefault(name, {}).setdefault(checkout, []).append((ours, theirs))
        finally:
            subprocess.run([*git, "remove", "--force", str(before)], check=True)
    for name, sides in found.items():
        if len(sides) < 2:
            print(f"{name:<44} only on one side")
            continue
        then, now = (statistics.median(ours for ours, _ in sides[side]) for side in (before, ROOT))
        was, is_ = (statistics.median(ours / theirs for ours, theirs in sides[side]) for side in (before, ROOT))
        print(f"{name:<44} {then:10.4f} -> {now:10.4f} = {now / then:5.2f}  (by the yardstick {was:.2f} -> {is_:.2f})")


def _measured(checkout: Path, names: Sequence[str]) -> list[tuple[str, float, float]]:
    """What these benches say of the program in a checkout: name, its figure, and the yardstick's."""
    path = os.pathsep.join((str(checkout), str(Path(__file__).resolve().parents[1])))
    environment = {**os.environ, "BENCHED": str(checkout), "PYTHONPATH": path, "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "benches.bench", *names]
    done = subprocess.run(command, capture_output=True, text=True, cwd=checkout, env=environment, check=False)
    if done.returncode:
        print(done.stderr.strip().rpartition("\n")[2])
    return [tuple(json.loads(line)) for line in done.stdout.splitlines() if line.startswith('["')]
