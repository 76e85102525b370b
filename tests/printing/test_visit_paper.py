"""One visit on paper: the slip that answers first, and the page that explains; neither of what counts nowhere."""

import re
from datetime import date
from pathlib import Path

import pytest
from commands import INVALID, run
from pdf_files import info_of, pages_of, size_in_mm, text_of
from statements import LIBRARY, WORDINGS, Json, case_bytes, case_data, case_of

from calculator.engine.compute import compute
from calculator.files.hall_settings import Office
from calculator.ground.faults import FaultsError
from calculator.ground.language import LANGUAGES, Language
from calculator.ground.progress import Work, done_by
from calculator.printing.paper import Paper
from calculator.printing.pdf import pdf_bytes
from calculator.printing.visit_page import visit_page_paper
from calculator.printing.visit_slip import visit_slip_paper
from calculator.words.personal_year import PersonalYear, personal_year

pytestmark = pytest.mark.usefixtures("qapp")

DAY = date(2024, 1, 15)
OFFICE = Office(name="市医疗保障服务中心", telephone="0479-7654321", hours="8:30–17:30")
PERSON: Json = {
    "id": "p2",
    "name": "王芳",
    "region": "erenhot",
    "status": "employed",
    "opening": {"deductible_used": None, "pooled": "500"},
    "account": {"opening_balance": "700", "monthly_credit": "0"},
}
VISITS: tuple[Json, ...] = (
    {"id": "v-one", "person": "p2", "date": "2023-06-30", "institution": "level3", "total": "3000"},
    {
        "id": "v-refunded",
        "person": "p2",
        "date": "2023-07-01",
        "institution": "level3",
        "total": "40",
        "refunded": True,
    },
    {
        "id": "v-open",
        "person": "p2",
        "date": "2023-07-02",
        "institution": "level3",
        "total": "41",
        "unread": {"total": "4l"},
    },
    {"id": "v-last", "person": "p2", "date": "2023-08-01", "institution": "level2", "total": "300"},
)
FIRST = {"zh": ["统筹基金支付", "¥1,800.00", "个人负担", "¥1,200.00"], "en": ["Paid by the pooled fund", "¥1,800.00"]}


def data() -> Json:
    visits = [{"pay_from_account": ["p2"], **visit} for visit in VISITS]
    return case_data(*visits, people=[PERSON])


def of(language: Language = "zh") -> PersonalYear:
    case = case_of(data())
    words = type(WORDINGS[language])(language, grouped=True)
    return personal_year(case, compute(case, LIBRARY), LIBRARY, words, "p2", 2023)


def written(folder: Path, paper: Paper) -> Path:
    target = folder / "paper.pdf"
    target.write_bytes(done_by(pdf_bytes(paper, DAY), Work()))
    return target


def lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace("\f", "\n").split("\n") if line.strip()]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", [80, 58])
def test_the_slip_answers_first(tmp_path: Path, language: Language, width: int) -> None:
    pdf = written(tmp_path, visit_slip_paper(of(language), "v-one", DAY, OFFICE, width=width))
    found = text_of(pdf)
    assert lines(found)[: len(FIRST[language])] == FIRST[language]
    across, _down = size_in_mm(info_of(pdf)["Page 1 size"])
    assert across == pytest.approx(width, abs=0.5)
    assert info_of(pdf)["Pages"] == "1"
    whole = "".join(found.split())
    for part in ("500.00", "3,000.00", "700.00", "二政办发〔2022〕29号", *OFFICE.model_dump().values()):
        assert "".join(part.split()) in whole
    if language == "zh":
        for part in ("此前已报500.00", "统筹支付1,800.00+个人负担1,200.00=3,000.00", "年度限额还剩1,700.00"):
            assert part in whole
        assert "估算，以结算为准" in whole
    assert not re.search(r"v-one|\bp2\b", found)


def test_a_large_figure_stays_on_the_narrow_slip(tmp_path: Path) -> None:
    case = case_of(case_data({**VISITS[0], "total": "9876543.21"}, people=[PERSON]))
    words = type(WORDINGS["zh"])("zh", grouped=True)
    year = personal_year(case, compute(case, LIBRARY), LIBRARY, words, "p2", 2023)
    pdf = written(tmp_path, visit_slip_paper(year, "v-one", DAY, width=58))
    assert lines(text_of(pdf))[3] == "¥9,873,043.21"


