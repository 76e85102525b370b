"""What cannot be read of a person is kept in the household, and no figure computed from an older value stands."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from calculator.case.case_json import read_case, write_case
from calculator.case.variants import moved_to_region
from calculator.desktop.person.person_panel import PersonPanel
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.field import Field
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

CASE = """{
    "format": "gongjisuan-case/1", "from": "2023-01", "through": "2023-12",
    "people": [
        {"id": "me", "name": "本人", "region": "rizhao", "status": "employed", "contribution_base": "6000", "age": 45,
         "account": {"opening_balance": "500"}},
        {"id": "father", "name": "父亲", "region": "gansu", "status": "retired", "average_pension": {"2023": "3500"}}
    ],
    "visits": [{"id": "may", "person": "me", "date": "2023-05-01", "institution": "level2", "total": "3000"}]
}"""


@pytest.fixture
def household(library: Library, qtbot: QtBot) -> Session:
    del qtbot
    return Session(read_case(CASE.encode(), library), library, Wording("zh", grouped=True))


@pytest.fixture
def panel(household: Session, qtbot: QtBot) -> PersonPanel:
    return shown(household, qtbot)


def shown(session: Session, qtbot: QtBot) -> PersonPanel:
    made = PersonPanel(session, Theme())
    qtbot.addWidget(made)
    made.resize(400, 1600)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def enter(qtbot: QtBot, edit: QLineEdit, text: str) -> None:
    QTest.mouseClick(edit, Qt.MouseButton.LeftButton, pos=QPoint(6, edit.height() // 2))
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    if text.isascii():
        qtbot.keyClicks(edit, text)
    else:
        edit.insert(text)  # as an input method does
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_a_base_that_cannot_be_read_is_kept_and_nothing_is_credited_by_the_old_one(
    panel: PersonPanel, household: Session, qtbot: QtBot, library: Library
) -> None:
    credited = household.computed.account.credited
    assert credited > 0
    enter(qtbot, panel.base.edit, "60o0")
    assert household.person.unread == {"contribution_base": "60o0"}
    assert household.computed.account.credited == 0
    assert not household.computed.account.complete
    again = read_case(write_case(household.case).encode(), library)  # as after closing, a crash, another language
    other = Session(again, library, Wording("en", grouped=True))
    reopened = shown(other, qtbot)
    assert (reopened.base.faulty, reopened.base.edit.text()) == (True, "60o0")
    enter(qtbot, reopened.base.edit, "6000")
    assert (other.person.unread, other.computed.account.credited) == ({}, credited)


def test_undo_brings_the_value_back(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    enter(qtbot, panel.base.edit, "60o0")
    household.undo()
    assert (panel.base.faulty, panel.base.edit.text(), household.person.unread) == (False, "6,000.00", {})
    household.redo()
    assert (panel.base.faulty, panel.base.edit.text()) == (True, "60o0")


def test_a_refused_date_of_birth_counts_for_nothing(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    household.edit_person("", age=45)
    enter(qtbot, panel.birth.edit, "2030-01-01")
    said = panel.birth.note.text()
    assert household.person.unread == {"birth_date": "2030-01-01"}
    assert "2030-01-01" in said
    household.select_person("father")
    household.select_person("me")
    assert (panel.birth.faulty, panel.birth.note.text()) == (True, said)
    enter(qtbot, panel.birth.edit, "46岁")
    assert (household.person.unread, household.person.age) == ({}, 46)


def test_no_visit_is_computed_by_a_region_that_was_typed_over(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    enter(qtbot, panel.region.edit, "lhasa")
    assert household.person.unread == {"region": "lhasa"}
    assert household.year_statement.visits[0].refused is not None
    assert household.year_statement.totals.pooled == 0
    assert not panel.region_note.isVisible()  # nothing about the region that was typed over
    qtbot.keyClick(panel.region.edit, Qt.Key.Key_Escape)
    assert (household.person.unread, panel.region.edit.text()) == ({}, "日照市")
    assert household.year_statement.totals.pooled > 0
    enter(qtbot, panel.region.edit, "lhasa")
    enter(qtbot, panel.region.edit, "rz")
    assert (household.person.unread, panel.region.faulty) == ({}, False)
    assert panel.region_note.isVisible()


def test_the_figures_of_a_city_wait_in_the_household_until_they_are_whole(
    panel: PersonPanel, household: Session, qtbot: QtBot, library: Library
) -> None:
    household.select_person("father")
    enter(qtbot, panel.city.edits["cap"], "2500")
    enter(qtbot, panel.city.edits["rate.level1"], "6x")
    assert household.person.unread == {"city.cap": "2500", "city.rate.level1": "6x"}
    again = Session(read_case(write_case(household.case).encode(), library), library, Wording("zh", grouped=True))
    again.select_person("father")
    reopened = shown(again, qtbot)
    assert reopened.city.edits["rate.level1"].text() == "6x"
    assert reopened.city.edits["rate.level1"].property("role") == "faulty"
    for name in ("deductible.level1", "deductible.level2", "deductible.level3"):
        enter(qtbot, reopened.city.edits[name], "300")
    for name in ("rate.level1", "rate.level2", "rate.level3"):
        enter(qtbot, reopened.city.edits[name], "60")
    enter(qtbot, reopened.city.edits["retired_uplift"], "5")
    city = again.person.city
    assert city is not None
    assert (city.cap, city.deductible.level3, again.person.unread) == (2500_00, 300_00, {})
    enter(qtbot, reopened.city.edits["cap"], "")
    assert again.person.unread == {"city.cap": ""}  # still to be entered; the old cap counts for nothing


def test_picking_another_region_leaves_what_was_typed_for_this_one(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    household.select_person("father")
    enter(qtbot, panel.city.edits["cap"], "25x")
    enter(qtbot, panel.opening.edit, "1x")
    enter(qtbot, panel.region.edit, "rz")
    assert (household.person.region, household.person.unread) == ("rizhao", {"account.opening_balance": "1x"})


# ---- the everyday question, known figures, the retired


def test_what_was_paid_this_year_already_is_asked_beside_status_and_level(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    assert panel.pooled.label.text() == "本年已报销（元）"
    assert panel.pooled.isVisible()
    places = [part.pos().y() for part in (panel.status, panel.level, panel.pooled, panel.birth)]
    assert places == sorted(places)
    enter(qtbot, panel.pooled.edit, "500")
    opening = household.person.opening
    assert opening is not None
    assert opening.pooled == 500_00
    assert household.year_statement.pooled_to_date >= 500_00


def test_known_figures_of_a_day_are_entered_and_taken_back(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    qtbot.mouseClick(panel.fold, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.known.add, Qt.MouseButton.LeftButton)
    row = panel.known.days[0]
    enter(qtbot, row.figures["pooled"].edit, "500")
    enter(qtbot, row.figures["balance"].edit, "1630")
    enter(qtbot, row.day.edit, "2023-06-30")
    known = household.person.known
    assert [(one.date.isoformat(), one.deductible_used, one.pooled, one.balance) for one in known] == [
        ("2023-06-30", None, 500_00, 1630_00)
    ]
    qtbot.mouseClick(panel.known.add, Qt.MouseButton.LeftButton)
    first, second = panel.known.days
    assert (first.shown_day.isoformat(), len(household.person.known)) == ("2023-06-30", 2)
    enter(qtbot, second.day.edit, "6-30")  # a day that has its entry already
    assert second.day.faulty
    enter(qtbot, first.figures["balance"].edit, "16x0")
    assert household.person.unread["known.2023-06-30.balance"] == "16x0"
    qtbot.mouseClick(first.remove, Qt.MouseButton.LeftButton)
    assert len(household.person.known) == 1
    assert "known.2023-06-30.balance" not in household.person.unread
    household.undo()
    assert len(household.person.known) == 2


def test_the_retired_are_asked_for_their_credit_first_and_for_no_base(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    household.select_person("father")
    qtbot.waitUntil(panel.known_credit.isVisible)
    assert not panel.base.isVisible()
    pension = next(field for field in panel.findChildren(Field) if "基本养老金" in field.label.text())
    assert panel.known_credit.mapTo(panel, QPoint()).y() < pension.mapTo(panel, QPoint()).y()
    enter(qtbot, panel.known_credit.edit, "2023-01 100; 2023-07 105.50")
    assert [month.credit for month in household.computed.account.months] == [100_00] * 6 + [105_50] * 6
    assert panel.known_credit.edit.text() == "2023-01 100.00; 2023-07 105.50"
    household.select_person("me")
    assert panel.base.isVisible()
    assert not panel.known_credit.isVisible()  # folded away with what is rare


@pytest.mark.parametrize(
    ("region", "city", "pooled"),
    [
        ("erenhot", None, "1,800.00"),
        ("nanchang", None, "1,300.00"),
        ("xian", None, "1,500.00"),
        ("gansu", ("300", "55"), "1,650.00"),
    ],
)
def test_who_has_been_paid_is_not_charged_the_deductible_again(
    household: Session, qtbot: QtBot, region: str, city: tuple[str, str] | None, pooled: str
) -> None:
    """三级 3000 in service, with 500 paid by the fund this year already; nothing said of the deductible."""
    household.edit_visit("", "may", institution="level3")
    household.edit("", moved_to_region(household.case, region, "me"))
    panel = shown(household, qtbot)
    if city is not None:
        deductible, rate = city
        for name, edit in panel.city.edits.items():
            figures = {"deductible": deductible, "rate": rate, "retired_uplift": "5", "cap": "5000"}
            if "_retired" not in name:
                enter(qtbot, edit, figures[name.partition(".")[0]])
    enter(qtbot, panel.pooled.edit, "500")
    assert household.wording.yuan(household.settlement("may").pooled) == pooled
    assert panel.used.edit.text() == ""
    assert "起付" in panel.pooled.note.text()
    assert "opening_deductible_inferred" in {one.code for one in household.computed.warnings}


def test_a_known_figure_counts_and_says_what_had_been_computed(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    computed = household.wording.yuan(household.year_statement.pooled_to_date)
    qtbot.mouseClick(panel.fold, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(panel.known.add, Qt.MouseButton.LeftButton)
    row = panel.known.days[0]
    assert row.figures["pooled"].note.text() == ""
    enter(qtbot, row.figures["pooled"].edit, "777")
    said = row.figures["pooled"].note.text()
    assert "777.00" in said
    assert computed in said
    assert household.year_statement.pooled_to_date == 777_00
    assert "known_differs" in {one.code for one in household.computed.warnings}
    enter(qtbot, row.figures["pooled"].edit, computed.replace(",", ""))
    assert row.figures["pooled"].note.text() == ""


def test_it_is_said_whom_the_texts_mean_by_retired(panel: PersonPanel, household: Session) -> None:
    assert not panel.whom_retired.isVisible()
    household.select_person("father")
    assert panel.whom_retired.text() == "▸ “退休”指哪些人？"
    assert not panel.status_note.isVisible()  # what is entered every day stays in sight
    QTest.mouseClick(panel.whom_retired, Qt.MouseButton.LeftButton)
    assert panel.status_note.isVisible()
    assert "补足年限" in panel.status_note.text()
    assert "按在职" in panel.status_note.text()
    assert "第十五条" in panel.status_note.text()  # how his region words it, with its clause
