"""The policy desk by keys and mouse: the page, its documents, the open questions and what they would change."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from driver.accessibility import controls_for_tab, unnamed, without_tip
from driver.application import answer
from driver.clipping import clipped
from driver.keyboard import KEY, Keyboard
from driver.screens import dialog_of, settle
from pack_files import pack_text
from pdf_files import printed
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMessageBox, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from calculator.case.variants import with_reading
from calculator.desktop.paper.print_dialog import PaperDialog
from calculator.desktop.policies.policy_desk import PolicyDesk
from calculator.desktop.policies.readings_tab import CHOOSE
from calculator.engine.compute import compute
from calculator.files.example_household import example_case
from calculator.files.signed_packs.pack_store import PackStore, own_candidate
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.session.session import Session
from calculator.widgets.theme import Scheme, Theme, dress
from calculator.words.wording import Wording

TODAY = date(2024, 1, 15)
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
MOST_LINKS = 120
PDF = b"%PDF-1.7\n%%EOF\n"
Open = Callable[..., PolicyDesk]


class Viewer:
    """Stands for the system's viewer, which is there or not."""

    def __init__(self) -> None:
        self.there = True
        self.seen: list[Path] = []

    def __call__(self, path: Path) -> bool:
        self.seen.append(path)
        return self.there


@pytest.fixture
def viewer() -> Viewer:
    return Viewer()


@pytest.fixture
def opened(session: Session, qtbot: QtBot, qapp: QApplication, tmp_path: Path, viewer: Viewer) -> Iterator[Open]:
    desks: list[PolicyDesk] = []

    def make(theme: Theme | None = None, of: Session | None = None) -> PolicyDesk:
        theme = theme or Theme()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        dress(qapp, theme)
        desk = PolicyDesk(of or session, theme, data=tmp_path / "data", today=TODAY, outside=viewer)
        desks.append(desk)
        with qtbot.waitActive(desk):
            desk.show()
            desk.activateWindow()
        return desk

    yield make
    for desk in desks:
        if isValid(desk):
            desk.close()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def desk(opened: Open) -> PolicyDesk:
    return opened()


@pytest.fixture
def keys(qtbot: QtBot, desk: PolicyDesk) -> Keyboard:
    return Keyboard(qtbot, lambda: desk)


def readings(desk: PolicyDesk, qtbot: QtBot) -> None:
    """Turn to the open questions and wait for their figures."""
    desk.turn_to(1)
    qtbot.waitUntil(lambda: desk.readings.computed)


def text(desk: PolicyDesk) -> str:
    return desk.policy.text.toPlainText()


# ---- the page


def test_it_opens_at_the_shown_persons_region_and_year(desk: PolicyDesk, session: Session) -> None:
    assert desk.policy.page.region == session.person.region
    assert desk.policy.page.day == date(2023, 12, 31)
    assert "一级及以下 300.00 · 二级 400.00 · 三级 500.00" in text(desk)
    assert "2023 → 2024" in text(desk)
    assert "单位缴费不再划入个人账户。" in text(desk)


def test_region_and_day_are_chosen_by_keys(desk: PolicyDesk, keys: Keyboard) -> None:
    keys.tab_to("参保地")
    keys.press(KEY.Key_A, with_=CTRL)
    keys.type("xian", KEY.Key_Return)
    assert desk.policy.page.region == "xian"
    assert "征求意见稿" in text(desk)
    keys.tab_to("查看哪一天的规则")
    keys.press(KEY.Key_A, with_=CTRL)
    keys.type("2022-5-1", KEY.Key_Return)
    assert desk.policy.page.day == date(2022, 5, 1)
    assert "这一天门诊统筹尚未施行" in text(desk)


def test_a_day_that_cannot_be_read_is_kept(desk: PolicyDesk, keys: Keyboard) -> None:
    keys.tab_to("查看哪一天的规则")
    keys.press(KEY.Key_A, with_=CTRL)
    keys.type("2023-02-30", KEY.Key_Return)
    assert desk.policy.day.faulty
    assert desk.policy.day.edit.text() == "2023-02-30"
    assert desk.policy.page.day == date(2023, 12, 31)
    # The rules of the day before do not stand beside it, nor go on paper.
    assert not desk.policy.text.isVisible()
    assert desk.policy.waiting.isVisible()
    assert not desk.policy.print.isEnabled()
    keys.press(KEY.Key_P, with_=CTRL)
    assert QApplication.activeModalWidget() in (None, desk)
    keys.press(KEY.Key_A, with_=CTRL)
    keys.type("2023-12-31", KEY.Key_Return)
    assert desk.policy.text.isVisible()
    assert not desk.policy.waiting.isVisible()


