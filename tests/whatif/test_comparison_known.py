"""What a comparison cannot know for a side is refused and said, or said beside the number."""

from pathlib import Path
from typing import Any

from statements import LIBRARY, WORDINGS, Json, case_data, case_of

from calculator.case.case import Case
from calculator.engine.compute import compute
from calculator.policy.library import Library
from calculator.policy.names import LEVELS
from calculator.whatif.comparison import Comparison, Question, compare, sums_of
from calculator.whatif.comparison_words import ComparisonWords
from calculator.widgets.charts.comparison_charts import comparison_bars

PEOPLE: list[Json] = [
    {"id": "me", "region": "rizhao", "status": "employed", "birth_date": "1980-05-17", "contribution_base": "6000.00"},
    {"id": "father", "region": "nanchang", "status": "retired", "age": 74, "own_pension": "4000.00"},
    {"id": "aunt", "region": "xian", "status": "retired", "age": 60},
]
RETIRED: Json = {"id": "f", "region": "rizhao", "status": "retired", "age": 74, "average_pension": {"2023": "4000.00"}}


def asked(case: Case, kind: Any, *keys: str, person: str | None = None, year: int | None = None) -> Comparison:
    return compare(case, LIBRARY, Question(kind, year or case.from_ // 12, person, keys))


def of_2024(*visits: Json, **fields: Any) -> Case:
    return case_of(case_data(*visits, **{"from": "2024-01", "through": "2024-12", **fields}))


def notes(comparison: Comparison, place: int) -> str:
    return "\n".join(ComparisonWords(comparison, LIBRARY, WORDINGS["zh"]).notes(comparison.sides[place]))


def test_a_regions_average_pension_is_not_anothers() -> None:
    comparison = asked(of_2024(people=[RETIRED]), "regions", "rizhao", "nanchang", "gansu", "xian")
    assert [side.sums.credited for side in comparison.sides] == [1200_00, 0, 0, 1200_00]
    assert [side.sums.uncredited for side in comparison.sides] == [0, 12, 12, 0], "where it is a fixed amount, it is"
    assert "需要 2023 年全省基本养老金平均水平才能算" in notes(comparison, 1)
    assert "属于原地区" in notes(comparison, 1)
    assert "属于原地区" not in notes(comparison, 3)


def test_figures_of_an_app_count_only_for_things_as_they_are() -> None:
    known = [{"date": "2024-06-30", "pooled": "500.00"}]
    comparison = asked(of_2024(people=[{**RETIRED, "known": known}]), "regions", "rizhao", "xian", person="f")
    assert [bool(side.case.people[0].known) for side in comparison.sides] == [True, False]
    assert "某日已知的数字" not in notes(comparison, 0)
    assert "某日已知的数字只在现状下有效，这里改为计算" in notes(comparison, 1)


def test_a_known_credit_and_what_was_used_before() -> None:
    account, opening = {"monthly_credit": "88.00"}, {"deductible_used": "100.00", "pooled": "500.00"}
    case = of_2024(
        {"person": "f", "date": "2024-05-09", "institution": "level3", "total": "9000.00"},
        people=[{**RETIRED, "account": account, "opening": opening}],
        **{"from": "2024-03"},
    )
    regions = asked(case, "regions", "rizhao", "xian", "erenhot", person="f")
    assert [side.sums.credited for side in regions.sides] == [880_00, 1000_00, 0]
    assert [side.sums.uncredited for side in regions.sides] == [0, 0, 10]
    for place in range(3):
        assert "已用的起付线 100.00、统筹已支付 500.00，这里同样采用" in notes(regions, place)
    assert ["已知的每月划入额" in notes(regions, place) for place in range(3)] == [False, True, True]
    before, after = asked(case, "reform", person="f").sides
    assert (before.sums.uncredited, after.sums.credited) == (10, 880_00)
    employed, retired = asked(case, "status", person="f").sides
    assert (employed.sums.uncredited, retired.sums.credited) == (10, 880_00)
    assert [side.sums.credited for side in asked(case, "years", "2024", "2026").sides] == [880_00, 1000_00]


def test_ones_own_region_shows_ones_own_figures() -> None:
    visits: list[Json] = [
        {"person": "father", "date": "2023-02-08", "total": "900.00", "pay_from_account": ["father", "me"]},
        {"person": "me", "date": "2023-03-10", "total": "900.00", "pay_from_account": ["me"]},
    ]
    case = case_of(case_data(*visits, people=PEOPLE))
    comparison = asked(case, "regions", "rizhao", "xian", person="me")
    assert comparison.sides[0].sums == sums_of(case, compute(case, LIBRARY), 2023, "me")
    assert [person.region for person in comparison.sides[1].case.people] == ["xian", "nanchang", "xian"]
    whole = asked(case, "regions", "rizhao", "xian")
    assert {person.region for person in whole.sides[0].case.people} == {"rizhao"}
    told = [ComparisonWords(one, LIBRARY, WORDINGS["zh"]).whose() for one in (comparison, whole)]
    assert told == ["me（换到各个地区，家里其他人不动）", "全家（每个人都换到各个地区）"]


# ---- what has no number


def cells(comparison: Comparison, library: Library = LIBRARY) -> dict[str, tuple[str, ...]]:
    return {row.key: row.cells for row in ComparisonWords(comparison, library, WORDINGS["zh"]).rows()}


def test_what_leaves_visits_out_says_so() -> None:
    levels, rates = dict.fromkeys(("level1", "level2", "level3"), "300"), dict.fromkeys(LEVELS, "0.60")
    city = {"name": "城", "deductible": levels, "rate": rates, "retired_uplift": "0.05", "cap": "2500"}
    people = [{**PEOPLE[0], "region": "gansu", "city": city}, PEOPLE[1]]
    case = case_of(case_data({"person": "me"}, {"person": "father"}, people=people))
    comparison = asked(case, "regions", "gansu", "rizhao")
    found = cells(comparison)
    assert found["pooled"][0] == "708.00（不全）"
    assert found["pooled"][1] == "1641.00", "756 and 885: all of the other side is computed"
    assert found["balance"][0].endswith("（不全）")
    told = ComparisonWords(comparison, LIBRARY, WORDINGS["zh"])
    headings = [line.heading for line in told.lines(1)]
    assert "一方没有规定：无法比较（1次就诊）" in headings
    assert next(one for one in headings if one.startswith("起付标准")).endswith("（不全）")
    assert "（不全）" in notes(comparison, 0)
    bar = {bar.name: bar.text for bar in comparison_bars(told)[0].bars}
    assert bar["统筹基金支付"] == "708.00（不全）"


def test_what_accounts_pay_rests_on_their_credits() -> None:
    visit = {"person": "me", "date": "2023-11-10", "total": "900.00", "pay_from_account": ["me"]}
    case = case_of(case_data(visit, people=PEOPLE))
    comparison = asked(case, "status", person="me")
    found = cells(comparison)
    assert found["credited"][1] == "未能计算"
    assert found["account"] == ("550.00", "0.00（不全）")
    assert found["cash"][1].endswith("（不全）")
    assert not found["pooled"][1].endswith("（不全）")
    headings = [line.heading for line in ComparisonWords(comparison, LIBRARY, WORDINGS["zh"]).lines(1)]
    assert "账户支付：账户少付 550.00（1次就诊）（不全）" in headings
    rich = [{**PEOPLE[0], "account": {"opening_balance": "5000.00"}}, *PEOPLE[1:]]
    enough = cells(asked(case_of(case_data(visit, people=rich)), "status", person="me"))
    assert enough["account"][1] == "450.00", "more could not have paid more"


def test_another_accounts_missing_credit_and_years_before_count_too() -> None:
    visit = {"person": "me", "date": "2023-11-10", "total": "9000.00", "pay_from_account": ["aunt", "me"]}
    before = cells(asked(case_of(case_data(visit, people=PEOPLE)), "reform", person="me"))
    assert before["balance"][0].endswith("（不全）"), "the aunt's earlier credit is not in the text"
    people = [{**PEOPLE[0], "region": "gansu"}]
    case = case_of(case_data(people=people, **{"from": "2022-06", "through": "2023-12"}))
    found = cells(asked(case, "reform", person="me", year=2023))
    assert found["credited"][1] == "1440.00"
    assert found["balance"][1] == "1440.00（不全）"


def test_a_missing_pack_has_no_time_before_the_reform(tmp_path: Path) -> None:
    library = Library.of_person(tmp_path / "packs", forgiving=True)
    people = [{**PEOPLE[0], "region": "lhasa"}]
    case = Case.model_validate(case_data({"person": "me"}, people=people))
    comparison = compare(case, library, Question("reform", 2023, "me"))
    found = cells(comparison, library)
    assert found["standing"] == ("—", "—")
    assert {found[key] for key in ("pooled", "total", "cash", "credited", "balance")} == {("未能计算", "未能计算")}
    told = ComparisonWords(comparison, library, WORDINGS["zh"])
    for side in comparison.sides:
        assert "政策包 lhasa 不在这台电脑上" in told.notes(side)[0]
        assert "改革前" not in "".join(told.notes(side))
    assert told.lines(1) == []


def test_a_missing_version_is_not_called_by_another(tmp_path: Path) -> None:
    library = Library.of_person(tmp_path / "packs", forgiving=True)
    comparison = compare(
        case_of(case_data({"person": "me"}, people=PEOPLE)),
        library,
        Question("regions", 2023, "me", ("rizhao", "rizhao@7")),
    )
    assert ComparisonWords(comparison, library, WORDINGS["zh"]).names() == ["日照市", "rizhao@7（缺政策包）"]


def test_before_the_reform_there_was_no_pooling_and_no_doubt_about_it() -> None:
    levels, rates = dict.fromkeys(("level1", "level2", "level3"), "900"), dict.fromkeys(LEVELS, "0.60")
    city = {"name": "城", "deductible": levels, "rate": rates, "retired_uplift": "0.05", "cap": "9500"}
    case = case_of(case_data({"person": "me"}, people=[{**PEOPLE[0], "region": "gansu", "city": city}]))
    comparison = asked(case, "reform", person="me")
    before, after = notes(comparison, 0), notes(comparison, 1)
    assert "不支付的就诊（1次）：不支付：改革前没有门诊统筹" in before
    assert "起执行" not in before
    assert "原则上的上限" not in before
    assert "原则上的上限" in after
    formula = ComparisonWords(comparison, LIBRARY, WORDINGS["zh"]).lines(1)[0].formula
    assert "改革前：不支付：改革前没有门诊统筹" in formula


def test_before_the_reform_no_earlier_visits_are_in_doubt() -> None:
    person = {**PEOPLE[0], "opening": {"deductible_used": "300.00", "pooled": "80.00"}}
    readings = {"rizhao": {"deductible-across-levels": "per-level"}}
    comparison = asked(case_of(case_data({"person": "me"}, people=[person], readings=readings)), "reform", person="me")
    assert "按每一级都已扣计" not in notes(comparison, 0)
    assert "按每一级都已扣计" in notes(comparison, 1)


def test_before_the_reform_the_age_of_45_is_read_as_it_was_chosen() -> None:
    # 46 on 15 June 2023: 6 × 6000 × 3.5% + 6 × 6000 × 4.2%; read exactly, 45 has been past all year: 12 × 6000 × 4.2%.
    person = {**PEOPLE[0], "birth_date": "1977-06-15"}
    for readings, before in (({}, 2772_00), ({"rizhao": {"age-45": "exact"}}, 3024_00)):
        comparison = asked(case_of(case_data(people=[person], readings=readings)), "reform", person="me")
        assert comparison.sides[0].sums.credited == before
