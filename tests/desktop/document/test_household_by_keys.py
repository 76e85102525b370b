"""A whole household entered by key presses only, from the first door to the right statement, and all the way back.

No control is given the focus by the test. The only things done for the person are a window manager's: a new window
comes to the front, on a screen that is wide enough.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from driver.keyboard import Keyboard
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from calculator.case.case import Case
from calculator.case.case_json import read_case, write_case
from calculator.desktop.shell.application import Application
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.engine.compute import compute
from calculator.engine.statement import PersonStatement
from calculator.files.settings import Store
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.choice_editor import ChoiceEdit

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
KEY = Qt.Key


@dataclass
class Desk:
    """The program, the keyboard before it, and every case that stood, in order."""

    application: Application
    keys: Keyboard
    qtbot: QtBot
    cases: list[Case]

    @property
    def session(self) -> Session:
        assert self.application.session is not None
        return self.application.session

    @property
    def window(self) -> ShellWindow:
        assert isinstance(self.application.window, ShellWindow)
        return self.application.window

    def bring_to_front(self) -> None:
        """What a window manager does with a new window, on a screen of 1280×720 and more."""
        window = self.application.window
        assert window is not None
        freed()  # the window before it, which would take the focus along as it goes
        window.resize(1280, 720)
        self.keys.bring_to_front()


@pytest.fixture
def desk(qtbot: QtBot, qapp: QApplication, library: Library, tmp_path: Path) -> Iterator[Desk]:
    application = Application(qapp, library, Store(tmp_path), language="zh", data=tmp_path / "data")
    made = Desk(application, Keyboard(qtbot, lambda: application.window), qtbot, [])
    application.welcome()
    made.bring_to_front()
    yield made
    application.deleteLater()
    if application.window is not None:
        application.window.close()
        application.window.deleteLater()
    freed()


def freed() -> None:
    """What is to be deleted later, is now."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


# ---- what the person does, in the order in which it is done


def through_the_first_door(desk: Desk) -> None:
    """Enter my visits: a region by its initials, employed, this year."""
    keys = desk.keys
    keys.press(KEY.Key_Return)
    keys.type("elht", KEY.Key_Return)
    keys.tab_to("参保状态")
    keys.press(KEY.Key_Space)
    keys.tab_to("从哪个年度开始")
    keys.press(KEY.Key_Return)
    desk.qtbot.waitUntil(lambda: desk.application.session is not None)
    desk.bring_to_front()
    desk.cases.append(desk.session.case)
    desk.session.changed.connect(lambda: desk.cases.append(desk.session.case))


def fill_in_the_person(desk: Desk) -> None:
    """Region by initials, birth, usual level, contribution base, opening balance."""
    keys = desk.keys
    keys.tab_to("参保地")
    keys.type("rz", KEY.Key_Return)
    assert desk.session.person.region == "rizhao"
    keys.tab_to("出生日期或周岁")
    keys.type("1980-05-17", KEY.Key_Return)
    keys.tab_to("常去的医院级别")
    keys.press(KEY.Key_Space, KEY.Key_Right)
    keys.tab_to("月缴费基数")
    keys.type("6,000", KEY.Key_Return)
    keys.tab_to("期初个人账户余额")
    keys.type("500", KEY.Key_Return)


def enter_own_visits(desk: Desk) -> None:
    """Three visits in the table; the third lies before the second, and its row moves up once it is left."""
    keys = desk.keys
    keys.press(KEY.Key_N, with_=CTRL)
    keys.type("3-5", KEY.Key_Return)
    keys.press(KEY.Key_Return)  # the usual level stands there already
    keys.type("1,480", KEY.Key_Return)
    keys.type("80", KEY.Key_Return)  # Enter in the last cell adds a row
    keys.type("6-2", KEY.Key_Return)
    keys.type("6", KEY.Key_Return)  # a pharmacy, prescribed at the third level
    keys.type("135", KEY.Key_Tab)
    keys.press(KEY.Key_Escape)
    keys.press(KEY.Key_N, with_=CTRL)
    keys.type("4-18", KEY.Key_Return)
    choose_in_cell(desk, KEY.Key_Down)
    keys.type("2,600.50", KEY.Key_Tab)
    keys.press(KEY.Key_Escape)


def enter_the_rest_of_the_first_bill(desk: Desk) -> None:
    """First self-pay of the first row, in the form of the visit."""
    keys = desk.keys
    keys.press(KEY.Key_Up, KEY.Key_Up, KEY.Key_Up)
    keys.press(KEY.Key_6, with_=ALT)
    keys.tab_to("乙类先行自付")
    keys.type("100", KEY.Key_Return)


