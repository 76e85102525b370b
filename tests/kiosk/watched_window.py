"""A stand-in for the terminal's window that writes what it does and then does as it is told; for the guardian's test.

`watched_window.py LOG PLAN WRITING [resting]`: the plan's words are taken one a start: `crash`, `hang`, `silent`,
`leave`, `live`. With `resting` it leaves at once to have it tried again.
"""

import os
import sys
import time
from pathlib import Path

from calculator.kiosk.watch.endings import CRASHED, OPERATOR_LEFT, TRY_AGAIN


def main() -> None:
    log, plan, writing = Path(sys.argv[1]), sys.argv[2].split(","), int(sys.argv[3])
    resting = "resting" in sys.argv
    before = log.read_text().splitlines() if log.exists() else []
    starts = len([line for line in before if not line.startswith("resting")])
    does = "resting" if resting else plan[min(starts, len(plan) - 1)]
    with log.open("a") as file:
        file.write(f"{does} {os.getpid()} {time.monotonic()}\n")
    if does != "silent":
        os.write(writing, b".")
    if does == "resting":
        sys.exit(TRY_AGAIN)
    if does == "crash":
        sys.exit(CRASHED)
    if does == "leave":
        sys.exit(OPERATOR_LEFT)
    while does == "live":
        os.write(writing, b".")
        time.sleep(0.05)
    time.sleep(600)


if __name__ == "__main__":
    main()
