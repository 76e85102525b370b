"""The print dialog: what is shown is what was asked for, by keys and mouse; saving, printing, and stopping."""

import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from driver.accessibility import controls_for_tab, tab_order, unnamed, without_tip
from driver.clipping import clipped
from driver.screens import freed, show
from latin_fonts import latin_fonts
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from calculator.desktop.paper.print_dialog import PrintDialog
from calculator.ground.language import LANGUAGES, Language
from calculator.session.session import Session
from calculator.widgets.theme import Scheme, Theme, dress
from calculator.words.wording import Wording

DAY = date(2024, 1, 15)
KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton

Ask = Callable[[QPrinter, QWidget], bool]


def shown(
    qtbot: QtBot,
    session: Session,
    *,
    theme: Theme | None = None,
    ask_printer: Ask | None = None,
    everything: bool = True,
) -> PrintDialog:
    theme = theme or Theme()
    if ask_printer is None:
        dialog = PrintDialog(session, theme, DAY)
    else:
        dialog = PrintDialog(session, theme, DAY, ask_printer=ask_printer)
    ready(qtbot, show(qtbot, dialog))
    for part in (dialog.options.visits, dialog.options.explained) if everything else ():
        part.box.click()
    ready(qtbot, dialog)
    return dialog


def ready(qtbot: QtBot, dialog: PrintDialog) -> None:
    qtbot.waitUntil(lambda: not dialog.busy)


@pytest.fixture
def dialog(qtbot: QtBot, session: Session) -> PrintDialog:
    return shown(qtbot, session)


def test_one_page_of_summary_comes_first_and_the_rest_is_chosen(qtbot: QtBot, session: Session) -> None:
    dialog = shown(qtbot, session, everything=False)
    assert dialog.view.paper is not None
    assert dialog.view.paper.pages == 1
    assert "全家合计" in told(dialog)
    dialog.options.visits.box.click()
    ready(qtbot, dialog)
    assert dialog.view.paper.pages > 1
    assert "就诊记录" in told(dialog)
    assert "为什么统筹支付" not in told(dialog)


def test_the_selected_visit_goes_on_one_page_or_a_slip(qtbot: QtBot, session: Session) -> None:
    session.select_telling_visit()
    dialog = shown(qtbot, session, everything=False)
    dialog.options.form.button("visit").click()
    ready(qtbot, dialog)
    assert dialog.view.paper is not None
    assert dialog.view.paper.pages == 1
    assert told(dialog).startswith("为什么统筹支付")
    assert not dialog.options.year.isEnabled()
    dialog.options.form.button("visit slip").click()
    ready(qtbot, dialog)
    assert told(dialog).startswith("统筹基金支付")
    session.select_visit(None)
    offered = shown(qtbot, session).options.form.keys()
    assert "visit" not in offered


def told(dialog: PrintDialog) -> str:
    assert dialog.view.paper is not None
    return "\n".join(sheet.document.toPlainText() for sheet in dialog.view.paper.sheets)


def test_the_household_is_shown_first_and_pages_turn_by_keys(qtbot: QtBot, dialog: PrintDialog) -> None:
    view, count = dialog.view, dialog.view.paper.pages  # type: ignore[union-attr]
    assert count > 4
    assert "全家合计" in told(dialog)
    assert view.hasFocus()
    qtbot.keyClick(view, KEY.Key_PageDown)
    assert view.current == 1
    qtbot.keyClick(view, KEY.Key_End)
    assert view.current == count - 1
    qtbot.keyClick(view, KEY.Key_PageDown)
    assert view.current == count - 1
    assert dialog.pages.number.text() == f"第 {count} 页 / 共 {count} 页"
    qtbot.keyClick(view, KEY.Key_Home)
    qtbot.keyClick(view, KEY.Key_PageUp)
    assert view.current == 0
    qtbot.mouseClick(dialog.pages.after, LEFT)
    qtbot.mouseClick(dialog.pages.after, LEFT)
    qtbot.mouseClick(dialog.pages.before, LEFT)
    assert view.current == 1
    assert "本人" in view.accessibleDescription()


def test_the_page_grows_and_fits_again(qtbot: QtBot, dialog: PrintDialog) -> None:
    view = dialog.view
    fitting, width = view.percent, view.picture_size.width()
    assert width <= view.viewport().width()
    qtbot.keyClick(view, KEY.Key_Plus)
    qtbot.keyClick(view, KEY.Key_Plus)
    assert view.percent > fitting
    assert view.picture_size.width() > width
    assert dialog.pages.zoom.text() == f"{view.percent}%"
    qtbot.keyClick(view, KEY.Key_Minus)
    qtbot.keyClick(view, KEY.Key_0)
    assert view.percent == fitting
    qtbot.mouseClick(dialog.pages.larger, LEFT)
    assert view.percent > fitting
    qtbot.mouseClick(dialog.pages.whole, LEFT)
    assert view.percent == fitting


