"""Python does not look for garbage between an edit and the screen that shows it."""

import gc

import pytest
from pytestqt.qtbot import QtBot
from statements import case_data, case_of

from calculator.engine.kept_household import KeptHousehold
from calculator.policy.library import Library
from calculator.session import computing
from calculator.session.session import Session
from calculator.words.wording import Wording


@pytest.fixture
def session(qtbot: QtBot) -> Session:
    qtbot.waitUntil(gc.isenabled)  # an edit of an earlier test may have it rest still
    return Session(case_of(case_data({"id": "1", "total": "100.00"})), Library.embedded(), Wording("zh"))


def test_it_rests_until_the_screen_has_followed(session: Session, qtbot: QtBot) -> None:
    assert gc.isenabled()
    rested = list[bool]()
    session.changed.connect(lambda: rested.append(not gc.isenabled()))
    session.edit_visit("edit", "1", total=200_00)
    session.undo()
    session.redo()
    assert rested == [True, True, True]
    qtbot.waitUntil(gc.isenabled)


def test_it_goes_on_where_an_edit_cannot_be_computed(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_given: object) -> None:
        raise RuntimeError("no statement")

    monkeypatch.setattr(KeptHousehold, "statement", fails)
    with pytest.raises(RuntimeError):
        session.edit_visit("edit", "1", total=200_00)
    qtbot.waitUntil(gc.isenabled)


def test_whoever_keeps_it_resting_is_left_alone(session: Session, qtbot: QtBot) -> None:
    gc.disable()
    try:
        session.edit_visit("edit", "1", total=200_00)
        qtbot.wait(100)
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_only_of_very_many_visits_what_stays_is_left_out(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = gc.get_freeze_count()
    session.edit_visit("edit", "1", total=200_00)
    qtbot.waitUntil(gc.isenabled)
    assert gc.get_freeze_count() == before
    monkeypatch.setattr(computing, "_MANY", 0)
    try:
        session.edit_visit("edit", "1", total=300_00)
        qtbot.waitUntil(gc.isenabled)
        assert gc.get_freeze_count() > before
    finally:
        gc.unfreeze()