def add_a_spouse(desk: Desk) -> None:
    """A second person, whose name is offered; region by initials, status by arrow."""
    keys = desk.keys
    keys.press(KEY.Key_H, with_=CTRL)
    keys.tab_to("向家庭中添加一位成员")
    keys.press(KEY.Key_Space)
    keys.tab_to("参保地")
    keys.type("xa", KEY.Key_Return)
    keys.tab_to("参保状态")
    keys.press(KEY.Key_Left)
    keys.press(KEY.Key_Escape)
    desk.qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def enter_the_spouses_visit(desk: Desk) -> None:
    """A visit that the other's account pays for, and the spouse's own what is left."""
    keys = desk.keys
    keys.press(KEY.Key_N, with_=CTRL)
    keys.type("5-10", KEY.Key_Return)
    choose_in_cell(desk, KEY.Key_Down, KEY.Key_Down)  # nothing is chosen before
    keys.type("800.40", KEY.Key_Tab)
    keys.press(KEY.Key_Escape)
    keys.press(KEY.Key_6, with_=ALT)
    keys.tab_to("第 1 个支付账户")
    keys.press(KEY.Key_Up)
    keys.tab_to("第 2 个支付账户")
    keys.press(KEY.Key_End)


def enter_a_premium(desk: Desk) -> None:
    """From the first one's account, for the child."""
    keys = desk.keys
    keys.tab_to("参保人 ")
    keys.press(KEY.Key_Left)
    keys.press(KEY.Key_3, with_=ALT)
    keys.tab_to("添加一笔保费")
    keys.press(KEY.Key_Space)
    keys.type("2-1", KEY.Key_Return)
    choose_in_cell(desk, KEY.Key_Down, KEY.Key_Down, KEY.Key_Down)
    choose_in_cell(desk, KEY.Key_Down, KEY.Key_Down)
    keys.type("380", KEY.Key_Tab)


def choose_in_cell(desk: Desk, *moves: Qt.Key) -> None:
    """Open a cell's list, move in it, and take over with Enter."""
    desk.keys.press(KEY.Key_F2)
    assert isinstance(QApplication.focusWidget(), ChoiceEdit)
    desk.keys.press(*moves, KEY.Key_Return)
    desk.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QTableView))
    QApplication.processEvents()


@pytest.fixture
def household(desk: Desk) -> Desk:
    """The household entered whole."""
    through_the_first_door(desk)
    fill_in_the_person(desk)
    enter_own_visits(desk)
    enter_the_rest_of_the_first_bill(desk)
    add_a_spouse(desk)
    enter_the_spouses_visit(desk)
    enter_a_premium(desk)
    return desk


TYPED = """
{"format": "gongjisuan-case/1", "from": "YEAR-01", "through": "YEAR-12",
 "people": [
  {"id": "me", "name": "本人", "region": "rizhao", "status": "employed", "birth_date": "1980-05-17",
   "usual_level": "level2", "contribution_base": "6000", "account": {"opening_balance": "500"}},
  {"id": "p2", "name": "配偶", "region": "xian", "status": "retired"}
 ],
 "visits": [
  {"id": "v1", "person": "me", "date": "YEAR-03-05", "institution": "level2", "total": "1480",
   "out_of_catalogue": "80", "first_self_pay": "100", "pay_from_account": ["me"]},
  {"id": "v2", "person": "me", "date": "YEAR-06-02", "institution": "pharmacy", "prescriber": "level3",
   "total": "135", "pay_from_account": ["me"]},
  {"id": "v3", "person": "me", "date": "YEAR-04-18", "institution": "level3", "total": "2600.50",
   "pay_from_account": ["me"]},
  {"id": "v4", "person": "p2", "date": "YEAR-05-10", "institution": "level2", "total": "800.40",
   "pay_from_account": ["me", "p2"]}
 ],
 "account_uses": [
  {"id": "u1", "payer": "me", "relation": "child", "purpose": "resident_insurance_premium",
   "date": "YEAR-02-01", "amount": "380"}
 ]}
"""
"""What is typed, as the file of a case says it; a new household is one of this year."""


def typed(desk: Desk) -> Case:
    return read_case(TYPED.replace("YEAR", str(desk.session.year)).encode(), desk.session.library)


