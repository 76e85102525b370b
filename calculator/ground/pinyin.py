"""The first letters of Chinese characters as people type them."""

from bisect import bisect_right

_LETTERS = "abcdefghjklmnopqrstwxyz"
_FIRST = (
    *(0xB0A1, 0xB0C5, 0xB2C1, 0xB4EE, 0xB6EA, 0xB7A2, 0xB8C1, 0xB9FE, 0xBBF7, 0xBFA6, 0xC0AC, 0xC2E8),
    *(0xC4C3, 0xC5B6, 0xC5BE, 0xC6DA, 0xC8BB, 0xC8F6, 0xCBFA, 0xCDDA, 0xCEF4, 0xD1B9, 0xD4D1),
)
"""The common 3,755 characters stand in GB 2312 in the order of their pinyin: with which of them each letter begins."""
_LAST = 0xD7F9


def initials(text: str) -> str:
    """`syyy` of `市一医院`; Latin letters and digits stay, what has no such letter is left out."""
    return "".join(map(_initial, text.lower()))


def _initial(letter: str) -> str:
    if letter.isascii():
        return letter if letter.isalnum() else ""
    try:
        high, low = letter.encode("gb2312")
    except (UnicodeEncodeError, ValueError):
        return ""
    code = high * 256 + low
    return _LETTERS[bisect_right(_FIRST, code) - 1] if _FIRST[0] <= code <= _LAST else ""
