"""What tests of the engine share: computing a case given as plain data, and what holds for every statement."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from calculator.case.case import Case, City
from calculator.case.case_json import read_case
from calculator.engine.compute import compute
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library
from calculator.whatif.alternatives import with_alternatives
from calculator.words.statement_json import to_json
from calculator.words.wording import Wording

Json = dict[str, Any]

LIBRARY = Library.embedded()
REGIONS = LIBRARY.ids()
WORDINGS = {language: Wording(language) for language in LANGUAGES}

AMOUNT_BELOW_ZERO = re.compile(r"-\d+\.\d\d")

LEAST_PERSON: Json = {"id": "me", "region": "rizhao", "status": "employed"}
LEAST_VISIT: Json = {"date": "2023-03-10", "institution": "level2", "total": "1480.00"}

EXAMPLE: Json = {
    "format": "gongjisuan-case/1",
    "from": "2023-01",
    "through": "2023-12",
    "people": [
        {
            "id": "me",
            "name": "本人",
            "region": "rizhao",
            "status": "employed",
            "retirement_date": None,
            "birth_date": "1980-05-17",
            "age": None,
            "plan": "combined",
            "contribution_base": "6000.00",
            "own_pension": None,
            "average_pension": {"2023": "3500.00"},
            "city": None,
            "account": {"opening_balance": "500.00", "monthly_credit": None},
            "opening": {"deductible_used": "0.00", "pooled": "0.00"},
            "usual_level": "level2",
        }
    ],
    "visits": [
        {
            "id": "v1",
            "person": "me",
            "date": "2023-03-10",
            "institution": "level2",
            "prescriber": None,
            "total": "1480.00",
            "out_of_catalogue": "80.00",
            "over_price_limit": "0.00",
            "first_self_pay": "0.00",
            "paid_elsewhere": "0.00",
            "setting": "local",
            "emergency": False,
            "circumstances": [],
            "pay_from_account": ["me"],
        }
    ],
    "account_uses": [
        {
            "id": "u1",
            "payer": "me",
            "relation": "spouse",
            "purpose": "hospital_personal",
            "date": "2023-04-01",
            "amount": "150.00",
        }
    ],
    "readings": {"rizhao": {"deductible-across-levels": "top-up"}},
}
"""The case that the contract shows."""


def case_data(*visits: Json, **fields: Any) -> Json:
    """A case over 2023 of one employed person in Rizhao, unless `fields` say otherwise; visits are completed."""
    data = {
        "format": "gongjisuan-case/1",
        "from": "2023-01",
        "through": "2023-12",
        "people": [LEAST_PERSON],
        "visits": [{**LEAST_VISIT, **visit} for visit in visits],
    }
    return {**data, **fields}


def case_bytes(data: Any) -> bytes:
    """The text of a case; lone surrogates are written as JSON escapes."""
    return json.dumps(data).encode()


def case_of(data: Json) -> Case:
    """The case that plain data stand for."""
    return read_case(case_bytes(data), LIBRARY)


def statement_json(case: Case, language: Language = "zh", *, alternatives: bool = False) -> str:
    """The statement of a case as it is printed."""
    statement = compute(case, LIBRARY)
    if alternatives:
        return to_json(with_alternatives(case, statement, LIBRARY), WORDINGS[language])
    return to_json(statement, WORDINGS[language])


def statement_of(data: Json, language: Language = "zh", *, alternatives: bool = False) -> Json:
    """The statement of plain data, as plain data."""
    statement: Json = json.loads(statement_json(case_of(data), language, alternatives=alternatives))
    return statement


def visits_of(statement: Json) -> Iterator[Json]:
    """All visits of all people."""
    for person in statement["people"]:
        for year in person["years"]:
            yield from year["visits"]


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Every value of a statement with the names that lead to it."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, f"{path}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, path)
    else:
        yield path, value


def broken_rules(case: Case, statement: Json) -> Iterator[str]:
    """What in a statement breaks a rule that holds for every statement; nothing, if all is well."""
    for person, computed in zip(case.people, statement["people"], strict=True):
        for year in computed["years"]:
            for visit in year["visits"]:
                yield from _of_visit(visit)
            yield from _of_year(year, case, computed["id"])
        yield from _of_account(case, statement, computed)
        if [warning for warning in computed["warnings"] if not warning["message"]]:
            yield f"{person.id}: a warning without words"
    for path, value in leaves(statement):
        may_be_negative = ".difference." in path or path.endswith(".corrected")
        if isinstance(value, str) and AMOUNT_BELOW_ZERO.fullmatch(value) and not may_be_negative:
            yield f"{path}: {value} is negative"
        if path.endswith((".text", ".message")) and (not value or "{" in str(value) or "}" in str(value)):
            yield f"{path}: {value!r} is not a finished sentence"


def _sum(values: Iterator[str]) -> Decimal:
    return sum((Decimal(value) for value in values), Decimal())


def is_own(step: Json) -> bool:
    """Whether a step goes by a figure that a person typed, which names the clause that bounds it, and no source."""
    own = step.get("set_by") == "person"
    return own and bool(step.get("bound")) and step["source"] is None and step["clause"] is None


def _of_visit(visit: Json) -> Iterator[str]:
    name = f"visit {visit['id']}"
    if visit["refused"] is not None:
        amounts = ("paid_elsewhere", "in_scope", "deductible", "rate", "pooled", "over_cap", "personal", "cash")
        if [name for name in amounts if visit[name] is not None] or visit["account"] or visit["steps"]:
            yield f"{name}: refused, and yet something was computed"
        return
    pooled, elsewhere, personal = (Decimal(visit[key]) for key in ("pooled", "paid_elsewhere", "personal"))
    if pooled + elsewhere + personal != Decimal(visit["total"]):
        yield f"{name}: {pooled} + {elsewhere} + {personal} is not {visit['total']}"
    if _sum(payment["amount"] for payment in visit["account"]) + Decimal(visit["cash"]) != personal:
        yield f"{name}: accounts and cash do not make up the personal share"
    if [payment for payment in visit["account"] if Decimal(payment["amount"]) <= 0]:
        yield f"{name}: an account pays nothing and is listed"
    back = is_paid_back(visit)
    if [step for step in visit["steps"] if not ((step["source"] and step["clause"]) or is_own(step)) and not back]:
        yield f"{name}: a step without source and clause"
    names = [step["name"] for step in visit["steps"] if step["name"] not in ("account", "admitted")]
    admitted = [step for step in visit["steps"] if step["name"] == "admitted"]
    if admitted and visit["excluded"] is not None:
        yield f"{name}: admitted and excluded"
    if visit["excluded"] is None:
        if names != ["in_scope", "deductible", "share", "cap"] or visit["rate"] is None:
            yield f"{name}: computed in the steps {names}"
    elif (visit["in_scope"], visit["deductible"], visit["pooled"], visit["rate"]) != ("0.00", "0.00", "0.00", None):
        yield f"{name}: excluded, and yet something was pooled"
    elif names not in (["excluded"], ["excluded", "deductible"]):
        yield f"{name}: excluded in the steps {names}"


def is_paid_back(visit: Json) -> bool:
    """Whether a visit stands in no sum because it was paid back."""
    return visit["excluded"] is not None and visit["excluded"]["code"] == "refunded"


def _caps(case: Case, owner: str) -> Decimal:
    """The highest cap that a person can come under, in yuan."""
    person = next(person for person in case.people if person.id == owner)
    amounts = [rule.amount for rule in LIBRARY.pack(person.region).cap if rule.amount is not None]
    if isinstance(person.city, City):
        amounts += [person.city.cap, person.city.cap_retired or person.city.cap]
    return Decimal(max(amounts, default=0)) / 100


def _pooled_before(case: Case, owner: str, year: int) -> Decimal:
    """What visits before the period had used of the cap of a year."""
    opening = next(person for person in case.people if person.id == owner).opening
    return Decimal(opening.pooled if opening is not None and case.from_ // 12 == year else 0) / 100


def _of_year(year: Json, case: Case, owner: str) -> Iterator[str]:
    name = f"{owner} {year['year']}"
    computed = [visit for visit in year["visits"] if visit["refused"] is None]
    counted = [visit for visit in computed if not is_paid_back(visit)]
    pooled = _sum(visit["pooled"] for visit in computed)
    before = _pooled_before(case, owner, year["year"])
    if pooled + before > max(before, _caps(case, owner)):
        yield f"{name}: {pooled} was pooled after {before}, more than any cap"
    changes = {visit["status"] for visit in year["visits"]} | {year["status"]}
    if len(changes) == 1 and year["cap"] is not None and pooled > Decimal(year["cap"]):
        yield f"{name}: {pooled} was pooled, more than the cap of {year['cap']}"
    if year["totals"]["refused_visits"] != len(year["visits"]) - len(computed):
        yield f"{name}: refused visits are miscounted"
    for total in ("total", "in_scope", "deductible", "pooled", "personal", "cash"):
        if _sum(visit[total] for visit in counted) != Decimal(year["totals"][total]):
            yield f"{name}: the visits' {total} do not add up to {year['totals'][total]}"
    paid = _sum(payment["amount"] for visit in computed for payment in visit["account"])
    if paid != Decimal(year["totals"]["account"]):
        yield f"{name}: what accounts paid does not add up to {year['totals']['account']}"
    if [visit["date"] for visit in year["visits"]] != sorted(visit["date"] for visit in year["visits"]):
        yield f"{name}: visits are not in the order of their dates"


def _of_account(case: Case, statement: Json, person: Json) -> Iterator[str]:
    name, account = f"account of {person['id']}", person["account"]
    balance = Decimal(account["opening"])
    given = next(one for one in case.people if one.id == person["id"]).account.monthly_credit is not None
    for month in account["months"]:
        balance += Decimal(month["credit"] or 0) - Decimal(month["paid"]) + Decimal(month.get("corrected", 0))
        if balance != Decimal(month["balance"]):
            yield f"{name}: {month['month']} leaves {month['balance']}, not {balance}"
        if (month["credit"] is None) != (month["refused"] is not None):
            yield f"{name}: {month['month']} has both or neither of credit and refusal"
        if month["credit"] is not None and not given and not (month["source"] and month["clause"]):
            yield f"{name}: {month['month']} is credited without source and clause"
    if balance != Decimal(account["balance"]):
        yield f"{name}: the balance is {account['balance']}, not {balance}"
    if len(account["months"]) != case.through - case.from_ + 1:
        yield f"{name}: {len(account['months'])} months"
    if _sum(month["credit"] or "0" for month in account["months"]) != Decimal(account["credited"]):
        yield f"{name}: the credits do not add up to {account['credited']}"
    if account["complete"] != all(month["refused"] is None for month in account["months"]):
        yield f"{name}: complete is {account['complete']}"
    payments = [p for visit in visits_of(statement) for p in visit["account"] if p["payer"] == person["id"]]
    paid = _sum(payment["amount"] for payment in payments) + _sum(use["paid"] for use in person["uses"])
    if not paid == Decimal(account["paid"]) == _sum(month["paid"] for month in account["months"]):
        yield f"{name}: {account['paid']} was paid, visits and uses say {paid}"
