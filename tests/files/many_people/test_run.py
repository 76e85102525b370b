"""Tables of many people come to what `compute` says of each; what is faulty is told, and work that stops goes on."""

import json
import os
import select
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from people_tables import done, flat, job_in, read_table, tables_of, write_table
from random_cases import cases
from statements import EXAMPLE, LIBRARY, Json

from calculator.batch.outcomes import visit_outcomes, year_outcomes
from calculator.case.case_json import read_case
from calculator.engine.compute import compute
from calculator.files.many_people.engines import split
from calculator.files.many_people.job import Job
from calculator.files.many_people.outcome_lines import OutcomeText
from calculator.files.many_people.part_households import settle_part
from calculator.files.many_people.run import compute_parts, run
from calculator.ground.faults import FaultsError
from calculator.ground.months import parse_month
from calculator.ground.progress import StoppedError, Work
from calculator.words.wording import Wording

PERSON: Json = {"id": "a", "region": "rizhao", "status": "employed"}
VISIT: Json = {"person": "a", "date": "2023-03-10", "institution": "level2", "total": "1480.00"}


def people(count: int) -> tuple[list[Json], list[Json]]:
    """People with three visits each, the last of the table first."""
    rows = [{**PERSON, "id": f"p{number}", "status": ("employed", "retired")[number % 2]} for number in range(count)]
    bills = [
        {**VISIT, "person": f"p{number}", "date": f"2023-0{month}-1{number % 10}", "total": f"{number}{month}7.05"}
        for month in (5, 3, 1)
        for number in reversed(range(count))
    ]
    return rows, bills


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(data=cases())
def test_a_household_comes_to_what_compute_says(data: Json, tmp_path: Path) -> None:
    data = {**data, "account_uses": []}
    case = read_case(json.dumps(data).encode(), LIBRARY)
    together = [{**row, "family": "us"} for row in data["people"]]
    tables_of(together, [{**row, "family": "us"} for row in data["visits"]], tmp_path)
    period = (parse_month(data["from"]), parse_month(data["through"]))
    job = job_in(tmp_path, period=period, readings=data["readings"])
    done(job)

    statement, text = compute(case, LIBRARY), OutcomeText(Wording("en"))
    pairs = list(zip(case.people, statement.people, strict=True))
    years = [(0, row) for person, made in pairs for row in year_outcomes("us", person, made, 0)]
    visits = [(0, row) for person in statement.people for row in visit_outcomes("us", person)]
    for path, what, rows in ((tmp_path / "out.csv", "years", years), (tmp_path / "out-visits.csv", "visits", visits)):
        expected = [line.removeprefix("0,") for line in text.written(what, rows).splitlines()]
        assert path.read_text("utf-8-sig").splitlines()[1:] == expected


def test_the_figures_of_the_example(tmp_path: Path) -> None:
    # 日照 二（二）: 1480 − 80 全自费 = 1400, less 400 at level 2, by 70% is 700.
    tables_of(EXAMPLE["people"], EXAMPLE["visits"], tmp_path)
    done(job_in(tmp_path, readings=EXAMPLE["readings"]))
    (year,) = read_table(tmp_path / "out.csv")
    shown = ("total", "in scope", "deductible", "paid by the pooled fund", "personal share")
    assert [year[heading] for heading in shown] == ["1480.00", "1400.00", "400.00", "700.00", "780.00"]
    assert (year["year"], year["visits"], year["faulty rows left out"]) == ("2023", "1", "0")


