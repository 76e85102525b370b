"""The people of the household: added, named, reordered and removed, by keys and by mouse."""

from collections.abc import Iterator
from datetime import date

import pytest
from driver.application import answer
from driver.screens import dialog_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from calculator.desktop.person.people_dialog import HouseholdDialog, removal_question
from calculator.session.session import Session
from calculator.widgets.theme import Theme, dress
from calculator.words.wording import Wording

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # of boxes that open, offscreen


@pytest.fixture
def dialog(session: Session, qtbot: QtBot, qapp: object) -> Iterator[HouseholdDialog]:
    theme = Theme()
    dress(qapp, theme)  # type: ignore[arg-type]
    made = HouseholdDialog(session, theme)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    qtbot.waitUntil(lambda: made.region.list.model().rowCount() == 5)
    yield made
    if isValid(made):
        made.close()


def lines(dialog: HouseholdDialog) -> list[str]:
    return [dialog.people.item(row).text() for row in range(dialog.people.count())]


def ids(session: Session) -> list[str]:
    return [person.id for person in session.case.people]


def type_name(qtbot: QtBot, dialog: HouseholdDialog, typed: str) -> None:
    dialog.name.edit.setFocus()
    dialog.name.edit.selectAll()
    if typed.isascii():
        qtbot.keyClicks(dialog.name.edit, typed)
    else:
        dialog.name.edit.insert(typed)  # no keyboard has these keys; they come from an input method
    qtbot.keyClick(dialog.name.edit, Qt.Key.Key_Return)


def test_every_person_is_listed_with_region_and_status(dialog: HouseholdDialog) -> None:
    assert lines(dialog) == ["本人 · 日照市 · 在职", "配偶 · 西安市 · 灵活就业", "父亲 · 南昌市 · 退休"]
    assert dialog.name.edit.text() == "本人"


def test_a_person_is_added_and_named_by_keys_alone(qtbot: QtBot, dialog: HouseholdDialog, session: Session) -> None:
    dialog.add.setFocus()
    qtbot.keyClick(dialog.add, Qt.Key.Key_Space)
    assert lines(dialog)[-1] == "母亲 · 日照市 · 在职"
    assert session.person.name == "母亲"
    edit = QApplication.focusWidget()
    assert edit is dialog.name.edit
    assert isinstance(edit, QLineEdit)
    assert edit.selectedText() == "母亲"
    qtbot.keyClicks(edit, "Grandma")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert lines(dialog)[-1] == "Grandma · 日照市 · 在职"
    dialog.region.box.setFocus()
    dialog.region.edit.selectAll()
    qtbot.keyClicks(dialog.region.box, "xa")
    qtbot.keyClick(dialog.region.box, Qt.Key.Key_Return)
    assert session.person.region == "xian"
    qtbot.keyClick(dialog.status.button("retired"), Qt.Key.Key_Space)
    assert lines(dialog)[-1] == "Grandma · 西安市 · 退休"
    assert len(session.case.people) == 4
    for _ in range(4):
        session.undo()
    assert session.undo_name() is None


def test_an_offered_name_is_taken_by_one_click(qtbot: QtBot, dialog: HouseholdDialog, session: Session) -> None:
    assert {name: button.isEnabled() for name, button in dialog.presets.items()} == {
        "本人": False,
        "配偶": False,
        "父亲": False,
        "母亲": True,
        "子女": True,
    }
    qtbot.mouseClick(dialog.presets["子女"], Qt.MouseButton.LeftButton)
    assert session.person.name == "子女"
    assert session.undo_name() == "参保人改名"
    assert dialog.name.edit.text() == "子女"


