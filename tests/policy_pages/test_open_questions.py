"""The readings page: its figures are those of `compute`, and every reading changes a figure worked by hand."""

from collections.abc import Iterator
from dataclasses import fields

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import cases
from statements import LIBRARY, REGIONS, WORDINGS, Json, case_data, case_of
from worked_cases import WorkedCase, worked_cases

from calculator.case.case import Case
from calculator.case.variants import with_reading
from calculator.engine.compute import compute
from calculator.engine.statement import PeriodSums
from calculator.policy_pages.open_questions import (
    SUMS,
    Effects,
    effects,
    questions,
)
from calculator.whatif.alternatives import with_alternatives
from calculator.words.explanation import figure_told, visit_told
from calculator.words.personal_year import personal_year
from calculator.words.year_summary import year_doubts

ZH, EN = WORDINGS["zh"], WORDINGS["en"]
CASES = {worked.name: worked for worked in worked_cases()}
OTHER_VALUES = [
    (region, reading.id, value.id)
    for region in REGIONS
    for reading in LIBRARY.pack(region).reading
    for value in reading.values[1:]
]
"""Every value of every reading that is not its default. Each of them moves a figure of some case: none is without
effect by nature."""


def shown(case: Case) -> Effects:
    """What the page shows for a case."""
    return effects(with_alternatives(case, compute(case, LIBRARY), LIBRARY))


def computed(case: Case, region: str, reading: str, value: str) -> dict[str, PeriodSums]:
    """Each person's sums where a question is read as `value`, by `compute` alone."""
    other = compute(with_reading(case, LIBRARY.pack(region), reading, value), LIBRARY)
    return {person.id: person.sums() for person in other.people}


def assert_true(case: Case, found: Effects, region: str, reading: str, value: str) -> None:
    """The figures that are shown for a choice are those of `compute`; what is not shown stays as it is."""
    now = {person.id: person.sums() for person in compute(case, LIBRARY).people}
    then = computed(case, region, reading, value)
    by_person = {effect.person: effect for effect in found.get((region, reading, value), ())}
    for person, before in now.items():
        if person in by_person and by_person[person].wanting is not None:
            assert not by_person[person].figures  # a figure that nobody gave is needed, and no sum is told
            continue
        told = {figure.key: figure for figure in by_person[person].figures} if person in by_person else {}
        for key in SUMS:
            old, new = getattr(before, key), getattr(then[person], key)
            assert (key in told) == (old != new)
            if key in told:
                assert (told[key].before, told[key].after, told[key].difference) == (old, new, new - old)


# ---- every reading of every region


def hand_worked() -> Iterator[tuple[tuple[str, str, str], WorkedCase]]:
    """The values that are not defaults for which a case says what must come out, with the case."""
    for worked in CASES.values():
        own = worked.name.partition("/")[0]
        for region, chosen in worked.case.get("readings", {}).items():
            for reading, value in chosen.items():
                yield (region, reading, value), worked
        for expected in worked.expect:
            if "alternative" in expected:
                reading, _colon, value = expected["alternative"].partition(": ")
                yield (own, reading, value), worked


@pytest.fixture(scope="module")
def by_hand() -> dict[tuple[str, str, str], list[WorkedCase]]:
    found: dict[tuple[str, str, str], list[WorkedCase]] = {}
    for value, worked in hand_worked():
        found.setdefault(value, []).append(worked)
    return found


@pytest.mark.parametrize(("region", "reading", "value"), OTHER_VALUES)
def test_a_case_worked_by_hand_changes_with_every_reading(
    region: str, reading: str, value: str, by_hand: dict[tuple[str, str, str], list[WorkedCase]]
) -> None:
    default = LIBRARY.pack(region).default_readings()[reading]
    changed = 0
    for worked in by_hand[region, reading, value]:
        case = case_of(worked.case)
        chosen = case.readings.get(region, {}).get(reading, default)
        other = default if chosen == value else value
        found = shown(case)
        assert_true(case, found, region, reading, other)
        changed += (region, reading, other) in found
    assert changed, "no case that names this value says anything else under the default"


@pytest.mark.parametrize("name", CASES)
def test_what_is_shown_is_what_compute_gives(name: str) -> None:
    case = case_of(CASES[name].case)
    found = shown(case)
    for region, reading, value in found:
        assert_true(case, found, region, reading, value)


