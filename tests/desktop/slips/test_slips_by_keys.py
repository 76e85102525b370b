"""What a slip says is entered, and why it says something else is read, by keys alone; the table shows both figures."""

from functools import partial

import pytest
from driver.hands import press
from driver.screens import dialog_of, first_made, show
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from statements import Json, case_of

from calculator.desktop.paper.print_dialog import PaperDialog
from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.slips.causes_dialog import CausesDialog
from calculator.desktop.slips.pair_dialog import PairDialog
from calculator.desktop.slips.year_dialog import YearDialog
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.words.wording import Wording

KEY = Qt.Key
CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def household(*visits: Json) -> Json:
    person = {"id": "me", "name": "本人", "region": "rizhao", "status": "employed"}
    return {
        "format": "gongjisuan-case/1",
        "from": "2023-01",
        "through": "2023-12",
        "people": [person],
        "visits": list(visits),
    }


def opened(qtbot: QtBot, library: Library, data: Json) -> MainWindow:
    made = first_made(partial(MainWindow, Session(case_of(data), library, Wording("zh", grouped=True))))
    made.complete()
    return show(qtbot, made)


def shortcut(window: MainWindow, key: Qt.Key) -> None:
    """Ctrl+Shift and a key, where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget() or window, key, CTRL | SHIFT)


def copied(qtbot: QtBot) -> str:
    """What the dialog's button, pressed by its letter, puts onto the clipboard, which it says."""
    QGuiApplication.clipboard().clear()
    press(KEY.Key_T, with_=ALT)
    qtbot.waitUntil(lambda: bool(QGuiApplication.clipboard().text()))
    dialog = QApplication.activeModalWidget()
    assert dialog is not None
    assert "已复制 ✓" in [button.text() for button in dialog.findChildren(QPushButton)]
    return QGuiApplication.clipboard().text()


def printed(qtbot: QtBot) -> None:
    """The pages are laid out, and closed again."""
    press(KEY.Key_P, with_=ALT)
    papers: list[PaperDialog] = []

    def is_open() -> bool:
        papers[:] = [one for one in QApplication.topLevelWidgets() if isinstance(one, PaperDialog) and one.isVisible()]
        return bool(papers) and papers[0].print.isEnabled()

    qtbot.waitUntil(is_open)
    press(KEY.Key_Escape)


def in_front(qtbot: QtBot, widget: QWidget) -> None:
    """A window that has the keyboard."""
    with qtbot.waitActive(widget):
        widget.activateWindow()


def dialog_is_open(dialog: QDialog) -> bool:
    """Whether a dialog still stands there."""
    return any(one is dialog and one.isVisible() for one in QApplication.topLevelWidgets())


def cell(window: MainWindow, key: str, row: int = 0) -> str:
    model = window.visits.model
    place = [column.key for column in model.columns].index(key)
    return str(model.index(row, place).data())


# 日照 二（二）. Computed: (1,480 − 80 − 400) × 70 % = 700.00. On the slip nothing is deducted: 1,400 × 70 % = 980.00.


def test_a_slip_is_entered_and_explained_by_keys_alone(qtbot: QtBot, library: Library) -> None:
    window = opened(qtbot, library, household())
    session = window.session
    window.activateWindow()
    QTest.keyClick(QApplication.focusWidget() or window, KEY.Key_J, CTRL)
    press(*"3-10", KEY.Key_Return, "2", KEY.Key_Return, *"1480", KEY.Key_Return)
    press(KEY.Key_Return, *"80", KEY.Key_Return, KEY.Key_Return, KEY.Key_Return)
    press(*"1400", KEY.Key_Return, "0", KEY.Key_Return, *"980")
    press(KEY.Key_Return, with_=CTRL)
    form = window.visits.form
    assert form is not None
    assert form.said.text().endswith("与结算单对照：统筹基金比结算单少 280.00，另有 1 项")
    press(KEY.Key_Escape)
    (visit,) = session.case.visits
    assert visit.stated is not None
    assert (visit.stated.in_scope, visit.stated.deductible, visit.stated.pooled) == (1400_00, 0, 980_00)
    # Computed and stated stand side by side, the difference in words.
    assert (cell(window, "pooled"), cell(window, "stated.pooled")) == ("700.00", "980.00")
    assert cell(window, "stated_difference") == "统筹基金比结算单少 280.00，另有 1 项"
    shortcut(window, KEY.Key_J)
    dialog = dialog_of(CausesDialog)
    qtbot.waitUntil(lambda: bool(dialog.rows) and QApplication.focusWidget() is dialog.rows[0].adopt)
    assert (
        dialog.rows[0].sentence.text()
        == "若本年起付线此前已满，就与结算单一致：统筹基金 980.00、起付线 0.00、政策范围内 1,400.00"
    )
    assert session.case.visits == (visit,), "nothing is adopted by itself"
    press(KEY.Key_Space)
    qtbot.waitUntil(lambda: session.undo_name() == "采用结算单的原因")
    opening = session.person.opening
    assert opening is not None
    assert opening.deductible_used == 500_00
    assert cell(window, "stated_difference") == "✓ 与结算单一致"
    assert session.undo_name() == "采用结算单的原因"
    in_front(qtbot, window)
    QTest.keyClick(QApplication.focusWidget() or window, KEY.Key_Z, CTRL)
    assert cell(window, "stated_difference").startswith("统筹基金比结算单少 280.00")


