"""What people and packs wrote is text wherever it is shown: no markup in it is read, and no file that it names.

A file that every name points to is watched: where anything shows a name as a page, Qt would open it.
"""

import csv
import ctypes
import io
import json
import os
import re
import sys
import tomllib
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from driver.clipping import every_page
from driver.screens import freed, settle
from PySide6 import QtGui
from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QHelpEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLabel, QListView, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from calculator.case.case import Case
from calculator.case.case_checks import faults_in
from calculator.case.case_json import read_case, write_case
from calculator.commands.console import tell, write
from calculator.commands.text_tables import year_to_date
from calculator.desktop.comparison.compare_page import ComparePage
from calculator.desktop.installed_packs.packs_dialog import PacksDialog
from calculator.desktop.own_region.pack_editor import PackEditor
from calculator.desktop.paper.print_dialog import PrintDialog
from calculator.desktop.person.people_dialog import HouseholdDialog
from calculator.desktop.person.period_dialog import PeriodDialog
from calculator.desktop.policies.policy_desk import PolicyDesk
from calculator.desktop.shell.menu_window import ShellWindow
from calculator.desktop.visits.visit_clipboard import copied
from calculator.engine.compute import compute
from calculator.files.disk import Disk
from calculator.files.documents.lock import Holder, Lock, take
from calculator.files.example_household import example_case
from calculator.files.signed_packs.pack_store import PackStore, own_candidate
from calculator.files.spreadsheets.csv_writer import visits_csv
from calculator.files.spreadsheets.xlsx_writer import workbook_bytes
from calculator.ground.faults import Fault, FaultsError
from calculator.ground.progress import Work
from calculator.ground.resources import resource
from calculator.policy.library import Library
from calculator.policy.pack_reader import parse_pack
from calculator.session.session import Session
from calculator.sheets.own.household_tables import Tables
from calculator.widgets.messages import Dialogs
from calculator.widgets.theme import Theme, dress
from calculator.words.visit_columns import COLUMNS as ALL_COLUMNS
from calculator.words.wording import Wording

TODAY = date(2024, 1, 15)
REGION = "evilburg"
FREE = ("name", "note", "institution_name")
TEXTS = {"zh", "en", "number", "clause", "short"}


def hostile(marker: Path) -> dict[str, str]:
    """Names that are taken for something else where nobody takes care."""
    return {
        "picture": f'<img src="file://{marker}">',
        "page": f'<p><img src="file://{marker}"><table><tr><td>x</table>&lt;b&gt;',
        "direction": f"\u202egpj\u2066<img src='file://{marker}'>",
        "lines": f"a\nb\r\tc\n<img src=file://{marker}>",
        "nothing": f"a\0b<img src=file://{marker}>",
        "formula": f'=HYPERLINK("file://{marker}")',
        "long": f"<img src=file://{marker}>" + "很长" * 4970,
    }


def pack_of(text: str) -> bytes:
    """A built-in pack whose every text that is for reading begins with `text`."""
    data = tomllib.loads((resource("policies") / "rizhao.toml").read_text("utf-8"))

    def changed(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: changed(item, name) for name, item in value.items()}
        if isinstance(value, list):
            return [changed(item, key) for item in value]
        return text + value if isinstance(value, str) and key in TEXTS else value

    made = changed(data)
    made["id"] = REGION
    return tomli_w.dumps(made).encode()


def case_of(library: Library, *texts: str) -> Case:
    """The example household with one of the texts in every field that a person may write as they like."""
    case, text = example_case(library), cycle(texts)
    people = tuple(one.model_copy(update={"name": next(text), "region": REGION}) for one in case.people)
    visits, uses = (
        tuple(one.model_copy(update={name: next(text) for name in FREE if hasattr(one, name)}) for one in rows)
        for rows in (case.visits, case.account_uses)
    )
    return case.model_copy(update={"people": people, "visits": visits, "account_uses": uses})


@pytest.fixture
def marker(tmp_path: Path) -> Path:
    made = tmp_path / "marker.png"
    made.write_bytes(b"\x89PNG\r\n\x1a\n")
    return made


