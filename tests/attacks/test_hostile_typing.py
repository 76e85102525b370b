"""Hostile texts typed into every field there is: they are text on every screen, on paper and in every file."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from driver.application import CTRL, Make, activate, applications, household
from driver.clipping import every_page
from driver.screens import settle
from hostile_texts import assert_steady, hostile, pointed_at, rich_in, unopened
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from calculator.case.case import Case
from calculator.case.case_checks import faults_in
from calculator.case.case_json import read_case, write_case
from calculator.commands.console import write
from calculator.commands.text_tables import year_to_date
from calculator.desktop.own_region.pack_editor import PackEditor
from calculator.desktop.shell.application import Application
from calculator.desktop.spreadsheets.import_dialog import ImportDialog
from calculator.engine.compute import compute
from calculator.files.spreadsheets.csv_writer import visits_csv
from calculator.files.spreadsheets.own_workbook import read_workbook
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.files.spreadsheets.xlsx_writer import write_workbook
from calculator.ground.faults import FaultsError
from calculator.ground.progress import Work
from calculator.policy.library import Library
from calculator.printing.pdf import write_pdf
from calculator.sheets.own.household_tables import Tables
from calculator.widgets.fold import Fold
from calculator.widgets.tables.entry_table import EntryTable
from calculator.words.wording import Wording

KEY = Qt.Key
DAY = date(2025, 1, 1)
Field = QLineEdit | QPlainTextEdit
HOSTILE_CELL = '=HYPERLINK("file:///x")<b>\u202egpj<img src=file:///x>'


@pytest.fixture
def make(qapp: QApplication, library: Library, tmp_path: Path) -> Iterator[Make]:
    yield from applications(qapp, library, tmp_path / "person")


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    made = tmp_path / "marker.png"
    made.write_bytes(b"\x89PNG\r\n\x1a\n")
    return made


def fields(root: QWidget) -> list[Field]:
    """The lines and boxes that can be typed into now."""
    found: list[Field] = [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit)]
    return [one for one in found if one.isVisible() and one.isEnabled() and not one.isReadOnly()]


def put(text: str) -> None:
    """Over all that stands where the focus is: from an input method, then once more from the clipboard."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, KEY.Key_A, CTRL)
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(focus, event)
    QTest.keyClick(focus, KEY.Key_A, CTRL)
    QApplication.clipboard().setText(text)
    QTest.keyClick(focus, KEY.Key_V, CTRL)


def unfold(root: QWidget) -> None:
    """Show the fields that are folded away until somebody wants them."""
    for fold in root.findChildren(Fold):
        if fold.isVisible() and not fold.unfolded:
            fold.click()
    settle()


def fill_fields(root: QWidget, texts: Iterator[str]) -> int:
    """Type the next of the texts into every field on every page; gives how many there were."""
    count, places = 0, set[str]()
    for page in every_page(root):
        unfold(root)
        for place, field in enumerate(fields(root)):
            name = f"{page} {place} {field.accessibleName()}"
            if name in places or not field.isVisible():
                continue
            places.add(name)
            field.setFocus()
            if not field.hasFocus():
                continue
            put(next(texts))
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, KEY.Key_Tab)
            count += 1
            settle()
            _leave_questions()
    return count


def fill_cells(root: QWidget, texts: Iterator[str]) -> int:
    """Type the next of the texts into every cell of the first row of every table that is typed into."""
    count = 0
    for _page in every_page(root):
        for table in root.findChildren(EntryTable):
            if not table.isVisible() or table.model() is None:
                continue
            for column in range(table.model().columnCount(QModelIndex())):
                index = table.model().index(0, column)
                if not index.isValid() or table.isColumnHidden(column):
                    continue
                table.setFocus()
                table.setCurrentIndex(index)
                QTest.keyClick(table, KEY.Key_F2)
                focus = QApplication.focusWidget()
                if table.state() == QAbstractItemView.State.EditingState and isinstance(focus, QLineEdit):
                    put(next(texts))
                    QTest.keyClick(focus, KEY.Key_Return)
                    count += 1
                else:
                    QTest.keyClick(table, KEY.Key_Escape)
                settle()
                _leave_questions()
    return count


