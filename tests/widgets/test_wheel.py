"""The wheel never changes a field or a list: over one it scrolls the page, as people mean it to."""

import ast
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from driver.clipping import every_page
from pack_files import pack_text
from pictures import slips
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
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
from calculator.desktop.document.households_dialog import HouseholdsDialog
from calculator.desktop.document.new_household import NewHouseholdDialog
from calculator.desktop.help.help_dialog import HelpDialog
from calculator.desktop.installed_packs.packs_dialog import PacksDialog
from calculator.desktop.own_region.pack_editor import PackEditor
from calculator.desktop.own_region.signing_dialog import SigningDialog
from calculator.desktop.paper.print_dialog import PrintDialog
from calculator.desktop.person.people_dialog import HouseholdDialog
from calculator.desktop.person.period_dialog import PeriodDialog
from calculator.desktop.policies.document_viewer import TextViewer
from calculator.desktop.policies.policy_desk import PolicyDesk
from calculator.desktop.policies.rule_dialog import RuleDialog
from calculator.desktop.shell.crash_dialog import CrashDialog
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.shell.settings_dialog import SettingsDialog
from calculator.desktop.shell.welcome import WelcomePage
from calculator.desktop.spreadsheets.import_dialog import ImportDialog
from calculator.desktop.visits.receipt_form import ReceiptForm
from calculator.files.settings import Settings
from calculator.files.signed_packs.pack_store import PackStore, own_candidate
from calculator.session.session import Session
from calculator.widgets.theme import Theme
from calculator.words.citing import RuleAt

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "calculator"
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


def correcting(session: Session, theme: Theme, folder: Path) -> PackEditor:
    """The editor with a region of one's own, whose figures are put right."""
    store = PackStore(folder / "packs")
    store.install(own_candidate(pack_text().encode()))
    library = store.library()
    made = PackEditor(Session(session.case, library, session.wording), theme, library, lambda _content: None)
    made.form.mode.button("mend").click()
    return made


def a_rule(session: Session) -> RuleAt:
    """A rule that a step of an explanation cites."""
    number = session.library.pack("rizhao").sources[0].number
    return RuleAt(f"{number} 二（二）", ("cap",), DAY)


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
    "correcting": correcting,
    "signing": lambda session, theme, _: SigningDialog(session.wording, theme, session.library.pack("rizhao"), b""),
    "households": lambda session, theme, _: HouseholdsDialog(
        list, lambda _path: None, session.library, session.wording, theme
    ),
    "rule": lambda session, theme, folder: RuleDialog(session, theme, a_rule(session), folder, DAY),
    "document": lambda session, theme, _: TextViewer("title", "text", "text", session.wording, theme),
    "pair": lambda session, theme, _: slips.pair(session, theme),
    "causes": lambda session, theme, _: slips.causes(0)(session, theme),
    "year": lambda session, theme, _: slips.year(session, theme),
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
    lists = {
        "window",
        "welcome",
        "new household",
        "household",
        "print",
        "compare",
        "policies",
        "own region",
        "correcting",
        "pair",
    }
    assert bool(found) or name not in lists


def test_every_dialog_is_among_those_that_are_turned_over() -> None:
    source = Path(__file__).read_text("utf-8") + (ROOT / "packaging" / "pictures" / "slips.py").read_text("utf-8")
    made_of = {"SearchDialog": "CausesDialog", "PaperDialog": "PrintDialog"}
    for file in (PACKAGE / "desktop").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            bases = {base.id for base in getattr(node, "bases", ()) if isinstance(base, ast.Name)}
            if isinstance(node, ast.ClassDef) and bases & {"QDialog", *made_of}:
                assert f"{made_of.get(node.name, node.name)}(" in source, node.name


def test_a_real_wheel_over_the_fields_of_the_editor_scrolls_and_changes_nothing(
    session: Session, qtbot: QtBot, tmp_path: Path
) -> None:
    """Also over the box of the document that a figure is cited from."""
    screen = correcting(session, Theme(), tmp_path)
    qtbot.addWidget(screen)
    with qtbot.waitExposed(screen):
        screen.show()
    cells = screen.form.cells
    before, scrolled = cells.form(), 0
    for key in ("cap.employed.source", "cap.employed.amount", "pharmacy.effect", "exclusion.arrears.effect"):
        control = cells.cell(key).control
        control.setFocus(Qt.FocusReason.MouseFocusReason)
        screen.show_field(key)
        QApplication.processEvents()
        here = control.mapTo(screen, control.rect().center())
        top = control.mapTo(screen, QPoint(0, 0)).y()
        for clicks in (1, 1, -1):
            QTest.wheelEvent(screen.windowHandle(), QPointF(here), QPoint(0, 120 * clicks))
        QApplication.processEvents()
        scrolled += top != control.mapTo(screen, QPoint(0, 0)).y()
    assert cells.form() == before
    assert scrolled
    screen.close_button.setFocus()
    box = cells.cell("cap.employed.source").control
    screen.show_field("cap.employed.source")
    QApplication.processEvents()
    QTest.wheelEvent(screen.windowHandle(), QPointF(box.mapTo(screen, box.rect().center())), QPoint(0, 120))
    assert screen.close_button.hasFocus()


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
