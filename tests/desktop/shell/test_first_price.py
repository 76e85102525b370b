"""From the first start to the price of the next visit: every key and click is counted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from driver.keyboard import Keyboard
from driver.screens import freed
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.application import Application
from calculator.desktop.shell.next_visit_page import NextVisitPage
from calculator.desktop.shell.welcome import WelcomePage
from calculator.files.settings import Store
from calculator.policy.library import Library

KEY = Qt.Key


class Counted(Keyboard):
    """A keyboard that counts."""

    count = 0

    def _press(self, key: Qt.Key | str, with_: Qt.KeyboardModifier) -> None:
        self.count += 1
        super()._press(key, with_)


@pytest.fixture
def program(qtbot: QtBot, qapp: QApplication, library: Library, tmp_path: Path) -> Iterator[Application]:
    made = Application(qapp, library, Store(tmp_path / "config"), language="zh", data=tmp_path / "data")
    made.welcome()
    page = made.window
    assert page is not None
    with qtbot.waitActive(page):
        page.activateWindow()
    yield made
    made.deleteLater()
    if made.window is not None:
        made.window.close()
        made.window.deleteLater()
    freed()


def first_page(program: Application) -> WelcomePage:
    assert isinstance(program.window, WelcomePage)
    return program.window


def price(page: NextVisitPage | None) -> str:
    assert page is not None
    assert page.answer is not None
    return page.answer.rows[0].personal.text()


# Rizhao, in service, level 1: of a bill of 500 the fund pays (500 − 300) × 80% = 160.
FIRST = "个人负担 340.00"


def test_the_price_of_the_next_visit_is_nine_keys_away_at_most(qtbot: QtBot, program: Application) -> None:
    keys = Counted(qtbot, lambda: program.window)
    keys.press(KEY.Key_Tab, KEY.Key_Return)
    keys.type("rz", KEY.Key_Return)  # the list is open, and takes the keys
    keys.press(KEY.Key_Space)
    assert price(first_page(program).next_visit) == FIRST
    keys.type("800")
    qtbot.waitUntil(lambda: price(first_page(program).next_visit) == "个人负担 400.00")  # 800 − (800 − 300) × 80%
    assert keys.count <= 9


REGIONS = {
    "rizhao": ("rz", FIRST),
    "erenhot": ("el", "个人负担 500.00"),  # below the deductible of 1,000
    "nanchang": ("nc", "个人负担 500.00"),  # below the deductible of 600
    "xian": ("xa", "个人负担 290.00"),  # 500 − (500 − 200) × 70%
    "gansu": ("gs", "未能计算"),  # a framework: the city's figures are asked for
}
"""Initials of each region, and what a bill of 500 at level 1 costs someone in service who has had none this year."""


def test_every_region_that_ships_has_a_first_price(library: Library) -> None:
    assert sorted(REGIONS) == sorted(library.ids())


@pytest.mark.parametrize("region", REGIONS)
def test_the_first_price_of_a_region_is_nine_keys_away_at_most(qtbot: QtBot, program: Application, region: str) -> None:
    initials, expected = REGIONS[region]
    keys = Counted(qtbot, lambda: program.window)
    keys.press(KEY.Key_Tab, KEY.Key_Return)
    keys.type(initials, KEY.Key_Return)
    keys.press(KEY.Key_Space)
    page = first_page(program).next_visit
    assert page is not None
    assert page.region.region == region
    assert page.answer is not None
    assert price(page) == expected
    assert keys.count == 6
    if region == "gansu":
        assert "甘政办发〔2021〕111号 第七条" in page.answer.rows[0].details.text()


def test_a_household_is_begun_by_six_keys(qtbot: QtBot, program: Application) -> None:
    keys = Counted(qtbot, lambda: program.window)
    keys.press(KEY.Key_Return)
    keys.type("rz", KEY.Key_Return)
    keys.press(KEY.Key_Space, KEY.Key_Return)
    qtbot.waitUntil(lambda: program.session is not None)
    assert keys.count == 6
    assert program.session is not None
    assert (program.session.person.region, program.session.person.status) == ("rizhao", "employed")


@pytest.mark.parametrize("region", REGIONS)
def test_the_first_price_of_a_region_is_six_clicks_away_at_most(
    qtbot: QtBot, program: Application, region: str
) -> None:
    clicks = 0

    def click(widget: QWidget, at: QPoint | None = None) -> None:
        nonlocal clicks
        clicks += 1
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton, pos=at or QPoint())

    click(first_page(program).ask)
    page = first_page(program).next_visit
    assert page is not None
    click(page.region.edit)
    found = page.region.suggestions
    qtbot.waitUntil(found.isVisible)
    row = page.region.regions.row_of(region)
    index = found.model().index(row, 0)
    found.scrollTo(index)
    click(found.viewport(), found.visualRect(index).center())
    qtbot.waitUntil(lambda: page.region.region == region)
    click(page.status.button("employed"))
    assert price(page) == REGIONS[region][1]
    assert clicks <= 6


def test_nothing_of_a_region_stands_beside_a_text_that_was_typed_over_it(qtbot: QtBot, program: Application) -> None:
    keys = Keyboard(qtbot, lambda: program.window)
    keys.press(KEY.Key_Tab, KEY.Key_Return)
    keys.type("rz", KEY.Key_Return)
    keys.press(KEY.Key_Space)
    page = first_page(program).next_visit
    assert page is not None
    assert page.answer is not None
    assert page.answer.isVisible()
    page.region.setFocus()
    keys.press(KEY.Key_A, with_=Qt.KeyboardModifier.ControlModifier)
    keys.type("lhasa", KEY.Key_Return)
    assert page.unknown.isVisible()
    assert not page.answer.isVisible()
    assert not page.keep.isEnabled()
    keys.press(KEY.Key_Escape)
    assert page.answer.isVisible()
    assert page.answer.rows[0].personal.text() == FIRST
