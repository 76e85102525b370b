"""The import dialog, by keys and clicks: a file is chosen, corrected, and taken over in one step."""

import csv
import time
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from driver.accessibility import controls_for_tab, tab_order, unnamed, without_tip
from driver.clipping import clipped, every_page
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from statements import case_data, case_of
from xlsxwriter import Workbook

from calculator.desktop.spreadsheets.import_dialog import ImportDialog
from calculator.files.example_household import example_case
from calculator.files.spreadsheets.xlsx_writer import write_workbook
from calculator.ground.language import LANGUAGES, Language
from calculator.ground.months import format_month
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.theme import Theme, dress
from calculator.words.wording import Wording

KEY = Qt.Key
HEADINGS = ["序号", "就诊日期", "医疗机构等级", "医疗机构名称", "医疗费总额（元）", "全自费金额"]
GOOD = [
    [1, "2023-03-05", "二级", "市人民医院", "480.00", "12.5"],
    [2, "2023-04-06", "三级甲等", "市人民医院", "99", ""],
]
BAD = [[3, "2023-02-30", "四级", "市人民医院", "12o0", ""], [4, "2023-05-01", "二级", "市人民医院", "5", "6"]]
SUM = ["合计", "", "", "", "579.00", ""]
SIZES = ((1152, 648), (800, 560))


def write(path: Path, *rows: list[Any]) -> Path:
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return write(tmp_path / "费用清单.csv", ["某医院费用清单"], HEADINGS, *GOOD, *BAD, SUM)


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, session: Session) -> Iterator[Callable[..., ImportDialog]]:
    """Opens a dialog and waits until it has read its file; all are closed in the end."""
    made: list[ImportDialog] = []

    def open_dialog(path: Path | None = None, of: Session = session, theme: Theme = Theme()) -> ImportDialog:  # noqa: B008
        dress(qapp, theme)
        dialog = ImportDialog(of, theme, path=path)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        qtbot.addWidget(dialog)
        made.append(dialog)
        dialog.show()
        settled(qtbot, dialog)
        return dialog

    yield open_dialog
    for dialog in made:
        dialog.done(0)


def settled(qtbot: QtBot, dialog: ImportDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.work.busy)


def choose(qtbot: QtBot, dialog: ImportDialog, place: int, words: str) -> None:
    """Choose by keys what a column holds."""
    choice = dialog.preview.choices[place]
    choice.setFocus()
    qtbot.keyClick(choice, KEY.Key_Down)
    names = choice.view()
    steps = choice.findText(words) - names.currentIndex().row()
    for _step in range(abs(steps)):
        qtbot.keyClick(names, KEY.Key_Down if steps > 0 else KEY.Key_Up)
    qtbot.keyClick(names, KEY.Key_Return)
    assert choice.currentText() == words
    settled(qtbot, dialog)


def go(qtbot: QtBot, dialog: ImportDialog, step: str) -> None:
    """Turn to a step by its button."""
    qtbot.mouseClick(dialog.steps.button(step), Qt.MouseButton.LeftButton)
    assert dialog.steps.current() == step


def shown(dialog: ImportDialog) -> list[str]:
    return [dialog.outcome.faults.item(row).text() for row in range(dialog.outcome.faults.count())]


