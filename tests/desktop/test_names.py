"""Names of people, however long and with whatever signs: all of them is seen, and nothing gives way to them."""

from driver.clipping import clipped
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from calculator.desktop.person.people_dialog import HouseholdDialog
from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.visits.uses_card import UsesCard
from calculator.desktop.year.explanation_panel import ExplainPanel
from calculator.desktop.year.family_overview import FamilyOverview
from calculator.session.session import Session
from calculator.widgets.theme import Theme

LONG = ("很长很长的名字" * 8, "A long name of many short words, one after the other", "A" * 60)
SIGNS = "<b>王</b>&李"


def call(session: Session, *names: str) -> None:
    people = session.case.people
    called = [one.model_copy(update={"name": name}) for one, name in zip(people, names, strict=False)]
    session.edit("names", session.case.model_copy(update={"people": (*called, *people[len(called) :])}))


def test_long_names_leave_the_fields_their_room(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    call(session, *LONG)
    button, panel = window.person.household, window.person

    def inside() -> bool:
        right = button.mapTo(panel, QPoint(button.width(), 0)).x()
        return 0 < right <= panel.width()

    qtbot.waitUntil(inside)
    assert clipped(panel) == []
    assert panel.people.button(session.case.people[0].id).toolTip() == LONG[0]


def test_long_names_leave_the_familys_figures_in_view(qtbot: QtBot, session: Session) -> None:
    overview = FamilyOverview(session, Theme())
    overview.resize(720, 480)
    qtbot.addWidget(overview)
    with qtbot.waitExposed(overview):
        overview.show()
    call(session, *LONG)
    qtbot.waitUntil(lambda: overview.table.rowHeight(0) > overview.table.verticalHeader().minimumSectionSize())
    assert overview.table.horizontalScrollBar().maximum() == 0
    shown = [str(overview.model.index(row, 0).data()) for row in range(3)]
    assert shown[1].replace("\n", " ") == LONG[1]


def test_the_list_of_people_breaks_long_names(qtbot: QtBot, session: Session) -> None:
    call(session, *LONG)
    dialog = HouseholdDialog(session, Theme())
    qtbot.addWidget(dialog)
    with qtbot.waitExposed(dialog):
        dialog.show()
    assert dialog.people.horizontalScrollBar().maximum() == 0
    assert dialog.people.item(0).text().replace("\n", "").startswith(LONG[0])


def test_signs_in_a_name_are_shown_as_they_are(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    call(session, SIGNS)
    assert window.person.people.button("me").text() == SIGNS.replace("&", "&&")  # which shows one
    session.explain("account")
    explanation, uses = ExplainPanel(session, Theme()), UsesCard(session, Theme())
    for card in (explanation, uses):
        qtbot.addWidget(card)
    assert SIGNS in explanation.subject.text()
    assert SIGNS in uses.title.text().replace("&&", "&")
    for label in (explanation.subject, uses.title, *explanation.steps.findChildren(QLabel)):
        assert label.textFormat() == Qt.TextFormat.PlainText
