"""The doubts that lie in a text, in what came before a period, and in the packs at hand: what is told of them."""

from collections.abc import Iterator
from datetime import date

import pytest
from statements import LEAST_PERSON, LIBRARY, WORDINGS, Json, case_data, case_of

from calculator.case.case_json import read_case
from calculator.engine.compute import compute
from calculator.ground.resources import resource
from calculator.policy.library import Library
from calculator.policy.pack import Pack, Successor
from calculator.policy.pack_fields import Text
from calculator.policy.packs import Origin, Packs
from calculator.words.statement_json import to_json


class _From(Packs):
    """The packs that come with the program, as if they came from elsewhere."""

    forgiving = False

    def __init__(self, origin: Origin, **changes: object) -> None:
        self._origin, self._changes = origin, changes

    def ids(self) -> list[str]:
        return LIBRARY.ids()

    def __contains__(self, pack_id: str) -> bool:
        return pack_id in LIBRARY

    def pack(self, pack_id: str) -> Pack:
        return LIBRARY.pack(pack_id).model_copy(update=self._changes)

    def origin(self, pack_id: str) -> Origin:
        return self._origin


def _told(data: Json, packs: Packs = LIBRARY) -> Iterator[tuple[str, str | None, str]]:
    """The first person's cautions: code, field and sentence."""
    for caution in compute(case_of(data), packs).people[0].warnings:
        yield caution.code, caution.field, WORDINGS["zh"].say(caution.message)


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("built_in", []),
        ("signed", []),
        ("own", [("own_pack", None, "日照市按自建的政策包计算，没有任何人签名")]),
        ("stranger", [("stranger_pack", None, "日照市按他人签名的政策包计算，这里尚未信任该签名人")]),
    ],
)
def test_a_pack_that_nobody_trusted_signed_is_told(origin: Origin, said: list[object]) -> None:
    assert [one for one in _told(case_data({}), _From(origin)) if one[0].endswith("_pack")] == said


def test_a_later_text_that_is_not_here_is_told_with_its_day() -> None:
    later = Successor.model_construct(
        source="日医保发〔2025〕9号", day=date(2025, 3, 1), text=Text(zh="新办法", en="New")
    )
    case = case_of(case_data({}))
    told = [
        one
        for one in compute(case, _From("built_in", succeeded_by=later)).people[0].warnings
        if one.code == "text_succeeded"
    ]
    assert [(one.field, one.source, one.clause) for one in told] == [(None, "日医保发〔2025〕9号", None)]
    said = WORDINGS["zh"].say(told[0].message)
    assert "2025年3月1日" in said
    assert "新办法" in said
    assert not [one for one in compute(case, LIBRARY).people[0].warnings if one.code == "text_succeeded"]


def test_an_own_account_whose_region_is_missing_pays_nothing_and_says_so() -> None:
    forgiving = Library(resource("policies"), forgiving=True)
    me = {**LEAST_PERSON, "region": "atlantis", "account": {"opening_balance": "900.00"}}
    paid = {"id": "v1", "person": "me", "refunded": True, "pay_from_account": ["me"]}
    case = read_case(_bytes(case_data(paid, people=[me])), forgiving)
    person = compute(case, forgiving).people[0]
    assert person.account.paid == 0
    assert [one.field for one in person.warnings if one.code == "pack_missing"] == [None, "v1"]


def test_a_reading_that_the_pack_does_not_know_is_told() -> None:
    data = case_data({}, readings={"rizhao": {"deductible-across-levels": "whole-moon"}})
    case = read_case(_bytes(data), Library(resource("policies"), forgiving=True))
    told = [one for one in compute(case, LIBRARY).people[0].warnings if one.code == "reading_not_in_pack"]
    assert [(one.field, one.what) for one in told] == [
        ("readings.rizhao.deductible-across-levels", "deductible-across-levels: whole-moon")
    ]


def _bytes(data: Json) -> bytes:
    import json

    return json.dumps(data).encode()


def test_a_region_that_is_missing_is_told_with_its_name() -> None:
    forgiving = Library(resource("policies"), forgiving=True)
    me = {**LEAST_PERSON, "region": "atlantis"}
    case = read_case(_bytes(case_data({}, people=[me])), forgiving)
    (caution,) = [one for one in compute(case, forgiving).people[0].warnings if one.code == "pack_missing"]
    assert (caution.field, caution.what) == (None, "atlantis")
    assert WORDINGS["zh"].say(caution.message).startswith("政策包 atlantis 不在这台电脑上")


# ---- what was used before the period, which begins in April

# 日照 二（二）, employed: the lowest standard is 300.00.
APRIL = {"from": "2023-04"}


def _opening(region: str = "rizhao", deductible: str | None = None, pooled: str = "0", **readings: str) -> Json:
    me = {**LEAST_PERSON, "region": region, "opening": {"deductible_used": deductible, "pooled": pooled}}
    return case_data(people=[me], readings={region: readings}, **APRIL)


def _sentences(data: Json, code: str) -> list[str]:
    return [said for told, _field, said in _told(data) if told == code]


@pytest.mark.parametrize(("deductible", "entered"), [(None, "0.00"), ("0", "0.00"), ("120", "120.00")])
def test_the_least_that_a_fund_that_paid_had_asked_for(deductible: str | None, entered: str) -> None:
    (said,) = _sentences(_opening(deductible=deductible, pooled="50"), "opening_deductible_inferred")
    assert said == (
        "截至 2023年4月1日 统筹基金已支付 50.00，起付标准必定至少已用掉 300.00（在职最低一档）；"
        f"按此计算，而不是 {entered}"
    )


