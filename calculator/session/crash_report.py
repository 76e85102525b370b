"""An unexpected exception: told calmly, with a report that carries no figures of a person, and the program goes on.

The report holds the kind of exception, the modules and lines it passed through, and versions. The exception's own
text is left out, as it may quote an amount or a name; so are paths, which name the user.
"""

import platform
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from types import TracebackType

from PySide6 import __version__ as pyside_version
from PySide6.QtCore import QObject, Qt, Signal, qVersion
from PySide6.QtWidgets import QApplication

from calculator import __version__

QUIET_SECONDS = 10.0
"""For so long after it was last told, the same fault is not told again: what is painted anew fails anew."""

_FIRST_CALLS, _LAST_CALLS = 8, 24
_LONGEST_CHAIN = 8


def report(error: BaseException) -> str:
    """What a developer needs to find a fault, without a figure, a name or a path of the person's."""
    lines = [
        f"gongjisuan {__version__}",
        f"Python {platform.python_version()} · PySide6 {pyside_version} · Qt {qVersion()}",
        f"{platform.system()} {platform.machine()} · {QApplication.platformName() or '-'}",
        *_told(error, set()),
    ]
    return "\n".join(lines) + "\n"


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    """The kind and the calls of an exception, then of what led to it."""
    seen.add(id(error))
    kind = type(error)
    yield ""
    yield f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
    yield from _shortened([f"  {place}" for place in _calls(error.__traceback__)])
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    inner = error.exceptions if isinstance(error, BaseExceptionGroup) else ()
    for other in (*inner, before):
        if other is not None and id(other) not in seen and len(seen) < _LONGEST_CHAIN:
            yield from _told(other, seen)


def _calls(trace: TracebackType | None) -> Iterator[str]:
    while trace is not None:
        code = trace.tb_frame.f_code
        yield f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno} {code.co_name}"
        trace = trace.tb_next


def _shortened(lines: list[str]) -> list[str]:
    """An endless recursion need not be told call by call."""
    left_out = len(lines) - _FIRST_CALLS - _LAST_CALLS
    return lines if left_out <= 0 else [*lines[:_FIRST_CALLS], f"  … {left_out} …", *lines[-_LAST_CALLS:]]


class CrashGuard(QObject):
    """Takes exceptions that nobody caught, from any thread, and has them shown in the thread of the windows.

    `show` is given a report; what fails while one is being shown is only written to the error stream.
    """

    _caught = Signal(str)

    def __init__(self, show: Callable[[str], None], clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._show, self._clock = show, clock
        self._told: dict[str, float] = {}
        self._busy = False
        self._before = (sys.excepthook, threading.excepthook)
        # Queued: a dialog must not come up in the middle of painting, nor in another thread.
        self._caught.connect(self._tell, Qt.ConnectionType.QueuedConnection)

    def install(self) -> None:
        """Take over from Python; where Python's developer mode is on, its own traceback is printed as well."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread

    def remove(self) -> None:
        """Give back to whom it was taken from."""
        sys.excepthook, threading.excepthook = self._before

    def _take(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if sys.flags.dev_mode:
            self._before[0](kind, error, trace)
        text = report(error)
        _write(text)
        self._caught.emit(text)

    def _take_from_thread(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._take(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _tell(self, text: str) -> None:
        now = self._clock()
        last = self._told.get(text)
        self._told[text] = now
        if self._busy or (last is not None and now - last < QUIET_SECONDS):
            return
        self._busy = True
        try:
            self._show(text)
        except Exception as error:  # whatever it is, there is nothing left to show it with
            _write(report(error))
        finally:
            self._busy = False


def _write(text: str) -> None:
    """To the error stream, which a program without a terminal may not have, and which may lead to a full disk."""
    with suppress(OSError, ValueError):
        if sys.stderr is not None:
            sys.stderr.write(text)
            sys.stderr.flush()