@pytest.mark.parametrize("visit", ["v-open", "v-refunded"])
def test_what_counts_nowhere_goes_on_no_paper(visit: str) -> None:
    for lay_out in (visit_slip_paper, visit_page_paper):
        with pytest.raises(FaultsError) as refused:
            lay_out(of(), visit, DAY)
        assert [fault.code for fault in refused.value.faults] == ["counts_nowhere"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_that_explains_is_one_page(tmp_path: Path, language: Language) -> None:
    pdf = written(tmp_path, visit_page_paper(of(language), "v-one", DAY, OFFICE))
    assert len(pages_of(pdf)) == 1
    found = text_of(pdf)
    first = {"zh": "为什么统筹支付 1,800.00 元？", "en": "Why does the pooled fund pay 1,800.00 yuan?"}
    assert lines(found)[0].replace("?", "？") == first[language].replace("?", "？")
    assert found.count("2022") >= 5  # a document with the date of its rule on every line
    for part in {"zh": ("经办机构（章）", "经办人", "参保人签名", "尚未确定的"), "en": ("Clerk", "stamp")}[language]:
        assert part in found
    assert OFFICE.name in found
    assert not re.search(r"v-one|\bp2\b", found)


def test_report_writes_the_slip_and_the_page(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    hall = tmp_path / "hall.toml"
    hall.write_text('format = "gongjisuan-hall/1"\n[office]\nname = "某某中心"\n[paper]\nslip_width = 58\n', "utf-8")
    monkeypatch.setenv("GONGJISUAN_HALL", str(hall))
    case, out = tmp_path / "case.json", tmp_path / "out.pdf"
    case.write_bytes(case_bytes(data()))
    arguments = ["report", str(case), "--visit", "v-one", "-o", str(out), "--force"]
    assert run(capfdbinary, *arguments, "--slip").status == 0
    assert lines(text_of(out))[:2] == FIRST["zh"][:2]
    assert "某某中心" in text_of(out)
    assert size_in_mm(info_of(out)["Page 1 size"])[0] == pytest.approx(58, abs=0.5)
    assert run(capfdbinary, *arguments, "--slip", "--width", "80").status == 0
    assert size_in_mm(info_of(out)["Page 1 size"])[0] == pytest.approx(80, abs=0.5)
    assert run(capfdbinary, *arguments).status == 0
    assert lines(text_of(out))[0].startswith("为什么统筹支付 1,800.00 元")


def test_a_household_is_one_page_of_summary_unless_more_is_asked_for(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    many = [
        {"id": f"w{day}", "date": f"2023-05-{day:02d}", "institution": "level2", "total": "90"} for day in range(1, 31)
    ]
    case, out = tmp_path / "case.json", tmp_path / "out.pdf"
    case.write_bytes(case_bytes(case_data(*({"person": "p2", **one} for one in many), people=[PERSON])))
    arguments = ["report", str(case), "-o", str(out), "--force"]
    assert run(capfdbinary, *arguments).status == 0
    assert len(pages_of(out)) == 1
    assert run(capfdbinary, *arguments, "--visits").status == 0
    assert "就诊记录" in text_of(out)
    assert run(capfdbinary, *arguments, "--visits", "--explained").status == 0
    pages = pages_of(out)
    assert [page for page in pages if len(page.split()) < 8] == []
    found = "\n".join(pages)
    assert not re.search(r"\b(p2|w\d+)\b", found)
    # Nobody's contribution base was entered: twelve times no credit is one line; rates have their clause.
    assert "2023-01 至 2023-12" in found
    assert found.count("2023-07") <= 2
    rates = found.split("统筹按什么比例支付", 1)[1].split("账户逐月")[0]
    assert rates.count("方案二（一）1") >= 3


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (("--visit", "v-open", "--slip", "-o", "out.pdf"), "不能当作有效结果打印"),
        (("--visit", "v-nobody", "-o", "out.pdf"), '--visit: "v-nobody" 不是本案例的就诊'),
        (("--visit", "v-one", "-o", "out.xlsx"), "应以 .pdf 结尾"),
        (("--slip", "-o", "out.pdf"), "用 --visit 指明"),
        ((), "应有 -o 文件 或 --print"),
        (("--visit", "v-one", "--slip", "--print", "no such printer"), '本机没有打印机 "no such printer"'),
    ],
)
def test_report_says_why_a_visit_is_not_given_out(
    tmp_path: Path,
    capfdbinary: pytest.CaptureFixture[bytes],
    monkeypatch: pytest.MonkeyPatch,
    more: tuple[str, ...],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("case.json").write_bytes(case_bytes(data()))
    told = run(capfdbinary, "report", "case.json", *more)
    assert told.status == INVALID
    assert said in told.err
    assert [path.name for path in tmp_path.iterdir()] == ["case.json"]
