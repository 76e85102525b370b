"""The text of a case: what is taken as it is, what is tolerated, and texts that are no case at all."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import INVALID, faults_of, faults_of_file, run
from statements import (
    EXAMPLE,
    LEAST_PERSON,
    LIBRARY,
    WORDINGS,
    Json,
    broken_rules,
    case_bytes,
    case_data,
    case_of,
    statement_json,
    statement_of,
)

from calculator.case.case import KnownFigures
from calculator.case.case_json import MAX_CASE_BYTES, read_case, write_case, write_rows
from calculator.ground.faults import FaultsError
from calculator.ground.language import LANGUAGES
from calculator.ground.plain_text import steady
from calculator.policy.names import LEVELS

PLACE = "@@"
FAULT_LINE = re.compile(r"[a-z_]+(\[\d+\])?[^:]*: .")

Place = tuple[int | str, ...]


def with_text(data: Json, text: str) -> bytes:
    """The case with `text`, as it stands, in place of the mark."""
    return case_bytes(data).replace(f'"{PLACE}"'.encode(), text.encode())


TOTAL = case_data({"total": PLACE})


@pytest.mark.parametrize(
    ("written", "fen"),
    [
        ('"1480.00"', 148000),
        ('"1480"', 148000),
        ('"1480.5"', 148050),
        ("1480", 148000),
        ("1480.0", 148000),
        ("1480.05", 148005),
        ('"0"', 0),
        ("0.1", 10),
        ("10000000", 10_000_000_00),
        ('"10000000.00"', 10_000_000_00),
        ('"001480.50"', 148050),
        # Not a binary fraction: 0.29 * 100 is 28.999… in floating point.
        ("0.29", 29),
        ("9999999.99", 999_999_999),
    ],
)
def test_amounts_are_exact_however_they_are_written(written: str, fen: int) -> None:
    case = read_case(with_text(TOTAL, written), LIBRARY)
    assert case.visits[0].total == fen


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("1e3", "1e3 is not an amount"),
        ("1E2", "1E2 is not an amount"),
        ("1.5e1", "1.5e1 is not an amount"),
        ("1e400", "1e400 is not an amount"),
        ('"1E3"', '"1E3" is not an amount'),
        ("1.200", "1.200 has more than two decimals"),
        ('"1.200"', '"1.200" has more than two decimals'),
        ('"１２"', '"１２" is not an amount'),
        ('"١٢"', '"١٢" is not an amount'),
        ('"²"', '"²" is not an amount'),
        ("true", "true is not an amount"),
        ("false", "false is not an amount"),
        ("null", "null is not an amount"),
        ("[12]", "[…] is not an amount"),
        ("{}", "{} is not an amount"),
        ("NaN", "NaN is not an amount"),
        ("Infinity", "Infinity is not an amount"),
        ("-Infinity", "-Infinity is not an amount"),
        ('"NaN"', '"NaN" is not an amount'),
        ("-0.01", "-0.01 is negative"),
        ('"-5"', '"-5" is negative'),
        ('""', '"" is not an amount'),
        ('" 12"', '" 12" is not an amount'),
        ('"12 "', '"12 " is not an amount'),
        ('"+12"', '"+12" is not an amount'),
        ('"1,200"', '"1,200" is not an amount'),
        ('"1_200"', '"1_200" is not an amount'),
        ('".5"', '".5" is not an amount'),
        ('"5."', '"5." is not an amount'),
        ('"0x10"', '"0x10" is not an amount'),
        ('"1.2.3"', '"1.2.3" is not an amount'),
        ('"12\\n"', '"12\\u000a" is not an amount'),
        ('"\\u001b[31m"', '"\\u001b[31m" is not an amount'),
        ('"\\ud800"', '"\\ud800" is not an amount'),
        ("10000001", "10000001 is too large"),
        ("9" * 5000, "9" * 60 + "… is too large"),
        ("-" + "9" * 5000, "… is negative"),
        (f'"{"9" * 5000}"', "9" * 60 + '…" is too large'),
    ],
)
def test_amounts_that_are_none(
    written: str, found: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    lines = faults_of(capfdbinary, tmp_path / "case.json", with_text(TOTAL, written), "en")
    assert len(lines) == 1
    assert lines[0].startswith("visits[0].total: ")
    assert found in lines[0]


@pytest.mark.parametrize("path", ["name", "id", "region", "age", "birth_date", "contribution_base"])
@pytest.mark.parametrize("written", ["NaN", "Infinity", "1e5", "9" * 5000, '"\\ud800\\u0000"'])
def test_no_field_takes_a_number_that_is_none_or_half_a_character(
    path: str, written: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    data = case_data({}, people=[{**LEAST_PERSON, path: PLACE}])
    lines = faults_of(capfdbinary, tmp_path / "case.json", with_text(data, written), "en")
    assert [line.split(": ", 1)[0] for line in lines] == [f"people[0].{path}"]


@pytest.mark.parametrize(
    "day",
    ["2023-2-3", "20230310", "2023-W10-5", "2023-069", "2023-03-10T00:00:00", "０２０３", "2023-13-01", "", 20230310],
)
def test_dates_have_one_form(day: object, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    lines = faults_of(capfdbinary, tmp_path / "case.json", case_data({"date": day}), "en")
    assert len(lines) == 1
    assert lines[0].startswith("visits[0].date: ")


NO_CASE = {
    "empty": (b"", "not JSON"),
    "spaces": (b" \n ", "not JSON"),
    "not JSON": (b"total = 12", "not JSON (line 1, column 1)"),
    "a comma too many": (b'{"format": "gongjisuan-case/1",}', "not JSON"),
    "cut off": (case_bytes(case_data({}))[:-5], "not JSON"),
    "two in one": (case_bytes(case_data({})) * 2, "not JSON"),
    "a comment": (b"// me\n" + case_bytes(case_data({})), "not JSON"),
    "a list": (b"[]", "[] is not a group of named fields"),
    "null": (b"null", "null is not a group of named fields"),
    "a number": (b"12", "12 is not a group of named fields"),
    "a text": (b'"case"', '"case" is not a group of named fields'),
    "not a number": (b"NaN", "NaN is not a group of named fields"),
    "UTF-16": (json.dumps(case_data({})).encode("utf-16"), "not UTF-8"),
    "UTF-16 unmarked": (json.dumps(case_data({})).encode("utf-16-le"), "not JSON"),
    "GB18030": ('{"名": 1}'.encode("gb18030"), "not UTF-8"),
    "half a surrogate in bytes": (b'{"a": "\xed\xa0\x80"}', "not UTF-8"),
    "deep lists": (b"[" * 100_000, "too deep"),
    "deep groups": (b'{"a":' * 100_000, "too deep"),
    "a name twice": (b'{"format": 1, "format": 1}', 'format: the name "format" stands twice'),
    "a strange name twice": (b'{"a\\nb": 1, "a\\nb": 1}', "a\\u000ab: the name"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NO_CASE)
def test_a_text_that_is_no_case(
    name: str, language: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    content, words = NO_CASE[name]
    lines = faults_of(capfdbinary, tmp_path / "case.json", content, language)
    assert len(lines) == 1
    if language == "en":
        assert words in lines[0]
    else:
        assert any("\u4e00" <= char <= "\u9fff" for char in lines[0])


def test_names_that_stand_twice_within_a_visit(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    content = with_text(TOTAL, '"5", "total": "6"')
    assert 'the name "total" stands twice' in faults_of(capfdbinary, tmp_path / "case.json", content, "en")[0]


def places(value: object, place: Place = ()) -> Iterator[Place]:
    """Where something stands in plain data, group or value."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, part in inner:
        yield (*place, name)
        yield from places(part, (*place, name))


