"""Which visits a person looks for: by hospital, department or note, number, level or day."""

import unicodedata

from calculator.case.case import Visit
from calculator.ground.pinyin import initials
from calculator.words.cell_display import institution_word
from calculator.words.wording import Wording


def found_by(text: str, visit: Visit, wording: Wording) -> bool:
    """Whether every word of a text stands somewhere on a visit's receipt; full-width letters and case are alike.

    The name of a hospital and a note are found by the first letters of their pinyin too.
    """
    name, note = visit.institution_name, visit.note
    said = [name, note, visit.receipt, institution_word(visit, wording), visit.date.isoformat(), *visit.unread.values()]
    there = _plain(" ".join([*said, initials(name), initials(note)]))
    return all(word in there for word in _plain(text).split())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
