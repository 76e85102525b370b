"""What holds for every case, whoever the people are and however the texts are read."""

import json
from copy import deepcopy
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from random_cases import cases
from statements import LIBRARY, Json, broken_rules, case_of, is_own, statement_json, statement_of, visits_of

from calculator.case.case_json import read_case, write_case

quick = settings(max_examples=150)
some = settings(quick, max_examples=60)

VISIT = {
    "id",
    "date",
    "status",
    "level",
    "total",
    "paid_elsewhere",
    "in_scope",
    "deductible",
    "rate",
    "pooled",
    "over_cap",
    "personal",
    "account",
    "cash",
    "excluded",
    "refused",
    "deductible_used",
    "pooled_to_date",
    "cap_remaining",
    "steps",
    "stated_difference",
}
STEP = {"name", "text", "amount", "source", "clause", "reading"}
OWN_STEP = {"set_by", "bound"}
"""Only where a step goes by a figure that a person typed."""
DECISION = {"code", "message", "source", "clause"}
TOTALS = {"total", "in_scope", "deductible", "pooled", "personal", "account", "cash", "refused_visits"}
MONTH = {"month", "credit", "paid", "balance", "source", "clause", "refused"}
ACCOUNT = {"opening", "credited", "paid", "balance", "complete", "months"}
USE = {"id", "allowed", "paid", "source", "clause"}
WARNING = {"code", "message", "field", "source", "clause"}
SUMS = {"pooled", "personal", "account", "cash", "credited", "balance"}
WARNING_CODES = {
    "draft_text",
    "text_may_be_outdated",
    "earlier_visits_not_entered",
    "about_two_percent",
    "no_rule_in_text",
    "outside_framework",
    "retired_below_employed",
    "account_covers_part",
    "opening_deductible_inferred",
    "known_differs",
    "relation_not_entered",
    "undated_rule",
    "credit_in_arrears_month",
}
REFUSAL_CODES = {
    "city_parameters_required",
    "average_pension_required",
    "own_pension_required",
    "earlier_rule_not_in_text",
    "birth_date_required",
    "contribution_base_required",
    "remote_rule_not_in_text",
    "no_rule_in_text",
}


@quick
@given(cases())
def test_every_case_gives_a_statement_in_which_the_sums_are_right(data: Json) -> None:
    case = case_of(data)
    text = statement_json(case)
    assert not list(broken_rules(case, json.loads(text)))
    assert statement_json(case_of(data)) == text
    assert not list(broken_rules(case, json.loads(statement_json(case, "en"))))


@quick
@given(cases())
def test_a_case_is_written_and_read_back_as_it_was(data: Json) -> None:
    case = case_of(data)
    assert read_case(write_case(case).encode(), LIBRARY) == case


@some
@given(cases())
def test_every_statement_has_the_fields_of_the_contract(data: Json) -> None:
    statement = statement_of(data)
    assert statement["format"] == "gongjisuan-statement/1"
    assert [person["id"] for person in statement["people"]] == [person["id"] for person in data["people"]]
    first, last = int(data["from"][:4]), int(data["through"][:4])
    for person in statement["people"]:
        assert set(person) == {"id", "region", "years", "account", "uses", "warnings"}
        assert [year["year"] for year in person["years"]] == list(range(first, last + 1))
        for year in person["years"]:
            assert set(year) >= {"year", "visits", "totals", "cap", "cap_remaining"}
            assert set(year["totals"]) == TOTALS
        assert set(person["account"]) == ACCOUNT
        for month in person["account"]["months"]:
            assert set(month) >= MONTH
            assert month["refused"] is None or month["refused"]["code"] in REFUSAL_CODES
        own = [str(place) for place, use in enumerate(data["account_uses"], 1) if use["payer"] == person["id"]]
        assert [use["id"] for use in person["uses"]] == own
        assert all(set(use) >= USE for use in person["uses"])
        assert all(set(warning) == WARNING for warning in person["warnings"])
        assert {warning["code"] for warning in person["warnings"]} <= WARNING_CODES
    for visit in visits_of(statement):
        assert set(visit) == VISIT
        assert all(set(step) - OWN_STEP == STEP for step in visit["steps"])
        assert all(is_own(step) for step in visit["steps"] if OWN_STEP & set(step))
        assert all(set(payment) == {"payer", "amount"} for payment in visit["account"])
        for decision in (visit["excluded"], visit["refused"]):
            assert decision is None or set(decision) == DECISION
        assert visit["refused"] is None or visit["refused"]["code"] in REFUSAL_CODES


@some
@given(cases(fewest_visits=1), st.randoms(use_true_random=False))
def test_only_the_order_within_a_day_matters(data: Json, random: Any) -> None:
    shuffled = list(data["visits"])
    random.shuffle(shuffled)
    # Those of one day keep the order of the file: each takes the next of its day.
    of_day = {visit["date"]: [v for v in data["visits"] if v["date"] == visit["date"]] for visit in shuffled}
    reordered = [of_day[visit["date"]].pop(0) for visit in shuffled]
    assert statement_of({**data, "visits": reordered}) == statement_of(data)


