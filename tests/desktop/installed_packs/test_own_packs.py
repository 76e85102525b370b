"""Regions of one's own and later versions in the program itself: chosen, marked, superseded, removed."""

from datetime import date
from pathlib import Path

import pytest
from driver.application import CTRL, Make, activate, household
from pack_files import SIGNER, pack_text, trust, write_pack
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from calculator.desktop.own_region.pack_editor import PackEditor
from calculator.desktop.policies.policy_desk import PolicyDesk
from calculator.desktop.shell.application import Application
from calculator.engine.compute import compute
from calculator.files.signed_packs.pack_store import PackStore, own_candidate, read_candidate
from calculator.widgets.region_list import DETAIL_ROLE


@pytest.fixture
def store(tmp_path: Path) -> PackStore:
    return PackStore(tmp_path / "data" / "packs")


def begun(make: Make) -> Application:
    application = make()
    application.open_new("rizhao", "employed", 2023)
    return application


def listed(qtbot: QtBot, application: Application) -> dict[str, str]:
    """The regions that the person's list offers, each with the line below its name."""
    window, _session = household(application)
    model = window.person.region.box.model()
    qtbot.waitUntil(lambda: model.rowCount() > 1)  # the list is filled once the window stands
    rows = [model.index(row, 0) for row in range(model.rowCount())]
    return {str(row.data()): str(row.data(DETAIL_ROLE)) for row in rows}


def test_a_region_of_ones_own_is_offered_with_its_mark_and_computed(qtbot: QtBot, make: Make, store: PackStore) -> None:
    application = begun(make)
    store.install(own_candidate(pack_text("newtown", cap=500).replace('zh = "日照市"', 'zh = "新城"').encode()))
    application.policies.read_again()
    offered = listed(qtbot, application)
    assert "自建" in offered["新城（自建）"]
    assert "自建" not in offered["南昌市"]
    _window, session = household(application)
    assert session.edit_person("Region", region="newtown") == []
    assert session.year_statement.cap == 500_00
    assert any("自建" in session.wording.say(doubt.message) for doubt in session.computed.warnings)


def test_a_later_signed_version_takes_over_and_the_earlier_can_still_be_chosen(
    make: Make, store: PackStore, tmp_path: Path
) -> None:
    application = begun(make)
    _window, session = household(application)
    assert session.year_statement.cap == 2000_00
    trust(store, SIGNER, tmp_path)
    store.install(read_candidate(write_pack(tmp_path / "given", "rizhao", 2, 3000, SIGNER)))
    application.policies.read_again()
    _window, session = household(application)
    assert session.year_statement.cap == 3000_00
    assert session.edit_person("Region", region="rizhao@1") == []
    assert session.year_statement.cap == 2000_00
    assert session.statement == compute(session.case, session.library)


def test_a_household_whose_pack_was_removed_keeps_all_and_says_what_is_missing(make: Make, store: PackStore) -> None:
    application = begun(make)
    store.install(own_candidate(pack_text("newtown").encode()))
    application.policies.read_again()
    _window, session = household(application)
    assert session.edit_person("Region", region="newtown", contribution_base=6000_00) == []
    store.remove("newtown")
    application.policies.read_again()
    window, session = household(application)
    assert session.person.contribution_base == 6000_00
    assert session.library.is_missing("newtown")
    assert "newtown" in window.cards.doubts.text()
    window.close()
    again = make()
    again.policies.read_again()  # the program begins with a library that forgives
    again.begin(None)
    assert household(again)[1].person.region == "newtown"


@pytest.mark.parametrize(("key", "kind"), [(Qt.Key.Key_L, PolicyDesk), (Qt.Key.Key_R, PackEditor)])
def test_the_desk_and_the_editor_open_by_keys(qtbot: QtBot, make: Make, key: Qt.Key, kind: type) -> None:
    application = begun(make)
    window, _session = household(application)
    activate(qtbot, window)
    qtbot.keyClick(window, key, CTRL)
    found = [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]
    assert len(found) == 1
    found[0].close()


def desks() -> list[PolicyDesk]:
    """The policy desks that stand."""
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, PolicyDesk) and one.isVisible()]


def test_there_is_one_desk(qtbot: QtBot, make: Make) -> None:
    application = begun(make)
    window, _session = household(application)
    for key, place in ((Qt.Key.Key_L, 0), (Qt.Key.Key_K, 2), (Qt.Key.Key_L, 0)):
        window.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        qtbot.keyClick(window, key, CTRL)
        (desk,) = desks()
        assert desk.tabs.currentIndex() == place
        qtbot.waitUntil(desk.isActiveWindow)
    qtbot.keyClick(desk, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not isValid(desk))
    activate(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_L, CTRL)
    assert len(desks()) == 1
    desks()[0].close()


def test_the_desk_stays_where_it_was_as_the_window_is_built_anew(qtbot: QtBot, make: Make, store: PackStore) -> None:
    application = begun(make)
    application.errands.show_policies(1)
    (desk,) = desks()
    desk.policy.turn_to("xian", date(2022, 5, 1))
    application.apply(application.settings._replace(language="en"))
    qtbot.waitUntil(lambda: not isValid(desk))
    (again,) = desks()
    assert again.windowTitle() == "Policy desk"
    assert again.parent() is application.window
    assert (again.tabs.currentIndex(), again.policy.place) == (1, ("xian", date(2022, 5, 1)))
    # A region that is not installed any more is not asked for.
    store.install(own_candidate(pack_text("newtown").encode()))
    application.policies.read_again()
    (again,) = desks()
    again.policy.turn_to("newtown", date(2023, 5, 1))
    store.remove("newtown")
    application.policies.read_again()
    (again,) = desks()
    assert again.policy.place[0] == "rizhao"
    again.close()


def test_comparing_opens_the_desk_at_its_third_tab(qtbot: QtBot, make: Make) -> None:
    application = begun(make)
    window, _session = household(application)
    activate(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_K, CTRL)
    desk = next(w for w in QApplication.topLevelWidgets() if isinstance(w, PolicyDesk) and w.isVisible())
    assert desk.tabs.tabText(desk.tabs.currentIndex()) == "比较"
    desk.close()
