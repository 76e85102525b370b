"""Every text of every screen has the room it needs, in both languages, at three sizes, on two screens."""

from collections.abc import Callable
from functools import partial

import pytest
from driver.clipping import clipped, every_page
from driver.screens import dressed, first_made, settle
from pictures import slips
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from calculator.desktop.document.new_household import NewHouseholdDialog
from calculator.desktop.help.help_dialog import HelpDialog
from calculator.desktop.person.people_dialog import HouseholdDialog
from calculator.desktop.person.period_dialog import PeriodDialog
from calculator.desktop.shell.crash_dialog import CrashDialog
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.shell.settings_dialog import SettingsDialog
from calculator.desktop.shell.welcome import WelcomePage
from calculator.files.example_household import called_in, example_case
from calculator.files.settings import Settings
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

SIZES = ((1280, 720), (1920, 1080))
PERCENTS = (100, 150, 200)


def window(session: Session, theme: Theme) -> QWidget:
    made = ShellWindow(session, theme)
    made.complete()
    return made


def household(session: Session, theme: Theme) -> QWidget:
    session.select_telling_visit()
    return window(session, theme)


def with_doubts(session: Session, theme: Theme) -> QWidget:
    session.select_person("spouse")
    session.select_visit(session.year_statement.visits[-1].id)
    return window(session, theme)


def city_to_come(session: Session, theme: Theme) -> QWidget:
    session.edit_person("", region="gansu")
    return window(session, theme)


def form(session: Session, theme: Theme) -> QWidget:
    page = WelcomePage(session.library, session.wording, theme)
    page.enter.click()
    page.form.start.click()
    return page


def counter(session: Session, theme: Theme) -> QWidget:
    page = WelcomePage(session.library, session.wording, theme)
    page.serve.click()
    assert page.counter is not None
    page.counter.form.line.setText("elht 3 3000 500 ye 800")
    return page


def period_that_does_not_fit(session: Session, theme: Theme) -> QWidget:
    dialog = PeriodDialog(session, theme)
    dialog.first.edit.setText("2023-08")
    dialog.ok.click()
    return dialog


def found_causes(place: int) -> Callable[[Session, Theme], QWidget]:
    def make(session: Session, theme: Theme) -> QWidget:
        dialog = slips.causes(place)(session, theme)
        slips.found(dialog)
        return dialog

    return make


def found_year(session: Session, theme: Theme) -> QWidget:
    dialog = slips.year(session, theme)
    slips.found(dialog)
    return dialog


SCREENS: dict[str, Callable[[Session, Theme], QWidget]] = {
    "window with slips": slips.table,
    "window": household,
    "window with doubts": with_doubts,
    "window under a framework": city_to_come,
    "welcome": lambda session, theme: WelcomePage(session.library, session.wording, theme),
    "welcome form": form,
    "counter": counter,
}
DIALOGS: dict[str, Callable[[Session, Theme], QWidget]] = {
    "causes of a slip": found_causes(0),
    "a slip without a cause": found_causes(2),
    "slips of a year": found_year,
    "two visits": slips.pair,
    "new household": lambda session, theme: NewHouseholdDialog(session.library, session.wording, theme),
    "settings": lambda session, theme: SettingsDialog(Settings(percent=theme.percent), session.wording, theme),
    "household": HouseholdDialog,
    "period": period_that_does_not_fit,
    "help": lambda session, theme: HelpDialog(session.library, session.wording, theme),
    "crash": lambda session, theme: CrashDialog("report\n" * 20, session.wording, theme),
}


