"""Spreadsheets from outside: what is read, and what is refused before it could do harm."""

import io
import random
import shutil
import struct
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from driver.one_reader import one_reader
from xlsxwriter import Workbook

from calculator.files.spreadsheets import packed_limits, sheet_limits
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.ground.faults import FaultsError
from calculator.ground.progress import StoppedError, Work
from calculator.words.wording import Wording

SAMPLES = Path(__file__).parent / "sheets"
ROWS: list[list[Any]] = [["就诊日期", "医疗费总额", "备注"], [date(2023, 3, 5), 1480.05, "一"], ["", "", "末"]]


def xlsx(path: Path, rows: list[list[Any]] = ROWS, *, name: str = "门诊") -> Path:
    with Workbook(str(path)) as book:
        sheet, day = book.add_worksheet(name), book.add_format({"num_format": "yyyy-mm-dd"})
        for row, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, place, cell, day)
                elif cell != "":
                    sheet.write(row, place, cell)
    return path


def with_part(path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """The packed file with one part changed."""
    made = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            new.writestr(part.filename, change(content) if part.filename == name else content)
    path.write_bytes(made.getvalue())
    return path


SHEET = "xl/worksheets/sheet1.xml"


def in_cells(path: Path, cells: str) -> Path:
    """The workbook with other rows."""

    def change(xml: bytes) -> bytes:
        begin, end = xml.index(b"<sheetData>"), xml.index(b"</sheetData>")
        return xml[:begin] + b"<sheetData>" + cells.encode() + xml[end:]

    return with_part(xlsx(path), SHEET, change)


def read(path: Path, place: int = 0) -> list[list[Any]]:
    file = SheetFile(path)
    return [list(row) for row in file.rows(file.names[place])]


def refused(path: Path) -> str:
    """The code for which a file is not read; its sentence can be said."""
    with pytest.raises(FaultsError) as caught:
        read(path)
    assert caught.value.where == str(path)
    for fault in caught.value.faults:
        for wording in (Wording("zh"), Wording("en")):
            assert "{" not in wording.fault(fault)
    return caught.value.faults[0].code


def refused_at_once(path: Path) -> str:
    """As `refused`, in this process, whose limits a test may have changed."""
    with path.open("rb") as file, pytest.raises(FaultsError) as caught:
        packed_limits.check_packed(file, Work())
    return caught.value.faults[0].code


# ---- what is read


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "a.xlsx")
    assert SheetFile(path).names == ("门诊",)
    assert read(path) == ROWS


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_the_other_kinds_are_read(kind: str) -> None:
    path = SAMPLES / f"visits.{kind}"
    assert SheetFile(path).names == ("门诊", "其他")
    first = read(path)
    assert first[1] == [date(2023, 3, 5), "二级", 1480, 80, "一"]
    assert first[3][2] == pytest.approx(0.3)
    assert read(path, 1) == [["x"]]


def test_a_kind_is_seen_from_the_content(tmp_path: Path) -> None:
    packed = tmp_path / "export.xls"
    xlsx(tmp_path / "a.xlsx").rename(packed)
    assert read(packed) == ROWS
    text = tmp_path / "export.xlsx"
    text.write_bytes("日期\t金额\n2023-03-05\t12\n".encode("gb18030"))
    assert read(text) == [["日期", "金额"], ["2023-03-05", "12"]]


