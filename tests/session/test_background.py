"""Work beside the window: what comes of it is told, and it ends when it is stopped."""

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from calculator.ground.faults import Fault, FaultsError
from calculator.ground.progress import Work
from calculator.session.background import Background


def test_work_beside_the_window_tells_what_came_of_it(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    work = Background(home)

    def faulty(_work: Work) -> None:
        raise FaultsError([Fault("", "sheet_empty")])

    with qtbot.waitSignal(work.done) as done:
        work.start(lambda _work: 7)
    assert done.args == [7]
    with qtbot.waitSignal(work.failed) as failed:
        work.start(faulty)
    assert failed.args is not None
    assert failed.args[0][0].code == "sheet_empty"

    def endless(running: Work) -> None:
        while True:
            running.reach(0, 1)

    work.start(endless)
    with qtbot.waitSignal(work.done) as done:
        work.start(lambda _work: 8)
    assert done.args == [8]
    work.start(endless)
    work.close()
    assert not work.busy


def test_work_ends_with_the_window_it_is_done_for(qtbot: QtBot) -> None:
    home, told = QWidget(), []

    def endless(running: Work) -> None:
        try:
            while True:
                running.reach(0, 1)
        finally:
            told.append("ended")

    work = Background(home)
    work.start(endless)
    qtbot.waitUntil(lambda: work.busy)
    home.deleteLater()
    qtbot.waitUntil(lambda: told == ["ended"])
    assert not isValid(home)


def test_an_unexpected_error_is_raised_where_it_is_reported(qtbot: QtBot) -> None:
    home = QWidget()
    qtbot.addWidget(home)
    work = Background(home)
    with qtbot.captureExceptions() as caught:
        work.start(lambda _work: 1 // 0)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
