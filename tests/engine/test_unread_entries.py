"""What could not be read counts for nothing; what was paid back stands in no sum; a time of day orders visits."""

import pytest
from statements import LEAST_PERSON, Json, case_data, statement_of

from calculator.policy.names import LEVELS

ME: Json = {
    **LEAST_PERSON,
    "birth_date": "1980-05-17",
    "contribution_base": "6000",
    "account": {"opening_balance": "500"},
}
USE: Json = {"payer": "me", "relation": "self", "purpose": "pharmacy_drug", "date": "2023-04-01", "amount": "50"}


def me_in(data: Json) -> Json:
    found: Json = statement_of(data)["people"][0]
    return found


def sums(data: Json) -> Json:
    """All that is computed but the visits themselves, and how many were refused."""
    person = me_in(data)
    year = person["years"][0]
    return {**{key: year[key] for key in year if key != "visits"}, "account": person["account"]}


@pytest.mark.parametrize("field", ["total", "date", "institution", "prescriber", "pay_from_account", "note", "time"])
def test_a_visit_with_an_unread_field_is_refused_and_moves_nothing(field: str) -> None:
    after: Json = {"id": "after", "date": "2023-05-01", "pay_from_account": ["me"]}
    bad: Json = {"id": "bad", "unread": {field: "12o0"}, "pay_from_account": ["me"]}
    data = case_data(bad, after, people=[ME])
    visits = {visit["id"]: visit for visit in me_in(data)["years"][0]["visits"]}
    assert visits["bad"]["refused"]["code"] == "entry_unread"
    assert "12o0" in visits["bad"]["refused"]["message"]
    assert visits["bad"]["pooled"] is visits["bad"]["cash"] is None
    without = sums(case_data(after, people=[ME]))
    with_bad = sums(data)
    assert with_bad["totals"].pop("refused_visits") - without["totals"].pop("refused_visits") == 1
    assert with_bad == without


def test_values_beside_an_unread_field_are_no_faults() -> None:
    data = case_data(
        {"unread": {"date": "13月5日"}, "date": "2031-01-01"},
        {"unread": {"total": ""}, "total": "1", "out_of_catalogue": "5"},
        {"unread": {"institution": "市医院"}, "institution": "pharmacy"},
        people=[{**ME, "age": 4, "unread": {"age": "四十"}}],
    )
    assert {visit["refused"]["code"] for visit in me_in(data)["years"][0]["visits"]} == {"entry_unread"}


def test_an_unread_account_use_pays_nothing_and_says_neither_yes_nor_no() -> None:
    person = me_in(case_data(people=[ME], account_uses=[{**USE, "unread": {"amount": "五十"}}, USE | {"id": "read"}]))
    bad, good = person["uses"]
    assert (bad["refused"]["code"], bad["allowed"], bad["paid"]) == ("entry_unread", None, "0.00")
    assert (good["allowed"], good["paid"], "refused" in good) == ("yes", "50.00", False)
    assert person["account"]["paid"] == "50.00"


@pytest.mark.parametrize(
    ("field", "visits", "credited", "complete"),
    [
        ("region", True, True, False),
        ("status", True, True, False),
        ("retirement_date", True, True, False),
        ("opening", True, False, True),
        ("opening.pooled", True, False, True),
        ("known", True, False, False),
        ("plan", False, True, False),
        ("birth_date", False, True, False),
        ("contribution_base", False, True, False),
        ("average_pension.2023", False, True, False),
        ("account.monthly_credit", False, True, False),
        ("account.opening_balance", False, False, False),
        ("name", False, False, True),
        ("usual_level", False, False, True),
    ],
)
def test_what_rests_on_an_unread_field_of_a_person_is_refused(
    field: str, visits: bool, credited: bool, complete: bool
) -> None:
    person = me_in(case_data({}, people=[{**ME, "unread": {field: "？"}}]))
    (visit,) = person["years"][0]["visits"]
    assert (visit["refused"] is not None and visit["refused"]["code"] == "entry_unread") is visits
    months = person["account"]["months"]
    assert {month["refused"] is not None for month in months} == {credited}
    assert person["account"]["complete"] is complete
    assert (person["years"][0]["cap"] is None) is visits
    if field == "account.opening_balance":
        assert person["account"]["opening"] == "0.00"


def test_a_known_credit_stands_whatever_else_cannot_be_read() -> None:
    own = {"monthly_credit": {"2023-01": "7"}}
    person = me_in(case_data(people=[{**ME, "account": own, "unread": {"contribution_base": "六千"}}]))
    assert person["account"]["credited"] == "84.00"


def test_an_account_of_an_unread_region_pays_for_nobody() -> None:
    mum: Json = {**ME, "id": "mum", "unread": {"region": "日召"}}
    use: Json = {**USE, "payer": "mum"}
    data = case_data({"person": "me", "pay_from_account": ["mum"]}, people=[ME, mum], account_uses=[use])
    mine, hers = statement_of(data)["people"]
    (visit,) = mine["years"][0]["visits"]
    assert (visit["account"], visit["cash"]) == ([], visit["personal"])
    assert [(warning["code"], warning["field"]) for warning in mine["warnings"]] == [("entry_unread", "1")]
    assert hers["uses"][0]["refused"]["code"] == "entry_unread"
    assert hers["warnings"] == []


@pytest.mark.parametrize("excluded", ["no", "yes"])
@pytest.mark.parametrize("setting", ["local", "non_designated", "remote_filed"])
def test_what_was_paid_back_counts_nowhere(excluded: str, setting: str) -> None:
    readings = {"rizhao": {"excluded-costs-count": excluded, "deductible-across-levels": "once-met"}}
    back: Json = {"id": "back", "refunded": True, "setting": setting, "pay_from_account": ["me"]}
    after: Json = {"id": "after", "date": "2023-05-01", "institution": "level3", "pay_from_account": ["me"]}
    data = case_data(back, after, people=[ME], readings=readings)
    assert sums(data) == sums(case_data(after, people=[ME], readings=readings))
    visit = me_in(data)["years"][0]["visits"][0]
    assert (visit["excluded"]["code"], visit["excluded"]["source"], visit["excluded"]["clause"]) == (
        "refunded",
        None,
        None,
    )
    assert (visit["pooled"], visit["personal"], visit["cash"], visit["account"]) == ("0.00", "1480.00", "1480.00", [])


def test_a_time_of_day_orders_the_visits_of_a_day() -> None:
    visits = [
        {"id": "no time", "institution": "level1"},
        {"id": "late", "time": "17:30"},
        {"id": "no time either", "institution": "level3"},
        {"id": "early", "time": "08:05"},
        {"id": "day before", "date": "2023-03-09", "time": "23:59"},
    ]
    found = me_in(case_data(*visits))["years"][0]["visits"]
    assert [visit["id"] for visit in found] == ["day before", "early", "late", "no time", "no time either"]
    used = [visit["deductible_used"] for visit in found]
    assert used == sorted(used)


@pytest.mark.parametrize("level", LEVELS)
def test_a_credit_that_a_person_knows_may_change(level: str) -> None:
    own = {"monthly_credit": {"2023-03": "105.00", "2023-07": "110.00"}}
    person = me_in(case_data({"institution": level}, people=[{**ME, "account": own}]))
    found = [month["credit"] for month in person["account"]["months"]]
    # Before the first of its months the rule counts: 6000 x 2.75% at 43.
    assert found == ["165.00"] * 2 + ["105.00"] * 4 + ["110.00"] * 6
