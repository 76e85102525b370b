"""How long households are kept: by the settings, by the office, or not at all; and which one a start opens."""

import json
import os
import re
import shutil
import tempfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from commands import run
from driver.application import Make, activate, answer, household, welcome, written
from driver.hands import CTRL, KEY, click, press
from driver.screens import dialog_of, show
from PySide6.QtCore import QSettings, Qt, QUrl
from PySide6.QtWidgets import QApplication, QMenu, QMessageBox
from pytestqt.qtbot import QtBot

from calculator.case.people_edits import renamed
from calculator.desktop.document.households_dialog import HouseholdsDialog
from calculator.desktop.shell.application import Application
from calculator.desktop.shell.settings_dialog import SettingsDialog
from calculator.files.hall_settings import DEFAULT, Kept, write_hall
from calculator.files.last_folder import keep_last_folder
from calculator.files.recent_files import NAME
from calculator.files.settings import Settings, Store
from calculator.ground.resources import resource
from calculator.policy.library import Library
from calculator.session.policies import Policies
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

NAME_TYPED, AMOUNT = "欧阳守恒", 76543_21
SHAPES = (NAME_TYPED, "76543.21", "76,543.21", "7654321")


def with_household(application: Application) -> Path:
    """A household with a name and a figure of its own, kept on the disk."""
    application.open_new("rizhao", "employed", 2025)
    _window, session = household(application)
    session.edit("Rename", renamed(session.case, session.person_id, NAME_TYPED))
    assert session.edit_person("Base", contribution_base=AMOUNT) == []
    application.households.save()
    assert session.edit_person("Age", age=47) == []
    written(application)  # in the journal
    last = application.household.last
    assert last is not None
    return last


def opened_ago(folder: Path, path: Path, days: int) -> None:
    """As if the household had been opened and written so many days ago."""
    when = datetime.now().astimezone() - timedelta(days=days)
    data = json.loads((folder / NAME).read_text("utf-8"))
    (folder / NAME).write_text(json.dumps({**data, "opened": {str(path): when.isoformat()}}), "utf-8")
    for part in path.parent.iterdir():
        os.utime(part, (when.timestamp(), when.timestamp()))


def traces(*folders: Path) -> list[Path]:
    """The files that name the household, or hold its name or its figure."""
    found = []
    for path in (path for folder in folders for path in folder.rglob("*") if path.is_file()):
        text = path.read_bytes().decode("utf-8", "replace")
        if any(shape in text for shape in (*SHAPES, "household.gjs")) or "household.gjs" in path.name:
            found.append(path)
    return found