def replaced(data: Any, place: Place, value: object) -> Any:
    """The data with another value in a place."""
    if not place:
        return value
    copy: Any = list(data) if isinstance(data, list) else dict(data)
    copy[place[0]] = replaced(data[place[0]], place[1:], value)
    return copy


FULL = replaced(EXAMPLE, ("visits", 0, "circumstances"), ["arrears"])
FULL["people"] = [
    {
        **EXAMPLE["people"][0],
        "contribution_base": {"2023-01": "6000"},
        "city": {
            "deductible": dict.fromkeys(LEVELS, "300"),
            "rate": dict.fromkeys(LEVELS, "0.6"),
            "retired_uplift": "0.05",
            "cap": "2500",
        },
    }
]
SIMPLE = [None, True, False, 0, -1, 1.5, 10**30, "", "x", "0.5", "-0.5", "5", "2023-01", "2023-01-01", "\ud800", "a\nb"]
NESTED: list[object] = [[], {}, [1], ["me"], [[]], {"a": 1}, {"": {}}]


@pytest.mark.parametrize("place", list(places(FULL)), ids=lambda place: ".".join(map(str, place)))
def test_any_value_in_any_place_is_computed_or_told(place: Place) -> None:
    for value in [*SIMPLE, *NESTED]:
        try:
            case = case_of(replaced(FULL, place, value))
        except FaultsError as error:
            for wording in WORDINGS.values():
                lines = [wording.fault(fault) for fault in error.faults]
                # One fault, one line, with a path.
                assert lines
                assert not [line for line in lines if not line.isprintable() or not FAULT_LINE.match(line)]
        else:
            assert not list(broken_rules(case, json.loads(statement_json(case))))


