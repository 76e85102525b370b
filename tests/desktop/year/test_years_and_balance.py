"""The years that can be chosen, the balance of today apart from the year's end, and what is not counted."""

from datetime import date
from functools import partial

import pytest
from driver.screens import first_made, settle, show
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from calculator.case.case_json import read_case
from calculator.case.unread_entries import Entry
from calculator.desktop.comparison.next_visit_card import WhatIfCard
from calculator.desktop.person.period_dialog import PeriodDialog
from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.year.explanation_panel import ExplainPanel
from calculator.desktop.year.year_cards import YearCards
from calculator.desktop.year.year_chart_card import ChartCard
from calculator.ground.months import format_month
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

CASE = """{
    "format": "gongjisuan-case/1", "from": "2023-01", "through": "2023-12",
    "people": [{"id": "me", "name": "本人", "region": "rizhao", "status": "employed", "age": 40,
                "account": {"opening_balance": "500", "monthly_credit": "100"}}],
    "visits": [
        {"id": "may", "date": "2023-05-01", "institution": "level2", "total": "3000", "pay_from_account": ["me"]},
        {"id": "june", "date": "2023-06-01", "institution": "level2", "total": "900"}
    ]
}"""


@pytest.fixture
def household(library: Library, qtbot: QtBot) -> Session:
    del qtbot
    return Session(read_case(CASE.encode(), library), library, Wording("zh", grouped=True))


@pytest.fixture
def window(household: Session, qtbot: QtBot) -> MainWindow:
    made = MainWindow(household, Theme())
    qtbot.addWidget(made)
    made.complete()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def choose(qtbot: QtBot, window: MainWindow, year: int) -> None:
    """Choose a year as a person does: open the list and press Enter on it."""
    window.year.setFocus()
    qtbot.keyClick(window.year, Qt.Key.Key_Down)
    view = window.year.view()
    qtbot.waitUntil(view.isVisible)
    view.setCurrentIndex(window.year.model().index(window.year.findData(year), 0))
    qtbot.keyClick(view, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not view.isVisible())


