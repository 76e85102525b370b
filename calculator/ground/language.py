"""The languages people read: one gettext catalogue for sentences, command line and screens.

Texts stand in the code in English and are marked with `N_`; Chinese comes from `resources/locale`.
"""

from collections.abc import Callable
from functools import cache
from typing import Literal

from calculator.ground.prepared import prepared
from calculator.ground.resources import resource

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DOMAIN = "gongjisuan"
_LOCALES = {"zh": "zh_CN"}


def N_(text: str) -> str:  # noqa: N802 — gettext's customary mark for a text that is translated later
    """The text itself; marks it for the catalogue."""
    return text


@cache
def _catalogue(language: Language) -> Callable[[str], str]:
    """What translates into a language; English is the language of the code and needs nothing done."""
    if language == "en":
        return str
    path = resource("locale", _LOCALES[language], "LC_MESSAGES", f"{DOMAIN}.mo")
    messages: dict[str, str] | None = prepared(path.name, path.read_bytes(), dict)
    if messages is not None:
        find = messages.get
        return lambda text: find(text, text)
    import gettext

    with path.open("rb") as file:
        return gettext.GNUTranslations(file).gettext


def language_of(name: str) -> Language:
    """The language we have for a locale's name: English where it is asked for, else Chinese."""
    return "en" if name.lower().startswith("en") else "zh"


def translate(text: str, language: Language) -> str:
    """The text in a language."""
    return _catalogue(language)(text) if text else ""


def as_language(name: str) -> Language:
    """`zh` or `en`. Raises ValueError."""
    if name not in LANGUAGES:
        raise ValueError(name)
    return name