def test_a_household_is_entered_by_keys_alone(household: Desk) -> None:
    session = household.session
    assert session.case == typed(household)
    me, spouse = session.statement.people

    # Rizhao, employed: deductible 400 at level 2 and 500 at level 3 on one yearly counter, rates 70% and 60%,
    # cap 2,000 a year; a pharmacy is not paid yet. The account is credited 6,000 × 2% = 120 on the first of
    # each month (the rule from 2024 on, whatever year it is today).
    #
    # 02-01  balance 500 + 2 × 120 = 740; a premium for the child, which 三（二） lists: 740 − 380 = 360
    # 03-05  in scope 1,480 − 80 − 100 = 1,300; pooled (1,300 − 400) × 70% = 630; personal 850, of it 770 without
    #        what is out of catalogue; balance 360 + 120 = 480, all of it goes; cash 850 − 480 = 370
    # 04-18  deductible 500 − 400 = 100; (2,600.50 − 100) × 60% = 1,500.30, the cap leaves 2,000 − 630 = 1,370,
    #        130.30 lie over it; personal 1,230.50; balance 120, all of it goes; cash 1,110.50
    # 05-10  the spouse's bill takes the 120 of May
    # 06-02  pooled nothing; of 135 the account pays June's 120; cash 15
    assert figures(me) == [
        ("03-05", 1300_00, 400_00, 70_00, 630_00, 0, 850_00, 370_00, {"me": 480_00}),
        ("04-18", 2600_50, 100_00, 60_00, 1370_00, 130_30, 1230_50, 1110_50, {"me": 120_00}),
        ("06-02", 0, 0, None, 0, 0, 135_00, 15_00, {"me": 120_00}),
    ]
    excluded = me.years[0].visits[2].excluded
    assert excluded is not None
    assert excluded.clause == "二（五）"
    assert [(use.allowed, use.paid, use.clause) for use in me.uses] == [("yes", 380_00, "三（二）")]
    # 500 + 12 × 120 = 1,940; paid 380 + 480 + 120 + 120 + 120 = 1,220; what is left are July to December, 6 × 120
    assert account(me) == (500_00, 1440_00, 1220_00, 720_00, True)
    year = me.years[0]
    assert (year.cap, year.cap_remaining, year.deductible_used, year.pooled_to_date) == (2000_00, 0, 500_00, 2000_00)
    sums = year.totals
    assert (sums.total, sums.pooled, sums.personal) == (4215_50, 2000_00, 2215_50)
    assert (sums.account, sums.cash) == (720_00, 1495_50)

    # Xi'an, retired: deductible 200, rate 60% + 5 points = 65% at level 2, cap 2,500, 100 a month to the account.
    # 05-10  (800.40 − 200) × 65% = 390.26; personal 410.14: 120 from the first account, of the spouse's own
    #        5 × 100 = 500 the other 290.14; no cash. The year: 12 × 100 − 290.14 = 909.86.
    assert figures(spouse) == [
        ("05-10", 800_40, 200_00, 65_00, 390_26, 0, 410_14, 0, {"me": 120_00, "p2": 290_14}),
    ]
    assert account(spouse) == (0, 1200_00, 290_14, 909_86, True)
    assert spouse.years[0].cap_remaining == 2500_00 - 390_26


def test_the_window_shows_what_the_file_would_come_to(household: Desk, library: Library) -> None:
    session, window = household.session, household.window
    again = read_case(write_case(session.case).encode(), library)
    assert again == session.case
    assert compute(again, library) == session.statement
    assert session.person_id == "me"
    assert [card.number.text() for card in (window.cards.pooled, window.cards.cash)] == ["¥2,000.00", "¥1,495.50"]
    assert "12月31日：720.00" in window.cards.account.note.text()  # the large figure is that of today