def test_no_rules_stand_beside_a_region_that_is_none(desk: PolicyDesk, keys: Keyboard) -> None:
    keys.tab_to("参保地")
    keys.press(KEY.Key_A, with_=CTRL)
    keys.type("lhasa", KEY.Key_Return)
    assert not desk.policy.text.isVisible()
    keys.press(KEY.Key_Escape)
    assert desk.policy.text.isVisible()


def test_the_page_is_searched_by_keys(desk: PolicyDesk, keys: Keyboard) -> None:
    search = desk.policy.search
    keys.press(KEY.Key_F, with_=CTRL)
    keys.type("2023")
    count = text(desk).count("2023")
    assert (search.count, search.current) == (count, 1)
    assert search.said.text() == f"第 1 处，共 {count} 处"
    keys.press(KEY.Key_Return)
    assert search.current == 2
    keys.press(KEY.Key_Return, with_=SHIFT)
    keys.press(KEY.Key_F3, with_=SHIFT)
    assert search.current == count
    keys.press(KEY.Key_F3)
    assert search.current == 1
    keys.type("-99")
    assert (search.count, search.said.text()) == (0, "没有找到")
    keys.press(KEY.Key_Escape)
    assert search.edit.text() == ""
    assert desk.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_search_in_large_text_takes_no_empty_line_and_parts_no_buttons(
    language: Language, opened: Open, library: Library
) -> None:
    session = Session(example_case(library), library, Wording(language, grouped=True))
    desk = opened(Theme(percent=200), session)
    desk.resize(1152, 648)
    QApplication.processEvents()
    search = desk.policy.search
    assert search.before.mapTo(search, QPoint(0, 0)).y() == search.after.mapTo(search, QPoint(0, 0)).y()
    lowest = max(part.mapTo(search, part.rect().bottomLeft()).y() for part in (search.edit, search.after))
    assert search.height() - lowest <= search.edit.height() / 2


def test_a_part_is_turned_to(desk: PolicyDesk, keys: Keyboard) -> None:
    keys.tab_to("跳到")
    keys.press(KEY.Key_End)
    assert desk.policy.text.verticalScrollBar().value() > 0


# ---- the documents


def test_a_clause_without_its_document_says_what_to_do(desk: PolicyDesk, keys: Keyboard) -> None:
    desk.policy.text.setFocus()
    keys.press(KEY.Key_Tab, KEY.Key_Return)
    assert desk.policy.said.text() == "日政办发〔2022〕17号 尚未附原文：点它旁边的“附上原文…”，可附 PDF 或文本。"
    assert desk.policy.said.isVisible()


def test_an_attached_text_opens_at_the_clause(desk: PolicyDesk, keys: Keyboard, tmp_path: Path, qtbot: QtBot) -> None:
    lines = [*(f"第{number}行" for number in range(200)), "二、主要措施", "（二）门诊统筹", *("尾",) * 200]
    chosen = tmp_path / "原文.txt"
    chosen.write_text("\n".join(lines), "utf-8")
    desk.policy.documents.attach("notice", chosen)
    assert "只存在本机" in desk.policy.said.text()
    chosen.unlink()
    row = desk.policy.documents.row("notice")
    assert (row.state.text(), row.open.isEnabled()) == ("已附原文：文本", True)
    desk.policy.text.setFocus()
    # From the document itself to the first clause of it.
    keys.press(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Return)
    opened = desk.policy.documents.viewer
    assert opened is not None
    qtbot.waitUntil(opened.isVisible)
    assert opened.text.textCursor().block().text() == "（二）门诊统筹"
    opened.accept()


def test_a_pdf_is_handed_to_the_systems_viewer(desk: PolicyDesk, qtbot: QtBot, tmp_path: Path, viewer: Viewer) -> None:
    chosen = tmp_path / "原文.pdf"
    chosen.write_bytes(PDF)
    documents = desk.policy.documents
    documents.attach("notice", chosen)
    qtbot.mouseClick(documents.row("notice").open, Qt.MouseButton.LeftButton)
    (path,) = viewer.seen
    assert path.read_bytes() == PDF
    assert path != chosen
    assert "PDF 阅读器" in desk.policy.said.text()
    viewer.there = False
    qtbot.mouseClick(documents.row("notice").open, Qt.MouseButton.LeftButton)
    assert str(path) in desk.policy.said.text()


