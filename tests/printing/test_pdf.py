"""The PDF of a household: every figure of the statement is in it, on A4, with its own fonts, title and language."""

import json
import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from latin_fonts import latin_fonts
from pdf_files import fonts_of, info_of, pages_of, size_in_mm, text_of
from pypdf import PdfReader
from PySide6.QtCore import QSizeF
from PySide6.QtWidgets import QApplication
from statements import EXAMPLE, LIBRARY, WORDINGS, Json, case_data, case_of, leaves, statement_json

from calculator.case.case import Case
from calculator.engine.compute import compute
from calculator.ground.faults import FaultsError
from calculator.ground.language import LANGUAGES, Language
from calculator.ground.progress import StoppedError, Work, done_by
from calculator.ground.resources import resource
from calculator.printing.paper import LANDSCAPE, PORTRAIT
from calculator.printing.pdf import pdf_bytes, write_pdf
from calculator.printing.report import Report, slip_paper
from calculator.widgets.theme import Theme, dress
from calculator.words.wording import Wording

pytestmark = pytest.mark.usefixtures("qapp")

DAY = date(2024, 1, 15)
HOUSEHOLD: Json = json.loads(resource("examples", "household.json").read_bytes())
AMOUNT = re.compile(r"\d+\.\d\d|\d+%")
A4 = (210, 297)


def written(folder: Path, case: Case, language: Language = "zh", **options: object) -> Path:
    target = folder / "report.pdf"
    statement = compute(case, LIBRARY)
    write_pdf(target, case, statement, LIBRARY, WORDINGS[language], printed_on=DAY, **options)  # type: ignore[arg-type]
    return target


def slip(folder: Path, case: Case, language: Language = "zh", person: str | None = None) -> Path:
    target = folder / "slip.pdf"
    statement = compute(case, LIBRARY)
    report = Report(case, statement, LIBRARY, WORDINGS[language], DAY, person)
    paper = done_by(slip_paper(report), Work())
    target.write_bytes(done_by(pdf_bytes(paper, DAY), Work()))
    return target


def figures(case: Case) -> dict[str, str]:
    """Every amount of the statement by the names that lead to it."""
    found = leaves(json.loads(statement_json(case)))
    rates = {"0.55": "55%", "0.65": "65%"}  # the others have one decimal and are no amounts
    return {
        f"{path} {value}": rates[str(value)] if ".rate" in path else str(value)
        for path, value in found
        if AMOUNT.fullmatch(str(value))
    }


def many(count: int) -> Json:
    visits = [
        {"id": f"v{place}", "date": f"2023-{place % 12 + 1:02d}-{place % 28 + 1:02d}", "total": f"{place + 3}.15"}
        for place in range(count)
    ]
    return case_data(*visits)


FAMILY = {
    **HOUSEHOLD,
    "people": [
        *HOUSEHOLD["people"],
        {"id": "aunt", "name": "姑姑", "region": "gansu", "status": "retired"},
        {"id": "son", "name": "儿子", "region": "erenhot", "status": "employed", "plan": "pooled_only"},
    ],
    "visits": [
        *HOUSEHOLD["visits"],
        {"id": "r1", "person": "aunt", "date": "2023-05-05", "institution": "level2", "total": "777.77"},
        {
            "id": "r2",
            "person": "son",
            "date": "2023-05-06",
            "institution": "level3",
            "total": "888.88",
            "setting": "remote_filed",
            "paid_elsewhere": "11.11",
            "pay_from_account": ["father", "me"],
        },
    ],
}
LONG_NAME = "名" * 300 + " " + "a very long name without an end " * 12


@pytest.mark.parametrize("data", [EXAMPLE, HOUSEHOLD, FAMILY], ids=["example", "household", "five people"])
def test_every_figure_of_the_statement_is_on_paper(tmp_path: Path, data: Json) -> None:
    case = case_of(data)
    said = set(AMOUNT.findall(text_of(written(tmp_path, case))))
    missing = [name for name, figure in figures(case).items() if figure not in said]
    assert not missing


@pytest.mark.parametrize("language", LANGUAGES)
def test_visits_steps_clauses_readings_warnings_and_standing_are_on_paper(tmp_path: Path, language: Language) -> None:
    case = case_of(FAMILY)
    said = "".join(text_of(written(tmp_path, case, language)).split())
    words = WORDINGS[language]
    for person in compute(case, LIBRARY).people:
        pack = LIBRARY.pack(person.region)
        sentences = [words.say(caution.message) for caution in person.warnings]
        sentences += [pack.sources[0].number, words.word(pack.standing)]
        for year in person.years:
            for visit in year.visits:
                sentences += [words.say(visit.refused.message)] if visit.refused else []
                sentences += [words.say(step.text) for step in visit.steps]
                sentences += [words.readings(pack, step.reading) for step in visit.steps]
                sentences += [step.clause or "" for step in visit.steps]
        assert not [sentence for sentence in sentences if "".join(sentence.split()) not in said]
    assert "".join(words.day(DAY).split()) in said


