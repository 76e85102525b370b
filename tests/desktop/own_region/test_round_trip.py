"""Every figure and clause of every region typed over in the window, saved once: exactly that is changed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from driver.keyboard import KEY
from driver.screens import first_made, freed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot
from statements import LIBRARY

from calculator.desktop.own_region.pack_editor import PackEditor
from calculator.files.example_household import example_case
from calculator.files.signed_packs.pack_store import PackStore, own_candidate
from calculator.policy.authoring.pack_writer import data_of, written
from calculator.policy.authoring.shown_values import shown_on
from calculator.policy.names import LEVELS
from calculator.session.session import Session
from calculator.words.wording import Wording

CTRL = Qt.KeyboardModifier.ControlModifier
REGIONS = [pack.id for pack in LIBRARY if pack.standing != "framework"]


@pytest.fixture
def dialog(request: pytest.FixtureRequest, qtbot: QtBot, tmp_path: Path) -> Iterator[PackEditor]:
    """The editor, correcting a copy of a region that comes with the program."""
    store = PackStore(tmp_path / "packs")
    pack = LIBRARY.pack(request.param).model_copy(update={"id": "newtown"})
    store.install(own_candidate(written(data_of(pack))))
    library = store.library()
    session = Session(example_case(library), library, Wording("zh", grouped=True))

    def keep(content: bytes) -> object:
        return store.install(own_candidate(content))

    made = first_made(lambda theme: PackEditor(session, theme, library, keep))
    made.setProperty("folder", str(store.folder))
    with qtbot.waitExposed(made):
        made.show()
    qtbot.mouseClick(made.form.mode.button("mend"), Qt.MouseButton.LeftButton)
    yield made
    made.deleteLater()
    freed()


def other(key: str, text: str) -> str | None:
    """Another text for a field; None for one that is left alone."""
    name = key.rpartition(".")[2]
    if name == "clause":
        return "9(9)"
    if name in (*LEVELS, "amount", "figure", "figure2") and text:
        return f"{float(text.rstrip('%')) + 0.01:.2f}%" if "%" in text else f"{float(text) + 0.01:.2f}"
    return None


@pytest.mark.parametrize("dialog", REGIONS, indirect=True)
def test_all_fields_typed_over_are_exactly_what_is_changed(qtbot: QtBot, dialog: PackEditor) -> None:
    cells, day = dialog.form.cells, date.fromisoformat(dialog.form.since.value())
    (before,) = [found.pack for found in dialog.session.library.installed()]
    said = shown_on(before, day)
    shown = {key: text for key, text in cells.form().items() if key in said}
    assert shown == {key: said[key] for key in shown}  # every field begins with what is saved
    typed = {key: changed for key, text in shown.items() if (changed := other(key, text)) is not None}
    assert len(typed) > 25
    for key, text in typed.items():
        control = cells.cell(key).control
        assert isinstance(control, QLineEdit)
        control.selectAll()
        qtbot.keyClicks(control, text)
    with qtbot.waitSignal(dialog.saved):
        qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    library = PackStore(Path(str(dialog.property("folder")))).library()
    after = library.chosen("newtown").pack
    assert (before.version, after.version) == (1, 2)
    then = shown_on(after, day)
    assert {key for key in said if then[key] != said[key]} == set(typed)
    assert library.chosen("newtown@1").pack == before
