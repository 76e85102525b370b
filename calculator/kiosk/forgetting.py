"""Nothing of a person stays: the clipboard, Qt's pictures, temporary files, waiting paper, and no dump of memory."""

import gc
import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QProcess
from PySide6.QtGui import QClipboard, QGuiApplication, QPixmapCache

from calculator.ground.money import format_amount

_PATIENCE = 1200
_PREFIX = "gongjisuan-kiosk-"


class Traces:
    """Where something of a person could be besides the session; `forget` empties all of it.

    `paper` says that a slip was given to the printer: what has not come out when its person is forgotten never does,
    else it would lie in the tray before the next one.
    """

    def __init__(self) -> None:
        self.folder = own_temporary_folder()
        self.paper = False

    def forget(self) -> None:
        """Empty the clipboard, pictures and texts that are kept, and the temporary files; drop waiting paper; free what
        was deleted.
        """
        if self.paper:
            self.paper = False
            drop_waiting_paper()
        clipboard = QGuiApplication.clipboard()
        clipboard.clear(QClipboard.Mode.Clipboard)
        if clipboard.supportsSelection():
            clipboard.clear(QClipboard.Mode.Selection)
        QPixmapCache.clear()
        format_amount.cache_clear()  # which keeps the last amounts with their texts
        for path in self.folder.iterdir():
            with suppress(OSError):
                shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()

    def close(self) -> None:
        """Take the temporary folder away, and drop paper that still waits."""
        if self.paper:
            drop_waiting_paper()
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
    """Take away what a terminal left that was killed, and the paper that waits of it."""
    import psutil

    places = {os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir(), tempfile.gettempdir()}
    killed = False
    for left in (path for place in places for path in Path(place).glob(f"{_PREFIX}*-*")):
        number = left.name.removeprefix(_PREFIX).partition("-")[0]
        if number.isdigit() and not psutil.pid_exists(int(number)):
            shutil.rmtree(left, ignore_errors=True)
            killed = True
    if killed:
        drop_waiting_paper()


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
