"""The help's list of every clause: whole, by document, searched by keys, and nothing of it clipped."""

import pytest
from driver.clipping import clipped
from driver.screens import show
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calculator.desktop.help.help_dialog import HelpDialog
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.policy_pages.coverage_text import STATUS_WORDS, coverage_lines
from calculator.widgets.theme import Theme, dress
from calculator.words.wording import Wording


def shown(qtbot: QtBot, library: Library, language: Language, theme: Theme | None = None) -> HelpDialog:
    return show(qtbot, HelpDialog(library, Wording(language), theme or Theme(), "coverage"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_clause_stands_there_by_document(qtbot: QtBot, library: Library, language: Language) -> None:
    dialog, wording = shown(qtbot, library, language), Wording(language)
    text = dialog.text.toPlainText()
    lines = coverage_lines(library, wording)
    assert len(lines) > 100
    place = 0
    for line in lines:
        for part in (line.clause, wording.text(STATUS_WORDS[line.status]), line.about, line.where):
            place = text.index(part, place)
    for pack in library:
        assert all(source.number in text for source in pack.sources)
    assert str(len(lines)) in dialog.coverage.count.text()


def test_a_search_by_keys_leaves_what_has_every_word(qtbot: QtBot, library: Library) -> None:
    dialog = shown(qtbot, library, "en")
    find = dialog.coverage.search
    find.setFocus()
    qtbot.keyClicks(find, "SHOWN remote")
    found = dialog.coverage.found()
    assert 0 < len(found) < 5
    assert {line.status for line in found} == {"shown"}
    text = dialog.text.toPlainText()
    assert all(line.about in text for line in found)
    assert "leadership" not in text
    assert dialog.coverage.count.text().startswith(f"{len(found)} clauses")
    qtbot.keyClicks(find, " zzz")
    assert dialog.coverage.found() == []
    assert "No clause has all these words." in dialog.text.toPlainText()
    qtbot.keyClick(find, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(find, Qt.Key.Key_Delete)
    assert "leadership" in dialog.text.toPlainText()


def test_a_clause_is_found_by_its_number(qtbot: QtBot, library: Library) -> None:
    dialog = shown(qtbot, library, "zh")
    dialog.coverage.search.setText("111号 第十一条")
    assert [line.clause for line in dialog.coverage.found()] == ["第十一条"]


def test_the_search_field_belongs_to_this_page_only(qtbot: QtBot, library: Library) -> None:
    dialog = shown(qtbot, library, "zh")
    assert dialog.coverage.search.isVisible()
    qtbot.mouseClick(dialog.pages.button("keys"), Qt.MouseButton.LeftButton)
    assert not dialog.coverage.search.isVisible()
    qtbot.mouseClick(dialog.pages.button("coverage"), Qt.MouseButton.LeftButton)
    assert dialog.coverage.search.isVisible()


def test_the_search_field_is_reached_by_keys(qtbot: QtBot, library: Library) -> None:
    dialog = shown(qtbot, library, "en")
    dialog.pages.button("coverage").setFocus()
    qtbot.keyClick(dialog.pages.button("coverage"), Qt.Key.Key_Tab)
    assert dialog.coverage.search.hasFocus()
    qtbot.keyClick(dialog.coverage.search, Qt.Key.Key_Tab)
    assert dialog.text.hasFocus()
    qtbot.keyClick(dialog.text, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    assert dialog.coverage.search.hasFocus()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 200])
def test_nothing_is_clipped(
    qtbot: QtBot, qapp: QApplication, library: Library, language: Language, percent: int
) -> None:
    theme = Theme(percent=percent)
    dress(qapp, theme)
    dialog = shown(qtbot, library, language, theme)
    dialog.resize(QSize(1280, 720))
    QApplication.processEvents()
    assert (dialog.width(), dialog.height()) == (1280, 720)
    assert clipped(dialog) == []
    assert dialog.text.document().size().width() <= dialog.text.viewport().width()
