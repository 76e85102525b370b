"""What cannot stand stays where it was typed: at its field, with its person or visit, and nowhere else."""

from datetime import date

import pytest
from driver.hands import enter, type_in
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from calculator.case.case import Case, Person, Visit
from calculator.case.case_json import read_case
from calculator.desktop.person.person_panel import PersonPanel
from calculator.desktop.visits.visit_form import VisitForm
from calculator.policy.library import Library
from calculator.policy.names import LEVELS
from calculator.session.session import Session
from calculator.widgets.field import Field
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

CASE = """{
    "format": "gongjisuan-case/1", "from": "2023-04", "through": "2023-12",
    "people": [
        {"id": "me", "name": "本人", "region": "rizhao", "status": "employed", "usual_level": "level3"},
        {"id": "spouse", "name": "配偶", "region": "rizhao", "status": "employed"}
    ],
    "visits": [
        {"id": "may", "person": "me", "date": "2023-05-01", "institution": "level2", "total": "100"},
        {"id": "june", "person": "me", "date": "2023-06-01", "institution": "level2", "total": "3000"}
    ]
}"""
EXCEEDS = "100.00 小于各部分之和 500.00"
AMOUNT = "请填最多两位小数的金额，例如 1,200.50"


@pytest.fixture
def household(library: Library, qtbot: QtBot) -> Session:
    del qtbot
    return Session(read_case(CASE.encode(), library), library, Wording("zh", grouped=True))


@pytest.fixture
def panel(household: Session, qtbot: QtBot) -> PersonPanel:
    made = PersonPanel(household, Theme())
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def form(household: Session, qtbot: QtBot) -> VisitForm:
    made = VisitForm(household, Theme())
    qtbot.addWidget(made)
    made.show()
    household.select_visit("may")
    return made


def put_people(session: Session, *people: Person) -> None:
    case: Case = session.case
    assert session.edit("", case.model_copy(update={"people": people})) == []


# ---- a refused amount


def test_enter_again_does_not_make_a_refused_amount_look_taken(
    form: VisitForm, household: Session, qtbot: QtBot
) -> None:
    field = form.parts["out_of_catalogue"]
    enter(field.edit, "500.00")
    for _again in range(3):
        assert (field.faulty, field.note.text(), field.edit.text()) == (True, EXCEEDS, "500.00")
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert household.visit("may").out_of_catalogue == 0
    enter(form.total.edit, "800")
    assert field.edit.text() == "500.00"
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert (field.faulty, household.visit("may").out_of_catalogue) == (False, 500_00)


def test_a_refused_amount_is_taken_back_by_its_value(form: VisitForm, household: Session, qtbot: QtBot) -> None:
    field = form.parts["out_of_catalogue"]
    enter(field.edit, "500")
    enter(field.edit, "")
    assert (field.faulty, field.edit.text()) == (False, "0.00")
    assert not household.visit("may").unread


# ---- what was typed belongs to a visit


@pytest.mark.parametrize(("typed", "sentence"), [("5x", AMOUNT), ("500", EXCEEDS)])
def test_what_cannot_stand_goes_and_comes_with_its_visit(
    form: VisitForm, household: Session, qtbot: QtBot, typed: str, sentence: str
) -> None:
    field = form.parts["out_of_catalogue"]
    enter(field.edit, typed)
    household.select_visit("june")
    assert (field.faulty, field.edit.text(), field.note.text()) == (False, "0.00", "")
    enter(field.edit, "70x")
    household.select_visit("may")
    assert (field.faulty, field.edit.text(), field.note.text()) == (True, typed, sentence)
    household.select_visit("june")
    assert (field.faulty, field.edit.text()) == (True, "70x")
    enter(field.edit, "70")
    household.select_visit("may")
    assert field.edit.text() == typed
    assert (household.visit("may").out_of_catalogue, household.visit("june").out_of_catalogue) == (0, 70_00)


def test_what_is_being_typed_is_not_lost_to_an_edit_elsewhere(
    form: VisitForm, household: Session, qtbot: QtBot
) -> None:
    field = form.parts["out_of_catalogue"]
    type_in(field.edit, "50")
    household.edit_person("", age=46)
    assert field.edit.text() == "50"
    household.select_visit("june")
    assert field.edit.text() == "0.00"
    household.select_visit("may")
    assert (field.edit.text(), field.faulty) == ("50", True)
    qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    assert household.visit("may").out_of_catalogue == 50_00


def test_what_was_typed_goes_with_a_removed_visit(form: VisitForm, household: Session, qtbot: QtBot) -> None:
    """A later visit may bear the same id."""
    field = form.parts["out_of_catalogue"]
    for other_first in (False, True):
        household.select_visit("may")
        before: Visit = household.visit("may")
        enter(field.edit, "5x")
        if other_first:
            household.select_visit("june")
        household.remove_visits("", {"may"})
        household.add_visits("", [before])
        assert household.visit_id == "may"
        assert (field.faulty, field.edit.text()) == (False, "0.00")


