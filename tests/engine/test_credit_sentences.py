"""A month's credit in words: the sentence that tells it or refuses it, with its figures, worked from the texts."""

import pytest
from statements import LEAST_PERSON, Json, case_data, statement_of

PENSIONS = {"2021": "3000", "2022": "3100", "2023": "3000"}
RATE_ONLY = {"contribution_base": "6000"}
JANUARY, LAST_YEAR = "2023-01", "2022-12"


def _month(month: str, person: Json, **readings: str) -> Json:
    people = [{**LEAST_PERSON, **person}]
    given = {people[0]["region"]: readings}
    statement = statement_of(case_data(people=people, readings=given, **{"from": month, "through": month}))
    found: Json = statement["people"][0]["account"]["months"][0]
    return found


@pytest.mark.parametrize(
    ("month", "person", "credit", "said"),
    [
        # 日照 三（一） 2023: employed base × (2 % + 0.75 % up to 45, 1.1 % above)
        (JANUARY, {**RATE_ONLY, "age": 45}, "165.00", "缴费基数 6000.00 × (2% + 0.75%) ＝ 165.00"),
        (JANUARY, {**RATE_ONLY, "age": 46}, "186.00", "缴费基数 6000.00 × (2% + 1.1%) ＝ 186.00"),
        (JANUARY, {**RATE_ONLY, "birth_date": "1977-01-31"}, "165.00", "缴费基数 6000.00 × (2% + 0.75%) ＝ 165.00"),
        ("2023-02", {**RATE_ONLY, "birth_date": "1977-01-31"}, "186.00", "缴费基数 6000.00 × (2% + 1.1%) ＝ 186.00"),
        (
            JANUARY,
            {"status": "flexible", "age": 45, **RATE_ONLY},
            "0.00",
            "不划入（灵活就业）。2%的划入不含灵活就业人员，文件没有为其在职期间另写划入。",
        ),
        # from 2024: the retired below 70 2 %, from 70 on 2.5 % of the 2023 average
        (
            "2024-01",
            {"status": "retired", "age": 69, "average_pension": PENSIONS},
            "60.00",
            "2023 年基本养老金平均水平 3000.00 × 2% ＝ 60.00",
        ),
        (
            "2024-01",
            {"status": "retired", "age": 70, "average_pension": PENSIONS},
            "75.00",
            "2023 年基本养老金平均水平 3000.00 × 2.5% ＝ 75.00",
        ),
        ("2024-01", RATE_ONLY, "120.00", "缴费基数 6000.00 × 2% ＝ 120.00"),
        # 西安 第五条
        (JANUARY, {"region": "xian", "status": "retired"}, "100.00", "每月定额 100.00（退休）"),
        # 南昌 四（三）1 before 2023
        (
            LAST_YEAR,
            {"region": "nanchang", "status": "retired", "own_pension": "3000"},
            "105.00",
            "本人养老金 3000.00 × 3.5% ＝ 105.00",
        ),
        (LAST_YEAR, {"region": "nanchang", **RATE_ONLY}, "174.00", "缴费基数 6000.00 × 2.9% ＝ 174.00"),
        # 二连浩特 方案二（二）1: 3 % of the year before until 2022, then 2 %
        (
            LAST_YEAR,
            {"region": "erenhot", "status": "retired", "average_pension": PENSIONS},
            "90.00",
            "2021 年基本养老金平均水平 3000.00 × 3% ＝ 90.00",
        ),
        (
            JANUARY,
            {"region": "erenhot", "status": "retired", "average_pension": PENSIONS},
            "62.00",
            "2022 年基本养老金平均水平 3100.00 × 2% ＝ 62.00",
        ),
        (JANUARY, {"account": {"monthly_credit": "12"}}, "12.00", "每月 12.00，按填写的金额"),
    ],
)
def test_a_credit_says_what_it_was_computed_from(month: str, person: Json, credit: str, said: str) -> None:
    found = _month(month, person)
    assert (found["credit"], found["text"], found["refused"]) == (credit, said, None)


@pytest.mark.parametrize(
    ("month", "person", "code", "said"),
    [
        (JANUARY, RATE_ONLY, "birth_date_required", "需要出生日期或年龄才能算 2023-01 的划入"),
        (JANUARY, {"age": 45}, "contribution_base_required", "需要 2023-01 的缴费基数才能算"),
        (
            JANUARY,
            {**RATE_ONLY, "age": 45, "plan": "pooled_only"},
            "no_rule_in_text",
            "文件没有写单建统筹人员；2023-01 的划入不计算",
        ),
        (
            JANUARY,
            {"status": "retired", "age": 70},
            "earlier_rule_not_in_text",
            "改革前的规则不在本文件中。2023年退休人员划入政策保持不变，而此前的标准不在本文件中。",
        ),
        (
            "2024-01",
            {"status": "retired", "age": 70, "average_pension": {"2022": "3100"}},
            "average_pension_required",
            "需要 2023 年统筹地区基本养老金平均水平才能算",
        ),
        (
            LAST_YEAR,
            {"region": "nanchang", "status": "retired"},
            "own_pension_required",
            "需要本人 2022-12 的月养老金才能算",
        ),
        (
            LAST_YEAR,
            {"region": "nanchang", "status": "flexible", **RATE_ONLY},
            "no_rule_in_text",
            "文件没有 2022-12（灵活就业）的划入规则。说明只写了在职和退休人员调整前的标准，没有写灵活就业人员。",
        ),
        (
            JANUARY,
            {"region": "erenhot", "status": "retired", "average_pension": {"2021": "3000"}},
            "average_pension_required",
            "需要 2022 年内蒙古全区平均基本养老金才能算",
        ),
        # 二连浩特 has rules for those without an account of their own: none before its first date is another matter.
        (
            "2022-01",
            {"region": "erenhot", "plan": "pooled_only", **RATE_ONLY},
            "no_rule_in_text",
            "文件没有 2022-01（在职）的划入规则。",
        ),
    ],
)
def test_a_credit_that_cannot_be_computed_says_what_is_wanting(month: str, person: Json, code: str, said: str) -> None:
    found = _month(month, person)
    assert (found["credit"], found["refused"]["code"], found["refused"]["message"]) == (None, code, said)
    assert found["text"] == said


