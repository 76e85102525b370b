"""One dev.py at a time prepares the environment.

The operating system holds the lock and frees it when its process ends, however it ends: a file
left behind by a crash locks nobody out, and no process number has to be trusted.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from environment.terminal import say

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


@contextmanager
def only_one(path: Path, pause: Callable[[float], None] = time.sleep) -> Iterator[None]:
    """Hold the lock at `path`; wait, and say so, while another process holds it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a") as file:
        if not try_lock(file.fileno()):
            say("另一个 dev.py 正在准备环境，请稍候…", "waiting for another dev.py to finish …")
            while not try_lock(file.fileno()):
                pause(0.2)
        # Closing the file frees the lock.
        yield


def try_lock(descriptor: int) -> bool:
    """Whether the lock is ours now; never waits."""
    if sys.platform == "win32":
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
    else:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            # Some network file systems have no locks; going on alone beats never starting.
            return True
    return True
