"""A window never opens larger than the screen, nor beyond its edges."""

import pytest
from PySide6.QtCore import QMargins, QPoint, QRect, QSize
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.household_window import MainWindow
from calculator.desktop.shell.window_state import fit_to
from calculator.session.session import Session
from calculator.widgets.theme import Theme

FRAME = QMargins(4, 32, 4, 4)
BAR = 40
"""A task bar at the bottom."""


@pytest.mark.parametrize("size", [(1024, 600), (1280, 720), (1366, 768), (1080, 1920), (1920, 1080)])
@pytest.mark.parametrize("place", [None, QPoint(300, 200), QPoint(-50, -50), QPoint(5000, 5000)])
@pytest.mark.parametrize("percent", [100, 200])
def test_a_window_stays_on_the_screen(
    qtbot: QtBot, session: Session, size: tuple[int, int], place: QPoint | None, percent: int
) -> None:
    window = MainWindow(session, Theme(percent=percent))
    qtbot.addWidget(window)
    window.resize(1600, 1200) if place is not None else window.resize(1280, 720)
    if place is not None:
        window.move(place)
    room = QRect(0, 0, size[0], size[1] - BAR)
    fit_to(window, room, FRAME)
    within = room.marginsRemoved(FRAME)
    assert window.size() == window.size().boundedTo(within.size())
    if place is not None:
        outer = QRect(window.pos(), window.size() + QSize(8, 36))
        assert room.contains(outer)
    window.show()
    assert window.width() <= within.width()
    assert window.height() <= within.height()
