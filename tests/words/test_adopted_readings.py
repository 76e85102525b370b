"""A reading that the office adopted bears its mark wherever it decides: steps, sums, pages, paper, sheets, JSON."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from commands import run
from pdf_files import pages_of
from statements import LIBRARY, Json, case_bytes, case_data, case_of

from calculator.engine.compute import compute
from calculator.files.hall_settings import DEFAULT, write_hall
from calculator.ground.language import LANGUAGES, Language
from calculator.policy_pages.open_questions import questions
from calculator.policy_pages.region_page import policy_page
from calculator.printing.visit_page import visit_page_paper
from calculator.printing.visit_slip import visit_slip_paper
from calculator.sheets.own.assumptions_table import assumptions
from calculator.sheets.own.household_tables import Tables
from calculator.words.explanation import visit_told
from calculator.words.personal_year import PersonalYear, personal_year
from calculator.words.wording import Wording
from calculator.words.year_summary import chosen_readings

ADOPTED = {"rizhao": {"deductible-across-levels": "per-level"}}
MARK = {"zh": "本办采用", "en": "adopted by this office"}
DAY = date(2024, 1, 15)


def data(readings: Json = ADOPTED) -> Json:
    """Two visits at two levels: by a counter for each level, the second is asked its whole deductible."""
    visits = [
        {"id": "v1", "person": "p", "date": "2023-03-01", "institution": "level1", "total": "1000"},
        {"id": "v2", "person": "p", "date": "2023-03-02", "institution": "level3", "total": "1000"},
    ]
    person = {"id": "p", "name": "王芳", "region": "rizhao", "status": "employed"}
    return case_data(*visits, people=[person], readings=readings)


def marked(text: str, language: Language) -> bool:
    return MARK[language].lower() in text.lower()


@pytest.fixture(params=LANGUAGES)
def language(request: pytest.FixtureRequest) -> Language:
    return request.param  # type: ignore[no-any-return]


def wording(language: Language, adopted: Json = ADOPTED) -> Wording:
    return Wording(language, grouped=True, adopted=adopted)


def year(words: Wording, readings: Json = ADOPTED) -> PersonalYear:
    case = case_of(data(readings))
    return personal_year(case, compute(case, LIBRARY), LIBRARY, words, "p", 2023)


def test_in_the_steps_and_among_what_the_year_rests_on(language: Language) -> None:
    of = year(wording(language))
    settled = of.year.visits[1]
    assert settled.pooled == 300_00  # (1,000 − 500) × 60%, where one counter would have asked only the difference
    told = visit_told(settled, of.person, of.pack, of.wording, (), of.readings)
    decided = [line.reading for line in told.lines if line.reading]
    assert [line for line in decided if marked(line, language)] != []
    assert any(marked(line, language) for line in chosen_readings(of))


@pytest.mark.parametrize("kind", ["slip", "page"])
def test_on_paper(language: Language, kind: str, qapp: object) -> None:
    paper = (visit_slip_paper if kind == "slip" else visit_page_paper)(year(wording(language)), "v2", DAY)
    assert marked(paper.text(0), language)


def test_on_the_readings_and_the_policy_page(language: Language) -> None:
    words = wording(language)
    asked = next(
        one
        for one in questions(LIBRARY, "rizhao", ADOPTED["rizhao"], words)
        if one.reading == "deductible-across-levels"
    )
    assert [choice.value for choice in asked.choices if choice.adopted] == ["per-level"]
    page = policy_page(LIBRARY.pack("rizhao"), ADOPTED["rizhao"], DAY, words)
    answers = [question.answer for section in page.sections for question in section.open]
    assert len([answer for answer in answers if marked(answer, language)]) == 1


def test_in_the_spreadsheet(language: Language) -> None:
    words, case = wording(language), case_of(data())
    tables = Tables(case, compute(case, LIBRARY), LIBRARY, words)
    for table in (assumptions(tables, DAY), tables.steps()):
        cells = [str(cell) for row in table.rows() for cell in row]
        assert any(marked(cell, language) for cell in cells), table.title


@pytest.mark.parametrize("chosen", [{}, {"rizhao": {"deductible-across-levels": "once-met"}}], ids=["default", "other"])
def test_not_where_another_reading_decides(language: Language, chosen: Json) -> None:
    of = year(wording(language), chosen)
    told = visit_told(of.year.visits[1], of.person, of.pack, of.wording, (), of.readings)
    assert not marked(" ".join([*chosen_readings(of), told.as_text()]), language)


@pytest.fixture
def hall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "hall.toml"
    write_hall(file, DEFAULT.model_copy(update={"readings": ADOPTED}))
    monkeypatch.setenv("GONGJISUAN_HALL", str(file))


def computed(capfdbinary: pytest.CaptureFixture[bytes], path: Path, *options: str) -> Any:
    return json.loads(run(capfdbinary, "compute", str(path), *options).out)


def test_in_the_json_of_the_offices_machine(
    hall: None, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, others = tmp_path / "ours.json", tmp_path / "others.json"
    ours.write_bytes(case_bytes(data()))
    others.write_bytes(case_bytes(data({})))
    for options in ([], ["--readings"]):
        assert computed(capfdbinary, ours, *options)["adopted_readings"] == ADOPTED
        assert "adopted_readings" not in computed(capfdbinary, others, *options)
    monkeypatch.delenv("GONGJISUAN_HALL")
    assert "adopted_readings" not in computed(capfdbinary, ours)


def test_on_the_command_lines_paper(
    hall: None, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], qapp: object
) -> None:
    ours, out = tmp_path / "ours.json", tmp_path / "out.pdf"
    ours.write_bytes(case_bytes(data()))
    assert run(capfdbinary, "report", str(ours), "--explained", "-o", str(out)).status == 0
    assert marked("".join(pages_of(out)), "zh")
