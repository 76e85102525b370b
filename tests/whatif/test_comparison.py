"""Side by side: every side is the engine's own answer to the moved household, and the causes add up."""

import gc
import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from random_cases import cases
from statements import LIBRARY, REGIONS, WORDINGS, Json, case_data, case_of

from calculator.case.case import Case
from calculator.case.variants import moved_to_region, moved_to_year, with_status
from calculator.engine.compute import compute
from calculator.ground.faults import FaultsError
from calculator.whatif.comparison import AFTER, BEFORE, Comparison, Question, compare, sums_of
from calculator.whatif.comparison_words import ComparisonWords
from calculator.whatif.difference_causes import Cause

some = settings(max_examples=40)

PEOPLE: list[Json] = [
    {"id": "me", "region": "rizhao", "status": "employed", "birth_date": "1980-05-17", "contribution_base": "6000.00"},
    {"id": "father", "region": "nanchang", "status": "retired", "age": 74, "own_pension": "4000.00"},
    {"id": "aunt", "region": "xian", "status": "retired", "age": 60},
]


def household(**fields: Any) -> Case:
    visits: list[Json] = [
        {"person": "me", "date": "2023-03-10", "institution": "level2", "total": "1480.00", "pay_from_account": ["me"]},
        {"person": "me", "date": "2023-04-18", "institution": "level3", "total": "1400.00", "pay_from_account": ["me"]},
        {
            "person": "me",
            "date": "2023-07-21",
            "institution": "level2",
            "total": "200.00",
            "circumstances": ["prenatal"],
        },
        {"person": "father", "date": "2023-05-09", "institution": "level3", "total": "9000.00"},
        {"person": "aunt", "date": "2023-08-16", "institution": "level1", "total": "600.00"},
    ]
    return case_of(case_data(*visits, **{"people": PEOPLE, **fields}))


