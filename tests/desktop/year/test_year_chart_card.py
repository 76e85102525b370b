"""年内累计: the chart and its table say what the statement says, and lead to the explanation."""

import pytest
from driver.accessibility import unnamed, without_tip
from driver.clipping import clipped
from driver.screens import dressed, show
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from calculator.desktop.year.explanation_panel import ExplainPanel
from calculator.desktop.year.year_chart_card import ChartCard
from calculator.engine.year_moments import year_series
from calculator.ground.language import LANGUAGES, Language
from calculator.session.selected_explanation import told
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

KEY = Qt.Key


@pytest.fixture
def card(session: Session, qtbot: QtBot, qapp: object) -> ChartCard:
    return shown(session, Theme(), qtbot)


def shown(session: Session, theme: Theme, qtbot: QtBot, width: int = 720, height: int = 320) -> ChartCard:
    return show(qtbot, ChartCard(session, dressed(theme)), (width, height))


def rows(card: ChartCard) -> list[list[str]]:
    model = card.model
    columns = range(model.columnCount())
    return [[str(model.index(row, column).data()) for column in columns] for row in range(model.rowCount())]


def readings(card: ChartCard, qtbot: QtBot) -> list[str]:
    """Every sentence, from the first to the last, by keys."""
    plot = card.chart.plot
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(plot, KEY.Key_End)
    last = plot.current
    qtbot.keyClick(plot, KEY.Key_Home)
    read = [card.chart.readout.text()]
    while plot.current < last:
        qtbot.keyClick(plot, KEY.Key_Right)
        read.append(card.chart.readout.text())
    return read


def test_every_event_of_the_year_is_read_out(card: ChartCard, session: Session, qtbot: QtBot) -> None:
    read = readings(card, qtbot)
    moments = year_series(session.case, session.statement, session.library, "me", 2023).moments
    assert len(read) == len(moments)
    assert read[0] == "2023年1月1日：期初。统筹支付累计 0.00，账户余额 500.00，年度限额 2,000.00"
    assert read[4] == (
        "2023年3月5日：就诊（二级）；统筹支付 +112.00；个人账户 −448.00。"
        "统筹支付累计 112.00，账户余额 547.00，年度限额 2,000.00"
    )
    refused = next(sentence for sentence in read if "7月21日" in sentence)
    assert "不支付：住院期间（日政办发〔2022〕17号 二（三））" in refused
    uses = [sentence for sentence in read if "：个人账户：" in sentence]
    assert [sentence.partition("：")[0] for sentence in uses] == ["2023年10月20日", "2023年11月2日"]


def test_the_table_has_the_same_points(card: ChartCard, qtbot: QtBot) -> None:
    read = readings(card, qtbot)
    qtbot.mouseClick(card.as_table, Qt.MouseButton.LeftButton)
    assert card.table.isVisible()
    assert not card.chart.isVisible()
    found = rows(card)
    assert len(found) == len(read)
    assert found[4] == ["03-05", "就诊（二级）", "+112.00", "112.00", "−448.00", "547.00", "2,000.00"]
    assert next(row[:2] for row in found if row[0] == "07-21") == ["07-21", "就诊（二级） · 不予支付"]
    model = card.model
    assert [model.index(row, 1).data(Qt.ItemDataRole.ToolTipRole) for row in range(model.rowCount())] == read
    assert model.index(4, 3).data(Qt.ItemDataRole.AccessibleTextRole) == "统筹支付 累计 112.00"
    qtbot.keyClick(card.as_table, KEY.Key_Space)
    assert card.chart.isVisible()


def test_both_follow_an_edit(card: ChartCard, session: Session, qtbot: QtBot) -> None:
    session.edit_visit("less", "1", total=500_00)
    assert any("2023年3月5日：就诊（二级）；统筹支付 +42.00" in sentence for sentence in readings(card, qtbot))
    qtbot.mouseClick(card.as_table, Qt.MouseButton.LeftButton)
    session.undo()
    assert rows(card)[4][2] == "+112.00"
    session.select_person("father")
    assert rows(card)[0][5] == "820.50"


def test_a_hidden_card_follows_once_it_is_shown(card: ChartCard, session: Session, qtbot: QtBot) -> None:
    card.hide()
    session.select_person("father")
    with qtbot.waitActive(card):
        card.show()
        card.activateWindow()
    assert "账户余额 820.50" in readings(card, qtbot)[0]


def test_enter_on_a_visit_explains_it(card: ChartCard, session: Session, qtbot: QtBot) -> None:
    plot = card.chart.plot
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(plot, KEY.Key_Home)
    qtbot.keyClick(plot, KEY.Key_Return)
    assert session.visit_id is None  # a beginning is no visit
    for _step in range(4):
        qtbot.keyClick(plot, KEY.Key_Right)
    with qtbot.waitSignal(session.selected):
        qtbot.keyClick(plot, KEY.Key_Return)
    assert session.visit_id == "1"


