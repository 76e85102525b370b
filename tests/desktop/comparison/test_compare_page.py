"""比较 by keys: kinds, people, regions and years in, sides and a curve side by side out."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from driver.accessibility import controls_for_tab, tab_order, unnamed, without_tip
from driver.clipping import clipped
from driver.hands import enter
from driver.screens import dressed, settle, show
from pdf_files import text_of
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calculator.case.case import Case
from calculator.desktop.comparison.compare_page import ComparePage
from calculator.desktop.paper.print_dialog import PaperDialog
from calculator.desktop.policies.policy_desk import PolicyDesk
from calculator.engine.compute import compute
from calculator.files.example_household import example_case
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.whatif.comparison import Question, sums_of
from calculator.whatif.comparison_words import ComparisonWords
from calculator.widgets.theme import Theme, dress
from calculator.words.wording import Wording

KEY = Qt.Key


def shown(session: Session, qtbot: QtBot, theme: Theme | None = None) -> ComparePage:
    return show(qtbot, ComparePage(session, dressed(theme), today=lambda: date(2024, 1, 15)), (1280, 720))


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> ComparePage:
    return shown(session, qtbot)


def choose(qtbot: QtBot, page: ComparePage, kind: str) -> None:
    """Press the button of a kind with the keyboard."""
    button = page.choices.kind.button(kind)
    button.setFocus()
    qtbot.keyClick(button, KEY.Key_Space)


def column(page: ComparePage, name: str) -> dict[str, str]:
    """A side of the table by the names of its rows."""
    model = page.comparison.table.texts
    names = [str(model.headerData(place, Qt.Orientation.Horizontal)) for place in range(model.columnCount())]
    place = names.index(name)
    return {str(model.index(row, 0).data()): str(model.index(row, place).data()) for row in range(model.rowCount())}


def sides(page: ComparePage) -> list[str]:
    told = page.told
    assert isinstance(told, ComparisonWords)
    return told.names()


# ---- regions


def test_at_first_the_regions_stand_side_by_side_as_the_engine_says(page: ComparePage, session: Session) -> None:
    assert sides(page)[0] == "日照市"
    assert len(sides(page)) == 5
    told = page.told
    assert isinstance(told, ComparisonWords)
    for side in told.comparison.sides:
        sums = sums_of(side.case, compute(side.case, session.library), 2023, "me")
        figures = column(page, told.name(side))
        if sums.refused < sums.visits:
            assert figures["统筹基金支付"] == session.wording.yuan(sums.pooled)
            assert figures["账户期末余额"] == session.wording.yuan(sums.balance)
        else:
            assert figures["统筹基金支付"] == "未能计算"
    assert page.comparison.verdict.text() == (
        "统筹支付最多的是日照市（1,132.00 元），比二连浩特市多 111.50 元。有就诊无法计算、未参加比较的：甘肃省。"
    )


def test_ones_own_region_shows_what_the_window_shows(page: ComparePage, session: Session) -> None:
    year = next(one for one in session.statement.people[0].years if one.year == 2023)
    assert column(page, "日照市")["账户期末余额"] == session.wording.yuan(year.account.balance)
    assert page.comparison.whose.text() == "本人（换到各个地区，家里其他人不动）"


def test_a_region_is_taken_out_and_another_typed_in(page: ComparePage, qtbot: QtBot) -> None:
    regions = page.choices.regions
    assert not regions.adding.isVisible(), "five are the most"
    for region in ("xian", "nanchang", "erenhot"):
        button = regions.button(region)
        button.setFocus()
        qtbot.keyClick(button, KEY.Key_Space)
    assert sides(page) == ["日照市", "甘肃省"]
    assert QApplication.focusWidget() is regions.button("gansu"), "the focus goes on to what remains"
    qtbot.keyClick(regions.button("gansu"), KEY.Key_Space)
    assert page.said.text() == "比较至少需要两个地区。"
    assert page.told is None
    assert not page.print.isEnabled()
    assert regions.adding.edit.placeholderText() == "添加地区"
    regions.adding.edit.setFocus()
    qtbot.keyClicks(regions.adding.edit, "nc")
    qtbot.keyClick(regions.adding.edit, KEY.Key_Return)
    assert sides(page) == ["日照市", "南昌市"]
    assert regions.adding.edit.text() == ""


def test_what_a_region_needs_is_said(page: ComparePage) -> None:
    told = page.told
    assert isinstance(told, ComparisonWords)
    gansu = next(side for side in told.comparison.sides if side.key == "gansu")
    assert "需要填写该市的起付标准" in told.notes(gansu)[0]
    assert "第七条" in told.notes(gansu)[0]
    assert page.comparison.doubts.isVisibleTo(page)


def test_why_they_differ_names_the_rule_and_both_clauses(page: ComparePage) -> None:
    told = page.told
    assert isinstance(told, ComparisonWords)
    lines = told.lines(next(place for place, side in enumerate(told.comparison.sides) if side.key == "nanchang"))
    deductible = next(line for line in lines if line.heading.startswith("起付标准"))
    assert "日照市：日政办发〔2022〕17号 二（二）" in deductible.clause
    assert (
        "南昌市：《南昌市职工基本医疗保险门诊共济保障机制实施细则（征求意见稿）》起草说明 四（二）1"
        in deductible.clause
    )


# ---- the other kinds


def test_the_reform_of_the_whole_household(page: ComparePage, qtbot: QtBot) -> None:
    choose(qtbot, page, "reform")
    person = page.choices.person
    person.setFocus()
    qtbot.keyClick(person, KEY.Key_Home)
    assert page.comparison.whose.text() == "全家"
    assert column(page, "改革前")["统筹基金支付"] == "0.00"
    assert column(page, "改革后")["统筹基金支付"] == "3,261.50"


def test_in_work_and_retired_is_asked_of_one_person(page: ComparePage, qtbot: QtBot) -> None:
    choose(qtbot, page, "status")
    assert sides(page) == ["在职", "退休"]
    names = [page.choices.person.itemText(place) for place in range(page.choices.person.count())]
    assert "全家" not in names
    assert column(page, "退休")["起付标准（一级/二级/三级）"] == "200 / 300 / 400"


def test_two_years_are_typed_and_nonsense_stays(page: ComparePage, qtbot: QtBot) -> None:
    choose(qtbot, page, "years")
    assert sides(page) == ["2023年度", "2024年度"]
    enter(page.choices.second, "2022")
    assert sides(page) == ["2023年度", "2022年度"]
    assert column(page, "2022年度")["统筹基金支付"] == "0.00"
    enter(page.choices.second, "20x4")
    assert page.choices.second.faulty
    assert page.choices.second.edit.text() == "20x4"
    enter(page.choices.second, "2023")
    assert page.said.text() == "比较需要两个不同的年度。"


# ---- bars and curve


def test_the_bars_are_read_out_by_keys_and_mouse(page: ComparePage, qtbot: QtBot) -> None:
    bars = page.comparison.bars
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    assert page.comparison.readout.text() == "日照市 · 统筹基金支付 1,132.00"
    qtbot.keyClick(bars, KEY.Key_Down)
    assert bars.accessibleDescription() == page.comparison.readout.text() == "日照市 · 就诊账户支付 1,263.00"
    qtbot.keyClick(bars, KEY.Key_End)
    assert bars.current == 19
    qtbot.keyClick(bars, KEY.Key_Down)
    assert bars.current == 19
    qtbot.keyClick(bars, KEY.Key_Home)
    assert bars.current == 0
    page.resize(1280, 2000)
    settle()
    qtbot.mouseMove(bars, QPoint(40, bars.height() - 30))
    assert page.comparison.readout.text().startswith(sides(page)[-1])
    QApplication.sendEvent(bars, QEvent(QEvent.Type.Leave))
    bars.clearFocus()
    assert page.comparison.readout.text() == "用鼠标或方向键逐条读出。"


def test_the_curve_is_read_out_and_stands_in_a_table(page: ComparePage, qtbot: QtBot) -> None:
    choose(qtbot, page, "curve")
    plot, readout = page.curve.chart.plot, page.curve.chart.readout
    plot.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(plot, KEY.Key_Home)
    read = [readout.text()]
    for _stop in range(page.curve.table.texts.rowCount() - 1):
        qtbot.keyClick(plot, KEY.Key_Right)
        read.append(readout.text())
    assert "政策范围内费用 2,800.00：一级个人负担 800.00（封顶）；二级个人负担 1,120.00；三级个人负担 1,420.00" in read
    texts = page.curve.table.texts
    rows = [[str(texts.index(row, place).data()) for place in range(4)] for row in range(texts.rowCount())]
    assert len(set(read)) == len(rows)
    assert ["300.00", "300.00（起付线）", "300.00", "300.00"] in rows


def test_the_curve_of_another_region_and_day(page: ComparePage, qtbot: QtBot) -> None:
    choose(qtbot, page, "curve")
    page.choices.region.edit.setFocus()
    page.choices.region.edit.selectAll()
    qtbot.keyClicks(page.choices.region.edit, "gansu")
    qtbot.keyClick(page.choices.region.edit, KEY.Key_Return)
    assert not page.curve.chart.isVisible()
    assert "第七条" in page.curve.notes.text()
    enter(page.choices.day, "2022-12-31")
    assert "2023年1月1日" in page.curve.notes.text()


def test_the_bar_that_is_read_out_is_brought_into_view(page: ComparePage, qtbot: QtBot) -> None:
    bars = page.comparison.bars
    bars.setFocus(Qt.FocusReason.TabFocusReason)
    for key in (KEY.Key_End, KEY.Key_Home):
        qtbot.keyClick(bars, key)
        assert bars.visibleRegion().contains(bars.current_row)


# ---- following


def test_an_edit_elsewhere_is_followed_when_the_page_is_seen(page: ComparePage, session: Session) -> None:
    before = page.comparison.verdict.text()
    page.hide()
    session.remove_visits("", {visit.id for visit in session.case.visits})
    assert page.comparison.verdict.text() == before
    page.show()
    assert page.comparison.verdict.text() == "统筹支付相同：0.00 元。"
    session.undo()
    assert page.comparison.verdict.text() == before


def of_many_visits(library: Library) -> Case:
    case = example_case(library)
    visits = [case.visits[number % len(case.visits)].model_copy(update={"id": f"n{number}"}) for number in range(400)]
    return case.model_copy(update={"visits": tuple(visits)})


def test_many_visits_are_compared_beside_the_window(library: Library, qtbot: QtBot) -> None:
    page = shown(Session(of_many_visits(library), library, Wording("zh")), qtbot)
    qtbot.waitUntil(lambda: page.told is not None)
    assert not page.busy
    choose(qtbot, page, "reform")
    assert page.busy
    assert page.said.text() == "正在计算…"
    page.hide()
    assert not page.busy, "what nobody sees is not computed"
    page.show()
    qtbot.waitUntil(lambda: page.told is not None)
    assert sides(page) == ["改革前", "改革后"]


# ---- on paper


@pytest.mark.parametrize("kind", ["regions", "curve"])
def test_what_is_shown_is_printed(page: ComparePage, kind: str, qtbot: QtBot, tmp_path: Path) -> None:
    choose(qtbot, page, kind)
    qtbot.mouseClick(page.print, Qt.MouseButton.LeftButton)
    dialog = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, PaperDialog))
    qtbot.waitUntil(lambda: not dialog.busy and dialog.view.paper is not None)
    target = tmp_path / "比较.pdf"
    dialog.save_to(target)
    qtbot.waitUntil(lambda: not dialog.busy)
    told = page.told
    assert told is not None
    text = "".join(text_of(target).split())
    assert "".join(told.title().split()) in text
    for word in ("二连浩特市", "1,132.00", "为什么不同") if kind == "regions" else ("封顶", "2,800.00", "起付线"):
        assert word in text
    dialog.close()


# ---- in the policy desk


def test_in_the_policy_desk_enter_takes_what_was_typed(
    session: Session, qtbot: QtBot, qapp: object, tmp_path: Path
) -> None:
    dress(qapp, Theme())  # type: ignore[arg-type]
    pages = [("比较", lambda: ComparePage(session, Theme()))]
    desk = PolicyDesk(session, Theme(), data=tmp_path, today=date(2024, 1, 15), pages=pages)
    desk.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(desk)
    with qtbot.waitActive(desk):
        desk.show()
        desk.activateWindow()
    desk.turn_to(2)
    page = desk.tabs.page(2)
    assert isinstance(page, ComparePage)
    choose(qtbot, page, "years")
    enter(page.choices.second, "2022")
    assert sides(page) == ["2023年度", "2022年度"]
    choose(qtbot, page, "regions")
    qtbot.keyClick(page.choices.regions.button("gansu"), KEY.Key_Space)
    page.choices.regions.adding.edit.setFocus()
    qtbot.keyClicks(page.choices.regions.adding.edit, "gs")
    qtbot.keyClick(page.choices.regions.adding.edit, KEY.Key_Return)
    assert sides(page)[-1] == "甘肃省"
    assert desk.isVisible()
    assert not [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, PaperDialog)]
    settle()
    assert clipped(desk) == []


# ---- for everyone


@pytest.mark.parametrize("kind", ["regions", "reform", "years", "curve"])
@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_clipped(
    library: Library, language: Language, percent: int, kind: str, qtbot: QtBot, qapp: object
) -> None:
    session = Session(example_case(library), library, Wording(language, grouped=True))
    page = shown(session, qtbot, Theme(percent=percent))
    choose(qtbot, page, kind)
    settle()
    assert (page.width(), page.height()) == (1280, 720)
    found = clipped(page)
    assert not found, "\n".join(found)


@pytest.mark.parametrize("kind", ["regions", "years", "curve"])
def test_everything_has_a_name_and_tab_reaches_it(page: ComparePage, kind: str, qtbot: QtBot) -> None:
    choose(qtbot, page, kind)
    assert unnamed(page) == []
    assert without_tip(page) == []
    reached = tab_order(page)
    assert [control for control in controls_for_tab(page) if control not in reached] == []


def test_the_question_is_what_was_chosen(page: ComparePage, qtbot: QtBot) -> None:
    ask: Callable[[], Question | None] = page.choices.question
    assert ask() == Question("regions", 2023, "me", page.choices.regions.regions)
    choose(qtbot, page, "status")
    assert ask() == Question("status", 2023, "me")
    choose(qtbot, page, "curve")
    assert ask() is None


def test_no_curve_of_an_older_day_or_region_stands_beside_one_that_cannot_be_read(
    qtbot: QtBot, page: ComparePage
) -> None:
    choose(qtbot, page, "curve")
    assert page.curve.isVisible()
    for edit, wrong, right in (
        (page.choices.day.edit, "2023-13-01", "2023-06-30"),
        (page.choices.region.edit, "lhasa", "xa"),
        (page.choices.region.edit, "lhasa", "xa"),  # the one that stands there already
    ):
        edit.setFocus()
        edit.selectAll()
        qtbot.keyClicks(edit, wrong)
        qtbot.keyClick(edit, KEY.Key_Return)
        assert not page.curve.isVisible()
        assert page.said.text().startswith("无法识别：")
        assert page.told is None
        edit.selectAll()
        qtbot.keyClicks(edit, right)
        qtbot.keyClick(edit, KEY.Key_Return)
        assert page.curve.isVisible()
    choose(qtbot, page, "years")
    first = page.choices.first.edit
    first.setFocus()
    first.selectAll()
    qtbot.keyClicks(first, "20x3")
    qtbot.keyClick(first, KEY.Key_Return)
    assert not page.comparison.isVisible()
    assert page.choices.first.label.text() in page.said.text()
    choose(qtbot, page, "regions")  # on which the year does not bear
    assert page.comparison.isVisible()
