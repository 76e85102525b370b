"""Account uses other than visits, typed as people type; the answers, their clauses, and what was paid."""

from functools import partial

import pytest
from driver.screens import first_made
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from calculator.case.unread_entries import unread_texts
from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.visits.uses_card import UsesCard
from calculator.desktop.visits.uses_model import COLUMNS
from calculator.files.example_household import example_case
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.choice_editor import ChoiceEdit
from calculator.widgets.theme import Theme, dress
from calculator.words.wording import Wording

PLACES = {column.key: place for place, column in enumerate(COLUMNS)}


@pytest.fixture
def card(session: Session, qtbot: QtBot, qapp: object) -> UsesCard:
    theme = Theme()
    dress(qapp, theme)  # type: ignore[arg-type]
    made = UsesCard(session, theme)
    made.resize(900, 500)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def text(card: UsesCard, row: int, key: str) -> str:
    return str(card.model.index(row, PLACES[key]).data())


def row(card: UsesCard, place: int) -> list[str]:
    return [text(card, place, key) for key in PLACES]


def go_to(card: UsesCard, place: int, key: str) -> None:
    card.table.setFocus()
    card.table.setCurrentIndex(card.model.index(place, PLACES[key]))


def editor(card: UsesCard) -> QLineEdit:
    found = [one for one in card.table.viewport().findChildren(QLineEdit) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def end(qtbot: QtBot, card: UsesCard, widget: QWidget) -> None:
    """Enter; Qt takes an editor's text over once the key has been handled, and the table moves on to the next cell."""
    before = card.table.currentIndex().column()
    qtbot.keyClick(widget, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.table.state() != card.table.State.EditingState)
    qtbot.waitUntil(lambda: card.table.currentIndex().column() != before)


def enter(qtbot: QtBot, card: UsesCard, expected: str) -> None:
    """Enter, up to the cell in the column `expected`."""
    qtbot.keyClick(card.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.table.currentIndex().column() == PLACES[expected])


def type_cell(qtbot: QtBot, card: UsesCard, place: int, key: str, typed: str) -> None:
    go_to(card, place, key)
    qtbot.keyClick(card.table, Qt.Key.Key_F2)
    edit = editor(card)
    edit.selectAll()
    qtbot.keyClick(edit, Qt.Key.Key_Delete)
    if typed.isascii():
        qtbot.keyClicks(edit, typed)
    else:
        edit.insert(typed)  # no keyboard has these keys; they come from an input method
    end(qtbot, card, edit)


def type_in_last(qtbot: QtBot, card: UsesCard, typed: str) -> None:
    """Type into the last cell of a row, and end with Enter."""
    for one in (*typed, Qt.Key.Key_Return):
        focus = QApplication.focusWidget()
        assert focus is not None
        qtbot.keyClick(focus, one)


def choose(qtbot: QtBot, card: UsesCard, place: int, key: str, downs: int) -> None:
    go_to(card, place, key)
    qtbot.keyClick(card.table, Qt.Key.Key_F2)
    box = editor(card)
    for _ in range(downs):
        qtbot.keyClick(box, Qt.Key.Key_Down)
    end(qtbot, card, box)


def test_the_examples_uses_stand_with_their_answers(card: UsesCard) -> None:
    assert card.title.text() == "本人的账户：就诊以外的使用（2023 年度）"
    assert row(card, 0) == ["10-20", "父母", "居民医保个人缴费", "380.00", "✓ 可以支付", "三（二）", "380.00"]
    assert card.model.rowCount() == 2


@pytest.mark.parametrize(
    ("typed", "fen"),
    [("1,200", 120000), ("１２００．５", 120050), ("1200。5", 120050), ("¥12", 1200), ("3200元", 320000)],
)
def test_amounts_are_read_with_tolerance(qtbot: QtBot, card: UsesCard, session: Session, typed: str, fen: int) -> None:
    with qtbot.waitSignal(session.changed):
        type_cell(qtbot, card, 0, "amount", typed)
    assert session.case.account_uses[0].amount == fen
    assert session.undo_name() == "修改金额"


@pytest.mark.parametrize("typed", ["3-5", "3月5日", "2023/3/5", "20230305"])
def test_dates_are_read_with_tolerance(qtbot: QtBot, card: UsesCard, session: Session, typed: str) -> None:
    with qtbot.waitSignal(session.changed):
        type_cell(qtbot, card, 1, "date", typed)
    assert session.case.account_uses[1].date.isoformat() == "2023-03-05"
    assert [text(card, place, "date") for place in range(2)] == ["10-20", "03-05"]
    qtbot.keyClick(card.table, Qt.Key.Key_Up)
    qtbot.waitUntil(lambda: [text(card, place, "date") for place in range(2)] == ["03-05", "10-20"])


def test_one_edit_is_one_change(qtbot: QtBot, card: UsesCard, session: Session) -> None:
    told: list[None] = []
    session.changed.connect(lambda: told.append(None))
    type_cell(qtbot, card, 0, "amount", "100")
    assert len(told) == 1


@pytest.mark.parametrize(
    ("key", "typed", "expected"),
    [
        ("amount", "12x", '第 1 行金额："12x" 不是金额'),
        ("amount", "-5", "不是金额"),
        ("date", "13-40", '第 1 行日期："13-40" 不是日期'),
        ("date", "2031-01-01", "2023-01"),
    ],
)
def test_what_cannot_stand_is_kept_as_typed(
    qtbot: QtBot, card: UsesCard, session: Session, key: str, typed: str, expected: str
) -> None:
    type_cell(qtbot, card, 0, key, typed)
    assert unread_texts(session.case, "account_uses", "1") == {key: typed}
    assert [text(card, 0, column) for column in ("answer", "clause", "paid")] == ["未计入", "", ""]
    assert text(card, 0, key) == typed
    assert expected in card.faults.text()
    assert card.faults.isVisible()
    assert expected in card.model.index(0, PLACES[key]).data(Qt.ItemDataRole.ToolTipRole) or "行" in expected
    session.edit_person("else", age=50, birth_date=None)
    assert text(card, 0, key) == typed
    type_cell(qtbot, card, 0, key, "5" if key == "amount" else "5-5")
    assert card.faults.isHidden()


def test_relation_and_purpose_are_chosen_and_the_answer_follows(qtbot: QtBot, card: UsesCard, session: Session) -> None:
    choose(qtbot, card, 1, "purpose", 2)
    assert text(card, 1, "purpose") == "居民医保个人缴费"
    assert text(card, 1, "answer") == "? 文件未列"
    assert text(card, 1, "paid") == "0.00"
    choose(qtbot, card, 1, "purpose", 6)
    assert session.case.account_uses[1].purpose == "fitness"
    assert session.undo_name() == "修改用途"
    assert text(card, 1, "answer").startswith("✕ ")
    choose(qtbot, card, 0, "relation", 3)
    assert session.case.account_uses[0].relation == "other"
    assert text(card, 0, "answer").startswith("✕ ")


def test_a_condition_is_said_as_one(card: UsesCard, session: Session) -> None:
    session.edit_person("region", region="gansu")
    assert text(card, 0, "answer").startswith("… ")
    assert text(card, 0, "paid") == "0.00"


def test_the_row_says_why_with_document_and_clause(card: UsesCard) -> None:
    assert "选择一行" in card.why.text()
    go_to(card, 0, "date")
    assert "日政办发〔2022〕17号 三（二）" in card.why.text()
    assert "380.00" in card.why.text()


def test_a_clause_stands_in_the_brackets_of_the_language(qtbot: QtBot, session: Session) -> None:
    card = UsesCard(session.rebuilt(Wording("en")), Theme())
    qtbot.addWidget(card)
    card.show()
    go_to(card, 0, "date")
    assert card.why.text().endswith("the account paid 380.00 (日政办发〔2022〕17号 三（二）)")


def test_a_whole_use_is_entered_by_keys_alone(qtbot: QtBot, card: UsesCard, session: Session) -> None:
    session.select_person("father")
    assert card.table.isHidden()
    assert card.empty.isVisible()
    card.add.setFocus()
    qtbot.keyClick(card.add, Qt.Key.Key_Space)
    qtbot.keyClicks(card.table, "6")
    edit = editor(card)
    qtbot.keyClicks(edit, "-18")
    end(qtbot, card, edit)
    assert card.table.currentIndex().column() == PLACES["relation"]
    enter(qtbot, card, "purpose")
    enter(qtbot, card, "amount")
    qtbot.keyClicks(card.table, "4")
    edit = editor(card)
    qtbot.keyClicks(edit, "2.5")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: card.model.rowCount() == 2)
    assert session.case.account_uses[-1].amount == 4250  # the fresh row is of nobody yet
    use = session.case.account_uses[-1]
    assert (use.payer, use.relation, use.purpose) == ("father", "self", "pharmacy_drug")
    assert (use.date.isoformat(), use.amount) == ("2023-06-18", 4250)
    assert text(card, 0, "amount") == "42.50"


