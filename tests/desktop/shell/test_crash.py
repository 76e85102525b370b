"""An unexpected exception: told without a figure, once, and the program goes on."""

import errno
import io
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from calculator.desktop.shell.crash_dialog import CrashDialog
from calculator.session import session as session_module
from calculator.session.crash_report import QUIET_SECONDS, CrashGuard, report
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

SECRET = "张三 1,234.56"


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Guarded:
    """A guard that has taken over, what it showed, and its clock."""

    def __init__(self) -> None:
        self.shown: list[str] = []
        self.clock = Clock()
        self.guard = CrashGuard(self.shown.append, self.clock)


@pytest.fixture
def guarded(qtbot: QtBot) -> Iterator[Guarded]:
    del qtbot
    made = Guarded()
    made.guard.install()
    yield made
    made.guard.remove()


def fails(text: str = SECRET) -> None:
    raise ValueError(text)


def fails_otherwise() -> None:
    raise KeyError(SECRET)


def caught(run: Callable[[], object]) -> Exception:
    try:
        run()
    except Exception as error:
        return error
    raise AssertionError("nothing was raised")


def later(run: Callable[[], object]) -> None:
    QTimer.singleShot(0, run)


def test_a_report_names_kind_module_and_line_and_nothing_of_the_person() -> None:
    text = report(caught(fails))
    assert "ValueError" in text
    assert f"{__name__}:" in text
    assert "fails" in text
    for part in (*SECRET.split(), str(Path(__file__).parent), str(Path.home()), ".py"):
        assert part not in text


def test_a_report_tells_what_led_to_it() -> None:
    def again() -> None:
        try:
            fails()
        except ValueError as error:
            raise LookupError(SECRET) from error

    text = report(caught(again))
    assert text.index("LookupError") < text.index("ValueError")
    assert SECRET not in text


def test_a_report_tells_the_members_of_a_group() -> None:
    group = ExceptionGroup(SECRET, [caught(fails), caught(fails_otherwise)])
    text = report(group)
    assert "ValueError" in text
    assert "KeyError" in text
    assert SECRET not in text


def test_an_exception_that_led_to_itself_ends() -> None:
    error = caught(fails)
    other = caught(fails_otherwise)
    error.__cause__, other.__cause__ = other, error
    assert report(error).count("ValueError") == 1


def test_an_endless_recursion_is_told_in_few_lines() -> None:
    def endless() -> None:
        endless()

    text = report(caught(endless))
    assert "RecursionError" in text
    assert len(text.splitlines()) < 50


def test_a_fault_in_a_slot_is_shown_and_the_program_goes_on(
    qtbot: QtBot, guarded: Guarded, capsys: pytest.CaptureFixture[str]
) -> None:
    class Source(QObject):
        told = Signal()

    source, after = Source(), list[int]()
    source.told.connect(fails)
    source.told.connect(lambda: after.append(1))
    source.told.emit()
    assert guarded.shown == []  # not in the middle of what was going on
    qtbot.waitUntil(lambda: len(guarded.shown) == 1)
    assert after == [1]
    assert "ValueError" in guarded.shown[0]
    written = capsys.readouterr().err
    assert guarded.shown[0] in written
    assert SECRET not in written


def test_a_fault_in_a_thread_is_shown_in_that_of_the_windows(qtbot: QtBot, guarded: Guarded) -> None:
    thread = threading.Thread(target=fails)
    thread.start()
    thread.join()
    assert guarded.shown == []
    qtbot.waitUntil(lambda: len(guarded.shown) == 1)


def test_a_fault_that_cannot_be_written_is_shown(
    qtbot: QtBot, guarded: Guarded, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(sys, "stderr", Full())
    later(fails)
    qtbot.waitUntil(lambda: len(guarded.shown) == 1)


def test_the_same_fault_is_not_told_again_at_once(qtbot: QtBot, guarded: Guarded) -> None:
    later(fails)
    qtbot.waitUntil(lambda: len(guarded.shown) == 1)
    later(fails)
    later(fails_otherwise)
    qtbot.waitUntil(lambda: len(guarded.shown) == 2)
    assert "KeyError" in guarded.shown[1]
    guarded.clock.now += QUIET_SECONDS
    later(fails)
    qtbot.waitUntil(lambda: len(guarded.shown) == 3)


def test_a_fault_while_showing_is_only_written(qtbot: QtBot, capsys: pytest.CaptureFixture[str]) -> None:
    tried: list[str] = []

    def show(text: str) -> None:
        tried.append(text)
        fails_otherwise()

    guard = CrashGuard(show)
    guard.install()
    try:
        later(fails)
        qtbot.waitUntil(lambda: len(tried) == 1)
        later(lambda: fails("another place"))
        qtbot.waitUntil(lambda: len(tried) == 2)
    finally:
        guard.remove()
    assert "KeyError" in capsys.readouterr().err


def test_taking_over_is_given_back(qtbot: QtBot) -> None:
    del qtbot
    before = (sys.excepthook, threading.excepthook)
    guard = CrashGuard(lambda _text: None)
    guard.install()
    assert sys.excepthook != before[0]
    guard.remove()
    assert (sys.excepthook, threading.excepthook) == before


def test_an_edit_that_cannot_be_computed_leaves_the_household(
    qtbot: QtBot, guarded: Guarded, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    case, statement = session.case, session.statement
    monkeypatch.setattr(session_module, "computed", lambda _case, _library: fails())
    later(lambda: session.edit_person("change", age=50, birth_date=None))
    with qtbot.assertNotEmitted(session.changed):
        qtbot.waitUntil(lambda: len(guarded.shown) == 1)
    assert (session.case, session.statement, session.undo_name()) == (case, statement, None)
    monkeypatch.undo()
    assert session.edit_person("change", age=50, birth_date=None) == []
    assert session.edit_person("change again", age=51, birth_date=None) == []
    session.undo()  # what was just left is known; what was before is computed
    monkeypatch.setattr(session_module, "computed", lambda _case, _library: fails())
    later(session.undo)
    guarded.clock.now += QUIET_SECONDS
    qtbot.waitUntil(lambda: len(guarded.shown) == 2)
    assert (session.person.age, session.undo_name()) == (50, "change")


def test_the_report_is_copied_and_the_message_closed_by_keys(qtbot: QtBot) -> None:
    dialog = CrashDialog("a report", Wording("zh"), Theme())
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
    qtbot.mouseClick(dialog.copy, Qt.MouseButton.LeftButton)
    assert QApplication.clipboard().text() == "a report"
    assert dialog.done_note.text() == "已复制"
    dialog.go_on.setFocus()
    qtbot.keyClick(dialog.go_on, Qt.Key.Key_Return)
    assert not dialog.isVisible()
