"""Choosing a region by typing, from the list, by mouse and keys."""

from collections.abc import Iterator

import pytest
from driver.hands import click, type_in
from driver.screens import dressed, settle, show
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from calculator.desktop.person.region_picker import RegionPicker
from calculator.desktop.shell.household_window import MainWindow
from calculator.session.session import Session
from calculator.widgets.region_list import DETAIL_ROLE
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of lists that open, offscreen


@pytest.fixture
def picker(session: Session, qtbot: QtBot) -> Iterator[RegionPicker]:
    """A picker with a button after it, whose choice goes into the case."""
    theme = dressed()
    host = QWidget()
    layout = QVBoxLayout(host)
    made = RegionPicker(session, theme)
    layout.addWidget(made)
    layout.addWidget(QPushButton("next"))
    made.chosen.connect(lambda region: session.edit_person("region", region=region))
    show(qtbot, host, (260, 200))
    qtbot.waitUntil(lambda: made.list.model().rowCount() == 5)
    made.box.setFocus()
    yield made
    host.hide()


def listed(view: QAbstractItemView) -> list[str]:
    model = view.model()
    return [str(model.index(row, 0).data()) for row in range(model.rowCount())]


def test_the_other_packs_come_once_the_window_stands(session: Session, qtbot: QtBot) -> None:
    made = RegionPicker(session, Theme())
    qtbot.addWidget(made)
    assert listed(made.list) == ["日照市"]
    assert made.edit.text() == "日照市"
    qtbot.waitUntil(lambda: made.list.model().rowCount() == 5)
    assert made.edit.text() == "日照市"