def test_enter_in_the_table_explains_too(card: ChartCard, session: Session, qtbot: QtBot) -> None:
    qtbot.mouseClick(card.as_table, Qt.MouseButton.LeftButton)
    card.table.setFocus()
    card.table.selectRow(0)
    for _step in range(6):
        qtbot.keyClick(card.table, KEY.Key_Down)
    with qtbot.waitSignal(session.selected):
        qtbot.keyClick(card.table, KEY.Key_Return)
    assert session.visit_id == "3"


def test_the_visit_of_another_is_not_explained_here(card: ChartCard, session: Session, qtbot: QtBot) -> None:
    session.edit_visit("let me pay", "4", pay_from_account=("me",))
    place = next(n for n, sentence in enumerate(readings(card, qtbot)) if "配偶就诊（一级）；个人账户 −" in sentence)
    card.chart.activated.emit(place)
    assert session.visit_id is None


def test_another_cap_is_said(session: Session, qtbot: QtBot, qapp: object) -> None:
    import datetime

    session.select_person("spouse")
    session.edit_person("retire", retirement_date=datetime.date(2023, 6, 20))
    card = shown(session, Theme(), qtbot)
    read = [sentence for sentence in readings(card, qtbot) if "限额变动" in sentence]
    assert len(read) == 1
    assert read[0].startswith("2023年7月1日：年度限额变动")
    assert read[0].endswith("年度限额 2,500.00")


def test_a_limit_on_costs_is_named_so(session: Session, qtbot: QtBot, qapp: object) -> None:
    chosen = {"xian": {"cap-basis": "expense"}}
    session.edit("read otherwise", session.case.model_copy(update={"readings": chosen}))
    session.select_person("spouse")
    card = shown(session, Theme(), qtbot)
    from PySide6.QtWidgets import QLabel

    said = [label.text() for label in card.findChildren(QLabel)]
    assert any("按政策范围内费用计" in text for text in said)
    assert "政策范围内费用累计" in said  # the line that runs up to it
    year, visits = session.year_statement, session.year_statement.visits
    assert year.expense_to_date
    assert f"政策范围内费用累计 {session.wording.yuan(year.expense_to_date)}" in readings(card, qtbot)[-1]
    qtbot.mouseClick(card.as_table, Qt.MouseButton.LeftButton)
    heads = [card.model.heading(column).replace("\n", "") for column in range(card.model.columnCount())]
    assert heads[-2:] == ["政策范围内费用累计", "年度限额（按费用计）"]
    first = next(row for row in rows(card) if row[1].startswith("就诊"))
    assert first[-2] == session.wording.yuan(visits[0].in_scope)


def test_every_control_has_a_name_and_a_tip(card: ChartCard, qtbot: QtBot) -> None:
    qtbot.mouseClick(card.as_table, Qt.MouseButton.LeftButton)
    assert unnamed(card) == []
    assert without_tip(card) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("width", [300, 720])
def test_nothing_is_clipped(
    language: Language, percent: int, width: int, session: Session, qtbot: QtBot, qapp: object
) -> None:
    told = Session(session.case, session.library, Wording(language, grouped=True))
    card = shown(told, Theme(percent=percent), qtbot, width * percent // 100, 320)
    card.chart.plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: clipped(card) == [])
    qtbot.mouseClick(card.as_table, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: clipped(card) == [])


def test_a_month_of_the_account_is_explained(card: ChartCard, session: Session, qtbot: QtBot) -> None:
    panel = ExplainPanel(session, Theme())
    qtbot.addWidget(panel)
    plot = card.chart.plot
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(plot, KEY.Key_End)
    while "按月划入" not in card.chart.readout.text():
        qtbot.keyClick(plot, KEY.Key_Left)
    with qtbot.waitSignal(session.selected):
        qtbot.keyClick(plot, KEY.Key_Return)
    month = session.computed.account.months[-1]
    assert panel.title.text() == "2023-12 账户有哪些变动？"
    panel.copy.click()
    text = QGuiApplication.clipboard().text()
    assert session.wording.yuan(month.balance) in text
    assert "三（一） · 自2023年1月1日起施行" in text


def test_what_an_account_paid_leads_to_its_month(card: ChartCard, session: Session, qtbot: QtBot) -> None:
    panel = ExplainPanel(session, Theme())
    qtbot.addWidget(panel)
    card.as_table.click()
    paid = {"family_visit", "use"}
    model = card.model
    row = next(row for row in range(model.rowCount()) if model.moment(row).kind in paid)
    moment = model.moment(row)
    card.table.setFocus()
    card.table.setCurrentIndex(model.index(row, 0))
    with qtbot.waitSignal(session.selected):
        qtbot.keyClick(card.table, KEY.Key_Return)
    said = [step.heading for step in told(session, moment.day).lines]
    what = f"{session.wording.day(moment.day)} {model.index(row, 1).data()} −"
    assert any(heading.startswith(what) for heading in said), said
