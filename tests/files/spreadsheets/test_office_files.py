"""Files as hospitals and offices send them: each is the right household, or a refusal with row and reason.

What each comes to was worked out by hand from the file.
"""

from pathlib import Path
from typing import Any

import pytest
from office_files import HEAD, Capture, imported, refusal, sheet, told

ONE = ("2023-03-05", "level2", 100_00)
MONTHS = [("2023-01-05", "level2", 100_00), ("2023-02-05", "level2", 200_00), ("2023-03-05", "level2", 300_00)]


@pytest.mark.parametrize(
    ("name", "visits"),
    [
        ("refund-negative.csv", [("2023-03-06", "level2", 300_00)]),
        ("refund-flag.csv", [("2023-03-06", "level2", 300_00)]),
        ("national-null.txt", [("2023-03-05", "level2", 576_07)]),
        ("same-settlement.csv", [("2023-03-05", "level2", 500_00)]),
        ("items.csv", [("2023-03-05", "level2", 500_00)]),
        ("subtotal-with-date.csv", [("2023-03-05", "level2", 150_00)]),
        ("end-here.csv", [("2023-03-05", "level2", 120_00)]),
        ("wan.csv", [("2023-03-05", "level3", 1200_00)]),
        ("fen.csv", [("2023-03-05", "level3", 120_00)]),
        ("part-called-amount.csv", [("2023-03-05", "level2", 150_00)]),
        ("total-called-heji.csv", [("2023-03-05", "level2", 150_00)]),
        ("self-paid-means-cash.csv", [("2023-03-05", "level2", 1000_00)]),
        ("three-row-heading.csv", [("2023-03-05", "level2", 1000_00)]),
        ("thousands-4-decimals.csv", [("2023-03-05", "level2", 1234_56)]),
        ("slash-nothing.csv", [("2023-03-05", "level2", 600_00)]),
        ("sql-null.csv", [("2023-03-05", "level2", 600_00)]),
        ("invisible2.csv", [ONE]),
        ("pipe.txt", [ONE]),
        ("am-pm.csv", [ONE, ONE]),
        ("cut-char.csv", [ONE, ("2023-03-06", "level2", 100_00)]),
        ("hidden-row.xlsx", [ONE]),
        ("hidden-sheet-first.xlsx", [ONE]),
        ("backslash-parts.xlsx", [ONE]),
        ("workbook-elsewhere.xlsx", [ONE]),
        ("styled-cell-in-last-row.xlsx", [ONE]),
        ("styled-cell-in-last-column.xlsx", [ONE]),
        ("xls-styled-corner.xls", [ONE]),
        ("sheet-per-month.xlsx", MONTHS),
        ("html.xls", [ONE]),
        ("html-gbk.xls", [ONE]),
        ("html-utf16.xls", [ONE]),
        ("html-fragment.xls", [ONE]),
        ("mht.xls", [ONE]),
        ("spreadsheetml2003.xls", [ONE]),
        ("json.json", [ONE]),
        ("date1904-general.xlsx", [ONE]),  # 43528 + 1462 days after 1899-12-30
    ],
)
def test_it_is_the_household_that_was_meant(
    name: str, visits: list[tuple[str, str, int]], tmp_path: Path, capfdbinary: Capture
) -> None:
    case, _said = imported(name, tmp_path, capfdbinary)
    assert list(map(told, case.visits)) == visits


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("two-amounts-in-a-cell.csv", "C2: "),
        ("insutype.csv", "no visit is left to import"),
        ("formula-without-value.xlsx", "门诊!E2: the formula in this cell was never computed"),
        ("locked.xls", "protected by a password"),
        ("locked.ods", "protected by a password"),
        ("invoice.xml", "institution: is missing"),
        ("med-type-codes.csv", 'kinds of care that are not known: "1301", "110104", "18", "9929", "991401"'),
    ],
)
def test_or_it_is_refused_with_the_reason(name: str, reason: str, tmp_path: Path, capfdbinary: Capture) -> None:
    assert reason in refusal(name, tmp_path, capfdbinary)[0]


