"""The counter: the answer of each region, how few keys it takes, and that nothing of one person is left."""

import os
import re
import tempfile
from datetime import date
from pathlib import Path

import pytest
from driver.hands import CTRL, KEY, click, enter, press, say, type_in
from driver.screens import dressed, settle, show
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from calculator.case.case import Case
from calculator.desktop.counter.counter_page import CounterPage
from calculator.desktop.policies.rule_dialog import RuleDialog
from calculator.files.hall_settings import DEFAULT, Defaults, HallSettings, Kept, PaperSettings
from calculator.ground.language import LANGUAGES, Language
from calculator.ground.progress import Steps
from calculator.policy.library import Library
from calculator.printing.paper import Paper
from calculator.words.wording import Wording

ASKED = "3 3000 500"
MOST_KEYS = 12
CITY = {
    "deductible": {"level1": "300", "level2": "300", "level3": "300"},
    "rate": {"level1": "0.60", "level2": "0.60", "level3": "0.55"},
    "retired_uplift": "0.05",
    "cap": "3000",
}
ANSWERS = {
    "erenhot": "¥1,800.00",  # 3,000 × 60%, the deductible used up before
    "nanchang": "¥1,300.00",  # 3,000 × 50% = 1,500; the cap of 1,800 leaves 1,300
    "xian": "¥1,500.00",  # 3,000 × 60% = 1,800; the cap of 2,000 leaves 1,500
    "gansu": "¥1,650.00",  # 3,000 × 55%, by the figures of the office's city
    "rizhao": "¥1,500.00",  # 3,000 × 60% = 1,800; the cap of 2,000 leaves 1,500
}


def hall(region: str | None, *, allowed: bool = True) -> HallSettings:
    defaults: dict[str, object] = {"region": region, "year": 2023, "fixed_region": region is not None}
    if region == "gansu":
        defaults["city"] = CITY
    return DEFAULT.model_copy(
        update={"defaults": Defaults.model_validate(defaults), "households": Kept(allowed=allowed)}
    )


@pytest.fixture
def counter(library: Library, qtbot: QtBot) -> CounterPage:
    return counter_of(library, qtbot, "erenhot")


def counter_of(library: Library, qtbot: QtBot, region: str | None, *, allowed: bool = True) -> CounterPage:
    theme = dressed()
    settings = hall(region, allowed=allowed)
    page = CounterPage(library, Wording("zh", grouped=True), theme, settings, today=lambda: date(2023, 6, 30))
    show(qtbot, page, (1280, 720))
    page.form.line.setFocus()
    return page


@pytest.mark.parametrize("region", ANSWERS)
def test_the_answer_in_at_most_twelve_keys_from_the_answer_before(region: str, library: Library, qtbot: QtBot) -> None:
    page = counter_of(library, qtbot, region)
    say("2 77")
    assert page.answer.isVisible()
    keys = [KEY.Key_Escape, *ASKED]
    assert len(keys) <= MOST_KEYS
    press(*keys)
    assert page.answer.pooled.text() == ANSWERS[region]
    shown = page.answer.lines.text()
    assert "此前已报 500.00" in shown
    assert page.steps.findChildren(type(page.answer.lines))
    assert [row.isVisible() for row in page.rows] == [True] * 4


def test_the_line_may_name_another_region_where_none_is_fixed(library: Library, qtbot: QtBot) -> None:
    page = counter_of(library, qtbot, None)
    say(ASKED)
    assert page.form.fault.text() == "还缺：地区"
    press(KEY.Key_Escape)
    say("nc 3 3000 500")
    assert page.answer.pooled.text() == ANSWERS["nanchang"]
    press(KEY.Key_Escape)
    say("gs 3 3000 500")
    missing, ranged = page.form.fault.text().split("\n")
    assert missing == "还缺：本市标准"
    assert "这是范围，不是结果" in ranged
    assert "1,620.00 至 1,800.00" in ranged
    assert not page.answer.isVisible()
    say(" zf 1000")  # of 2,000 in scope: (2,000 − 300) × 60% to 2,000 × 60%
    assert "1,020.00 至 1,200.00" in page.form.fault.text()


def test_what_stands_wrong_leaves_no_answer_of_what_was_there_before(counter: CounterPage) -> None:
    say(ASKED)
    assert counter.answer.isVisible()
    say(" 7")
    assert counter.form.fault.text() == "无法识别：7"
    assert not counter.answer.isVisible()
    press(KEY.Key_Backspace, KEY.Key_Backspace)
    assert counter.answer.pooled.text() == ANSWERS["erenhot"]


def test_no_older_figure_stands_beside_a_region_or_a_day_that_cannot_be_read(library: Library, qtbot: QtBot) -> None:
    page = counter_of(library, qtbot, None)
    type_in(page.standing.region, "rz", KEY.Key_Return)
    page.form.line.setFocus()
    say(ASKED)
    assert page.answer.pooled.text() == ANSWERS["rizhao"]
    for field, typed, name in ((page.standing.region, "lhasa", "参保地"), (page.standing.day, "5-32", "就诊日期")):
        before = field.edit.text()
        enter(field, typed)
        assert not page.answer.isVisible()
        assert page.form.fault.text() == f"无法识别：{name}"
        enter(field, before)
        assert page.answer.isVisible()
        assert page.answer.pooled.text() == ANSWERS["rizhao"]


