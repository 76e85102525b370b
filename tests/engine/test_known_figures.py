"""What is known of a day takes the place of what was computed, in the counters, the balance and the year's moments."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import AMOUNTS, cases
from statements import LEAST_PERSON, LIBRARY, Json, broken_rules, case_data, case_of, statement_of

from calculator.engine.compute import compute
from calculator.engine.year_moments import balance_on, year_series
from calculator.ground.months import first_day, last_day
from calculator.whatif.next_visit import Bill, next_visit


@st.composite
def known_cases(draw: st.DrawFn) -> Json:
    """A random household of whose people something is known on some days."""
    data = draw(cases())
    case = case_of(data)
    days = st.dates(first_day(case.from_), last_day(case.through))
    for person in data["people"]:
        entries = {
            day: {name: draw(st.one_of(st.none(), AMOUNTS)) for name in ("deductible_used", "pooled", "balance")}
            for day in draw(st.lists(days, max_size=3, unique=True))
        }
        person["known"] = [{"date": day.isoformat(), **entries[day]} for day in sorted(entries)]
    return data


@settings(max_examples=80)
@given(data=known_cases())
def test_what_is_known_holds_at_the_end_of_its_day(data: Json) -> None:
    case = case_of(data)
    statement, printed = compute(case, LIBRARY), statement_of(data)
    faults = [fault for fault in broken_rules(case, printed) if "more than" not in fault]
    assert not faults  # a known figure below the computed one lets the fund pay more than the cap together
    for person, computed in zip(case.people, statement.people, strict=True):
        told = {warning.field for warning in computed.warnings if warning.code == "known_differs"}
        moved = [one for one in computed.corrections if one.figure != "expense"]
        assert told == {f"known.{one.day.isoformat()}.{one.figure}" for one in moved}
        for known in person.known:
            if known.balance is not None:
                assert balance_on(case, statement, LIBRARY, person.id, known.date) == known.balance
        for year in computed.years:
            moments = year_series(case, statement, LIBRARY, person.id, year.year).moments
            assert (moments[-1].pooled, moments[-1].balance) == (year.pooled_to_date, year.account.balance)
            ends = [one for one in person.known if one.date.year == year.year and one.pooled is not None]
            if ends and not [visit for visit in year.visits if visit.date > ends[-1].date]:
                assert year.pooled_to_date == ends[-1].pooled


def test_a_known_figure_is_not_compared_with_a_sum_that_leaves_something_out_without_a_word() -> None:
    known = [{"date": "2023-01-31", "deductible_used": "400", "pooled": "100", "balance": "7"}]
    me = {**LEAST_PERSON, "region": "gansu", "contribution_base": "6000", "known": known}
    for visits, expected in ([], "计算结果为 0.00；"), ([{"date": "2023-01-05"}], "（未含无法计算的就诊或月份）"):
        person = statement_of(case_data(*visits, people=[me], **{"from": "2023-01", "through": "2023-02"}))["people"][0]
        told = [one["message"] for one in person["warnings"] if one["code"] == "known_differs"]
        assert len(told) == 3
        assert [expected in line for line in told[:2]] == [True, True]
        assert ("未含无法计算" in told[2]) == bool(visits), "the account's balance too"
    me = {**me, "contribution_base": None, "known": [{"date": "2023-01-31", "balance": "7"}]}
    (told,) = [one["message"] for one in statement_of(case_data(people=[me]))["people"][0]["warnings"]
               if one["code"] == "known_differs"]  # fmt: skip
    assert "未含无法计算的就诊或月份" in told


@pytest.mark.parametrize("credit_timing", ["start-of-month", "end-of-month"])
def test_the_end_of_a_day_comes_after_everything_on_it(credit_timing: str) -> None:
    known = {"date": "2023-01-31", "deductible_used": "400", "pooled": "100", "balance": "7"}
    me = {**LEAST_PERSON, "age": 40, "contribution_base": "6000", "known": [known]}
    visit = {"date": "2023-01-31", "pay_from_account": ["me"]}
    use = {"payer": "me", "relation": "self", "purpose": "pharmacy_drug", "date": "2023-01-31", "amount": "5"}
    readings = {"rizhao": {"credit-timing": credit_timing}}
    person = statement_of(case_data(visit, people=[me], account_uses=[use], readings=readings))["people"][0]
    assert person["account"]["months"][0]["balance"] == "7.00"
    assert person["years"][0]["pooled_to_date"] == "100.00"
    assert person["years"][0]["deductible_used"] == "400.00"


def test_the_next_visit_is_asked_for_after_what_is_known_of_its_day() -> None:
    me = {**LEAST_PERSON, "known": [{"date": "2023-05-02", "pooled": "1950", "balance": "30"}]}
    case = case_of(case_data({"date": "2023-03-10"}, people=[me]))
    for day in (date(2023, 5, 2), date(2023, 6, 1)):
        options = {option.institution: option for option in next_visit(case, LIBRARY, "me", day, Bill(1000_00))}
        assert options["level2"].settlement.pooled == 50_00
        assert options["level2"].settlement.account_total == 30_00
    (before, *_rest) = next_visit(case, LIBRARY, "me", date(2023, 5, 1), Bill(1000_00))
    # 1480.00 at level 2 was paid 756.00 and used the whole deductible: 1000.00 at 80% at level 1.
    assert before.settlement.pooled == 800_00


def test_a_known_figure_that_could_not_be_read_counts_for_nothing() -> None:
    known = {"date": "2023-05-02", "balance": "30"}
    me = {**LEAST_PERSON, "known": [known], "unread": {"known.2023-05-02.balance": "三十"}}
    person = statement_of(case_data({}, people=[me]))["people"][0]
    assert (person["account"]["balance"], person["account"]["complete"]) == ("0.00", False)
    assert person["years"][0]["visits"][0]["refused"] is None
    paid = {**me, "known": [{"date": "2023-05-02", "pooled": "30"}], "unread": {"known.2023-05-02.pooled": "三十"}}
    visit = statement_of(case_data({}, people=[paid]))["people"][0]["years"][0]["visits"][0]
    assert visit["refused"]["code"] == "entry_unread"


def _corrections(*visits: Json, region: str = "xian", **readings: str) -> list[tuple[str, int, int]]:
    known = [{"date": "2023-04-01", "deductible_used": "200", "pooled": "500"}]
    me = {**LEAST_PERSON, "region": region, "known": known}
    person = compute(case_of(case_data(*visits, people=[me], readings={region: readings})), LIBRARY).people[0]
    return [(one.figure, one.computed, one.known) for one in person.corrections]


def test_the_cost_follows_what_is_known_only_where_the_limit_is_on_costs() -> None:
    """西安, level 2: (1,000 − 200) × 60 % = 480.00 computed, 500.00 known: the cost is 20.00 more, too."""
    visit = {"total": "1000"}
    assert _corrections(visit) == [("pooled", 480_00, 500_00)]
    assert _corrections(visit, **{"cap-basis": "expense"}) == [
        ("pooled", 480_00, 500_00),
        ("expense", 1000_00, 1020_00),
    ]
    # 1,033.34 − 200 = 833.34, of which 500.00: nothing is another than computed.
    assert _corrections({"total": "1033.34"}, **{"cap-basis": "expense"}) == []


def test_a_visit_without_a_number_in_another_year_leaves_the_balance_incomplete() -> None:
    known = [{"date": "2024-05-01", "balance": "7"}]
    me = {**LEAST_PERSON, "known": known, "account": {"monthly_credit": "0"}}
    refused = {"date": "2023-03-01", "setting": "remote_filed"}
    for first, told in ((refused, True), ({"date": "2023-03-01"}, False)):
        data = case_data(first, {"date": "2024-03-01"}, people=[me], **{"from": "2023-01", "through": "2024-12"})
        (said,) = [
            one["message"] for one in statement_of(data)["people"][0]["warnings"] if one["code"] == "known_differs"
        ]
        assert ("未含无法计算" in said) == told
