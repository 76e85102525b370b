"""Long words in short lines, for what does not break them by itself, such as buttons and cells."""

import unicodedata
from collections.abc import Iterator


def in_lines(text: str, most: int) -> str:
    """The text in lines of at most `most` half-width places, broken at spaces as far as there are any."""
    return "\n".join(line for part in text.split("\n") for line in _lines(part, most))


def _lines(text: str, most: int) -> Iterator[str]:
    while (end := _fitting(text, most)) < len(text):
        space = text.rfind(" ", 1, end + 1)
        end = space if space > 0 else end
        yield text[:end].rstrip()
        text = text[end:].lstrip()
    yield text


def _fitting(text: str, most: int) -> int:
    """How many characters from the beginning fit into a line, at least one."""
    used = 0
    for place, char in enumerate(text):
        used += 2 if unicodedata.east_asian_width(char) in "WF" else 1
        if used > most and place > 0:
            return place
    return len(text)
