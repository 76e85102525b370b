"""Sheets as others make them: whose rows they are, headings in two rows, stays in hospital, and closing lines."""

from datetime import date
from typing import Any

import pytest
from statements import case_data, case_of

from calculator.ground.faults import Fault
from calculator.ground.language import LANGUAGES
from calculator.sheets.cell_days import date_in
from calculator.sheets.cells import CellError
from calculator.sheets.kinds_of_care import kind_of_care
from calculator.sheets.others.column_guess import HEAD_ROWS, guessed, head_of
from calculator.sheets.others.found_visits import SheetVisits
from calculator.sheets.others.row_reader import Given
from calculator.sheets.others.sheet_visits import MERGED, read_visits
from calculator.words.wording import Wording

FAMILY = [
    {"id": "me", "name": "本人", "region": "rizhao", "status": "employed"},
    {"id": "wife", "name": "王芳", "region": "rizhao", "status": "retired"},
]
CASE = case_of(case_data(people=FAMILY))
DAY = date(2023, 3, 5)
HEADINGS = ["就诊日期", "医院等级", "医疗费总额"]
Rows = list[list[Any]]


def read(rows: Rows, given: Given = Given("me", 2023)) -> SheetVisits:  # noqa: B008
    return read_visits(rows, guessed(head_of(rows), CASE.people, given.year), CASE, given)


def codes(found: SheetVisits) -> list[tuple[str, str, int]]:
    return [(fault.path, fault.code, int(str(fault.figures["row"]))) for fault in found.faults]


# ---- whose visits they are


def test_several_people_of_whom_none_is_known_are_faults() -> None:
    rows: Rows = [["姓名", *HEADINGS], ["张三", DAY, "二级", 10.0], ["李四", DAY, "二级", 20.0], ["合计", "", "", 30.0]]
    found = read(rows)
    assert guessed(rows, CASE.people, 2023).stranger is None
    assert found.visits == []
    assert codes(found) == [("person", "unknown_person", 2), ("person", "unknown_person", 3)]


def test_one_stranger_is_taken_for_the_owner_and_named() -> None:
    rows: Rows = [
        ["姓名", *HEADINGS],
        ["张三", DAY, "二级", 10.0],
        ["张 三", DAY, "二级", 20.0],
        ["合计", "", "", 30.0],
    ]
    assert guessed(rows, CASE.people, 2023).stranger == "张三"
    assert [visit.person for visit in read(rows, Given("wife", 2023)).visits] == ["wife", "wife"]


def test_a_second_stranger_far_below_is_a_fault_all_the_same() -> None:
    rows: Rows = [["姓名", *HEADINGS], *[["张三", DAY, "二级", 10.0]] * (HEAD_ROWS + 5)]
    rows += [["李四", DAY, "二级", 20.0], ["王芳", DAY, "二级", 30.0]]
    found = read(rows)
    assert codes(found) == [("person", "unknown_person", HEAD_ROWS + 7)]
    assert [visit.person for visit in found.visits[-2:]] == ["me", "wife"]


# ---- headings in two rows

MERGED_HEADINGS: Rows = [
    ["就诊日期", "医院等级", "费用", "", ""],
    ["", "", "医疗费总额", "全自费", "先行自付"],
]


@pytest.mark.parametrize("above", [[], [["某医院门诊费用"], ["统计期间：2023年"]]])
def test_headings_in_two_rows_are_read_together(above: Rows) -> None:
    rows: Rows = [*above, *MERGED_HEADINGS, [DAY, "二级", 1480.0, 80.0, 20.0]]
    layout = guessed(rows, CASE.people, 2023)
    assert (layout.first, layout.heading, layout.rows) == (len(above), len(above) + 1, 2)
    (visit,) = read(rows).visits
    assert (visit.total, visit.out_of_catalogue, visit.first_self_pay) == (1480_00, 80_00, 20_00)
    assert [layout.heading_of(rows, place) for place in (0, 2, 4)] == ["就诊日期", "医疗费总额", "先行自付"]


def test_headings_in_two_rows_that_are_repeated_are_left_out() -> None:
    row = [DAY, "二级", 1480.0, 80.0, 20.0]
    found = read([*MERGED_HEADINGS, row, *MERGED_HEADINGS, row])
    assert (len(found.visits), found.faulty, found.left_out["heading"]) == (2, 0, 2)


def test_the_total_is_the_lower_heading_not_the_group() -> None:
    rows: Rows = [["就诊日期", "医院等级", "费用", ""], ["", "", "西药费", "医疗费总额"], [DAY, "二级", 1.0, 10.0]]
    assert guessed(rows, CASE.people, 2023).columns == ("date", "institution", None, "total")