@pytest.mark.parametrize("depth", [*range(940, 1000, 3), 10, 300, 2000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_nesting_of_any_depth_is_a_fault_and_no_crash(depth: int, opening: str, closing: str) -> None:
    # Around the interpreter's own limit it is the depth of the call that decides which fault is told.
    nested = opening * depth + "1" + closing * depth
    for data in (case_data({"id": PLACE}), case_data({}, extra=PLACE), case_data({"circumstances": [PLACE]})):
        with pytest.raises(FaultsError) as caught:
            read_case(with_text(data, nested), LIBRARY)
        assert {fault.code for fault in caught.value.faults} <= {"too_deep", "not_text", "unknown_field", "not_one_of"}


def test_a_byte_order_mark_is_nothing(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    plain, marked = tmp_path / "plain.json", tmp_path / "marked.json"
    plain.write_bytes(case_bytes(case_data({})))
    marked.write_bytes(b"\xef\xbb\xbf" + plain.read_bytes())
    first, second = run(capfdbinary, "compute", str(plain)), run(capfdbinary, "compute", str(marked))
    assert first.status == 0
    assert first == second


@pytest.mark.parametrize("language", LANGUAGES)
def test_files_that_cannot_be_read(language: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    for path in (tmp_path / "missing.json", tmp_path, Path("a\0b")):
        lines = faults_of_file(capfdbinary, path, language)
        assert len(lines) == 1
        assert lines[0].startswith(steady(str(path)))


def test_the_limit_is_read_from_the_size_before_the_content(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    large = tmp_path / "large.json"
    large.touch()
    os.truncate(large, MAX_CASE_BYTES + 1)

    def opened(*_arguments: object, **_options: object) -> None:
        raise AssertionError("the file was opened")

    monkeypatch.setattr(Path, "open", opened)
    for language, words in (("en", "larger than 64 MiB"), ("zh", "64 MiB")):
        lines = faults_of_file(capfdbinary, large, language)
        assert len(lines) == 1
        assert words in lines[0]


def test_a_file_at_the_limit_is_read(tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    assert MAX_CASE_BYTES == 64 * 1024 * 1024
    full = tmp_path / "full.json"
    text = case_bytes(case_data({}))
    full.write_bytes(text + b" " * (MAX_CASE_BYTES - len(text)))
    assert run(capfdbinary, "compute", str(full)).status == 0


def compute_of_standard_input(content: bytes) -> "subprocess.CompletedProcess[bytes]":
    command = [sys.executable, "-m", "calculator", "compute", "--lang", "en", "-"]
    root = Path(__file__).parents[2]
    return subprocess.run(command, input=content, capture_output=True, check=False, cwd=root, timeout=120)


def test_standard_input_is_a_file_like_others() -> None:
    good = compute_of_standard_input(case_bytes(case_data({})))
    assert (good.returncode, good.stderr) == (0, b"")
    assert good.stdout.decode() == statement_json(case_of(case_data({})), "en")
    bad = compute_of_standard_input(case_bytes(case_data({"total": "12o0"})))
    assert (bad.returncode, bad.stdout) == (INVALID, b"")
    assert bad.stderr.startswith(b'visits[0].total: "12o0" is not an amount')


def test_standard_input_has_the_same_limit() -> None:
    large = compute_of_standard_input(b" " * (MAX_CASE_BYTES + 1))
    assert (large.returncode, large.stdout) == (INVALID, b"")
    assert b"larger than 64 MiB" in large.stderr
    assert large.stderr.count(b"\n") == 1


def test_what_may_be_left_out_has_its_default() -> None:
    case = case_of(case_data({}, {"id": "second"}, account_uses=[
        {"payer": "me", "relation": "self", "purpose": "fitness", "date": "2023-05-01", "amount": "1"}
    ]))  # fmt: skip
    assert [visit.id for visit in case.visits] == ["1", "second"]
    assert [use.id for use in case.account_uses] == ["1"]
    visit, person = case.visits[0], case.people[0]
    assert visit.person == "me"
    assert (visit.setting, visit.emergency, visit.circumstances, visit.pay_from_account) == ("local", False, (), ())
    assert visit.out_of_catalogue == visit.over_price_limit == visit.first_self_pay == visit.paid_elsewhere == 0
    assert (person.plan, person.account.opening_balance, person.account.monthly_credit) == ("combined", 0, None)


def test_a_written_case_is_read_back_and_says_the_same() -> None:
    data = case_data({"total": 1480.5}, {"pay_from_account": ["me"], "circumstances": ["hospitalised"]})
    case = case_of(data)
    again = read_case(write_case(case).encode(), LIBRARY)
    assert again == case
    assert write_case(again) == write_case(case)
    assert statement_of(json.loads(write_case(case))) == statement_of(data)
    written = json.loads(write_case(case))["visits"][0]
    assert (written["total"], written["paid_elsewhere"]) == ("1480.50", "0.00")


WITH_EVERYTHING: Json = {
    "people": [
        {
            **LEAST_PERSON,
            "relation": "self",
            "account": {"opening_balance": "10.00", "monthly_credit": {"2023-02": "105.00", "2023-07": "110.00"}},
            "known": [
                {"date": "2023-03-31", "deductible_used": None, "pooled": "500.00", "balance": None},
                {"date": "2023-06-30", "deductible_used": "300.00", "pooled": None, "balance": "1630.00"},
            ],
            "unread": {"contribution_base": "6千", "account.opening_balance": ""},
        }
    ],
    "account_uses": [
        {
            "payer": "me",
            "relation": "self",
            "purpose": "fitness",
            "date": "2023-05-01",
            "amount": "1.00",
            "unread": {"amount": "一百"},
        }
    ],
}
PAPER: Json = {
    "institution_name": "市人民医院",
    "note": "内科",
    "receipt": "0012345",
    "time": "09:05",
    "stated": {"pooled": "700.00", "balance_after": "1.20"},
    "refunded": True,
    "unread": {"total": "12o0", "date": "13月5日"},
}


def test_what_stands_on_paper_and_what_could_not_be_read_is_kept() -> None:
    case = case_of(case_data(PAPER, **WITH_EVERYTHING))
    for text in (write_case(case), write_rows(case)):
        assert read_case(text.encode(), LIBRARY) == case
    written = json.loads(write_case(case))
    for name, value in PAPER.items():
        found = written["visits"][0][name]
        assert ({key: found[key] for key in value} if name == "stated" else found) == value
    assert written["people"][0] | WITH_EVERYTHING["people"][0] == written["people"][0]
    assert written["account_uses"][0]["unread"] == {"amount": "一百"}


def test_what_says_nothing_takes_no_room_in_the_household_on_disk() -> None:
    rows = write_rows(case_of(case_data({}, people=[LEAST_PERSON])))
    assert not [name for name in (*PAPER, "relation", "known") if name in rows]


def test_what_is_larger_is_refused_whatever_it_holds() -> None:
    with pytest.raises(FaultsError) as caught:
        read_case(b"{" + b" " * MAX_CASE_BYTES, LIBRARY)
    assert [fault.code for fault in caught.value.faults] == ["too_large"]


def test_a_row_made_of_values_takes_a_day_as_it_is() -> None:
    assert KnownFigures(date=date(2023, 3, 10)).date == date(2023, 3, 10)


def test_a_case_is_written_so_that_people_can_read_it() -> None:
    text = write_case(case_of(case_data({"note": "复诊"})))
    lines = text.splitlines()
    assert lines[:3] == ["{", ' "format": "gongjisuan-case/1",', ' "from": "2023-01",']
    assert any('"note": "复诊"' in line for line in lines)
    assert text.endswith("\n}\n")
