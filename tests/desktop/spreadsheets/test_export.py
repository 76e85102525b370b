"""Giving the household out as a spreadsheet from its window."""

from pathlib import Path

import pytest
from driver.application import CTRL, Make, activate, answer, example, household
from driver.screens import dialog_of, freed
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.application import Application
from calculator.desktop.spreadsheets.export import Export
from calculator.files.spreadsheets.own_workbook import read_workbook
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.policy.library import Library


def asked(qtbot: QtBot, application: Application) -> QLineEdit:
    """The field for the file's name, after Ctrl+E."""
    window, _session = household(application)
    activate(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_E, CTRL)
    name = dialog_of(QFileDialog).findChild(QLineEdit, "fileNameEdit")
    assert isinstance(name, QLineEdit)
    return name


def export(qtbot: QtBot, application: Application, path: Path) -> None:
    """Ask for a spreadsheet in a file."""
    name = asked(qtbot, application)
    QApplication.clipboard().setText(str(path))
    qtbot.keyClick(name, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(name, Qt.Key.Key_V, CTRL)
    qtbot.keyClick(name, Qt.Key.Key_Return)


def said(qtbot: QtBot) -> str:
    """What is told in the end."""
    qtbot.waitUntil(lambda: any(isinstance(one, QMessageBox) and one.isVisible() for one in QApplication.allWidgets()))
    box = dialog_of(QMessageBox)
    text = f"{box.text()} {box.informativeText()}"
    answer(qtbot, "关闭")
    return text


@pytest.mark.parametrize("name", ["家.xlsx", "家.csv", "家"])
def test_a_household_is_given_out(qtbot: QtBot, make: Make, library: Library, tmp_path: Path, name: str) -> None:
    application = example(make)
    export(qtbot, application, tmp_path / name)
    target = tmp_path / (name if "." in name else f"{name}.xlsx")
    assert str(target) in said(qtbot)
    file = SheetFile(target)
    if target.suffix == ".csv":
        assert len(list(file.rows(file.names[0]))) == 1 + len(household(application)[1].case.visits)
    else:
        assert read_workbook(file, library) == household(application)[1].case


def test_what_cannot_be_written_is_said(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    application = example(make)
    export(qtbot, application, tmp_path / "stick" / "a.csv")
    assert "a.csv" in (text := said(qtbot))
    assert "U盘" in text
    assert not (tmp_path / "stick").exists()


def test_writing_goes_on_while_the_window_is_built_anew(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    application = example(make)
    export(qtbot, application, tmp_path / "a.xlsx")
    application.apply(application.settings._replace(percent=125))
    freed()
    assert "a.xlsx" in said(qtbot)
    assert (tmp_path / "a.xlsx").exists()


def test_nothing_is_left_of_an_export_in_the_end(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    application = example(make)
    export(qtbot, application, tmp_path / "a.csv")
    said(qtbot)
    qtbot.keyClick(asked(qtbot, application), Qt.Key.Key_Escape)
    QCoreApplication.processEvents()
    freed()
    assert application.errands.findChildren(Export) == []
