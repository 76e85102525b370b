"""Our own spreadsheets after people had them: a heading renamed, a column deleted, copied or moved, a sheet gone.

Each is read rightly, or refused by the name of the heading or the sheet; nothing is ever taken for its default.
"""

import csv
import io
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from driver.one_reader import one_reader
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.errors import NonInteractiveExampleWarning
from random_cases import CIRCUMSTANCES, cases, noted_cases
from statements import LIBRARY, WORDINGS, Json, case_data, case_of

from calculator.case.case import Case
from calculator.engine.compute import compute
from calculator.files.spreadsheets.csv_writer import write_csv
from calculator.files.spreadsheets.own_workbook import is_own_table, read_own_visits, read_workbook
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.files.spreadsheets.xlsx_writer import write_workbook
from calculator.ground.faults import FaultsError
from calculator.ground.language import LANGUAGES, Language
from calculator.sheets.cell_text import plain
from calculator.sheets.own.case_from_tables import Sheet, case_from, is_workbook, key_of
from calculator.words.wording import Wording

DAY = date(2025, 1, 2)
CASES = st.one_of(cases(), noted_cases())
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
USE = {"payer": "me", "relation": "self", "purpose": "fitness", "date": "2023-04-01", "amount": "1.00"}
EDITS = ("rename", "delete", "move", "copy", "empty")
Rows = list[list[Any]]


@pytest.fixture(scope="module", autouse=True)
def reader() -> Iterator[None]:
    """All files are read by one process."""
    with one_reader():
        yield


def edited(rows: Rows, edit: str, place: int, other: int, name: str) -> str:
    """Change a column as a person does; gives the heading that it had."""
    heading = str(rows[0][place])
    if edit in ("rename", "empty"):
        rows[0][place] = name if edit == "rename" else ""
    elif edit == "copy":
        for row in rows:
            row.insert(other, row[place] if place < len(row) else "")
    else:
        for row in rows:
            cell = row.pop(place) if place < len(row) else ""
            if edit == "move":
                row.insert(other, cell)
    return heading


@st.composite
def edits(draw: st.DrawFn, heads: Sequence[Any]) -> tuple[str, int, int, str]:
    """An edit of a table with these headings: what, of which column, to where, under which name."""
    columns = st.integers(0, len(heads) - 1)
    name = draw(st.one_of(st.sampled_from(["某列", "x", "2023", "备注 2"]), columns.map(lambda one: str(heads[one]))))
    return draw(st.sampled_from(EDITS)), draw(columns), draw(columns), name


def said(error: FaultsError, wording: Wording) -> str:
    """What a person is told; headings have line breaks where columns are narrow."""
    return plain("\n".join(wording.fault(fault) for fault in error.faults))


def workbook(folder: str, case: Case, language: Language) -> Path:
    path = Path(folder, "a.xlsx")
    write_workbook(path, case, compute(case, LIBRARY), LIBRARY, WORDINGS[language], exported_on=DAY)
    return path


@settings(max_examples=25)
@given(data=CASES, language=st.sampled_from(LANGUAGES), more=st.data())
def test_a_workbook_whose_columns_were_changed(data: Json, language: Language, more: st.DataObject) -> None:
    case, wording = case_of(data), WORDINGS[language]
    with TemporaryDirectory() as folder:
        file = SheetFile(workbook(folder, case, language))
        sheets = {name: [list(row) for row in file.rows(name)] for name in file.names}
    name = more.draw(st.sampled_from(list(sheets)))
    headings = []
    for _time in range(more.draw(st.integers(1, 2))):
        edit = more.draw(edits(sheets[name][0]))
        headings += [edited(sheets[name], *edit), edit[3]]
    assumed = next(Sheet(name, rows) for name, rows in sheets.items() if key_of(name) == "assumptions")
    if not is_workbook(assumed):
        return  # what it is stood in the column that is gone
    try:
        found = case_from([Sheet(name, rows) for name, rows in sheets.items()], LIBRARY)
    except FaultsError as error:
        sentence = said(error, wording)
        assert plain(name) in sentence
        assert any(plain(heading) in sentence for heading in headings if heading)
    else:
        assert found == case


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("word", ["合计", "sum"])
def test_what_was_typed_for_a_day_is_no_row_of_sums(language: Language, word: str, tmp_path: Path) -> None:
    case = case_of(
        case_data({"date": "2023-03-05", "unread": {"date": word}}, account_uses=[{**USE, "unread": {"date": word}}])
    )
    assert read_workbook(SheetFile(workbook(str(tmp_path), case, language)), LIBRARY) == case
    write_csv(tmp_path / "a.csv", case, compute(case, LIBRARY), LIBRARY, WORDINGS[language])
    assert read_own_visits(SheetFile(tmp_path / "a.csv"), case.people) == case.visits


