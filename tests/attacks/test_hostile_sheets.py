"""Spreadsheets made to do harm: each is told before it unpacks, and what is not told ends another process, not ours."""

import io
import os
import stat
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from statements import WORDINGS
from xlsxwriter import Workbook

from calculator.files.spreadsheets.packed_limits import MAX_TEXTS
from calculator.files.spreadsheets.reader_process import ReaderProcess
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.files.spreadsheets.sheet_reader import MOST_MEMORY, MOST_SECONDS
from calculator.ground.faults import FaultsError
from calculator.ground.progress import Work
from calculator.sheets.cells import Continued

SAMPLES = Path(__file__).parents[1] / "files" / "spreadsheets" / "sheets"
ROOT = Path(__file__).parents[2]
SHEET = "xl/worksheets/sheet1.xml"
BOMB = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    b'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    b"</sheetData></worksheet>"
)


def workbook(
    path: Path, parts: dict[str, bytes | Callable[[bytes], bytes]], extra: dict[str, bytes] | None = None
) -> Path:
    """A workbook with other parts than a spreadsheet program writes."""
    plain = io.BytesIO()
    with Workbook(plain) as book:
        book.add_worksheet("a").write(0, 0, "x")
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            change = parts.get(part.filename)
            content = old.read(part)
            new.writestr(part.filename, change(content) if callable(change) else change or content)
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return path


def read(path: Path) -> None:
    """Read all there is."""
    file = SheetFile(path)
    for name in file.names:
        list(file.rows(name))


def code_of(path: Path) -> str:
    """Why a file is not read, in a sentence."""
    with pytest.raises(FaultsError) as caught:
        read(path)
    for fault in caught.value.faults:
        assert all("{" not in wording.fault(fault) for wording in WORDINGS.values())
    return caught.value.faults[0].code


@pytest.mark.parametrize(
    "before",
    [b"x", b" " * 70_000, b"\n" * 200_000, b"\0" * 70_000, b"\xff\xfe", b"\xef\xbb\xbfx", b"<", b"&"],
    ids=["a letter", "spaces", "lines", "zeros", "mark", "mark and letter", "bracket", "entity"],
)
def test_what_stands_before_the_first_tag_hides_nothing(tmp_path: Path, before: bytes) -> None:
    path = workbook(tmp_path / "a.xlsx", {SHEET: before + BOMB})
    assert path.stat().st_size < 10_000
    assert code_of(path) in {"sheet_damaged", "sheet_too_many_rows", "sheet_too_many_columns"}


@pytest.mark.parametrize("before", [b"x", b" " * 70_000])
def test_a_sheet_may_not_lie_in_a_part_of_another_name(tmp_path: Path, before: bytes) -> None:
    path = workbook(
        tmp_path / "a.xlsx",
        {"xl/_rels/workbook.xml.rels": lambda xml: xml.replace(b"worksheets/sheet1.xml", b"media/image1.png")},
        {"xl/media/image1.png": before + BOMB},
    )
    assert code_of(path) in {"sheet_damaged", "sheet_too_many_rows", "sheet_too_many_columns"}


def test_a_picture_in_a_workbook_is_no_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", {}, {"xl/media/image1.png": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400})
    file = SheetFile(path)
    assert [list(row) for row in file.rows("a")] == [["x"]]


@pytest.mark.parametrize("before", [b"x", b" " * 70_000])
def test_the_same_holds_for_open_documents(tmp_path: Path, before: bytes) -> None:
    path = tmp_path / "a.ods"
    with zipfile.ZipFile(SAMPLES / "visits.ods") as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "content.xml":
                content = before + content.replace(
                    b"<table:table-row ", b'<table:table-row table:number-rows-repeated="999999" ', 1
                )
            new.writestr(part.filename, content)
    assert code_of(path) in {"sheet_damaged", "sheet_too_many_rows"}


def test_more_texts_than_cells_can_show_are_refused(tmp_path: Path) -> None:
    def many(xml: bytes) -> bytes:
        return xml.replace(b"</sst>", b"<si><t/></si>" * (MAX_TEXTS + 1) + b"</sst>")

    path = workbook(tmp_path / "a.xlsx", {"xl/sharedStrings.xml": many})
    assert code_of(path) in {"sheet_too_many_texts", "sheet_unpacks_too_much"}


