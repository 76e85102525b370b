"""How many touches an answer takes, and that a keypad alone leads everywhere."""

import os
from collections.abc import Callable, Iterator
from functools import cache

import pytest
from driver.screens import settle
from hall import ENTER, TODAY, dial, hall_of, hall_of_a_city, key_with, press, said, touch
from hall_screens import put, stations
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from statements import REGIONS

from calculator.files.hall_settings import HallSettings
from calculator.kiosk.answers import ERRANDS, UNKNOWN, Answers, Errand, Step
from calculator.kiosk.controls.keypad import neighbour
from calculator.kiosk.controls.touch_key import TouchKey
from calculator.kiosk.hall_case import next_step
from calculator.kiosk.hall_window import HallWindow
from calculator.kiosk.question_boards import ChoiceBoard, FigureBoard
from calculator.kiosk.questions import Questions
from calculator.kiosk.visitor import RESULT, RULES
from calculator.policy.library import Library
from calculator.words.wording import Wording

Opens = Callable[..., HallWindow]
WAYS = {
    Qt.Key.Key_Left: QPoint(-1, 0),
    Qt.Key.Key_Right: QPoint(1, 0),
    Qt.Key.Key_Up: QPoint(0, -1),
    Qt.Key.Key_Down: QPoint(0, 1),
}
FIGURES: dict[str, tuple[str, int]] = {"age": ("68", 68), "city_rate": ("60", 6000)}
"""What is typed for a figure, and what that is; elsewhere 15 yuan."""


def hall_with_region(region: str, library: Library) -> HallSettings:
    """A hall of one region; below a framework with the figures of its city, which `kiosk-setup` asks for."""
    return hall_of_a_city(library) if library.pack(region).standing == "framework" else hall_of(region)


@cache
def _paths(region: str) -> tuple[Answers, ...]:
    """Everything that can be answered up to a result: each option of each question, each figure known and unknown."""
    library = Library.embedded()
    hall = hall_with_region(region, library)
    questions = Questions(hall, library, Wording("zh"), TODAY)
    open_paths, ended = [Answers()], list[Answers]()
    while open_paths:
        answers = open_paths.pop()
        step = next_step(answers, hall, library, TODAY)
        if step is None:
            ended.append(answers)
            continue
        question = questions.of(answers, step)
        figure = FIGURES.get(step.name, ("15", 1500))[1]
        values = [one.value for one in question.options] or [figure, *([UNKNOWN] if question.unknown else [])]
        open_paths += [answers.with_answer(step, value) for value in values]
    return tuple(ended)


def _touches(answers: Answers) -> int:
    """One for the language, and one for each answer: an option, or what follows the digits."""
    return 1 + len(answers.given)


@pytest.mark.parametrize("region", REGIONS)
def test_no_answer_takes_more_than_eight_touches(region: str) -> None:
    """With the region fixed, digits not counted, whatever is answered to whichever question."""
    paths = _paths(region)
    assert {answers.of("errand") for answers in paths} == set(ERRANDS)
    assert max(_touches(answers) for answers in paths) <= 8
    usual = {answers.of("errand"): _touches(answers) for answers in paths if answers.of("earlier") == "no"}
    assert usual == {"visit": 6, "left": 4, "cheaper": 5}
    assert {_touches(answers) for answers in paths if answers.of("errand") == "rules"} == {2}


def _walks() -> Iterator[tuple[str, str, Answers]]:
    """To each question in each region its longest path, and once what is not known; all with GONGJISUAN_KIOSK_PATHS."""
    for region in REGIONS:
        for number, errand in enumerate(ERRANDS):
            paths = [answers for answers in _paths(region) if answers.of("errand") == errand]
            if "GONGJISUAN_KIOSK_PATHS" not in os.environ:
                longest = max(paths, key=_touches)
                unsure = max(paths, key=lambda answers: list(answers.given.values()).count(UNKNOWN))
                paths = [longest] if number != REGIONS.index(region) else [longest, unsure]
            yield from ((region, errand, answers) for answers in paths)


@pytest.mark.parametrize("region", REGIONS)
def test_every_question_is_answered_by_a_keypad_alone(opens: Opens, library: Library, region: str) -> None:
    """By digits, Enter, and arrows to what is not known; and each answer takes what one touch would."""
    window = opens(hall_with_region(region, library))
    for of, errand, answers in _walks():
        if of != region:
            continue
        press(window, "1")
        for step, value in answers.given.items():
            assert window.visitor.place == step
            _answer_by_keys(window, step, value)
        assert window.visitor.place == (RULES if errand == "rules" else RESULT), answers
        assert window.visitor.answers.given == answers.given
        assert window.frame is not None
        assert window.frame.board.accessibleDescription()
        window.forget()


def _answer_by_keys(window: HallWindow, step: Step, value: object) -> None:
    assert window.frame is not None
    board = window.frame.board
    if isinstance(board, ChoiceBoard):
        options = window.visitor.questions().of(window.visitor.answers, step).options
        press(window, str([option.value for option in options].index(value) + 1))
    elif value == UNKNOWN:
        _steer(window, "我不知道")
    else:
        press(window, *FIGURES.get(step.name, ("15", 1500))[0], ENTER)


@pytest.mark.parametrize("errand", ERRANDS)
def test_every_question_is_answered_by_a_finger(opens: Opens, errand: Errand) -> None:
    """As many touches besides digits as are counted above; the amounts by the terminal's own pad."""
    window = opens()
    answers = max((one for one in _paths("rizhao") if one.of("errand") == errand), key=_touches)
    count = 1
    touch(window, "中文")
    for step, value in answers.given.items():
        assert window.frame is not None
        board = window.frame.board
        if isinstance(board, FigureBoard):
            for digit in FIGURES.get(step.name, ("15", 1500))[0] if value != UNKNOWN else "":
                touch(window, digit)
            touch(window, "我不知道" if value == UNKNOWN else "下一步 ▶")
        else:
            options = window.visitor.questions().of(window.visitor.answers, step).options
            touch(window, next(option.text for option in options if option.value == value))
        count += 1
    assert window.visitor.place == (RULES if errand == "rules" else RESULT)
    assert count == _touches(answers)


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
        if goal in ways:
            break
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