def test_an_attached_pdf_shows_its_words_at_the_clause_and_leads_to_the_page(
    desk: PolicyDesk, keys: Keyboard, tmp_path: Path, qtbot: QtBot, viewer: Viewer
) -> None:
    chosen = tmp_path / "原文.pdf"
    chosen.write_bytes(
        printed("一、目标\n" + "前\n" * 30, "二、主要措施\n（一）账户", "（二）门诊统筹\n起付标准\n（三）除外")
    )
    documents = desk.policy.documents
    documents.attach("notice", chosen)
    desk.policy.text.setFocus()
    keys.press(KEY.Key_Tab, KEY.Key_Tab, KEY.Key_Return)
    assert desk.policy.said.text().startswith("正在 日政办发〔2022〕17号 中找 二（二）")
    qtbot.waitUntil(lambda: documents.viewer is not None)
    opened = documents.viewer
    assert opened is not None
    qtbot.waitUntil(opened.isVisible)
    assert opened.text.textCursor().block().text().strip() == "（二）门诊统筹"
    (mark,) = opened.text.extraSelections()
    assert [line.strip() for line in mark.cursor.selectedText().split("\u2029")] == ["（二）门诊统筹", "起付标准", ""]
    assert opened.about.text().startswith("所附 PDF 共 3 页，这是第 3 页的文字")
    assert viewer.seen == []
    qtbot.mouseClick(opened.pdf, Qt.MouseButton.LeftButton)
    assert [path.read_bytes() for path in viewer.seen] == [chosen.read_bytes()]
    opened.accept()


@pytest.mark.parametrize(
    ("pages", "why"),
    [(("",), "它是图片，没有文字"), (("会议纪要",), "其文字里看不出在哪里"), (None, "文件已损坏")],
    ids=["scan", "another", "damaged"],
)
def test_a_pdf_in_which_a_clause_is_not_found_says_why(
    desk: PolicyDesk, tmp_path: Path, qtbot: QtBot, viewer: Viewer, pages: tuple[str, ...] | None, why: str
) -> None:
    chosen = tmp_path / "原文.pdf"
    chosen.write_bytes(PDF if pages is None else printed(*pages))
    documents = desk.policy.documents
    documents.attach("notice", chosen)
    documents.read("notice", "二（二）")
    qtbot.waitUntil(lambda: why in desk.policy.said.text())
    assert desk.policy.said.text().endswith("点它旁边的“阅读”可看 PDF。")
    assert (documents.viewer, viewer.seen) == (None, [])


def test_a_file_that_is_no_document_is_refused_with_its_reason(desk: PolicyDesk, tmp_path: Path) -> None:
    chosen = tmp_path / "原文.pdf"
    chosen.write_bytes(b"<html>")
    desk.policy.documents.attach("notice", chosen)
    assert desk.policy.said.text() == "原文.pdf 没有附上：文件名虽是 .pdf，内容却不是 PDF"
    assert desk.policy.documents.row("notice").state.text() == "尚未附原文"


def test_removing_a_copy_is_asked_first(desk: PolicyDesk, qtbot: QtBot, tmp_path: Path) -> None:
    chosen = tmp_path / "原文.pdf"
    chosen.write_bytes(PDF)
    documents = desk.policy.documents
    documents.attach("notice", chosen)
    for button, enabled in (("保留", True), ("移除", False)):
        qtbot.mouseClick(documents.row("notice").remove, Qt.MouseButton.LeftButton)
        assert "您自己的原文件不受影响" in dialog_of(QMessageBox).informativeText()
        answer(qtbot, button)
        assert documents.row("notice").open.isEnabled() == enabled
    assert chosen.exists()


# ---- on paper


def test_the_page_goes_on_paper(desk: PolicyDesk, keys: Keyboard, qtbot: QtBot, tmp_path: Path) -> None:
    keys.press(KEY.Key_P, with_=CTRL)
    dialog = desk.findChild(PaperDialog)
    assert dialog is not None
    qtbot.waitUntil(lambda: not dialog.busy)
    paper = dialog.view.paper
    assert paper is not None
    assert paper.pages > 1
    on_paper = paper.text(0)
    for section in desk.policy.page.sections:
        assert section.title in on_paper
        assert all(entry.cited in on_paper and entry.unknown in on_paper for entry in section.entries)
    assert "2023 → 2024" in on_paper
    target = tmp_path / "政策.pdf"
    dialog.save_to(target)
    qtbot.waitUntil(lambda: not dialog.busy)
    assert target.read_bytes().startswith(b"%PDF-")
    dialog.reject()


