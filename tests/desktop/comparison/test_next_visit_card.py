"""下一次去哪里看更省？ by keys: amounts and a date in, the places side by side out."""

from datetime import date
from functools import partial
from typing import Any

import pytest
from driver.accessibility import tab_order, unnamed, without_tip
from driver.clipping import clipped
from driver.hands import enter
from driver.screens import dressed, first_made, show
from PySide6.QtCore import QDate, Qt
from pytestqt.qtbot import QtBot

from calculator.case.case import Case
from calculator.desktop.comparison.next_visit_card import WhatIfCard
from calculator.desktop.shell.household_window import MainWindow
from calculator.ground.language import LANGUAGES, Language
from calculator.ground.months import Month, month_at
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.whatif.next_visit import Bill, Outlook, next_visit, outlook
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

KEY = Qt.Key


def shown(
    session: Session,
    qtbot: QtBot,
    theme: Theme | None = None,
    size: tuple[int, int] = (320, 640),
    today: date | None = None,
) -> WhatIfCard:
    return show(qtbot, WhatIfCard(session, dressed(theme), today=None if today is None else lambda: today), size)


@pytest.fixture
def card(session: Session, qtbot: QtBot, qapp: object) -> WhatIfCard:
    return shown(session, qtbot)


def counted(monkeypatch: pytest.MonkeyPatch) -> list[Bill]:
    """The bills that are computed from now on."""
    bills: list[Bill] = []

    def watched(case: Case, library: Library, person: str, day: date, bill: Bill, **more: Any) -> Outlook:
        bills.append(bill)
        return outlook(case, library, person, day, bill, **more)

    monkeypatch.setattr("calculator.desktop.comparison.next_visit_card.outlook", watched)
    return bills


def personal(card: WhatIfCard) -> list[str]:
    return [row.personal.text() for row in card.rows]


def test_the_places_stand_side_by_side_with_the_cheapest_marked(card: WhatIfCard) -> None:
    # After 1,132.00 of 2,000.00, with the deductible of every level used: 80%, 70% and 60% of 500.00.
    assert [row.place.text() for row in card.rows] == ["一级 ✓ 最省", "二级", "三级", "药店（二级）"]
    assert personal(card) == ["个人负担 100.00", "个人负担 150.00", "个人负担 200.00", "个人负担 500.00"]
    assert card.verdict.text() == "一级比三级少负担 100.00 元。"
    assert card.rows[0].details.text().splitlines() == [
        "统筹支付 400.00 · 扣起付标准 0.00",
        "账户支付 100.00 · 现金 0.00",
        "此后起付标准还剩 0.00，限额还剩 468.00",
    ]
    assert "日政办发〔2022〕17号 二（五）" in card.rows[3].details.text()
    assert card.thresholds.text().splitlines()[0] == "一级：从第一元起统筹支付；到 1,085.00 元达年度限额。"