def test_a_value_that_changed_otherwise_is_shown(form: VisitForm, household: Session, qtbot: QtBot) -> None:
    field = form.parts["out_of_catalogue"]
    enter(field.edit, "5x")
    household.select_visit("june")
    household.edit_visit("", "may", out_of_catalogue=20_00)
    household.select_visit("may")
    assert (field.faulty, field.edit.text()) == (False, "20.00")


# ---- what was typed belongs to a person


def test_what_cannot_be_read_goes_and_comes_with_its_person(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    household.edit_person("", contribution_base=6000_00)
    for other in (None, 6000_00):  # the other's value differs, and is the same
        household.select_person("spouse")
        household.edit_person("", contribution_base=other)
        household.select_person("me")
        enter(panel.base.edit, "60x0")
        said = panel.base.note.text()
        assert panel.base.faulty
        household.select_person("spouse")
        assert (panel.base.faulty, panel.base.edit.text()) == (False, "" if other is None else "6,000.00")
        household.select_person("me")
        assert (panel.base.faulty, panel.base.edit.text(), panel.base.note.text()) == (True, "60x0", said)


def test_a_pension_that_cannot_be_read_is_seen_where_another_region_does_not_ask_for_it(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    def pensions() -> dict[str, Field]:
        """The fields that are seen, from top to bottom."""
        panel.adjustSize()
        seen = [
            field for field in panel.findChildren(Field) if field.isVisible() and "基本养老金" in field.label.text()
        ]
        return {field.label.text()[:4]: field for field in sorted(seen, key=lambda field: field.pos().y())}

    assert pensions().keys() == {"2023"}
    enter(pensions()["2023"].edit, "4,1x0")
    household.edit_person("", region="erenhot")
    assert list(pensions()) == ["2021", "2022", "2023"]
    household.edit_person("", region="gansu")
    assert pensions().keys() == {"2023"}
    assert (pensions()["2023"].faulty, pensions()["2023"].edit.text()) == (True, "4,1x0")


def test_what_was_typed_goes_with_a_removed_person(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    me, spouse = (person.model_copy(update={"region": "gansu"}) for person in household.case.people)
    put_people(household, me, spouse)
    for shown_last in ("spouse", "me"):
        household.select_person("spouse")
        enter(panel.base.edit, "60x0")
        type_in(panel.city.edits["cap"], "2,4x0")
        household.select_person(shown_last)
        put_people(household, me)
        put_people(household, me, spouse)
        household.select_person("spouse")
        assert (panel.base.faulty, panel.base.edit.text()) == (False, "")
        assert panel.city.edits["cap"].text() == ""


def test_a_region_that_is_none_goes_and_comes_with_its_person(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    """Also where the other is insured in the same region."""
    region = panel.region
    for other in ("rizhao", "xian"):
        household.select_person("spouse")
        household.edit_person("", region=other)
        household.select_person("me")
        begin, said = region.edit.text(), '参保地：没有与 "lhasa" 相符的地区，请从列表中选择'
        enter(region.edit, "lhasa")
        assert (region.edit.text(), region.fault.text()) == ("lhasa", said)
        household.select_person("spouse")
        assert (region.edit.text(), region.faulty) == ("日照市" if other == "rizhao" else "西安市", False)
        household.select_person("me")
        assert (region.edit.text(), region.faulty, region.fault.text()) == ("lhasa", True, said)
        qtbot.keyClick(region.edit, Qt.Key.Key_Escape)
        assert (region.edit.text(), region.faulty) == (begin, False)


def test_a_region_that_is_being_typed_is_not_lost_to_an_edit_elsewhere(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    type_in(panel.region.edit, "xi")
    household.edit_person("", age=46)
    assert panel.region.edit.text() == "xi"
    qtbot.keyClick(panel.region.edit, Qt.Key.Key_Return)
    assert household.person.region == "xian"


def test_a_region_typed_for_someone_who_is_gone_is_nobody_s(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    me, spouse = household.case.people
    for shown_last in ("spouse", "me"):
        household.select_person("spouse")
        enter(panel.region.edit, "lhasa")
        household.select_person(shown_last)
        put_people(household, me)
        put_people(household, me, spouse)
        household.select_person("spouse")
        assert (panel.region.edit.text(), panel.region.faulty) == ("日照市", False)


def test_a_refused_date_of_birth_stays_refused(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    enter(panel.birth.edit, "2024-05-17")
    said = panel.birth.note.text()
    assert panel.birth.faulty
    qtbot.keyClick(panel.birth.edit, Qt.Key.Key_Return)
    assert (panel.birth.faulty, panel.birth.note.text()) == (True, said)
    assert household.person.birth_date is None


def test_a_status_that_the_date_of_retirement_forbids_is_refused_aloud(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    household.edit_person("", retirement_date=date(2023, 6, 30))
    panel.resize(300, 500)
    qtbot.mouseClick(panel.status.button("retired"), Qt.MouseButton.LeftButton)
    assert (household.person.status, panel.status.current()) == ("employed", "employed")
    qtbot.waitUntil(lambda: not panel.retirement.note.visibleRegion().isEmpty())  # scrolled to
    assert panel.retirement.faulty
    assert panel.retirement.note.text() == "已填退休日期 2023-06-30；要改为退休，请先清空该日期"
    enter(panel.retirement.edit, "")
    assert not panel.retirement.faulty
    qtbot.mouseClick(panel.status.button("retired"), Qt.MouseButton.LeftButton)
    assert (household.person.status, panel.status.current()) == ("retired", "retired")


def test_the_figures_of_a_city_stay_with_their_person(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    for person in ("spouse", "me"):
        household.select_person(person)
        household.edit_person("", region="gansu")
    cap, rate = panel.city.edits["cap"], panel.city.edits["rate.level1"]
    enter(cap, "2,4x0")
    enter(rate, "60")
    said = panel.city.note.text()
    household.select_person("spouse")
    assert (cap.text(), rate.text(), cap.property("role")) == ("", "", "")
    household.select_person("me")
    assert (cap.text(), rate.text(), cap.property("role")) == ("2,4x0", "60", "faulty")
    assert panel.city.note.text() == said


def test_what_a_city_still_has_to_enter_is_named_once(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    household.edit_person("", region="gansu")
    assert panel.city.note.text() == "填齐以下各项才能计算就诊：起付标准、在职支付比例、退休提高、年度限额"
    assert [panel.city.edits[f"rate.{level}"].placeholderText() for level in LEVELS] == ["一级", "二级", "三级"]
    enter(panel.city.edits["deductible.level1"], "200")
    enter(panel.city.edits["cap"], "2400")
    assert panel.city.note.text() == "填齐以下各项才能计算就诊：起付标准 二级 三级、在职支付比例、退休提高"
    enter(panel.city.edits["rate.level3"], "5x")
    assert panel.city.note.text() == "无法识别：在职支付比例 三级"


def test_a_rate_of_a_city_that_cannot_be_stays_explained(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    household.edit_person("", region="gansu")
    for name, edit in panel.city.edits.items():
        if "_retired" not in name:
            enter(edit, "100")
    assert panel.city.note.text() == "支付比例加上提高部分应在 0 至 100% 之间"
    household.select_person("spouse")
    household.select_person("me")
    assert panel.city.note.text() == "支付比例加上提高部分应在 0 至 100% 之间"
    assert household.person.city is None


def test_how_far_a_citys_rates_lie_from_the_framework_is_said(
    panel: PersonPanel, household: Session, qtbot: QtBot
) -> None:
    household.edit_person("", region="gansu")
    figures = {"deductible": "200", "rate": "70", "retired_uplift": "5", "cap": "2400"}
    for name, edit in panel.city.edits.items():
        if "_retired" not in name:
            enter(edit, figures[name.partition(".")[0]])
    assert household.person.city is not None
    said = panel.city.note.text()
    assert "在职 一级：70%（自己填写），比“60%左右”高10个百分点（甘政办发〔2021〕111号 第七条）" in said
    assert "在职：各级医疗机构相同，而框架要求各级有差别（甘政办发〔2021〕111号 第七条）" in said


# ---- the usual level, and earlier visits


def test_the_usual_level_is_nobody_elses(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    assert panel.level.current() == "level3"
    household.select_person("spouse")
    assert panel.level.current() is None
    assert household.undo_name() is None  # nothing was chosen by showing it
    button = panel.level.button("level2")
    button.setFocus()
    qtbot.keyClick(button, Qt.Key.Key_Space)
    assert (panel.level.current(), household.person.usual_level) == ("level2", "level2")
    household.undo()
    assert panel.level.current() is None
    household.select_person("me")
    assert [panel.level.button(f"level{number}").isChecked() for number in (1, 2, 3)] == [False, False, True]


def test_emptied_earlier_visits_have_not_been_entered(panel: PersonPanel, household: Session, qtbot: QtBot) -> None:
    def warned() -> bool:
        return "earlier_visits_not_entered" in {doubt.code for doubt in household.computed.warnings}

    qtbot.mouseClick(panel.fold, Qt.MouseButton.LeftButton)
    assert warned()
    for field, other in ((panel.used, panel.pooled), (panel.pooled, panel.used)):
        enter(field.edit, "100")
        assert not warned()
        enter(field.edit, "")
        assert (household.person.opening, field.edit.text(), other.edit.text()) == (None, "", "")
        assert warned()
    enter(panel.used.edit, "0")  # said to be nothing, which is not the same as unsaid
    assert household.person.opening is not None
    assert not warned()
    enter(panel.pooled.edit, "50")
    enter(panel.used.edit, "")
    assert household.person.opening.pooled == 50_00
    assert not warned()