def test_a_formula_is_what_it_last_came_to(tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "a.xlsx")) as book:
        book.add_worksheet().write_formula("A1", '=HYPERLINK("file:///etc/passwd")', None, 12.5)
    assert read(tmp_path / "a.xlsx") == [[12.5]]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_text_is_read_however_it_is_written(tmp_path: Path, encoding: str, mark: str, end: str) -> None:
    rows = [["就诊日期", "金额", "备注"], ["2023-03-05", "12.50", f'他说“好”{mark}"是"'], ["2023-03-06", "3", ""]]
    lines = [mark.join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    path = tmp_path / "a.csv"
    path.write_bytes((end.join(lines) + end).encode(encoding))
    assert SheetFile(path).names == ("a",)
    assert read(path) == rows


def test_the_apostrophe_that_guards_a_text_is_no_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,note\n'=1+1,it's\n''quoted',x\n", "utf-8")
    assert read(path)[1:] == [["=1+1", "it's"], ["'quoted'", "x"]]


def test_a_formula_that_is_only_a_text_is_that_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('a,b\n"=""2023-03-06""",="007"\n"=1+1","\'=""x"""\n"=""x""&""y""",=""\n', "utf-8")
    assert read(path)[1:] == [["2023-03-06", "007"], ["=1+1", '="x"'], ['="x"&"y"', ""]]


def test_a_line_for_other_programs_names_the_separator(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\na,1;b\n", "utf-8")
    assert read(path)[1] == ["a,1", "b"]


def test_text_that_was_saved_anew_is_read_as_it_is_now(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("就诊日期,金额\n2023-03-05,12\n", "utf-8")
    file = SheetFile(path)
    path.write_bytes("就诊日期;备注\n2023-03-05;一,二\n".encode("gb18030"))
    assert [list(row) for row in file.rows("a")] == [["就诊日期", "备注"], ["2023-03-05", "一,二"]]


def test_text_that_is_exchanged_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    line = "2023-03-05,十二元\n"
    path.write_text(line * 40_000, "utf-8")
    rows = SheetFile(path).rows("a")
    next(rows)
    path.write_bytes(line.encode("gb18030") * 60_000)
    with pytest.raises(FaultsError) as caught:
        list(rows)
    assert [fault.code for fault in caught.value.faults] == ["changed_meanwhile"]


# ---- what is not


def test_a_sheet_that_is_not_there_is_named(tmp_path: Path) -> None:
    file = SheetFile(xlsx(tmp_path / "a.xlsx"))
    with pytest.raises(FaultsError) as caught:
        list(file.rows("住院"))
    assert Wording("zh").fault(caught.value.faults[0]) == '没有名为 "住院" 的工作表，应为："门诊"'


def test_files_of_other_kinds_are_refused(tmp_path: Path) -> None:
    def holding(content: bytes) -> Path:
        path = tmp_path / "a.xlsx"
        path.write_bytes(content)
        return path

    assert refused(holding(b"")) == "sheet_empty"
    assert read(holding(b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>")) == [["1"]]
    assert refused(holding(b"%PDF-1.7\n")) == "sheet_is_page"
    assert refused(holding(b"\x00\x01\x02\x03" * 50)) == "sheet_encoding"
    assert refused(holding("日期".encode("gb18030") + b"\xff\xffabc")) == "sheet_encoding"
    assert refused(holding(b"PK\x03\x04 and then nothing")) == "sheet_damaged"
    assert refused(tmp_path / "none.xlsx") == "no_such_file"
    assert refused(tmp_path) == "is_a_folder"
    packed = tmp_path / "a.zip"
    with zipfile.ZipFile(packed, "w") as made:
        made.writestr("letter.txt", "hello")
    assert refused(packed) == "not_a_sheet"


def test_a_file_may_not_be_too_large(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    with path.open("wb") as file:
        file.truncate(sheet_limits.MAX_FILE + 1)
    assert refused(path) == "too_large"


def test_cells_at_opposite_corners_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    # What is only coloured is nothing.
    assert read(in_cells(path, '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576"/></row>')) == [
        [1]
    ]
    # The reference of a cell counts, whatever its row says and however it is written.
    for cells, code in (
        ('<row><c r="A1048576"><v>1</v></c></row>', "sheet_too_many_rows"),
        ("<row><c r='A&#49;048576'><v>1</v></c></row>", "sheet_too_many_rows"),
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "sheet_too_many_columns"),
        ('<row r="1"><c r="A1"/></row><row r="200000"><c r="CC200000"><v>1</v></c></row>', "sheet_too_many_cells"),
    ):
        assert refused(in_cells(path, cells)) == code, cells


def test_a_million_empty_rows_are_refused(tmp_path: Path) -> None:
    assert read(in_cells(tmp_path / "a.xlsx", "<row/>" * 300_000 + '<row r="300000"/>')) == []
    filled = '<row r="300000"><c r="A300000"><v>1</v></c></row>'
    assert refused(in_cells(tmp_path / "a.xlsx", "<row/>" * 10 + filled)) == "sheet_too_many_rows"
    text = tmp_path / "a.csv"
    text.write_bytes(b"date,total\n" + b",\n" * 1_000_000)
    assert refused(text) == "sheet_too_many_rows"
    text.write_bytes(b"date," * 300)
    assert refused(text) == "sheet_too_many_columns"


def test_a_small_file_that_unpacks_to_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = in_cells(tmp_path / "a.xlsx", " " * (40 << 20))
    assert path.stat().st_size < 1 << 20
    assert refused(path) == "sheet_unpacks_too_much"
    monkeypatch.setattr(packed_limits, "MAX_UNPACKED", 8 << 20)
    assert refused_at_once(path) == "sheet_unpacks_too_large"


def test_sizes_that_lie_help_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = in_cells(tmp_path / "a.xlsx", " " * (20 << 20))
    content = path.read_bytes()
    true = struct.pack("<I", next(p.file_size for p in zipfile.ZipFile(path).infolist() if p.filename == SHEET))
    path.write_bytes(content.replace(true, struct.pack("<I", 100)))
    monkeypatch.setattr(packed_limits, "MAX_UNPACKED", 8 << 20)
    assert refused_at_once(path) == "sheet_unpacks_too_large"


def test_a_file_of_very_many_parts_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("xl/workbook.xml", "<workbook/>")
        for number in range(packed_limits.MAX_PARTS):
            made.writestr(f"{number}", "")
    assert refused(path) == "sheet_too_many_parts"


def test_declared_entities_are_refused(tmp_path: Path) -> None:
    path = with_part(
        xlsx(tmp_path / "a.xlsx"),
        "xl/workbook.xml",
        lambda xml: xml.replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>', 1),
    )
    assert refused(path) == "sheet_damaged"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (
            lambda xml: xml.replace(b"<table:table-row ", b'<table:table-row table:number-rows-repeated="999999" ', 1),
            "",
        ),
        (
            lambda xml: xml.replace(
                b'<table:table-cell office:value-type="string"',
                b'<table:table-cell table:number-columns-repeated="9999" office:value-type="string"',
            ),
            "sheet_too_many_columns",
        ),
    ],
    ids=["rows", "columns"],
)
def test_repeated_cells_of_open_documents_are_counted(
    tmp_path: Path, change: Callable[[bytes], bytes], code: str
) -> None:
    path = tmp_path / "a.ods"
    shutil.copy(SAMPLES / "visits.ods", path)
    before = zipfile.ZipFile(path).read("content.xml")
    assert change(before) != before
    with_part(path, "content.xml", change)
    assert refused(path) == (code or "sheet_too_many_rows")


def test_repeated_text_of_open_documents_is_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.ods"
    shutil.copy(SAMPLES / "visits.ods", path)
    monkeypatch.setattr(packed_limits, "MAX_UNPACKED", 100 << 20)
    cell = b'<table:table-cell table:number-columns-repeated="200" office:value-type="string"><text:p>%s</text:p>'
    rows = b'<table:table-row table:number-rows-repeated="20000">' + cell % (b"x" * 100)
    whole = rows + b"</table:table-cell></table:table-row>"
    with_part(path, "content.xml", lambda xml: xml.replace(b"<table:table-row ", whole + b"<table:table-row ", 1))
    assert refused_at_once(path) == "sheet_unpacks_too_large"


def test_cells_of_the_old_kind_are_counted(tmp_path: Path) -> None:
    content, path = (SAMPLES / "visits.xls").read_bytes(), tmp_path / "a.xls"
    # The record of the dimensions says nothing, the one of the date in the second row does.
    dimensions = struct.pack("<HHIIHH", 0x0200, 14, 0, 4, 0, 5)
    assert content.count(dimensions) == 1
    path.write_bytes(content.replace(dimensions, struct.pack("<HHIIHH", 0x0200, 14, 0, 65_536, 0, 256)))
    assert read(path)[1][0] == date(2023, 3, 5)
    record = struct.pack("<HHHH", 0x027E, 10, 1, 0)
    assert content.count(record) == 1
    path.write_bytes(content.replace(record, struct.pack("<HHHH", 0x027E, 10, 1, 65_535)))
    assert refused(path) == "sheet_too_many_columns"


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_no_damage_leads_to_anything_but_a_fault(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    content = xlsx(path).read_bytes() if kind == "xlsx" else (SAMPLES / f"visits.{kind}").read_bytes()
    with one_reader():
        chance, refusals = random.Random(7), 0
        for turn in range(120):
            damaged = bytearray(content)
            if turn % 3:
                for _byte in range(chance.choice((1, 4, 40))):
                    damaged[chance.randrange(len(damaged))] = chance.randrange(256)
            else:
                del damaged[chance.randrange(len(damaged)) :]
            path.write_bytes(bytes(damaged))
            try:
                read(path)
            except FaultsError:
                refusals += 1
    assert refusals > 20


# ---- long work


def test_progress_is_told_and_the_work_can_be_stopped(tmp_path: Path) -> None:
    rows = [[date(2023, 3, 5), number / 100, "x"] for number in range(4000)]
    told: list[int] = []
    file = SheetFile(xlsx(tmp_path / "a.xlsx", rows), Work(told.append))
    assert told == sorted(set(told))
    assert told[-1] == 100

    def stop_half_way(percent: int) -> None:
        if percent >= 50:
            work.stop()

    work = Work(stop_half_way)
    with pytest.raises(StoppedError):
        list(file.rows("门诊", work))
    stopped = Work()
    stopped.stop()
    with pytest.raises(StoppedError):
        SheetFile(tmp_path / "a.xlsx", stopped)
    text = tmp_path / "a.csv"
    text.write_text("a,b\n" * 5000, "utf-8")
    with pytest.raises(StoppedError):
        SheetFile(text, stopped)
