"""How the visits table looks: all everyday columns on a small screen, and red that stays red when selected."""

from functools import partial

import pytest
from driver.clipping import clipped
from driver.screens import first_made
from driver.visit_rows import place
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFontMetrics, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calculator.case.unread_entries import Entry
from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.visits.uses_card import UsesCard
from calculator.files.example_household import example_case
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.tables.plain_table import PlainTable
from calculator.widgets.theme import COLOURS, Scheme, Theme, dress, font
from calculator.words.visit_columns import EVERYDAY
from calculator.words.wording import Wording

SCHEMES: list[Scheme] = list(COLOURS)
NEAR = 40
"""How far apart two colours may be, over red, green and blue, and still be called the same."""


def settle() -> None:
    for _turn in range(5):
        QApplication.processEvents()


def shown(qapp: QApplication, qtbot: QtBot, session: Session, theme: Theme) -> MainWindow:
    window = first_made(partial(MainWindow, session), theme)
    qtbot.addWidget(window)
    window.complete()
    window.show()
    window.resize(1280, 720)
    settle()
    return window


def picture_of(table: PlainTable, row: int, column: int) -> QImage:
    return table.viewport().grab(table.visualRect(table.model().index(row, column))).toImage()


def has(picture: QImage, colour: QColor) -> bool:
    """Whether the colour is painted somewhere in a picture."""

    def apart(found: QColor) -> int:
        pairs = zip(found.getRgb()[:3], colour.getRgb()[:3], strict=True)  # type: ignore[index]
        return sum(abs(one - other) for one, other in pairs)

    return any(apart(picture.pixelColor(x, y)) <= NEAR for x in range(picture.width()) for y in range(picture.height()))


@pytest.mark.parametrize("scheme", SCHEMES)
def test_not_paid_stays_red_when_selected(qapp: QApplication, qtbot: QtBot, session: Session, scheme: Scheme) -> None:
    theme = Theme(scheme)
    window = shown(qapp, qtbot, session, theme)
    table, column = window.visits.table, place(window, "pooled")
    assert window.visits.model.index(3, column).data() == "不予支付"
    assert has(picture_of(table, 3, column), theme.colour("refused"))
    table.selectRow(3)
    settle()
    selected = picture_of(table, 3, column)
    assert has(selected, theme.colour("selection"))
    assert has(selected, theme.colour("refused"))
    # What is paid is written like all of the selected row, as not every colour can be read on its ground.
    table.selectRow(1)
    settle()
    paid = picture_of(table, 1, column)
    assert has(paid, theme.colour("text"))
    assert not has(paid, theme.colour("refused"))


def test_what_turns_red_while_it_is_selected_is_red(qapp: QApplication, qtbot: QtBot, session: Session) -> None:
    theme = Theme()
    window = shown(qapp, qtbot, session, theme)
    table, model = window.visits.table, window.visits.model
    table.selectRow(0)
    settle()
    total, pooled = place(window, "total"), place(window, "pooled")
    assert not has(picture_of(table, 0, total), theme.colour("refused"))
    model.setData(model.index(0, total), "12o0")
    settle()
    assert has(picture_of(table, 0, total), theme.colour("refused"))
    institution = place(window, "institution")
    assert not has(picture_of(table, 0, institution), theme.colour("refused"))
    session.enter("", Entry("visits", "1", "institution"), "2-1", None)
    settle()
    assert has(picture_of(table, 0, institution), theme.colour("refused"))
    session.edit_visit("out", "1", circumstances=("long_term_care",))
    settle()
    assert has(picture_of(table, 0, pooled), theme.colour("refused"))


def test_what_an_account_may_not_pay_stays_red(qapp: QApplication, qtbot: QtBot, session: Session) -> None:
    theme = Theme()
    dress(qapp, theme)
    card = UsesCard(session, theme)
    qtbot.addWidget(card)
    card.resize(900, 500)
    card.show()
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    model = card.model
    row = model.rowCount() - 1
    model.setData(model.index(row, 2), "fitness")
    model.setData(model.index(row, 3), "20")
    card.table.selectRow(row)
    settle()
    assert model.index(row, 4).data(Qt.ItemDataRole.ForegroundRole) == theme.colour("refused")
    assert has(picture_of(card.table, row, 4), theme.colour("refused"))


# ---- all columns on a small screen


