"""What tests of other people's files share: importing one from the terminal, and what came of it."""

from pathlib import Path

import pytest
from commands import INVALID, run

from calculator.case.case import Case, Visit
from calculator.case.case_json import read_case
from calculator.policy.library import Library

Capture = pytest.CaptureFixture[bytes]
OFFICE = Path(__file__).parent / "files" / "spreadsheets" / "sheets" / "office"
HEAD = "就诊日期,医院等级,医疗费总额"
LIBRARY = Library.embedded()


def imported(name: str | Path, tmp_path: Path, capture: Capture, *more: str) -> tuple[Case, str]:
    """The household that a file comes to, and what was said."""
    target = tmp_path / "out.gjs"
    new = () if "--into" in more else ("--region", "rizhao", "--status", "employed")
    parts = ("import", str(OFFICE / name), "-o", str(target), "--lang", "en", *new, *more)
    found = run(capture, *parts)
    assert found.status == 0, found.err
    return read_case(target.read_bytes(), LIBRARY), found.out


def refusal(name: str | Path, tmp_path: Path, capture: Capture, *more: str) -> list[str]:
    """Why a file is not imported."""
    target = tmp_path / "refused.gjs"
    parts = ("import", str(OFFICE / name), "-o", str(target), "--lang", "en")
    found = run(capture, *parts, "--region", "rizhao", "--status", "employed", *more)
    assert (found.status, found.out, target.exists()) == (INVALID, "", False)
    return found.faults


def told(visit: Visit) -> tuple[str, str, int]:
    return str(visit.date), visit.institution, visit.total


def sheet(tmp_path: Path, *lines: str) -> Path:
    """A sheet of text of these lines."""
    path = tmp_path / "more.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path
