"""Workbooks in a binary form (.xlsb), written here record by record, and pages that are none: OFD and PDF."""

import zipfile
from pathlib import Path

import pytest
from driver.one_reader import one_reader
from office_files import Capture, imported, refusal, told

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = ["就诊日期", "医院等级", "医疗费总额", "统筹支付"]


def record(kind: int, content: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    size, length = b"", len(content)
    while True:
        size += bytes([length & 0x7F | (0x80 if length > 127 else 0)])
        length >>= 7
        if not length:
            return head + size + content


def wide(text: str) -> bytes:
    return len(text).to_bytes(4, "little") + text.encode("utf-16-le")


def number(value: int) -> bytes:
    return value.to_bytes(4, "little")


def row(place: int, cells: list[str], *, hidden: bool = False) -> bytes:
    flags = bytes([0, 0x10 if hidden else 0, 0]) + number(0)
    out = record(0, number(place) + number(0) + (300).to_bytes(2, "little") + flags)
    for column, cell in enumerate(cells):
        out += record(6, number(column) + number(0) + wide(cell))  # a cell with a text of its own
    return out


def written(path: Path, rows: bytes, *, last: int = 3, columns: bytes = b"") -> Path:
    extent = record(148, number(0) + number(last) + number(0) + number(3))
    sheet = record(129) + extent + columns + record(145) + rows + record(146) + record(130)
    listed = record(156, number(0) + number(1) + wide("rId1") + wide("门诊"))
    relation = '<Relationships xmlns="{}"><Relationship Id="rId1" Type="{}/{}" Target="{}"/></Relationships>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", '<Types xmlns="x"/>')
        packed.writestr("_rels/.rels", relation.format(PACKAGE, RELATIONS, "officeDocument", "xl/workbook.bin"))
        target = "worksheets/sheet1.bin"
        packed.writestr("xl/_rels/workbook.bin.rels", relation.format(PACKAGE, RELATIONS, "worksheet", target))
        packed.writestr("xl/workbook.bin", record(131) + record(143) + listed + record(144) + record(132))
        packed.writestr("xl/worksheets/sheet1.bin", sheet)
    return path


def test_it_is_read_without_what_is_hidden(tmp_path: Path, capfdbinary: Capture) -> None:
    rows = (
        row(0, HEAD)
        + row(1, ["2023-03-05", "二级", "100.00", "1"])
        + row(2, ["2023-03-06", "二级", "9", "1"], hidden=True)
    )
    rows += row(3, ["2023-03-07", "三级", "400.00", "1"])
    hidden = record(60, number(3) + number(3) + number(0) + number(0) + (1).to_bytes(2, "little"))
    path = written(tmp_path / "a.xlsb", rows, columns=record(390) + hidden + record(391))
    case, said = imported(path, tmp_path, capfdbinary)
    assert list(map(told, case.visits)) == [("2023-03-05", "level2", 100_00), ("2023-03-07", "level3", 400_00)]
    assert [visit.stated for visit in case.visits] == [None, None]
    assert "hidden rows: 1" in said
    assert "Hidden columns, which are not read (1): D" in said


def test_a_cell_far_away_is_refused_before_all_between_is_laid_out(tmp_path: Path, capfdbinary: Capture) -> None:
    path = written(tmp_path / "a.xlsb", row(0, HEAD) + row(1_000_000, ["2023-03-05"]), last=1_000_000)
    assert "rows" in refusal(path, tmp_path, capfdbinary)[0]


def test_broken_ones_are_refused(tmp_path: Path, capfdbinary: Capture) -> None:
    whole = row(0, HEAD) + row(1, ["2023-03-05", "二级", "100.00", "1"])
    with one_reader():
        for end in range(0, len(whole), 7):
            refusal(written(tmp_path / "a.xlsb", whole[:end] + b"\xff\xff\xff\xff\xff"), tmp_path, capfdbinary)


def test_a_workbook_of_another_program_under_its_own_name(tmp_path: Path, capfdbinary: Capture) -> None:
    office = Path(__file__).parent / "sheets" / "office"
    path = tmp_path / "a.et"
    path.write_bytes((office / "hidden-parts.xls").read_bytes())
    assert len(imported(path, tmp_path, capfdbinary)[0].visits) == 2


@pytest.mark.parametrize("kind", ["OFD", "PDF"])
def test_a_page_for_the_eye_is_none(kind: str, tmp_path: Path, capfdbinary: Capture) -> None:
    path = tmp_path / f"a.{kind.lower()}"
    if kind == "OFD":
        with zipfile.ZipFile(path, "w") as packed:
            packed.writestr("OFD.xml", "<OFD/>")
            packed.writestr("Doc_0/Document.xml", "<Document/>")
    else:
        path.write_bytes(b"%PDF-1.7\n")
    assert f"{kind} is a page for the eye" in refusal(path, tmp_path, capfdbinary)[0]