def test_an_amount_below_a_group_is_none_of_the_whole_bill() -> None:
    rows: Rows = [["就诊日期", "医院等级", "西药", "", "全自费", ""], ["", "", "数量", "金额", "数量", "金额"]]
    rows += [[DAY, "二级", 1.0, 10.0, 1.0, 2.0]]
    assert guessed(rows, CASE.people, 2023).columns == ("date", "institution", "item", None, None, "out_of_catalogue")


def test_the_first_visit_is_never_taken_for_headings() -> None:
    rows: Rows = [[*HEADINGS, "门诊抢救"], ["3-5", "", "10", "抢救"]]
    assert guessed(rows, CASE.people, 2023).rows == 1


# ---- stays in hospital


@pytest.mark.parametrize("heading", ["医疗类别", "就诊类别", "med_type", "就医类型"])
def test_stays_in_hospital_are_left_out(heading: str) -> None:
    rows: Rows = [[*HEADINGS, heading], [DAY, "二级", 10.0, "普通门诊"], [DAY, "三级", 23000.0, "普通住院"]]
    rows += [[DAY, "三级", 20.0, "门诊慢特病"], [DAY, "三级", 30.0, ""]]
    found = read(rows)
    assert found.faults == []
    assert found.left_out == {"inpatient": 1}
    assert [visit.circumstances for visit in found.visits] == [(), ("chronic_scheme",), ()]


def test_a_kind_of_care_that_is_not_known_is_a_fault() -> None:
    found = read([[*HEADINGS, "医疗类别"], [DAY, "二级", 10.0, "家庭病床"]])
    assert codes(found) == [("med_type", "not_a_kind_of_care", 2)]
    for language in LANGUAGES:
        assert "家庭病床" in Wording(language).fault(Fault("", found.faults[0].code, found.faults[0].figures))


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("住院", "inpatient"),
        ("21", "inpatient"),
        ("21 普通住院", "inpatient"),
        ("外伤住院", "inpatient"),
        ("门诊慢性病", "chronic"),
        ("特殊病", "chronic"),
        ("门诊特殊病", "chronic"),
        ("门诊", "outpatient"),
        ("门（急）诊", "outpatient"),
        ("11", "outpatient"),
        ("定点药店购药", "outpatient"),
    ],
)
def test_kinds_of_care(said: str, kind: str) -> None:
    assert kind_of_care(said) == kind


@pytest.mark.parametrize("said", ["住院前门诊", "家庭病床", "生育门诊", "99"])
def test_other_kinds_of_care_are_not_guessed(said: str) -> None:
    with pytest.raises(ValueError, match=said):
        kind_of_care(said)


# ---- what is none of the visits


@pytest.mark.parametrize(
    "row",
    [
        ["合计（元）", "", 30.0],
        ["合计：30元", "", ""],
        ["2023年合计", "", 30.0],
        ["共1笔", "", 30.0],
        ["", "共 2 条", 30.0],
        ["本页小计(2笔)", "", 30.0],
    ],
)
def test_sums_however_they_are_written(row: list[Any]) -> None:
    found = read([HEADINGS, [DAY, "二级", 10.0], row])
    assert (len(found.visits), found.faulty, found.left_out) == (1, 0, {"sum": 1})


@pytest.mark.parametrize(
    "row",
    [["制表人：王五", "", "打印日期：2024-01-05"], ["", "审核人：", ""], ["备注：以上为门诊费用", "", ""]],
)
def test_closing_lines_are_left_out(row: list[Any]) -> None:
    found = read([HEADINGS, [DAY, "二级", 10.0], row])
    assert (len(found.visits), found.faulty, found.left_out) == (1, 0, {"closing": 1})


@pytest.mark.parametrize("row", [["备注：退费", "二级", 30.0], ["合肥", "二级", 30.0], ["", "共济医院", 30.0]])
def test_what_may_be_a_visit_is_not_left_out(row: list[Any]) -> None:
    found = read([HEADINGS, [DAY, "二级", 10.0], row])
    assert (found.faulty, found.left_out) == (1, {})


def test_rows_below_merged_cells_are_named_as_such() -> None:
    rows: Rows = [HEADINGS, [DAY, "二级", 10.0], ["", "", 20.0], ["", "", 5.0], ["", "二级", 5.0], ["", "", 5.0]]
    assert codes(read(rows)) == [
        ("date", MERGED, 3),
        ("date", MERGED, 4),
        ("date", "missing", 5),
        ("date", "missing", 6),
        ("institution", "missing", 6),
    ]


# ---- dates


@pytest.mark.parametrize(("cell", "code"), [("3-5", "no_year"), ("2月29日", "no_year"), ("2-30", "not_a_day")])
def test_a_date_without_a_year_where_none_is_given(cell: str, code: str) -> None:
    with pytest.raises(CellError) as caught:
        date_in(cell, 0)
    assert caught.value.code == code