STEPS: tuple[tuple[str, dict[str, object]], ...] = (
    ("更改参保地", {"people.me.region": "rizhao"}),
    ("修改出生日期或周岁", {"people.me.birth_date": "1980-05-17"}),
    ("修改常去的医院级别", {"people.me.usual_level": "level1"}),
    ("修改常去的医院级别", {"people.me.usual_level": "level2"}),
    ("修改月缴费基数（元）", {"people.me.contribution_base": "6000.00"}),
    ("修改期初个人账户余额（元）", {"people.me.account": {"opening_balance": "500.00", "monthly_credit": None}}),
    ("添加就诊", {"visits.v1": "YEAR-03-05"}),
    ("修改总费用", {"visits.v1.total": "1480.00"}),
    ("修改全自费", {"visits.v1.out_of_catalogue": "80.00"}),
    ("添加就诊", {"visits.v2": "YEAR-06-02"}),
    ("修改医疗机构", {"visits.v2.institution": "pharmacy", "visits.v2.prescriber": "level3"}),
    ("修改总费用", {"visits.v2.total": "135.00"}),
    ("添加就诊", {"visits.v3": "YEAR-04-18"}),
    ("修改医疗机构", {"visits.v3.institution": "level3"}),
    ("修改总费用", {"visits.v3.total": "2600.50"}),
    ("修改乙类先行自付（元）", {"visits.v1.first_self_pay": "100.00"}),
    ("添加参保人", {"people.p2": "配偶"}),
    ("更改参保地", {"people.p2.region": "xian"}),
    ("修改参保状态", {"people.p2.status": "retired"}),
    ("添加就诊", {"visits.v4": "YEAR-05-10"}),
    ("修改医疗机构", {"visits.v4.institution": "level2"}),
    ("修改总费用", {"visits.v4.total": "800.40"}),
    ("修改支付账户", {"visits.v4.pay_from_account": ["me"]}),
    ("修改支付账户", {"visits.v4.pay_from_account": ["me", "p2"]}),
    ("添加账户使用", {"account_uses.u1": "YEAR-02-01"}),
    ("修改为谁支付", {"account_uses.u1.relation": "child"}),
    ("修改用途", {"account_uses.u1.purpose": "resident_insurance_premium"}),
    ("修改金额", {"account_uses.u1.amount": "380.00"}),
)
"""What the person did in the household: one entry is one step, as the way back calls it, with all that it changed.

An empty row is begun with its date; the level of the first visit is the usual one, and not entered. The arrow that
chose the level was pressed once more.
"""


def told(before: Case, after: Case) -> dict[str, object]:
    """What an edit changed in the file of the household: fields of rows, and by day or name the rows that came.

    That something was still to be entered goes with what is entered.
    """
    was, now, found = json.loads(write_case(before)), json.loads(write_case(after)), dict[str, object]()
    assert {name: was[name] for name in ("from", "through")} == {name: now[name] for name in ("from", "through")}
    for table in ("people", "visits", "account_uses"):
        rows = {row["id"]: row for row in was.get(table, [])}
        assert [*rows] == [row["id"] for row in now.get(table, [])][: len(rows)]
        for row in now.get(table, []):
            place, old = f"{table}.{row['id']}", rows.get(row["id"])
            if old is None:
                found[place] = row.get("date", row.get("name"))
                continue
            fields = [name for name in {**old, **row} if name != "unread" and old.get(name) != row.get(name)]
            found |= {f"{place}.{name}": row.get(name) for name in fields}
    return found


def test_everything_is_undone_and_done_again_by_keys(household: Desk) -> None:
    keys, session, window = household.keys, household.session, household.window
    empty, whole = household.cases[0], session.case
    assert (empty.visits, empty.account_uses, len(empty.people)) == ((), (), 1)
    undone, names = [], []
    while window.undo.isEnabled():
        name = session.undo_name()
        assert name is not None
        names.append(name)
        keys.press(KEY.Key_Z, with_=CTRL)
        undone.append(session.case)
    there = [*reversed(undone), whole]
    done = [[name, told(*both)] for name, both in zip(reversed(names), pairwise(there), strict=True)]
    assert done == json.loads(json.dumps(STEPS).replace("YEAR", str(session.year)))
    assert undone[-1] == empty
    for after in (*reversed(undone[:-1]), whole):
        keys.press(KEY.Key_Y, with_=CTRL)
        assert session.case == after
    assert not window.redo.isEnabled()
    assert session.case == whole == typed(household)
    assert session.statement == compute(whole, session.library)


FIGURES = ("in_scope", "deductible", "rate", "pooled", "over_cap", "personal", "cash")


def figures(person: PersonStatement) -> list[tuple[object, ...]]:
    """Of each visit the day, the figures above, and what each account paid."""
    return [
        (
            f"{visit.date:%m-%d}",
            *(getattr(visit, name) for name in FIGURES),
            {payment.payer: payment.amount for payment in visit.account},
        )
        for visit in person.years[0].visits
    ]


def account(person: PersonStatement) -> tuple[int, int, int, int, bool]:
    """Opening, credited, paid, balance, and whether every month's credit is known."""
    found = person.account
    return found.opening, found.credited, found.paid, found.balance, found.complete
