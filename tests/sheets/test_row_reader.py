"""Rows of a sheet as visits: what columns mean, what cells say, and which rows are left out."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from random_cases import cases
from statements import LIBRARY, case_data, case_of

from calculator.case.case import Case
from calculator.case.case_checks import faults_in
from calculator.case.visit_edits import with_visits
from calculator.engine.compute import compute
from calculator.ground.faults import Fault
from calculator.ground.language import LANGUAGES, translate
from calculator.ground.months import format_month
from calculator.sheets.others.column_guess import Layout, guessed
from calculator.sheets.others.found_visits import MOST_FAULTS, SheetVisits
from calculator.sheets.others.heading_names import BY_MEANING
from calculator.sheets.others.headings import Headings
from calculator.sheets.others.row_reader import Given
from calculator.sheets.others.sheet_visits import read_visits
from calculator.sheets.others.skipped_rows import EXAMPLE
from calculator.sheets.own.household_tables import Tables
from calculator.words.wording import Wording

FAMILY = [
    {"id": "me", "name": "本人", "region": "rizhao", "status": "employed"},
    {"id": "wife", "name": "王芳", "region": "rizhao", "status": "retired"},
]
CASE = case_of(case_data(people=FAMILY))
MINE = Given("me", 2023)
HEADINGS = ["就诊日期", "医疗机构等级", "医疗费总额"]


def read(rows: list[list[Any]], case: Case = CASE, given_: Given = MINE) -> SheetVisits:
    return read_visits(rows, guessed(rows, case.people, given_.year), case, given_)


def columns(*headings: str) -> tuple[str | None, ...]:
    return Headings().columns(headings)


def codes(found: SheetVisits) -> list[tuple[str, str, int]]:
    return [(fault.path, fault.code, int(str(fault.figures["row"]))) for fault in found.faults]


# ---- headings


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        ("医疗费总额", "total"),
        ("medfee_sumamt", "total"),
        ("医疗费总额 medfee_sumamt", "total"),
        ("医疗费总额（元）", "total"),
        ("＊医疗费总额：", "total"),
        ("fulamt_ownpay_amt", "out_of_catalogue"),
        ("全自费金额", "out_of_catalogue"),
        ("overlmt_selfpay", "over_price_limit"),
        ("超限价自费费用", "over_price_limit"),
        ("PRESELFPAY_AMT", "first_self_pay"),
        ("先行自付（乙类）", "first_self_pay"),
        ("就诊 日期", "date"),
        ("Visit date", "date"),
        ("定点医疗机构等级", "institution"),
        ("医院级别", "institution"),
        ("姓名", "person"),
        ("处方机构级别", "prescriber"),
        ("就医方式", "setting"),
        ("支付账户", "pay_from_account"),
        ("医疗机构名称", "institution_name"),
        ("hifp_pay", "stated.pooled"),
        ("符合政策范围金额", "stated.in_scope"),
        ("备注", "note"),
        ("结算流水号", "settlement"),
        ("医疗费总额（万元）", "total"),
    ],
)
def test_headings_of_slips_and_exports_are_known(heading: str, key: str) -> None:
    assert columns(heading) == (key,)


@pytest.mark.parametrize(
    "heading",
    ["统筹基金支出", "个人账户支出", "序号", "西药（金额）", "", "x" * 500],
)
def test_other_headings_mean_nothing(heading: str) -> None:
    assert columns(heading) == (None,)


def test_our_own_headings_are_known_in_every_language() -> None:
    for key, meaning in BY_MEANING.items():
        for name in (key, *(translate(meaning.heading, language) for language in LANGUAGES)):
            assert columns(name) == (key,), name


def test_of_two_columns_with_one_meaning_the_better_name_is_taken() -> None:
    assert columns("结算日期", "就诊日期") == (None, "date")
    assert columns("金额", "医疗费总额", "总金额") == (None, "total", None)


def test_titles_may_stand_above_the_headings() -> None:
    rows: list[list[Any]] = [["某市人民医院费用清单"], ["打印日期", date(2023, 12, 31)], [], HEADINGS]
    rows += [[date(2023, 3, 5), "二级", 1480.0]]
    assert guessed(rows, CASE.people, 2023) == Layout(3, ("date", "institution", "total"), dated=True)
    assert [visit.total for visit in read(rows).visits] == [1480_00]


def test_without_headings_nothing_is_taken_for_granted() -> None:
    rows: list[list[Any]] = [[date(2023, 3, 5), "二级", 1480.0]]
    layout = guessed(rows, CASE.people, 2023)
    assert layout == Layout(None, (None, None, None))
    for place, key in enumerate(("date", "institution", "total")):
        layout = layout.with_column(place, key)
    assert read_visits(rows, layout, CASE, MINE).visits[0].institution == "level2"


def test_a_column_that_holds_something_else_than_it_is_called_is_not_read() -> None:
    rows: list[list[Any]] = [[*HEADINGS[:1], "医疗机构", "金额", "处方机构级别", "结算方式"]]
    rows += [[date(2023, 3, 5), "市人民医院", 12.0, "市人民医院", "医保结算"]]
    assert guessed(rows, CASE.people, 2023).columns == ("date", "institution_name", "total", None, None)


def test_a_meaning_is_held_by_one_column() -> None:
    layout = Layout(0, ("date", "total", None)).with_column(2, "total")
    assert layout.columns == ("date", None, "total")
    assert layout.with_column(4, "person").columns == ("date", None, "total", None, "person")
    assert layout.with_column(0, None).missing() == ["date"]


# ---- rows


def test_a_row_says_all_that_a_visit_holds() -> None:
    heads = [*HEADINGS, "参保人", "处方机构等级", "全自费", "先自付", "就医情形", "门诊抢救", "特殊情形", "支付账户"]
    row = [date(2023, 3, 5), "药店", 100.0, "王芳", "三级", 1.0, "", "异地已备案", "是", "欠费; 住院期间", "王芳；本人"]
    words = Wording("zh")
    row[9] = f"{words.word('arrears')}; {words.word('hospitalised')}"
    found = read([heads, row])
    assert found.faults == []
    visit = found.visits[0]
    assert (visit.person, visit.institution, visit.prescriber) == ("wife", "pharmacy", "level3")
    assert (visit.total, visit.out_of_catalogue, visit.first_self_pay) == (100_00, 1_00, 0)
    assert (visit.setting, visit.emergency) == ("remote_filed", True)
    assert visit.circumstances == ("arrears", "hospitalised")
    assert visit.pay_from_account == ("wife", "me")


def test_what_rows_do_not_say_is_given() -> None:
    rows: list[list[Any]] = [["就诊日期", "金额"], ["3-5", 10.0]]
    layout = guessed(rows, CASE.people, 2023)
    visit = read_visits(rows, layout, CASE, Given("wife", 2024, ("pharmacy", "level2"))).visits[0]
    assert (visit.person, visit.pay_from_account, visit.date.year) == ("wife", ("wife",), 2024)
    assert (visit.institution, visit.prescriber) == ("pharmacy", "level2")
    assert codes(read_visits(rows, layout, CASE, MINE)) == [("institution", "missing", 2)]


def test_an_empty_cell_of_a_column_of_payers_is_cash() -> None:
    rows: list[list[Any]] = [[*HEADINGS, "支付账户"], [date(2023, 3, 5), "二级", 10.0, ""]]
    rows += [[date(2023, 3, 5), "二级", 10.0, "现金"]]
    assert [visit.pay_from_account for visit in read(rows).visits] == [(), ()]


def test_faults_name_row_and_column() -> None:
    rows: list[list[Any]] = [["清单"], HEADINGS, [date(2023, 3, 5), "二级", 10.0], ["2023-02-30", "四级", "12o0"]]
    rows += [["", "二级", 10.0], [date(2023, 3, 6), "药店", 10.0], [date(2093, 3, 6), "二级", 10.0]]
    found = read(rows)
    assert len(found.visits) == 1
    assert found.faulty == 4
    assert codes(found) == [
        ("date", "not_a_day", 4),
        ("institution", "not_an_institution", 4),
        ("total", "not_an_amount", 4),
        ("date", "missing", 5),
        ("prescriber", "prescriber_required", 6),
        ("date", "outside_period", 7),
    ]
    assert [fault.figures["place"] for fault in found.faults] == [0, 1, 2, 0, None, 0]
    for language in LANGUAGES:
        for fault in found.faults:
            assert "{" not in Wording(language).fault(fault)


def test_parts_that_exceed_the_total_are_a_fault() -> None:
    rows: list[list[Any]] = [[*HEADINGS, "全自费"], [date(2023, 3, 5), "二级", 10.0, 10.01]]
    assert codes(read(rows)) == [("total", "parts_exceed_total", 2)]


def test_of_very_many_faults_the_first_are_told() -> None:
    rows: list[list[Any]] = [HEADINGS, *[["?", "二级", 1.0]] * (MOST_FAULTS + 5)]
    found = read(rows)
    assert (found.faulty, len(found.faults)) == (MOST_FAULTS + 5, MOST_FAULTS)


def test_sums_examples_and_repeated_headings_are_left_out_and_counted() -> None:
    rows: list[list[Any]] = [["序号", *HEADINGS, "备注"]]
    rows += [[1.0, date(2023, 3, 5), "二级", 10.0, ""], ["小 计：", "", "", 10.0, ""], ["", "", "", "", ""]]
    rows += [["序号", *HEADINGS, "备注"], [2.0, date(2023, 3, 6), "二级", 10.0, "合计"]]
    rows += [["", date(2023, 3, 5), "二级", 1480.0, translate(EXAMPLE, "zh")], ["", "总计", "", 20.0, ""]]
    found = read(rows)
    assert [visit.date.day for visit in found.visits] == [5, 6]
    assert found.left_out == {"sum": 2, "heading": 1, "example": 1}
    assert found.faulty == 0


def test_reading_can_be_ended_from_outside() -> None:
    def tick(row: int) -> None:
        if row > 1000:
            raise InterruptedError

    rows: list[list[Any]] = [HEADINGS, *[[date(2023, 3, 5), "二级", 1.0]] * 5000]
    with pytest.raises(InterruptedError):
        read_visits(rows, guessed(rows, CASE.people, 2023), CASE, MINE, tick)


# ---- the case


def test_visits_that_are_there_already_are_found_as_often_as_they_are_there() -> None:
    row = [date(2023, 3, 5), "二级", 10.0]
    once = with_visits(CASE, read([HEADINGS, row]).visits)
    found = read([HEADINGS, row, row, [date(2023, 3, 5), "二级", 10.01]], once)
    assert found.again == [0]
    assert len(found.chosen(skip_again=True)) == 2
    assert len(found.chosen(skip_again=False)) == 3
    twice = with_visits(once, found.chosen(skip_again=True))
    assert read([HEADINGS, row, row], twice).again == [0, 1]
    assert list(faults_in(twice, LIBRARY)) == []


def test_the_period_grows_to_hold_every_visit() -> None:
    rows: list[list[Any]] = [HEADINGS, *[[date(year, 7, 1), "二级", 1.0] for year in (2021, 2025)]]
    grown = with_visits(CASE, read(rows).visits)
    assert (format_month(grown.from_), format_month(grown.through)) == ("2021-01", "2025-12")
    assert list(faults_in(grown, LIBRARY)) == []
    assert with_visits(CASE, read([HEADINGS, [date(2023, 7, 1), "二级", 1.0]]).visits).through == CASE.through


def test_every_fault_of_a_cell_has_its_sentence() -> None:
    heads = [*HEADINGS, "参保人", "处方机构等级", "就医情形", "门诊抢救", "特殊情形", "支付账户"]
    row = [date(2023, 3, 5), "二级", 1.0, "本人", "一级", "本地", "是", "", "本人"]
    bad = [date(2023, 3, 5), "二级", 1.0, "甲", "乙", "丙", "丁", "戊", "己"]
    found = read([heads, row, bad])
    assert {fault.code for fault in found.faults} == {
        "unknown_person",
        "not_a_level",
        "not_a_setting",
        "not_yes_or_no",
        "not_a_circumstance",
    }
    said = [Wording("zh").fault(Fault("", fault.code, fault.figures)) for fault in found.faults]
    assert not [sentence for sentence in said if "{" in sentence]


@given(cases(fewest_visits=1), st.sampled_from(LANGUAGES))
def test_the_visits_of_any_case_come_back_from_its_own_table(data: dict[str, Any], language: Any) -> None:
    case = case_of(data)
    table = Tables(case, compute(case, LIBRARY), LIBRARY, Wording(language)).visits()
    heads = [translate(column.heading, language) for column in table.columns]

    def cell(kind: str, value: Any) -> Any:
        return "" if value is None else value / 100 if kind == "amount" else value

    rows = [heads]
    rows += [
        [cell(column.kind, value) for column, value in zip(table.columns, row, strict=True)] for row in table.rows()
    ]
    empty = case.model_copy(update={"visits": ()})
    layout = Layout(0, Headings().columns(heads))
    found = read_visits(rows, layout, empty, Given(case.people[0].id, 2023))
    assert found.faults == []
    assert [visit.model_dump() for visit in found.visits] == [visit.model_dump() for visit in case.visits]
