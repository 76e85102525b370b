"""Every screen in both languages, in three sizes, in normal and large print, on black: it can be touched and read."""

import os
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date
from itertools import combinations, pairwise, product
from typing import get_args

import pytest
from hall import SIZES, dial, hall_of, said
from hall_screens import put, stations
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from calculator.ground.language import Language
from calculator.kiosk.answers import ERRANDS, Answers, Step, StepName
from calculator.kiosk.controls.look import GAP, LEAST_TARGET
from calculator.kiosk.controls.number_pad import DateWheels, Typed
from calculator.kiosk.controls.text_block import Line, TextBlock, height_of
from calculator.kiosk.hall_window import HallWindow
from calculator.kiosk.question_boards import FigureBoard
from calculator.kiosk.result_boards import FigureBlock
from calculator.kiosk.visitor import RESULT, Place

Opens = Callable[..., HallWindow]
LEAST_TEXT, LEAST_CONTRAST, LEAST_LEADING = 24, 7.0, 1.3

_USUAL: dict[str, object] = {"amount": 1480_00, "level": "level3"}


def each_page(window: HallWindow) -> Iterator[int]:
    """Turn the pages of the screen."""
    assert window.frame is not None
    board = window.frame.board
    assert board.pages >= 1
    for page in range(board.pages):
        yield page
        if page + 1 < board.pages:
            board.later.click()


def faults(window: HallWindow) -> Iterator[str]:
    """What on the screen is too small, too near, cut, or broken within a word."""
    frame = window.frame
    assert frame is not None
    keys = window.touch_keys()
    texts = [text for text in frame.findChildren(TextBlock) if text.isVisibleTo(window)]
    places: dict[QWidget, QRect] = {key: _rect(key, window) for key in keys}
    for key in keys:
        rect = places[key]
        if min(rect.width(), rect.height()) < LEAST_TARGET:
            yield f"{key.text()!r} is {rect.width()} × {rect.height()}"
        yield from (f"{key.text()!r}: {fault}" for fault in _cut(key.lines(rect.width()), key.room()))
    for one, other in combinations(keys, 2):
        first, second = places[one], places[other]
        apart = max(second.left() - first.right(), first.left() - second.right(),
                    second.top() - first.bottom(), first.top() - second.bottom()) - 1  # fmt: skip
        if apart < GAP:
            yield f"{one.text()!r} and {other.text()!r} are {apart} apart"
    for text in texts:
        yield from (f"{text.text()[:30]!r}: {fault}" for fault in _cut(text.shown_lines(), text.rect()))
    yield from _figures_cut(window)
    places |= {text: _rect(text, window) for text in (*texts, *frame.findChildren(Typed)) if text.isVisibleTo(window)}
    for widget, rect in places.items():
        if not frame.rect().contains(rect):
            yield f"{widget.accessibleName()[:30]!r} lies outside"
    for (this, first), (that, second) in combinations(places.items(), 2):
        if first.intersects(second):
            yield f"{this.accessibleName()[:30]!r} covers {that.accessibleName()[:30]!r}"


def _figures_cut(window: HallWindow) -> Iterator[str]:
    """What was typed, and what stands on the wheels of a date."""
    for typed in window.findChildren(Typed):
        if typed.isVisibleTo(window):
            yield from (f"what was typed: {fault}" for fault in _cut(typed.lines(), typed.rect()))
            if sum(line.run is typed.lines()[0].run for line in typed.lines()) > 1:
                yield f"{typed.text!r} is broken"
    for wheels in window.findChildren(DateWheels):
        if wheels.isVisibleTo(window):
            room = QRect(0, 0, wheels.up[0].width(), wheels.down[0].y() - wheels.up[0].geometry().bottom())
            yield from (f"a wheel: {fault}" for lines in wheels.lines() for fault in _cut(lines, room))


def _rect(widget: QWidget, window: HallWindow) -> QRect:
    return widget.rect().translated(widget.mapTo(window, QPoint(0, 0)))


