"""How wide a text is in half-width places, and long words in short lines for what breaks none by itself.

A Chinese character is as wide as two letters; a mark over a letter takes no place of its own.
"""

from collections.abc import Iterator


def display_width(text: str) -> int:
    """How many half-width places a text takes; control characters take none."""
    if text.isascii():
        return len(text)
    from wcwidth import width  # not for a first window, whose words are short

    return width(text, control_codes="ignore")


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
    if 2 * len(text) <= most:  # however wide they are
        return len(text)
    return next((end for end in range(1, len(text)) if display_width(text[: end + 1]) > most), len(text))