_VISIT = {"id": "v1", "date": "2023-03-10", "institution": "level2", "total": "1480", "out_of_catalogue": "80"}
_SLIP = {"pooled": "980", "in_scope": "1400", "deductible": "0"}


def test_a_slip_is_typed_into_the_table(qtbot: QtBot, library: Library) -> None:
    window = opened(qtbot, library, household({**_VISIT, "stated": {"pooled": "980"}}))
    model, table = window.visits.model, window.visits.table
    place = [column.key for column in model.columns].index("stated.pooled")
    table.setFocus()
    table.setCurrentIndex(model.index(0, place))
    press(*"700.5", KEY.Key_Return)
    qtbot.waitUntil(lambda: cell(window, "stated.pooled") == "700.50")
    assert cell(window, "stated_difference") == "统筹基金比结算单少 0.50"
    table.setCurrentIndex(model.index(0, place))
    press(*"7x", KEY.Key_Return)
    qtbot.waitUntil(lambda: cell(window, "stated.pooled") == "7x")
    assert dict(window.session.case.visits[0].unread) == {"stated.pooled": "7x"}
    table.setCurrentIndex(model.index(0, place))
    press(KEY.Key_Delete) if table.state() == table.State.EditingState else None
    press(KEY.Key_F2, KEY.Key_Backspace, KEY.Key_Backspace, KEY.Key_Return)
    qtbot.waitUntil(lambda: not window.session.case.visits[0].unread)
    assert window.session.case.visits[0].stated is None, "a slip without figures is none"
    assert "stated_difference" not in [column.key for column in model.columns]


def test_a_slip_that_nothing_explains_says_what_to_ask(qtbot: QtBot, library: Library) -> None:
    # Of 100.00 in scope no rate of the text gives 99.00.
    visit = {"id": "v1", "date": "2023-03-10", "institution": "level1", "total": "100"}
    window = opened(qtbot, library, household({**visit, "stated": {"in_scope": "100", "pooled": "99"}}))
    window.visits.table.setFocus()
    window.visits.table.selectRow(0)
    shortcut(window, KEY.Key_J)
    dialog = dialog_of(CausesDialog)
    qtbot.waitUntil(lambda: "请向窗口询问" in dialog.answer.text())
    assert not dialog.rows
    assert "最接近的：若" in dialog.answer.text()
    assert "请向窗口询问" in copied(qtbot)
    press(KEY.Key_Escape)
    assert not dialog_is_open(dialog)


@pytest.fixture
def two_slips(qtbot: QtBot, library: Library) -> MainWindow:
    """A household with two slips that one cause explains."""
    second = {"id": "v2", "date": "2023-04-10", "institution": "level3", "total": "880"}
    data = household({**_VISIT, "stated": _SLIP}, {**second, "stated": {**_SLIP, "pooled": "528", "in_scope": "880"}})
    window = opened(qtbot, library, data)
    window.visits.table.setFocus()
    window.visits.table.selectRow(1)
    return window


def test_the_years_slips_stand_on_one_page(two_slips: MainWindow, qtbot: QtBot) -> None:
    shortcut(two_slips, KEY.Key_Y)
    dialog = dialog_of(YearDialog)
    qtbot.waitUntil(lambda: dialog.told is not None)
    text = copied(qtbot)
    assert text.startswith("本人 2023 年的结算单\n结算单：2 次就诊填有结算单的数字，0 次一致，2 次不同\n")
    assert "1. 若本年起付线此前已满，有 2 张结算单与计算一致\n" in text
    printed(qtbot)
    in_front(qtbot, dialog)  # as a desktop does once the pages are closed
    press(KEY.Key_Escape)
    assert not dialog_is_open(dialog)


def test_two_visits_are_compared(two_slips: MainWindow, qtbot: QtBot) -> None:
    shortcut(two_slips, KEY.Key_K)
    dialog = dialog_of(PairDialog)
    qtbot.waitUntil(dialog.isActiveWindow)
    assert dialog.title.text() == "这次统筹比那次少支付 232.00"
    assert dialog.sum.text() == "那次支付 700.00 −420.00 +56.00 −108.00 +240.00 = 这次支付 468.00"
    assert copied(qtbot).startswith("这次统筹比那次少支付 232.00\n本人：2023年4月10日 三级，")
    printed(qtbot)
    in_front(qtbot, dialog)  # as a desktop does once the pages are closed
    press(KEY.Key_Escape)
    assert not dialog_is_open(dialog)
