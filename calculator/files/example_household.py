"""The example household that comes with the program, its people called in the language of who reads it."""

from calculator.case.case import Case
from calculator.case.case_checks import faults_in
from calculator.ground.language import LANGUAGES, Language, translate
from calculator.ground.prepared import prepared
from calculator.ground.resources import resource
from calculator.policy.library import Library

OWN_LANGUAGE: Language = "zh"
"""In which the people of the example are called in its file."""


def example_case(library: Library) -> Case:
    """The example household. Raises FaultsError where the packs that are used do not fit it."""
    content = resource("examples", "household.json").read_bytes()
    case = prepared("household.json", content, Case)
    if case is None or any(faults_in(case, library)):
        from calculator.case.case_json import read_case

        return read_case(content, library)
    return case


def called_in(case: Case, language: Language) -> Case:
    """The case with the people who bear one of the offered names, in whichever language, called so in this one.

    Names that a person made up stay as they are.
    """
    from calculator.case.people_edits import PRESETS

    offered = {translate(preset, known): preset for preset in PRESETS for known in LANGUAGES}
    people = tuple(
        person.model_copy(update={"name": translate(offered[person.name], language)})
        if person.name in offered
        else person
        for person in case.people
    )
    return case.model_copy(update={"people": people})
