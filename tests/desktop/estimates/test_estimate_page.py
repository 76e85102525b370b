"""测算 in the policy desk by keys and mouse: figures by hand, the workbook, stopping, and what is refused."""

from pathlib import Path

import psutil
import pytest
from driver.application import answer
from driver.keyboard import KEY, Keyboard
from driver.screens import dialog_of, dressed, show
from people_tables import tables_of
from pictures import estimates
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot
from python_calamine import CalamineWorkbook

from calculator.desktop.estimates.estimate_page import EstimatePage
from calculator.desktop.policies.policy_desk import PolicyDesk
from calculator.files.many_people.estimate_process import COMMAND
from calculator.ground.resources import resource
from calculator.session.session import Session

PERSON = {"id": "a", "region": "rizhao", "status": "employed", "age": "45", "contribution_base": "5000"}
VISIT = {"person": "a", "date": "2023-03-10", "institution": "level2", "total": "1480.00"}
LONG = 300_000
"""Milliseconds: never waited for, but where the machine does nothing else for us."""


@pytest.fixture
def desk(session: Session, qtbot: QtBot) -> PolicyDesk:
    made = show(qtbot, estimates.desk(session, dressed()), (1120, 700))
    made.finished.connect(estimates.page_of(made).work.close)
    return made


@pytest.fixture
def page(desk: PolicyDesk) -> EstimatePage:
    return estimates.page_of(desk)


@pytest.fixture
def keys(qtbot: QtBot, desk: PolicyDesk) -> Keyboard:
    return Keyboard(qtbot, lambda: desk)


def tried_rules(folder: Path) -> Path:
    """日照's rules with 75% in the place of 70% at level 2 for those in service."""
    text = resource("policies", "rizhao.toml").read_text("utf-8")
    assert text.count("level2 = 0.70") == 1
    path = folder / "tried.toml"
    path.write_text(text.replace("level2 = 0.70", "level2 = 0.75"), "utf-8")
    return path


