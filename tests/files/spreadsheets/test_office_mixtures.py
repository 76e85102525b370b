"""Files in which several kinds of offices' habits meet: each worked by hand, or refused with the reason."""

from pathlib import Path
from typing import Any

import pytest
from office_files import HEAD, Capture, imported, refusal, sheet, told
from xlsxwriter import Workbook

COLUMNS = HEAD.split(",")
JANUARY = [["2023-01-05", "二级", 100], ["2023-01-06", "二级", 50]]
FEBRUARY = [["2023-02-05", "三级", 200]]


def book(tmp_path: Path, sheets: dict[str, Any], merged: tuple[tuple[Any, ...], ...] = ()) -> Path:
    path = tmp_path / "book.xlsx"
    with Workbook(str(path)) as written:
        for name, rows in sheets.items():
            page = written.add_worksheet(name)
            for place, row in enumerate(rows):
                page.write_row(place, 0, row)
            for one in merged:
                page.merge_range(*one)
    return path


def test_a_sheet_that_repeats_those_of_the_months_is_asked_about(tmp_path: Path, capfdbinary: Capture) -> None:
    all_rows = [COLUMNS, *JANUARY, *FEBRUARY]
    path = book(tmp_path, {"汇总": all_rows, "1月": [COLUMNS, *JANUARY], "2月": [COLUMNS, *FEBRUARY]})
    assert 'the sheets "汇总", "1月", "2月" hold the same bills; --sheet' in refusal(path, tmp_path, capfdbinary)[0]
    case, _said = imported(path, tmp_path, capfdbinary, "--sheet", "1月", "--sheet", "2月")
    assert sum(visit.total for visit in case.visits) == 350_00
    numbered = [["结算ID", *COLUMNS], *(["S1", *row] for row in JANUARY[:1])]
    path = book(tmp_path, {"汇总": numbered, "1月": [COLUMNS, *JANUARY]})
    assert "several sheets hold visits" in refusal(path, tmp_path, capfdbinary)[0]


@pytest.mark.parametrize(("again", "left"), [(100, 1), (110, None)])
def test_a_bill_of_one_number_on_two_sheets_comes_once(
    again: int, left: int | None, tmp_path: Path, capfdbinary: Capture
) -> None:
    head = ["结算ID", *COLUMNS]
    sheets = {
        "1月": [head, ["S1", "2023-01-31", "二级", 100], ["S2", "2023-01-31", "二级", 10]],
        "2月": [head, ["S1", "2023-01-31", "二级", again], ["S3", "2023-02-05", "二级", 20]],
    }
    path = book(tmp_path, sheets)
    if left is None:
        assert (
            '2月!D2: the number "S1" is known already with another total, 100.00'
            in refusal(path, tmp_path, capfdbinary)[0]
        )
        return
    case, said = imported(path, tmp_path, capfdbinary)
    assert [(visit.receipt, visit.total) for visit in case.visits] == [("S1", 100_00), ("S2", 10_00), ("S3", 20_00)]
    assert "repeated rows of one bill: 1" in said


def test_a_merged_amount_is_said_once_however_it_is_written(tmp_path: Path, capfdbinary: Capture) -> None:
    rows = [
        [*COLUMNS[:2], "项目", COLUMNS[2], "统筹支付"],
        ["", "", "药"],
        ["", "", "检查"],
        ["2023-03-06", "二级", "药", "70元"],
    ]
    merged = ((1, 0, 2, 0, "2023-03-05"), (1, 1, 2, 1, "二级"), (1, 3, 2, 3, "150.00元"), (1, 4, 2, 4, "30.00"))
    case, _said = imported(book(tmp_path, {"门诊": rows}, merged), tmp_path, capfdbinary)
    assert list(map(told, case.visits)) == [("2023-03-05", "level2", 150_00), ("2023-03-06", "level2", 70_00)]
    page = tmp_path / "page.xls"
    page.write_text(
        "<table><tr><th>就诊日期<th>医院等级<th>项目<th>医疗费总额<tr><td rowspan=2>2023-03-05<td rowspan=2>二级<td>药"
        "<td rowspan=2>150.00元<tr><td>检查<tr><td>2023-03-06<td>二级<td>药<td>70</table>",
        "utf-8",
    )
    again, _said = imported(page, tmp_path, capfdbinary, "--force")
    assert list(map(told, again.visits)) == list(map(told, case.visits))


