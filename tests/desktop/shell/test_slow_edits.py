"""Edits of a very large household say how far they are and can be stopped, and everything is as it was before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from driver.application import Make, activate, household
from driver.hands import click, type_in
from driver.screens import dialog_of
from driver.visit_rows import go_to
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot
from statements import LIBRARY, case_data, case_of

from calculator.case.case import Case
from calculator.case.case_json import write_case
from calculator.desktop.person.period_dialog import PeriodDialog
from calculator.desktop.shell.application import Application
from calculator.engine.compute import compute
from calculator.ground.months import format_month, month_at
from calculator.session.open_household import COPY
from calculator.widgets.dialogs.stop_panel import StopPanel

SAID = "已停止，没有算完；一切仍和以前一样"


def household_case() -> Case:
    """One person with a visit, over 20 years."""
    case = case_of(case_data({"total": "1000.00"}))
    return case.model_copy(update={"from_": month_at(2004, 1), "through": month_at(2023, 12)})


@pytest.fixture
def application(make: Make, qtbot: QtBot) -> Application:
    made = make("zh")
    made.household.show(household_case(), loose=COPY)
    window, _session = household(made)
    activate(qtbot, window)
    QApplication.processEvents()
    return made


@pytest.fixture
def impatient(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every household is a large one, and the window has a turn after the first month."""
    monkeypatch.setattr("calculator.session.computing.MOMENTARY", 0)
    monkeypatch.setattr("calculator.session.computing.PATIENCE_SECONDS", 0.0)


def meanwhile(application: Application, do: Callable[[StopPanel], object]) -> list[int]:
    """Do something in the first turn that the window has while it works; gives how far that was."""
    seen: list[int] = []
    timer = QTimer(application)

    def look() -> None:
        panel = next((one for one in QApplication.allWidgets() if isinstance(one, StopPanel) and one.isVisible()), None)
        if panel is not None:
            timer.stop()
            seen.append(panel.bar.value())
            do(panel)

    timer.timeout.connect(look)
    timer.start(0)
    return seen


def by_escape(panel: StopPanel) -> None:
    QTest.keyClick(panel.window().windowHandle(), Qt.Key.Key_Escape)


def by_click(panel: StopPanel) -> None:
    spot = panel.stop.mapTo(panel.window(), panel.stop.rect().center())
    QTest.mouseClick(panel.window().windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)


def to_period(qtbot: QtBot, application: Application, first: str) -> PeriodDialog:
    """The dialog of the period with another first month."""
    window, _session = household(application)
    window.show_period()
    dialog = dialog_of(PeriodDialog)
    activate(qtbot, dialog)
    type_in(dialog.first, first)
    return dialog


@pytest.mark.usefixtures("impatient")
@pytest.mark.parametrize("stop", [by_escape, by_click])
def test_a_slow_edit_is_stopped(qtbot: QtBot, application: Application, stop: Callable[[StopPanel], None]) -> None:
    _window, session = household(application)
    before, statement = session.case, session.statement
    dialog = to_period(qtbot, application, "2003-01")
    seen = meanwhile(application, stop)
    click(dialog.ok)
    assert len(seen) == 1
    assert seen[0] < 50
    assert SAID in dialog.fault.text()
    assert dialog.isVisible()
    assert session.case is before
    assert session.statement is statement
    assert session.undo_name() is None
    assert QApplication.overrideCursor() is None
    # Once more, and nobody stops it: the figures are those of a fresh computation.
    click(dialog.ok)
    assert not dialog.isVisible()
    assert format_month(session.case.from_) == "2003-01"
    assert session.statement == compute(session.case, LIBRARY)