# ---- by hand: 70 is reached on 1 January 2024


@pytest.mark.parametrize(
    ("birth", "reading", "credit"),
    [
        # after the month of the birthday
        ("1954-01-01", "next-month", "60.00"),
        ("1953-12-31", "next-month", "75.00"),
        # from the month of the birthday
        ("1954-01-31", "birthday-month", "75.00"),
        ("1954-02-01", "birthday-month", "60.00"),
        # by the age on that 1 January
        ("1954-01-01", "on-1-january", "75.00"),
        ("1954-01-02", "on-1-january", "60.00"),
        ("1953-12-31", "on-1-january", "75.00"),
    ],
)
def test_who_reaches_70_as_the_year_begins(birth: str, reading: str, credit: str) -> None:
    person = {"status": "retired", "birth_date": birth, "average_pension": PENSIONS}
    assert _month("2024-01", person, **{"age-change": reading})["credit"] == credit


@pytest.mark.parametrize(
    ("birth", "reading", "credit"),
    [
        # `exact`: above from the day after the 45th birthday; 1978-01-01 is 45 on 2023-01-01 itself, not above.
        ("1978-01-01", "on-1-january", "165.00"),
        ("1977-12-31", "on-1-january", "186.00"),
    ],
)
def test_who_is_45_to_the_day(birth: str, reading: str, credit: str) -> None:
    readings = {"age-45": "exact", "age-change": reading}
    assert _month(JANUARY, {**RATE_ONLY, "birth_date": birth}, **readings)["credit"] == credit


@pytest.mark.parametrize(
    ("month", "credit"), [("2023-01", None), ("2023-02", "120.00"), ("2023-03", "120.00"), ("2023-04", "140.00")]
)
def test_a_base_by_month_holds_until_the_next(month: str, credit: str | None) -> None:
    person = {"region": "xian", "contribution_base": {"2023-04": "7000", "2023-02": "6000"}}
    statement = statement_of(case_data(people=[{**LEAST_PERSON, **person}]))
    months = {one["month"]: one["credit"] for one in statement["people"][0]["account"]["months"]}
    assert months[month] == credit


@pytest.mark.parametrize(
    ("month", "person", "credit", "said"),
    [
        # 二连浩特 方案二（二）3, read as of those who retire from 2022-10-01 on
        ("2022-10", {"status": "retired"}, "0.00", "不划入（退休）：在 2022年10月1日 以前退休"),
        ("2023-01", {"status": "retired"}, None, None),
        (
            "2023-01",
            {"status": "employed", "retirement_date": "2022-09-30"},
            "0.00",
            "不划入（退休）：在 2022年10月1日 以前退休",
        ),
        (
            "2023-01",
            {"status": "employed", "retirement_date": "2022-10-01"},
            "62.00",
            "2022 年基本养老金平均水平 3100.00 × 2% ＝ 62.00",
        ),
    ],
)
def test_who_retired_before_the_reform_is_told_apart(month: str, person: Json, credit: str | None, said: str) -> None:
    whole = {"region": "erenhot", "plan": "pooled_only", "average_pension": PENSIONS, **person}
    found = _month(month, whole, **{"exempt-retirees": "retired-since"})
    assert found["credit"] == credit
    if credit is None:
        assert found["refused"]["code"] == "no_rule_in_text"
        assert "2022年10月1日" in found["text"]
    else:
        assert found["text"] == said


@pytest.mark.parametrize(
    ("month", "person", "readings"),
    [
        (JANUARY, {**RATE_ONLY, "birth_date": "1977-01-31"}, "age-45: completed-years; age-change: next-month"),
        (JANUARY, {**RATE_ONLY, "age": 45}, "age-45: completed-years"),
        ("2024-01", {**RATE_ONLY, "birth_date": "1977-01-31"}, None),  # one rate for every age
        ("2024-01", {"status": "retired", "age": 70, "average_pension": PENSIONS}, None),
    ],
)
def test_how_age_changes_is_named_where_age_and_birthday_bear(month: str, person: Json, readings: str | None) -> None:
    assert _month(month, person)["reading"] == readings
