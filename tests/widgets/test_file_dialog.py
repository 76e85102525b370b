"""Asking for a file: in the program's language, where the last one was chosen."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from calculator.widgets.dialogs.file_dialog import ask_to_open, ask_to_save
from calculator.words.wording import Wording


def choose(dialog: QFileDialog, path: Path) -> None:
    dialog.fileSelected.emit(str(path))
    dialog.close()


def test_it_begins_where_the_last_file_was_chosen(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGJISUAN_CONFIG", str(tmp_path / "config"))
    parent, taken = QWidget(), list[Path]()
    qtbot.addWidget(parent)
    folder = tmp_path / "票据"
    folder.mkdir()
    first = ask_to_open(parent, Wording("zh"), "打开", ["所有文件 (*)"], taken.append)
    assert Path(first.directory().absolutePath()) != folder
    choose(first, folder / "家.gjs")
    assert taken == [folder / "家.gjs"]
    again = ask_to_save(parent, Wording("en"), "Save", ["All (*)"], taken.append, suffix="gjs", name="mine")
    assert Path(again.directory().absolutePath()) == folder
    choose(again, folder / "二.gjs")
    folder.rmdir()
    gone = ask_to_open(parent, Wording("zh"), "打开", ["所有文件 (*)"], taken.append)
    assert Path(gone.directory().absolutePath()) != folder
    gone.close()


def test_every_word_of_it_is_in_the_program_s_language(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GONGJISUAN_CONFIG", str(tmp_path / "config"))
    parent = QWidget()
    qtbot.addWidget(parent)
    asked = ask_to_open(parent, Wording("zh"), "打开", ["所有文件 (*)"], lambda _path: None)
    saved = ask_to_save(parent, Wording("zh"), "另存", ["所有文件 (*)"], lambda _path: None, suffix="gjs")
    for dialog in (asked, saved):
        said = {label.objectName(): label.text() for label in dialog.findChildren(QLabel) if label.objectName()}
        assert said["lookInLabel"] == "位置："
        assert said["fileTypeLabel"] == "文件类型："
        dialog.close()
