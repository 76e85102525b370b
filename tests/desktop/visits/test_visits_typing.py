"""Typing in the visits table: the cursor stays with its visit, and unreadable texts with the cells they are about."""

import pytest
from driver.visit_rows import go_to, place, shown
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.visits.visit_form import VisitForm
from calculator.desktop.visits.visits_model import VisitsModel
from calculator.session.session import Session
from calculator.widgets.theme import Theme

CTRL = Qt.KeyboardModifier.ControlModifier


def cursor(window: MainWindow) -> tuple[str | None, str]:
    """The visit and the column in which the cursor is."""
    index, model = window.visits.table.currentIndex(), window.visits.model
    return model.row_id(index.row()), model.columns[index.column()].key if index.isValid() else ""


def press(qtbot: QtBot, key: Qt.Key | str) -> None:
    """A key where the keyboard is, an open editor among others."""
    widget = QApplication.focusWidget()
    assert widget is not None
    qtbot.keyClick(widget, key)


def type_in(qtbot: QtBot, window: MainWindow, typed: str, key: str) -> None:
    """Type over the current cell and end with Enter, which goes to the column `key`."""
    for one in typed:
        press(qtbot, one)
    press(qtbot, Qt.Key.Key_Return)
    table = window.visits.table
    qtbot.waitUntil(lambda: table.state() != table.State.EditingState and cursor(window)[1] == key)


def fill(qtbot: QtBot, window: MainWindow, row: int, key: str, typed: str) -> None:
    """Type over a cell, whatever comes after it."""
    go_to(window, row, key)
    keys = [column.key for column in window.visits.model.columns if column.field is not None]
    type_in(qtbot, window, typed, keys[(keys.index(key) + 1) % len(keys)])


def said(window: MainWindow) -> str:
    return window.visits.faults.text() if window.visits.faults.isVisible() else ""