@contextmanager
def unopened(marker: Path) -> Iterator[None]:
    """Fails where the file is opened meanwhile, by Python or by anything else in this process."""
    if sys.platform != "linux":
        pytest.skip("there is nothing to watch files with")
    libc = ctypes.CDLL(None, use_errno=True)
    watch = libc.inotify_init1(os.O_NONBLOCK)
    assert libc.inotify_add_watch(watch, os.fsencode(marker), 0x20 | 0x1) >= 0  # opened, read
    opened = list[str]()
    watching = True

    def hear(event: str, arguments: tuple[object, ...]) -> None:
        if watching and event == "open" and str(marker) in str(arguments[0]):
            opened.append(str(arguments[0]))

    sys.addaudithook(hear)
    try:
        yield
        assert opened == []
        with pytest.raises(BlockingIOError):
            os.read(watch, 4096)
    finally:
        watching = False
        os.close(watch)


def test_a_file_that_is_opened_is_seen(marker: Path) -> None:
    """The guard itself."""
    with pytest.raises((AssertionError, pytest.fail.Exception)), unopened(marker):
        marker.read_bytes()


def columns_of(view: QAbstractItemView) -> int:
    """How many columns it shows; the model of a list does not say."""
    return 1 if isinstance(view, QListView) else view.model().columnCount(QModelIndex())


def tips_of(widget: QWidget) -> Iterator[str]:
    yield widget.toolTip()
    for action in widget.actions():
        yield action.toolTip()
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        model, columns = widget.model(), columns_of(widget)
        for section in range(columns):
            yield str(model.headerData(section, Qt.Orientation.Horizontal, Qt.ItemDataRole.ToolTipRole) or "")
        for row in range(min(model.rowCount(QModelIndex()), 40)):
            yield str(model.headerData(row, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole) or "")
            for column in range(columns):
                yield str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")


def rich_in(root: QWidget) -> list[str]:
    """Labels and tips whose text would be taken for a page."""
    found = list[str]()
    for widget in (root, *root.findChildren(QWidget)):
        if (
            isinstance(widget, QLabel)
            and widget.textFormat() != Qt.TextFormat.PlainText
            and not widget.objectName().startswith("qt")  # those of Qt itself hold tips and pictures
        ):
            found.append(f"label {widget.parent()} {widget.objectName()} {widget.text()[:60]!r}")
        found += [f"tip of {widget} {tip[:60]!r}" for tip in tips_of(widget) if QtGui.Qt.mightBeRichText(tip)]
    for action in root.findChildren(QAction):
        if QtGui.Qt.mightBeRichText(action.toolTip()):
            found.append(f"tip of {action}")
    return found


def pointed_at(root: QWidget) -> None:
    """Rest with the pointer on everything that says something then."""
    for widget in root.findChildren(QWidget):
        if widget.isVisible() and widget.toolTip():
            place = QPoint(2, 2)
            QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place)))
            QToolTip.hideText()
        if isinstance(widget, QAbstractItemView) and widget.isVisible() and widget.model() is not None:
            for column in range(columns_of(widget)):
                place = widget.visualRect(widget.model().index(0, column)).center()
                port = widget.viewport()
                QApplication.sendEvent(port, QHelpEvent(QEvent.Type.ToolTip, place, port.mapToGlobal(place)))
                QToolTip.hideText()


Screen = Callable[[Session, Theme, Path], QWidget]


def _window(session: Session, theme: Theme, _data: Path) -> QWidget:
    made = ShellWindow(session, theme)
    made.complete()
    session.select_telling_visit()
    return made


def _question(session: Session, _theme: Theme, _data: Path) -> QWidget:
    parent = QWidget()
    name = session.person.name
    Dialogs(lambda: parent, lambda: session.wording).say(name, f"{name}\n{name}")
    return parent


SCREENS: dict[str, Screen] = {
    "window": _window,
    "household": lambda session, theme, _data: HouseholdDialog(session, theme),
    "period": lambda session, theme, _data: PeriodDialog(session, theme),
    "comparison": lambda session, theme, _data: ComparePage(session, theme, today=lambda: TODAY),
    "policies": lambda session, theme, data: PolicyDesk(session, theme, data=data, today=TODAY),
    "packs": lambda session, theme, data: PacksDialog(session, theme, PackStore(data / "packs")),
    "own region": lambda session, theme, _data: PackEditor(session, theme, session.library, lambda _content: None),
    "paper": lambda session, theme, _data: PrintDialog(session, theme, TODAY),
    "question": _question,
}


