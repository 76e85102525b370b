"""The help: complete in both languages, and true to the window's keys."""

import re
import tomllib
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from calculator.desktop.help.help_dialog import HelpDialog, gaps
from calculator.desktop.help.help_texts import KEYS
from calculator.desktop.help.help_titles import TITLES
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording


def text_of(qtbot: QtBot, library: Library, page: str) -> str:
    dialog = shown(qtbot, library, "zh", page)
    return dialog.text.toPlainText()


def shown(qtbot: QtBot, library: Library, language: Language, page: str = "how") -> HelpDialog:
    dialog = HelpDialog(library, Wording(language), Theme(), page)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    return dialog


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", TITLES)
def test_each_page_opens_in_each_language(qtbot: QtBot, library: Library, language: Language, page: str) -> None:
    dialog = shown(qtbot, library, language, page)
    text = dialog.text.toPlainText()
    assert dialog.pages.current() == page
    assert len(text) > 200
    assert "<" not in text
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in text)
    if language == "zh":
        assert chinese > 50
    elif page in ("how", "keys"):
        assert chinese < 8  # 分, and dates as they may be typed


def test_an_unknown_page_gives_the_first(qtbot: QtBot, library: Library) -> None:
    dialog = shown(qtbot, library, "zh", "nonsense")
    assert dialog.pages.current() == "how"


def test_pages_are_turned_by_mouse_and_keys(qtbot: QtBot, library: Library) -> None:
    dialog = shown(qtbot, library, "zh")
    qtbot.mouseClick(dialog.pages.button("limits"), Qt.MouseButton.LeftButton)
    assert "没有写明" in dialog.text.toPlainText()
    qtbot.keyClick(dialog.pages.button("limits"), Qt.Key.Key_Right)
    assert "Ctrl+Z" in dialog.text.toPlainText()


def test_the_text_is_selected_and_copied_by_keys(qtbot: QtBot, library: Library) -> None:
    dialog = shown(qtbot, library, "zh", "about")
    assert dialog.text.hasFocus()
    qtbot.keyClick(dialog.text, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(dialog.text, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert "Apache License 2.0" in QApplication.clipboard().text()


def test_what_each_text_leaves_open_comes_from_the_packs(qtbot: QtBot, library: Library) -> None:
    text = text_of(qtbot, library, "limits")
    found = [gaps(pack, Wording("zh")) for pack in library]
    assert any(found)
    for said, clause in (gap for pack in found for gap in pack):
        assert said in text
        assert clause in text


def test_every_text_is_named_on_the_page_about(qtbot: QtBot, library: Library) -> None:
    text = text_of(qtbot, library, "about")
    for pack in library:
        assert pack.name.zh in text
        for source in pack.sources:
            assert source.title.zh in text


def test_everything_the_program_is_made_with_is_named(qtbot: QtBot, library: Library) -> None:
    text = text_of(qtbot, library, "about").casefold()
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text())["project"]
    names = [re.split(r"[<>=]", asked)[0].casefold().removesuffix("-essentials") for asked in project["dependencies"]]
    assert [name for name in names if name not in text] == []


def test_an_answer_is_called_as_in_the_list_of_uses(qtbot: QtBot, library: Library) -> None:
    assert f"“{Wording('zh').word('not_listed')}”" in text_of(qtbot, library, "how")


def test_escape_closes_it(qtbot: QtBot, library: Library) -> None:
    dialog = shown(qtbot, library, "en")
    qtbot.keyClick(dialog.text, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_every_key_of_the_window_is_listed(qtbot: QtBot, session: Session) -> None:
    window = ShellWindow(session, Theme())
    window.complete()
    qtbot.addWidget(window)
    listed = {key for keys, _said in KEYS for key in keys.split(", ")}
    actions = {keys.toString() for action in window.findChildren(QAction) for keys in action.shortcuts()}
    buttons = {button.shortcut().toString() for button in window.findChildren(QPushButton)}
    keys = {key for key in actions | buttons if key and not key.startswith("Alt+")}
    assert keys <= listed
