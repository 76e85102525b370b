"""`kiosk-setup`: asks for what a terminal needs and for the operator's PIN, of which only a hash is written."""

import io
from pathlib import Path

import pytest
from commands import INVALID, run

from calculator.files.hall_settings import read_hall
from calculator.files.operator_pin import pin_fits
from calculator.policy.library import Library

PIN = "583920"


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_it_asks_for_settings_and_a_pin_that_is_no_easy_one(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "hall.toml"
    settings = ("zh", "市医保中心", "12393", "", "xian", "y", "5", "90", "y", "270", "", "58", "y")
    answers(monkeypatch, *settings, "1234", "123456", PIN, "583921", PIN, PIN)
    told = run(capfdbinary, "kiosk-setup", "--config", str(path), "--lang", "en")
    assert told.status == 0
    assert [fault.partition(":")[0] for fault in told.faults] == ["kiosk.idle_seconds", *["kiosk.pin"] * 3]
    assert "6 to 12 digits" in told.faults[1]
    kept = read_hall(path, library)
    assert pin_fits(PIN, kept.kiosk.pin)
    assert PIN not in path.read_text("utf-8") + told.out
    assert (kept.kiosk.idle_seconds, kept.kiosk.rotation, kept.office.telephone) == (90, 270, "12393")
    assert (kept.paper.slip_width, kept.paper.slip_raw) == (58, True)
    before = kept.kiosk.pin
    answers(monkeypatch, "")
    assert run(capfdbinary, "kiosk-setup", "--pin", "--config", str(path)).status == 0
    assert read_hall(path, library).kiosk.pin == before, "Enter keeps it"
    answers(monkeypatch, "774411", "774411")
    assert run(capfdbinary, "kiosk-setup", "--pin", "--config", str(path)).status == 0
    assert pin_fits("774411", read_hall(path, library).kiosk.pin)


def test_without_a_pin_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "hall.toml"
    answers(monkeypatch, "", "123456")
    assert run(capfdbinary, "kiosk-setup", "--pin", "--config", str(path)).status == INVALID
    assert not path.exists()