def test_delete_removes_the_selected_uses_and_undo_brings_them_back(
    qtbot: QtBot, card: UsesCard, session: Session
) -> None:
    go_to(card, 0, "date")
    qtbot.keyClick(card.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(card.table, Qt.Key.Key_Delete)
    assert card.model.rowCount() == 0
    assert QApplication.focusWidget() is card.add
    session.undo()
    assert card.model.rowCount() == 2
    go_to(card, 1, "date")
    qtbot.mouseClick(card.remove, Qt.MouseButton.LeftButton)
    assert [use.id for use in session.case.account_uses] == ["1", "3"]
    assert card.table.currentIndex().row() == 0


def test_typing_goes_on_in_the_use_whose_date_is_in_another_year(
    qtbot: QtBot, card: UsesCard, session: Session
) -> None:
    before = session.case.account_uses
    qtbot.mouseClick(card.add, Qt.MouseButton.LeftButton)
    type_cell(qtbot, card, card.table.currentIndex().row(), "date", "2024-3-5")
    assert session.year == 2023  # while it is entered it stays where it was begun
    assert (card.table.currentIndex().row(), card.table.currentIndex().column()) == (2, PLACES["relation"])
    enter(qtbot, card, "purpose")
    enter(qtbot, card, "amount")
    type_in_last(qtbot, card, "77")
    assert session.year == 2024
    assert [text(card, row, "date") for row in range(2)] == ["03-05", "03-05"]
    assert session.case.account_uses[: len(before)] == before
    assert session.case.account_uses[len(before)].amount == 7700


def test_typing_goes_on_in_the_use_whose_row_moves(qtbot: QtBot, card: UsesCard) -> None:
    first = card.model.row_id(0)
    type_cell(qtbot, card, 0, "date", "12-5")
    at = card.table.currentIndex()
    assert (card.model.row_id(at.row()), at.row(), at.column()) == (first, 0, PLACES["relation"])
    qtbot.keyClick(card.table, Qt.Key.Key_Backtab)
    qtbot.keyClick(card.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: card.model.row_of(first) == 1)


def test_a_text_ends_when_its_cell_is_given_a_value_elsewhere(qtbot: QtBot, card: UsesCard, session: Session) -> None:
    type_cell(qtbot, card, 0, "amount", "100")
    type_cell(qtbot, card, 0, "amount", "12x")
    assert '"12x"' in card.faults.text()
    session.undo()
    assert text(card, 0, "amount") == "100.00"
    assert card.faults.isHidden()


def test_faults_are_said_from_the_first_row_to_the_last(qtbot: QtBot, card: UsesCard) -> None:
    type_cell(qtbot, card, 1, "amount", "x")
    type_cell(qtbot, card, 0, "amount", "y")
    assert [line[:5] for line in card.faults.text().splitlines()] == ["第 1 行", "第 2 行"]


def test_too_large_an_amount_is_called_so(qtbot: QtBot, card: UsesCard) -> None:
    type_cell(qtbot, card, 0, "amount", "99999999")
    assert '"99999999" 过大，最多 10,000,000.00 元' in card.faults.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_column_is_seen_on_a_small_screen(library: Library, qtbot: QtBot, language: Language) -> None:
    household = Session(example_case(library), library, Wording(language, grouped=True))
    window = first_made(partial(MainWindow, household))
    qtbot.addWidget(window)
    window.complete()
    with qtbot.waitActive(window):
        window.show()
        window.resize(1280, 720)
    qtbot.keyClick(window, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    shown = window.findChild(UsesCard)
    assert isinstance(shown, UsesCard)
    qtbot.waitUntil(shown.table.isVisible)
    head = shown.table.horizontalHeader()
    qtbot.waitUntil(lambda: 0 < head.length() <= shown.table.viewport().width())


def test_sharing_is_shown_on_both_sides(card: UsesCard, session: Session) -> None:
    people = tuple(person.model_copy(update={"average_pension": {}}) for person in session.case.people)
    session.edit("nothing credited", session.case.model_copy(update={"people": people}))
    assert "家庭共济：本账户为父亲的 1 次就诊支付" in card.shared.text()
    session.select_person("father")
    assert "家庭共济：本人的账户为其 1 次就诊支付" in card.shared.text()
    session.select_person("spouse")
    assert card.shared.isHidden()


def test_every_control_has_a_name(card: UsesCard) -> None:
    for widget in (card.table, card.add, card.remove, card.faults, card.why, card.shared, card.empty):
        assert widget.accessibleName()
    for button in card.findChildren(QPushButton):
        assert button.toolTip()
    assert card.title.buddy() is card.table
    assert card.model.index(0, PLACES["paid"]).data(Qt.ItemDataRole.AccessibleTextRole) == "账户支付 380.00"


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [420, 1240])
def test_columns_have_room_for_what_they_say(
    session: Session, qtbot: QtBot, qapp: object, percent: int, width: int
) -> None:
    theme = Theme(percent=percent)
    dress(qapp, theme)  # type: ignore[arg-type]
    made = UsesCard(session, theme)
    made.resize(width, 700)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    head = made.table.horizontalHeader()
    for place in PLACES.values():
        needed = max(made.table.sizeHintForColumn(place), head.sectionSizeHint(place))
        assert made.table.columnWidth(place) >= needed


def test_the_list_of_purposes_shows_every_word_whole(qtbot: QtBot, card: UsesCard) -> None:
    go_to(card, 1, "purpose")
    qtbot.keyClick(card.table, Qt.Key.Key_F2)
    box = editor(card)
    assert isinstance(box, ChoiceEdit)
    entries = box.list
    assert entries.isVisible()
    assert entries.width() >= entries.sizeHintForColumn(0)
    assert entries.geometry().right() <= card.width()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert entries.isHidden()