def asked(case: Case, kind: Any, *keys: str, person: str | None = None, year: int | None = None) -> Comparison:
    return compare(case, LIBRARY, Question(kind, year or case.from_ // 12, person, keys))


def pooled(comparison: Comparison) -> list[int]:
    return [side.sums.pooled for side in comparison.sides]


def moved(figure: str, causes: tuple[Cause, ...]) -> int:
    return sum(cause.amount or 0 for cause in causes if cause.figure == figure)


# ---- every side is what the engine says


@some
@given(cases())
def test_a_region_is_computed_as_if_all_lived_there(data: Json) -> None:
    case = case_of(data)
    for year in range(case.from_ // 12, case.through // 12 + 1):
        comparison = asked(case, "regions", *REGIONS, year=year)
        for side in comparison.sides:
            statement = compute(moved_to_region(case, side.key), LIBRARY)
            assert side.sums == sums_of(moved_to_region(case, side.key), statement, year)
            assert [person.region for person in side.people] == [side.key] * len(case.people)


@some
@given(cases(family=False))
def test_the_causes_add_up_to_the_difference(data: Json) -> None:
    case = case_of(data)
    comparison = asked(case, "regions", *REGIONS)
    first, *others = comparison.sides
    for side, causes in zip(others, comparison.differences, strict=True):
        if not first.sums.refused and not side.sums.refused:
            assert moved("pooled", causes) == side.sums.pooled - first.sums.pooled
            assert moved("account", causes) == side.sums.account - first.sums.account
        if not first.sums.uncredited and not side.sums.uncredited:
            assert moved("credited", causes) == side.sums.credited - first.sums.credited
        assert all(cause.count > 0 and cause.amount != 0 for cause in causes)


@some
@given(cases(fewest_visits=1))
def test_other_kinds_are_the_engines_own_too(data: Json) -> None:
    case = case_of(data)
    person, year = case.people[0].id, case.from_ // 12
    for side in asked(case, "status", person=person).sides:
        status = "retired" if side.key == "retired" else side.key
        statement = compute(with_status(case, person, status), LIBRARY)  # type: ignore[arg-type]
        assert side.sums == sums_of(side.case, statement, year, person)
    for side in asked(case, "years", str(year), str(year + 3)).sides:
        statement = compute(moved_to_year(case, LIBRARY, year, int(side.key)), LIBRARY)
        assert side.sums == sums_of(side.case, statement, int(side.key))
    before, after = asked(case, "reform").sides
    assert after.sums == sums_of(case, compute(case, LIBRARY), year)
    assert before.sums.pooled == before.sums.deductible == before.sums.refused == 0


def test_the_statement_that_is_there_is_not_computed_again() -> None:
    case = household()
    statement = compute(case, LIBRARY)
    comparison = compare(case, LIBRARY, Question("years", 2023, None, ("2023", "2024")), statement=statement)
    assert comparison.sides[0].sums == sums_of(case, statement, 2023)


# ---- what is moved


def test_a_side_with_visits_without_a_number_is_named_where_the_others_are_compared() -> None:
    comparison = asked(household(), "regions", "rizhao", "nanchang", "gansu", person="me")
    assert [side.sums.refused for side in comparison.sides] == [0, 0, 3]
    verdict = ComparisonWords(comparison, LIBRARY, WORDINGS["zh"]).verdict()
    assert verdict.endswith("比南昌市多 382.00 元。有就诊无法计算、未参加比较的：甘肃省。")
    both = asked(household(), "regions", "rizhao", "nanchang", person="me")
    assert "甘肃省" not in ComparisonWords(both, LIBRARY, WORDINGS["zh"]).verdict()


def test_a_payment_that_could_not_be_read_makes_the_balance_incomplete() -> None:
    use = {"payer": "me", "relation": "self", "purpose": "fitness", "date": "2023-10-20", "amount": "0.00"}
    use["unread"] = {"amount": "12o0"}  # type: ignore[assignment]
    for side in asked(household(account_uses=[use]), "regions", "rizhao", "xian", person="me").sides:
        assert side.sums.uncertain == 1
    for side in asked(household(), "regions", "rizhao", "xian", person="me").sides:
        assert side.sums.uncertain == 0


def test_people_keep_what_is_theirs_but_not_anothers_city() -> None:
    levels = {"level1": "300", "level2": "300", "level3": "300"}
    rates = {"level1": "0.65", "level2": "0.60", "level3": "0.55"}
    city = {"name": "城", "deductible": levels, "rate": rates, "retired_uplift": "0.05", "cap": "2500"}
    people = [{**PEOPLE[0], "region": "gansu", "city": city}, PEOPLE[1]]
    case = case_of(case_data({"person": "me"}, {"person": "father"}, people=people))
    comparison = asked(case, "regions", "rizhao", "gansu")
    assert comparison.sides[0].sums.refused == 0
    assert comparison.sides[1].sums.refused == 1, "the father's city is not known"
    assert pooled(comparison)[1] == 708_00, "60% of what 1,480.00 has above 300.00"


def test_a_year_takes_its_dates_along() -> None:
    base = {"2024-01": "6000.00", "2024-03": "6500.00"}
    people = [{**PEOPLE[0], "contribution_base": base}]
    case = case_of({**case_data({"date": "2024-02-29"}, people=people), "from": "2024-01", "through": "2024-12"})
    other = moved_to_year(case, LIBRARY, 2024, 2025)
    assert other.visits[0].date == date(2025, 2, 28)
    assert (other.from_, other.through) == (case.from_ + 12, case.through + 12)
    assert sorted(other.people[0].contribution_base) == [2025 * 12, 2025 * 12 + 2]  # type: ignore[arg-type]
    assert other.people[0].birth_date == case.people[0].birth_date


def test_who_was_not_born_yet_cannot_be_moved() -> None:
    with pytest.raises(FaultsError) as caught:
        asked(household(), "years", "2023", "1970")
    assert [fault.code for fault in caught.value.faults] == ["born_after_through"]


def test_before_the_rules_nothing_is_paid_and_that_is_said() -> None:
    comparison = asked(household(), "years", "2023", "2022", person="me")
    assert pooled(comparison)[1] == 0
    assert comparison.sides[1].sums.not_paid == 3
    excluded = [cause for cause in comparison.differences[0] if cause.rule == "excluded"]
    assert {cause.there.phrase and cause.there.phrase[0] for cause in excluded} == {"excluded.not_in_force"}


# ---- before and after the reform


def test_the_earlier_credits_are_those_that_the_text_gives() -> None:
    comparison = asked(household(), "reform", person="me")
    before, after = comparison.sides
    assert (before.key, after.key) == (BEFORE, AFTER)
    assert (before.sums.credited, after.sums.credited) == (12 * 210_00, 12 * 165_00)
    assert before.people[0].account.months[0].clause == "三（一）"
    own = asked(household(), "reform", person="father")
    assert own.sides[0].sums.credited == 12 * 140_00, "3.5% of one's own pension"


def test_an_earlier_credit_that_no_text_gives_is_refused_and_said() -> None:
    before = asked(household(), "reform", person="aunt").sides[0]
    assert before.sums.uncredited == 12
    refused = before.people[0].account.months[0].refused
    assert refused is not None
    assert (refused.code, refused.clause) == ("earlier_rule_not_in_text", "第五条")


def test_what_the_fund_pays_comes_with_the_reform() -> None:
    comparison = asked(household(), "reform", person="me")
    assert pooled(comparison) == [0, 1676_00]
    before = comparison.sides[0]
    assert before.sums.not_paid == before.sums.visits == 3
    decision = before.people[0].years[0].visits[0].excluded
    assert decision is not None
    assert decision.message[1]["start"] == date(2023, 1, 1), "when pooling really begins"


# ---- why


def test_each_rule_has_its_share_and_both_clauses() -> None:
    causes = asked(household(), "regions", "rizhao", "nanchang", person="me").differences[0]
    found = {cause.rule: cause for cause in causes}
    # 400 and 100 of the deductible at 70% and 60%, against 600 at once.
    assert found["deductible"].amount == -80_00
    assert found["rate"].amount == -132_00 - 140_00 - 30_00
    for rule in ("deductible", "rate", "credit"):
        cites = found[rule].here.cite, found[rule].there.cite
        assert all(cite.source and cite.clause for cite in cites)
        assert cites[0] != cites[1]


def test_the_cap_is_named_where_it_cuts() -> None:
    causes = asked(household(), "regions", "nanchang", "xian", person="father").differences[0]
    assert {cause.rule: cause.amount for cause in causes if cause.figure == "pooled"}["cap"]
    assert moved("pooled", causes) == 500_00, "the two caps"


def test_retiring_changes_deductible_rate_and_credit() -> None:
    comparison = asked(household(), "status", person="me")
    assert [side.key for side in comparison.sides] == ["employed", "retired"]
    assert {cause.rule for cause in comparison.differences[0]} >= {"deductible", "rate", "credit"}
    assert comparison.sides[1].sums.uncredited == 12


def test_nothing_differs_from_itself_in_a_year_of_the_same_rules() -> None:
    case = household(people=[{**PEOPLE[0], "birth_date": None, "age": 30}, *PEOPLE[1:]])
    comparison = asked(case, "years", "2024", "2025", person="me")
    assert comparison.differences == ((),)


# ---- in words


@some
@given(cases())
def test_everything_is_said_in_finished_sentences(data: Json) -> None:
    case = case_of(data)
    year, person = case.from_ // 12, case.people[0].id
    for comparison in (
        asked(case, "regions", *REGIONS),
        asked(case, "reform", person=person),
        asked(case, "status", person=person),
        asked(case, "years", str(year), str(year + 1)),
    ):
        for language, wording in WORDINGS.items():
            told = ComparisonWords(comparison, LIBRARY, wording)
            said = [told.title(), told.whose(), told.verdict(), *told.names()]
            for row in told.rows():
                assert len(row.cells) == len(row.clauses) == len(comparison.sides)
                said += [row.name, *row.cells]
            for place, side in enumerate(comparison.sides):
                said += told.notes(side)
                if place:
                    lines = told.lines(place)
                    said += [text for line in lines for text in (line.heading, line.formula, line.clause, line.reading)]
            assert not [text for text in said if "{" in text or "}" in text]
            if language == "zh":
                assert not re.search("the|year|region", "".join([told.title(), told.verdict()]))


def test_the_words_of_a_difference() -> None:
    comparison = asked(household(), "regions", "rizhao", "nanchang", person="me")
    told = ComparisonWords(comparison, LIBRARY, WORDINGS["zh"])
    assert told.verdict() == "统筹支付最多的是日照市（1676.00 元），比南昌市多 382.00 元。"
    deductible = told.lines(1)[0]
    assert deductible.heading == "起付标准：统筹少付 80.00（2次就诊）"
    assert deductible.formula.splitlines() == [
        "例，2023年3月10日：",
        "日照市：起付标准 400.00（在职，二级）− 本年已扣 0.00 ＝ 400.00",
        "南昌市：起付标准 600.00（在职，二级）− 本年已扣 0.00 ＝ 600.00",
    ]
    assert deductible.clause.splitlines()[0] == "日照市：日政办发〔2022〕17号 二（二）"


# ---- questions that make no sense


@pytest.mark.parametrize("keys", [("rizhao",), ("rizhao", "rizhao"), (*REGIONS, "rizhao")])
def test_fewer_than_two_or_more_than_five_regions_are_refused(keys: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="regions"):
        asked(household(), "regions", *keys)


def test_unknown_regions_people_and_years_are_refused() -> None:
    for question in (
        Question("regions", 2023, None, ("rizhao", "nowhere")),
        Question("reform", 2023, "nobody"),
        Question("reform", 2030),
    ):
        with pytest.raises(KeyError):
            compare(household(), LIBRARY, question)
    with pytest.raises(ValueError, match="one person"):
        asked(household(), "status")


def test_the_work_can_be_stopped_between_two_sides() -> None:
    told: list[tuple[int, int]] = []

    def reach(done: int, of: int) -> None:
        told.append((done, of))
        if done == 2:
            raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        compare(household(), LIBRARY, Question("regions", 2023, None, tuple(REGIONS)), reach=reach)
    assert told == [(0, 5), (1, 5), (2, 5)]
    assert gc.isenabled()


def test_the_collector_goes_on_as_it_was() -> None:
    asked(household(), "reform")
    assert gc.isenabled()
    gc.disable()
    try:
        asked(household(), "reform")
        assert not gc.isenabled()
    finally:
        gc.enable()
