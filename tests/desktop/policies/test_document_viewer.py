"""Finding a clause in an attached text."""

import pytest

from calculator.desktop.policies.document_viewer import place_of

TEXT = """一、总体要求
（一）指导思想。
（二）基本原则。
二、主要措施
（一）改革个人账户。二（二）在此
　　（二）建立门诊统筹。
1.起付标准。
2．支付比例。
三、附则
第一条 为了
第十条 甲
第十一条 乙
"""


@pytest.mark.parametrize(
    ("clause", "line"),
    [
        ("二（二）", "　　（二）建立门诊统筹。"),
        ("方案二（二）1", "1.起付标准。"),
        ("二（二）2", "2．支付比例。"),
        ("解读三.9", "三、附则"),
        ("第十一条", "第十一条 乙"),
        ("第十条", "第十条 甲"),
        ("二（二）、二（三）", "　　（二）建立门诊统筹。"),
        ("二（九）", "二、主要措施"),
    ],
)
def test_a_clause_is_found_below_the_one_above_it(clause: str, line: str) -> None:
    place = place_of(TEXT, clause)
    assert place is not None
    assert TEXT[place:].startswith(line)


@pytest.mark.parametrize("clause", ["第九十条", "通知", "九（一）", ""])
def test_what_is_not_there_is_not_found(clause: str) -> None:
    assert place_of(TEXT, clause) is None
