"""Every everyday column, and all that the form says and asks, is in sight on the screens that people have."""

import json
from functools import partial

import pytest
from driver.hands import CTRL, KEY, go_to, press, say
from driver.screens import first_made, settle, show
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from calculator.case.case import Case
from calculator.case.case_json import read_case
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.visit_columns import EVERYDAY
from calculator.words.wording import Wording

SCREENS = ((1024, 600), (1280, 720), (1366, 768), (1080, 1920))


TO_COME = 2090


def household(library: Library, year: int = 2023) -> Case:
    """A year of large bills, one of which cannot be read, and a figure in the line above the cards."""
    bill: dict[str, object] = {"person": "me", "institution": "level3", "total": "1999.99", "out_of_catalogue": "12.30"}
    visits = [{"id": f"v{month}", "date": f"{year}-{month:02d}-05", **bill} for month in range(1, 12)]
    pharmacy = {"institution": "pharmacy", "prescriber": "level3", "total": "1250.50"}
    visits.append({**bill, "id": "v12", "date": f"{year}-12-05", **pharmacy})
    visits.append({**bill, "id": "v13", "date": f"{year}-12-06", "unread": {"total": "12o0"}})
    me = {"id": "me", "region": "nanchang", "status": "employed", "age": 40, "opening": {"pooled": "500.00"}}
    case = {"format": "gongjisuan-case/1", "from": f"{year}-01", "through": f"{year}-12", "people": [me]}
    return read_case(json.dumps({**case, "visits": visits}).encode(), library)


def window_of(
    library: Library, language: Language, qtbot: QtBot, *, year: int = 2023, percent: int = 100
) -> ShellWindow:
    session = Session(household(library, year), library, Wording(language, grouped=True))
    window = first_made(partial(ShellWindow, session), Theme(percent=percent, latin=language == "en"))
    qtbot.addWidget(window)
    window.complete()
    window.show()
    return window


def in_sight(window: ShellWindow) -> set[str]:
    """The columns that are seen whole, none of them by scrolling."""
    table, seen = window.visits.table, set[str]()
    assert table.isVisible()
    for place, column in enumerate(window.visits.model.columns):
        if not table.isColumnHidden(place):
            end = table.columnViewportPosition(place) + table.columnWidth(place)
            assert end <= table.viewport().width(), column.key
            seen.add(column.key)
    return seen


@pytest.mark.parametrize("year", [2023, TO_COME])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_everyday_column_is_in_sight(library: Library, language: Language, year: int, qtbot: QtBot) -> None:
    window = window_of(library, language, qtbot, year=year)
    for width, height in SCREENS:
        window.resize(width, height)
        settle()
        assert in_sight(window) == set(EVERYDAY), (width, height)


WHOLE = {"zh": "放不下", "en": "do not fit"}


@pytest.mark.parametrize("year", [2023, TO_COME])
@pytest.mark.parametrize("language", LANGUAGES)
def test_with_large_text_what_does_not_fit_is_a_key_away(
    library: Library, language: Language, year: int, qtbot: QtBot
) -> None:
    window = window_of(library, language, qtbot, year=year, percent=200)
    card = window.visits
    entered = {column.key for column in card.model.columns if card.model.cell(card.model.columns.index(column))}
    for width, height in SCREENS:
        window.resize(width, height)
        settle()
        seen = in_sight(window)
        assert seen >= {*entered, "pooled", "cash"}, (width, height)
        missing = len(EVERYDAY) - len(seen)
        assert (str(missing) in card.columns.text()) == (missing > 0)
        assert (WHOLE[language] in card.columns.toolTip()) == (missing > 0)
    window.resize(*SCREENS[0])
    show(qtbot, window)
    card.table.setFocus()
    card.table.selectRow(0)
    assert len(in_sight(window)) < len(EVERYDAY)
    press(KEY.Key_L, with_=CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert not any(card.table.isColumnHidden(place) for place in range(len(EVERYDAY)))
    settle()
    press(KEY.Key_End)
    assert card.table.visualRect(card.table.currentIndex()).right() < card.table.viewport().width()
    press(KEY.Key_L, with_=CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert len(in_sight(window)) < len(EVERYDAY)


def test_no_column_stands_back_below_an_editor(library: Library, qtbot: QtBot) -> None:
    window = window_of(library, "zh", qtbot)
    show(qtbot, window, (1280, 720))
    table = window.visits.table
    go_to(table, 0, 2)
    press("9")
    window.resize(560, 720)
    settle()
    assert not any(table.isColumnHidden(place) for place in range(len(EVERYDAY)))
    press(KEY.Key_Return)
    settle()
    assert len(in_sight(window)) < len(EVERYDAY)


@pytest.mark.parametrize("percent", [100, 200])
def test_what_the_form_says_and_its_buttons_are_in_sight(library: Library, percent: int, qtbot: QtBot) -> None:
    session = Session(household(library), library, Wording("zh", grouped=True))
    window = first_made(partial(ShellWindow, session), Theme(percent=percent))
    qtbot.addWidget(window)
    window.complete()
    show(qtbot, window)
    window.visits.note.click()
    form = window.visits.form
    assert form is not None
    say("3-5y")
    press(KEY.Key_Return, *"300")
    press(KEY.Key_Return, with_=CTRL)
    assert form.said.text()
    for width, height in SCREENS:
        window.resize(width, height)
        settle()
        for part in (form.said, form.again, form.last, form.leave):
            assert part.visibleRegion().boundingRect() == part.rect(), (width, height, part)
