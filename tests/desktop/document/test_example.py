"""The example household speaks the language in which it is opened."""

import pytest

from calculator.case.case_checks import faults_in
from calculator.files.example_household import called_in, example_case
from calculator.ground.language import LANGUAGES, Language
from calculator.policy.library import Library

NAMES: dict[Language, list[str]] = {"zh": ["本人", "配偶", "父亲"], "en": ["Self", "Spouse", "Father"]}


@pytest.mark.parametrize("language", LANGUAGES)
def test_its_people_are_called_in_the_language(library: Library, language: Language) -> None:
    case = called_in(example_case(library), language)
    assert [person.name for person in case.people] == NAMES[language]
    assert list(faults_in(case, library)) == []


def test_there_and_back_it_is_the_same(library: Library) -> None:
    case = called_in(example_case(library), "zh")
    assert called_in(called_in(case, "en"), "zh") == case


def test_a_name_of_one_s_own_stays(library: Library) -> None:
    case = example_case(library)
    own = case.people[0].model_copy(update={"name": "小明"})
    case = case.model_copy(update={"people": (own, *case.people[1:])})
    assert [person.name for person in called_in(case, "en").people] == ["小明", "Spouse", "Father"]
    assert called_in(case, "en").visits == case.visits