@pytest.mark.parametrize(("deductible", "pooled"), [("300", "50"), ("400", "50"), (None, "0")])
def test_where_enough_was_entered_nothing_is_inferred(deductible: str | None, pooled: str) -> None:
    assert not _sentences(_opening(deductible=deductible, pooled=pooled), "opening_deductible_inferred")


def test_the_cost_of_earlier_visits_is_at_least_what_deductible_and_fund_took() -> None:
    """西安 第十一条: read as a limit on costs, 200.00 of the deductible and 140.00 of the fund are 340.00 at least."""
    (said,) = _sentences(
        _opening("xian", "200", "140", **{"cap-basis": "expense", "status-change": "on-visit-date"}), "no_rule_in_text"
    )
    assert "340.00" in said
    assert not _sentences(_opening("xian", "200", "0", **{"cap-basis": "expense"}), "no_rule_in_text")
    assert not _sentences(_opening("xian", "200", "140"), "no_rule_in_text")


@pytest.mark.parametrize(
    ("readings", "pooled", "told"),
    [
        ({}, "0", False),
        ({"deductible-across-levels": "per-level"}, "0", True),
        ({"deductible-across-levels": "per-level"}, "50", True),
        ({"deductible-across-levels": "once-met"}, "0", True),
        ({"deductible-across-levels": "once-met"}, "50", False),  # a standard had been met
        ({"deductible-across-levels": "per-level", "deductible-period": "per-visit"}, "0", False),
    ],
)
def test_at_which_level_the_deductible_was_used_is_open(readings: dict[str, str], pooled: str, told: bool) -> None:
    said = _sentences(_opening(deductible="350", pooled=pooled, **readings), "no_rule_in_text")
    assert ["350.00" in one for one in said] == [True] * told


def test_nothing_used_leaves_no_level_open() -> None:
    data = _opening(deductible="0", **{"deductible-across-levels": "per-level"})
    assert not _sentences(data, "no_rule_in_text")


@pytest.mark.parametrize(("first", "told"), [("2023-01", False), ("2023-02", True), ("2023-12", True)])
def test_a_period_from_january_needs_no_earlier_visits(first: str, told: bool) -> None:
    codes = [code for code, _field, _said in _told(case_data(**{"from": first}))]
    assert ("earlier_visits_not_entered" in codes) == told


@pytest.mark.parametrize(("through", "told"), [("2024-12", False), ("2025-01", True), ("2026-03", True)])
def test_two_years_on_a_text_may_be_outdated(through: str, told: bool) -> None:
    codes = [code for code, _field, _said in _told(case_data(**{"from": "2023-01", "through": through}))]
    assert ("text_may_be_outdated" in codes) == told


@pytest.mark.parametrize(
    ("circumstances", "base", "told"), [(["arrears"], "6000", 1), ([], "6000", 0), (["arrears"], None, 0)]
)
def test_a_credit_in_a_month_in_arrears_is_told(circumstances: list[str], base: str | None, told: int) -> None:
    """日照 二（三） pays no visit in arrears; 三（一） credits 6,000 × 2.75 % = 165.00 all the same."""
    me = {**LEAST_PERSON, "age": 40, "contribution_base": base}
    found = list(_told(case_data({"circumstances": circumstances}, people=[me])))
    said = [(field, sentence) for code, field, sentence in found if code == "credit_in_arrears_month"]
    assert [field for field, _sentence in said] == ["2023-03"] * told
    assert all("165.00" in sentence for _field, sentence in said)


# ---- a city below a framework: 甘肃 第七条, at most 300.00 and 2,500.00 in principle

LEVELS = {"level1": "100", "level2": "200", "level3": "300"}
CITY = {
    "deductible": LEVELS,
    "rate": {"level1": "0.6", "level2": "0.6", "level3": "0.5"},
    "retired_uplift": "0.05",
    "cap": "2500",
}


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({}, []),
        ({"deductible": {**LEVELS, "level1": "300.01"}}, [("outside_framework", "deductible")]),
        ({"deductible": {**LEVELS, "level2": "300.01"}}, [("outside_framework", "deductible")]),
        ({"deductible": {**LEVELS, "level3": "300.01"}}, [("outside_framework", "deductible")]),
        ({"deductible_retired": {**LEVELS, "level2": "300.01"}}, [("outside_framework", "deductible")]),
        ({"cap": "2500.01"}, [("outside_framework", "cap")]),
        ({"cap_retired": "2500.01"}, [("outside_framework", "cap")]),
        ({"cap_retired": "2400"}, []),
        ({"retired_uplift": "0"}, []),
        ({"retired_uplift": "-0.0001"}, [("retired_below_employed", "retired_uplift")]),
    ],
)
def test_a_city_beyond_its_framework_is_told(change: Json, said: list[tuple[str, str]]) -> None:
    data = case_data(people=[{**LEAST_PERSON, "region": "gansu", "city": {**CITY, **change}}])
    codes = ("outside_framework", "retired_below_employed")
    assert [(code, field) for code, field, _said in _told(data) if code in codes] == said


def test_cautions_are_printed_in_both_languages() -> None:
    data = _opening(deductible=None, pooled="50")
    case = case_of(data)
    for language in ("zh", "en"):
        assert "300.00" in to_json(compute(case, LIBRARY), WORDINGS[language])
