"""What one answer settles for all rows of a sheet: refused with the question, and read as the answer says."""

from pathlib import Path

import pytest
from office_files import HEAD, Capture, imported, refusal, sheet, told
from xlsxwriter import Workbook


@pytest.mark.parametrize(("answer", "day"), [("month-first", "2023-03-05"), ("day-first", "2023-05-03")])
def test_which_part_of_a_day_is_the_month(answer: str, day: str, tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, HEAD, "3/5/2023,二级,5", "3/15/2023,二级,6")
    said = refusal(path, tmp_path, capfdbinary)
    assert said[-1].endswith("--dates: one answer settles this for all rows: month-first, day-first")
    case, _said = imported(path, tmp_path, capfdbinary, "--dates", answer)
    assert {str(visit.date) for visit in case.visits} == {day, "2023-03-15"}  # the second can be one day only


@pytest.mark.parametrize(
    ("answer", "levels"), [("one-lowest", ["level1", "level3"]), ("one-highest", ["level3", "level1"])]
)
def test_what_level_a_digit_is(answer: str, levels: list[str], tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, "begndate,hosp_lv,medfee_sumamt", "2023-03-05,1,5", "2023-03-06,3,5")
    assert "--levels: one answer settles this" in refusal(path, tmp_path, capfdbinary)[-1]
    case, _said = imported(path, tmp_path, capfdbinary, "--levels", answer)
    assert [visit.institution for visit in case.visits] == levels
    path = sheet(tmp_path, "begndate,hosp_lv,medfee_sumamt", "2023-03-05,1,5", "2023-03-05,9,5")
    assert "is not an institution" in refusal(path, tmp_path, capfdbinary, "--force", "--levels", answer)[0]


def test_whose_a_row_without_a_name_is(tmp_path: Path, capfdbinary: Capture) -> None:
    first = sheet(tmp_path, HEAD, "2023-01-05,二级,5")
    imported(first, tmp_path, capfdbinary)
    target = str(tmp_path / "out.gjs")
    path = sheet(tmp_path, f"姓名,{HEAD}", "me,2023-03-05,二级,5", ",2023-03-06,二级,6")
    said = refusal(path, tmp_path, capfdbinary)
    assert said[-1].endswith("--empty-person: one answer settles this for all rows: above, owner")
    more = ("--into", target, "--force", "--person", "me")
    case, _said = imported(path, tmp_path, capfdbinary, *more, "--empty-person", "above")
    assert [(visit.person, visit.total) for visit in case.visits] == [("me", 5_00), ("me", 5_00), ("me", 6_00)]


def test_a_kind_of_care_in_words_is_asked_about_too(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"{HEAD},医疗类别", "2023-03-05,二级,5,普通门诊", "2023-03-06,二级,6,日间服务")
    assert 'kinds of care that are not known: "日间服务"' in refusal(path, tmp_path, capfdbinary)[0]
    case, said = imported(path, tmp_path, capfdbinary, "--unknown-care", "leave")
    assert list(map(told, case.visits)) == [("2023-03-05", "level2", 5_00)]
    assert "no outpatient visits: 1" in said


def test_the_level_that_no_column_says_is_asked_about_once(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, "就诊日期,医疗费总额", "2023-03-05,5")
    assert "--institution: no column says what level" in refusal(path, tmp_path, capfdbinary)[-1]


def test_a_list_that_calls_itself_stays_in_hospital_is_asked_about(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, "某医院住院费用清单,,", HEAD, "2023-03-05,二级,5000")
    said = refusal(path, tmp_path, capfdbinary)
    assert "the title of the sheet speaks of stays in hospital" in said[0]
    assert said[-1].endswith("--inpatient: one answer settles this for all rows: leave, take")
    assert "stays in hospital: 1" in "".join(refusal(path, tmp_path, capfdbinary, "--inpatient", "leave"))
    case, _said = imported(path, tmp_path, capfdbinary, "--inpatient", "take")
    assert list(map(told, case.visits)) == [("2023-03-05", "level2", 5000_00)]
    path = sheet(tmp_path, "门诊、住院费用清单,,", HEAD, "2023-03-05,二级,5000")
    assert len(imported(path, tmp_path, capfdbinary, "--force")[0].visits) == 1


