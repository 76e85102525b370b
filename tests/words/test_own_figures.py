"""Figures that a person typed for their city are cited as theirs; without them there is a range, said to be one."""

import json
from datetime import date

import pytest
from statements import LIBRARY, REGIONS, WORDINGS, Json, case_data, case_of, statement_json

from calculator.engine.compute import compute
from calculator.ground.typed_values import ShareError, typed_percentage
from calculator.policy.framework import allowed_range
from calculator.policy_pages.region_page import policy_page
from calculator.sheets.own.household_tables import Tables
from calculator.whatif.comparison import Question, compare
from calculator.whatif.comparison_words import ComparisonWords
from calculator.whatif.visit_pair import visit_pair
from calculator.whatif.visit_pair_words import PairWords
from calculator.words.cell_display import cited
from calculator.words.explanation import figure_told, visit_told
from calculator.words.personal_year import personal_year

ZH = WORDINGS["zh"]
CITY: Json = {
    "deductible": {"level1": "100", "level2": "200", "level3": "300"},
    "rate": {"level1": "0.65", "level2": "0.60", "level3": "0.55"},
    "retired_uplift": "0.05",
    "cap": "2000",
}
VISIT: Json = {"id": "a", "person": "me", "date": "2023-05-01", "institution": "level3", "total": "1300"}
BOUND = "甘政办发〔2021〕111号 第七条"


def case(city: Json | None) -> Json:
    return case_data(VISIT, people=[{"id": "me", "region": "gansu", "status": "employed", "city": city}])


def test_the_statement_names_the_person_and_the_bound() -> None:
    statement = json.loads(statement_json(case_of(case(CITY))))
    steps = {step["name"]: step for step in statement["people"][0]["years"][0]["visits"][0]["steps"]}
    for name in ("deductible", "share", "cap"):
        step = steps[name]
        assert (step["source"], step["clause"], step["set_by"], step["bound"]) == (None, None, "person", BOUND)
    assert steps["share"]["amount"] == "550.00"  # (1,300 − 300) × 55%
    assert "set_by" not in steps["in_scope"]
    assert steps["in_scope"]["source"] is not None


def test_a_document_that_has_the_figure_is_still_its_source() -> None:
    person = {"id": "me", "region": "rizhao", "status": "employed"}
    statement = json.loads(statement_json(case_of(case_data(VISIT, people=[person]))))
    steps = statement["people"][0]["years"][0]["visits"][0]["steps"]
    assert not any("set_by" in step or "bound" in step for step in steps)
    assert all(step["source"] for step in steps)


def test_steps_year_and_table_say_it() -> None:
    household = case_of(case(CITY))
    statement = compute(household, LIBRARY)
    of = personal_year(household, statement, LIBRARY, ZH, "me", 2023)
    told = visit_told(of.year.visits[0], of.person, of.pack, ZH)
    said = f"本人填写的本市标准，限于 {BOUND}"
    assert [line.clause for line in told.lines[1:4]] == [said] * 3
    assert all(line.rule is not None for line in told.lines[1:4])
    for subject in ("pooled", "deductible"):
        assert figure_told(of, subject, each_visit=False).lines[-1].clause.startswith(said)
    tables = Tables(household, statement, LIBRARY, ZH, None)
    assert sum(said in map(str, row) for row in tables.steps().rows()) == 3


def test_without_the_citys_figures_there_is_a_range_and_no_result() -> None:
    household = case_of(case(None))
    of = personal_year(household, compute(household, LIBRARY), LIBRARY, ZH, "me", 2023)
    told = visit_told(of.year.visits[0], of.person, of.pack, ZH)
    assert of.year.visits[0].pooled is None
    # Up to 300 of deductible and about 60%: (1,300 − 300) × 60% = 600 to 1,300 × 60% = 780.
    assert told.lines[-1].heading == "范围，不是结果"
    assert "600.00 至 780.00" in told.lines[-1].formula
    assert BOUND in told.lines[-1].formula


def test_the_range_ends_at_the_cap() -> None:
    found = allowed_range(LIBRARY.pack("gansu"), "retired", 10_000_00)
    assert found is not None
    assert (found.least, found.most) == (2500_00, 2500_00)
    assert allowed_range(LIBRARY.pack("xian"), "employed", 10_000_00) is None


