"""`hall-setup`: asks on the terminal, tells what is wrong with an answer, checks what is there."""

import io
from pathlib import Path

import pytest
from commands import INVALID, run

from calculator.files.hall_settings import read_hall
from calculator.policy.library import Library


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_it_asks_and_a_wrong_answer_is_asked_for_again(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "hall.toml"
    first = ("zh", "市医保中心", "12393", "", "rizhao,xian", "n", "atlantis", "rizhao", "y", "")
    rest = ("employed", "level3", "n", "nothing", "", "", "", "58", "y")
    answers(monkeypatch, *first, *rest, *[""] * 3, "9", "1", *[""] * 30)
    told = run(capfdbinary, "hall-setup", "--config", str(path))
    assert told.status == 0
    assert told.faults[0].startswith('defaults.region: "atlantis"')
    settings = read_hall(path, library)
    assert settings.office.name == "市医保中心"
    assert settings.packs.regions == ("rizhao", "xian")
    assert (settings.defaults.region, settings.defaults.fixed_region) == ("rizhao", True)
    assert (settings.households.allowed, settings.households.keep) == (False, "nothing")
    assert (settings.paper.slip_width, settings.counter.start) == (58, True)
    fourth = library.pack("rizhao").reading[3]
    assert settings.readings == {"rizhao": {fourth.id: fourth.values[0].id}}


def test_it_checks_and_keeps_what_stands(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "hall.toml"
    path.write_text('format = "gongjisuan-hall/1"\n[defaults]\nregion = "xian"\n[kiosk]\npin = "scrypt"\n', "utf-8")
    before = read_hall(path, library)
    checked = run(capfdbinary, "hall-setup", "--check", "--config", str(path), "--lang", "en")
    assert checked.out.startswith(f"{path}: the hall settings are in order\n")
    assert "  defaults.region: xian\n" in checked.out
    answers(monkeypatch, *[""] * 60)
    assert run(capfdbinary, "hall-setup", "--config", str(path)).status == 0
    assert read_hall(path, library) == before
    path.write_text('format = "gongjisuan-hall/1"\n[paper]\nslip_width = 70\n', "utf-8")
    wrong = run(capfdbinary, "hall-setup", "--check", "--config", str(path), "--lang", "en")
    assert (wrong.status, wrong.out) == (INVALID, "")
    assert wrong.faults == [f"{path}: paper.slip_width: 70 is not a known value; expected: 80, 58"]


def test_an_end_of_the_answers_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    answers(monkeypatch, "zh", "市医保中心")
    told = run(capfdbinary, "hall-setup", "--config", str(tmp_path / "hall.toml"))
    assert told.status == INVALID
    assert not any(tmp_path.iterdir())


def test_the_figures_of_the_offices_city_are_asked_below_a_framework(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "hall.toml"
    path.write_text('format = "gongjisuan-hall/1"\n[defaults]\nregion = "gansu"\nfixed_region = true\n', "utf-8")
    rest = 18  # what is asked before
    first = ("某市", "200", "250", "3o0", "65", "60%", "0.55", "5", "2500")
    again = ("", "", "", "300", *[""] * 5)
    answers(monkeypatch, *[""] * rest, *first, *again, *[""] * 40)
    told = run(capfdbinary, "hall-setup", "--config", str(path))
    assert told.status == 0
    assert [fault.partition(":")[0] for fault in told.faults] == ["defaults.city.deductible.level3"]
    city = read_hall(path, library).defaults.city
    assert city is not None
    assert (city.name, int(city.cap), int(city.retired_uplift)) == ("某市", 2500_00, 500)
    assert [int(getattr(city.deductible, level)) for level in ("level1", "level2", "level3")] == [
        200_00,
        250_00,
        300_00,
    ]
    assert [int(getattr(city.rate, level)) for level in ("level1", "level2", "level3")] == [6500, 6000, 5500]
    answers(monkeypatch, *[""] * rest, "-", *[""] * 40)
    assert run(capfdbinary, "hall-setup", "--config", str(path)).status == 0
    assert read_hall(path, library).defaults.city is None