def name_file(keys: Keyboard, button: QPushButton, path: Path, qtbot: QtBot) -> None:
    """Name a file by the keys of the dialog that a button opens."""
    keys.tab_to(button.accessibleName())
    keys.press(KEY.Key_Space)
    name = dialog_of(QFileDialog).findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.selectAll()
    QApplication.clipboard().setText(str(path))
    qtbot.keyClick(name, KEY.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(name, KEY.Key_Return)
    with qtbot.waitActive(button.window()):
        button.window().activateWindow()


def rows(page: EstimatePage) -> list[list[str]]:
    model = page.view.table.model()
    return [
        [model.index(row, column).data() for column in range(model.columnCount())] for row in range(model.rowCount())
    ]


def test_a_rate_that_is_raised_is_estimated_by_keys(
    desk: PolicyDesk, page: EstimatePage, keys: Keyboard, qtbot: QtBot, tmp_path: Path
) -> None:
    # (1480 − 400) × 70% = 756.00 and × 75% = 810.00; of two people one has a visit, the other one nothing.
    tables_of([PERSON, {**PERSON, "id": "b", "age": "30"}], [VISIT], tmp_path)
    page.choices.source.button("drawn").setFocus()
    keys.press(KEY.Key_Right)
    name_file(keys, page.choices.people.button, tmp_path / "people.csv", qtbot)
    name_file(keys, page.choices.visits.button, tmp_path / "visits.csv", qtbot)
    page.choices.rules.button("reform").setFocus()
    keys.press(KEY.Key_Right)
    name_file(keys, page.choices.pack.button, tried_rules(tmp_path), qtbot)
    keys.tab_to(page.start.accessibleName())
    keys.press(KEY.Key_Space)
    assert page.busy
    qtbot.waitUntil(lambda: not page.busy, timeout=LONG)
    assert page.said.text() == ""
    assert page.view.isVisible()
    assert "2023-01 – 2023-12" in page.view.title.text()
    assert rows(page) == [["全部", "2", "1", "54.00", "27.00"]]
    for part, row in (
        ("pooled", ["全部", "1,480.00", "756.00", "810.00"]),
        ("credited", ["全部", "3,300.00", "3,300.00", "0"]),  # 5000 × 2.75% × 12 for each
        ("shares", ["全部", "50%", "50%", "0%", "0%"]),
    ):
        page.view.part.button(part).click()
        assert rows(page) == [row]
    page.view.group.button("age").click()
    assert [row[0] for row in rows(page)] == ["30-39", "40-49"]
    page.view.group.button("level").click()
    assert rows(page) == [["二级", "1", "1,480.00", "756.00", "810.00", "54.00"]]
    # The workbook says the same.
    out = tmp_path / "out.xlsx"
    name_file(keys, page.export, out, qtbot)
    answer(qtbot, "关闭")
    book = CalamineWorkbook.from_path(str(out))
    heads, sums = book.get_sheet_by_name("全部人员").to_python()
    assert dict(zip(heads, sums, strict=True))["基金多支出"] == 54


def test_it_can_be_stopped_and_nothing_stands(page: EstimatePage, qtbot: QtBot) -> None:
    page.start.click()
    qtbot.waitUntil(lambda: bool(beside()), timeout=LONG)
    page.stop.click()
    page.work.close()
    assert beside() == []
    assert (page.busy, page.view.isVisible(), page.export.isEnabled()) == (False, False, False)
    assert page.said.text() == "已停止，没有测算结果。"
    assert page.start.isEnabled()


def beside() -> list[psutil.Process]:
    """The processes that estimate for this one."""
    found = []
    for child in psutil.Process().children():
        try:
            if COMMAND in child.cmdline():
                found.append(child)
        except psutil.Error:
            continue
    return found


def test_people_that_are_drawn_are_marked_as_such(page: EstimatePage) -> None:
    page.show_estimate(*estimates.found("zh"))
    assert "按所写的平均数模拟，不是真实的人" in page.view.notes.text()
    page.view.group.button("stated").click()
    assert [row[-1] for row in rows(page)] == ["否", "否", "是", "否"]
    assert not page.view.bars.isVisible()
    assert not page.view.part.isVisible()


def test_every_bar_is_read_out_by_keys(page: EstimatePage, keys: Keyboard) -> None:
    page.show_estimate(*estimates.found("zh"))
    page.view.group.button("status").click()
    page.view.part.button("shares").click()
    page.view.bars.setFocus()
    read = []
    for _bar in range(8):
        read.append(page.view.readout.text())
        keys.press(KEY.Key_Down)
    assert [text.split(" · ")[0] for text in read] == ["在职"] * 4 + ["退休"] * 4
    assert len(set(read)) == 8


def test_another_choice_takes_away_what_was_computed_from_the_one_before(page: EstimatePage) -> None:
    page.show_estimate(*estimates.found("zh"))
    assert page.view.isVisible()
    page.choices.source.button("files").click()
    assert not page.view.isVisible()
    assert not page.export.isEnabled()


@pytest.mark.parametrize(
    ("source", "rules", "first", "said"),
    [
        ("files", "reform", "", "还没有选择人员表和就诊表。"),
        ("drawn", "pack", "", "还没有选择要比较的政策文件。"),
        ("drawn", "reform", "2023-01", "起始月和截止月要么都填，要么都空着。"),
        ("drawn", "reform", "2023-13", "起始月和截止月要么都填，要么都空着。"),
    ],
)
def test_what_is_missing_is_said(
    page: EstimatePage, keys: Keyboard, source: str, rules: str, first: str, said: str
) -> None:
    page.choices.source.button(source).click()
    page.choices.rules.button(rules).click()
    page.choices.first.edit.setFocus()
    keys.type(first, KEY.Key_Tab)
    page.start.click()
    assert (page.busy, page.said.text()) == (False, said)


@pytest.mark.parametrize("kind", ["pack", "drawn"])
def test_a_file_that_is_none_is_refused_by_name(page: EstimatePage, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "wrong.toml"
    path.write_text("format = 1\n", "utf-8")
    page.choices.source.button("drawn").click()
    page.choices.rules.button("pack").click()
    (page.choices.pack if kind == "pack" else page.choices.drawn).take(path)
    assert page.said.text().startswith("wrong.toml\n")
    page.start.click()
    assert not page.busy
    assert "还没有选择" in page.said.text()


def test_rows_of_a_table_that_is_none_of_ours_are_refused_by_its_name(
    page: EstimatePage, qtbot: QtBot, tmp_path: Path
) -> None:
    tables_of([PERSON], [VISIT], tmp_path)
    page.choices.source.button("files").click()
    page.choices.people.take(tmp_path / "visits.csv")
    page.choices.visits.take(tmp_path / "visits.csv")
    page.start.click()
    qtbot.waitUntil(lambda: not page.busy, timeout=LONG)
    assert "visits.csv" in page.said.text()
    assert not page.view.isVisible()
