"""The households on this computer are listed, found, opened and forgotten; nothing of a forgotten one is left."""

from pathlib import Path

import pytest
from driver.application import Make, activate, answer, household, welcome, written
from driver.hands import say
from driver.screens import dialog_of
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from calculator.case.people_edits import renamed
from calculator.desktop.document.households_dialog import HouseholdsDialog
from calculator.desktop.shell.application import Application

LEFT = Qt.MouseButton.LeftButton
NAMES = ("张三丰", "李四光")


@pytest.fixture
def application(make: Make) -> Application:
    """Two households in the person's own folder, of which the second is open."""
    made = make()
    for name, region in zip(NAMES, ("rizhao", "xian"), strict=True):
        made.open_new(region, "employed", 2025)
        _window, session = household(made)
        session.edit("Rename", renamed(session.case, session.person_id, name))
        assert session.edit_person("Base", contribution_base=7654_32) == []
        made.households.save()
        assert session.edit_person("Age", age=47) == []
        written(made)  # in the journal
    return made


def listed(dialog: HouseholdsDialog) -> list[str]:
    return [dialog.model.index(row, 0).data() for row in range(dialog.model.rowCount())]


def traces(folder: Path) -> list[Path]:
    """Files in which a name or a figure of the first household stands, or that bear its file's name."""
    found = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in found if NAMES[0].encode() in path.read_bytes() or "household.gjs" in path.name]


def test_they_are_listed_and_found(qtbot: QtBot, application: Application) -> None:
    application.errands.show_households()
    dialog = dialog_of(HouseholdsDialog)
    assert sorted(listed(dialog)) == sorted(NAMES)
    activate(qtbot, dialog)
    dialog.search.setFocus()
    say("日照")
    assert listed(dialog) == [NAMES[0]]
    qtbot.mouseClick(dialog.open_button, LEFT)
    assert household(application)[1].person.name == NAMES[0]


def test_a_forgotten_one_leaves_no_trace(qtbot: QtBot, application: Application, tmp_path: Path) -> None:
    assert traces(tmp_path)
    application.errands.show_households()
    dialog = dialog_of(HouseholdsDialog)
    activate(qtbot, dialog)
    dialog.search.setFocus()
    say(NAMES[0])
    qtbot.mouseClick(dialog.remove, LEFT)
    answer(qtbot, "保留")
    assert traces(tmp_path)
    qtbot.mouseClick(dialog.remove, LEFT)
    answer(qtbot, "删除")
    assert traces(tmp_path) == []
    dialog.search.clear()
    assert listed(dialog) == [NAMES[1]]
    dialog.reject()
    assert household(application)[1].person.name == NAMES[1]


def test_the_open_one_is_left_first(qtbot: QtBot, application: Application, tmp_path: Path) -> None:
    application.errands.show_households()
    dialog = dialog_of(HouseholdsDialog)
    qtbot.mouseClick(dialog.remove_all, LEFT)
    answer(qtbot, "删除")
    assert listed(dialog) == []
    dialog.reject()
    welcome(application)
    for name in NAMES:
        assert not [path for path in tmp_path.rglob("*") if path.is_file() and name.encode() in path.read_bytes()]
    assert not list(tmp_path.rglob("*.gjs*"))