def _cut(lines: list[Line], room: QRect) -> Iterator[str]:
    if height_of(lines) > room.height():
        yield f"needs {height_of(lines)} of height, has {room.height()}"
    for line in lines:
        if line.width > room.width() + 1:
            yield f"{line.text!r} needs {line.width} of width, has {room.width()}"
        if line.letters < LEAST_TEXT or line.height < LEAST_LEADING * line.letters:
            yield f"{line.text!r} is {line.letters} pixels high in a line of {line.height}"
    for line, below in pairwise(lines):
        if line.broken and re.fullmatch("[A-Za-z0-9]{2}", line.text[-1:] + below.text[:1]):
            yield f"{line.text!r} is broken before {below.text!r}"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_screen_can_be_touched_and_read(opens: Opens, size: tuple[int, int], language: Language) -> None:
    window = opens(hall_of(None, language=language, office={"name": "东港区医疗保障服务大厅"}), size)
    found = []
    for large in (False, True):
        window.visitor.large = large
        for answers, place in stations():
            put(window, answers, place)
            for page in each_page(window):
                found += [f"{large=} {place} page {page}: {fault}" for fault in faults(window)]
            assert window.frame is not None
            if isinstance(window.frame.board, FigureBoard):
                window.frame.board.typed.set_text("")
                window.frame.board.next.click()  # which is refused
                found += [f"{large=} {place} refused: {fault}" for fault in faults(window)]
            if not _on_one_page(window, answers, place):
                found.append(f"{large=} {place} goes on on a next page")
    assert "\n".join(found) == ""


def test_an_upright_screen_is_filled_by_larger_words_and_keys(opens: Opens) -> None:
    """1080 × 1920 has more room below than 1920 × 1080: what is asked there is shown larger, not above a void."""
    words = {}
    for size in SIZES[:2]:
        window = opens(hall_of("rizhao"), size)
        put(window, *next(stations()))
        assert window.frame is not None
        board = window.frame.board
        keys = board.touch_keys()
        words[size] = max(line.letters for key in keys for line in key.lines(key.width()))
        lowest = max(widget.geometry().bottom() for widget in board.shown())
        assert lowest > 0.8 * board.height()
        assert min(key.height() for key in keys) >= 200
    assert words[1080, 1920] >= 1.3 * LEAST_TEXT * 1.4


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_both_figures_stand_on_the_first_page_also_in_large_print(
    opens: Opens, size: tuple[int, int], language: Language
) -> None:
    """With a warning of rules older than the year, which is there too or announced by its sign."""
    window = opens(hall_of("rizhao", language=language), size, date(2026, 11, 30))
    window.visitor.large = True
    dial(window, "1", "1", "3", "1", "=1480", "1")
    assert window.frame is not None
    board = window.frame.board
    figures = [figure for figure in board.shown() if isinstance(figure, FigureBlock)]
    # 日照 二（二）, retired at 一级: (1480 − 200) × 85% = 1088.
    assert [figure.text().splitlines()[1] for figure in figures] == ["¥1,088.00", "¥392.00"]
    assert "⚠" in said(window)
    told = []
    for _page in each_page(window):
        assert "\n".join(faults(window)) == ""
        told.append(said(window))
    assert all(sentence in "".join(told) for sentence in ("2022", "12393", "912.00", "85%"))


def _on_one_page(window: HallWindow, answers: Answers, place: Place) -> bool:
    """A question, but for help and regions; in normal print the result of one visit of usual figures."""
    frame = window.frame
    assert frame is not None
    if isinstance(place, Step):
        return place.name in ("region", "status") or frame.board.pages == 1
    if place != RESULT or answers.visits > 1 or window.visitor.large:
        return True
    put(window, Answers({step: _USUAL.get(step.name, value) for step, value in answers.given.items()}), place)
    assert window.frame is not None
    return window.frame.board.pages == 1


Painted = tuple[Language, tuple[int, int], bool, bool]
_SOME: list[Painted] = [
    ("zh", (1366, 768), False, False),
    ("zh", (1366, 768), False, True),
    ("en", (1080, 1920), True, False),
    ("en", (1920, 1080), True, True),
]
_ALL: list[Painted] = list(product(get_args(Language), SIZES, (False, True), (False, True)))


