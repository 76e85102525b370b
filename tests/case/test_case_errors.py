"""A case that is not valid: every fault of the contract is told with its path, in both languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from commands import faults_of, run
from statements import LEAST_PERSON, LEAST_VISIT, LIBRARY, Json, case_bytes, case_data, case_of

from calculator.case.case_json import read_case
from calculator.ground.faults import FaultsError

CITY: Json = {
    "deductible": {"level1": "300", "level2": "300", "level3": "300"},
    "rate": {"level1": "0.65", "level2": "0.6", "level3": "0.55"},
    "retired_uplift": "0.05",
    "cap": "2500",
}
USE: Json = {"payer": "me", "relation": "self", "purpose": "pharmacy_drug", "date": "2023-04-01", "amount": "5"}


class Fault(NamedTuple):
    """A case with one fault, the field it is told at, and words of the English line."""

    name: str
    data: Json
    path: str
    words: str


def visit(name: str, path: str, words: str, /, **fields: Any) -> Fault:
    return Fault(name, case_data(fields), f"visits[0].{path}", words)


def person(name: str, path: str, words: str, /, **fields: Any) -> Fault:
    return Fault(name, case_data({}, people=[{**LEAST_PERSON, **fields}]), f"people[0].{path}", words)


def city(name: str, path: str, words: str, /, **fields: Any) -> Fault:
    return person(name, f"city.{path}", words, region="gansu", city={**CITY, **fields})


def use(name: str, path: str, words: str, /, **fields: Any) -> Fault:
    return Fault(name, case_data(account_uses=[{**USE, **fields}]), f"account_uses[0].{path}", words)


def whole(name: str, path: str, words: str, /, **fields: Any) -> Fault:
    return Fault(name, case_data({}, **fields), path, words)


def without(name: str, table: str, row: Json, field: str) -> Fault:
    left = {key: value for key, value in row.items() if key != field}
    return Fault(name, case_data(**{table: [left]}), f"{table}[0].{field}", "missing")


TWO_PEOPLE = [LEAST_PERSON, {**LEAST_PERSON, "id": "spouse"}]
OF_ME = {**LEAST_VISIT, "person": "me"}

KNOWN: Json = {"date": "2023-06-30", "pooled": "1.00"}

CONTRACT = [
    visit("time without minutes", "time", '"9" is not a time', time="9"),
    visit("time past midnight", "time", '"24:00" is not a time', time="24:00"),
    visit("long name", "institution_name", "too long", institution_name="院" * 201),
    visit("long note", "note", "too long", note="院" * 201),
    visit("long receipt", "receipt", "too long", receipt="1" * 201),
    visit("refunded perhaps", "refunded", "neither true nor false", refunded="yes"),
    visit("stated what", "stated.rate", "not a field", stated={"rate": "0.7"}),
    visit("stated letters", "stated.cash", '"x" is not an amount', stated={"cash": "x"}),
    visit("unread field that is none", "unread.price", "not a field", unread={"price": "x"}),
    visit("unread number", "unread.total", "12 is not text", unread={"total": 12}),
    use("use's unread field that is none", "unread.id", "not a field", unread={"id": "x"}),
    person(
        "person's unread field that is none", "unread.opening_balance", "not a field", unread={"opening_balance": ""}
    ),
    person("relation", "relation", '"cousin" is not a known value', relation="cousin"),
    person("known day twice", "known[1].date", "does not come after", known=[KNOWN, KNOWN]),
    person(
        "known days not in order",
        "known[1].date",
        "2023-05-30 does not come after the entry before it, 2023-06-30",
        known=[KNOWN, {**KNOWN, "date": "2023-05-30"}],
    ),
    person("known outside the period", "known[0].date", "outside the period", known=[{**KNOWN, "date": "2024-01-01"}]),
    person("known amount", "known[0].balance", '"-1" is negative', known=[{**KNOWN, "balance": "-1"}]),
    person(
        "credit by month",
        "account.monthly_credit.2023-13",
        "is not a month",
        account={"monthly_credit": {"2023-13": "1"}},
    ),
    visit("letters in an amount", "total", '"12o0" is not an amount', total="12o0"),
    visit("negative amount", "total", '"-1.00" is negative', total="-1.00"),
    visit("negative number", "out_of_catalogue", "-3 is negative", out_of_catalogue=-3),
    visit("three decimals", "total", '"1.005" has more than two decimals', total="1.005"),
    visit("exponent", "total", '"1e3" is not an amount', total="1e3"),
    visit("over ten million", "total", '"10000000.01" is too large', total="10000000.01"),
    visit("parts exceed the total", "total", "10.00 is less than its parts", total="10", first_self_pay="10.01"),
    visit(
        "parts exceed together",
        "total",
        "its parts together, 10.04",
        total="10.03",
        first_self_pay="2.51",
        paid_elsewhere="2.51",
        out_of_catalogue="2.51",
        over_price_limit="2.51",
    ),
    visit("no such date", "date", '"2023-02-29" is not a date', date="2023-02-29"),
    visit("visit before the period", "date", "2022-12-31 lies outside the period", date="2022-12-31"),
    visit("visit after the period", "date", "2024-01-01 lies outside the period", date="2024-01-01"),
    visit("visit of an unknown person", "person", '"you" is not a person', person="you"),
    visit("unknown payer", "pay_from_account[1]", '"you" is not a person', pay_from_account=["me", "you"]),
    visit("pharmacy without prescriber", "prescriber", "missing", institution="pharmacy"),
    use("use by an unknown person", "payer", '"you" is not a person', payer="you"),
    use("use outside the period", "date", "2024-01-01 lies outside", date="2024-01-01"),
    whole("through before from", "through", "2022-12 lies before", through="2022-12"),
    whole("no people", "people", "empty", people=[]),
    Fault("two people of one id", case_data(people=[LEAST_PERSON] * 2), "people[1].id", '"me" stands twice'),
    Fault("two visits of one id", case_data({"id": "v"}, {"id": "v"}), "visits[1].id", '"v" stands twice'),
    Fault("an id and a position", case_data({"id": "2"}, {}), "visits[1].id", '"2" stands twice'),
    Fault(
        "two uses of one id", case_data(account_uses=[{**USE, "id": "2"}, USE]), "account_uses[1].id", "stands twice"
    ),
    person("born after the period", "birth_date", "2024-01-01 lies after the end", birth_date="2024-01-01"),
    person("retired with a date", "retirement_date", "retired already", status="retired", retirement_date="2020-01-01"),
    person("age and birth date", "age", "both given", age=43, birth_date="1980-05-17"),
    person("unknown region", "region", '"atlantis" is not a known region', region="atlantis"),
    whole("reading of no region", "readings.atlantis", "not a known region", readings={"atlantis": {}}),
    whole("unknown reading", "readings.rizhao.mood", "not an open question", readings={"rizhao": {"mood": "good"}}),
    whole(
        "reading of another region",
        "readings.rizhao.cap-basis",
        "not an open question",
        readings={"rizhao": {"cap-basis": "expense"}},
    ),
    whole(
        "unknown value of a reading",
        "readings.rizhao.rounding",
        '"up" is not a known value; expected: half-up, truncate, half-even',
        readings={"rizhao": {"rounding": "up"}},
    ),
]

FORM = [
    person("unknown status", "status", "expected: employed, flexible, retired", status="unemployed"),
    person("unknown plan", "plan", "expected: combined, pooled_only", plan="both"),
    person("unknown usual level", "usual_level", "not a known value", usual_level="level4"),
    person("age not whole", "age", "1.5 is not a whole number", age=1.5),
    person("age as text", "age", '"43" is not a whole number', age="43"),
    person("age below zero", "age", "-1 is out of range", age=-1),
    person("age above 150", "age", "151 is out of range", age=151),
    person("number for a name", "name", "1.5 is not text", name=1.5),
    person("number for an id", "id", "7 is not text", id=7),
    person("empty id", "id", "empty", id=""),
    person("month that does not exist", "contribution_base.2023-13", "not a month", contribution_base={"2023-13": "1"}),
    person("amount in a series", "own_pension.2023-01", "not an amount", own_pension={"2023-01": "x"}),
    person("list for a series", "contribution_base", "not an amount", contribution_base=["6000"]),
    person("year that is none", "average_pension.23", "not a year", average_pension={"23": "3500"}),
    person("amount by year", "average_pension.2023", "is negative", average_pension={"2023": "-3500"}),
    person("opening balance", "account.opening_balance", "not an amount", account={"opening_balance": "much"}),
    person("opening", "opening.pooled", "is negative", opening={"pooled": "-0.01"}),
    city("rate above one", "rate.level2", '"1.1" is out of range', rate={**CITY["rate"], "level2": "1.1"}),
    city("rate of five decimals", "rate.level1", "not a rate", rate={**CITY["rate"], "level1": "0.65432"}),
    city("uplift beyond one", "retired_uplift", "above 1", retired_uplift="0.45"),
    city("uplift below zero", "retired_uplift", "below 0", retired_uplift="-0.56"),
    city("negative cap", "cap", "is negative", cap="-1"),
    visit("unknown institution", "institution", "not a known value", institution="level4"),
    visit("unknown setting", "setting", "not a known value", setting="abroad"),
    visit("unknown circumstance", "circumstances[1]", "not a known value", circumstances=["arrears", "birthday"]),
    visit("circumstance without list", "circumstances", '"arrears" is not a list', circumstances="arrears"),
    visit("payer without list", "pay_from_account", '"me" is not a list', pay_from_account="me"),
    visit("emergency as text", "emergency", '"false" is neither true nor false', emergency="false"),
    visit("emergency as number", "emergency", "0 is neither true nor false", emergency=0),
    use("unknown purpose", "purpose", "not a known value", purpose="holiday"),
    use("unknown relation", "relation", "not a known value", relation="cousin"),
    whole("month of the period", "from", '"2023-1" is not a month', **{"from": "2023-1"}),
    whole("another format", "format", "expected: gongjisuan-case/1", format="gongjisuan-case/2"),
    whole("people not listed", "people", "not a list", people={"me": LEAST_PERSON}),
    whole("visits not listed", "visits", "not a list", visits={"v1": LEAST_VISIT}),
    whole("a visit that is none", "visits[0]", "7 is not a group of named fields", visits=[7]),
    whole("readings listed", "readings.rizhao", "not a group of named fields", readings={"rizhao": ["rounding"]}),
]

UNKNOWN = [
    whole("of the case", "author", "not a field", author="me"),
    person("of a person", "gender", "not a field", gender="f"),
    person("of an account", "account.bank", "not a field", account={"bank": "ICBC"}),
    person("of an opening", "opening.cash", "not a field", opening={"cash": "1"}),
    city("of a city", "mayor", "not a field", mayor="x"),
    city("of a city's rates", "rate.level4", "not a field", rate={**CITY["rate"], "level4": "0.5"}),
    visit("of a visit", "doctor", "not a field", doctor="x"),
    use("of a use", "shop", "not a field", shop="x"),
    whole("with a line feed in its name", "a\\u000ab", "not a field", **{"a\nb": 1}),
    whole("with a mark of the library in its name", "~x", "not a field", **{"~x": 1}),
    whole("without a name", '""', "not a field", **{"": 1}),
]


def required() -> Iterator[Fault]:
    data = case_data(LEAST_VISIT)
    for field in ("format", "from", "through", "people"):
        left = {key: value for key, value in data.items() if key != field}
        yield Fault(f"{field} of the case", left, field, "missing")
        yield Fault(f"{field} null", {**data, field: None}, field, "null is not")
    for field in ("id", "region", "status"):
        yield without(f"{field} of a person", "people", LEAST_PERSON, field)
        yield person(f"{field} of a person null", field, "null is not", **{field: None})
    for field in ("date", "institution", "total"):
        yield without(f"{field} of a visit", "visits", LEAST_VISIT, field)
        yield visit(f"{field} of a visit null", field, "null is not", **{field: None})
    yield Fault("whose visit, of two", case_data({}, people=TWO_PEOPLE), "visits[0].person", "missing")
    for field in USE:
        yield without(f"{field} of a use", "account_uses", USE, field)
        yield use(f"{field} of a use null", field, "null is not", **{field: None})
    for field in CITY:
        left = {key: value for key, value in CITY.items() if key != field}
        yield person(f"{field} of a city", f"city.{field}", "missing", city=left, region="gansu")
        yield city(f"{field} of a city null", field, "null is not", **{field: None})
    for level in ("level1", "level2", "level3"):
        left = {key: value for key, value in CITY["rate"].items() if key != level}
        yield city(f"rate of {level} in a city", f"rate.{level}", "missing", rate=left)


@pytest.mark.parametrize("fault", [*CONTRACT, *FORM, *UNKNOWN, *required()], ids=lambda fault: fault.name)
def test_a_fault_is_told_with_its_path(fault: Fault, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    english = faults_of(capfdbinary, tmp_path / "case.json", fault.data, "en")
    assert len(english) == 1
    assert english[0].startswith(f"{fault.path}: ")
    assert fault.words in english[0]
    chinese = faults_of(capfdbinary, tmp_path / "case.json", fault.data, "zh")
    assert len(chinese) == 1
    assert chinese[0].startswith(f"{fault.path}: ")
    # Only the sentence is translated: what was found stands in both.
    assert chinese != english
    assert any("\u4e00" <= char <= "\u9fff" for char in chinese[0])


def test_a_case_without_these_faults_is_computed(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    people = [{**LEAST_PERSON, "region": "gansu", "city": CITY}]
    for data in (case_data({}, account_uses=[USE]), case_data({}, people=people), case_data(OF_ME, people=TWO_PEOPLE)):
        (tmp_path / "case.json").write_bytes(case_bytes(data))
        assert run(capfdbinary, "compute", str(tmp_path / "case.json")).status == 0


def test_what_lies_just_within_the_limits_is_no_fault() -> None:
    parts = {"total": "10.00", "first_self_pay": "4.99", "paid_elsewhere": "5.01"}
    days = [{**LEAST_VISIT, "person": "a", "date": day, **parts} for day in ("2023-01-01", "2023-12-31")]
    full = {**CITY, "rate": dict.fromkeys(CITY["rate"], "0.95"), "retired_uplift": "0.05"}
    none = {**full, "retired_uplift": "-0.95", "cap": "0", "cap_retired": "10000000"}
    people = [
        {**LEAST_PERSON, "id": "a", "birth_date": "2023-12-31", "name": "x" * 1000},
        {**LEAST_PERSON, "id": "b", "age": 0, "retirement_date": "1990-01-01", "region": "gansu", "city": full},
        {**LEAST_PERSON, "id": "c" * 200, "age": 150, "status": "retired", "region": "gansu", "city": none},
    ]
    assert len(case_of(case_data(*days, people=people)).visits) == 2
    # One month is a period.
    assert case_of(case_data(people=people[1:], through="2023-01")).through == case_of(case_data()).from_


def test_faults_of_form_and_faults_between_fields_are_all_told_at_once(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    data = case_data(
        {"total": "12o0"},
        {"date": "2024-01-01", "total": None, "person": "you"},
        {"total": "5", "paid_elsewhere": "6", "person": "me"},
        {"institution": "pharmacy", "setting": "abroad", "person": "me"},
        people=[
            {**LEAST_PERSON, "age": 43, "birth_date": "1980-05-17"},
            {**LEAST_PERSON, "region": "atlantis", "plan": 1},
        ],
        account_uses=[{**USE, "payer": "you", "amount": "x"}],
        readings={"rizhao": {"mood": "good"}},
        author="me",
    )
    paths = {line.split(": ", 1)[0] for line in faults_of(capfdbinary, tmp_path / "case.json", data, "en")}
    assert paths == {
        "author",
        "people[0].age",
        "people[1].id",
        "people[1].plan",
        "people[1].region",
        "visits[0].person",
        "visits[0].total",
        "visits[1].date",
        "visits[1].person",
        "visits[1].total",
        "visits[2].total",
        "visits[3].prescriber",
        "visits[3].setting",
        "account_uses[0].amount",
        "account_uses[0].payer",
        "readings.rizhao.mood",
    }


def test_a_thousand_faults_are_a_thousand_lines(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    data = case_data(*[{"person": "you", "id": ""}] * 500)
    lines = faults_of(capfdbinary, tmp_path / "case.json", data, "en")
    assert len(lines) == len(set(lines)) == 1000
    assert "visits[499].id: is empty; at least one entry is expected" in lines
    # Many people are not all listed as those that were expected.
    crowd = [{**LEAST_PERSON, "id": f"p{number:03}"} for number in range(300)]
    (line,) = faults_of(capfdbinary, tmp_path / "case.json", case_data({"person": "you"}, people=crowd), "en")
    assert '"p009", …' in line
    assert "p010" not in line


def test_a_fault_gives_rise_to_no_other(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    parts = {"paid_elsewhere": "5", "first_self_pay": "5"}
    for data, path in (
        (case_data({"total": "x", **parts}), "visits[0].total"),
        (case_data({"person": "me"}, people=[{**LEAST_PERSON, "id": 5}]), "people[0].id"),
        (case_data({}, people=[{**LEAST_PERSON, "id": 5}]), "people[0].id"),
        (case_data({}, people=[]), "people"),
        (case_data({"institution": "pharmacy", "prescriber": "level9"}), "visits[0].prescriber"),
        (case_data({}, **{"from": "2023-1"}), "from"),
        (case_data({}, through="2023-1"), "through"),
        (
            case_data({}, people=[{**LEAST_PERSON, "status": "old", "retirement_date": "2023-05-01"}]),
            "people[0].status",
        ),
        (case_data({}, through="2022-12"), "through"),
    ):
        lines = faults_of(capfdbinary, tmp_path / "case.json", data, "en")
        assert [line.split(": ", 1)[0] for line in lines] == [path]


@pytest.mark.parametrize("row", ["x", [1], 5, None, True])
def test_a_row_that_is_no_table_hides_no_fault_of_the_others(row: object) -> None:
    visit = {**LEAST_VISIT, "person": "me", "out_of_catalogue": "9999"}
    with pytest.raises(FaultsError) as refused:
        read_case(case_bytes({**case_data(), "visits": [row, visit]}), LIBRARY)
    assert [(fault.path, fault.code) for fault in refused.value.faults] == [
        ("visits[0]", "not_table"),
        ("visits[1].total", "parts_exceed_total"),
    ]


def test_what_is_missing_of_a_case_hides_no_fault_of_its_rows() -> None:
    visit = {**LEAST_VISIT, "person": "me", "out_of_catalogue": "9999"}
    for missing in ("format", "from", "through"):
        data = {**case_data(), "visits": [visit]}
        del data[missing]
        with pytest.raises(FaultsError) as refused:
            read_case(case_bytes(data), LIBRARY)
        assert ("visits[0].total", "parts_exceed_total") in [(fault.path, fault.code) for fault in refused.value.faults]
        assert missing in [fault.path for fault in refused.value.faults]