@pytest.mark.parametrize("person", ["me", "spouse", "father"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_everyday_columns_fit_a_small_screen(
    qapp: QApplication, qtbot: QtBot, library: Library, language: Language, person: str
) -> None:
    session = Session(example_case(library), library, Wording(language, grouped=True))
    session.select_person(person)
    session.edit_visit("dearer", session.year_statement.visits[0].id, total=12_345_00)
    theme = Theme()
    window = shown(qapp, qtbot, session, theme)
    table = window.visits.table
    head = table.horizontalHeader()
    assert [column.key for column in window.visits.model.columns] == list(EVERYDAY)
    assert head.length() <= table.viewport().width()
    assert table.horizontalScrollBar().maximum() == 0
    assert clipped(window) == []
    bold = font(theme, 12, bold=True)  # a little wider than what headings are written in
    for section in range(head.count()):
        text = str(table.model().headerData(section, Qt.Orientation.Horizontal))
        assert QFontMetrics(bold).size(0, text).width() + theme.px(8) <= head.sectionSize(section), text


def test_a_pharmacy_is_shortened_and_said_whole(library: Library, qtbot: QtBot) -> None:
    del qtbot  # colours need an application
    session = Session(example_case(library), library, Wording("en"))
    from calculator.desktop.visits.visits_model import VisitsModel

    model = VisitsModel(session, Theme())
    cell = model.index(4, 1)
    assert cell.data() == "pharm. · L1"
    assert cell.data(Qt.ItemDataRole.ToolTipRole) == "pharmacy · level 1"
    assert cell.data(Qt.ItemDataRole.AccessibleTextRole) == "institution pharmacy · level 1"
    session.wording = Wording("zh")
    assert cell.data() == cell.data(Qt.ItemDataRole.ToolTipRole) == "药店 · 一级"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_table_with_more_rows_than_fit_scrolls_alone(
    language: Language, library: Library, qapp: QApplication, qtbot: QtBot
) -> None:
    session = Session(example_case(library), library, Wording(language, grouped=True))
    window = shown(qapp, qtbot, session, Theme())
    window.resize(1280, 680)  # as there is a bar of menus above it
    qtbot.mouseClick(window.visits.everyone, Qt.MouseButton.LeftButton)
    settle()
    assert window.visits.table.verticalScrollBar().maximum() > 0
    assert window.middle.verticalScrollBar().maximum() == 0, "what is around it stays where it is"


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_buttons_above_the_table_are_equally_high(
    percent: int, session: Session, qapp: QApplication, qtbot: QtBot
) -> None:
    theme = Theme(percent=percent)
    visits = shown(qapp, qtbot, session, theme).visits
    frames = set()
    for button in (visits.double, visits.remove, visits.columns):
        picture = button.grab().toImage()
        rows = [
            y
            for y in range(picture.height())
            if picture.pixelColor(button.width() // 2, y) == theme.colour("field_line")
        ]
        frames.add((button.y() + rows[0], button.y() + rows[-1]))
    assert len(frames) == 1


def test_width_to_spare_goes_to_the_institution(session: Session, qapp: QApplication, qtbot: QtBot) -> None:
    window = shown(qapp, qtbot, session, Theme())
    table = window.visits.table
    window.resize(1900, 900)
    qtbot.mouseClick(window.visits.everyone, Qt.MouseButton.LeftButton)
    settle()
    person, institution = place(window, "person"), place(window, "institution")
    assert table.columnWidth(person) < 100
    assert table.columnWidth(institution) > 300
    assert table.horizontalHeader().length() == table.viewport().width()


def test_hospitals_stand_with_their_names_where_there_is_room(
    session: Session, qapp: QApplication, qtbot: QtBot
) -> None:
    session.edit_visit("", "1", institution_name="日照市人民医院（东院区）")
    window = shown(qapp, qtbot, session, Theme())
    cell = window.visits.model.index(0, place(window, "institution"))
    for size, said in (
        ((1366, 768), "二级"),
        ((1024, 600), "二级 · 日照市人民医院（东院区）"),
        ((1920, 1080), "二级 · 日照市人民医院（东院区）"),
    ):
        window.resize(*size)
        settle()
        assert cell.data() == said
        assert window.visits.table.horizontalScrollBar().maximum() == 0
        assert clipped(window) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_counted_is_said_whole(
    library: Library, qapp: QApplication, qtbot: QtBot, language: Language
) -> None:
    session = Session(example_case(library), library, Wording(language, grouped=True))
    session.enter("", Entry("visits", "3", "total"), "12o0", None)
    window = shown(qapp, qtbot, session, Theme(percent=200))
    table, model = window.visits.table, window.visits.model
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)  # an empty row stands beside it
    settle()
    for row in range(model.rowCount()):
        for key in ("institution", "total", "pooled"):
            index = model.index(row, place(window, key))
            needed = QFontMetrics(table.font()).horizontalAdvance(str(index.data() or ""))
            assert table.columnWidth(index.column()) > needed