def _named(painted: Painted) -> str:
    language, (width, height), large, contrast = painted
    return f"{language}-{width}x{height}-{'large' if large else 'normal'}-{'black' if contrast else 'light'}"


@pytest.mark.parametrize("painted", _ALL if "GONGJISUAN_KIOSK_PAINTED" in os.environ else _SOME, ids=_named)
def test_what_is_painted_has_contrast(opens: Opens, painted: Painted) -> None:
    """Each language, size, print and ground at least once; every combination by GONGJISUAN_KIOSK_PAINTED."""
    language, size, large, contrast = painted
    window = opens(hall_of(None, language=language), size)
    window.visitor.large, window.visitor.contrast = large, contrast
    found = []
    seen: set[object] = set()
    for answers, place in stations():
        put(window, answers, place)
        image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
        found += [f"{place}: {fault}" for fault in _pale(window, image, seen)]
    assert "\n".join(found) == ""


def _pale(window: HallWindow, image: QImage, seen: set[object]) -> Iterator[str]:
    """Keys of each kind and texts of each colour and size, each the first time that it is seen on a kind of board."""
    frame = window.frame
    assert frame is not None
    words = memoryview(image.constBits()).cast("B").cast("I")
    across = image.bytesPerLine() // 4
    for key in window.touch_keys():
        if not _first(seen, key.kind, bool(key.accessibleDescription()), key.hasFocus()):
            continue
        inside = _rect(key, window).adjusted(10, 10, -10, -10)
        if (ratio := _contrast(words, across, inside)) < LEAST_CONTRAST:
            yield f"{key.text()!r} has {ratio:.1f}"
    for text in frame.findChildren(TextBlock):
        if text.isVisibleTo(window):
            corner = _rect(text, window).topLeft()
            lines = text.shown_lines()
            for line in lines:
                top = corner.y() + round(line.top - lines[0].top)
                room = QRect(corner.x(), top, max(1, round(line.width)), round(line.height))
                own = frame.board.isAncestorOf(text)
                if not line.text.strip() or not _first(seen, line.run.meaning, line.run.size, line.run.bold, own):
                    continue
                if (ratio := _contrast(words, across, room)) < LEAST_CONTRAST:
                    yield f"{line.text!r} has {ratio:.1f}"


def _first(seen: set[object], *what: object) -> bool:
    if what in seen:
        return False
    seen.add(what)
    return True


def _contrast(words: memoryview, across: int, room: QRect) -> float:
    """Between the colour that covers most of a rectangle and the one that differs most from it."""
    seen: Counter[int] = Counter()
    for row in range(room.top(), room.bottom() + 1):
        seen.update(words[row * across + room.left() : row * across + room.right() + 1])
    ground = _light(seen.most_common(1)[0][0])
    return max((max(ground, light) + 0.05) / (min(ground, light) + 0.05) for light in map(_light, seen))


def _light(colour: int) -> float:
    parts = [(colour >> shift & 255) / 255 for shift in (16, 8, 0)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_the_screens_are_all_there() -> None:
    """So that a question added later is looked at as well."""
    seen = {place.name for _answers, place in stations() if isinstance(place, Step)}
    assert seen == set(StepName.__args__)  # type: ignore[attr-defined]
    assert len(ERRANDS) == 5


def test_every_screen_is_told(opens: Opens) -> None:
    """A screen reader is given a name for every key, and the whole screen in words."""
    window = opens(hall_of(None))
    for answers, place in stations():
        put(window, answers, place)
        assert window.frame is not None
        board = window.frame.board
        assert all(key.accessibleName().strip() for key in window.touch_keys())
        assert board.accessibleName().strip()
        order = window.frame.children()
        assert order.index(window.frame.title) < order.index(board) < order.index(window.frame.large)
        told = board.accessibleDescription()
        for text in board.findChildren(TextBlock):
            if text in board.shown():
                assert text.text().strip().partition("\n")[0] in told
        assert QApplication.focusWidget() in window.touch_keys()
