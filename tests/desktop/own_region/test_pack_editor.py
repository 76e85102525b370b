"""The editor for regions of one's own: by keys alone, checked as one types, saved, and used after a restart."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from driver.accessibility import controls_for_tab, tab_order, unnamed, without_tip
from driver.application import answer
from driver.clipping import clipped
from driver.keyboard import KEY, Keyboard
from driver.screens import dressed, first_made, freed
from own_region import city
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMessageBox
from pytestqt.qtbot import QtBot

from calculator.case.case_json import write_case
from calculator.case.variants import moved_to_region
from calculator.desktop.own_region.pack_editor import PackEditor
from calculator.desktop.own_region.signing_dialog import SigningDialog
from calculator.engine.compute import compute
from calculator.files.example_household import example_case
from calculator.files.signed_packs.key_files import make_key
from calculator.files.signed_packs.pack_store import PackStore, own_candidate, read_candidate
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.authoring.pack_writer import data_of, written
from calculator.policy.library import Library
from calculator.policy.pack import Pack
from calculator.policy.pack_reader import parse_pack
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.wording import Wording

ROOT = Path(__file__).parents[3]
CTRL = Qt.KeyboardModifier.ControlModifier
Open = Callable[..., PackEditor]


@pytest.fixture
def store(tmp_path: Path) -> PackStore:
    return PackStore(tmp_path / "packs")


@pytest.fixture
def editor(qtbot: QtBot, store: PackStore) -> Iterator[Open]:
    """Opens the editor over the example household."""
    made: list[PackEditor] = []

    def of(
        language: Language = "zh", theme: Theme | None = None, save: Callable[[bytes], object] | None = None
    ) -> PackEditor:
        library = store.library()
        session = Session(example_case(library), library, Wording(language, grouped=True))
        keep = save or (lambda content: store.install(own_candidate(content)))

        def opened(theme: Theme) -> PackEditor:
            return PackEditor(session, theme, library, keep)

        # How it looks is seen as the program makes it, with the style sheet; that takes three times as long.
        made.append(first_made(opened) if theme is None else opened(dressed(theme)))
        with qtbot.waitActive(made[-1]):
            made[-1].show()
            made[-1].activateWindow()
        return made[-1]

    yield of
    for dialog in made:
        dialog.deleteLater()
    freed()


def filled(dialog: PackEditor, **more: str) -> PackEditor:
    """The form with a city in it, put there at once."""
    form = city(**more)
    dialog.form.cells.put({key: text for key, text in form.items() if key != "documents"})
    dialog.check()
    return dialog


def saved(store: PackStore) -> Pack:
    """The region as it is saved."""
    return store.library().chosen("xincheng").pack


def note(dialog: PackEditor, key: str) -> str:
    """What a screen reader is told of a field besides its name."""
    return dialog.form.cells.cell(key).control.accessibleDescription()


def code_base() -> str:
    """A sum over everything that the program consists of."""
    sums = hashlib.sha256()
    for folder in ("calculator", "resources"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                sums.update(path.relative_to(ROOT).as_posix().encode() + path.read_bytes())
    return sums.hexdigest()


def type_city(keys: Keyboard) -> None:
    """All of a city, field by field, with Tab between them."""

    def field(name: str, text: str) -> None:
        keys.tab_to(name)
        keys.type(text)

    field("中文名称", "Xincheng")
    field("拼音或英文名称", "Xincheng")
    field("文件1: 文号", "XZBF 2022-8")
    field("文件1: 日期", "2022-12-1")
    field("文件1: 标题", "Rules of Xincheng")
    field("起始日", "2023-1-1")
    field("起始日: 条款", "20")
    for title, figures in (
        ("年度起付标准（元） · 在职", {"一级": "200", "二级": "250", "三级": "300"}),
        ("统筹基金支付比例（%） · 在职", {"一级": "65", "二级": "60", "三级": "55"}),
        ("统筹基金支付比例（%） · 退休", {"一级": "70", "二级": "65", "三级": "60"}),
        ("年度最高支付限额（元） · 在职", {"金额": "2600"}),
    ):
        for name, text in {**figures, "条款": "5"}.items():
            field(f"{title}: {name}", text)


def test_a_sixth_region_made_by_keys_is_computed_after_a_restart(
    qtbot: QtBot, editor: Open, store: PackStore, tmp_path: Path
) -> None:
    before = code_base()
    dialog = editor()
    keys = Keyboard(qtbot, lambda: dialog)
    type_city(keys)
    with qtbot.waitSignal(dialog.saved) as saved:
        keys.press(KEY.Key_S, with_=CTRL)
    assert saved.args == ["xincheng"]

    # In this program, with a library that looks anew ...
    library = store.library()
    pack = library.pack("xincheng")
    assert len(library.ids()) == 6
    case = moved_to_region(example_case(library), pack.id)
    computed = compute(case, library).people[0].years[0].visits[0]
    assert computed.pooled is not None
    assert computed.steps[0].source

    # ... and in another one, started over.
    file = tmp_path / "case.json"
    file.write_text(write_case(case), "utf-8")
    command = [sys.executable, "-m", "calculator", "compute", "--packs", str(store.folder), str(file)]
    output = subprocess.run(command, capture_output=True, cwd=ROOT, check=True, timeout=60).stdout
    person = json.loads(output)["people"][0]
    assert person["region"] == "xincheng"
    visit = person["years"][0]["visits"][0]
    assert int(visit["pooled"].replace(".", "")) == computed.pooled
    assert {step["clause"] for step in visit["steps"]} >= {"5"}
    assert code_base() == before


# ---- checked as one types


def test_figures_beyond_the_framework_are_told_with_both_clauses(qtbot: QtBot, editor: Open) -> None:
    dialog = filled(editor())
    assert not dialog.form.tables["cap"].beyond.isVisible()
    cell = dialog.form.cells.cell("cap.employed.amount")
    cell.control.setFocus()
    cell.put("")
    qtbot.keyClicks(cell.control, "2600.5")
    beyond = dialog.form.tables["cap"].beyond
    qtbot.waitUntil(beyond.isVisible)
    for part in ("2,600.50", "新政办发〔2022〕8号 第五条", "2,500.00", "甘政办发〔2021〕111号 第七条"):
        assert part in beyond.text()
    assert "高5个百分点" in dialog.form.tables["rate"].bounds.text()


def test_what_is_wrong_stands_beside_its_field_and_what_was_typed_stays(qtbot: QtBot, editor: Open) -> None:
    dialog = filled(editor())
    cell = dialog.form.cells.cell("rate.employed.level2")
    cell.put("")
    qtbot.keyClicks(cell.control, "6x")
    qtbot.waitUntil(lambda: "不是百分数" in note(dialog, "rate.employed.level2"))
    assert dialog.form.tables["rate"].rows["employed"].fault.isVisible()
    assert cell.value() == "6x"
    assert dialog.preview.table.isVisible()  # the figures from before, which step back
    figure, muted = dialog.preview.model.item(1, 2), Theme().colour("muted")
    assert figure.foreground().color() == muted
    assert "改动之前" in dialog.preview.note.text()
    cell.put("60")
    dialog.check()
    assert figure.foreground().color() != muted
    assert note(dialog, "rate.employed.level2") == ""
    assert not dialog.form.tables["rate"].rows["employed"].fault.isVisible()


def test_an_empty_form_is_not_full_of_faults_until_it_is_to_be_saved(qtbot: QtBot, editor: Open) -> None:
    asked: list[bytes] = []
    dialog = editor(save=asked.append)
    assert note(dialog, "zh") == ""
    qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    assert asked == []
    assert note(dialog, "zh") != ""
    assert dialog.form.cells.cell("zh").control.hasFocus()
    qtbot.keyClick(dialog, KEY.Key_F8)
    assert dialog.form.cells.cell("letters").control.hasFocus()


def test_the_retired_may_get_less_once_it_is_said_to_be_so(qtbot: QtBot, editor: Open) -> None:
    dialog = filled(editor(), **{"rate.retired.level1": "50"})
    assert "退休" in note(dialog, "rate.retired.level1")
    below = dialog.form.tables["rate"].below
    assert below is not None
    qtbot.mouseClick(below.box, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: note(dialog, "rate.retired.level1") == "")


# ---- what it would be for the household


def test_the_preview_is_what_compute_gives(editor: Open, store: PackStore) -> None:
    dialog = filled(editor())
    model = dialog.preview.model
    shown = [[model.item(row, column).text() for column in range(4)] for row in range(model.rowCount())]
    dialog.keep()
    library = store.library()
    pack = library.pack("xincheng")
    case = example_case(library)
    now, then = compute(case, library), compute(moved_to_region(case, pack.id), library)
    words = Wording("zh", grouped=True)
    for place, (one, other) in enumerate(zip(now.people, then.people, strict=True)):
        row = shown[7 * place + 1]
        left_out = any(year.totals.refused_visits for year in other.years)
        pooled = words.yuan(other.sums().pooled) + ("（不全）" if left_out else "")
        assert row[1:3] == [words.yuan(one.sums().pooled), pooled]


# ---- saving, files, leaving


def test_new_rules_follow_what_was_saved(qtbot: QtBot, editor: Open, store: PackStore) -> None:
    filled(editor()).keep()
    dialog = editor()
    qtbot.mouseClick(dialog.form.mode.button("rules"), Qt.MouseButton.LeftButton)
    form = city(start="2025-01-01", **{"cap.retired.amount": "3000", "cap.retired.clause": "一"})
    wanted = ("document.0.", "start", "cap.retired")
    dialog.form.cells.put({key: text for key, text in form.items() if key.startswith(wanted)})
    dialog.check()
    with qtbot.waitSignal(dialog.saved):
        qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    pack = saved(store)
    assert (pack.version, len(pack.cap)) == (2, 3)
    dialog.form.cells.put({"cap.retired.amount": "3100"})  # mended at once, it is still the same day's rule
    dialog.keep()
    pack = saved(store)
    assert (pack.version, len(pack.cap), pack.cap[-1].amount) == (3, 3, 3100_00)


def test_saving_again_makes_another_version_only_of_something_else(
    qtbot: QtBot, editor: Open, store: PackStore
) -> None:
    dialog = filled(editor())
    for _time in range(3):
        qtbot.keyClick(dialog, KEY.Key_S, CTRL)
        assert "已保存：新城市" in dialog.state.text()
    assert [path.name for path in store.folder.glob("*.toml")] == ["xincheng@1.toml"]
    cap = dialog.form.cells.cell("cap.employed.amount")
    cap.control.setFocus()
    qtbot.keyClicks(cap.control, ".5")
    for _time in range(2):
        qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    assert sorted(path.name for path in store.folder.glob("*.toml")) == ["xincheng@1.toml", "xincheng@2.toml"]
    for _key in ".5":
        qtbot.keyClick(cap.control, KEY.Key_Backspace)
    qtbot.keyClick(dialog, KEY.Key_S, CTRL)  # as at first, but after something else
    assert saved(store).version == 3


def test_a_name_that_a_region_has_already_is_told(qtbot: QtBot, editor: Open, store: PackStore) -> None:
    first = filled(editor())
    first.keep()
    letters = first.form.cells.cell("letters")
    letters.control.setFocus()
    qtbot.keyClicks(letters.control, "x")
    first.check()
    assert "同名" in note(first, "zh")  # it would be another region
    again = filled(editor())
    assert "同名" in note(again, "zh")
    qtbot.keyClick(again, KEY.Key_S, CTRL)
    assert [found.pack.id for found in store.library().installed()] == ["xincheng"]
    name = again.form.cells.cell("zh")
    name.control.setFocus()
    qtbot.keyClick(name.control, KEY.Key_End)
    qtbot.keyClick(name.control, KEY.Key_Backspace)
    qtbot.keyClick(again, KEY.Key_S, CTRL)
    assert {found.pack.name.zh for found in store.library().installed()} == {"新城市", "新城"}


def test_a_first_day_far_ahead_is_asked_about(qtbot: QtBot, editor: Open, store: PackStore) -> None:
    dialog = filled(editor())
    assert not dialog.form.body.start_note.isVisible()
    day = dialog.form.cells.cell("start")
    day.control.setFocus()
    day.put("")
    qtbot.keyClicks(day.control, "9999-12-31")
    qtbot.waitUntil(dialog.form.body.start_note.isVisible)
    assert "9999年12月31日" in dialog.form.body.start_note.text()
    assert dialog.form.body.start_note.text() in dialog.state.text()
    qtbot.keyClick(dialog, KEY.Key_S, CTRL)  # a question, no refusal
    assert "xincheng" in store.library()
    day.put("2023-01-01")
    dialog.check()
    assert not dialog.form.body.start_note.isVisible()


def test_a_document_that_is_younger_than_its_rule_is_remarked_on(qtbot: QtBot, editor: Open, store: PackStore) -> None:
    dialog = filled(editor(), **{"document.0.signed": "2023-03-01"})
    for part in ("新政办发〔2022〕8号", "2023年3月1日", "2023年1月1日"):
        assert part in dialog.form.body.start_note.text()
    assert dialog.form.body.start_note.text() in dialog.state.text()
    qtbot.keyClick(dialog, KEY.Key_S, CTRL)  # a remark, no refusal
    assert "xincheng" in store.library()
    retype(qtbot, dialog, "document.0.signed", "2022-12-01")
    qtbot.waitUntil(lambda: not dialog.form.body.start_note.isVisible())


def test_signing_signs_what_is_saved(qtbot: QtBot, editor: Open, store: PackStore, tmp_path: Path) -> None:
    make_key(tmp_path / "me.key", "新城市医保局")
    dialog = filled(editor())
    qtbot.mouseClick(dialog.sign_button, Qt.MouseButton.LeftButton)
    signing = next(one for one in dialog.findChildren(SigningDialog) if one.isVisible())
    signing.take_key(tmp_path / "me.key")
    signing.sign_to(tmp_path / "signed.toml")
    assert read_candidate(tmp_path / "signed.toml").pack == saved(store)
    qtbot.keyClick(signing, KEY.Key_Escape)


def mending(qtbot: QtBot, dialog: PackEditor) -> PackEditor:
    """The editor as it puts right what is saved."""
    qtbot.mouseClick(dialog.form.mode.button("mend"), Qt.MouseButton.LeftButton)
    return dialog


def retype(qtbot: QtBot, dialog: PackEditor, key: str, text: str) -> None:
    """Type another text into a field, by keys."""
    control = dialog.form.cells.cell(key).control
    control.setFocus()
    qtbot.keyClick(control, KEY.Key_A, CTRL)
    qtbot.keyClicks(control, text)


def test_a_figure_is_put_right_where_it_stands_and_no_document_is_asked_for(
    qtbot: QtBot, editor: Open, store: PackStore
) -> None:
    filled(editor()).keep()
    before = saved(store)
    dialog = mending(qtbot, editor())
    assert "2023年1月1日" in dialog.form.since.box.currentText()
    shown = dialog.form.form()
    assert {name: shown[f"cap.employed.{name}"] for name in ("amount", "source", "clause")} == {
        "amount": "2500",
        "source": "document.0",
        "clause": "第五条",
    }
    assert (shown["start"], shown["rate.retired.level1"]) == ("2023-01-01", "70")
    assert (shown["document.0.number"], shown["documents"]) == ("新政办发〔2022〕8号", "1")
    qtbot.waitUntil(lambda: "没有改动" in dialog.state.text())
    assert dialog.preview.table.isVisible()  # of the region as it is
    bounds = dialog.form.tables["deductible"].bounds.text().splitlines()
    assert len(bounds) == len(set(bounds)) > 3
    retype(qtbot, dialog, "cap.employed.amount", "2400")
    qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    assert dialog.state.text().splitlines()[1:] == [
        "统筹基金年度最高支付限额，在职：每年 2,500.00 元 → 每年 2,400.00 元"
    ]
    library = store.library()
    now = saved(store)
    assert [(rule.status, rule.amount) for rule in now.cap] == [
        (("flexible", "retired"), 2500_00),
        (("employed",), 2400_00),
    ]
    assert now.model_copy(update={"cap": before.cap, "version": 1}) == before
    assert library.pack("xincheng@1").cap == before.cap
    amount = dialog.form.cells.cell("cap.employed.amount").control
    assert amount.hasFocus()
    qtbot.waitUntil(lambda: not amount.visibleRegion().isEmpty())  # one goes on where one was
    retype(qtbot, dialog, "cap.employed.amount", "2500")  # and back: another version, which says as the first did
    qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    assert saved(store).version == 3
    assert {rule.amount for rule in saved(store).cap} == {2500_00}


def test_an_empty_field_holds_what_stands_in_it_in_grey(qtbot: QtBot, editor: Open, store: PackStore) -> None:
    def grey(key: str) -> str:
        edit = dialog.form.cells.cell(key).control
        assert isinstance(edit, QLineEdit)
        return edit.placeholderText()

    dialog = filled(editor())
    assert [grey(key) for key in ("zh", "cap.employed.amount", "cap.employed.clause")] == ["必填"] * 3
    assert grey("cap.retired.amount") == "2,500"  # as was typed for the employed
    dialog.keep()
    dialog = mending(qtbot, editor())
    retype(qtbot, dialog, "cap.employed.amount", " ")
    assert grey("cap.employed.amount") == "2500"
    qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    assert saved(store).version == 1
    qtbot.mouseClick(dialog.form.mode.button("rules"), Qt.MouseButton.LeftButton)
    assert grey("deductible.employed.level2") == "250"
    retype(qtbot, dialog, "start", "2025-1-1")
    retype(qtbot, dialog, "deductible.employed.level1", "150")
    dialog.form.cells.put({"deductible.employed.source": "own-1", "deductible.employed.clause": "第六条"})
    qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    rule = next(rule for rule in saved(store).deductible if rule.level1 == 150_00)
    assert (rule.level2, rule.level3) == (250_00, 300_00)


def test_pharmacies_places_exclusions_and_questions_have_fields(qtbot: QtBot, editor: Open, store: PackStore) -> None:
    filled(editor()).keep()
    dialog = mending(qtbot, editor())
    qtbot.mouseClick(dialog.form.body.readings.fold, Qt.MouseButton.LeftButton)
    shown = dialog.form.form()
    assert shown["reading.rounding.default"] == "half-up"
    cited = next(reading.id for reading in saved(store).reading if reading.source is not None)
    assert shown[f"reading.{cited}.source"] != ""
    for key, choice in (
        ("pharmacy.effect", "excluded"),
        ("setting.remote_unfiled.effect", "emergency"),
        ("exclusion.prenatal.effect", "employed+flexible"),
        ("exclusion.prenatal.source", "document.0"),
        ("reading.rounding.default", "truncate"),
    ):
        box = dialog.form.cells.cell(key).control
        assert isinstance(box, QComboBox)
        pick(qtbot, box, choice)
    retype(qtbot, dialog, "exclusion.prenatal.clause", "8")
    retype(qtbot, dialog, "reading.rounding.why", "so in 9")
    qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    pack = saved(store)
    assert [rule.effect for rule in pack.pharmacy] == ["excluded"]
    place = next(rule for rule in pack.setting if rule.setting == "remote_unfiled")
    assert (place.effect, place.emergency) == ("excluded", "paid")
    new = next(rule for rule in pack.exclusion if rule.circumstance == "prenatal")
    assert (new.status, new.clause) == (("employed", "flexible"), "8")
    assert pack.default_readings()["rounding"] == "truncate"
    assert len(dialog.state.text().splitlines()) == 5


def pick(qtbot: QtBot, box: QComboBox, choice: str) -> None:
    """Choose by arrow keys."""
    box.setFocus()
    qtbot.keyClick(box, KEY.Key_Home)
    for _step in range(box.findData(choice)):
        qtbot.keyClick(box, KEY.Key_Down)
    assert box.currentData() == choice


def test_the_preview_follows_the_household(editor: Open) -> None:
    dialog = filled(editor())
    model, session = dialog.preview.model, dialog.session
    before = model.item(1, 1).text()
    session.remove_visits("", {visit.id for visit in session.case.visits if visit.person == session.person_id})
    assert before != model.item(1, 1).text() == "0.00"


def test_what_cannot_be_saved_is_said_and_stays(qtbot: QtBot, editor: Open) -> None:
    def full(_content: bytes) -> None:
        raise FaultsError([Fault("", "disk_full")])

    dialog = filled(editor(save=full))
    dialog.keep()
    box = next(one for one in QApplication.topLevelWidgets() if isinstance(one, QMessageBox) and one.isVisible())
    assert "磁盘" in box.informativeText()
    answer(qtbot, "关闭")
    assert dialog.form.cells.cell("zh").value() == "新城市"


def test_a_region_goes_to_a_file_and_comes_back(qtbot: QtBot, editor: Open, store: PackStore, tmp_path: Path) -> None:
    dialog, file = filled(editor()), tmp_path / "xincheng.toml"
    dialog.export_to(file)
    answer(qtbot, "关闭")
    assert saved(store) == parse_pack(file.read_bytes(), "")  # what is given away is saved
    store.remove("xincheng")
    assert "xincheng" not in store.library()
    other = editor()
    with qtbot.waitSignal(other.saved):
        other.import_from(file)
    assert saved(store) == parse_pack(file.read_bytes(), "")


@pytest.mark.parametrize("also_typed", ["", ".5"])
def test_what_is_exported_is_the_saved_version_and_no_second_one_of_its_number(
    qtbot: QtBot, editor: Open, store: PackStore, tmp_path: Path, also_typed: str
) -> None:
    dialog, file = filled(editor()), tmp_path / "out.toml"
    qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    cap = dialog.form.cells.cell("cap.employed.amount")
    cap.control.setFocus()
    qtbot.keyClicks(cap.control, also_typed)
    for _time in range(2):
        dialog.export_to(file)
        answer(qtbot, "关闭")
        qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    kept = saved(store)
    assert kept.version == (2 if also_typed else 1)
    assert (store.folder / f"xincheng@{kept.version}.toml").read_bytes() == file.read_bytes()
    assert parse_pack(file.read_bytes(), "") == kept


def test_a_save_says_what_changed_figure_by_figure(qtbot: QtBot, editor: Open) -> None:
    dialog = filled(editor())
    qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    assert "第 1 版" in dialog.state.text()
    cap = dialog.form.cells.cell("cap.employed.amount")
    cap.control.setFocus()
    cap.put("")
    qtbot.keyClicks(cap.control, "2600")
    qtbot.keyClick(dialog, KEY.Key_S, CTRL)
    said = dialog.state.text().splitlines()
    assert "第 2 版" in said[0]
    assert said[1:] == ["统筹基金年度最高支付限额，在职、灵活就业、退休：每年 2,500.00 元 → 每年 2,600.00 元"]


@pytest.mark.parametrize("open_still", [True, False])
def test_ones_own_region_only_gives_way_to_a_file_when_asked_for(
    qtbot: QtBot, editor: Open, store: PackStore, tmp_path: Path, *, open_still: bool
) -> None:
    def keep(content: bytes) -> object:
        return store.install(own_candidate(content), replace=True)

    dialog, file = filled(editor(save=keep)), tmp_path / "xincheng.toml"
    dialog.keep()
    before = saved(store)
    file.write_text(written(data_of(before)).decode().replace("新城市", "别城市"), "utf-8")
    if not open_still:
        dialog = editor(save=keep)
    dialog.import_from(file)
    answer(qtbot, "留下")
    assert saved(store) == before
    dialog.import_from(file)
    answer(qtbot, "替换")
    assert saved(store).name.zh == "别城市"
    dialog.import_from(file)  # it is that one already
    assert not any(isinstance(one, QMessageBox) and one.isVisible() for one in QApplication.topLevelWidgets())


def test_ones_own_region_is_written_as_it_is(qtbot: QtBot, editor: Open, store: PackStore, tmp_path: Path) -> None:
    filled(editor()).keep()
    dialog, file = editor(), tmp_path / "region.toml"
    qtbot.mouseClick(dialog.form.mode.button("rules"), Qt.MouseButton.LeftButton)
    dialog.export_to(file)
    answer(qtbot, "关闭")
    assert parse_pack(file.read_bytes(), "") == saved(store)
    qtbot.keyClicks(dialog.form.cells.cell("start").control, "2025")
    dialog.export_to(file.with_name("other.toml"))
    assert not file.with_name("other.toml").exists()  # something was begun that is not whole yet


@pytest.mark.parametrize("content", [b"", b"[", (ROOT / "resources" / "policies" / "xian.toml").read_bytes()])
def test_a_file_that_cannot_be_taken_in_is_refused(
    qtbot: QtBot, editor: Open, store: PackStore, tmp_path: Path, content: bytes
) -> None:
    file = tmp_path / "other.toml"
    file.write_bytes(content)
    editor().import_from(file)
    answer(qtbot, "关闭")
    assert store.library().installed() == []


def test_closing_asks_about_what_is_not_saved(qtbot: QtBot, editor: Open) -> None:
    dialog = editor()
    qtbot.keyClicks(dialog.form.cells.cell("zh").control, "X")
    qtbot.keyClick(dialog, KEY.Key_Escape)
    answer(qtbot, "继续编辑")
    assert dialog.isVisible()
    assert dialog.form.cells.cell("zh").value() == "X"
    qtbot.keyClick(dialog, KEY.Key_Escape)
    answer(qtbot, "不保存")
    assert not dialog.isVisible()


def test_further_documents_can_be_chosen_and_taken_back(qtbot: QtBot, editor: Open) -> None:
    dialog = filled(editor())
    qtbot.mouseClick(dialog.form.body.documents.more, Qt.MouseButton.LeftButton)
    cells = dialog.form.cells
    cells.put({"document.1.number": "号二", "document.1.title": "二", "document.1.signed": "2023-01-01"})
    cells.put({"cap.employed.source": "document.1"})
    dialog.check()
    assert "号二" not in dialog.others.text()
    assert dialog.preview.table.isVisible()
    qtbot.mouseClick(dialog.form.body.documents.fewer, Qt.MouseButton.LeftButton)
    box = cells.cell("cap.employed.source").control
    assert isinstance(box, QComboBox)
    assert box.currentIndex() == -1  # not another document by itself
    dialog.keep()
    assert note(dialog, "cap.employed.source") != ""


# ---- for every eye and hand


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_is_clipped(editor: Open, language: Language, percent: int) -> None:
    dialog = filled(editor(language, Theme(percent=percent)), **{"cap.employed.amount": "26oo", "zh": ""})
    dialog.keep()
    for width in (1152, 1700, 1000):
        dialog.resize(width, 648)
        for _turn in range(3):
            QApplication.processEvents()
        assert clipped(dialog) == []
        assert dialog.preview.isVisibleTo(dialog)


def test_every_control_has_a_name_a_tip_and_a_place_for_tab(editor: Open) -> None:
    dialog = filled(editor())
    assert unnamed(dialog) == []
    assert without_tip(dialog) == []
    wanted = controls_for_tab(dialog)
    reached = tab_order(dialog)
    assert [widget for widget in wanted if widget not in reached] == []


def test_the_library_has_what_comes_with_the_program_only_until_something_is_saved(store: PackStore) -> None:
    assert store.library().ids() == Library.embedded().ids()


def test_the_figures_beside_the_form_scroll_in_one_place(editor: Open, qtbot: QtBot) -> None:
    dialog = filled(editor())
    table = dialog.preview.table
    qtbot.waitUntil(lambda: table.isVisible() and table.height() > 0)
    assert table.model().rowCount() == 21, "a heading and six figures for each of three people"
    assert table.verticalScrollBar().maximum() == 0
