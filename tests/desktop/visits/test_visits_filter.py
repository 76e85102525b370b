"""Visits are looked for by what stands on their receipts; what is entered meanwhile stays in sight."""

import pytest
from driver.hands import CTRL, KEY, go_to, press, say
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from calculator.case.case import Case
from calculator.desktop.shell.household_window import MainWindow
from calculator.session.session import Session

PAPERS = {
    "1": {"institution_name": "日照市人民医院", "note": "心内科", "receipt": "NO-77001"},
    "3": {"institution_name": "日照市中医医院", "note": "针灸科", "receipt": "NO-77002"},
    "5": {"institution_name": "日照市人民医院", "note": "眼科", "receipt": "AB-1"},
}


def with_papers(case: Case) -> Case:
    visits = tuple(visit.model_copy(update=PAPERS.get(visit.id, {})) for visit in case.visits)
    return case.model_copy(update={"visits": visits})


@pytest.fixture
def found(window: MainWindow, session: Session) -> MainWindow:
    session.edit("", with_papers(session.case))
    window.visits.table.setFocus()
    press(KEY.Key_F, with_=CTRL)
    assert QApplication.focusWidget() is window.visits.filter
    return window


def ids(window: MainWindow) -> list[str | None]:
    model = window.visits.model
    return [model.row_id(row) for row in range(model.rowCount() - 1)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("人民医院", ["1", "5"]),
        ("人民 眼科", ["5"]),
        ("zjk", ["3"]),
        ("no-7700", ["1", "3"]),
        ("ＮＯ－７７００２", ["3"]),
        ("04-18", ["3"]),
    ],
)
def test_visits_are_found_by_their_papers(found: MainWindow, typed: str, expected: list[str]) -> None:
    say(typed)
    assert ids(found) == expected
    press(KEY.Key_Escape)
    assert len(ids(found)) == 5
    assert QApplication.focusWidget() is found.visits.table


def test_the_sums_are_those_of_the_visits_in_sight(found: MainWindow, session: Session) -> None:
    say("人民医院")
    model = found.visits.model
    keys = [column.key for column in model.columns]
    last = model.rowCount() - 1
    assert model.index(last, 0).data() == "2 条合计"
    both = sum(session.visit(name).total for name in ("1", "5"))
    assert model.index(last, keys.index("total")).data() == session.wording.yuan(both)
    assert found.cards.pooled.number.text() == "¥1,132.00"  # the year is what it was


def test_where_nothing_fits_it_is_said(found: MainWindow) -> None:
    say("没有这家")
    assert not found.visits.table.isVisible()
    assert found.visits.empty.text().startswith("5 条就诊中没有符合的")
    assert found.visits.filter.isVisible()


def test_what_is_entered_meanwhile_stays_in_sight(qtbot: QtBot, found: MainWindow, session: Session) -> None:
    say("人民医院")
    press(KEY.Key_N, with_=CTRL)
    press(*"4-2", KEY.Key_Return, KEY.Key_Return, *"90", KEY.Key_Return)
    new = session.case.visits[-1].id
    go_to(found.visits.table, 0, 0)
    qtbot.waitUntil(lambda: ids(found) == ["1", new, "5"])
    edit = found.visits.filter
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    press(KEY.Key_End, KEY.Key_Backspace)
    assert ids(found) == ["1", "5"]


def test_a_visit_that_is_gone_to_is_listed(found: MainWindow, session: Session) -> None:
    say("人民医院")
    session.show_visit("3")
    assert found.visits.filter.text() == ""
    assert found.visits.model.row_id(found.visits.table.currentIndex().row()) == "3"