def test_the_list_names_province_standing_and_start(picker: RegionPicker) -> None:
    model = picker.list.model()
    details = [str(model.index(row, 0).data(DETAIL_ROLE)) for row in range(model.rowCount())]
    assert listed(picker.list) == ["二连浩特市", "甘肃省", "南昌市", "日照市", "西安市"]
    assert details[0] == "内蒙古自治区 · 已发布 · 2022年10月1日起"
    assert details[1] == "甘肃省 · 省级框架 · 2023年1月1日起"
    assert details[4] == "陕西省 · 征求意见稿 · 2023年1月1日起"
    said = model.index(4, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "西安市 · " + details[4]


@pytest.mark.parametrize("typed", ["西安", "Xi'an", "xian", "xa"])
def test_enter_takes_the_region_that_fits(qtbot: QtBot, picker: RegionPicker, session: Session, typed: str) -> None:
    type_in(picker, typed)
    with qtbot.waitSignal(picker.chosen) as chosen:
        qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert chosen.args == ["xian"]
    assert session.person.region == "xian"
    assert picker.edit.text() == "西安市"


def test_tab_takes_it_too(qtbot: QtBot, picker: RegionPicker, session: Session) -> None:
    type_in(picker, "nc")
    qtbot.waitUntil(picker.suggestions.isVisible)
    qtbot.keyClick(picker.suggestions, Qt.Key.Key_Tab)
    qtbot.waitUntil(lambda: session.person.region == "nanchang")


def test_typing_narrows_the_list_and_the_arrows_choose(qtbot: QtBot, picker: RegionPicker, session: Session) -> None:
    type_in(picker, "sh")
    qtbot.waitUntil(picker.suggestions.isVisible)
    names = listed(picker.suggestions)
    assert len(names) > 1
    type_in(picker, "shan")
    assert listed(picker.suggestions) == ["日照市", "西安市"]
    qtbot.keyClick(picker.suggestions, Qt.Key.Key_Down)
    qtbot.keyClick(picker.suggestions, Qt.Key.Key_Down)
    with qtbot.waitSignal(picker.chosen):
        qtbot.keyClick(picker.suggestions, Qt.Key.Key_Return)
    assert session.person.region == "xian"


def test_arrow_down_opens_the_whole_list(qtbot: QtBot, picker: RegionPicker, session: Session) -> None:
    with qtbot.assertNotEmitted(picker.chosen):
        qtbot.keyClick(picker.box, Qt.Key.Key_Down)
        qtbot.waitUntil(picker.list.isVisible)
    qtbot.keyClick(picker.list, Qt.Key.Key_Up)
    with qtbot.waitSignal(picker.chosen):
        qtbot.keyClick(picker.list, Qt.Key.Key_Return)
    assert session.person.region == "nanchang"


def test_what_is_no_region_stays_with_a_sentence(qtbot: QtBot, picker: RegionPicker, session: Session) -> None:
    type_in(picker, "qq")
    with qtbot.assertNotEmitted(picker.chosen):
        qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert picker.edit.text() == "qq"
    assert picker.fault.text() == '参保地：没有与 "qq" 相符的地区，请从列表中选择'
    assert picker.fault.isVisible()
    session.edit_person("else", age=50, birth_date=None)
    assert picker.edit.text() == "qq"
    qtbot.keyClick(picker.box, Qt.Key.Key_Escape)
    assert picker.edit.text() == "日照市"
    assert not picker.fault.isVisible()


def test_what_fits_several_is_asked_back(qtbot: QtBot, picker: RegionPicker) -> None:
    type_in(picker, "shan")
    with qtbot.assertNotEmitted(picker.chosen):
        qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert "日照市、西安市" in picker.fault.text()


def test_the_same_region_again_is_no_choice(qtbot: QtBot, picker: RegionPicker) -> None:
    type_in(picker, "rz")
    with qtbot.assertNotEmitted(picker.chosen):
        qtbot.keyClick(picker.box, Qt.Key.Key_Return)
    assert picker.edit.text() == "日照市"


def test_it_follows_the_shown_person(picker: RegionPicker, session: Session) -> None:
    session.select_person("father")
    assert picker.edit.text() == "南昌市"
    session.select_person("me")
    session.edit_person("region", region="gansu")
    assert picker.edit.text() == "甘肃省"
    session.undo()
    assert picker.edit.text() == "日照市"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("percent", [100, 200])
def test_the_lists_have_room_for_every_region(session: Session, qtbot: QtBot, language: str, percent: int) -> None:
    session.wording = Wording(language, grouped=True)  # type: ignore[arg-type]
    theme = dressed(Theme(percent=percent))
    made = show(qtbot, RegionPicker(session, theme), (theme.px(240), theme.px(60)))
    qtbot.waitUntil(lambda: made.list.model().rowCount() == 5)
    type_in(made, "s")
    qtbot.waitUntil(made.suggestions.isVisible)
    assert made.suggestions.viewport().width() >= made.suggestions.sizeHintForColumn(0)
    qtbot.keyClick(made.suggestions, Qt.Key.Key_Escape)
    made.box.showPopup()
    qtbot.waitUntil(made.list.isVisible)
    assert made.list.viewport().width() >= made.list.sizeHintForColumn(0)
    made.box.hidePopup()


def test_it_has_names_for_a_screen_reader(picker: RegionPicker) -> None:
    assert picker.box.accessibleName() == "参保地"
    assert picker.box.toolTip()
    assert picker.list.accessibleName() == picker.suggestions.accessibleName() == "参保地列表"


def test_a_click_anywhere_opens_the_list_and_typing_goes_on_in_the_field(
    qtbot: QtBot, picker: RegionPicker, session: Session
) -> None:
    qtbot.mouseClick(picker.edit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(picker.suggestions.isVisible)
    assert len(listed(picker.suggestions)) == 5
    qtbot.keyClicks(picker.suggestions, "xa")
    assert picker.edit.text() == "xa"
    assert listed(picker.suggestions) == ["西安市"]
    qtbot.keyClick(picker.suggestions, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: session.person.region == "xian")


def test_a_click_on_a_region_of_the_list_takes_it(qtbot: QtBot, picker: RegionPicker, session: Session) -> None:
    qtbot.mouseClick(picker.edit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(picker.suggestions.isVisible)
    row = picker.suggestions.visualRect(picker.suggestions.model().index(2, 0))
    qtbot.mouseClick(picker.suggestions.viewport(), Qt.MouseButton.LeftButton, pos=row.center())
    qtbot.waitUntil(lambda: session.person.region == "nanchang")


def test_an_unknown_city_ends_in_a_door_in_the_open_window_too(qtbot: QtBot, window: MainWindow) -> None:
    region = window.person.region
    assert region.unknown is None
    type_in(region.edit, "没有这个市", Qt.Key.Key_Tab)
    assert region.unknown is not None
    assert region.unknown.isVisible()
    for what, button in region.unknown.buttons.items():
        with qtbot.waitSignal(window.errand_wanted) as wanted:
            click(button)
        assert wanted.args == [what]
    type_in(region.edit, "rz", Qt.Key.Key_Tab)
    assert not region.unknown.isVisible()


def test_the_list_of_people_has_the_same_door(qtbot: QtBot, window: MainWindow) -> None:
    dialog = window.show_household()
    settle()
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    type_in(dialog.region.edit, "没有这个市", Qt.Key.Key_Tab)
    unknown = dialog.region.unknown
    assert unknown is not None
    with qtbot.waitSignal(window.errand_wanted) as wanted:
        click(unknown.buttons["own region"])
    assert wanted.args == ["own region"]
    assert not dialog.isVisible()
