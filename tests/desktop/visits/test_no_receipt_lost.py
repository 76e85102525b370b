"""Receipts in any order, typed by real keys, with and without pauses, come out exactly as they were typed."""

import os
import random
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest
from driver.application import activate, applications
from driver.screens import first_made
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calculator.case.case import Case
from calculator.case.case_json import read_case, write_case
from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.visits.uses_card import UsesCard
from calculator.desktop.visits.visit_reading import read_day
from calculator.files.case_file import read_case_file
from calculator.files.disk import Disk
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.tables.entry_table import EntryTable
from calculator.words.wording import Wording

HOUSEHOLDS = int(os.environ.get("GONGJISUAN_HOUSEHOLDS", "100"))
"""How many households are typed; 10,000 of them take a night."""
FIRST = int(os.environ.get("GONGJISUAN_FIRST_HOUSEHOLD", "0"))
"""From which one on, so that runs go on where another one ended: each number is a household of its own."""
PACES = [pytest.param(False, 10, id="with pauses"), pytest.param(True, 23, id="ahead")]
"""Whether keys wait for one another, and of a hundred households how many are typed so, for each table."""
PAINTED = 5
"""Every so many households the window is painted too, which changes nothing of what is typed and takes its time."""
YEAR = 2023
KEYS = {"\n": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\v": Qt.Key.Key_Return}
CTRL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier
WITH = {"\v": CTRL}
"""A line feed is Enter, a vertical one Ctrl+Enter."""


class Receipt(NamedTuple):
    """What stands on one paper, as it is typed, and what it has to become."""

    keys: str
    expected: tuple[object, ...]


def visits_typed(chance: random.Random, *, count: int) -> Iterator[Receipt]:
    for _one in range(count):
        month, day = chance.randint(1, 12), chance.randint(1, 28)
        place, fen, part = chance.randint(1, 6), chance.randint(1_00, 3000_00), 0
        text = f"{fen // 100}.{fen % 100:02d}" if fen % 100 else f"{fen // 100}"
        end = chance.choice("\n\t")
        keys = f"{month}-{day}{end}{place}{end}{text}{end}"
        if chance.random() < 0.5:
            part = chance.randint(0, fen // 100) * 100
            keys += f"{part // 100}"
        prescriber = f"level{place - 3}" if place > 3 else None
        institution = "pharmacy" if prescriber else f"level{place}"
        date = f"{YEAR}-{month:02d}-{day:02d}"
        yield Receipt(keys + "\n", (date, institution, prescriber, fen, part))


def forms_typed(chance: random.Random, *, count: int) -> Iterator[Receipt]:
    """As in the form: day, level, total, first self-pay, out of the catalogue; Ctrl+Enter keeps the receipt."""
    for _one in range(count):
        month, day, level = chance.randint(1, 12), chance.randint(1, 28), chance.randint(1, 3)
        yuan, part = chance.randint(10, 3000), chance.randint(0, 10)
        keys = f"{month}-{day}\n{level}\n{yuan}"
        if part:
            keys += f"\n\n{part}"
        date = f"{YEAR}-{month:02d}-{day:02d}"
        yield Receipt(keys + "\v", (date, f"level{level}", None, yuan * 100, part * 100))


def uses_typed(chance: random.Random, *, count: int) -> Iterator[Receipt]:
    from calculator.desktop.visits.uses_card import PURPOSES, RELATIONS

    for _one in range(count):
        month, day, yuan = chance.randint(1, 12), chance.randint(1, 28), chance.randint(1, 900)
        relation, purpose = chance.randrange(len(RELATIONS)), chance.randrange(9)
        keys = f"{month}-{day}\n{relation + 1}\n{purpose + 1}\n{yuan}\n"
        date = f"{YEAR}-{month:02d}-{day:02d}"
        yield Receipt(keys, (date, RELATIONS[relation], PURPOSES[purpose], yuan * 100))


class Hands:
    """Types at the window that is in front, as a keyboard does: to wherever the keyboard is by then."""

    def __init__(self, chance: random.Random, *, ahead: bool) -> None:
        self._chance, self._ahead = chance, ahead

    def type(self, keys: str) -> None:
        """Each key by itself with a pause now and then, or all of them before the program looks at the first."""
        for key in keys:
            if self._ahead:
                self._put(key)
            else:
                QTest.keyClick(self._front(), KEYS.get(key, key), WITH.get(key, NONE))  # type: ignore[arg-type]
                for _turn in range(self._chance.choice((0, 0, 0, 1, 3))):
                    QApplication.processEvents()
        if self._ahead:
            for _turn in range(2):
                QApplication.processEvents()

    def _put(self, key: str) -> None:
        code = KEYS.get(key) or Qt.Key(ord(key.upper()))
        text = "\r" if key in "\n\v" else key
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, WITH.get(key, NONE), text)
            QCoreApplication.postEvent(self._front(), event)

    def _front(self) -> QWindow:
        window = QGuiApplication.focusWindow()
        assert window is not None
        return window


def seeds(share: int) -> range:
    """The households of a table and a pace."""
    return range(FIRST * share // 100, (FIRST + HOUSEHOLDS) * share // 100)


def household(library: Library) -> Case:
    text = (
        f'{{"format": "gongjisuan-case/1", "from": "{YEAR}-01", "through": "{YEAR}-12",'
        ' "people": [{"id": "me", "region": "rizhao", "status": "employed", "age": 40}]}'
    )
    return read_case(text.encode(), library)


@pytest.fixture
def empty(library: Library, qtbot: QtBot) -> MainWindow:
    """The window of a household without visits."""
    made = first_made(partial(MainWindow, Session(household(library), library, Wording("zh", grouped=True))))
    qtbot.addWidget(made)
    made.complete()
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def begin_anew(window: MainWindow, library: Library, seed: int) -> None:
    window.setUpdatesEnabled(seed % PAINTED == 0)
    window.session.edit("", household(library))


def sort_somehow(chance: random.Random, table: EntryTable) -> None:
    """Clicks on a heading or two."""
    head = table.horizontalHeader()
    for _click in range(chance.randint(0, 2)):
        place = chance.randrange(head.count())
        spot = QPoint(head.sectionViewportPosition(place) + 6, head.height() // 2)
        QTest.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


@pytest.mark.parametrize(("ahead", "share"), PACES)
def test_visits_come_out_as_typed(empty: MainWindow, library: Library, ahead: bool, share: int) -> None:
    session, card = empty.session, empty.visits
    for seed in seeds(share):
        chance = random.Random(seed)
        begin_anew(empty, library, seed)
        receipts = list(visits_typed(chance, count=6))
        hands = Hands(chance, ahead=ahead)
        QTest.keyClick(card.add, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        hands.type("".join(one.keys for one in receipts[:2]))
        sort_somehow(chance, card.table)
        QTest.keyClick(card.add, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        hands.type("".join(one.keys for one in receipts[2:]))
        assert noted(session.case) == sorted(one.expected for one in receipts), seed
        assert not any(visit.unread for visit in session.case.visits)


@pytest.mark.parametrize(("ahead", "share"), PACES)
def test_account_uses_come_out_as_typed(empty: MainWindow, library: Library, ahead: bool, share: int) -> None:
    session = empty.session
    QTest.keyClick(empty, Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    card = empty.findChild(UsesCard)
    assert isinstance(card, UsesCard)
    for seed in seeds(share):
        chance = random.Random(seed)
        begin_anew(empty, library, seed)
        receipts = list(uses_typed(chance, count=5))
        QTest.mouseClick(card.add, Qt.MouseButton.LeftButton)
        Hands(chance, ahead=ahead).type("".join(one.keys for one in receipts))
        typed = sorted((str(use.date), use.relation, use.purpose, use.amount) for use in session.case.account_uses)
        assert typed == sorted(one.expected for one in receipts), seed


def noted(case: Case) -> list[tuple[object, ...]]:
    """The visits as what they had to become."""
    return sorted(
        (str(visit.date), visit.institution, visit.prescriber, visit.total, visit.out_of_catalogue)
        for visit in case.visits
    )


@pytest.mark.parametrize(("ahead", "share"), PACES)
def test_receipts_noted_in_the_form_come_out_as_typed(
    empty: MainWindow, library: Library, ahead: bool, share: int
) -> None:
    for seed in seeds(share):
        chance = random.Random(seed)
        begin_anew(empty, library, seed)
        receipts = list(forms_typed(chance, count=5))
        QTest.keyClick(empty.visits.add, Qt.Key.Key_J, CTRL)
        form = empty.visits.form
        assert form is not None
        Hands(chance, ahead=ahead).type("".join(one.keys for one in receipts))
        assert noted(empty.session.case) == sorted(one.expected for one in receipts), seed
        form.close_form()


class SlowDisk(Disk):
    """A stick that takes a second and a half for every write."""

    def fsync(self, descriptor: int) -> None:
        time.sleep(1.5)
        super().fsync(descriptor)


def test_keys_do_not_wait_for_a_slow_disk(qtbot: QtBot, qapp: QApplication, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "slow.gjs"
    path.write_text(write_case(household(library)), "utf-8")
    receipts = list(visits_typed(random.Random(1), count=20))
    for application_of in applications(qapp, library, tmp_path):
        application = application_of(disk=SlowDisk())
        application.open_file(path)
        window = application.window
        assert isinstance(window, MainWindow)
        activate(qtbot, window)
        QTest.keyClick(window.visits.add, Qt.Key.Key_N, CTRL)
        began = time.monotonic()
        Hands(random.Random(1), ahead=True).type("".join(one.keys for one in receipts))
        # One after the other the 60 writes would have taken a minute and a half.
        assert time.monotonic() - began < 60
        window.close()
    assert noted(read_case_file(path, library)) == sorted(one.expected for one in receipts)


# ---- how many keys


@pytest.mark.parametrize(
    ("usual", "keys", "expected"),
    [
        (None, "3-5\n2\n120\n", ("2023-03-05", "level2", 120_00)),
        (None, "3-5e\n1200\n", ("2023-03-05", "level2", 1200_00)),
        ("level2", "3-5y\n1480\n", ("2023-03-05", "level1", 1480_00)),
        ("level3", "3-5\n\n1480\n", ("2023-03-05", "level3", 1480_00)),
    ],
)
def test_a_receipt_is_at_most_ten_keys(
    empty: MainWindow, usual: str | None, keys: str, expected: tuple[object, ...]
) -> None:
    empty.session.edit_person("", usual_level=usual)
    QTest.keyClick(empty.visits.add, Qt.Key.Key_N, CTRL)
    assert len(keys) <= 10
    Hands(random.Random(0), ahead=False).type(keys)
    visit = empty.session.case.visits[-1]
    assert (str(visit.date), visit.institution, visit.total) == expected
    assert not visit.unread
    assert empty.session.settlement(visit.id).refused is None


def test_four_digits_without_a_usual_level_are_ten_keys_taken_by_whatever_comes_next(empty: MainWindow) -> None:
    empty.session.edit_person("", usual_level=None)
    QTest.keyClick(empty.visits.add, Qt.Key.Key_N, CTRL)
    keys = "3-5\n2\n1200"
    assert len(keys) == 10
    Hands(random.Random(0), ahead=False).type(keys)
    QTest.keyClick(QGuiApplication.focusWindow(), Qt.Key.Key_N, CTRL)  # the next receipt's first key
    visit = empty.session.case.visits[-1]
    assert (str(visit.date), visit.institution, visit.total) == ("2023-03-05", "level2", 1200_00)
    assert not visit.unread
    assert empty.visits.model.is_fresh(empty.visits.model.row_id(empty.visits.table.currentIndex().row()))


def test_a_receipt_in_the_form_is_at_most_ten_keys(empty: MainWindow) -> None:
    QTest.keyClick(empty.visits.add, Qt.Key.Key_J, CTRL)
    keys = "3-5e\n1200\v"
    assert len(keys) == 10
    Hands(random.Random(0), ahead=False).type(keys)
    assert noted(empty.session.case) == [("2023-03-05", "level2", None, 1200_00, 0)]
    assert not empty.session.case.visits[0].unread
    assert empty.visits.form is not None
    empty.visits.form.close_form()


@pytest.mark.parametrize(
    ("text", "institution"), [("3月5日三甲", "level3"), ("3-5 二级", "level2"), ("2023/3/5乡镇卫生院", "level1")]
)
def test_the_level_may_follow_the_date_at_once(text: str, institution: str) -> None:
    assert read_day("date", text, 2020).values["institution"] == institution


@pytest.mark.parametrize("text", ["3-5x", "3-5 市医院", "13-5e", "e", "3-5e2", ""])
def test_what_is_no_level_after_a_date_is_not_read(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_day("date", text, 2023)