def test_rows_columns_and_sheets_that_were_hidden_are_read_all_the_same(tmp_path: Path) -> None:
    case = case_of(case_data({}, {"date": "2023-03-05", "circumstances": [CIRCUMSTANCES[0]]}, {}, account_uses=[USE]))
    with zipfile.ZipFile(workbook(str(tmp_path), case, "zh")) as old, zipfile.ZipFile(tmp_path / "b.xlsx", "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                content = content.replace(b'<row r="3"', b'<row r="3" hidden="1"', 1)
                content = content.replace(b"<col ", b'<col hidden="1" ')
            if part.filename == "xl/workbook.xml":
                content = content.replace(b'sheetId="3"', b'sheetId="3" state="hidden"', 1)
            new.writestr(part.filename, content)
    file = SheetFile(tmp_path / "b.xlsx")
    assert file.hidden == ("账户使用",)
    list(file.rows("就诊记录"))
    assert file.hidden_rows("就诊记录") == {"hidden": 1}
    assert read_workbook(file, LIBRARY) == case


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_may_have_saved_it_in_any_of_its_forms(tmp_path: Path) -> None:
    """Random households, all saved anew as another form each in one go."""
    made, kept = list[Case](), 4
    with warnings.catch_warnings(action="ignore", category=NonInteractiveExampleWarning):
        made = [case_of(CASES.filter(lambda data: "\0" not in str(data)).example()) for _time in range(kept)]
    for number, case in enumerate(made):
        workbook(str(tmp_path), case, LANGUAGES[number % 2]).rename(tmp_path / f"{number}.xlsx")
    names = [f"{number}.xlsx" for number in range(kept)]
    for form in ("ods", "xls"):
        command = [str(OFFICE), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        command += ["--convert-to", form, "--outdir", str(tmp_path / form), *names]
        subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=180, check=True)
        for number, case in enumerate(made):
            file = SheetFile(tmp_path / form / f"{number}.{form}")
            assert read_workbook(file, LIBRARY) == case


@settings(max_examples=25)
@given(data=CASES, language=st.sampled_from(LANGUAGES), more=st.data())
def test_a_workbook_of_which_a_sheet_is_missing(data: Json, language: Language, more: st.DataObject) -> None:
    case, wording = case_of(data), WORDINGS[language]
    with TemporaryDirectory() as folder:
        file = SheetFile(workbook(folder, case, language))
        sheets = {name: [list(row) for row in file.rows(name)] for name in file.names}
    gone = more.draw(st.sampled_from(list(sheets)))
    rows = sheets.pop(gone)
    if more.draw(st.booleans()):
        sheets["某表"] = rows
    if key_of(gone) == "assumptions":
        return  # without it nothing says that this is a household
    try:
        found = case_from([Sheet(name, rows) for name, rows in sheets.items()], LIBRARY)
    except FaultsError as error:
        sentence = said(error, wording)
        assert plain(gone) in sentence
    else:
        assert found == case


@settings(max_examples=25)
@given(data=CASES, language=st.sampled_from(LANGUAGES), more=st.data())
def test_comma_separated_visits_whose_columns_were_changed(data: Json, language: Language, more: st.DataObject) -> None:
    case, wording = case_of(data), WORDINGS[language]
    with TemporaryDirectory() as folder:
        path = Path(folder, "a.csv")
        write_csv(path, case, compute(case, LIBRARY), LIBRARY, wording)
        rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
        edit = more.draw(edits(rows[0]))
        heading = edited(rows, *edit)
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            csv.writer(file).writerows(rows)
        assert is_own_table(SheetFile(path))
        try:
            found = read_own_visits(SheetFile(path), case.people)
        except FaultsError as error:
            sentence = said(error, wording)
            assert plain(heading) in sentence or (edit[0] != "empty" and plain(edit[3]) in sentence)
        else:
            assert found == case.visits
