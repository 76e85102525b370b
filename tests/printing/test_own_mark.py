"""A region of one's own bears its mark wherever it is named: pages, papers, slips, JSON, and the counter's line."""

from datetime import date
from pathlib import Path

import pytest
from pack_files import pack_text
from pdf_files import text_of
from statements import WORDINGS, case_bytes, case_data

from calculator.case.case_json import read_case
from calculator.engine.compute import compute
from calculator.files.signed_packs.pack_store import PackStore, own_candidate
from calculator.ground.language import LANGUAGES, Language
from calculator.ground.progress import Work, done_by
from calculator.policy.library import Library
from calculator.policy.region_search import closeness
from calculator.policy_pages.region_page import policy_page
from calculator.printing.pdf import pdf_bytes
from calculator.printing.report import Report, report_paper, slip_paper
from calculator.printing.visit_page import visit_page_paper
from calculator.printing.visit_slip import visit_slip_paper
from calculator.sheets.own.flat_rows import regions_by_name
from calculator.words.counter.line import read_line
from calculator.words.personal_year import personal_year
from calculator.words.statement_json import to_json

pytestmark = pytest.mark.usefixtures("qapp")
DAY = date(2024, 1, 15)
MARK = {"zh": "日照市（自建）", "en": "(own)"}


@pytest.fixture
def library(tmp_path: Path) -> Library:
    """With a region of one's own beside those that come with the program."""
    store = PackStore(tmp_path / "packs")
    store.install(own_candidate(pack_text().encode()))
    return store.library()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_and_paper_names_it_with_its_mark(library: Library, tmp_path: Path, language: Language) -> None:
    words = type(WORDINGS[language])(language, grouped=True)
    visit = {"id": "v1", "person": "me", "date": "2023-06-30", "institution": "level3", "total": "3000"}
    person = {"id": "me", "name": "王芳", "region": "newtown", "status": "employed"}
    case = read_case(case_bytes(case_data(visit, people=[person])), library)
    statement = compute(case, library)
    of = personal_year(case, statement, library, words, "me", 2023)
    assert MARK[language] in policy_page(library.pack("newtown"), {}, DAY, words).title
    assert '"own_pack"' in to_json(statement, words)
    report = Report(case, statement, library, words, DAY)
    papers = [
        visit_slip_paper(of, "v1", DAY),
        visit_page_paper(of, "v1", DAY),
        done_by(report_paper(report), Work()),
        done_by(slip_paper(report), Work()),
    ]
    for place, paper in enumerate(papers):
        pdf = tmp_path / f"{place}.pdf"
        pdf.write_bytes(done_by(pdf_bytes(paper, DAY), Work()))
        assert "".join(MARK[language].split()) in "".join(text_of(pdf).split()), place


def test_the_mark_is_in_nobodys_way(library: Library) -> None:
    pack = library.pack("newtown")
    assert pack.name.zh == "日照市（自建）"
    assert library.chosen("newtown").pack.name.zh == "日照市"  # as its file has it
    assert library.pack("rizhao").name.zh == "日照市"
    assert closeness(pack, "日照市") == 0
    for name, region in (("日照市（自建）", "newtown"), ("日照市", "rizhao")):
        assert read_line(f"{name} 3 3000", library).region == region
        assert regions_by_name(library)[name] == region