def test_a_merged_number_holds_its_items_together(tmp_path: Path, capfdbinary: Capture) -> None:
    rows = [["结算ID", *COLUMNS[:2], "项目名称", "金额"], ["", "", "", "药", 100], ["", "", "", "检查", 50]]
    merged = ((1, 0, 2, 0, 1001), (1, 1, 2, 1, "2023-03-05"), (1, 2, 2, 2, "二级"))
    case, _said = imported(book(tmp_path, {"门诊": rows}, merged), tmp_path, capfdbinary)
    assert [(told(visit), visit.receipt) for visit in case.visits] == [(("2023-03-05", "level2", 150_00), "1001")]


FORM = ["就诊日期,2023-03-05,医院等级,二级", "费用总额,0.01,票据号,X1"]


@pytest.mark.parametrize(
    ("lines", "total"),
    [
        (["单位：万元,,,", *FORM], 100_00),
        ([*FORM, "金额单位:元,,,"], 1),
        (["单位：角,,", "就诊日期,2023-03-05", "医院等级,二级", "医疗费总额,1000"], 100_00),
        (["单位：万元,,,", *FORM, "项目,金额（元）,,", "药,60,,", "检查,40,,"], 100_00),
        (["单位：万元,,,", *FORM, "项目,金额,,", "药,0.006,,", "检查,0.004,,"], 100_00),
    ],
    ids=["ten thousands", "yuan", "a bill a column", "items in yuan", "items in ten thousands"],
)
def test_the_unit_above_a_slip_holds_for_it(lines: list[str], total: int, tmp_path: Path, capfdbinary: Capture) -> None:
    case, _said = imported(sheet(tmp_path, *lines), tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [total]


def test_two_units_above_a_slip_are_refused(tmp_path: Path, capfdbinary: Capture) -> None:
    said = refusal(sheet(tmp_path, "单位：万元,,,", "单位：元,,,", *FORM), tmp_path, capfdbinary)
    assert said[0].endswith("more.csv: amounts are said to be in several units (万元、元, row 2); leave the right one")


def test_sums_of_a_day_of_a_department_and_above_all(tmp_path: Path, capfdbinary: Capture) -> None:
    lines = [
        f"{HEAD},科室",
        "合计,,150,",
        "2023-03-05,二级,100,内科",
        "2023-03-05小计,,100,",
        "2023-03-06,二级,50,内科",
        ",,150,内科小计",
    ]
    case, said = imported(sheet(tmp_path, *lines), tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [100_00, 50_00]
    assert "rows of sums: 3" in said
    assert "✗" not in said
    assert "says" not in said
    case, said = imported(sheet(tmp_path, lines[0], "合计,,151,", *lines[2:]), tmp_path, capfdbinary, "--force")
    assert "Row 2 of the sheet says 151.00 in all" in said


def test_units_refunds_sums_and_the_order_of_time_together(tmp_path: Path, capfdbinary: Capture) -> None:
    lines = ["费用（单位：万元）,,,", f"结算ID,{HEAD}", "S3,2023-03-05,三级,0.03", "S2,2023-02-05,三级,-0.02"]
    case, said = imported(sheet(tmp_path, *lines, "S1,2023-02-01,三级,0.02", "合计,,,0.03"), tmp_path, capfdbinary)
    assert [(visit.receipt, visit.total) for visit in case.visits] == [("S3", 300_00)]
    assert "in the sheet 300.00 ✓" in said
    assert "Paid back, and in no sum: 200.00" in said


def test_fields_of_xml_may_be_attributes(tmp_path: Path, capfdbinary: Capture) -> None:
    row = '<row setl_id="{0}" setl_time="2023-03-0{0}" medfee_sumamt="{0}0" hosp_lv="05"/>'
    path = tmp_path / "rows.xml"
    path.write_text(f'<rows total="9">{row.format(1)}{row.format(2)}</rows>')
    case, _said = imported(path, tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [10_00, 20_00]


@pytest.mark.parametrize("heading", ["其中：自费", "其中全自费（元）"])
def test_a_part_that_calls_itself_one_is_read(heading: str, tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"{HEAD},{heading}", "2023-03-05,二级,100,10")
    assert [visit.out_of_catalogue for visit in imported(path, tmp_path, capfdbinary)[0].visits] == [10_00]


def test_months_whose_columns_stand_in_another_order_are_read_together(tmp_path: Path, capfdbinary: Capture) -> None:
    turned = [["备忘", *reversed(COLUMNS)], *(["x", *reversed(row)] for row in FEBRUARY)]
    case, _said = imported(book(tmp_path, {"1月": [COLUMNS, *JANUARY], "2月": turned}), tmp_path, capfdbinary)
    assert sum(visit.total for visit in case.visits) == 350_00
