"""What is said before a year's figures: that they rest on a draft, or that the year lies after the last rule."""

import json

import pytest
from statements import LIBRARY

from calculator.case.case_json import read_case
from calculator.engine.compute import compute
from calculator.ground.language import Language
from calculator.words.personal_year import PersonalYear, personal_year
from calculator.words.wording import Wording
from calculator.words.year_banner import said_by_banner, year_banner
from calculator.words.year_summary import year_doubts


def of(region: str, year: int, language: Language = "zh") -> PersonalYear:
    """The year of someone employed who enters nothing else."""
    person = {"id": "me", "region": region, "status": "employed"}
    case = {"format": "gongjisuan-case/1", "from": "2023-01", "through": f"{year}-12", "people": [person], "visits": []}
    read = read_case(json.dumps(case).encode(), LIBRARY)
    return personal_year(read, compute(read, LIBRARY), LIBRARY, Wording(language), "me", year)


@pytest.mark.parametrize(
    ("region", "year", "text"),
    [
        # 日照's last rule begins in 2024 (三（一）), 二连浩特's in 2023 (方案二（二）), those of the drafts in 2023.
        ("rizhao", 2023, ""),
        ("rizhao", 2024, ""),
        ("rizhao", 2026, "本程序按 2022 年的文件计算，不知道此后的调整；2026 年的标准请向医保局（12393）核实。"),
        ("erenhot", 2023, ""),
        ("erenhot", 2025, "本程序按 2022 年的文件计算，不知道此后的调整；2025 年的标准请向医保局（12393）核实。"),
        ("gansu", 2026, "本程序按 2021 年的文件计算，不知道此后的调整；2026 年的标准请向医保局（12393）核实。"),
        ("xian", 2023, "本程序按征求意见稿计算，正式文件可能不同，也可能已被替代。"),
        (
            "nanchang",
            2026,
            "本程序按征求意见稿计算，正式文件可能不同，也可能已被替代；2026 年的标准请向医保局（12393）核实。",
        ),
    ],
)
def test_what_is_said_before_the_figures(region: str, year: int, text: str) -> None:
    banner = year_banner(of(region, year))
    assert ("" if banner is None else banner.text) == text


def test_it_is_said_in_english() -> None:
    banner = year_banner(of("rizhao", 2026, "en"))
    assert banner is not None
    assert banner.text == (
        "Computed from a text of 2022; later adjustments are not known to this program."
        " Ask the medical-insurance office (12393) for the standards of 2026."
    )


@pytest.mark.parametrize(("region", "code"), [("rizhao", "text_may_be_outdated"), ("xian", "draft_text")])
def test_it_is_said_once(region: str, code: str) -> None:
    late = of(region, 2026)
    said = said_by_banner(late)
    assert code in said
    assert code in {caution.code for caution in late.computed.warnings}, "what is given to programs keeps it"
    assert len(year_doubts(late, said)) == len(year_doubts(late)) - len(
        said & {caution.code for caution in late.computed.warnings}
    )


def test_a_year_with_rules_has_all_its_doubts_below() -> None:
    assert said_by_banner(of("rizhao", 2023)) == set()