def test_an_amount_is_computed_once_it_is_entered(
    card: WhatIfCard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = counted(monkeypatch)
    enter(card.total, "1,200")
    assert [bill.total for bill in computed] == [1200_00]
    enter(card.out, "200")
    assert [bill.out_of_catalogue for bill in computed] == [0, 200_00]
    # 868.00 are left of the cap: at level 1 that is less than 80% of 1,000.00 … and so the cap is not met.
    assert personal(card)[:3] == ["个人负担 400.00", "个人负担 500.00", "个人负担 600.00"]


def test_an_earlier_day_has_the_deductible_still_to_be_met(card: WhatIfCard, qtbot: QtBot) -> None:
    enter(card.day, "3-1")
    assert card.day.edit.text() == "2023-03-01"
    assert personal(card)[:3] == ["个人负担 340.00", "个人负担 430.00", "个人负担 500.00"]
    assert card.thresholds.text().splitlines() == [
        "一级：超过 300.00 元的部分起统筹支付；到 2,800.00 元达年度限额。",
        "二级：超过 400.00 元的部分起统筹支付；到 3,257.14 元达年度限额。",
        "三级：超过 500.00 元的部分起统筹支付；到 3,833.33 元达年度限额。",
    ]
    assert "此后起付标准还剩 0.00" in card.rows[2].details.text()
    enter(card.day, "")
    qtbot.keyClick(card.day.edit, KEY.Key_Backspace)
    qtbot.keyClick(card.day.edit, KEY.Key_Return)
    assert card.day.edit.text() == "2023-09-09"


def test_all_of_the_deductible_is_the_same_anywhere(card: WhatIfCard, qtbot: QtBot) -> None:
    enter(card.day, "3-1")
    enter(card.total, "200")
    assert card.verdict.text() == "凡纳入统筹之处，个人负担相同：200.00 元。"
    assert not any("✓" in row.place.text() for row in card.rows)


@pytest.mark.parametrize("text", ["lots", "-5", "1.234"])
def test_what_cannot_be_read_stays_and_is_explained(card: WhatIfCard, qtbot: QtBot, text: str) -> None:
    before = personal(card)
    enter(card.total, text)
    assert card.total.edit.text() == text
    assert card.total.faulty
    assert "1,200.50" in card.total.note.text()
    assert personal(card) == before


def test_parts_beyond_the_total_name_the_field(card: WhatIfCard, qtbot: QtBot) -> None:
    enter(card.out, "600")
    assert card.faults.isVisible()
    assert card.faults.text().startswith("预计总费用（元）")
    assert "600.00" in card.faults.text()
    assert not card.verdict.isVisible()
    assert not card.rows[0].isVisible()
    assert card.out.edit.text() == "600.00"
    enter(card.total, "700")
    assert not card.faults.isVisible()
    assert card.rows[0].isVisible()


@pytest.mark.parametrize("day", ["2022-12-31", "2025-01-01"])
def test_a_day_outside_is_refused_with_what_is_expected(card: WhatIfCard, qtbot: QtBot, day: str) -> None:
    enter(card.day, day)
    assert card.day.edit.text() == day
    assert card.faults.text().startswith("就诊日期")
    assert "2023-01" in card.faults.text()


def test_a_visit_in_the_year_after_begins_anew(card: WhatIfCard, qtbot: QtBot) -> None:
    enter(card.day, "2024-02-01")
    assert not card.faults.isVisible()
    assert "超过 300.00 元" in card.thresholds.text()


def test_it_follows_the_session_soon(card: WhatIfCard, session: Session, qtbot: QtBot) -> None:
    session.select_person("father")
    qtbot.waitUntil(lambda: card.day.edit.text() == "2023-11-14")
    assert card.verdict.text() == "凡纳入统筹之处，个人负担相同：500.00 元。"
    assert card.thresholds.text() == "已达年度限额，本年统筹基金不再支付。"
    session.edit_person("move", region="gansu")
    qtbot.waitUntil(lambda: "甘政办发" in card.verdict.text())
    assert not card.rows[0].isVisible()
    # Without the city's figures: up to 300 of deductible and about 65% of 500, which is a range and said to be one.
    assert "这是范围，不是结果" in card.verdict.text()
    assert "130.00 至 325.00" in card.verdict.text()
    session.undo()
    qtbot.waitUntil(card.rows[0].isVisible)


def test_many_edits_are_one_computation(
    card: WhatIfCard, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    computed = counted(monkeypatch)
    for total in (100_00, 200_00, 300_00):
        session.edit_visit("change", "1", total=total)
    qtbot.waitUntil(lambda: len(computed) == 1)
    card.hide()
    session.undo()
    session.redo()
    card.show()
    assert len(computed) == 2


def test_today_is_offered_where_it_lies_in_the_year(session: Session, qtbot: QtBot, qapp: object) -> None:
    assert shown(session, qtbot, today=date(2023, 10, 3)).day.edit.text() == "2023-10-03"
    assert shown(session, qtbot, today=date(2024, 1, 3)).day.edit.text() == "2023-09-09"


def test_without_visits_the_first_day_is_offered(session: Session, qtbot: QtBot, qapp: object) -> None:
    session.edit("clear", session.case.model_copy(update={"visits": ()}))
    assert shown(session, qtbot).day.edit.text() == "2023-01-01"


def test_another_year_asks_for_its_own_day(session: Session, qtbot: QtBot, qapp: object) -> None:
    session.edit_visit("later", "9", date=date(2024, 5, 6))
    card = shown(session, qtbot)
    enter(card.day, "3-1")
    session.select_year(2024)
    qtbot.waitUntil(lambda: card.day.edit.text() == "2024-05-06")


def test_everything_is_reached_and_named(card: WhatIfCard) -> None:
    card.total.edit.setFocus()
    order = tab_order(card)
    assert order[:3] == [card.total.edit, card.out.edit, card.day.edit]
    assert set(card.rows) <= set(order)
    assert unnamed(card) == []
    assert without_tip(card) == []
    first = card.rows[0]
    assert (first.accessibleName(), first.accessibleDescription()) == (
        "一级 ✓ 最省；个人负担 100.00",
        first.details.text(),
    )
    assert first.bar.accessibleName() == "总费用 500.00，统筹支付 400.00"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("width", [280, 900])
def test_nothing_is_clipped(
    language: Language, percent: int, width: int, session: Session, qtbot: QtBot, qapp: object
) -> None:
    told = Session(session.case, session.library, Wording(language, grouped=True))
    card = shown(told, qtbot, Theme(percent=percent), (width * percent // 100, 500))
    qtbot.waitUntil(lambda: clipped(card) == [])
    enter(card.total, "1234567.89")
    qtbot.waitUntil(lambda: clipped(card) == [])


def test_what_is_shown_is_what_was_computed(card: WhatIfCard, session: Session) -> None:
    options = next_visit(session.case, session.library, "me", date(2023, 9, 9), Bill(500_00))
    for row, option in zip(card.rows, options, strict=True):
        assert f"{option.settlement.personal or 0:d}"[:-2] in row.personal.text()


def test_every_part_of_a_bill_can_be_said(card: WhatIfCard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    computed = counted(monkeypatch)
    assert not any(field.isVisible() for field in card.rare.values())
    assert "先行自付" in card.fold.accessibleName()
    card.fold.setFocus()
    qtbot.keyClick(card.fold, KEY.Key_Space)
    for name, typed in (("over_price_limit", "20"), ("first_self_pay", "30"), ("paid_elsewhere", "50")):
        assert card.rare[name].isVisible()
        enter(card.rare[name], typed)
    assert computed[-1] == Bill(500_00, 0, 20_00, 30_00, 50_00)
    # 400.00 are in scope: 80% of them are paid at level 1, and 50.00 were paid by another scheme.
    assert personal(card)[0] == "个人负担 130.00"
    enter(card.out, "401")
    assert "501.00" in card.faults.text()


def test_the_window_offers_today_in_the_year_that_is_shown(session: Session, qtbot: QtBot) -> None:
    before = QDate.currentDate().toPython()
    assert isinstance(before, date)
    january = month_at(before.year, 1)
    case = session.case.model_copy(
        update={"visits": (), "account_uses": (), "from_": january, "through": Month(january + 11)}
    )
    window = first_made(partial(MainWindow, Session(case, session.library, session.wording)))
    qtbot.addWidget(window)
    window.complete()
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    qtbot.keyClick(window, KEY.Key_7, Qt.KeyboardModifier.AltModifier)
    card = window.answers.page(2)
    assert isinstance(card, WhatIfCard)
    qtbot.waitUntil(card.isVisible)
    if QDate.currentDate().toPython() == before:  # unless midnight has just passed
        assert card.day.edit.text() == before.isoformat()
