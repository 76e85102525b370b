"""Workbooks: what stands in them, that their sums are ours, and that other programs compute the same."""

import csv
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from python_calamine import CalamineWorkbook
from statements import EXAMPLE, LIBRARY, WORDINGS, case_data, case_of
from xlsxwriter import Workbook

from calculator.case.case import Case
from calculator.case.case_json import read_case
from calculator.engine.compute import compute
from calculator.engine.statement import Totals
from calculator.files.spreadsheets.own_workbook import is_own_workbook, read_workbook
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.files.spreadsheets.xlsx_writer import workbook_bytes, write_workbook
from calculator.ground.faults import FaultsError
from calculator.ground.language import LANGUAGES, Language, translate
from calculator.ground.progress import StoppedError, Work
from calculator.ground.resources import resource
from calculator.sheets.own.all_tables import all_tables
from calculator.sheets.own.household_tables import Tables
from calculator.sheets.table_columns import VISIT_COLUMNS

DAY = date(2025, 1, 2)
SUMS = ("total", "in_scope", "deductible", "pooled", "personal", "account", "cash")
KEYS = [column.key for column in VISIT_COLUMNS]
RECOMPUTE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>
"""
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")

EVIL = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "=cmd|' /C calc'!A0",
    "<r>x</r>",
    "https://example.org",
    "1",
    "\n=1",
]
REFUSED: dict[str, Any] = {
    "people": [
        {"id": "me", "region": "gansu", "status": "employed"},
        {"id": "you", "region": "xian", "status": "retired"},
    ],
    "visits": [
        {"person": "me", "date": "2023-03-10", "institution": "level2", "total": "1000.10"},
        {"person": "you", "date": "2023-03-11", "institution": "level2", "total": "2000.20"},
        {
            "person": "you",
            "date": "2023-03-12",
            "institution": "level1",
            "total": "30.03",
            "circumstances": ["hospitalised"],
        },
    ],
}


def household() -> Case:
    return read_case(resource("examples/household.json").read_bytes(), LIBRARY)


def refused() -> Case:
    """A household with a visit that is refused and one that is excluded."""
    return case_of({**case_data(), **REFUSED})


def written(path: Path, case: Case, language: Language = "zh", **more: Any) -> Path:
    write_workbook(path, case, compute(case, LIBRARY), LIBRARY, WORDINGS[language], exported_on=DAY, **more)
    return path


def cells(path: Path, sheet: int) -> list[list[Any]]:
    return CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python(skip_empty_area=False)


def totals_of(case: Case) -> dict[str, int]:
    """The sums of all people and years, in 分, as the statement has them."""
    years: list[Totals] = [year.totals for person in compute(case, LIBRARY).people for year in person.years]
    return {name: sum(getattr(totals, name) for totals in years) for name in SUMS}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("case", [household(), refused()], ids=["household", "refused"])
def test_the_sums_that_are_shown_are_those_of_the_statement(case: Case, language: Language, tmp_path: Path) -> None:
    last = cells(written(tmp_path / "a.xlsx", case, language), 0)[-1]
    assert {name: round(last[KEYS.index(name)] * 100) for name in SUMS} == totals_of(case)


def test_numbers_are_numbers_dates_are_dates_and_nothing_is_where_nothing_was_computed(tmp_path: Path) -> None:
    rows = cells(written(tmp_path / "a.xlsx", refused()), 0)
    by_key = [dict(zip(KEYS, row, strict=True)) for row in rows[1:-1]]
    assert [row["date"] for row in by_key] == [date(2023, 3, 10), date(2023, 3, 11), date(2023, 3, 12)]
    assert [row["total"] for row in by_key] == [1000.1, 2000.2, 30.03]
    assert [row["pooled"] for row in by_key] == ["", 1170.13, 0.0]
    assert by_key[0]["decision"]
    assert by_key[2]["decision"]
    assert not by_key[1]["decision"]


def test_amounts_are_exact(tmp_path: Path) -> None:
    amounts = [*range(0, 100_000, 7), 999_999_999, 10**9, *range(10**9 - 3000, 10**9, 13)]
    with Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        for row, fen in enumerate(amounts):
            sheet.write_number(row, 0, fen / 100)
    read = [row[0] for row in cells(tmp_path / "a.xlsx", 0)]
    assert [round(yuan * 100) for yuan in read] == amounts
    assert read == [fen / 100 for fen in amounts]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sheet_is_there_with_its_headings(language: Language, tmp_path: Path) -> None:
    path = written(tmp_path / "a.xlsx", household(), language)
    statement = compute(household(), LIBRARY)
    tables = all_tables(Tables(household(), statement, LIBRARY, WORDINGS[language]), DAY)
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == [table.title for table in tables]
    for place, table in enumerate(tables):
        rows = cells(path, place)
        assert rows[0] == [translate(column.heading, language) for column in table.columns]
        assert len(rows) == 1 + table.count + any(column.summed for column in table.columns)
    steps = sum(len(visit.steps) for person in statement.people for year in person.years for visit in year.visits)
    assert tables[3].count == steps
    assert tables[1].count == 12 * len(statement.people)


def test_the_account_goes_from_month_to_month(tmp_path: Path) -> None:
    rows = cells(written(tmp_path / "a.xlsx", household()), 1)[1:-1]
    for _who, _month, before, credit, paid, balance, *_rest in rows:
        assert round(100 * (before + credit - paid)) == round(100 * balance)


def test_assumptions_name_readings_standing_and_warnings(tmp_path: Path) -> None:
    text = "\n".join(str(cell) for row in cells(written(tmp_path / "a.xlsx", household()), 4) for cell in row)
    for said in (
        "征求意见稿",
        "日政办发〔2022〕17号",
        "全年一个累计，去更高级别补差额",
        "2025-01-02",
        "余额只够支付",
        "people[0].birth_date",
    ):
        assert said in text


@pytest.mark.parametrize("text", EVIL)
def test_text_never_becomes_a_formula_or_a_link(text: str, tmp_path: Path) -> None:
    data = {**EXAMPLE, "people": [{**EXAMPLE["people"][0], "name": text}]}
    path = written(tmp_path / "a.xlsx", case_of(data))
    with zipfile.ZipFile(path) as packed:
        sheets = {name: packed.read(name).decode() for name in packed.namelist() if name.startswith("xl/worksheets/")}
    formulas = [part.split("</f>")[0] for sheet in sheets.values() for part in sheet.split("<f>")[1:]]
    assert formulas
    assert all(formula.startswith(("SUM(", "SUMIF(")) for formula in formulas)
    assert not [name for name in sheets if "_rels" in name]
    assert "<hyperlink" not in "".join(sheets.values())
    assert read_workbook(SheetFile(path), LIBRARY).people[0].name == text


def test_how_it_is_shown_and_printed(tmp_path: Path) -> None:
    with zipfile.ZipFile(written(tmp_path / "a.xlsx", household())) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        core = packed.read("docProps/core.xml").decode()
        book = packed.read("xl/workbook.xml").decode()
        custom = packed.read("docProps/custom.xml").decode()
    for mark in ('state="frozen"', "<autoFilter", 'orientation="landscape"', 'paperSize="9"', "<cols>"):
        assert mark in sheet
    assert "_xlnm.Print_Titles" in book
    assert "共济算：门诊共济能报多少" in core
    assert "2025-01-02T00:00:00Z" in core
    assert "zh-CN" in custom


def test_chinese_counts_double_in_the_widths(tmp_path: Path) -> None:
    widths = {}
    for name in ("张" * 11, "a" * 11):
        data = {**EXAMPLE, "people": [{**EXAMPLE["people"][0], "name": name}]}
        with zipfile.ZipFile(written(tmp_path / "a.xlsx", case_of(data))) as packed:
            sheet = packed.read("xl/worksheets/sheet1.xml").decode()
        widths[name[0]] = float(sheet.split('<col min="2" max="2" width="')[1].split('"')[0])
    assert widths["张"] == pytest.approx(widths["a"] + 11)


def test_the_same_household_gives_the_same_file(tmp_path: Path) -> None:
    first, second = (written(tmp_path / name, household()).read_bytes() for name in ("a.xlsx", "b.xlsx"))
    assert first == second


def test_one_person(tmp_path: Path) -> None:
    case = household()
    path = written(tmp_path / "a.xlsx", case, person="father")
    assert {row[1] for row in cells(path, 0)[1:-1]} == {"父亲"}
    assert {row[0] for row in cells(path, 1)[1:-1]} == {"父亲"}
    assert "配偶" not in {row[1] for row in cells(path, 4)}
    assert not is_own_workbook(SheetFile(path))
    with pytest.raises(FaultsError) as caught:
        read_workbook(SheetFile(path), LIBRARY)
    assert [fault.code for fault in caught.value.faults] == ["not_our_workbook"]


def test_a_long_sheet_goes_on_on_a_second_one(tmp_path: Path) -> None:
    visits = [{"date": "2023-03-10", "institution": "level2", "total": f"{number}.10"} for number in range(25)]
    case = case_of(case_data(*visits))
    tables = Tables(case, compute(case, LIBRARY), LIBRARY, WORDINGS["zh"])
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_bytes(tables, DAY, Work(), most_rows=12))
    names = CalamineWorkbook.from_path(path).sheet_names
    assert names[:3] == ["就诊记录", "就诊记录 (2)", "就诊记录 (3)"]
    assert read_workbook(SheetFile(path), LIBRARY) == case
    shown = sum(round(100 * cells(path, sheet)[-1][KEYS.index("total")]) for sheet in range(3))
    assert shown == totals_of(case)["total"]


def test_it_tells_how_far_it_is_and_stops_when_asked(tmp_path: Path) -> None:
    case = case_of(case_data(*[{} for _visit in range(300)]))
    told = list[int]()
    written(tmp_path / "a.xlsx", case, work=Work(told.append))
    assert told == sorted(told)
    assert told
    work = Work()
    work.stop()
    with pytest.raises(StoppedError):
        written(tmp_path / "b.xlsx", case, work=work)
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


def test_nothing_is_left_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    out = tmp_path / "out"
    scratch.mkdir()
    out.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    written(out / "a.xlsx", household())
    ids = [f"{number}{'x' * 190}" for number in range(200)]
    people = [{**EXAMPLE["people"][0], "id": one} for one in ids]
    visits = [{**EXAMPLE["visits"][0], "person": ids[0], "pay_from_account": ids}]
    too_long = case_of({**EXAMPLE, "people": people, "visits": visits, "account_uses": []})
    with pytest.raises(FaultsError) as caught:
        written(out / "b.xlsx", too_long)
    assert caught.value.faults[0].code == "too_long"
    assert not list(scratch.iterdir())
    assert [path.name for path in out.iterdir()] == ["a.xlsx"]


# ---- what was changed in between


def changed(path: Path, sheet: str, change: dict[tuple[int, int], Any]) -> Path:
    """The workbook as another program saves it: values only, with some cells changed."""
    book = CalamineWorkbook.from_path(path)
    with Workbook(
        path.with_name("changed.xlsx"), {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False}
    ) as other:
        for name in book.sheet_names:
            target = other.add_worksheet(name)
            for row, line in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False)):
                for column, value in enumerate(line):
                    target.write(row, column, change.get((row, column), value) if name == sheet else value)
    return path.with_name("changed.xlsx")


def test_what_was_changed_in_a_spreadsheet_is_read(tmp_path: Path) -> None:
    change = {(1, KEYS.index("total")): 1500.05, (1, KEYS.index("institution")): "level 3"}
    path = changed(written(tmp_path / "a.xlsx", case_of(EXAMPLE)), "就诊记录", change)
    (visit,) = read_workbook(SheetFile(path), LIBRARY).visits
    assert (visit.total, visit.institution) == (150005, "level3")


@pytest.mark.parametrize(
    ("key", "value", "path", "code"),
    [
        ("total", 12.345, "就诊记录!M2", "too_many_decimals"),
        ("total", "abc", "就诊记录!M2", "not_an_amount"),
        ("date", "?", "就诊记录!A2", "not_a_day"),
        ("setting", "月球", "就诊记录!G2", "not_one_of"),
        ("emergency", "也许", "就诊记录!H2", "not_yes_or_no"),
        ("person", "nobody", "就诊记录!2.person", "unknown_person"),
        ("date", "2031-01-01", "就诊记录!2.date", "outside_period"),
        ("total", "", "就诊记录!2.total", "missing"),
    ],
)
def test_a_fault_names_sheet_and_cell(key: str, value: object, path: str, code: str, tmp_path: Path) -> None:
    book = changed(written(tmp_path / "a.xlsx", case_of(EXAMPLE)), "就诊记录", {(1, KEYS.index(key)): value})
    with pytest.raises(FaultsError) as caught:
        read_workbook(SheetFile(book), LIBRARY)
    assert [(fault.path, fault.code) for fault in caught.value.faults] == [(path, code)]
    for wording in WORDINGS.values():
        assert all(wording.fault(fault) for fault in caught.value.faults)


# ---- another program


def office(arguments: list[str], folder: Path) -> None:
    """Run LibreOffice with a profile of its own in which workbooks are always computed anew when they are opened."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    user.joinpath("registrymodifications.xcu").write_text(RECOMPUTE, "utf-8")
    profile = f"-env:UserInstallation={user.parent.as_uri()}"
    command = [str(OFFICE), profile, "--headless", "--norestore", *arguments, "--outdir", str(folder)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice (soffice) is not installed")
def test_libreoffice_computes_the_same_sums_and_what_it_saves_is_read(tmp_path: Path) -> None:
    case = refused()
    path = written(tmp_path / "ours.xlsx", case)
    # Without the values that stand beside the formulas, so that what comes out was computed there.
    bare = tmp_path / "bare.xlsx"
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(bare, "w") as new:
        for name in old.namelist():
            content = old.read(name).decode()
            parts = content.split("</f><v>")
            content = parts[0] + "".join("</f><v>0" + part[part.index("</v>") :] for part in parts[1:])
            new.writestr(name, content)
    office(["--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false", str(bare)], tmp_path)
    with (tmp_path / "bare.csv").open(encoding="utf-8") as file:
        last = list(csv.reader(file))[-1]
    computed = {name: round(float(last[KEYS.index(name)].replace(",", "")) * 100) for name in SUMS}
    assert computed == totals_of(case)
    office(["--convert-to", "xlsx:Calc MS Excel 2007 XML", str(bare)], tmp_path / "saved")
    assert read_workbook(SheetFile(tmp_path / "saved" / "bare.xlsx"), LIBRARY) == case