@pytest.mark.parametrize(("unit", "total"), [("（元）", 50_00), ("万元", 500_000_00), ("(分)", 50)])
def test_units_in_a_row_of_their_own_below_the_headings(
    unit: str, total: int, tmp_path: Path, capfdbinary: Capture
) -> None:
    path = sheet(tmp_path, f"{HEAD},全自费", f",,{unit},{unit}", "2023-03-05,二级,50,0")
    assert [visit.total for visit in imported(path, tmp_path, capfdbinary)[0].visits] == [total]


def test_columns_that_are_not_read_are_named(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"{HEAD},医疗费总额", "2023-03-05,二级,50,60")
    said = imported(path, tmp_path, capfdbinary, "--map", "C=total")[1]
    assert "Columns that are not read: 医疗费总额" in said


PAID = "就诊日期,医院等级,总费用,医保支付,自费"
BOTH = ("2023-03-05,二级,1000,600,400", "2023-03-06,二级,1000,500,100")
"""600 + 400 make up the first; of the second 400 are paid by somebody else: its 100 may lie outside the catalogue."""


@pytest.mark.parametrize(("answer", "outside"), [("personal", [0, 0]), ("catalogue", [400_00, 100_00])])
def test_what_is_all_that_was_paid_on_some_rows_only_is_asked_about(
    answer: str, outside: list[int], tmp_path: Path, capfdbinary: Capture
) -> None:
    path = sheet(tmp_path, PAID, *BOTH)
    said = refusal(path, tmp_path, capfdbinary)
    assert "E2: 自费 may be all that was paid or what lies outside the catalogue" in said[0]
    assert "E3: " in said[1]
    assert said[-1].endswith("--self-paid: one answer settles this for all rows: personal, catalogue")
    case, notes = imported(path, tmp_path, capfdbinary, "--self-paid", answer)
    assert [visit.out_of_catalogue for visit in case.visits] == outside
    assert ("all that the person paid" in notes) is (answer == "personal")


def test_where_the_funds_paid_nothing_it_may_be_either(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, PAID, "2023-03-05,二级,100,0,100")
    assert "--self-paid: " in refusal(path, tmp_path, capfdbinary)[-1]
    path = sheet(tmp_path, PAID, "2023-03-05,二级,100,0,100", BOTH[0])  # the second row tells
    assert [visit.out_of_catalogue for visit in imported(path, tmp_path, capfdbinary)[0].visits] == [0, 0]
    path = sheet(tmp_path, PAID, "2023-03-05,二级,100,0,100", BOTH[1])
    found = imported(path, tmp_path, capfdbinary, "--force")[0].visits
    assert [visit.out_of_catalogue for visit in found] == [100_00, 100_00]


def test_sheets_that_say_one_thing_each_are_asked_about_together(tmp_path: Path, capfdbinary: Capture) -> None:
    path = tmp_path / "months.xlsx"
    with Workbook(str(path)) as book:
        for name, row in zip(("3月", "4月"), BOTH, strict=True):
            page = book.add_worksheet(name)
            page.write_row(0, 0, PAID.split(","))
            day, level, *amounts = row.split(",")
            page.write_row(1, 0, [day, level, *map(float, amounts)])
    said = refusal(path, tmp_path, capfdbinary)
    assert [one.partition(": 自费")[0].rpartition(" ")[2] for one in said[:2]] == [
        "3月!E2",
        "4月!E2",
    ]
    assert said[-1].endswith("--self-paid: one answer settles this for all rows: personal, catalogue")
    case, _said = imported(path, tmp_path, capfdbinary, "--self-paid", "personal")
    assert [visit.out_of_catalogue for visit in case.visits] == [0, 0]
