"""Few bytes that ask for work without end: a period of millennia, a household of very many people."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from commands import INVALID, run
from driver.application import Make, activate, applications, household
from driver.hands import click, type_in
from driver.screens import dialog_of
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot
from statements import LIBRARY, case_data, case_of

from calculator.case.case import Case
from calculator.case.case_checks import faults_in
from calculator.case.case_json import write_case
from calculator.case.people_edits import MOST_PEOPLE, with_person
from calculator.desktop.person.people_dialog import HouseholdDialog
from calculator.desktop.person.period_dialog import PeriodDialog
from calculator.ground.months import format_month, month_at
from calculator.policy.library import Library
from calculator.session.open_household import COPY

SAID = {"en": "longer than 100 years from 0001-01", "zh": "从 0001-01 起超过 100 年"}


@pytest.fixture
def make(qapp: QApplication, library: Library, tmp_path: Path) -> Iterator[Make]:
    yield from applications(qapp, library, tmp_path / "config")


def crowd(count: int) -> Case:
    """A household of so many people."""
    case = case_of(case_data())
    for number in range(len(case.people), count):
        case = with_person(case, f"n{number}", f"n{number}", "rizhao", "employed")
    return case


def test_a_period_has_a_hundred_years_at_most() -> None:
    case = case_of(case_data())
    hundred = case.model_copy(update={"from_": month_at(1924, 1), "through": month_at(2023, 12)})
    assert list(faults_in(hundred, LIBRARY)) == []
    (fault,) = faults_in(hundred.model_copy(update={"from_": month_at(1923, 12)}), LIBRARY)
    assert (fault.path, fault.code) == ("through", "period_too_long")


@pytest.mark.parametrize("language", SAID)
def test_millennia_are_one_sentence_at_once(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], language: str
) -> None:
    path = tmp_path / "a.json"
    people = [{"id": name, "name": name, "region": "rizhao", "status": "employed"} for name in "abc"]
    path.write_text(
        json.dumps({"format": "gongjisuan-case/1", "from": "0001-01", "through": "9999-12", "people": people})
    )
    begin = os.times()
    output = run(capfdbinary, "compute", "--lang", language, str(path))
    assert (output.status, output.out) == (INVALID, "")
    (said,) = output.faults
    assert SAID[language] in said
    assert os.times().user - begin.user < 2


def test_the_window_says_it_in_the_dialog_and_stays_as_it_was(qtbot: QtBot, make: Make) -> None:
    application = make("zh")
    application.open_new("rizhao", "employed", 2023)
    window, session = household(application)
    activate(qtbot, window)
    window.show_period()
    dialog = dialog_of(PeriodDialog)
    activate(qtbot, dialog)
    before = session.case
    type_in(dialog.first, "0001-01")
    type_in(dialog.last, "9999-12")
    click(dialog.ok)
    assert dialog.fault.text().count("起超过 100 年") == 1
    assert session.case is before
    type_in(dialog.first, "1950-01")
    type_in(dialog.last, "2049-12")
    click(dialog.ok)
    assert not dialog.isVisible()
    assert (format_month(session.case.from_), format_month(session.case.through)) == ("1950-01", "2049-12")


def test_a_window_shows_fifty_people_and_says_so_of_one_more(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    application = make("zh")
    application.household.show(crowd(MOST_PEOPLE - 1), loose=COPY)
    window, session = household(application)
    activate(qtbot, window)
    dialog = window.show_household()
    qtbot.keyClick(dialog.add, Qt.Key.Key_Space)
    assert len(session.case.people) == MOST_PEOPLE
    assert not dialog.fault.text()
    qtbot.keyClick(dialog.add, Qt.Key.Key_Space)
    assert len(session.case.people) == MOST_PEOPLE
    assert "51 人超过窗口能显示的人数，最多 50 人" in dialog_of(HouseholdDialog).fault.text()


def test_a_file_of_more_people_is_said_to_be_too_many_and_the_open_household_stays(
    qtbot: QtBot, make: Make, tmp_path: Path
) -> None:
    application = make("zh")
    application.open_new("rizhao", "employed", 2023)
    _window, session = household(application)
    for name in ("a.json", "a.gjs"):
        path = tmp_path / name
        path.write_text(write_case(crowd(MOST_PEOPLE + 1)))
        application.open_file(path)
        box = dialog_of(QMessageBox)
        assert "最多 50 人" in box.informativeText() + box.text()
        qtbot.keyClick(box, Qt.Key.Key_Escape)
        assert application.session is session
        assert not (tmp_path / "a.gjs.lock").exists()
