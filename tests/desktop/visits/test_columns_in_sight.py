"""Every everyday column, and all that the form says and asks, is in sight on the screens that people have."""

import json

import pytest
from driver.hands import CTRL, KEY, press, say
from driver.screens import dressed, settle, show
from pytestqt.qtbot import QtBot

from calculator.case.case import Case
from calculator.case.case_json import read_case
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

SCREENS = ((1024, 600), (1280, 720), (1366, 768), (1080, 1920))


def household(library: Library) -> Case:
    """A year of large bills, one of which cannot be read, and a figure in the line above the cards."""
    bill: dict[str, object] = {"person": "me", "institution": "level3", "total": "1999.99", "out_of_catalogue": "12.30"}
    visits = [{"id": f"v{month}", "date": f"2023-{month:02d}-05", **bill} for month in range(1, 12)]
    pharmacy = {"institution": "pharmacy", "prescriber": "level3", "total": "1250.50"}
    visits.append({**bill, "id": "v12", "date": "2023-12-05", **pharmacy})
    visits.append({**bill, "id": "v13", "date": "2023-12-06", "unread": {"total": "12o0"}})
    me = {"id": "me", "region": "nanchang", "status": "employed", "age": 40, "opening": {"pooled": "500.00"}}
    case = {"format": "gongjisuan-case/1", "from": "2023-01", "through": "2023-12", "people": [me], "visits": visits}
    return read_case(json.dumps(case).encode(), library)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_everyday_column_is_in_sight(library: Library, language: Language, qtbot: QtBot) -> None:
    theme = dressed(Theme(latin=language == "en"))
    window = ShellWindow(Session(household(library), library, Wording(language, grouped=True)), theme)
    qtbot.addWidget(window)
    window.complete()
    window.show()
    for width, height in SCREENS:
        window.resize(width, height)
        settle()
        table = window.visits.table
        assert table.isVisible()
        assert table.columnViewportPosition(9) + table.columnWidth(9) <= table.viewport().width(), (width, height)
        assert table.model().columnCount() == 10


@pytest.mark.parametrize("percent", [100, 200])
def test_what_the_form_says_and_its_buttons_are_in_sight(library: Library, percent: int, qtbot: QtBot) -> None:
    window = ShellWindow(
        Session(household(library), library, Wording("zh", grouped=True)), dressed(Theme(percent=percent))
    )
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
