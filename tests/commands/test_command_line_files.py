"""`report` and `import`: files given out and taken in, and what they refuse without writing anything."""

import io
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from commands import INVALID, run
from statements import EXAMPLE, LIBRARY, Json, case_bytes, case_data, case_of
from xlsxwriter import Workbook

from calculator.case.case import Case
from calculator.case.case_json import read_case
from calculator.command_line import main
from calculator.files.spreadsheets.own_workbook import is_own_workbook, read_workbook
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.ground.resources import resource

Capture = pytest.CaptureFixture[bytes]
SLIP = "医疗费总额,就诊日期,医院等级\n1200.50,2023-03-05,二级\n300,2024年4月6日,一级\n合计,,\n"


@pytest.fixture
def household(tmp_path: Path) -> Path:
    """A household's file."""
    path = tmp_path / "home.gjs"
    path.write_bytes(resource("examples/household.json").read_bytes())
    return path


def case_in(path: Path) -> Case:
    return read_case(path.read_bytes(), LIBRARY)


def command(*parts: object) -> list[str]:
    return [str(part) for part in parts]


# ---- report


@pytest.mark.parametrize("kind", ["xlsx", "csv", "pdf"])
def test_a_report_of_every_kind(kind: str, household: Path, tmp_path: Path, capfdbinary: Capture) -> None:
    target = tmp_path / f"out.{kind}"
    # In a process of its own, as a PDF starts what cannot be started twice.
    arguments = command(sys.executable, "-m", "calculator", "report", household, "-o", target, "--lang", "en")
    done = subprocess.run(arguments, capture_output=True, check=False, timeout=120)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    begin = {"xlsx": b"PK", "csv": b"\xef\xbb\xbfdate,", "pdf": b"%PDF"}[kind]
    assert target.read_bytes().startswith(begin)
    assert {path.name for path in tmp_path.iterdir()} == {"home.gjs", target.name}


def test_a_report_of_one_person_has_the_others_not(household: Path, tmp_path: Path, capfdbinary: Capture) -> None:
    target = tmp_path / "out.csv"
    assert run(capfdbinary, *command("report", household, "-o", target, "--person", "father")).status == 0
    lines = target.read_text("utf-8-sig").splitlines()
    assert len(lines) == 1 + sum(visit.person == "father" for visit in case_in(household).visits)
    assert (
        run(capfdbinary, *command("report", household, "-o", tmp_path / "out.xlsx", "--person", "father")).status == 0
    )
    assert not is_own_workbook(SheetFile(tmp_path / "out.xlsx"))