def _leave_questions() -> None:
    """Lists and questions that came of it go, but not the dialog that is typed into."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        popup.close()


def walk(root: QWidget) -> None:
    """Look at every page, and rest with the pointer on everything."""
    for page in every_page(root):
        settle()
        assert rich_in(root) == [], page
        pointed_at(root)


def assert_sound(case: Case, library: Library, folder: Path, capfd: pytest.CaptureFixture[bytes]) -> None:
    """The household is a household everywhere that it goes: JSON, workbook, text, paper, terminal."""
    assert list(faults_in(case, library)) == []
    assert read_case(write_case(case).encode(), library) == case
    statement, wording = compute(case, library), Wording("zh")
    write_workbook(folder / "a.xlsx", case, statement, library, wording, exported_on=DAY)
    try:
        assert read_workbook(SheetFile(folder / "a.xlsx"), library) == case
    except FaultsError as error:
        raise AssertionError([wording.fault(fault) for fault in error.faults]) from None
    text = visits_csv(Tables(case, statement, library, wording), Work()).decode("utf-8-sig")
    assert not [cell for row in csv.reader(io.StringIO(text)) for cell in row if cell[:1] in ("=", "+", "@")]
    write_pdf(folder / "a.pdf", case, statement, library, wording, printed_on=DAY, visits=True, explained=True)
    assert (folder / "a.pdf").read_bytes().startswith(b"%PDF")
    capfd.readouterr()
    write(year_to_date(case, statement, library, wording))
    assert_steady(b"".join(capfd.readouterr()).decode())


def _window(application: Application) -> Sequence[QWidget]:
    window, session = household(application)
    session.select_telling_visit()
    return [window]


def _people(application: Application) -> Sequence[QWidget]:
    window, _session = household(application)
    return [window.show_household()]


def _new(application: Application) -> Sequence[QWidget]:
    application.errands.ask_new()
    return _dialogs(application)


def _period(application: Application) -> Sequence[QWidget]:
    window, _session = household(application)
    window.show_period()
    return _dialogs(application)


def _own_region(application: Application) -> Sequence[QWidget]:
    """A city with all that can be entered: fields are made once something is to stand in them."""
    application.errands.ask_own_region()
    dialogs = _dialogs(application)
    editor = dialogs[0]
    assert isinstance(editor, PackEditor)
    unfold(editor)
    cells = editor.form.cells
    keys = cells.keys()
    for key in [key for key in keys if key.endswith((".effect", ".default"))]:
        QTest.keyClick(cells.cell(key).control, KEY.Key_Down)
    return dialogs


def _policies(application: Application) -> Sequence[QWidget]:
    application.errands.show_policies()
    return _dialogs(application)


def _compare(application: Application) -> Sequence[QWidget]:
    application.errands.show_policies(2)
    return _dialogs(application)


def _packs(application: Application) -> Sequence[QWidget]:
    application.errands.show_packs()
    return _dialogs(application)


def _print(application: Application) -> Sequence[QWidget]:
    application.errands.ask_print()
    return _dialogs(application)


def _settings(application: Application) -> Sequence[QWidget]:
    application.ask_settings()
    return _dialogs(application)


def _import(application: Application) -> Sequence[QWidget]:
    """A sheet whose name, headings and cells are no less hostile."""
    rows = [["就诊日期", "总费用", "医院", "备注", HOSTILE_CELL], ["2023-03-05", "120.00", *[HOSTILE_CELL] * 3]]
    with TemporaryDirectory(prefix="=1+1<b>\u202e") as folder:
        path = Path(folder) / "=1+1<img>.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        application.errands.ask_import(path)
        dialogs = _dialogs(application)
        dialog = dialogs[0]
        assert isinstance(dialog, ImportDialog)
        while dialog.work.busy:
            QTest.qWait(5)
        assert dialog.preview.choices
    return dialogs


def _households(application: Application) -> Sequence[QWidget]:
    application.errands.show_households()
    return _dialogs(application)


def _dialogs(application: Application) -> Sequence[QWidget]:
    shown = [
        widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not application.window
    ]
    assert shown
    return shown


PLACES: dict[str, Callable[[Application], Sequence[QWidget]]] = {
    "window": _window,
    "people": _people,
    "new household": _new,
    "period": _period,
    "own region": _own_region,
    "policies": _policies,
    "comparison": _compare,
    "packs": _packs,
    "paper": _print,
    "settings": _settings,
    "import": _import,
    "households": _households,
}
FIELDS = {
    "window": 100,
    "people": 2,
    "new household": 1,
    "period": 2,
    "own region": 60,
    "policies": 4,
    "comparison": 2,
    "households": 1,
}
"""So many fields and cells at least there are to type into."""
CHOSEN_ONLY = ("settings", "import")
"""Where everything is chosen; what is shown there is looked at once."""


@pytest.mark.qt_log_ignore("This plugin does not support", "Mouse event")
@pytest.mark.parametrize(
    ("place", "first"), [(place, first) for place in PLACES for first in (0, 3) if not (first and place in CHOSEN_ONLY)]
)
def test_hostile_texts_in_every_field(
    first: int,
    place: str,
    qtbot: QtBot,
    make: Make,
    library: Library,
    marker: Path,
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    application = make("zh")
    application.household.open_example()
    window, session = household(application)
    activate(qtbot, window)
    kinds = list(hostile(marker).values())
    texts = cycle(kinds[first:] + kinds[:first])
    with unopened(marker):
        count = 0
        for root in PLACES[place](application):
            activate(qtbot, root)
            count += fill_fields(root, texts) + fill_cells(root, texts)
            walk(root)
        assert count >= FIELDS.get(place, 0)
        session = application.session or session
        assert_sound(session.case, session.library, tmp_path, capfdbinary)
        for dialog in QApplication.topLevelWidgets():
            if dialog is not application.window:
                dialog.hide()
        assert application.window is not None
        walk(application.window)
