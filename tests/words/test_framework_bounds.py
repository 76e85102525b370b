"""How far a city's rates lie from what its province calls “about”, in words."""

from typing import Any

import pytest
from statements import LIBRARY, WORDINGS

from calculator.case.case import City
from calculator.ground.language import LANGUAGES, Language
from calculator.words.framework_bounds import city_lines

GANSU = LIBRARY.pack("gansu")


def city(*rates: str, uplift: str = "0.05") -> City:
    data: dict[str, Any] = {
        "deductible": {"level1": "100", "level2": "200", "level3": "300"},
        "rate": dict(zip(("level1", "level2", "level3"), rates, strict=True)),
        "retired_uplift": uplift,
        "cap": "9000",
    }
    return City.model_validate(data)


def test_far_rates_are_told_with_their_distance_and_the_clause() -> None:
    lines = city_lines(city("0.7", "0.6", "0.45"), GANSU, WORDINGS["zh"])
    assert [line.partition("（")[0] for line in lines] == [
        "在职 一级：70%",
        "在职 三级：45%",
        "退休 一级：75%",
        "退休 三级：50%",
    ]
    assert "高10个百分点" in lines[0]
    assert "低15个百分点" in lines[1]
    assert all("甘政办发〔2021〕111号 第七条" in line and "自己填写" in line for line in lines)


def test_rates_that_are_the_same_at_all_levels_are_told_as_such() -> None:
    lines = city_lines(city("0.6", "0.6", "0.6"), GANSU, WORDINGS["zh"])
    assert len(lines) == 2
    assert all("各级医疗机构相同" in line and "第七条" in line for line in lines)
    assert [line[:2] for line in lines] == ["在职", "退休"]
    far = city_lines(city("0.7", "0.7", "0.7"), GANSU, WORDINGS["zh"])
    assert len(far) == 6 + 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_of_what_the_province_leaves_alone(language: Language) -> None:
    assert city_lines(city("0.7", "0.6", "0.5"), LIBRARY.pack("rizhao"), WORDINGS[language]) == []
    assert all("{" not in line for line in city_lines(city("0.7", "0.7", "0.7"), GANSU, WORDINGS[language]))
