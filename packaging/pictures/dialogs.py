"""What opens over a screen, as it is drawn: spreadsheets, questions, pages to print, and how a household is kept."""

import csv
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

from pictures.waiting import wait_while
from PySide6.QtWidgets import QApplication, QMessageBox, QProgressDialog, QScrollArea, QWidget

from calculator.case.case import Case
from calculator.case.case_json import read_case, write_case
from calculator.desktop.comparison.compare_page import ComparePage
from calculator.desktop.document.save_as import SavePlaces
from calculator.desktop.paper.print_dialog import PaperDialog
from calculator.desktop.policies.document_viewer import TextViewer
from calculator.desktop.policies.policy_desk import PolicyDesk
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.spreadsheets.export import Export
from calculator.desktop.spreadsheets.import_dialog import ImportDialog
from calculator.ground.faults import Fault, FaultsError
from calculator.session.autosave import Keeper
from calculator.session.session import Session
from calculator.widgets.messages import Dialogs
from calculator.widgets.theme import Theme

TODAY = date(2024, 1, 15)
_SHEET = (
    ("市人民医院门诊费用清单",),
    ("序号", "就诊日期", "医疗机构等级", "医疗机构名称", "医疗费总额（元）", "全自费金额"),
    ("1", "2023-03-05", "二级", "市人民医院", "600.00", "40"),
    ("2", "2023-06-20", "三级甲等", "市人民医院", "1,260", ""),
    ("3", "2023-02-30", "四级", "市人民医院", "12o0", ""),
    ("4", "2023-09-01", "二级", "市人民医院", "5", "6"),
    ("合计", "", "", "", "1,865.00", ""),
)
_TEXT = """一、总体要求
完善职工基本医疗保险门诊共济保障机制，改革个人账户，建立健全门诊统筹。
二、主要措施
（一）普通门诊费用纳入统筹基金支付范围。
（二）起付标准：一级及以下300元、二级400元、三级500元。
年度基金最高支付限额2000元。
（三）支付范围：基本医疗保险药品、诊疗项目和医疗服务设施目录。
"""


def _kept(folder: TemporaryDirectory[str], screen: QWidget) -> None:
    """Let a folder go with the screen that was made from it."""
    screen.destroyed.connect(partial(TemporaryDirectory.cleanup, folder))


# ---- spreadsheets


def importing(session: Session, theme: Theme) -> QWidget:
    """A list of a hospital, with rows that can be taken and rows that cannot."""
    folder = TemporaryDirectory(prefix="gongjisuan-pictures")
    path = Path(folder.name) / "费用清单.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(_SHEET)
    dialog = ImportDialog(session, theme, path=path)
    _kept(folder, dialog)
    return dialog


def wait_for_rows(screen: QWidget) -> None:
    """Wait until the sheet was read."""
    assert isinstance(screen, ImportDialog)
    wait_while(lambda: screen.work.busy)


def end_of_rows(screen: QWidget) -> None:
    """The lower end, with what is wrong."""
    wait_for_rows(screen)
    assert isinstance(screen, ImportDialog)
    QApplication.processEvents()
    area = screen.findChild(QScrollArea)
    assert area is not None
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())


def export(screen: QWidget) -> QWidget:
    """How far a spreadsheet has been written."""
    assert isinstance(screen, ShellWindow)
    folder = TemporaryDirectory(prefix="gongjisuan-pictures")
    writing = Export(screen.session, _dialogs(screen), screen, TODAY)
    writing.write(Path(folder.name) / "household.xlsx")
    bar = screen.findChild(QProgressDialog)
    assert bar is not None
    bar.setValue(40)
    bar.show()
    _kept(folder, screen)
    return bar


# ---- questions


def _dialogs(screen: ShellWindow) -> Dialogs:
    return Dialogs(lambda: screen, lambda: screen.session.wording)


def ask_to_replace(screen: QWidget) -> QWidget | None:
    """The question before a file is written over."""
    assert isinstance(screen, ShellWindow)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "family.gjs"
        path.touch()
        SavePlaces(_dialogs(screen), lambda _path: True).take(path.with_suffix(""))
    return screen.findChild(QMessageBox)


def tell_of_faults(screen: QWidget) -> QWidget | None:
    """What is wrong with a file."""
    assert isinstance(screen, ShellWindow)
    session, dialogs = screen.session, _dialogs(screen)
    text = write_case(session.case).replace("2023-04-18", "2023-02-30").replace("1480.00", "12o0")
    try:
        read_case(text.encode(), session.library)
    except FaultsError as error:
        title = session.wording.text("{file} cannot be opened").format(file="family.json")
        dialogs.say(title, dialogs.told(error.faults))
    return screen.findChild(QMessageBox)


# ---- how a household is kept


def _full(_case: Case) -> NoReturn:
    raise FaultsError([Fault("", "disk_full", {})])


def not_kept(screen: QWidget) -> None:
    """A household for whose file the disk has no room."""
    assert isinstance(screen, ShellWindow)
    keeper = Keeper(screen.session.case, None, make=_full)
    screen.tell_keeping(keeper.state, keeper.sentence(screen.session.wording))


def kept(screen: QWidget) -> None:
    """Everything is on the disk."""
    assert isinstance(screen, ShellWindow)
    screen.tell_keeping("saved", screen.session.wording.text("Saved"))


# ---- documents and paper


def reading(session: Session, theme: Theme) -> QWidget:
    """An original that was attached, at a clause."""
    source = session.library.pack("rizhao").sources[0]
    return TextViewer(source.number, _TEXT, "二（二）", session.wording, theme)


def _laid_out(screen: QWidget) -> QWidget:
    dialog = screen.findChild(PaperDialog)
    assert dialog is not None
    wait_while(lambda: dialog.busy)
    return dialog


def print_policy(screen: QWidget) -> QWidget:
    """The policy page before it is printed."""
    assert isinstance(screen, PolicyDesk)
    screen.policy.ask_print()
    return _laid_out(screen)


def print_comparison(screen: QWidget) -> QWidget:
    """A comparison before it is printed."""
    assert isinstance(screen, ComparePage)
    wait_while(lambda: screen.busy)
    screen.open_print()
    return _laid_out(screen)


def add_region(screen: QWidget) -> None:
    """The regions that a comparison can take in."""
    assert isinstance(screen, ComparePage)
    regions = screen.choices.regions
    regions.button("gansu").click()
    QApplication.processEvents()
    regions.adding.box.showPopup()


OVER_THE_WINDOW: dict[str, Callable[[QWidget], QWidget | None]] = {
    "window-kept": kept,
    "window-not-kept": not_kept,
    "question": ask_to_replace,
    "message": tell_of_faults,
    "export": export,
}
IMPORT: dict[str, Callable[[QWidget], None]] = {"import": wait_for_rows, "import-faults": end_of_rows}
