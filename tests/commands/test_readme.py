"""README's commands, each as it is written there and in its order, in a folder with the files that they name."""

import io
import shlex
import shutil
from pathlib import Path

import pytest
from commands import run
from statements import LEAST_PERSON, case_bytes, case_data
from xlsxwriter import Workbook

ROOT = Path(__file__).parents[2]
BEGINS = "python -m calculator "
SHEET = "就诊日期,医院等级,总费用\n2023-03-05,三级,500.00\n2023-04-05,三级,600.00\n"


def commands() -> list[list[str]]:
    lines = (ROOT / "README.md").read_text("utf-8").splitlines()
    return [shlex.split(line.partition("#")[0])[3:] for line in lines if line.startswith(BEGINS)]


def test_every_command_works_as_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    first = {"id": "v1", "date": "2023-03-10", "total": "1000.00"}
    second = {"id": "v2", "date": "2023-05-10", "total": "1000.00", "stated": {"pooled": "300.00"}}
    case = case_data(first, second, people=[{**LEAST_PERSON, "age": 40}])
    (tmp_path / "CASE.json").write_bytes(case_bytes(case))
    (tmp_path / "SHEET.csv").write_text(SHEET, "utf-8")
    with Workbook(str(tmp_path / "BOOK.xlsx")) as book:
        for month in (1, 2):
            page = book.add_worksheet(f"{month}月")
            page.write_row(0, 0, ["就诊日期", "医院等级", "打印列"])
            page.write_row(1, 0, [f"2023-0{month}-05", "三级", 500])
    (tmp_path / "PEOPLE.csv").write_text("id,region,status\na,rizhao,employed\n", "utf-8")
    (tmp_path / "VISITS.csv").write_text("person,date,institution,total\na,2023-03-05,level3,900.00\n", "utf-8")
    shutil.copy(ROOT / "resources" / "policies" / "rizhao.toml", tmp_path / "PACK.toml")
    text = (tmp_path / "PACK.toml").read_text("utf-8").replace("version = 1\n", "version = 2\n", 1)
    (tmp_path / "PACK.toml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GONGJISUAN_HALL", str(tmp_path / "hall.toml"))
    monkeypatch.setenv("GONGJISUAN_CONFIG", str(tmp_path / "config"))
    monkeypatch.setenv("GONGJISUAN_DATA", str(tmp_path / "data"))
    found = commands()
    assert {
        "batch",
        "compute",
        "estimate",
        "explain",
        "report",
        "import",
        "policies",
        "schema",
        "check-pack",
        "keygen",
        "sign",
        "verify",
    } <= {command[0] for command in found}
    for command in found:
        monkeypatch.setattr("sys.stdin", io.StringIO("\n" * 60))
        told = run(capfdbinary, *command)
        assert told.status == 0, (command, told.err)
        assert told.out or (tmp_path / command[command.index("-o") + 1]).exists(), command
