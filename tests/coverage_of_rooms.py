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
    "calculator/case": "tests/case tests/engine tests/attacks/test_long_periods.py tests/whatif tests/session",
    "calculator/engine": "tests/engine tests/case tests/whatif tests/commands",
    "calculator/policy": "tests/policy tests/engine tests/words tests/files/signed_packs tests/commands",
    "calculator/files/documents": "tests/files/documents tests/attacks tests/commands",
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

        status = coverage("run", "-m", "pytest", "-n0", "-p", "no:randomly", f"--basetemp={folder}/t", *tests)
        coverage("combine", "--quiet")
        for room in ROOMS:
            print(f"\n{room}", flush=True)
            coverage("report", f"--include={room}/*")
    return status


if __name__ == "__main__":
    sys.exit(main())
