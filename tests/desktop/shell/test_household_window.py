"""The window, by mouse and keys: what a person enters is computed at once and explained."""

import re
from functools import partial

import pytest
from driver.screens import first_made
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QTableView, QWidget
from pytestqt.qtbot import QtBot

from calculator.case.unread_entries import unread_texts
from calculator.case.variants import moved_to_region
from calculator.desktop.person.people_dialog import HouseholdDialog
from calculator.desktop.shell.household_window import MainWindow
from calculator.ground.language import Language
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording


def column(window: MainWindow, key: str) -> int:
    return next(n for n, shown in enumerate(window.visits.model.columns) if shown.key == key)


def text(window: MainWindow, row: int, key: str) -> str:
    model = window.visits.model
    return str(model.index(row, column(window, key)).data())


def go_to(window: MainWindow, row: int, key: str) -> None:
    window.visits.table.setFocus()
    window.visits.table.setCurrentIndex(window.visits.model.index(row, column(window, key)))


def type_cell(qtbot: QtBot, window: MainWindow, row: int, key: str, typed: str) -> None:
    """Type over a cell and end with Enter, as at a keyboard."""
    editor = open_editor(qtbot, window, row, key)
    qtbot.keyClicks(editor, typed)
    end_editor(qtbot, window, editor)


def open_editor(qtbot: QtBot, window: MainWindow, row: int, key: str) -> QLineEdit:
    go_to(window, row, key)
    table = window.visits.table
    qtbot.keyClick(table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    return editor


def end_editor(qtbot: QtBot, window: MainWindow, editor: QWidget) -> None:
    """Enter; Qt takes an editor's text over once the key has been handled."""
    table = window.visits.table
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: table.state() != table.State.EditingState)


def type_field(qtbot: QtBot, edit: QLineEdit, typed: str) -> None:
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClicks(edit, typed)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def add_visit(qtbot: QtBot, window: MainWindow) -> None:
    """A fresh row with an amount."""
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    go_to(window, window.visits.table.currentIndex().row(), "total")
    qtbot.keyClicks(window.visits.table, "7")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)


def shown_texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_example_stands_computed(window: MainWindow) -> None:
    assert window.cards.pooled.number.text() == "¥1,132.00"
    assert "868.00" in window.cards.pooled.note.text()
    assert window.cards.deductible.number.text() == "¥500.00"
    assert window.cards.deductible.note.text() == "已扣满，下次就诊不再扣起付线"
    assert window.cards.account.number.text() == "¥778.60"
    assert window.cards.cash.number.text() == "¥320.00"
    assert [text(window, row, "pooled") for row in range(6)] == [
        "112.00",
        "780.00",
        "240.00",
        "不予支付",
        "不予支付",
        "1,132.00",
    ]