@pytest.fixture
def temp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files, and that for caches."""
    folder = tmp_path / "temp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    for name in ("TMPDIR", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder))
    return folder


def test_what_is_deleted_is_in_no_file_of_ours(make: Make, tmp_path: Path, temp: Path) -> None:
    application = make()
    path = with_household(application)
    assert {file.name for file in traces(tmp_path)} >= {"household.gjs", NAME}
    application.household.forget(path)
    application.welcome()
    assert application.window is not None
    application.window.close()  # the window's state is written
    assert traces(tmp_path, temp) == []


def test_nor_does_a_file_name_the_folder_of_one_that_lay_elsewhere(make: Make, tmp_path: Path, temp: Path) -> None:
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, str(tmp_path))
    application = make()
    with_household(application)
    elsewhere = tmp_path / f"{NAME_TYPED}的医保"
    elsewhere.mkdir()
    path = elsewhere / "household.gjs"
    own = application.household.last
    application.households.save_as(path)
    keep_last_folder(tmp_path, elsewhere)  # as the file dialog does, and Qt's own
    visited = QSettings(QSettings.Scope.UserScope, "QtProject")
    visited.setValue("FileDialog/lastVisited", QUrl.fromLocalFile(str(elsewhere)).toString())
    visited.setValue("FileDialog/history", [QUrl.fromLocalFile(str(one)).toString() for one in (elsewhere, tmp_path)])
    visited.sync()
    assert own is not None
    for kept in (path, own):
        application.household.forget(kept)
    application.welcome()
    assert application.window is not None
    application.window.close()
    visited.sync()
    assert traces(tmp_path, temp) == []
    assert [
        str(one.relative_to(tmp_path))
        for one in tmp_path.rglob("*")
        if one.is_file() and "%E6" in one.read_text("utf-8", "replace")
    ] == []
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize(("days", "there"), [(29, True), (31, False)])
def test_after_days_unopened_it_goes_and_that_is_said(
    make: Make, tmp_path: Path, temp: Path, days: int, there: bool
) -> None:
    first = make()
    path = with_household(first)
    first.household.finish()
    opened_ago(tmp_path, path, days)
    Store(tmp_path).save(Settings(keep="days", keep_days=30))
    later = make()
    later.welcome()
    later.expire()
    assert path.exists() == there
    if not there:
        assert (
            "已删除 1 个 30 天未打开的家庭" in dialog_of(QMessageBox).text() + dialog_of(QMessageBox).informativeText()
        )
        assert traces(tmp_path, temp) == []


def test_the_open_one_stays_however_old_it_is(make: Make, tmp_path: Path) -> None:
    application = make()
    path = with_household(application)
    opened_ago(tmp_path, path, 900)
    application.apply(Settings(keep="days", keep_days=1))
    application.expire()
    assert path.exists()


@pytest.mark.parametrize("by", ["settings", "office"])
def test_where_nothing_is_kept_a_household_is_in_no_file(make: Make, tmp_path: Path, temp: Path, by: str) -> None:
    if by == "settings":
        Store(tmp_path).save(Settings(keep="nothing"))
        application = make()
    else:
        application = make(hall=DEFAULT.model_copy(update={"households": Kept(allowed=False)}))
    application.open_new("rizhao", "employed", 2025)
    _window, session = household(application)
    session.edit("Rename", renamed(session.case, session.person_id, NAME_TYPED))
    assert session.edit_person("Base", contribution_base=AMOUNT) == []
    application.keep()
    assert application.household.keeper is not None
    assert application.household.keeper.state == "loose"
    assert traces(tmp_path, temp) == []


def test_a_start_asks_which_to_open_where_that_is_set(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    first = make()
    with_household(first)
    first.household.finish()
    Store(tmp_path).save(Settings(ask_which=True))
    application = make()
    application.begin(None)
    welcome(application)
    dialog = dialog_of(HouseholdsDialog)
    activate(qtbot, dialog)
    assert dialog.model.index(0, 0).data() == NAME_TYPED
    click(dialog.open_button)
    assert household(application)[1].person.name == NAME_TYPED


def test_the_list_says_when_each_was_opened(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    application = make()
    path = with_household(application)
    application.household.finish()
    opened_ago(tmp_path, path, 10)
    application.welcome()
    click(welcome(application).kept)
    dialog = dialog_of(HouseholdsDialog)
    activate(qtbot, dialog)
    row = [dialog.model.index(0, column).data() for column in range(5)]
    day = f"{datetime.now().astimezone() - timedelta(days=10):%Y-%m-%d}"
    assert row[:3] == [NAME_TYPED, "日照市", "2025"]
    assert row[3].startswith(day)
    assert row[4].endswith("KiB")
    click(dialog.remove_all)
    answer(qtbot, "删除")
    assert not path.exists()


def test_the_settings_ask_for_days_only_where_they_matter(qtbot: QtBot) -> None:
    dialog = show(qtbot, SettingsDialog(Settings(), Wording("zh"), Theme()))
    assert not dialog.days.isVisible()
    click(dialog.keep.button("days"))
    assert dialog.days.isVisible()
    dialog.days.edit.setText("0")
    dialog.days.edit.editingFinished.emit()
    assert "1 到 3650" in dialog.days.note.text()
    dialog.days.edit.setText("7")
    dialog.days.edit.editingFinished.emit()
    click(dialog.ask_which.box)
    assert dialog.settings[-3:] == ("days", 7, True)


def test_only_the_regions_of_the_hall_are_offered_and_others_stay_readable(tmp_path: Path) -> None:
    library = Library.of_person(tmp_path, forgiving=True).offering(["xian", "rizhao"])
    assert library.ids() == ["rizhao", "xian"]
    assert [pack.id for pack in library] == ["rizhao", "xian"]
    assert "gansu" in library  # a household of another region can still be opened
    policies = Policies(library, tmp_path)
    policies.read_again()
    assert policies.library.ids() == ["rizhao", "xian"]
    assert len(Library.embedded().offering([]).ids()) == 5


# ---- where the office keeps none


@pytest.fixture
def kept_nowhere(make: Make) -> Application:
    """A program on an office's machine on which no household is kept."""
    return make(hall=DEFAULT.model_copy(update={"households": Kept(allowed=False)}))