def test_words_and_days_are_read_as_people_write_them(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("参保人,地区,参保状态\n甲,日照市,在职\n", "gb18030")
    rows = "参保人,日期,医疗机构,总费用,支付账户\n甲,2023/3/10,二级,1480,是\n"
    (tmp_path / "visits.csv").write_text(rows, "gb18030")
    done(job_in(tmp_path, language="zh"))
    (visit,) = read_table(tmp_path / "out-visits.csv")
    assert (visit["日期"], visit["级别"], visit["起付线"], visit["统筹支付"]) == (
        "2023-03-10",
        "二级",
        "400.00",
        "756.00",
    )


def test_the_order_of_rows_and_the_number_of_parts_change_nothing(tmp_path: Path) -> None:
    rows, bills = people(30)
    tables_of(rows, bills, tmp_path)
    done(job_in(tmp_path))
    first = [(tmp_path / name).read_bytes() for name in ("out.csv", "out-visits.csv")]
    tables_of(rows, sorted(bills, key=lambda bill: bill["person"]), tmp_path)
    done(job_in(tmp_path, parts=7))
    bytes_now = [(tmp_path / name).read_bytes() for name in ("out.csv", "out-visits.csv")]
    assert bytes_now[0] == first[0]
    assert [row["insured person"] for row in read_table(tmp_path / "out.csv")] == [row["id"] for row in rows]
    # Only what a visit without an id is called is its row's number.
    assert len(bytes_now[1].splitlines()) == len(first[1].splitlines())


FAULTY: list[tuple[str, Json, str]] = [
    ("no date", {"date": "2023-02-30"}, "date: "),
    ("outside", {"date": "2024-01-01"}, "date: 2024-01-01 lies outside the period 2023-01 to 2023-12"),
    ("no amount", {"total": "12o0"}, "total: "),
    ("nothing", {"total": ""}, "total: is missing"),
    ("a level", {"institution": "四级"}, 'institution: "四级" is not a known value'),
    ("parts", {"total": "10.00", "paid_elsewhere": "10.01"}, "total: 10.00 is less than its parts together, 10.01"),
    ("pharmacy", {"institution": "pharmacy"}, "prescriber: is missing"),
    ("a stranger", {"person": "x"}, "x is not in the table of people"),
]


@pytest.mark.parametrize(("change", "reason"), [row[1:] for row in FAULTY], ids=[row[0] for row in FAULTY])
def test_a_faulty_visit_is_told_and_the_rest_is_computed(change: Json, reason: str, tmp_path: Path) -> None:
    tables_of([PERSON], [VISIT, {**VISIT, **change}], tmp_path)
    sums = done(job_in(tmp_path))
    assert sums.faulty == 1
    (bad,) = read_table(tmp_path / "bad.csv")
    assert (bad["table"], bad["row"]) == ("table of visits", "3")
    assert bad["what is wrong"].startswith(reason)
    assert bad["the row as it was"] == change.get("person", "a")
    (year,) = read_table(tmp_path / "out.csv")
    assert (year["visits"], year["total"]) == ("1", "1480.00")
    assert year["faulty rows left out"] == ("0" if "person" in change else "1")


def test_a_person_who_cannot_be_read_is_told_with_all_their_visits(tmp_path: Path) -> None:
    tables_of([{**PERSON, "status": "asleep"}, {**PERSON, "id": "b"}], [VISIT, {**VISIT, "person": "b"}], tmp_path)
    assert done(job_in(tmp_path)).faulty == 2
    person, visit = read_table(tmp_path / "bad.csv")
    assert (person["table"], person["row"], visit["table"], visit["row"]) == (
        "table of people",
        "2",
        "table of visits",
        "2",
    )
    assert person["what is wrong"].startswith('status: "asleep" is not a known value')
    assert visit["what is wrong"] == "not computed, because a row of its household is faulty"
    assert [row["insured person"] for row in read_table(tmp_path / "out.csv")] == ["b"]


def test_a_person_who_stands_twice_is_computed_never(tmp_path: Path) -> None:
    tables_of([PERSON, PERSON], [VISIT], tmp_path)
    assert done(job_in(tmp_path)).faulty == 3
    assert read_table(tmp_path / "out.csv") == []


def test_once_nothing_is_faulty_no_file_says_so(tmp_path: Path) -> None:
    tables_of([PERSON], [{**VISIT, "total": "x"}], tmp_path)
    done(job_in(tmp_path))
    assert (tmp_path / "bad.csv").exists()
    tables_of([PERSON], [VISIT], tmp_path)
    done(job_in(tmp_path))
    assert not (tmp_path / "bad.csv").exists()


def test_headings_that_lack_something_or_stand_twice_are_refused(tmp_path: Path) -> None:
    write_table(tmp_path / "visits.csv", [flat(VISIT)])
    (tmp_path / "people.csv").write_text("id,status,状态,参保状态\n")
    with pytest.raises(FaultsError) as caught:
        job_in(tmp_path)
    assert {(fault.code, fault.figures["heading"]) for fault in caught.value.faults} == {
        ("column_needed", "region"),
        ("column_twice", "参保状态"),
    }


# ---- stopped


def stopping_after(count: int) -> tuple[Callable[[Job, int], None], list[int]]:
    """Settles so many parts, and then is stopped as by a person."""
    settled: list[int] = []

    def settle(job: Job, number: int) -> None:
        if len(settled) == count:
            raise StoppedError
        settle_part(job, number)
        settled.append(number)

    return settle, settled


def test_what_was_stopped_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    tables_of(*people(40), tmp_path)
    done(job_in(tmp_path, parts=6))
    expected = (tmp_path / "out.csv").read_bytes(), (tmp_path / "out-visits.csv").read_bytes()
    (tmp_path / "out.csv").unlink()

    job = job_in(tmp_path, parts=6)
    settle, before = stopping_after(3)
    job.begin(resume=False, force=False)
    with pytest.raises(StoppedError):
        run(job, Work(), split, partial(compute_parts, processes=1, settle=settle))
    assert not (tmp_path / "out.csv").exists()
    settle, after = stopping_after(10)
    job.begin(resume=True, force=False)
    run(job, Work(), split, partial(compute_parts, processes=1, settle=settle))
    assert (before, after) == ([0, 1, 2], [3, 4, 5])
    assert ((tmp_path / "out.csv").read_bytes(), (tmp_path / "out-visits.csv").read_bytes()) == expected
    assert not job.folder.exists()


def test_several_processes_give_the_same_bytes(tmp_path: Path) -> None:
    tables_of(*people(40), tmp_path)
    done(job_in(tmp_path, parts=6))
    expected = (tmp_path / "out.csv").read_bytes()
    job = job_in(tmp_path, parts=6)
    job.begin(resume=False, force=True)
    run(job, Work(), split, partial(compute_parts, processes=3))
    assert (tmp_path / "out.csv").read_bytes() == expected


ROOT = Path(__file__).resolve().parents[3]
_TWO_PROCESSES = """
import os, signal, sys
from pathlib import Path
from people_tables import job_in
from calculator.files.many_people.run import compute_parts
from calculator.ground.progress import Work

def settle(job, number):
    os.write(int(sys.argv[2]), b"x")
    signal.pause()

compute_parts(job_in(Path(sys.argv[1]), parts=2), Work(), 2, settle)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends processes with their parent")
def test_processes_of_work_that_is_killed_write_no_more(tmp_path: Path) -> None:
    tables_of([PERSON], [VISIT], tmp_path)
    (tmp_path / "work").mkdir()
    reading, writing = os.pipe()
    paths = os.pathsep.join(str(ROOT / name) for name in (".", "tests"))
    process = subprocess.Popen(
        [sys.executable, "-c", _TWO_PROCESSES, str(tmp_path), str(writing)],
        env={**os.environ, "PYTHONPATH": paths},
        pass_fds=[writing],
    )
    os.close(writing)
    try:
        started = os.read(reading, 1) + os.read(reading, 1)
    finally:
        process.kill()
        process.wait()
    # The pipe ends when the last of them is gone; they hold its other end.
    ended = select.select([reading], [], [], 60)[0]
    rest = os.read(reading, 1) if ended else b"still at work"
    os.close(reading)
    assert (started, rest) == (b"xx", b"")


def test_work_whose_removal_was_cut_short_can_be_begun_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tables_of([PERSON], [VISIT], tmp_path)
    job = job_in(tmp_path)
    job.begin(resume=False, force=False)
    for number in range(3):
        job.part("people", number).touch()
    remove, removed = Path.unlink, list[Path]()

    def cut_short(path: Path) -> None:
        if removed:
            raise OSError("cut short")
        remove(path)
        removed.append(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", cut_short)
        with pytest.raises(OSError, match="cut short"):
            job.forget()
    done(job)
    assert read_table(tmp_path / "out.csv")


def test_work_on_other_tables_is_not_gone_on_with(tmp_path: Path) -> None:
    rows, bills = people(4)
    tables_of(rows, bills, tmp_path)
    job = job_in(tmp_path)
    with pytest.raises(FaultsError, match="no_work_left"):
        job.begin(resume=True, force=False)
    job.begin(resume=False, force=False)
    with pytest.raises(FaultsError, match="work_left"):
        job.begin(resume=False, force=False)
    job.begin(resume=True, force=False)
    tables_of(rows, bills[:-1], tmp_path)
    with pytest.raises(FaultsError, match="other_work_left"):
        job.begin(resume=True, force=False)