def test_a_case_on_standard_input(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Input:
        buffer = io.BytesIO(case_bytes(EXAMPLE))

    monkeypatch.setattr(sys, "stdin", Input())
    assert main(command("report", "-", "-o", tmp_path / "out.xlsx")) == 0
    assert read_workbook(SheetFile(tmp_path / "out.xlsx"), LIBRARY) == case_of(EXAMPLE)


@pytest.mark.parametrize(
    ("output", "more", "said"),
    [
        ("out.docx", [], '--output: "out.docx" is not a kind of file that can be written'),
        ("out", [], ".pdf, .xlsx, .csv"),
        ("there.csv", [], "there.csv: there is a file of this name already; --force replaces it"),
        ("folder.csv", ["--force"], "folder.csv: this is a folder"),
        ("none/out.csv", [], "the folder cannot be reached"),
        ("x" * 300 + ".csv", [], "the name is too long"),
        ("out.csv", ["--person", "faher"], '--person: "faher" is not a person of this case'),
    ],
)
def test_what_a_report_refuses(
    output: str, more: list[str], said: str, household: Path, tmp_path: Path, capfdbinary: Capture
) -> None:
    (tmp_path / "there.csv").write_bytes(b"before")
    (tmp_path / "folder.csv").mkdir()
    found = run(capfdbinary, *command("report", household, "-o", tmp_path / output, "--lang", "en", *more))
    assert (found.status, found.out) == (INVALID, "")
    assert said in found.err
    assert (tmp_path / "there.csv").read_bytes() == b"before"
    assert {path.name for path in tmp_path.iterdir()} == {"home.gjs", "there.csv", "folder.csv"}


def test_force_replaces_a_file(household: Path, tmp_path: Path, capfdbinary: Capture) -> None:
    (tmp_path / "there.csv").write_bytes(b"before")
    assert run(capfdbinary, *command("report", household, "-o", tmp_path / "there.csv", "--force")).status == 0
    assert (tmp_path / "there.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_faulty_case_is_refused(tmp_path: Path, capfdbinary: Capture) -> None:
    (tmp_path / "case.json").write_bytes(case_bytes(case_data({"total": "12o0"})))
    found = run(capfdbinary, *command("report", tmp_path / "case.json", "-o", tmp_path / "out.csv"))
    assert found.status == INVALID
    assert "visits[0].total" in found.err
    assert not (tmp_path / "out.csv").exists()


# ---- import


def test_a_workbook_of_ours_becomes_the_household_again(household: Path, tmp_path: Path, capfdbinary: Capture) -> None:
    run(capfdbinary, *command("report", household, "-o", tmp_path / "a.xlsx"))
    found = run(capfdbinary, *command("import", tmp_path / "a.xlsx", "-o", tmp_path / "b.gjs", "--lang", "en"))
    assert found.out == f"{tmp_path / 'b.gjs'}: a household of 3 with 10 visits\n"
    assert case_in(tmp_path / "b.gjs") == case_in(household)


def test_a_table_of_ours_into_a_household_that_has_it_adds_nothing(
    household: Path, tmp_path: Path, capfdbinary: Capture
) -> None:
    run(capfdbinary, *command("report", household, "-o", tmp_path / "a.csv"))
    parts = command("import", tmp_path / "a.csv", "--into", household, "-o", tmp_path / "b.gjs", "--lang", "en")
    assert "0 visits imported, 10 were there already" in run(capfdbinary, *parts).out
    assert case_in(tmp_path / "b.gjs") == case_in(household)
    assert "10 visits imported, 0 were" in run(capfdbinary, *parts, "--again", "--force").out
    twice = case_in(tmp_path / "b.gjs").visits
    assert len({visit.id for visit in twice}) == 20
    assert [visit.model_copy(update={"id": ""}) for visit in twice[10:]] == [
        visit.model_copy(update={"id": ""}) for visit in case_in(household).visits
    ]


def test_somebodys_table_becomes_a_household_over_the_years_of_its_visits(tmp_path: Path, capfdbinary: Capture) -> None:
    (tmp_path / "slip.csv").write_text(SLIP, "gb18030")
    parts = command("import", tmp_path / "slip.csv", "-o", tmp_path / "b.gjs", "--lang", "en")
    found = run(capfdbinary, *parts, "--region", "xian", "--status", "retired")
    assert (found.status, found.err) == (0, "")
    assert "2 visits imported, 0 were there already, 1 rows left out" in found.out
    case = case_in(tmp_path / "b.gjs")
    assert [(visit.total, visit.institution, str(visit.date)) for visit in case.visits] == [
        (120050, "level2", "2023-03-05"),
        (30000, "level1", "2024-04-06"),
    ]
    assert (case.from_, case.through) == (2023 * 12, 2024 * 12 + 11)
    assert (case.people[0].region, case.people[0].status) == ("xian", "retired")


def test_somebodys_table_into_a_household_twice(household: Path, tmp_path: Path, capfdbinary: Capture) -> None:
    (tmp_path / "slip.csv").write_text(SLIP, "utf-8")
    parts = command("import", tmp_path / "slip.csv", "--into", household, "-o", household, "--person", "father")
    assert run(capfdbinary, *parts).status == INVALID  # the household is there, and stays
    assert "2 visits imported, 0" in run(capfdbinary, *parts, "--force", "--lang", "en").out
    assert "0 visits imported, 2" in run(capfdbinary, *parts, "--force", "--lang", "en").out
    case = case_in(household)
    assert len(case.visits) == 12
    assert case.visits[-1].person == "father"
    assert case.through == 2024 * 12 + 11


NEW = ["--region", "xian", "--status", "retired"]


@pytest.mark.parametrize(
    ("table", "more", "said"),
    [
        (SLIP, [], ["--region: is missing", "--status: is missing"]),
        (SLIP, ["--region", "nowhere", "--status", "retired"], ['--region: "nowhere" is not a known region']),
        (SLIP, [*NEW, "--tab", "x"], ['there is no sheet "x"']),
        ("a,b\n1,2\n", NEW, ["sheet: no row names columns for the date of visits and their total"]),
        (SLIP.replace("300", "3oo"), NEW, ['sheet!A3: "3oo" is not an amount']),
        (SLIP.replace("2023-03-05", "3-5"), NEW, ['sheet!B2: "3-5" does not say of which year; --year gives it']),
        (SLIP.replace("二级", ""), NEW, ["sheet!C2: is missing"]),
        ("", NEW, ["there is nothing in the file"]),
        ("医疗费总额,就诊日期,医院等级\n", NEW, ["no visit is left to import"]),
    ],
)
def test_what_an_import_refuses(
    table: str, more: list[str], said: list[str], tmp_path: Path, capfdbinary: Capture
) -> None:
    (tmp_path / "sheet.csv").write_text(table, "utf-8")
    parts = command("import", tmp_path / "sheet.csv", "-o", tmp_path / "b.gjs", "--lang", "en", *more)
    found = run(capfdbinary, *parts)
    assert (found.status, found.out) == (INVALID, "")
    assert len(found.faults) == len(said)
    for line, words in zip(found.faults, said, strict=True):
        assert words in line
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.csv"]


def test_whose_visits_they_are_must_be_said(household: Path, tmp_path: Path, capfdbinary: Capture) -> None:
    (tmp_path / "slip.csv").write_text(SLIP, "utf-8")
    parts = command("import", tmp_path / "slip.csv", "--into", household, "-o", tmp_path / "b.gjs", "--lang", "en")
    assert run(capfdbinary, *parts).faults == ["--person: is missing"]


def test_the_year_of_dates_without_one(tmp_path: Path, capfdbinary: Capture) -> None:
    (tmp_path / "slip.csv").write_text(SLIP.replace("2023-03-05", "3-5"), "utf-8")
    parts = command("import", tmp_path / "slip.csv", "-o", tmp_path / "b.gjs", "--year", "2022", *NEW)
    assert run(capfdbinary, *parts).status == 0
    assert str(case_in(tmp_path / "b.gjs").visits[0].date) == "2022-03-05"


def test_the_institution_where_a_row_names_none(tmp_path: Path, capfdbinary: Capture) -> None:
    (tmp_path / "slip.csv").write_text(SLIP.replace("二级", ""), "utf-8")
    parts = command("import", tmp_path / "slip.csv", "-o", tmp_path / "b.gjs", "--institution", "level3", *NEW)
    assert run(capfdbinary, *parts).status == 0
    assert [visit.institution for visit in case_in(tmp_path / "b.gjs").visits] == ["level3", "level1"]


def test_sheets_of_one_form_are_read_together(tmp_path: Path, capfdbinary: Capture) -> None:
    with Workbook(str(tmp_path / "months.xlsx")) as book:
        for month in (1, 2):
            sheet = book.add_worksheet(f"{month}月")
            sheet.write_row(0, 0, ["就诊日期", "医院等级", "医疗费总额"])
            sheet.write_row(1, 0, [f"2023-0{month}-05", "二级", 100 * month])
    parts = command("import", tmp_path / "months.xlsx", "-o", tmp_path / "b.gjs", *NEW)
    assert run(capfdbinary, *parts).status == 0
    assert [visit.total for visit in case_in(tmp_path / "b.gjs").visits] == [100_00, 200_00]


def test_a_sheet_that_repeats_another_is_not_read_with_it(tmp_path: Path, capfdbinary: Capture) -> None:
    with Workbook(str(tmp_path / "months.xlsx")) as book:
        for name, totals in (("1月", [100]), ("全年", [100, 200])):
            sheet = book.add_worksheet(name)
            sheet.write_row(0, 0, ["就诊日期", "医院等级", "医疗费总额"])
            for row, total in enumerate(totals, start=1):
                sheet.write_row(row, 0, [f"2023-0{row}-05", "二级", total])
    parts = command("import", tmp_path / "months.xlsx", "-o", tmp_path / "b.gjs", "--lang", "en", *NEW)
    assert "--sheet names those to read" in run(capfdbinary, *parts).faults[0]
    assert run(capfdbinary, *parts, "--sheet", "全年").status == 0
    assert [visit.total for visit in case_in(tmp_path / "b.gjs").visits] == [100_00, 200_00]


def test_of_several_sheets_with_visits_one_is_to_be_named(tmp_path: Path, capfdbinary: Capture) -> None:
    with Workbook(str(tmp_path / "months.xlsx")) as book:
        for name in ("一月", "二月"):
            sheet = book.add_worksheet(name)
            own = ("自费", 0) if name == "二月" else ("先行自付", 0)
            sheet.write_row(0, 0, ["就诊日期", "医院等级", "医疗费总额", own[0]])
            sheet.write_row(1, 0, ["2023-03-05", "二级", 100 if name == "一月" else 200, own[1]])
    parts = command("import", tmp_path / "months.xlsx", "-o", tmp_path / "b.gjs", "--lang", "en", *NEW)
    found = run(capfdbinary, *parts)
    assert (found.status, found.out, (tmp_path / "b.gjs").exists()) == (INVALID, "", False)
    assert '--sheet: several sheets hold visits: "一月", "二月"; --sheet names those to read' in found.faults[0]
    assert run(capfdbinary, *parts, "--tab", "二月").status == 0
    assert [visit.total for visit in case_in(tmp_path / "b.gjs").visits] == [200_00]


def test_what_is_taken_for_granted_or_left_out_is_said(tmp_path: Path, capfdbinary: Capture) -> None:
    table = "姓名,就诊日期,医疗类别,医院等级,金额\n张三,2023-03-05,门诊,二级,10\n张三,2023-03-06,住院,二级,23000\n"
    (tmp_path / "a.csv").write_text(table, "utf-8")
    parts = command("import", tmp_path / "a.csv", "-o", tmp_path / "b.gjs", "--lang", "en", *NEW)
    lines = run(capfdbinary, *parts).out.splitlines()
    assert lines[1:] == [
        '"张三" is not in the household: imported as visits of me',
        "1 bills, 10.00 in all; the sheet says no sum of its own",
        "Left out: stays in hospital: 1",
    ]
    (tmp_path / "a.csv").write_text(table.replace("张三", "李四", 1), "utf-8")
    assert run(capfdbinary, *parts, "--force").status == 0  # the other one's row is a stay in hospital
    (tmp_path / "a.csv").write_text(table.replace("张三", "李四", 1).replace("住院", "门诊"), "utf-8")
    refused = run(capfdbinary, *parts, "--force")
    assert refused.status == INVALID
    assert ['a!A2: "李四" is not a person' in refused.faults[0], 'a!A3: "张三"' in refused.faults[1]] == [True, True]


# ---- on a terminal


@pytest.mark.skipif(sys.platform == "win32", reason="there are no pseudo-terminals")
def test_progress_is_shown_on_a_terminal_and_wiped_away(tmp_path: Path) -> None:
    import pty

    data: Json = case_data(*[{} for _visit in range(400)])
    (tmp_path / "case.json").write_bytes(case_bytes(data))
    ours, theirs = pty.openpty()
    parts = command(sys.executable, "-m", "calculator", "report", tmp_path / "case.json", "-o", tmp_path / "a.xlsx")
    with subprocess.Popen(parts, stderr=theirs, stdout=subprocess.PIPE) as child:
        assert child.wait(120) == 0
    said = os.read(ours, 100_000).decode()
    os.close(ours)
    os.close(theirs)
    assert re.search(r"\[#+ *\] +\d+%", said)
    assert said.endswith(" \r")