def test_a_pdf_is_called_by_the_region_in_letters_that_every_system_takes(
    opened: Open, qtbot: QtBot, tmp_path: Path
) -> None:
    store = PackStore(tmp_path / "packs")
    store.install(own_candidate(pack_text().replace('zh = "日照市"', 'zh = "新/城*"').encode()))
    library = store.library()
    desk = opened(of=Session(example_case(library), library, Wording("zh", grouped=True)))
    desk.policy.show_region("newtown")
    desk.policy.ask_print()
    dialog = desk.findChild(PaperDialog)
    assert dialog is not None
    qtbot.waitUntil(dialog.save.isEnabled)
    qtbot.mouseClick(dialog.save, Qt.MouseButton.LeftButton)
    chooser = dialog.findChild(QFileDialog)
    assert chooser is not None
    assert Path(chooser.selectedFiles()[0]).name == "新 城 （自建） 2023年12月31日的规则.pdf"
    chooser.reject()
    dialog.reject()


# ---- the open questions


def test_a_question_on_the_page_leads_to_its_choices(desk: PolicyDesk, qtbot: QtBot) -> None:
    desk.policy.reading_wanted.emit("rizhao", "rounding")
    assert desk.tabs.currentIndex() == 1
    qtbot.waitUntil(lambda: desk.readings.computed)
    assert desk.readings.cards["rounding"].rows["half-up"].button.hasFocus()


def test_what_a_choice_would_change_is_what_compute_gives(desk: PolicyDesk, session: Session, qtbot: QtBot) -> None:
    readings(desk, qtbot)
    words = session.wording
    before = session.computed.sums()
    told = 0
    for reading in session.pack.reading:
        for value in reading.values[1:]:
            label = desk.readings.cards[reading.id].rows[value.id].effect.text()
            case = with_reading(session.case, session.pack, reading.id, value.id)
            after = next(
                person.sums() for person in compute(case, session.library).people if person.id == session.person_id
            )
            for key in ("pooled", "personal", "account", "cash", "balance"):
                old, new = getattr(before, key), getattr(after, key)
                if old != new:
                    told += 1
                    assert f"{words.yuan(old)} → {words.yuan(new)}" in label
            if before == after:
                assert session.person.name not in label
    assert told


def test_a_choice_is_one_edit_that_undo_takes_back(
    desk: PolicyDesk, session: Session, keys: Keyboard, qtbot: QtBot
) -> None:
    case, pooled = session.case, session.computed.sums().pooled
    readings(desk, qtbot)
    desk.readings.cards["deductible-period"].rows["annual"].button.setFocus()
    keys.press(KEY.Key_Down)
    assert session.case.readings["rizhao"]["deductible-period"] == "per-visit"
    assert session.computed.sums().pooled != pooled
    assert session.undo_name() == session.wording.text(CHOOSE)
    card = desk.readings.cards["deductible-period"]
    assert card.rows["per-visit"].button.text() == "✓ 采用"
    assert card.mark.text().startswith("✎")
    qtbot.waitUntil(lambda: desk.readings.computed)
    assert session.wording.yuan(pooled) in card.rows["annual"].effect.text()
    keys.press(KEY.Key_Z, with_=CTRL)
    assert session.case == case
    assert card.rows["annual"].button.isChecked()
    assert session.undo_name() is None
    for redo in ((KEY.Key_Y, CTRL), (KEY.Key_Z, CTRL | SHIFT)):
        keys.press(redo[0], with_=redo[1])
        assert session.case.readings["rizhao"]["deductible-period"] == "per-visit"
        keys.press(KEY.Key_Z, with_=CTRL)
    session.redo()
    qtbot.mouseClick(desk.readings.defaults, Qt.MouseButton.LeftButton)
    assert "rizhao" not in session.case.readings


def test_the_page_follows_a_choice(desk: PolicyDesk, session: Session, qtbot: QtBot) -> None:
    readings(desk, qtbot)
    qtbot.mouseClick(desk.readings.cards["pharmacy-coverage"].rows["covered"].button, Qt.MouseButton.LeftButton)
    assert "与定点医疗机构同样支付" in text(desk)
    session.undo()
    assert "尚未纳入统筹支付" in text(desk)