def type_in(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(6, edit.height() // 2))
    edit.selectAll()
    qtbot.keyClicks(edit, text)


# ---- years


def test_every_year_that_can_be_computed_is_listed_and_those_with_visits_marked(
    window: MainWindow, household: Session
) -> None:
    years = [window.year.itemData(place) for place in range(window.year.count())]
    assert years[0] == 2023  # the year in which the region's pooling begins
    assert years == list(range(2023, date.today().year + 2))  # noqa: DTZ011
    assert window.year.itemText(0) == "2023 年度 · 2 次就诊"
    assert "就诊" not in window.year.itemText(1)
    assert household.undo_name() is None


def test_the_mark_of_a_year_finds_room_as_visits_come(qtbot: QtBot, household: Session) -> None:
    visits = household.case.visits
    household.edit("", household.case.model_copy(update={"visits": ()}))
    window = show(qtbot, first_made(partial(MainWindow, household)))
    assert window.year.currentText() == "2023 年度"
    household.edit("", household.case.model_copy(update={"visits": visits}))
    settle()
    text = window.year.currentText()
    assert text == "2023 年度 · 2 次就诊"
    assert window.year.width() - 34 >= window.year.fontMetrics().horizontalAdvance(text)  # 34: frame, arrow, padding


def test_a_later_year_lengthens_the_period_in_one_step(qtbot: QtBot, window: MainWindow, household: Session) -> None:
    choose(qtbot, window, 2025)
    assert (household.year, household.years()) == (2025, [2023, 2024, 2025])
    assert household.person.account.opening_balance == 500_00
    household.undo()
    assert (household.year, household.years()) == (2023, [2023])


def test_arrows_pass_by_years_without_lengthening_the_period(
    qtbot: QtBot, window: MainWindow, household: Session
) -> None:
    before = household.case
    window.year.setFocus()
    for _press in range(3):
        qtbot.keyClick(window.year, Qt.Key.Key_Down)
    qtbot.keyClick(window.year.view(), Qt.Key.Key_Escape)
    assert household.case is before


def test_an_earlier_year_asks_what_the_account_held_then(qtbot: QtBot, library: Library, household: Session) -> None:
    case = household.case
    next_year = {"from_": case.from_ + 12, "through": case.through + 12, "visits": ()}
    household.edit("", case.model_copy(update=next_year))
    window = MainWindow(household, Theme())
    qtbot.addWidget(window)
    window.complete()
    with qtbot.waitActive(window):
        window.show()
    choose(qtbot, window, 2023)
    dialog = window.findChild(PeriodDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.isVisible)
    assert dialog.first.edit.text() == "2023-01"
    field = dialog.balances["me"]
    assert field.isVisible()
    assert "2024年1月1日" in dialog.about.text()
    assert "留空按 0.00 计" in dialog.about.text()
    type_in(qtbot, field.edit, "120")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    person = household.person
    assert person.account.opening_balance == 120_00
    assert [(one.date, one.balance) for one in person.known] == [(date(2023, 12, 31), 500_00)]
    assert household.years() == [2023, 2024]
    assert (household.year, window.year.currentData()) == (2023, 2023)  # as it was chosen
    household.undo()
    assert (household.person.known, household.person.account.opening_balance) == ((), 500_00)
    del library


def test_a_later_beginning_offers_what_was_computed(qtbot: QtBot, household: Session) -> None:
    dialog = PeriodDialog(household, Theme())
    qtbot.addWidget(dialog)
    dialog.show()
    assert not dialog.balances["me"].isVisible()
    type_in(qtbot, dialog.first.edit, "2023-04")
    assert dialog.balances["me"].edit.text() == "800.00"  # 500 and three months of 100
    type_in(qtbot, dialog.balances["me"].edit, "8x")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert "请填" in dialog.fault.text()
    type_in(qtbot, dialog.balances["me"].edit, "790")
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert (format_month(household.case.from_), household.person.account.opening_balance) == ("2023-04", 790_00)


# ---- the balance


def test_the_balance_of_today_stands_apart_from_that_of_the_year_s_end(qtbot: QtBot, household: Session) -> None:
    cards = YearCards(household, Theme(), today=lambda: date(2023, 4, 20))
    qtbot.addWidget(cards)
    assert cards.account.title.text() == "个人账户余额（今天，2023年4月20日）"
    assert cards.account.number.text() == "¥900.00"  # 500 and four months of 100; the visit of May is to come
    end = household.computed.account.balance
    assert cards.account.note.text() == (
        f"2023年12月31日：{household.wording.yuan(end)}，含 2023-05 至 2023-12 尚未划入的 800.00"
    )


def test_what_is_still_to_come_is_in_no_figure_of_today(qtbot: QtBot, household: Session) -> None:
    cards = YearCards(household, Theme(), today=lambda: date(2023, 5, 20))
    panel = ExplainPanel(household, Theme(), today=lambda: date(2023, 5, 20))
    for made in (cards, panel):
        qtbot.addWidget(made)
    # Rizhao, level 2: of May's 3,000 the first 400 are one's own, and of 2,600 the fund pays 70%, 1,820. Of June's 900
    # it would pay 630, but for the cap of 2,000: 180.
    assert cards.pooled.title.text() == "统筹基金支付（截至今天）"
    assert cards.pooled.number.text() == "¥1,820.00"
    assert "还可支付 180.00" in cards.pooled.note.text()
    assert "加上尚未发生的 1 次就诊为 ¥2,000.00" in cards.pooled.note.text()
    assert cards.cash.number.text() == "¥180.00"  # 1,180 less the 1,000 that the account held by May
    assert "为 ¥900.00" in cards.cash.note.text()
    june = household.year_statement.visits[-1].id
    household.enter("", Entry("visits", june, "total"), "9o0", None)
    assert "；加上尚未发生的 1 次就诊为 ¥1,820.00；1 条未计入" in cards.pooled.note.text()
    household.undo()
    household.explain("cash")
    panel.copy_text()
    assert "900.00" not in QGuiApplication.clipboard().text()
    assert "180.00" in QGuiApplication.clipboard().text()


def test_a_year_that_is_over_has_the_balance_of_its_end(qtbot: QtBot, household: Session) -> None:
    cards = YearCards(household, Theme(), today=lambda: date(2026, 4, 20))
    qtbot.addWidget(cards)
    assert cards.account.title.text() == "个人账户余额（2023年12月31日）"
    assert cards.account.number.text() == f"¥{household.wording.yuan(household.computed.account.balance)}"


# ---- what is not counted


def test_a_visit_that_is_in_no_sum_is_said_beside_every_sum(qtbot: QtBot, household: Session) -> None:
    household.enter("", Entry("visits", "june", "total"), "9o0", None)
    cards, chart, what_if = YearCards(household, Theme()), ChartCard(household, Theme()), WhatIfCard(household, Theme())
    for made in (cards, chart, what_if):
        qtbot.addWidget(made)
        made.show()
    for card in (cards.pooled, cards.deductible, cards.cash):
        assert "1 条未计入" in card.note.text()
    assert chart.uncounted.text() == "1 条未计入"
    assert what_if.left_out.text().startswith("本年有 1 条就诊无法计算，未计入")
    assert what_if.left_out.isVisible()
    household.undo()
    assert "未计入" not in cards.pooled.note.text()
    assert not chart.uncounted.isVisible()


def test_nothing_computed_from_an_older_amount_stands_beside_a_rejected_one(qtbot: QtBot, household: Session) -> None:
    what_if = WhatIfCard(household, Theme())
    qtbot.addWidget(what_if)
    what_if.resize(400, 900)
    with qtbot.waitActive(what_if):
        what_if.show()
    assert what_if.rows[0].isVisible()
    type_in(qtbot, what_if.total.edit, "5o0")
    qtbot.keyClick(what_if.total.edit, Qt.Key.Key_Return)
    assert what_if.total.edit.text() == "5o0"
    assert not what_if.rows[0].isVisible()
    assert not what_if.verdict.isVisible()
    assert what_if.total.label.text() in what_if.faults.text()
    type_in(qtbot, what_if.total.edit, "500")
    qtbot.keyClick(what_if.total.edit, Qt.Key.Key_Return)
    assert what_if.rows[0].isVisible()
