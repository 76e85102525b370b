"""What is taken of memory: by `compute` of many visits, and by an edit for the way back."""

import json
import subprocess
import sys
import tempfile
import tracemalloc
from pathlib import Path

from benches.measure import ROOT, household, report

from calculator.case.case_json import write_case
from calculator.policy.library import Library
from calculator.session.edit_history import Action, EditHistory

_MANY = 10_000
_EDITS = 100
_PEAK = """
import sys
def peak():
    return next(int(line.split()[1]) for line in open("/proc/self/status") if line.startswith("VmHWM"))
"""
_OURS = (
    _PEAK + "from calculator.command_line import main\nmain(['compute', sys.argv[1]])\nprint(peak(), file=sys.stderr)\n"
)
_JSON = (
    _PEAK
    + """
import json
case, tree = json.loads(open(sys.argv[1], "rb").read()), json.loads(open(sys.argv[2], "rb").read())
text = json.dumps(tree, ensure_ascii=False)
print(peak(), file=sys.stderr)
"""
)


def memory(library: Library) -> bool:
    """The peak of `compute` as a process against JSON read and written alone; and what an edit of many visits keeps."""
    if not Path("/proc/self/status").exists():
        print("memory: this system does not tell a process's peak in /proc")
        return True
    with tempfile.TemporaryDirectory() as folder:
        path, told = Path(folder) / "case.json", Path(folder) / "statement.json"
        path.write_text(write_case(household(library, _MANY)), "utf-8")
        done = _run(_OURS, path)
        told.write_bytes(done.stdout)
        ours, theirs = float(done.stderr.split()[-1]), float(_run(_JSON, path, told).stderr.split()[-1])
    name = f"peak memory, compute of {_MANY:,} visits / JSON"
    kept = report(name, [ours / 1024], [theirs / 1024], 2.0, unit="MiB")
    return _way_back(library) and kept


def _run(code: str, *paths: Path) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run([sys.executable, "-c", code, *map(str, paths)], check=True, capture_output=True, cwd=ROOT)


def _way_back(library: Library) -> bool:
    """What an edit among many visits keeps for its undoing, against the text of the visit that it is about."""
    case, history = household(library, _MANY), EditHistory()
    text = json.dumps(json.loads(write_case(case))["visits"][0])
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for place in range(_EDITS):
        rows = list(case.visits)
        rows[place] = rows[place].model_copy(update={"total": 100 + place})
        after = case.model_copy(update={"visits": tuple(rows)})
        history.add(Action("edit"), case, after, None)
        case = after
    del rows, after
    kept = tracemalloc.get_traced_memory()[0] - before - 8 * _MANY  # one list of rows is the household at hand
    tracemalloc.stop()
    return report("memory an edit keeps / its visit as JSON", [kept / _EDITS / 1024], [len(text) / 1024], 8, unit="KiB")