def files_below(*folders: Path) -> dict[Path, bytes]:
    """What is on the disk."""
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize(
    ("key", "name"), [(KEY.Key_S, "save"), (KEY.Key_E, "export"), (KEY.Key_S, "save as")], ids=["save", "export", "as"]
)
def test_no_key_puts_a_household_into_a_file_where_the_office_keeps_none(
    kept_nowhere: Application, qtbot: QtBot, tmp_path: Path, temp: Path, key: KEY, name: str
) -> None:
    kept_nowhere.open_new("rizhao", "employed", 2025)
    window, session = household(kept_nowhere)
    activate(qtbot, window)
    session.edit("Rename", renamed(session.case, session.person_id, NAME_TYPED))
    press(key, with_=CTRL | Qt.KeyboardModifier.ShiftModifier if name == "save as" else CTRL)
    assert QApplication.activeModalWidget() is None
    lines = [action for menu in window.menuBar().findChildren(QMenu) for action in menu.actions()]
    assert not [line.text() for line in lines if line.isVisible() and re.search("保存|另存|导出", line.text())]
    assert window.kept.text() == "本机不保存任何家庭"
    kept_nowhere.errands.go(name)  # by whatever other way it is asked for
    told = dialog_of(QMessageBox)
    assert told.informativeText() == "本机的大厅设置不允许保存家庭"
    told.close()
    assert traces(tmp_path, temp) == []


def test_where_the_office_keeps_none_leaving_does_not_offer_to_save(kept_nowhere: Application, qtbot: QtBot) -> None:
    kept_nowhere.open_new("rizhao", "employed", 2025)
    window, session = household(kept_nowhere)
    session.edit("Rename", renamed(session.case, session.person_id, NAME_TYPED))
    assert not window.close()
    asked = dialog_of(QMessageBox)
    assert [button.text() for button in asked.buttons()] == ["离开(&L)", "留下(&S)"]
    answer(qtbot, "离开")
    assert not window.isVisible()


def test_a_file_of_before_is_opened_as_a_copy_where_the_office_keeps_none(
    make: Make, kept_nowhere: Application, tmp_path: Path, temp: Path
) -> None:
    before = make()
    path = with_household(before)
    stick = tmp_path / "stick"
    shutil.copytree(path.parent, stick, ignore=shutil.ignore_patterns("*lock*"))
    held, recent = files_below(stick), (tmp_path / NAME).read_bytes()
    kept_nowhere.open_file(stick / path.name)
    _window, session = household(kept_nowhere)
    assert (session.person.name, session.person.age) == (NAME_TYPED, 47)
    assert session.edit_person("Base", contribution_base=817_31) == []
    kept_nowhere.keep()
    kept_nowhere.household.finish()
    there = files_below(stick)  # what a crash left in the journal is in the file now, and nothing else
    assert there.keys() <= held.keys()
    assert not [path for path, content in there.items() if b"817.31" in content or b"81731" in content]
    assert (tmp_path / NAME).read_bytes() == recent
    assert files_below(temp) == {}


@pytest.mark.parametrize("name", ["out.gjs", "out.xlsx", "out.csv"])
def test_nor_does_the_command_line_write_one(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    hall = tmp_path / "hall.toml"
    write_hall(hall, DEFAULT.model_copy(update={"households": Kept(allowed=False)}))
    monkeypatch.setenv("GONGJISUAN_HALL", str(hall))
    out = tmp_path / name
    sheet = tmp_path / "visits.csv"
    sheet.write_text("日期,医院等级,总费用\n2025-03-05,三级,300\n", "utf-8")
    example = str(resource("examples", "household.json"))
    making = ["import", str(sheet), "--region", "rizhao"] if name == "out.gjs" else ["report", example]
    told = run(capfdbinary, *making, "-o", str(out))
    assert told.status == 2
    assert "本机的大厅设置不允许保存家庭" in told.err
    assert not out.exists()


def test_the_hall_speaks_its_language_until_a_person_sets_another(make: Make, tmp_path: Path) -> None:
    hall = DEFAULT.model_copy(update={"language": "en"})
    first = make(hall=hall)
    first.welcome()
    assert welcome(first).windowTitle() == "Gongjisuan"
    first.apply(first.settings._replace(language="zh"))
    assert welcome(first).windowTitle() == "共济算"
    assert make(hall=hall).settings.language == "zh"