@pytest.mark.usefixtures("impatient")
def test_a_slow_way_back_is_stopped(qtbot: QtBot, application: Application) -> None:
    window, session = household(application)
    click(to_period(qtbot, application, "2003-01").ok)
    click(to_period(qtbot, application, "2002-01").ok)
    after, name = session.case, session.undo_name()
    session.undo()
    session.undo()  # two steps: the first goes back to what is known still
    assert format_month(session.case.from_) == "2004-01"
    activate(qtbot, window)
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert session.case == after
    session.undo()
    between = session.case
    seen = meanwhile(application, by_escape)
    QTest.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert len(seen) == 1
    assert session.case is between
    assert session.undo_name() == name
    session.undo()
    assert format_month(session.case.from_) == "2004-01"


@pytest.mark.usefixtures("impatient")
def test_what_is_typed_meanwhile_is_not_lost(qtbot: QtBot, application: Application) -> None:
    window, session = household(application)
    go_to(window, 0, "total")
    QTest.keyClick(window.visits.table, Qt.Key.Key_1)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    QTest.keyClick(editor, Qt.Key.Key_2)

    def go_on(panel: StopPanel) -> None:
        for key in (Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_Return):
            QTest.keyClick(panel.window().windowHandle(), key)
        assert (editor.text(), session.half_typed) == ("12", False)

    seen = meanwhile(application, go_on)  # once the person pauses, results follow
    table = window.visits.table
    qtbot.waitUntil(lambda: not session.half_typed and table.state() == table.State.NoState)
    assert session.case.visits[0].total == 1234_00
    assert len(seen) == 1


@pytest.mark.usefixtures("impatient")
def test_an_edit_that_comes_meanwhile_takes_the_place_of_the_other(application: Application) -> None:
    _window, session = household(application)
    first, second = (session.case.model_copy(update={"from_": month_at(year, 1)}) for year in (2003, 2002))
    refused: list[object] = []
    session.refused.connect(refused.append)
    seen = meanwhile(application, lambda _panel: session.edit("second", second))
    session.edit("first", first)
    assert len(seen) == 1
    assert session.case == second
    assert len(refused) == 1
    assert session.statement == compute(second, LIBRARY)


@pytest.mark.usefixtures("impatient")
def test_what_is_still_being_typed_takes_the_place_of_nothing(application: Application) -> None:
    """The pause in which a person typed the last digits ends while the whole amount is worked out already."""
    _window, session = household(application)
    whole, half = (session.case.model_copy(update={"from_": month_at(year, 1)}) for year in (2003, 2002))

    def pauses(_panel: StopPanel) -> None:
        with session.entry("amount", half=True):
            assert session.edit("half", half) == []

    seen = meanwhile(application, pauses)
    with session.entry("amount"):
        assert session.edit("whole", whole) == []
    assert len(seen) == 1
    assert session.case == whole
    assert not session.half_typed


@pytest.mark.usefixtures("impatient")
def test_a_window_is_not_closed_meanwhile(application: Application) -> None:
    window, session = household(application)
    seen = meanwhile(application, lambda panel: QApplication.sendEvent(panel.window(), QCloseEvent()))
    session.edit("x", session.case.model_copy(update={"from_": month_at(2003, 1)}))
    assert len(seen) == 1
    assert window.isVisible()


@pytest.mark.usefixtures("impatient")
def test_a_file_whose_opening_is_stopped_leaves_the_open_household(
    qtbot: QtBot, application: Application, tmp_path: Path
) -> None:
    _window, session = household(application)
    path = tmp_path / "a.gjs"
    path.write_text(write_case(household_case()), "utf-8")
    seen = meanwhile(application, by_escape)
    application.open_file(path)
    assert len(seen) == 1
    box = dialog_of(QMessageBox)
    assert SAID in box.informativeText() + box.text()
    qtbot.keyClick(box, Qt.Key.Key_Escape)
    assert application.session is session
    assert not path.with_name("a.gjs.lock").exists()


def test_what_is_quick_shows_nothing(application: Application, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("calculator.session.computing.PATIENCE_SECONDS", 0.0)
    _window, session = household(application)
    seen = meanwhile(application, by_escape)
    assert session.edit("x", session.case.model_copy(update={"from_": month_at(2003, 1)})) == []
    QApplication.processEvents()
    assert seen == []
