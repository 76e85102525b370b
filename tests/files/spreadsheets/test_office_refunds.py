"""Bills that were paid back, however a file says it; what may be either is asked. Worked out by hand from each file."""

from pathlib import Path

import pytest
from office_files import HEAD, Capture, imported, refusal, sheet

LEFT = ("2023-03-07", "level2", 50_00)


@pytest.mark.parametrize(
    ("more", "mark", "other"),
    [
        ("备注", "已退费", ""),
        ("交易说明", "已作废", "正常"),
        ("是否有效", "否", "是"),
        ("vali_flag", "0", "1"),
        ("退费日期", "2023-03-06", "0000-00-00"),
        ("退费金额", "300.00", "0"),
        ("退费金额", "-300.00", ""),
    ],
)
def test_a_bill_that_any_column_says_was_paid_back_is_left_out(
    more: str, mark: str, other: str, tmp_path: Path, capfdbinary: Capture
) -> None:
    path = sheet(tmp_path, f"{HEAD},{more}", f"2023-03-05,二级,300,{mark}", f"2023-03-07,二级,50,{other}")
    case, said = imported(path, tmp_path, capfdbinary)
    assert [visit.total for visit in case.visits] == [50_00]
    assert "Paid back, and in no sum: 300.00" in said


def test_a_part_that_was_paid_back_is_a_fault(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"{HEAD},退费金额", "2023-03-05,二级,300,100")
    assert "D2: 100.00: how much of the bill is left it does not say" in refusal(path, tmp_path, capfdbinary)[0]


def test_a_note_that_says_more_is_no_mark(tmp_path: Path, capfdbinary: Capture) -> None:
    path = sheet(tmp_path, f"{HEAD},备注", "2023-03-05,二级,300,上次已退费，本次重开", "2023-03-06,二级,50,未退费")
    assert len(imported(path, tmp_path, capfdbinary)[0].visits) == 2


def test_a_row_of_a_refund_beside_its_bill_is_asked_about(tmp_path: Path, capfdbinary: Capture) -> None:
    rows = ("2023-03-05,二级,300,收费", "2023-03-06,二级,300,退费", "2023-03-07,二级,50,收费")
    path = sheet(tmp_path, f"{HEAD},交易类型", *rows)
    bill, refund, asked = refusal(path, tmp_path, capfdbinary)
    assert "C2: a row of the same amount is marked as a refund and may pay this bill back" in bill
    assert "row may be paid back itself, or pay that one back" in refund
    assert "--refunds: one answer settles this for all rows: reversals, marked" in asked
    case, _said = imported(path, tmp_path, capfdbinary, "--refunds", "reversals")
    assert [visit.total for visit in case.visits] == [50_00]
    case, _said = imported(path, tmp_path, capfdbinary, "--refunds", "marked", "--force")
    assert [visit.total for visit in case.visits] == [300_00, 50_00]


def test_a_refund_of_the_same_number_needs_no_answer(tmp_path: Path, capfdbinary: Capture) -> None:
    rows = ("A,2023-03-05,二级,300,正常", "A,2023-03-06,二级,300,退费", "B,2023-03-07,二级,50,正常")
    case, said = imported(sheet(tmp_path, f"单据号,{HEAD},状态", *rows), tmp_path, capfdbinary)
    assert [(visit.receipt, visit.total) for visit in case.visits] == [("B", 50_00)]
    assert "paid back: 2" in said
    # Of a bill's items one was paid back, not the bill.
    items = ("A,2023-03-05,二级,300,药,正常", "A,2023-03-05,二级,300,检查,退费")
    assert len(refusal(sheet(tmp_path, f"单据号,{HEAD},项目,状态", *items), tmp_path, capfdbinary)) == 2


def test_parts_of_the_bill_that_a_refund_names_are_taken_from_it(tmp_path: Path, capfdbinary: Capture) -> None:
    head = f"票据代码,票据号,原票据号,{HEAD}"
    rows = ("37,A,,2023-03-05,二级,300", "37,B,A,2023-03-06,二级,-100", "37,C,A,2023-03-07,二级,-50")
    case, _said = imported(sheet(tmp_path, head, *rows), tmp_path, capfdbinary)
    assert [(visit.receipt, visit.total) for visit in case.visits] == [("A", 150_00)]
    too_much = sheet(tmp_path, head, rows[0], "37,B,A,2023-03-06,二级,-400")
    assert "more is paid back than the bill" in refusal(too_much, tmp_path, capfdbinary)[0]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        (f"单据号,{HEAD}", "A,2023-04-05,二级,-300"),
        (f"单据号,{HEAD},状态", "A,2023-03-05,二级,300,已退费"),
        (f"单据号,原单据号,{HEAD}", "Z,A,2023-04-05,二级,-300"),
        (HEAD, "2023-04-05,二级,-300"),
        (f"{HEAD},备注", "2023-03-05,二级,300,已退费"),
    ],
)
def test_a_later_file_pays_back_what_the_household_has(
    head: str, row: str, tmp_path: Path, capfdbinary: Capture
) -> None:
    imported(sheet(tmp_path, f"单据号,{HEAD}", "A,2023-03-05,二级,300", "B,2023-03-07,二级,50"), tmp_path, capfdbinary)
    target = str(tmp_path / "out.gjs")
    case, said = imported(sheet(tmp_path, head, row), tmp_path, capfdbinary, "--into", target, "--force")
    assert [(visit.receipt, visit.refunded) for visit in case.visits] == [("A", True), ("B", False)]
    assert "Visits of the household that these rows pay back, and that are marked so: 1" in said
    assert "too high" not in said


def test_a_refund_of_another_bill_marks_none(tmp_path: Path, capfdbinary: Capture) -> None:
    imported(sheet(tmp_path, f"单据号,{HEAD}", "A,2023-03-05,二级,300"), tmp_path, capfdbinary)
    target = str(tmp_path / "out.gjs")
    rows = ("B,2023-03-05,三级,-300", "C,2023-03-01,二级,-300", "D,2023-04-05,二级,-299")
    later = sheet(tmp_path, f"单据号,{HEAD}", *rows)
    case, said = imported(later, tmp_path, capfdbinary, "--into", target, "--force")
    assert [visit.refunded for visit in case.visits] == [False]
    assert "Refunds without their bill: 3. Sums may be too high by 899.00." in said


def test_two_bills_of_one_number_in_two_files(tmp_path: Path, capfdbinary: Capture) -> None:
    imported(sheet(tmp_path, f"流水号,{HEAD}", "1,2023-03-05,二级,300"), tmp_path, capfdbinary)
    target = str(tmp_path / "out.gjs")
    later = sheet(tmp_path, f"流水号,{HEAD}", "1,2023-04-05,三级,999")
    options = ("import", "--into", target, "--force", "--skip-faulty")
    case, said = imported(later, tmp_path, capfdbinary, *options[1:])
    assert [visit.total for visit in case.visits] == [300_00]
    assert 'D2: the number "1" is known already with another total, 300.00' in said