def test_no_older_figure_stands_beside_a_figure_of_the_city_that_cannot_be_read(library: Library, qtbot: QtBot) -> None:
    page = counter_of(library, qtbot, "gansu")
    say(ASKED)
    assert page.answer.pooled.text() == ANSWERS["gansu"]
    page.standing.fold.click()
    cap = next(edit for edit in page.standing.findChildren(QLineEdit) if edit.text() == "3,000.00")
    before = cap.text()
    enter(cap, "三千块多")
    assert not page.answer.isVisible()
    assert page.form.fault.text() == "无法识别：本市的标准"
    enter(cap, before)
    assert page.answer.pooled.text() == ANSWERS["gansu"]


def test_parts_are_one_key_away_and_the_balance_splits_account_and_cash(counter: CounterPage) -> None:
    say("3 3000 500")
    assert "填写账户余额后" in counter.answer.lines.text()
    press(KEY.Key_Tab, KEY.Key_Tab)
    say("1000")  # out of catalogue: 2,000 in scope × 60%
    assert counter.answer.pooled.text() == "¥1,200.00"
    press(*[KEY.Key_Tab] * 5)
    say("700")
    # Of the 1,800 that stay the account pays what is in scope and it holds: 700; the rest is cash.
    assert "其中个人账户 700.00，现金 1,100.00" in counter.answer.lines.text()
    assert "统筹支付 1,200.00 + 个人负担 1,800.00 = 3,000.00" in counter.answer.lines.text()


def test_keeping_hands_the_case_on_and_forgets_it_here(counter: CounterPage, qtbot: QtBot) -> None:
    say(ASKED)
    with qtbot.waitSignal(counter.kept) as kept:
        click(counter.keep)
    assert kept.args is not None
    case = kept.args[0]
    assert isinstance(case, Case)
    assert [visit.total for visit in case.visits] == [3000_00]
    assert counter.session is None
    assert counter.form.line.text() == ""


def test_where_households_may_not_be_kept_nothing_offers_it(library: Library, qtbot: QtBot) -> None:
    page = counter_of(library, qtbot, "erenhot", allowed=False)
    say(ASKED)
    assert not page.keep.isVisible()


@pytest.mark.parametrize("key", ["slip", "page"])
def test_slip_and_page_are_printed_without_a_question(key: str, library: Library, qtbot: QtBot) -> None:
    taken: list[tuple[str, str]] = []

    def take(paper: Paper, printer: str) -> Steps[None]:
        taken.append((paper.text(0), printer))
        yield 1, 1

    settings = hall("erenhot").model_copy(update={"paper": PaperSettings(printer="A4", slip_printer="roll")})
    page = CounterPage(library, Wording("zh", grouped=True), dressed(), settings, print_directly=take)
    show(qtbot, page, (1280, 720))
    page.form.line.setFocus()
    press(KEY.Key_P, with_=CTRL)
    assert taken == []  # nobody has asked anything yet
    say(ASKED)
    press(KEY.Key_P, with_=CTRL) if key == "slip" else click(page.page)
    assert [printer for _text, printer in taken] == [{"slip": "roll", "page": "A4"}[key]]
    assert "¥1,800.00" in taken[0][0]
    assert "现金" not in taken[0][0]  # nothing was said of an account
    assert page.form.fault.text() == "已发送到打印机。"