def test_a_word_that_ends_the_document_and_begins_the_clause_stands_once() -> None:
    assert cited("二政办发〔2022〕29号 解读", "解读三.2") == "二政办发〔2022〕29号 解读三.2"
    assert cited("二政办发〔2022〕29号", "方案二（一）1") == "二政办发〔2022〕29号 方案二（一）1"
    assert cited(None, "解读三.2") == "解读三.2"
    for region in REGIONS:
        person = {"id": "me", "region": region, "status": "employed", "city": CITY if region == "gansu" else None}
        household = case_of(case_data(VISIT, people=[person]))
        of = personal_year(household, compute(household, LIBRARY), LIBRARY, ZH, "me", 2023)
        for line in visit_told(of.year.visits[0], of.person, of.pack, ZH).lines:
            assert "解读 解读" not in line.clause


def test_a_provisional_cap_says_so_once() -> None:
    page = policy_page(LIBRARY.pack("rizhao"), {}, date(2023, 6, 1), ZH)
    caps = [entry for section in page.sections if section.key == "cap" for entry in section.entries]
    said = ["".join([entry.said, *entry.notes]) for entry in caps]
    assert any("暂定" in text for text in said)
    assert all(text.count("暂定") <= 1 for text in said)


@pytest.mark.parametrize("text", ["0.6", ".6", "0.65", "０.6", "-0.05"])
def test_a_share_is_asked_about_and_not_taken_for_a_percentage(text: str) -> None:
    with pytest.raises(ShareError):
        typed_percentage(text)


def test_a_percentage_is_taken_as_it_stands() -> None:
    taken = {"60": 6000, "60%": 6000, "0.6%": 60, "52.5": 5250, "0": 0, "-5": -500}
    assert {text: typed_percentage(text) for text in taken} == taken


def test_the_years_figures_and_known_credits_name_the_person_too() -> None:
    person: Json = {
        "id": "me",
        "region": "gansu",
        "status": "employed",
        "city": CITY,
        "account": {"opening_balance": "0", "monthly_credit": "100"},
    }
    statement = json.loads(statement_json(case_of(case_data(VISIT, people=[person]))))["people"][0]
    year = statement["years"][0]
    for name in ("cap", "deductible"):
        said = [year[f"{name}_{part}"] for part in ("source", "clause", "set_by", "bound")]
        assert said == [None, None, "person", BOUND], name
    assert {(month["source"], month["set_by"]) for month in statement["account"]["months"]} == {(None, "person")}
    rizhao = {"id": "me", "region": "rizhao", "status": "employed"}
    statement = json.loads(statement_json(case_of(case_data(VISIT, people=[rizhao]))))["people"][0]
    assert not [key for key in statement["years"][0] if key.endswith(("_set_by", "_bound"))]
    assert statement["years"][0]["cap_source"] == "日政办发〔2022〕17号"


def test_a_comparison_and_two_visits_say_it_in_every_row() -> None:
    later = {**VISIT, "id": "b", "date": "2023-06-01", "institution": "level1"}
    person = {"id": "me", "region": "gansu", "status": "employed", "city": CITY}
    household = case_of(case_data(VISIT, later, people=[person]))
    said = f"本人填写的本市标准，限于 {BOUND}"
    question = Question("regions", 2023, "me", ("gansu", "rizhao"))
    words = ComparisonWords(compare(household, LIBRARY, question), LIBRARY, ZH)
    rows = {row.key: row.clauses for row in words.rows()}
    for key in ("standard", "cap"):
        assert (rows[key][0], "日政办发" in rows[key][1]) == (said, True), key
    causes = [line for line in words.lines(1) if "起付" in line.heading or "比例" in line.heading]
    assert causes
    for line in causes:
        ours, theirs = line.clause.split("\n")
        assert said in ours
        assert "日政办发" in theirs
        assert all(rule is not None for rule in line.rules)
    pair = PairWords(household, visit_pair(household, LIBRARY, "b", "a"), ZH)
    assert any(pair.clause(part) == said for part in pair.pair.parts)
