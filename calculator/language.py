"""The languages people read: one gettext catalogue for sentences, command line and screens.

Texts stand in the code in English and are marked with `N_`; Chinese comes from `resources/locale`.
"""

import gettext
from functools import cache
from typing import Literal

from calculator.resources import resource

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DOMAIN = "gongjisuan"
_LOCALES = {"zh": "zh_CN", "en": "en"}


def N_(text: str) -> str:  # noqa: N802 — gettext's customary mark for a text that is translated later
    """The text itself; marks it for the catalogue."""
    return text


@cache
def catalogue(language: Language) -> gettext.NullTranslations:
    """The translations of a language; English is the language of the code and needs none."""
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, str(resource("locale")), languages=[_LOCALES[language]])


def language_of(name: str) -> Language:
    """The language we have for a locale's name: English where it is asked for, else Chinese."""
    return "en" if name.lower().startswith("en") else "zh"


def translate(text: str, language: Language) -> str:
    """The text in a language."""
    return catalogue(language).gettext(text) if text else ""


def as_language(name: str) -> Language:
    """`zh` or `en`. Raises ValueError."""
    if name not in LANGUAGES:
        raise ValueError(name)
    return name