def test_the_good_rows_are_taken_in_one_step(
    qtbot: QtBot, session: Session, opened: Callable[..., ImportDialog], path: Path
) -> None:
    before = session.case
    dialog = opened(path)
    assert dialog.outcome.summary.text() == "可导入 2 行 · 有误 2 行 · 已有 0 行"
    assert [choice.currentText() for choice in dialog.preview.choices] == [
        "不读取",
        "日期",
        "医疗机构",
        "医疗机构名称",
        "总费用",
        "全自费",
    ]
    assert dialog.outcome.remarks.text().splitlines() == [
        "不读取的列：序号",
        "已跳过：合计行 1",
        "第 7 行写明合计 579.00，各行相加为 584.00。",  # 480 + 99 + 5; 12o0 is no amount
    ]
    assert shown(dialog) == [
        '第 5 行日期（B 列）："2023-02-30" 不是日期；请填如 2023-03-05、2023/3/5 或 3月5日',
        '第 5 行医疗机构（C 列）："四级" 不是医疗机构，例如 二级，或 药店（一级）',
        '第 5 行总费用（E 列）："12o0" 不是金额，应为最多两位小数的元，例如 1200.00',
        "第 6 行总费用（E 列）：5.00 小于各部分之和 6.00",
    ]
    assert dialog.ok.text() == "导入 2 次就诊"
    go(qtbot, dialog, "import")
    with qtbot.waitSignal(dialog.accepted), qtbot.waitSignals([session.changed]):
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    new = session.case.visits[len(before.visits) :]
    assert [(visit.date, visit.total, visit.person) for visit in new] == [
        (date(2023, 3, 5), 480_00, "me"),
        (date(2023, 4, 6), 99_00, "me"),
    ]
    assert session.visit_id == new[0].id
    assert session.settlement(new[0].id).total == 480_00
    assert session.undo_name() == "导入 2 次就诊"
    session.undo()
    assert session.case == before
    session.redo()
    assert session.undo_name() == "导入 2 次就诊"


def test_the_same_file_again_is_known(
    qtbot: QtBot, session: Session, opened: Callable[..., ImportDialog], path: Path
) -> None:
    for _turn in range(2):
        dialog = opened(path)
        go(qtbot, dialog, "import")
        assert dialog.outcome.skip.isVisible() == bool(_turn)
        if not _turn:
            with qtbot.waitSignal(dialog.accepted):
                qtbot.keyClick(dialog.ok, KEY.Key_Space)
    assert dialog.outcome.summary.text() == "可导入 0 行 · 有误 2 行 · 已有 2 行"
    assert not dialog.ok.isEnabled()
    qtbot.keyClick(dialog.outcome.skip.box, KEY.Key_Space)
    assert dialog.ok.text() == "导入 2 次就诊"
    assert dialog.ok.isEnabled()
    before = len(session.case.visits)
    go(qtbot, dialog, "import")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert len(session.case.visits) == before + 2


def test_columns_and_what_is_not_given_can_be_corrected(
    qtbot: QtBot, session: Session, opened: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    rows = [["日子", "花费", "自费"], ["2024-03-05", "10", "20"], ["2022-03-06", "30", "5"]]
    dialog = opened(write(tmp_path / "a.csv", *rows))
    assert "没有认出表头" in dialog.outcome.remarks.text()
    choose(qtbot, dialog, 0, "日期")
    choose(qtbot, dialog, 1, "全自费")
    choose(qtbot, dialog, 2, "总费用")
    assert dialog.outcome.summary.text() == "可导入 0 行 · 有误 3 行 · 已有 0 行"
    for box, word in ((dialog.questions.place, "二级"), (dialog.questions.owner, "老伴")):
        found = box.findText(word, Qt.MatchFlag.MatchContains)
        box.setFocus()
        while box.currentIndex() != max(found, 1):
            qtbot.keyClick(box, KEY.Key_Down)
        settled(qtbot, dialog)
    assert dialog.outcome.summary.text() == "可导入 1 行 · 有误 2 行 · 已有 0 行"
    assert "计算期间将延长为 2023-01 至 2024-12" in dialog.outcome.remarks.text()
    choose(qtbot, dialog, 1, "总费用")
    assert dialog.preview.choices[2].currentText() == "不读取"
    assert "计算期间将延长为 2022-01 至 2024-12" in dialog.outcome.remarks.text()
    assert "期初余额" in dialog.outcome.remarks.text()
    go(qtbot, dialog, "import")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert (format_month(session.case.from_), format_month(session.case.through)) == ("2022-01", "2024-12")
    assert [visit.person for visit in session.case.visits[-2:]] == [session.person_id] * 2
    assert session.person_id == session.case.people[1].id
    assert session.visit_id == session.case.visits[-2].id
    assert session.year == 2022  # the sheet ran from new to old, and was turned


def test_a_sheet_is_chosen(qtbot: QtBot, opened: Callable[..., ImportDialog], tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "a.xlsx")) as book:
        for name, count in (("说明", 0), ("一月", 1), ("二月", 2)):
            sheet = book.add_worksheet(name)
            for row in range(count + 1 if count else 0):
                sheet.write_row(row, 0, HEADINGS if row == 0 else [*GOOD[row - 1][:4], 5, 1])
    dialog = opened(tmp_path / "a.xlsx")
    go(qtbot, dialog, "file")
    assert [name for name, check in dialog.source.sheets.items() if check.isChecked()] == ["一月"]
    qtbot.waitUntil(dialog.source.sheets["二月"].isVisible)
    assert dialog.ok.text() == "导入 1 次就诊"
    assert "只导入当前工作表。另有含就诊记录的工作表：二月" in dialog.outcome.remarks.text()
    qtbot.keyClick(dialog.source.sheets["二月"].box, KEY.Key_Space)  # it repeats what stands in the other
    settled(qtbot, dialog)
    assert "一月" in dialog.source.trouble.text()
    qtbot.keyClick(dialog.source.sheets["一月"].box, KEY.Key_Space)
    assert not dialog.next.isEnabled()
    qtbot.keyClick(dialog.source.sheets["二月"].box, KEY.Key_Space)
    settled(qtbot, dialog)
    assert dialog.ok.text() == "导入 2 次就诊"