@some
@given(cases(fewest_visits=1), st.data())
def test_a_visit_that_is_not_pooled_changes_no_other(data: Json, draw: st.DataObject) -> None:
    region = {person["id"]: person["region"] for person in data["people"]}
    for chosen in data["readings"].values():
        chosen["excluded-costs-count"] = "no"
    extra = deepcopy(draw.draw(st.sampled_from(data["visits"])))
    refused = region[extra["person"]] in ("rizhao", "gansu")
    extra |= {"id": "extra", "pay_from_account": []}
    extra["setting"] = draw.draw(st.sampled_from(["non_designated", "remote_filed"] if refused else ["non_designated"]))
    place = draw.draw(st.integers(0, len(data["visits"])))
    with_it = [*data["visits"][:place], extra, *data["visits"][place:]]
    statement = statement_of({**data, "visits": with_it})
    others = [visit for visit in visits_of(statement) if visit["id"] != "extra"]
    assert others == list(visits_of(statement_of(data)))


@some
@given(cases(fewest_visits=1), st.data())
def test_an_excluded_cost_that_counts_uses_up_what_it_would_have_been_asked(data: Json, draw: st.DataObject) -> None:
    for region, chosen in data["readings"].items():
        chosen["excluded-costs-count"] = "yes"
        if any(reading.id == "cap-basis" for reading in LIBRARY.pack(region).reading):
            chosen["cap-basis"] = "expense"
    for person in data["people"]:
        person["opening"] = {
            "deductible_used": "0.00",
            "pooled": draw.draw(st.sampled_from(["0.00", "1500.00", "5000.00"])),
        }
    place = draw.draw(st.integers(0, len(data["visits"]) - 1))
    paid, excluded = deepcopy(data), data
    paid["visits"][place]["circumstances"] = []
    excluded["visits"][place]["circumstances"] = ["chronic_scheme"]
    before, after = (
        next(visit for visit in visits_of(statement_of(case)) if visit["id"] == f"v{place}")
        for case in (paid, excluded)
    )
    if before["refused"] is None:
        assert after["excluded"] is not None
        assert after["deductible_used"] == before["deductible_used"]


@some
@given(cases(fewest_visits=1), st.data())
def test_more_in_scope_is_never_paid_less(data: Json, draw: st.DataObject) -> None:
    place = draw.draw(st.integers(0, len(data["visits"]) - 1))
    more = deepcopy(data)
    raised = Decimal(more["visits"][place]["total"]) + draw.draw(st.integers(1, 5_000_00)) / Decimal(100)
    more["visits"][place]["total"] = str(raised)
    before, after = (
        next(visit for visit in visits_of(statement_of(case)) if visit["id"] == f"v{place}") for case in (data, more)
    )
    assert (before["refused"] is None) == (after["refused"] is None)
    if before["refused"] is None:
        assert Decimal(after["pooled"]) >= Decimal(before["pooled"])
        assert Decimal(after["deductible"]) >= Decimal(before["deductible"])


@some
@given(cases(family=False))
def test_people_who_share_no_account_are_computed_as_if_alone(data: Json) -> None:
    together = statement_of(data)
    for person, computed in zip(data["people"], together["people"], strict=True):
        own_visits = [visit for visit in data["visits"] if visit["person"] == person["id"]]
        own_uses = [
            {**use, "id": str(place)}
            for place, use in enumerate(data["account_uses"], 1)
            if use["payer"] == person["id"]
        ]
        alone = {**data, "people": [person], "visits": own_visits, "account_uses": own_uses}
        assert statement_of(alone)["people"] == [computed]


@settings(quick, max_examples=25)
@given(cases())
def test_an_alternative_is_the_same_case_read_otherwise(data: Json) -> None:
    statement = statement_of(data, alternatives=True)
    for person in statement["people"]:
        chosen = sums(person)
        for alternative in person["alternatives"]:
            readings = deepcopy(data["readings"])
            readings[alternative["region"]][alternative["reading"]] = alternative["value"]
            otherwise = statement_of({**data, "readings": readings})
            if "refused" in alternative:  # told without sums, for want of a figure
                assert alternative.keys() == {"reading", "value", "region", "refused"}
                continue
            other = sums(next(one for one in otherwise["people"] if one["id"] == person["id"]))
            assert {name: Decimal(alternative[name]) for name in SUMS} == other
            difference = {name: Decimal(alternative["difference"][name]) for name in SUMS}
            assert difference == {name: other[name] - chosen[name] for name in SUMS}
            assert any(difference.values())


def sums(person: Json) -> dict[str, Decimal]:
    """The figures of a person's whole period."""
    found = {
        name: sum((Decimal(year["totals"][name]) for year in person["years"]), Decimal())
        for name in ("pooled", "personal", "account", "cash")
    }
    return found | {name: Decimal(person["account"][name]) for name in ("credited", "balance")}