def test_without_a_printer_the_counter_says_so(counter: CounterPage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calculator.printing.printer.QPrinterInfo.availablePrinterNames", list)
    say(ASKED)
    click(counter.slip)
    assert "本机没有打印机" in counter.form.fault.text()


# ---- forgetting

AMOUNTS = ("48291", "37.63", "917.31")
"""Amounts that nothing else on this machine is likely to hold, as they are typed."""
_SHAPES = re.compile(rb"48,?291(?!\d)|37[.]63(?!\d)|917[.]31(?!\d)|4829100|91731(?!\d)")


def traces(folders: list[Path]) -> list[str]:
    """The files of ours in which one of the amounts stands."""
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    return [str(path) for path in files if _SHAPES.search(path.read_bytes())]


def mapped_files() -> set[Path]:
    """The files that this process has mapped and can write to, so that a disk would hold what stands in them."""
    found = set()
    maps = Path("/proc/self/maps")
    for line in maps.read_text().splitlines() if maps.exists() else ():
        fields = line.split(maxsplit=5)
        if len(fields) == 6 and fields[1][1] == "w" and fields[1][3] == "s" and Path(fields[5]).is_file():
            found.add(Path(fields[5]))
    return found


def test_of_the_person_before_nothing_is_left_anywhere(
    counter: CounterPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    temp = tmp_path / "temp"
    temp.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temp))
    board = QGuiApplication.clipboard()
    say(f"3 {AMOUNTS[0]} {AMOUNTS[1]}")
    press(KEY.Key_Tab, *[KEY.Key_Tab] * 6)
    say(AMOUNTS[2])
    assert counter.answer.isVisible()
    press(KEY.Key_A, KEY.Key_C, with_=CTRL)
    assert board.text() == AMOUNTS[2]
    press(KEY.Key_Escape)
    settle()
    assert counter.session is None
    assert board.text() == ""
    edits = counter.findChildren(QLineEdit)
    assert [
        edit.text() for edit in edits if edit.text() and edit in (counter.form.line, *counter.form.parts.values())
    ] == []
    counter.form.line.setFocus()
    QTest.keyClick(counter.form.line, KEY.Key_Z, CTRL)
    assert counter.form.line.text() == ""
    shown = [str(child.property("text")) for child in counter.findChildren(QWidget)]
    described = [widget.accessibleName() + widget.accessibleDescription() for widget in QApplication.allWidgets()]
    assert [text for text in [*shown, *described] if _SHAPES.search(text.encode())] == []
    folders = [Path(os.environ[name]) for name in ("GONGJISUAN_DATA", "GONGJISUAN_CONFIG")]
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "gongjisuan"
    assert traces([*(folder for folder in folders if folder.exists()), cache, temp]) == []
    assert [path for path in mapped_files() if _SHAPES.search(path.read_bytes())] == []


def test_what_another_program_put_on_the_clipboard_stays(counter: CounterPage, monkeypatch: pytest.MonkeyPatch) -> None:
    board = QGuiApplication.clipboard()
    with monkeypatch.context() as away:
        away.setattr(QGuiApplication, "focusWindow", lambda: None)
        board.setText("of another program")
    say(ASKED)
    monkeypatch.setattr(type(board), "ownsClipboard", lambda _board: False)
    press(KEY.Key_Escape)
    assert board.text() == "of another program"


def test_ctrl_z_brings_nothing_back_in_any_part(counter: CounterPage) -> None:
    say(ASKED)
    press(KEY.Key_Tab)
    say("44")
    press(KEY.Key_Escape)
    for edit in (counter.form.line, *counter.form.parts.values()):
        edit.setFocus(Qt.FocusReason.OtherFocusReason)
        QTest.keyClick(edit, KEY.Key_Z, CTRL)
        assert edit.text() == ""


def test_every_clause_of_the_answer_opens_its_rule(counter: CounterPage, qtbot: QtBot) -> None:
    say(ASKED)
    clauses = [
        label
        for label in counter.steps.findChildren(QLabel)
        if label.property("role") == "clause" and label.isVisible()
    ]
    assert len(clauses) >= 4
    for label in clauses:
        click(label)
        rule = counter.findChild(RuleDialog)
        assert rule is not None
        qtbot.waitUntil(rule.isVisible)
        said = " ".join(one.cursor.selectedText() for one in rule.policy.text.extraSelections())
        assert label.text().partition(" · ")[0].split(" ")[-1] in said
        QTest.keyClick(rule, KEY.Key_Escape)
        settle()
        assert counter.findChild(RuleDialog) is None
    assert counter.answer.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1280, 720), (480, 1080)], ids=["wide", "portrait"])
def test_the_first_two_doubts_stand_beside_the_answer_however_narrow_it_is(
    size: tuple[int, int], language: Language, library: Library, qtbot: QtBot
) -> None:
    page = CounterPage(
        library, Wording(language, grouped=True), dressed(), hall("xian"), today=lambda: date(2023, 6, 30)
    )
    show(qtbot, page, size)
    page.form.line.setFocus()
    say(ASKED)
    said = page.answer.doubts.text()
    assert said.count("⚠") + said.count("✎") >= 2, said
    assert said.count("\n") >= 1


def test_a_visit_without_a_number_is_said_to_be_left_out_of_the_levels(counter: CounterPage) -> None:
    press(*"tx 3 3000 500")
    press(KEY.Key_Tab, *[KEY.Key_Tab] * 6)
    say("100")
    # The retired of 二连浩特 are credited by an average pension, which nobody entered: the balance lacks it.
    assert "账户" in counter.left_out.text()
    assert counter.left_out.isVisible()
    press(KEY.Key_Escape)
    assert counter.left_out.text() == ""


@pytest.mark.parametrize("typed", ["3 99999999", "3 123456789012345678901234567890"])
def test_an_amount_beyond_all_bills_gets_its_own_sentence(typed: str, counter: CounterPage) -> None:
    say(typed)
    assert counter.form.fault.text() == f"{typed[2:]}：金额过大，最多 10,000,000.00 元"
    press(KEY.Key_Escape)
    say("3 3000")
    press(KEY.Key_Tab)
    say("10000000.01")
    assert "金额过大" in counter.form.fault.text()
    assert not counter.answer.isVisible()
