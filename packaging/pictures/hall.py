"""The hall terminal, for the guides: an answer."""

import atexit
from datetime import date
from functools import cache

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from calculator.files.hall_settings import FORMAT, HallSettings
from calculator.kiosk.forgetting import Traces
from calculator.kiosk.hall_window import HallWindow
from calculator.kiosk.results import Result
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

_DAY = date(2024, 1, 15)
_HALL = HallSettings.model_validate(
    {"format": FORMAT, "defaults": {"region": "rizhao", "fixed_region": True}, "office": {"telephone": "0633-0000000"}}
)


class _NoPrinter:
    """Where none is set up."""

    def is_there(self) -> bool:
        """There is none."""
        return False

    def print(self, result: Result, words: Wording, today: date) -> None:
        """Nothing is printed."""


def terminal(session: Session, theme: Theme) -> QWidget:
    """The terminal of a hall of 日照, in the session's language."""
    del theme  # it has letters and colours of its own
    hall = _HALL.model_copy(update={"language": session.wording.language})
    return HallWindow(hall, session.library, _traces(), _NoPrinter(), today=lambda: _DAY)


@cache
def _traces() -> Traces:
    """The terminal's temporary folder, one for all pictures, gone with the program."""
    made = Traces()
    atexit.register(made.close)
    return made


def answered(window: QWidget) -> None:
    """By keypad: the language, what is paid this time, in service, level 3, 3,000 yuan, nothing paid before."""
    for sign in ("1", "1", "1", "3", *"3000", Qt.Key.Key_Return, "1"):
        keyboard = QApplication.focusWidget() or window
        QTest.keyClicks(keyboard, sign) if isinstance(sign, str) else QTest.keyClick(keyboard, sign)
        for _turn in range(5):
            QApplication.processEvents()
