"""What a step says: which of its sentences is told, with the right figures in it, worked by hand.

日照 二（二）, employed: deductible 300.00 · 400.00 · 500.00, rate 80 % · 70 % · 60 % by level, 2,000.00 a year.
"""

from typing import Any

import pytest
from statements import LEAST_PERSON, LIBRARY, Json, case_data, case_of, statement_of, visits_of

from calculator.engine.compute import compute

MARCH = [
    {"date": "2023-03-01", "institution": "level2", "total": "150"},
    {"date": "2023-03-02", "institution": "level2", "total": "250"},
    {"date": "2023-03-03", "institution": "level2", "total": "250"},
    {"date": "2023-03-04", "institution": "level3", "total": "250"},
]


def _told(step: str, *rows: Json, person: Any = None, **readings: str) -> list[str | None]:
    """What the step of each visit says, None where there is none."""
    people = [{**LEAST_PERSON, **(person or {})}]
    region = people[0]["region"]
    statement = statement_of(case_data(*rows, people=people, readings={region: readings}))
    said = [{one["name"]: one["text"] for one in visit["steps"]} for visit in visits_of(statement)]
    return [texts.get(step) for texts in said]


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        (
            {},
            [
                "政策范围内 150.00 不足剩余起付线 400.00（在职，二级：400.00 − 已扣 0.00），150.00 全部计入起付线",
                "起付标准 400.00（在职，二级）− 本年已扣 150.00 ＝ 250.00",
                "本年已扣 400.00，在职二级的起付标准 400.00 已满足，不再扣",
                "起付标准 500.00（在职，三级）− 本年已扣 400.00 ＝ 100.00",
            ],
        ),
        (
            {"deductible-across-levels": "per-level"},
            [
                "起付标准 400.00（在职，二级）− 本级别已扣 0.00，本次扣 150.00",
                "起付标准 400.00（在职，二级）− 本级别已扣 150.00，本次扣 250.00",
                "本年已扣 400.00，在职二级的起付标准 400.00 已满足，不再扣",
                "起付标准 500.00（在职，三级）− 本级别已扣 0.00，本次扣 250.00",
            ],
        ),
        (
            {"deductible-across-levels": "once-met"},
            [
                "政策范围内 150.00 不足剩余起付线 400.00（在职，二级：400.00 − 已扣 0.00），150.00 全部计入起付线",
                "起付标准 400.00（在职，二级）− 本年已扣 150.00 ＝ 250.00",
                "本年已扣 400.00，在职二级的起付标准 400.00 已满足，不再扣",
                "本年已扣 400.00，在职三级的起付标准 500.00 已满足，不再扣",
            ],
        ),
        (
            {"deductible-period": "per-visit"},
            [
                "每次就诊都扣起付标准 400.00（在职，二级），本次扣 150.00",
                "每次就诊都扣起付标准 400.00（在职，二级），本次扣 250.00",
                "每次就诊都扣起付标准 400.00（在职，二级），本次扣 250.00",
                "每次就诊都扣起付标准 500.00（在职，三级），本次扣 250.00",
            ],
        ),
    ],
)
def test_what_is_said_of_the_deductible(readings: dict[str, str], said: list[str]) -> None:
    assert _told("deductible", *MARCH, **readings) == said


def test_what_is_said_of_the_share() -> None:
    assert _told("share", *MARCH)[2:] == [
        "（250.00 − 0.00）× 70% ＝ 175.00（在职，二级）",
        "（250.00 − 100.00）× 60% ＝ 90.00（在职，三级）",
    ]


def test_what_is_said_of_the_cap() -> None:
    # (2,800 − 300) × 80 % = 2,000.00 is just within; then (250 − 0) × 80 % = 200.00, all of it over.
    rows = [{"institution": "level1", "total": "2800"}, {"institution": "level1", "total": "250"}]
    assert _told("cap", *MARCH[2:4], *rows) == [
        "本年已付 0.00 ＋ 0.00 ＝ 0.00，未超过年度限额 2000.00",
        "本年已付 0.00 ＋ 0.00 ＝ 0.00，未超过年度限额 2000.00",
        # 500.00 was used: 2,800 × 80 % = 2,240.00.
        "本年已付 0.00，年度限额 2000.00：统筹支付 2000.00，超限额 240.00",
        "本年已付 2000.00，年度限额 2000.00：统筹支付 0.00，超限额 200.00",
    ]
    assert _told("cap", *rows) == [
        "本年已付 0.00 ＋ 2000.00 ＝ 2000.00，未超过年度限额 2000.00",
        "本年已付 2000.00，年度限额 2000.00：统筹支付 0.00，超限额 200.00",
    ]


