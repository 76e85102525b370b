"""The family at a glance: figures, sums, what is not known, and going to a person by mouse and keys."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from calculator.desktop.year.family_overview import FamilyOverview
from calculator.session.session import Session
from calculator.widgets.theme import Theme, dress
from calculator.words.wording import Wording


@pytest.fixture
def overview(session: Session, qtbot: QtBot, qapp: object) -> FamilyOverview:
    theme = Theme()
    dress(qapp, theme)  # type: ignore[arg-type]
    made = FamilyOverview(session, theme)
    made.resize(900, 400)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    return made


def row(overview: FamilyOverview, place: int) -> list[str]:
    model = overview.model
    return [str(model.index(place, column).data()) for column in range(model.columnCount())]


def change_all(session: Session, **fields: object) -> None:
    people = tuple(person.model_copy(update=fields) for person in session.case.people)
    assert not session.edit("all", session.case.model_copy(update={"people": people}))


def test_each_person_and_the_sums_stand_in_a_row(overview: FamilyOverview) -> None:
    assert overview.model.rowCount() == 4
    assert row(overview, 0) == ["▸ 本人（当前）", "日照市", "1,132.00", "868.00", "778.60", "320.00"]
    assert row(overview, 1)[:2] == ["配偶", "西安市"]
    family = overview.model.family
    assert row(overview, 3)[0] == "全家合计"
    assert row(overview, 3)[2] == f"{family.pooled // 100:,}.{family.pooled % 100:02d}"
    assert row(overview, 3)[3] == ""


def test_a_click_shows_that_person(qtbot: QtBot, overview: FamilyOverview, session: Session) -> None:
    table = overview.table
    with qtbot.waitSignal(session.changed):
        place = table.visualRect(overview.model.index(2, 0)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert session.person_id == "father"
    assert row(overview, 2)[0] == "▸ 父亲（当前）"
    assert row(overview, 0)[0] == "本人"


def test_enter_shows_the_person_the_arrows_went_to(qtbot: QtBot, overview: FamilyOverview, session: Session) -> None:
    overview.table.setFocus()
    qtbot.keyClick(overview.table, Qt.Key.Key_Down)
    assert session.person_id == "me"
    with qtbot.waitSignal(session.changed):
        qtbot.keyClick(overview.table, Qt.Key.Key_Return)
    assert session.person_id == "spouse"


def test_the_sums_are_nobody_to_show(qtbot: QtBot, overview: FamilyOverview, session: Session) -> None:
    table = overview.table
    with qtbot.assertNotEmitted(session.changed):
        place = table.visualRect(overview.model.index(3, 0)).center()
        qtbot.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)


def test_what_is_not_credited_is_said_in_words(overview: FamilyOverview, session: Session) -> None:
    assert overview.notes.isHidden()
    change_all(session, average_pension={})
    assert row(overview, 2)[4].endswith("\n不完整")
    assert row(overview, 3)[4].endswith("\n不完整")
    assert "父亲：有 12 个月没有划入" in overview.notes.text()
    assert "基本养老金平均水平" in overview.notes.text()


def test_what_cannot_be_computed_is_said_in_words(overview: FamilyOverview, session: Session) -> None:
    session.edit_person("region", region="gansu")
    assert row(overview, 0)[2:4] == ["未能计算", "未知"]
    assert row(overview, 0)[5] == "未能计算"
    assert row(overview, 3)[2].endswith("\n不完整")
    assert "本人：本年度的最高支付限额未知" in overview.notes.text()
    assert "本人：有 5 次就诊未能计算" in overview.notes.text()


def test_the_table_follows_people_who_come_and_go(overview: FamilyOverview, session: Session) -> None:
    session.edit("less", session.case.model_copy(update={"people": session.case.people[:2], "visits": ()}))
    session.edit("order", session.case.model_copy(update={"people": session.case.people[::-1]}))
    assert [row(overview, place)[0] for place in range(3)] == ["配偶", "▸ 本人（当前）", "全家合计"]
    assert overview.table.currentIndex().row() == 1
    session.undo()
    session.undo()
    assert overview.model.rowCount() == 4


def test_the_shown_year_is_the_sessions(overview: FamilyOverview, session: Session) -> None:
    session.edit("longer", session.case.model_copy(update={"through": session.case.through + 12}))
    session.select_year(2024)
    assert overview.title.text() == "全家概览（2024 年度）"
    assert row(overview, 0)[2] == "0.00"


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("width", [420, 1240])
def test_columns_and_rows_have_room_for_what_they_say(
    session: Session, qtbot: QtBot, qapp: object, percent: int, width: int
) -> None:
    session.wording = Wording("en", grouped=True)
    theme = Theme(percent=percent)
    dress(qapp, theme)  # type: ignore[arg-type]
    made = FamilyOverview(session, theme)
    made.resize(width, 900)
    qtbot.addWidget(made)
    with qtbot.waitExposed(made):
        made.show()
    change_all(session, average_pension={})
    table, head = made.table, made.table.horizontalHeader()
    for column in range(made.model.columnCount()):
        assert table.columnWidth(column) >= max(table.sizeHintForColumn(column), head.sectionSizeHint(column))
    for line in range(made.model.rowCount()):
        assert table.rowHeight(line) >= table.sizeHintForRow(line)


def test_cells_say_heading_and_figure_to_a_screen_reader(overview: FamilyOverview) -> None:
    said = overview.model.index(0, 2).data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "统筹支付 1,132.00"
    assert overview.table.accessibleName() == "全家年度概览"
