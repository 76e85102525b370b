"""What stands on a receipt and what could not be read go through kill, close, language, files and back unchanged."""

import os
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from documents import MEANS
from driver.application import Make, answer, household
from driver.screens import dialog_of, freed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from calculator.case.case import Case
from calculator.case.case_json import read_case, write_case
from calculator.engine.compute import compute
from calculator.files.documents.opening import create_document, open_document
from calculator.files.example_household import example_case
from calculator.files.spreadsheets.own_workbook import read_workbook
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.files.spreadsheets.xlsx_writer import write_workbook
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.words.wording import Wording

CASE = """{
    "format": "gongjisuan-case/1", "from": "2023-01", "through": "2023-12",
    "people": [
        {"id": "me", "name": "本人（户主）", "region": "rizhao", "status": "employed", "age": 40,
         "account": {"opening_balance": "500"}, "unread": {"account.opening_balance": "5OO元", "birth_date": "八零年"},
         "known": [{"date": "2023-06-30", "pooled": "500.00", "balance": "1630.00"}]},
        {"id": "p2", "region": "xian", "status": "retired", "unread": {"region": "没有这个市"}}
    ],
    "visits": [
        {"id": "v1", "person": "me", "date": "2023-05-01", "time": "09:30", "institution": "level2",
         "institution_name": "市医院（东院）", "note": "心内科; “复诊”", "receipt": "NO-77,001",
         "total": "3000", "out_of_catalogue": "20", "pay_from_account": ["me"],
         "stated": {"pooled": "1400.00", "account": "300.00", "cash": "1300.00", "balance_after": "12.50"}},
        {"id": "v2", "person": "me", "date": "2023-05-01", "institution": "level1", "total": "0",
         "institution_name": "社区 =1+1", "unread": {"total": "12o0", "date": "5月32日", "institution": ""}},
        {"id": "v3", "person": "me", "date": "2023-06-01", "institution": "pharmacy", "prescriber": "level1",
         "total": "80", "refunded": true, "receipt": "00017", "unread": {"prescriber": ""}}
    ],
    "account_uses": [
        {"id": "u1", "payer": "me", "relation": "child", "purpose": "pharmacy_drug", "date": "2023-04-01",
         "amount": "0", "unread": {"amount": "三百"}}
    ]
}"""


@pytest.fixture
def case(library: Library) -> Case:
    return read_case(CASE.encode(), library)


def killed_after_typing(path: Path, case: Case) -> None:
    """A process that has the household open and every row typed into it, and is killed before it closes anything."""
    code = (
        "import sys; from pathlib import Path\n"
        "from calculator.case.case_json import read_case\n"
        "from calculator.files.documents.opening_context import OpeningContext\n"
        "from calculator.files.documents.opening import open_document\n"
        "from calculator.policy.library import Library\n"
        "library = Library.embedded()\n"
        f"document = open_document(Path({str(path)!r}), OpeningContext(library))\n"
        "case = read_case(sys.stdin.buffer.read(), library)\n"
        "for rows in range(len(case.visits) + 1):\n"
        "    document.record('typed', case.model_copy(update={'visits': case.visits[:rows]}))\n"
        "print('typed', flush=True); sys.stdin.close(); import time; time.sleep(600)"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[3]
    )
    assert other.stdin is not None
    assert other.stdout is not None
    other.stdin.write(write_case(case).encode())
    other.stdin.close()
    assert other.stdout.readline().strip() == b"typed"
    os.kill(other.pid, signal.SIGKILL)
    other.wait(60)
    other.stdout.close()


def test_through_kill_close_language_and_files(
    qtbot: QtBot, make: Make, case: Case, library: Library, tmp_path: Path
) -> None:
    path = tmp_path / "data" / "household.gjs"
    path.parent.mkdir(parents=True)
    create_document(path, example_case(library), MEANS).close()
    killed_after_typing(path, case)
    application = make()
    application.begin(path)
    window, session = household(application)
    told = dialog_of(QMessageBox)  # that something was recovered
    qtbot.mouseClick(told.buttons()[0], Qt.MouseButton.LeftButton)
    assert session.case == case  # after the kill
    assert session.unread_count == 5
    for language in ("en", "zh"):
        application.apply(application.settings._replace(language=language))
        window, session = household(application)
        assert session.case == case
    copy = tmp_path / "elsewhere.gjs"
    application.households.save_as(copy)
    window, session = household(application)
    assert session.case == case
    window.close()
    answer(qtbot, "关闭")
    assert not window.isVisible()
    freed()
    for kept in (path, copy):
        document = open_document(kept, MEANS)
        assert document.case == case
        document.close()
    again = make()
    again.begin(copy)
    assert household(again)[1].case == case


@pytest.mark.parametrize("language", LANGUAGES)
def test_through_a_workbook(case: Case, library: Library, tmp_path: Path, language: Language) -> None:
    book = tmp_path / "household.xlsx"
    write_workbook(book, case, compute(case, library), library, Wording(language), exported_on=date(2024, 1, 2))
    assert read_workbook(SheetFile(book), library) == case
