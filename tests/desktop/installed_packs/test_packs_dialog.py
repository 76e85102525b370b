"""The dialog of installed policies, by keys and clicks: what it shows, installs, refuses, removes and trusts."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from driver.accessibility import controls_for_tab, tab_order, unnamed, without_tip
from driver.clipping import clipped
from driver.hands import click, press
from driver.keyboard import Keyboard
from driver.screens import show
from pack_files import SIGNER, STRANGER, everything, pack_text, trust, write_pack
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from calculator.desktop.installed_packs.packs_dialog import PacksDialog
from calculator.files.example_household import example_case
from calculator.files.signed_packs.pack_store import PackStore, own_candidate, read_candidate
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.installed.signature import PUBLIC_SUFFIX
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.whatif.pack_effect import effect_of
from calculator.whatif.pack_effect_words import sums_rows
from calculator.widgets.tables.text_table import TextsTable
from calculator.widgets.theme import Theme, dress
from calculator.words.wording import Wording

KEY = Qt.Key
Open = Callable[..., PacksDialog]


@pytest.fixture
def store(tmp_path: Path) -> PackStore:
    return PackStore(tmp_path / "data" / "packs")


@pytest.fixture
def opened(qtbot: QtBot, qapp: QApplication, session: Session, store: PackStore) -> Iterator[Open]:
    """Opens the dialog; all are closed in the end."""
    made: list[PacksDialog] = []

    def open_dialog(of: Session = session, theme: Theme = Theme()) -> PacksDialog:  # noqa: B008
        dress(qapp, theme)
        dialog = PacksDialog(of, theme, store)
        made.append(dialog)
        dialog.setModal(True)
        return show(qtbot, dialog)

    yield open_dialog
    for dialog in made:
        dialog.work.close()


def look(qtbot: QtBot, dialog: PacksDialog, path: Path) -> None:
    dialog.look_at(path)
    qtbot.waitUntil(lambda: not dialog.work.busy)
    QApplication.processEvents()


def texts(dialog: PacksDialog) -> str:
    """All that is shown, one text a line."""
    return "\n".join(part.text() for part in dialog.findChildren(QLabel) if part.isVisibleTo(dialog))


def rows(dialog: PacksDialog) -> dict[str, list[str]]:
    """The cells of the table by the whole name of the policy."""
    model = dialog.packs.model
    names = [row.name for row in dialog.listing.rows]
    assert model.rowCount() == len(names)
    return {
        name: [model.index(place, column).data() for column in range(model.columnCount())]
        for place, name in enumerate(names)
    }


def select(dialog: PacksDialog, name: str) -> None:
    """Go to a row by arrow keys."""
    table = dialog.packs.table
    table.setFocus()
    QTest.keyClick(table, KEY.Key_Home, Qt.KeyboardModifier.ControlModifier)
    for _step in range([row.name for row in dialog.listing.rows].index(name)):
        QTest.keyClick(table, KEY.Key_Down)
    current = dialog.packs.current()
    assert current is not None
    assert current.name == name


def answer(qtbot: QtBot, dialog: PacksDialog, place: int) -> str:
    """Press a button of the question that is asked; gives what it said."""
    box = next(box for box in dialog.findChildren(QMessageBox) if box.isVisible())
    said = f"{box.text()}\n{box.informativeText()}"
    qtbot.mouseClick(box.buttons()[place], Qt.MouseButton.LeftButton)
    return said


def key_file(folder: Path) -> Path:
    path = folder / f"signer{PUBLIC_SUFFIX}"
    path.write_bytes(SIGNER.public().text())
    return path


# ---- what is listed


def test_what_comes_with_the_program(opened: Open, library: Library) -> None:
    dialog = opened()
    found = rows(dialog)
    assert len(found) == len(library.ids())
    assert found["rizhao@1"] == ["日照市（rizhao）", "1", "已发布", "2023年1月1日", "本人", "程序自带"]
    for name in found:
        select(dialog, name)
        assert not dialog.packs.remove.isEnabled()


def test_every_origin_and_what_is_faulty(opened: Open, store: PackStore, tmp_path: Path) -> None:
    trust(store, SIGNER, tmp_path)
    for path in (
        write_pack(tmp_path / "in", "rizhao", 2, key=SIGNER),
        write_pack(tmp_path / "in", "linxian", key=STRANGER),
        write_pack(tmp_path / "in", "xincheng"),
    ):
        store.install(read_candidate(path))
    (store.folder / "broken@1.toml").write_text("broken", "utf-8")
    dialog = opened()
    found = rows(dialog)
    fingerprint = SIGNER.public().fingerprint
    assert found["rizhao@2"][-2:] == ["本人", f"由日照市医疗保障局（{fingerprint}）签名，已信任"]
    assert found["rizhao@1"][-2] == "—"
    assert found["linxian@1"][-1] == f"由somebody（{STRANGER.public().fingerprint}）签名，未信任"
    assert found["xincheng@1"][-1] == "自建，没有签名"
    assert found["broken@1"][-1] == "有误，没有使用"
    assert "broken@1：没有使用。文件不是 TOML" in texts(dialog)
    assert dialog.signers.list.item(0).text() == f"日照市医疗保障局（{fingerprint}）"


def test_a_policy_of_the_household_that_is_missing_is_told_of(
    opened: Open, store: PackStore, tmp_path: Path, qtbot: QtBot
) -> None:
    store.install(read_candidate(write_pack(tmp_path / "in")))
    session = insured_in("newtown", store)
    dialog = opened(session)
    select(dialog, "newtown@1")
    click(dialog.packs.remove)
    before = session.case
    said = answer(qtbot, dialog, 0)
    assert "卸载 newtown@1？" in said
    assert "本人按它参保：卸载后不再为本人计算" in said
    assert "录入的内容全部保留" in said
    assert "newtown@1" not in rows(dialog)
    assert "本人的统筹地区 newtown 的政策包不在这台电脑上" in texts(dialog)
    assert session.case is before


def insured_in(region: str, store: PackStore) -> Session:
    """The example household, its first person insured elsewhere."""
    library = store.library(forgiving=True)
    case = example_case(library)
    people = (case.people[0].model_copy(update={"region": region}), *case.people[1:])
    return Session(case.model_copy(update={"people": people}), library, Wording("zh", grouped=True))


# ---- installing


def test_what_it_would_change_is_shown_before_it_is_installed(
    opened: Open, store: PackStore, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    trust(store, SIGNER, tmp_path)
    path = write_pack(tmp_path / "in", "rizhao", 2, 300, key=SIGNER)
    dialog = opened()
    before = everything(store.folder)
    look(qtbot, dialog, path)
    said = texts(dialog)
    assert f"日照市（rizhao），第 2 版：由日照市医疗保障局（{SIGNER.public().fingerprint}）签名，已信任" in said
    assert "取代第 1 版。" in said
    assert "每年 2,000.00 元" in said  # figure by figure, as after a save in the editor
    assert "→ 每年 300.00 元" in said
    assert "配偶：没有变化" in said
    effect = effect_of(read_candidate(path).pack, session.case, store.library(forgiving=True), "signed")
    assert effect.people[0].changed
    (table,) = [one for one in dialog.findChildren(TextsTable) if one.isVisible()]
    model = table.model()
    assert [
        tuple(model.index(row, place).data() for place in range(4)) for row in range(model.rowCount())
    ] == sums_rows(effect.people[0], session.wording)
    assert everything(store.folder) == before
    with qtbot.waitSignal(dialog.changed):
        click(dialog.candidate.install)
    assert rows(dialog)["rizhao@2"][4] == "本人"
    assert "已安装 rizhao@2" in texts(dialog)
    assert store.library().chosen("rizhao").name == "rizhao@2"


@pytest.mark.parametrize("leave", [KEY.Key_Escape, KEY.Key_Space])
def test_cancelling_installs_nothing(
    leave: Qt.Key, opened: Open, store: PackStore, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog = opened()
    with qtbot.assertNotEmitted(dialog.changed):
        look(qtbot, dialog, write_pack(tmp_path / "in"))
        if leave == KEY.Key_Space:
            press(KEY.Key_Tab)
        press(leave)
    assert dialog.isVisible()
    assert dialog.packs.table.isVisible()
    assert not store.folder.exists()
    press(KEY.Key_Escape)
    assert not dialog.isVisible()


def tampered(folder: Path) -> Path:
    path = write_pack(folder, key=SIGNER)
    path.write_bytes(path.read_bytes() + b"#")
    return path


def in_the_place_of_a_built_in(folder: Path) -> Path:
    return write_pack(folder, "rizhao", 2, key=STRANGER)


def broken(folder: Path) -> Path:
    folder.mkdir()
    path = folder / "broken.toml"
    path.write_text("broken", "utf-8")
    return path


@pytest.mark.parametrize(
    ("make", "said"), [(tampered, "签名"), (in_the_place_of_a_built_in, "程序自带"), (broken, "文件不是 TOML")]
)
def test_what_is_refused_is_said_and_nothing_installed(
    make: Callable[[Path], Path], said: str, opened: Open, store: PackStore, tmp_path: Path, qtbot: QtBot
) -> None:
    path = make(tmp_path / "in")
    dialog = opened()
    with qtbot.assertNotEmitted(dialog.changed):
        look(qtbot, dialog, path)
    shown = dialog.told.text().splitlines()
    assert shown[0] == f"{path.name}：没有安装。"
    assert said in shown[1]
    assert dialog.packs.table.isVisible()
    assert not store.folder.exists()


def test_an_own_policy_of_the_same_version_is_replaced_only_when_said_so(
    opened: Open, store: PackStore, tmp_path: Path, qtbot: QtBot
) -> None:
    store.install(own_candidate(pack_text("newtown", 1, 2000).encode()))
    dialog = opened()
    look(qtbot, dialog, write_pack(tmp_path / "in", "newtown", 1, 3000))
    assert dialog.candidate.install.text() == "替换(&R)"
    assert "已安装的 newtown@1 与它内容不同，将被它替换。" in texts(dialog)
    click(dialog.candidate.install)
    assert "amount = 3000" in (store.folder / "newtown@1.toml").read_text("utf-8")


def test_an_older_version_changes_nothing_for_the_household(
    opened: Open, store: PackStore, tmp_path: Path, qtbot: QtBot
) -> None:
    store.install(read_candidate(write_pack(tmp_path / "in", "newtown", 3)))
    dialog = opened(insured_in("newtown", store))
    look(qtbot, dialog, write_pack(tmp_path / "in", "newtown", 2, 300))
    assert "该地区仍使用第 3 版；对这个家庭没有影响。" in texts(dialog)
    assert not [one for one in dialog.findChildren(TextsTable) if one.isVisible()]
    click(dialog.candidate.install)
    assert rows(dialog)["newtown@2"][4] == "—"
    assert rows(dialog)["newtown@3"][4] == "本人"


def test_what_is_installed_is_what_was_shown(opened: Open, store: PackStore, tmp_path: Path, qtbot: QtBot) -> None:
    path = write_pack(tmp_path / "in")
    content = path.read_bytes()
    dialog = opened()
    look(qtbot, dialog, path)
    path.write_text("exchanged meanwhile", "utf-8")
    click(dialog.candidate.install)
    assert (store.folder / "newtown@1.toml").read_bytes() == content


def test_a_file_is_chosen_or_dropped(opened: Open, tmp_path: Path, qtbot: QtBot) -> None:
    path = write_pack(tmp_path / "in")
    dialog = opened()
    click(dialog.packs.install)
    (chooser,) = [one for one in dialog.findChildren(QFileDialog) if one.isVisible()]
    chooser.fileSelected.emit(str(path))
    chooser.close()
    qtbot.waitUntil(lambda: not dialog.work.busy)
    assert dialog.candidate.install.isEnabled()
    dialog.leave_candidate()
    for file, seen in ((path, dialog.candidate.install.isVisible), (key_file(tmp_path), question_of(dialog))):
        drop(dialog, file)
        qtbot.waitUntil(lambda: not dialog.work.busy)
        assert seen()
        dialog.leave_candidate()


def question_of(dialog: PacksDialog) -> Callable[[], bool]:
    return lambda: any(box.isVisible() for box in dialog.findChildren(QMessageBox))


def drop(dialog: PacksDialog, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    left, none, copy = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPoint(9, 9), copy, data, left, none)
    QApplication.sendEvent(dialog, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(dialog, QDropEvent(QPoint(9, 9), copy, data, left, none))


# ---- removing and trusting


def test_removing_asks_and_says_which_version_holds_then(
    opened: Open, store: PackStore, tmp_path: Path, qtbot: QtBot
) -> None:
    trust(store, SIGNER, tmp_path)
    store.install(read_candidate(write_pack(tmp_path / "in", "rizhao", 2, key=SIGNER)))
    dialog = opened()
    select(dialog, "rizhao@2")
    click(dialog.packs.remove)
    assert "卸载后对本人改用第 1 版" in answer(qtbot, dialog, 1)
    assert "rizhao@2" in rows(dialog)
    click(dialog.packs.remove)
    with qtbot.waitSignal(dialog.changed):
        answer(qtbot, dialog, 0)
    assert "rizhao@2" not in rows(dialog)
    assert dialog.told.text() == "已卸载 rizhao@2"
    assert rows(dialog)["rizhao@1"][4] == "本人"


def test_a_faulty_one_can_be_removed_and_one_that_is_gone_is_told_of(
    opened: Open, store: PackStore, qtbot: QtBot
) -> None:
    store.install(own_candidate(pack_text().encode()))
    broken = store.folder / "broken@1.toml"
    broken.write_text("broken", "utf-8")
    dialog = opened()
    select(dialog, "broken@1")
    click(dialog.packs.remove)
    answer(qtbot, dialog, 0)
    assert not broken.exists()
    select(dialog, "newtown@1")
    store.remove("newtown@1")  # as another program would
    click(dialog.packs.remove)
    answer(qtbot, dialog, 0)
    assert dialog.told.text().splitlines()[0] == "newtown@1 没有卸载。"


def test_trusting_and_distrusting_ask_first(opened: Open, store: PackStore, tmp_path: Path, qtbot: QtBot) -> None:
    store.install(read_candidate(write_pack(tmp_path / "in", key=SIGNER)))
    dialog, path = opened(), key_file(tmp_path)
    fingerprint = SIGNER.public().fingerprint
    assert rows(dialog)["newtown@1"][-1].endswith("未信任")
    assert not dialog.signers.distrust.isEnabled()
    dialog.look_at_key(path)
    assert f"信任日照市医疗保障局（{fingerprint}）？" in answer(qtbot, dialog, 1)
    assert not store.library().trusted()
    dialog.look_at_key(path)
    with qtbot.waitSignal(dialog.changed):
        answer(qtbot, dialog, 0)
    assert rows(dialog)["newtown@1"][-1].endswith("已信任")
    assert [key.fingerprint for key in store.library().trusted()] == [fingerprint]
    for place in (1, 0):
        assert store.library().trusted()
        click(dialog.signers.distrust)
        answer(qtbot, dialog, place)
    assert not store.library().trusted()
    assert rows(dialog)["newtown@1"][-1].endswith("未信任")


def test_a_key_that_is_exchanged_while_it_is_asked_about_is_not_trusted(
    opened: Open, store: PackStore, tmp_path: Path, qtbot: QtBot
) -> None:
    dialog, path = opened(), key_file(tmp_path)
    dialog.look_at_key(path)
    path.write_bytes(STRANGER.public().text())
    with qtbot.assertNotEmitted(dialog.changed):
        answer(qtbot, dialog, 0)
    assert not store.library().trusted()
    assert dialog.told.text().startswith(f"{path.name}：没有增加受信任的签名人。")


def test_a_file_that_is_no_key_is_said(opened: Open, tmp_path: Path) -> None:
    path = tmp_path / "no.pub"
    path.write_text("no key", "utf-8")
    dialog = opened()
    dialog.look_at_key(path)
    assert dialog.told.isVisible()
    assert not question_of(dialog)()


# ---- hands, eyes and ears


def test_by_keys_alone(opened: Open, store: PackStore, tmp_path: Path, qtbot: QtBot) -> None:
    path = write_pack(tmp_path / "in")
    dialog = opened()
    keys = Keyboard(qtbot, lambda: dialog)
    look(qtbot, dialog, path)
    keys.press(KEY.Key_Space)  # on “Install”, where the focus is
    keys.bring_to_front()
    keys.tab_to("卸载")
    keys.press(KEY.Key_Space)
    keys.press(KEY.Key_Return)  # the careful answer
    assert (store.folder / "newtown@1.toml").exists()
    keys.bring_to_front()
    assert not question_of(dialog)()
    keys.press(KEY.Key_R, with_=Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(question_of(dialog))  # a button that is called by its letter is seen to be pressed for a moment
    keys.bring_to_front()
    keys.press(KEY.Key_R, with_=Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not (store.folder / "newtown@1.toml").exists())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_is_clipped_and_everything_named(
    language: Language, percent: int, opened: Open, store: PackStore, library: Library, tmp_path: Path, qtbot: QtBot
) -> None:
    trust(store, SIGNER, tmp_path)
    trust(store, STRANGER, tmp_path)
    store.install(read_candidate(write_pack(tmp_path / "in", "xincheng", key=SIGNER)))
    (store.folder / "broken@1.toml").write_text("broken", "utf-8")
    session = Session(example_case(library), library, Wording(language, grouped=True))
    dialog = opened(session, Theme(percent=percent))
    select(dialog, "xincheng@1")
    check_screen(dialog)
    assert set(tab_order(dialog)) >= set(controls_for_tab(dialog))
    look(qtbot, dialog, write_pack(tmp_path / "in", "rizhao", 2, 300, key=SIGNER))
    check_screen(dialog)
    assert set(tab_order(dialog)) >= set(controls_for_tab(dialog))
    dialog.leave_candidate()
    look(qtbot, dialog, write_pack(tmp_path / "unsigned", "rizhao", 2, 300))
    assert dialog.told.isVisible()
    check_screen(dialog)


def check_screen(dialog: PacksDialog) -> None:
    for width, height in ((1152, 648), (800, 560)):
        dialog.resize(width, height)
        for _turn in range(5):
            QApplication.processEvents()
        found = clipped(dialog)
        assert not found, "\n".join([f"{dialog.width()}×{dialog.height()}", *found])
    assert not unnamed(dialog)
    assert not without_tip(dialog)
