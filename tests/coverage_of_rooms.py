"""How much of the rooms that decide and keep their own tests come by, line by line and branch by branch.

`python tests/coverage_of_rooms.py` prints it for `case`, `engine`, `policy` and `files/documents`, with the lines that
no test comes by; those in the list of exceptions in `pyproject.toml` are left out. Needs the package `coverage`.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
ROOMS = {
    "calculator/case": "tests/case tests/engine tests/session tests/attacks/test_long_periods.py"
    " tests/whatif/test_slip_cases.py tests/whatif/test_slip_versions.py tests/test_schemas.py",
    "calculator/engine": "tests/engine tests/case tests/whatif/test_slip_cases.py tests/whatif/test_visit_pair.py",
    "calculator/policy": "tests/policy tests/engine/test_worked_cases.py tests/words/test_framework_bounds.py"
    " tests/files/signed_packs",
    "calculator/files/documents": "tests/files/documents tests/attacks/test_flipped_bytes.py"
    " tests/attacks/test_shared_computer.py tests/attacks/test_hostile_names.py",
}
"""The tests that are to come by everything in a room."""


def main() -> int:
    """Run the tests of all rooms once and print what they came by; gives what pytest gives."""
    tests = sorted({test for room in ROOMS.values() for test in room.split()})
    tests = [one for one in tests if not any(one.startswith(f"{other}/") for other in tests)]
    memory = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=memory) as folder:
        kept = Path(folder) / "coverage"
        surroundings = os.environ | {"COVERAGE_FILE": str(kept), "COVERAGE_PROCESS_START": str(ROOT / "pyproject.toml")}

        def coverage(*words: str) -> int:
            command = [sys.executable, "-m", "coverage", *words]
            return subprocess.run(command, cwd=ROOT, env=surroundings, check=False).returncode

        own = ("-n0", "-p", "no:randomly", "-p", "no:cacheprovider", f"--basetemp={folder}/t")
        status = coverage("run", "-m", "pytest", *own, *tests)
        coverage("combine", "--quiet")
        for room in ROOMS:
            print(f"\n{room}", flush=True)
            coverage("report", f"--include={room}/*")
    return status


if __name__ == "__main__":
    sys.exit(main())
