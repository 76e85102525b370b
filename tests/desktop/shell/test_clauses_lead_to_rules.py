"""Every clause of an explanation opens the policy page at its rule, at the top of the view and marked."""

from datetime import date
from pathlib import Path

import pytest
from driver.application import Make, example, household
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from calculator.desktop.comparison.compare_page import ComparePage
from calculator.desktop.policies.policy_desk import PolicyDesk
from calculator.desktop.policies.rule_dialog import RuleDialog
from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.slips.pair_dialog import PairDialog
from calculator.files.attached_originals import Attachments
from calculator.widgets.theme import Theme


def clauses(window: MainWindow) -> list[QLabel]:
    """The clauses that are seen and lead somewhere, from top to bottom."""
    found = [label for label in window.explain.steps.findChildren(QLabel) if label.property("role") == "clause"]
    seen = [label for label in found if label.isVisible() and label.toolTip()]
    return sorted(seen, key=lambda label: label.mapTo(window.explain, QPoint()).y())


def desk_of(window: MainWindow) -> PolicyDesk:
    desk = window.findChild(PolicyDesk)
    assert desk is not None
    return desk


def marked(desk: PolicyDesk) -> str:
    return " ".join(one.cursor.selectedText() for one in desk.policy.text.extraSelections())


def test_a_click_on_a_clause_opens_its_rule(qtbot: QtBot, make: Make) -> None:
    window, _session = household(example(make))
    qtbot.waitUntil(lambda: len(clauses(window)) >= 4)
    steps = clauses(window)
    said = [("政策范围", "80"), ("起付", "500.00"), ("三级", "60%"), ("限额", "2,000.00")]
    for label, (about, figure) in zip(steps, said, strict=False):
        qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
        desk = desk_of(window)
        qtbot.waitUntil(desk.isVisible)
        assert desk.policy.place == ("rizhao", date(2023, 4, 18))
        rule = marked(desk)
        cite = label.text().partition(" · ")[0]
        assert cite.split(" ")[-1] in rule
        if about != "政策范围":
            assert figure in rule
        selections = desk.policy.text.extraSelections()
        top = desk.policy.text.cursorRect(selections[0].cursor).top()
        assert -40 <= top <= desk.policy.text.viewport().height() - 20


def test_enter_on_a_clause_does_too(qtbot: QtBot, make: Make) -> None:
    window, session = household(example(make))
    session.select_person("father")
    session.select_visit(session.year_statement.visits[0].id)
    qtbot.waitUntil(lambda: bool(clauses(window)))
    label = clauses(window)[0]
    label.setFocus()
    qtbot.keyClick(label, Qt.Key.Key_Return)
    desk = desk_of(window)
    qtbot.waitUntil(desk.isVisible)
    assert desk.policy.place[0] == "nanchang"
    assert marked(desk)


def test_the_figures_of_a_year_lead_to_their_rules_too(qtbot: QtBot, make: Make) -> None:
    window, session = household(example(make))
    for subject in ("deductible", "account", "pooled"):
        session.explain(subject)
        qtbot.waitUntil(lambda: bool(clauses(window)))
        qtbot.mouseClick(clauses(window)[-1], Qt.MouseButton.LeftButton)
        assert marked(desk_of(window))


def leading(part: QWidget) -> list[QLabel]:
    """The clauses of a page that are seen and lead somewhere."""
    return [
        label
        for label in part.findChildren(QLabel)
        if label.property("role") == "clause" and label.isVisible() and label.toolTip()
    ]


def test_the_clauses_of_both_sides_of_a_comparison_lead_to_their_own_region(qtbot: QtBot, make: Make) -> None:
    application = example(make)
    window, _session = household(application)
    application.errands.show_policies(2)
    desk = desk_of(window)
    page = desk.tabs.page(2)
    assert isinstance(page, ComparePage)
    qtbot.waitUntil(lambda: len(leading(page)) >= 4)
    found = set()
    for text in [label.text() for label in leading(page)]:
        label = next(label for label in leading(page) if label.text() == text)
        qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
        assert desk.tabs.currentIndex() == 0
        region = desk.policy.place[0]
        name = window.session.wording.of(window.session.library.pack(region).name)
        assert text.startswith(name), (text, region)
        assert text.split(" ")[-1] in marked(desk)
        found.add(region)
        desk.turn_to(2)
    assert len(found) >= 3


def test_two_visits_side_by_side_lead_to_their_rules(qtbot: QtBot, make: Make) -> None:
    window, session = household(example(make))
    visits = [visit.id for visit in session.year_statement.visits]
    dialog = PairDialog(session, Theme(), date(2024, 1, 15), visits[:2], window)
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    label = leading(dialog)[0]
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    rule = dialog.findChild(RuleDialog)
    assert rule is not None
    qtbot.waitUntil(rule.isVisible)
    said = " ".join(one.cursor.selectedText() for one in rule.policy.text.extraSelections())
    assert label.text().split(" ")[-1] in said
    assert "各种理解" not in rule.policy.text.toPlainText()
    rule.accept()


def test_with_the_original_attached_it_opens_at_the_clause_at_the_top_and_marked(
    qtbot: QtBot, make: Make, tmp_path: Path
) -> None:
    application = example(make)
    window, _session = household(application)
    lines = ["前言", *("一 " + "序" * 60,) * 80, "二、主要措施", "（一）统账", *("文",) * 40]
    lines += ["（二）普通门诊统筹。" + "自2023年起" * 30, "起付标准", "（三）除外"]
    original = tmp_path / "original.txt"
    original.write_text("\n".join([*lines, *("尾" * 50,) * 200]), "utf-8")
    Attachments(application.household.folder()).attach("rizhao", "notice", original)
    qtbot.waitUntil(lambda: len(clauses(window)) >= 4)
    label = next(label for label in clauses(window) if "二（二）" in label.text())
    qtbot.mouseClick(label, Qt.MouseButton.LeftButton)
    desk = desk_of(window)
    assert "二（二）" in marked(desk)
    viewer = desk.policy.documents.viewer
    assert viewer is not None
    qtbot.waitUntil(viewer.isVisible)
    (mark,) = viewer.text.extraSelections()
    said = mark.cursor.selectedText().replace("\u2029", "\n")
    assert said.startswith("（二）普通门诊统筹。")
    assert said.rstrip().endswith("起付标准")
    start = QTextCursor(mark.cursor)
    start.setPosition(mark.cursor.selectionStart())
    assert -2 <= viewer.text.cursorRect(start).top() <= 4
    viewer.accept()


@pytest.mark.parametrize("closed", [True, False], ids=["closed", "still-open"])
def test_the_policy_desk_is_as_large_the_next_time_the_program_runs(make: Make, closed: bool) -> None:
    first = example(make)
    first.errands.show_policies()
    desk = desk_of(household(first)[0])
    desk.resize(703, 611)
    if closed:
        desk.close()
    assert first.window is not None
    first.window.close()
    second = example(make)
    second.errands.show_policies()
    size = desk_of(household(second)[0]).size()
    assert (size.width(), size.height()) == (703, 611)
