"""Text that others wrote, shown as text: what in it would be obeyed where it is shown is made visible instead."""

import re

_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
"""What moves a terminal's cursor, colours it, begins a line, or turns the direction of what follows."""

_TOLD = 16
"""Letters by which a person knows again what they typed; a line of a narrow panel has room for them unbroken."""


def begun(text: str) -> str:
    """The beginning of a text, where it is too long to be told; what it is of shows it whole."""
    return text if len(text) <= _TOLD else f"{text[:_TOLD]}…"


def steady(text: str) -> str:
    """The text with such signs as their numbers, which in JSON mean the same; its ends of lines and its tabs stay."""
    if text.isprintable():  # which is seen much sooner
        return text
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def not_a_page(text: str) -> str:
    """A text for where Qt takes for a page whatever looks like one, such as a tip; it reads as it was written."""
    # A tag with a sign of no width in it is none; the text stays what it is, and wraps as before.
    return text.replace("<", "<\u200b").replace("&lt;", "&\u200blt;")