def test_a_page_is_painted_dark_on_white_in_every_scheme(qtbot: QtBot, session: Session, qapp: QApplication) -> None:
    theme = Theme("dark")
    dress(qapp, theme)
    dialog = shown(qtbot, session, theme=theme)
    dialog.view.turn_to(1)
    picture = dialog.view.grab().toImage()
    # All over it: a single line of dots may run along letters, or along the shade of a table's row.
    places = [(x, y) for x in range(0, picture.width(), 7) for y in range(0, picture.height(), 7)]
    greys = [picture.pixelColor(x, y).lightness() for x, y in places]
    assert greys.count(255) > len(greys) / 2
    dress(qapp, Theme())


def test_person_paper_and_explanation_are_chosen_by_keys(qtbot: QtBot, dialog: PrintDialog) -> None:
    options = dialog.options
    options.person.setFocus()
    qtbot.keyClick(options.person, KEY.Key_Down)
    ready(qtbot, dialog)
    assert options.person.currentText() == "本人"
    assert "全家合计" not in told(dialog)
    assert "父亲" not in told(dialog)
    explained = told(dialog)
    assert "为什么统筹支付" in explained
    qtbot.keyClick(options.explained.box, KEY.Key_Space)
    ready(qtbot, dialog)
    assert "为什么统筹支付" not in told(dialog)
    options.form.button("a4").setFocus()
    qtbot.keyClick(options.form.button("a4"), KEY.Key_Right)
    ready(qtbot, dialog)
    assert options.is_slip
    assert not options.explained.isEnabled()
    assert dialog.view.paper is not None
    assert dialog.view.paper.pages == 1
    assert dialog.view.paper.form(0).width == 80


def test_years_of_a_longer_period(qtbot: QtBot, session: Session) -> None:
    session.edit("", session.case.model_copy(update={"through": session.case.through + 12}))
    dialog = shown(qtbot, session)
    year = dialog.options.year
    assert [year.itemText(place) for place in range(year.count())] == ["2023", "2024", "全部年份"]
    assert year.currentText() == "2023"
    assert "· 2024" not in told(dialog)
    year.setFocus()
    qtbot.keyClick(year, KEY.Key_End)
    ready(qtbot, dialog)
    assert "· 2024" in told(dialog)


def test_it_is_saved_as_a_pdf_where_a_person_says(qtbot: QtBot, dialog: PrintDialog, tmp_path: Path) -> None:
    qtbot.mouseClick(dialog.save, LEFT)
    asked = next(child for child in dialog.findChildren(QFileDialog) if child.isVisible())
    target = tmp_path / "mine.pdf"
    asked.fileSelected.emit(str(target))
    asked.reject()
    ready(qtbot, dialog)
    assert target.read_bytes().startswith(b"%PDF-")
    assert dialog.said.text() == f"已保存：{target}"
    assert dialog.isVisible()


def test_what_cannot_be_saved_is_said(qtbot: QtBot, dialog: PrintDialog, tmp_path: Path) -> None:
    dialog.save_to(tmp_path / "gone" / "mine.pdf")
    ready(qtbot, dialog)
    assert dialog.said.isVisible()
    assert "mine.pdf 没有保存" in dialog.said.text()
    assert not list(tmp_path.iterdir())
    dialog.save_to(tmp_path / "mine.pdf")
    ready(qtbot, dialog)
    assert (tmp_path / "mine.pdf").exists()


def test_without_a_printer_a_sentence_says_so(
    qtbot: QtBot, dialog: PrintDialog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("PySide6.QtPrintSupport.QPrinterInfo.availablePrinterNames", list)
    qtbot.mouseClick(dialog.print, LEFT)
    assert "没有安装打印机" in dialog.said.text()
    assert dialog.save.isEnabled()


def to_file(target: Path, **settings: int) -> Ask:
    """Chooses a printer that writes to a file."""

    def ask(printer: QPrinter, _parent: QWidget) -> bool:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(target))
        if settings:
            printer.setFromTo(settings["first"], settings["last"])
        return True

    return ask


def page_count(pdf: Path) -> int:
    return pdf.read_bytes().count(b"/Type /Page\n")


