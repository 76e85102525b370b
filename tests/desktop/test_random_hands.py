"""Random hands over the whole window: keys, clicks, menus, dialogs, sizes, languages, two households; nothing breaks.

`GONGJISUAN_RANDOM_EVENTS` gives how many events each seed has, `GONGJISUAN_RANDOM_SEEDS` the seeds: a million belong to
a night, some thousand to every run.
"""

import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from driver.application import Make, applications
from pack_files import pack_text
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from calculator.case.case_checks import faults_in
from calculator.case.case_json import read_case, write_case
from calculator.desktop.shell.application import Application
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.engine.compute import compute
from calculator.files.example_household import example_case
from calculator.files.spreadsheets.csv_writer import write_csv
from calculator.files.spreadsheets.xlsx_writer import write_workbook
from calculator.policy.library import Library
from calculator.words.statement_json import to_json
from calculator.words.wording import Wording

KEY, NONE, CTRL = Qt.Key, Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier
EVENTS = int(os.environ.get("GONGJISUAN_RANDOM_EVENTS", "2000"))
SEEDS = [int(seed) for seed in os.environ.get("GONGJISUAN_RANDOM_SEEDS", "1 2 3").split()]
SHEETS = Path(__file__).parents[1] / "files" / "spreadsheets" / "sheets"
LOOK_EVERY, WARNED_EVERY = 100, 10
TURNS = 0.4
"""How often the window draws itself before the next event; else that comes before what was put off."""
MOST_TIRED = 300
"""Tenths of a second that one thing may go on for."""
KEYS = [
    *(KEY.Key_Tab, KEY.Key_Backtab, KEY.Key_Return, KEY.Key_Escape, KEY.Key_Space, KEY.Key_F2, KEY.Key_Delete),
    *(KEY.Key_Up, KEY.Key_Down, KEY.Key_Left, KEY.Key_Right, KEY.Key_Home, KEY.Key_End, KEY.Key_PageDown),
]
TYPED = "0123456789.-/x年月日元一二三 abz%"
SHORTCUTS = [
    *("Ctrl+Z", "Ctrl+Y", "Ctrl+N", "Ctrl+D", "Ctrl+S", "Ctrl+H", "Ctrl+L", "Ctrl+K", "Ctrl+R", "Ctrl+E", "Ctrl+I"),
    *("Ctrl+Shift+P", "Ctrl+Shift+N", "Ctrl+C", "Ctrl+V", "F1", "Ctrl+,", "Ctrl+A"),
    *(f"Alt+{number}" for number in range(1, 9)),
]
SIZES = [(1280, 720), (1024, 600), (640, 480), (1080, 1920), (1099, 700), (1101, 700)]


def turn() -> None:
    """One turn of the loop that people's programs go round in: what is to be deleted goes too."""
    QApplication.processEvents()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


