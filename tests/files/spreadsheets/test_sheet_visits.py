"""Visits on their way through a file: what is written to .xlsx and .csv is what is read from them; the template."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from driver.one_reader import one_reader
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_cases import cases
from statements import LIBRARY, case_data, case_of
from xlsxwriter import Workbook

from calculator.case.case import Case
from calculator.engine.compute import compute
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.files.spreadsheets.visits_template import template_bytes, write_template
from calculator.ground.faults import FaultsError
from calculator.ground.language import LANGUAGES, Language, translate
from calculator.ground.money import format_amount
from calculator.sheets.others.column_guess import guessed, head_of
from calculator.sheets.others.found_visits import SheetVisits
from calculator.sheets.others.row_reader import Given
from calculator.sheets.others.sheet_visits import read_visits
from calculator.sheets.own.household_tables import Tables
from calculator.words.wording import Wording

Rows = list[list[Any]]


@pytest.fixture(scope="module", autouse=True)
def reader() -> Iterator[None]:
    """All files are read by one process."""
    with one_reader():
        yield


def table(case: Case, language: Language) -> tuple[list[str], Rows]:
    """Kinds and rows of our own table of visits, the headings first."""
    made = Tables(case, compute(case, LIBRARY), LIBRARY, Wording(language)).visits()
    heads = [translate(column.heading, language) for column in made.columns]
    return [column.kind for column in made.columns], [heads, *map(list, made.rows())]


def to_xlsx(path: Path, kinds: list[str], rows: Rows) -> None:
    with Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for row, cells in enumerate(rows):
            for place, (kind, cell) in enumerate(zip(kinds, cells, strict=True)):
                if isinstance(cell, date):
                    sheet.write_datetime(row, place, cell, day)
                elif isinstance(cell, str):
                    sheet.write_string(row, place, cell)
                elif cell is not None:
                    sheet.write_number(row, place, cell / 100 if kind == "amount" else cell)


def to_csv(path: Path, kinds: list[str], rows: Rows) -> None:
    def text(kind: str, cell: Any) -> str:
        if isinstance(cell, int) and kind == "amount":
            return format_amount(cell)
        return "" if cell is None else str(cell)

    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([text(kind, cell) for kind, cell in zip(kinds, cells, strict=True)] for cells in rows)


def read_from(path: Path, case: Case) -> SheetVisits:
    file = SheetFile(path)
    layout = guessed(head_of(file.rows(file.names[0])), case.people, 2023)
    return read_visits(file.rows(file.names[0]), layout, case, Given(case.people[0].id, 2023))


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(data=cases(fewest_visits=1), language=st.sampled_from(LANGUAGES))
def test_the_visits_of_any_case_come_back(tmp_path: Path, kind: str, data: dict[str, Any], language: Language) -> None:
    case = case_of(data)
    path = tmp_path / f"a.{kind}"
    (to_xlsx if kind == "xlsx" else to_csv)(path, *table(case, language))
    found = read_from(path, case.model_copy(update={"visits": ()}))
    assert found.faults == []
    assert [visit.model_dump() for visit in found.visits] == [visit.model_dump() for visit in case.visits]
    # What is there already is known again, however often it is read.
    again = read_from(path, case)
    assert len(again.again) == len(case.visits)
    assert again.chosen(skip_again=True) == []


FAMILY = [
    {"id": "me", "name": "本人", "region": "rizhao", "status": "employed"},
    {"id": "wife", "name": "=王,芳", "region": "rizhao", "status": "retired"},
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_template_is_understood_and_its_example_left_out(tmp_path: Path, language: Language) -> None:
    case = case_of(case_data(people=FAMILY))
    path = tmp_path / "template.xlsx"
    write_template(path, case, Wording(language))
    found = read_from(path, case)
    assert (found.visits, found.faults) == ([], [])
    assert found.left_out == {"example": 1}
    file = SheetFile(path)
    rows = [list(row) for row in file.rows(file.names[0])]
    rows[1][-1] = ""  # without the mark the example is a visit like any other
    layout = guessed(rows, case.people, 2023)
    assert None not in layout.columns[:-1]
    assert len(read_visits(rows, layout, case, Given("me", 2023)).visits) == 1
    notes = [list(row) for row in file.rows(file.names[1])]
    assert [row[0] for row in notes] == rows[0][:-1]
    assert all(row[1] for row in notes)


@pytest.mark.parametrize("name", ['王"小"明', "王，小明", "a,b"])
def test_a_template_offers_names_only_where_that_makes_a_sound_list(tmp_path: Path, name: str) -> None:
    case = case_of(case_data(people=[{**FAMILY[0], "name": name}]))
    path = tmp_path / "template.xlsx"
    write_template(path, case, Wording("zh"))
    with ZipFile(path) as packed:
        lists = re.findall("<formula1>(.*?)</formula1>", packed.read("xl/worksheets/sheet1.xml").decode())
    assert any(name in one for one in lists) == (name == "王，小明")
    assert all(re.fullmatch('"[^"]*"', one) for one in lists)


def test_a_template_that_cannot_be_saved_leaves_nothing(tmp_path: Path) -> None:
    case = case_of(case_data(people=FAMILY))
    target = tmp_path / "folder"
    target.mkdir()
    for place in (target, tmp_path / "stick" / "template.xlsx"):
        with pytest.raises(FaultsError):
            write_template(place, case, Wording("zh"))
    assert list(tmp_path.iterdir()) == [target]
    assert template_bytes(case, Wording("zh")).startswith(b"PK")