@pytest.mark.parametrize(("typed", "sentence"), [("", "请填写"), ("配偶", "已有成员叫“配偶”"), ("x" * 61, "60")])
def test_a_name_that_cannot_stand_is_kept_with_a_sentence(
    qtbot: QtBot, dialog: HouseholdDialog, session: Session, typed: str, sentence: str
) -> None:
    before = session.case
    dialog.name.edit.setFocus()
    dialog.name.edit.selectAll()
    qtbot.keyClick(dialog.name.edit, Qt.Key.Key_Delete)
    type_name(qtbot, dialog, typed)
    assert session.case is before
    assert dialog.name.edit.text() == typed
    assert sentence in dialog.name.note.text()
    assert dialog.isVisible()
    type_name(qtbot, dialog, "Me")
    assert session.person.name == "Me"
    assert dialog.name.note.isHidden()


def test_alt_and_arrows_move_the_person(qtbot: QtBot, dialog: HouseholdDialog, session: Session) -> None:
    session.select_person("spouse")
    qtbot.keyClick(dialog, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert ids(session) == ["spouse", "me", "father"]
    assert not dialog.up.isEnabled()
    assert session.person_id == "spouse"
    qtbot.keyClick(dialog, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    qtbot.mouseClick(dialog.down, Qt.MouseButton.LeftButton)
    assert ids(session) == ["me", "father", "spouse"]
    assert not dialog.down.isEnabled()
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ids(session) == ["me", "spouse", "father"]
    qtbot.keyClick(dialog, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert ids(session) == ["me", "father", "spouse"]
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
    assert ids(session) == ["me", "father", "spouse"]


def test_the_list_selects_the_shown_person(qtbot: QtBot, dialog: HouseholdDialog, session: Session) -> None:
    dialog.people.setFocus()
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(dialog.people, Qt.Key.Key_Down)
    assert session.person_id == "spouse"
    assert dialog.name.edit.text() == "配偶"
    assert dialog.region.edit.text() == "西安市"
    assert dialog.status.current() == "flexible"
    qtbot.keyClick(dialog.people, Qt.Key.Key_F2)
    assert QApplication.focusWidget() is dialog.name.edit


def test_a_name_that_cannot_be_goes_and_comes_with_its_person(
    qtbot: QtBot, dialog: HouseholdDialog, session: Session
) -> None:
    for typed, said in (("配偶", "已有成员叫“配偶”"), ("长" * 61, "60")):
        type_name(qtbot, dialog, typed)
        assert dialog.name.faulty
        assert said in dialog.name.note.text()
        dialog.people.setFocus()
        qtbot.keyClick(dialog.people, Qt.Key.Key_Down)
        assert (dialog.name.edit.text(), dialog.name.faulty) == ("配偶", False)
        qtbot.keyClick(dialog.people, Qt.Key.Key_Up)
        assert (dialog.name.edit.text(), dialog.name.faulty) == (typed, True)
        assert said in dialog.name.note.text()
    assert session.undo_name() is None


def test_what_is_refused_is_said_in_the_words_of_the_fields(
    qtbot: QtBot, dialog: HouseholdDialog, session: Session
) -> None:
    session.edit_person("", retirement_date=date(2023, 6, 30))
    qtbot.mouseClick(dialog.status.button("retired"), Qt.MouseButton.LeftButton)
    assert session.person.status == "employed"
    assert dialog.fault.text() == "已填退休日期 2023-06-30；要改为退休，请先清空该日期"


def test_removing_asks_and_says_what_goes(qtbot: QtBot, dialog: HouseholdDialog, session: Session) -> None:
    dialog.people.setFocus()
    qtbot.keyClick(dialog.people, Qt.Key.Key_Delete)
    box = dialog_of(QMessageBox)
    assert (box.text(), box.informativeText()) == removal_question(session, "me")
    assert "本人" in box.text()
    assert "就诊 5 次，其他账户使用 2 笔" in box.informativeText()
    assert "2 次" in box.informativeText()
    answer(qtbot, "保留")
    assert len(session.case.people) == 3
    qtbot.mouseClick(dialog.remove, Qt.MouseButton.LeftButton)
    answer(qtbot, "移除")
    assert QApplication.focusWidget() is dialog.people
    assert ids(session) == ["spouse", "father"]
    assert len(session.case.visits) == 5
    assert session.undo_name() == "移除参保人"
    session.undo()
    assert len(session.case.visits) == 10


def test_enter_keeps_the_person(qtbot: QtBot, dialog: HouseholdDialog, session: Session) -> None:
    dialog.ask_to_remove()
    box = dialog_of(QMessageBox)
    qtbot.keyClick(box, Qt.Key.Key_Return)
    assert not box.isVisible()
    assert len(session.case.people) == 3


def test_the_only_person_stays(dialog: HouseholdDialog, session: Session) -> None:
    session.edit("alone", session.case.model_copy(update={"people": session.case.people[2:], "visits": ()}))
    session.edit(
        "alone",
        session.case.model_copy(
            update={"people": session.case.people[:1], "visits": (), "account_uses": ()},
        ),
    )
    assert dialog.people.count() == 1
    assert not dialog.remove.isEnabled()
    dialog.ask_to_remove()
    assert not any(isinstance(one, QMessageBox) and one.isVisible() for one in QApplication.topLevelWidgets())


def test_enter_presses_no_button_and_escape_closes(qtbot: QtBot, dialog: HouseholdDialog, session: Session) -> None:
    before = session.case
    dialog.name.edit.setFocus()
    qtbot.keyClick(dialog.name.edit, Qt.Key.Key_Return)
    assert session.case is before
    assert dialog.isVisible()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(dialog))
    session.undo()


def test_every_control_has_a_name_and_a_tooltip(dialog: HouseholdDialog) -> None:
    for button in dialog.findChildren(QPushButton):
        assert button.accessibleName(), button.text()
        assert button.toolTip(), button.text()
    for widget in (dialog.people, dialog.name.edit, dialog.region.box):
        assert widget.accessibleName()
        assert widget.toolTip()
    buddies = [label.buddy() for label in dialog.findChildren(QLabel) if label.buddy() is not None]
    for buddy in (dialog.people, dialog.name.edit, dialog.region, dialog.status):
        assert buddy in buddies


@pytest.mark.parametrize("language", ["zh", "en"])
def test_nothing_is_cut_off_at_twice_the_size(session: Session, qtbot: QtBot, qapp: object, language: str) -> None:
    session.wording = Wording(language, grouped=True)  # type: ignore[arg-type]
    theme = Theme(percent=200)
    dress(qapp, theme)  # type: ignore[arg-type]
    made = HouseholdDialog(session, theme)
    with qtbot.waitExposed(made):
        made.show()
    for button in made.findChildren(QPushButton):
        assert button.width() >= button.sizeHint().width(), button.text()
    for label in made.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.text()
    for row in range(made.people.count()):
        item = made.people.item(row)
        assert made.people.visualItemRect(item).height() >= made.people.sizeHintForRow(row)
    made.close()


def test_the_relation_to_the_first_person_is_asked_of_the_others(
    qtbot: QtBot, dialog: HouseholdDialog, session: Session
) -> None:
    assert not dialog.relation.isVisible()  # the first is related to nobody but themselves
    session.select_person("father")
    assert dialog.relation.isVisible()
    assert dialog.relation_caption.text() == "与本人的关系"
    assert set(dialog.relation.keys()) == {"spouse", "parent", "child", "sibling", "other"}
    qtbot.keyClick(dialog.relation.button("other"), Qt.Key.Key_Space)
    chosen = session.person.relation
    session.undo()
    assert (chosen, session.person.relation) == ("other", "parent")


def test_an_offered_name_says_the_relation_where_none_is_entered(
    qtbot: QtBot, dialog: HouseholdDialog, session: Session
) -> None:
    qtbot.mouseClick(dialog.add, Qt.MouseButton.LeftButton)
    assert session.person.relation is None  # nobody has said so yet
    qtbot.mouseClick(dialog.presets["子女"], Qt.MouseButton.LeftButton)
    assert session.person.name == "子女"
    assert session.person.relation == "child"
    session.undo()
    assert session.person.name == "母亲"