class Hands:
    """One person without a plan; everything they do comes from one seed."""

    def __init__(self, application: Application, seed: int, folder: Path) -> None:
        self._application, self._chance, self._folder = application, random.Random(seed), folder
        self._there = sorted(path for path in folder.iterdir() if path.is_file())
        self.done: list[str] = []
        self._count = self._seen_count = 0
        self._inside = False
        self._tired = 0
        self._impatience = QTimer()
        self._impatience.setInterval(100)
        self._impatience.timeout.connect(self._close_what_waits)
        self._impatience.start()

    def _close_what_waits(self) -> None:
        """Where one thing goes on until somebody else does the next, as menus of buttons do, that is to close it."""
        if self._count == self._seen_count and self._inside:
            waiting = QApplication.activePopupWidget() or QApplication.activeModalWidget()
            self._note(f"is tired of {type(waiting).__name__}")
            if waiting is not None:
                waiting.close()
            self._tired += 1
            if self._tired > MOST_TIRED:  # a failure that is told, in the place of a run without end
                print("\n".join(self.done[-60:]), file=sys.__stderr__, flush=True)
                os._exit(1)
        elif self._count != self._seen_count:
            self._tired = 0
        self._seen_count = self._count

    def act(self) -> None:
        """Do one thing; a dialog of files is answered with a file of ours or left, as the others are not ours."""
        dialog = self._target().window()
        acts: list[tuple[Callable[[], None], float]] = [
            *((self._key, 6), (self._type, 8), (self._click, 8), (self._shortcut, 3), (self._wheel, 1)),
            *((self._size, 1), (self._settings, 0.1), (self._menu, 1), (self._leave, 3), (self._household, 0.1)),
        ]
        self._count += 1
        self._inside = True  # a dialog of files too may go on by itself: it asks before it writes over a file
        try:
            if isinstance(dialog, QFileDialog):
                self._answer_files(dialog)
                return
            self._chance.choices([one for one, _weight in acts], [weight for _one, weight in acts])[0]()
        finally:
            self._inside = False
        if self._chance.random() < TURNS:
            turn()

    def _answer_files(self, dialog: QFileDialog) -> None:
        """Type the name of a file that is there, or of a new one to write, and Enter; or Escape."""
        name = dialog.findChild(QLineEdit, "fileNameEdit")
        if name is None or self._chance.random() < 0.4:
            self._note("leaves the files")
            QTest.keyClick(dialog, KEY.Key_Escape)
            return
        if dialog.acceptMode() == QFileDialog.AcceptMode.AcceptSave:
            path = self._folder / f"new {len(self.done)}.{dialog.defaultSuffix()}"
        else:
            path = self._chance.choice(self._there)
        self._note(f"file {path.name}")
        QApplication.clipboard().setText(str(path))
        QTest.keyClick(name, KEY.Key_A, CTRL)
        QTest.keyClick(name, KEY.Key_V, CTRL)
        QTest.keyClick(name, KEY.Key_Return)

    def _note(self, what: str) -> None:
        self.done.append(what)

    def _front(self) -> QWidget:
        front = QApplication.activePopupWidget() or QApplication.activeModalWidget() or self._application.window
        assert front is not None
        return front

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self._front()

    def _key(self) -> None:
        key = self._chance.choice(KEYS)
        self._note(f"{key.name} on {type(self._target()).__name__}")
        QTest.keyClick(self._target(), key)

    def _type(self) -> None:
        letter = self._chance.choice(TYPED)
        self._note(f"{letter!r} on {type(self._target()).__name__}")
        if letter.isascii():
            QTest.keyClicks(self._target(), letter)
        else:  # from an input method, as it comes to people
            event = QInputMethodEvent()
            event.setCommitString(letter)
            QApplication.sendEvent(self._target(), event)

    def _shortcut(self) -> None:
        keys = self._chance.choice(SHORTCUTS)
        self._note(keys)
        QTest.keySequence(self._target(), QKeySequence(keys))

    def _seen(self) -> list[QWidget]:
        front = self._front()
        inside = (one for one in front.findChildren(QWidget) if isValid(one))
        return [front, *(one for one in inside if one.isVisible() and one.isEnabled())]

    def _click(self) -> None:
        widget = self._chance.choice(self._seen())
        if not isValid(widget) or isinstance(widget.window(), QFileDialog):
            return  # whose files are not the program's
        at = QPoint(self._chance.randrange(max(1, widget.width())), self._chance.randrange(max(1, widget.height())))
        self._note(f"click on {type(widget).__name__} {widget.accessibleName()}")
        twice = self._chance.random() < 0.15
        (QTest.mouseDClick if twice else QTest.mouseClick)(widget, Qt.MouseButton.LeftButton, NONE, at)

    def _wheel(self) -> None:
        widget = self._chance.choice(self._seen())
        if not isValid(widget):  # a list that is gone since
            return
        self._note(f"key over {type(widget).__name__}")
        QTest.keyClick(widget, self._chance.choice(KEYS))

    def _size(self) -> None:
        if self._application.window is not None:
            size = self._chance.choice(SIZES)
            self._note(f"size {size}")
            self._application.window.resize(*size)

    def _settings(self) -> None:
        if QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None:
            return
        choices: dict[str, list[Any]] = {
            "language": ["zh", "en"],
            "percent": [100, 150, 200],
            "scheme": ["light", "dark"],
            "grouped": [True, False],
        }
        name = self._chance.choice(list(choices))
        value = self._chance.choice(choices[name])
        self._note(f"{name} {value}")
        changed: Any = {name: value}
        self._application.apply(self._application.settings._replace(**changed))

    def _menu(self) -> None:
        window = self._application.window
        if not isinstance(window, ShellWindow) or QApplication.activeModalWidget() is not None:
            return
        actions = [
            action
            for menu in window.menuBar().findChildren(QMenu)
            for action in menu.actions()
            if action.isEnabled() and "Ctrl+Q" not in action.shortcut().toString()
        ]
        action = self._chance.choice(actions)
        self._note(f"menu {action.text()}")
        action.trigger()

    def _leave(self) -> None:
        """Close what lies over the window, as people do sooner or later."""
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if popup is not None:
            self._note("close the list")
            popup.close()
        elif isinstance(modal, QMessageBox):
            button = self._chance.choice(modal.buttons())
            self._note(f"answer {button.text()}")
            button.click()
        elif modal is not None:
            self._note(f"close {type(modal).__name__}")
            modal.close()

    def _household(self) -> None:
        if QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
            self._note("another household")
            if self._chance.random() < 0.5:
                self._application.household.open_example()
            else:
                self._application.open_new(self._chance.choice(["rizhao", "gansu", "xian"]), "employed", 2025)


