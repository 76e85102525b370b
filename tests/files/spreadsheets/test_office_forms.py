"""Headings beside their values, and answers of the platform that hold no bills: worked by hand from the files."""

from datetime import date
from pathlib import Path

import pytest
from office_files import HEAD, Capture, imported, refusal, sheet, told

from calculator.case.case import KnownFigures


def test_a_bill_a_column(tmp_path: Path, capfdbinary: Capture) -> None:
    lines = [
        "门诊费用,,",
        "就诊日期,2023-03-05,2023-03-06",
        "医院等级,二级,三级",
        "医疗费总额（元）,100.00,200.50",
        "全自费,10,",
    ]
    case, said = imported(sheet(tmp_path, *lines), tmp_path, capfdbinary)
    assert [(told(visit), visit.out_of_catalogue) for visit in case.visits] == [
        (("2023-03-05", "level2", 100_00), 10_00),
        (("2023-03-06", "level3", 200_50), 0),
    ]
    assert "Headings stand beside their values" in said


def test_a_slip_as_a_form(tmp_path: Path, capfdbinary: Capture) -> None:
    lines = ["门诊结算单,,,", "就诊日期：,2023-03-05,医疗机构等级：,二级", "医疗费总额：,100.00,统筹支付：,50.00"]
    lines += ["结算流水号：S1,,现金支付：50.00元,"]
    (visit,) = imported(sheet(tmp_path, *lines), tmp_path, capfdbinary)[0].visits
    assert told(visit) == ("2023-03-05", "level2", 100_00)
    assert visit.stated is not None
    assert (visit.receipt, visit.stated.pooled, visit.stated.cash) == ("S1", 50_00, 50_00)


def test_two_slips_one_below_the_other(tmp_path: Path, capfdbinary: Capture) -> None:
    slip = ["就诊日期,2023-03-0{day}", "医院等级,二级", "医疗费总额,{day}0"]
    lines = [line.format(day=day) for day in (5, 6) for line in slip]
    case, _said = imported(sheet(tmp_path, *lines), tmp_path, capfdbinary)
    assert list(map(told, case.visits)) == [("2023-03-05", "level2", 50_00), ("2023-03-06", "level2", 60_00)]


def test_of_two_days_on_a_slip_that_of_the_visit_is_taken(tmp_path: Path, capfdbinary: Capture) -> None:
    lines = [
        "结算日期,2023-03-09",
        "就诊日期,2023-03-05",
        "医院等级,二级",
        "医疗费总额,50",
        "结算时间,2023-03-09 10:00",
    ]
    case, _said = imported(sheet(tmp_path, *lines), tmp_path, capfdbinary)
    assert list(map(told, case.visits)) == [("2023-03-05", "level2", 50_00)]
    case, _said = imported(sheet(tmp_path, *lines, "姓名,,性别,男"), tmp_path, capfdbinary, "--force")
    assert list(map(told, case.visits)) == [("2023-03-05", "level2", 50_00)]


def test_a_form_that_lacks_what_a_bill_needs_is_refused(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, "姓名,张三", "医院等级,二级", "医疗费总额,100")
    assert "no row names columns for the date" in refusal(path, tmp_path, capfdbinary)[0]


