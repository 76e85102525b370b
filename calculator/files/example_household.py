"""The example household as a person reads it: its people called in their language."""

from calculator.case.case import Case
from calculator.case.people_edits import PRESETS
from calculator.ground.language import LANGUAGES, Language, translate


def called_in(case: Case, language: Language) -> Case:
    """The case with the people who bear one of the offered names, in whichever language, called so in this one.

    Names that a person made up stay as they are.
    """
    offered = {translate(preset, known): preset for preset in PRESETS for known in LANGUAGES}
    people = tuple(
        person.model_copy(update={"name": translate(offered[person.name], language)})
        if person.name in offered
        else person
        for person in case.people
    )
    return case.model_copy(update={"people": people})
