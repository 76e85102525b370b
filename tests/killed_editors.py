"""Processes that edit a document until they are killed; run by the crash test.

For every line on standard input, a number of seconds, one process is started and killed after that time; every other
time it is counted from when the document is open, as a busy machine may need longer than that to open one. It says
each edit that was saved; `end` follows when it is gone.
"""

import os
import signal
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from documents import MEANS, case_after, edits_in, made

from calculator.files.documents.opening import open_document


def edit(path: Path, opened: int) -> None:
    """Edit for ever, with now and then a new file or another process."""
    document = open_document(path, MEANS)
    assert not document.read_only
    os.write(opened, b".")
    edits = edits_in(document.case)
    while True:
        edits += 1
        document.record(f"edit {edits}", case_after(edits))
        os.write(1, b"saved %d\n" % edits)
        if edits % 7 == 0:
            document.checkpoint()
        if edits % 15 == 0:
            document.close()
            document = open_document(path, MEANS)


def learn() -> None:
    """Edit once before all of them, so that what is loaded with the first edit is there, and not killed every time."""
    with TemporaryDirectory() as folder:
        document = made(Path(folder) / "a.gjs")
        for edits in range(1, 16):
            document.record(f"edit {edits}", case_after(edits))
        document.close()
        open_document(Path(folder) / "a.gjs", MEANS).close()


def main() -> None:
    path = Path(sys.argv[1])
    learn()
    for number, line in enumerate(sys.stdin):
        ready, opened = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                edit(path, opened)
            finally:
                os._exit(1)
        os.close(opened)
        if number % 2:
            os.read(ready, 1)
        os.close(ready)
        time.sleep(float(line))
        os.kill(child, signal.SIGKILL)
        _pid, status = os.waitpid(child, 0)
        os.write(1, b"end %d\n" % os.waitstatus_to_exitcode(status))


if __name__ == "__main__":
    main()