def test_without_the_explanation_the_reasons_still_stand_below_the_visits(tmp_path: Path) -> None:
    case = case_of(FAMILY)
    said = text_of(written(tmp_path, case, explained=False))
    assert "怎么算的" not in said
    assert "住院期间" in said
    assert text_of(written(tmp_path, case)).count("怎么算的") >= 5


def test_one_person_and_one_year_go_alone(tmp_path: Path) -> None:
    case = case_of({**FAMILY, "through": "2024-12"})
    said = text_of(written(tmp_path, case, person="father", year=2023))
    assert "父亲" in said
    assert "· 2023" in said
    assert "· 2024" not in said
    assert "全家合计" not in said
    both = text_of(written(tmp_path, case, person="father"))
    assert "· 2023" in both
    assert "· 2024" in both
    for unknown in ({"person": "nobody"}, {"year": 1999}):
        with pytest.raises(KeyError):
            written(tmp_path, case, **unknown)


def test_letters_are_those_that_were_written(tmp_path: Path) -> None:
    # 日 and the radical ⽇ look the same; who searches or copies must get the first.
    said = text_of(written(tmp_path, case_of(HOUSEHOLD)))
    assert "日照市" in said
    assert not [letter for letter in said if 0x2E80 <= ord(letter) < 0x2FE0 or letter in "\t\xa0\ufffd"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_fonts_title_language_and_nobodys_name(tmp_path: Path, language: Language) -> None:
    pdf = written(tmp_path, case_of(HOUSEHOLD), language)
    fonts, info = fonts_of(pdf), info_of(pdf)
    assert fonts
    assert all(font["embedded"] == "yes" and font["unicode"] == "yes" for font in fonts)
    assert info["Title"] == {"zh": "我的门诊账", "en": "My outpatient account"}[language]
    assert not {"Author", "Subject", "Keywords"} & set(info)
    assert "2024" in info["CreationDate"]
    tag = {"zh": "zh-CN", "en": "en"}[language]
    assert str(PdfReader(pdf).root_object["/Lang"]) == tag
    assert b"<dc:language><rdf:Bag><rdf:li>" + tag.encode() in pdf.read_bytes()


def test_the_same_input_gives_the_same_file(tmp_path: Path) -> None:
    case = case_of(HOUSEHOLD)
    first = written(tmp_path, case).read_bytes()
    assert written(tmp_path, case).read_bytes() == first


def test_every_page_is_a4_and_numbered(tmp_path: Path) -> None:
    pdf = written(tmp_path, case_of(many(60)))
    pages, info = pages_of(pdf), info_of(pdf)
    assert len(pages) == int(info["Pages"]) > 2
    for number, page in enumerate(pages, start=1):
        size = size_in_mm(info[f"Page {number} size"])
        assert sorted(size) == pytest.approx(A4, abs=0.5)
        assert f"第 {number} 页 / 共 {len(pages)} 页" in page


def test_the_heading_stands_on_every_page_of_the_table(tmp_path: Path) -> None:
    pages = pages_of(written(tmp_path, case_of(many(200)), explained=False, year=2023))
    of_visits = [page for page in pages if re.search(r"^\d\d-\d\d", page, re.MULTILINE)]
    assert len(of_visits) > 3
    assert all("日期" in page and "总费用" in page for page in of_visits)


def test_narrow_tables_stand_upright_and_wide_ones_lie(tmp_path: Path) -> None:
    few = info_of(written(tmp_path, case_of(case_data({})), explained=False))
    width, height = size_in_mm(few["Page 1 size"])
    assert width < height
    large = {"total": "9999999.99", "out_of_catalogue": "1111111.11", "first_self_pay": "1111111.11"}
    pdf = written(tmp_path, case_of(case_data(large, {"id": "b", **large, "setting": "remote_filed"})), explained=False)
    width, height = size_in_mm(info_of(pdf)["Page 1 size"])
    assert width > height
    assert "9999999.99" in text_of(pdf)
    assert LANDSCAPE.inside != PORTRAIT.inside != QSizeF()


def test_long_names_and_odd_letters_wrap(tmp_path: Path) -> None:
    people = [
        {**EXAMPLE["people"][0], "name": LONG_NAME},
        {**EXAMPLE["people"][0], "id": "b", "name": "a\u2029\x00\ufffcb<b>&"},
    ]
    said = "".join(text_of(written(tmp_path, case_of({**EXAMPLE, "people": people}))).split())
    assert "".join(LONG_NAME.split()) in said
    assert "b<b>&" in said


def test_nobody_has_been_anywhere(tmp_path: Path) -> None:
    pdf = written(tmp_path, case_of(case_data()))
    assert "本年没有就诊" in text_of(pdf)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_slip_is_as_wide_as_the_paper_and_one_page_a_person(tmp_path: Path, language: Language) -> None:
    case = case_of(HOUSEHOLD)
    pdf = slip(tmp_path, case, language)
    info, pages = info_of(pdf), pages_of(pdf)
    assert len(pages) == 3
    for number in range(1, 4):
        width, height = size_in_mm(info[f"Page {number} size"])
        assert width == pytest.approx(80, abs=0.5)
        assert 50 < height < 250
    words = WORDINGS[language]
    for person, page in zip(compute(case, LIBRARY).people, pages, strict=True):
        year = person.years[0]
        amounts = (year.pooled_to_date, year.cap_remaining, year.account.balance, year.totals.cash, year.totals.total)
        assert all(words.yuan(fen) in page for fen in amounts)
        assert words.of(LIBRARY.pack(person.region).name) in page
        assert words.word(LIBRARY.pack(person.region).standing) in page
        assert words.day(DAY) in page
        if language == "en":
            assert all(name in page for name in ("Yearly cap", "Cap remaining", "Deductible used"))


def test_a_slip_says_what_could_not_be_computed(tmp_path: Path) -> None:
    said = pages_of(slip(tmp_path, case_of(FAMILY), person="aunt"))
    assert len(said) == 1
    assert "未计算" in said[0] or "没有计算" in said[0] or "无法计算" in said[0]


def test_amounts_are_grouped_as_the_wording_has_them(tmp_path: Path) -> None:
    case = case_of(HOUSEHOLD)
    target = tmp_path / "grouped.pdf"
    write_pdf(target, case, compute(case, LIBRARY), LIBRARY, Wording("zh", grouped=True), printed_on=DAY)
    assert "1,132.00" in text_of(target)


def test_a_file_that_cannot_be_written_is_said_and_the_old_one_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = case_of(EXAMPLE)
    with pytest.raises(FaultsError) as gone:
        written(tmp_path / "no" / "such", case)
    assert [fault.code for fault in gone.value.faults] == ["folder_gone"]
    assert not (tmp_path / "no").exists()
    target = written(tmp_path, case)
    before = target.read_bytes()

    def full(*_arguments: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(FaultsError) as failed:
        written(tmp_path, case)
    assert [fault.code for fault in failed.value.faults] == ["disk_full"]
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["report.pdf"]


def test_a_folder_in_its_place_is_said(tmp_path: Path) -> None:
    (tmp_path / "report.pdf").mkdir()
    with pytest.raises(FaultsError):
        written(tmp_path, case_of(EXAMPLE))


def test_work_tells_how_far_it_is_and_can_be_stopped(tmp_path: Path) -> None:
    case, told = case_of(HOUSEHOLD), list[int]()
    written(tmp_path, case, work=Work(told.append))
    assert told == sorted(set(told))
    assert told[-1] == 100
    (tmp_path / "report.pdf").unlink()
    work = Work(lambda percent: work.stop() if percent >= 50 else None)
    with pytest.raises(StoppedError):
        written(tmp_path, case, work=work)
    assert not list(tmp_path.iterdir())


def test_it_is_the_same_whatever_the_window_looks_like(qapp: QApplication, tmp_path: Path) -> None:
    case, found = case_of(HOUSEHOLD), set[bytes]()
    for theme in (Theme(), Theme("dark", 150, latin=True)):
        dress(qapp, theme)
        found.add(written(tmp_path, case).read_bytes())
    dress(qapp, Theme())
    assert len(found) == 1


def test_it_needs_neither_a_display_nor_an_application(tmp_path: Path) -> None:
    code = (
        "import datetime, pathlib;"
        "from calculator.policy.library import Library; from calculator.words.wording import Wording;"
        "from calculator.engine.compute import compute; from calculator.files.example_household import example_case;"
        "from calculator.printing.pdf import write_pdf;"
        "library = Library.embedded(); case = example_case(library);"
        "given = (case, compute(case, library), library, Wording('zh'))\n"
        "for name in ('a.pdf', 'b.pdf'): write_pdf(pathlib.Path(name), *given, printed_on=datetime.date(2024, 1, 15))"
    )
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "QT_QPA_PLATFORM")}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", code]
    subprocess.run(command, cwd=tmp_path, env=environment, check=True, timeout=120)
    assert len(pages_of(tmp_path / "a.pdf")) > 3
    assert (tmp_path / "b.pdf").read_bytes() == (tmp_path / "a.pdf").read_bytes()


def test_without_a_chinese_font_there_is_no_pdf_of_boxes(tmp_path: Path) -> None:
    (tmp_path / "case.json").write_text(json.dumps(EXAMPLE), "utf-8")
    environment = {**os.environ, "FONTCONFIG_FILE": str(latin_fonts(tmp_path))}
    environment["PYTHONPATH"] = str(Path(__file__).parents[2])
    command = [sys.executable, "-m", "calculator", "report", "case.json", "-o", "out.pdf", "--lang", "en"]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 2
    assert "Noto Sans CJK" in done.stderr
    assert not (tmp_path / "out.pdf").exists()
