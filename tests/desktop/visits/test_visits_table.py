"""More of the visits table: copies, the clipboard, order, columns, everyone; and what the cards are made of."""

from driver.hands import enter
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.visits.visit_form import VisitForm
from calculator.session.session import Session

CTRL = Qt.KeyboardModifier.ControlModifier


def dates(session: Session, window: MainWindow) -> list[str]:
    model = window.visits.model
    ids = [model.row_id(row) for row in range(model.rowCount() - 1)]
    return [f"{session.visit(visit_id or '').date:%m-%d}" for visit_id in ids]


def select(window: MainWindow, row: int) -> None:
    window.visits.table.setFocus()
    window.visits.table.selectRow(row)


def paste(qtbot: QtBot, window: MainWindow, text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    window.visits.table.setFocus()
    qtbot.keyClick(window.visits.table, Qt.Key.Key_V, CTRL)


def test_a_visit_is_entered_once_more(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    select(window, 1)
    qtbot.keyClick(window.visits.table, Qt.Key.Key_D, CTRL)
    assert len(session.year_statement.visits) == 6
    twin = session.visit(session.visit_id or "")
    assert (twin.total, twin.institution, twin.id) == (1480_00, "level3", "v11")
    assert "再录一次就诊" in window.undo.text()


def test_copied_rows_come_back_as_they_were(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    before = session.year_statement.totals.total
    window.visits.table.setFocus()
    window.visits.table.selectAll()
    qtbot.keyClick(window.visits.table, Qt.Key.Key_C, CTRL)
    assert window.visits.notes.isVisible()
    assert window.visits.notes.text.text() == f"已复制 ✓（{len(window.visits.selected_ids())} 次就诊）"
    text = QGuiApplication.clipboard().text()
    assert text.splitlines()[0].split("\t")[:4] == ["日期", "医疗机构", "总费用", "全自费"]
    assert text.splitlines()[2].split("\t")[:4] == ["2023-04-18", "三级", "1480.00", "80.00"]
    paste(qtbot, window, text)
    assert len(session.year_statement.visits) == 10
    assert session.year_statement.totals.total == 2 * before
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    assert len(session.year_statement.visits) == 5


def test_copied_rows_take_along_what_the_table_does_not_show(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    rich = {
        "first_self_pay": 30_00,
        "setting": "remote_unfiled",
        "emergency": True,
        "circumstances": ("hospitalised", "day_surgery"),
        "pay_from_account": ("spouse", "me"),
    }
    first, second = (visit.id for visit in session.year_statement.visits[:2])
    assert session.edit_visit("", first, **rich) == []
    assert session.edit_visit("", second, pay_from_account=()) == []
    window.visits.model.show_columns(["date", "institution", "total"])
    ids = window.visits.selected_ids
    window.visits.table.setFocus()
    window.visits.table.selectAll()
    before = [session.visit(one) for one in ids()]
    qtbot.keyClick(window.visits.table, Qt.Key.Key_C, CTRL)
    text = QGuiApplication.clipboard().text()
    # A column for what one of the rows says, none for what all leave as it is with a new visit.
    assert "先行自付" in text
    assert "超限价自费" not in text
    qtbot.keyClick(window.visits.table, Qt.Key.Key_Delete)
    assert not session.year_statement.visits
    # Where there is no visit there is no table to paste into.
    qtbot.keyClick(window.visits.add, Qt.Key.Key_V, CTRL)
    window.visits.table.selectAll()
    assert [session.visit(one).model_copy(update={"id": ""}) for one in ids()] == [
        one.model_copy(update={"id": ""}) for one in before
    ]


def test_rows_of_a_spreadsheet_are_taken_in_one_step(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    paste(
        qtbot, window, "就诊\t总费用\t日期\t医疗机构\n感冒\t1,200\t2023/5/6\t二级医院\n\t33.5\t5月7日\t药店（一级）\n"
    )
    new = session.case.visits[-2:]
    assert [(visit.total, visit.institution, visit.prescriber) for visit in new] == [
        (1200_00, "level2", None),
        (33_50, "pharmacy", "level1"),
    ]
    assert [f"{visit.date:%m-%d}" for visit in new] == ["05-06", "05-07"]


def test_what_slips_say_is_pasted_and_copied(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    paste(
        qtbot,
        window,
        "日期\t医疗机构\t总费用\t统筹支付\t个人现金支付\t账户余额\n"
        "2023/5/6\t二级\t1,200\t560.00\t140\t0.00\n2023/5/7\t三级\t90\t\t\t\n",
    )
    first, second = session.case.visits[-2:]
    assert first.stated is not None
    stated = first.stated
    assert (stated.pooled, stated.cash, stated.balance_after, stated.account) == (560_00, 140_00, 0, None)
    assert second.stated is None  # the slip said nothing
    # Copied beside what was computed, it comes back as it was; and what the slip does not say is not made up.
    window.visits.table.setFocus()
    window.visits.table.selectAll()
    before = {visit.date: visit for visit in session.case.visits if visit.person == "me"}
    count = len(session.case.visits)
    qtbot.keyClick(window.visits.table, Qt.Key.Key_C, CTRL)
    paste(qtbot, window, QGuiApplication.clipboard().text())
    again = session.case.visits[count:]
    assert len(again) == len(before) == 7
    assert all(visit.model_copy(update={"id": before[visit.date].id}) == before[visit.date] for visit in again)


def test_cells_in_quotes_are_read_as_spreadsheets_write_them(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    paste(qtbot, window, '日期\t"医疗机构\n等级"\t总费用\t备注\r\n2023-05-06\t二级\t"1,200.00"\t"感冒\n""咳嗽"""\r\n')
    assert [(visit.total, visit.institution) for visit in session.case.visits[10:]] == [(1200_00, "level2")]
    # Quotes that are a cell's own are no reason to take its row and the next ones for one cell.
    paste(qtbot, window, '日期\t医疗机构\t总费用\t备注\n5-7\t二级\t35\t"感冒\n5-8\t二级\t36\t\n')
    assert [visit.total for visit in session.case.visits[11:]] == [35_00, 36_00]


def test_a_faulty_row_is_named_and_nothing_is_taken(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    before = session.case
    paste(qtbot, window, "2023-05-06\t二级\t120\n2023-05-32\t四级\tabc\n")
    assert session.case is before
    said = window.visits.faults.text()
    assert "复制内容第 2 行日期" in said
    assert '"四级" 不是医疗机构' in said
    assert '"abc" 不是金额' in said
    assert "第 1 行" not in said


def test_the_table_is_ordered_by_a_heading(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    head = window.visits.table.horizontalHeader()
    place = next(n for n, column in enumerate(window.visits.model.columns) if column.key == "total")

    def click() -> None:
        spot = QPoint(head.sectionViewportPosition(place) + 10, head.height() // 2)
        qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, pos=spot)

    def heading(role: Qt.ItemDataRole = Qt.ItemDataRole.DisplayRole) -> object:
        return window.visits.model.headerData(place, Qt.Orientation.Horizontal, role)

    in_time = dates(session, window)
    room = {n: head.sectionSize(n) for n in range(head.count())}
    click()
    assert dates(session, window) == ["09-09", "07-21", "06-02", "03-05", "04-18"]
    assert heading() == "总费用 ▲"
    assert heading(Qt.ItemDataRole.AccessibleTextRole) == "总费用，升序"
    # The mark has room beside the word, and takes none in other columns but the one that has room to spare.
    assert head.sectionSize(place) >= head.fontMetrics().horizontalAdvance("总费用 ▲")
    assert head.length() <= window.visits.table.viewport().width()
    wider = [n for n in room if head.sectionSize(n) > room[n]]
    assert wider in ([], [place])
    click()
    assert heading() == "总费用 ▼"
    assert dates(session, window) == ["04-18", "03-05", "06-02", "07-21", "09-09"]
    click()
    assert dates(session, window) == in_time
    last = window.visits.model.index(window.visits.model.rowCount() - 1, 0)
    assert last.data() == "合计"
    assert heading() == "总费用"


def test_the_table_is_ordered_by_keys_and_what_has_no_figure_stays_last(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    in_time = dates(session, window)
    model, table = window.visits.model, window.visits.table
    place = next(n for n, column in enumerate(model.columns) if column.key == "deductible")
    table.setFocus()
    table.setCurrentIndex(model.index(0, place))

    def shown() -> list[str]:
        return [model.index(row, place).data() for row in range(model.rowCount() - 1)]

    qtbot.keyClick(table, Qt.Key.Key_T, CTRL)
    assert shown() == ["0.00", "100.00", "400.00", "—", "—"]
    qtbot.keyClick(table, Qt.Key.Key_T, CTRL)
    assert shown() == ["400.00", "100.00", "0.00", "—", "—"]
    qtbot.keyClick(table, Qt.Key.Key_T, CTRL)
    assert dates(session, window) == in_time


def test_everyone_is_listed_with_names_and_the_family_s_sums(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    qtbot.mouseClick(
        window.visits.everyone, Qt.MouseButton.LeftButton, pos=QPoint(8, window.visits.everyone.height() // 2)
    )
    model = window.visits.model
    assert model.rowCount() == 11
    names = next(n for n, column in enumerate(model.columns) if column.key == "person")
    assert {model.index(row, names).data() for row in range(10)} == {"本人", "配偶", "父亲"}
    pooled = next(n for n, column in enumerate(model.columns) if column.key == "pooled")
    # 1132.00 + 129.50 + 2000.00
    assert model.index(10, pooled).data() == "3,261.50"
    assert session.everyone
    # With everyone's visits goes the column that tells them apart.
    qtbot.mouseClick(
        window.visits.everyone, Qt.MouseButton.LeftButton, pos=QPoint(8, window.visits.everyone.height() // 2)
    )
    assert "person" not in [column.key for column in model.columns]


def test_columns_are_chosen(window: MainWindow) -> None:
    with_running = ["date", "institution", "total", "pooled", "pooled_to_date", "cap_remaining"]
    window.visits.model.show_columns(with_running)
    model = window.visits.model
    assert [column.key for column in model.columns] == with_running
    assert model.index(1, 4).data() == "892.00"


def test_a_card_says_what_it_is_made_of(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    window.cards.pooled.setFocus()
    qtbot.keyClick(window.cards.pooled, Qt.Key.Key_Return)
    assert session.subject == "pooled"
    assert "1,132.00" in window.explain.title.text()
    qtbot.mouseClick(window.explain.copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert "03-05 二级：112.00" in text
    assert "限额 2,000.00 − 已付 1,132.00 ＝ 剩余 868.00" in text
    assert "日政办发〔2022〕17号 二（二）" in text
    qtbot.mouseClick(window.cards.account, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(window.explain.copy, Qt.MouseButton.LeftButton)
    text = QGuiApplication.clipboard().text()
    assert "2023-01 – 2023-12 每月划入 165.00" in text
    assert "缴费基数 6,000.00 × (2% + 0.75%) ＝ 165.00" in text
    assert "日政办发〔2022〕17号 三（一）" in text


def form_of(qtbot: QtBot, window: MainWindow) -> VisitForm:
    qtbot.keyClick(window, Qt.Key.Key_6, Qt.KeyboardModifier.AltModifier)
    form = window.answers.page(1)
    assert isinstance(form, VisitForm)
    qtbot.waitUntil(form.isVisible)
    return form


def test_the_rest_of_a_bill(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    select(window, 1)
    form = form_of(qtbot, window)
    enter(form.parts["first_self_pay"].edit, "100")
    # 1480 − 80 − 100 = 1300; 100 of the deductible left; 1200 × 60% = 720.00
    assert session.settlement("3").pooled == 720_00
    qtbot.keyClick(form.circumstances["long_term_care"].box, Qt.Key.Key_Space)
    excluded = session.settlement("3").excluded
    assert excluded is not None
    assert excluded.code == "long_term_care"
    qtbot.keyClick(form.circumstances["long_term_care"].box, Qt.Key.Key_Space)
    assert session.settlement("3").excluded is None
    enter(form.parts["paid_elsewhere"].edit, "5000")
    assert form.parts["paid_elsewhere"].faulty
    assert form.parts["paid_elsewhere"].edit.text() == "5000"
    assert session.visit("3").paid_elsewhere == 0


def test_whose_account_pays_and_in_what_order(qtbot: QtBot, window: MainWindow, session: Session) -> None:
    select(window, 1)
    form = form_of(qtbot, window)
    first, second = form.payers[:2]
    first.setFocus()
    qtbot.keyClick(first, Qt.Key.Key_End)  # the father
    assert session.visit("3").pay_from_account == ("father",)
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Down)
    assert session.visit("3").pay_from_account == ("father", "me")
    # The father has 820.50 + 4 × 82.00 − 875.00 (his visit in March) = 273.50; 620.00 may be paid.
    paid = [(payment.payer, payment.amount) for payment in session.settlement("3").account]
    assert paid == [("father", 273_50), ("me", 346_50)]
    qtbot.keyClick(second, Qt.Key.Key_Down)
    assert session.visit("3").pay_from_account == ("father", "spouse")
    third = form.payers[2]
    third.setFocus()
    qtbot.keyClick(third, Qt.Key.Key_Down)
    assert session.visit("3").pay_from_account == ("father", "spouse", "me")
    first.setFocus()
    # With who pays already they change places, and nobody is lost on the way.
    qtbot.keyClick(first, Qt.Key.Key_Up)
    assert session.visit("3").pay_from_account == ("spouse", "father", "me")
    qtbot.keyClick(first, Qt.Key.Key_Home)
    assert session.visit("3").pay_from_account == ("father", "me")


def test_a_second_payer_is_reached_past_those_who_pay_already(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    select(window, 1)
    form = form_of(qtbot, window)
    assert session.visit("3").pay_from_account == ("me",)
    second = form.payers[1]
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Down)
    assert session.visit("3").pay_from_account == ("me", "spouse")
    qtbot.keyClick(second, Qt.Key.Key_Down)
    assert session.visit("3").pay_from_account == ("me", "father")


def test_what_cannot_be_read_in_the_form_is_kept_and_counts_nowhere(
    qtbot: QtBot, window: MainWindow, session: Session
) -> None:
    select(window, 1)
    form = form_of(qtbot, window)
    enter(form.total.edit, "12o0")
    assert session.visit("3").unread == {"total": "12o0"}
    refused = session.settlement("3").refused
    assert refused is not None
    assert refused.code == "entry_unread"
    assert form.total.edit.text() == "12o0"
    total = next(n for n, column in enumerate(window.visits.model.columns) if column.key == "total")
    assert window.visits.model.index(1, total).data() == "12o0"
    enter(form.total.edit, "1200")
    assert (session.visit("3").unread, session.visit("3").total) == ({}, 1200_00)
    enter(form.parts["first_self_pay"].edit, "5000")
    assert session.visit("3").unread == {"first_self_pay": "5000"}
    assert "小于各部分之和" in form.parts["first_self_pay"].note.text()
    enter(form.total.edit, "9000")
    assert (session.visit("3").unread, session.visit("3").first_self_pay) == ({}, 5000_00)
