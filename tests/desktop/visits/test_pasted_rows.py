"""Pasted rows: what they leave open is asked once for all of them, and nothing of it is guessed."""

import pytest
from driver.application import answer
from driver.screens import dialog_of
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.household_window import MainWindow
from calculator.session.session import Session

HEAD = "日期\t机构\t总费用"


def paste(qtbot: QtBot, window: MainWindow, *lines: str) -> None:
    QGuiApplication.clipboard().setText("\n".join(lines) + "\n")
    window.visits.table.setFocus()
    qtbot.keyClick(window.visits.table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)


def question() -> QMessageBox:
    return dialog_of(QMessageBox)


def said(window: MainWindow) -> str:
    return window.visits.faults.text() if window.visits.faults.isVisible() else ""


def new(session: Session, before: int) -> list[tuple[str, int, int]]:
    return [(str(one.date), one.total, one.out_of_catalogue) for one in session.case.visits[before:]]


@pytest.mark.parametrize(
    ("button", "days"), [("先写月份", ["2023-03-05", "2023-04-06"]), ("先写日期", ["2023-05-03", "2023-06-04"])]
)
def test_which_part_of_a_day_is_the_month(
    button: str, days: list[str], qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    before = len(session.case.visits)
    paste(qtbot, window, HEAD, "3/5/2023\t二级\t120", "4/6/2023\t二级\t80")
    assert question().informativeText().endswith('"3/5/2023"；"4/6/2023"')
    answer(qtbot, button)
    assert [day for day, _total, _part in new(session, before)] == days
    assert said(window) == ""


@pytest.mark.parametrize(("button", "count"), [("算作就诊", 2), ("不导入", 1)])
def test_a_kind_of_care_that_is_not_known(
    button: str, count: int, qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    before = len(session.case.visits)
    paste(qtbot, window, f"{HEAD}\t医疗类别", "2023-05-06\t二级\t120\t11", "2023-05-07\t二级\t80\t9929")
    assert "9929" in question().informativeText()
    answer(qtbot, button)
    assert len(new(session, before)) == count
    assert ("非门诊" in said(window)) is (count == 1)


def test_several_questions_come_one_after_the_other_and_no_is_no(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    case = session.case
    rows = (
        f"{HEAD}\t医保支付\t自费\t医疗类别",
        "3/5/2023\t二级\t1000\t600\t400\t9929",
        "3/6/2023\t二级\t1000\t500\t100\t11",
    )
    paste(qtbot, window, *rows)
    seen = []
    for button in ("先写月份", "算作就诊"):
        seen.append(question().text())
        answer(qtbot, button)
    seen.append(question().text())
    qtbot.keyClick(question(), Qt.Key.Key_Escape)
    assert len(set(seen)) == 3
    assert session.case is case
    paste(qtbot, window, *rows)
    for button in ("先写月份", "算作就诊", "目录外"):
        answer(qtbot, button)
    assert new(session, len(case.visits)) == [("2023-03-05", 1000_00, 400_00), ("2023-03-06", 1000_00, 100_00)]


def test_what_makes_up_each_bill_is_no_part_of_it(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    before = len(session.case.visits)
    paste(qtbot, window, f"{HEAD}\t医保支付\t自费", "2023-03-05\t二级\t1000\t600\t400")
    assert new(session, before) == [("2023-03-05", 1000_00, 0)]
    assert said(window).startswith("“自费”列是个人支付的全部")


def test_a_row_that_no_answer_mends_is_told_at_once(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    case = session.case
    paste(qtbot, window, HEAD, "3/5/2023\t二级\t120", "2023-04-06\t二级\t八十")
    assert "第 3 行" in said(window)
    assert session.case is case


def test_who_is_in_another_insurance_is_left_out_and_a_stranger_is_named(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    before = len(session.case.visits)
    rows = ("2023-03-05\t二级\t120\t赵六\t在职", "2023-03-06\t二级\t80\t赵六\t居民")
    paste(qtbot, window, f"{HEAD}\t姓名\t人员类别", *rows)
    assert [total for _day, total, _part in new(session, before)] == [120_00]
    assert "赵六" in said(window)
    assert "其他险种" in said(window)


@pytest.mark.parametrize(("button", "totals"), [("冲销那一张", [50_00]), ("自己已退费", [300_00, 50_00])])
def test_what_a_row_marked_as_a_refund_is(
    button: str, totals: list[int], qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    before = len(session.case.visits)
    rows = ("2023-05-06\t二级\t300\t收费", "2023-05-07\t二级\t300\t退费", "2023-05-08\t二级\t50\t收费")
    paste(qtbot, window, f"{HEAD}\t交易类型", *rows)
    answer(qtbot, button)
    assert [total for _day, total, _part in new(session, before)] == totals


def test_a_pasted_refund_marks_the_visit_that_it_pays_back(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    before = session.case
    visit = next(visit for visit in before.visits if visit.person == session.person_id)
    paste(qtbot, window, HEAD, f"{visit.date}\t\t-{visit.total / 100:.2f}")
    assert [one.id for one in session.case.visits if one.refunded] == [visit.id]
    assert "已标为退费：1 条" in said(window)
    session.undo()
    assert session.case == before