def paste(qtbot: QtBot, window: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    window.visits.table.setFocus()
    qtbot.keyClick(window.visits.table, Qt.Key.Key_V, CTRL)


# ---- the cursor


def test_a_visit_of_the_next_year_stays_in_view_until_it_is_finished(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    first = session.year_statement.visits[0].id
    before = session.visit(first)
    qtbot.keyClick(window.visits.table, Qt.Key.Key_N, CTRL)
    row = window.visits.table.currentIndex().row()
    type_in(qtbot, window, "2024-1-5", "institution")
    new = session.visit_id
    assert new is not None
    assert (session.year, session.years()) == (2023, [2023, 2024])
    assert cursor(window) == (new, "institution")
    assert window.visits.table.currentIndex().row() == row
    assert shown(window, row, "date") == "2024-01-05"
    type_in(qtbot, window, "2", "total")
    type_in(qtbot, window, "300", "out_of_catalogue")
    assert (session.visit(new).total, str(session.visit(new).date)) == (300_00, "2024-01-05")
    press(qtbot, Qt.Key.Key_Return)
    # The next one is likely to be of the same year.
    assert (session.year, window.year.currentData()) == (2024, 2024)
    assert [shown(window, row, "date") for row in range(2)] == ["01-05", "01-05"]
    assert cursor(window)[0] != new
    assert session.visit(first) == before


def test_where_a_visit_of_another_year_went_is_said(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    go_to(window, 0, "date")
    type_in(qtbot, window, "2024-1-5", "institution")
    assert cursor(window)[0] == "1"
    spot = window.visits.table.visualRect(window.visits.model.index(1, place(window, "cash"))).center()
    qtbot.mouseClick(window.visits.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: window.visits.model.row_of("1") is None)
    assert "2024 年度" in said(window)
    assert session.year == 2023
    assert QApplication.focusWidget() is window.visits.table
    assert cursor(window) == ("3", "cash")


def test_a_row_goes_to_its_place_once_it_is_left(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    head = window.visits.table.horizontalHeader()
    spot = QPoint(head.sectionViewportPosition(place(window, "total")) + 10, head.height() // 2)
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    go_to(window, 0, "total")
    cheapest = cursor(window)[0]
    assert cheapest is not None
    type_in(qtbot, window, "2000", "out_of_catalogue")
    assert cursor(window) == (cheapest, "out_of_catalogue")
    assert window.visits.model.row_of(cheapest) == 0
    type_in(qtbot, window, "80", "date")
    assert session.visit(cheapest).out_of_catalogue == 80_00
    # Enter at the end of a row is for a fresh one, whatever stands below; the one entered is shown in its place.
    fresh = cursor(window)[0]
    assert fresh is not None
    assert not session.is_visit(fresh)
    assert window.visits.model.row_of(cheapest) == 4
    assert window.visits.model.marked() == [4]
    qtbot.waitUntil(lambda: window.visits.model.marked() == [])


def test_delete_goes_to_the_row_that_comes_after(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    ids = [visit.id for visit in session.year_statement.visits]
    go_to(window, 2, "total")
    qtbot.keyClick(window.visits.table, Qt.Key.Key_Delete)
    assert cursor(window) == (ids[3], "total")
    assert session.visit_id == ids[3]
    go_to(window, 3, "date")
    qtbot.keyClick(window.visits.table, Qt.Key.Key_Delete)
    assert cursor(window) == (ids[3], "date")
    window.visits.table.selectAll()
    qtbot.keyClick(window.visits.table, Qt.Key.Key_Delete)
    assert QApplication.focusWidget() is window.visits.add


# ---- texts that cannot be read


def test_a_text_ends_with_its_visit(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    qtbot.keyClick(window.visits.table, Qt.Key.Key_N, CTRL)
    row = window.visits.table.currentIndex().row()
    fill(qtbot, window, row, "total", "12o0")
    new = cursor(window)[0]
    assert session.visit_id == new
    assert '"12o0"' in said(window)
    qtbot.keyClick(window.visits.table, Qt.Key.Key_Delete)
    assert said(window) == ""
    qtbot.keyClick(window.visits.table, Qt.Key.Key_N, CTRL)
    assert cursor(window)[0] == new  # the id is free again
    assert shown(window, row, "total") == ""


def test_a_text_ends_when_its_cell_is_given_a_value_elsewhere(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    fill(qtbot, window, 1, "total", "12o0")
    fill(qtbot, window, 1, "out_of_catalogue", "8o")
    go_to(window, 1, "total")
    qtbot.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    form = window.answers.page(1)
    assert isinstance(form, VisitForm)
    qtbot.waitUntil(form.isVisible)
    edit = form.parts["out_of_catalogue"].edit
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, "100")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert session.visit("3").out_of_catalogue == 100_00
    assert shown(window, 1, "out_of_catalogue") == "100.00"
    assert '"8o"' not in said(window)
    assert shown(window, 1, "total") == "12o0"
    assert '"12o0"' in said(window)


def test_a_text_ends_with_an_undo_of_its_cell(qtbot: QtBot, window: MainWindow) -> None:
    fill(qtbot, window, 1, "total", "1500")
    fill(qtbot, window, 1, "total", "12o0")
    window.visits.table.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert shown(window, 1, "total") == "1,500.00"
    assert said(window) == ""


def test_sentences_follow_the_rows_that_are_shown(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    fill(qtbot, window, 1, "total", "12o0")
    paste(qtbot, window, "2023-01-06\t二级\t120\n")
    assert said(window).startswith("第 3 行总费用")
    session.select_person("father")
    assert said(window) == ""
    session.select_person("me")
    assert said(window).startswith("第 3 行总费用")


def test_what_was_refused_is_tried_again_after_another_edit(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    visit = session.year_statement.visits[0].id
    fill(qtbot, window, 0, "total", "20")  # less than the 40 out of the catalogue
    assert "20.00 小于各部分之和 40.00" in said(window)
    fill(qtbot, window, 0, "out_of_catalogue", "30")
    qtbot.waitUntil(lambda: "20.00 小于各部分之和 30.00" in said(window))
    assert session.visit(visit).total == 600_00
    fill(qtbot, window, 0, "out_of_catalogue", "10")
    qtbot.waitUntil(lambda: session.visit(visit).total == 20_00)
    assert said(window) == ""
    assert shown(window, 0, "total") == "20.00"


def test_another_model_shows_what_could_not_be_read(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    fill(qtbot, window, 1, "total", "12o0")
    other = VisitsModel(session, Theme())
    assert '"12o0"' in other.sentences()[0]
    assert other.index(1, place(window, "total")).data() == "12o0"


@pytest.mark.parametrize("typed", ["99999999", "99,999,999", "¥10000000.01"])
def test_too_large_an_amount_is_called_so(qtbot: QtBot, window: MainWindow, typed: str) -> None:
    model = window.visits.model
    with qtbot.waitSignal(model.faulty):
        model.setData(model.index(0, place(window, "total")), typed)
    assert f'"{typed}" 过大，最多 10,000,000.00 元' in said(window)


# ---- the clipboard


def test_a_refused_row_is_named_as_it_stands_in_what_was_copied(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    before = session.case
    paste(qtbot, window, "日期\t机构\t总费用\n2023-05-06\t二级\t120\n合计\t\t120\n2027-05-06\t二级\t80\n")
    assert session.case is before
    assert said(window).startswith("复制内容第 4 行日期")
    assert "visits[" not in said(window)


def test_pasted_visits_of_another_year_are_gone_to(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    paste(qtbot, window, "日期\t机构\t总费用\n2023-05-06\t二级\t120\n2024-05-06\t二级\t80\n")
    assert session.year == 2024
    assert cursor(window)[0] == session.visit_id == session.case.visits[-1].id
    assert shown(window, 0, "total") == "80.00"


@pytest.mark.parametrize("below", ["", "2023-05-06\t二级\t120\t普通门诊\n"])
def test_pasted_rows_that_are_no_visits_are_told(
    qtbot: QtBot, window: MainWindow, session: Session, below: str
) -> None:
    before = len(session.case.visits)
    paste(qtbot, window, f"日期\t机构\t总费用\t医疗类别\n2023-04-06\t三级\t9000\t住院\n{below}合计\t\t9120\t\n")
    assert len(session.case.visits) == before + bool(below)
    lines = said(window).splitlines()
    assert lines[0] == "已跳过：住院行 1；合计行 1"
    if below:
        assert lines[1:] == ["1 张，合计 120.00；表中合计 9,120.00，含未导入的行 ✓"]
    else:  # 9,000.00 stand above it
        assert lines[1:] == ["0 张，合计 0.00；表中合计 9,120.00 ✗", "第 3 行写明合计 9,120.00，各行相加为 9,000.00。"]
    assert window.visits.faults.property("role") == "small"
    qtbot.keyClick(window.visits.table, Qt.Key.Key_N, CTRL)
    assert said(window) == ""
    fill(qtbot, window, 0, "total", "12o0")
    assert window.visits.faults.property("role") == "fault"


def test_pasted_visits_of_another_person_are_gone_to(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.complete()
    paste(qtbot, window, "日期\t机构\t总费用\t就诊人\n2023-05-06\t二级\t120\t父亲\n2023-05-07\t二级\t80\t配偶\n")
    assert session.person_id == "spouse"
    assert window.person.people.current() == "spouse"
    assert cursor(window)[0] == session.visit_id == session.case.visits[-1].id
    assert said(window) == "粘贴到其他人名下：父亲 1"


def test_pasted_visits_of_others_are_told(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    copied = "日期\t机构\t总费用\t就诊人\n2023-05-06\t二级\t120\t本人\n2023-05-07\t二级\t80\t配偶\n"
    paste(qtbot, window, copied)
    assert session.person_id == "me"
    assert cursor(window)[0] == session.visit_id == session.case.visits[-2].id
    assert said(window) == "粘贴到其他人名下：配偶 1"
    session.show_everyone(on=True)
    paste(qtbot, window, copied)
    assert (session.person_id, said(window)) == ("me", "")
    assert cursor(window)[0] == session.visit_id == session.case.visits[-1].id


@pytest.mark.parametrize("key", [Qt.Key.Key_N, Qt.Key.Key_D])
def test_a_cell_that_is_being_typed_is_taken_over_before_another_visit_is_added(
    window: MainWindow, qtbot: QtBot, key: Qt.Key
) -> None:
    session, table = window.session, window.visits.table
    column = next(place for place, shown in enumerate(window.visits.model.columns) if shown.key == "total")
    visit_id = window.visits.model.row_id(0)
    assert visit_id is not None
    table.setFocus()
    table.setCurrentIndex(window.visits.model.index(0, column))
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = table.viewport().findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, "77")
    qtbot.keyClick(editor, key, CTRL)
    assert session.visit(visit_id).total == 77_00
    assert cursor(window)[0] not in (None, visit_id)
    assert len(session.case.visits) == len({visit.id for visit in session.case.visits})


# ---- Tab and digits


def test_tab_goes_on_after_a_text_that_cannot_be_read(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    go_to(window, 0, "date")
    for one in "13-45":
        press(qtbot, one)
    press(qtbot, Qt.Key.Key_Tab)
    assert cursor(window) == ("1", "institution")
    assert '"13-45"' in said(window)
    press(qtbot, Qt.Key.Key_Tab)
    for one in "700":
        press(qtbot, one)
    press(qtbot, Qt.Key.Key_Tab)
    assert session.visit("1").total == 700_00
    press(qtbot, Qt.Key.Key_Escape)
    editors = window.visits.table.viewport().findChildren(QLineEdit)
    assert not [one for one in editors if one.isVisible()]


def test_tab_keeps_the_keyboard_in_the_row_that_is_typed(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    go_to(window, 0, "date")
    for one in "12-1":
        press(qtbot, one)  # the row goes to the end of the year
    press(qtbot, Qt.Key.Key_Tab)
    assert cursor(window) == ("1", "institution")
    press(qtbot, Qt.Key.Key_Tab)  # the level stays as it is
    for one in "77":
        press(qtbot, one)
    press(qtbot, Qt.Key.Key_Tab)
    assert (str(session.visit("1").date), session.visit("1").total) == ("2023-12-01", 77_00)


def test_a_digit_takes_the_institution_of_that_number(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    before = len(session.case.visits)
    for digit, taken in (("1", ("level1", None)), ("3", ("level3", None)), ("5", ("pharmacy", "level2"))):
        go_to(window, 0, "institution")
        type_in(qtbot, window, digit, "total")
        assert (session.visit("1").institution, session.visit("1").prescriber) == taken
    go_to(window, 0, "institution")
    type_in(qtbot, window, "9", "total")  # there is no such entry
    assert session.visit("1").institution == "pharmacy"
    assert len(session.case.visits) == before


def test_keys_are_for_the_row_that_tab_leads_to(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    table = window.visits.table
    table.selectionModel().clear()
    window.visits.columns.setFocus()
    for _stop in range(3):
        if not table.hasFocus():
            press(qtbot, Qt.Key.Key_Tab)
    assert table.hasFocus()
    press(qtbot, Qt.Key.Key_Delete)
    assert not session.is_visit("1")


def test_faults_are_said_from_the_first_row_to_the_last(qtbot: QtBot, window: MainWindow) -> None:
    fill(qtbot, window, 1, "total", "x")
    fill(qtbot, window, 0, "total", "y")
    assert [line[:5] for line in said(window).splitlines()] == ["第 1 行", "第 2 行"]
