"""A machine without a Chinese font: nothing goes on paper as boxes, wherever it is printed, and the reason is said."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from latin_fonts import latin_fonts

ROOT = Path(__file__).parents[2]
EVERY_WAY = """
import json, sys
from datetime import date
from PySide6.QtWidgets import QApplication
from hall import hall_of
from calculator.ground.faults import FaultsError
from calculator.ground.progress import Work, done_by
from calculator.kiosk.operator.proof_slip import print_proof
from calculator.kiosk.slip_printing import SlipPrinter
from calculator.printing.escpos import print_raw
from calculator.printing.paper import SLIPS, Paper
from calculator.printing.printer import print_directly
from calculator.printing.sheet_writer import Run, Writer
from calculator.words.wording import Wording

app, words = QApplication([]), Wording("zh")
writer = Writer(SLIPS[80])
writer.paragraph(Run("588.00", 12))
paper = Paper([writer.slip()], words, "slip")
raw, driven = (hall_of("rizhao", paper={"slip_raw": raw, "slip_width": 80}) for raw in (True, False))
ways = {
    "print_directly": lambda: done_by(print_directly(paper), Work()),
    "print_raw": lambda: print_raw(paper, "slips"),
    "proof": lambda: print_proof(words, driven.paper, date(2026, 3, 1)),
    "proof, raw": lambda: print_proof(words, raw.paper, date(2026, 3, 1)),
    "terminal": lambda: SlipPrinter(driven).print(None, words, date(2026, 3, 1)),
    "terminal, raw": lambda: SlipPrinter(raw).print(None, words, date(2026, 3, 1)),
}
said = {}
for name, way in ways.items():
    try:
        way()
        said[name] = "printed"
    except FaultsError as error:
        said[name] = error.faults[0].code
print(json.dumps(said))
"""


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine with Latin letters alone, whose printer keeps what it is given."""
    program = tmp_path / "lp"
    program.write_text(f"#!/bin/sh\ncat > {tmp_path}/given\n")
    program.chmod(0o755)
    return {
        **os.environ,
        "FONTCONFIG_FILE": str(latin_fonts(tmp_path)),
        "QT_QPA_PLATFORM": "offscreen",
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
        "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}",
    }


def test_no_slip_and_no_page_is_printed_in_any_way(machine: dict[str, str], tmp_path: Path) -> None:
    command = [sys.executable, "-c", EVERY_WAY]
    done = subprocess.run(command, cwd=tmp_path, env=machine, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert len(said) == 6
    assert set(said.values()) == {"no_chinese_font"}
    assert not (tmp_path / "given").exists()


@pytest.mark.parametrize("more", [("-o", "out.pdf"), ("-o", "out.pdf", "--slip"), ("--print",), ("--print", "--slip")])
def test_a_visit_from_the_command_line_neither(machine: dict[str, str], tmp_path: Path, more: tuple[str, ...]) -> None:
    case = {
        "format": "gongjisuan-case/1",
        "from": "2023-01",
        "through": "2023-12",
        "people": [{"id": "me", "region": "rizhao", "status": "employed"}],
        "visits": [{"id": "v1", "person": "me", "date": "2023-03-05", "institution": "level2", "total": "100.00"}],
    }
    (tmp_path / "case.json").write_text(json.dumps(case))
    command = [sys.executable, "-m", "calculator", "report", "case.json", "--visit", "v1", "--lang", "en", *more]
    done = subprocess.run(command, cwd=tmp_path, env=machine, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 2
    assert "Noto Sans CJK" in done.stderr
    assert not (tmp_path / "out.pdf").exists()
    assert not (tmp_path / "given").exists()


def test_neither_where_there_is_no_font_at_all(tmp_path: Path) -> None:
    config = tmp_path / "fonts.conf"
    config.write_text(
        f"<fontconfig><dir>{tmp_path / 'none'}</dir><cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>"
    )
    script = """
from PySide6.QtWidgets import QApplication
from calculator.ground.faults import FaultsError
from calculator.printing.pdf_letters import require_chinese_font
app = QApplication([])
try:
    require_chinese_font()
except FaultsError as error:
    print(error.faults[0].code)
"""
    environment = {
        **os.environ,
        "FONTCONFIG_FILE": str(config),
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(ROOT),
    }
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "no_chinese_font"), done.stderr