@settings(max_examples=25)
@given(given_case=cases(), data=st.data())
def test_what_is_shown_is_what_compute_gives_for_any_household(given_case: Json, data: st.DataObject) -> None:
    case = case_of(given_case)
    found = shown(case)
    region = data.draw(st.sampled_from(sorted({person.region for person in case.people})))
    reading = data.draw(st.sampled_from(LIBRARY.pack(region).reading))
    value = data.draw(st.sampled_from([value.id for value in reading.values]))
    chosen = case.readings.get(region, {}).get(reading.id, reading.values[0].id)
    if value != chosen:
        assert_true(case, found, region, reading.id, value)
    else:
        assert (region, reading.id, value) not in found


def test_the_sums_are_all_that_a_period_has() -> None:
    assert set(SUMS) == {field.name for field in fields(PeriodSums)}


@pytest.mark.parametrize("region", REGIONS)
def test_the_choice_in_use_is_the_chosen_one_or_the_default(region: str) -> None:
    pack = LIBRARY.pack(region)
    chosen = {reading.id: reading.values[-1].id for reading in pack.reading[::2]}
    for question in questions(LIBRARY, region, chosen, ZH):
        assert question.chosen.value == {**pack.default_readings(), **chosen}[question.reading]


# ---- what else bears on a question


@pytest.mark.parametrize("region", REGIONS)
def test_every_question_says_why_and_what_other_texts_say(region: str) -> None:
    for wording in (ZH, EN):
        for question in questions(LIBRARY, region, {}, wording):
            assert question.why
            assert question.bears_on
            assert question.choices[0].default
            # No other text has ages, so that none can say when one counts.
            assert question.bearings or question.reading in ("age-change", "remote-not-direct")


def test_a_text_that_settles_a_question_is_cited() -> None:
    period = next(one for one in questions(LIBRARY, "rizhao", {}, EN) if one.reading == "deductible-period")
    cited = {bearing.region: bearing.cited for bearing in period.bearings}
    assert cited["Erenhot"] == "二政办发〔2022〕29号 方案二（一）1"
    assert set(cited) == {"Erenhot", "Gansu", "Nanchang", "Xi'an"}


def test_other_rules_on_the_same_matter_are_cited() -> None:
    covered = next(one for one in questions(LIBRARY, "rizhao", {}, ZH) if one.reading == "pharmacy-coverage")
    said = {bearing.region: bearing.said for bearing in covered.bearings}
    assert "与定点医疗机构同样支付" in said["南昌市"]
    assert said["西安市"].startswith("同样未定")


# ---- the mark where a chosen reading bears


def test_a_chosen_reading_is_marked_in_the_year_and_in_the_steps() -> None:
    visits = ({"date": "2023-03-10", "total": "500.00"}, {"date": "2023-04-10", "total": "500.00"})
    case = case_of(case_data(*visits, readings={"rizhao": {"deductible-period": "per-visit"}}))
    statement = compute(case, LIBRARY)
    of = personal_year(case, statement, LIBRARY, EN, "me", 2023)
    (mark,) = (line for line in year_doubts(of) if line.startswith("✎"))
    assert mark == (
        "✎ Computed under a chosen reading: Is the deductible counted once a year or at every visit?"
        " a deductible at every visit (default: one deductible a year)"
    )
    lines = visit_told(of.year.visits[1], of.person, of.pack, EN, case.people).lines
    assert any(line.reading.startswith("✎ Reading chosen, not the default") for line in lines)


def test_a_default_is_not_marked() -> None:
    visits = ({"date": "2023-03-10", "total": "500.00"}, {"date": "2023-04-10", "total": "500.00"})
    case = case_of(case_data(*visits, readings={"rizhao": {"deductible-period": "annual"}}))
    of = personal_year(case, compute(case, LIBRARY), LIBRARY, EN, "me", 2023)
    assert not [line for line in year_doubts(of) if "✎" in line]
    lines = visit_told(of.year.visits[1], of.person, of.pack, EN, case.people).lines
    assert not [line for line in (*lines, *figure_told(of, "account").lines) if "✎" in line.reading]
