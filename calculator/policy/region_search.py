"""Finding a region by what people type: its name in Chinese or English, its pinyin or the initials of it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence

from calculator.policy.pack import Pack
from calculator.policy.region_names import called

_SYLLABLE = re.compile(
    r"(?:[zcs]h?|[bpmfdtnlgkhjqxryw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|ou|ua|ue|ui|un|uo|ve|[aeiouv])"
)
"""What can be a syllable of pinyin; which ones there really are does not matter for finding."""
_LONGEST_SYLLABLE = 6


def closeness(pack: Pack, text: str) -> int | None:
    """How well a region fits: 0 by its name, 1 by the beginning of its name, 2 by a later part or its province.

    None where it does not fit at all; an empty text fits every region, by 2.
    """
    asked = _plain(text)
    if not asked:
        return 2
    names = [_plain(name) for name in called(pack)]
    pinyin = [_plain(word) for word in pack.pinyin.split()]
    if asked in names:
        return 0
    if any(name.startswith(asked) for name in names) or _spelt(asked, pinyin):
        return 1
    later = [pinyin, [_plain(word) for word in pack.province.en.split()]]
    if asked in names[0] or asked in _plain(pack.province.zh):
        return 2
    return 2 if any(_spelt(asked, words[place:]) for words in later for place in range(len(words))) else None


def closest(packs: Iterable[Pack], text: str) -> list[Pack]:
    """The regions that fit, the best first; those that fit alike stay in their order."""
    found = [(how, pack) for pack in packs if (how := closeness(pack, text)) is not None]
    return [pack for _how, pack in sorted(found, key=lambda pair: pair[0])]


def only_one(packs: Iterable[Pack], text: str) -> Pack | None:
    """The region that fits better than every other, where there is one; of its versions the one that holds now."""
    found = closest(packs, text)
    now = {pack.id for pack in found if "@" not in pack.id}
    found = [pack for pack in found if pack.id in now or pack.id.partition("@")[0] not in now]
    if not found or not _plain(text):
        return None
    return found[0] if len(found) == 1 or closeness(found[0], text) != closeness(found[1], text) else None


def _plain(text: str) -> str:
    """Narrow small letters and characters without spaces, apostrophes and accents."""
    narrow = unicodedata.normalize("NFKD", text).casefold()
    return "".join(char for char in narrow if char.isalnum())


def _spelt(asked: str, words: Sequence[str]) -> bool:
    """Whether the words begin with what was asked: letter by letter, by initials (`rz`), or a mixture (`rzhao`)."""
    if not asked:
        return True
    if not words:
        return False
    word, rest = words[0], words[1:]
    if word.startswith(asked) or (asked.startswith(word) and _spelt(asked[len(word) :], rest)):
        return True
    for size in range(1, min(_LONGEST_SYLLABLE, len(word)) + 1):
        if _SYLLABLE.fullmatch(word[:size]) is None:
            continue
        left = [word[size:], *rest] if word[size:] else rest
        for taken in range(1, size + 1):
            if asked[:taken] == word[:taken] and _spelt(asked[taken:], left):
                return True
    return False
