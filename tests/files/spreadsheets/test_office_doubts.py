"""What looks like a bill of its own, or like another amount, and is not: asked or refused, never taken as it looks."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from office_files import HEAD, Capture, imported, refusal, sheet
from xlsxwriter import Workbook


def book(tmp_path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    """A workbook of these sheets."""
    path = tmp_path / "book.xlsx"
    with Workbook(str(path)) as written:
        for name, rows in sheets.items():
            added = written.add_worksheet(name)
            for place, row in enumerate(rows):
                added.write_row(place, 0, row)
    return path


def test_a_number_that_lost_digits_names_no_bill(tmp_path: Path, capfdbinary: Capture) -> None:
    rows: list[list[Any]] = [["结算ID", *HEAD.split(",")]]
    rows += [[370000000123456789, "2023-03-05", "二级", 100], [370000000123456781, "2023-03-05", "二级", 100]]
    path = book(tmp_path, {"a": rows})
    assert "lost its last digits" in refusal(path, tmp_path, capfdbinary)[0]
    assert len(imported(path, tmp_path, capfdbinary, "--map", "结算ID=")[0].visits) == 2
    path = sheet(tmp_path, f"结算ID,{HEAD}", "3.70000E+17,2023-03-05,二级,100")
    assert "lost its last digits" in refusal(path, tmp_path, capfdbinary)[0]


def test_zeros_are_no_number_and_codes_are_a_part_of_one(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"结算ID,{HEAD}", "0,2023-03-05,二级,50", "000,2023-03-06,二级,60")
    assert [visit.receipt for visit in imported(path, tmp_path, capfdbinary)[0].visits] == ["", ""]
    rows = ("3701,0001,2023-03-05,二级,100", "3702,0001,2023-03-05,二级,100")
    path = sheet(tmp_path, f"发票代码,发票号码,{HEAD}", *rows)
    assert len(imported(path, tmp_path, capfdbinary, "--force")[0].visits) == 2


@pytest.mark.parametrize(
    ("heading", "total"),
    [
        ("医疗费总额/万元", 1200_00),
        ("医疗费总额(万)", 1200_00),
        ("医疗费总额_千元", 120_00),
        ("医疗费总额（单位为万元）", 1200_00),
        ("医疗费总额（人民币万元）", 1200_00),
    ],
)
def test_units_behind_a_heading(heading: str, total: int, tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"就诊日期,医院等级,{heading}", "2023-03-05,二级,0.12")
    assert [visit.total for visit in imported(path, tmp_path, capfdbinary)[0].visits] == [total]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("就诊日期,医院等级,医疗费总额（美元）", "2023-03-05,二级,120"), "in a unit that is not known"),
        ((HEAD, "2023-03-05,二级,0.12", "注：金额单位为万元,,"), "names another unit of amounts"),
        ((HEAD, "2023-03-05,二级,1,200.00"), 'C2: the row has more cells than there are headings: "1,200.00"'),
        ((f"{HEAD},备注", "2023-03-05,二级,1,200.00,复诊"), '"1,200.00" may be one amount with a comma'),
        ((f"{HEAD},,{HEAD}", "2023-03-05,二级,100,,2023-03-06,三级,200"), "C1: two tables stand side by side"),
        ((f"{HEAD},医疗费总额", "2023-03-05,二级,100,150"), 'two columns are called "医疗费总额"'),
        ((f"{HEAD},就诊次数", "2023-03-05,二级,300,3"), 'D2: the row stands for several visits ("3")'),
        ((f"{HEAD},证件号码", "2023-03-05,二级,100,37X", "2023-03-06,二级,200,38X"), "D3: this is another person"),
        ((HEAD, "2023-01-05,二级,100", "住院费用", HEAD, "2023-02-01,三级,9000"), "speaks of stays in hospital"),
    ],
)
def test_it_is_refused_with_the_reason(
    lines: tuple[str, ...], reason: str, tmp_path: Path, capfdbinary: Capture
) -> None:
    assert reason in "\n".join(refusal(sheet(tmp_path, *lines), tmp_path, capfdbinary))


def test_a_title_of_who_filled_it_in_is_no_unit(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, "填报单位：分局医务室,,", HEAD, "2023-03-05,二级,100")
    assert [visit.total for visit in imported(path, tmp_path, capfdbinary)[0].visits] == [100_00]


def test_which_of_two_columns_of_one_name_is_meant_can_be_said(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"{HEAD},医疗费总额", "2023-03-05,二级,100,150")
    assert [visit.total for visit in imported(path, tmp_path, capfdbinary, "--map", "D=total")[0].visits] == [150_00]


@pytest.mark.parametrize(
    "line",
    [
        ",二级 汇总,100",
        "2023-03-05 汇总,,100",
        "第1季度小计,,100",
        "2023年度合计,,100",
        "Sub-total,,100",
        "2023-03-05,日照市东港区人民医院门诊部 小计,100",
    ],
)
def test_sums_by_other_names(line: str, tmp_path: Path, capfdbinary: Capture) -> None:
    case, said = imported(sheet(tmp_path, HEAD, "2023-03-05,二级,100", line), tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [100_00]
    assert "in the sheet 100.00 ✓" in said


@pytest.mark.parametrize("cell", ["<s>100</s>200", "100<sup>2</sup>", "<del>9</del>100"])
def test_what_a_page_strikes_out_or_adds_in_small_is_no_digit(cell: str, tmp_path: Path, capfdbinary: Capture) -> None:
    names = "".join(f"<td>{name}</td>" for name in HEAD.split(","))
    path = tmp_path / "page.xls"
    path.write_text(f"<table><tr>{names}</tr><tr><td>2023-03-05<td>二级<td>{cell}</tr></table>", "utf-8")
    assert "C2: " in refusal(path, tmp_path, capfdbinary)[0]


def test_sheets_that_are_not_read_are_named(tmp_path: Path, capfdbinary: Capture) -> None:
    heads = HEAD.split(",")
    sheets: dict[str, list[list[Any]]] = {
        "3月": [heads, ["2023-03-05", "二级", 100]],
        "4月": [["日", *heads[1:]], [5, "二级", 400]],
    }
    assert "Sheets that are not read: 4月" in imported(book(tmp_path, sheets), tmp_path, capfdbinary)[1]


def test_rows_of_the_platform_that_are_items(tmp_path: Path, capfdbinary: Capture) -> None:
    head = "setl_id,fee_ocur_time,hosp_lv,det_item_fee_sumamt,hilist_name,preselfpay_amt,vali_flag"
    rows = ("S1,20230305143000,05,100,CT,10,1", "S1,20230305143000,05,50,药,0,1")
    (visit,) = imported(sheet(tmp_path, head, *rows), tmp_path, capfdbinary)[0].visits
    assert (visit.date, visit.time, visit.total) == (date(2023, 3, 5), "14:30", 150_00)
    assert (visit.first_self_pay, visit.receipt) == (10_00, "S1")


@pytest.mark.parametrize(("code", "kept"), [("1403", 1), ("140399", 1), ("2107", 0)])
def test_groups_of_codes_of_care(code: str, kept: int, tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"{HEAD},med_type", f"2023-03-05,二级,100,{code}", "2023-03-06,二级,50,11")
    visits = imported(path, tmp_path, capfdbinary)[0].visits
    assert [visit.circumstances for visit in visits] == [("chronic_scheme",)] * kept + [()]


def test_wide_text_that_is_cut_in_its_last_character(tmp_path: Path, capfdbinary: Capture) -> None:
    path = tmp_path / "wide.csv"
    path.write_bytes(f"{HEAD},备注\n2023-03-05,二级,100,内科".encode("utf-16")[:-1])
    assert [visit.note for visit in imported(path, tmp_path, capfdbinary)[0].visits] == ["内"]


@pytest.mark.parametrize(("heading", "cell", "none"), [("住院号", "ZY001", ""), ("出院日期", "2023-03-15", "/")])
def test_a_row_of_a_stay_in_hospital_is_none_of_the_visits(
    heading: str, cell: str, none: str, tmp_path: Path, capfdbinary: Capture
) -> None:
    path = sheet(tmp_path, f"{HEAD},{heading}", f"2023-03-05,二级,100,{none}", f"2023-03-06,三级,9000,{cell}")
    case, said = imported(path, tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [100_00]
    assert "stays in hospital: 1" in said