def test_a_reader_that_dies_is_one_sentence_and_says_nothing_itself(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    """What nobody told beforehand: the native reader is made to lay out 17 thousand million cells."""
    content = workbook(tmp_path / "a.xlsx", {SHEET: BOMB}).read_bytes()
    reader = ReaderProcess()
    assert [sheet.name for sheet in reader.load(content, Work(), checked=True)] == ["a"]
    with pytest.raises(FaultsError) as caught:
        list(reader.rows("a", Work(), {}))
    assert [fault.code for fault in caught.value.faults] == ["sheet_broke_off"]
    reader.close()
    assert capfd.readouterr() == ("", "")


def test_the_reader_may_do_no_more_than_reading_takes() -> None:
    others = set(psutil.Process().children())
    reader = ReaderProcess()
    (process,) = set(psutil.Process().children()) - others
    reader.load((SAMPLES / "visits.xls").read_bytes(), Work(), checked=False)
    if sys.platform == "linux":
        limits = {
            name: process.rlimit(getattr(psutil, f"RLIMIT_{name}"))[0] for name in ("AS", "NOFILE", "CPU", "FSIZE")
        }
        assert limits["AS"] == MOST_MEMORY
        assert limits["CPU"] <= MOST_SECONDS + 5
        assert (limits["NOFILE"], limits["FSIZE"]) == (16, 0)
        loaded = Path(f"/proc/{process.pid}/maps").read_text()
        assert "calamine" in loaded
        assert "Qt" not in loaded
        assert "pydantic" not in loaded
    del reader
    assert not process.is_running()


LOOSE = {
    "page.xls": "<html><table><tr><td>就诊日期<td>总费用<tr><td>2023-03-05<td>120.5</table></html>".encode(),
    "rows.xml": "<rows><就诊日期>2023-03-05</就诊日期><总费用>120.5</总费用></rows>".encode(),
    "rows.json": '[{"就诊日期": "2023-03-05", "总费用": "120.5"}]'.encode(),
}


@pytest.mark.parametrize("name", LOOSE)
def test_web_pages_xml_and_json_are_read_by_the_other_process_too(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(LOOSE[name])
    file = SheetFile(path)
    assert [list(row) for row in file.rows(file.names[0])] == [["就诊日期", "总费用"], ["2023-03-05", "120.5"]]
    for process in psutil.Process().children():
        process.kill()
    with pytest.raises(FaultsError) as caught:
        list(file.rows(file.names[0]))
    assert [fault.code for fault in caught.value.faults] == ["sheet_broke_off"]


def test_what_goes_on_from_a_cell_above_is_known_to_come_from_there(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<table><tr><td>a<td>b<td hidden>c<tr><td rowspan=2>120.50<td>x<tr><td>y<tr hidden><td>z</table>")
    file = SheetFile(path)
    rows = list(file.rows("a"))
    assert [list(row) for row in rows] == [["a", "b", ""], ["120.50", "x"], ["120.50", "y"], []]
    assert isinstance(rows[2][0], Continued)
    assert file.hidden_rows("a") == {"hidden": 1}


NESTED = 100_000


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"<html>" + b"<table><tr><td>1" * (50 * (1 << 20) // 16), "too_large"),
        (b"<table>" * NESTED, "sheet_damaged"),
        (b"<table><tr><td>" * NESTED, "sheet_damaged"),
        (b"<html>" + b"<div>" * NESTED, "sheet_damaged"),
        (b"<html>" + b"<div>" * NESTED + b"<table><tr><td>1</table>" + b"</div>" * NESTED, "sheet_damaged"),
        (b"<table><tr><td>1" + b"<a " * NESTED, "sheet_damaged"),
        (b"<table><tr><td>1" + b"<!--" * NESTED, "sheet_damaged"),
        (b"<a>" * NESTED, "sheet_damaged"),
        (b"[" * NESTED, "sheet_damaged"),
        (b'{"a":' * NESTED, "sheet_damaged"),
    ],
    ids=["50 MB", "tables", "cells", "boxes", "boxes around a table", "tags", "comments", "xml", "lists", "records"],
)
def test_what_is_large_or_nested_without_end_is_refused_within_a_second(
    tmp_path: Path, content: bytes, code: str
) -> None:
    """A second of computing, ours and the reader's: the machine may have other work."""
    path = tmp_path / "a.html"
    path.write_bytes(content)
    begin = os.times()
    assert code_of(path) == code
    end = os.times()
    assert sum(end[:4]) - sum(begin[:4]) < 1


def test_a_page_that_breaks_off_keeps_its_last_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<table><tr><td>1<td>2<tr><td>3<script>x</scr")
    file = SheetFile(path)
    assert [list(row) for row in file.rows("a")] == [["1", "2"], ["3"]]


def test_many_tables_of_one_name_are_no_long_work(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(b"<table><tr><td>1</table>" * 20_000)
    file = SheetFile(path)
    assert (len(file.names), file.names[-1]) == (20_000, "a (20000)")
    assert [list(row) for row in file.rows("a (20000)")] == [["1"]]


def test_a_reader_that_was_killed_holds_nobody_up_and_the_next_time_another_reads() -> None:
    file = SheetFile(SAMPLES / "visits.xls")
    for process in psutil.Process().children():
        process.kill()
    with pytest.raises(FaultsError) as caught:
        list(file.rows("门诊"))
    assert [fault.code for fault in caught.value.faults] == ["sheet_broke_off"]
    assert len(list(file.rows("门诊"))) == 4


def test_several_may_read_at_once(tmp_path: Path) -> None:
    with Workbook(str(tmp_path / "a.xlsx")) as book:
        for name in ("a", "b"):
            sheet = book.add_worksheet(name)
            for row in range(2000):
                sheet.write(row, 0, f"{name}{row}")
    file = SheetFile(tmp_path / "a.xlsx")
    next(file.rows("a"))  # whose rest nobody wants
    both = list(zip(file.rows("a"), file.rows("b"), strict=True))
    assert [(left[0], right[0]) for left, right in both] == [(f"a{row}", f"b{row}") for row in range(2000)]
    workbook(tmp_path / "a.xlsx", {})  # saved anew meanwhile
    assert [list(row) for row in file.rows("a")] == [["x"]]


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for a bundle is a script of the shell")
def test_a_bundle_starts_its_reader_by_a_command_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle = tmp_path / "gongjisuan"
    bundle.write_text(f'#!/bin/sh\ncd "{ROOT}"\nexec "{sys.executable}" -m calculator "$@"\n')
    bundle.chmod(bundle.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", os.fspath(bundle))
    assert SheetFile(SAMPLES / "visits.xls").names == ("门诊", "其他")