def made(
    make: Callable[[Session, Theme], QWidget], library: Library, language: Language, percent: int, qtbot: QtBot
) -> QWidget:
    case = called_in(example_case(library), language)
    session = Session(case, library, Wording(language, grouped=True))
    theme = Theme(percent=percent)
    screen = first_made(partial(make, session), theme) if make in SCREENS.values() else make(session, dressed(theme))
    qtbot.addWidget(screen)
    return screen


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("percent", PERCENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_clipped_in_a_window(
    name: str, library: Library, language: Language, percent: int, qtbot: QtBot
) -> None:
    screen = made(SCREENS[name], library, language, percent, qtbot)
    screen.show()
    for width, height in SIZES:
        screen.resize(width, height)
        settle()
        assert (screen.width(), screen.height()) == (width, height), "asks for more room than the screen has"
        for page in every_page(screen):
            settle()
            found = clipped(screen)
            assert not found, "\n".join([f"{width}×{height} {page}", *found])


@pytest.mark.parametrize("name", DIALOGS)
@pytest.mark.parametrize("percent", PERCENTS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_clipped_in_a_dialog(
    name: str, library: Library, language: Language, percent: int, qtbot: QtBot
) -> None:
    dialog = made(DIALOGS[name], library, language, percent, qtbot)
    dialog.show()
    settle()
    assert dialog.width() <= 1280
    assert dialog.height() <= 720
    found = clipped(dialog)
    assert not found, "\n".join(found)


# ---- the helper itself: what is clipped is found


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    dressed()  # whatever size of text another test left behind
    made = QWidget()
    qtbot.addWidget(made)
    QVBoxLayout(made)
    return made


def put(page: QWidget, child: QWidget) -> None:
    layout = page.layout()
    assert layout is not None
    layout.addWidget(child)
    page.resize(300, 200)
    page.show()
    settle()


def test_a_text_with_room_is_not_clipped(page: QWidget) -> None:
    put(page, QLabel("short"))
    assert clipped(page) == []


@pytest.mark.parametrize("kind", [QLabel, QPushButton])
def test_a_narrow_text_is_found(page: QWidget, kind: type[QLabel | QPushButton]) -> None:
    narrow = kind("a text that is longer than its room")
    narrow.setFixedWidth(40)
    put(page, narrow)
    assert any("width" in fault for fault in clipped(page))


def test_a_low_wrapped_text_is_found(page: QWidget) -> None:
    low = QLabel("one two three four five six seven eight nine ten " * 4)
    low.setWordWrap(True)
    low.setFixedHeight(20)
    put(page, low)
    assert any("height" in fault for fault in clipped(page))


def test_a_long_word_in_a_wrapped_text_is_found(page: QWidget) -> None:
    narrow = QLabel("Unterstützungsgeldberechnungsgrundlage")
    narrow.setWordWrap(True)
    narrow.setFixedWidth(60)
    put(page, narrow)
    assert any("a word needs" in fault for fault in clipped(page))


def test_a_long_line_in_a_field_is_found(page: QWidget) -> None:
    edit = QLineEdit("1,234,567,890.12")
    edit.setFixedWidth(50)
    put(page, edit)
    assert any("QLineEdit" in fault for fault in clipped(page))


def test_a_narrow_column_is_found(page: QWidget) -> None:
    table = QTableWidget(1, 1)
    table.setHorizontalHeaderLabels(["amount of the year"])
    table.setItem(0, 0, QTableWidgetItem("1,234,567,890.12"))
    table.setColumnWidth(0, 40)
    put(page, table)
    faults = clipped(page)
    assert any("heading" in fault for fault in faults)
    assert any("cell" in fault for fault in faults)


def test_what_hangs_over_is_found_unless_it_scrolls(page: QWidget) -> None:
    inside = QWidget()
    row = QHBoxLayout(inside)
    for _number in range(6):
        row.addWidget(QLabel("a wide label"))
    inside.setFixedWidth(900)
    holder = QWidget()
    inside.setParent(holder)
    put(page, holder)
    assert any("is cut in its width" in fault for fault in clipped(page))
    area = QScrollArea()
    area.setWidget(inside)
    holder.setParent(None)
    put(page, area)
    assert clipped(page) == []
