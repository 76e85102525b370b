"""What a step cites says the figure it went by: its clause stands on the policy page of that day with that figure."""

from datetime import date

import pytest
from statements import LIBRARY, REGIONS, WORDINGS, Json, case_data, case_of

from calculator.engine.compute import compute
from calculator.ground.money import format_percent
from calculator.policy_pages.region_page import policy_page
from calculator.whatif.comparison import Question, compare
from calculator.whatif.comparison_words import ComparisonWords
from calculator.words.explanation import figure_told, visit_told
from calculator.words.personal_year import personal_year

ZH = WORDINGS["zh"]
CITY: Json = {
    "deductible": {"level1": "100", "level2": "200", "level3": "300"},
    "rate": {"level1": "0.65", "level2": "0.60", "level3": "0.55"},
    "retired_uplift": "0.05",
    "cap": "2000",
}
DOCUMENTED = [region for region in REGIONS if LIBRARY.pack(region).standing != "framework"]


@pytest.mark.parametrize("level", ["level1", "level2", "level3"])
@pytest.mark.parametrize("status", ["employed", "retired"])
@pytest.mark.parametrize("region", DOCUMENTED)
def test_the_cited_clause_has_the_figure(region: str, status: str, level: str) -> None:
    day = date(2023, 6, 1)
    person: Json = {"id": "me", "region": region, "status": status}
    case = case_of(
        case_data({"person": "me", "date": f"{day}", "institution": level, "total": "9000"}, people=[person])
    )
    of = personal_year(case, compute(case, LIBRARY), LIBRARY, ZH, "me", 2023)
    settled = of.year.visits[0]
    page = policy_page(of.pack, of.readings, day, ZH)
    entries = {section.key: section.entries for section in page.sections}
    assert settled.deductible is not None
    assert settled.rate is not None
    assert of.year.cap is not None
    figures = {
        "deductible": ZH.yuan(settled.deductible),
        "share": format_percent(settled.rate),
        "cap": ZH.yuan(of.year.cap),
    }
    lines = dict(
        zip((step.name for step in settled.steps), visit_told(settled, of.person, of.pack, ZH).lines, strict=True)
    )
    for step, table in (("deductible", "deductible"), ("share", "rate"), ("cap", "cap")):
        rule = lines[step].rule
        assert rule is not None
        saying = [entry for entry in entries[table] if entry.cited == rule.cited and figures[step] in entry.said]
        assert saying, (step, rule.cited, figures[step])
        assert lines[step].clause.startswith(rule.cited)


@pytest.mark.parametrize("name", ["cap", "deductible"])
def test_a_figure_of_ones_own_is_never_cited_as_a_documents(name: str) -> None:
    person: Json = {"id": "me", "region": "gansu", "status": "employed", "city": CITY}
    case = case_of(case_data({"person": "me", "date": "2023-06-01", "total": "9000"}, people=[person]))
    of = personal_year(case, compute(case, LIBRARY), LIBRARY, ZH, "me", 2023)
    subject = "pooled" if name == "cap" else name
    assert figure_told(of, subject, each_visit=False).lines[-1].clause.startswith("本人填写的本市标准")
    assert getattr(of.year, f"{name}_source") is None


@pytest.mark.parametrize("region", ["xian", "erenhot", "gansu"])
def test_before_the_reform_nothing_is_cited_that_the_text_does_not_say(region: str) -> None:
    person: Json = {"id": "me", "region": region, "status": "employed", "contribution_base": "6000"}
    case = case_of(case_data({"person": "me", "date": "2023-06-01", "total": "900"}, people=[person]))
    words = ComparisonWords(compare(case, LIBRARY, Question("reform", 2023, "me")), LIBRARY, ZH)
    credit = next(line for line in words.lines(1) if "此前的划入标准不在本文件中" in line.formula)
    assert credit.clause.startswith("改革后：")
    assert len(credit.rules) == 1
    said = next(note for note in words.notes(words.comparison.sides[0]) if "不在本文件中" in note)
    assert said.endswith("此前的划入标准不在本文件中。")
