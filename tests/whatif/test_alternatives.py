"""An alternative that is told with sums is what `compute` says under that reading; any other is told without."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import cases
from statements import LIBRARY, REGIONS, WORDINGS, Json, case_data, case_of, statement_of

from calculator.case.case import Case
from calculator.case.variants import with_reading
from calculator.commands.text_tables import year_to_date
from calculator.engine.alternative_statement import Alternative, StatementWithAlternatives
from calculator.engine.compute import compute
from calculator.engine.statement import PersonStatement, Statement
from calculator.policy_pages.open_questions import effects
from calculator.whatif.alternatives import with_alternatives

SUMS = ("pooled", "personal", "account", "cash", "credited", "balance")


def refused_parts(person: PersonStatement) -> list[tuple[str, int | None]]:
    visits = [visit.refused for year in person.years for visit in year.visits]
    months = [month.refused for month in person.account.months]
    return [(decision.code, decision.year) for decision in (*visits, *months) if decision is not None]


def assert_true(case: Case, now: PersonStatement, other: Alternative) -> None:
    pack = LIBRARY.pack(other.region)
    then = compute(with_reading(case, pack, other.reading, other.value), LIBRARY)
    computed = next(person for person in then.people if person.id == now.id)
    if other.refused is not None:
        assert (other.difference, other.complete) == (None, None)
        assert [getattr(other, name) for name in SUMS] == [None] * 6
        assert other.refused.code.endswith("_required")
        assert other.refused in [row.refused for one in then.people for row in rows_of(one)]
        assert (other.refused.code, other.refused.year) not in refused_parts(now)
        return
    assert other.difference is not None
    for name in SUMS:
        assert getattr(other, name) == getattr(computed.sums(), name)
        assert getattr(other.difference, name) == getattr(other, name) - getattr(now.sums(), name)
    if refused_parts(now) or refused_parts(computed):
        assert other.complete is False


def rows_of(person: PersonStatement) -> list[Any]:
    return [*person.account.months, *(visit for year in person.years for visit in year.visits)]


@settings(max_examples=40)
@given(data=cases())
def test_every_alternative_is_true(data: Json) -> None:
    case = case_of(data)
    statement = compute(case, LIBRARY)
    stated = with_alternatives(case, statement, LIBRARY)
    for now, person in zip(statement.people, stated.people, strict=True):
        for other in person.alternatives:
            assert_true(case, now, other)
    assert_nothing_untold(case, statement, stated)


def assert_nothing_untold(case: Case, statement: Statement, stated: StatementWithAlternatives) -> None:
    """Under every other value of every reading that is not told, the person's sums are what they are now."""
    for region in {person.region for person in case.people}:
        pack = LIBRARY.pack(region)
        chosen = {**pack.default_readings(), **case.readings.get(region, {})}
        for reading in pack.reading:
            for value in reading.values:
                if value.id == chosen[reading.id]:
                    continue
                then = compute(with_reading(case, pack, reading.id, value.id), LIBRARY)
                for now, person, other in zip(statement.people, stated.people, then.people, strict=True):
                    told = {(one.region, one.reading, one.value) for one in person.alternatives}
                    if (region, reading.id, value.id) not in told:
                        assert other.sums() == now.sums()


@pytest.mark.parametrize("region", REGIONS)
@settings(max_examples=12)
@given(data=st.data())
def test_every_alternative_of_every_region_is_true(region: str, data: st.DataObject) -> None:
    household = data.draw(cases(fewest_visits=2))
    for person in household["people"]:
        person["region"] = region
        if region != "gansu":
            person.pop("city", None)
    case = case_of(household)
    statement = compute(case, LIBRARY)
    stated = with_alternatives(case, statement, LIBRARY)
    for now, person in zip(statement.people, stated.people, strict=True):
        for other in person.alternatives:
            assert_true(case, now, other)
    assert_nothing_untold(case, statement, stated)


ONLY_2023: Json = case_data(
    people=[{"id": "me", "region": "erenhot", "status": "retired", "average_pension": {"2023": "4000"}}],
    **{"from": "2024-01", "through": "2024-12"},
)


