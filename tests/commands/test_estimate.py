"""`gongjisuan estimate` from the command line: what other rules cost, figure by figure by hand."""

from pathlib import Path
from typing import Any

import pytest
from commands import INVALID, run
from people_tables import tables_of
from python_calamine import CalamineWorkbook

from calculator.ground.resources import resource

PERSON = {"id": "a", "region": "rizhao", "status": "employed", "age": "45", "contribution_base": "5000"}
VISIT = {"person": "a", "date": "2023-03-10", "institution": "level2", "total": "1480.00"}
PART_SIX = str(resource("examples", "estimate.toml"))

Capture = pytest.CaptureFixture[bytes]


def sheets(path: Path) -> dict[str, dict[str, dict[str, Any]]]:
    """Each sheet's rows by their name, and the cells by heading."""
    book, found = CalamineWorkbook.from_path(str(path)), dict[str, dict[str, dict[str, Any]]]()
    for name in book.sheet_names:
        heads, *rows = book.get_sheet_by_name(name).to_python()
        found[name] = {str(row[0]): dict(zip(map(str, heads), row, strict=True)) for row in rows}
    return found


def with_rates(folder: Path) -> Path:
    """日照's rules with 75% in the place of 70% at level 2 for those in service."""
    text = resource("policies", "rizhao.toml").read_text("utf-8")
    before = "level2 = 0.70"
    assert text.count(before) == 1
    path = folder / "tried.toml"
    path.write_text(text.replace(before, "level2 = 0.75"), "utf-8")
    return path


@pytest.mark.parametrize("engine", ["plain", "polars"])
def test_a_rate_that_is_raised_costs_its_share(engine: str, tmp_path: Path, capfdbinary: Capture) -> None:
    # (1480 − 400) × 70% = 756.00 and × 75% = 810.00; of two people one has a visit, the other one nothing.
    tables_of([PERSON, {**PERSON, "id": "b", "age": "30"}], [VISIT], tmp_path)
    out = tmp_path / "out.xlsx"
    tables = ("--people", str(tmp_path / "people.csv"), "--visits", str(tmp_path / "visits.csv"))
    more = ("--pack", str(with_rates(tmp_path)), "--out", str(out), "--lang", "en", "--engine", engine)
    output = run(capfdbinary, "estimate", *tables, *more, "--processes", "1")
    assert (output.status, output.err) == (0, "")
    found = sheets(out)
    everyone = found["Everyone"]["everyone"]
    assert (everyone["people"], everyone["with visits"], everyone["total"]) == (2, 1, 1480)
    assert (everyone["pooled fund, before"], everyone["pooled fund, after"]) == (756, 810)
    assert (everyone["costs the fund more"], everyone["a head"]) == (54, 27)
    assert (everyone["past the deductible, before"], everyone["at the cap, after"]) == (0.5, 0)
    # 5000 × 2.75% × 12 for each up to 45.
    assert (everyone["credited, before"], everyone["credited, after"]) == (3300, 3300)
    assert {name: row["costs the fund more"] for name, row in found["By age"].items()} == {"30-39": 0, "40-49": 54}
    assert {name: row["visits"] for name, row in found["By level of hospital"].items()} == {"level 2": 1}
    assert found["By yearly cost"]["without cost"]["people"] == 1


def test_part_six_is_reproduced_with_its_flaw(tmp_path: Path, capfdbinary: Capture) -> None:
    # 南昌 六: 1503156900 ÷ 1001159 = 1501.42 and not 1310.77; 2098935300 ÷ 1424050 = 1473.92 and not 1337.19;
    # 809454900 ÷ 1424050 = 568.42 and not 477.36; only 595778400 ÷ 422891 = 1408.82 is as stated.
    out = tmp_path / "six.xlsx"
    output = run(capfdbinary, "estimate", "--drawn", PART_SIX, "--since-reform", "--out", str(out), "--processes", "1")
    assert output.status == 0
    assert "按所写的平均数模拟，不是真实的人" in output.out
    found = sheets(out)
    stated = found["文件所写的人均"].values()
    assert [(row["所写人均"], row["按总额和人数的人均"], row["相符"]) for row in stated] == [
        (1337.19, 1473.92, "否"),
        (1310.77, 1501.42, "否"),
        (1408.82, 1408.82, "是"),
        (477.36, 568.42, "否"),
    ]
    # 4314.43 × 2.9% = 125.12 a month before and × 2% = 86.29 after; 3354.33 × 3.5% = 117.40, 3140 × 2.5% = 78.50;
    # × 12 × 1,001,000 and × 12 × 423,000.
    credited = {name: (row["划入，之前"], row["划入，之后"]) for name, row in found["按参保状态"].items()}
    assert credited == {"在职": (1_502_941_440, 1_036_515_480), "退休": (595_922_400, 398_466_000)}
    # The stated total of 2021 comes out again, to what a thousand people's rounding takes.
    assert round(sum(before for before, _after in credited.values()) / 10_000, 1) == 209_886.4
    assert "模拟" in str(CalamineWorkbook.from_path(str(out)).get_sheet_by_index(0).to_python())


def test_the_same_population_is_drawn_every_time(capfdbinary: Capture) -> None:
    first, second = (run(capfdbinary, "estimate", "--drawn", PART_SIX, "--since-reform").out for _time in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--since-reform",), "--people: either --people and --visits are expected, or --drawn"),
        (("--drawn", PART_SIX), "--pack: either --pack is expected, or --since-reform"),
        (("--drawn", PART_SIX, "--since-reform", "--out", "a.csv"), '--out: "a.csv"'),
    ],
    ids=["nobody", "nothing", "kind"],
)
def test_what_is_missing_is_said(arguments: tuple[str, ...], said: str, capfdbinary: Capture) -> None:
    output = run(capfdbinary, "estimate", "--lang", "en", *arguments)
    assert output.status == INVALID
    assert output.faults[0].startswith(said)


def test_a_population_that_cannot_be_drawn_is_refused(tmp_path: Path, capfdbinary: Capture) -> None:
    path = tmp_path / "population.toml"
    text = Path(PART_SIX).read_text("utf-8").replace("youngest = 22", "youngest = 99")
    path.write_text(text, "utf-8")
    output = run(capfdbinary, "estimate", "--lang", "en", "--since-reform", "--drawn", str(path))
    assert (output.status, output.faults[0].split(":")[:2]) == (INVALID, ["population.toml", " group[0]"])