@pytest.fixture
def make(qapp: QApplication, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Make]:
    monkeypatch.setattr("calculator.printing.printer.has_printers", lambda: False)  # no paper is wasted
    yield from applications(qapp, library, tmp_path / "person")


@pytest.fixture
def files(tmp_path: Path, library: Library) -> Path:
    """A folder of files of every kind that may be chosen, sound and broken."""
    folder = tmp_path / "files"
    folder.mkdir()
    case = example_case(library)
    write_workbook(
        folder / "ours.xlsx", case, compute(case, library), library, Wording("zh"), exported_on=date(2025, 1, 1)
    )
    write_csv(folder / "ours.csv", case, compute(case, library), library, Wording("en"))
    for name in ("a.gjs", "case.json"):
        (folder / name).write_text(write_case(case), "utf-8")
    (folder / "broken.gjs").write_bytes(write_case(case).encode()[:300])
    (folder / "page.html").write_text("<table><tr><td>就诊日期<td>总费用<tr><td>2023-03-05<td>12o.5</table>", "utf-8")
    (folder / "pack.toml").write_text(pack_text(), "utf-8")
    for name in ("visits.ods", "visits.xls"):
        shutil.copyfile(SHEETS / name, folder / name)
    return folder


def look(application: Application, library: Library) -> None:
    """The case is valid, equal to its saved form, and the statement that of a fresh computation."""
    session = application.session
    assert session is not None
    case = session.case
    assert list(faults_in(case, session.library)) == []
    assert read_case(write_case(case).encode(), session.library) == case
    fresh = compute(case, session.library)
    assert to_json(session.statement, session.wording) == to_json(fresh, session.wording)
    del library


@pytest.mark.qt_log_level_fail("WARNING")
@pytest.mark.qt_log_ignore("This plugin does not support", "XDG_RUNTIME_DIR", "Wrong QTest", "Mouse event")
@pytest.mark.parametrize("seed", SEEDS)
def test_random_hands_break_nothing(
    qtbot: QtBot, qtlog: Any, make: Make, library: Library, files: Path, seed: int
) -> None:
    application = make("zh")
    application.household.open_example()
    window = application.window
    assert window is not None
    window.activateWindow()
    qtbot.waitUntil(window.isVisible)
    hands, heard = Hands(application, seed, files), 0
    try:
        for event in range(EVENTS):
            if application.window is not None and not application.window.isVisible():
                application.window.show()
            if application.session is None:
                application.household.open_example()
            hands.act()
            if event % WARNED_EVERY == WARNED_EVERY - 1:  # soon, so that what was done last is told with it
                said, heard = qtlog.records[heard:], len(qtlog.records)
                assert [one.message for one in said if one.matches_level("WARNING") and not one.ignored] == []
            if event % LOOK_EVERY == LOOK_EVERY - 1:
                turn()
                look(application, library)
    except BaseException:
        print("\n".join(hands.done[-30:]))
        raise
    finally:
        for dialog in QApplication.topLevelWidgets():
            if dialog is not application.window:
                dialog.hide()
    with qtbot.captureExceptions() as caught:
        turn()
    assert caught == []