def test_a_region_of_nobody_says_so(desk: PolicyDesk, session: Session, qtbot: QtBot) -> None:
    nobody = next(pack.id for pack in session.library if pack.id not in {p.region for p in session.case.people})
    readings(desk, qtbot)
    desk.show_reading(nobody, "rounding")
    assert desk.readings.region.region == nobody
    assert desk.readings.region.edit.text() == session.library.pack(nobody).name.zh
    qtbot.waitUntil(lambda: desk.readings.computed)
    assert desk.readings.about.text().startswith("本户没有人")
    first = next(iter(desk.readings.cards.values()))
    assert [row.effect.text() for row in first.rows.values()][1:] == ["改选后本户各项合计不变"]


def test_closing_while_figures_are_computed_ends_the_work(desk: PolicyDesk, qtbot: QtBot) -> None:
    desk.turn_to(1)
    work = desk.readings.work
    desk.readings.show()  # as the next turn of the event loop would
    assert work.busy
    with qtbot.waitSignal(desk.finished):
        desk.reject()
    assert not work.busy


def test_the_desk_goes_with_the_window(session: Session, qtbot: QtBot, tmp_path: Path) -> None:
    window = QWidget()
    window.show()
    desk = PolicyDesk(session, Theme(), window, data=tmp_path, today=TODAY)
    desk.show()
    desk.turn_to(1)
    with qtbot.waitSignal(desk.destroyed):
        window.deleteLater()


# ---- other tabs


def test_a_tab_is_added_and_made_when_it_is_looked_at(desk: PolicyDesk, keys: Keyboard) -> None:
    made: list[QLabel] = []

    def make() -> QWidget:
        made.append(QLabel("a page"))
        return made[-1]

    assert desk.add_page("比较", make) == 2
    assert not made
    keys.press(KEY.Key_3, with_=ALT)
    assert desk.tabs.currentIndex() == 2
    assert made[0].isVisible()


# ---- for everyone


@pytest.mark.parametrize("place", [0, 1])
def test_every_control_has_a_name_and_a_tip_and_is_reached_by_tab(desk: PolicyDesk, qtbot: QtBot, place: int) -> None:
    if place:
        readings(desk, qtbot)
    assert not unnamed(desk)
    assert not without_tip(desk)
    desk.tabs.tabBar().setFocus()
    reached = set[QWidget]()
    for _turn in range(MOST_LINKS):  # Tab stays in the text until it has been at every link
        focus = QApplication.focusWidget()
        assert focus is not None
        reached.add(focus)
        QTest.keyClick(focus, KEY.Key_Tab)
    assert not [widget for widget in controls_for_tab(desk) if widget not in reached]


@pytest.mark.parametrize("percent", [100, 150, 200])
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_clipped(opened: Open, library: Library, language: Language, percent: int, qtbot: QtBot) -> None:
    session = Session(example_case(library), library, Wording(language, grouped=True))
    desk = opened(Theme("light", percent), session)
    desk.resize(1152, 648)
    assert desk.width() <= 1280
    assert desk.height() <= 720
    for region in ("rizhao", "nanchang"):
        desk.turn_to(0)
        desk.policy.show_region(region)
        desk.policy.documents.read(desk.policy.documents.rows[0].source.id)
        settle()
        assert not clipped(desk)
        readings(desk, qtbot)
        desk.readings.show_region(region)
        qtbot.waitUntil(lambda: desk.readings.computed)
        settle()
        assert not clipped(desk)


@pytest.mark.parametrize("scheme", ["light", "dark", "contrast"])
def test_it_stands_in_every_scheme(opened: Open, scheme: Scheme) -> None:
    desk = opened(Theme(scheme))
    assert Theme(scheme).colours.deductible.lower() in desk.policy.text.toHtml().lower()


def test_what_the_office_adopted_is_marked_whichever_way_is_chosen(
    session: Session, opened: Open, qtbot: QtBot
) -> None:
    pack = session.library.pack("rizhao")
    words = Wording("zh", grouped=True, adopted={"rizhao": {"deductible-across-levels": "per-level"}})
    case = with_reading(session.case, pack, "deductible-across-levels", "per-level")
    desk = opened(of=Session(case, session.library, words))
    readings(desk, qtbot)
    card = desk.readings.cards["deductible-across-levels"]
    assert card.mark.text().startswith("✎ 本办采用：")
    assert [value for value, row in card.rows.items() if "本办采用" in row.words.text()] == ["per-level"]
    desk.readings.choose("deductible-across-levels", "top-up")
    assert card.mark.text().startswith("✎ 选择与本办不同，本办采用：")
    assert card.mark.isVisible()
