"""Which account pays what of a bill, and when it did not suffice."""

import pytest
from statements import WORDINGS, Json, case_bytes, case_data, statement_of, visits_of

from calculator.case.case_json import read_case
from calculator.engine.compute import compute
from calculator.ground.resources import resource
from calculator.policy.library import Library

IN_SCOPE_OWN, WHOLE_OWN = "700.00", "780.00"
BILL: Json = {"person": "me", "total": "1480", "out_of_catalogue": "80"}
"""400.00 deductible and 300.00 coinsurance may be paid, 80.00 out of the catalogue only where all may be."""


def household(balances: dict[str, str], **readings: dict[str, str]) -> Json:
    """Three people whose accounts hold what is given and are credited nothing."""
    regions = {"me": "rizhao", "mum": "xian", "dad": "nanchang"}
    people = [
        {
            "id": name,
            "region": region,
            "status": "employed",
            "account": {"opening_balance": balances.get(name, "0"), "monthly_credit": "0"},
        }
        for name, region in regions.items()
    ]
    return {"people": people, "readings": readings}


def paid_and_short(payers: list[str], family: Json) -> tuple[dict[str, str], str, list[str]]:
    """What the accounts paid, the cash, and the bills that an account covered in part only."""
    statement = statement_of(case_data({**BILL, "pay_from_account": payers}, **family))
    visit = next(visits_of(statement))
    codes = [(warning["code"], warning["field"]) for person in statement["people"] for warning in person["warnings"]]
    short = [field for code, field in codes if code == "account_covers_part"]
    return {payment["payer"]: payment["amount"] for payment in visit["account"]}, visit["cash"], short


ANY = {"account-scope": "any-at-designated"}


@pytest.mark.parametrize(
    ("payers", "balances", "readings", "expected"),
    [
        ([], {"me": "9000"}, {}, ({}, WHOLE_OWN, [])),
        (["me"], {"me": "9000"}, {}, ({"me": IN_SCOPE_OWN}, "80.00", [])),
        (["me"], {"me": "699.99"}, {}, ({"me": "699.99"}, "80.01", ["1"])),
        (["me"], {}, {}, ({}, WHOLE_OWN, ["1"])),
        (["me"], {"me": "9000"}, {"rizhao": ANY}, ({"me": WHOLE_OWN}, "0.00", [])),
        (["mum", "me"], {"mum": "500", "me": "100"}, {}, ({"mum": "500.00", "me": "100.00"}, "180.00", ["1"])),
        (["mum", "me"], {"mum": "500", "me": "200"}, {}, ({"mum": "500.00", "me": "200.00"}, "80.00", [])),
        (["dad", "mum", "me"], {"mum": "1", "me": "9000"}, {}, ({"mum": "1.00", "me": "699.00"}, "80.00", [])),
        # The payer's region decides what may be paid, not the patient's.
        (["mum"], {"mum": "9000"}, {"xian": ANY}, ({"mum": WHOLE_OWN}, "0.00", [])),
        (["mum"], {"mum": "9000"}, {"rizhao": ANY}, ({"mum": IN_SCOPE_OWN}, "80.00", [])),
        (["me", "mum"], {"me": "9000", "mum": "50"}, {"xian": ANY}, ({"me": "700.00", "mum": "50.00"}, "30.00", [])),
        # It did not suffice where what the first was asked for was not reached.
        (["me", "mum"], {"me": "600"}, {"xian": ANY}, ({"me": "600.00"}, "180.00", ["1"])),
        (["mum", "me"], {"me": "9000"}, {"xian": ANY}, ({"me": IN_SCOPE_OWN}, "80.00", ["1"])),
    ],
)
def test_accounts_pay_in_their_order_as_far_as_their_own_region_goes(
    payers: list[str],
    balances: dict[str, str],
    readings: dict[str, dict[str, str]],
    expected: tuple[dict[str, str], str, list[str]],
) -> None:
    assert paid_and_short(payers, household(balances, **readings)) == expected


def test_what_an_account_paid_at_a_visit_is_gone_for_the_next_use() -> None:
    use = {"payer": "me", "relation": "spouse", "purpose": "pharmacy_drug", "date": "2023-03-10", "amount": "150"}
    before = {**use, "date": "2023-03-09"}
    family = household({"me": "800"})
    statement = statement_of(case_data({**BILL, "pay_from_account": ["me"]}, **family, account_uses=[use]))
    # On one day visits come first, whatever the order of the file.
    assert [(answer["allowed"], answer["paid"]) for answer in statement["people"][0]["uses"]] == [("yes", "100.00")]
    statement = statement_of(case_data({**BILL, "pay_from_account": ["me"]}, **family, account_uses=[before]))
    assert next(visits_of(statement))["account"] == [{"payer": "me", "amount": "650.00"}]


def test_credits_at_the_start_of_a_month_are_there_for_its_first_day_and_those_at_its_end_are_not() -> None:
    person = {"id": "me", "region": "rizhao", "status": "employed", "account": {"monthly_credit": "100"}}
    visit = {"date": "2023-02-01", "total": "1000", "pay_from_account": ["me"]}
    end = {"rizhao": {"credit-timing": "end-of-month"}}
    paid = [
        next(visits_of(statement_of(case_data(visit, people=[person], readings=readings))))["account"][0]["amount"]
        for readings in ({}, end)
    ]
    assert paid == ["200.00", "100.00"]
    # An end-of-month credit comes after that day's visits and uses.
    last_day = {**visit, "date": "2023-01-31"}
    statement = statement_of(case_data(last_day, people=[person], readings=end))
    assert next(visits_of(statement))["account"] == []


@pytest.mark.parametrize(
    ("day", "region", "use", "allowed", "said"),
    [
        # 日照 三（二）, from 2023-01-01 for the family; a person's own share of a bill the account paid before.
        ("2023-05-01", "rizhao", {}, "yes", "（配偶）：可以支付，10.00 中账户支付 10.00"),
        ("2022-05-01", "rizhao", {}, "not_listed", "（配偶）：文件自 2023年1月1日 起才允许；未支付"),
        ("2022-05-01", "rizhao", {"relation": "self"}, "yes", "（本人）：可以支付，10.00 中账户支付 10.00"),
        ("2023-05-01", "rizhao", {"purpose": "fitness"}, "no", "体育健身（配偶）：账户不得支付。"),
        ("2023-05-01", "atlantis", {}, "not_listed", "（配偶）：没有支付。政策包 atlantis 不在这台电脑上"),
    ],
)
def test_what_is_said_of_a_use(day: str, region: str, use: Json, allowed: str, said: str) -> None:
    library = Library(resource("policies"), forgiving=True)
    asked = {"payer": "me", "relation": "spouse", "purpose": "hospital_personal", "amount": "10.00", "date": day, **use}
    account = {"opening_balance": "900", "monthly_credit": "0"}
    me = {"id": "me", "region": region, "status": "employed", "account": account}
    year = {"from": f"{day[:4]}-01", "through": f"{day[:4]}-12"}
    case = read_case(case_bytes(case_data(people=[me], account_uses=[asked], **year)), library)
    (answer,) = compute(case, library).people[0].uses
    assert (answer.allowed, answer.paid) == (allowed, 10_00 if allowed == "yes" else 0)
    assert said in WORDINGS["zh"].say(answer.message)
