"""How people, lists and words stand in a cell, so that they can be read from it again."""

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from calculator.ground.language import LANGUAGES, translate
from calculator.words.vocabulary import WORDS

_MARKS = ";；"
_PART = re.compile(rf'\s*("(?:[^"\\]|\\.)*"|[^{_MARKS}]*)\s*(?:[{_MARKS}]|$)')


def plain(text: str) -> str:
    """Narrow, without spaces and in small letters: how headings and words are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()


def person_labels(names: Mapping[str, str]) -> dict[str, str]:
    """What each person is called, by id: the name, or the id where the name does not say which one is meant."""
    counts = Counter(names.values())
    return {
        person_id: name if name and counts[name] == 1 and name not in names and name == name.strip() else person_id
        for person_id, name in names.items()
    }


def ids_by_label(names: Mapping[str, str]) -> dict[str, str]:
    """The inverse: the id by what a person is called, and by the id itself."""
    return {label: person_id for person_id, label in person_labels(names).items()} | {one: one for one in names}


def in_one_cell(parts: Iterable[str], mark: str) -> str:
    """Several texts as one, separated by a semicolon; one that holds a semicolon stands in quotes."""
    return mark.join(_guarded(part) for part in parts)


def from_one_cell(cell: str) -> list[str]:
    """The inverse of `in_one_cell`. Raises ValueError."""
    found, place = list[str](), 0
    while place < len(cell):
        match = _PART.match(cell, place)
        if match is None:
            raise ValueError(cell)
        part = match[1]
        found.append(str(json.loads(part)) if part.startswith('"') else part.strip())
        place = match.end()
    return found


def _guarded(part: str) -> str:
    if part and part == part.strip() and not part.startswith('"') and not any(mark in part for mark in _MARKS):
        return part
    return json.dumps(part, ensure_ascii=False)


def names_by_word(names: Iterable[str]) -> Mapping[str, str]:
    """The contract's name by each word that stands for it: Chinese, English, and the name itself."""
    found: dict[str, str] = {}
    for name in names:
        for word in (name, WORDS[name], *(translate(WORDS[name], language) for language in LANGUAGES)):
            found[plain(word)] = name
    return found
