"""Measure what we promise, side by side with its yardstick, and print the ratios.

Every figure is the median over pairs taken in turn (A B A B …), so that a machine whose speed drifts does not
favour either; the minimum stands beside it.
"""

import argparse
import compileall
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benches.batch_bench import batch
from benches.bundle_bench import bundle_start
from benches.compare_bench import compare
from benches.disk_bench import disk
from benches.edit_bench import edit
from benches.import_bench import import_sheets
from benches.measure import ROOT, busy, household, pairs, process, report
from benches.memory_bench import memory
from benches.peer_bench import peer
from benches.revisions import compare_with

from calculator.case.case_json import write_case, write_rows
from calculator.engine.compute import compute
from calculator.policy.library import Library

_SMALL_MODEL = "import pydantic\nclass M(pydantic.BaseModel):\n    a: int\n    b: str = ''\nM(a=1)\n"


def engine(library: Library) -> bool:
    """1,000 visits through the engine against parsing the case's text as the program saves it."""
    case = household(library, 1000)
    text = write_case(case)
    ours, theirs = pairs(lambda: compute(case, library), lambda: json.loads(text), 25)
    return report("engine, 1,000 visits / json.loads", ours, theirs, 12)


def command(library: Library) -> bool:
    """`compute` on a one-visit case as a process, against a bare import of pydantic with one small model."""
    example = household(library, 1)
    case = example.model_copy(update={"people": example.people[:1], "visits": (), "account_uses": ()})
    visit = household(library, 1).visits[0].model_copy(update={"person": case.people[0].id})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "case.json"
        path.write_text(write_case(case.model_copy(update={"visits": (visit,)})), "utf-8")
        ours = process([sys.executable, "-m", "calculator", "compute", str(path)])
        theirs = process([sys.executable, "-c", _SMALL_MODEL])
        return report("compute, one visit / import pydantic", *pairs(ours, theirs, 15), 1.8)


def command_slope(library: Library) -> bool:
    """`compute` as a process at three sizes; what 10,000 visits take beyond 10, against JSON read and written alone."""
    with tempfile.TemporaryDirectory() as folder:
        paths = {visits: Path(folder) / f"{visits}.json" for visits in (10, 1000, 10_000)}
        for visits, path in paths.items():
            path.write_text(write_case(household(library, visits)), "utf-8")
        run = {visits: [sys.executable, "-m", "calculator", "compute", str(path)] for visits, path in paths.items()}
        said = subprocess.run(run[10_000], check=True, capture_output=True, cwd=ROOT).stdout
        case, tree = paths[10_000].read_bytes(), json.loads(said)
        works = {visits: process(command) for visits, command in run.items()}
        works[0] = lambda: (json.loads(case), json.dumps(tree, ensure_ascii=False))
        seconds: dict[int, list[float]] = {visits: [] for visits in works}
        for _turn in range(5):
            for visits, work in works.items():
                begin = busy()
                work()
                seconds[visits].append(busy() - begin)
    told = ", ".join(f"{visits:,}: {min(seconds[visits]) * 1000:.0f} ms" for visits in paths)
    print(f"compute as a process: {told}")
    beyond = [many - few for many, few in zip(seconds[10_000], seconds[10], strict=True)]
    return report("compute, 10,000 visits beyond 10 / JSON", beyond, seconds[0], 7.5)


_BARE = """
import pydantic
class M(pydantic.BaseModel):
    a: int
    b: str = ''
M(a=1)
import sys
from PySide6.QtWidgets import QApplication, QMainWindow
app = QApplication(sys.argv)
window = QMainWindow()
window.resize(1280, 720)
window.show()
"""
_OURS = """
import sys
class Stop:
    # Follows the program's own order of loading: its window is only taken over once it has loaded Qt.
    def find_spec(self, name, path=None, target=None):
        if name == "calculator.desktop.shell.application":
            sys.meta_path.remove(self)
            from PySide6.QtWidgets import QApplication
            QApplication.exec = lambda *_: (QApplication.processEvents(), finish())
sys.meta_path.insert(0, Stop())
from calculator.command_line import main
def run(what="--example"):
    main([what])
"""
_FINISH = """
def finish():
    import os
    for line in open("/proc/self/status"):
        if line.startswith("VmHWM"):
            print(line.split()[1], flush=True)
    os._exit(0)
"""


def start(library: Library) -> bool:
    """From process start to the first painted window with the example, and the memory it took, against a bare one."""
    peaks: tuple[list[float], list[float]] = ([], [])
    with tempfile.TemporaryDirectory() as settings:
        # Neither this person's settings nor what they installed; the folders are still asked for.
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "GONGJISUAN_CONFIG": settings}
        environment |= {"XDG_DATA_HOME": settings}

        def process(code: str, place: int) -> Callable[[], object]:
            def run() -> None:
                arguments = [sys.executable, "-c", code]
                done = subprocess.run(arguments, check=True, capture_output=True, cwd=ROOT, env=environment)
                peaks[place].append(float(done.stdout or 0) / 1024)

            return run

        # What a first start keeps beside the bytecode, as an installed program has it.
        keeping = {name: value for name, value in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}
        first = [sys.executable, "-c", _FINISH + _OURS + "run()\n"]
        subprocess.run(first, check=True, capture_output=True, cwd=ROOT, env=keeping)
        ours = process(_FINISH + _OURS + "run()\n", 0)
        bare = process(_FINISH + _BARE + "QApplication.processEvents()\nfinish()\n", 1)
        quick = report("first painted window / bare window", *pairs(ours, bare, 15), 1.45)
        used = [*peaks[0]], [*peaks[1]]
        for visits, limit in ((10, 1.6), (1000, 1.75), (10_000, 4.4)):
            case = Path(settings) / f"household-{visits}.json"
            case.write_text(write_rows(household(library, visits)), "utf-8")  # as the program keeps it
            opening = process(_FINISH + _OURS + f"run({str(case)!r})\n", 0)
            name = f"the same with {visits:,} visits / bare window"
            quick = report(name, *pairs(opening, bare, 7), limit) and quick
    if not all(map(all, used)):
        print("memory: this system does not tell a process's peak in /proc")
        return quick
    return report("peak memory / bare window", *used, 1.6, unit="MiB") and quick


BENCHES: dict[str, Callable[[Library], bool]] = {
    "engine": engine,
    "command": command,
    "slope": command_slope,
    "edit": edit,
    "disk": disk,
    "start": start,
    "import": import_sheets,
    "memory": memory,
    "peer": peer,
    "compare": compare,
    "batch": batch,
    "bundle": bundle_start,
}


def main() -> int:
    """Run the named benches, or all; 1 where a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help=", ".join(BENCHES))
    parser.add_argument("--compare", metavar="REVISION", help="measure the checkout and a revision in turn")
    given = parser.parse_args()
    names = given.names or list(BENCHES)
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        parser.error(f"no bench named {unknown[0]}; there are {', '.join(BENCHES)}")
    if given.compare:
        compare_with(given.compare, names)
        return 0
    # As an installed program has its bytecode, whatever this machine says of writing it.
    compileall.compile_dir(ROOT / "calculator", quiet=1)
    library = Library.embedded()
    kept = [BENCHES[name](library) for name in names]
    return 0 if all(kept) else 1


if __name__ == "__main__":
    sys.exit(main())