def test_an_edited_amount_is_computed_at_once(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    with qtbot.waitSignal(session.changed):
        type_cell(qtbot, window, 0, "total", "1,040")
    # (1040 − 40 − 400) × 70% = 420.00; the second visit still asks 100 of the deductible
    assert text(window, 0, "pooled") == "420.00"
    assert window.cards.pooled.number.text() == "¥1,440.00"


@pytest.mark.parametrize("typed", ["１２００．５", "1200。5", "¥1,200.50", "1 200.5元"])
def test_amounts_are_read_however_they_are_written(
    qtbot: QtBot, window: MainWindow, session: Session, typed: str
) -> None:
    QApplication.clipboard().setText(typed)
    editor = open_editor(qtbot, window, 0, "total")
    qtbot.keyClick(editor, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    end_editor(qtbot, window, editor)
    assert session.case.visits[0].total == 1200_50


@pytest.mark.parametrize(
    ("typed", "day"),
    [("3-8", (2023, 3, 8)), ("2023/3/9", (2023, 3, 9)), ("20230310", (2023, 3, 10)), ("12.1", (2023, 12, 1))],
)
def test_dates_are_read_however_they_are_written(
    qtbot: QtBot, window: MainWindow, session: Session, typed: str, day: tuple[int, int, int]
) -> None:
    type_cell(qtbot, window, 0, "date", typed)
    found = session.case.visits[0].date
    assert (found.year, found.month, found.day) == day


def test_what_cannot_be_read_stays_and_is_explained(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    pooled = session.year_statement.totals.pooled
    type_cell(qtbot, window, 1, "total", "12o0")
    assert unread_texts(session.case, "visits", "3") == {"total": "12o0"}
    assert session.year_statement.totals.pooled < pooled
    assert text(window, 1, "total") == "12o0"
    # No figure of an older value stands beside it, and the sums say that one is missing.
    assert [text(window, 1, key) for key in ("deductible", "rate", "pooled", "cash")] == ["—", "—", "未计入", "—"]
    assert text(window, 5, "institution") == "1 条未计入"
    assert window.visits.faults.isVisible()
    assert "第 2 行总费用" in window.visits.faults.text()
    assert '"12o0"' in window.visits.faults.text()
    type_cell(qtbot, window, 1, "total", "1200")
    assert session.case.visits[2].total == 1200_00
    assert text(window, 5, "institution") == ""
    assert not window.visits.faults.isVisible()


def test_an_amount_below_its_parts_is_refused_in_words(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    type_cell(qtbot, window, 0, "total", "20")
    assert session.case.visits[0].total == 600_00
    assert text(window, 0, "total") == "20"
    assert "20.00 小于各部分之和 40.00" in window.visits.faults.text()


def test_enter_in_the_last_cell_adds_a_row(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    rows = len(session.year_statement.visits)
    go_to(window, rows - 1, "out_of_catalogue")
    before = session.case
    qtbot.keyClick(window.visits.table, Qt.Key.Key_Return)
    # It belongs to the household once something is typed into it.
    assert session.case is before
    assert [text(window, rows, key) for key in ("date", "institution", "total")] == ["09-09", "二级", ""]
    qtbot.keyClicks(window.visits.table, "9")
    for one in "-30":
        qtbot.keyClick(QApplication.focusWidget(), one)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    new = session.visit(session.visit_id or "")
    assert (str(new.date), new.institution, new.pay_from_account) == ("2023-09-30", "level2", ("me",))
    refused = session.settlement(new.id).refused
    assert refused is not None
    assert refused.code == "entry_unread"
    assert text(window, rows + 1, "institution") == ""  # nothing is missed of what is still being typed
    for key in ("3", Qt.Key.Key_Return):
        qtbot.keyClick(QApplication.focusWidget(), key)
    go_to(window, 0, "date")
    qtbot.waitUntil(lambda: text(window, rows + 1, "institution") == "1 条未计入")
    assert "第 6 行总费用：还没有填金额" in window.visits.faults.text()


def test_a_row_without_anything_goes_when_it_is_left(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    before, rows = session.case, window.visits.model.rowCount()
    window.visits.table.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert window.visits.model.rowCount() == rows + 1
    for _key in range(3):
        qtbot.keyClick(window.visits.table, Qt.Key.Key_Return)
    window.person.region.setFocus()
    qtbot.waitUntil(lambda: window.visits.model.rowCount() == rows)
    qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window.visits.table, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: window.visits.model.rowCount() == rows)
    assert window.visits.table.hasFocus()
    assert session.case is before
    assert session.undo_name() is None


def test_add_delete_undo_redo_by_keys(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    before = session.case
    window.visits.table.setFocus()
    add_visit(qtbot, window)
    assert len(session.case.visits) == len(before.visits) + 1
    qtbot.keyClick(window.visits.table, Qt.Key.Key_Delete)
    assert session.case == before
    assert "删除就诊" in window.undo.text()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(session.case.visits) == len(before.visits) + 1
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert session.case == before
    assert not window.undo.isEnabled()
    qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert len(session.case.visits) == len(before.visits) + 1


def test_the_way_back_and_forth_again_is_not_computed_anew(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    before = session.statement
    window.visits.table.setFocus()
    add_visit(qtbot, window)
    after = session.statement
    for _again in range(2):
        qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert session.statement is before
        qtbot.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
        assert session.statement is after
    other = session.rebuilt(Wording("en"))
    assert other.statement is after
    other.undo()
    assert other.statement == before


def test_a_pharmacy_is_chosen_with_the_level_of_the_prescriber(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    go_to(window, 0, "institution")
    table = window.visits.table
    qtbot.keyClick(table, Qt.Key.Key_F2)
    box = QApplication.focusWidget()
    assert box is not None
    for _step in range(5):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    end_editor(qtbot, window, box)
    assert (session.case.visits[0].institution, session.case.visits[0].prescriber) == ("pharmacy", "level3")
    assert text(window, 0, "pooled") == "不予支付"


def test_the_selected_visit_is_explained_step_by_step(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    go_to(window, 1, "total")
    qtbot.waitUntil(lambda: "780.00（在职，三级）" in shown_texts(window.explain))
    said = shown_texts(window.explain)
    assert "为什么统筹支付 780.00 元？" in said
    assert "总费用 1,480.00 − 全自费 80.00 ＝ 政策范围内 1,400.00" in said
    assert "起付标准 500.00（在职，三级）− 本年已扣 400.00 ＝ 100.00" in said
    assert "（1,400.00 − 100.00）× 60% ＝ 780.00（在职，三级）" in said
    assert "日政办发〔2022〕17号 二（二）" in said
    assert "全年一个累计，去更高级别补差额" in said
    go_to(window, 3, "total")
    qtbot.waitUntil(lambda: "不支付：住院期间" in shown_texts(window.explain))
    assert session.visit_id is not None


def test_people_are_chosen_and_their_doubts_said(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    qtbot.mouseClick(window.person.people.button("father"), Qt.MouseButton.LeftButton)
    assert session.person_id == "father"
    assert window.cards.pooled.number.text() == "¥2,000.00"
    assert "按征求意见稿计算" in window.cards.banner.text()
    assert window.cards.banner.isVisible()
    assert "征求意见稿计算" not in window.cards.doubts.label.accessibleDescription(), "said once"
    qtbot.mouseClick(window.person.people.button("me"), Qt.MouseButton.LeftButton)
    assert not window.cards.banner.isVisible()


def test_the_plus_adds_a_person_at_once(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    qtbot.mouseClick(window.person.add, Qt.MouseButton.LeftButton)
    dialog = window.findChild(HouseholdDialog)
    assert dialog is not None
    assert len(session.case.people) == 4
    qtbot.waitUntil(lambda: dialog.name.edit.selectedText() == session.person.name)
    session.undo()
    assert len(session.case.people) == 3


@pytest.mark.parametrize("width", [1280, 1024])
def test_doubts_take_at_most_two_lines_and_the_rest_is_a_click_away(
    qtbot: QtBot, window: MainWindow, session: Session, width: int
) -> None:
    window.resize(width, 720)
    session.select_person("father")
    chosen = {"rounding": "truncate", "credit-timing": "end-of-month", "account-scope": "any-at-designated"}
    session.edit("", session.case.model_copy(update={"readings": {session.person.region: chosen}}))
    doubts = window.cards.doubts
    last = doubts.label.accessibleDescription().splitlines()[-1]
    qtbot.waitUntil(doubts.more.isVisible)
    line = doubts.label.fontMetrics().lineSpacing()
    qtbot.waitUntil(lambda: 0 < doubts.label.height() < 3 * line)
    assert doubts.more.text().startswith("另有 ")
    assert last not in doubts.text()
    qtbot.mouseClick(doubts.more, Qt.MouseButton.LeftButton)
    assert last in doubts.text()
    assert "四（三）2" in doubts.text()
    qtbot.waitUntil(lambda: doubts.label.height() >= 3 * line)
    qtbot.mouseClick(doubts.more, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: doubts.label.height() < 3 * line)


def test_no_caption_keeps_a_former_region(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    """In every part and page of the window, as seen, pointed at or read out."""
    for tabs in (window.lists, window.answers):
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            QApplication.processEvents()
    session.edit("", moved_to_region(session.case, "xian"))
    for tabs in (window.lists, window.answers):
        for place in range(tabs.count()):
            tabs.setCurrentIndex(place)
            QApplication.processEvents()
    kept = []
    for widget in window.findChildren(QWidget):
        said = [widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()]
        if isinstance(widget, QLabel | QAbstractButton | QLineEdit):
            said.append(widget.text())
        kept += [text for text in said if re.search("日照|日政办|南昌", text)]
    assert kept == []
    del qtbot


def test_status_is_chosen_by_arrow_keys(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    button = window.person.status.button("employed")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Left)
    assert session.person.status == "retired"
    assert text(window, 0, "rate") == "75%"
    # 2023's credits of the retired are left to an earlier rule: said where the number stands
    assert "12 个月无法计算划入" in window.cards.account.note.text()


def test_another_region_by_keys(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    picker = window.person.region
    qtbot.waitUntil(lambda: picker.regions.rowCount() == 5)
    type_field(qtbot, picker.edit, "elht")
    assert session.person.region == "erenhot"
    assert "二政办发〔2022〕29号" in window.person.region_note.text()


def test_age_base_and_balance(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    panel = window.person
    type_field(qtbot, panel.birth.edit, "46")
    assert (session.person.age, session.person.birth_date) == (46, None)
    type_field(qtbot, panel.base.edit, "8,000")
    # 8000 × (2% + 1.1%) = 248.00 a month
    assert session.computed.account.months[0].credit == 248_00
    type_field(qtbot, panel.opening.edit, "1000.5")
    assert session.computed.account.opening == 1000_50
    type_field(qtbot, panel.base.edit, "2023-01 6000; 2023-07 6,500")
    assert [session.computed.account.months[place].credit for place in (5, 6)] == [186_00, 201_50]
    type_field(qtbot, panel.birth.edit, "forty")
    assert panel.birth.faulty
    assert panel.birth.edit.text() == "forty"
    assert "请填出生日期" in panel.birth.note.text()
    assert session.person.age == 46


def test_a_city_under_a_framework_is_entered_by_keys(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    session.edit_person("", region="gansu")
    assert text(window, 0, "pooled") == "无规则"
    assert window.person.city.isVisible()
    figures = {
        "deductible.level1": "200",
        "deductible.level2": "250",
        "deductible.level3": "300",
        "rate.level1": "65",
        "rate.level2": "60%",
        "rate.level3": "55",
        "retired_uplift": "5",
        "cap": "2,400",
    }
    for name, typed in figures.items():
        assert session.person.city is None
        type_field(qtbot, window.person.city.edits[name], typed)
    assert session.person.city is not None
    # 600 − 40 = 560 in scope, less 250, at 60%
    assert text(window, 0, "pooled") == "186.00"


def test_a_visit_in_the_next_year_lengthens_the_period(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    type_cell(qtbot, window, 0, "date", "2024-02-03")
    assert session.years() == [2023, 2024]
    assert window.year.itemText(window.year.findData(2024)) == "2024 年度 · 1 次就诊"
    type_cell(qtbot, window, 0, "date", "2027-01-01")
    assert "不在期间" in window.visits.faults.text()


@pytest.mark.parametrize(("width", "side_by_side"), [(1280, True), (900, False)])
def test_what_does_not_fit_side_by_side_goes_into_tabs(
    qtbot: QtBot, window: MainWindow, width: int, side_by_side: bool
) -> None:
    window.resize(width, 720)
    qtbot.waitUntil(lambda: window.width() == width)
    qtbot.waitUntil(window.cards.isVisible)
    assert window.person.isVisible() is side_by_side
    corner = window.cards.mapTo(window, QPoint(0, 0))
    assert corner.x() >= 0


def fits(table: QTableView) -> bool:
    """Whether a table has no column to scroll to."""
    return table.horizontalScrollBar().maximum() == 0


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("width", "height"), [(1024, 600), (1080, 1920), (1280, 720), (1366, 768)])
def test_every_everyday_column_is_in_sight(
    qtbot: QtBot, session: Session, language: Language, width: int, height: int
) -> None:
    theme = Theme(latin=language == "en")
    session.wording = Wording(language, grouped=True)
    made = first_made(partial(MainWindow, session), theme)
    qtbot.addWidget(made)
    made.complete()
    made.resize(width, height)
    with qtbot.waitActive(made):
        made.show()
    assert (made.parts.front is None) is (width >= 1100)
    for person in ("me", "father"):
        session.select_person(person)
        table = made.visits.table
        qtbot.waitUntil(partial(fits, table))
        last = table.horizontalHeader().count() - 1
        end = table.columnViewportPosition(last) + table.columnWidth(last)
        assert end <= table.viewport().width()


def test_tab_goes_from_left_to_right(window: MainWindow, qtbot: QtBot) -> None:
    """Through the person, then the figures and lists, then the explanation, wherever each was made."""
    parts = [window.left, window.middle, window.answers]
    window.year.setFocus()
    qtbot.waitUntil(window.year.hasFocus)
    seen: list[int] = []
    for _press in range(100):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        assert focus is not None
        if focus is window.year:
            break
        seen += [place for place, part in enumerate(parts) if part.isAncestorOf(focus)]
    assert focus is window.year
    assert seen == sorted(seen)
    assert set(seen) == {0, 1, 2}


@pytest.fixture
def large(session: Session, qtbot: QtBot) -> MainWindow:
    """At 200 %, where the figures and the lists scroll together."""
    made = first_made(partial(MainWindow, session), Theme("light", 200))
    qtbot.addWidget(made)
    made.complete()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.resize(1280, 720)
    qtbot.waitUntil(lambda: made.width() == 1280)
    return made


def row_is_seen(window: MainWindow) -> bool:
    table = window.visits.table
    seen = table.viewport().visibleRegion().boundingRect()
    return seen.contains(table.visualRect(table.currentIndex()))


def test_the_current_row_is_seen_with_large_text(qtbot: QtBot, large: MainWindow) -> None:
    table = large.visits.table
    table.setFocus()
    assert large.middle.verticalScrollBar().maximum() > 0
    for key in (*[Qt.Key.Key_Down] * 5, *[Qt.Key.Key_Up] * 5):
        qtbot.keyClick(table, key)
        qtbot.waitUntil(lambda: row_is_seen(large))
    for _row in range(3):
        qtbot.keyClick(large, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        qtbot.waitUntil(lambda: row_is_seen(large))


def test_what_is_selected_elsewhere_scrolls_nothing(large: MainWindow, session: Session) -> None:
    large.year.setFocus()
    session.select_visit(session.year_statement.visits[-1].id)
    QApplication.processEvents()
    assert large.middle.verticalScrollBar().value() == 0


@pytest.mark.parametrize("place", range(4))
def test_lists_gone_to_begin_at_the_top_with_large_text(qtbot: QtBot, large: MainWindow, place: int) -> None:
    qtbot.keyClick(large, Qt.Key(Qt.Key.Key_1 + place), Qt.KeyboardModifier.AltModifier)
    assert large.lists.currentIndex() == place
    qtbot.waitUntil(lambda: large.lists.mapTo(large.middle, QPoint(0, 0)).y() == 0)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_in_focus_is_pressed_by_enter_as_well(
    qtbot: QtBot, window: MainWindow, session: Session, key: Qt.Key
) -> None:
    before = window.visits.model.rowCount()
    window.visits.add.setFocus()
    qtbot.keyClick(window.visits.add, key)
    assert window.visits.model.rowCount() == before + 1
    choice = window.person.status.button("retired")
    choice.setFocus()
    qtbot.keyClick(choice, key)
    assert session.person.status == "retired"


def test_a_new_visit_is_seen_wherever_the_window_stood(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    for width in (1280, 480):
        window.resize(width, 720)
        for keys in (Qt.Key.Key_2, Qt.Key.Key_7, Qt.Key.Key_8):
            qtbot.keyClick(window, keys, Qt.KeyboardModifier.AltModifier)
            before = len(session.year_statement.visits)
            qtbot.keyClick(window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
            qtbot.waitUntil(window.visits.table.isVisible)
            assert window.visits.table.hasFocus()
            assert window.visits.table.currentIndex().row() == before


def test_the_region_is_typed_over(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    qtbot.keyClick(window, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    field = QApplication.focusWidget()
    assert field is not None
    qtbot.keyClicks(field, "nc")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.person.region == "nanchang"