def test_a_number_and_a_time_of_day_are_kept(tmp_path: Path, capfdbinary: Capture) -> None:
    case, _said = imported("setl-time-only.csv", tmp_path, capfdbinary)
    (visit,) = case.visits
    assert told(visit) == ("2023-03-05", "level3", 576_07)
    assert (visit.time, visit.receipt) == ("08:09", "1001")
    case, _said = imported("am-pm.csv", tmp_path, capfdbinary, "--force")
    assert [visit.time for visit in case.visits] == ["10:30", "14:30"]


def test_what_the_slip_says_is_kept_and_no_part_of_the_bill(tmp_path: Path, capfdbinary: Capture) -> None:
    case, said = imported("self-paid-means-cash.csv", tmp_path, capfdbinary)
    (visit,) = case.visits
    assert visit.stated is not None
    assert (visit.out_of_catalogue, visit.stated.pooled) == (0, 600_00)
    assert "all that the person paid" in said
    # (1000 - 400) x 70 % = 420 is computed, 600 stands on the slip
    assert said.splitlines()[-2:] == [
        "Slips: 1 visits carry figures, 0 agree, 1 differ",
        "  2023-03-05 level 2 1000.00: pooled fund 180.00 below the slip",
    ]
    case, _said = imported("three-row-heading.csv", tmp_path, capfdbinary, "--force")
    (visit,) = case.visits
    assert visit.stated is not None
    assert (visit.out_of_catalogue, visit.first_self_pay, visit.stated.in_scope) == (120_00, 80_00, 800_00)


def test_a_list_of_electronic_bills(tmp_path: Path, capfdbinary: Capture) -> None:
    case, said = imported("e-bill-list.csv", tmp_path, capfdbinary, "--institution", "level2")
    (visit,) = case.visits
    assert told(visit) == ONE
    assert (visit.institution_name, visit.receipt) == ("某市人民医院", "A1")
    assert "paid back: 2" in said


def test_an_invoice_is_one_visit_where_the_level_is_given(tmp_path: Path, capfdbinary: Capture) -> None:
    case, _said = imported("invoice.xml", tmp_path, capfdbinary, "--institution", "level2")
    assert list(map(told, case.visits)) == [ONE]


def test_kinds_of_care_by_code(tmp_path: Path, capfdbinary: Capture) -> None:
    # 11, 12, 13, 41 are ordinary, 14 and 140101 chronic, 15 special drugs; five are unknown; 2105, 21, 26, 28, 51, 52
    # are no ordinary outpatient visits.
    case, said = imported("med-type-codes.csv", tmp_path, capfdbinary, "--unknown-care", "leave")
    assert len(case.visits) == 7
    assert [visit.circumstances for visit in case.visits].count(("chronic_scheme",)) == 2
    assert [visit.circumstances for visit in case.visits].count(("special_drug",)) == 1
    assert "stays in hospital: 2" in said
    case, _said = imported("med-type-codes.csv", tmp_path, capfdbinary, "--unknown-care", "take", "--force")
    assert len(case.visits) == 12


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("refund-negative.csv", "paid back: 2"),
        ("refund-flag.csv", "paid back: 1"),
        ("same-settlement.csv", "repeated rows of one bill: 1"),
        ("items.csv", "Items of a bill were added up: 2 rows"),
        ("subtotal-with-date.csv", "1 bills, 150.00 in all; in the sheet 150.00 ✓"),
        ("hidden-row.xlsx", "hidden rows: 1"),
        ("hidden-sheet-first.xlsx", "Hidden sheets, which are not read: 上年"),
    ],
)
def test_what_was_left_out_is_said(name: str, said: str, tmp_path: Path, capfdbinary: Capture) -> None:
    assert said in imported(name, tmp_path, capfdbinary)[1]


# ---- more of each kind


def test_a_later_file_brings_nothing_twice_though_its_other_columns_differ(
    tmp_path: Path, capfdbinary: Capture
) -> None:
    first = sheet(tmp_path, f"结算ID,{HEAD}", "S1,2023-03-05,二级,500", "S2,2023-03-06,二级,80")
    imported(first, tmp_path, capfdbinary)
    later = sheet(tmp_path, f"结算ID,{HEAD},全自费", "S2,2023-03-06,二级,80,20", "S3,2023-03-07,二级,60,0")
    target = str(tmp_path / "out.gjs")
    case, said = imported(later, tmp_path, capfdbinary, "--into", target, "--force", "--person", "me")
    assert [(visit.receipt, visit.total) for visit in case.visits] == [("S1", 500_00), ("S2", 80_00), ("S3", 60_00)]
    assert "1 visits imported, 1 were there already" in said


