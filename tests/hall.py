"""A service hall in tests: its settings, its printer, and a person who uses a keypad or a finger."""

from datetime import date
from typing import Any

from driver.screens import freed, settle
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from calculator.files.hall_settings import FORMAT, HallSettings, parse_hall
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.kiosk.hall_window import HallWindow
from calculator.kiosk.results import Result
from calculator.policy.library import Library
from calculator.words.wording import Wording

TODAY = date(2023, 11, 30)
SIZES = ((1080, 1920), (1920, 1080), (1366, 768))
ENTER = Qt.Key.Key_Return


class Printer:
    """Takes note of what it prints; without paper it does not answer."""

    def __init__(self, *, there: bool = True, answers: bool = True) -> None:
        self.there, self.answers = there, answers
        self.slips: list[str] = []

    def is_there(self) -> bool:
        return self.there

    def print(self, result: Result, words: Wording, today: date) -> None:
        if not self.answers:
            raise OSError("out of paper")
        from calculator.kiosk.slip_printing import slip_of

        del words
        self.slips.append(slip_of(result, today, hall_of("rizhao", office={"name": "东港区医保服务大厅"})).text(0))


def hall_of(region: str | None, **tables: Any) -> HallSettings:
    """A hall of a region, which cannot be chosen, or of all."""
    defaults = {"region": region, "fixed_region": True} if region else {}
    return HallSettings.model_validate({"format": FORMAT, "defaults": defaults, **tables})


CITY = """format = "gongjisuan-hall/1"
[defaults]
region = "gansu"
fixed_region = true
[defaults.city]
deductible = { level1 = 100, level2 = 200, level3 = 300 }
rate = { level1 = 0.7, level2 = 0.6, level3 = 0.5 }
retired_uplift = 0.05
cap = 2500
"""


def hall_of_a_city(library: Library) -> HallSettings:
    """A hall below a framework, with the figures of its city."""
    return parse_hall(CITY.encode(), "hall.toml", library)


def touch(window: HallWindow, text: str) -> None:
    """Touch the key with a text in its words."""
    key = key_with(window, text)
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    settle()
    freed()


def key_with(window: HallWindow, text: str) -> TouchKey:
    """The key that says something."""
    found = [key for key in window.touch_keys() if text in (key.text(), key.accessibleName())]
    assert len(found) == 1, f"{len(found)} keys say {text!r}: {[key.text() for key in window.touch_keys()]}"
    return found[0]


def press(window: HallWindow, *keys: Qt.Key | str) -> None:
    """Press keys of a keypad, where the focus is by then."""
    for key in keys:
        focus = QApplication.focusWidget()
        assert focus is not None
        assert focus.window() is window
        QTest.keyClick(focus, key)  # type: ignore[arg-type]
        settle()
        freed()


def dial(window: HallWindow, *answers: str) -> None:
    """Answer by digits alone: `3` is the third answer, `=1480.50` an amount that ends with Enter."""
    for answer in answers:
        if answer.startswith("="):
            press(window, *answer[1:], ENTER)
        else:
            press(window, answer)


def said(window: HallWindow) -> str:
    """Every text on the screen but those of keys."""
    return "\n".join(label.text() for label in window.findChildren(QLabel) if label.isVisibleTo(window))
