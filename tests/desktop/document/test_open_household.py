"""What a person enters is kept without being saved, and whatever goes wrong with that is said in the window."""

import errno
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from threading import Event

import pytest
from documents import FailingDisk
from driver.application import CTRL, Make, activate, answer, household, welcome, written
from driver.screens import dialog_of
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from calculator.case.case import Case
from calculator.case.case_json import read_case, write_case
from calculator.case.unread_entries import Entry, unread_texts
from calculator.desktop.document.autosave_banner import KeepingBanner
from calculator.desktop.person.person_panel import PersonPanel
from calculator.desktop.shell.application import Application
from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.spreadsheets.import_dialog import ImportDialog
from calculator.desktop.visits.typed_rows import TypedRows
from calculator.engine.compute import compute
from calculator.files.case_file import read_case_file
from calculator.files.disk import Disk
from calculator.files.example_household import example_case
from calculator.files.spreadsheets.xlsx_writer import write_workbook
from calculator.policy.library import Library
from calculator.session import session as session_module
from calculator.session.session import Session
from calculator.widgets.tables.entry_table import EntryTable
from calculator.words.wording import Wording

SHIFT = Qt.KeyboardModifier.ShiftModifier


def begun(make: Make, **more: Disk) -> Application:
    """A program in which a new household has been begun."""
    application = make(**more)
    application.open_new("rizhao", "employed", 2023)
    return application


def edit(session: Session, age: int) -> None:
    assert session.edit_person("更改年龄", birth_date=None, age=age) == []


def kept(application: Application) -> str:
    """What stands in the head of the window about keeping."""
    written(application)
    window, _session = household(application)
    return window.kept.text() if window.kept.isVisible() else ""


def banner(application: Application) -> tuple[str, list[QPushButton]]:
    """What the window says about a household that is not kept, and the ways out."""
    written(application)
    window, _session = household(application)
    line = window.findChild(KeepingBanner)
    assert line is not None
    assert line.isVisible()
    return line.text.text(), [button for button in line.buttons.values() if button.isVisible()]


def press(qtbot: QtBot, buttons: list[QPushButton], text: str) -> None:
    qtbot.mouseClick(next(button for button in buttons if text in button.text()), Qt.MouseButton.LeftButton)


def choose(qtbot: QtBot, path: Path) -> None:
    """Type a name into the file dialog that is open."""
    name = dialog_of(QFileDialog).findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    name.selectAll()
    QApplication.clipboard().setText(str(path))
    qtbot.keyClick(name, Qt.Key.Key_V, CTRL)
    qtbot.keyClick(name, Qt.Key.Key_Return)


