"""A window with the example household, dressed as a person sees it."""

import pytest
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.household_window import MainWindow
from calculator.session.session import Session
from calculator.widgets.theme import Theme, dress


@pytest.fixture
def window(session: Session, qtbot: QtBot, qapp: object) -> MainWindow:
    theme = Theme()
    dress(qapp, theme)  # type: ignore[arg-type]
    made = MainWindow(session, theme)
    qtbot.addWidget(made)
    made.complete()

    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made
