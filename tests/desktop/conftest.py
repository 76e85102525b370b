"""A window with the example household, dressed as a person sees it."""

import pytest
from pytestqt.qtbot import QtBot

from calculator.benefit.wording import Wording
from calculator.desktop.session import Session
from calculator.desktop.start import example_case
from calculator.desktop.window import MainWindow
from calculator.policy.library import Library
from calculator.widgets.theme import Theme, dress


@pytest.fixture(scope="session")
def library() -> Library:
    return Library.embedded()


@pytest.fixture
def session(library: Library, qtbot: QtBot) -> Session:
    del qtbot  # signals need an application
    return Session(example_case(library), library, Wording("zh", grouped=True))


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