@pytest.fixture
def data(tmp_path: Path, marker: Path) -> Path:
    """A data folder in which a hostile pack is installed."""
    folder = tmp_path / "data"
    content = pack_of(hostile(marker)["picture"])
    PackStore(folder / "packs").install(own_candidate(content, "evil.toml"))
    return folder


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("kinds", [("picture", "page", "direction"), ("long",)], ids=len)
def test_no_screen_reads_markup_in_a_name(
    screen: str, kinds: Sequence[str], marker: Path, data: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    library = PackStore(data / "packs").library()
    case = case_of(library, *(hostile(marker)[kind] for kind in kinds))
    freed()
    theme = Theme()
    dress(qapp, theme)
    with unopened(marker):
        session = Session(case, library, Wording("zh", grouped=True))
        made = SCREENS[screen](session, theme, data)
        qtbot.addWidget(made)
        made.resize(1280, 900)
        made.show()
        settle()
        for page in every_page(made):
            settle()
            assert rich_in(made) == [], page
            pointed_at(made)
        settle()


@pytest.mark.parametrize("kind", ["picture", "page", "direction", "lines", "nothing", "formula", "long"])
def test_every_text_is_kept_or_refused_in_a_sentence(
    kind: str, marker: Path, data: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    """A case and a pack with it, through their files and the terminal: what is printed moves no cursor."""
    text = hostile(marker)[kind]
    library = PackStore(data / "packs").library()
    with unopened(marker):
        case = case_of(library, text)
        faults = list(faults_in(case, library))
        assert all(Wording("zh").fault(fault) for fault in faults)
        with suppress(FaultsError):
            assert read_case(write_case(case).encode(), library) == case
        with suppress(FaultsError):
            parse_pack(pack_of(text), "a.toml")
        write(year_to_date(case, compute(case, library), library, Wording("zh")))
        tell([Fault("", "folder_gone")], text, "zh")
        assert_steady(b"".join(capfdbinary.readouterr()).decode())


def assert_steady(shown: str) -> None:
    """Nothing in it moves a cursor or turns the direction of what follows; tabs stand between the columns of a list."""
    assert not [sign for sign in shown if sign not in "\n\t" and unicodedata.category(sign) in {"Cc", "Zl", "Zp"}]
    assert not [sign for sign in shown if unicodedata.bidirectional(sign) in {"LRE", "RLE", "LRO", "RLO", "RLI", "LRI"}]


def test_who_holds_a_lock_is_called_by_text(tmp_path: Path, marker: Path) -> None:
    for name in (text[:200] for text in hostile(marker).values()):  # a longer lock is no lock
        lock = take(Disk(), tmp_path / "lock")
        assert isinstance(lock, Lock)
        data = json.loads((tmp_path / "lock").read_bytes())
        (tmp_path / "lock").write_text(json.dumps({**data, "machine": "another", "user": name, "host": name}))
        holder = take(Disk(), tmp_path / "lock")
        assert isinstance(holder, Holder)
        said = Wording("zh").fault(holder.fault())
        assert_steady(said)
        assert "\n" not in said
        assert len(said) < 300
        (tmp_path / "lock").unlink()


@pytest.mark.parametrize("kind", ["picture", "lines", "formula"])
@pytest.mark.usefixtures("qapp")
def test_nothing_that_leaves_the_program_is_a_formula(kind: str, marker: Path, data: Path, tmp_path: Path) -> None:
    text = hostile(marker)[kind]
    library = PackStore(data / "packs").library()
    case = case_of(library, text)
    statement = compute(case, library)
    tables = Tables(case, statement, library, Wording("zh"))
    with unopened(marker):
        sheet = visits_csv(tables, Work()).decode("utf-8-sig")
        assert not [cell for row in csv.reader(io.StringIO(sheet)) for cell in row if cell[:1] in ("=", "+", "@")]
        book = tmp_path / "a.xlsx"
        book.write_bytes(workbook_bytes(tables, TODAY, Work()))
        with zipfile.ZipFile(book) as parts:
            for name in parts.namelist():
                content = parts.read(name)  # the formulas of ours, sums, are all that there is
                assert not re.search(rb"<f>[^<]*(HYPERLINK|file:|img)", content)
                assert b"<hyperlink" not in content
        session = Session(case, library, Wording("zh"))
        lines = copied(session, [visit.id for visit in case.visits[:2]], ALL_COLUMNS, "{level}").splitlines()
        assert not [cell for line in lines for cell in line.split("\t") if cell[:1] in ("=", "+", "@")]
        assert len({line.count("\t") for line in lines}) == 1
        assert len(lines) == 3