def test_two_bills_of_different_numbers_are_two_however_alike(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"结算ID,{HEAD}", "S1,2023-03-05,二级,50", "S2,2023-03-05,二级,50")
    assert len(imported(path, tmp_path, capfdbinary)[0].visits) == 2


def test_rows_of_one_number_that_do_not_agree_are_refused(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"结算ID,{HEAD}", "S1,2023-03-05,二级,500", "S1,2023-03-05,二级,400")
    assert len(refusal(path, tmp_path, capfdbinary)) == 2
    path = sheet(tmp_path, f"结算ID,{HEAD}", "S1,2023-03-05,二级,500", "S1,2023-03-06,二级,500")
    assert "different people, days or places" in refusal(path, tmp_path, capfdbinary)[0]


def test_a_part_is_paid_back(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"结算ID,{HEAD}", "S1,2023-03-05,二级,500", "S1,2023-03-06,二级,-120")
    assert [visit.total for visit in imported(path, tmp_path, capfdbinary)[0].visits] == [380_00]


def test_a_refund_without_its_bill_is_told_with_its_amount(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, HEAD, "2023-03-05,二级,500", "2023-03-06,二级,-80.50")
    case, said = imported(path, tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [500_00]
    assert "Refunds without their bill: 1. Sums may be too high by 80.50." in said


def test_of_several_bills_alike_the_newest_is_paid_back(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, HEAD, "2023-03-01,二级,80", "2023-03-04,二级,80", "2023-03-05,二级,(80.00)")
    assert [str(visit.date) for visit in imported(path, tmp_path, capfdbinary)[0].visits] == ["2023-03-01"]


def test_the_sums_of_a_sheet_are_compared(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, HEAD, "2023-03-05,二级,500", "2023-03-06,二级,80", "合计,,590")
    assert "Row 4 of the sheet says 590.00 in all; its rows come to 580.00." in imported(path, tmp_path, capfdbinary)[1]


def test_a_sheet_from_new_to_old_is_turned(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, HEAD, "2023-03-06,二级,3", "2023-03-06,二级,2", "2023-03-05,二级,1")
    case, said = imported(path, tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [1_00, 2_00, 3_00]
    assert "from new to old" in said


def test_an_empty_person_below_a_named_one_is_asked_about(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"姓名,{HEAD}", "me,2023-03-05,二级,5", ",2023-03-06,二级,6")
    assert "A3: nobody is named here" in refusal(path, tmp_path, capfdbinary)[0]


@pytest.mark.parametrize(
    ("heading", "cell", "total"),
    [
        ("医疗费总额（万元）", "0.1234", 1234_00),
        ("医疗费总额(千元)", "1.2", 1200_00),
        ("医疗费总额（角）", "12345", 1234_50),
        ("金额（元）", "12.30", 12_30),
    ],
)
def test_units_are_converted(heading: str, cell: str, total: int, tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"就诊日期,医院等级,{heading}", f"2023-03-05,二级,{cell}")
    assert [visit.total for visit in imported(path, tmp_path, capfdbinary)[0].visits] == [total]


def test_a_unit_in_the_title_holds_for_all_amounts(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, "门诊费用（单位：万元）,,,", f"{HEAD},全自费", "2023-03-05,二级,0.12,0.01")
    (visit,) = imported(path, tmp_path, capfdbinary)[0].visits
    assert (visit.total, visit.out_of_catalogue) == (1200_00, 100_00)
    path = sheet(tmp_path, "门诊费用（单位：百元）,,", HEAD, "2023-03-05,二级,12")
    assert "unit that is not known" in refusal(path, tmp_path, capfdbinary)[0]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("3/5/2023", "either of two days"),
        ("120.00", "is not a date"),
        ("45000", "is not a date"),
    ],
)
def test_what_is_no_certain_day_is_asked(cell: str, said: str, tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, HEAD, f"{cell},二级,5")
    assert said in refusal(path, tmp_path, capfdbinary)[0]


