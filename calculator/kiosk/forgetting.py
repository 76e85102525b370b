"""Nothing of a person stays: the clipboard, Qt's pictures, temporary files, waiting paper, and no dump of memory."""

import gc
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QProcess
from PySide6.QtGui import QClipboard, QGuiApplication, QPixmapCache

_PATIENCE = 1200
_PREFIX = "gongjisuan-kiosk-"


class Traces:
    """Where something of a person could be besides the session; `forget` empties all of it."""

    def __init__(self) -> None:
        self.folder = own_temporary_folder()
        self.printed = False
        """Whether paper was asked for since the last reset."""

    def forget(self) -> None:
        """Empty the clipboard, Qt's pictures and the temporary files, drop paper that waits; free what was deleted."""
        clipboard = QGuiApplication.clipboard()
        clipboard.clear(QClipboard.Mode.Clipboard)
        if clipboard.supportsSelection():
            clipboard.clear(QClipboard.Mode.Selection)
        QPixmapCache.clear()
        for path in self.folder.iterdir():
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        if self.printed:
            drop_waiting_paper()
            self.printed = False
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    def close(self) -> None:
        """Take the temporary folder away."""
        shutil.rmtree(self.folder, ignore_errors=True)


def own_temporary_folder() -> Path:
    """A folder for temporary files that only this program uses, in memory where the system has such a place."""
    clear_after_others()
    runtime = os.environ.get("XDG_RUNTIME_DIR", "")
    place = runtime if runtime and Path(runtime).is_dir() else None
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-", dir=place))
    os.environ["TMPDIR"] = str(folder)
    tempfile.tempdir = str(folder)
    return folder


def clear_after_others() -> None:
    """Take away what a terminal left that was killed."""
    import psutil

    places = {os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir(), tempfile.gettempdir()}
    for left in (path for place in places for path in Path(place).glob(f"{_PREFIX}*-*")):
        number = left.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdigit() and not psutil.pid_exists(int(number)):
            shutil.rmtree(left, ignore_errors=True)


def drop_waiting_paper() -> None:
    """Cancel this user's jobs that wait at any printer, with the files of theirs that the spooler keeps."""
    cancel = shutil.which("cancel")
    if cancel is None:
        return
    dropping = QProcess()
    dropping.start(cancel, ["-a", "-x"])
    dropping.waitForFinished(_PATIENCE)


def without_dumps() -> None:
    """No dump of the memory is written, whatever the system's settings."""
    try:
        import resource
    except ImportError:  # a system that has none
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
