"""A workbook of ours whose headings somebody changed: it is refused by the heading's name, never read with defaults."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from statements import EXAMPLE, LIBRARY, WORDINGS, case_of

from calculator.engine.compute import compute
from calculator.files.spreadsheets.own_workbook import read_workbook
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.files.spreadsheets.xlsx_writer import write_workbook
from calculator.ground.faults import FaultsError


@pytest.mark.parametrize("heading", ["日期", "参保人", "就医情形", "特殊情形", "总费用", "支付账户", "已退费"])
def test_a_heading_that_was_renamed_is_told(heading: str, tmp_path: Path) -> None:
    case, path, changed = case_of(EXAMPLE), tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    write_workbook(path, case, compute(case, LIBRARY), LIBRARY, WORDINGS["zh"], exported_on=date(2025, 1, 1))
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(changed, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                assert content.count(f"<t>{heading}</t>".encode()) == 1
                content = content.replace(f"<t>{heading}</t>".encode(), "<t>某列</t>".encode())
            new.writestr(part.filename, content)
    assert read_workbook(SheetFile(path), LIBRARY) == case
    with pytest.raises(FaultsError) as caught:
        read_workbook(SheetFile(changed), LIBRARY)
    assert heading in WORDINGS["zh"].fault(caught.value.faults[0])
