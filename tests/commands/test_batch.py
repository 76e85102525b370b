"""`gongjisuan batch` from the command line."""

from pathlib import Path

import pytest
from commands import INVALID, run
from people_tables import read_table, tables_of

PERSON = {"id": "a", "region": "rizhao", "status": "employed", "department": "x"}
VISIT = {"person": "a", "date": "2023-03-10", "institution": "level2", "total": "1480.00"}

Capture = pytest.CaptureFixture[bytes]


def arguments(folder: Path, *more: str) -> list[str]:
    """The arguments of a run over the tables in a folder."""
    files = ["--people", folder / "people.csv", "--visits", folder / "visits.csv", "--out", folder / "out.csv"]
    return ["batch", *map(str, files), "--processes", "1", *more]


def test_a_run_says_what_it_did(tmp_path: Path, capfdbinary: Capture) -> None:
    tables_of([PERSON], [VISIT, {**VISIT, "total": "x"}], tmp_path)
    output = run(capfdbinary, *arguments(tmp_path, "--lang", "en"))
    assert output.status == 0
    assert output.out == f"2023-01 to 2023-12: 1 people's years in {tmp_path / 'out.csv'}\n"
    assert output.faults == [
        "columns that are not used: department",
        f"1 rows are faulty and counted nowhere: {tmp_path / 'out.bad.csv'}",
    ]
    assert [row["paid by the pooled fund"] for row in read_table(tmp_path / "out.csv")] == ["756.00"]
    assert not (tmp_path / "out.csv.work").exists()


def test_a_reading_and_a_period_can_be_chosen(tmp_path: Path, capfdbinary: Capture) -> None:
    tables_of([PERSON], [VISIT, VISIT], tmp_path)
    chosen = ("--from", "2023-03", "--through", "2023-03", "--reading", "rizhao:deductible-period=per-visit")
    assert run(capfdbinary, *arguments(tmp_path, *chosen)).status == 0
    # 2 × (1480 − 400) × 70%, where every visit has a deductible of its own.
    assert [row["统筹支付"] for row in read_table(tmp_path / "out.csv")] == ["1512.00"]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--reading", "rizhao"), '--reading: "rizhao" does not have the form REGION:QUESTION=VALUE'),
        (("--reading", "rizhao:tea=x"), "readings.rizhao.tea: "),
        (("--from", "2023-13", "--through", "2023-12"), '--from: "2023-13" is not a month; YYYY-MM is expected'),
        (("--from", "2023-12"), "--through: is missing"),
        (("--resume",), "--resume: nothing is there to go on with: "),
    ],
    ids=["form", "question", "month", "end", "resume"],
)
def test_what_is_wrong_is_said_and_nothing_written(
    more: tuple[str, ...], said: str, tmp_path: Path, capfdbinary: Capture
) -> None:
    tables_of([PERSON], [VISIT], tmp_path)
    output = run(capfdbinary, *arguments(tmp_path, "--lang", "en", *more))
    assert output.status == INVALID
    assert output.faults[0].startswith(said)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.csv", "visits.csv"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "visits.csv: the file is empty"),
        ("\n\n", "visits.csv: the file is empty"),
        ("person,date,institution,total\n", "visits.csv: date: no visit has a day that would tell the year"),
    ],
    ids=["nothing", "blank lines", "headings"],
)
def test_a_table_without_visits_is_told_of(text: str, said: str, tmp_path: Path, capfdbinary: Capture) -> None:
    tables_of([PERSON], [VISIT], tmp_path)
    (tmp_path / "visits.csv").write_text(text, "utf-8")
    output = run(capfdbinary, *arguments(tmp_path, "--lang", "en"))
    assert (output.status, [fault.removeprefix(f"{tmp_path}/") for fault in output.faults]) == (INVALID, [said])


@pytest.mark.parametrize("engine", ["plain", "polars"])
def test_a_payer_outside_the_household_is_told_with_what_to_do(
    engine: str, tmp_path: Path, capfdbinary: Capture
) -> None:
    tables_of([PERSON, {**PERSON, "id": "b"}], [{**VISIT, "pay_from_account": ["b"]}], tmp_path)
    assert run(capfdbinary, *arguments(tmp_path, "--lang", "en", "--engine", engine)).status == 0
    (bad,) = read_table(tmp_path / "out.bad.csv")
    assert '"b" is not of this person\'s household; where one pays for another' in bad["what is wrong"]


def test_a_table_that_cannot_be_read_to_its_end_leaves_no_work(tmp_path: Path, capfdbinary: Capture) -> None:
    tables_of([PERSON], [VISIT], tmp_path)
    with (tmp_path / "visits.csv").open("ab") as file:
        # Longer than what is looked at to tell how a table is written.
        file.write(b"a,2023-03-10,level2,1.00\n" * 50_000 + b"a,2023-03-10,level2,1\xff\n")
    output = run(capfdbinary, *arguments(tmp_path, "--lang", "en", "--engine", "plain"))
    assert output.status == INVALID
    assert output.faults[0].endswith("visits.csv: 50003: the file is not UTF-8 text")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["people.csv", "visits.csv"]


def test_a_file_that_is_there_is_replaced_only_on_request(tmp_path: Path, capfdbinary: Capture) -> None:
    tables_of([PERSON], [VISIT], tmp_path)
    (tmp_path / "out.csv").write_text("mine")
    assert run(capfdbinary, *arguments(tmp_path)).status == INVALID
    assert (tmp_path / "out.csv").read_text() == "mine"
    assert run(capfdbinary, *arguments(tmp_path, "--force")).status == 0
    assert (tmp_path / "out.csv").read_text("utf-8-sig") != "mine"


@pytest.mark.parametrize("engine", ["plain", "polars"])
def test_whoever_computes_the_same_is_said(engine: str, tmp_path: Path, capfdbinary: Capture) -> None:
    tables_of([PERSON, {**PERSON, "id": "b", "family": "us"}], [VISIT], tmp_path)
    output = run(capfdbinary, *arguments(tmp_path, "--lang", "en", "--engine", engine))
    assert [row["paid by the pooled fund"] for row in read_table(tmp_path / "out.csv")] == ["756.00", "0.00"]
    said = "computed on arrays: 1 people; by the ordinary engine: 1 (households of several, rows that are"
    assert (said in output.out) == (engine == "polars")


def test_parquet_is_not_for_the_plain_engine(tmp_path: Path, capfdbinary: Capture) -> None:
    tables_of([PERSON], [VISIT], tmp_path)
    output = run(capfdbinary, *arguments(tmp_path, "--lang", "en", "--engine", "plain", "--bad-rows", "x.parquet"))
    assert output.faults == ["--engine: .parquet is not installed here: pip install gongjisuan[batch]"]