def test_what_is_wanting_is_said_instead_of_a_sum_everywhere() -> None:
    case = case_of(ONLY_2023)
    stated = with_alternatives(case, compute(case, LIBRARY), LIBRARY)
    (told,) = effects(stated)["erenhot", "pension-base-year", "frozen"]
    assert (told.figures, told.wanting is not None) == ((), True)
    table = year_to_date(case, stated, LIBRARY, WORDINGS["en"])
    (line,) = [line for line in table.splitlines() if "pension-base-year: frozen" in line]
    assert "cannot be computed: The average basic pension of 2021 is needed" in line
    assert "960" not in line
    found = statement_of(ONLY_2023, alternatives=True)["people"][0]["alternatives"]
    (frozen,) = [one for one in found if one["value"] == "frozen"]
    assert set(frozen) == {"reading", "value", "region", "refused"}
    assert frozen["refused"]["code"] == "average_pension_required"


def test_a_limit_on_costs_is_said_in_costs_on_the_terminal() -> None:
    people = [{"id": "me", "region": "nanchang", "status": "employed"}]
    readings = {"nanchang": {"cap-basis": "expense"}}
    case = case_of(case_data({"institution": "level3", "total": "1000"}, people=people, readings=readings))
    table = year_to_date(case, compute(case, LIBRARY), LIBRARY, WORDINGS["en"])
    # 1,000 of 1,800 are used; of them 600 are the deductible, and half of 400 is paid.
    said = (
        "Yearly limit on in-scope cost 1800.00, in-scope cost so far 1000.00, remaining 800.00; paid by the pooled fund"
    )
    assert f"{said} 200.00" in table


def test_an_alternative_rests_on_the_accounts_that_would_pay() -> None:
    mum = {"id": "mum", "region": "erenhot", "status": "retired", "average_pension": {"2023": "4000"}}
    me = {"id": "me", "region": "erenhot", "status": "employed", "contribution_base": "5000"}
    visit = {"person": "me", "date": "2024-02-03", "total": "3000", "pay_from_account": ["mum"]}
    period = {"from": "2024-01", "through": "2024-12"}
    found = statement_of(case_data(visit, people=[me, mum], **period), alternatives=True)["people"][0]["alternatives"]
    (frozen,) = [one for one in found if one["value"] == "frozen"]
    assert frozen["refused"]["code"] == "average_pension_required"


def test_the_terminal_says_why_an_account_paid_and_was_credited_nothing() -> None:
    me = {"id": "me", "region": "rizhao", "status": "flexible", "account": {"opening_balance": "900"}}
    brother = {"id": "brother", "region": "rizhao", "status": "retired", "relation": "sibling"}
    visit = {"person": "brother", "pay_from_account": ["me"]}
    period = {"from": "2023-03", "through": "2023-03"}
    case = case_of(case_data(visit, people=[{**me, "relation": "self"}, brother], **period))
    table = year_to_date(case, compute(case, LIBRARY), LIBRARY, WORDINGS["zh"])
    assert "2023-03: 不划入（灵活就业）" in table
    (line,) = [line for line in table.splitlines() if "不能为其本人的兄弟姐妹支付" in line]
    assert line.startswith("  2023-03-10 ")
    assert line.endswith("（日政办发〔2022〕17号 三（二））")


def test_only_what_is_paid_before_the_text_rests_on_its_silence() -> None:
    me = {"id": "me", "region": "xian", "status": "employed", "account": {"opening_balance": "900"}}
    relations = ("self", "spouse", "sibling")
    used = {"payer": "me", "purpose": "hospital_personal", "date": "2022-10-05", "amount": "50"}
    period = {"from": "2022-10", "through": "2022-10"}
    uses = [{**used, "relation": relation} for relation in relations]
    person = statement_of(case_data(people=[me], account_uses=uses, **period))["people"][0]
    assert [use["allowed"] for use in person["uses"]] == ["yes", "not_listed", "no"]
    assert [one["field"] for one in person["warnings"] if one["code"] == "no_rule_in_text"] == ["1"]
