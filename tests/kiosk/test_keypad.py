"""How many touches an answer takes, and that a keypad alone leads everywhere."""

from collections.abc import Callable, Iterator

import pytest
from driver.screens import settle
from hall import ENTER, dial, hall_of, hall_of_a_city, key_with, press, said, touch
from hall_screens import put, stations
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from calculator.kiosk.answers import ERRANDS
from calculator.kiosk.controls.keypad import neighbour
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.kiosk.hall_window import HallWindow
from calculator.kiosk.question_boards import ChoiceBoard, FigureBoard
from calculator.kiosk.visitor import RESULT, RULES
from calculator.policy.library import Library

Opens = Callable[..., HallWindow]
WAYS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}
FIGURES = {"age": "68", "average_pension": "3210.5", "city_rate": "60"}


def touches(window: HallWindow, errand: str, status: int, earlier: int) -> int:
    """Answer every question by a finger until the result stands; gives the touches besides digits."""
    count = 1
    touch(window, "中文")
    while window.visitor.place not in (RESULT, RULES):
        assert window.frame is not None
        board = window.frame.board
        place = window.visitor.place
        name = getattr(place, "name", "")
        if isinstance(board, FigureBoard):
            for digit in FIGURES.get(name, "1500"):
                touch(window, "小数点" if digit == "." else digit)
            touch(window, board.next.text())
        else:
            assert isinstance(board, ChoiceBoard)
            at = {"errand": ERRANDS.index(errand), "status": status, "earlier": earlier}.get(name, 0)
            touch(window, board.touch_keys()[at].text())
        count += 1
    return count


@pytest.mark.parametrize("region", ["rizhao", "erenhot", "gansu"])
def test_an_answer_takes_at_most_eight_touches(opens: Opens, library: Library, region: str) -> None:
    """With the region fixed, digits not counted; below a framework with the city's figures in the hall's settings."""
    framework = library.pack(region).standing == "framework"
    window = opens(hall_of_a_city(library) if framework else hall_of(region))
    taken = {}
    for errand in ERRANDS:
        for status, earlier in ((0, 0), (2, 1)):
            if (
                region in ("rizhao", "gansu")
                or (errand in ("visit", "account") and earlier)
                or (errand, status) == ("visit", 0)
            ):
                taken[errand, status, earlier] = touches(window, errand, status, earlier)
                touch(window, "结束并清空")
    assert max(taken.values()) <= 8
    assert taken["visit", 0, 0] == 6
    assert taken.get(("rules", 0, 0), 2) == 2


def test_arrows_lead_to_every_key(opens: Opens) -> None:
    window = opens(hall_of(None))
    for answers, place in stations():
        put(window, answers, place)
        keys = window.touch_keys()
        reached: list[TouchKey] = [key for key in keys if key.hasFocus()]
        assert reached, place
        for key in reached:
            around = (neighbour(keys, key, way) for way in WAYS.values())
            reached += [found for found in around if found is not None and found not in reached]
        assert {key.text() for key in keys if key not in reached} == set(), place


def _way_to(window: HallWindow, text: str) -> list[Qt.Key]:
    """Arrows that lead from where the focus is to a key."""
    keys, goal = window.touch_keys(), key_with(window, text)
    here = QApplication.focusWidget()
    assert isinstance(here, TouchKey)
    ways: dict[TouchKey, list[Qt.Key]] = {here: []}
    waiting = [here]
    for key in waiting:
        for arrow, way in WAYS.items():
            found = neighbour(keys, key, way)
            if found is not None and found not in ways:
                ways[found] = [*ways[key], arrow]
                waiting.append(found)
    return ways[goal]


def _steer(window: HallWindow, *texts: str) -> None:
    """Go to keys by arrows, and press each by Enter."""
    for text in texts:
        press(window, *_way_to(window, text), ENTER)


def test_a_session_by_arrows_and_enter_alone(opens: Opens) -> None:
    window = opens(hall_of("rizhao"))
    _steer(window, "English", "What is paid this time?", "Retired", "Level 2")
    _steer(window, "1", "0", "0", "0", "Point", "5", "Del", "Next ▶", "Yes")
    _steer(window, "2", "5", "0", "Next ▶", "1", "5", "0", "Next ▶")
    # 日照 二级, retired: 300 − 250 = 50 are still asked; (1000 − 50) × 75% = 712.50.
    assert "¥712.50" in said(window)
    _steer(window, "Why?", "◀ Back", "Pay less?", "◀ Back", "＋ Add a visit", "Level 1 and below", "4", "0", "Next ▶")
    # 一级: the deductible is met; 40 × 85% = 34.
    assert "¥34.00" in said(window)
    _steer(window, "Large print", "Black screen", "End and clear")
    assert window.visitor.fresh


def _paths() -> Iterator[tuple[str, tuple[str, ...]]]:
    earliers = (("1",), ("2", "=300", "=100"), ("3",))
    for level, earlier in zip("1234", (*earliers, ("1",)), strict=True):
        yield "visit", ("1", "1", "1", level, "=800", *earlier)
    for status, earlier in zip("123", earliers, strict=True):
        yield "left", ("1", "2", status, *earlier)
        yield "cheaper", ("1", "3", status, "=800", *earlier)
    yield "rules", ("1", "5")
    yield from (("account", ("1", "4", *rest)) for rest in (("1", "=45", "=6000"), ("2",), ("3",)))


def test_every_path_by_digits_alone(opens: Opens) -> None:
    window = opens(hall_of("rizhao"))
    for errand, answers in _paths():
        dial(window, *answers)
        assert window.visitor.place == (RULES if errand == "rules" else RESULT), answers
        assert window.frame is not None
        assert window.frame.board.accessibleDescription()
        window.forget()


def _tap_twice(window: HallWindow, text: str) -> None:
    key = key_with(window, text)
    at = key.mapTo(window, key.rect().center())
    QTest.mouseDClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    settle()


def test_the_second_tap_of_a_trembling_hand_does_not_answer_the_next_question(opens: Opens) -> None:
    window = opens()
    touch(window, "中文")
    place = window.visitor.place
    _tap_twice(window, "今年还能报多少")
    assert window.visitor.place != place
    assert window.visitor.answers.of("status") is None


def test_a_digit_may_be_tapped_twice(opens: Opens) -> None:
    window = opens()
    dial(window, "1", "1", "1", "1", "2")
    _tap_twice(window, "0")
    assert window.frame is not None
    assert isinstance(window.frame.board, FigureBoard)
    assert window.frame.board.typed.text == "200"
