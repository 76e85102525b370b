"""What people and packs wrote is text wherever it is shown: no markup in it is read, and no file that it names.

A file that every name points to is watched: where anything shows a name as a page, Qt would open it.
"""

import csv
import io
import json
import re
import tomllib
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import date
from functools import partial
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from driver.clipping import every_page
from driver.screens import first_made, freed, settle
from hostile_texts import assert_steady, hostile, pointed_at, rich_in, unopened
from PySide6.QtWidgets import QApplication, QWidget
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


def test_a_file_that_is_opened_is_seen(marker: Path) -> None:
    """The guard itself."""
    with pytest.raises((AssertionError, pytest.fail.Exception)), unopened(marker):
        marker.read_bytes()


Screen = Callable[[Session, Theme, Path], QWidget]


def _window(session: Session, theme: Theme, _data: Path) -> QWidget:
    made = first_made(partial(ShellWindow, session), theme)
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
