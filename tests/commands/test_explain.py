"""`gongjisuan explain`: the JSON of the contract, sentences, two visits side by side, and what is refused."""

import json
from pathlib import Path

import pytest
from commands import INVALID, run
from statements import Json, case_bytes

Capture = pytest.CaptureFixture[bytes]

# 日照 二（二）. Computed: v1 (1,400 − 400) × 70 % = 700.00; v2 (880 − 100) × 60 % = 468.00, as 100.00 is still asked.
# The slips ask nothing: 1,400 × 70 % = 980.00 and 880 × 60 % = 528.00: the deductible had been met before.
_VISITS: list[Json] = [
    {
        "id": "v1",
        "date": "2023-03-10",
        "institution": "level2",
        "total": "1480",
        "out_of_catalogue": "80",
        "stated": {"pooled": "980", "in_scope": "1400", "deductible": "0"},
    },
    {
        "id": "v2",
        "date": "2023-04-10",
        "institution": "level3",
        "total": "880",
        "stated": {"pooled": "528", "in_scope": "880", "deductible": "0"},
    },
    {"id": "v3", "date": "2023-05-10", "institution": "level1", "total": "100"},
]


@pytest.fixture
def household(tmp_path: Path) -> str:
    """A file with two slips that one cause explains."""
    path = tmp_path / "case.json"
    person = {"id": "me", "name": "本人", "region": "rizhao", "status": "employed"}
    other = {"id": "mum", "region": "xian", "status": "retired"}
    visits = [{"person": "me", **visit} for visit in _VISITS]
    visits.append({**_VISITS[2], "id": "w1", "person": "mum"})
    data: Json = {"format": "gongjisuan-case/1", "from": "2023-01", "through": "2023-12", "people": [person, other]}
    path.write_bytes(case_bytes({**data, "visits": visits}))
    return str(path)


def test_the_json_says_what_differs_and_why(household: str, tmp_path: Path, capfdbinary: Capture) -> None:
    output = run(capfdbinary, "explain", household, "--visit", "v1", "--json")
    assert (output.status, output.err) == (0, "")
    told = json.loads(output.out)
    assert told["visit"] == "v1"
    assert told["differs"] == {"deductible": "400.00", "pooled": "-280.00"}
    assert told["nearest"] is None
    plainest = told["causes"][0]
    assert plainest["changes"] == [{"kind": "deductible_used", "visit": "v1", "from": "0.00", "to": "500.00"}]
    text = "若本年起付线此前已满，就与结算单一致：统筹基金 980.00、起付线 0.00、政策范围内 1400.00"
    assert plainest["text"] == f"{text}（另有 1 张结算单也随之一致）"
    for number, cause in enumerate(told["causes"]):
        claim = tmp_path / f"claim{number}.json"
        claim.write_bytes(case_bytes(cause["case"]))
        statement = json.loads(run(capfdbinary, "compute", str(claim)).out)
        visits = [visit for year in statement["people"][0]["years"] for visit in year["visits"]]
        (again,) = (visit["stated_difference"] for visit in visits if visit["id"] == "v1")
        assert set(again.values()) == {"0.00"}, "anyone can compute the claim anew"


def test_in_sentences(household: str, capfdbinary: Capture) -> None:
    text = run(capfdbinary, "explain", household, "--visit", "v1").out
    assert text.startswith(
        "统筹基金比结算单少 280.00；起付线比结算单多 400.00\n1. 若本年起付线此前已满，就与结算单一致："
    )
    text = run(capfdbinary, "explain", household, "--visit", "v1", "--lang", "en").out
    assert "1. If the year's deductible had been met before, it is as on the slip: pooled fund 980.00," in text
    assert run(capfdbinary, "explain", household, "--visit", "v3").out == "这次就诊没有填结算单的数字\n"


def test_a_year_is_grouped_by_cause(household: str, capfdbinary: Capture) -> None:
    told = json.loads(run(capfdbinary, "explain", household, "--json").out)
    (year,) = told["years"]
    assert (year["person"], year["year"], year["unexplained"]) == ("me", 2023, [])
    (group,) = year["groups"]
    assert group["visits"] == ["v1", "v2"]
    assert group["changes"][0]["kind"] == "deductible_used"
    text = run(capfdbinary, "explain", household).out
    assert "本人 2023 年的结算单\n结算单：2 次就诊填有结算单的数字，0 次一致，2 次不同\n" in text
    assert "1. 若本年起付线此前已满，有 2 张结算单与计算一致\n   2023年3月10日 二级" in text


def test_two_visits_side_by_side(household: str, capfdbinary: Capture) -> None:
    # From v1 to v2: bill 600 less × 70 % = −420.00; 80 fewer out of scope × 70 % = +56.00 (336.00 now).
    # Level 3: (880 − 500) × 60 % = 228.00, −108.00; 100.00 instead of 500.00 still asked: × 60 % = +240.00: 468.00.
    told = json.loads(run(capfdbinary, "explain", household, "--visit", "v2", "--against", "v1", "--json").out)
    assert [(part["step"], part["amount"]) for part in told["parts"]] == [
        ("total", "-420.00"),
        ("in_scope", "56.00"),
        ("level", "-108.00"),
        ("deductible", "240.00"),
    ]
    assert told["difference"] == "-232.00"
    assert {part["source"] for part in told["parts"]} == {"日政办发〔2022〕17号"}
    text = run(capfdbinary, "explain", household, "--visit", "v2", "--against", "v1").out
    assert text.startswith("这次统筹比那次少支付 232.00\n")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--visit", "v9"], "--visit: "),
        (["--visit", "v1", "--against", "v9"], "--against: "),
        (["--visit", "v1", "--against", "w1"], "--against: "),
        (["--against", "v1"], "--visit: "),
    ],
)
def test_what_cannot_be_asked(arguments: list[str], said: str, household: str, capfdbinary: Capture) -> None:
    output = run(capfdbinary, "explain", household, *arguments)
    assert output.status == INVALID
    assert output.out == ""
    assert output.faults[0].startswith(said)