def test_sheets_of_a_year_are_read_in_one_step_and_their_columns_changed_together(
    qtbot: QtBot, session: Session, opened: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    with Workbook(str(tmp_path / "a.xlsx")) as book:
        for month in (1, 2, 3):
            sheet = book.add_worksheet(f"{month}月")
            sheet.write_row(0, 0, ["就诊日期", "医院等级", "医疗费总额", "其中"])
            sheet.write_row(1, 0, [f"2023-0{month}-05", "二级", 100 * month, 10 * month])
        hidden = book.add_worksheet("上年")
        hidden.write_row(0, 0, ["就诊日期", "医院等级", "医疗费总额", "其中"])
        hidden.hide()
    dialog = opened(tmp_path / "a.xlsx")
    assert dialog.sheet is not None
    assert dialog.sheet.read == ("1月", "2月", "3月")
    go(qtbot, dialog, "columns")
    choose(qtbot, dialog, 3, "全自费")
    assert dialog.ok.text() == "导入 3 次就诊"
    go(qtbot, dialog, "file")
    assert dialog.source.sheets["上年"].words.text() == "上年（隐藏）"
    qtbot.mouseClick(dialog.source.sheets["2月"].box, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog)
    assert dialog.ok.text() == "导入 2 次就诊"
    qtbot.mouseClick(dialog.source.sheets["2月"].box, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog)
    go(qtbot, dialog, "columns")
    choose(qtbot, dialog, 3, "全自费")
    before = len(session.case.visits)
    go(qtbot, dialog, "import")
    assert dialog.outcome.totals.text() == "3 张，合计 600.00；表中没有合计"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert [visit.out_of_catalogue for visit in session.case.visits[before:]] == [10_00, 20_00, 30_00]


def test_what_was_understood_of_an_odd_sheet_is_said(
    qtbot: QtBot, session: Session, opened: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    path = write(
        tmp_path / "a.csv",
        ["姓名", "就诊日期", "医院等级", "费用", "", "", "医疗类别"],
        ["", "", "", "医疗费总额", "全自费", "", ""],
        ["张三", "2023-03-05", "二级", 100, 1, "x", "普通门诊"],
        ["", "", "", 50, "", "", ""],
        ["张三", "2023-03-06", "三级", 20000, 1, "", "住院"],
        ["制表人：王五", "", "", "", "", "", ""],
    )
    before = len(session.case.visits)
    dialog = opened(path)
    said = dialog.outcome.remarks.text().splitlines()
    owner = dialog.questions.owner.currentText()
    assert said[:2] == ["不读取的列：F 列", f"“姓名”列都是 张三，家庭中没有此人，按 {owner} 的就诊导入。"]
    assert said[2] == "已跳过：住院行 1；表尾说明行 1"
    assert said[3].startswith("有的行看起来与上一行同属一次就诊")
    assert [line.partition("：")[0] for line in shown(dialog)] == ["第 4 行日期（B 列）"]
    assert dialog.preview.choices[4].accessibleName() == "E 列 全自费 的内容是什么"
    go(qtbot, dialog, "import")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.ok, KEY.Key_Space)
    (visit,) = session.case.visits[before:]
    assert (visit.total, visit.out_of_catalogue) == (100_00, 1_00)


def test_what_cannot_be_read_is_said_and_another_file_may_follow(
    qtbot: QtBot, opened: Callable[..., ImportDialog], tmp_path: Path, path: Path
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04" + bytes(40))
    dialog = opened(broken)
    assert "文件已损坏" in dialog.source.trouble.text()
    assert dialog.source.trouble.isVisible()
    assert not dialog.ok.isVisible()
    dialog.load(path)
    settled(qtbot, dialog)
    assert not dialog.source.trouble.isVisible()
    assert dialog.ok.isEnabled()


def test_files_are_chosen_and_the_template_is_saved(
    qtbot: QtBot, opened: Callable[..., ImportDialog], tmp_path: Path, path: Path
) -> None:
    dialog = opened()
    assert not dialog.preview.isVisible()
    qtbot.mouseClick(dialog.source.template, Qt.MouseButton.LeftButton)
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(tmp_path / "template.xlsx"))
    chooser.reject()
    assert dialog.source.file.text() == "模板已保存：template.xlsx"
    assert (tmp_path / "template.xlsx").read_bytes().startswith(b"PK")
    dialog.source.save_template(tmp_path)
    assert "模板未能保存" in dialog.source.trouble.text()
    qtbot.waitUntil(lambda: dialog.findChild(QFileDialog) is None)
    dialog.source.choose.setFocus()
    qtbot.keyClick(dialog.source.choose, KEY.Key_Return)
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    chooser.fileSelected.emit(str(path))
    chooser.reject()
    settled(qtbot, dialog)
    assert dialog.ok.text() == "导入 2 次就诊"


def test_reading_much_leaves_the_window_free_and_can_be_stopped(
    qtbot: QtBot, session: Session, opened: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    path = write(tmp_path / "much.csv", HEADINGS, *[GOOD[row % 2] for row in range(50_000)])
    dialog = opened()
    beats: list[float] = []
    pulse = QTimer()
    pulse.timeout.connect(lambda: beats.append(time.process_time()))
    pulse.start(5)
    with qtbot.waitSignal(dialog.work.reached):
        dialog.load(path)
    qtbot.waitUntil(dialog.progress.isVisible)
    assert not dialog.ok.isEnabled()
    qtbot.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    assert dialog.source.trouble.text() == "已停止读取。"
    assert not dialog.work.busy
    dialog.load(path)
    settled(qtbot, dialog)
    assert dialog.ok.text() == "导入 50,000 次就诊"
    gaps = [later - earlier for earlier, later in pairwise(beats)]
    # Of the processor, as others may keep the machine busy: to read the file takes longer than that.
    assert max(gaps) < 0.5
    assert len(gaps) > 20
    before = session.case
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    dialog.reject()  # leaving while the household is being computed takes nothing over
    assert session.case is before


def test_a_household_changed_meanwhile_is_read_for_again(
    qtbot: QtBot, session: Session, opened: Callable[..., ImportDialog], path: Path
) -> None:
    dialog = opened(path)
    session.remove_visits("Delete visit", {session.case.visits[0].id})
    before = session.case
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.sheet is not None and dialog.sheet.case is before)
    settled(qtbot, dialog)
    go(qtbot, dialog, "import")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    assert len(session.case.visits) == len(before.visits) + 2


def test_every_control_has_a_name_and_is_reached_by_tab(
    qtbot: QtBot, opened: Callable[..., ImportDialog], path: Path
) -> None:
    dialog = opened(path)
    with qtbot.waitActive(dialog):
        dialog.activateWindow()
    for step in ("import", "columns", "file"):
        go(qtbot, dialog, step)
        assert unnamed(dialog) == []
        assert without_tip(dialog) == []
        order = tab_order(dialog)
        assert [widget for widget in controls_for_tab(dialog) if widget not in order] == []
    go(qtbot, dialog, "columns")
    order = tab_order(dialog)
    places = [order.index(choice) for choice in dialog.preview.choices]
    assert places == sorted(places)
    last = dialog.preview.choices[-1]
    last.setFocus(Qt.FocusReason.TabFocusReason)
    assert dialog.preview.viewport().rect().intersects(last.geometry())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_is_cut(
    qtbot: QtBot,
    library: Library,
    opened: Callable[..., ImportDialog],
    path: Path,
    language: Language,
    percent: int,
) -> None:
    session = Session(example_case(library), library, Wording(language, grouped=True))
    dialog = opened(path, session, Theme(percent=percent))
    for step in ("file", "columns", "import"):
        go(qtbot, dialog, step)
        for size in SIZES:
            dialog.resize(*size)
            qtbot.wait(1)
            for page in every_page(dialog):
                assert clipped(page if isinstance(page, QWidget) else dialog) == [], step


def test_each_visit_is_held_against_its_slip_before_it_is_imported(
    qtbot: QtBot, session: Session, opened: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    rows = [
        ["就诊日期", "医院等级", "医疗费总额", "统筹支付"],
        ["2023-11-05", "二级", "100", "60"],
        ["2023-11-06", "二级", "50", ""],
    ]
    dialog = opened(write(tmp_path / "a.csv", *rows, ["合计", "", "150", "60"]))
    before = session.case
    go(qtbot, dialog, "import")
    assert dialog.outcome.totals.text() == "2 张，合计 150.00；表中合计 150.00 ✓"
    table = dialog.outcome.compared.texts
    (row,) = [[table.data(table.index(0, place)) for place in range(table.columnCount())]]
    computed = row[3]
    assert table.rowCount() == 1  # the other visit states nothing
    assert row[:3] == ["2023-11-05", "二级", "100.00"]
    assert row[4] == "60.00"
    assert dialog.outcome.slips.text().startswith("结算单：1 次就诊")
    assert session.case is before
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.ok, KEY.Key_Space)
    new = next(visit for visit in session.case.visits if visit.stated is not None and visit.stated.pooled == 60_00)
    assert f"{(session.settlement(new.id).pooled or 0) / 100:.2f}" == computed


def test_what_is_doubtful_is_asked_once_for_all_rows(
    qtbot: QtBot, session: Session, opened: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    head = ["就诊日期", "姓名", "医院等级", "医疗费总额", "医疗类别"]
    name = session.case.people[0].name
    rows = [[f"3/{day}/2023", name, "二级", "10", "9929"] for day in (5, 6)] + [["3/25/2023", name, "二级", "20", "11"]]
    dialog = opened(write(tmp_path / "a.csv", head, *rows))
    assert dialog.steps.current() == "columns"
    dates, care = dialog.questions.asked["dates"], dialog.questions.asked["care"]
    assert dates.isVisible()
    assert care.isVisible()
    assert not dialog.questions.asked["levels"].isVisible()
    for box, answer in ((dates, "先写月份"), (care, "不导入")):
        box.setFocus()
        while box.currentText() != answer:
            qtbot.keyClick(box, KEY.Key_Down)
        settled(qtbot, dialog)
    assert dialog.ok.text() == "导入 1 次就诊"
    go(qtbot, dialog, "import")
    assert "非门诊 2 行" in dialog.outcome.remarks.text()
    go(qtbot, dialog, "columns")
    qtbot.keyClick(care, KEY.Key_Up)
    settled(qtbot, dialog)
    assert care.currentText() == "算作就诊"
    assert dialog.ok.text() == "导入 3 次就诊"


def test_what_is_certain_goes_to_the_last_step_at_once(
    qtbot: QtBot, session: Session, opened: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    name = session.case.people[0].name
    rows = [["就诊日期", "姓名", "医院等级", "医疗费总额"], ["2023-03-05", name, "二级", "10"]]
    dialog = opened(write(tmp_path / "a.csv", *rows))
    assert dialog.steps.current() == "import"
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    assert dialog.questions.nothing.isVisible()
    qtbot.mouseClick(dialog.back, Qt.MouseButton.LeftButton)
    assert dialog.source.what.text() == "文本表格，表头在第 1 行，1 张票，2023-03-05 至 2023-03-05。"
    qtbot.mouseClick(dialog.next, Qt.MouseButton.LeftButton)
    assert dialog.steps.current() == "columns"


def test_a_workbook_of_ours_may_be_opened_as_the_household_that_it_is(
    qtbot: QtBot, session: Session, library: Library, opened: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    path = tmp_path / "ours.xlsx"
    write_workbook(path, session.case, session.statement, library, session.wording, exported_on=date(2023, 12, 31))
    dialog = opened(path)
    assert dialog.steps.current() == "file"
    assert "由本程序写出" in dialog.source.what.text()
    with qtbot.waitSignal(dialog.household_wanted) as wanted:
        qtbot.mouseClick(dialog.source.household, Qt.MouseButton.LeftButton)
    assert wanted.args == [path]


def test_a_cumulative_query_becomes_known_figures_of_the_person(
    qtbot: QtBot, session: Session, opened: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    rows = [["insutype", "year", "cum_ym", "cum_type_code", "cum"], ["310", "2023", "202306", "Q0000", "300"]]
    dialog = opened(write(tmp_path / "a.csv", *rows))
    assert dialog.steps.current() == "columns"  # whose they are is asked
    owner = str(dialog.questions.owner.currentData())
    go(qtbot, dialog, "import")
    assert dialog.outcome.remarks.text() == "2023-06-30：已用起付线 300.00"
    assert dialog.ok.text() == "导入 1 项已知数"
    with qtbot.waitSignal(dialog.accepted):
        qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    known = next(person for person in session.case.people if person.id == owner).known
    assert [(figure.date, figure.deductible_used) for figure in known] == [(date(2023, 6, 30), 300_00)]
    session.undo()


def test_enter_goes_on_wherever_a_step_was_turned_to(
    qtbot: QtBot, opened: Callable[..., ImportDialog], library: Library, tmp_path: Path
) -> None:
    """A file is taken over by Enter alone; where something is asked, the keyboard stands in the question."""
    session = Session(case_of(case_data(visits=[])), library, Wording("zh"))
    heading = ["就诊日期", "医院等级", "医疗费总额", "医疗类别"]
    dialog = opened(write(tmp_path / "a.csv", heading[:3], ["2023-03-05", "二级", "480.00"]), session)
    qtbot.keyClick(focused(dialog), KEY.Key_Return)
    settled(qtbot, dialog)
    assert len(session.case.visits) == 1
    dialog = opened(write(tmp_path / "b.csv", heading, ["2023-04-05", "二级", "80", "9929"]), session)
    assert focused(dialog) is dialog.questions.asked["care"]
    for key in (KEY.Key_Down, KEY.Key_Return, KEY.Key_Return):
        qtbot.keyClick(focused(dialog), key)
        settled(qtbot, dialog)
    assert len(session.case.visits) == 2


def focused(dialog: ImportDialog) -> QWidget:
    widget = QApplication.activePopupWidget() or dialog.focusWidget()
    assert widget is not None
    return widget


def test_what_rows_pay_back_is_marked_in_the_household(
    qtbot: QtBot, session: Session, opened: Callable[..., ImportDialog], tmp_path: Path
) -> None:
    before = session.case
    visit = next(visit for visit in before.visits if visit.person == session.person_id)
    row = [str(visit.date), "", f"-{visit.total / 100:.2f}"]
    dialog = opened(write(tmp_path / "退费.csv", ["就诊日期", "医院等级", "医疗费总额"], row))
    go(qtbot, dialog, "import")
    assert dialog.ok.text() == "将就诊标为已退费：1 条"
    qtbot.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
    settled(qtbot, dialog)
    assert [one.id for one in session.case.visits if one.refunded] == [visit.id]
    assert session.undo_name() == "将就诊标为已退费：1 条"
    session.undo()
    assert session.case == before