def test_who_is_not_in_the_employees_insurance_is_left_out(tmp_path: Path, capfdbinary: Capture) -> None:
    rows = ("2023-03-05,二级,100,1101", "2023-03-06,二级,50,12", "2023-03-07,二级,50,14", "2023-03-08,二级,7,居民")
    case, said = imported(sheet(tmp_path, f"{HEAD},psn_type", *rows), tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [100_00, 50_00]
    assert "bills of another insurance: 2" in said
    assert "Rows that say employed where the household says retired, or the other way round: 1" in said


CUMULATIVE = "insutype,year,cum_ym,cum_type_code,cum"


def test_a_cumulative_query_becomes_known_figures(tmp_path: Path, capfdbinary: Capture) -> None:
    rows = ("310,2023,202306,Q0000,400.00", "310,2023,202306,Q1100,300.00", "310,2023,202306,D310101,1200.50")
    more = ("310,2023,202306,F0000,5000", "390,2023,202306,D310101,9", "310,2023,202303,Q0000,100")
    path = sheet(tmp_path, CUMULATIVE, *rows, *more)
    case, said = imported(path, tmp_path, capfdbinary)
    assert case.people[0].known == (
        KnownFigures(date=date(2023, 3, 31), deductible_used="100.00"),
        KnownFigures(date=date(2023, 6, 30), deductible_used="300.00", pooled="1200.50"),
    )
    assert (case.from_ // 12, case.through // 12) == (2023, 2023)
    assert "2023-06-30: deductible used 300.00; paid by the pooled fund 1200.50" in said
    again = sheet(tmp_path, CUMULATIVE, "310,2023,202306,D310101,1300")
    case, _said = imported(again, tmp_path, capfdbinary, "--into", str(tmp_path / "out.gjs"), "--force")
    assert [(known.deductible_used, known.pooled) for known in case.people[0].known] == [
        (100_00, None),
        (300_00, 1300_00),
    ]


def test_figures_that_are_no_running_sums_are_refused(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, CUMULATIVE, "310,2023,202303,Q0000,300", "310,2023,202306,Q0000,100")
    assert "they are no running sums" in refusal(path, tmp_path, capfdbinary)[0]


def test_what_the_account_paid_so_far_is_no_balance(tmp_path: Path, capfdbinary: Capture) -> None:
    rows = ("310,2023,202306,D310101,1200.50", "310,2023,202306,D310201,320", "310,2023,202303,D310201,100")
    case, said = imported(sheet(tmp_path, CUMULATIVE, *rows), tmp_path, capfdbinary)
    assert [(known.pooled, known.balance) for known in case.people[0].known] == [(1200_50, None)]
    assert "The account paid 320.00 until 2023-06-30. This is not what is left in it" in said


ITEMS = ["项目名称,单价,数量,金额,全自费", "阿莫西林,12.50,2,25.00,5", "西药费小计,,,,", "检查,125.00,1,125.00,10"]


@pytest.mark.parametrize(
    "form",
    [
        ["就诊日期,2023-03-05,医院等级,二级", "费用总额,150.00,票据号,X1", *ITEMS, "合计,,,150.00,15"],
        ["票据号：X1,就诊日期：2023-03-05,医院等级：二级", *ITEMS, "合计,,,150.00,"],
        ["票据号：X1,就诊日期：2023-03-05,医院等级：二级", *ITEMS],
        ["就诊日期,2023-03-05,医院等级,二级", *ITEMS, "票据号,X1,总费用,150,"],
    ],
    ids=["sum in both", "sum below", "no sum", "sum below the items' own"],
)
def test_the_items_below_a_slip_are_its_bill(form: list[str], tmp_path: Path, capfdbinary: Capture) -> None:
    (visit,) = imported(sheet(tmp_path, "门诊收费票据,,,,", *form), tmp_path, capfdbinary)[0].visits
    assert told(visit) == ("2023-03-05", "level2", 150_00)
    assert (visit.out_of_catalogue, visit.receipt) == (15_00, "X1")


def test_items_side_by_side_and_two_slips(tmp_path: Path, capfdbinary: Capture) -> None:
    lines = []
    for day, other in (("05", "100.00"), ("06", "80.00")):
        lines += [f"姓名,张三,就诊日期,2023-03-{day}", "医院等级,二级,医保统筹支付,70.00"]
        lines += ["项目名称,金额（元）,项目名称,金额（元）", f"阿莫西林,25.00,检查,{other}", "诊查费,20.00,,", ""]
    case, _said = imported(sheet(tmp_path, *lines), tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [145_00, 125_00]
    assert [visit.stated and visit.stated.pooled for visit in case.visits] == [70_00, 70_00]


def test_items_that_come_to_something_else_are_refused(tmp_path: Path, capfdbinary: Capture) -> None:
    head = "就诊日期：2023-03-05,医院等级：二级,合计：{},"
    said = refusal(sheet(tmp_path, head.format("160.00"), *ITEMS), tmp_path, capfdbinary)
    assert said[0].endswith(
        "the items below row 2 come to 150.00, the slip itself says 160.00; correct what is wrong, or type the visit in"
    )
    said = refusal(sheet(tmp_path, head.format("150.00"), *ITEMS, "合计,,,149.00,"), tmp_path, capfdbinary)
    assert "come to 150.00, the slip itself says 149.00" in said[0]
    said = refusal(sheet(tmp_path, head.format("150.00"), *ITEMS, "CT,,,十元,"), tmp_path, capfdbinary)
    assert '"十元" in row 6 is not the amount of an item' in said[0]
    said = refusal(sheet(tmp_path, f"{head.format('150.00')}全自费：14", *ITEMS), tmp_path, capfdbinary)
    assert "come to 15.00, the slip itself says 14.00" in said[0]
