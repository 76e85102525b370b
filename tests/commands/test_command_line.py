"""The command line: the contract's example with its figures, tables, policies, and what it refuses."""

import io
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from commands import INVALID, run
from statements import EXAMPLE, LIBRARY, REGIONS, WORDINGS, Json, broken_rules, case_bytes, case_of

from calculator import __version__
from calculator.command_line import main
from calculator.ground.language import LANGUAGES
from calculator.ground.resources import resource

VISIT: Json = {
    "id": "v1",
    "date": "2023-03-10",
    "status": "employed",
    "level": "level2",
    "total": "1480.00",
    "paid_elsewhere": "0.00",
    "in_scope": "1400.00",
    "deductible": "400.00",
    "rate": "0.7",
    "pooled": "700.00",
    "over_cap": "0.00",
    "personal": "780.00",
    "account": [{"payer": "me", "amount": "700.00"}],
    "cash": "80.00",
    "excluded": None,
    "refused": None,
    "deductible_used": "400.00",
    "pooled_to_date": "700.00",
    "cap_remaining": "1300.00",
}
NUMBER = "日政办发〔2022〕17号"

Capture = pytest.CaptureFixture[bytes]


@pytest.fixture
def example(tmp_path: Path) -> str:
    """The file of the contract's example."""
    path = tmp_path / "case.json"
    path.write_bytes(case_bytes(EXAMPLE))
    return str(path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_of_the_contract(example: str, language: str, capfdbinary: Capture) -> None:
    output = run(capfdbinary, "compute", "--lang", language, example)
    assert (output.status, output.err) == (0, "")
    statement = json.loads(output.out)
    assert output.out.endswith("}\n")
    assert statement["format"] == "gongjisuan-statement/1"
    (person,) = statement["people"]
    assert (person["id"], person["region"]) == ("me", "rizhao")
    (year,) = person["years"]
    (visit,) = year["visits"]
    assert {name: visit[name] for name in VISIT} == VISIT
    assert [step["name"] for step in visit["steps"]] == ["in_scope", "deductible", "share", "cap", "account"]
    deductible = visit["steps"][1]
    assert (deductible["amount"], deductible["source"], deductible["clause"]) == ("400.00", NUMBER, "二（二）")
    assert deductible["reading"] is None
    assert (year["year"], year["cap"], year["cap_remaining"]) == (2023, "2000.00", "1300.00")
    assert year["totals"] == {
        "total": "1480.00",
        "in_scope": "1400.00",
        "deductible": "400.00",
        "pooled": "700.00",
        "personal": "780.00",
        "account": "700.00",
        "cash": "80.00",
        "refused_visits": 0,
    }
    account = person["account"]
    # 500.00 + 12 × 165.00 − 700.00 at the visit − 150.00 for the spouse
    figures = {name: account[name] for name in ("opening", "credited", "paid", "balance", "complete")}
    assert figures == {
        "opening": "500.00",
        "credited": "1980.00",
        "paid": "850.00",
        "balance": "1630.00",
        "complete": True,
    }
    january = {
        "month": "2023-01",
        "credit": "165.00",
        "paid": "0.00",
        "balance": "665.00",
        "source": NUMBER,
        "clause": "三（一）",
        "refused": None,
    }
    assert january.items() <= account["months"][0].items()
    (use,) = person["uses"]
    cited = {"id": "u1", "allowed": "yes", "paid": "150.00", "source": NUMBER, "clause": "三（二）"}
    assert cited.items() <= use.items()
    assert person["warnings"] == []
    assert not list(broken_rules(case_of(EXAMPLE), statement))
    assert ("Standard 400.00" in deductible["text"]) == (language == "en")
    assert ("起付标准" in deductible["text"]) == (language == "zh")


def test_readings_are_only_compared_where_asked(example: str, capfdbinary: Capture) -> None:
    plain = json.loads(run(capfdbinary, "compute", example).out)
    (person,) = json.loads(run(capfdbinary, "compute", "--readings", example).out)["people"]
    assert "alternatives" not in plain["people"][0]
    alternatives = person.pop("alternatives")
    assert person == plain["people"][0]
    found = {(entry["reading"], entry["value"]): entry for entry in alternatives}
    assert set(found) == {("account-scope", "any-at-designated")}
    entry = found["account-scope", "any-at-designated"]
    figures = {"pooled": "700.00", "personal": "780.00", "account": "780.00", "cash": "0.00"}
    assert {**figures, "credited": "1980.00", "balance": "1550.00"}.items() <= entry.items()
    assert entry["difference"] == {
        "pooled": "0.00",
        "personal": "0.00",
        "account": "80.00",
        "cash": "-80.00",
        "credited": "0.00",
        "balance": "-80.00",
    }


@pytest.mark.parametrize(
    ("language", "words"), [("zh", ["日照市", "在职", "二级", "余额"]), ("en", ["Rizhao", "level 2"])]
)
def test_the_table_says_the_same_in_words(example: str, language: str, words: list[str], capfdbinary: Capture) -> None:
    output = run(capfdbinary, "compute", "--table", "--readings", "--lang", language, example)
    assert (output.status, output.err) == (0, "")
    figures = ["2023-03-10", "1480.00", "1400.00", "400.00", "70%", "700.00", "80.00", "1300.00", "1630.00", "150.00"]
    assert [word for word in [*words, *figures, "account-scope"] if word not in output.out] == []
    assert "{" not in output.out
    assert ("in-scope cost" in output.out) == (language == "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_tells_what_is_not_paid_and_what_is_missing(
    language: str, tmp_path: Path, capfdbinary: Capture
) -> None:
    path = resource("examples", "household.json")
    for options in ((), ("--readings",)):
        output = run(capfdbinary, "compute", "--table", "--lang", language, *options, str(path))
        assert (output.status, output.err) == (0, "")
        people = json.loads(path.read_text("utf-8"))["people"]
        assert [person["name"] for person in people if person["name"] not in output.out] == []
        statement = json.loads(run(capfdbinary, "compute", "--lang", language, *options, str(path)).out)
        assert [said for said in told(statement) if said not in output.out] == []
    refused = {**EXAMPLE, "people": [{"id": "me", "region": "gansu", "status": "retired"}], "readings": {}}
    (tmp_path / "case.json").write_bytes(case_bytes(refused))
    output = run(capfdbinary, "compute", "--table", "--lang", language, str(tmp_path / "case.json"))
    assert "第七条" in output.out
    assert WORDINGS[language].text("no rule") in output.out  # type: ignore[index]


def told(statement: Json) -> Iterator[str]:
    """The sentences of a statement that its table must show, and the readings that change it."""
    for person in statement["people"]:
        yield from (warning["message"] for warning in person["warnings"])
        yield from (use["message"] for use in person["uses"])
        yield from (f"≠ {other['reading']}: {other['value']}" for other in person.get("alternatives", ()))
        for year in person["years"]:
            yield from (visit["excluded"]["message"] for visit in year["visits"] if visit["excluded"])


def test_the_table_gives_every_reason_why_months_have_no_credit(tmp_path: Path, capfdbinary: Capture) -> None:
    people = [{"id": "me", "region": "rizhao", "status": "retired"}]
    case = {"format": EXAMPLE["format"], "from": "2022-12", "through": "2024-02", "people": people}
    (tmp_path / "case.json").write_bytes(case_bytes(case))
    lines = run(capfdbinary, "compute", "--table", "--lang", "en", str(tmp_path / "case.json")).out.splitlines()
    found = [line.strip() for line in lines if line.startswith("  20")]
    assert [line.split(": ")[0] for line in found] == ["2022-12", "2023-01 … 2023-12", "2024-01 … 2024-02"]
    assert "earlier rule is not in this text" in found[1]
    assert "average basic pension of 2023" in found[2].lower()


def test_standard_input(example: str, capfdbinary: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = run(capfdbinary, "compute", example)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(case_bytes(EXAMPLE))))
    assert run(capfdbinary, "compute", "-") == expected
    pack = resource("policies", "xian.toml").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(pack)))
    output = run(capfdbinary, "check-pack", "-")
    assert (output.status, output.err) == (0, "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_list_of_policies(language: str, capfdbinary: Capture) -> None:
    output = run(capfdbinary, "policies", "--lang", language)
    assert (output.status, output.err) == (0, "")
    for pack in LIBRARY:
        (line,) = [line for line in output.out.splitlines() if line.startswith(pack.id)]
        assert getattr(pack.name, language) in line
        assert pack.sources[0].number in line
        assert WORDINGS[language].word(pack.standing) in line  # type: ignore[index]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("region", REGIONS)
def test_the_rules_of_a_region_with_every_clause(region: str, language: str, capfdbinary: Capture) -> None:
    output = run(capfdbinary, "policies", "--lang", language, region)
    assert (output.status, output.err) == (0, "")
    data = tomllib.loads(resource("policies", f"{region}.toml").read_text("utf-8"))
    rows = [row for name, rows in data.items() if name != "before_reform" and isinstance(rows, list) for row in rows]
    clauses = {row["clause"] for row in rows if "clause" in row}
    assert len(clauses) > 5
    assert [clause for clause in clauses if clause not in output.out] == []
    assert [source["number"] for source in data["sources"] if source["number"] not in output.out] == []
    assert [reading["id"] for reading in data["reading"] if reading["id"] not in output.out] == []
    texts = [row["unknown"][language] for row in rows if "unknown" in row]
    assert [text for text in texts if text not in output.out] == []
    headings = [re.split(r" {2,}", above) for above, line in pairwise(output.out.splitlines()) if set(line) == {"─"}]
    assert [heads for heads in headings if len(set(heads)) < len(heads)] == []


def test_an_unknown_region(capfdbinary: Capture) -> None:
    for language in LANGUAGES:
        output = run(capfdbinary, "policies", "--lang", language, "atlantis")
        assert (output.status, output.out) == (INVALID, "")
        assert len(output.faults) == 1
        assert '"atlantis"' in output.faults[0]
        assert ", ".join(REGIONS) in output.faults[0]


def test_help_and_version(capfdbinary: Capture) -> None:
    for arguments, words in (
        (["--version"], __version__),
        (["--help"], "check-pack"),
        (["compute", "--help"], "--table"),
    ):
        with pytest.raises(SystemExit) as stopped:
            main(arguments)
        assert not stopped.value.code
        assert words in capfdbinary.readouterr().out.decode()


@pytest.mark.parametrize(
    "arguments",
    [
        ["--no-such-option"],
        ["computer", "case.json"],
        ["compute"],
        ["compute", "a.json", "b.json"],
        ["compute", "--lang", "fr", "a.json"],
        ["compute", "--picture", "a.png", "a.json"],
        ["check-pack"],
        ["schema"],
        ["schema", "household"],
        ["policies", "rizhao", "xian"],
    ],
)
def test_a_command_that_does_not_exist(arguments: list[str], capfdbinary: Capture) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == INVALID
    out, err = capfdbinary.readouterr()
    assert out == b""
    assert err.startswith(b"usage: gongjisuan")


def test_the_bytes_do_not_depend_on_the_terminal(example: str, capfdbinary: Capture) -> None:
    expected = run(capfdbinary, "compute", "--table", example).out
    environment = {**os.environ, "LC_ALL": "C", "LANG": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    command = [sys.executable, "-m", "calculator", "compute", "--table", example]
    root = Path(__file__).parents[2]
    output = subprocess.run(command, capture_output=True, check=True, cwd=root, env=environment, timeout=120)
    assert output.stdout == expected.encode()
    assert output.stderr == b""


def test_a_reader_that_goes_away_is_no_error_to_tell(example: str) -> None:
    code = f"import sys; from calculator.command_line import main; sys.exit(main(['compute', {example!r}]))"
    reading, writing = os.pipe()
    os.close(reading)
    root = Path(__file__).parents[2]
    command = [sys.executable, "-c", code]
    output = subprocess.run(command, stdout=writing, stderr=subprocess.PIPE, check=False, cwd=root, timeout=120)
    os.close(writing)
    assert output.returncode == 1
    assert output.stderr == b""


def test_the_language_may_stand_before_the_command(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    before = run(capfdbinary, "--lang", "en", "policies")
    after = run(capfdbinary, "policies", "--lang", "en")
    assert before == after
    assert "Rizhao" in before.out


@pytest.mark.parametrize(
    ("arguments", "chinese", "english"),
    [
        (["computer"], '"computer" 不是命令，也不是文件；最接近的命令是 compute', "the nearest command is compute"),
        (["computre", "case.json"], "最接近的命令是 compute", "the nearest command is compute"),
        (["xyzzy"], '"xyzzy" 不是命令，也不是文件', "is neither a command nor a file"),
        (["compute"], "缺少：CASE.json", "missing: CASE.json"),
        (["--no-such-option"], "不认识：--no-such-option", "not known here: --no-such-option"),
        (["schema", "household"], "kind：'household' 不在", "kind: 'household' is none of"),
        (["compute", "--packs"], "--packs：缺少它的值", "--packs: what belongs to it is missing"),
        (["report", "a", "--width", "wide", "-o", "b"], "--width：无法识别 'wide'", "--width: 'wide' cannot be read"),
    ],
)
def test_arguments_are_refused_in_the_chosen_language_and_open_no_window(
    arguments: list[str], chinese: str, english: str, capfdbinary: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("calculator.desktop.start.start", lambda **_options: pytest.fail("a window"))
    for language, said in (("zh", chinese), ("en", english)):
        with pytest.raises(SystemExit) as stopped:
            main(
                [*arguments, "--lang", language]
                if arguments != ["compute", "--packs"]
                else ["--lang", language, *arguments]
            )
        assert stopped.value.code == INVALID
        out, err = capfdbinary.readouterr()
        assert out == b""
        assert said in err.decode()
        assert b"error:" not in err


def test_a_file_that_is_there_is_opened_whatever_it_is_called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[object] = []

    def start(**options: object) -> int:
        opened.append(options["file"])
        return 0

    monkeypatch.setattr("calculator.desktop.start.start", start)
    monkeypatch.chdir(tmp_path)
    Path("computer").write_text("{}", "utf-8")
    assert main(["computer"]) == 0
    assert main(["gone.gjs"]) == 0
    assert opened == [Path("computer"), Path("gone.gjs")]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no full device")
@pytest.mark.parametrize("arguments", [["compute"], ["compute", "--table"], ["policies"], ["--help"], ["--version"]])
def test_a_full_standard_output_is_one_sentence(arguments: list[str], example: str) -> None:
    given = [*arguments, *([example] if arguments[0] == "compute" else [])]
    command = [sys.executable, "-m", "calculator", *given, *(["--lang", "en"] if arguments[0][0] != "-" else [])]
    with Path("/dev/full").open("wb") as full:
        root = Path(__file__).parents[2]
        output = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False, cwd=root, timeout=120)
    assert output.returncode == INVALID
    assert len(output.stderr.splitlines()) == 1
    assert "No space left on device" in output.stderr.decode()


def test_import_says_what_a_hospitals_table_needs_besides(tmp_path: Path, capfdbinary: Capture) -> None:
    sheet, target = tmp_path / "h.csv", tmp_path / "case.gjs"
    sheet.write_text("就诊日期,医院等级,总费用\n2023-03-05,三级,500.00\n", "utf-8")
    output = run(capfdbinary, "import", str(sheet), "-o", str(target))
    assert output.status == INVALID
    assert output.faults == [
        f"--region: 缺少此项，应为：{', '.join(REGIONS)}",
        "--status: 缺少此项，应为：employed, flexible, retired",
    ]
    assert (
        run(capfdbinary, "import", str(sheet), "-o", str(target), "--region", "rizhao", "--status", "employed").status
        == 0
    )
    assert target.exists()
