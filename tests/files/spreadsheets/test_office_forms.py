"""Headings beside their values, and answers of the platform that hold no bills: worked by hand from the files."""

from datetime import date
from pathlib import Path

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