def test_the_pages_are_printed(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = shown(qtbot, session, ask_printer=to_file(tmp_path / "printed.pdf"))
    qtbot.mouseClick(dialog.print, LEFT)
    assert not dialog.print.isEnabled()
    ready(qtbot, dialog)
    assert dialog.said.text() == "已发送到打印机。"
    assert page_count(tmp_path / "printed.pdf") == dialog.view.paper.pages  # type: ignore[union-attr]


def test_only_the_asked_for_pages_are_printed(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = shown(qtbot, session, ask_printer=to_file(tmp_path / "printed.pdf", first=2, last=3))
    qtbot.mouseClick(dialog.print, LEFT)
    ready(qtbot, dialog)
    assert page_count(tmp_path / "printed.pdf") == 2


@pytest.mark.qt_log_ignore("QPainter::begin", extend=True)
def test_a_printer_that_refuses_is_said(qtbot: QtBot, session: Session, tmp_path: Path) -> None:
    dialog = shown(qtbot, session, ask_printer=to_file(tmp_path / "no" / "such" / "folder.pdf"))
    qtbot.mouseClick(dialog.print, LEFT)
    ready(qtbot, dialog)
    assert dialog.said.text() == "打印机没有接收这些页面。"
    assert dialog.print.isEnabled()


def test_asking_for_a_printer_may_come_to_nothing(qtbot: QtBot, session: Session) -> None:
    dialog = shown(qtbot, session, ask_printer=lambda _printer, _parent: False)
    qtbot.mouseClick(dialog.print, LEFT)
    assert not dialog.busy
    assert dialog.said.text() == ""


def test_work_can_be_stopped(qtbot: QtBot, dialog: PrintDialog, tmp_path: Path) -> None:
    dialog.save_to(tmp_path / "mine.pdf")
    assert dialog.busy
    dialog.stop.click()
    assert not dialog.busy
    assert "已停止" in dialog.said.text()
    assert not list(tmp_path.iterdir())
    assert dialog.save.isEnabled()


def test_pages_of_what_was_asked_for_before_are_not_printed(qtbot: QtBot, dialog: PrintDialog) -> None:
    dialog.options.person.setFocus()
    qtbot.keyClick(dialog.options.person, KEY.Key_End)
    dialog.stop.click()
    assert dialog.view.paper is None
    assert not dialog.print.isEnabled()
    assert not dialog.save.isEnabled()
    dialog.options.explained.box.click()
    ready(qtbot, dialog)
    assert dialog.print.isEnabled()
    assert "全家合计" not in told(dialog)


def test_pages_that_were_looked_at_are_not_kept(qtbot: QtBot, session: Session) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    for _time in range(3):
        dialog = PrintDialog(session, Theme(), DAY, window)
        dialog.open()
        ready(qtbot, dialog)
        qtbot.keyClick(dialog, KEY.Key_Escape)
    freed()
    assert window.findChildren(PrintDialog) == []


def test_closing_stops_what_is_being_laid_out(qtbot: QtBot, session: Session) -> None:
    dialog = PrintDialog(session, Theme(), DAY)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.busy
    qtbot.keyClick(dialog, KEY.Key_Escape)
    assert not dialog.isVisible()
    assert not dialog.busy


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("scheme", "percent"), [("light", 100), ("contrast", 150), ("dark", 200)])
def test_nothing_is_clipped_and_all_is_named(
    qtbot: QtBot, session: Session, qapp: QApplication, language: Language, scheme: Scheme, percent: int
) -> None:
    theme = Theme(scheme, percent)
    dress(qapp, theme)
    dialog = shown(qtbot, session.rebuilt(Wording(language, grouped=True)), theme=theme)
    dialog.resize(1152, 648)
    dialog.save_to(Path("no such folder") / "mine.pdf")
    ready(qtbot, dialog)
    QApplication.processEvents()
    assert not clipped(dialog)
    assert not unnamed(dialog)
    assert not without_tip(dialog)
    dress(qapp, Theme())


def test_tab_reaches_every_control(qtbot: QtBot, dialog: PrintDialog) -> None:
    dialog.options.person.setFocus()
    reached = tab_order(dialog)
    assert not [control for control in controls_for_tab(dialog) if control not in reached]


def test_without_a_chinese_font_nothing_goes_on_paper_and_the_reason_is_said(tmp_path: Path) -> None:
    code = (
        "from datetime import date\n"
        "from PySide6.QtWidgets import QApplication\n"
        "from calculator.desktop.paper.print_dialog import PrintDialog\n"
        "from calculator.files.example_household import example_case\n"
        "from calculator.policy.library import Library\n"
        "from calculator.session.session import Session\n"
        "from calculator.widgets.theme import Theme\n"
        "from calculator.words.wording import Wording\n"
        "app, library = QApplication([]), Library.embedded()\n"
        "dialog = PrintDialog(Session(example_case(library), library, Wording('en')), Theme(), date(2023, 12, 31))\n"
        "dialog.show()\n"
        "while dialog.busy: app.processEvents()\n"
        "print(dialog.said.text(), dialog.save.isEnabled(), dialog.print.isEnabled())\n"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(latin_fonts(tmp_path)), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code]
    root = Path(__file__).parents[3]
    done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    assert "Noto Sans CJK" in done.stdout
    assert done.stdout.split()[-2:] == ["False", "False"]
