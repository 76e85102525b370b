"""No letter leads to two controls of one window that are seen together, in any dialog and language.

`GONGJISUAN_MNEMONICS=all` looks at every screen that has a picture; else one of each dialog is looked at.
"""

import os

import pytest
from driver.mnemonics import double, windows
from driver.screens import settle
from pictures.screens import SCREENS
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QPushButton

from calculator.desktop.shell.menu_window import ShellWindow
from calculator.files.example_household import called_in, example_case
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.theme import Theme, dress
from calculator.words.wording import Wording

EVERY_DIALOG = (
    *("welcome-form", "counter-answer", "households", "window", "person-faulty", "answer-form", "household", "period"),
    *(
        "new-household",
        "settings",
        "crash",
        "import",
        "print",
        "desk-policy",
        "rule",
        "packs",
        "region-editor",
        "compare-regions",
        "estimate-cost",
    ),
    *("slips-causes", "slips-pair", "slips-year"),
)


def looked_at() -> tuple[str, ...]:
    return tuple(SCREENS) if os.environ.get("GONGJISUAN_MNEMONICS") == "all" else EVERY_DIALOG


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", looked_at())
def test_no_letter_leads_to_two_controls(name: str, language: Language, qapp: QApplication, library: Library) -> None:
    theme = Theme()
    dress(qapp, theme)
    session = Session(called_in(example_case(library), language), library, Wording(language, grouped=True))
    session.select_telling_visit()
    screen = SCREENS[name]
    made = screen.make(session, theme)
    made.resize(1280, 900)
    if isinstance(made, ShellWindow):
        made.complete()
    made.show()
    settle()
    shown = screen.act(made) or made
    settle()
    found = {type(window).__name__: double(window) for window in windows()}
    for popup in QApplication.topLevelWidgets():
        if popup.isVisible() and popup.windowType() == Qt.WindowType.Popup:
            popup.close()
    for widget in (shown, made):
        widget.close()
        widget.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert found
    assert {window: letters for window, letters in found.items() if letters} == {}


def test_two_buttons_of_one_letter_are_found(qapp: QApplication) -> None:
    dialog = QDialog()
    row = QHBoxLayout(dialog)
    for text in ("&Save", "&Stay", "&Open"):
        row.addWidget(QPushButton(text))
    dialog.show()
    assert double(dialog) == ["Alt+S: &Save | &Stay"]
    dialog.close()
    dialog.deleteLater()