def holding(path: Path) -> "subprocess.Popen[str]":
    """Another process that has a household open."""
    code = (
        "import sys; from pathlib import Path\n"
        "from calculator.files.documents.opening_context import OpeningContext\n"
        "from calculator.files.documents.opening import open_document\n"
        "from calculator.policy.library import Library\n"
        f"document = open_document(Path({str(path)!r}), OpeningContext(Library.embedded()))\n"
        "print(document.read_only, flush=True); sys.stdin.read(); document.close()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    )
    assert other.stdout is not None
    assert other.stdout.readline().strip() == "False"
    return other


def let_go(other: "subprocess.Popen[str]") -> None:
    assert other.stdin is not None
    assert other.stdout is not None
    other.stdin.close()
    assert other.wait(60) == 0
    other.stdout.close()


# ---- kept by itself


class SlowDisk(Disk):
    """A stick that takes its time to say that something is on it."""

    def __init__(self) -> None:
        self.done = Event()
        self.asked = 0

    def fsync(self, descriptor: int) -> None:
        self.asked += 1
        assert self.done.wait(60)
        super().fsync(descriptor)


def test_no_edit_waits_for_the_disk_and_the_window_says_saved_once_it_is_there(make: Make, tmp_path: Path) -> None:
    disk = SlowDisk()
    disk.done.set()
    application = begun(make, disk=disk)
    window, session = household(application)
    assert kept(application) == "✓ 已保存"
    asked = disk.asked
    disk.done.clear()
    for age in range(40, 60):
        edit(session, age)
        QApplication.processEvents()
        assert (session.case.people[0].age, window.kept.text()) == (age, "正在保存…")
    disk.done.set()
    assert kept(application) == "✓ 已保存"
    # The first edit was on its way, all others waited for it and went together.
    assert disk.asked - asked <= 4
    journal = (tmp_path / "data" / "household.gjs.journal").read_text("utf-8")
    assert json.dumps("更改年龄") in journal
    assert '"age":59' in journal.replace(" ", "")


def test_the_household_is_there_again_at_the_next_start(make: Make, tmp_path: Path) -> None:
    first = begun(make)
    window, session = household(first)
    edit(session, 46)
    edit(session, 47)
    session.undo()
    window.close()
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["household.gjs", "household.gjs.bak"]
    second = make()
    second.begin(None)
    assert household(second)[1].case.people[0].age == 46
    assert kept(second) == "✓ 已保存"


def test_what_a_crash_left_in_the_journal_is_recovered_and_told(make: Make, tmp_path: Path, library: Library) -> None:
    first = begun(make)
    edit(household(first)[1], 46)
    written(first)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    for name in ("household.gjs", "household.gjs.journal"):  # as the disk was at that moment
        (crashed / name).write_bytes((tmp_path / "data" / name).read_bytes())
    second = make()
    second.open_file(crashed / "household.gjs")
    assert household(second)[1].case.people[0].age == 46
    told = dialog_of(QMessageBox).informativeText()
    assert "更改年龄" in told
    assert "1" in told
    assert read_case_file(crashed / "household.gjs", library).people[0].age == 46


def test_without_a_household_the_three_doors_are_shown(make: Make) -> None:
    application = make()
    application.begin(None)
    assert welcome(application).isVisible()


def test_a_second_new_household_leaves_the_first_alone(make: Make, tmp_path: Path) -> None:
    application = begun(make)
    edit(household(application)[1], 46)
    application.open_new("xian", "retired", 2024)
    names = sorted(path.name for path in (tmp_path / "data").glob("*.gjs"))
    assert names == ["household-2.gjs", "household.gjs"]
    assert household(application)[1].case.people[0].region == "xian"
    application.open_file(tmp_path / "data" / "household.gjs")
    assert household(application)[1].case.people[0].age == 46


# ---- files of one's own


def test_the_example_is_saved_under_a_name_by_keys_and_kept_from_then_on(
    qtbot: QtBot, make: Make, tmp_path: Path, library: Library
) -> None:
    application = make()
    application.households.open_example()
    window, session = household(application)
    assert "示例" in kept(application)
    activate(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_S, CTRL | SHIFT)
    choose(qtbot, tmp_path / "我家")
    path = tmp_path / "我家.gjs"
    qtbot.waitUntil(path.exists)
    assert kept(application) == "✓ 已保存"
    edit(session, 46)
    window.close()
    assert read_case_file(path, library).people[0].age == 46
    assert path.stat().st_mode & 0o077 == 0


def test_recent_files_are_listed_the_last_one_first(make: Make, tmp_path: Path) -> None:
    application = begun(make)
    application.households.save_as(tmp_path / "二.gjs")
    window, _session = household(application)
    window.recent.aboutToShow.emit()
    assert [action.text() for action in window.recent.actions()] == ["二.gjs", "household.gjs"]
    window.recent.actions()[1].trigger()
    assert application.household.keeper is not None
    assert application.household.keeper.document is not None
    assert application.household.keeper.document.path.name == "household.gjs"


def test_a_case_in_json_is_opened_as_a_copy_and_left_as_it_is(make: Make, library: Library, tmp_path: Path) -> None:
    path = tmp_path / "case.json"
    path.write_text(write_case(example_case(library)), "utf-8")
    before = path.read_bytes()
    application = make()
    application.begin(path)
    edit(household(application)[1], 46)
    assert "未保存" in kept(application)
    assert path.read_bytes() == before


def test_a_case_in_json_may_have_a_long_name(make: Make, library: Library, tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250 + ".json")
    path.write_text(write_case(example_case(library)), "utf-8")
    application = make()
    application.begin(path)
    assert household(application)[1].case == example_case(library)


def test_a_household_that_cannot_be_computed_leaves_the_open_one_as_it_was(
    make: Make, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.gjs"
    other.write_text(write_case(example_case(library)), "utf-8")
    before, application = other.read_bytes(), begun(make)
    window, session = household(application)

    def fails(*_anything: object) -> None:
        raise ArithmeticError

    with monkeypatch.context() as patched:
        patched.setattr(session_module, "computed", fails)
        with pytest.raises(ArithmeticError):
            application.open_file(other)
    assert household(application) == (window, session)
    edit(session, 46)
    window.close()
    assert read_case_file(tmp_path / "data" / "household.gjs", library).people[0].age == 46
    assert other.read_bytes() == before
    assert not other.with_name("other.gjs.lock").exists()


def test_a_name_that_is_too_long_is_said(make: Make, tmp_path: Path) -> None:
    application = begun(make)
    application.households.save_as(tmp_path / ("x" * 250 + ".2024"))
    assert "文件名过长" in dialog_of(QMessageBox).informativeText()


@pytest.mark.parametrize("suffix", [".gjs", ".csv", ".xlsx"])
def test_a_file_is_dropped_onto_the_window(
    qtbot: QtBot, make: Make, library: Library, tmp_path: Path, suffix: str
) -> None:
    application = begun(make)
    window, _session = household(application)
    path = tmp_path / f"dropped{suffix}"
    case: Case = example_case(library)
    if suffix == ".xlsx":
        write_workbook(path, case, compute(case, library), library, Wording("zh"), exported_on=date(2023, 12, 31))
    else:
        path.write_text(write_case(case) if suffix == ".gjs" else "日期,医院,总额\n2023-03-05,二级,100\n", "utf-8")
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, left, none = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(9, 9), copy, mime, left, none)
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    QApplication.sendEvent(window, QDropEvent(QPointF(9, 9), copy, mime, left, none))
    if suffix == ".gjs":
        qtbot.waitUntil(lambda: household(application)[1].case == case)
    else:
        qtbot.waitUntil(
            lambda: any(isinstance(w, ImportDialog) for w in QApplication.topLevelWidgets() if w.isVisible())
        )
        dialog = dialog_of(ImportDialog)
        qtbot.waitUntil(lambda: dialog.sheet is not None)
    if suffix == ".xlsx":
        qtbot.mouseClick(dialog.source.household, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: household(application)[1].case == case)


def test_a_workbook_of_ours_opens_as_the_household_that_it_is(make: Make, library: Library, tmp_path: Path) -> None:
    case, words, path = example_case(library), Wording("zh"), tmp_path / "ours.xlsx"
    write_workbook(path, case, compute(case, library), library, words, exported_on=date(2023, 12, 31))
    application = make()
    application.begin(path)  # before any household is open
    assert household(application)[1].case == case


# ---- what goes wrong


def test_a_household_that_is_open_elsewhere_is_read_only_until_it_is_free(
    qtbot: QtBot, make: Make, tmp_path: Path
) -> None:
    household(begun(make))[0].close()
    path = tmp_path / "data" / "household.gjs"
    other = holding(path)
    application = make()
    application.begin(path)
    text, buttons = banner(application)
    assert "只读" in text
    edit(household(application)[1], 46)
    assert application.household.keeper is not None
    assert application.household.keeper.unsaved
    let_go(other)
    press(qtbot, buttons, "再试")
    qtbot.waitUntil(lambda: kept(application) == "✓ 已保存")


def test_a_full_disk_is_said_and_the_next_edit_saves_all(make: Make, tmp_path: Path, library: Library) -> None:
    disk = FailingDisk(0, times=0)
    application = begun(make, disk=disk)
    window, session = household(application)
    disk.fail(errno.ENOSPC)
    edit(session, 46)
    text, buttons = banner(application)
    assert "磁盘" in text
    assert "输入的内容都在" in text
    assert [button.text() for button in buttons]
    assert session.case.people[0].age == 46
    disk.repair()
    edit(session, 47)
    assert kept(application) == "✓ 已保存"
    window.close()
    assert read_case_file(tmp_path / "data" / "household.gjs", library).people[0].age == 47


def test_a_household_that_could_not_be_begun_on_the_disk_gets_there_with_a_later_edit(
    make: Make, tmp_path: Path, library: Library
) -> None:
    disk = FailingDisk(0, errno.ENOSPC)
    application = begun(make, disk=disk)
    assert "磁盘" in banner(application)[0]
    edit(household(application)[1], 46)
    assert kept(application) == "✓ 已保存"
    household(application)[0].close()
    assert read_case_file(tmp_path / "data" / "household.gjs", library).people[0].age == 46


def test_closing_asks_where_something_is_on_no_disk(qtbot: QtBot, make: Make) -> None:
    disk = FailingDisk(0, times=0)
    application = begun(make, disk=disk)
    window, session = household(application)
    disk.fail(errno.ENOSPC)
    edit(session, 46)
    window.close()
    answer(qtbot, "留下")
    assert window.isVisible()
    window.close()
    answer(qtbot, "离开")
    assert not window.isVisible()


def test_closing_says_how_many_rows_are_unfinished_and_keeps_them(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    application = begun(make)
    window, session = household(application)
    me = Entry("people", session.person_id, "account.opening_balance")
    session.enter("更改", me, "12o0", None)
    window.close()
    assert "1 行没有填完" in dialog_of(QMessageBox).text()
    answer(qtbot, "看这一行")
    assert window.isVisible()
    application.apply(application.settings._replace(language="en"))
    window, session = household(application)
    assert unread_texts(session.case, "people", me.row) == {me.field: "12o0"}
    window.close()
    assert "One row is unfinished" in dialog_of(QMessageBox).text()
    answer(qtbot, "Close")
    assert not window.isVisible()
    again = make()
    again.begin(tmp_path / "data" / "household.gjs")
    assert unread_texts(household(again)[1].case, "people", me.row) == {me.field: "12o0"}


ROWS = """{"format": "gongjisuan-case/1", "from": "2023-01", "through": "2023-12",
 "people": [
  {"id": "me", "region": "rizhao", "status": "employed", "age": 40, "known": [{"date": "2023-06-30", "pooled": "50"}]},
  {"id": "father", "name": "父亲", "region": "gansu", "status": "retired", "average_pension": {"2023": "3500"}}
 ],
 "visits": [{"id": "v1", "person": "me", "date": "2023-03-05", "institution": "level2", "total": "100"}],
 "account_uses": [
  {"id": "u1", "payer": "me", "relation": "child", "purpose": "pharmacy_drug", "date": "2023-04-01", "amount": "30"}
 ]}"""


def left_for_it(qtbot: QtBot, make: Make, library: Library, entry: Entry) -> MainWindow:
    """A window that was to be closed, whose unfinished row a person wanted to see instead."""
    application = begun(make)
    window, session = household(application)
    session.edit("", read_case(ROWS.encode(), library))
    session.enter("更改", entry, "12o0", None)
    window.lists.setCurrentIndex(1)  # the chart is looked at
    window.close()
    answer(qtbot, "看这一行")
    focus = window.focusWidget()
    assert focus is not None
    qtbot.waitUntil(focus.isVisible)
    return window


def closed(qtbot: QtBot, window: MainWindow) -> None:
    window.close()
    answer(qtbot, "关闭")


@pytest.mark.parametrize(
    ("entry", "column"),
    [
        (Entry("visits", "v1", "total"), "total"),
        (Entry("visits", "v1", "over_price_limit"), "over_price_limit"),  # in a column that nobody chose
        (Entry("visits", "v1", "time"), "time"),
        (Entry("visits", "v1", "stated.balance_after"), "stated.balance_after"),
        (Entry("account_uses", "u1", "amount"), "amount"),
        (Entry("account_uses", "u1", "date"), "date"),
    ],
    ids=lambda found: found if isinstance(found, str) else found.table,
)
def test_the_unfinished_row_is_shown_where_it_stands(
    qtbot: QtBot, make: Make, library: Library, entry: Entry, column: str
) -> None:
    window = left_for_it(qtbot, make, library, entry)
    table = window.focusWidget()
    assert isinstance(table, EntryTable)
    model, here = table.model(), table.currentIndex()
    assert isinstance(model, TypedRows)
    assert model.row_id(here.row()) == entry.row
    cell = model.cell(here.column())
    assert cell is not None
    assert cell.key == column
    assert here.data() == "12o0"
    closed(qtbot, window)


OF_PEOPLE: dict[str, tuple[str, Callable[[PersonPanel], QLineEdit]]] = {
    "account.monthly_credit": ("me", lambda person: person.known_credit.edit),
    "birth_date": ("me", lambda person: person.birth.edit),
    "region": ("me", lambda person: person.region.edit),
    "opening.pooled": ("me", lambda person: person.pooled.edit),
    "known.2023-06-30.pooled": ("me", lambda person: person.known.days[0].figures["pooled"].edit),
    "known.2023-06-30.date": ("me", lambda person: person.known.days[0].day.edit),
    "city.rate.level2": ("father", lambda person: person.city.edits["rate.level2"]),
    "city.cap": ("father", lambda person: person.city.edits["cap"]),
}


@pytest.mark.parametrize("field", OF_PEOPLE)
def test_what_is_unfinished_of_a_person_is_shown_where_it_stands(
    qtbot: QtBot, make: Make, library: Library, field: str
) -> None:
    who, edit_of = OF_PEOPLE[field]
    window = left_for_it(qtbot, make, library, Entry("people", who, field))
    assert window.session.person_id == who
    focus = edit_of(window.person)
    assert window.focusWidget() in (focus, focus.parentWidget())
    assert focus.text() == "12o0"
    assert focus.isVisible()
    closed(qtbot, window)


def test_half_an_amount_is_not_called_saved(qtbot: QtBot, make: Make) -> None:
    application = begun(make)
    window, session = household(application)
    activate(qtbot, window)
    assert kept(application) == "✓ 已保存"
    opening = window.person.opening.edit
    qtbot.waitUntil(opening.isVisible)
    opening.setFocus()
    opening.selectAll()
    QTest.keyClicks(opening, "12")
    qtbot.waitUntil(lambda: session.person.account.opening_balance == 12_00)  # the figures follow
    assert kept(application) == "正在输入，尚未保存"
    QTest.keyClicks(opening, "00")
    QTest.keyClick(opening, Qt.Key.Key_Return)
    assert kept(application) == "✓ 已保存"
    assert session.person.account.opening_balance == 1200_00


@pytest.mark.parametrize(("way", "age"), [("覆盖", 46), ("重新载入", 30)])
def test_a_file_changed_by_another_program_is_not_overwritten_silently(
    qtbot: QtBot, make: Make, tmp_path: Path, library: Library, way: str, age: int
) -> None:
    application = begun(make)
    path = tmp_path / "data" / "household.gjs"
    case = read_case_file(path, library)
    changed = case.people[0].model_copy(update={"age": 30})
    path.write_text(write_case(case.model_copy(update={"people": (changed,)})), "utf-8")
    edit(household(application)[1], 46)
    assert read_case_file(path, library).people[0].age == 30
    text, buttons = banner(application)
    assert "程序" in text
    press(qtbot, buttons, way)
    qtbot.waitUntil(lambda: kept(application) == "✓ 已保存")
    assert household(application)[1].case.people[0].age == age
    household(application)[0].close()
    assert read_case_file(path, library).people[0].age == age


def test_a_damaged_file_is_said_with_the_version_before(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    first = begun(make)
    edit(household(first)[1], 46)
    written(first)
    household(first)[0].close()
    path = tmp_path / "data" / "household.gjs"
    path.write_bytes(path.read_bytes()[:40])
    application = make()
    application.begin(None)
    assert welcome(application).isVisible()
    answer(qtbot, "上一版本")
    assert household(application)[1].case.people[0].age is None


def test_edits_of_a_read_only_window_are_saved_once_the_household_is_free(
    qtbot: QtBot, make: Make, tmp_path: Path, library: Library
) -> None:
    household(begun(make))[0].close()
    path = tmp_path / "data" / "household.gjs"
    other = holding(path)
    application = make()
    application.begin(path)
    window, session = household(application)
    edit(session, 46)
    let_go(other)
    press(qtbot, banner(application)[1], "再试")
    assert household(application) == (window, session)
    assert session.case.people[0].age == 46
    assert kept(application) == "✓ 已保存"
    window.close()
    assert read_case_file(path, library).people[0].age == 46


def test_edits_of_a_read_only_window_and_of_another_are_not_mixed_unasked(
    qtbot: QtBot, make: Make, tmp_path: Path
) -> None:
    first = begun(make)
    path = tmp_path / "data" / "household.gjs"
    second = make()
    second.begin(path)
    edit(household(second)[1], 46)
    edit(household(first)[1], 50)
    household(first)[0].close()
    press(qtbot, banner(second)[1], "再试")
    answer(qtbot, "留下")
    assert household(second)[1].case.people[0].age == 46
    press(qtbot, banner(second)[1], "再试")
    answer(qtbot, "离开")
    assert household(second)[1].case.people[0].age == 50
    assert kept(second) == "✓ 已保存"


@pytest.mark.parametrize("damage", [b'{"half', None])
def test_a_file_that_cannot_be_reloaded_can_still_be_overwritten(
    qtbot: QtBot, make: Make, tmp_path: Path, library: Library, damage: bytes | None
) -> None:
    application = begun(make)
    path = tmp_path / "data" / "household.gjs"
    if damage is None:
        path.unlink()
    else:
        path.write_bytes(damage)
    edit(household(application)[1], 46)
    press(qtbot, banner(application)[1], "重新载入")
    dialog_of(QMessageBox).close()
    press(qtbot, banner(application)[1], "覆盖")
    assert kept(application) == "✓ 已保存"
    household(application)[0].close()
    assert read_case_file(path, library).people[0].age == 46


@pytest.mark.parametrize("name", ["张家2023.12月", "家.json"])
def test_a_name_with_a_dot_is_kept_like_any_other(make: Make, tmp_path: Path, name: str) -> None:
    application = begun(make)
    application.households.save_as(tmp_path / name)
    edit(household(application)[1], 46)
    assert [path.name for path in tmp_path.glob("*.gjs")] == [f"{name}.gjs"]
    household(application)[0].close()
    again = make()
    again.begin(None)
    assert household(again)[1].case.people[0].age == 46
    assert kept(again) == "✓ 已保存"


def test_a_household_that_is_there_already_is_only_replaced_when_asked_for(
    qtbot: QtBot, make: Make, tmp_path: Path
) -> None:
    application = begun(make)
    there = tmp_path / "家.1.gjs"
    there.write_bytes(b"something")
    application.households.save_as(tmp_path / "家.1")
    answer(qtbot, "留下")
    assert there.read_bytes() == b"something"
    application.households.save_as(tmp_path / "家.1")
    answer(qtbot, "替换")
    assert there.read_bytes() != b"something"


@pytest.mark.parametrize("how", ["save", "close", "open", "add"])
def test_what_is_being_typed_is_taken_over_first(
    qtbot: QtBot, make: Make, tmp_path: Path, library: Library, how: str
) -> None:
    application = begun(make)
    window, session = household(application)
    activate(qtbot, window)
    field = window.person.base.edit
    field.setFocus()
    qtbot.keyClicks(field, "7000")
    if how == "save":
        qtbot.keyClick(window, Qt.Key.Key_S, CTRL)
    elif how == "add":
        qtbot.keyClick(window, Qt.Key.Key_N, CTRL)
    elif how == "open":
        other = tmp_path / "other.gjs"
        other.write_text(write_case(example_case(library)), "utf-8")
        window.file_wanted.emit(other)
    else:
        window.close()
    if not window.isVisible():
        assert read_case_file(tmp_path / "data" / "household.gjs", library).people[0].contribution_base == 7000_00
    assert session.case.people[0].contribution_base == 7000_00
