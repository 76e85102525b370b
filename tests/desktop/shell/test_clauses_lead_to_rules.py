"""Every clause of an explanation opens the policy page at its rule, at the top of the view and marked."""

from datetime import date

from driver.application import Make, example, household
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from calculator.desktop.policies.policy_desk import PolicyDesk
from calculator.desktop.shell.household_window import MainWindow


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
