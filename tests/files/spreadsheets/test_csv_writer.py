"""Comma-separated visits: how the file is written, and that nothing in it becomes a formula."""

import csv
from pathlib import Path
from typing import Any

import pytest
from statements import EXAMPLE, LIBRARY, WORDINGS, case_data, case_of

from calculator.engine.compute import compute
from calculator.files.spreadsheets.csv_writer import write_csv
from calculator.files.spreadsheets.guarded_text import from_cell, into_cell, into_csv
from calculator.files.spreadsheets.own_workbook import is_own_table, read_own_visits
from calculator.files.spreadsheets.sheet_file import SheetFile
from calculator.ground.language import LANGUAGES, Language
from calculator.ground.progress import StoppedError, Work

EVIL = ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "＝1+1", "＋1", "－1", "＠x", "'=1", "'", "''", "'x"]


def written(path: Path, data: dict[str, Any], language: Language = "zh", **more: Any) -> Path:
    case = case_of(data)
    write_csv(path, case, compute(case, LIBRARY), LIBRARY, WORDINGS[language], **more)
    return path


def rows(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_how_it_is_written(tmp_path: Path) -> None:
    content = written(tmp_path / "a.csv", EXAMPLE).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf\xe6\x97\xa5\xe6\x9c\x9f,")  # the mark, and 日期
    assert content.count(b"\r\n") == content.count(b"\n") == 2
    (_headings, visit) = rows(tmp_path / "a.csv")
    assert visit[:4] == ["2023-03-10", "本人", "", "二级"]
    assert {"1480.00", "1400.00", "400.00", "70%", "700.00", "780.00", "80.00", "1300.00"} <= set(visit)


@pytest.mark.parametrize("language", LANGUAGES)
def test_headings_have_one_line(language: Language, tmp_path: Path) -> None:
    headings = rows(written(tmp_path / "a.csv", EXAMPLE, language))[0]
    assert len(set(headings)) == len(headings)
    assert all(heading == " ".join(heading.split()) for heading in headings)


@pytest.mark.parametrize("name", EVIL)
def test_no_text_begins_like_a_formula_and_all_come_back(name: str, tmp_path: Path) -> None:
    person = {**EXAMPLE["people"][0], "name": name}
    visit = {**EXAMPLE["visits"][0], "id": name}
    data = {**EXAMPLE, "people": [person], "visits": [visit]}
    path = written(tmp_path / "a.csv", data)
    for cell in rows(path)[1]:
        assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))
    assert read_own_visits(SheetFile(path), case_of(data).people) == case_of(data).visits


@pytest.mark.parametrize(
    "text", ["", "a", '"', '""', '"a"', '"a', "<r>x</r>", "_x0041_x005F_", "\ufffe", "'=1", '"\\ud800"']
)
def test_a_text_comes_back_from_its_cell(text: str) -> None:
    assert from_cell(into_cell(text)) == text
    assert into_csv(into_cell("plain")) == "plain"


def test_one_person_and_nobody_else(tmp_path: Path) -> None:
    people = [{"id": "a", "region": "rizhao", "status": "employed"}, {"id": "b", "region": "xian", "status": "retired"}]
    data = case_data({"person": "a"}, {"person": "b"}, {"person": "a"}, people=people)
    path = written(tmp_path / "a.csv", data, person="a")
    assert [row[1] for row in rows(path)[1:]] == ["a", "a"]
    assert is_own_table(SheetFile(path))


def test_other_tables_are_not_ours(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("日期,总费用,医疗机构\n2023-03-10,12,二级\n", "utf-8")
    assert not is_own_table(SheetFile(tmp_path / "a.csv"))


def test_it_stops_when_asked(tmp_path: Path) -> None:
    work = Work()
    work.stop()
    with pytest.raises(StoppedError):
        written(tmp_path / "a.csv", EXAMPLE, work=work)
    assert not list(tmp_path.iterdir())
