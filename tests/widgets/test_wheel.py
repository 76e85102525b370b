"""The wheel never changes a field or a list: over one it scrolls the page, as people mean it to."""

import ast
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from driver.clipping import every_page
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import (
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QScrollBar,
    QWidget,
)
from pytestqt.qtbot import QtBot

from calculator.desktop.comparison.compare_page import ComparePage
from calculator.desktop.document.new_household import NewHouseholdDialog
from calculator.desktop.help.help_dialog import HelpDialog
from calculator.desktop.installed_packs.packs_dialog import PacksDialog
from calculator.desktop.own_region.pack_editor import PackEditor
from calculator.desktop.paper.print_dialog import PrintDialog
from calculator.desktop.person.people_dialog import HouseholdDialog
from calculator.desktop.person.period_dialog import PeriodDialog
from calculator.desktop.policies.policy_desk import PolicyDesk
from calculator.desktop.shell.crash_dialog import CrashDialog
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.shell.settings_dialog import SettingsDialog
from calculator.desktop.shell.welcome import WelcomePage
from calculator.desktop.spreadsheets.import_dialog import ImportDialog
from calculator.desktop.visits.receipt_form import ReceiptForm
from calculator.files.settings import Settings
from calculator.files.signed_packs.pack_store import PackStore
from calculator.session.session import Session
from calculator.widgets.theme import Theme

PACKAGE = Path(__file__).parents[2] / "calculator"
DAY = date(2023, 12, 1)
TURNED_BY_THE_WHEEL = {
    "QComboBox", "QFontComboBox", "QSpinBox", "QDoubleSpinBox", "QDateEdit", "QTimeEdit", "QDateTimeEdit", "QSlider",
    "QDial",
}  # fmt: skip


def window(session: Session, theme: Theme, _folder: Path) -> QWidget:
    session.select_telling_visit()
    made = ShellWindow(session, theme)
    made.complete()
    return made


SCREENS: dict[str, Callable[[Session, Theme, Path], QWidget]] = {
    "window": window,
    "welcome": lambda session, theme, _: WelcomePage(session.library, session.wording, theme),
    "new household": lambda session, theme, _: NewHouseholdDialog(session.library, session.wording, theme),
    "household": lambda session, theme, _: HouseholdDialog(session, theme),
    "period": lambda session, theme, _: PeriodDialog(session, theme),
    "settings": lambda session, theme, _: SettingsDialog(Settings(), session.wording, theme),
    "help": lambda session, theme, _: HelpDialog(session.library, session.wording, theme),
    "print": lambda session, theme, _: PrintDialog(session, theme, DAY),
    "import": lambda session, theme, _: ImportDialog(session, theme),
    "compare": lambda session, theme, _: ComparePage(session, theme, today=lambda: DAY),
    "policies": lambda session, theme, folder: PolicyDesk(session, theme, data=folder, today=DAY),
    "receipt": lambda session, theme, _: ReceiptForm(session, theme, lambda: DAY),
    "crash": lambda session, theme, _: CrashDialog("report", session.wording, theme),
    "packs": lambda session, theme, folder: PacksDialog(session, theme, PackStore(folder / "packs")),
    "own region": lambda session, theme, _: PackEditor(session, theme, session.library, lambda _content: None),
}


def turn(widget: QWidget, clicks: int) -> None:
    here = QPointF(widget.rect().center())
    event = QWheelEvent(
        here,
        widget.mapToGlobal(here),
        QPoint(0, 0),
        QPoint(0, 120 * clicks),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def turned(screen: QWidget) -> Iterator[QWidget]:
    for kind in (QComboBox, QAbstractSpinBox, QAbstractSlider):
        yield from (widget for widget in screen.findChildren(kind) if not isinstance(widget, QScrollBar))


@pytest.mark.parametrize("name", SCREENS)
def test_the_wheel_over_a_field_or_a_list_changes_nothing(
    name: str, session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    case = session.case
    screen = SCREENS[name](session, Theme(), tmp_path)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    for _page in every_page(screen):
        QApplication.processEvents()  # parts that wait to be looked at are made
    found = list(turned(screen))
    before = [widget.property("currentText") for widget in found]
    for widget in found:
        for focused in (False, True):
            if focused:
                widget.setFocus(Qt.FocusReason.MouseFocusReason)
            for clicks in (-1, -1, 1):
                turn(widget, clicks)
    assert [widget.property("currentText") for widget in found] == before
    assert session.case is case
    lists = {"window", "welcome", "new household", "household", "print", "compare", "policies", "own region"}
    assert bool(found) or name not in lists


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: file.stem)
def test_lists_are_made_of_the_one_that_the_wheel_leaves_alone(file: Path) -> None:
    if file.name == "combo.py":
        return
    used = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id=name)):
                used.add(name)
            case ast.ClassDef(bases=bases):
                used |= {base.id for base in bases if isinstance(base, ast.Name)}
            case _:
                pass
    assert not used & TURNED_BY_THE_WHEEL
