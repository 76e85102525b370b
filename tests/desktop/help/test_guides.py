"""The guides in the help: there in both languages, with every picture, turned to by hand, and printable."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calculator.desktop.help.help_dialog import HelpDialog
from calculator.desktop.paper.print_dialog import PaperDialog
from calculator.files.guides import GUIDES, guide_folder, guide_text, parts_of_others
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

HEADING = re.compile(r"^(#+) ", re.MULTILINE)


@pytest.mark.parametrize("name", GUIDES)
def test_both_languages_have_the_same_parts(name: str) -> None:
    zh, en = (guide_text(name, language) for language in LANGUAGES)
    assert HEADING.findall(zh) == HEADING.findall(en)
    assert len(re.findall(r"^\d\.|^- ", zh, re.MULTILINE)) == len(re.findall(r"^\d\.|^- ", en, re.MULTILINE))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GUIDES)
def test_every_picture_is_there(name: str, language: Language) -> None:
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", guide_text(name, language))
    assert pictures
    assert [place for place in pictures if not (Path(guide_folder()) / place).is_file()] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_is_turned_to_and_its_pictures_fit(
    qtbot: QtBot, library: Library, name: str, language: Language
) -> None:
    dialog = HelpDialog(library, Wording(language), Theme())
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    qtbot.mouseClick(dialog.pages.button(name), Qt.MouseButton.LeftButton)
    heading = guide_text(name, language).partition("\n")[0].removeprefix("# ")
    assert dialog.text.toPlainText().startswith(heading)
    dialog.resize(500, 500)
    qtbot.waitUntil(lambda: dialog.text.horizontalScrollBar().maximum() == 0)


def test_a_guide_is_printed_from_the_help(qtbot: QtBot, library: Library) -> None:
    dialog = HelpDialog(library, Wording("zh"), Theme(), "worker")
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    qtbot.mouseClick(dialog.print_button, Qt.MouseButton.LeftButton)
    (paper,) = dialog.findChildren(PaperDialog)
    qtbot.waitUntil(paper.save.isEnabled)
    assert paper.view.paper is not None
    sheet = paper.view.paper.sheets[0]
    assert 2 <= sheet.pages <= 4
    assert "先行自付" in sheet.document.toPlainText()
    paper.close()
    qtbot.mouseClick(dialog.pages.button("keys"), Qt.MouseButton.LeftButton)
    assert not dialog.print_button.isVisible()


def test_the_page_about_lists_every_part_with_its_licence_and_every_pack_with_its_version(
    qtbot: QtBot, library: Library
) -> None:
    dialog = HelpDialog(library, Wording("en"), Theme(), "about")
    qtbot.addWidget(dialog)
    text = dialog.text.toPlainText()
    assert len(parts_of_others()) > 12
    for name, licence in parts_of_others():
        assert f"{name}: {licence}" in text
    assert text.count("comes with the program") == len(list(library))
    QApplication.processEvents()
