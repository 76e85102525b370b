"""The system's fonts, looked through ahead of the first text."""

import threading
from types import TracebackType

from PySide6.QtGui import QFontMetricsF

from calculator.widgets.theme import Theme, font

_TEXT = "统筹 Aa 1"


class FontsAhead:
    """While it is entered, a thread has Qt find and open the fonts of the interface; leaving waits for its end.

    Qt reads fonts outside the main thread as well as in it, and without Python's lock, so that a second core does
    the work: on a first text it is about 15 ms.
    """

    def __init__(self) -> None:
        self._thread = threading.Thread(target=_measure, name="fonts")

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._thread.join()


def _measure() -> None:
    for bold in (False, True):
        QFontMetricsF(font(Theme(), bold=bold)).horizontalAdvance(_TEXT)