@pytest.mark.parametrize("cell", ["2023.3.5", "20230305", "2023年3月5日 星期日", "15/3/2023", "3/15/2023"])
def test_days_as_they_are_written(cell: str, tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, HEAD, f"{cell},二级,5")
    (visit,) = imported(path, tmp_path, capfdbinary)[0].visits
    assert (visit.date.year, visit.date.month) == (2023, 3)


def test_a_single_digit_of_the_platform_is_asked_about(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, "begndate,hosp_lv,medfee_sumamt", "2023-03-05,1,5")
    assert "means different levels in different places" in refusal(path, tmp_path, capfdbinary)[0]
    path = sheet(tmp_path, "begndate,hosp_lv,hosp_lv_name,medfee_sumamt", "2023-03-05,1,一级,5")
    assert [visit.institution for visit in imported(path, tmp_path, capfdbinary)[0].visits] == ["level1"]


def test_an_open_quotation_mark_names_its_row(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"{HEAD},备注", '2023-03-05,二级,5,"x', "2023-03-06,二级,6,y")
    assert "row 2 is never closed" in refusal(path, tmp_path, capfdbinary)[0]


def test_faulty_rows_may_be_left_out_and_are_named(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, HEAD, "2023-03-05,二级,5", "2023-03-06,二级,5o")
    case, said = imported(path, tmp_path, capfdbinary, "--skip-faulty")
    assert len(case.visits) == 1
    assert 'left out: more!C3: "5o" is not an amount' in said


def test_a_column_may_be_named(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, "日子,医院等级,付了", "2023-03-05,二级,5")
    case, _said = imported(path, tmp_path, capfdbinary, "--map", "A=date", "--map", "付了=total")
    assert list(map(told, case.visits)) == [("2023-03-05", "level2", 5_00)]
    assert "names no column" in refusal(path, tmp_path, capfdbinary, "--force", "--map", "Z=date")[0]


def test_rows_of_a_merged_amount_are_one_bill(tmp_path: Path, capfdbinary: Capture) -> None:
    from xlsxwriter import Workbook

    path = tmp_path / "merged.xlsx"
    with Workbook(str(path)) as book:
        made: Any = book.add_worksheet()
        made.write_row(0, 0, ["就诊日期", "医院等级", "项目名称", "医疗费总额"])
        made.merge_range(1, 0, 2, 0, "2023-03-05")
        made.merge_range(1, 1, 2, 1, "二级")
        made.merge_range(1, 3, 2, 3, 150)
        made.write_column(1, 2, ["西药费", "检查费"])
        made.write_row(3, 0, ["2023-03-06", "二级", "西药费", 20])
    case, said = imported(path, tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [150_00, 20_00]
    assert "further rows of one bill: 1" in said


def test_two_tables_one_below_the_other(tmp_path: Path, capfdbinary: Capture) -> None:
    lines = ["一月,,", HEAD, "2023-01-05,二级,5", "二月,,", "医院等级,医疗费总额,就诊日期", "一级,7,2023-02-05"]
    case, _said = imported(sheet(tmp_path, *lines), tmp_path, capfdbinary)
    assert list(map(told, case.visits)) == [("2023-01-05", "level2", 5_00), ("2023-02-05", "level1", 7_00)]


def test_each_table_has_its_own_unit(tmp_path: Path, capfdbinary: Capture) -> None:
    lines = ["就诊日期,医院等级,医疗费总额（万元）", "2023-01-05,二级,0.05", HEAD, "2023-02-05,一级,7"]
    case, _said = imported(sheet(tmp_path, *lines), tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [500_00, 7_00]
    lines = [
        "单位：元,,",
        HEAD,
        "2023-01-05,二级,5",
        "单位：万元,,",
        HEAD.replace("总额", "总额 "),
        "2023-02-05,一级,0.07",
    ]
    case, _said = imported(sheet(tmp_path, *lines), tmp_path, capfdbinary, "--force")
    assert [visit.total for visit in case.visits] == [5_00, 700_00]
    lines = [HEAD, "2023-01-05,二级,5", HEAD.replace("总额", "总额 "), ",,（万元）", "2023-02-05,一级,0.07"]
    case, _said = imported(sheet(tmp_path, *lines), tmp_path, capfdbinary, "--force")
    assert [visit.total for visit in case.visits] == [5_00, 700_00]
