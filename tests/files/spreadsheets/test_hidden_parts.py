"""What a spreadsheet does not show is left out and counted, in every kind of file: rows, columns and sheets."""

from pathlib import Path

import pytest
from office_files import Capture, imported, told

SHOWN = [("2023-03-05", "level2", 100_00), ("2023-03-07", "level2", 400_00)]


@pytest.mark.parametrize(
    "name",
    ["hidden-parts.xlsx", "hidden-parts.xls", "hidden-parts.ods", "hidden-parts-2003.xls", "hidden-parts-page.xls"],
)
def test_what_is_not_shown_is_left_out_and_counted(name: str, tmp_path: Path, capfdbinary: Capture) -> None:
    case, said = imported(name, tmp_path, capfdbinary)
    assert list(map(told, case.visits)) == SHOWN
    assert [visit.stated for visit in case.visits] == [None, None]  # in column D, which is hidden
    assert "hidden rows: 1" in said
    assert "Hidden columns, which are not read (1): D" in said
    assert ("Hidden sheets, which are not read: 上年" in said) is (name != "hidden-parts-page.xls")