def test_what_is_said_of_a_limit_on_costs() -> None:
    """西安 第十一条, level 1, 70 %, 200.00, with the yearly limit of 2,000.00 read as one on costs."""
    rows = [{"institution": "level1", "total": "1500"}, {"institution": "level1", "total": "900"}]
    # (1,500 − 200) × 70 % = 910.00; of 900.00 only 500.00 counts: 350.00.
    assert _told("cap", *rows, person={"region": "xian"}, **{"cap-basis": "expense"}) == [
        "本年已发生政策范围内费用 0.00，限额 2000.00：本次 1500.00 中 1500.00 在限额内，0.00 超出；统筹支付 910.00",
        "本年已发生政策范围内费用 1500.00，限额 2000.00：本次 900.00 中 500.00 在限额内，400.00 超出；统筹支付 350.00",
    ]


@pytest.mark.parametrize(
    ("region", "visit", "said"),
    [
        (
            "nanchang",
            {"setting": "remote_filed"},
            "不是本地医疗机构的普通费用，仍可支付：异地就医（已备案）。可在全国的定点医疗机构就医购药。",
        ),
        (
            "nanchang",
            {"setting": "remote_unfiled"},
            "不是本地医疗机构的普通费用，仍可支付：异地就医（未备案）。说明写到全国定点医疗机构，没有提到备案，也没有写未备案如何处理。",
        ),
        (
            "nanchang",
            {"institution": "pharmacy", "prescriber": "level2"},
            "不是本地医疗机构的普通费用，仍可支付：药店（外配处方）。凭外配处方可在定点零售药店配药并结算。",
        ),
        (
            "xian",
            {"setting": "remote_unfiled", "emergency": True},
            "按门诊抢救支付：异地就医（未备案）。门诊抢救不受未备案的限制。",
        ),
        ("nanchang", {}, None),
    ],
)
def test_why_a_bill_that_is_no_ordinary_one_is_paid(region: str, visit: Json, said: str | None) -> None:
    assert _told("admitted", visit, person={"region": region}) == [said]


def test_what_a_cost_that_is_not_paid_counts_for() -> None:
    """二（三） excludes a hospital stay's costs; read as counting, 250.00 of 400.00 and then 150.00 are used up."""
    rows = [{**row, "circumstances": ["hospitalised"]} for row in MARCH[1:3]]
    said = _told("deductible", *rows, **{"excluded-costs-count": "yes"})
    assert said == ["计入起付线 250.00，本年已扣 250.00", "计入起付线 150.00，本年已扣 400.00"]
    steps = [visit["steps"] for visit in visits_of(
        statement_of(case_data(*rows, readings={"rizhao": {"excluded-costs-count": "yes"}}))
    )]  # fmt: skip
    assert [[(step["name"], step["amount"]) for step in of_one] for of_one in steps] == [
        [("excluded", "0.00"), ("deductible", "0.00")]
    ] * 2, "the fund asks for none of it"


# ---- the figures of a sentence by name


def _figures() -> Any:
    """The figures of a level 2 visit of 1,480.00, of which 80.00 is out of catalogue: (1,400 − 400) × 70 %."""
    case = case_of(case_data({"out_of_catalogue": "80.00", "total": "1480.00"}))
    (visit,) = compute(case, LIBRARY).people[0].years[0].visits
    return next(step.text[1] for step in visit.steps if step.name == "share")


def test_a_paid_visits_figures_are_a_mapping_of_all_that_sentences_name() -> None:
    figures = _figures()
    assert dict(figures) == {
        **dict.fromkeys(("over_price_limit", "first_self_pay", "paid_elsewhere"), 0),
        **dict.fromkeys(("used", "before", "over", "expense"), 0),
        **dict.fromkeys(("in_scope", "within"), 1400_00),
        **dict.fromkeys(("standard", "left", "deductible"), 400_00),
        **dict.fromkeys(("share", "pooled", "to_date"), 700_00),
        "total": 1480_00,
        "out_of_catalogue": 80_00,
        "level": "level2",
        "status": "employed",
        "rate": 7000,
        "cap": 2000_00,
    }
    assert len(figures) == len(list(figures))


def test_a_figure_that_there_is_not_is_none() -> None:
    figures = _figures()
    with pytest.raises(KeyError):
        figures["nobody"]
    assert figures.get("nobody") is None
    assert figures.get("nobody", 7) == 7
    assert figures.get("share", 7) == 700_00


def test_only_the_figures_that_a_city_set_are_a_persons_own() -> None:
    """甘肃 第七条 leaves deductible, rate and cap to the city; what is in scope 第十条 says itself."""
    levels = ("level1", "level2", "level3")
    city = {
        "deductible": dict.fromkeys(levels, "100"),
        "rate": dict.fromkeys(levels, "0.6"),
        "retired_uplift": "0",
        "cap": "2500",
    }
    statement = statement_of(case_data({}, people=[{**LEAST_PERSON, "region": "gansu", "city": city}]))
    (visit,) = visits_of(statement)
    assert {step["name"]: step.get("set_by") for step in visit["steps"]} == {
        "in_scope": None,
        **dict.fromkeys(("deductible", "share", "cap"), "person"),
    }
    assert [step["clause"] for step in visit["steps"]] == ["第十条", None, None, None]
    assert all(step["bound"].endswith("第七条") for step in visit["steps"][1:])
