"""What a slip states against what is computed: for a visit, for a year, in JSON and in the terminal's table."""

from typing import Any

from hypothesis import given
from random_cases import noted_cases
from statements import LIBRARY, WORDINGS, Json, case_of, statement_of, visits_of

from calculator.commands.text_tables import year_to_date
from calculator.engine.compute import compute

# 日照 二（二）: level 2, employed: 400.00 deductible, 70 %. 1,400.00 in scope: (1,400 − 400) × 70 % = 700.00.
# Had 400.00 been used before: 1,400 × 70 % = 980.00.
_VISIT = {"id": "v1", "date": "2023-03-10", "institution": "level2", "total": "1480", "out_of_catalogue": "80"}


def _case(*visits: Json, **person: Any) -> Json:
    return {
        "format": "gongjisuan-case/1",
        "from": "2023-01",
        "through": "2023-12",
        "people": [{"id": "me", "region": "rizhao", "status": "employed", **person}],
        "visits": list(visits),
    }


def _year(data: Json) -> Json:
    year: Json = statement_of(data)["people"][0]["years"][0]
    return year


def test_each_stated_figure_is_held_against_the_computed_one() -> None:
    slip = {"pooled": "980.00", "deductible": "0.00", "in_scope": "1400.00", "cash": "500.00"}
    year = _year(_case({**_VISIT, "stated": slip}))
    difference = {"deductible": "400.00", "in_scope": "0.00", "pooled": "-280.00", "cash": "280.00"}
    assert year["visits"][0]["stated_difference"] == difference
    assert year["stated"] == {
        "visits": 1,
        "differing": 1,
        "not_compared": 0,
        "sums": {"deductible": "0.00", "in_scope": "1400.00", "pooled": "980.00", "cash": "500.00"},
        "difference": difference,
    }


def test_without_slips_there_is_nothing_to_hold_against() -> None:
    year = _year(_case(_VISIT))
    assert year["visits"][0]["stated_difference"] is None
    assert year["stated"] is None


def test_own_account_and_the_familys_are_told_apart_with_the_balance_after() -> None:
    # Own account 100.00 + nothing credited by the known 0.00; the spouse's 300.00.
    data = _case(
        {**_VISIT, "pay_from_account": ["me", "w"], "stated": {"account": "100", "family_account": "250"}},
        {**_VISIT, "id": "v2", "date": "2023-04-01", "stated": {"balance_after": "5"}},
        account={"opening_balance": "100", "monthly_credit": "0"},
        relation="self",
    )
    wife = {"id": "w", "region": "rizhao", "status": "employed", "relation": "spouse"}
    data["people"].append({**wife, "account": {"opening_balance": "300", "monthly_credit": "0"}})
    for visit in data["visits"]:
        visit["person"] = "me"
    first, second = _year(data)["visits"]
    assert first["stated_difference"] == {"account": "0.00", "family_account": "50.00"}
    assert second["stated_difference"] == {"balance_after": "-5.00"}


def test_what_is_not_computed_cannot_be_compared() -> None:
    unread = {**_VISIT, "unread": {"total": "12o0"}, "stated": {"pooled": "1"}}
    back = {**_VISIT, "id": "v2", "refunded": True, "stated": {"pooled": "1"}}
    # No contribution base: nobody knows the month's credit, nor the balance.
    unknown = {**_VISIT, "id": "v3", "stated": {"balance_after": "1"}}
    year = _year(_case(unread, back, unknown))
    told = [visit["stated_difference"] for visit in year["visits"]]
    assert told == [{"pooled": None}, {"pooled": None}, {"balance_after": None}]
    assert year["stated"] == {"visits": 3, "differing": 0, "not_compared": 3, "sums": {}, "difference": {}}


def test_a_known_balance_makes_it_comparable_again() -> None:
    data = _case({**_VISIT, "stated": {"balance_after": "77"}}, known=[{"date": "2023-03-05", "balance": "80"}])
    assert _year(data)["visits"][0]["stated_difference"] == {"balance_after": "3.00"}


@given(noted_cases())
def test_a_difference_is_what_was_computed_less_what_was_stated(data: Json) -> None:
    statement = statement_of(data)
    slips = {visit["id"]: visit.get("stated") or {} for visit in data["visits"]}
    for settled in visits_of(statement):
        slip, difference = slips[settled["id"]], settled["stated_difference"]
        assert set(difference or {}) == set(slip)
        for figure in ("in_scope", "pooled", "cash"):
            if difference and figure in difference and difference[figure] is not None:
                by = _fen(settled[figure]) - _fen(slip[figure])
                assert _fen(difference[figure]) == by
    plain = {**data, "visits": [{**visit, "stated": None} for visit in data["visits"]]}
    without = statement_of(plain)
    for settled in visits_of(statement):
        settled["stated_difference"] = None
    for person in statement["people"]:
        for year in person["years"]:
            year["stated"] = None
    assert without == statement, "what a slip says changes no number"


def _fen(text: str) -> int:
    sign = -1 if text.startswith("-") else 1
    yuan, fen = text.lstrip("-").split(".")
    return sign * (int(yuan) * 100 + int(fen))


def test_the_table_of_the_terminal_says_it_in_words() -> None:
    case = case_of(_case({**_VISIT, "stated": {"pooled": "980.00", "cash": "500.00", "in_scope": "1400.00"}}))
    text = year_to_date(case, compute(case, LIBRARY), LIBRARY, WORDINGS["zh"])
    assert "2023-03-10 统筹基金比结算单少 280.00；现金比结算单多 280.00" in text
    assert "统筹基金：结算单合计 980.00，计算 700.00，相差 −280.00" in text
