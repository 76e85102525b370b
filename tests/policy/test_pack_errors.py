"""A pack that is wrong in one way does not load; the fault names table, field and cause in both languages."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from commands import INVALID, run
from pydantic import ValidationError
from statements import WORDINGS

from calculator.ground.faults import FaultsError, faults_of
from calculator.ground.resources import resource
from calculator.policy.pack import Pack
from calculator.policy.pack_checks import faults_in
from calculator.policy.pack_reader import parse_pack

TEXT = resource("policies", "rizhao.toml").read_text("utf-8")
NAME = "rizhao.toml"
PLACEHOLDER = re.compile(r"\{[a-z_]+(:[a-z]+)?\}")


def changed(table: str, old: str, new: str) -> str:
    """The pack with the first `old` after the first row of `table` changed; the head of the file is table ""."""
    begin = TEXT.index(f"[[{table}]]\n") if table else 0
    place = TEXT.index(old, begin)
    return TEXT[:place] + new + TEXT[place + len(old) :]


def row(table: str, place: int = 0) -> str:
    """The text of a row of a table."""
    begin = -1
    for _ in range(place + 1):
        begin = TEXT.index(f"[[{table}]]\n", begin + 1)
    return TEXT[begin : TEXT.index("\n\n", begin) + 2]


def without(table: str, place: int = 0) -> str:
    """The pack without a row."""
    return TEXT.replace(row(table, place), "", 1)


def doubled(table: str, place: int = 0) -> str:
    """The pack with a row that stands twice, as two rules for one day."""
    return TEXT.replace(row(table, place), row(table, place) * 2, 1)


class Broken(NamedTuple):
    """A pack with one fault, the place it is told at, and words of the English line."""

    name: str
    text: str
    path: str
    words: str


CLAUSE, SOURCE = 'clause = "二（二）"\n', 'source = "notice"\n'
EMPLOYED_2024 = row("credit", 4)

FIELDS = [
    Broken("clause missing", changed("rate", CLAUSE, ""), "rate[0].clause", "is missing"),
    Broken("clause empty", changed("cap", CLAUSE, 'clause = ""\n'), "cap[0].clause", "is empty"),
    Broken("clause blank", changed("cap", CLAUSE, 'clause = "  "\n'), "cap[0].clause", "is empty"),
    Broken("source missing", changed("rate", SOURCE, ""), "rate[0].source", "is missing"),
    Broken("source unknown", changed("rate", '"notice"', '"rumour"'), "rate[0].source", "none of the pack's sources"),
    Broken("source of a fact", changed("fact", '"notice"', '"rumour"'), "fact[0].source", "expected: notice"),
    Broken("rate above one", changed("rate", "0.80", "1.01"), "rate[0].level1", "1.01 is out of range"),
    Broken("rate negative", changed("rate", "0.80", "-0.1"), "rate[0].level1", "-0.1 is out of range"),
    Broken("rate of five decimals", changed("rate", "0.80", "0.80001"), "rate[0].level1", "0.80001 is not a rate"),
    Broken("rate as text", changed("rate", "0.80", '"0.80"'), "rate[0].level1", '"0.80" is not a rate'),
    Broken("rate as boolean", changed("rate", "0.80", "true"), "rate[0].level1", "true is not a rate"),
    Broken("rate not a number", changed("rate", "0.80", "nan"), "rate[0].level1", "NaN is not a rate"),
    Broken("part negative", changed("credit", "0.0075", "-0.0075"), "credit[0].parts[1].rate", "out of range"),
    Broken(
        "amount of three decimals", changed("cap", "2000", "2000.005"), "cap[0].amount", "2000.005 is not an amount"
    ),
    Broken("amount negative", changed("cap", "2000", "-1"), "cap[0].amount", "-1 is not an amount"),
    Broken("amount infinite", changed("cap", "2000", "inf"), "cap[0].amount", "Infinity is not an amount"),
    Broken("amount without bound", changed("cap", "2000", "1e99999999"), "cap[0].amount", "is not an amount"),
    Broken("amount of many digits", changed("cap", "2000", "0x" + "f" * 5000), "cap[0].amount", "is not an amount"),
    Broken("amount as text", changed("cap", "2000", '"2000"'), "cap[0].amount", '"2000" is not an amount'),
    Broken("amount as boolean", changed("cap", "2000", "true"), "cap[0].amount", "true is not an amount"),
    Broken("flag as number", changed("cap", "provisional = true", "provisional = 1"), "cap[0].provisional", "neither"),
    Broken(
        "flag as text", changed("cap", "provisional = true", 'provisional = "yes"'), "cap[0].provisional", "neither"
    ),
    Broken("age as text", changed("credit", "46", '"46"'), "credit[0].age_below", "not a whole number"),
    Broken("age below one", changed("credit", "46", "0"), "credit[0].age_below", "out of range"),
    Broken("pension year as text", changed("", "year = 2023", 'year = "2023"'), "credit[7].pension_year", "not a year"),
    Broken(
        "pension year as boolean", changed("", "year = 2023", "year = true"), "credit[7].pension_year", "not a year"
    ),
    Broken(
        "reading of before",
        changed("before_reform", "age-45", "age-55"),
        "before_reform[0].when.age-55",
        "not an open question",
    ),
    Broken("age of before", changed("before_reform", "46", "46.0"), "before_reform[0].age_below", "not a whole number"),
    Broken(
        "time instead of a day",
        changed("cap", "2023-01-01", "2023-01-01T00:00:00"),
        "cap[0].from",
        "2023-01-01 00:00:00 is not a date",
    ),
    Broken("text instead of a day", changed("cap", "2023-01-01", '"2023-01-01"'), "cap[0].from", "is not a date"),
    Broken("field unknown", changed("cap", "amount", "ceiling = 1\namount"), "cap[0].ceiling", "not a field"),
    Broken("table unknown", f"{TEXT}\n[[bonus]]\nx = 1\n", "bonus", "not a field"),
    Broken("field of strange name", f'"a\\nb" = 1\n{TEXT}', "a\\u000ab", "not a field"),
    Broken("nested fields", f"{TEXT}\n[zz]\na{'.a' * 20} = 1\n", "zz", "not a field"),
    Broken("nested name", changed("", '{ zh = "日照市"', '{ zh = [[["日照市"]]]'), "name.zh", "[…] is not text"),
    Broken("English missing", changed("", ', en = "Rizhao"', ""), "name.en", "is missing"),
    Broken("id not plain", changed("", 'id = "rizhao"', 'id = "../rizhao"'), "id", "does not have the expected form"),
    Broken("standing unknown", changed("", '"issued"', '"certain"'), "standing", "expected: issued, draft, framework"),
    Broken("status unknown", changed("cap", '"employed"', '"boss"'), "cap[0].status[0]", '"boss" is not a known value'),
    Broken("figure missing", changed("rate", "level2 = 0.70\n", ""), "rate[0]", "all its figures"),
    Broken("deductible missing", changed("deductible", "level3 = 500\n", ""), "deductible[0]", "all its figures"),
    Broken("cap missing", changed("cap", "amount = 2000\n", ""), "cap[0]", "`unknown` with the reason"),
    Broken(
        "figure and unknown",
        changed("cap", "amount = 2000", 'amount = 2000\nunknown = { zh = "未写", en = "open" }'),
        "cap[0]",
        "`unknown` with the reason",
    ),
    Broken("refused without reason", changed("setting", "unknown = {", "note = {"), "setting[0]", "`unknown` with"),
    Broken("parts of no base", changed("credit", '"contribution_base"', '"nothing"'), "credit[0]", "do not fit"),
    Broken("base without parts", changed("credit", "parts = [{", "note = {}\nxx = [{"), "credit[0].xx", "not a field"),
    Broken(
        "both ages", changed("credit", "age_below = 46", "age_below = 46\nage_from = 1"), "credit[0]", "exclude one"
    ),
    Broken("no rule at all", changed("pharmacy", "", "").replace("[[pharmacy]]", "[[x]]"), "pharmacy", "is missing"),
    Broken("format missing", changed("", 'format = "gongjisuan-policy/1"\n', ""), "format", "gongjisuan-policy/1"),
    Broken("format of another kind", changed("", "policy/1", "policy/2"), "format", "expected: gongjisuan-policy/1"),
]

RULES = [
    Broken("source twice", doubled("sources"), "sources[1].id", "notice stands twice"),
    Broken(
        "until before from",
        changed("cap", "from = 2023-01-01", "from = 2023-01-01\nuntil = 2022-12-31"),
        "cap[0].until",
        "2022-12-31 lies before the rule's first day, 2023-01-01",
    ),
    Broken("from missing", changed("cap", "from = 2023-01-01\n", ""), "cap[0].from", "is missing"),
    Broken("gap at the start", changed("cap", "2023-01-01", "2023-02-01"), "cap", "no rule in force on 2023-01-01"),
    Broken(
        "gap at the end",
        changed("rate", "2023-01-01", "2023-01-01\nuntil = 2023-12-31"),
        "rate",
        "no rule in force on 2024-01-01 (rate employed)",
    ),
    Broken(
        "gap between",
        changed("credit", "until = 2023-12-31", "until = 2023-11-30").replace(
            "until = 2023-12-31", "until = 2023-11-30", 3
        ),
        "credit",
        "no rule in force on 2023-12-01 (credit employed combined)",
    ),
    Broken("nothing for the retired", without("rate", 1), "rate", "no rule for rate retired"),
    Broken("nothing for a setting", without("setting", 3), "setting", "no rule for setting non_designated"),
    Broken("nothing for a use", without("account_use", 5), "account_use", "hospital_personal sibling"),
    Broken("nothing for a value", without("pharmacy", 1), "pharmacy", "pharmacy-coverage: covered"),
    *(
        Broken(f"two of {table} a day", doubled(table), f"{table}[1]", f"together with {table}[0] on 2023-01-01")
        for table in (
            "pooling",
            "scope",
            "deductible",
            "rate",
            "cap",
            "setting",
            "pharmacy",
            "exclusion",
            "account_use",
        )
    ),
    Broken(
        "two credits a day", TEXT.replace(EMPLOYED_2024, EMPLOYED_2024 * 2), "credit[5]", "with credit[4] on 2024-01-01"
    ),
    Broken(
        "dates overlap",
        changed("credit", "until = 2023-12-31", "until = 2024-01-31"),
        "credit[4]",
        "together with credit[0] on 2024-01-01 (credit employed combined) where age-45: completed-years",
    ),
    Broken("an end without end", changed("credit", "2023-12-31", "9999-12-31"), "credit[4]", "together with credit[0]"),
    Broken("an age in neither band", changed("", "age_from = 46", "age_from = 47"), "credit[1]", "leaves an age"),
    Broken(
        "an age in both bands", changed("", "age_from = 46", "age_from = 45"), "credit[1]", "together with credit[0]"
    ),
    Broken("one band only", without("credit", 1), "credit[0]", "leaves an age without a rule"),
    Broken(
        "retired below employed", changed("", "level2 = 0.75", "level2 = 0.69"), "rate[1].level2", "not declared so"
    ),
    Broken(
        "city outside a framework", changed("cap", "amount = 2000", 'set_by = "city"'), "cap[0].set_by", "framework"
    ),
    Broken("framework without bounds", changed("", '"issued"', '"framework"'), "bound", "is missing"),
    Broken("reading in when", changed("", "when = { age-45", "when = { mood"), "credit[0].when.mood", "not an open"),
    Broken(
        "value in when",
        changed("", 'when = { age-45 = "completed-years"', 'when = { age-45 = "roughly"'),
        "credit[0].when.age-45",
        "roughly is not a known value; expected: completed-years, exact",
    ),
    Broken(
        "value the engine lacks", changed("", '"per-visit"', '"per-moon"'), "reading[0].values", "not a known value"
    ),
    Broken("value twice", changed("", '"per-visit"', '"annual"'), "reading[0].values", "stands twice"),
    Broken("reading twice", doubled("reading", 6), "reading[7].id", "rounding stands twice"),
    Broken("reading unused", changed("", 'id = "rounding"', 'id = "mood"'), "reading[6].id", "neither known"),
    Broken("reading without words", changed("", "question = {", "note = {"), "reading[2].note", "not a field"),
    Broken(
        "reading without a question",
        changed("reading", row("reading", 2).split("question")[1].split("\n")[0], "").replace("question\n", "", 1),
        "reading[2].question",
        "needs a question",
    ),
]


@pytest.mark.parametrize("broken", [*FIELDS, *RULES], ids=lambda broken: broken.name)
def test_what_is_wrong_with_a_pack_is_named(
    broken: Broken, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    with pytest.raises(FaultsError) as caught:
        parse_pack(broken.text.encode(), NAME)
    english = [WORDINGS["en"].fault(fault) for fault in caught.value.faults]
    told = [line for line in english if line.startswith(f"{broken.path}: ") and broken.words in line]
    assert told, english
    (tmp_path / NAME).write_text(broken.text, "utf-8")
    for language, wording in WORDINGS.items():
        output = run(capfdbinary, "check-pack", "--lang", language, str(tmp_path / NAME))
        assert (output.status, output.out) == (INVALID, "")
        assert output.faults == [f"{NAME}: {wording.fault(fault)}" for fault in caught.value.faults]
        assert not [line for line in output.faults if PLACEHOLDER.search(line)]


ANYTHING: list[object] = [
    *(True, 0, -1, 10**30, Decimal("1.5"), Decimal("0.00001"), "", "x", "employed", {"a": 1}, {"zh": "x", "en": "y"}),
    *([], {}, [1], ["x"], [{}], date(2023, 1, 1), date.min, date.max, datetime(2023, 1, 1), time(1)),  # noqa: DTZ001
]


def variants(value: Any) -> Iterator[Any]:
    """Plain data with something else in one place; of a list's rows only the first two are touched."""
    inner = value.items() if isinstance(value, dict) else list(enumerate(value))[:2] if isinstance(value, list) else ()
    for name, part in inner:
        for other in [*ANYTHING, *variants(part)]:
            copy = dict(value) if isinstance(value, dict) else list(value)
            copy[name] = other
            yield copy


@pytest.mark.parametrize("table", ["id", "name", "adjustment", "deductible", "rate", "setting", "credit", "reading"])
def test_any_value_in_any_place_of_a_table_is_taken_or_told(table: str) -> None:
    data = tomllib.loads(TEXT, parse_float=Decimal)
    count = 0
    for other in [*ANYTHING, *variants(data[table])]:
        try:
            faults = faults_in(Pack.model_validate({**data, table: other}))
        except ValidationError as error:
            faults = faults_of(error)
            assert faults
        for fault in faults:
            lines = [wording.fault(fault) for wording in WORDINGS.values()]
            assert all(re.match(r"[a-z_]+[^:]*: .", line) and line.isprintable() for line in lines)
            count += 1
    assert count > len(ANYTHING) // 2
